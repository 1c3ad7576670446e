//! "Two days after the video came out": how long ago something was that a
//! text tells beside its own news.

use super::counting::{Role, role};
use super::when::{When, span};
use crate::Span;
use crate::article::Article;
use crate::timex::{Mention, Op};

/// A length of time that runs from something told to the news, and where in
/// the text that something is told.
pub fn elapsed(article: &Article, sentence: Span, mention: &Mention) -> Option<(When, Span)> {
    let parts = mention.parts();
    if parts.op != Op::Duration {
        return None;
    }
    let (count, unit) = span(parts)?;
    let rest = Span {
        start: mention.span.end,
        end: sentence.end,
    };
    let after = rest.of(&article.text).strip_prefix(' ')?;
    let word = after.split(|c: char| !c.is_alphanumeric()).next()?;
    if role(word) != Some(Role::Since) {
        return None;
    }
    let start = rest.start + 1 + word.len() as u32;
    Some((When::After(count, unit), Span { start, ..rest }))
}
