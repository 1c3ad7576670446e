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

use super::stream::Out;
use super::{RawArticle, Seen, Severity};
use dom::Dom;
use meta::About;
use names::Names;

/// Reads a page: no more of it than is wanted.
pub(super) fn read(text: &str, out: &mut Out<'_>) {
    if let Some(article) = skim(text, out) {
        out.article(article);
        return;
    }
    let dom = Dom::parse(text);
    let mut article = out.blank();
    let about = About::read(&dom);
    meta::fill(&mut article, &dom, &about);
    let mut names = Names::default();
    article.dates = stated::dates(&dom, &mut names, &about, article.title.as_deref());
    if !out.wants_more(&article, Seen::Dates) {
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

/// What a page says of itself, where no more of it is wanted.
fn skim(text: &str, out: &Out<'_>) -> Option<RawArticle> {
    if out.wants_all() {
        return None;
    }
    let dom = Dom::skim(text)?;
    let mut article = out.blank();
    let about = About::read(&dom);
    meta::fill(&mut article, &dom, &about);
    article.dates = stated::of_itself(&dom, &about, article.title.as_deref());
    (!out.wants_more(&article, Seen::Head)).then_some(article)
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
    const KEY: &[u8] = b"charset=";
    let head = &bytes[..bytes.len().min(8192)];
    let ends = memchr::memchr_iter(b'=', head).map(|at| at + 1);
    let named = ends.filter(|end| {
        let key = end.checked_sub(KEY.len()).and_then(|at| head.get(at..*end));
        key.is_some_and(|key| key.eq_ignore_ascii_case(KEY))
    });
    let mut labels = named.map(|end| {
        let rest = head[end..].iter().copied();
        rest.skip_while(|b| matches!(b, b'"' | b'\'' | b' '))
            .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
            .map(|b| char::from(b.to_ascii_lowercase()))
            .collect::<String>()
    });
    labels.find(|label| !label.is_empty())
}
