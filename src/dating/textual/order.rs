//! Whether the bare numbers of a text put the day or the month first.

use super::{TOP, head};
use crate::Span;
use crate::dating::outside;
use crate::timex::written::{self, Order};

/// Whether bare numbers put the month first: what other numbers of the text
/// show, else the language's habit.
pub(super) fn order_of_text(text: &str, lines: &[Span], language: Option<&str>) -> Order {
    let (mut day_first, mut month_first) = (0, 0);
    for line in lines.iter().take(TOP) {
        let words = line.of(text);
        if !words.contains('/') {
            continue;
        }
        for date in written::find(words, Order::DayFirst) {
            let written = date.span.of(words);
            let first: u32 = written
                .split('/')
                .next()
                .and_then(|n| n.parse().ok())
                .unwrap_or(0);
            if written.contains('/') && !date.clear {
                day_first += u32::from(first > 12 && first <= 31);
                month_first += u32::from(first <= 12 && date.day > 12);
            }
        }
    }
    if day_first != month_first {
        return if day_first > month_first {
            Order::DayFirst
        } else {
            Order::MonthFirst
        };
    }
    match language {
        Some(_) => outside::order_of(language),
        // American spellings, zones and phrases settle what is left.
        None => {
            let sample = head(text, 60_000);
            let count = |words: &[&str]| {
                words
                    .iter()
                    .map(|w| sample.matches(w).count())
                    .sum::<usize>()
            };
            let american = count(&[
                " ET", " EST", " EDT", " PST", " PDT", " CST", " CDT", "color", "center", " U.S. ",
            ]);
            let british = count(&[
                " GMT", " BST", "colour", "centre", "organis", " UK ", " CET", " CEST", " IST",
            ]);
            if british > american {
                Order::DayFirst
            } else {
                Order::MonthFirst
            }
        }
    }
}
