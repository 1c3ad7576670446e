//! How far named days are to be believed: a logistic regression of whether
//! they are right, fitted by Newton's method.

use dateline::dating::corpus::trust::{TERMS, Terms};

use super::Pile;
use super::corpora::Kind;
use dateline::dating::corpus::Solver;

const HEADING: &str =
    "# How far the likeliest day of an undated article is believed, see README.md: term, weight.\n";
/// Cost of a squared weight, so that few articles do not lead astray.
const RIDGE: f64 = 1.0;
/// Steps of Newton's method: it has settled long before.
const STEPS: usize = 30;

/// Named days with their terms, and whether they are right.
#[derive(Default)]
pub struct Named(Vec<(Terms, bool)>);

impl Named {
    /// Whether its days are fitted on.
    pub fn wants(pile: &Pile) -> bool {
        !pile.held && matches!(pile.kind, Kind::Half | Kind::Ninety)
    }

    /// Takes the days of a solved pile of which half or nine tenths lost
    /// their date.
    pub fn add(&mut self, pile: &Pile, solver: &Solver) {
        if !Self::wants(pile) {
            return;
        }
        for article in 0..pile.len() {
            let named = solver.days(article).first().map(|d| d.0);
            if let (Some(truth), Some(day), Some(terms)) =
                (pile.hidden(article), named, solver.terms(article))
            {
                self.0.push((terms, day == truth));
            }
        }
    }

    /// The weights that make it likeliest what was right and what was not.
    pub fn fit(&self) -> [f64; TERMS.len()] {
        let mut weights = [0.0; TERMS.len()];
        for _ in 0..STEPS {
            let mut slope = weights.map(|w: f64| -RIDGE * w);
            let mut bend = [[0.0; TERMS.len()]; TERMS.len()];
            for (n, row) in bend.iter_mut().enumerate() {
                row[n] = RIDGE;
            }
            for (terms, right) in &self.0 {
                let terms = terms.map(f64::from);
                let score: f64 = terms.iter().zip(weights).map(|(t, w)| t * w).sum();
                let chance = 1.0 / (1.0 + (-score).exp());
                let off = f64::from(u8::from(*right)) - chance;
                for (a, row) in bend.iter_mut().enumerate() {
                    slope[a] += off * terms[a];
                    for (b, cell) in row.iter_mut().enumerate() {
                        *cell += chance * (1.0 - chance) * terms[a] * terms[b];
                    }
                }
            }
            let step = solve(bend, slope);
            for (weight, step) in weights.iter_mut().zip(step) {
                *weight += step;
            }
        }
        weights
    }

    /// The table of the weights, as `assets/dating/trust.tsv` has it.
    pub fn table(&self) -> String {
        let mut table = String::from(HEADING);
        for (term, weight) in TERMS.iter().zip(self.fit()) {
            table += &format!("{term}\t{weight:.3}\n");
        }
        table
    }

    /// How many days there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

/// Gauss's elimination; the ridge keeps pivots above zero.
fn solve<const N: usize>(mut rows: [[f64; N]; N], mut right: [f64; N]) -> [f64; N] {
    for pivot in 0..N {
        for row in 0..N {
            if row == pivot {
                continue;
            }
            let (times, above) = (rows[row][pivot] / rows[pivot][pivot], rows[pivot]);
            for (cell, above) in rows[row].iter_mut().zip(above) {
                *cell -= times * above;
            }
            right[row] -= times * right[pivot];
        }
    }
    std::array::from_fn(|n| right[n] / rows[n][n])
}
