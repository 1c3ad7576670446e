//! The averaged perceptron in the making.

use rustc_hash::FxHashMap;

use super::{Settings, UNKNOWN};
use crate::actor::model::decode;
use crate::actor::model::labels::LABELS;

/// Averages are kept so many times as large as weights.
const SCALE: i64 = 256;

/// A stretch of words with their features and labels.
#[derive(Debug, Default)]
pub(super) struct Lesson {
    pub(super) features: Vec<u64>,
    pub(super) ends: Vec<usize>,
    pub(super) gold: Vec<u8>,
}

/// A weight for each label.
pub(super) type Row = [i64; LABELS];

/// An averaged perceptron in the making.
pub(super) struct Learner {
    /// Rows by feature.
    pub(super) number: FxHashMap<u64, u32>,
    weights: Vec<Row>,
    /// Of all bags together, [`SCALE`] times as large as weights.
    pub(super) averaged: Vec<Row>,
    pub(super) pairs_averaged: Vec<Row>,
}

impl Learner {
    /// Learns from all lessons, bag after bag.
    pub(super) fn run(lessons: &[Lesson], settings: Settings) -> Self {
        let mut learner = Self::new(lessons, settings.least);
        let numbered: Vec<Vec<u32>> = lessons.iter().map(|l| learner.numbers(l)).collect();
        for bag in 0..settings.bags {
            learner.bag(lessons, &numbered, settings.epochs, bag);
        }
        learner
    }

    fn new(lessons: &[Lesson], least: u32) -> Self {
        let mut counts: FxHashMap<u64, u32> = FxHashMap::default();
        for &feature in lessons.iter().flat_map(|l| &l.features) {
            *counts.entry(feature).or_default() += 1;
        }
        let mut number = FxHashMap::default();
        for &feature in lessons.iter().flat_map(|l| &l.features) {
            if counts[&feature] >= least {
                let next = number.len() as u32;
                number.entry(feature).or_insert(next);
            }
        }
        let rows = number.len();
        Self {
            number,
            weights: Vec::new(),
            averaged: vec![[0; LABELS]; rows],
            pairs_averaged: vec![[0; LABELS]; LABELS + 1],
        }
    }

    /// The labels that the averaged weights give.
    pub(super) fn labels(&self, lesson: &Lesson) -> Vec<u8> {
        let numbers = self.numbers(lesson);
        self.best(
            lesson,
            &numbers,
            &self.averaged,
            &self.pairs_averaged,
            false,
        )
    }

    /// The features of a lesson by number; `u32::MAX` for those left out.
    fn numbers(&self, lesson: &Lesson) -> Vec<u32> {
        let number = |f| self.number.get(f).copied().unwrap_or(u32::MAX);
        lesson.features.iter().map(number).collect()
    }

    fn bag(&mut self, lessons: &[Lesson], numbered: &[Vec<u32>], epochs: u32, bag: u64) {
        let mut random =
            Random(0x9E37_79B9_7F4A_7C15 ^ (bag + 1).wrapping_mul(0xD1B5_4A32_D192_ED03));
        let rows = self.number.len();
        self.weights = vec![[0; LABELS]; rows];
        let mut pairs = vec![[0; LABELS]; LABELS + 1];
        let mut lag = vec![[0; LABELS]; rows];
        let mut pairs_lag = pairs.clone();
        let mut order: Vec<usize> = (0..lessons.len()).collect();
        let mut clock = 1i64;
        for _ in 0..epochs {
            random.shuffle(&mut order);
            for &i in &order {
                let (lesson, numbers) = (&lessons[i], &numbered[i]);
                let guess = self.best(lesson, numbers, &self.weights, &pairs, false);
                let right = |(g, l): (&u8, &u8)| *g == UNKNOWN || g == l;
                clock += 1;
                if lesson.gold.iter().zip(&guess).all(right) {
                    continue;
                }
                let gold = match lesson.gold.contains(&UNKNOWN) {
                    true => self.best(lesson, numbers, &self.weights, &pairs, true),
                    false => lesson.gold.clone(),
                };
                let mut from = 0;
                let (mut g0, mut l0) = (LABELS, LABELS);
                for (at, &end) in lesson.ends.iter().enumerate() {
                    let (g, l) = (usize::from(gold[at]), usize::from(guess[at]));
                    if g != l {
                        for &n in numbers[from..end].iter().filter(|&&n| n != u32::MAX) {
                            let row = &mut self.weights[n as usize];
                            row[g] += 1;
                            row[l] -= 1;
                            let row = &mut lag[n as usize];
                            row[g] += clock;
                            row[l] -= clock;
                        }
                    }
                    if (g0, g) != (l0, l) {
                        pairs[g0][g] += 1;
                        pairs[l0][l] -= 1;
                        pairs_lag[g0][g] += clock;
                        pairs_lag[l0][l] -= clock;
                    }
                    (g0, l0, from) = (g, l, end);
                }
            }
        }
        average(&mut self.averaged, &self.weights, &lag, clock);
        average(&mut self.pairs_averaged, &pairs, &pairs_lag, clock);
    }

    /// The best labels; with `bound`, of those that keep to the known ones.
    fn best(
        &self,
        lesson: &Lesson,
        numbers: &[u32],
        rows: &[Row],
        pairs: &[Row],
        bound: bool,
    ) -> Vec<u8> {
        let mut scores = Vec::with_capacity(lesson.ends.len());
        let mut from = 0;
        for (at, &end) in lesson.ends.iter().enumerate() {
            let mut sum = [0i64; LABELS];
            for &n in numbers[from..end].iter().filter(|&&n| n != u32::MAX) {
                for (sum, weight) in sum.iter_mut().zip(&rows[n as usize]) {
                    *sum += weight;
                }
            }
            let mut small = sum.map(clamp);
            if bound && lesson.gold[at] != UNKNOWN {
                for (label, score) in small.iter_mut().enumerate() {
                    if label != usize::from(lesson.gold[at]) {
                        *score = i32::MIN / 4;
                    }
                }
            }
            scores.push(small);
            from = end;
        }
        decode::best(&scores, |a, b| clamp(pairs[a][b]), &mut Vec::new())
    }
}

fn clamp(sum: i64) -> i32 {
    sum.clamp(-(1 << 28), 1 << 28) as i32
}

fn average(sum: &mut [Row], weights: &[Row], lag: &[Row], clock: i64) {
    for ((sum, weights), lag) in sum.iter_mut().zip(weights).zip(lag) {
        for label in 0..LABELS {
            sum[label] += (weights[label] * clock - lag[label]) * SCALE / clock;
        }
    }
}

/// Marsaglia's xorshift.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 11) % n.max(1) as u64) as usize
    }

    fn shuffle(&mut self, order: &mut [usize]) {
        for at in (1..order.len()).rev() {
            order.swap(at, self.below(at + 1));
        }
    }
}
