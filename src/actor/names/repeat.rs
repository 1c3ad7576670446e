//! Names that the model found in one place of a text and missed in another.

use rustc_hash::FxHashMap;

use super::{Doc, Mask, Name};
use crate::actor::Kind;
use crate::actor::alias::is_acronym;
use crate::actor::gazetteer::WordClass;
use crate::actor::token::Shape;

/// Trims what no name begins with, and adds, where nothing was found: known
/// surnames of which the rules were sure, repetitions of longer names, and
/// acronyms of organisations.
pub(crate) fn complete(doc: &Doc, rules: &[Name], names: &mut Vec<Name>) {
    for name in names.iter_mut() {
        let article = matches!(doc.word(name.from as usize), "The" | "the" | "THE");
        if article && name.to - name.from > 1 {
            name.from += 1;
        }
    }
    let mut taken = vec![false; doc.tokens.len()];
    for name in names.iter() {
        taken[name.range()].fill(true);
    }
    let mut added = repetitions(doc, names, &mut taken);
    for name in rules {
        let free = !taken[name.range()].iter().any(|&t| t);
        if free && is_sure(doc, name) {
            taken[name.range()].fill(true);
            added.push(*name);
        }
    }
    added.extend(acronyms(doc, names, &taken));
    if !added.is_empty() {
        names.extend(added);
        names.sort_by_key(|n| n.from);
    }
}

/// A person of the gazetteer by full name, or by a surname inside a sentence.
fn is_sure(doc: &Doc, name: &Name) -> bool {
    let at = name.from as usize;
    let lone = name.to - name.from == 1;
    name.kind == Kind::Person
        && match lone {
            true => {
                doc.words[at].is(WordClass::KNOWN)
                    && !doc.words[at].is(WordClass::COMMON)
                    && !doc.tokens[at].opens
                    && doc.tokens[at].shape == Shape::Title
            }
            false => name.strength == 2 && doc.names[at].mask & Mask::PERSON != 0,
        }
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
            out.push(Name {
                from: from as u32,
                to: to as u32,
                kind,
                strength: 1,
            });
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
            out.push(Name {
                from: at as u32,
                to: at as u32 + 1,
                kind: Kind::Organisation,
                strength: 1,
            });
        }
    }
    out
}
