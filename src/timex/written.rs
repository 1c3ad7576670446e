//! Dates as people and machines write them, in many languages: ISO, RFC 2822,
//! epoch seconds, numeric and worded dates.
//!
//! A scanner over tokens, linear in the text. It serves metadata and the
//! visible text of pages; expressions of English prose are the date
//! language's business ([`super::Tagger`]).

use std::sync::OnceLock;

use chrono::Weekday;
use rustc_hash::FxHashMap;

use super::Day;
use crate::Span;

/// How 3/4/2015 is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Day before month.
    #[default]
    DayFirst,
    /// Month before day.
    MonthFirst,
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

#[derive(Clone, Copy, Debug, PartialEq)]
enum Class {
    Number(u32),
    Month(u8),
    Weekday(u8),
    Joiner,
    Word,
    Mark(char),
    Space,
}

#[derive(Clone, Copy, Debug)]
struct Token {
    class: Class,
    start: usize,
    end: usize,
}

impl Token {
    fn digits(&self) -> usize {
        match self.class {
            Class::Number(_) => self.end - self.start,
            _ => 0,
        }
    }
}

struct Names(FxHashMap<String, Class>);

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Language {
    #[serde(rename = "order")]
    _order: String,
    joiners: Vec<String>,
    months: Vec<Vec<String>>,
    weekdays: Vec<Vec<String>>,
}

fn names() -> &'static Names {
    static NAMES: OnceLock<Names> = OnceLock::new();
    NAMES.get_or_init(|| {
        let source = include_str!("../../assets/dates/languages.toml");
        let languages: std::collections::BTreeMap<String, Language> =
            toml::from_str(source).expect("the built-in month names are read by the tests");
        let mut names = FxHashMap::default();
        // English last: where a short form differs, English wins.
        let (english, others): (Vec<_>, Vec<_>) =
            languages.iter().partition(|(code, _)| *code == "en");
        for (_, language) in others.into_iter().chain(english) {
            for joiner in &language.joiners {
                names.insert(joiner.clone(), Class::Joiner);
            }
            for (list, make) in [
                (&language.weekdays, Class::Weekday as fn(u8) -> Class),
                (&language.months, Class::Month),
            ] {
                for (at, forms) in list.iter().enumerate() {
                    for form in forms {
                        names.insert(form.clone(), make(at as u8));
                    }
                }
            }
        }
        Names(names)
    })
}

/// Whether a lower-case word names a day of the week in any language.
pub fn is_weekday(word: &str) -> bool {
    matches!(names().0.get(word), Some(Class::Weekday(_)))
}

fn tokens(text: &str) -> Vec<Token> {
    let names = names();
    let mut out = Vec::with_capacity(text.len() / 4);
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        let mut end = start + c.len_utf8();
        let mut run = |same: fn(char) -> bool| {
            while let Some(&(at, next)) = chars.peek() {
                if !same(next) {
                    break;
                }
                end = at + next.len_utf8();
                chars.next();
            }
        };
        let class = if c.is_ascii_digit() {
            run(|c| c.is_ascii_digit());
            let digits = &text[start..end];
            Class::Number(if digits.len() > 9 {
                u32::MAX
            } else {
                digits.parse().unwrap_or(u32::MAX)
            })
        } else if matches!(c, '年' | '月' | '日' | '년' | '월' | '일') {
            Class::Mark(c)
        } else if c.is_alphabetic() {
            // A virama joins Devanagari letters to one word.
            run(|c| {
                (c.is_alphabetic() && !matches!(c, '年' | '月' | '日' | '년' | '월' | '일'))
                    || c == '\u{94d}'
            });
            let word = &text[start..end];
            if word.len() > 24 {
                Class::Word
            } else {
                names
                    .0
                    .get(&word.to_lowercase())
                    .copied()
                    .unwrap_or(Class::Word)
            }
        } else if c.is_whitespace() {
            run(char::is_whitespace);
            Class::Space
        } else {
            Class::Mark(c)
        };
        out.push(Token { class, start, end });
    }
    out
}

/// Every date of a text, in order, none overlapping. Dates without a year are
/// found only with a month's name ("October 14", "14 octobre").
pub fn find(text: &str, order: Order) -> Vec<Written> {
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return Vec::new();
    }
    let tokens = tokens(text);
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

struct Scan<'t> {
    tokens: &'t [Token],
    first: usize,
    at: usize,
}

type Match = Option<(Written, usize)>;

