//! When a sentence says that something happened, seen from its article's day
//! and towards it.

use std::fmt;

use chrono::Weekday;

use super::habits::weekday_lag;
use crate::timex::value::Unit;
use crate::timex::{Base, Day, Direction, Mention, Op, Parts, Tense};

/// Days by which a count of weeks, months or years that is told may be off.
const WEEKS_OFF: i32 = 3;
const MONTHS_OFF: i32 = 18;
const YEARS_OFF: i32 = 190;
/// From so many days on a count of days may be off by one.
const MANY_DAYS: i32 = 10;
/// A day without a year is told from so many days ahead of it to so many
/// days after.
const AHEAD_OF: i32 = 30;
const AFTER: i32 = 335;
/// News are told so many days late at most when their day is not named.
const LATE: i32 = 2;
/// Most units that are counted.
const UNITS: i64 = 60;

/// When something happened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum When {
    /// On the last such weekday.
    Weekday(Weekday),
    /// On a month and day of no year.
    MonthDay(u8, u8),
    /// In a month of no year.
    Month(u8),
    /// From one day to another.
    Between(Day, Day),
    /// In the unit so many before (negative) or after that of the article's
    /// day: "yesterday", "last month".
    Unit(i32, Unit),
    /// So many units before its day: "three weeks ago".
    Ago(i32, Unit),
    /// So many units before the news that it tells: "two days after the vote".
    After(i32, Unit),
}

/// When a mention says that it was; `Err` where it tells a time that is not
/// understood here or lies ahead on a bare weekday.
pub fn when(mention: &Mention) -> Option<Result<When, ()>> {
    let parts = mention.parts();
    match parts.op {
        Op::Calendar => Some(calendar(mention, parts).ok_or(())),
        Op::Shift => Some(shift(parts).ok_or(())),
        _ => None,
    }
}

fn calendar(mention: &Mention, parts: &Parts) -> Option<When> {
    let free = parts.year_shift.is_none() && parts.month_shift.is_none();
    if parts.holiday.is_some() || parts.short_year || !free || parts.week_shift.is_some() {
        return None;
    }
    let weekday = parts
        .weekday
        .and_then(|n| Weekday::try_from(n.checked_sub(1)?).ok());
    let whole = |from: Option<Day>, to: Option<Day>| Some(When::Between(from?, to?));
    match (parts.year, parts.month, parts.day) {
        (Some(y), Some(m), Some(d)) => {
            let day = Day::from_ymd(y, m.into(), d.into());
            whole(day, day)
        }
        (Some(y), Some(m), None) => {
            let from = Day::from_ymd(y, m.into(), 1)?;
            Some(When::Between(from, months(from, 1).plus(-1)))
        }
        (Some(y), None, _) => whole(Day::from_ymd(y, 1, 1), Day::from_ymd(y, 12, 31)),
        (None, Some(m), Some(d)) => Some(When::MonthDay(m, d)),
        (None, Some(m), None) => Some(When::Month(m)),
        (None, None, None) if parts.base != Base::Text => {
            let ahead = mention.tense() == Tense::Future || parts.direction == Direction::Future;
            weekday.filter(|_| !ahead).map(When::Weekday)
        }
        _ => None,
    }
}

/// So many of which unit.
pub fn span(parts: &Parts) -> Option<(i32, Unit)> {
    // Counts are told in thousandths.
    let count = parts.count.filter(|count| count % 1000 == 0)? / 1000;
    let unit = parts.unit?;
    let known = matches!(unit, Unit::Day | Unit::Week | Unit::Month | Unit::Year);
    (known && count.abs() <= UNITS).then_some((count as i32, unit))
}

fn shift(parts: &Parts) -> Option<When> {
    let (count, unit) = span(parts)?;
    if !matches!(parts.base, Base::Published | Base::Report) {
        return None;
    }
    let ago = parts.whole.is_some() || parts.base == Base::Report;
    Some(match ago && count < 0 {
        true => When::Ago(-count, unit),
        false => When::Unit(count, unit),
    })
}

impl When {
    /// Whether it is one day.
    pub fn is_day(self) -> bool {
        match self {
            Self::Weekday(_) | Self::MonthDay(..) => true,
            Self::Between(from, to) => from == to,
            Self::Unit(_, unit) | Self::Ago(_, unit) | Self::After(_, unit) => unit == Unit::Day,
            Self::Month(_) => false,
        }
    }

    /// Whether it tells nothing of the article's day.
    pub fn is_fixed(self) -> bool {
        self.fixed().is_some()
    }

    /// The days of it where they are the same for any article.
    pub fn fixed(self) -> Option<(Day, Day)> {
        match self {
            Self::Between(from, to) => Some((from, to)),
            _ => None,
        }
    }

