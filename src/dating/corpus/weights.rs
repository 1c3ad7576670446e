//! The weights of the evidence: `assets/dating/weights.tsv`.

use std::sync::OnceLock;

use super::features::names;

const TABLE: &str = include_str!("../../../assets/dating/weights.tsv");

/// A weight for each feature.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights(pub Vec<f32>);

impl Weights {
    /// The built-in weights for the first round and for those after it, in
    /// which undated neighbours speak as well.
    pub fn built_in() -> &'static [Weights; 2] {
        static WEIGHTS: OnceLock<[Weights; 2]> = OnceLock::new();
        WEIGHTS.get_or_init(|| read(TABLE).expect("a test holds the table to form"))
    }

    /// The score of a feature vector: the log of the day's odds, up to a
    /// constant of the article.
    pub fn score(&self, features: &[f32]) -> f32 {
        features.iter().zip(&self.0).map(|(f, w)| f * w).sum()
    }
}

/// Reads a table of weights: name, first round, later rounds.
///
/// # Errors
/// When a line is malformed, names what is not a feature, or a feature has
/// none; the message names the line.
pub fn read(table: &str) -> Result<[Weights; 2], String> {
    let names = names();
    let mut weights = [vec![f32::NAN; names.len()], vec![f32::NAN; names.len()]];
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
            let field = fields.next().ok_or_else(|| wrong("two weights wanted"))?;
            list[at] = field.parse().map_err(|_| wrong("not a number"))?;
        }
    }
    match weights[0].iter().position(|w| w.is_nan()) {
        Some(at) => Err(format!("no weight for {}", names[at])),
        None => Ok(weights.map(Weights)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_weights_are_whole() {
        let [first, later] = Weights::built_in();
        assert!(first.0.iter().chain(&later.0).all(|w| w.is_finite()));
    }

    #[test]
    fn faults_name_their_line() {
        assert!(
            read("# x\nclose-0\t1")
                .unwrap_err()
                .starts_with("line 2: two weights")
        );
        assert!(read("nothing\t1\t1").unwrap_err().contains("not a feature"));
        assert!(read("").unwrap_err().contains("no weight"));
    }
}