impl<'t> Scan<'t> {
    fn new(tokens: &'t [Token], first: usize) -> Self {
        Self {
            tokens,
            first,
            at: first,
        }
    }

    fn class(&self) -> Class {
        self.tokens.get(self.at).map_or(Class::Word, |t| t.class)
    }

    fn skip(&mut self, wanted: impl Fn(Class) -> bool) -> bool {
        let start = self.at;
        while self.at < self.tokens.len() && self.at - start < 5 && wanted(self.class()) {
            self.at += 1;
        }
        self.at > start
    }

    fn take_number(&mut self, digits: std::ops::RangeInclusive<usize>) -> Option<u32> {
        let token = self.tokens.get(self.at)?;
        match token.class {
            Class::Number(n) if digits.contains(&token.digits()) => {
                self.at += 1;
                Some(n)
            }
            _ => None,
        }
    }

    fn take_month(&mut self) -> Option<u32> {
        match self.class() {
            Class::Month(n) => {
                self.at += 1;
                Some(u32::from(n) + 1)
            }
            _ => None,
        }
    }

    fn done(&self, year: Option<i32>, month: u32, day: u32, clear: bool, ambiguous: bool) -> Match {
        let end = self.tokens[self.at - 1].end;
        let written = Written {
            span: Span::new(self.tokens[self.first].start, end),
            year,
            month,
            day,
            weekday: None,
            ambiguous,
            clear,
        };
        Some((written, self.at))
    }

    /// A date that starts with a number.
    fn number(mut self, order: Order) -> Match {
        match self.tokens[self.at].digits() {
            4 => self.year_first(),
            8 => self.compact(),
            1 | 2 => {
                let number = self.take_number(1..=2)?;
                let rest = self.at;
                self.numeric(number, order).or_else(|| {
                    self.at = rest;
                    self.day_first(number)
                })
            }
            _ => None,
        }
    }

    /// `2015-10-14`, `2015/10/14`, `2015. október 14.`, `2015年10月14日`.
    fn year_first(&mut self) -> Match {
        let year = self.take_number(4..=4)? as i32;
        let start = self.at;
        self.skip(|c| {
            matches!(
                c,
                Class::Space | Class::Mark('.' | ',' | '-' | '/' | '年' | '년')
            )
        });
        if let Some(month) = self.take_month() {
            self.skip(|c| matches!(c, Class::Space | Class::Mark('.' | '-')));
            let day = self.take_number(1..=2)?;
            return self.done(Some(year), month, day, true, false);
        }
        self.at = start;
        let cjk = matches!(self.class(), Class::Mark('年' | '년'));
        let separator = |c| {
            matches!(
                c,
                Class::Mark(
                    '-' | '/'
                        | '.'
                        | '_'
                        | '\u{2010}'
                        | '\u{2011}'
                        | '\u{2013}'
                        | '年'
                        | '년'
                        | '月'
                        | '월'
                ) | Class::Space
            )
        };
        if !self.skip(separator) {
            return None;
        }
        let all_space = self.at - start == 1 && self.tokens[start].class == Class::Space;
        let month = self.take_number(1..=2)?;
        if all_space || !self.skip(separator) {
            return None;
        }
        let day = self.take_number(1..=2)?;
        if cjk {
            self.skip(|c| matches!(c, Class::Mark('日' | '일')));
        }
        // "2015-10-14-2" or "10.0.1.2" are versions and addresses.
        self.done(Some(year), month, day, true, false)
    }

    /// `20151014`.
    fn compact(&mut self) -> Match {
        let number = self.take_number(8..=8)?;
        let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
        let sane = (1900..2100).contains(&year) && Day::from_ymd(year as i32, month, day).is_some();
        sane.then(|| self.done(Some(year as i32), month, day, false, false))?
    }

    /// `14.10.2015`, `10/14/2015`, `14-10-15`.
    fn numeric(&mut self, first: u32, order: Order) -> Match {
        let Class::Mark(mark @ ('.' | '/' | '-')) = self.class() else {
            return None;
        };
        self.at += 1;
        let spaced = mark == '.' && self.skip(|c| c == Class::Space);
        let second = self.take_number(1..=2)?;
        if self.class() != Class::Mark(mark) {
            return None;
        }
        self.at += 1;
        if spaced {
            self.skip(|c| c == Class::Space);
        }
        let year = match self.tokens.get(self.at)?.digits() {
            4 => self.take_number(4..=4)?,
            // 24/12/15 but not 1.2.10, a version.
            2 if mark == '/' || self.tokens[self.first].digits() == 2 => {
                century(self.take_number(2..=2)?)
            }
            _ => return None,
        };
        if matches!(self.class(), Class::Mark('.'))
            && self.tokens.get(self.at + 1).is_some_and(|t| t.digits() > 0)
        {
            return None;
        }
        let swap = match (first > 12, second > 12) {
            (true, _) => false,
            (_, true) => true,
            _ => mark == '/' && order == Order::MonthFirst,
        };
        let (day, month) = if swap {
            (second, first)
        } else {
            (first, second)
        };
        let ambiguous = first <= 12 && second <= 12 && first != second && mark != '.';
        self.done(Some(year as i32), month, day, false, ambiguous)
    }

