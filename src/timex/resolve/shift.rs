//! Arithmetic on places in the calendar, as finely as the words say.

use super::super::Day;
use super::super::calendar;
use super::super::lang::Holidays;
use super::super::parts::Parts;
use super::super::value::{Part, PartOfDay, Period, Point, TimeOfDay, Unit, Value, Year};
use super::point::part_of_year;

/// `count` thousandths of `unit` from `base`, as finely as the unit says.
pub(super) fn shifted(base: Day, count: i64, unit: Unit, time: TimeOfDay) -> Value {
    let to = calendar::shift_units(base, count, unit);
    let year = |year: Year| {
        Value::Point(Point {
            year,
            ..Point::default()
        })
    };
    let of = |part: Part| {
        Value::Point(Point {
            year: Year::Of(calendar::written_year(to)),
            part,
            time: TimeOfDay::None,
        })
    };
    let week = |part: fn(u8) -> Part| {
        let (year, week) = calendar::week_of(to);
        Value::Point(Point {
            year: Year::Of(year),
            part: part(week as u8),
            time: TimeOfDay::None,
        })
    };
    let month = to.ymd().1 as u8;
    match unit {
        Unit::Week => week(Part::Week),
        Unit::Weekend => week(Part::Weekend),
        Unit::Month => of(Part::Month(month)),
        Unit::Quarter => of(Part::Quarter((month - 1) / 3 + 1)),
        Unit::Year => of(Part::Whole),
        Unit::Decade => year(Year::Decade(to.year().div_euclid(10))),
        Unit::Century | Unit::Millennium => year(Year::Century(to.year().div_euclid(100))),
        _ => match Value::day(to) {
            Value::Point(point) => Value::Point(Point { time, ..point }),
            other => other,
        },
    }
}

/// Hours, minutes or seconds from a time of day; without one, the day that
/// whole days of them lead to.
pub(super) fn hours_on(day: Day, from: TimeOfDay, count: i64, unit: Unit) -> Value {
    const DAY: i64 = 24 * 60;
    let minutes = match unit {
        Unit::Hour => count.saturating_mul(60) / 1000,
        Unit::Minute => count / 1000,
        _ => count / 60_000,
    };
    let TimeOfDay::Clock(hour, minute, _) = from else {
        return shifted(day, minutes / DAY * 1000, Unit::Day, TimeOfDay::None);
    };
    let at = minutes.saturating_add(i64::from(hour) * 60 + i64::from(minute.unwrap_or(0)));
    let (days, rest) = (at.div_euclid(DAY), at.rem_euclid(DAY));
    let time = TimeOfDay::Clock((rest / 60) as u8, Some((rest % 60) as u8), None);
    shifted(day, days.saturating_mul(1000), Unit::Day, time)
}

/// A shift whose base is not known.
pub(super) fn unanchored(parts: &Parts, time: TimeOfDay) -> Value {
    let part = match parts.unit.unwrap_or(Unit::Day) {
        Unit::Week => Part::Week(0),
        Unit::Weekend => Part::Weekend(0),
        Unit::Month => Part::Month(0),
        Unit::Quarter => Part::Quarter(0),
        Unit::Year | Unit::Decade | Unit::Century | Unit::Millennium => Part::Whole,
        _ => Part::Day(0, 0),
    };
    Value::Point(Point {
        year: Year::Unknown,
        part,
        time,
    })
}

/// The time of day that the parts name.
pub(super) fn time_of(parts: &Parts) -> TimeOfDay {
    match (parts.clock, parts.part_of_day) {
        (Some(clock), part) => {
            let late = matches!(part, Some(PartOfDay::Afternoon | PartOfDay::Evening))
                || (part == Some(PartOfDay::Night) && clock.hour >= 6);
            let hour = if late && clock.hour < 12 {
                clock.hour + 12
            } else {
                clock.hour
            };
            TimeOfDay::Clock(hour, Some(clock.minute.unwrap_or(0)), clock.second)
        }
        (None, Some(part)) => TimeOfDay::Part(part),
        (None, None) => TimeOfDay::None,
    }
}

/// A length of time; known decades and centuries count in years, as TIMEX3
/// writes them.
pub(super) fn duration(parts: &Parts) -> Value {
    let count = parts.count.and_then(|n| u32::try_from(n).ok());
    let unit = parts.unit.unwrap_or(Unit::Any);
    let (thousandths, unit) = match (count, unit) {
        (Some(n), Unit::Decade) => (Some(n.saturating_mul(10)), Unit::Year),
        (Some(n), Unit::Century) => (Some(n.saturating_mul(100)), Unit::Year),
        other => other,
    };
    Value::Period(Period {
        thousandths,
        unit,
        rest: parts.rest,
    })
}

/// A recurring time.
pub(super) fn set(parts: &Parts, holidays: &Holidays) -> Value {
    let named = match parts.weekday {
        Some(weekday) => Some(Part::WeekDay(0, weekday)),
        None => part_of_year(parts),
    };
    let part = match (named, parts.holiday, parts.unit) {
        (Some(part), ..) => part,
        (None, Some(holiday), _) => match holidays.fixed(holiday) {
            Some((month, day)) => Part::Day(month, day),
            None => Part::Day(0, 0),
        },
        (None, None, None) => Part::Day(0, 0),
        (None, None, Some(Unit::Weekend)) => Part::Weekend(0),
        (None, None, Some(_)) => return duration(parts),
    };
    Value::Point(Point {
        year: Year::Unknown,
        part,
        time: time_of(parts),
    })
}
