//! Names that the model found in one place of a text and missed in another.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Doc, Mask, Name};
use crate::actor::Kind;
use crate::actor::alias::is_acronym;
use crate::actor::gazetteer::WordClass;
use crate::actor::speech::Class;
use crate::actor::token::Shape;

/// Puts the bounds of names right, and adds, where nothing was found: names
/// of which the rules were sure, repetitions of longer names, and acronyms of
/// organisations.
pub(crate) fn complete(doc: &Doc, rules: &[Name], names: &mut Vec<Name>) {
    super::bounds::settle(doc, names);
    super::hyphens::settle(doc, names);
    super::whole::settle(doc, rules, names);
    super::brackets::settle(doc, names);
    super::agree::settle(doc, names);
    super::cues::datelines(doc, names);
    super::kinds::settle(doc, names);
    super::firms::widen(doc, names);
    let mut taken = vec![false; doc.tokens.len()];
    for name in names.iter() {
        taken[name.range()].fill(true);
    }
    let mut added = repetitions(doc, names, &mut taken);
    for name in rules {
        let mut name = *name;
        super::bounds::opening(doc, &mut name);
        super::bounds::front(doc, &mut name);
        super::bounds::off(doc, &mut name);
        let free = !taken[name.range()].iter().any(|&t| t);
        let told = match (is_near(doc, &name), super::kinds::is_agency(doc, &name)) {
            (true, _) => Some(Kind::Place),
            (_, true) => Some(Kind::Organisation),
            _ => is_sure(doc, &name).then_some(name.kind),
        };
        if let Some(kind) = told.filter(|_| free) {
            taken[name.range()].fill(true);
            name.kind = kind;
            added.push(name);
        }
    }
    added.extend(super::cues::names(doc, &mut taken));
    let short = acronyms(doc, names, &taken);
    for name in &short {
        taken[name.range()].fill(true);
    }
    added.extend(short);
    let small = super::lone::small_words(doc);
    let firms = super::firms::missed(doc, names, &small, &taken);
    for name in &firms {
        taken[name.range()].fill(true);
    }
    added.extend(firms);
    let states = states_of_towns(doc, names, &taken);
    for name in &states {
        taken[name.range()].fill(true);
    }
    added.extend(states);
    let lone = surnames(doc, names.iter().chain(&added), &small, &taken);
    for name in &lone {
        taken[name.range()].fill(true);
    }
    added.extend(lone);
    let units = super::units::names(doc, &taken);
    for name in &units {
        taken[name.range()].fill(true);
    }
    added.extend(units);
    added.extend(super::lone::names(doc, &small, &mut taken));
    added.extend(super::bodies::names(doc, names, &small, &mut taken));
    added.extend(super::uncased::names(doc, names, &taken));
    if !added.is_empty() {
        names.extend(added);
        names.sort_by_key(|n| n.from);
        super::bounds::join_initials(doc, names);
        super::units::join(doc, names);
        super::kinds::settle(doc, names);
    }
    super::units::join_parts(doc, names);
    super::lists::settle(doc, names);
    super::teams::settle(doc, names);
    for name in names.iter_mut() {
        super::bounds::opening_role(doc, name, &small);
    }
    let makes = super::bodies::Makes::of(doc, names);
    names.retain(|name| {
        let nobody = makes.has(doc, name)
            || super::things::is_part(doc, name)
            || super::hyphens::describes(doc, name)
            || super::nobody::is_opening_word(doc, name, &small)
            || super::nobody::is_creed(doc, name);
        !nobody
    });
}

/// "near Ayn Isa": only places are near, as long as the tables know nothing
/// else of the name.
fn is_near(doc: &Doc, name: &Name) -> bool {
    let at = name.from as usize;
    let near = at > 0 && !doc.tokens[at].breaks && matches!(doc.word(at - 1), "near" | "Near");
    let other = Mask::ORGANISATIONS | Mask::PERSON | Mask::ADJECTIVE | Mask::DEMONYM;
    near && doc.tokens[at].shape == Shape::Title
        && !doc.words[at].is(WordClass::COMMON | WordClass::ROLE | WordClass::TITLE)
        && doc.names[at].mask & other == 0
}

/// A name of which the gazetteer or its form leaves little doubt.
fn is_sure(doc: &Doc, name: &Name) -> bool {
    match name.kind {
        Kind::Person => sure_person(doc, name),
        _ => {
            let (at, end) = (name.from as usize, name.to as usize);
            let beside = |i: Option<usize>| {
                i.filter(|&i| i < doc.tokens.len() && !doc.is(i, Class::TIME))
                    .is_some_and(|i| doc.tokens[i].shape.capital())
            };
            let before = at.checked_sub(1).filter(|_| !doc.tokens[at].breaks);
            let after = doc.tokens.get(end).filter(|t| !t.breaks).map(|_| end);
            let alone = !beside(before) && !beside(after);
            alone && (sure_entry(doc, name) || sure_form(doc, name))
        }
    }
}

