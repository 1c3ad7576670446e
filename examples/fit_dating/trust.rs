//! How far named days are to be believed: a logistic regression of whether
//! they are right, fitted by Newton's method.

use dateline::dating::corpus::trust::{TERMS, Terms};

use super::Pile;
use super::corpora::Kind;
use dateline::dating::corpus::Solver;

const HEADING: &str =
    "# How far the likeliest day of an undated article is believed, see README.md: term, weight.\n";
/// Cost of a squared weight, so that few articles do not lead astray.
const RIDGE: f64 = 0.1;
/// Steps of Newton's method: it has settled long before.
const STEPS: usize = 30;
/// Days within which a day is nearly right.
const NEARLY: i32 = 1;

/// Named days with their terms, and by how many days they are off.
#[derive(Default)]
pub struct Named(Vec<(Terms, i32)>);

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
                self.0.push((terms, (day.0 - truth.0).abs()));
            }
        }
    }

    /// The weights that make it likeliest which days are nearly right, then
    /// scaled to the chance that they are right: what is off by a day is hardly
    /// told by these terms, and would blur what is off by a week.
    pub fn fit(&self) -> [f64; TERMS.len()] {
        let rows = self.0.iter();
        let nearly = rows.map(|(terms, off)| (terms.map(f64::from), *off <= NEARLY));
        let nearly: Vec<_> = nearly.collect();
        let weights = logistic(&nearly);
        let right = nearly.iter().zip(&self.0).map(|((terms, _), (_, off))| {
            let score: f64 = terms.iter().zip(weights).map(|(t, w)| t * w).sum();
            ([1.0, score], *off == 0)
        });
        let [bias, scale] = logistic(&right.collect::<Vec<_>>());
        let mut scaled = weights.map(|weight| scale * weight);
        scaled[0] += bias;
        scaled
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

/// The weights that make it likeliest what is true and what is not, by
/// Newton's method.
fn logistic<const N: usize>(rows: &[([f64; N], bool)]) -> [f64; N] {
    let mut weights = [0.0; N];
    for _ in 0..STEPS {
        let mut slope = weights.map(|w: f64| -RIDGE * w);
        let mut bend = [[0.0; N]; N];
        for (n, row) in bend.iter_mut().enumerate() {
            row[n] = RIDGE;
        }
        for (terms, truth) in rows {
            let score: f64 = terms.iter().zip(weights).map(|(t, w)| t * w).sum();
            let chance = 1.0 / (1.0 + (-score).exp());
            let off = f64::from(u8::from(*truth)) - chance;
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
