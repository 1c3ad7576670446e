//! Words that a corpus knows only from some day on, or only up to one: the
//! name of a judge before the trial, of a bank after its end. Far apart from
//! the slow drift of the vocabulary such a word alone can rule out years.

use rustc_hash::FxHashMap;

use super::words::Words;
use crate::timex::Day;

/// A word is held to have come up, or gone, from so improbable a run of
/// articles without it (minus the log) on. Among thousands of words some have
/// such runs by chance, so that none says much alone.
const SURE: f32 = 5.0;
/// Articles that a word never seen is taken to have stood in.
const UNSEEN: f32 = 0.5;
/// A single word says no more than this (log-odds).
const MOST: f32 = 4.0;
/// From so much on, added up, it is told that words have come up.
const TOLD: f32 = 6.0;

/// When words came up and when they were gone, as the dated articles have it.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// Per term: the day it came up and what it says against days before.
    came: FxHashMap<u32, (Day, f32)>,
    /// Per term: its last day and what it says against days after.
    gone: FxHashMap<u32, (Day, f32)>,
}

impl Changes {
    /// Learns from dated articles.
    pub fn new<'a>(articles: impl Iterator<Item = (&'a Words, Day)>) -> Self {
        let mut articles: Vec<(Day, &Words)> = articles.map(|(w, day)| (day, w)).collect();
        articles.sort_by_key(|a| a.0);
        let days: Vec<Day> = articles.iter().map(|a| a.0).collect();
        // Per term: how many articles have it, its first and last day.
        let mut terms: FxHashMap<u32, (u32, Day, Day)> = FxHashMap::default();
        for (day, words) in &articles {
            for (term, _) in &words.terms {
                let seen = terms.entry(*term).or_insert((0, *day, *day));
                seen.0 += 1;
                seen.2 = *day;
            }
        }
        let mut changes = Self::default();
        for (term, (count, first, last)) in terms {
            let before = days.partition_point(|day| *day < first);
            let after = days.len() - days.partition_point(|day| *day <= last);
            let says = |without: usize| {
                let with = (days.len() - without) as f32;
                let count = count as f32;
                let surprise = -count * (with / days.len() as f32).ln();
                let odds = (count / with) * (without as f32 + 1.0) / UNSEEN;
                (surprise >= SURE).then(|| odds.ln().clamp(0.0, MOST))
            };
            changes
                .came
                .extend(says(before).map(|says| (term, (first, says))));
            changes
                .gone
                .extend(says(after).map(|says| (term, (last, says))));
        }
        changes
    }

    /// What the words of an article say against days.
    pub fn read(&self, words: &Words) -> Against {
        let of = |table: &FxHashMap<u32, (Day, f32)>| {
            let found = words.terms.iter().filter_map(|(term, _)| table.get(term));
            let mut found: Vec<(Day, f32)> = found.copied().collect();
            found.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
            found
        };
        Against {
            came: of(&self.came),
            gone: of(&self.gone),
        }
    }
}

/// What the words of one article say against days.
#[derive(Clone, Debug, Default)]
pub struct Against {
    came: Vec<(Day, f32)>,
    gone: Vec<(Day, f32)>,
}

impl Against {
    /// Log-odds of the words that had not come up on a day, and of those that
    /// were gone, added up; logs of one more than that.
    pub fn of(&self, day: Day) -> [f32; 2] {
        let sum = |list: &[(Day, f32)]| list.iter().map(|w| w.1).sum::<f32>();
        let came = self.came.partition_point(|w| w.0 <= day);
        let gone = self.gone.partition_point(|w| w.0 < day);
        [sum(&self.came[came..]), sum(&self.gone[..gone])].map(|sum| (1.0 + sum).ln())
    }

    /// The last day up to a given one from which on dated articles know enough
    /// of the words to tell of it.
    pub fn since(&self, day: Day) -> Option<Day> {
        let mut sum = 0.0;
        let known = self.came.iter().rev().filter(|w| w.0 <= day);
        for (from, says) in known {
            sum += says;
            if sum >= TOLD {
                return Some(*from);
            }
        }
        None
    }
}

/// The names of what [`Against::of`] tells.
pub const NAMES: [&str; 2] = ["came-up-later", "gone-before"];

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    #[test]
    fn a_word_that_came_up_rules_out_days_before() {
        let texts: Vec<(Words, Day)> = (0..40)
            .map(|n| {
                let name = if n < 20 { "Brandt" } else { "Masters" };
                (
                    words(&format!("The trial goes on, judge {name} said.")),
                    Day(n),
                )
            })
            .collect();
        let changes = Changes::new(texts.iter().map(|(w, day)| (w, *day)));
        let against = changes.read(&words("Masters is known."));
        assert!(against.of(Day(10))[0] > 1.0);
        assert_eq!(against.of(Day(25)), [0.0, 0.0]);
        assert_eq!(against.since(Day(25)), None, "one word is not enough");
        let two = Against {
            came: vec![(Day(3), 4.0), (Day(7), 4.0)],
            gone: Vec::new(),
        };
        assert_eq!(
            [Day(5), Day(9)].map(|day| two.since(day)),
            [None, Some(Day(3))]
        );
        let against = changes.read(&words("Brandt is known."));
        assert!(against.of(Day(30))[1] > 1.0);
        assert_eq!(against.of(Day(10)), [0.0, 0.0]);
        let nothing = changes.read(&words("The trial."));
        assert_eq!(nothing.of(Day(30)), [0.0, 0.0]);
    }
}
