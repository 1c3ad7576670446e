//! One date read at one place.

use super::tokens::{Class, Token};
use super::{Order, Written};
use crate::Span;
use crate::timex::Day;

pub(super) struct Scan<'t> {
    pub tokens: &'t [Token],
    pub first: usize,
    pub at: usize,
}

type Match = Option<(Written, usize)>;

impl<'t> Scan<'t> {
    pub(super) fn new(tokens: &'t [Token], first: usize) -> Self {
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
    pub(super) fn number(mut self, order: Order) -> Match {
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
    pub(super) fn month_first(mut self) -> Match {
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
