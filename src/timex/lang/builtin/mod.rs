//! What no word list can hold: numbers, years, clock times, numeric dates.

mod calendar;
mod clock;
mod count;

use super::lex::{Kind, Token};
use super::lexicon::{ClassId, Lexicon};

/// A kind of built-in token group, used in patterns like a word class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Builtin {
    /// A count in thousandths: `12`, `1,500`, `2.5`, `2 1/2`, `twenty-five`,
    /// `two and a half`.
    Number,
    /// A day of the month: `1` to `31`, with or without `st`, `nd`, `rd`, `th`.
    Dom,
    /// The same, its ordinal suffix required.
    DomTh,
    /// A year of three or four digits without a comma: `1998`; `752` needs a
    /// rule that says so.
    Year,
    /// A year of our age, 1900 to 2059.
    Modern,
    /// Any whole number of one to four digits, for rules with a cue (`AD 79`).
    Int,
    /// One digit from 1 to 4, glued to what stands before it.
    OneToFour,
    /// Exactly four digits.
    FourDigits,
    /// A year in words: `nineteen ninety-seven`, `two thousand and four`.
    YearWords,
    /// A year of two digits: `'98`.
    Year2,
    /// Two bare digits.
    TwoDigits,
    /// The tens of a decade in figures with `s`: `1990s`, `'90s`, `90s`.
    Decade,
    /// An ISO date `2015-10-14`.
    IsoDate,
    /// `27/9/15`, `27.9.2015`, `9/27/2015`.
    NumDate,
    /// `5 p.m.`, `5:30 pm`, `17:30`, `5.30pm`.
    Clock,
    /// `5:30`, `17:30:05` without anything else.
    HourMinute,
    /// `16.30`, for rules that know it for a time of day.
    DotClock,
    /// Any ordinal in figures: `21st`, `3rd`.
    Nth,
}

const NAMES: [(Builtin, &str); 18] = [
    (Builtin::Number, "number"),
    (Builtin::Dom, "dom"),
    (Builtin::DomTh, "domth"),
    (Builtin::Year, "year"),
    (Builtin::Modern, "modern"),
    (Builtin::Int, "int"),
    (Builtin::OneToFour, "onetofour"),
    (Builtin::FourDigits, "fourdigits"),
    (Builtin::YearWords, "yearwords"),
    (Builtin::Year2, "year2"),
    (Builtin::TwoDigits, "twodigits"),
    (Builtin::Decade, "decade"),
    (Builtin::IsoDate, "isodate"),
    (Builtin::NumDate, "numdate"),
    (Builtin::Clock, "clock"),
    (Builtin::HourMinute, "hourminute"),
    (Builtin::DotClock, "dotclock"),
    (Builtin::Nth, "nth"),
];

impl Builtin {
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        NAMES.iter().find(|n| n.1 == name).map(|n| n.0)
    }
}

/// Word classes that the built-ins read.
#[derive(Debug, Default)]
pub(crate) struct NumberClasses {
    pub cardinal: Option<ClassId>,
    pub fraction: Option<ClassId>,
}

/// A position in tokens to read at.
#[derive(Clone, Copy)]
pub(crate) struct Cursor<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
    pub at: usize,
    pub lexicon: &'a Lexicon,
    pub classes: &'a NumberClasses,
}

/// A value and the number of tokens it took.
pub(crate) type Found = Option<(i64, usize)>;

