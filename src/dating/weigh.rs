//! Evidence of a publication day, and the weighing of it.

use super::{Candidate, Ground};
use crate::source::Setting;
use crate::timex::Day;

/// One piece of evidence for one day.
#[derive(Clone, Debug)]
pub(super) struct Evidence {
    /// The day it speaks for.
    pub day: Day,
    /// How often such evidence is right when it stands alone, 0 to 1.
    pub strength: f32,
    /// Its kind.
    pub ground: Ground,
    /// A date of modification: at least as late as the publication.
    pub modified: bool,
    /// What says so, as the middle of a sentence: "the field `date`".
    pub what: String,
    /// The words of a date outside the text.
    pub text: String,
    /// Byte in the text, for evidence that stands there.
    pub at: Option<u32>,
    /// Form and place, for pages.
    pub setting: Setting,
}

/// A day with all that speaks for it.
#[derive(Clone, Debug)]
pub(super) struct Weighed {
    pub day: Day,
    /// Chance that it is the day, all candidates considered.
    pub share: f32,
    /// Indices of its evidence, strongest first.
    pub by: Vec<usize>,
}

/// Nothing is ever quite sure.
pub(super) const CEILING: f32 = 0.995;
/// A second piece of evidence of the same ground adds this part of its own.
const SAME_GROUND: f32 = 0.35;

/// Weighs the candidates, best first. Independent evidence for one day adds
/// up (noisy or); every candidate takes from the others what it is worth.
pub(super) fn weigh(evidence: &[Evidence]) -> Vec<Weighed> {
    let mut order: Vec<usize> = (0..evidence.len()).collect();
    order.sort_by(|a, b| evidence[*b].strength.total_cmp(&evidence[*a].strength));
    let mut days: Vec<(Day, f32, Vec<usize>)> = Vec::new();
    for index in order {
        let piece = &evidence[index];
        match days.iter_mut().find(|(day, ..)| *day == piece.day) {
            None => days.push((piece.day, 1.0 - piece.strength, vec![index])),
            Some((_, doubt, by)) => {
                let again = by.iter().any(|i| evidence[*i].ground == piece.ground);
                let strength = piece.strength * if again { SAME_GROUND } else { 1.0 };
                *doubt *= 1.0 - strength;
                by.push(index);
            }
        }
    }
    let odds: Vec<f32> = days
        .iter()
        .map(|(_, doubt, _)| {
            let belief = (1.0 - doubt).min(CEILING);
            belief / (1.0 - belief)
        })
        .collect();
    let total = doubt(&odds);
    let mut weighed: Vec<Weighed> = days
        .into_iter()
        .zip(&odds)
        .map(|((day, _, by), odds)| Weighed {
            day,
            share: odds / (1.0 + total.max(*odds)),
            by,
        })
        .collect();
    weighed.sort_by(|a, b| b.share.total_cmp(&a.share).then(a.day.cmp(&b.day)));
    weighed
}

/// The weight of all candidates together. Many weak ones (the dates of a
/// page's other stories) are not independent doubts: the strongest two count
/// in full, the rest in part.
fn doubt(odds: &[f32]) -> f32 {
    const REST: f32 = 0.15;
    let mut sorted = odds.to_vec();
    sorted.sort_by(|a, b| b.total_cmp(a));
    let (first, rest) = sorted.split_at(sorted.len().min(2));
    first.iter().sum::<f32>() + REST * rest.iter().sum::<f32>()
}

/// The other candidates, as output shows them.
pub(super) fn alternatives(
    weighed: &[Weighed],
    evidence: &[Evidence],
    most: usize,
) -> Vec<Candidate> {
    weighed
        .iter()
        .take(most)
        .map(|w| Candidate {
            day: w.day,
            confidence: w.share,
            why: w
                .by
                .first()
                .map_or_else(String::new, |i| sentence(&evidence[*i])),
        })
        .collect()
}

/// Makes the shares of other days fit beside that of the day given: together
/// they are at most one.
pub(super) fn fit(others: &mut [Candidate], given: f32) {
    let room = (1.0 - given).max(0.0);
    let sum: f32 = others.iter().map(|other| other.confidence).sum();
    if sum > room {
        for other in others {
            other.confidence *= room / sum;
        }
    }
}

/// A piece of evidence as a sentence.
pub(super) fn sentence(evidence: &Evidence) -> String {
    let verb = if evidence.modified {
        "dates a change to"
    } else {
        "says"
    };
    let mut what = evidence.what.clone();
    if let Some(first) = what.get_mut(0..1) {
        first.make_ascii_uppercase();
    }
    format!("{what} {verb} {}.", evidence.day)
}
