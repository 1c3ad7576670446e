//! Phrases with what they can mean, looked up by hash.

use super::entry::{Role, Sense, step};
use super::frozen::{Filter, Records, Slots};
use crate::actor::token::{Shape, Token, word_hash, words};

/// The longest phrase found at some token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// How many tokens.
    pub len: usize,
    from: u32,
    count: u32,
}

/// Phrases as token sequences.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Phrases {
    /// By key of the tokens so far: first sense, how many, whether some
    /// phrase goes on.
    nodes: Slots,
    senses: Records<2>,
    /// First tokens.
    starts: Filter,
}

impl Phrases {
    /// The phrases in three sections of the file.
    pub(super) fn new([nodes, senses, starts]: [&'static [u8]; 3]) -> Self {
        Self {
            nodes: Slots::new(nodes),
            senses: Records::new(senses),
            starts: Filter::new(starts),
        }
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

    /// [`Phrases::longest`] as if the first word had a capital, of several
    /// words.
    pub(crate) fn longest_titled(&self, text: &str, tokens: &[Token]) -> Option<Found> {
        let start = tokens.first()?.start;
        let found = self.walk(tokens, |t| match t.start == start {
            true => title_hash(t.text(text)),
            false => t.hash,
        });
        found.filter(|found| found.len > 1)
    }

    fn walk(&self, tokens: &[Token], hash: impl Fn(&Token) -> u64) -> Option<Found> {
        if !tokens
            .first()
            .is_some_and(|t| self.starts.may_have(hash(t)))
        {
            return None;
        }
        let mut key = 0;
        let mut found = None;
        for (i, token) in tokens.iter().enumerate() {
            if i > 0 && token.breaks {
                break;
            }
            key = step(key, hash(token));
            let Some(node) = self.nodes.get(key) else {
                break;
            };
            let count = (node >> 32) as u32 >> 1;
            if count > 0 {
                found = Some(Found {
                    len: i + 1,
                    from: node as u32,
                    count,
                });
            }
            if node >> 32 & 1 == 0 {
                break;
            }
        }
        found
    }

    /// The meanings of a whole string.
    pub(crate) fn senses_of(&self, phrase: &str) -> impl Iterator<Item = Sense> + use<> {
        let tokens = words(phrase);
        let found = self.longest(phrase, &tokens);
        let whole = found.filter(|f| f.len == tokens.len());
        self.senses(whole)
    }

    /// The meanings of what was found, the newest first.
    pub(crate) fn senses(&self, found: Option<Found>) -> impl Iterator<Item = Sense> + use<> {
        let range = found.map_or(0..0, |f| f.from..f.from + f.count);
        let senses = self.senses;
        range.map(move |at| {
            let [entry, role] = senses.get(at as usize);
            Sense {
                entry,
                role: Role::from_number(role),
            }
        })
    }
}

/// A word of four letters or more in capitals.
pub(crate) fn shouted(token: &Token) -> bool {
    token.shape == Shape::Upper && token.end - token.start >= 4
}

/// [`word_hash`] of "Russia" for "RUSSIA", of "New" for "new".
pub(crate) fn title_hash(word: &str) -> u64 {
    let mut chars = word.chars();
    let titled: String = chars
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(chars.flat_map(char::to_lowercase))
        .collect();
    word_hash(&titled)
}

#[cfg(test)]
mod tests {
    use super::super::build::DraftPhrases;
    use super::*;

    fn lexicon() -> Phrases {
        let mut phrases = DraftPhrases::default();
        phrases.add("Russia", 1, Role::Name);
        phrases.add("Russian", 1, Role::Adjective);
        phrases.add("Russian Federation", 1, Role::Name);
        phrases.add("Russian Federation", 1, Role::Name);
        phrases.add("Jordan", 2, Role::Name);
        phrases.add("Jordan", 3, Role::Name);
        phrases.add("al-Qaida", 4, Role::Name);
        phrases.add("New York", 5, Role::Name);
        let leak = |bytes: Vec<u8>| &*Box::leak(bytes.into_boxed_slice());
        Phrases::new(phrases.sections().map(leak))
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
