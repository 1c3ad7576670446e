//! Clock times.

use super::super::lex::Token;
use super::{Cursor, Found};

impl Cursor<'_> {
    /// Seconds of the day, plus precision (0 hour, 1 minute, 2 second) from
    /// bit 20 on.
    pub(super) fn clock(&self) -> Found {
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

    pub(super) fn hour_minute(&self) -> Found {
        if !self.clean_left() {
            return None;
        }
        let (hour, minute, second, used) = self.colons()?;
        self.clean_right(used)
            .then_some((pack_time(hour, minute, second), used))
    }

    pub(super) fn dot_clock(&self) -> Found {
        let hour = self.number(0).filter(|t| t.len() <= 2 && t.value <= 24)?;
        self.glued_mark(1, &['.'])?;
        let minute = self
            .glued_number(2)
            .filter(|t| t.len() == 2 && t.value < 60)?;
        let found = pack_time(hour.value, Some(minute.value), None);
        (self.clean_left() && self.clean_right(3)).then_some((found, 3))
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
}

fn pack_time(hour: u32, minute: Option<u32>, second: Option<u32>) -> i64 {
    let precision = u32::from(minute.is_some()) + u32::from(second.is_some());
    i64::from((precision << 20) | (hour * 3600 + minute.unwrap_or(0) * 60 + second.unwrap_or(0)))
}
