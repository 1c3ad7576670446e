//! Phrases and words with what they can mean, looked up by hash.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::actor::token::{Shape, Token, word_hash, words, words_into};

/// Keys are good hashes already.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Identity(u64);

impl Hasher for Identity {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for b in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*b);
        }
    }
    fn write_u64(&mut self, n: u64) {
        self.0 = n;
    }
}

/// A map keyed by hashes.
pub(crate) type HashedMap<V> = HashMap<u64, V, BuildHasherDefault<Identity>>;

/// How a phrase refers to an entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Role {
    /// Its name or another name of it.
    #[default]
    Name,
    /// "Russian"
    Adjective,
    /// "Russians"
    Demonym,
    /// "Moscow" for the government of Russia: the entry is the capital, a
    /// place too.
    Capital,
}

/// One meaning of a phrase.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sense {
    /// Index of the entry.
    pub entry: u32,
    /// How it is meant.
    pub role: Role,
    next: u32,
}

#[derive(Clone, Copy, Debug, Default)]
struct Node {
    /// One more than the index of the newest sense.
    senses: u32,
    /// Some phrase goes on from here.
    more: bool,
}

/// The longest phrase found at some token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// How many tokens.
    pub len: usize,
    senses: u32,
}

/// Phrases as token sequences.
#[derive(Debug, Default)]
pub(crate) struct Phrases {
    nodes: HashedMap<Node>,
    senses: Vec<Sense>,
    /// Tokens of the phrase being added.
    scratch: Vec<Token>,
}

fn step(key: u64, token: u64) -> u64 {
    (key.rotate_left(23) ^ token).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

impl Phrases {
    pub(super) fn with_capacity(phrases: usize) -> Self {
        Self {
            nodes: HashMap::with_capacity_and_hasher(phrases * 3 / 2, Default::default()),
            senses: Vec::with_capacity(phrases),
            scratch: Vec::new(),
        }
    }

    /// Adds a meaning; the same one twice is kept once.
    pub(super) fn add(&mut self, phrase: &str, entry: u32, role: Role) {
        words_into(phrase, &mut self.scratch);
        let Some((last, first)) = self.scratch.split_last() else {
            return;
        };
        let mut key = 0;
        for token in first {
            key = step(key, token.hash);
            self.nodes.entry(key).or_default().more = true;
        }
        let node = self.nodes.entry(step(key, last.hash)).or_default();
        let mut at = node.senses;
        while let Some(sense) = at.checked_sub(1).map(|i| self.senses[i as usize]) {
            if sense.entry == entry && sense.role == role {
                return;
            }
            at = sense.next;
        }
        self.senses.push(Sense {
            entry,
            role,
            next: node.senses,
        });
        node.senses = self.senses.len() as u32;
    }

    /// The longest phrase that begins at the first of `tokens` and does not
    /// cross a sentence. Words in capitals ("RUSSIA") count as if written
    /// normally when they are nothing as they stand.
    pub(crate) fn longest(&self, text: &str, tokens: &[Token]) -> Option<Found> {
        let plain = self.walk(tokens, |t| t.hash);
        let capitals = |t: &&Token| t.shape == Shape::Upper;
        let Some(first) = tokens.first().filter(capitals) else {
            return plain;
        };
        if plain.is_some() {
            return plain;
        }
        let titled = self.walk(tokens, |t| match t.shape {
            Shape::Upper => title_hash(t.text(text)),
            _ => t.hash,
        });
        // "US" is not "Us": a short word alone stays as it is ("NEW YORK").
        titled.filter(|found| found.len > 1 || shouted(first))
    }

    fn walk(&self, tokens: &[Token], hash: impl Fn(&Token) -> u64) -> Option<Found> {
        let mut key = 0;
        let mut found = None;
        for (i, token) in tokens.iter().enumerate() {
            if i > 0 && token.breaks {
                break;
            }
            key = step(key, hash(token));
            let Some(node) = self.nodes.get(&key) else {
                break;
            };
            if node.senses > 0 {
                found = Some(Found {
                    len: i + 1,
                    senses: node.senses,
                });
            }
            if !node.more {
                break;
            }
        }
        found
    }

    /// The meanings of a whole string.
    pub(crate) fn senses_of(&self, phrase: &str) -> impl Iterator<Item = Sense> + '_ {
        let tokens = words(phrase);
        let found = self.longest(phrase, &tokens);
        let whole = found.filter(|f| f.len == tokens.len());
        self.senses(whole)
    }

    /// The meanings of what was found, the newest first.
    pub(crate) fn senses(&self, found: Option<Found>) -> impl Iterator<Item = Sense> + '_ {
        let mut at = found.map_or(0, |f| f.senses);
        std::iter::from_fn(move || {
            let sense = self.senses[at.checked_sub(1)? as usize];
            at = sense.next;
            Some(sense)
        })
    }
}

/// A word of four letters or more in capitals.
pub(crate) fn shouted(token: &Token) -> bool {
    token.shape == Shape::Upper && token.end - token.start >= 4
}

/// [`word_hash`] of "Russia" for "RUSSIA".
pub(crate) fn title_hash(word: &str) -> u64 {
    let mut chars = word.chars();
    let titled: String = chars
        .next()
        .into_iter()
        .chain(chars.flat_map(char::to_lowercase))
        .collect();
    word_hash(&titled)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon() -> Phrases {
        let mut phrases = Phrases::default();
        phrases.add("Russia", 1, Role::Name);
        phrases.add("Russian", 1, Role::Adjective);
        phrases.add("Russian Federation", 1, Role::Name);
        phrases.add("Russian Federation", 1, Role::Name);
        phrases.add("Jordan", 2, Role::Name);
        phrases.add("Jordan", 3, Role::Name);
        phrases.add("al-Qaida", 4, Role::Name);
        phrases.add("New York", 5, Role::Name);
        phrases
    }

    fn longest(text: &str) -> Option<usize> {
        lexicon().longest(text, &words(text)).map(|f| f.len)
    }

    #[test]
    fn the_longest_phrase_wins() {
        assert_eq!(longest("Russian Federation said"), Some(2));
        assert_eq!(longest("Russian forces"), Some(1));
        assert_eq!(longest("RUSSIA AND"), Some(1));
        assert_eq!(longest("russia"), None);
        assert_eq!(longest("NEW YORK"), Some(2));
        assert_eq!(longest("al-Qaida in"), Some(3));
    }

    #[test]
    fn a_phrase_keeps_all_its_meanings_once() {
        let lexicon = lexicon();
        let entries = |p: &str| lexicon.senses_of(p).map(|s| s.entry).collect::<Vec<_>>();
        assert_eq!(entries("Jordan"), [3, 2]);
        assert_eq!(entries("Russian Federation"), [1]);
        assert!(entries("Federation").is_empty());
    }
}
