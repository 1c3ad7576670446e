//! The user's word on single events.

use super::{DatedBy, Event};
use crate::Span;
use crate::dating::corrections::{print_when, quoted};
use crate::timex::{Basis, Interval};

/// What the user says of a sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Ruling {
    /// The sentence, as [`quoted`] gives it.
    pub sentence: String,
    /// The words that dated the event (as [`quoted`] gives them) and when it
    /// happened; `None`: the sentence tells of no event.
    pub when: Option<(String, Interval)>,
}

/// The events of an article under the user's rulings, and the numbers of the
/// rulings that concern none of them.
pub fn corrected(text: &str, events: Vec<Event>, rulings: &[Ruling]) -> (Vec<Event>, Vec<usize>) {
    if rulings.is_empty() {
        return (events, Vec::new());
    }
    let mut used = vec![false; rulings.len()];
    let mut quotes: Option<(Span, String)> = None;
    let kept = events.into_iter().filter_map(|event| {
        if quotes.as_ref().map(|(span, _)| *span) != Some(event.sentence) {
            quotes = Some((event.sentence, quoted(event.sentence.of(text))));
        }
        let sentence = quotes.as_ref().map_or("", |(_, quote)| quote);
        let words = quoted(event.expression.of(text));
        let mut event = Some(event);
        for (at, ruling) in rulings.iter().enumerate() {
            if ruling.sentence != sentence {
                continue;
            }
            event = match &ruling.when {
                None => {
                    used[at] = true;
                    None
                }
                Some((expression, interval)) if *expression == words => {
                    used[at] = true;
                    event.map(|event| moved(event, *interval))
                }
                Some(_) => event,
            };
        }
        event
    });
    let kept: Vec<Event> = kept.collect();
    let unused = (0..used.len()).filter(|at| !used[*at]).collect();
    (kept, unused)
}

/// The event at the user's date; what was read is kept as the other reading.
fn moved(event: Event, interval: Interval) -> Event {
    Event {
        basis: Basis {
            confidence: 1.0,
            alternative: Some(event.interval).filter(|old| *old != interval),
            ..Basis::default()
        },
        value: print_when(interval).replace('~', ""),
        interval,
        dated_by: DatedBy::Correction,
        ..event
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Interval {
        Interval::day(text.parse().unwrap())
    }

    #[test]
    fn a_ruling_moves_or_removes_its_event() {
        let text = "He came on Monday and left on Friday. All rights reserved.";
        let event = |words: &str, sentence: Span| {
            let at = text.find(words).unwrap_or(0);
            Event {
                sentence,
                expression: Span::new(at, at + words.len()),
                interval: day("2015-10-12"),
                ..Event::default()
            }
        };
        let (first, second) = (Span::new(0, 37), Span::new(38, text.len()));
        let events = vec![
            event("on Monday", first),
            event("on Friday", first),
            event("", second),
        ];
        let rulings = [
            Ruling {
                sentence: "He came on Monday and left on Friday.".to_owned(),
                when: Some(("on Friday".to_owned(), day("2015-10-16"))),
            },
            Ruling {
                sentence: "All rights reserved.".to_owned(),
                when: None,
            },
            Ruling {
                sentence: "Not there.".to_owned(),
                when: None,
            },
        ];
        let (events, unused) = corrected(text, events, &rulings);
        assert_eq!(events.len(), 2);
        assert_eq!(events[0].dated_by, DatedBy::Expression);
        assert_eq!(events[1].interval, day("2015-10-16"));
        assert_eq!(events[1].dated_by, DatedBy::Correction);
        assert_eq!(events[1].basis.alternative, Some(day("2015-10-12")));
        assert_eq!(unused, [2]);
    }
}
