//! What no word list can hold: numbers, years, clock times, numeric dates.

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
    /// Any ordinal in figures: `21st`, `3rd`.
    Nth,
}

const NAMES: [(Builtin, &str); 17] = [
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
        }
    }

    fn int(&self) -> Found {
        let t = self.number(0)?;
        (t.len() <= 4 && self.clean_left() && self.clean_right(1))
            .then_some((i64::from(t.value), 1))
    }

    fn nth(&self) -> Found {
        let t = self.number(0)?;
        let suffix = self.peek(1).filter(|s| s.glued)?;
        let ok = match suffix.text(self.text).to_ascii_lowercase().as_str() {
            "st" => t.value % 10 == 1,
            "nd" => t.value % 10 == 2,
            "rd" => t.value % 10 == 3,
            "th" => true,
            _ => false,
        };
        (ok && t.len() <= 3 && self.clean_left()).then_some((i64::from(t.value), 2))
    }

    fn dom(&self, suffix: bool) -> Found {
        let t = self.number(0)?;
        if t.len() > 2 || !(1..=31).contains(&t.value) || !self.clean_left() {
            return None;
        }
        match self.nth() {
            Some(found) => Some(found),
            None if suffix || !self.clean_right(1) => None,
            None => Some((i64::from(t.value), 1)),
        }
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

    fn year(&self) -> Found {
        let t = self.number(0)?;
        (t.len() == 4
            && (1000..=2199).contains(&t.value)
            && self.clean_left()
            && self.clean_right(1))
        .then_some((i64::from(t.value), 1))
    }

    fn year2(&self) -> Found {
        let mark = self.peek(0)?;
        if !(mark.is_mark('\'')
            || mark.is_mark('\u{2019}')
            || mark.is_mark('\u{2018}')
            || mark.is_mark('`'))
        {
            return None;
        }
        let t = self.glued_number(1)?;
        (t.len() == 2 && self.clean_right(2)).then_some((i64::from(t.value), 2))
    }

    fn two_digits(&self) -> Found {
        let t = self.number(0)?;
        (t.len() == 2 && self.clean_left() && self.clean_right(1))
            .then_some((i64::from(t.value), 1))
    }

    /// The year a decade starts with; two digits stay two digits.
    fn decade(&self) -> Found {
        let mark = self.peek(0).is_some_and(|t| {
            t.kind == Kind::Mark && matches!(t.value, 0x27 | 0x2018 | 0x2019 | 0x60)
        });
        let skip = usize::from(mark);
        let t = if mark {
            self.glued_number(1)?
        } else {
            self.number(0)?
        };
        let four = t.len() == 4 && (1000..=2190).contains(&t.value) && !mark;
        if t.value % 10 != 0 || !(four || t.len() == 2) || !(mark || self.clean_left()) {
            return None;
        }
        let s = self.peek(skip + 1).filter(|s| s.glued)?;
        if s.text(self.text).trim_start_matches(['\'', '\u{2019}']) == "s" {
            return Some((i64::from(t.value), skip + 2));
        }
        None
    }

    fn iso_date(&self) -> Found {
        if self.in_path(5) {
            return None;
        }
        let y = self.number(0).filter(|t| t.len() == 4)?;
        if !self.clean_left() {
            return None;
        }
        let dash = |ahead| {
            self.peek(ahead).is_some_and(|t: &Token| {
                t.glued && (t.is_dash() || t.is_mark('/') || t.is_mark('.'))
            })
        };
        let m = self.glued_number(2).filter(|t| dash(1) && t.len() <= 2)?;
        let d = self.glued_number(4).filter(|t| dash(3) && t.len() <= 2)?;
        if self.tokens[self.at + 1].value != self.tokens[self.at + 3].value {
            return None;
        }
        let tail = self.peek(5).filter(|t| t.glued);
        let time = tail.is_some_and(|t| t.text(self.text).eq_ignore_ascii_case("t"));
        (time || self.clean_right(5)).then(|| (pack_date(y.value, m.value, d.value), 5))
    }

    fn num_date(&self) -> Found {
        let first = self.number(0).filter(|t| t.len() <= 2)?;
        if !self.clean_left() {
            return None;
        }
        let mark = self.glued_mark(1, &['/', '.', '-'])?;
        let second = self.glued_number(2).filter(|t| t.len() <= 2)?;
        let same = self.glued_mark(3, &[mark]).is_some();
        let year = self
            .glued_number(4)
            .filter(|t| same && (t.len() == 4 || t.len() == 2))?;
        if !self.clean_right(5)
            || (mark != '/' && year.len() == 2 && (first.len() < 2 || second.len() < 2))
        {
            return None;
        }
        let y = match year.value {
            full if year.len() == 4 => full,
            low if low < 50 => 2000 + low,
            high => 1900 + high,
        };
        let (a, b) = (first.value, second.value);
        // Month first, as American wire copy writes it, unless it can't be;
        // points are European.
        let (m, d) = if a > 12 || (mark == '.' && b <= 12) {
            (b, a)
        } else {
            (a, b)
        };
        Some((pack_date(y, m, d), 5))
    }

    /// Seconds of the day, plus precision (0 hour, 1 minute, 2 second) from
    /// bit 20 on.
    fn clock(&self) -> Found {
        let t = self.number(0).filter(|t| t.len() <= 4)?;
        if !self.clean_left() {
            return None;
        }
        let (hour, minute, second, mut used) = match self.colons() {
            Some(read) => read,
            None => match (self.glued_mark(1, &['.']), self.glued_number(2)) {
                (Some(_), Some(m)) if m.len() == 2 && m.value < 60 && t.value <= 12 => {
                    (t.value, Some(m.value), None, 3)
                }
                _ if t.len() <= 2 => (t.value, None, None, 1),
                _ => return None,
            },
        };
        let half = self.half_of_day(used);
        if let Some((afternoon, taken)) = half {
            if !(1..=12).contains(&hour) {
                return None;
            }
            used += taken;
            let hour = hour % 12 + if afternoon { 12 } else { 0 };
            return Some((pack_time(hour, minute, second), used));
        }
        if self.word_is(used, &["o"])
            && self.word_is(used + 1, &["'clock", "\u{2019}clock"])
            && minute.is_none()
        {
            return (hour <= 24).then_some((pack_time(hour, None, None), used + 2));
        }
        None
    }

    fn hour_minute(&self) -> Found {
        if !self.clean_left() {
            return None;
        }
        let (hour, minute, second, used) = self.colons()?;
        self.clean_right(used)
            .then_some((pack_time(hour, minute, second), used))
    }

    fn colons(&self) -> Option<(u32, Option<u32>, Option<u32>, usize)> {
        let hour = self.number(0).filter(|t| t.len() <= 2 && t.value <= 24)?;
        self.glued_mark(1, &[':'])?;
        let minute = self
            .glued_number(2)
            .filter(|t| t.len() == 2 && t.value < 60)?;
        if self.glued_mark(3, &[':']).is_some()
            && let Some(second) = self
                .glued_number(4)
                .filter(|t| t.len() == 2 && t.value < 60)
        {
            return Some((hour.value, Some(minute.value), Some(second.value), 5));
        }
        Some((hour.value, Some(minute.value), None, 3))
    }

    /// `a.m.`, `pm`, `P.M`: whether afternoon, and the tokens it takes.
    fn half_of_day(&self, ahead: usize) -> Option<(bool, usize)> {
        let dash = usize::from(self.peek(ahead).is_some_and(Token::is_dash));
        let ahead = ahead + dash;
        if self.word_is(ahead, &["am", "pm"]) {
            return Some((self.word_is(ahead, &["pm"]), 1 + dash));
        }
        if !self.word_is(ahead, &["a", "p"])
            || self.glued_mark(ahead + 1, &['.']).is_none()
            || !self.word_is(ahead + 2, &["m"])
        {
            return None;
        }
        let dot = usize::from(self.glued_mark(ahead + 3, &['.']).is_some());
        Some((self.word_is(ahead, &["p"]), 3 + dot + dash))
    }

    /// The value of a cardinal word at `ahead`.
    fn cardinal(&self, ahead: usize) -> Option<i64> {
        let class = self.classes.cardinal?;
        let (value, taken) = self.lexicon.value_at(class, self.tokens, self.at + ahead)?;
        (taken == 1).then_some(i64::from(value))
    }

    /// `nineteen ninety-seven`, `two thousand (and) four`, `twenty fifteen`.
    fn year_words(&self) -> Found {
        let first = self.cardinal(0)?;
        let small = |ahead: usize| -> Option<(i64, usize)> {
            let tens = self.cardinal(ahead)?;
            match tens {
                10..=19 => Some((tens, 1)),
                20..=90 => {
                    let dash = usize::from(self.peek(ahead + 1).is_some_and(Token::is_dash));
                    match self.cardinal(ahead + 1 + dash) {
                        Some(units @ 1..=9) => Some((tens + units, 2 + dash)),
                        _ => Some((tens, 1)),
                    }
                }
                _ => None,
            }
        };
        match first {
            2 if self.cardinal(1) == Some(1000) => {
                let and = usize::from(self.word_is(2, &["and"]));
                match self.cardinal(2 + and) {
                    Some(units @ 1..=9) => Some((2000 + units, 3 + and)),
                    _ => match small(2 + and) {
                        Some((n, used)) => Some((2000 + n, 2 + and + used)),
                        None => Some((2000, 2)),
                    },
                }
            }
            11..=20 => {
                let dash = usize::from(self.peek(1).is_some_and(Token::is_dash));
                let (n, used) = small(1 + dash)?;
                Some((first * 100 + n, 1 + dash + used))
            }
            _ => None,
        }
    }

    fn count(&self) -> Found {
        let (mut value, mut used) = match self.number(0) {
            Some(_) => self.figures()?,
            None => self.count_words()?,
        };
        // "two million", "3 hundred"
        if let Some(scale @ (100 | 1000 | 1_000_000)) = self.cardinal(used)
            && value >= 1000
        {
            value = value.saturating_mul(scale).min(i64::from(u32::MAX));
            used += 1;
        }
        if let Some((half, taken)) = self.and_fraction(used) {
            value += half;
            used += taken;
        }
        Some((value, used))
    }

    fn figures(&self) -> Found {
        let t = self.number(0)?;
        if !self.clean_left() || t.len() > 7 {
            return None;
        }
        let mut value = i64::from(t.value);
        let mut used = 1;
        while let (Some(_), Some(group)) =
            (self.glued_mark(used, &[',']), self.glued_number(used + 1))
        {
            if group.len() != 3 || used > 4 {
                return None;
            }
            value = value * 1000 + i64::from(group.value);
            used += 2;
        }
        let mut thousandths = value.saturating_mul(1000);
        if let (Some(_), Some(part)) = (self.glued_mark(used, &['.']), self.glued_number(used + 1))
        {
            let scale = match part.len() {
                1 => 100,
                2 => 10,
                3 => 1,
                _ => return None,
            };
            thousandths += i64::from(part.value) * scale;
            used += 2;
        } else if let Some((part, taken)) = self.slash_fraction(used) {
            thousandths += part;
            used += taken;
        } else if let (Some(_), Some(den)) = (self.glued_mark(1, &['/']), self.glued_number(2)) {
            return (den.value > 0 && den.value < 10)
                .then(|| (i64::from(t.value) * 1000 / i64::from(den.value), 3));
        }
        (thousandths <= i64::from(u32::MAX)).then_some((thousandths, used))
    }

    /// `1/2`, `½`, `-1/2` after a whole number.
    fn slash_fraction(&self, ahead: usize) -> Found {
        let dash = usize::from(self.peek(ahead).is_some_and(Token::is_dash));
        if let Some(t) = self.peek(ahead + dash).filter(|t| t.kind == Kind::Mark) {
            let part = match char::from_u32(t.value) {
                Some('½') => 500,
                Some('¼') => 250,
                Some('¾') => 750,
                _ => return None,
            };
            return Some((part, 1 + dash));
        }
        let num = self.number(ahead + dash).filter(|t| t.len() == 1)?;
        self.glued_mark(ahead + dash + 1, &['/'])?;
        let den = self
            .glued_number(ahead + dash + 2)
            .filter(|t| t.len() == 1 && t.value > num.value)?;
        Some((i64::from(num.value) * 1000 / i64::from(den.value), 3 + dash))
    }

    /// `and a half`, `and three quarters`.
    fn and_fraction(&self, ahead: usize) -> Found {
        let class = self.classes.fraction?;
        let dash = usize::from(self.peek(ahead).is_some_and(Token::is_dash));
        if !self.word_is(ahead + dash, &["and"]) {
            return None;
        }
        let dash2 = usize::from(self.peek(ahead + dash + 1).is_some_and(Token::is_dash));
        let at = self.at + ahead + dash + 1 + dash2;
        let (value, taken) = self.lexicon.value_at(class, self.tokens, at)?;
        Some((i64::from(value), 1 + dash + dash2 + taken))
    }

    /// Cardinals in words up to the millions.
    fn count_words(&self) -> Found {
        let (mut total, mut group, mut used) = (0i64, 0i64, 0usize);
        let mut last = i64::MAX;
        while used < 12 {
            let glue = usize::from(used > 0 && self.peek(used).is_some_and(Token::is_dash));
            let and =
                usize::from(used > 0 && glue == 0 && last >= 100 && self.word_is(used, &["and"]));
            let Some(n) = self.cardinal(used + glue + and) else {
                break;
            };
            match n {
                0 if used > 0 => break,
                1..=9 if last < 20 => break,
                10..=99 if last < 100 => break,
                0..=99 => group += n,
                100 if last <= 100 && group == 0 => break,
                100 => group = group.max(1) * 100,
                _ => {
                    total += group.max(1) * n;
                    group = 0;
                }
            }
            used += 1 + glue + and;
            last = n;
        }
        let value = (total + group).saturating_mul(1000);
        (used > 0 && value <= i64::from(u32::MAX)).then_some((value, used))
    }
}

/// Year, month and day of two digits at most in one number, whether there is
/// such a day or not.
fn pack_date(y: u32, m: u32, d: u32) -> i64 {
    i64::from(y) * 10_000 + i64::from(m) * 100 + i64::from(d)
}

fn pack_time(hour: u32, minute: Option<u32>, second: Option<u32>) -> i64 {
    let precision = u32::from(minute.is_some()) + u32::from(second.is_some());
    i64::from((precision << 20) | (hour * 3600 + minute.unwrap_or(0) * 60 + second.unwrap_or(0)))
}
