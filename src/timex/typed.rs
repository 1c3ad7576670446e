//! Dates typed by a person.

use super::{Base, Day, Interval, Op, Reference, Tagger, calendar, tag};
use crate::Span;

/// Longer input is no date.
const LONGEST: usize = 200;

/// Reads what was typed; relative words count from `current`.
pub(super) fn read(tagger: &Tagger, typed: &str, current: Day) -> Option<Interval> {
    let typed = typed.trim();
    if typed.is_empty() || typed.len() > LONGEST {
        return None;
    }
    let whole = [Span::new(0, typed.len())];
    let mentions = tag::tag(&tagger.language, typed, &whole, true);
    let [mention] = mentions.as_slice() else {
        return None;
    };
    let parts = mention.parts();
    // On a timeline "a week later" is a day, not the week around it.
    if let (Op::Shift, Base::Text, Some(count), Some(unit)) =
        (parts.op, parts.base, parts.count, parts.unit)
        && !unit.is_clock()
    {
        return Some(Interval::day(calendar::shift_units(current, count, unit)));
    }
    let covered = mention.span.len();
    if covered + 4 < typed.len() {
        return None;
    }
    let reference = Reference {
        published: Some(current),
    };
    tagger
        .resolve(typed, &whole, &mentions, &reference)
        .pop()?
        .interval
}
