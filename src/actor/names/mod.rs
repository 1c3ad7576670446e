//! Names in text: what is known about its words, the rules, the model.

mod agree;
mod bounds;
mod brackets;
mod cues;
mod doc;
mod hyphens;
mod kinds;
mod repeat;
mod rules;
mod uncased;
mod units;
mod vote;
mod whole;

pub(crate) use doc::{Doc, Gaz, Mask};
pub(crate) use repeat::complete;
pub(crate) use rules::spot;

use super::Kind;

/// A name found: tokens `from..to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    /// First token.
    pub from: u32,
    /// One past the last token.
    pub to: u32,
    /// What it is.
    pub kind: Kind,
    /// How sure the rules are: 0 a guess, 1 a pattern, 2 a gazetteer entry or
    /// several signs.
    pub strength: u8,
}

impl Name {
    /// Its tokens.
    pub(crate) fn range(self) -> std::ops::Range<usize> {
        self.from as usize..self.to as usize
    }
}
