//! Plain text: the file is the article. Where several plainly stand in one
//! file, `article::split` parts them later.

use super::stream::Out;

/// Reads a plain text.
pub(super) fn read(text: &str, out: &mut Out<'_>) {
    let mut article = out.blank();
    article.text = text.to_owned();
    out.article(article);
}
