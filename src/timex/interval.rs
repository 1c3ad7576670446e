//! Granularity and calendar intervals.

use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::fmt;

use super::Day;

/// How finely a date was written, finest first.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[repr(u8)]
#[allow(missing_docs)]
pub enum Granularity {
    Minute,
    Hour,
    PartOfDay,
    #[default]
    Day,
    Weekend,
    Week,
    Month,
    Quarter,
    Season,
    Half,
    Year,
    Decade,
    Century,
}

impl Granularity {
    /// All, finest first.
    pub const ALL: [Granularity; 13] = [
        Self::Minute,
        Self::Hour,
        Self::PartOfDay,
        Self::Day,
        Self::Weekend,
        Self::Week,
        Self::Month,
        Self::Quarter,
        Self::Season,
        Self::Half,
        Self::Year,
        Self::Decade,
        Self::Century,
    ];

    /// The word for it in output and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Minute => "minute",
            Self::Hour => "hour",
            Self::PartOfDay => "part of day",
            Self::Day => "day",
            Self::Weekend => "weekend",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Season => "season",
            Self::Half => "half",
            Self::Year => "year",
            Self::Decade => "decade",
            Self::Century => "century",
        }
    }

    /// Reads [`Granularity::name`] back (also with `-` for the blanks).
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|g| g.name() == name || g.name().replace(' ', "-") == name)
    }
}

impl fmt::Display for Granularity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// The calendar days that an expression covers. `first <= last` always; the
/// granularity is what was written, so "October 2011" is the month, never a
/// made-up 1 October.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Interval {
    /// First day, inclusive.
    pub first: Day,
    /// Last day, inclusive.
    pub last: Day,
    /// What was written.
    pub granularity: Granularity,
    /// Minutes of the day `0..=1439`, first and last, for times and parts of
    /// a day.
    pub minutes: Option<(u16, u16)>,
    /// "about", "around", "late", "early": the borders are not sharp.
    pub approximate: bool,
}

impl Interval {
    /// One whole day.
    pub fn day(day: Day) -> Self {
        Self {
            first: day,
            last: day,
            ..Self::default()
        }
    }

    /// Days `first..=last` at a granularity; swaps them when out of order.
    pub fn days(first: Day, last: Day, granularity: Granularity) -> Self {
        Self {
            first: first.min(last),
            last: first.max(last),
            granularity,
            ..Self::default()
        }
    }

    /// Whether both cover the same days, at whatever granularity.
    pub fn same_days(self, other: Self) -> bool {
        (self.first, self.last) == (other.first, other.last)
    }

    /// Number of days covered, at least 1.
    pub fn length(self) -> i64 {
        i64::from(self.last.0) - i64::from(self.first.0) + 1
    }

    /// Whether `day` lies inside.
    pub fn covers(self, day: Day) -> bool {
        self.first <= day && day <= self.last
    }

    /// The order of the timeline: by first day, then the longer before the
    /// shorter, so that "2015" stands above "October 2015" above "1 October
    /// 2015"; then by time of day.
    pub fn chronological(&self, other: &Self) -> Ordering {
        (self.first, std::cmp::Reverse(self.last), self.minutes).cmp(&(
            other.first,
            std::cmp::Reverse(other.last),
            other.minutes,
        ))
    }
}
