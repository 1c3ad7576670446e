//! What the two passes give: mentions, then their resolutions.

use super::parts::Parts;
use super::{Day, Interval};
use crate::Span;
use serde::{Deserialize, Serialize};

/// TIMEX3 type (TimeML 1.2.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum TimexType {
    /// A calendar interval of a day or more, or a vague reference to one.
    #[default]
    Date,
    /// A point or part of a day.
    Time,
    /// A length of time.
    Duration,
    /// A recurring time.
    Set,
}

impl TimexType {
    /// `DATE`, `TIME`, `DURATION`, `SET`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Date => "DATE",
            Self::Time => "TIME",
            Self::Duration => "DURATION",
            Self::Set => "SET",
        }
    }
}

/// Index of a rule in its [`super::Tagger`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RuleId(pub u16);

/// One temporal expression as found, before anything is known of when its
/// text was written.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// Its words.
    pub span: Span,
    /// The rule that found it.
    pub rule: RuleId,
    /// Its type.
    pub kind: TimexType,
    /// What its words name, before any anchor.
    pub parts: Parts,
    /// What stands around it.
    pub context: Context,
}

impl Mention {
    /// What its words name of a date, before any anchor; the same as the field.
    pub fn parts(&self) -> &Parts {
        &self.parts
    }

    /// The direction of its clause.
    pub fn tense(&self) -> Tense {
        self.context.tense
    }
}

/// What the first pass saw around a mention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Context {
    /// Number of its sentence.
    pub sentence: u32,
    /// Number of its paragraph.
    pub paragraph: u32,
    /// Tense of its clause.
    pub tense: Tense,
    /// Its verb is pluperfect: told from a later time.
    pub background: bool,
    /// Its verb looks ahead from the time of writing ("will meet"), not from
    /// the time of a story ("would meet").
    pub ahead: bool,
    /// Its verb tells who speaks ("said on June 28").
    pub telling: bool,
    /// The words before it say that it ends something that lasts until then.
    pub until: bool,
    /// Something lasts until then: "until", but not "by".
    pub ends: bool,
    /// "since", "after": something has been so from then on.
    pub since: bool,
    /// It is the end or beginning of something: "extended to", "from".
    pub bound: bool,
    /// It opens its sentence, perhaps after a preposition.
    pub leads: bool,
    /// It heads what follows a colon or dash: "8 May: Dome fails".
    pub label: bool,
    /// It is the day of an occasion such as an election, which tells nothing
    /// of the verb's time.
    pub occasion: bool,
    /// It is part of a name or title.
    pub name: bool,
    /// It is the date that the text itself bears.
    pub stamp: bool,
    /// It ends a range that the mention before it begins.
    pub range_end: bool,
    /// Nothing but "and" stands between it and the mention before.
    pub paired: bool,
    /// Nothing but a comma, or a comma and "on", "in", "at" or an article,
    /// stands between it and the mention before: it may say the same again.
    pub apposed: bool,
}

/// What is known of a text's own time when its mentions are resolved.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reference {
    /// The day of publication, the anchor of relative expressions.
    pub published: Option<Day>,
}

/// What a value was counted from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Anchor {
    /// Nothing: the words give the whole date, or nothing could be done.
    #[default]
    None,
    /// The article's publication date.
    Published(Day),
    /// Another date in the same text, at this byte.
    Mention {
        /// Where it stands.
        at: u32,
        /// What it means.
        day: Day,
    },
}

/// How a date came about; small enough to keep for each event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Basis {
    /// The rule.
    pub rule: RuleId,
    /// What the value was counted from.
    pub anchor: Anchor,
    /// How sure, 0 to 1.
    pub confidence: f32,
    /// The second-best reading, when there is one.
    pub alternative: Option<Interval>,
}

/// What an expression is to its sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Role {
    /// When the sentence's action happened or will happen.
    #[default]
    Happening,
    /// A date in a name, a title, a citation: a reference to a time, but not
    /// when this sentence's action happened.
    Reference,
    /// The dateline or stamp of the text itself.
    Publication,
}

/// Direction of the clause around an expression, from its verbs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum Tense {
    #[default]
    Unknown,
    Past,
    Present,
    Future,
}

/// The meaning of a mention.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Resolution {
    /// Its type; context may differ from the first pass's guess.
    pub kind: TimexType,
    /// TIMEX3 value: `2015-10-14`, `2015-W42`, `P3D`, `PAST_REF`,
    /// `XXXX-10-14` when the anchor was missing.
    pub value: String,
    /// The days, when the value is a place in the calendar.
    pub interval: Option<Interval>,
    /// How it came about.
    pub basis: Basis,
    /// What it is to its sentence.
    pub role: Role,
    /// Past, present or future clause.
    pub tense: Tense,
}
