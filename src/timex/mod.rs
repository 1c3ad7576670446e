//! The language of time: tables and rules → mentions → values → intervals.
//!
//! Two passes, as the best taggers do: [`Tagger::tag`] finds and classifies
//! expressions without knowing when the text was written;
//! [`Tagger::resolve`] gives each its calendar meaning against a
//! [`Reference`]. Knows the calendar and nothing else of the program.

mod calendar;
mod clause;
mod day;
mod explain;
mod interval;
mod lang;
mod mention;
mod parts;
mod resolve;
#[cfg(test)]
mod rule_tests;
mod tag;
mod typed;
pub mod value;
pub mod written;

use std::path::Path;
use std::sync::OnceLock;

pub use day::Day;
pub use interval::{Granularity, Interval};
pub use lang::LoadError;
pub use mention::{
    Anchor, Basis, Context, Mention, Reference, Resolution, Role, RuleId, Tense, TimexType,
};
pub use parts::{Base, Clock, Direction, Modifier, Op, Parts};

use crate::Span;

/// A language's compiled tables and rules.
#[derive(Debug)]
pub struct Tagger {
    language: lang::Language,
}

/// The English tagger of the process.
static ENGLISH: OnceLock<Tagger> = OnceLock::new();

impl Tagger {
    /// The English tagger of the process, compiled once: the built-in files,
    /// with those of a folder laid over them when [`Tagger::install`] was
    /// called before.
    pub fn english() -> &'static Tagger {
        ENGLISH.get_or_init(|| match lang::Language::english(&[]) {
            Ok(language) => Tagger { language },
            Err(error) => panic!("the built-in rules do not compile: {error}"),
        })
    }

    /// English with the `.tsv` and `.rules` files of a folder laid over it;
    /// `assets/lang/en/README.md` describes their format.
    ///
    /// # Errors
    /// When the folder can't be read or a file has a fault; the error names
    /// file and line.
    pub fn load(folder: &Path) -> Result<Tagger, LoadError> {
        let extra = lang::read_folder(folder)?;
        let language = lang::Language::english(&extra)?;
        Ok(Tagger { language })
    }

    /// Makes [`Tagger::english`] the tagger that [`Tagger::load`] gives for a
    /// folder. Does nothing once the process has used its tagger.
    ///
    /// # Errors
    /// As [`Tagger::load`]; then the built-in tagger stays.
    pub fn install(folder: &Path) -> Result<(), LoadError> {
        let tagger = Self::load(folder)?;
        // Losing to an earlier use is what the contract says.
        let _ = ENGLISH.set(tagger);
        Ok(())
    }

    /// First pass: every temporal expression of `text`, in text order, none
    /// overlapping, each inside one of `sentences`.
    pub fn tag(&self, text: &str, sentences: &[Span]) -> Vec<Mention> {
        tag::tag(&self.language, text, sentences, false)
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
        resolve::resolve(&self.language, text, sentences, mentions, reference)
    }

    /// The day of a named day ([`Parts::holiday`]) in a year.
    pub fn holiday(&self, id: u16, year: i32) -> Option<Day> {
        self.language.holidays.in_year(id, year)
    }

    /// The name of a rule, as in the rule files.
    pub fn rule_name(&self, rule: RuleId) -> &str {
        self.language
            .rules
            .get(usize::from(rule.0))
            .map_or("", |rule| &rule.name)
    }

    /// Whether the weekday that stands beside a day is another day's:
    /// "Thursday, 13 October" of 2015. Before 1924 none is, for old calendars
    /// had other weekdays.
    pub fn is_misnamed(&self, mention: &Mention, resolution: &Resolution) -> bool {
        explain::is_misnamed(&mention.parts, resolution.interval)
    }

    /// Why a mention means what it means, in one plain English sentence.
    pub fn explain(&self, text: &str, mention: &Mention, resolution: &Resolution) -> String {
        explain::explain(text, mention, resolution)
    }

    /// Reads a date typed by a person ("oct 2015", "14 July 2016",
    /// "a week later"), relative words counting from `current`.
    /// `None` when it is not a date.
    pub fn read_typed(&self, typed: &str, current: Day) -> Option<Interval> {
        typed::read(self, typed, current)
    }
}
