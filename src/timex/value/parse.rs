//! TIMEX3 values read back.

use std::str::FromStr;

use super::units::UNITS;
use super::{Part, PartOfDay, Period, Point, Season, TimeOfDay, Unit, Value, Year};

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
        if let Some(century) = digits(bc, 2) {
            return Some(Year::Century(-1 - century as i32));
        }
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
