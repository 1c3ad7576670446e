//! Kinds that the rest of a text tells: companies by their full names,
//! persons behind a body's name, persons by what they do.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Doc, Mask, Name, firms};
use crate::actor::Kind;
use crate::actor::gazetteer::WordClass as W;
use crate::actor::speech::Class;
use crate::actor::token::Shape;

/// Words of a person's name that a body's name may have swallowed.
const SWALLOWED: std::ops::RangeInclusive<usize> = 1..=3;

/// Puts kinds and bounds right that depend on other names.
pub(super) fn settle(doc: &Doc, names: &mut Vec<Name>) {
    part_persons(doc, names);
    firms::join(doc, names);
    let companies = firms::short_names(doc, names);
    let surnames = surnames(doc, names);
    let located = located(doc, names);
    let described = names
        .iter()
        .filter(|n| n.kind != Kind::Person && is_described(doc, n));
    let described: FxHashSet<u64> = described.map(|n| firms::key(doc, n.range())).collect();
    for name in names.iter_mut() {
        let lone = name.to - name.from == 1;
        match name.kind {
            Kind::Place if lone && surnames.contains(&doc.tokens[name.from as usize].hash) => {
                name.kind = Kind::Person;
            }
            Kind::Place
                if companies.contains(&firms::key(doc, name.range()))
                    && doc.names[name.from as usize].mask & NOTED == 0
                    && !located.contains(&doc.tokens[name.from as usize].hash) =>
            {
                name.kind = Kind::Organisation;
            }
            Kind::Person if companies.contains(&firms::key(doc, name.range())) => {
                name.kind = Kind::Organisation;
            }
            Kind::Place if is_somebody(doc, name) || lone && speaks(doc, name) => {
                name.kind = Kind::Person;
            }
            Kind::Organisation
                if doc.words[name.from as usize].given > 0 && is_somebody(doc, name) =>
            {
                name.kind = Kind::Person;
            }
            Kind::Organisation if described.contains(&firms::key(doc, name.range())) => {
                name.kind = Kind::Person;
            }
            Kind::Place if has_role(doc, name) => name.kind = Kind::Person,
            Kind::Person if is_site(doc, name) => name.kind = Kind::Place,
            Kind::Person | Kind::Place if is_called_body(doc, name) => {
                name.kind = Kind::Organisation;
            }
            _ => {}
        }
    }
    firms::by_business(doc, names);
    same_words(doc, names);
}

/// Several words that no table knows are of one kind throughout: of that which
/// they have most often, a person's when in doubt.
fn same_words(doc: &Doc, names: &mut [Name]) {
    let open = |n: &Name| {
        let unknown = |i: usize| doc.names[i].mask & Mask::NAMES == 0;
        (2..=3).contains(&(n.to - n.from))
            && n.range()
                .all(|i| unknown(i) && doc.tokens[i].shape == Shape::Title)
    };
    let mut counts: FxHashMap<u64, [u32; 3]> = FxHashMap::default();
    for name in names.iter().filter(|n| open(n)) {
        counts.entry(firms::key(doc, name.range())).or_default()[name.kind as usize] += 1;
    }
    counts.retain(|_, kinds| kinds.iter().filter(|&&n| n > 0).count() > 1);
    if counts.is_empty() {
        return;
    }
    for name in names.iter_mut().filter(|n| open(n)) {
        if let Some(kinds) = counts.get(&firms::key(doc, name.range())) {
            let all = [Kind::Person, Kind::Organisation, Kind::Place];
            let best = all
                .into_iter()
                .max_by_key(|&k| (kinds[k as usize], k == Kind::Person));
            name.kind = best.unwrap_or(name.kind);
        }
    }
}

/// Places that no company's short name is mistaken for.
const NOTED: u16 = Mask::STATE | Mask::CAPITAL | Mask::US_STATE | Mask::PLACE;

/// Words of places that stand where places stand: "in Phoenix", "Phoenix,
/// Ariz."
fn located(doc: &Doc, names: &[Name]) -> FxHashSet<u64> {
    let places = names.iter().filter(|n| n.kind == Kind::Place);
    let stands = |name: &&Name| {
        let (at, end) = (name.from as usize, name.to as usize);
        let after = at > 0
            && !doc.tokens[at].breaks
            && matches!(
                doc.word(at - 1),
                "in" | "In" | "at" | "near" | "outside" | "to"
            );
        let region = doc.word_at(end) == ","
            && doc
                .names
                .get(end + 1)
                .is_some_and(|gaz| gaz.mask & Mask::PLACES != 0);
        after || region
    };
    places
        .filter(stands)
        .map(|name| doc.tokens[name.from as usize].hash)
        .collect()
}

