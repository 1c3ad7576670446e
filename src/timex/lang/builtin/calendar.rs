//! Days, years and dates in figures or words.

use super::super::lex::{Kind, Token};
use super::{Cursor, Found};

impl Cursor<'_> {
    pub(super) fn nth(&self) -> Found {
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

    pub(super) fn dom(&self, suffix: bool) -> Found {
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

    pub(super) fn year(&self) -> Found {
        let t = self.number(0)?;
        (t.len() == 4
            && (1000..=2199).contains(&t.value)
            && self.clean_left()
            && self.clean_right(1)
            && !self.in_a_key())
        .then_some((i64::from(t.value), 1))
    }

    /// "2003-03-A", "555-2015": a part of a longer key or number.
    fn in_a_key(&self) -> bool {
        let dash = |ahead| self.glued_mark(ahead, &['-']).is_some();
        let after = dash(1) && self.glued_number(2).is_some() && dash(3);
        let before = self.at > 1 && self.tokens[self.at].glued && {
            let (number, mark) = (&self.tokens[self.at - 2], &self.tokens[self.at - 1]);
            mark.is_mark('-') && mark.glued && number.kind == Kind::Number && number.len() == 3
        };
        after || before
    }

    pub(super) fn year2(&self) -> Found {
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

    pub(super) fn two_digits(&self) -> Found {
        let t = self.number(0)?;
        (t.len() == 2 && self.clean_left() && self.clean_right(1))
            .then_some((i64::from(t.value), 1))
    }

    /// The year a decade starts with; two digits stay two digits.
    pub(super) fn decade(&self) -> Found {
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

    pub(super) fn iso_date(&self) -> Found {
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
        if tail.is_some_and(Token::is_dash) && self.peek(6).is_some_and(|t| t.glued) {
            return None;
        }
        let time = tail.is_some_and(|t| t.text(self.text).eq_ignore_ascii_case("t"));
        (time || self.clean_right(5)).then(|| (pack_date(y.value, m.value, d.value), 5))
    }

    pub(super) fn num_date(&self) -> Found {
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
        let tied = self.peek(5).is_some_and(|t| t.glued && t.is_dash())
            && self
                .peek(6)
                .is_some_and(|t| t.glued && t.kind == Kind::Word);
        if !self.clean_right(5)
            || tied
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

    /// `nineteen ninety-seven`, `two thousand (and) four`, `twenty fifteen`.
    pub(super) fn year_words(&self) -> Found {
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
            // "nineteen hundred and four"
            11..=19 if self.cardinal(1) == Some(100) => {
                let and = usize::from(self.word_is(2, &["and"]));
                let (n, used) = match self.cardinal(2 + and) {
                    Some(units @ 1..=9) => (units, 3 + and),
                    _ => small(2 + and).map_or((0, 2), |(n, used)| (n, 2 + and + used)),
                };
                Some((first * 100 + n, used))
            }
            11..=20 => {
                let dash = usize::from(self.peek(1).is_some_and(Token::is_dash));
                let (n, used) = small(1 + dash)?;
                Some((first * 100 + n, 1 + dash + used))
            }
            _ => None,
        }
    }
}

/// Year, month and day of two digits at most in one number, whether there is
/// such a day or not.
fn pack_date(y: u32, m: u32, d: u32) -> i64 {
    i64::from(y) * 10_000 + i64::from(m) * 100 + i64::from(d)
}