    /// `14 October 2015`, `14. Oktober 2015`, `14 de octubre de 2015`,
    /// `14th of October, 2015`, `14-Oct-2015`, `14 October`.
    fn day_first(&mut self, day: u32) -> Match {
        self.skip(|c| {
            matches!(
                c,
                Class::Space | Class::Joiner | Class::Mark('.' | 'º' | '°' | 'ª' | '-' | '/')
            )
        });
        let month = self.take_month()?;
        let after = self.at;
        let year = self.year();
        if year.is_none() {
            self.at = after;
        }
        self.done(year, month, day, true, false)
    }

    /// `October 14, 2015`, `Oct. 14`, `Oct 14 10:00:00 +0000 2015`.
    fn month_first(mut self) -> Match {
        let month = self.take_month()?;
        self.skip(|c| matches!(c, Class::Space | Class::Mark('.' | '-' | '/')));
        let day = self.take_number(1..=2)?;
        if matches!(self.class(), Class::Mark(':')) {
            return None;
        }
        self.skip(|c| c == Class::Joiner);
        let after = self.at;
        let year = self.year().or_else(|| {
            self.at = after;
            self.year_after_time()
        });
        if year.is_none() {
            self.at = after;
        }
        self.done(year, month, day, true, false)
    }

    fn year(&mut self) -> Option<i32> {
        self.skip(|c| {
            matches!(
                c,
                Class::Space
                    | Class::Joiner
                    | Class::Mark('.' | ',' | '-' | '/' | '\'' | '\u{2019}')
            )
        });
        let quoted = self.at > 0
            && matches!(
                self.tokens[self.at - 1].class,
                Class::Mark('\'' | '\u{2019}' | '-')
            );
        let year = match self.tokens.get(self.at)?.digits() {
            4 => self.take_number(4..=4)?,
            2 if quoted || self.before_clock() => century(self.take_number(2..=2)?),
            _ => return None,
        };
        // "Oct 14 2015 GMT" is a year, "Oct 14 2015:30" is not.
        (1000..3000).contains(&year).then_some(year as i32)
    }

    /// `12 16:07` in "09 February 12 16:07": a short year before a time.
    fn before_clock(&self) -> bool {
        let after = &self.tokens[self.at..];
        let digits = |n: usize| after.get(n).is_some_and(|t| (1..=2).contains(&t.digits()));
        let class = |n: usize| after.get(n).map(|t| t.class);
        class(1) == Some(Class::Space)
            && digits(2)
            && class(3) == Some(Class::Mark(':'))
            && digits(4)
    }

    /// The year behind a time of day: `10:00:00 +0000 2015`.
    fn year_after_time(&mut self) -> Option<i32> {
        self.skip(|c| matches!(c, Class::Space | Class::Mark(',')));
        self.take_number(1..=2)?;
        if self.class() != Class::Mark(':') {
            return None;
        }
        self.at += 1;
        self.take_number(2..=2)?;
        if self.class() == Class::Mark(':') {
            self.at += 1;
            self.take_number(2..=2)?;
        }
        self.skip(|c| matches!(c, Class::Space | Class::Word | Class::Mark('+' | '-')));
        if let Some(token) = self.tokens.get(self.at)
            && token.digits() == 4
            && matches!(self.tokens[self.at - 1].class, Class::Mark(_))
        {
            self.at += 1;
            self.skip(|c| c == Class::Space);
        }
        let year = self.take_number(4..=4)?;
        (1900..2100).contains(&year).then_some(year as i32)
    }
}

/// The year of two digits, as POSIX reads them: 69 to 99 are of the last
/// century.
fn century(two: u32) -> u32 {
    if two >= 69 { 1900 + two } else { 2000 + two }
}

#[cfg(test)]
mod tests;
