//! Numbered units of armies: "507th Air Refueling Wing", then "507th ARW".

use rustc_hash::FxHashSet;

use super::{Doc, Name};
use crate::actor::Kind;
use crate::actor::speech::Class;
use crate::actor::token::Shape;

/// Words of a unit's name after its number, at most.
const LONGEST: usize = 7;
/// Letters of what short names of units are.
const SHORT: std::ops::RangeInclusive<u32> = 2..=5;

/// The units where nothing else was found.
pub(super) fn names(doc: &Doc, taken: &[bool]) -> Vec<Name> {
    let mut out = Vec::new();
    let mut numbers = FxHashSet::default();
    for at in (0..doc.tokens.len()).filter(|&at| is_ordinal(doc, at)) {
        let capital = |&i: &usize| {
            let token = doc.tokens[i];
            token.shape.capital() && !token.breaks && token.spaced
        };
        let high = doc.tokens.len().min(at + 1 + LONGEST);
        let words = (at + 1..high).take_while(capital);
        let end = words.filter(|&i| doc.is(i, Class::UNIT)).last();
        let end = end.map(|last| last + 1).filter(|&end| end > at + 1);
        if let Some(end) = end {
            numbers.insert(doc.tokens[at].hash);
            push(taken, at, end, &mut out);
        } else if let Some(next) = doc.tokens.get(at + 1) {
            let short = next.shape == Shape::Upper && SHORT.contains(&(next.end - next.start));
            if short && !next.breaks && numbers.contains(&doc.tokens[at].hash) {
                push(taken, at, at + 2, &mut out);
            }
        }
    }
    out
}

fn push(taken: &[bool], from: usize, to: usize, out: &mut Vec<Name>) {
    if !taken[from..to].contains(&true) {
        out.push(Name {
            from: from as u32,
            to: to as u32,
            kind: Kind::Organisation,
            strength: 1,
        });
    }
}

/// "507th"
fn is_ordinal(doc: &Doc, at: usize) -> bool {
    doc.tokens[at].shape == Shape::Number && {
        let end = doc
            .word(at)
            .trim_start_matches(|c: char| c.is_ascii_digit());
        matches!(end, "st" | "nd" | "rd" | "th" | "d")
    }
}
