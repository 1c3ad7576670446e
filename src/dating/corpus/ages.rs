//! Ages as a clock: "Taylor, 64," in a dated article tells when "Taylor, 66,"
//! was written.

use rustc_hash::{FxHashMap, FxHasher};
use std::hash::Hasher;

use crate::timex::Day;

/// A person's age as told: who (a hash of the name before it, 0 when only
/// "64-year-old" is said) and how old.
pub type Age = (u64, u8);

const YEAR: f32 = 365.25;

/// The byte ranges of a text's words.
pub fn spans(text: &str) -> Vec<(usize, usize)> {
    let mut words: Vec<(usize, usize)> = Vec::new();
    let mut start = None;
    for (at, c) in text
        .char_indices()
        .chain(std::iter::once((text.len(), ' ')))
    {
        if c.is_alphanumeric() {
            start.get_or_insert(at);
        } else if let Some(from) = start.take() {
            words.push((from, at));
        }
    }
    words
}

/// Reads the ages of a text with these words.
pub fn ages(text: &str, words: &[(usize, usize)]) -> Vec<Age> {
    let mut found = Vec::new();
    for n in 1..words.len() {
        let (from, to) = words[n];
        let Some(age) = text[from..to]
            .parse::<u8>()
            .ok()
            .filter(|a| (10..=105).contains(a) && to - from <= 3)
        else {
            continue;
        };
        let before = &text[words[n - 1].0..words[n - 1].1];
        let glue = &text[words[n - 1].1..from];
        let after = text[to..].chars().next();
        let name = before.chars().next().is_some_and(char::is_uppercase) && before.len() > 2;
        if glue == ", " && matches!(after, Some(',' | '.' | ';' | ')')) && name {
            found.push((hash(before), age));
        } else if let (Some(year), Some(old)) = (words.get(n + 1), words.get(n + 2))
            && &text[to..year.0] == "-"
            && &text[year.0..year.1] == "year"
            && &text[old.0..old.1] == "old"
        {
            found.push((0, age));
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn hash(name: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(name.as_bytes());
    hasher.finish() | 1
}

/// When the people of a corpus were born, as its dated articles tell.
#[derive(Clone, Debug, Default)]
pub struct Births {
    /// For each person: the first day on which a child could have been born
    /// to be that old (a year long).
    people: FxHashMap<u64, Vec<f32>>,
}

fn born(age: u8, day: Day) -> f32 {
    day.0 as f32 - (f32::from(age) + 1.0) * YEAR
}

impl Births {
    /// Learns from a dated article.
    pub fn learn(&mut self, ages: &[Age], day: Day) {
        for &(who, age) in ages {
            let list = self.people.entry(who).or_default();
            if list.len() < 200 {
                list.push(born(age, day));
            }
        }
    }

    /// Log of how well the ages fit a day: for names, for "year-old".
    pub fn read(&self, ages: &[Age], day: Day) -> [f32; 2] {
        let mut out = [0.0, 0.0];
        for &(who, age) in ages {
            let Some(list) = self.people.get(&who) else {
                continue;
            };
            if who == 0 && list.len() < 4 {
                continue;
            }
            let here = born(age, day);
            let fit: f32 = list
                .iter()
                .map(|b| (1.0 - (b - here).abs() / YEAR).max(0.0))
                .sum();
            let n = list.len() as f32;
            out[usize::from(who == 0)] += (0.05 + fit / (n + 0.5)).ln();
        }
        out
    }
}
