//! Where a name ends.

use super::super::{Doc, Mask, Name};
use super::start::GIVEN;
use crate::actor::Kind;
use crate::actor::gazetteer::WordClass;
use crate::actor::speech::Class;
use crate::actor::token::Shape;

/// Letters of the second half of a given name in two parts: "Kim Jong-un".
const SYLLABLE: usize = 5;

/// "[Scott C.] Dayton": an initial is not the end of a name, whatever town is
/// called so.
pub(super) fn initialled(doc: &Doc, name: &mut Name) {
    let end = name.to as usize;
    let initial = matches!(doc.tokens[end - 1].shape, Shape::Dotted | Shape::Single)
        && doc.word(end - 1).trim_end_matches('.').chars().count() == 1;
    let next = doc
        .tokens
        .get(end)
        .is_some_and(|t| t.shape == Shape::Title && t.spaced && !t.breaks);
    let given = name.range().any(|at| doc.words[at].is(GIVEN));
    if name.to - name.from > 1 && initial && next && given && !doc.words[end].is(WordClass::COMMON)
    {
        name.to += 1;
    }
}

/// "[Hla] Than", "[Kengo] wa Dondo": a capital inside a sentence that nobody
/// knows goes on with a person's name, over one small unknown word too.
pub(super) fn continued(doc: &Doc, name: &mut Name, free: usize) {
    let end = name.to as usize;
    let inside = |i: usize| i < free && !doc.tokens[i].breaks && doc.tokens[i].spaced;
    let unknown = |i: usize| {
        inside(i)
            && doc.tokens[i].shape == Shape::Title
            && doc.names[i].mask & !Mask::PERSON == 0
            && doc.offices[i].len == 0
            && !doc.words[i]
                .is(WordClass::ROLE | WordClass::TITLE | WordClass::ORG | WordClass::PLACE)
            && !doc.is(
                i,
                Class::TIME | Class::MONTH | Class::QUALITY | Class::THING | Class::WORK,
            )
    };
    let joins = |i: usize| {
        inside(i)
            && doc.tokens[i].shape == Shape::Lower
            && doc.tokens[i].end - doc.tokens[i].start <= 3
            && doc.infos[i].class == 0
            && doc.infos[i].verb == 0
            && !doc.words[i].is(WordClass::COMMON | WordClass::ROLE | WordClass::TITLE)
    };
    let lone = name.to - name.from == 1 && doc.tokens[end - 1].shape == Shape::Title;
    let ends = |i: usize| {
        !doc.tokens
            .get(i)
            .is_some_and(|t| t.shape.capital() && !t.breaks)
    };
    if lone && unknown(end) && ends(end + 1) {
        name.to += 1;
    } else if lone && joins(end) && unknown(end + 1) && ends(end + 2) {
        name.to += 2;
    }
}

/// No person's name goes over "with": a small word in it joins as "de" does.
pub(super) fn unbroken(doc: &Doc, name: &mut Name) {
    let stray = |&i: &usize| {
        name.kind == Kind::Person
            && doc.tokens[i].shape == Shape::Lower
            && doc.is(i, Class::PREPOSITION)
            && !doc.words[i].is(WordClass::JOINS)
    };
    if let Some(at) = name.range().skip(1).find(stray) {
        name.to = at as u32;
    }
}

/// "Elizabeth II", "Kim Jong-un".
pub(in crate::actor::names) fn numbered(doc: &Doc, name: &mut Name) {
    let end = name.to as usize;
    let Some(next) = doc.tokens.get(end).filter(|t| !t.breaks) else {
        return;
    };
    let word = doc.word(end);
    let place = doc.names[end - 1].mask & Mask::PLACES != 0 && name.to - name.from == 1;
    let given = doc.words[end - 1].is(GIVEN) && !place;
    let roman = next.spaced
        && word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
        && !(word == "I" && acts(doc, end + 1));
    let half = doc.tokens.get(end + 1).is_some_and(|t| {
        !t.spaced && t.shape == Shape::Lower && (t.end - t.start) as usize <= SYLLABLE
    });
    let hyphen = word == "-" && !next.spaced && name.to - name.from > 1;
    let junior = name.to - name.from > 1 && word.len() > 1;
    if roman && (given || junior) {
        name.to += 1;
        // "[Queen] Elizabeth I"
        let title = doc.is(name.from as usize, Class::HONORIFIC);
        name.from += u32::from(title && name.to - name.from > 2);
    } else if hyphen && half && !doc.words[end + 1].is(WordClass::AFTER_HYPHEN) {
        name.to += 2;
    }
}

/// "Anderson, I think": what stands after "I" when it is the pronoun.
fn acts(doc: &Doc, at: usize) -> bool {
    let verb = Class::AUX | Class::BE | Class::ADVERB | Class::ACT | Class::STOP;
    let lower = doc
        .tokens
        .get(at)
        .is_some_and(|t| t.shape == Shape::Lower && !t.breaks);
    lower && (doc.infos[at].verb != 0 || doc.is(at, verb))
        || matches!(doc.word_at(at), "'" | "\u{2019}")
}

