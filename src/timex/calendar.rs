//! Calendar arithmetic that days alone don't give.

use chrono::{Datelike, NaiveDate, Weekday};

use super::Day;
use super::value::Unit;

/// The year of a day as it is written: there is no year 0, so the year
/// before 1 is -1 (1 BC).
pub(super) fn written_year(day: Day) -> i32 {
    let year = day.year();
    if year <= 0 { year - 1 } else { year }
}

/// The month `count` months after (year, month).
pub(super) fn add_months(year: i32, month: u32, count: i32) -> (i32, u32) {
    let total = i64::from(year) * 12 + i64::from(month) - 1 + i64::from(count);
    (
        total.div_euclid(12).clamp(-200_000, 200_000) as i32,
        total.rem_euclid(12) as u32 + 1,
    )
}

/// The Monday of an ISO week.
pub(super) fn iso_week(year: i32, week: u32) -> Option<Day> {
    NaiveDate::from_isoywd_opt(year, week, Weekday::Mon).map(Day::from)
}

/// ISO year and week of a day.
pub(super) fn week_of(day: Day) -> (i32, u32) {
    let week = day.date().iso_week();
    (week.year(), week.week())
}

/// The same day of the month `count` months later, clamped to the month's
/// end.
pub(super) fn shift_months(day: Day, count: i32) -> Day {
    let (year, month, dom) = day.ymd();
    let (year, month) = add_months(year, month, count);
    (0..4)
        .find_map(|back| Day::from_ymd(year, month, dom.saturating_sub(back).max(1)))
        .unwrap_or(day)
}

/// The day `count` thousandths of a unit later.
pub(super) fn shift_units(day: Day, count: i64, unit: Unit) -> Day {
    let whole = |scale: i64| (count * scale / 1000).clamp(-4_000_000, 4_000_000) as i32;
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Any => day,
        Unit::Day => day.plus(whole(1)),
        Unit::Week | Unit::Weekend => day.plus(whole(7)),
        Unit::Month => shift_months(day, whole(1)),
        Unit::Quarter => shift_months(day, whole(3)),
        Unit::Year => shift_months(day, whole(12)),
        Unit::Decade => shift_months(day, whole(120)),
        Unit::Century => shift_months(day, whole(1200)),
        Unit::Millennium => shift_months(day, whole(12_000)),
    }
}

/// The `n`-th weekday (1 Monday to 7 Sunday) of a month, counted from the
/// end when `n` is negative.
pub(super) fn nth_weekday(year: i32, month: u32, weekday: u32, n: i32) -> Option<Day> {
    if n > 0 {
        let first = Day::from_ymd(year, month, 1)?;
        let ahead = (weekday as i32 - first.weekday().number_from_monday() as i32).rem_euclid(7);
        Some(first.plus(ahead + 7 * (n - 1)))
    } else {
        let (next_year, next_month) = add_months(year, month, 1);
        let last = Day::from_ymd(next_year, next_month, 1)?.plus(-1);
        let back = (last.weekday().number_from_monday() as i32 - weekday as i32).rem_euclid(7);
        Some(last.plus(-back + 7 * (n + 1)))
    }
}

/// The weekday (1 Monday to 7 Sunday) of a day as its text counts: dates
/// before the calendar's reform are Julian.
pub(super) fn weekday_of(day: Day) -> i32 {
    let year = day.year();
    let shift = if year < GREGORIAN {
        calendars_apart(year)
    } else {
        0
    };
    day.plus(shift).weekday().number_from_monday() as i32
}

/// How many days the Gregorian calendar is ahead of the Julian in a year.
fn calendars_apart(year: i32) -> i32 {
    year.div_euclid(100) - year.div_euclid(400) - 2
}

/// The first year whose Easter was kept by the Gregorian calendar.
const GREGORIAN: i32 = 1583;

/// Western Easter Sunday (the anonymous Gregorian computus printed in
/// Nature, 20 April 1876); before the calendar's reform the Julian one, as
/// histories date it.
pub(super) fn easter(year: i32) -> Option<Day> {
    if year < GREGORIAN {
        return julian_easter(year);
    }
    let a = year.rem_euclid(19);
    let (b, c) = (year.div_euclid(100), year.rem_euclid(100));
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - b / 4 - g + 15).rem_euclid(30);
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4).rem_euclid(7);
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Day::from_ymd(year, (n / 31) as u32, (n % 31 + 1) as u32)
}

/// Orthodox Easter Sunday in the Gregorian calendar, before its reform in the
/// Julian one.
pub(super) fn orthodox_easter(year: i32) -> Option<Day> {
    let shift = if year < GREGORIAN {
        0
    } else {
        calendars_apart(year)
    };
    julian_easter(year).map(|day| day.plus(shift))
}

/// Easter Sunday in the Julian calendar (Meeus' algorithm).
fn julian_easter(year: i32) -> Option<Day> {
    let (a, b, c) = (year.rem_euclid(4), year.rem_euclid(7), year.rem_euclid(19));
    let d = (19 * c + 15).rem_euclid(30);
    let e = (2 * a + 4 * b - d + 34).rem_euclid(7);
    let n = d + e + 114;
    Day::from_ymd(year, (n / 31) as u32, (n % 31 + 1) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekdays_are_julian_before_the_reform() {
        let weekday = |y, m, d| Day::from_ymd(y, m, d).map(weekday_of);
        assert_eq!(weekday(1453, 5, 29), Some(2));
        assert_eq!(weekday(1066, 10, 14), Some(6));
        assert_eq!(weekday(1916, 4, 24), Some(1));
    }

    #[test]
    fn easter_is_julian_before_the_reform() {
        let of = |year, month, day| Day::from_ymd(year, month, day);
        assert_eq!(easter(1461), of(1461, 4, 5));
        assert_eq!(easter(1471), of(1471, 4, 14));
        assert_eq!(easter(1916), of(1916, 4, 23));
        assert_eq!(orthodox_easter(1471), easter(1471));
        assert_eq!(orthodox_easter(2015), of(2015, 4, 12));
    }
}
