//! What the first pass said about a word in the whole text.

use rustc_hash::FxHashMap;

use super::features::{Features, View};
use super::labels::{kind, names, part};
use crate::actor::names::{Doc, Name};

/// Templates of [`View::features`]; those here go on after them.
const BASE: u64 = 1000;

#[derive(Clone, Copy, Debug, Default)]
struct Count {
    /// Times outside, person, organisation, place.
    kinds: [u8; 4],
    /// Bits: last of a longer person, other word of a longer person, first
    /// of a longer organisation, other word of one, word of a longer place.
    longer: u8,
}

/// The first pass's answers by word and by name.
#[derive(Debug, Default)]
pub(crate) struct Document {
    words: FxHashMap<u64, Count>,
    names: FxHashMap<u64, [u8; 3]>,
    /// For each word of a name of the first pass: the name's key.
    key: Vec<u64>,
}

impl Document {
    /// Counts the labels of a text.
    pub(crate) fn new(doc: &Doc, first: &[u8]) -> Self {
        let mut all = Self {
            key: vec![0; first.len()],
            ..Self::default()
        };
        for (at, token) in doc.tokens.iter().enumerate() {
            if token.shape.capital() {
                let count = all.words.entry(doc.lower[at]).or_default();
                let slot = &mut count.kinds[kind(first[at]).map_or(0, |k| 1 + k as usize)];
                *slot = slot.saturating_add(1);
            }
        }
        for name in names(first) {
            all.count(doc, name);
        }
        all
    }

    fn count(&mut self, doc: &Doc, name: Name) {
        let key = name
            .range()
            .fold(7, |key: u64, at| key.rotate_left(11) ^ doc.lower[at]);
        let slot = &mut self.names.entry(key).or_default()[name.kind as usize];
        *slot = slot.saturating_add(1);
        for at in name.range() {
            self.key[at] = key;
            if name.to - name.from == 1 {
                continue;
            }
            let last = at + 1 == name.to as usize;
            let first = at == name.from as usize;
            let bit = match (name.kind as u8, last, first) {
                (0, true, _) => 1,
                (0, ..) => 2,
                (1, _, true) => 4,
                (1, ..) => 8,
                _ => 16,
            };
            self.words.entry(doc.lower[at]).or_default().longer |= bit;
        }
    }

    /// The features of the word at `at` that the first pass gives.
    pub(crate) fn features(&self, view: &View, first: &[u8], at: usize, out: &mut Vec<u64>) {
        let mut f = Features::after(out, BASE);
        let label = |i: Option<usize>| i.map_or(50, |i| u64::from(first[i]));
        let count = |i: Option<usize>| {
            i.and_then(|i| self.words.get(&view.lower(i)))
                .copied()
                .unwrap_or_default()
        };
        let (before, after) = (view.near(at, -1), view.near(at, 1));
        let here = Some(at);
        let own = count(here);
        f.add(label(here));
        f.add2(label(before), label(here));
        f.add2(label(here), label(after));
        f.add3(label(before), label(here), label(after));
        f.add(most(own.kinds));
        f.add2(most(own.kinds), label(here));
        f.add2(most(own.kinds), u64::from(own.longer));
        f.add(u64::from(own.longer));
        f.add2(most(own.kinds), view.shape(here));
        f.add2(most(count(before).kinds), most(own.kinds));
        f.add2(most(own.kinds), most(count(after).kinds));
        f.add2(u64::from(count(before).longer), u64::from(own.longer));
        f.add2(u64::from(own.longer), u64::from(count(after).longer));
        let key = self.key[at];
        let name = self.names.get(&key).copied().unwrap_or_default();
        let place = part(first[at]).map_or(9, u64::from);
        f.add2(most([0, name[0], name[1], name[2]]), place);
        f.add2(most([0, name[0], name[1], name[2]]), most(own.kinds));
    }
}

/// The commonest of four, how often (to 3), and whether it is the only one.
fn most(counts: [u8; 4]) -> u64 {
    let best = (0..4).max_by_key(|&i| (counts[i], 4 - i)).unwrap_or(0);
    let others: u32 = (0..4)
        .filter(|&i| i != best)
        .map(|i| u32::from(counts[i]))
        .sum();
    let many = u64::from(counts[best].min(3));
    best as u64 | many << 2 | u64::from(others == 0) << 4
}
