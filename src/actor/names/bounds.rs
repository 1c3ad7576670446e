//! Where a name begins and ends: what the model cuts off or leaves on.

use super::{Doc, Mask, Name};
use crate::actor::Kind;
use crate::actor::gazetteer::WordClass;
use crate::actor::speech::Class;
use crate::actor::token::Shape;

/// Letters of the second half of a given name in two parts: "Kim Jong-un".
const SYLLABLE: usize = 5;

/// Puts the bounds of all names right; those after a name that grows give way.
pub(super) fn settle(doc: &Doc, names: &mut Vec<Name>) {
    names.retain_mut(|name| {
        opening(doc, name);
        !(within_office(doc, name) || is_quality(doc, name))
    });
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

/// "Near Ayn Isa", "Monday John Kerry": a capital at the start of a sentence
/// or a day of the week opens no name.
fn opening(doc: &Doc, name: &mut Name) {
    let at = name.from as usize;
    let own = doc.names[at].mask & Mask::NAMES != 0 || doc.words[at].is(GIVEN);
    if name.to - name.from < 2 || own {
        return;
    }
    let info = doc.clause.info(doc.lower[at]);
    let class = match name.kind {
        Kind::Person => Class::TIME | Class::PREPOSITION,
        _ => Class::TIME,
    };
    if info.is(class) {
        name.from += 1;
    }
}

/// "[Syrian Foreign] Minister", "Secretary of [State]": what reaches into an
/// office ends before it; whether nothing of a name is left.
fn within_office(doc: &Doc, name: &mut Name) -> bool {
    let last = name.to as usize - 1;
    let (office, gaz) = (doc.offices[last], doc.names[last]);
    let goes_on = office.len > 0 && office.at + 1 < office.len || name.kind == Kind::Place;
    let own = gaz.mask & Mask::NAMES != 0 || office.len == 1;
    if office.len == 0 || own || !goes_on || doc.words[last].is(GIVEN) {
        return false;
    }
    name.to = name.to.min((last - usize::from(office.at)) as u32);
    if name.from >= name.to {
        return true;
    }
    let rest = doc.names[name.from as usize];
    rest.mask & Mask::ADJECTIVE != 0
        && rest.mask & Mask::NAMES == 0
        && u32::from(rest.len) == name.to - name.from
}

/// "Western", "very Frank": a lone word that only says what something is
/// like, whatever its capital.
fn is_quality(doc: &Doc, name: &Name) -> bool {
    let at = name.from as usize;
    let direction = doc.words[at].is(WordClass::PLACE)
        && doc.words[at].is(WordClass::OPENS)
        && doc.names[at].mask == 0
        && doc.word(at).ends_with("ern");
    let graded = at > 0
        && !doc.tokens[at].breaks
        && matches!(doc.word(at - 1), "very" | "too" | "quite" | "so" | "more");
    name.to - name.from == 1 && (direction || graded)
}

const GIVEN: u16 = WordClass::MALE | WordClass::FEMALE;

/// Takes off the article and the office: no name begins with them.
pub(super) fn front(doc: &Doc, name: &mut Name) {
    let article = matches!(doc.word(name.from as usize), "The" | "the" | "THE");
    if article && name.to - name.from > 1 {
        name.from += 1;
    }
    let at = name.from as usize;
    let office = doc.offices[at];
    let given = doc.words[at].is(GIVEN);
    let titled = office.len > 0 && office.at == 0 && !given;
    if name.kind == Kind::Person && titled && u32::from(office.len) < name.to - name.from {
        name.from += u32::from(office.len);
    }
    // "King Mohammed Idris": two words of a name are left.
    let title = doc.words[name.from as usize].is(WordClass::TITLE);
    if name.kind == Kind::Person && title && name.to - name.from > 2 {
        name.from += 1;
    }
}

/// "Elizabeth II", "Kim Jong-un".
fn numbered(doc: &Doc, name: &mut Name) {
    let end = name.to as usize;
    let Some(next) = doc.tokens.get(end).filter(|t| !t.breaks) else {
        return;
    };
    let word = doc.word(end);
    let place = doc.names[end - 1].mask & Mask::PLACES != 0 && name.to - name.from == 1;
    let given = doc.words[end - 1].is(GIVEN) && !place;
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