/// "Dayton" once "Scott Dayton" is named: last words of persons' full names
/// that stand nowhere in the text where places stand.
fn surnames(doc: &Doc, names: &[Name]) -> FxHashSet<u64> {
    let full = names
        .iter()
        .filter(|n| n.kind == Kind::Person && n.to - n.from > 1);
    let mut last: FxHashSet<u64> = full.map(|n| doc.tokens[n.to as usize - 1].hash).collect();
    for name in names.iter().filter(|n| n.to - n.from == 1) {
        let at = name.from as usize;
        let before = at.checked_sub(1).filter(|_| !doc.tokens[at].breaks);
        let placed = before.is_some_and(|i| {
            matches!(
                doc.word(i).to_ascii_lowercase().as_str(),
                "in" | "at" | "near" | "outside" | "into" | "across" | "throughout" | "from"
            ) || doc.names[i].mask & Mask::PLACES != 0
                || doc.word(i) == "," && i > 0 && doc.names[i - 1].mask & Mask::PLACES != 0
        });
        let owns = doc
            .tokens
            .get(at + 1)
            .is_some_and(|t| t.shape == Shape::Possessive);
        if placed && !owns {
            last.remove(&doc.tokens[at].hash);
        }
    }
    last
}

/// "[Refugee Council] [Enver Solomon]": the body ends before a person's name.
fn part_persons(doc: &Doc, names: &mut Vec<Name>) {
    let mut persons = Vec::new();
    for name in names.iter_mut().filter(|n| n.kind == Kind::Organisation) {
        let end = name.to as usize;
        let splits = |&at: &usize| {
            let (words, before) = (&doc.words[at..end], at - 1);
            let whole = doc.names[before];
            let closed = doc.words[before].is(W::ORG) && doc.words[before].is(W::CLOSES)
                || whole.mask & Mask::ORGANISATIONS != 0 && whole.at + 1 == whole.len;
            let full = words[0].is(W::MALE | W::FEMALE)
                || words[words.len() - 1].is(W::SURNAME | W::KNOWN) && doc.names[at].mask == 0;
            // "the House of Representatives Wahono has": one word of which
            // nothing is known, after a whole phrase of the tables.
            let lone = whole.len > 1
                && whole.mask & Mask::ORGANISATIONS != 0
                && whole.at + 1 == whole.len
                && doc.names[at].mask == 0
                && doc
                    .infos
                    .get(end)
                    .is_some_and(|info| info.is(Class::AUX | Class::BE) || info.verb != 0);
            let person = if words.len() == 1 { lone } else { full };
            closed
                && person
                && SWALLOWED.contains(&words.len())
                && doc.tokens[at..end].iter().all(|t| t.shape == Shape::Title)
                && !words
                    .iter()
                    .any(|w| w.is(W::ORG | W::PLACE | W::COMMON | W::ROLE))
        };
        if let Some(at) = (name.from as usize + 1..end).find(splits) {
            let mut person = Name {
                from: at as u32,
                kind: Kind::Person,
                ..*name
            };
            super::bounds::off(doc, &mut person);
            persons.push(person);
            name.to = at as u32;
        }
    }
    if !persons.is_empty() {
        names.extend(persons);
        names.sort_by_key(|n| n.from);
    }
}

