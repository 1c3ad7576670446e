//! Sentences with dates and actors become events.

mod carry;
mod correct;
mod extract;
mod language;
mod measure;
mod occasion;
mod speech;
mod when;
mod why;

pub use correct::{Ruling, corrected};
pub use extract::events;
pub use language::is_foreign;
pub use why::{reason, why};

use serde::{Deserialize, Serialize};

use crate::Span;
use crate::actor::{ActorId, Who};
use crate::article::Article;
use crate::dating::Dating;
use crate::timex::{Basis, Interval, Mention, Resolution, Tense};

/// What dated an event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DatedBy {
    /// An expression in its sentence.
    #[default]
    Expression,
    /// A date carried over from the sentence before ("The talks lasted …").
    Context,
    /// The publication date: a statement or lead that names no day.
    Publication,
    /// The user's own word.
    Correction,
}

/// One dated sentence.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Event {
    /// When it happened.
    pub interval: Interval,
    /// TIMEX3 value of the expression (the day for publication).
    pub value: String,
    /// The words that dated it; empty span when none did.
    pub expression: Span,
    /// Its sentence in [`Article::text`].
    pub sentence: Span,
    /// What dated it.
    pub dated_by: DatedBy,
    /// Rule, anchor, confidence (already multiplied with the article's own
    /// dating where the anchor is the publication date).
    pub basis: Basis,
    /// Who acts or is named in the sentence.
    pub actors: Vec<ActorId>,
    /// To whom the statement is attributed.
    pub speaker: Option<ActorId>,
    /// Past, present, or future: planned.
    pub tense: Tense,
    /// The sentence denies, refuses or declines: not an assertion of it.
    pub denial: bool,
}

/// One article with everything that was found in it: what the store keeps
/// and the article pane shows.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Analysis {
    /// The article.
    pub article: Article,
    /// Its temporal expressions.
    pub mentions: Vec<Mention>,
    /// Their meanings, same order.
    pub resolutions: Vec<Resolution>,
    /// Its actors and speakers; written down apart, for they come later.
    #[serde(skip)]
    pub who: Who,
    /// Its publication date.
    pub dating: Dating,
    /// Its events. Not written down with the rest: the store has them in its
    /// columns and puts them back.
    #[serde(skip)]
    pub events: Vec<Event>,
}
