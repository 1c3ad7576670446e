//! Trains the name model; used by `examples/train_actors.rs`.
//!
//! All arithmetic is on integers and all orders are fixed, so that the same
//! texts give the same bytes on every machine.

use rustc_hash::FxHashMap;

use super::gazetteer::Gazetteer;
use super::model::features::View;
use super::model::labels::{self, LABELS, OUTSIDE, follows};
use super::model::weights::{HEAD, SLOT, fingerprint};
use super::model::{Document, MAGIC, Model, Sheet, decode};
use super::names::{Doc, Name, spot};
use super::{Kind, Recogniser};
use crate::Span;

/// A text whose names are known.
#[derive(Clone, Debug, Default)]
pub struct Example {
    /// The text.
    pub text: String,
    /// Its sentences, in order.
    pub sentences: Vec<Span>,
    /// Its names; without a kind where nobody says whether it is one.
    pub names: Vec<(Span, Option<Kind>)>,
}

/// How to train.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Times through the texts.
    pub epochs: u32,
    /// Models trained in different orders and added up.
    pub bags: u64,
    /// Features seen fewer times are left out.
    pub least: u32,
    /// Logarithm of the number of slots of the first and second table.
    pub slots: [u32; 2],
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            epochs: 8,
            bags: 5,
            least: 1,
            slots: [16, 17],
        }
    }
}

/// Parts of the texts that are labelled by a first pass trained on the rest.
const FOLDS: usize = 5;
/// A label nobody knows.
const UNKNOWN: u8 = u8::MAX;

/// Trains on `examples` and gives the bytes of a model file.
pub fn train(examples: &[Example], settings: Settings) -> Vec<u8> {
    let gazetteer = &Recogniser::built_in().gazetteer;
    let texts: Vec<Text> = examples
        .iter()
        .map(|example| Text::new(example, gazetteer))
        .collect();
    let mut first: Vec<Vec<u8>> = vec![Vec::new(); texts.len()];
    for fold in 0..FOLDS {
        let (held, rest): (Vec<usize>, Vec<usize>) =
            (0..texts.len()).partition(|i| i % FOLDS == fold);
        let lessons: Vec<Lesson> = rest.iter().flat_map(|&i| texts[i].lessons(None)).collect();
        let quick = Settings {
            bags: 1,
            ..settings
        };
        let learnt = Learner::run(&lessons, quick);
        for i in held {
            first[i] = texts[i].predict(&learnt);
        }
    }
    let mut out = MAGIC.to_vec();
    let lessons: Vec<Lesson> = texts.iter().flat_map(|t| t.lessons(None)).collect();
    Learner::run(&lessons, settings).write(settings.slots[0], &mut out);
    let lessons: Vec<Lesson> = texts
        .iter()
        .zip(&first)
        .flat_map(|(text, first)| text.lessons(Some(first)))
        .collect();
    Learner::run(&lessons, settings).write(settings.slots[1], &mut out);
    out
}

/// The names that a model file finds in a text.
pub fn apply(model: &[u8], example: &Example) -> Vec<(Span, Kind)> {
    let Some(model) = Model::from_bytes(model) else {
        return Vec::new();
    };
    let gazetteer = &Recogniser::built_in().gazetteer;
    let doc = Doc::new(&example.text, &example.sentences, gazetteer);
    let span = |n: &Name| (doc.span(n.from as usize, n.to as usize), n.kind);
    model.names(&doc, &spot(&doc)).iter().map(span).collect()
}

/// One text made ready.
struct Text<'e> {
    doc: Doc<'e>,
    found: Vec<Name>,
    gold: Vec<u8>,
}

impl<'e> Text<'e> {
    fn new(example: &'e Example, gazetteer: &Gazetteer) -> Self {
        let doc = Doc::new(&example.text, &example.sentences, gazetteer);
        let mut gold = vec![OUTSIDE; doc.tokens.len()];
        for &(span, kind) in &example.names {
            let from = doc.tokens.partition_point(|t| t.end <= span.start);
            let to = doc.tokens.partition_point(|t| t.start < span.end);
            if from >= to {
                continue;
            }
            let fits = doc.tokens[from].start >= span.start && doc.tokens[to - 1].end <= span.end;
            for (at, slot) in gold[from..to].iter_mut().enumerate() {
                *slot = match kind {
                    Some(kind) if fits => labels::label(kind, at, to - from),
                    _ => UNKNOWN,
                };
            }
        }
        let found = spot(&doc);
        Self { doc, found, gold }
    }

