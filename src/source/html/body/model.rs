//! Which blocks of a page are the article's, by logistic regression in two
//! rounds: the second knows what the first thought of the neighbours.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::features::{self, Sink};

/// The weights of both rounds by feature.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BlockWeights {
    /// First round.
    pub first: Vec<f32>,
    /// Second round.
    pub second: Vec<f32>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    first: FxHashMap<String, f32>,
    second: FxHashMap<String, f32>,
}

impl BlockWeights {
    /// The built-in ones, `assets/page/blocks.toml`.
    pub fn get() -> &'static Self {
        static WEIGHTS: OnceLock<BlockWeights> = OnceLock::new();
        WEIGHTS.get_or_init(|| {
            let source = include_str!("../../../../assets/page/blocks.toml");
            let file: File =
                toml::from_str(source).expect("the built-in weights are read by the tests");
            let names = features::names();
            let of = |table: &FxHashMap<String, f32>| {
                names
                    .iter()
                    .map(|name| table.get(name).copied().unwrap_or(0.0))
                    .collect()
            };
            Self {
                first: of(&file.first),
                second: of(&file.second),
            }
        })
    }
}

/// The chance that features give under weights, 0 to 1.
pub fn chance(weights: &[f32], features: &[(u32, f32)]) -> f32 {
    let of =
        |(index, value): &(u32, f32)| weights.get(*index as usize).copied().unwrap_or(0.0) * value;
    logistic(features.iter().map(of).sum())
}

/// The scores of one block under the weights of both rounds.
pub(super) struct Scores<'w> {
    weights: &'w BlockWeights,
    first: f32,
    second: f32,
}

impl<'w> Scores<'w> {
    /// Of nothing yet.
    pub fn new(weights: &'w BlockWeights) -> Self {
        Self {
            weights,
            first: 0.0,
            second: 0.0,
        }
    }

    /// The chance after the first round, and the score so far in the second.
    pub fn told(&self) -> (f32, f32) {
        (logistic(self.first), self.second)
    }
}

impl Sink for Scores<'_> {
    fn take(&mut self, index: u32, value: f32) {
        let of = |weights: &[f32]| weights.get(index as usize).copied().unwrap_or(0.0);
        self.first += of(&self.weights.first) * value;
        self.second += of(&self.weights.second) * value;
    }
}

/// The score of one block in the second round.
pub(super) struct Second<'w> {
    weights: &'w [f32],
    score: f32,
}

impl<'w> Second<'w> {
    /// Goes on from what its own features made.
    pub fn new(weights: &'w BlockWeights, score: f32) -> Self {
        Self {
            weights: &weights.second,
            score,
        }
    }

    /// The chance.
    pub fn chance(&self) -> f32 {
        logistic(self.score)
    }
}

impl Sink for Second<'_> {
    fn take(&mut self, index: u32, value: f32) {
        self.score += self.weights.get(index as usize).copied().unwrap_or(0.0) * value;
    }
}

fn logistic(score: f32) -> f32 {
    1.0 / (1.0 + (-score).exp())
}
