//! The weights of the evidence: `assets/dating/weights.tsv`.

use std::sync::OnceLock;

use super::features::{MOVING, names};

const HEADING: &str = "# Weights of the evidence for a day, see README.md: feature, first round, later rounds, the same with few undated.\n";
const TABLE: &str = include_str!("../../../assets/dating/weights.tsv");

/// A weight for each feature.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights(pub Vec<f32>);

/// The weights for each kind of weighing.
#[derive(Clone, Debug, PartialEq)]
pub struct Stages {
    /// For the first round, in which only dated articles speak.
    pub first: Weights,
    /// For the rounds after it, in which undated neighbours speak as well.
    pub later: Weights,
    /// For those rounds where few are undated: they speak without echo, and
    /// such a pile most often tells one story.
    pub few: Weights,
}

impl Stages {
    /// The built-in weights.
    pub fn built_in() -> &'static Stages {
        static STAGES: OnceLock<Stages> = OnceLock::new();
        STAGES.get_or_init(|| read(TABLE).expect("a test holds the table to form"))
    }

    /// The table that [`read`] reads.
    pub fn table(&self) -> String {
        let mut table = String::from(HEADING);
        for (n, name) in names().iter().enumerate() {
            let [first, later, few] =
                [&self.first, &self.later, &self.few].map(|weights| weights.0[n]);
            table += &format!("{name}\t{first:.4}\t{later:.4}\t{few:.4}\n");
        }
        table
    }
}

impl Weights {
    /// The score of a feature vector: the log of the day's odds, up to a
    /// constant of the article.
    pub fn score(&self, features: &[f32]) -> f32 {
        dot(features, &self.0)
    }

    /// What the first [`MOVING`] features add to the score.
    pub fn score_moving(&self, features: &[f32]) -> f32 {
        dot(features, &self.0[..MOVING])
    }

    /// What the first of the others, those of [`Evidence::spread`], add to it.
    ///
    /// [`Evidence::spread`]: super::features::Evidence::spread
    pub fn score_spread(&self, features: &[f32]) -> f32 {
        dot(features, &self.0[MOVING..])
    }

    /// What the others add to it.
    pub fn score_own(&self, features: &[f32]) -> f32 {
        dot(features, &self.0[MOVING..])
    }
}

fn dot(features: &[f32], weights: &[f32]) -> f32 {
    features.iter().zip(weights).map(|(f, w)| f * w).sum()
}

/// Reads a table of weights: name, first round, later rounds, few.
///
/// # Errors
/// When a line is malformed, names what is not a feature, or a feature has
/// none; the message names the line.
pub fn read(table: &str) -> Result<Stages, String> {
    let names = names();
    let mut weights = [0; 3].map(|_| vec![f32::NAN; names.len()]);
    for (number, line) in table.lines().enumerate() {
        if line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        let wrong = |what: &str| format!("line {}: {what}: {line}", number + 1);
        let mut fields = line.split('\t');
        let name = fields.next().unwrap_or_default();
        let at = names
            .iter()
            .position(|n| n == name)
            .ok_or_else(|| wrong("not a feature"))?;
        for list in &mut weights {
            let field = fields.next().ok_or_else(|| wrong("three weights wanted"))?;
            list[at] = field.parse().map_err(|_| wrong("not a number"))?;
        }
    }
    match weights[0].iter().position(|w| w.is_nan()) {
        Some(at) => Err(format!("no weight for {}", names[at])),
        None => {
            let [first, later, few] = weights.map(Weights);
            Ok(Stages { first, later, few })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_weights_are_whole() {
        let stages = Stages::built_in();
        let all = [&stages.first, &stages.later, &stages.few];
        assert!(all.iter().flat_map(|w| &w.0).all(|w| w.is_finite()));
        assert_eq!(read(&stages.table()).as_ref(), Ok(stages));
    }

    #[test]
    fn faults_name_their_line() {
        assert!(
            read("# x\nclose-0\t1")
                .unwrap_err()
                .starts_with("line 2: three weights")
        );
        assert!(
            read("nothing\t1\t1\t1")
                .unwrap_err()
                .contains("not a feature")
        );
        assert!(read("").unwrap_err().contains("no weight"));
    }
}
