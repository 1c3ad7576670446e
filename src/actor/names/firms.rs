//! Companies: what they are called for short, partners in a firm, and words
//! beside a name that only a company has.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Doc, Mask, Name};
use crate::actor::Kind;
use crate::actor::gazetteer::WordClass as W;
use crate::actor::speech::Class;
use crate::actor::token::{Shape, lower_hash};

/// Hash of the words of a name.
pub(super) fn key(doc: &Doc, words: std::ops::Range<usize>) -> u64 {
    words.fold(5, |key: u64, at| key.rotate_left(15) ^ doc.tokens[at].hash)
}

/// What companies are called for short: "Jones" and "Jones Medical" of "Jones
/// Medical Industries Inc", unless somebody of that name is in the text.
pub(super) fn short_names(doc: &Doc, names: &[Name]) -> FxHashSet<u64> {
    let mut short = FxHashSet::default();
    let mut first = FxHashMap::default();
    for name in names.iter().filter(|n| is_full(doc, n)) {
        let from = name.from as usize;
        // Nor is a surname a company's while somebody is called by it.
        let surname = doc.words[from].is(W::KNOWN) && is_addressed(doc, names, from);
        let known =
            surname || doc.words[from].is(W::TITLE) || doc.names[from].mask & Mask::NAMES != 0;
        // One word of somebody well known is his, two are the company's.
        let least = from + 1 + usize::from(known);
        for to in least..name.to as usize - 1 {
            first.insert(key(doc, from..to), doc.tokens[from].hash);
            short.insert(key(doc, from..to));
        }
    }
    if short.is_empty() {
        return short;
    }
    let mut bearers = FxHashSet::default();
    let persons = names
        .iter()
        .filter(|n| n.kind == Kind::Person && n.to - n.from > 1);
    for name in persons.filter(|n| !short.contains(&key(doc, n.range()))) {
        bearers.insert(doc.tokens[name.from as usize].hash);
        bearers.insert(doc.tokens[name.to as usize - 1].hash);
    }
    short.retain(|words| !bearers.contains(&first[words]));
    short
}

/// "Mr. Jones", "President Jones": whether somebody of the text goes by the word
/// at `at`.
fn is_addressed(doc: &Doc, names: &[Name], at: usize) -> bool {
    let hash = doc.tokens[at].hash;
    let same = names.iter().filter(|n| {
        n.to - n.from == 1 && n.kind == Kind::Person && doc.tokens[n.from as usize].hash == hash
    });
    same.filter_map(|n| {
        (n.from as usize)
            .checked_sub(1)
            .map(|i| (n.from as usize, i))
    })
    .any(|(own, i)| {
        let stop = usize::from(doc.word(i) == "." && i > 0);
        let title = i - stop;
        !doc.tokens[own].breaks
            && (doc.words[title].is(W::TITLE | W::ROLE) || doc.offices[title].len > 0)
    })
}

/// "Jones Medical Industries Inc."
fn is_full(doc: &Doc, name: &Name) -> bool {
    let last = name.to as usize - 1;
    let stop = usize::from(doc.word(last) == "." && name.to - name.from > 2);
    name.kind == Kind::Organisation && name.to - name.from > 1 && is_legal_form(doc, last - stop)
}

/// "Inc", "Corp."
fn is_legal_form(doc: &Doc, at: usize) -> bool {
    let bare = || lower_hash(doc.word(at).trim_end_matches('.'));
    doc.is(at, Class::LEGAL) || doc.clause.info(bare()).is(Class::LEGAL)
}

/// The first words of companies' full names where they stand alone and nothing
/// was found: "Lear" of "Lear Corp".
pub(super) fn missed(
    doc: &Doc,
    names: &[Name],
    small: &FxHashSet<u64>,
    taken: &[bool],
) -> Vec<Name> {
    let short = short_names(doc, names);
    if short.is_empty() {
        return Vec::new();
    }
    let capital = |i: usize| doc.tokens.get(i).is_some_and(|t| t.shape.capital());
    let alone = |at: usize| {
        let before = at > 0 && !doc.tokens[at].breaks && capital(at - 1);
        let after = capital(at + 1) && !doc.tokens[at + 1].breaks;
        !before && !after
    };
    let other = W::COMMON | W::ORG | W::PLACE | W::ROLE | W::TITLE | W::MALE | W::FEMALE;
    (0..doc.tokens.len())
        .filter(|&at| !taken[at] && doc.tokens[at].shape.capital() && doc.names[at].mask == 0)
        .filter(|&at| short.contains(&key(doc, at..at + 1)) && alone(at))
        .filter(|&at| !doc.words[at].is(other) && !small.contains(&doc.lower[at]))
        .map(|at| Name::told(at, at + 1, Kind::Organisation))
        .collect()
}