/// A place or organisation of the gazetteer, and nothing else by the tables;
/// a lone word that could be a common word or part of a person's name is not,
/// nor a lone place as long as it is written like any word.
fn sure_entry(doc: &Doc, name: &Name) -> bool {
    let (at, end) = (name.from as usize, name.to as usize);
    let gaz = doc.names[at];
    let only = |mask: u16| gaz.mask & Mask::NAMES != 0 && gaz.mask & Mask::NAMES & !mask == 0;
    // "the Fed": a phrase may begin with its article.
    let article = gaz.at == 1 && matches!(doc.word(at - 1), "the" | "The");
    let from = at - usize::from(article);
    let whole = gaz.at == 0 || article;
    if name.strength < 2 || !whole || from + usize::from(gaz.len) != end {
        return false;
    }
    if end - at > 1 {
        let one_word = !doc.tokens[at + 1..end].iter().any(|t| t.spaced);
        let written = doc.tokens[end - 1].shape.capital() && !doc.is(at, Class::THING);
        return only(Mask::PLACES) || (one_word || written) && only(Mask::ORGANISATIONS);
    }
    let person = WordClass::MALE | WordClass::FEMALE | WordClass::SURNAME;
    let other = WordClass::COMMON | WordClass::ROLE | WordClass::TITLE;
    let half = doc.word_at(end) == "-" && !doc.tokens[end].spaced;
    let shouted = doc.tokens[at].shape == Shape::Upper;
    // Isis is a woman's name, ISIS is none.
    let may_be_person = !shouted && doc.words[at].is(person);
    !doc.words[at].is(other)
        && !may_be_person
        && (only(Mask::ORGANISATIONS) && !half || only(Mask::PLACES) && shouted)
}

/// Several words that end in one for an organisation ("… Ministry").
fn sure_form(doc: &Doc, name: &Name) -> bool {
    let last = name.to as usize - 1;
    name.kind == Kind::Organisation
        && name.to - name.from > 1
        && name.strength > 0
        && doc.words[last].is(WordClass::ORG)
        && doc.words[last].is(WordClass::CLOSES)
        && doc.tokens[last].shape.capital()
}

/// A person of the gazetteer by full name, or by a surname inside a sentence.
fn sure_person(doc: &Doc, name: &Name) -> bool {
    let at = name.from as usize;
    let lone = name.to - name.from == 1;
    match lone {
        true => {
            doc.words[at].is(WordClass::KNOWN)
                && !doc.words[at].is(WordClass::COMMON)
                && (!doc.tokens[at].opens || precedes_verb(doc, at) || precedes_person(doc, at))
                && doc.tokens[at].shape == Shape::Title
        }
        false => name.strength == 2 && doc.names[at].mask & Mask::PERSON != 0,
    }
}

/// "Putin and Obama met", "Putin and John Kerry".
fn precedes_person(doc: &Doc, at: usize) -> bool {
    let inside = doc.tokens.get(at + 1..at + 3);
    inside.is_some_and(|next| !next.iter().any(|t| t.breaks) && next[1].shape == Shape::Title)
        && doc.word(at + 1) == "and"
        && doc.words[at + 2].is(WordClass::KNOWN | WordClass::MALE | WordClass::FEMALE)
        && !doc.words[at + 2].is(WordClass::COMMON)
}

/// "Putin met": a capital that opens a sentence is a name before a verb.
fn precedes_verb(doc: &Doc, at: usize) -> bool {
    let Some(next) = doc.tokens.get(at + 1).filter(|t| !t.breaks) else {
        return false;
    };
    let info = doc.infos[at + 1];
    let small = Class::PREPOSITION | Class::DETERMINER | Class::ADVERB | Class::PRONOUN;
    let verb = info.verb != 0 || info.is(Class::AUX | Class::BE | Class::ACT | Class::STOP);
    next.shape == Shape::Lower
        && verb
        && !info.is(small)
        && !matches!(doc.word(at + 1), "and" | "or")
}

/// "Putin" alone, even where any word has a capital, once "Vladimir Putin" is
/// named.
fn surnames<'n>(
    doc: &Doc,
    names: impl Iterator<Item = &'n Name>,
    small: &FxHashSet<u64>,
    taken: &[bool],
) -> Vec<Name> {
    let full = names.filter(|n| n.kind == Kind::Person && n.to - n.from > 1);
    // "Xi Jinping": what is no given name in front is the surname.
    let first = |n: &Name| {
        let at = n.from as usize;
        let given = WordClass::MALE | WordClass::FEMALE | WordClass::JOINS | WordClass::TITLE;
        let word = doc.tokens[at].shape == Shape::Title && !doc.words[at].is(given);
        word.then_some(at)
    };
    let known: FxHashSet<u64> = full
        .flat_map(|n| [Some(n.to as usize - 1), first(n)])
        .flatten()
        .filter(|&last| {
            let word = doc.words[last];
            word.is(WordClass::KNOWN | WordClass::SURNAME) || is_only_a_name(doc, last, small)
        })
        .filter(|&last| !doc.words[last].is(WordClass::COMMON | WordClass::ROLE))
        .filter(|&last| !doc.is(last, Class::QUALITY | Class::BYLINE | Class::PARTISAN))
        .map(|last| doc.tokens[last].hash)
        .collect();
    let alone = |at: &usize| {
        let beside = |i: Option<usize>| {
            i.and_then(|i| doc.tokens.get(i))
                .is_some_and(|t| t.shape.capital())
        };
        let before = at.checked_sub(1).filter(|_| !doc.tokens[*at].breaks);
        let after = doc.tokens.get(at + 1).filter(|t| !t.breaks);
        !beside(before) && !beside(after.map(|_| at + 1))
    };
    (0..doc.tokens.len())
        .filter(|&at| !taken[at] && known.contains(&doc.tokens[at].hash))
        .filter(alone)
        .map(|at| Name::told(at, at + 1, Kind::Person))
        .collect()
}

