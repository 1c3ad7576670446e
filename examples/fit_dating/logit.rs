//! A conditional logit over the candidate days of each article, fitted by
//! L-BFGS (Nocedal 1980). A day is right when it is the article's own; a part
//! of the credit goes to days within three and to days of its year.

use dateline::timex::Day;

/// Credit for the exact day, for one within three days, for the year.
const CREDIT: [f32; 3] = [1.0, 0.8, 0.5];
/// Steps of the search, and how many of them shape the next.
const STEPS: usize = 90;
const MEMORY: usize = 10;

/// The days of one article.
pub struct Group {
    truth: Day,
    weight: f32,
    days: Vec<Day>,
    /// Row after row.
    features: Vec<f32>,
    given: Vec<f32>,
}

impl Group {
    /// An article of the day `truth` that counts `weight` times.
    pub fn new(truth: Day, weight: f32) -> Self {
        Self {
            truth,
            weight,
            days: Vec::new(),
            features: Vec::new(),
            given: Vec::new(),
        }
    }

    /// A candidate with its features, and what is added to its score.
    pub fn add(&mut self, day: Day, features: &[f32], given: f32) {
        self.days.push(day);
        self.features.extend_from_slice(features);
        self.given.push(given);
    }

    fn fits(&self, credit: usize, day: Day) -> bool {
        match credit {
            0 => day == self.truth,
            1 => (day.0 - self.truth.0).abs() <= 3,
            _ => day.year() == self.truth.year(),
        }
    }

    /// Adds the group's loss and its gradient.
    fn learn(&self, weights: &[f32], gradient: &mut [f64]) -> f64 {
        let width = weights.len();
        let rows = self.features.chunks_exact(width);
        let scores: Vec<f32> = rows
            .clone()
            .zip(&self.given)
            .map(|(row, given)| given + row.iter().zip(weights).map(|(x, w)| x * w).sum::<f32>())
            .collect();
        let best = scores.iter().copied().fold(f32::MIN, f32::max);
        let masses: Vec<f32> = scores.iter().map(|s| (s - best).exp()).collect();
        let all: f32 = masses.iter().sum();
        let mut pull = vec![0.0f32; masses.len()];
        let mut loss = 0.0;
        for (credit, share) in CREDIT.iter().enumerate() {
            let fits = |n: usize| self.fits(credit, self.days[n]);
            let right: f32 = (0..masses.len())
                .filter(|&n| fits(n))
                .map(|n| masses[n])
                .sum();
            if right <= 0.0 {
                continue;
            }
            loss -= f64::from(share * self.weight * (right / all).ln());
            for (n, pull) in pull.iter_mut().enumerate() {
                let wanted = if fits(n) { masses[n] / right } else { 0.0 };
                *pull += share * self.weight * (masses[n] / all - wanted);
            }
        }
        for (row, pull) in rows.zip(pull) {
            for (slope, x) in gradient.iter_mut().zip(row) {
                *slope += f64::from(pull * x);
            }
        }
        loss
    }
}

/// Where weights are drawn to, and how hard.
pub struct Ridge {
    /// The weights that cost nothing.
    pub towards: Vec<f32>,
    /// Cost of a squared step away from them, in standard deviations of the
    /// feature.
    pub ridge: f32,
    /// Which weights may move at all.
    pub free: Vec<bool>,
}

