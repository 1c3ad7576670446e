//! Phrases while they are read.

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::entry::{Role, Sense, step};
use super::super::frozen::{Filter, Records, Slots};
use super::sorted;
use crate::actor::token::{Token, words_into};

#[derive(Default)]
struct Node {
    /// The newest last.
    senses: Vec<Sense>,
    /// Some phrase goes on from here.
    more: bool,
}

/// Phrases as token sequences.
#[derive(Default)]
pub(crate) struct DraftPhrases {
    nodes: FxHashMap<u64, Node>,
    /// Hashes of first tokens.
    starts: FxHashSet<u64>,
    /// Tokens of the phrase being added.
    scratch: Vec<Token>,
}

impl DraftPhrases {
    /// Adds a meaning; the same one twice is kept once.
    pub(crate) fn add(&mut self, phrase: &str, entry: u32, role: Role) {
        words_into(phrase, &mut self.scratch);
        let Some((last, first)) = self.scratch.split_last() else {
            return;
        };
        self.starts.insert(self.scratch[0].hash);
        let mut key = 0;
        for token in first {
            key = step(key, token.hash);
            self.nodes.entry(key).or_default().more = true;
        }
        let node = self.nodes.entry(step(key, last.hash)).or_default();
        let sense = Sense { entry, role };
        if !node.senses.contains(&sense) {
            node.senses.push(sense);
        }
    }

    /// The meanings of a phrase as it was added.
    pub(super) fn senses_of(&mut self, phrase: &str) -> &[Sense] {
        words_into(phrase, &mut self.scratch);
        let key = self.scratch.iter().fold(0, |key, t| step(key, t.hash));
        self.nodes.get(&key).map_or(&[], |node| &node.senses)
    }

    /// Nodes, senses and first tokens, as [`Phrases`] reads them.
    ///
    /// [`Phrases`]: super::super::Phrases
    pub(crate) fn sections(self) -> [Vec<u8>; 3] {
        let mut senses: Vec<[u32; 2]> = Vec::new();
        let mut nodes: Vec<(u64, Node)> = self.nodes.into_iter().collect();
        nodes.sort_unstable_by_key(|(key, _)| *key);
        let place = |(key, node): (u64, Node)| {
            let from = senses.len() as u64;
            let newest = node.senses.iter().rev();
            senses.extend(newest.map(|s| [s.entry, s.role as u32]));
            let count = (node.senses.len() as u64) << 1 | u64::from(node.more);
            (key, from | count << 32)
        };
        let rows = sorted(nodes.into_iter().map(place));
        let starts: Vec<u64> = self.starts.into_iter().collect();
        let starts = Filter::bytes(&starts);
        [Slots::bytes(&rows), Records::bytes(senses), starts]
    }
}
