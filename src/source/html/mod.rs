//! Saved web pages, and markup inside the fields of other formats.

mod address;
mod attr;
mod blocks;
mod body;
mod clean;
mod dom;
mod entities;
mod jsonld;
mod keys;
mod meta;
mod names;
mod parse;
mod place;
mod stamps;
mod stated;
mod tag;

pub(super) use blocks::{fragment_text, one_line};
pub use body::{BlockWeights, Features, PageBlocks, chance, names};

use super::Severity;
use super::stream::Out;
use dom::Dom;
use names::Names;

/// Reads a page.
pub(super) fn read(text: &str, out: &mut Out<'_>) {
    let dom = Dom::parse(text);
    let mut article = out.blank();
    let linked = jsonld::read(&dom);
    meta::fill(&mut article, &dom, &linked);
    let mut names = Names::default();
    article.dates = stated::dates(&dom, &mut names, &linked, article.title.as_deref());
    if !out.wants_text(&article) {
        out.article(article);
        return;
    }
    article.text = body::text(&dom, &mut names, article.title.as_deref());
    if article.text.trim().is_empty() {
        out.notice(
            0,
            Severity::Warning,
            "a page without text that could be an article",
        );
    }
    out.article(article);
}

/// Whether a field holds markup rather than text.
pub(super) fn looks_like_markup(text: &str) -> bool {
    let has = |needle: &str| memchr::memmem::find(text.as_bytes(), needle.as_bytes()).is_some();
    has("</p>")
        || has("</div>")
        || has("<br")
        || has("<p>")
        || has("</a>")
        || has("&nbsp;")
        || has("&#")
}

/// The charset that the head of a page names.
pub(super) fn declared_charset(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(8192)]).to_ascii_lowercase();
    let mut rest = head.as_str();
    while let Some(at) = rest.find("charset=") {
        rest = &rest[at + "charset=".len()..];
        let label: String = rest
            .trim_start_matches(['"', '\'', ' '])
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
            .collect();
        if !label.is_empty() {
            return Some(label);
        }
    }
    None
}