/// A word that no table knows and that the text never writes small.
fn is_only_a_name(doc: &Doc, at: usize, small: &FxHashSet<u64>) -> bool {
    let other = WordClass::ORG | WordClass::PLACE | WordClass::TITLE;
    let long = doc.tokens[at].end - doc.tokens[at].start > 3;
    long && matches!(doc.tokens[at].shape, Shape::Title | Shape::Mixed)
        && doc.names[at].mask & !Mask::PERSON == 0
        && !doc.words[at].is(other)
        && !small.contains(&doc.lower[at])
}

/// "Mich." of "Farmington Hills, Mich."
fn states_of_towns(doc: &Doc, names: &[Name], taken: &[bool]) -> Vec<Name> {
    let state = |town: &Name| {
        let comma = town.to as usize;
        let at = comma + 1;
        let free = taken.get(at) == Some(&false) && !doc.tokens[at].breaks;
        let written = doc.word_at(comma) == ","
            && free
            && doc.tokens[at].shape.capital()
            && doc.words[at].is(WordClass::US_STATE);
        let stop = doc.word_at(at + 1) == "." && !doc.tokens[at + 1].spaced;
        let state = Name::told(at, at + 1 + usize::from(stop), Kind::Place);
        (written && !super::hyphens::describes(doc, &state)).then_some(state)
    };
    let towns = names.iter().filter(|n| n.kind == Kind::Place);
    towns.filter_map(state).collect()
}

/// Longest name, in words, that is looked for again.
const LONGEST: usize = 6;

fn repetitions(doc: &Doc, names: &[Name], taken: &mut [bool]) -> Vec<Name> {
    let mut known: FxHashMap<u64, (Kind, usize)> = FxHashMap::default();
    let mut starts: FxHashMap<u64, usize> = FxHashMap::default();
    for name in names {
        let range = name.range();
        if (2..=LONGEST).contains(&range.len()) {
            let first = doc.tokens[range.start].hash;
            let longest = starts.entry(first).or_default();
            *longest = range.len().max(*longest);
            known
                .entry(key(doc, range.clone()))
                .or_insert((name.kind, range.len()));
        }
    }
    let mut out = Vec::new();
    for from in 0..doc.tokens.len() {
        let Some(&longest) = starts.get(&doc.tokens[from].hash) else {
            continue;
        };
        let end = doc.tokens.len().min(from + longest);
        let found = (from + 2..=end).rev().find_map(|to| {
            let free = !taken[from..to].iter().any(|&t| t)
                && !doc.tokens[from + 1..to].iter().any(|t| t.breaks);
            let hit = free.then(|| known.get(&key(doc, from..to))).flatten();
            hit.filter(|(_, len)| *len == to - from)
                .map(|&(kind, _)| (kind, to))
        });
        if let Some((kind, to)) = found {
            taken[from..to].fill(true);
            out.push(Name::told(from, to, kind));
        }
    }
    out
}

fn key(doc: &Doc, range: std::ops::Range<usize>) -> u64 {
    range.fold(1, |key: u64, at| {
        (key.rotate_left(19) ^ doc.tokens[at].hash).wrapping_mul(0x9E37_79B9_7F4A_7C15)
    })
}

/// Words in capitals that are the initials of an organisation found.
fn acronyms(doc: &Doc, names: &[Name], taken: &[bool]) -> Vec<Name> {
    let mut long: Vec<&str> = names
        .iter()
        .filter(|n| n.kind == Kind::Organisation && n.to - n.from > 1)
        .map(|n| doc.span(n.from as usize, n.to as usize).of(doc.text))
        .collect();
    long.sort_unstable();
    long.dedup();
    let mut seen: FxHashMap<u64, bool> = FxHashMap::default();
    let mut out = Vec::new();
    for (at, token) in doc.tokens.iter().enumerate() {
        let acronym =
            matches!(token.shape, Shape::Upper | Shape::Dotted) && token.end - token.start > 1;
        if !acronym || taken[at] || long.is_empty() {
            continue;
        }
        let is = *seen
            .entry(token.hash)
            .or_insert_with(|| long.iter().any(|l| is_acronym(doc.word(at), l)));
        if is {
            out.push(Name::told(at, at + 1, Kind::Organisation));
        }
    }
    out
}