/// Words of a short name at most that is looked for again.
const LONGEST: usize = 3;

/// Puts "America West", of "America West Airlines", in the place of the names
/// inside it.
pub(super) fn widen(doc: &Doc, names: &mut Vec<Name>) {
    let short = short_names(doc, names);
    if short.is_empty() {
        return;
    }
    let mut found = Vec::new();
    let mut at = 0;
    while at < doc.tokens.len() {
        let fits = |len: &usize| {
            let inside = doc.tokens.get(at + 1..at + len);
            let whole =
                usize::from(doc.names[at].len) == *len && doc.names[at].mask & Mask::NAMES != 0;
            let goes_on = doc
                .tokens
                .get(at + len)
                .is_some_and(|t| t.shape.capital() && !t.breaks);
            inside.is_some_and(|tokens| !tokens.iter().any(|t| t.breaks))
                && !whole
                && !goes_on
                && short.contains(&key(doc, at..at + len))
        };
        let len = match doc.tokens[at].shape.capital() {
            true => (2..=LONGEST).rev().find(fits),
            false => None,
        };
        if let Some(len) = len
            && super::swallow(names, at, at + len)
        {
            found.push(Name::told(at, at + len, Kind::Organisation));
        }
        at += len.unwrap_or(1);
    }
    if !found.is_empty() {
        names.retain(|n| n.from < n.to);
        names.extend(found);
        names.sort_by_key(|n| n.from);
    }
}

/// Makes companies of the lone words taken for persons that have shares or a
/// turnover, unless somebody of that name is in the text.
pub(super) fn by_business(doc: &Doc, names: &mut [Name]) {
    let mut bearers = FxHashSet::default();
    let mut firms = FxHashSet::default();
    for name in names.iter().filter(|n| n.kind == Kind::Person) {
        let at = name.from as usize;
        if name.to - name.from > 1 {
            bearers.extend([doc.tokens[at].hash, doc.tokens[name.to as usize - 1].hash]);
        } else if has_business(doc, at) {
            firms.insert(doc.tokens[at].hash);
        }
    }
    let person = W::KNOWN | W::MALE | W::FEMALE;
    for name in names.iter_mut().filter(|n| n.kind == Kind::Person) {
        let at = name.from as usize;
        let hash = doc.tokens[at].hash;
        let firm = name.to - name.from == 1 && firms.contains(&hash) && !bearers.contains(&hash);
        if firm && !doc.words[at].is(person) && doc.names[at].mask & Mask::PERSON == 0 {
            name.kind = Kind::Organisation;
        }
    }
}

/// "Quillby shares", "Quillby's six-month turnover", "shares of Quillby",
/// "Quillby, one of its units".
fn has_business(doc: &Doc, at: usize) -> bool {
    let business = |i: usize| doc.is(i, Class::BUSINESS) && doc.tokens[i].shape == Shape::Lower;
    let inside = |i: usize| doc.tokens.get(i).is_some_and(|t| !t.breaks);
    let owns = inside(at + 1) && doc.tokens[at + 1].shape == Shape::Possessive;
    let reach = match owns {
        true => at + 2..doc.tokens.len().min(at + 2 + REACH),
        false => at + 1..doc.tokens.len().min(at + 2),
    };
    let mut after = reach.take_while(|&i| inside(i) && doc.tokens[i].shape != Shape::Possessive);
    let of = at >= 2 && !doc.tokens[at].breaks && matches!(doc.word(at - 1), "of" | "in");
    let one = doc.word_at(at + 1) == "," && doc.word_at(at + 2) == "one" && {
        let high = doc.tokens.len().min(at + 3 + REACH);
        (at + 3..high).any(business)
    };
    after.any(business) || of && business(at - 2) || one
}

/// Words after a possessive in which a word of business is looked for.
const REACH: usize = 4;

/// "Douglas & Quillby": a firm, not two persons.
pub(super) fn join(doc: &Doc, names: &mut Vec<Name>) {
    let and = |at: usize| doc.word(at) == "&";
    names.dedup_by(|next, name| {
        let gap = name.to as usize;
        let firm = name.kind == Kind::Person
            && next.kind == Kind::Person
            && next.from as usize == gap + 1
            && and(gap)
            && !doc.tokens[gap].breaks
            && !doc.tokens[gap + 1].breaks
            && next.to - next.from == 1
            && name.to - name.from == 1;
        if firm {
            name.to = next.to;
        }
        firm
    });
    for name in names.iter_mut().filter(|n| n.kind == Kind::Person) {
        if name.range().any(and) {
            name.kind = Kind::Organisation;
        }
    }
}
