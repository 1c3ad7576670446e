//! Where a name begins.

use rustc_hash::FxHashSet;

use super::super::{Doc, Mask, Name};
use crate::actor::Kind;
use crate::actor::gazetteer::WordClass;
use crate::actor::speech::Class;
use crate::actor::token::Shape;

/// "Near Ayn Isa", "Monday John Kerry", "of Brazil": a capital at the start of
/// a sentence, a day of the week or a small preposition opens no name, nor
/// does a month that of a body ("the August Purchasing Association index").
pub(in crate::actor::names) fn opening(doc: &Doc, name: &mut Name) {
    let at = name.from as usize;
    if name.to - name.from < 2 {
        return;
    }
    let body = name.kind == Kind::Organisation
        && at > 0
        && matches!(doc.word(at - 1), "the" | "The")
        && name.range().any(|i| doc.words[i].is(WordClass::ORG));
    let month = body && doc.is(at, Class::MONTH) && doc.names[at].mask & Mask::NAMES == 0;
    if matches!(doc.word(at), "of") || month {
        name.from += 1;
        return;
    }
    if doc.names[at].mask & Mask::NAMES != 0 || doc.words[at].is(GIVEN) {
        return;
    }
    let class = match name.kind {
        Kind::Person => Class::TIME | Class::PREPOSITION,
        _ => Class::TIME,
    };
    if doc.is(at, class) {
        name.from += 1;
    }
}

/// "[Syrian Foreign] Minister", "Secretary of [State]": what reaches into an
/// office ends before it; whether nothing of a name is left.
pub(super) fn within_office(doc: &Doc, name: &mut Name) -> bool {
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

/// "[Broker] Quillby Alam": what somebody is, at the start of a sentence, when
/// the text writes the word small elsewhere.
pub(in crate::actor::names) fn opening_role(doc: &Doc, name: &mut Name, small: &FxHashSet<u64>) {
    let at = name.from as usize;
    let own = doc.words[at].is(GIVEN | WordClass::SURNAME | WordClass::KNOWN);
    if name.kind == Kind::Person
        && name.to - name.from > 2
        && doc.tokens[at].breaks
        && small.contains(&doc.lower[at])
        && !own
    {
        name.from += 1;
    }
}

/// Takes off the article and the office: no name begins with them, but for
/// towns like The Hague.
pub(in crate::actor::names) fn front(doc: &Doc, name: &mut Name) {
    let from = name.from as usize;
    let article = matches!(doc.word(from), "The" | "the" | "THE");
    if article && name.to - name.from > 1 && !is_own_article(doc, from) {
        name.from += 1;
    } else if from > 0 && doc.names[from].at == 1 && is_own_article(doc, from - 1) {
        name.from -= 1;
    }
    let at = name.from as usize;
    let office = doc.offices[at];
    let given = doc.words[at].is(GIVEN);
    let titled = office.len > 0 && office.at == 0 && !given;
    if name.kind == Kind::Person && titled && u32::from(office.len) < name.to - name.from {
        name.from += u32::from(office.len);
    }
    // "Secretary of [State Kerry]": the office ends inside.
    let rest = u32::from(office.len.saturating_sub(office.at));
    if office.at > 0
        && rest < name.to - name.from
        && doc.words[(name.from + rest) as usize].is(WordClass::KNOWN)
    {
        name.from += rest;
        name.kind = Kind::Person;
    }
    // "[Emperor of] Brazil"
    if doc.word(name.from as usize) == "of" && name.to - name.from > 1 {
        name.from += 1;
    }
    // "King Mohammed Idris": two words of a name are left.
    let title = doc.words[name.from as usize].is(WordClass::TITLE);
    if name.kind == Kind::Person && title && name.to - name.from > 2 {
        name.from += 1;
    }
}

/// The capital article of a town inside a sentence.
fn is_own_article(doc: &Doc, at: usize) -> bool {
    let gaz = doc.names[at];
    doc.word(at) == "The"
        && !doc.tokens[at].opens
        && gaz.at == 0
        && gaz.len > 1
        && gaz.mask & Mask::NAMES != 0
        && gaz.mask & Mask::NAMES & !(Mask::CITY | Mask::CAPITAL) == 0
}

/// "in [new York]", "[NEW YORK]": the first word of a place of the tables,
/// with its capital or without.
pub(super) fn new_place(doc: &Doc, name: &mut Name) {
    let Some(before) = (name.from as usize).checked_sub(1) else {
        return;
    };
    let gaz = doc.names[name.from as usize];
    let whole = u32::from(gaz.len) == 1 + name.to - name.from;
    let place = gaz.at == 1 && whole && gaz.mask & Mask::NAMES & !Mask::PLACES == 0;
    if place && gaz.mask & Mask::PLACES != 0 && doc.word(before).eq_ignore_ascii_case("new") {
        name.from -= 1;
        name.kind = Kind::Place;
    }
}

/// "Make-[A-Wish Foundation]", "Saint[-Gaudens]": a name that begins inside a
/// word with hyphens begins with that word.
pub(super) fn glued(doc: &Doc, name: &mut Name) {
    let at = name.from as usize;
    let tight = |i: usize| !doc.tokens[i].spaced && !doc.tokens[i].breaks;
    let hyphen = |i: usize| doc.word(i) == "-" && tight(i);
    let word = match at {
        1.. if hyphen(at) => at - 1,
        2.. if hyphen(at - 1) && tight(at) && name.to - name.from > 1 => at - 2,
        _ => return,
    };
    if doc.tokens[word].shape == Shape::Title
        && doc.names[word].mask & (Mask::NAMES | Mask::ADJECTIVE) == 0
    {
        name.from = word as u32;
    }
}

/// "501st Legion": the number is the name's own.
pub(super) fn ordered(doc: &Doc, name: &mut Name) {
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

/// Given names.
pub(in crate::actor::names) const GIVEN: u16 = WordClass::MALE | WordClass::FEMALE;
