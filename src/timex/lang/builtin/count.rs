//! Counts in figures and words.

use super::super::lex::{Kind, Token};
use super::{Cursor, Found};

impl Cursor<'_> {
    pub(super) fn count(&self) -> Found {
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