/// "Aiza Quillby, 42,", "Aiza Quillby said": two words no table knows that
/// do what persons do, and stand where no place does.
fn is_somebody(doc: &Doc, name: &Name) -> bool {
    let (at, end) = (name.from as usize, name.to as usize);
    let unknown = |i: usize| {
        doc.tokens[i].shape == Shape::Title
            && doc.names[i].mask & !Mask::PERSON == 0
            && !doc.words[i].is(W::PLACE | W::ORG | W::COMMON)
    };
    if end - at != 2 || !unknown(at) || !unknown(end - 1) && !doc.words[end - 1].is(W::SURNAME) {
        return false;
    }
    let opens = doc.tokens[at].breaks;
    let placed = !opens
        && at > 0
        && (doc.is(at - 1, Class::PREPOSITION | Class::DETERMINER) || doc.word(at - 1) == ",");
    let ends = doc.tokens.get(end).is_none_or(|t| t.breaks);
    let told = !ends && {
        let age = doc
            .tokens
            .get(end + 1)
            .is_some_and(|t| t.shape == Shape::Number);
        let who = doc.is(end + 1, Class::RELATIVE)
            || doc.words.get(end + 1).is_some_and(|w| w.is(W::ROLE))
            || matches!(doc.word_at(end + 1), "the" | "a" | "an" | "with")
            || doc.word_at(end + 1) == "in" && matches!(doc.word_at(end + 2), "his" | "her");
        doc.infos[end].verb != 0 || doc.word(end) == "," && (age || who)
    };
    !placed && (told || opens && ends)
}

/// "[Knox Quillby], the Special Advisor to": two words that no table knows and
/// what only somebody can be.
fn is_described(doc: &Doc, name: &Name) -> bool {
    let end = name.to as usize;
    let unknown = |i: usize| {
        doc.tokens[i].shape == Shape::Title
            && doc.names[i].mask & !(Mask::PERSON | Mask::CITY) == 0
            && !doc.words[i].is(W::PLACE | W::ORG | W::COMMON)
    };
    let inside = |i: usize| doc.tokens.get(i).is_some_and(|t| !t.breaks);
    let told = doc.word_at(end) == ","
        && inside(end)
        && matches!(doc.word_at(end + 1), "the" | "a" | "an")
        && (end + 2..end + 5)
            .take_while(|&i| inside(i))
            .any(|i| doc.words[i].is(W::ROLE) || doc.offices[i].len > 0);
    // "The chief prosecutor, [Gerrie Quillby],"
    let at = name.from as usize;
    let after = at > 1
        && !doc.tokens[at].breaks
        && doc.word(at - 1) == ","
        && doc.word_at(end) == ","
        && doc.tokens[at - 2].shape == Shape::Lower
        && doc.words[at - 2].is(W::ROLE);
    name.to - name.from == 2 && name.range().all(unknown) && (told || after)
}

/// "fashion designer [Halston]": after what somebody is, and no place of note.
fn has_role(doc: &Doc, name: &Name) -> bool {
    let at = name.from as usize;
    let before = at
        .checked_sub(1)
        .filter(|_| !doc.tokens[at].breaks && doc.tokens[at].spaced);
    let role = before.is_some_and(|i| {
        doc.tokens[i].shape == Shape::Lower && doc.words[i].is(W::ROLE) && doc.offices[i].len == 0
    });
    let known = Mask::STATE | Mask::CAPITAL | Mask::US_STATE | Mask::PLACE;
    role && doc.names[at].mask & known == 0
}

/// "[Charles de Gaulle] airport"
fn is_site(doc: &Doc, name: &Name) -> bool {
    let end = name.to as usize;
    doc.tokens
        .get(end)
        .is_some_and(|t| t.shape == Shape::Lower && !t.breaks)
        && doc.is(end, Class::SPOT)
}

/// "the militant group [al-Gama'a al-Islamiya]": what a body is called, unless
/// the tables know a person or a place of these words.
fn is_called_body(doc: &Doc, name: &Name) -> bool {
    let at = name.from as usize;
    let given = doc.words[at].is(W::MALE | W::FEMALE) && name.to - name.from > 1;
    super::lone::is_body(doc, at) && doc.names[at].mask & Mask::NAMES == 0 && !given
}

/// "said [Dudayeva]", "[Viljoen] told": a word that no table knows and that
/// speaks.
fn speaks(doc: &Doc, name: &Name) -> bool {
    let (at, end) = (name.from as usize, name.to as usize);
    let unknown = doc.tokens[at].shape == Shape::Title
        && doc.names[at].mask == 0
        && !doc.words[at].is(W::PLACE | W::ORG | W::COMMON);
    let said = |i: usize| matches!(doc.word_at(i), "said" | "says" | "told" | "added");
    let before = at > 0 && !doc.tokens[at].breaks && said(at - 1) && doc.word(at - 1) != "told";
    let after = doc.tokens.get(end).is_some_and(|t| !t.breaks) && said(end);
    unknown && (before || after)
}
