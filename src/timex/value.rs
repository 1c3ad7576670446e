//! TIMEX3 values: printing and parsing.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

use super::calendar;
use super::{Day, Granularity, Interval};

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
const UNITS: [(Unit, &str, &str); 13] = [
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

    fn letters(self) -> &'static str {
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

    fn code(self) -> &'static str {
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

    fn code(self) -> &'static str {
        ["MO", "MI", "AF", "EV", "NI", "DT"][self as usize]
    }

    fn minutes(self) -> (u16, u16) {
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
    /// A century by its first two digits: `19`.
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

struct OrX(u8);

impl fmt::Display for OrX {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            0 => f.write_str("XX"),
            n => write!(f, "{n:02}"),
        }
    }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            Year::Unknown => f.write_str("XXXX")?,
            Year::Of(y) if y < 0 => write!(f, "BC{:04}", -y)?,
            Year::Of(y) => write!(f, "{y:04}")?,
            Year::Decade(d) => write!(f, "{d:03}")?,
            Year::Century(c) => write!(f, "{c:02}")?,
        }
        match self.part {
            Part::Whole => {}
            Part::Month(m) => write!(f, "-{}", OrX(m))?,
            Part::Day(m, d) => write!(f, "-{}-{}", OrX(m), OrX(d))?,
            Part::Week(w) => write!(f, "-W{}", OrX(w))?,
            Part::WeekDay(w, d) => write!(f, "-W{}-{d}", OrX(w))?,
            Part::Weekend(w) => write!(f, "-W{}-WE", OrX(w))?,
            Part::Quarter(0) => f.write_str("-QX")?,
            Part::Quarter(q) => write!(f, "-Q{q}")?,
            Part::Half(0) => f.write_str("-HX")?,
            Part::Half(h) => write!(f, "-H{h}")?,
            Part::Season(s) => write!(f, "-{}", s.code())?,
        }
        match self.time {
            TimeOfDay::None => Ok(()),
            TimeOfDay::Part(part) => write!(f, "T{}", part.code()),
            TimeOfDay::Clock(h, None, _) => write!(f, "T{h:02}"),
            TimeOfDay::Clock(h, Some(m), None) => write!(f, "T{h:02}:{m:02}"),
            TimeOfDay::Clock(h, Some(m), Some(s)) => write!(f, "T{h:02}:{m:02}:{s:02}"),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let prefix = |unit: Unit| if unit.is_clock() { "PT" } else { "P" };
        let letters = self.unit.letters();
        f.write_str(prefix(self.unit))?;
        let Some(n) = self.thousandths else {
            return write!(f, "X{letters}");
        };
        let (whole, fraction) = (n / 1000, n % 1000);
        let half = match self.unit {
            Unit::Year => Some("6M"),
            Unit::Hour => Some("30M"),
            Unit::Minute => Some("30S"),
            _ => None,
        };
        match (fraction, half) {
            (0, _) => write!(f, "{whole}{letters}")?,
            (500, Some(half)) if whole > 0 => write!(f, "{whole}{letters}{half}")?,
            (500, Some(half)) => f.write_str(half)?,
            _ => {
                let digits = format!("{fraction:03}");
                write!(f, "{whole}.{}{letters}", digits.trim_end_matches('0'))?;
            }
        }
        if let Some((count, unit)) = self.rest {
            if unit.is_clock() && !self.unit.is_clock() {
                f.write_str("T")?;
            }
            write!(f, "{count}{}", unit.letters())?;
        }
        Ok(())
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => Ok(()),
            Self::Past => f.write_str("PAST_REF"),
            Self::Present => f.write_str("PRESENT_REF"),
            Self::Future => f.write_str("FUTURE_REF"),
            Self::Point(point) => point.fmt(f),
            Self::Period(period) => period.fmt(f),
        }
    }
}

/// Why a string is not a TIMEX3 value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a TIMEX3 value")]
pub struct NotAValue;

impl FromStr for Value {
    type Err = NotAValue;

    fn from_str(text: &str) -> Result<Self, NotAValue> {
        match text {
            "" => Ok(Self::Nothing),
            "PAST_REF" => Ok(Self::Past),
            "PRESENT_REF" => Ok(Self::Present),
            "FUTURE_REF" => Ok(Self::Future),
            _ if text.starts_with('P') => period(&text[1..]).map(Self::Period).ok_or(NotAValue),
            _ => point(text).map(Self::Point).ok_or(NotAValue),
        }
    }
}

