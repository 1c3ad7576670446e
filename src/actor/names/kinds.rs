//! What a name is where the tables or the words beside it leave less doubt
//! than the model had.

use rustc_hash::FxHashSet;

use super::{Doc, Mask, Name};
use crate::actor::Kind;
use crate::actor::gazetteer::WordClass as W;
use crate::actor::speech::Class;
use crate::actor::token::Shape;

/// Tokens from the start of a text in which a dateline may name its agency.
const DATELINE: usize = 24;

/// Levels of a given name from which it makes those after it a person's.
const COMMON: u8 = 3;

/// Puts the kinds of names right: phrases of the tables, given names, towns
/// after "in", agencies of datelines, and then the same words everywhere.
pub(super) fn settle(doc: &Doc, names: &mut [Name]) {
    for name in names.iter_mut() {
        counted(doc, name);
        water(doc, name);
        of_place(doc, name);
        if super::cues::dateline(doc, name.from as usize).is_some() {
            name.kind = Kind::Place;
        } else if let Some(kind) = by_tables(doc, name) {
            name.kind = kind;
        } else if name.kind == Kind::Place && is_given_and_surname(doc, name) {
            name.kind = Kind::Person;
        }
    }
    let bearers = surnames(doc, names);
    let mut agencies = FxHashSet::default();
    let mut places = FxHashSet::default();
    for name in names.iter_mut() {
        if is_agency(doc, name) {
            name.kind = Kind::Organisation;
            agencies.insert(key(doc, name));
        } else if name.kind == Kind::Person
            && !bears_a_name(doc, name, &bearers)
            && (is_placed(doc, name) || is_capital(doc, name))
        {
            name.kind = Kind::Place;
        }
        if name.kind == Kind::Place {
            places.insert(key(doc, name));
        }
    }
    for name in names.iter_mut() {
        let key = key(doc, name);
        if agencies.contains(&key) {
            name.kind = Kind::Organisation;
        } else if name.kind == Kind::Person
            && places.contains(&key)
            && !is_titled(doc, name)
            && !name.range().any(|at| bearers.contains(&doc.lower[at]))
        {
            name.kind = Kind::Place;
        }
    }
}

/// The one kind that the tables know for these very words. What they call a
/// place may be an organisation all the same (a team, a government), and a
/// single word may be anybody's name.
fn by_tables(doc: &Doc, name: &Name) -> Option<Kind> {
    let at = name.from as usize;
    let gaz = doc.names[at];
    let whole = gaz.at == 0 && u32::from(gaz.len) == name.to - name.from;
    let mask = gaz.mask & Mask::NAMES;
    if !whole || mask == 0 {
        return None;
    }
    let only = |bits: u16| mask & !bits == 0;
    let one_word = gaz.len == 1;
    // "the Duma", not the town of Duma.
    let article = at > 0 && !doc.tokens[at].breaks && matches!(doc.word(at - 1), "the" | "The");
    if one_word && article && name.kind == Kind::Place && mask & Mask::ORGANISATIONS != 0 {
        return Some(Kind::Organisation);
    }
    let lone = one_word && name.kind == Kind::Person && only_place(mask);
    if lone && (is_counted(doc, at + 1) || is_dateline(doc, at)) {
        return Some(Kind::Place);
    }
    let person = W::MALE | W::FEMALE | W::SURNAME | W::KNOWN | W::ROLE | W::TITLE;
    if one_word && (doc.words[at].is(person) || is_titled(doc, name)) {
        return None;
    }
    if only(Mask::ORGANISATIONS) && (!one_word || name.kind == Kind::Person) {
        Some(Kind::Organisation)
    } else if only(Mask::PERSON) && !one_word {
        Some(Kind::Person)
    } else if only(Mask::PLACES) && name.kind == Kind::Person {
        Some(Kind::Place)
    } else {
        None
    }
}

fn only_place(mask: u16) -> bool {
    mask & Mask::PLACES != 0 && mask & Mask::NAMES & !Mask::PLACES == 0
}

/// "GENEVA, Sept 14", "GENEVA (Reuters)": how a line of wire copy begins.
fn is_dateline(doc: &Doc, at: usize) -> bool {
    doc.tokens[at].breaks
        && doc.tokens[at].shape == Shape::Upper
        && matches!(
            doc.word_at(at + 1),
            "," | "(" | "/" | "-" | "\u{2013}" | "\u{2014}"
        )
}

/// "[Geneva II]": the second talks of Geneva, not the second of that name.
fn counted(doc: &Doc, name: &mut Name) {
    let (at, last) = (name.from as usize, name.to as usize - 1);
    if name.kind == Kind::Person
        && last == at + 1
        && is_counted(doc, last)
        && only_place(doc.names[at].mask)
        && !is_titled(doc, name)
    {
        name.to -= 1;
        name.kind = Kind::Place;
    }
}

/// "Prince [William Sound]": a place called after somebody.
fn water(doc: &Doc, name: &mut Name) {
    let (at, last) = (name.from as usize, name.to as usize - 1);
    let place = doc.words[last].is(W::PLACE)
        && doc.words[last].is(W::CLOSES)
        && !doc.words[last].is(W::SURNAME | W::KNOWN | W::MALE | W::FEMALE);
    let titled = at > 0
        && !doc.tokens[at].breaks
        && doc.tokens[at - 1].shape.capital()
        && doc.is(at - 1, Class::HONORIFIC);
    if name.kind == Kind::Person && at < last && place && titled {
        name.from -= 1;
        name.kind = Kind::Place;
    }
}

