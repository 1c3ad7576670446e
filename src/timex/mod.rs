//! The language of time: tables and rules → mentions → values → intervals.
//!
//! Two passes, as the best taggers do: [`Tagger::tag`] finds and classifies
//! expressions without knowing when the text was written;
//! [`Tagger::resolve`] gives each its calendar meaning against a
//! [`Reference`]. Knows the calendar and nothing else of the program.

mod day;
mod interval;
mod mention;

pub use day::Day;
pub use interval::{Granularity, Interval};
pub use mention::{Anchor, Basis, Mention, Reference, Resolution, Role, RuleId, Tense, TimexType};

use crate::Span;

/// A language's compiled tables and rules.
#[derive(Debug, Default)]
pub struct Tagger {}

impl Tagger {
    /// The built-in English tagger, compiled once per process.
    pub fn english() -> &'static Tagger {
        static TAGGER: std::sync::OnceLock<Tagger> = std::sync::OnceLock::new();
        TAGGER.get_or_init(Tagger::default)
    }

    /// First pass: every temporal expression of `text`, in text order, none
    /// overlapping, each inside one of `sentences`.
    pub fn tag(&self, text: &str, sentences: &[Span]) -> Vec<Mention> {
        let _ = (text, sentences);
        Vec::new()
    }

    /// Second pass: the meaning of each mention (same length and order as
    /// `mentions`).
    pub fn resolve(
        &self,
        text: &str,
        sentences: &[Span],
        mentions: &[Mention],
        reference: &Reference,
    ) -> Vec<Resolution> {
        let _ = (text, sentences, reference);
        mentions.iter().map(|_| Resolution::default()).collect()
    }

    /// Why a mention means what it means, in one plain English sentence.
    pub fn explain(&self, text: &str, mention: &Mention, resolution: &Resolution) -> String {
        let _ = (mention, resolution);
        text.to_owned()
    }

    /// Reads a date typed by a person ("oct 2015", "14 July 2016",
    /// "a week later"), relative words counting from `current`.
    /// `None` when it is not a date.
    pub fn read_typed(&self, typed: &str, current: Day) -> Option<Interval> {
        let _ = (typed, current);
        None
    }
}
