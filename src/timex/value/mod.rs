//! TIMEX3 values: printing and parsing.

mod parse;
mod print;
mod units;

use super::calendar;
use super::{Day, Granularity, Interval};

pub use parse::NotAValue;
pub use units::{PartOfDay, Season, Unit};

/// How a value names its year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Year {
    /// `XXXX`.
    #[default]
    Unknown,
    /// One year; negative before our era (-44 is 44 BC).
    Of(i32),
    /// A decade by its first three digits: `199`.
    Decade(i32),
    /// A century by its first two digits: `19`; negative before our era, by its
    /// number (-5 is the 5th century BC, which prints as `BC04`).
    Century(i32),
}

/// The part of a year a value names. A 0 stands for unknown (`XX`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Part {
    /// The whole year (decade, century).
    #[default]
    Whole,
    /// A month.
    Month(u8),
    /// Month and day.
    Day(u8, u8),
    /// An ISO week.
    Week(u8),
    /// ISO week and day of the week, 1 Monday to 7 Sunday.
    WeekDay(u8, u8),
    /// The weekend of an ISO week.
    Weekend(u8),
    /// A quarter.
    Quarter(u8),
    /// A half.
    Half(u8),
    /// A season.
    Season(Season),
}

/// The time of day of a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum TimeOfDay {
    /// None is said.
    #[default]
    None,
    /// Hour 0 to 24, minute and second when said.
    Clock(u8, Option<u8>, Option<u8>),
    /// A part of the day.
    Part(PartOfDay),
}

/// A place in the calendar, as far as it is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Point {
    /// The year.
    pub year: Year,
    /// What of the year.
    pub part: Part,
    /// When in the day.
    pub time: TimeOfDay,
}

/// A length of time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Period {
    /// How many thousandths of `unit`; `None` prints `X`.
    pub thousandths: Option<u32>,
    /// The unit.
    pub unit: Unit,
    /// A smaller second part: "two hours and ten minutes".
    pub rest: Option<(u32, Unit)>,
}

/// A TIMEX3 value (TimeML 1.2.1), resolved or not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Value {
    /// Nothing can be said; prints as the empty string.
    #[default]
    Nothing,
    /// `PAST_REF`.
    Past,
    /// `PRESENT_REF`.
    Present,
    /// `FUTURE_REF`.
    Future,
    /// A place in the calendar.
    Point(Point),
    /// A length of time.
    Period(Period),
}

impl Value {
    /// A calendar day.
    pub fn day(day: Day) -> Self {
        let (_, month, dom) = day.ymd();
        Self::Point(Point {
            year: Year::Of(calendar::written_year(day)),
            part: Part::Day(month as u8, dom as u8),
            time: TimeOfDay::None,
        })
    }

    /// The days the value covers, when it is a known place in the calendar.
    pub fn interval(&self) -> Option<Interval> {
        match self {
            Self::Point(point) => point.interval(),
            _ => None,
        }
    }

    /// The value, or [`Value::Nothing`] when its year takes more than the four
    /// digits that TIMEX3 writes (a count of years that leads out of them).
    pub fn in_four_digits(self) -> Self {
        let Self::Point(point) = self else {
            return self;
        };
        let (year, most) = match point.year {
            Year::Unknown => return self,
            Year::Of(year) => (year, 9999),
            Year::Decade(decade) => (decade, 999),
            Year::Century(century) => (century, 99),
        };
        if (-most..=most).contains(&year) {
            self
        } else {
            Self::Nothing
        }
    }
}

impl Point {
    /// The days covered; `None` when a part is unknown or there is no such
    /// date.
    pub fn interval(&self) -> Option<Interval> {
        let mut interval = self.days()?;
        match self.time {
            TimeOfDay::None => {}
            TimeOfDay::Clock(hour, minute, _) => {
                let first = u16::from(hour.min(23)) * 60
                    + if hour > 23 {
                        59
                    } else {
                        u16::from(minute.unwrap_or(0))
                    };
                let last = if minute.is_some() {
                    first
                } else {
                    first.saturating_add(59)
                };
                interval.minutes = Some((first.min(1439), last.min(1439)));
                interval.granularity = if minute.is_some() {
                    Granularity::Minute
                } else {
                    Granularity::Hour
                };
            }
            TimeOfDay::Part(part) => {
                interval.minutes = Some(part.minutes());
                interval.granularity = Granularity::PartOfDay;
            }
        }
        Some(interval)
    }

    fn days(&self) -> Option<Interval> {
        use Granularity as G;
        let years = |first: i32, last: i32, granularity| {
            Some(Interval::days(
                Day::from_ymd(first, 1, 1)?,
                Day::from_ymd(last, 12, 31)?,
                granularity,
            ))
        };
        let year = match self.year {
            Year::Unknown => return None,
            Year::Decade(d) => return years(d * 10, d * 10 + 9, G::Decade),
            Year::Century(c) if c < 0 => return years(c * 100 + 1, c * 100 + 100, G::Century),
            Year::Century(c) => return years(c * 100, c * 100 + 99, G::Century),
            // There is no year 0: 44 BC is the astronomical year -43.
            Year::Of(y) if y < 0 => y + 1,
            Year::Of(y) => y,
        };
        let months = |first: u32, count: u32, granularity| {
            let (end_year, end_month) = calendar::add_months(year, first, count as i32);
            Some(Interval::days(
                Day::from_ymd(year, first, 1)?,
                Day::from_ymd(end_year, end_month, 1)?.plus(-1),
                granularity,
            ))
        };
        match self.part {
            Part::Whole => years(year, year, G::Year),
            Part::Month(0) | Part::Day(0, _) => None,
            Part::Month(m) | Part::Day(m, 0) => months(u32::from(m), 1, G::Month),
            Part::Day(m, d) => Some(Interval::day(Day::from_ymd(year, m.into(), d.into())?)),
            Part::Week(0) | Part::WeekDay(0, _) | Part::Weekend(0) => None,
            Part::Week(w) => {
                let monday = calendar::iso_week(year, w.into())?;
                Some(Interval::days(monday, monday.plus(6), G::Week))
            }
            Part::WeekDay(w, d) => Some(Interval::day(
                calendar::iso_week(year, w.into())?.plus(i32::from(d) - 1),
            )),
            Part::Weekend(w) => {
                let monday = calendar::iso_week(year, w.into())?;
                Some(Interval::days(monday.plus(5), monday.plus(6), G::Weekend))
            }
            Part::Quarter(0) | Part::Half(0) => None,
            Part::Quarter(q) => months(u32::from(q) * 3 - 2, 3, G::Quarter),
            Part::Half(h) => months(u32::from(h) * 6 - 5, 6, G::Half),
            // Meteorological seasons; a winter is named after the year in
            // which it starts, as TIMEX3 does.
            Part::Season(s) => months(3 + 3 * s as u32, 3, G::Season),
        }
    }
}
