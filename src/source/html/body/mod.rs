//! The body of the article in a page.
//!
//! The page is cut into blocks (paragraphs, headings, list items …); what is
//! known of each block ([`features`]) and of its neighbours is weighed by
//! [`model`]; what is left goes through [`super::clean`].

mod context;
mod features;
mod model;
mod tree;

use std::path::Path;

use super::blocks::{Block, blocks, join, unreadable};
use super::clean;
use super::dom::Dom;
use super::names::Names;
use super::tag::Tag;
use crate::source::read;
use context::Context;
use features::{Guesses, Parents};
use model::{Scores, Second};
use tree::Page;

pub use features::{Features, names};
pub use model::{BlockWeights, chance};

/// The blocks of a page and what is known of them, for fitting the weights.
#[derive(Clone, Debug, Default)]
pub struct PageBlocks {
    cut: Cut,
    title: Option<String>,
    /// The features of the first round, a block each.
    pub first: Vec<Features>,
}

impl PageBlocks {
    /// Reads the page of a file; `None` when it cannot be read.
    pub fn of_file(path: &Path) -> Option<Self> {
        let text = read::page(path)?;
        let dom = Dom::parse(&text);
        let title = super::meta::headline(&dom);
        let cut = Cut::new(&dom);
        let page = Page::new(&dom, &mut Names::default(), &cut.blocks);
        let context = Context::new(&page, &cut.blocks, title.as_deref());
        let of = |at| {
            let mut features = Features::new();
            context.tell(at, &mut features);
            features
        };
        let first = (0..cut.blocks.len()).map(of).collect();
        Some(Self { cut, title, first })
    }

    /// The headline of the page.
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// The words of the blocks.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.cut.blocks.iter().map(|b| b.text.as_str())
    }

    /// The features that the second round adds to those of the first, given
    /// the chances of the first.
    pub fn second(&self, chances: &[f32]) -> Vec<Features> {
        let guesses = Guesses::new(&self.cut.parents, &self.cut.sizes, chances);
        let of = |at| {
            let mut features = Features::new();
            guesses.tell(at, &mut features);
            features
        };
        (0..chances.len()).map(of).collect()
    }

    /// The article's paragraphs, parted by a blank line.
    pub fn text(self, weights: &BlockWeights) -> String {
        let score = |features: &Features| {
            let mut scores = Scores::new(weights);
            features
                .iter()
                .for_each(|(index, value)| features::Sink::take(&mut scores, *index, *value));
            scores.told()
        };
        let scores = self.first.iter().map(score).collect();
        self.cut.text(scores, weights, self.title.as_deref())
    }
}

/// A page cut into blocks.
#[derive(Clone, Debug, Default)]
struct Cut {
    blocks: Vec<Block>,
    parents: Vec<Parents>,
    sizes: Vec<f32>,
}

impl Cut {
    fn new(dom: &Dom<'_>) -> Self {
        let skip = |id| {
            let tag = dom.tag(id);
            unreadable(tag) || tag == Tag::Option
        };
        let blocks = blocks(dom, 0, &skip);
        let parent = |id| dom.parent(id);
        let parents = |b: &Block| (parent(b.node), parent(parent(b.node)));
        Self {
            parents: blocks.iter().map(parents).collect(),
            sizes: blocks.iter().map(|b| b.text.len() as f32).collect(),
            blocks,
        }
    }

    /// The article's paragraphs, given the chance of each block after the
    /// first round and its own part of the score in the second.
    fn text(
        mut self,
        scores: Vec<(f32, f32)>,
        weights: &BlockWeights,
        title: Option<&str>,
    ) -> String {
        let chances: Vec<f32> = scores.iter().map(|s| s.0).collect();
        let guesses = Guesses::new(&self.parents, &self.sizes, &chances);
        let mut at = 0;
        self.blocks.retain(|_| {
            let mut second = Second::new(weights, scores[at].1);
            guesses.tell(at, &mut second);
            at += 1;
            second.chance() >= 0.5
        });
        let kept = clean::clean(self.blocks, title);
        join(kept.iter().map(|b| b.text.as_str()))
    }
}

/// The article's paragraphs, parted by a blank line. `title` is the headline
/// of the page.
pub(crate) fn text<'a>(dom: &Dom<'a>, names: &mut Names<'a>, title: Option<&str>) -> String {
    let weights = BlockWeights::get();
    let cut = Cut::new(dom);
    let page = Page::new(dom, names, &cut.blocks);
    let context = Context::new(&page, &cut.blocks, title);
    let score = |at| {
        let mut scores = Scores::new(weights);
        context.tell(at, &mut scores);
        scores.told()
    };
    let scores = (0..cut.blocks.len()).map(score).collect();
    cut.text(scores, weights, title)
}
