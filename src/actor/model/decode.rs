//! The best labels of a stretch of words (Viterbi's algorithm).

use super::labels::{LABELS, OUTSIDE, follows};
use super::weights::Scores;

/// Gives the labels with the greatest sum of word scores and pair scores,
/// beginning and ending outside any name.
pub(crate) fn best(
    scores: &[Scores],
    pair: impl Fn(usize, usize) -> i32,
    back: &mut Vec<[u8; LABELS]>,
) -> Vec<u8> {
    const NEVER: i32 = i32::MIN / 2;
    let Some(first) = scores.first() else {
        return Vec::new();
    };
    back.clear();
    let mut sums = [NEVER; LABELS];
    for (label, sum) in sums.iter_mut().enumerate() {
        if follows(OUTSIDE, label as u8) {
            *sum = first[label].saturating_add(pair(LABELS, label));
        }
    }
    for word in &scores[1..] {
        let mut next = [NEVER; LABELS];
        let mut from = [0u8; LABELS];
        for label in 0..LABELS {
            for (before, &sum) in sums.iter().enumerate() {
                if sum == NEVER || !follows(before as u8, label as u8) {
                    continue;
                }
                let sum = sum.saturating_add(pair(before, label));
                if sum > next[label] {
                    (next[label], from[label]) = (sum, before as u8);
                }
            }
            if next[label] != NEVER {
                next[label] = next[label].saturating_add(word[label]);
            }
        }
        back.push(from);
        sums = next;
    }
    let ends = (0..LABELS).filter(|&l| follows(l as u8, OUTSIDE));
    let mut label = ends.max_by_key(|&l| (sums[l], LABELS - l)).unwrap_or(0) as u8;
    let mut out = vec![OUTSIDE; scores.len()];
    for at in (0..scores.len()).rev() {
        out[at] = label;
        if at > 0 {
            label = back[at - 1][usize::from(label)];
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::Kind;
    use crate::actor::model::labels::label;

    #[test]
    fn finds_the_best_allowed_path() {
        let (begin, last, unit) = (
            usize::from(label(Kind::Place, 0, 2)),
            usize::from(label(Kind::Place, 1, 2)),
            usize::from(label(Kind::Place, 0, 1)),
        );
        let mut scores = [[0; LABELS]; 3];
        scores[0][begin] = 5;
        scores[1][last] = 2;
        scores[1][unit] = 3;
        scores[2][begin] = 9;
        let labels = best(&scores, |_, _| 0, &mut Vec::new());
        assert_eq!(labels, [begin as u8, last as u8, OUTSIDE]);
        assert!(best(&[], |_, _| 0, &mut Vec::new()).is_empty());
    }
}
