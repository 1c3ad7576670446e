//! Calendar days as numbers.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate, Weekday};

/// A calendar day: days since 1970-01-01, proleptic Gregorian.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Day(pub i32);

const EPOCH_FROM_CE: i32 = 719_163;

impl Day {
    /// The day of a civil date, `None` when there is no such date
    /// (31 April, 29 February 2015).
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).map(Self::from)
    }

    /// The same day for `chrono`; clamped to its range.
    pub fn date(self) -> NaiveDate {
        NaiveDate::from_num_days_from_ce_opt(self.0.saturating_add(EPOCH_FROM_CE)).unwrap_or(
            if self.0 < 0 {
                NaiveDate::MIN
            } else {
                NaiveDate::MAX
            },
        )
    }

    /// Year, month 1 to 12, day 1 to 31.
    pub fn ymd(self) -> (i32, u32, u32) {
        let date = self.date();
        (date.year(), date.month(), date.day())
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.date().year()
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        self.date().weekday()
    }

    /// The day `days` later (earlier when negative).
    pub fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }
}

impl From<NaiveDate> for Day {
    fn from(date: NaiveDate) -> Self {
        Self(date.num_days_from_ce() - EPOCH_FROM_CE)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        // Of the years before 1 ISO 8601 wants four digits behind the sign.
        let sign = if year < 0 { "-" } else { "" };
        let year = year.unsigned_abs();
        write!(f, "{sign}{year:04}-{month:02}-{day:02}")
    }
}

/// Why a string is not an ISO day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a calendar day of the form YYYY-MM-DD")]
pub struct NotADay;

impl FromStr for Day {
    type Err = NotADay;

    /// Reads `YYYY-MM-DD` and nothing else.
    fn from_str(text: &str) -> Result<Self, NotADay> {
        NaiveDate::parse_from_str(text, "%Y-%m-%d")
            .map(Self::from)
            .map_err(|_| NotADay)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn epoch_and_weekday() {
        let day = Day::from_ymd(2015, 10, 14).expect("a date");
        assert_eq!(day.weekday(), Weekday::Wed);
        assert_eq!(day.to_string(), "2015-10-14");
        assert_eq!("2015-10-14".parse(), Ok(day));
        assert_eq!(Day(0).to_string(), "1970-01-01");
        assert_eq!(Day::from_ymd(2015, 4, 31), None);
        let ides = Day::from_ymd(-43, 3, 15).expect("a date");
        assert_eq!(ides.to_string(), "-0043-03-15");
        assert_eq!("-0043-03-15".parse(), Ok(ides));
    }
}
