//! Names in headings that are all capitals or all small letters, where the
//! way a word is written says nothing.

use rustc_hash::FxHashMap;

use super::{Doc, Mask, Name};
use crate::actor::Kind;
use crate::actor::gazetteer::WordClass;
use crate::actor::token::Shape;

/// Words of a sentence from which it can be judged.
const WORDS: usize = 4;
/// Words of a heading at most.
const HEADING: usize = 40;

/// What such sentences name: people, states and bodies that the rest of the
/// text names, and, where there are capitals, phrases of the tables.
pub(super) fn names(doc: &Doc, names: &[Name], taken: &[bool]) -> Vec<Name> {
    let mut out = Vec::new();
    let mut known = None;
    let mut from = 0;
    for to in 1..=doc.tokens.len() {
        if to < doc.tokens.len() && !doc.tokens[to].breaks {
            continue;
        }
        if let Some(capitals) = uncased(doc, from, to) {
            let known = known.get_or_insert_with(|| elsewhere(doc, names));
            let mut at = from;
            while at < to {
                let found = (!taken[at])
                    .then(|| name_at(doc, known, at, capitals))
                    .flatten();
                let free =
                    found.filter(|n| n.to as usize <= to && !taken[n.range()].contains(&true));
                at = free.map_or(at + 1, |n| n.to as usize);
                out.extend(free);
            }
        }
        from = to;
    }
    out
}

/// Whether a sentence has one case only; true when that is capitals.
fn uncased(doc: &Doc, from: usize, to: usize) -> Option<bool> {
    let (mut upper, mut lower) = (0, 0);
    for token in &doc.tokens[from..to] {
        match token.shape {
            Shape::Upper => upper += 1,
            Shape::Lower => lower += 1,
            Shape::Title | Shape::Mixed => return None,
            _ => {}
        }
    }
    match (upper, lower) {
        _ if to - from > HEADING => None,
        (upper, 0) if upper >= WORDS => Some(true),
        (0, lower) if lower >= WORDS => Some(false),
        _ => None,
    }
}

/// Lone names, and surnames of full ones, by their lower-case form.
fn elsewhere(doc: &Doc, names: &[Name]) -> FxHashMap<u64, Kind> {
    let mut known = FxHashMap::default();
    for name in names {
        let last = name.to as usize - 1;
        let lone = name.to - name.from == 1;
        if doc.tokens[last].shape == Shape::Title
            && (lone || name.kind == Kind::Person)
            && !doc.words[last].is(WordClass::COMMON | WordClass::ROLE)
        {
            known.entry(doc.lower[last]).or_insert(name.kind);
        }
    }
    known
}

fn name_at(doc: &Doc, known: &FxHashMap<u64, Kind>, at: usize, capitals: bool) -> Option<Name> {
    let gaz = doc.names[at];
    let mask = gaz.mask & Mask::NAMES;
    let name = |to: usize, kind: Kind| Name::told(at, to, kind);
    let phrase = capitals && gaz.at == 0 && mask != 0 && !doc.words[at].is(WordClass::COMMON);
    let sure = mask & (Mask::STATE | Mask::CAPITAL) != 0 || gaz.len > 1;
    if phrase && sure {
        return Some(name(at + usize::from(gaz.len), super::rules::kind_of(mask)));
    }
    known.get(&doc.lower[at]).map(|&kind| name(at + 1, kind))
}
