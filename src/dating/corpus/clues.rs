//! What an article says of days, before it is known when it was written.

use chrono::Weekday;

use crate::timex::Day;

/// One thing said.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Clue {
    /// Byte where it stands.
    pub at: u32,
    /// What it says.
    pub what: What,
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
}

const MONTHS: [&str; 12] = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
];
const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Mon),
    ("tuesday", Weekday::Tue),
    ("wednesday", Weekday::Wed),
    ("thursday", Weekday::Thu),
    ("friday", Weekday::Fri),
    ("saturday", Weekday::Sat),
    ("sunday", Weekday::Sun),
];

/// Reads the clues of a text.
pub fn clues(text: &str) -> Vec<Clue> {
    let mut tokens: Vec<(usize, &str)> = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain(std::iter::once((text.len(), ' '))) {
        if c.is_alphanumeric() {
            start.get_or_insert(at);
        } else if let Some(from) = start.take() {
            tokens.push((from, &text[from..at]));
        }
    }
    let mut found = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        let (at, word) = tokens[i];
        let next = |n: usize| tokens.get(i + n).map_or("", |t| t.1);
        let before = if i > 0 { tokens[i - 1].1 } else { "" };
        let mut push = |what| found.push(Clue { at: at as u32, what });
        if let Some(month) = month(word) {
            if let Some(day) = number(before) {
                if let Some(year) = year(next(1)) {
                    if let Some(day) = Day::from_ymd(year.into(), month.into(), day.into()) {
                        push(What::Date(day));
                    }
                    i += 2;
                    continue;
                }
                if number(next(1)).is_none() || year(next(2)).is_none() {
                    push(What::MonthDay(month, day));
                    i += 1;
                    continue;
                }
            }
            if let Some(day) = number(next(1)) {
                if let Some(year) = year(next(2)) {
                    if let Some(day) = Day::from_ymd(year.into(), month.into(), day.into()) {
                        push(What::Date(day));
                    }
                    i += 3;
                    continue;
                }
                push(What::MonthDay(month, day));
                i += 2;
                continue;
            }
            if let Some(year) = year(next(1)) {
                push(What::YearMonth(year, month));
                i += 2;
                continue;
            }
            if word.len() > 3 && word != "March" && word != "May" || before.eq_ignore_ascii_case("in") || before.eq_ignore_ascii_case("last") {
                push(What::Month(month));
            }
        } else if let Some(day) = weekday(word) {
            push(What::Weekday(day));
        } else if let Some(year) = year(word) {
            push(What::Year(year));
        }
        i += 1;
    }
    found
}

fn month(word: &str) -> Option<u8> {
    if !word.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let lower = word.to_lowercase();
    let at = MONTHS.iter().position(|m| {
        *m == lower || (lower.len() == 3 && m.starts_with(&lower)) || (lower == "sept" && *m == "september")
    })?;
    Some(at as u8 + 1)
}

fn weekday(word: &str) -> Option<Weekday> {
    if !word.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let lower = word.to_lowercase();
    WEEKDAYS.iter().find(|(name, _)| *name == lower).map(|w| w.1)
}

fn number(word: &str) -> Option<u8> {
    let digits = word
        .strip_suffix("st")
        .or_else(|| word.strip_suffix("nd"))
        .or_else(|| word.strip_suffix("rd"))
        .or_else(|| word.strip_suffix("th"))
        .unwrap_or(word);
    if digits.len() > 2 {
        return None;
    }
    digits.parse().ok().filter(|d| (1..=31).contains(d))
}

fn year(word: &str) -> Option<i16> {
    if word.len() != 4 {
        return None;
    }
    word.parse().ok().filter(|y| (1900..=2035).contains(y))
}
