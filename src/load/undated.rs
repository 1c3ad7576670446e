//! What could not be dated alone is dated from the corpus: only then is every
//! article read once more, for the words and clues that this takes.

use super::build::Builder;
use super::revise::Changes;
use super::{cores, in_order};
use crate::dating::corpus::Read;
use crate::dating::{self, Dating};
use crate::event::Analysis;
use crate::store::ArticleId;
use crate::timex::Tagger;

/// Articles dated anew between two snapshots: what waits takes room.
const BATCH: usize = 4096;

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
        let mut solved = self.solved().into_iter().peekable();
        while solved.peek().is_some() && !self.cancel.is_cancelled() {
            let mut changes = Changes::new();
            for (index, dating) in solved.by_ref().take(BATCH) {
                let number = index as u32;
                if let Some(analysis) = self.snapshot.articles.peek(ArticleId(number)) {
                    let mut analysis = (*analysis).clone();
                    analysis.dating = dating;
                    changes.insert(number, analysis);
                }
            }
            self.replace(changes);
            if solved.peek().is_some() {
                self.send();
            }
        }
    }

    /// What the corpus says anew of dates, by article number.
    pub(super) fn solved(&mut self) -> Vec<(usize, Dating)> {
        self.read_for_solving();
        self.solver.solve()
    }

    /// Gives the solver every article that it does not know yet.
    fn read_for_solving(&mut self) {
        let articles = self.snapshot.articles.clone();
        let known = self.solver.len();
        if known == articles.len() {
            return;
        }
        let (dates, cancel) = (&self.known.dates, &self.cancel);
        let solver = &mut self.solver;
        let read = |id: ArticleId| {
            let analysis = articles.peek(id)?;
            let day = dates.get(&analysis.article.id).copied();
            Some((read(&analysis, day.is_some()), day))
        };
        let outcome = in_order(cores(), articles.ids().skip(known), read, |found| {
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
    }
}

fn read(analysis: &Analysis, given: bool) -> Read {
    let (article, mentions) = (&analysis.article, &analysis.mentions);
    match given {
        true => {
            let alone = dating::date_alone(article, mentions, Tagger::english());
            Read::new(article, mentions, &alone)
        }
        false => Read::new(article, mentions, &analysis.dating),
    }
}
