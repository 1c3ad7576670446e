//! Where a name begins and ends: what the model cuts off or leaves on.

use super::{Doc, Name};
use crate::actor::Kind;
use crate::actor::gazetteer::WordClass;
use crate::actor::token::Shape;

/// Letters of the second half of a given name in two parts: "Kim Jong-un".
const SYLLABLE: usize = 5;

/// Puts the bounds of all names right; those after a name that grows give way.
pub(super) fn settle(doc: &Doc, names: &mut Vec<Name>) {
    for name in names.iter_mut() {
        front(doc, name);
        match name.kind {
            Kind::Person => numbered(doc, name),
            Kind::Organisation => {
                abbreviated(doc, name);
                ordered(doc, name);
            }
            Kind::Place => abbreviated(doc, name),
        }
    }
    names.dedup_by(|next, name| {
        next.from = next.from.max(name.to);
        next.from >= next.to
    });
}

/// Takes off the article and the office: no name begins with them.
pub(super) fn front(doc: &Doc, name: &mut Name) {
    let article = matches!(doc.word(name.from as usize), "The" | "the" | "THE");
    if article && name.to - name.from > 1 {
        name.from += 1;
    }
    let at = name.from as usize;
    let office = doc.offices[at];
    let given = doc.words[at].is(WordClass::MALE | WordClass::FEMALE);
    let titled = office.len > 0 && office.at == 0 && !given;
    if name.kind == Kind::Person && titled && u32::from(office.len) < name.to - name.from {
        name.from += u32::from(office.len);
    }
}

/// "Elizabeth II", "Kim Jong-un".
fn numbered(doc: &Doc, name: &mut Name) {
    let end = name.to as usize;
    let Some(next) = doc.tokens.get(end).filter(|t| !t.breaks) else {
        return;
    };
    let word = doc.word(end);
    let given = doc.words[end - 1].is(WordClass::MALE | WordClass::FEMALE);
    let roman = next.spaced && word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    let half = doc.tokens.get(end + 1).is_some_and(|t| {
        !t.spaced && t.shape == Shape::Lower && (t.end - t.start) as usize <= SYLLABLE
    });
    let hyphen = word == "-" && !next.spaced && name.to - name.from > 1;
    if given && roman {
        name.to += 1;
    } else if hyphen && half && !doc.words[end + 1].is(WordClass::AFTER_HYPHEN) {
        name.to += 2;
    }
}

/// "501st Legion": the number is the name's own.
fn ordered(doc: &Doc, name: &mut Name) {
    let from = name.from as usize;
    let ordinal = |i: &usize| {
        let word = doc.word(*i);
        let end = word.trim_start_matches(|c: char| c.is_ascii_digit());
        doc.tokens[*i].shape == Shape::Number && matches!(end, "st" | "nd" | "rd" | "th" | "d")
    };
    let before = from.checked_sub(1).filter(ordinal);
    if before.is_some() && !doc.tokens[from].breaks {
        name.from -= 1;
    }
}

/// "Barnett Banks Inc.": the full stop is the name's own.
fn abbreviated(doc: &Doc, name: &mut Name) {
    let end = name.to as usize;
    let last = doc.words[end - 1];
    // At the end of a sentence it is that sentence's.
    let inside = doc.tokens.get(end + 1).is_some_and(|t| !t.breaks);
    let stop = inside && doc.word(end) == "." && !doc.tokens[end].spaced;
    if stop && last.stopped && last.is(WordClass::ORG) && name.to - name.from > 1 {
        name.to += 1;
    }
}
