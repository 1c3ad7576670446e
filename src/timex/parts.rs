//! What a mention says before anything is known of its text's time.

use super::value::{PartOfDay, Season, Unit};
use serde::{Deserialize, Serialize};

/// Which kind of statement about time a mention makes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Op {
    /// A place in the calendar, given by some of its parts.
    #[default]
    Calendar,
    /// So many units before or after a base.
    Shift,
    /// A length of time.
    Duration,
    /// A recurring time.
    Set,
    /// `PAST_REF`.
    Past,
    /// `PRESENT_REF`.
    Present,
    /// `FUTURE_REF`.
    Future,
}

/// What a relative mention counts from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Base {
    /// Not said: the direction and the kind of text decide.
    #[default]
    Open,
    /// The time of writing: "yesterday", "last week", "two years ago".
    Published,
    /// A time mentioned before: "the next day", "two days later".
    Text,
    /// The calendar parts of the mention itself: "two days before Christmas".
    Own,
    /// The period that earnings news report on: the quarter mentioned last,
    /// else the last one completed.
    Report,
}

/// On which side of its anchor a mention lies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Direction {
    /// The words don't say; the clause decides.
    #[default]
    Open,
    /// "last", "past", "ago".
    Past,
    /// "this", "current": the unit that holds the anchor.
    This,
    /// "next", "coming".
    Future,
}

/// "early", "late" and the like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum Modifier {
    #[default]
    None,
    Start,
    Mid,
    End,
    Approximate,
    Less,
    More,
}

/// A clock time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Clock {
    /// 0 to 24.
    pub hour: u8,
    /// 0 to 59.
    pub minute: Option<u8>,
    /// 0 to 59.
    pub second: Option<u8>,
    /// Told in words ("half past four"), which leave open whether it is
    /// before noon or after.
    pub spoken: bool,
    /// A bare number word, which is an hour only where hours are told.
    pub bare: bool,
}

/// The underspecified meaning of a mention: every part that its words name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Parts {
    /// The kind of statement.
    pub op: Op,
    /// The year; two digits as written when `short_year`.
    pub year: Option<i32>,
    /// The year was written with two digits.
    pub short_year: bool,
    /// A bare number that is a year only where years before our era are told
    /// of: "In 238 Rome seized the island".
    pub ancient: bool,
    /// A year relative to the base: -1 is "last year".
    pub year_shift: Option<i32>,
    /// 1 to 12.
    pub month: Option<u8>,
    /// A month relative to the base, for "the 5th of next month".
    pub month_shift: Option<i32>,
    /// Day of the month, 1 to 31.
    pub day: Option<u8>,
    /// Which day of what is told of ("the third day of the siege" is 3), or
    /// with a weekday which one of its month.
    pub nth: Option<u8>,
    /// 1 Monday to 7 Sunday.
    pub weekday: Option<u8>,
    /// A week relative to the base, for "Tuesday of last week".
    pub week_shift: Option<i32>,
    /// The week (or weekend) around the rest: "the week of 6 March".
    pub whole: Option<Unit>,
    /// 1 to 4.
    pub quarter: Option<u8>,
    /// 1 or 2.
    pub half: Option<u8>,
    /// A season.
    pub season: Option<Season>,
    /// Index of a named day.
    pub holiday: Option<u16>,
    /// The first year of a decade; two digits when below 100.
    pub decade: Option<i32>,
    /// The century by number: 20 is "the 20th century".
    pub century: Option<i32>,
    /// A fiscal year, which companies end when they like.
    pub fiscal: bool,
    /// A part of the day.
    pub part_of_day: Option<PartOfDay>,
    /// A clock time.
    pub clock: Option<Clock>,
    /// Count in thousandths; `None` for "some", "several".
    pub count: Option<i64>,
    /// The unit of a shift, duration or set.
    pub unit: Option<Unit>,
    /// A second count and unit: "two hours and ten minutes".
    pub rest: Option<(u32, Unit)>,
    /// What it counts from.
    pub base: Base,
    /// On which side of it.
    pub direction: Direction,
    /// "early", "late".
    pub modifier: Modifier,
}

impl Parts {
    /// Whether it is a place in the calendar that needs no anchor.
    pub fn is_absolute(&self) -> bool {
        self.op == Op::Calendar
            && (self.year.is_some()
                || self.century.is_some()
                || self.decade.is_some_and(|d| d >= 100))
    }
}