/// "John F. Kennedy Jr.": the word and its full stop are the name's own.
pub(super) fn junior(doc: &Doc, name: &mut Name) {
    let is = |at: usize| matches!(doc.word_at(at), "Jr" | "Jr." | "Sr" | "Sr.");
    let end = name.to as usize;
    let comma = usize::from(doc.word_at(end) == "," && is(end + 1));
    let follows = doc.tokens.get(end + comma).is_some_and(|t| !t.breaks);
    if name.to - name.from > 1 && follows && is(end + comma) {
        name.to += 1 + comma as u32;
    }
    let end = name.to as usize;
    let stop = doc.word_at(end) == "." && !doc.tokens[end].spaced;
    if is(end - 1) && stop && doc.tokens.get(end + 1).is_some_and(|t| !t.breaks) {
        name.to += 1;
    }
}

/// "[Block Museum] of Art": a field that no table knows as a name.
pub(super) fn of_field(doc: &Doc, name: &mut Name, free: usize) {
    let end = name.to as usize;
    let last = doc.words[end - 1];
    let inside = |i: usize| doc.tokens.get(i).is_some_and(|t| !t.breaks);
    let field = end + 1;
    let goes_on = |i: usize| inside(i) && doc.tokens[i].shape.capital();
    let known = |i: usize| {
        doc.names[i].mask & Mask::NAMES != 0 || doc.words[i].is(GIVEN | WordClass::SURNAME)
    };
    if last.is(WordClass::ORG)
        && last.is(WordClass::CLOSES)
        && doc.word_at(end) == "of"
        && field < free
        && inside(end)
        && inside(field)
        && doc.tokens[field].shape == Shape::Title
        && !known(field)
        && !goes_on(field + 1)
    {
        name.to = field as u32 + 1;
    }
}

/// "[G7 Ise]-Shima Summit": a place after a body's name.
pub(super) fn place_of_body(doc: &Doc, name: &mut Name) {
    let gaz = doc.names[name.from as usize];
    let end = name.from + u32::from(gaz.len);
    let body = gaz.at == 0
        && gaz.mask & Mask::ORGANISATIONS != 0
        && gaz.mask & Mask::NAMES & !Mask::ORGANISATIONS == 0;
    if name.kind == Kind::Place && body && end < name.to {
        // "Quillby Europe" is what Quillby is there.
        let half = doc.word_at(name.to as usize) == "-" && !doc.tokens[name.to as usize].spaced;
        let branch = !half && doc.names[name.to as usize - 1].mask & Mask::PLACES != 0;
        name.to = if branch { name.to } else { end };
        name.kind = Kind::Organisation;
    }
}

/// "[Hong Kong Financial] Secretary": a place and half of an office.
pub(super) fn place_of_office(doc: &Doc, name: &mut Name) {
    let (at, end) = (name.from as usize, name.to as usize);
    let gaz = doc.names[at];
    let place = gaz.at == 0
        && usize::from(gaz.len) + 1 == end - at
        && gaz.mask & Mask::NAMES != 0
        && gaz.mask & Mask::NAMES & !Mask::PLACES == 0;
    let office = doc
        .tokens
        .get(end)
        .is_some_and(|t| !t.breaks && t.shape == Shape::Title)
        && doc.offices[end].len > 0
        && doc.offices[end].at == 0;
    if place && office && name.kind == Kind::Organisation && !doc.words[end - 1].is(WordClass::ORG)
    {
        name.to -= 1;
        name.kind = Kind::Place;
    }
}

/// "Washington, D.C.", "Washington D. C."
pub(super) fn districted(doc: &Doc, name: &mut Name) {
    let end = name.to as usize;
    let at = end + usize::from(doc.word_at(end) == ",");
    let spaced = doc.word_at(at) == "D." && matches!(doc.word_at(at + 1), "C." | "C");
    let close = at + 1 + usize::from(spaced);
    let whole = spaced || matches!(doc.word_at(at), "D.C." | "D.C" | "DC");
    let here = doc.tokens[end.min(doc.tokens.len())..close.min(doc.tokens.len())].iter();
    if whole && doc.word(end - 1) == "Washington" && !here.clone().any(|t| t.breaks) {
        name.to = close as u32;
    }
}

/// "Barnett Banks Inc.": the full stop is the name's own.
pub(super) fn abbreviated(doc: &Doc, name: &mut Name) {
    let end = name.to as usize;
    let last = doc.words[end - 1];
    // At the end of a sentence it is that sentence's.
    let inside = doc.tokens.get(end + 1).is_some_and(|t| !t.breaks);
    let stop = inside && doc.word(end) == "." && !doc.tokens[end].spaced;
    if stop && last.stopped && last.is(WordClass::ORG) && name.to - name.from > 1 {
        name.to += 1;
    }
}
