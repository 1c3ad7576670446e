//! What an article says of days, before it is known when it was written.

use chrono::Weekday;

use crate::article::Article;
use crate::timex::written;
use crate::timex::{Base, Day, Direction, Mention, Op, Tense};

/// One thing said.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Clue {
    /// Byte where it stands.
    pub at: u32,
    /// What it says.
    pub what: What,
    /// The weekday written beside the day.
    pub weekday: Option<Weekday>,
    /// Its clause looks ahead.
    pub future: bool,
    /// Its clause tells what was.
    pub past: bool,
}

/// What a clue says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum What {
    /// A whole date.
    Date(Day),
    /// Month and day without a year.
    MonthDay(u8, u8),
    /// A month of a year.
    YearMonth(i16, u8),
    /// A month alone.
    Month(u8),
    /// A year alone.
    Year(i16),
    /// A weekday.
    Weekday(Weekday),
    /// A season of no year, 0 for spring to 3 for winter.
    Season(u8),
    /// A quarter of no year, 0 to 3.
    Quarter(u8),
    /// A named day of no year, by its number.
    Holiday(u16),
}

/// Clues kept of one article, from its beginning.
const MOST: usize = 200;
/// Years that news speak of as their own time.
const YEARS: std::ops::RangeInclusive<i32> = 1800..=2100;

/// The clues of an article, in text order.
pub fn clues(article: &Article, mentions: &[Mention]) -> Vec<Clue> {
    let mut clues: Vec<Clue> = mentions.iter().filter_map(clue).take(MOST).collect();
    let dated = article
        .dateline
        .as_ref()
        .and_then(|d| Some((d.span, d.date?)));
    if let Some((dateline, span)) =
        dated.filter(|(_, s)| !mentions.iter().any(|m| m.span.overlaps(*s)))
    {
        // Its weekday stands before the date words: "VENICE, Monday, May 11".
        let start = dateline.start.min(span.start);
        let written = &article.text[start as usize..span.end as usize];
        let found = written::find(written, written::Order::DayFirst);
        if let Some(found) = found.last() {
            let what = match found.resolve() {
                Some(day) => What::Date(day),
                None => What::MonthDay(found.month as u8, found.day as u8),
            };
            let weekday = found.weekday;
            clues.insert(
                0,
                Clue {
                    at: span.start,
                    what,
                    weekday,
                    future: false,
                    past: false,
                },
            );
        }
    }
    clues
}

fn clue(mention: &Mention) -> Option<Clue> {
    let parts = mention.parts();
    if parts.op != Op::Calendar || parts.short_year {
        return None;
    }
    let year = parts.year.filter(|y| YEARS.contains(y));
    if parts.year.is_some() && year.is_none() {
        return None;
    }
    let free = parts.year_shift.is_none() && parts.month_shift.is_none();
    let weekday = parts
        .weekday
        .and_then(|n| Weekday::try_from(n.checked_sub(1)?).ok());
    let what = match (year, parts.month, parts.day) {
        _ if parts.holiday.is_some() => {
            let holiday = parts.holiday.filter(|_| year.is_none());
            What::Holiday(holiday?)
        }
        (Some(y), Some(m), Some(d)) => What::Date(Day::from_ymd(y, m.into(), d.into())?),
        (Some(y), Some(m), None) => What::YearMonth(y as i16, m),
        (Some(y), None, _) => What::Year(y as i16),
        (None, Some(m), Some(d)) if free => What::MonthDay(m, d),
        (None, Some(m), None) if free => What::Month(m),
        (None, None, None) if free && parts.week_shift.is_none() && parts.base != Base::Text => {
            match (parts.season, parts.quarter, weekday) {
                (Some(season), _, _) => What::Season(season as u8),
                (None, Some(quarter), _) => What::Quarter(quarter.checked_sub(1)?),
                (None, None, weekday) => What::Weekday(weekday?),
            }
        }
        _ => return None,
    };
    Some(Clue {
        at: mention.span.start,
        what,
        weekday,
        future: mention.tense() == Tense::Future || parts.direction == Direction::Future,
        past: mention.tense() == Tense::Past || parts.direction == Direction::Past,
    })
}
