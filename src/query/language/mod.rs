//! The one-line query language that chips, palette and command line share:
//!
//! ```text
//! actor:putin -actor:assad speaker:lavrov from:2015-09 to:2015-12
//! source:tass "safe zones" granularity:day confidence:>0.8 is:planned
//! ```

mod complete;
mod parse;
mod print;
mod words;

pub use parse::parse;
pub use print::{chips, print};

use super::fuzzy::ActorIndex;
use crate::Span;
use crate::store::Snapshot;
use crate::timex::Day;

/// What names and dates in a query refer to.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The corpus.
    pub snapshot: &'a Snapshot,
    /// Its actors, for `actor:` and `speaker:`.
    pub index: &'a ActorIndex,
    /// Where relative dates count from: the day under the cursor, or today.
    pub current: Day,
}

/// Why a line is not a query, and which of its words is to blame.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct QueryError {
    /// The word, as bytes of the line.
    pub span: Span,
    /// What is wrong and what would be right, one line.
    pub message: String,
}

/// One way to go on with what is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What it replaces, as bytes of the line.
    pub replace: Span,
    /// The text to put there.
    pub text: String,
    /// What it is, in a few words.
    pub detail: String,
}

/// Candidates for the word at the cursor (a byte of `line`), best first.
pub fn complete(line: &str, cursor: usize, context: &Context<'_>, limit: usize) -> Vec<Completion> {
    complete::complete(line, cursor, context, limit)
}
