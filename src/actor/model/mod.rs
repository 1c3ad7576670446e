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
    first: Weights<'b>,
    second: Weights<'b>,
}

/// What a model file begins with.
pub(crate) const MAGIC: &[u8; 4] = b"DLA1";

impl<'b> Model<'b> {
    /// The model that ships with the program.
    pub(crate) fn built_in() -> &'static Model<'static> {
        static MODEL: OnceLock<Model<'static>> = OnceLock::new();
        MODEL.get_or_init(|| {
            Model::from_bytes(include_bytes!("../../../assets/models/actors.bin"))
                .expect("a test holds the shipped model to form")
        })
    }

    /// A model from the bytes of a file; `None` when they are none.
    pub(crate) fn from_bytes(bytes: &'b [u8]) -> Option<Self> {
        let (first, rest) = Weights::split(bytes.strip_prefix(MAGIC)?)?;
        let (second, rest) = Weights::split(rest)?;
        rest.is_empty().then_some(Self { first, second })
    }

    /// The names of a text, given what the rules found in it.
    pub(crate) fn names(&self, doc: &Doc, found: &[Name]) -> Vec<Name> {
        let view = View::new(doc, found);
        let mut sheet = Sheet::default();
        sheet.fill(&view);
        let first = sheet.label(&view, &self.first, None);
        let document = Document::new(doc, &first);
        let second = sheet.label(&view, &self.second, Some((&document, &first)));
        let mut names = labels::names(&second);
        super::names::complete(doc, found, &mut names);
        names
    }
}

/// The features of all words in play, made once for both passes.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    features: Vec<u64>,
    /// Where the features of each word in play end.
    ends: Vec<u32>,
}

impl Sheet {
    /// Makes the features of a text.
    pub(crate) fn fill(&mut self, view: &View) {
        for at in view.stretches.iter().cloned().flatten() {
            view.features(at, &mut self.features);
            self.ends.push(self.features.len() as u32);
        }
    }

    /// Features of the `i`-th word in play.
    pub(crate) fn of(&self, i: usize) -> &[u64] {
        let from = i.checked_sub(1).map_or(0, |b| self.ends[b] as usize);
        &self.features[from..self.ends[i] as usize]
    }

    fn label(
        &self,
        view: &View,
        weights: &Weights,
        document: Option<(&Document, &[u8])>,
    ) -> Vec<u8> {
        let mut out = vec![OUTSIDE; view.len()];
        let (mut scores, mut back, mut extra) = (Vec::<Scores>::new(), Vec::new(), Vec::new());
        let mut i = 0;
        for stretch in &view.stretches {
            scores.clear();
            for at in stretch.clone() {
                let mut sum = Scores::default();
                weights.add_all(self.of(i), &mut sum);
                if let Some((document, first)) = document {
                    extra.clear();
                    document.features(view, first, at, &mut extra);
                    weights.add_all(&extra, &mut sum);
                }
                scores.push(sum);
                i += 1;
            }
            let best = decode::best(&scores, |a, b| weights.pair(a, b), &mut back);
            out[stretch.clone()].copy_from_slice(&best);
        }
        out
    }
}
