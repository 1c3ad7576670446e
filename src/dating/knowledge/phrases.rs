//! Finds phrases in text: some hundred thousand of them, ready in a few
//! milliseconds. An automaton over as many takes longer to build than most
//! piles of articles to read.

use rustc_hash::FxHashMap;

/// Phrases are looked up by their first bytes; shorter ones are not found.
const HEAD: usize = 3;
/// FNV-1a, 64 bits.
const START: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0100_0000_01b3;

/// Phrases in lower case, numbered in the order given.
#[derive(Debug, Default)]
pub struct Phrases {
    phrases: Vec<Box<str>>,
    /// By hash: the phrase.
    numbers: FxHashMap<u64, u32>,
    /// By first bytes: the length of the longest phrase.
    heads: FxHashMap<[u8; HEAD], usize>,
}

impl Phrases {
    /// Takes the phrases; of two that share a hash the later one is lost,
    /// which a test rules out for the tables that ship.
    pub fn new(phrases: impl Iterator<Item = String>) -> Self {
        let mut all = Self::default();
        for phrase in phrases {
            let bytes = phrase.as_bytes();
            if let Some(head) = bytes.first_chunk::<HEAD>() {
                let longest = all.heads.entry(*head).or_default();
                *longest = bytes.len().max(*longest);
                let hash = bytes.iter().fold(START, |hash, byte| step(hash, *byte));
                all.numbers.insert(hash, all.phrases.len() as u32);
            }
            all.phrases.push(phrase.into());
        }
        all
    }

    /// Where phrases stand as whole words in a text in lower case, first to
    /// last: start, end and number. Where several begin the longest counts; none overlap.
    pub fn find(&self, text: &str) -> Vec<(usize, usize, u32)> {
        let bytes = text.as_bytes();
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(head) = bytes.get(at..).and_then(<[u8]>::first_chunk::<HEAD>) {
            let longest = match is_edge(text, at, true) {
                true => self.heads.get(head).copied(),
                false => None,
            };
            match longest.and_then(|longest| self.longest(text, at, longest)) {
                Some((end, number)) => {
                    found.push((at, end, number));
                    at = end;
                }
                None => at += 1,
            }
        }
        found
    }

    /// The longest phrase that begins at a byte.
    fn longest(&self, text: &str, at: usize, longest: usize) -> Option<(usize, u32)> {
        let bytes = text.as_bytes();
        let last = bytes.len().min(at + longest);
        let mut hash = START;
        let mut best = None;
        for (end, byte) in (at + 1..).zip(&bytes[at..last]) {
            hash = step(hash, *byte);
            if end < at + HEAD || !is_edge(text, end, false) {
                continue;
            }
            if let Some(number) = self.numbers.get(&hash)
                && self.phrases[*number as usize].as_bytes() == &bytes[at..end]
            {
                best = Some((end, *number));
            }
        }
        best
    }
}

fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(PRIME)
}

/// Whether no letter or digit stands before a byte, or at it.
fn is_edge(text: &str, at: usize, before: bool) -> bool {
    let beside = if before { at.checked_sub(1) } else { Some(at) };
    let Some(byte) = beside.and_then(|n| text.as_bytes().get(n)) else {
        return true;
    };
    if byte.is_ascii() {
        return !byte.is_ascii_alphanumeric();
    }
    let (left, right) = match text.is_char_boundary(at) {
        true => text.split_at(at),
        false => return false,
    };
    let beside = match before {
        true => left.chars().next_back(),
        false => right.chars().next(),
    };
    !beside.is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn all(phrases: &[&str], text: &str) -> Vec<(usize, usize, u32)> {
        Phrases::new(phrases.iter().map(|p| (*p).to_owned())).find(text)
    }

    #[test]
    fn the_longest_whole_words_count() {
        let phrases = ["king", "king of spain", "spain won", "won", "café"];
        let text = "the king of spain won; kings of spain, kinging; king of spains café";
        let found = all(&phrases, text);
        let words: Vec<&str> = found.iter().map(|f| &text[f.0..f.1]).collect();
        assert_eq!(words, ["king of spain", "won", "king", "café"]);
        assert!(all(&phrases, "kinglé éking").is_empty());
        assert!(all(&phrases, "").is_empty());
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            rng_seed: prop::test_runner::RngSeed::Fixed(3),
            ..ProptestConfig::default()
        })]

        /// The same as looking at every place for every phrase.
        #[test]
        fn as_by_trying_all(text in "[ab é.]{0,40}", phrases in prop::collection::hash_set("[abé]{2,3}[ ab.é]{2,5}", 1..6)) {
            let phrases: Vec<String> = phrases.into_iter().collect();
            let whole = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
            let mut wanted = Vec::new();
            let mut at = 0;
            while at < text.len() {
                let here = (0..).zip(&phrases).filter(|(_, p)| {
                    text.get(at..).is_some_and(|rest| rest.starts_with(p.as_str()))
                        && whole(text[..at].chars().next_back())
                        && whole(text[at + p.len()..].chars().next())
                });
                match here.max_by_key(|(_, p)| p.len()) {
                    Some((n, p)) => {
                        wanted.push((at, at + p.len(), n));
                        at += p.len();
                    }
                    None => at += 1,
                }
            }
            prop_assert_eq!(Phrases::new(phrases.into_iter()).find(&text), wanted);
        }
    }
}
