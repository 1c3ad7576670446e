//! How far the days that are named are believed.

use super::{Corpus, Solver};
use crate::dating::corpus::features::COPY;
use crate::dating::corpus::links::Neighbour;
use crate::dating::corpus::trust::{Terms, Trust, terms};

/// Articles that are as like as this may tell one story.
const ALIKE: f32 = 0.12;

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
        for n in self.numbers_undated().collect::<Vec<_>>() {
            let against = corpus.changes.read(&self.words[n]);
            let kept = &mut self.kept[n];
            let style = corpus.styles.read(kept.house(), &kept.marks);
            let named = kept.days.first().map(|named| named.0);
            kept.since = named.and_then(|named| against.since(named));
            kept.in_style = named.is_some_and(|named| style.tells_of(named));
        }
        if self.is_capped() {
            self.cap_by_years();
        }
        if !corpus.dated_enough {
            return;
        }
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

    /// Articles of one story are no surer of their year together than the
    /// surest of them is without the others: what nobody knows, all of them
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
        let mut known = vec![0.0f32; self.kept.len()];
        for &n in &undated {
            let at = first(&mut story, n);
            known[at] = known[at].max(self.kept[n].year_alone);
        }
        for &n in &undated {
            let most = known[first(&mut story, n)];
            for day in &mut self.kept[n].days {
                day.1 = day.1.min(most);
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
