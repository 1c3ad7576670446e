//! How far the days that are named are believed.

use rustc_hash::FxHashMap;

use super::{Corpus, Solver};
use crate::dating::GIVEN;
use crate::dating::corpus::explain;
use crate::dating::corpus::features::COPY;
use crate::dating::corpus::links::Neighbour;
use crate::dating::corpus::trust::{Terms, Trust, terms};
use crate::dating::corpus::world;

/// Articles that are as like as this may tell one story.
const ALIKE: f32 = 0.3;

/// What speaks against a day outright leaves it such a chance at most.
pub(super) const DOUBTED: f32 = 0.45;
/// So many dated articles of a source tell its house style.
const HOUSE: usize = 5;

/// Whether neighbours may tell one story.
fn is_alike(near: &Neighbour) -> bool {
    near.likeness >= ALIKE || near.runs >= COPY
}

impl Solver {
    /// Turns the shares of the days that are named into chances.
    pub(super) fn settle(&mut self, corpus: &Corpus) {
        for kept in &mut self.kept {
            kept.terms = None;
        }
        let mut houses: FxHashMap<&str, usize> = FxHashMap::default();
        for kept in self.kept.iter().filter(|kept| kept.fixed.is_some()) {
            *houses
                .entry(kept.source.as_deref().unwrap_or_default())
                .or_default() += 1;
        }
        let undated: Vec<usize> = self.numbers_undated().collect();
        let at_home = |n: &usize| {
            let source = self.kept[*n].source.as_deref();
            source.is_some_and(|source| houses.get(source).is_some_and(|n| *n >= HOUSE))
        };
        let at_home: Vec<bool> = undated.iter().map(at_home).collect();
        for (n, at_home) in undated.into_iter().zip(at_home) {
            let against = corpus.changes.read(&self.words[n]);
            let kept = &mut self.kept[n];
            let style = corpus.styles.read(kept.house(), &kept.marks);
            let named = kept.days.first().map(|named| named.0);
            kept.since = named.and_then(|named| against.since(named));
            kept.in_style = at_home && named.is_some_and(|named| style.tells_of(named));
        }
        if self.is_capped() {
            self.cap_by_years();
        }
        if corpus.dated_enough {
            self.trust();
        }
        self.doubt();
    }

    /// A day on which the weekday told with it was another, or on which what
    /// the article names was still to come, is no more than a guess.
    fn doubt(&mut self) {
        for n in self.numbers_undated().collect::<Vec<_>>() {
            let kept = &self.kept[n];
            let Some(&(day, share)) = kept.days.first() else {
                continue;
            };
            let doubted = world::ahead(&kept.known, day).is_some()
                || !explain::conflicts(&kept.clues, day).is_empty();
            if share >= GIVEN && doubted && kept.soft.is_none_or(|soft| soft.0 != day) {
                self.believe(n, DOUBTED);
            }
        }
    }

    /// Believes the days that are named as far as the dated articles beside
    /// them go.
    fn trust(&mut self) {
        let known: Vec<(usize, Terms)> = self
            .numbers_undated()
            .filter_map(|n| Some((n, self.terms_of(n)?)))
            .collect();
        for n in self.numbers_undated().collect::<Vec<_>>() {
            let kept = &self.kept[n];
            // A day of the text is believed as far as the text is.
            let soft = kept
                .soft
                .filter(|s| kept.days.first().is_some_and(|d| d.0 == s.0));
            if let Some((_, alone)) = soft {
                let share = kept.days[0].1;
                self.believe(n, share.min(alone));
            }
        }
        for (n, terms) in known {
            self.kept[n].terms = Some(terms);
            self.believe(n, Trust::built_in().chance(&terms));
        }
    }

    /// Whether a dated article is like article `n`.
    pub(super) fn has_alike(&self, n: usize) -> bool {
        let dated = |near: &&Neighbour| self.kept[near.article as usize].fixed.is_some();
        self.near(n).iter().filter(dated).any(is_alike)
    }

    /// Articles of one story are no surer of a year together than the one that
    /// is surest of it is without the others: what nobody knows, all of them
    /// only repeat to one another.
    fn cap_by_years(&mut self) {
        let mut story: Vec<usize> = (0..self.kept.len()).collect();
        fn first(story: &mut [usize], mut n: usize) -> usize {
            while story[n] != n {
                story[n] = story[story[n]];
                n = story[n];
            }
            n
        }
        let undated: Vec<usize> = self.numbers_undated().collect();
        for &n in &undated {
            for near in self.near(n).iter().filter(|near| is_alike(near)) {
                let other = near.article as usize;
                if self.kept[other].fixed.is_none() {
                    let (a, b) = (first(&mut story, n), first(&mut story, other));
                    story[a.max(b)] = a.min(b);
                }
            }
        }
        let mut known: FxHashMap<(usize, i32), f32> = FxHashMap::default();
        for &n in &undated {
            let at = first(&mut story, n);
            for &(year, chance) in &self.kept[n].years_alone {
                let most = known.entry((at, year)).or_default();
                *most = most.max(chance);
            }
        }
        for &n in &undated {
            let at = first(&mut story, n);
            let mut sums: FxHashMap<i32, f32> = FxHashMap::default();
            for (day, share) in &self.kept[n].days {
                *sums.entry(day.year()).or_default() += share;
            }
            for (day, share) in &mut self.kept[n].days {
                let most = known.get(&(at, day.year())).copied().unwrap_or(0.0);
                let sum = sums[&day.year()];
                *share *= (most / sum.max(f32::MIN_POSITIVE)).min(1.0);
            }
        }
    }

    /// What is known of the day that was named for an article, where neither
    /// its text gave the day nor states it without a year.
    fn terms_of(&self, n: usize) -> Option<Terms> {
        let kept = &self.kept[n];
        let &(day, share) = kept.days.first()?;
        if kept.soft.is_some_and(|soft| soft.0 == day) || kept.stated.is_some() {
            return None;
        }
        let dated = self.near(n).iter().filter_map(|neighbour| {
            let kept = &self.kept[neighbour.article as usize];
            let (when, _) = kept.fixed.or_else(|| kept.completed())?;
            Some((*neighbour, when))
        });
        Some(terms(day, share, dated))
    }

    /// Gives the day that is named a chance, and the others what is left.
    fn believe(&mut self, n: usize, chance: f32) {
        let Some(((_, named), others)) = self.kept[n].days.split_first_mut() else {
            return;
        };
        let rest = ((1.0 - chance) / (1.0 - *named).max(1e-6)).min(1.0);
        others.iter_mut().for_each(|p| p.1 *= rest);
        *named = chance;
    }

    /// What is known of the day named for an article, for fitting how far
    /// such days are believed; `None` where its text decides.
    pub fn terms(&self, n: usize) -> Option<Terms> {
        self.kept[n].terms
    }
}
