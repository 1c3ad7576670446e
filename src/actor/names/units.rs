//! Numbered units of armies: "507th Air Refueling Wing", then "507th ARW",
//! "CTF 50"; and numbered roads.

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
    for at in 1..doc.tokens.len() {
        let number = &doc.tokens[at];
        if number.shape == Shape::Number && number.spaced && !number.breaks {
            let before = doc.tokens[at - 1].shape;
            if before == Shape::Upper && doc.is(at - 1, Class::FORCE) {
                push(taken, at - 1, at + 1, Kind::Organisation, &mut out);
            } else if before == Shape::Title && doc.is(at - 1, Class::ROAD) {
                push(taken, at - 1, at + 1, Kind::Place, &mut out);
            }
        }
    }
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
            push(taken, at, end, Kind::Organisation, &mut out);
        } else if let Some(next) = doc.tokens.get(at + 1) {
            let letters = next.end - next.start;
            let short = next.shape == Shape::Upper && SHORT.contains(&letters);
            let named = numbers.contains(&doc.tokens[at].hash)
                || letters > 2 && doc.names[at + 1].mask == 0;
            if short && !next.breaks && named {
                push(taken, at, at + 2, Kind::Organisation, &mut out);
            }
        }
    }
    out
}

fn push(taken: &[bool], from: usize, to: usize, kind: Kind, out: &mut Vec<Name>) {
    if !taken[from..to].contains(&true) {
        out.push(Name::told(from, to, kind));
    }
}

/// "[Los Angeles] [County Superior Court]", found apart: one body.
pub(super) fn join_parts(doc: &Doc, names: &mut Vec<Name>) {
    names.dedup_by(|next, name| {
        let at = next.from as usize;
        let joined = name.kind == Kind::Place
            && next.kind == Kind::Organisation
            && next.from == name.to
            && next.to - next.from > 1
            && !doc.tokens[at].breaks
            && doc.is(at, Class::PART);
        if joined {
            name.to = next.to;
            name.kind = Kind::Organisation;
        }
        joined
    });
}

/// "3rd Battalion, 321st Field Artillery Regiment": a unit and the one it is
/// part of make one name.
pub(super) fn join(doc: &Doc, names: &mut Vec<Name>) {
    names.dedup_by(|next, name| {
        let comma = name.to as usize;
        let unit = |n: &Name| {
            n.kind == Kind::Organisation
                && is_ordinal(doc, n.from as usize)
                && doc.is(n.to as usize - 1, Class::UNIT)
        };
        let joined = doc.word_at(comma) == ","
            && next.from as usize == comma + 1
            && !doc.tokens[comma + 1].breaks
            && unit(name)
            && unit(next);
        if joined {
            name.to = next.to;
        }
        joined
    });
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
