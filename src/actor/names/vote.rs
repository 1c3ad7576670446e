//! What a text says about a name in one place counts in all.

use rustc_hash::FxHashMap;

use super::{Doc, Name};
use crate::actor::Kind;
use crate::actor::gazetteer::WordClass;

/// Gives names that are only guessed the kind they have where it is plain:
/// the same words elsewhere, or the last word of a person's full name.
pub(super) fn settle(doc: &Doc, names: &mut Vec<Name>) {
    let mut votes: FxHashMap<u64, [u16; 3]> = FxHashMap::default();
    for name in names.iter() {
        if name.strength == 0 {
            continue;
        }
        *vote(&mut votes, key(doc, name), name.kind) += u16::from(name.strength);
        if name.kind == Kind::Person && name.to - name.from >= 2 {
            let last = Name {
                from: name.to - 1,
                ..*name
            };
            *vote(&mut votes, key(doc, &last), Kind::Person) += 1;
        }
    }
    for name in names.iter_mut().filter(|n| n.strength == 0) {
        if let Some(counts) = votes.get(&key(doc, name)) {
            let best = (0..3).max_by_key(|&k| (counts[k], k == 0)).unwrap_or(0);
            name.kind = KINDS[best];
            name.strength = 1;
        }
    }
    // A lone capital at the start of a sentence is a name only when
    // something says so.
    names.retain(|name| {
        let opens = doc.tokens[name.from as usize].opens;
        let lone = name.to - name.from == 1;
        name.strength > 0 || !opens || !lone || known_word(doc, name.from as usize)
    });
}

const KINDS: [Kind; 3] = [Kind::Person, Kind::Organisation, Kind::Place];

fn known_word(doc: &Doc, at: usize) -> bool {
    doc.words[at].is(WordClass::MALE | WordClass::FEMALE | WordClass::SURNAME)
}

fn vote(votes: &mut FxHashMap<u64, [u16; 3]>, key: u64, kind: Kind) -> &mut u16 {
    &mut votes.entry(key).or_default()[kind as usize]
}

fn key(doc: &Doc, name: &Name) -> u64 {
    name.range()
        .fold(0, |key: u64, at| key.rotate_left(17) ^ doc.tokens[at].hash)
}
