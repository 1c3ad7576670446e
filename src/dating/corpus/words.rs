//! The words of an article as the corpus compares them: hashed terms with
//! their counts, hashed runs of words.

use std::hash::Hasher;

use rustc_hash::{FxHashMap, FxHasher};

/// Distinct terms kept of one article: those with the smallest hashes, so
/// that two articles keep the same ones (a bottom-k sketch, Broder 1997).
pub const TERMS: usize = 400;
/// Runs kept of one article, sampled in the same way.
pub const RUNS: usize = 400;
/// Words in a run: shorter ones are shared by chance, longer ones break at
/// every edited word.
const RUN: usize = 5;
/// Words read of one article.
const WORDS: usize = 20_000;

/// What is kept of an article's words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Words {
    /// Hash and count of each distinct term, by hash.
    pub terms: Vec<(u32, u8)>,
    /// Hashes of distinct runs of words, ascending.
    pub runs: Vec<u32>,
}

/// One word of a text.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Word {
    hash: u64,
    capital: bool,
    /// Nothing but white space since the word before.
    joined: bool,
}

/// Reads the words of a text.
pub fn words(text: &str) -> Words {
    let words = split(text);
    let mut counts: FxHashMap<u32, u8> = FxHashMap::default();
    for (at, word) in words.iter().enumerate() {
        let count = counts.entry(fold(word.hash)).or_default();
        *count = count.saturating_add(1);
        if at > 0 && word.joined && word.capital && words[at - 1].capital {
            let pair = counts
                .entry(fold(chain(words[at - 1].hash, word.hash)))
                .or_default();
            *pair = pair.saturating_add(1);
        }
    }
    let mut terms: Vec<_> = counts.into_iter().collect();
    terms.sort_unstable();
    terms.truncate(TERMS);
    let mut runs: Vec<u32> = words
        .windows(RUN)
        .map(|run| fold(run.iter().fold(0, |hash, word| chain(hash, word.hash))))
        .collect();
    runs.sort_unstable();
    runs.dedup();
    runs.truncate(RUNS);
    Words { terms, runs }
}

fn split(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut hasher: Option<FxHasher> = None;
    let mut capital = false;
    let mut joined = true;
    for c in text.chars().chain(std::iter::once(' ')) {
        if c.is_alphanumeric() {
            let hasher = hasher.get_or_insert_with(|| {
                capital = c.is_uppercase();
                FxHasher::default()
            });
            c.to_lowercase()
                .for_each(|lower| hasher.write_u32(lower as u32));
            continue;
        }
        if let Some(hasher) = hasher.take() {
            words.push(Word {
                hash: hasher.finish(),
                capital,
                joined,
            });
            joined = true;
            if words.len() == WORDS {
                break;
            }
        }
        joined &= c.is_whitespace();
    }
    words
}

fn chain(hash: u64, next: u64) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write_u64(hash);
    hasher.write_u64(next);
    hasher.finish()
}

fn fold(hash: u64) -> u32 {
    // FxHash leaves its best bits on top after finish(); mix both halves.
    let mixed = hash.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed >> 32) as u32
}

/// How many of two ascending lists are the same.
pub fn shared(one: &[u32], other: &[u32]) -> usize {
    let (mut i, mut j, mut count) = (0, 0, 0);
    while i < one.len() && j < other.len() {
        match one[i].cmp(&other[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                count += 1;
                i += 1;
                j += 1;
            }
        }
    }
    count
}
