//! Trains the name model; used by `examples/train_actors.rs`.
//!
//! All arithmetic is on integers and all orders are fixed, so that the same
//! texts give the same bytes on every machine.

mod learner;
mod table;

use super::gazetteer::Gazetteer;
use super::model::features::View;
use super::model::labels::{self, OUTSIDE, follows};
use super::model::{Document, MAGIC, Model};
use super::names::{Doc, Name, spot};
use super::{Kind, Recogniser};
use crate::Span;
use learner::{Learner, Lesson};

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
    /// Logarithm of the number of buckets of the table.
    pub buckets: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            epochs: 5,
            bags: 10,
            least: 1,
            buckets: 13,
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
    let lessons: Vec<Lesson> = texts.iter().flat_map(|t| t.lessons(None)).collect();
    let one = Learner::run(&lessons, settings);
    let lessons: Vec<Lesson> = texts
        .iter()
        .zip(&first)
        .flat_map(|(text, first)| text.lessons(Some(first)))
        .collect();
    let two = Learner::run(&lessons, settings);
    let mut out = MAGIC.to_vec();
    table::write(&one, &two, settings.buckets, &mut out);
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
        let document = first.map(|first| (Document::new(&self.doc, first), first));
        let mut out = Vec::with_capacity(view.stretches.len());
        for stretch in &view.stretches {
            let mut lesson = Lesson::default();
            for at in stretch.clone() {
                view.features(at, &mut lesson.features);
                if let Some((document, first)) = &document {
                    document.features(&view, first, at, &mut lesson.features);
                }
                lesson.ends.push(lesson.features.len());
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
            out[stretch.clone()].copy_from_slice(&learnt.labels(&lesson));
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
