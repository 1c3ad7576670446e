//! What was typed, prepared once a keystroke.

use super::fold::fold;
use super::index::{letter, mask};

/// A query in the forms that matching needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Query {
    /// Folded, blanks at the ends taken off.
    pub(super) folded: String,
    /// Its words; each must be found, in any order.
    pub(super) words: Vec<String>,
    pub(super) mask: u64,
    /// Bit of its first letter.
    pub(super) first: u64,
    /// Lower case but otherwise as typed, when that differs from folded:
    /// accents, Cyrillic.
    pub(super) verbatim: Option<String>,
    /// One word of capitals alone: initials, most likely.
    pub(super) capitals: bool,
}

impl Query {
    pub(super) fn new(typed: &str) -> Self {
        let folded = fold(typed);
        let folded = folded.trim();
        let typed = typed.trim();
        let lower = typed.to_lowercase();
        let letters = typed.chars().filter(|c| c.is_alphabetic());
        Self {
            words: folded.split_whitespace().map(str::to_owned).collect(),
            mask: mask(folded),
            first: folded.chars().next().map_or(0, letter),
            verbatim: (!lower.is_ascii()).then_some(lower),
            capitals: letters.clone().count() > 1 && typed.chars().all(char::is_uppercase),
            folded: folded.to_owned(),
        }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether all that `self` fits was among what `shorter` fits: it only
    /// goes on from there.
    pub(super) fn narrows(&self, shorter: &Self) -> bool {
        self.folded.starts_with(&shorter.folded)
    }
}

/// Whether the letters of `word` stand in `key` in order.
pub(super) fn is_subsequence(word: &str, key: &str) -> bool {
    let mut letters = key.bytes();
    word.bytes()
        .all(|wanted| letters.any(|byte| byte == wanted))
}