fn digits(text: &str, count: usize) -> Option<u32> {
    (text.len() == count && text.bytes().all(|b| b.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

fn two(text: &str, last: u8) -> Option<u8> {
    if text == "XX" {
        return Some(0);
    }
    let n = digits(text, 2)? as u8;
    (1..=last).contains(&n).then_some(n)
}

fn point(text: &str) -> Option<Point> {
    let (date, time) = match text.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    let mut fields = date.split('-');
    let year = year(fields.next()?)?;
    let part = match (fields.next(), fields.next()) {
        (None, _) => Part::Whole,
        (Some(week), rest) if week.starts_with('W') && week != "WI" => {
            let week = two(&week[1..], 53)?;
            match rest {
                None => Part::Week(week),
                Some("WE") => Part::Weekend(week),
                Some(day) => {
                    Part::WeekDay(week, digits(day, 1).filter(|d| (1..=7).contains(d))? as u8)
                }
            }
        }
        (Some(month), Some(day)) => Part::Day(two(month, 12)?, two(day, 31)?),
        (Some("QX"), None) => Part::Quarter(0),
        (Some("HX"), None) => Part::Half(0),
        (Some(part), None) => named_part(part)?,
    };
    if fields.next().is_some() {
        return None;
    }
    let time = time.map_or(Some(TimeOfDay::None), time_of_day)?;
    Some(Point { year, part, time })
}

fn named_part(part: &str) -> Option<Part> {
    if let Some(season) = Season::ALL.into_iter().find(|s| s.code() == part) {
        return Some(Part::Season(season));
    }
    if let Some(q) = part.strip_prefix('Q') {
        return digits(q, 1)
            .filter(|q| (1..=4).contains(q))
            .map(|q| Part::Quarter(q as u8));
    }
    if let Some(h) = part.strip_prefix('H') {
        return digits(h, 1)
            .filter(|h| (1..=2).contains(h))
            .map(|h| Part::Half(h as u8));
    }
    two(part, 12).map(Part::Month)
}

fn year(text: &str) -> Option<Year> {
    if let Some(bc) = text.strip_prefix("BC") {
        return digits(bc, 4)
            .filter(|&y| y > 0)
            .map(|y| Year::Of(-(y as i32)));
    }
    match text.len() {
        2 => digits(text, 2).map(|c| Year::Century(c as i32)),
        3 => digits(text, 3).map(|d| Year::Decade(d as i32)),
        4 if text == "XXXX" => Some(Year::Unknown),
        4 => digits(text, 4).map(|y| Year::Of(y as i32)),
        _ => None,
    }
}

fn time_of_day(text: &str) -> Option<TimeOfDay> {
    if let Some(part) = PartOfDay::ALL.into_iter().find(|p| p.code() == text) {
        return Some(TimeOfDay::Part(part));
    }
    let mut fields = text.split(':');
    let mut next = |last: u32| match fields.next() {
        None => Some(None),
        Some(field) => digits(field, 2)
            .filter(|&n| n <= last)
            .map(|n| Some(n as u8)),
    };
    let (hour, minute, second) = (next(24)??, next(59)?, next(59)?);
    fields
        .next()
        .is_none()
        .then_some(TimeOfDay::Clock(hour, minute, second))
}

fn period(text: &str) -> Option<Period> {
    let (clock, text) = match text.strip_prefix('T') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let unit_of = |letters: &str, clock: bool| {
        UNITS
            .iter()
            .find(|u| u.2 == letters && u.0.is_clock() == clock)
            .map(|u| u.0)
    };
    if let Some(letters) = text.strip_prefix('X') {
        let unit = unit_of(letters, clock)?;
        return Some(Period {
            thousandths: None,
            unit,
            rest: None,
        });
    }
    let (n, letters, tail) = component(text)?;
    let unit = unit_of(letters, clock)?;
    let mut period = Period {
        thousandths: Some(n),
        unit,
        rest: None,
    };
    if tail.is_empty() {
        return Some(period);
    }
    let (clock, tail) = match tail.strip_prefix('T') {
        Some(rest) if !clock => (true, rest),
        _ => (clock, tail),
    };
    let (count, letters, tail) = component(tail)?;
    let unit = unit_of(letters, clock)?;
    if !tail.is_empty() || count % 1000 != 0 {
        return None;
    }
    let half = matches!(
        (period.unit, count, unit),
        (Unit::Year, 6000, Unit::Month)
            | (Unit::Hour, 30_000, Unit::Minute)
            | (Unit::Minute, 30_000, Unit::Second)
    );
    if half {
        period.thousandths = Some(n.checked_add(500)?);
    } else {
        period.rest = Some((count / 1000, unit));
    }
    Some(period)
}

/// A number in thousandths, its unit letters, and what follows.
fn component(text: &str) -> Option<(u32, &str, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    let (number, rest) = text.split_at(end);
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    if fraction.len() > 3 {
        return None;
    }
    let fraction: u32 = match fraction {
        "" => 0,
        some => some.parse::<u32>().ok()? * 10_u32.pow(3 - some.len() as u32),
    };
    let n = whole
        .parse::<u32>()
        .ok()?
        .checked_mul(1000)?
        .checked_add(fraction)?;
    let end = rest
        .find(|c: char| !c.is_ascii_uppercase() || c == 'T')
        .unwrap_or(rest.len());
    Some((n, &rest[..end], &rest[end..]))
}
