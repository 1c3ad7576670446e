//! How far the day of an undated article is believed: its share among the
//! days weighed is too sure where articles that tell the same story are
//! themselves undated, and not sure enough where many dated ones lie beside
//! it. A logistic regression (Platt, "Probabilistic outputs for support
//! vector machines", 1999) over three things puts that right; its weights are
//! `assets/dating/trust.tsv`.

use std::sync::OnceLock;

use super::links::Neighbour;
use crate::timex::Day;

const TABLE: &str = include_str!("../../../assets/dating/trust.tsv");
/// A dated neighbour lies beside a day up to so many days from it.
const BESIDE: i32 = 1;
/// From more days on it lies elsewhere.
const ELSEWHERE: i32 = 3;
/// Shares are told apart up to this near to 0 and 1.
const EDGE: f32 = 1e-3;

/// The terms, in the order of the weights.
pub const TERMS: [&str; 4] = ["bias", "odds", "beside", "elsewhere"];

/// The weights of the terms.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trust([f32; TERMS.len()]);

impl Trust {
    /// The built-in weights.
    pub fn built_in() -> &'static Self {
        static TRUST: OnceLock<Trust> = OnceLock::new();
        TRUST.get_or_init(|| read(TABLE).expect("a test holds the table to form"))
    }

    /// The chance of a day with these [`terms`].
    pub fn chance(&self, terms: &Terms) -> f32 {
        let score: f32 = terms.iter().zip(self.0).map(|(term, w)| term * w).sum();
        1.0 / (1.0 + (-score).exp())
    }
}

/// What is known of a day: the values of the terms.
pub type Terms = [f32; TERMS.len()];

/// The terms of a `day` that has the given share of an article's posterior;
/// `dated` are the article's neighbours with a day of their own.
pub fn terms(day: Day, share: f32, dated: impl Iterator<Item = (Neighbour, Day)>) -> Terms {
    let share = share.clamp(EDGE, 1.0 - EDGE);
    let (mut beside, mut elsewhere) = (0.0, 0.0f32);
    for (neighbour, when) in dated {
        match (when.0 - day.0).abs() {
            0..=BESIDE => beside += neighbour.likeness,
            off if off > ELSEWHERE => elsewhere = elsewhere.max(neighbour.likeness),
            _ => {}
        }
    }
    [1.0, (share / (1.0 - share)).ln(), beside, elsewhere]
}

/// Reads a table of weights: term, weight.
fn read(table: &str) -> Result<Trust, String> {
    let mut weights = [f32::NAN; TERMS.len()];
    for (number, line) in table.lines().enumerate() {
        if line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        let wrong = |what: &str| format!("line {}: {what}: {line}", number + 1);
        let (term, weight) = line
            .split_once('\t')
            .ok_or_else(|| wrong("term and weight wanted"))?;
        let at = TERMS
            .iter()
            .position(|t| *t == term)
            .ok_or_else(|| wrong("not a term"))?;
        weights[at] = weight.parse().map_err(|_| wrong("not a number"))?;
    }
    match weights.iter().position(|w| w.is_nan()) {
        Some(at) => Err(format!("no weight for {}", TERMS[at])),
        None => Ok(Trust(weights)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn neighbour(likeness: f32) -> Neighbour {
        Neighbour {
            article: 0,
            likeness,
            runs: 0,
        }
    }

    #[test]
    fn dated_neighbours_beside_a_day_speak_for_it() {
        let trust = Trust::built_in();
        let day = Day(15_000);
        let alone = trust.chance(&terms(day, 0.7, std::iter::empty()));
        let near = |off: i32| {
            let dated = [(neighbour(0.4), day.plus(off))];
            trust.chance(&terms(day, 0.7, dated.into_iter()))
        };
        assert!(near(1) > alone && alone > near(7));
        assert_eq!(near(2), alone);
        for share in [0.0, 1.0] {
            let chance = trust.chance(&terms(day, share, std::iter::empty()));
            assert!((0.0..=1.0).contains(&chance));
        }
    }

    #[test]
    fn faults_name_their_line() {
        assert!(read("# x\nbias 1").unwrap_err().starts_with("line 2: term"));
        assert!(read("thing\t1").unwrap_err().contains("not a term"));
        assert!(read("bias\t1").unwrap_err().contains("no weight for odds"));
    }
}
