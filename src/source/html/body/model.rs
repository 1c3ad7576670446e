//! Which blocks of a page are the article's, by logistic regression in two
//! rounds: the second knows what the first thought of the neighbours.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::features;

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
    logistic(score(weights, features))
}

/// As [`chance`] for features in two lists.
pub(super) fn chance_of_both(weights: &[f32], own: &[(u32, f32)], around: &[(u32, f32)]) -> f32 {
    logistic(score(weights, own) + score(weights, around))
}

fn score(weights: &[f32], features: &[(u32, f32)]) -> f32 {
    let of =
        |(index, value): &(u32, f32)| weights.get(*index as usize).copied().unwrap_or(0.0) * value;
    features.iter().map(of).sum()
}

fn logistic(score: f32) -> f32 {
    1.0 / (1.0 + (-score).exp())
}
