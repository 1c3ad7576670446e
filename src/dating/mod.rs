//! When was this article written: evidence, constraints, links between
//! articles, the corpus-wide solution.

pub mod corpus;
pub mod corrections;
pub mod knowledge;
pub mod page;

mod alone;
mod numeric;
mod outside;
mod textual;
mod weigh;

use serde::{Deserialize, Serialize};
use std::fmt;

use chrono::Weekday;

pub use corpus::{Solver, conflicts, corrected, is_firm};

use crate::timex::Day;

pub use alone::{date_alone, date_on};

/// What kind of evidence gave the day; best first.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Ground {
    /// The user's own correction.
    Correction,
    /// Metadata of the format.
    Metadata,
    /// The address or the file's name.
    Name,
    /// The dateline.
    Dateline,
    /// A date heading above or below the title, a stamp.
    Heading,
    /// Words of the first sentences.
    Text,
    /// Other articles of the corpus, office-holders, known anchors.
    Inference,
    /// None at all.
    #[default]
    Nothing,
}

impl Ground {
    /// The word for it in output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Correction => "correction",
            Self::Metadata => "metadata",
            Self::Name => "name",
            Self::Dateline => "dateline",
            Self::Heading => "heading",
            Self::Text => "text",
            Self::Inference => "inference",
            Self::Nothing => "none",
        }
    }
}

/// One possible publication day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    /// The day.
    pub day: Day,
    /// Its share of the posterior, 0 to 1.
    pub confidence: f32,
    /// Why, in one plain English sentence.
    pub why: String,
}

/// A publication day is given from this confidence on.
const GIVEN: f32 = 0.5;

/// The publication date of an article, with everything that led to it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Dating {
    /// The day, given from a `confidence` of one half on.
    pub published: Option<Day>,
    /// Chance that this day is exactly right, 0 to 1 (of the best candidate
    /// when `published` is `None`).
    pub confidence: f32,
    /// What decided.
    pub ground: Ground,
    /// The basis in one plain English sentence.
    pub basis: String,
    /// Further evidence that weighed, a sentence each.
    pub evidence: Vec<String>,
    /// The other candidates, best first; where no day is given, before them the
    /// one that stands for all: in the likeliest week and year.
    pub alternatives: Vec<Candidate>,
    /// Contradictions found, a sentence each (they become notices).
    pub conflicts: Vec<String>,
    /// Day and month of the text's own dateline or heading when they lack a
    /// year; the corpus may know it.
    pub partial: Option<PartialDate>,
}

/// What is said for a day that nothing speaks for.
const UNGROUNDED: &str = "Nothing speaks against it.";

/// Another day is told to people when it is at least so likely.
const LIKELY: f32 = 0.005;

impl Dating {
    /// The evidence that [`Dating::basis`] does not tell already.
    pub fn more_evidence(&self) -> impl Iterator<Item = &str> {
        let all = self.evidence.iter().enumerate();
        all.filter(|(at, evidence)| {
            !self.basis.contains(evidence.as_str()) && !self.evidence[..*at].contains(evidence)
        })
        .map(|(_, evidence)| evidence.as_str())
    }

    /// The other candidates that people want to know of, best first: beside a
    /// day that is given only those that something speaks for.
    pub fn likely_alternatives(&self) -> impl Iterator<Item = &Candidate> {
        let given = self.published.is_some();
        let all = self.alternatives.iter();
        all.filter(move |other| other.confidence >= LIKELY && !(given && other.why == UNGROUNDED))
    }
}

/// A day and month whose year is not known, as a dateline or a stamp gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartialDate {
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month, 1 to 31.
    pub day: u8,
    /// The weekday written beside it.
    #[serde(with = "weekday")]
    pub weekday: Option<Weekday>,
}

/// A weekday as its number from Monday, 7 for none.
mod weekday {
    use chrono::Weekday;
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(day: &Option<Weekday>, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_u8(day.map_or(7, |day| day.num_days_from_monday() as u8))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Weekday>, D::Error> {
        Ok(Weekday::try_from(u8::deserialize(from)?).ok())
    }
}

impl PartialDate {
    /// The day in a year.
    pub fn on(self, year: i32) -> Option<Day> {
        Day::from_ymd(year, self.month.into(), self.day.into())
    }

    /// Whether `day` has this month and day.
    pub fn is(self, day: Day) -> bool {
        let (_, month, number) = day.ymd();
        month == u32::from(self.month) && number == u32::from(self.day)
    }
}

impl fmt::Display for PartialDate {
    /// As TIMEX3 writes it: `XXXX-10-14`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "XXXX-{:02}-{:02}", self.month, self.day)
    }
}
