//! Plain text: one article a file, unless several plainly stand in it.

use super::stream::Out;
use crate::article::split_articles;

/// Reads a plain text.
pub(super) fn read(text: &str, out: &mut Out<'_>) {
    let parts = split_articles(text);
    let many = parts.len() > 1;
    for part in parts {
        let mut article = out.blank();
        if many {
            article.id = out.next_id();
            let before = text.get(..part.start as usize).unwrap_or_default();
            let lines = before.bytes().filter(|b| *b == b'\n').count();
            article.line = u32::try_from(lines + 1).unwrap_or(0);
        }
        article.text = part.of(text).to_owned();
        if !out.article(article) {
            return;
        }
    }
}