impl<'a> Cursor<'a> {
    fn peek(&self, ahead: usize) -> Option<&'a Token> {
        self.tokens.get(self.at + ahead)
    }

    fn number(&self, ahead: usize) -> Option<&'a Token> {
        self.peek(ahead).filter(|t| t.kind == Kind::Number)
    }

    /// A number glued to what stands before it.
    fn glued_number(&self, ahead: usize) -> Option<&'a Token> {
        self.number(ahead).filter(|t| t.glued)
    }

    fn glued_mark(&self, ahead: usize, marks: &[char]) -> Option<char> {
        let token = self.peek(ahead)?;
        (token.glued && token.kind == Kind::Mark)
            .then(|| marks.iter().copied().find(|&m| token.is_mark(m)))
            .flatten()
    }

    fn word_is(&self, ahead: usize, words: &[&str]) -> bool {
        self.peek(ahead).is_some_and(|t| {
            t.kind == Kind::Word
                && words
                    .iter()
                    .any(|w| t.text(self.text).eq_ignore_ascii_case(w))
        })
    }

    /// Nothing numeric is glued on the left: no currency sign, no digits with
    /// a mark between, no letter.
    fn clean_left(&self) -> bool {
        let Some(token) = self.peek(0) else {
            return false;
        };
        if !token.glued || self.at == 0 {
            return true;
        }
        let before = &self.tokens[self.at - 1];
        match before.kind {
            Kind::Word => ["s", "t", "fy"]
                .iter()
                .any(|w| before.text(self.text).eq_ignore_ascii_case(w)),
            Kind::Number => false,
            Kind::Mark => match char::from_u32(before.value) {
                Some('/') if self.at > 1 && in_turn(&self.tokens[self.at - 2], token) => true,
                // "December 5,1994"
                Some(',')
                    if self.at > 1 && token.len() == 4 && self.tokens[self.at - 2].len() <= 2 =>
                {
                    true
                }
                Some('.' | ',' | ':' | '/') => {
                    self.at < 2 || self.tokens[self.at - 2].kind != Kind::Number || !before.glued
                }
                Some('$' | '£' | '€' | '¥' | '#' | '№' | '%' | '=' | '+' | '_' | '@' | '~') => {
                    false
                }
                _ => true,
            },
        }
    }

    /// Nothing numeric is glued on the right of `ahead` tokens.
    fn clean_right(&self, ahead: usize) -> bool {
        let Some(next) = self.peek(ahead).filter(|t| t.glued) else {
            return true;
        };
        match next.kind {
            Kind::Number => false,
            Kind::Word => next.text(self.text).starts_with(['\'', '\u{2019}']),
            Kind::Mark => match char::from_u32(next.value) {
                Some('%' | '°' | '_' | '=' | '@') => false,
                // "December 5,1994"
                Some(',') => self.glued_number(ahead + 1).is_none_or(|t| t.len() == 4),
                Some('/') if ahead == 1 => self
                    .glued_number(2)
                    .is_none_or(|t| in_turn(&self.tokens[self.at], t)),
                Some('.' | ':' | '/') => self.glued_number(ahead + 1).is_none(),
                _ => true,
            },
        }
    }

    pub(crate) fn read(&self, builtin: Builtin) -> Found {
        match builtin {
            Builtin::Number => self.count(),
            Builtin::Dom => self.dom(false),
            Builtin::DomTh => self.dom(true),
            Builtin::Nth => self.nth(),
            Builtin::Year => self.year(),
            Builtin::Modern => self.year().filter(|y| (1900..2060).contains(&y.0)),
            Builtin::Int => self.int(),
            Builtin::OneToFour => self
                .glued_number(0)
                .filter(|t| t.len() == 1 && (1..=4).contains(&t.value) && self.clean_right(1))
                .map(|t| (i64::from(t.value), 1)),
            Builtin::FourDigits => self.int().filter(|_| self.tokens[self.at].len() == 4),
            Builtin::YearWords => self.year_words(),
            Builtin::Year2 => self.year2(),
            Builtin::TwoDigits => self.two_digits(),
            Builtin::Decade => self.decade(),
            Builtin::IsoDate => self.iso_date(),
            Builtin::NumDate => self.num_date(),
            Builtin::Clock => self.clock(),
            Builtin::HourMinute => self.hour_minute(),
            Builtin::DotClock => self.dot_clock(),
        }
    }

    fn int(&self) -> Found {
        let t = self.number(0)?;
        (t.len() <= 4 && self.clean_left() && self.clean_right(1))
            .then_some((i64::from(t.value), 1))
    }

    /// Part of an address or file name: a slash or underscore is glued on.
    fn in_path(&self, used: usize) -> bool {
        let path = |t: &Token| t.glued && ["/", "_", "\\", "#", "@"].contains(&t.text(self.text));
        let left = self.at > 0 && self.tokens[self.at].glued && {
            let before = &self.tokens[self.at - 1];
            path(before)
                || ["/", "_", "#", "@"].contains(&before.text(self.text))
                || before.text(self.text) == "-" && before.glued
        };
        left || self.peek(used).is_some_and(path)
    }

    /// The value of a cardinal word at `ahead`.
    fn cardinal(&self, ahead: usize) -> Option<i64> {
        let class = self.classes.cardinal?;
        let (value, taken) = self.lexicon.value_at(class, self.tokens, self.at + ahead)?;
        (taken == 1).then_some(i64::from(value))
    }
}

/// Whether two figures with a slash between count on: days "6/7" and "31/1",
/// years "1941/42", "1941/1942" and, before our era, "446/445".
fn in_turn(first: &Token, second: &Token) -> bool {
    let (a, b) = (first.value, second.value);
    first.kind == Kind::Number
        && match (first.len(), second.len()) {
            (1..=2, 1..=2) => b == a + 1 && b <= 31 || b == 1 && (28..=31).contains(&a),
            (4, 2) => b == (a + 1) % 100,
            (x, y) => x == y && x > 2 && a.abs_diff(b) == 1,
        }
}
