//! Dates as people and machines write them, in many languages: ISO, RFC 2822,
//! epoch seconds, numeric and worded dates.
//!
//! A scanner over tokens, linear in the text. It serves metadata and the
//! visible text of pages; expressions of English prose are the date
//! language's business ([`super::Tagger`]).

mod scan;
mod tokens;

use chrono::Weekday;
use serde::{Deserialize, Serialize};

use super::Day;
use crate::Span;
use scan::Scan;
pub use tokens::is_weekday;
use tokens::{Class, Token, tokens};

/// How 3/4/2015 is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Order {
    /// Day before month.
    #[default]
    DayFirst,
    /// Month before day.
    MonthFirst,
}

impl Order {
    /// The opposite order.
    pub fn other(self) -> Self {
        match self {
            Self::DayFirst => Self::MonthFirst,
            Self::MonthFirst => Self::DayFirst,
        }
    }
}

/// The order that a numeric date shows by itself, as 10/13/2015 does and
/// 10/11/2015 does not.
pub fn order_shown(text: &str) -> Option<Order> {
    let mut numbers = text.trim().splitn(3, '/').map(|n| {
        let digits = n.split(|c: char| !c.is_ascii_digit()).next();
        digits.unwrap_or_default().parse::<u32>().ok()
    });
    let (first, second, year) = (numbers.next()??, numbers.next()??, numbers.next()??);
    match (first, second) {
        _ if year < 1000 => None,
        (13..=31, 1..=12) => Some(Order::DayFirst),
        (1..=12, 13..=31) => Some(Order::MonthFirst),
        _ => None,
    }
}

/// A date found in a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Written {
    /// Where it stands.
    pub span: Span,
    /// The year, when written.
    pub year: Option<i32>,
    /// Month, 1 to 12 when sane.
    pub month: u32,
    /// Day of the month.
    pub day: u32,
    /// Day of the week written beside it.
    pub weekday: Option<Weekday>,
    /// Day and month could be swapped as well.
    pub ambiguous: bool,
    /// Written with a month's name or in ISO order, not as bare numbers.
    pub clear: bool,
}

impl Written {
    /// The calendar day; `None` without a year, before the year 1000 or when
    /// there is no such day.
    pub fn resolve(&self) -> Option<Day> {
        let year = self.year.filter(|y| *y >= 1000)?;
        Day::from_ymd(year, self.month, self.day)
    }
}

/// Reads a field that holds nothing but one date (and perhaps a time): the
/// local day, whatever the offset.
pub fn read(text: &str) -> Option<Day> {
    read_as(text, Order::DayFirst)
}

/// As [`read`], with an order for ambiguous numbers.
pub fn read_as(text: &str, order: Order) -> Option<Day> {
    let text = text.trim();
    if let Some(day) = epoch(text) {
        return Some(day);
    }
    let head = text.get(..text.len().min(200)).unwrap_or(text);
    find(head, order).iter().find_map(Written::resolve)
}

/// The day in an address: `/2016/02/22/`, `/2016-02-22-`, `/20160222/`,
/// `/2016/feb/22/`; the host and the query are left alone.
pub fn address_day(url: &str) -> Option<Day> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = &rest[rest.find('/')?..];
    let path = path.split(['?', '#']).next().unwrap_or_default();
    if path.bytes().filter(u8::is_ascii_digit).count() < 5 {
        return None;
    }
    let day = |path: String| {
        find(&path, Order::DayFirst)
            .into_iter()
            .filter(|w| (w.clear && w.year.is_some()) || w.span.len() == 8)
            .find_map(|w| w.resolve())
            .filter(|d| (1980..2100).contains(&d.year()))
    };
    // Worded months read as dates only without the slashes between.
    day(path.replace('_', "-")).or_else(|| day(path.replace('/', " ")))
}

/// Whether a text tells the time of the day, midnight left out: `10:05`.
pub fn clock(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let at = (1..bytes.len()).find(|at| {
        matches!(bytes[*at], b':' | b'h') && digit(at - 1) && digit(at + 1) && digit(at + 2)
    });
    at.is_some_and(|at| {
        let from = at.saturating_sub(if at >= 2 && digit(at - 2) { 2 } else { 1 });
        bytes[from..at + 3]
            .iter()
            .any(|b| (b'1'..=b'9').contains(b))
    })
}

/// Seconds or milliseconds since 1970, from 1980 to 2100; the day is UTC's,
/// for a bare number has no place.
fn epoch(text: &str) -> Option<Day> {
    let whole = text.split('.').next().unwrap_or_default();
    if !(9..=13).contains(&whole.len()) || !text.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return None;
    }
    let number: i64 = whole.parse().ok()?;
    let seconds = if whole.len() >= 12 {
        number / 1000
    } else {
        number
    };
    let day = i32::try_from(seconds / 86_400).ok()?;
    (3652..47_482).contains(&day).then_some(Day(day))
}

/// Every date of a text, in order, none overlapping. Dates without a year are
/// found only with a month's name ("October 14", "14 octobre").
pub fn find(text: &str, order: Order) -> Vec<Written> {
    let Some((start, end)) = around_numbers(text) else {
        return Vec::new();
    };
    let tokens = tokens(text, start, end);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let matched = match tokens[at].class {
            Class::Number(_) if starts_apart(&tokens, at) => Scan::new(&tokens, at).number(order),
            Class::Month(_) => Scan::new(&tokens, at).month_first(),
            _ => None,
        };
        match matched {
            Some((mut written, next)) => {
                written.weekday = weekday_before(&tokens, at);
                found.push(written);
                at = next;
            }
            None => at += 1,
        }
    }
    found
}

/// The part of a text where dates can be: from some words before its first
/// digit to some behind the last. `None` without a digit.
fn around_numbers(text: &str) -> Option<(usize, usize)> {
    /// Longer than what stands before the first number of a date ("Wednesday,
    /// the 14th"), or behind the last one ("14 de septiembre").
    const REACH: usize = 100;
    let bytes = text.as_bytes();
    let first = bytes.iter().position(u8::is_ascii_digit)?;
    let last = bytes.iter().rposition(u8::is_ascii_digit)?;
    let space = |at: &usize| bytes[*at] == b' ';
    // At a space, so that no word is cut.
    let start = (0..first.saturating_sub(REACH)).rev().find(space);
    let end = ((last + REACH).min(bytes.len())..bytes.len()).find(space);
    Some((start.unwrap_or(0), end.unwrap_or(bytes.len())))
}

/// Not the tail of "3.14" or "10:14".
fn starts_apart(tokens: &[Token], at: usize) -> bool {
    if at < 2 {
        return true;
    }
    !(matches!(
        tokens[at - 1].class,
        Class::Mark('.' | ':' | ',' | '/' | '-')
    ) && matches!(tokens[at - 2].class, Class::Number(_)))
}

fn weekday_before(tokens: &[Token], at: usize) -> Option<Weekday> {
    tokens[at.saturating_sub(4)..at]
        .iter()
        .rev()
        .take_while(|t| {
            matches!(
                t.class,
                Class::Space | Class::Weekday(_) | Class::Joiner | Class::Mark('.' | ',')
            )
        })
        .find_map(|t| match t.class {
            Class::Weekday(n) => Weekday::try_from(n).ok(),
            _ => None,
        })
}

#[cfg(test)]
mod tests;
