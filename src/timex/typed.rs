//! Dates typed by a person.

use super::{Base, Day, Direction, Interval, Op, Reference, Tagger, calendar, tag};
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
    let mut mentions = tag::tag(&tagger.language, typed, &whole, true);
    let [mention] = mentions.as_mut_slice() else {
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
    if !covers(typed, mention.span) {
        return None;
    }
    // A month without its year is the one of the year in view.
    if mention.parts.direction == Direction::Open && mention.parts.weekday.is_none() {
        mention.parts.direction = Direction::This;
    }
    let reference = Reference {
        published: Some(current),
    };
    tagger
        .resolve(typed, &whole, &mentions, &reference)
        .pop()?
        .interval
}

/// Whether nothing but small words stands around the date.
fn covers(typed: &str, span: Span) -> bool {
    let outside = [
        typed.get(..span.start as usize),
        typed.get(span.end as usize..),
    ];
    outside.into_iter().flatten().all(|text| {
        text.split(|c: char| !c.is_alphanumeric()).all(|word| {
            matches!(
                word.to_lowercase().as_str(),
                "" | "on" | "in" | "the" | "at" | "of"
            )
        })
    })
}