/// "[Iowa Democrat]", "Mobile, [Ala]": a place, and what somebody is there.
fn of_place(doc: &Doc, name: &mut Name) {
    let (at, last) = (name.from as usize, name.to as usize - 1);
    if name.kind != Kind::Person {
        return;
    }
    let gaz = doc.names[at];
    let quality = at < last
        && usize::from(gaz.len) == last - at
        && only_place(gaz.mask)
        && doc.is(last, Class::QUALITY | Class::PARTISAN);
    let town = at > 1
        && at == last
        && !doc.tokens[at].breaks
        && doc.word(at - 1) == ","
        && doc.words[at].is(W::US_STATE)
        && doc.tokens[at - 2].shape.capital();
    if quality {
        name.to -= 1;
    }
    if quality || town {
        name.kind = Kind::Place;
    }
}

/// "II" of "Geneva II".
fn is_counted(doc: &Doc, at: usize) -> bool {
    let word = doc.word_at(at);
    !word.is_empty() && word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
}

/// "Marc Lamont Hill": a common given name and words that are no place's.
fn is_given_and_surname(doc: &Doc, name: &Name) -> bool {
    let (at, last) = (name.from as usize, name.to as usize - 1);
    let known = |i: usize| doc.names[i].mask & Mask::NAMES & !Mask::PERSON != 0;
    (2..=3).contains(&(name.to - name.from))
        && doc.words[at].given >= COMMON
        && doc.tokens[at..=last]
            .iter()
            .all(|t| t.shape == Shape::Title)
        && (doc.words[last].surname >= COMMON || !doc.words[last].is(W::PLACE | W::ORG | W::COMMON))
        && !(at..=last).any(known)
}

/// "Washington has not accepted", "effects from Asia": a lone state, capital or
/// part of the world without a bearer.
fn is_capital(doc: &Doc, name: &Name) -> bool {
    let mask = doc.names[name.from as usize].mask;
    let place = mask & Mask::PLACE != 0 && mask & Mask::NAMES & !Mask::PLACES == 0;
    name.to - name.from == 1
        && (mask & (Mask::STATE | Mask::CAPITAL) != 0 || place)
        && !is_titled(doc, name)
}

/// First and last words of persons' full names.
fn surnames(doc: &Doc, names: &[Name]) -> FxHashSet<u64> {
    let full = names
        .iter()
        .filter(|n| n.kind == Kind::Person && n.to - n.from > 1 && !is_placed(doc, n));
    full.flat_map(|n| [doc.lower[n.from as usize], doc.lower[n.to as usize - 1]])
        .collect()
}

/// Whether some word of a name is a person's by the text or by the tables,
/// which have no say on what people stand near and on the names of places.
fn bears_a_name(doc: &Doc, name: &Name, bearers: &FxHashSet<u64>) -> bool {
    let lone = name.to - name.from == 1;
    let near = (name.from as usize)
        .checked_sub(1)
        .is_some_and(|i| matches!(doc.word(i), "near" | "Near"));
    let placed = lone && doc.names[name.from as usize].mask & Mask::PLACES != 0;
    let tables = !(near || placed);
    name.range().any(|i| {
        tables && doc.words[i].is(W::MALE | W::FEMALE | W::SURNAME | W::KNOWN)
            || bearers.contains(&doc.lower[i])
    })
}

/// After "Mr.", "President", "Gen."
fn is_titled(doc: &Doc, name: &Name) -> bool {
    let at = name.from as usize;
    let stop = at >= 2 && doc.word(at - 1) == "." && !doc.tokens[at].breaks;
    let before = at.checked_sub(1 + usize::from(stop));
    before.is_some_and(|i| {
        !doc.tokens[at].breaks && (doc.words[i].is(W::TITLE | W::ROLE) || doc.offices[i].len > 0)
    })
}

/// "in Palmyra", "near Ayn Isa", "the town of Sarmada".
fn is_placed(doc: &Doc, name: &Name) -> bool {
    let at = name.from as usize;
    let Some(before) = at.checked_sub(1).filter(|_| !doc.tokens[at].breaks) else {
        return false;
    };
    match doc.word(before) {
        "in" | "In" | "at" | "At" | "near" | "Near" | "outside" | "Outside" => true,
        "of" => {
            let seat = before.checked_sub(1).map_or("", |i| doc.word(i));
            matches!(
                seat,
                "town" | "city" | "village" | "province" | "district" | "suburb" | "outskirts"
            )
        }
        _ => false,
    }
}

/// "GENEVA, Sept 14 (Reuters) -": who sent it.
pub(super) fn is_agency(doc: &Doc, name: &Name) -> bool {
    let (at, end) = (name.from as usize, name.to as usize);
    let Some(open) = at.checked_sub(1) else {
        return false;
    };
    doc.word(open) == "("
        && doc.word_at(end) == ")"
        && matches!(doc.word_at(end + 1), "-" | "\u{2013}" | "\u{2014}")
        && doc.tokens[end + 1].spaced
        && (0..=open)
            .rev()
            .take(DATELINE)
            .any(|i| doc.tokens[i].breaks)
}

/// The words of a name, "The" of "The Hague" left out.
fn key(doc: &Doc, name: &Name) -> u64 {
    let article = usize::from(matches!(doc.word(name.from as usize), "The" | "the"));
    name.range()
        .skip(article)
        .fold(3, |key: u64, at| key.rotate_left(13) ^ doc.lower[at])
}
