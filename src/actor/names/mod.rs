//! Names in text: what is known about its words, the rules, the model.

mod agree;
mod bodies;
mod bounds;
mod brackets;
mod cues;
mod doc;
mod firms;
mod hyphens;
mod kinds;
mod lists;
mod lone;
mod nobody;
mod repeat;
mod rules;
mod teams;
mod things;
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
    /// A name told by a pattern: tokens `from..to`.
    pub(crate) fn told(from: usize, to: usize, kind: Kind) -> Self {
        Self {
            from: from as u32,
            to: to as u32,
            kind,
            strength: 1,
        }
    }

    /// Its tokens.
    pub(crate) fn range(self) -> std::ops::Range<usize> {
        self.from as usize..self.to as usize
    }
}

/// Up to which token the name at `at` may grow: to the next one, or to the end
/// of the text.
fn free_to(doc: &Doc, names: &[Name], at: usize) -> usize {
    let next = names.get(at + 1);
    next.map_or(doc.tokens.len(), |next| next.from as usize)
}

/// Empties the names inside tokens `from..to`, which are part of another name
/// now; false when one of them reaches out of it, and nothing is changed.
fn swallow(names: &mut [Name], from: usize, to: usize) -> bool {
    let (from, to) = (from as u32, to as u32);
    let first = names.partition_point(|n| n.to <= from);
    let past = names.partition_point(|n| n.from < to);
    let over = &mut names[first..past.max(first)];
    if over.iter().any(|n| n.from < from || n.to > to) {
        return false;
    }
    for name in over {
        name.to = name.from;
    }
    true
}