    /// The days that an article of `day` means.
    pub fn on(self, day: Day) -> Option<(Day, Day)> {
        let one = |day: Day| Some((day, day));
        match self {
            Self::Between(from, to) => Some((from, to)),
            Self::Weekday(weekday) => one(day.plus(-(weekday_lag(day, weekday) as i32))),
            Self::MonthDay(month, of) => {
                let year = day.year();
                let mut days =
                    (year - 1..=year + 1).filter_map(|y| Day::from_ymd(y, month.into(), of.into()));
                one(days.rfind(|d| d.0 <= day.0 + AHEAD_OF)?)
            }
            Self::Month(month) => {
                let year = day.year();
                let mut firsts =
                    (year - 1..=year).filter_map(|y| Day::from_ymd(y, month.into(), 1));
                let from = firsts.rfind(|d| *d <= day)?;
                Some((from, months(from, 1).plus(-1)))
            }
            Self::Unit(count, Unit::Day) => one(day.plus(count)),
            Self::Unit(count, Unit::Week) => {
                let monday = day.plus(-(weekday_lag(day, Weekday::Mon) as i32) + 7 * count);
                Some((monday.plus(-1), monday.plus(6)))
            }
            Self::Unit(count, unit) => around(day, count, unit),
            Self::Ago(count, unit) => {
                let (length, off) = length(count, unit);
                Some((day.plus(-length - off), day.plus(-length + off)))
            }
            Self::After(count, unit) => {
                let (length, off) = length(count, unit);
                Some((day.plus(-length - off - LATE), day.plus(-length + off)))
            }
        }
    }

    /// The days on which an article can have been written that tells so of
    /// something that happened within the days `from` to `to`.
    pub fn told_on(self, (from, to): (Day, Day)) -> Option<(Day, Day)> {
        match self {
            Self::Between(..) => None,
            Self::Weekday(weekday) => {
                let other = from == to && from.weekday() != weekday;
                (!other).then(|| (from, to.plus(6)))
            }
            Self::MonthDay(month, of) => {
                let days = (from.year()..=to.year())
                    .filter_map(|y| Day::from_ymd(y, month.into(), of.into()));
                let day = days.rev().find(|d| from <= *d && *d <= to)?;
                Some((day.plus(-AHEAD_OF), day.plus(AFTER)))
            }
            Self::Month(month) => {
                let firsts =
                    (from.year()..=to.year()).filter_map(|y| Day::from_ymd(y, month.into(), 1));
                let first = firsts.rev().find(|d| *d <= to && from < months(*d, 1))?;
                Some((first, first.plus(AFTER + AHEAD_OF)))
            }
            Self::Unit(count, Unit::Day) => Some((from.plus(-count), to.plus(-count))),
            Self::Unit(count, Unit::Week) => {
                Some((from.plus(-7 * count - 6), to.plus(-7 * count + 6)))
            }
            Self::Unit(count, unit) => {
                let (first, _) = around(from, -count, unit)?;
                let (_, last) = around(to, -count, unit)?;
                Some((first, last))
            }
            Self::Ago(count, unit) => {
                let (length, off) = length(count, unit);
                Some((from.plus(length - off), to.plus(length + off)))
            }
            Self::After(count, unit) => {
                let (length, off) = length(count, unit);
                Some((from.plus(length - off), to.plus(length + off + LATE)))
            }
        }
    }
}

/// Days of so many units, and by how many they may be off.
fn length(count: i32, unit: Unit) -> (i32, i32) {
    match unit {
        Unit::Day => (count, i32::from(count >= MANY_DAYS)),
        Unit::Week => (7 * count, WEEKS_OFF),
        Unit::Month => (count * 61 / 2, MONTHS_OFF),
        _ => (count * 1461 / 4, YEARS_OFF),
    }
}

/// The month or year so many after that of `day`.
fn around(day: Day, count: i32, unit: Unit) -> Option<(Day, Day)> {
    let (year, month, _) = day.ymd();
    if unit == Unit::Month {
        let first = months(Day::from_ymd(year, month, 1)?, count);
        return Some((first, months(first, 1).plus(-1)));
    }
    let year = year + count;
    Day::from_ymd(year, 1, 1).zip(Day::from_ymd(year, 12, 31))
}

