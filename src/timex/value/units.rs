//! Units, seasons and parts of the day.

use serde::{Deserialize, Serialize};

/// A unit of time.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[allow(missing_docs)]
pub enum Unit {
    Second,
    Minute,
    Hour,
    #[default]
    Day,
    Weekend,
    Week,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
    Millennium,
    /// No unit at all: "a while".
    Any,
}

/// The units with their English name and TIMEX3 letters after `P` or `PT`.
pub(super) const UNITS: [(Unit, &str, &str); 13] = [
    (Unit::Second, "second", "S"),
    (Unit::Minute, "minute", "M"),
    (Unit::Hour, "hour", "H"),
    (Unit::Day, "day", "D"),
    (Unit::Weekend, "weekend", "WE"),
    (Unit::Week, "week", "W"),
    (Unit::Month, "month", "M"),
    (Unit::Quarter, "quarter", "Q"),
    (Unit::Year, "year", "Y"),
    (Unit::Decade, "decade", "E"),
    (Unit::Century, "century", "C"),
    (Unit::Millennium, "millennium", "L"),
    (Unit::Any, "any", "X"),
];

impl Unit {
    /// The English name.
    pub fn name(self) -> &'static str {
        UNITS[self as usize].1
    }

    /// Reads [`Unit::name`] back.
    pub fn from_name(name: &str) -> Option<Self> {
        UNITS.iter().find(|u| u.1 == name).map(|u| u.0)
    }

    /// Shorter than a day.
    pub fn is_clock(self) -> bool {
        self < Self::Day
    }

    pub(super) fn letters(self) -> &'static str {
        UNITS[self as usize].2
    }
}

/// A season of the northern year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum Season {
    Spring,
    Summer,
    Fall,
    Winter,
}

impl Season {
    /// All, in the order of the year.
    pub const ALL: [Season; 4] = [Self::Spring, Self::Summer, Self::Fall, Self::Winter];

    pub(super) fn code(self) -> &'static str {
        ["SP", "SU", "FA", "WI"][self as usize]
    }
}

/// A part of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum PartOfDay {
    Morning,
    Midday,
    Afternoon,
    Evening,
    Night,
    Daytime,
}

impl PartOfDay {
    /// All of them.
    pub const ALL: [PartOfDay; 6] = [
        Self::Morning,
        Self::Midday,
        Self::Afternoon,
        Self::Evening,
        Self::Night,
        Self::Daytime,
    ];

    pub(super) fn code(self) -> &'static str {
        ["MO", "MI", "AF", "EV", "NI", "DT"][self as usize]
    }

    pub(super) fn minutes(self) -> (u16, u16) {
        match self {
            Self::Morning => (6 * 60, 12 * 60 - 1),
            Self::Midday => (11 * 60, 13 * 60),
            Self::Afternoon => (12 * 60, 18 * 60 - 1),
            Self::Evening => (18 * 60, 22 * 60 - 1),
            Self::Night => (21 * 60, 1439),
            Self::Daytime => (8 * 60, 18 * 60),
        }
    }
}