    /// What there is to learn, stretch by stretch.
    fn lessons(&self, first: Option<&Vec<u8>>) -> Vec<Lesson> {
        let view = View::new(&self.doc, &self.found);
        let mut sheet = Sheet::default();
        sheet.fill(&view);
        let document = first.map(|first| (Document::new(&self.doc, first), first));
        let mut i = 0;
        let mut out = Vec::with_capacity(view.stretches.len());
        for stretch in &view.stretches {
            let mut lesson = Lesson::default();
            for at in stretch.clone() {
                lesson.features.extend_from_slice(sheet.of(i));
                if let Some((document, first)) = &document {
                    document.features(&view, first, at, &mut lesson.features);
                }
                lesson.ends.push(lesson.features.len());
                i += 1;
            }
            lesson.gold = whole(&self.gold[stretch.clone()]);
            out.push(lesson);
        }
        out
    }

    fn predict(&self, learnt: &Learner) -> Vec<u8> {
        let view = View::new(&self.doc, &self.found);
        let mut out = vec![OUTSIDE; self.doc.tokens.len()];
        for (stretch, lesson) in view.stretches.iter().zip(self.lessons(None)) {
            let numbers = learnt.numbers(&lesson);
            let labels = learnt.best(
                &lesson,
                &numbers,
                &learnt.averaged,
                &learnt.pairs_averaged,
                false,
            );
            out[stretch.clone()].copy_from_slice(&labels);
        }
        out
    }
}

/// Labels of a stretch with those that no whole names make set to unknown.
fn whole(gold: &[u8]) -> Vec<u8> {
    let mut out = gold.to_vec();
    let mut before = OUTSIDE;
    for at in 0..=gold.len() {
        let next = gold.get(at).copied().unwrap_or(OUTSIDE);
        if before != UNKNOWN && next != UNKNOWN && !follows(before, next) {
            if at < gold.len() {
                out[at] = UNKNOWN;
            }
            if at > 0 {
                out[at - 1] = UNKNOWN;
            }
        }
        before = next;
    }
    out
}

/// A stretch of words with their features and labels.
#[derive(Debug, Default)]
struct Lesson {
    features: Vec<u64>,
    ends: Vec<usize>,
    gold: Vec<u8>,
}

type Row = [i64; LABELS];

/// An averaged perceptron in the making.
struct Learner {
    number: FxHashMap<u64, u32>,
    weights: Vec<Row>,
    averaged: Vec<Row>,
    pairs_averaged: Vec<Row>,
}

impl Learner {
    fn run(lessons: &[Lesson], settings: Settings) -> Self {
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

    /// Appends the table of the averaged weights.
    fn write(&self, log2: u32, out: &mut Vec<u8>) {
        let slots = 1usize << log2;
        let start = out.len();
        out.extend_from_slice(&log2.to_le_bytes());
        for &weight in self.pairs_averaged.iter().flatten() {
            let small = (weight / UNIT).clamp(i16::MIN.into(), i16::MAX.into()) as i16;
            out.extend_from_slice(&small.to_le_bytes());
        }
        out.resize(start + HEAD + slots * SLOT, 0);
        let table = &mut out[start + HEAD..];
        // The heaviest rows first: they must get in, and near their slot.
        let mut rows: Vec<(i64, u64, u32)> = self
            .number
            .iter()
            .map(|(&feature, &n)| (-weigh(&self.averaged[n as usize]), feature, n))
            .filter(|&(weight, ..)| -weight >= UNIT)
            .collect();
        rows.sort_unstable();
        eprintln!(
            "{} of {} features for {slots} slots",
            rows.len(),
            self.number.len()
        );
        for &(_, feature, n) in rows.iter().take(slots * 7 / 8) {
            let mut at = feature as usize & (slots - 1);
            while table[at * SLOT] != 0 || table[at * SLOT + 1] != 0 {
                at = (at + 1) & (slots - 1);
            }
            put(
                &mut table[at * SLOT..(at + 1) * SLOT],
                feature,
                &self.averaged[n as usize],
            );
        }
    }
}

/// Averages are kept 256 times as large as weights.
const SCALE: i64 = 256;
/// One step of a stored weight.
const UNIT: i64 = 8;

fn clamp(sum: i64) -> i32 {
    sum.clamp(-(1 << 28), 1 << 28) as i32
}

fn weigh(row: &Row) -> i64 {
    row.iter().map(|w| w.abs()).max().unwrap_or(0)
}

fn average(sum: &mut [Row], weights: &[Row], lag: &[Row], clock: i64) {
    for ((sum, weights), lag) in sum.iter_mut().zip(weights).zip(lag) {
        for label in 0..LABELS {
            sum[label] += (weights[label] * clock - lag[label]) * SCALE / clock;
        }
    }
}

fn put(slot: &mut [u8], feature: u64, row: &Row) {
    let shift = (0..15)
        .find(|s| (weigh(row) / UNIT) >> s <= 127)
        .unwrap_or(15);
    slot[..2].copy_from_slice(&fingerprint(feature).to_le_bytes());
    slot[2] = shift as u8;
    for (byte, weight) in slot[3..].iter_mut().zip(row) {
        let half = (1i64 << shift) / 2;
        let rounded = (weight / UNIT + half * weight.signum()) / (1 << shift);
        *byte = rounded.clamp(-127, 127) as i8 as u8;
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
