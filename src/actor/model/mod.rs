//! The second layer: an averaged perceptron over label sequences.
//!
//! After M. Collins, "Discriminative training methods for hidden Markov
//! models" (2002), with hashed features, the gazetteer and the rules' answer
//! among them, and a second pass that knows what the first said about the
//! same words elsewhere in the text. Trained by [`super::train`].

mod clusters;
pub(crate) mod decode;
mod document;
pub(crate) mod features;
pub(crate) mod labels;
mod usage;
pub(crate) mod weights;

use std::sync::OnceLock;

pub(crate) use document::Document;
use features::View;
use labels::OUTSIDE;
use weights::{Scores, Weights};

use super::names::{Doc, Name};

/// A trained model.
#[derive(Clone, Debug)]
pub(crate) struct Model<'b> {
    weights: Weights<'b>,
}

/// What a model file begins with.
pub(crate) const MAGIC: &[u8; 4] = b"DLA2";

/// Bytes where rows of weights lie in one line of the processor's memory each.
#[repr(align(64))]
struct Aligned<T: ?Sized>(T);

static SHIPPED: &Aligned<[u8]> = &Aligned(*include_bytes!("../../../assets/models/actors.bin"));

impl<'b> Model<'b> {
    /// The model that ships with the program.
    pub(crate) fn built_in() -> &'static Model<'static> {
        static MODEL: OnceLock<Model<'static>> = OnceLock::new();
        MODEL.get_or_init(|| {
            Model::from_bytes(&SHIPPED.0).expect("a test holds the shipped model to form")
        })
    }

    /// A model from the bytes of a file; `None` when they are none.
    pub(crate) fn from_bytes(bytes: &'b [u8]) -> Option<Self> {
        let weights = Weights::new(bytes.strip_prefix(MAGIC)?)?;
        Some(Self { weights })
    }

    /// The names of a text, given what the rules found in it.
    pub(crate) fn names(&self, doc: &Doc, found: &[Name]) -> Vec<Name> {
        let view = View::new(doc, found);
        let (first, mut scores) = self.first(&view);
        let document = Document::new(doc, &first);
        let second = self.second(&view, &document, &first, &mut scores);
        let mut names = labels::names(&second);
        super::names::complete(doc, found, &mut names);
        names
    }

    /// The labels of the first pass, and what the second scores each word in
    /// play by the same features.
    fn first(&self, view: &View) -> (Vec<u8>, Vec<Scores>) {
        let words = view.stretches.iter().map(ExactSizeIterator::len).sum();
        let mut out = vec![OUTSIDE; view.len()];
        let (mut features, mut scores, mut back) = (Vec::new(), Vec::new(), Vec::new());
        let mut second = Vec::with_capacity(words);
        for stretch in &view.stretches {
            scores.clear();
            for at in stretch.clone() {
                let (mut one, mut two) = (Scores::default(), Scores::default());
                features.clear();
                view.features(at, &mut features);
                self.weights.add_both(&features, &mut one, &mut two);
                scores.push(one);
                second.push(two);
            }
            let best = decode::best(&scores, |a, b| self.weights.pair(0, a, b), &mut back);
            out[stretch.clone()].copy_from_slice(&best);
        }
        (out, second)
    }

    fn second(
        &self,
        view: &View,
        document: &Document,
        first: &[u8],
        mut scores: &mut [Scores],
    ) -> Vec<u8> {
        let mut out = vec![OUTSIDE; view.len()];
        let (mut features, mut back) = (Vec::new(), Vec::new());
        for stretch in &view.stretches {
            let (here, rest) = scores.split_at_mut(stretch.len());
            for (at, score) in stretch.clone().zip(here.iter_mut()) {
                features.clear();
                document.features(view, first, at, &mut features);
                self.weights.add_second(&features, score);
            }
            let best = decode::best(here, |a, b| self.weights.pair(1, a, b), &mut back);
            out[stretch.clone()].copy_from_slice(&best);
            scores = rest;
        }
        out
    }
}
