//! The words of an article as the corpus compares them: hashed terms with
//! their counts, hashed runs of words.

use std::hash::Hasher;

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

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

/// Words that most news have: `assets/dating/common-words.txt`.
const COMMON: &str = include_str!("../../../assets/dating/common-words.txt");

/// The hashes of common words.
pub fn common() -> &'static FxHashSet<u32> {
    static HASHES: OnceLock<FxHashSet<u32>> = OnceLock::new();
    HASHES.get_or_init(|| {
        let lines = COMMON.lines().filter(|line| !line.starts_with('#'));
        lines.flat_map(split).map(|w| fold(w.hash)).collect()
    })
}

/// What is kept of an article's words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Words {
    /// Hash and count of each distinct term, by hash.
    pub terms: Vec<(u32, u8)>,
    /// Hash of each distinct pair of neighbouring words, ascending.
    pub pairs: Vec<u32>,
    /// Hashes of distinct runs of words, ascending.
    pub runs: Vec<u32>,
}

/// One word of a text.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Word {
    hash: u64,
}

/// Reads the words of a text.
pub fn words(text: &str) -> Words {
    let words = split(text);
    let mut counts: FxHashMap<u32, u8> = FxHashMap::default();
    for word in &words {
        let count = counts.entry(fold(word.hash)).or_default();
        *count = count.saturating_add(1);
    }
    let mut terms: Vec<_> = counts.into_iter().collect();
    terms.sort_unstable();
    terms.truncate(TERMS);
    Words {
        terms,
        // Two common words in a row say nothing.
        pairs: sample(&words, 2, |pair| {
            !pair.iter().all(|w| common().contains(&fold(w.hash)))
        }),
        runs: sample(&words, RUN, |_| true),
    }
}

/// The hashes of a text's words that are not common, ascending, each once.
pub fn telling(text: &str) -> Vec<u32> {
    let words = split(text).into_iter().map(|w| fold(w.hash));
    let mut words: Vec<u32> = words.filter(|w| !common().contains(w)).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// The distinct runs of `length` words, hashed, sampled.
fn sample(words: &[Word], length: usize, wanted: impl Fn(&[Word]) -> bool) -> Vec<u32> {
    let mut runs: Vec<u32> = words
        .windows(length)
        .filter(|run| wanted(run))
        .map(|run| fold(run.iter().fold(0, |hash, word| chain(hash, word.hash))))
        .collect();
    runs.sort_unstable();
    runs.dedup();
    runs.truncate(RUNS);
    runs
}

fn split(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut hasher: Option<FxHasher> = None;
    for c in text.chars().chain(std::iter::once(' ')) {
        if c.is_alphanumeric() {
            let hasher = hasher.get_or_insert_with(FxHasher::default);
            c.to_lowercase()
                .for_each(|lower| hasher.write_u32(lower as u32));
            continue;
        }
        if let Some(hasher) = hasher.take() {
            words.push(Word {
                hash: hasher.finish(),
            });
            if words.len() == WORDS {
                break;
            }
        }
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