/// The first of the month so many months after that of `day`.
fn months(day: Day, count: i32) -> Day {
    let number = super::habits::month_number(day) + count;
    let (year, month) = (number.div_euclid(12), number.rem_euclid(12) as u32 + 1);
    Day::from_ymd(year, month, 1).unwrap_or(day)
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named = |day: Option<Day>, form: &str| {
            day.map_or(String::new(), |d| d.date().format(form).to_string())
        };
        // A leap year has every day.
        let of = |month: u8, day: u8| Day::from_ymd(2000, month.into(), day.into());
        match *self {
            Self::Weekday(weekday) => {
                // 5 January 1970 was a Monday.
                let day = Day(4 + weekday.num_days_from_monday() as i32);
                f.write_str(&named(Some(day), "%A"))
            }
            Self::MonthDay(month, day) => f.write_str(&named(of(month, day), "%-d %B")),
            Self::Month(month) => f.write_str(&named(of(month, 1), "%B")),
            Self::Between(from, to) if from == to => f.write_str(&named(Some(from), "%-d %B %Y")),
            Self::Between(from, to) if to.0 - from.0 < 31 => {
                f.write_str(&named(Some(from), "%B %Y"))
            }
            Self::Between(from, _) => write!(f, "{}", from.year()),
            Self::Unit(0, Unit::Day) => f.write_str("today"),
            Self::Unit(-1, Unit::Day) => f.write_str("yesterday"),
            Self::Unit(1, Unit::Day) => f.write_str("tomorrow"),
            Self::Unit(0, unit) => write!(f, "this {}", name(unit)),
            Self::Unit(-1, unit) => write!(f, "last {}", name(unit)),
            Self::Unit(1, unit) => write!(f, "next {}", name(unit)),
            Self::Unit(count @ ..0, unit) => write!(f, "{} {}s before", -count, name(unit)),
            Self::Unit(count, unit) => write!(f, "in {count} {}s", name(unit)),
            Self::Ago(1, unit) => write!(f, "a {} ago", name(unit)),
            Self::Ago(count, unit) => write!(f, "{count} {}s ago", name(unit)),
            Self::After(1, unit) => write!(f, "a {} earlier", name(unit)),
            Self::After(count, unit) => write!(f, "{count} {}s earlier", name(unit)),
        }
    }
}

fn name(unit: Unit) -> &'static str {
    match unit {
        Unit::Day => "day",
        Unit::Week => "week",
        Unit::Month => "month",
        _ => "year",
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::article::article;
    use crate::source::RawArticle;
    use crate::timex::Tagger;

    fn read(text: &str) -> Option<When> {
        let article = article(RawArticle::plain("a", text));
        let mentions = Tagger::english().tag(&article.text, &article.sentences);
        mentions.iter().find_map(when)?.ok()
    }

    #[test]
    fn words_are_understood() {
        let cases = [
            ("The dam broke yesterday.", "yesterday"),
            ("The dam broke last month.", "last month"),
            ("The dam broke three weeks ago.", "3 weeks ago"),
            ("The dam broke on Tuesday.", "Tuesday"),
            ("The dam broke on 3 May.", "3 May"),
            ("The dam broke on 3 May 2010.", "3 May 2010"),
            ("The dam broke in 2010.", "2010"),
            ("The dam broke in March 2010.", "March 2010"),
        ];
        for (text, told) in cases {
            assert_eq!(read(text).map(|w| w.to_string()).as_deref(), Some(told));
        }
        assert_eq!(read("They will meet on Tuesday."), None);
    }

    #[test]
    fn a_day_and_back() {
        let day = |text: &str| -> Day { text.parse().unwrap() };
        let meant = |when: When| when.on(day("2010-05-12")).unwrap();
        let ago = When::Ago(3, Unit::Week);
        assert_eq!(meant(ago), (day("2010-04-18"), day("2010-04-24")));
        let told = ago.told_on((day("2010-04-20"), day("2010-04-20")));
        assert_eq!(told, Some((day("2010-05-08"), day("2010-05-14"))));
        let last = When::Unit(-1, Unit::Month);
        assert_eq!(meant(last), (day("2010-04-01"), day("2010-04-30")));
        let wednesday = When::Weekday(Weekday::Wed);
        assert_eq!(
            wednesday.told_on((day("2010-04-20"), day("2010-04-20"))),
            None
        );
    }

    fn any() -> impl Strategy<Value = When> {
        let unit = || prop::sample::select(vec![Unit::Day, Unit::Week, Unit::Month, Unit::Year]);
        prop_oneof![
            (0u8..7).prop_map(|n| When::Weekday(Weekday::try_from(n).unwrap())),
            (1u8..=12, 1u8..=28).prop_map(|(m, d)| When::MonthDay(m, d)),
            (1u8..=12).prop_map(When::Month),
            (-60i32..=60, unit()).prop_map(|(n, u)| When::Unit(n, u)),
            (1i32..=60, unit()).prop_map(|(n, u)| When::Ago(n, u)),
            (1i32..=60, unit()).prop_map(|(n, u)| When::After(n, u)),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            rng_seed: prop::test_runner::RngSeed::Fixed(7),
            ..ProptestConfig::default()
        })]

        /// What an article means, it can have been written of on its day.
        #[test]
        fn there_and_back(when in any(), day in 0i32..20_000) {
            let day = Day(day);
            if let Some(meant) = when.on(day) {
                let (from, to) = when.told_on(meant).unwrap();
                prop_assert!(from <= day && day <= to, "{when:?} {meant:?} {from} {to}");
            }
        }
    }
}
