//! Whether the stated dates of a file put the day or the month first: what
//! those that leave no doubt ("10/13/2015") show of the others.

use crate::timex::written::{Order, order_shown};

/// Counts what the dates of a file show, as they come.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Numbers {
    day_first: usize,
    month_first: usize,
}

impl Numbers {
    /// Takes in a stated date.
    pub fn see(&mut self, date: &str) {
        match order_shown(date) {
            Some(Order::DayFirst) => self.day_first += 1,
            Some(Order::MonthFirst) => self.month_first += 1,
            None => {}
        }
    }

    /// Looks ahead at the first bytes of a stream of records, so that its
    /// first dates are read like the later ones: whatever follows a quotation
    /// mark may be a date.
    pub fn look_ahead(&mut self, bytes: &[u8]) {
        /// As long as `10/13/2015`.
        const LONGEST: usize = 10;
        for (at, _) in bytes.iter().enumerate().filter(|(_, byte)| **byte == b'"') {
            let rest = &bytes[at + 1..bytes.len().min(at + 1 + LONGEST)];
            if rest.first().is_some_and(u8::is_ascii_digit)
                && let Ok(date) = std::str::from_utf8(rest)
            {
                self.see(date.split('"').next().unwrap_or_default());
            }
        }
    }

    /// The order that most of them show.
    pub fn order(self) -> Option<Order> {
        match self.day_first.cmp(&self.month_first) {
            std::cmp::Ordering::Greater => Some(Order::DayFirst),
            std::cmp::Ordering::Less => Some(Order::MonthFirst),
            std::cmp::Ordering::Equal => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clear_dates_settle_the_order() {
        let mut numbers = Numbers::default();
        numbers.see("10/11/2015");
        assert_eq!(numbers.order(), None);
        numbers.look_ahead(br#"{"date":"10/13/2015","text":"4/30"}"#);
        assert_eq!(numbers.order(), Some(Order::MonthFirst));
        numbers.see("13/10/2015 10:00");
        assert_eq!(numbers.order(), None);
    }
}
