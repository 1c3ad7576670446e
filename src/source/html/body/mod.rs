//! The body of the article in a page.
//!
//! The page is cut into blocks (paragraphs, headings, list items …); what is
//! known of each block ([`features`]) and of its neighbours is weighed by
//! [`model`]; what is left goes through [`super::clean`].

mod classes;
mod context;
mod features;
mod model;
mod tree;

use std::path::Path;

use super::blocks::{Block, blocks, join, unreadable};
use super::clean;
use super::dom::Dom;
use super::tag::Tag;
use crate::source::read;

pub use features::{Features, names};
pub use model::{BlockWeights, chance};

/// The blocks of a page and what is known of them.
#[derive(Clone, Debug, Default)]
pub struct PageBlocks {
    blocks: Vec<Block>,
    title: Option<String>,
    parents: Vec<features::Parents>,
    sizes: Vec<f32>,
    /// The features of the first round, a block each.
    pub first: Vec<Features>,
}

impl PageBlocks {
    /// Reads the page of a file; `None` when it cannot be read.
    pub fn of_file(path: &Path) -> Option<Self> {
        let text = read::page(path)?;
        let dom = Dom::parse(&text);
        let linked = super::jsonld::read(&dom);
        Some(Self::new(
            &dom,
            super::meta::headline(&dom, &linked).as_deref(),
        ))
    }

    /// The blocks of a parsed page. `title` is its headline.
    pub(crate) fn new(dom: &Dom<'_>, title: Option<&str>) -> Self {
        let skip = |id| {
            let tag = dom.tag(id);
            unreadable(tag) || tag == Tag::Option
        };
        let blocks = blocks(dom, 0, &skip);
        let parent = |id| dom.parent(id);
        Self {
            parents: blocks
                .iter()
                .map(|b| (parent(b.node), parent(parent(b.node))))
                .collect(),
            sizes: blocks.iter().map(|b| b.text.len() as f32).collect(),
            first: context::read(dom, &blocks, title),
            title: title.map(str::to_owned),
            blocks,
        }
    }

    /// The headline of the page.
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// The words of the blocks.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.blocks.iter().map(|b| b.text.as_str())
    }

    /// The features that the second round adds to those of the first, given
    /// the chances of the first.
    pub fn second(&self, chances: &[f32]) -> Vec<Features> {
        features::guesses(&self.parents, &self.sizes, chances)
    }

    /// The chance of each block to be the article's.
    pub fn chances(&self, weights: &BlockWeights) -> Vec<f32> {
        let first: Vec<f32> = self
            .first
            .iter()
            .map(|f| chance(&weights.first, f))
            .collect();
        let both = self.first.iter().zip(self.second(&first));
        both.map(|(own, around)| model::chance_of_both(&weights.second, own, &around))
            .collect()
    }

    /// The article's paragraphs, parted by a blank line.
    pub fn text(mut self, weights: &BlockWeights) -> String {
        let chances = self.chances(weights);
        let mut at = 0;
        self.blocks.retain(|_| {
            at += 1;
            chances[at - 1] >= 0.5
        });
        let kept = clean::clean(self.blocks, self.title.as_deref());
        join(kept.iter().map(|b| b.text.as_str()))
    }
}

/// The article's paragraphs, parted by a blank line.
pub(crate) fn text(dom: &Dom<'_>, title: Option<&str>) -> String {
    PageBlocks::new(dom, title).text(BlockWeights::get())
}
