//! The words that the tables and rules know, found by hash without copying.

use super::lex::{HASH_START, hash_step};

/// Number of a known word; [`NO_WORD`] for all others.
pub(crate) type WordId = u16;

/// Not a known word.
pub(crate) const NO_WORD: WordId = 0;

/// Open addressing over case-folded words.
#[derive(Debug, Default)]
pub(crate) struct Vocab {
    /// (hash, word), a power of two long, at most half full.
    slots: Vec<(u32, WordId)>,
    /// A bit for each hash's lowest [`FILTER`] bits: most words of a text are
    /// told from it, which stays in the nearest memory, to be unknown.
    filter: Vec<u64>,
    /// Lower-case words; the first is nothing's.
    words: Vec<String>,
    /// Words longer than this need no look-up.
    longest: usize,
}

/// Bits of a hash that the filter looks at.
const FILTER: u32 = 16;

/// Where a hash's bit stands in the filter.
#[inline]
fn bit(hash: u32) -> (usize, u64) {
    let low = hash & ((1 << FILTER) - 1);
    ((low / 64) as usize, 1 << (low % 64))
}

fn hash(word: &str) -> u32 {
    word.bytes()
        .fold(HASH_START, |h, b| hash_step(h, b.to_ascii_lowercase()))
}

impl Vocab {
    /// The number of `word` (any case; an apostrophe is `'`), added when new.
    pub(crate) fn intern(&mut self, word: &str) -> WordId {
        if self.words.is_empty() {
            self.words.push(String::new());
        }
        let known = self.find(word);
        if known != NO_WORD {
            return known;
        }
        let word = word.to_lowercase();
        self.longest = self.longest.max(word.len());
        self.words.push(word);
        if self.words.len() * 2 > self.slots.len() {
            self.grow();
        } else {
            self.place((self.words.len() - 1) as WordId);
        }
        (self.words.len() - 1) as WordId
    }

    fn grow(&mut self) {
        let size = (self.words.len() * 4).next_power_of_two().max(64);
        self.slots = vec![(0, NO_WORD); size];
        for id in 1..self.words.len() {
            self.place(id as WordId);
        }
    }

    fn place(&mut self, id: WordId) {
        let h = hash(&self.words[id as usize]);
        self.filter.resize(1 << (FILTER - 6), 0);
        let (cell, bit) = bit(h);
        self.filter[cell] |= bit;
        let mask = self.slots.len() - 1;
        let mut slot = h as usize & mask;
        while self.slots[slot].1 != NO_WORD {
            slot = (slot + 1) & mask;
        }
        self.slots[slot] = (h, id);
    }

    /// Number of known words, nothing's included.
    pub(crate) fn len(&self) -> usize {
        self.words.len().max(1)
    }

    /// Finds a word in any case.
    pub(crate) fn find(&self, word: &str) -> WordId {
        if word.is_ascii() {
            return self.find_hashed(hash(word), word.as_bytes());
        }
        let folded = word.to_lowercase();
        self.probe(hash(&folded), |known| known == folded)
    }

    /// Finds an ASCII word whose rolling hash is known.
    #[inline]
    pub(super) fn find_hashed(&self, hash: u32, word: &[u8]) -> WordId {
        if word.len() > self.longest {
            return NO_WORD;
        }
        self.probe(hash, |known| known.as_bytes().eq_ignore_ascii_case(word))
    }

    /// Finds `'` + tail.
    pub(super) fn find_suffix(&self, hash: u32, tail: &[u8]) -> WordId {
        self.probe(hash, |known| {
            known
                .strip_prefix('\'')
                .is_some_and(|k| k.as_bytes().eq_ignore_ascii_case(tail))
        })
    }

    #[inline]
    fn probe(&self, hash: u32, same: impl Fn(&str) -> bool) -> WordId {
        let (cell, bit) = bit(hash);
        if self.filter.get(cell).is_none_or(|bits| bits & bit == 0) {
            return NO_WORD;
        }
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        loop {
            let (h, id) = self.slots[slot];
            if id == NO_WORD {
                return NO_WORD;
            }
            if h == hash && same(&self.words[id as usize]) {
                return id;
            }
            slot = (slot + 1) & mask;
        }
    }
}