/// The weights that make the groups' true days likeliest.
pub fn fit(groups: &[Group], ridge: &Ridge) -> Vec<f32> {
    let spread = spread(groups, ridge.towards.len());
    let total: f32 = groups.iter().map(|g| g.weight).sum();
    let cost = |weights: &[f32]| {
        let mut slope = vec![0.0f64; weights.len()];
        let mut loss: f64 = groups.iter().map(|g| g.learn(weights, &mut slope)).sum();
        loss /= f64::from(total.max(1.0));
        for (n, slope) in slope.iter_mut().enumerate() {
            let step = f64::from((weights[n] - ridge.towards[n]) * spread[n]);
            loss += f64::from(ridge.ridge) * step * step;
            *slope = *slope / f64::from(total.max(1.0))
                + 2.0 * f64::from(ridge.ridge) * step * f64::from(spread[n]);
            // The search goes on in standard deviations.
            *slope *= f64::from(u8::from(ridge.free[n])) / f64::from(spread[n]);
        }
        (loss, slope)
    };
    let start: Vec<f64> = ridge
        .towards
        .iter()
        .zip(&spread)
        .map(|(w, s)| f64::from(w * s))
        .collect();
    let back = |point: &[f64]| -> Vec<f32> {
        point
            .iter()
            .zip(&spread)
            .map(|(p, s)| *p as f32 / s)
            .collect()
    };
    back(&search(start, |point| cost(&back(point))))
}

/// Standard deviation of each feature inside the groups.
fn spread(groups: &[Group], width: usize) -> Vec<f32> {
    let mut squares = vec![0.0f64; width];
    let mut rows = 0.0;
    for group in groups {
        let count = group.days.len() as f64;
        for (n, square) in squares.iter_mut().enumerate() {
            let column = || {
                group
                    .features
                    .iter()
                    .skip(n)
                    .step_by(width)
                    .map(|x| f64::from(*x))
            };
            let mean = column().sum::<f64>() / count;
            *square += column().map(|x| (x - mean).powi(2)).sum::<f64>();
        }
        rows += count;
    }
    squares
        .iter()
        .map(|s| (s / rows.max(1.0)).sqrt() as f32 + 1e-3)
        .collect()
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// The lowest point that L-BFGS finds from `point` on.
fn search(mut point: Vec<f64>, cost: impl Fn(&[f64]) -> (f64, Vec<f64>)) -> Vec<f64> {
    let (mut loss, mut slope) = cost(&point);
    let mut past: Vec<(Vec<f64>, Vec<f64>)> = Vec::new();
    for _ in 0..STEPS {
        let way = direction(&slope, &past);
        let mut length = 1.0;
        let (next, next_loss, next_slope) = loop {
            let next: Vec<f64> = point
                .iter()
                .zip(&way)
                .map(|(p, w)| p - length * w)
                .collect();
            let (next_loss, next_slope) = cost(&next);
            if next_loss <= loss - 1e-4 * length * dot(&slope, &way) || length < 1e-4 {
                break (next, next_loss, next_slope);
            }
            length /= 2.0;
        };
        let moved: Vec<f64> = next.iter().zip(&point).map(|(a, b)| a - b).collect();
        let turned: Vec<f64> = next_slope.iter().zip(&slope).map(|(a, b)| a - b).collect();
        if dot(&moved, &turned) > 1e-10 {
            past.push((moved, turned));
            if past.len() > MEMORY {
                past.remove(0);
            }
        }
        let gained = loss - next_loss;
        (point, loss, slope) = (next, next_loss, next_slope);
        if gained < 2e-6 {
            break;
        }
    }
    point
}

/// The two-loop recursion: the slope seen through the past steps.
fn direction(slope: &[f64], past: &[(Vec<f64>, Vec<f64>)]) -> Vec<f64> {
    let mut way = slope.to_vec();
    let mut shares = Vec::new();
    for (moved, turned) in past.iter().rev() {
        let share = dot(moved, &way) / dot(moved, turned);
        way.iter_mut()
            .zip(turned)
            .for_each(|(w, t)| *w -= share * t);
        shares.push(share);
    }
    let scale = past.last().map_or(0.1, |(m, t)| dot(m, t) / dot(t, t));
    way.iter_mut().for_each(|w| *w *= scale);
    for ((moved, turned), share) in past.iter().zip(shares.iter().rev()) {
        let back = dot(turned, &way) / dot(moved, turned);
        way.iter_mut()
            .zip(moved)
            .for_each(|(w, m)| *w += (share - back) * m);
    }
    way
}
