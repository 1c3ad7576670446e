//! What was found, as it is told.

use super::Solver;
use super::belief::DOUBTED;
use crate::dating::corpus::explain::{self, Reader};
use crate::dating::corpus::kept::Kept;
use crate::dating::{Dating, GIVEN, Ground, weigh};
use crate::timex::Day;

impl Solver {
    /// The dating of an article after weighing; `None` when it was dated
    /// alone.
    pub(super) fn dating(&self, n: usize) -> Option<Dating> {
        let kept = &self.kept[n];
        if let Some((day, _)) = kept.fixed {
            let mut dating = match kept.corrected {
                Some(day) => explain::corrected(day, &kept.alone),
                None => kept.alone.clone(),
            };
            dating.conflicts = conflicts(kept, day);
            return Some(dating);
        }
        let &(day, confidence) = kept.days.first()?;
        let reader = Reader {
            number: n,
            kept: &self.kept,
            near: self.near(n),
            shared: &self.shared[n],
            spanned: self.spanned,
        };
        let published = (confidence >= GIVEN).then_some(day);
        let (basis, evidence) = reader.tell(day, published.is_some());
        if published.is_some() && kept.soft.is_some_and(|s| s.0 == day) {
            let mut dating = Dating {
                confidence,
                ..kept.alone.clone()
            };
            weigh::fit(&mut dating.alternatives, confidence);
            return Some(dating);
        }
        let mut alternatives = reader.alternatives(published.is_some());
        weigh::fit(&mut alternatives, published.map_or(0.0, |_| confidence));
        // Nobody needs to be told what speaks against a day hardly thought of.
        let ahead = explain::ahead(&kept.known, day).filter(|_| confidence >= DOUBTED);
        Some(Dating {
            published,
            confidence,
            ground: if published.is_some() {
                Ground::Inference
            } else {
                Ground::Nothing
            },
            basis,
            evidence,
            alternatives,
            conflicts: conflicts(kept, day).into_iter().chain(ahead).collect(),
            ..kept.alone.clone()
        })
    }
}

/// What spoke against its dates before, and what speaks against the day.
fn conflicts(kept: &Kept, day: Day) -> Vec<String> {
    let mut all = kept.alone.conflicts.clone();
    for conflict in explain::conflicts(&kept.clues, day) {
        if !all.contains(&conflict) {
            all.push(conflict);
        }
    }
    all
}
