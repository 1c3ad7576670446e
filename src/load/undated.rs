//! What could not be dated alone is dated from the corpus: only then are
//! articles read once more, for the words and clues that this takes.
//!
//! The solver compares articles with one another, so what it keeps of each
//! takes room. In an archive it therefore sees so many undated articles at a
//! time, and of the dated ones an even sample.

use std::collections::BTreeMap;

use super::build::Builder;
use super::revise::Changes;
use super::{cores, in_order};
use crate::dating::corpus::Read;
use crate::dating::{self, Dating, Solver};
use crate::event::Analysis;
use crate::store::ArticleId;

/// Articles dated anew between two snapshots: what waits takes room.
const BATCH: usize = 4096;

/// Undated articles that are solved together.
const TOGETHER: usize = 20_000;

/// Dated articles that they are compared with, at most.
const WITNESSES: usize = 20_000;

/// Articles that the solver keeps for the user's corrections; of more it reads
/// them again.
const KEPT: usize = 5_000;

impl Builder {
    /// Whether some article has no firm date, from itself or the user.
    pub(super) fn needs_corpus(&self) -> bool {
        let undated = |number: &u32| {
            self.known.dates.is_empty() || {
                let found = self.snapshot.articles.peek(ArticleId(*number));
                found.is_some_and(|a| !self.known.dates.contains_key(&a.article.id))
            }
        };
        !self.options.alone && self.loose.iter().any(undated)
    }

    /// Dates what could not be dated alone.
    pub(super) fn date_from_corpus(&mut self) {
        let loose = self.loose.clone();
        for together in loose.chunks(TOGETHER) {
            if self.cancel.is_cancelled() {
                return;
            }
            let solved = self.solved_among(together);
            if self.members.len() > KEPT {
                (self.solver, self.members) = Default::default();
            }
            self.redate(solved);
        }
    }

    fn redate(&mut self, solved: Vec<(ArticleId, Dating)>) {
        let mut solved = solved.into_iter().peekable();
        while solved.peek().is_some() && !self.cancel.is_cancelled() {
            let mut changes = Changes::new();
            for (id, dating) in solved.by_ref().take(BATCH) {
                if let Some(analysis) = self.snapshot.articles.peek(id) {
                    let mut analysis = (*analysis).clone();
                    analysis.dating = dating;
                    changes.insert(id.0, analysis);
                }
            }
            self.replace(changes);
            if solved.peek().is_some() {
                self.send();
            }
        }
    }

    /// What the corpus says anew of dates after a correction. In an archive
    /// of many undated articles a correction moves its own article only.
    pub(super) fn solved_again(&mut self) -> Vec<(ArticleId, Dating)> {
        if self.loose.len() > TOGETHER {
            return Vec::new();
        }
        let undated = self.loose.clone();
        let known = !self.members.is_empty();
        let solved = self.solved_among(&undated);
        match known {
            true => solved,
            // A solver that has just read the articles tells what differs from
            // what they say alone, not from what it told before.
            false => self.all_of(&undated, solved),
        }
    }

    /// The dates of some undated articles, whether or not the corpus tells
    /// them, as far as they are others now.
    fn all_of(
        &self,
        undated: &[u32],
        solved: Vec<(ArticleId, Dating)>,
    ) -> Vec<(ArticleId, Dating)> {
        let mut solved: BTreeMap<ArticleId, Dating> = solved.into_iter().collect();
        let each = undated.iter().filter_map(|number| {
            let id = ArticleId(*number);
            let analysis = self.snapshot.articles.peek(id)?;
            if self.known.dates.contains_key(&analysis.article.id) {
                return None;
            }
            let dating = solved.remove(&id);
            let dating = dating.unwrap_or_else(|| dating::date_alone(&analysis.article));
            (dating != analysis.dating).then_some((id, dating))
        });
        each.collect()
    }

    /// What the corpus says anew of the dates of some undated articles.
    fn solved_among(&mut self, undated: &[u32]) -> Vec<(ArticleId, Dating)> {
        self.gather(undated);
        let solved = self.solver.solve().into_iter();
        let numbered = solved.filter_map(|(at, dating)| {
            let number = self.members.get(at)?;
            Some((ArticleId(*number), dating))
        });
        numbered.collect()
    }

    /// Gives the solver these undated articles and their witnesses.
    fn gather(&mut self, undated: &[u32]) {
        let all = self.snapshot.articles.len() as u32;
        let members = members(undated, &self.loose, all);
        if members == self.members {
            return;
        }
        self.solver = Solver::new();
        let articles = self.snapshot.articles.clone();
        let (dates, cancel, loose) = (&self.known.dates, &self.cancel, &self.loose);
        let solver = &mut self.solver;
        let read = |number: u32| {
            let analysis = articles.peek(ArticleId(number))?;
            let day = dates.get(&analysis.article.id).copied();
            let told = day.is_some() || loose.binary_search(&number).is_ok();
            Some((read(&analysis, told), day))
        };
        let outcome = in_order(cores(), members.iter().copied(), read, |found| {
            let (read, day) = found.ok_or(())?;
            solver.take(read);
            if day.is_some() {
                solver.correct(solver.len() - 1, day);
            }
            match cancel.is_cancelled() {
                true => Err(()),
                false => Ok(()),
            }
        });
        // Only a load that is given up stops early; then nobody asks.
        outcome.unwrap_or_default();
        self.members = members;
    }
}

/// Some undated articles and a sample of the dated ones, in order.
fn members(undated: &[u32], loose: &[u32], all: u32) -> Vec<u32> {
    let dated = all as usize - loose.len().min(all as usize);
    let step = dated.div_ceil(WITNESSES).max(1);
    let dated = (0..all).filter(|number| loose.binary_search(number).is_err());
    let mut members: Vec<u32> = dated.step_by(step).collect();
    members.extend_from_slice(undated);
    members.sort_unstable();
    members
}

/// Reads an article for the solver. What its own date was must be found
/// again when the user or the corpus may have given another.
fn read(analysis: &Analysis, told: bool) -> Read {
    let (article, mentions) = (&analysis.article, &analysis.mentions);
    match told {
        true => {
            let alone = dating::date_alone(article);
            Read::new(article, mentions, &alone)
        }
        false => Read::new(article, mentions, &analysis.dating),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_corpus_is_solved_whole_and_a_large_one_by_samples() {
        assert_eq!(members(&[1, 4], &[1, 4], 6), [0, 1, 2, 3, 4, 5]);
        let loose: Vec<u32> = (0..30_000).map(|n| n * 10).collect();
        let members = members(&loose[..TOGETHER], &loose, 300_000);
        assert!(members.len() <= TOGETHER + WITNESSES);
        assert!(members.is_sorted_by(|a, b| a < b));
        // Evenly over the whole, undated ones of the rest left out.
        assert!(members.last().is_some_and(|last| *last > 299_000));
        let others = &loose[TOGETHER..];
        assert!(others.iter().all(|n| members.binary_search(n).is_err()));
    }
}
