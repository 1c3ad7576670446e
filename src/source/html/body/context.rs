//! The features of every block, read off the page and its neighbours.

use rustc_hash::FxHashMap;

use super::features::{FAR, Feature, NEAR, Paired, Sink, pair_up};
use super::tree::{BODY, ELSEWHERE, ELSEWHERE_TAGS, HIDDEN, Page, TAGS, is_prose, opening};
use crate::source::html::blocks::Block;
use crate::source::html::clean;
use crate::source::html::dom::NodeId;
use crate::source::html::names::GROUPS;
use crate::source::html::tag::Tag;
use crate::timex::written::{self, Order};

/// The blocks in their order.
pub(super) struct Context<'c, 'd, 'a> {
    page: &'c Page<'d, 'a>,
    blocks: &'c [Block],
    total: usize,
    /// Bytes before each block.
    before: Vec<usize>,
    title: String,
    headline: Option<usize>,
    cut: usize,
    /// First and last block of prose in the column.
    column: (usize, usize),
    /// Whether a block opens like one before it, or one behind.
    repeated: Vec<Option<Feature>>,
    /// The least element with the headline and the first prose behind it.
    shared: NodeId,
}

impl<'c, 'd, 'a> Context<'c, 'd, 'a> {
    /// Reads the page once. `title` is its headline.
    pub fn new(page: &'c Page<'d, 'a>, blocks: &'c [Block], title: Option<&str>) -> Self {
        let mut before = Vec::with_capacity(blocks.len());
        let mut total = 0;
        let mut seen = FxHashMap::default();
        let mut repeated = vec![None; blocks.len()];
        for (at, block) in blocks.iter().enumerate() {
            before.push(total);
            total += block.text.len();
            if let Some(first) = seen.insert(opening(&block.text), at) {
                repeated[at] = Some(Feature::Repeated);
                repeated[first].get_or_insert(Feature::RepeatedLater);
            }
        }
        let title = title.map(clean::letters).unwrap_or_default();
        let says = |b: &Block| b.text.len() < 400 && clean::says(&b.text, &title);
        let headline = blocks
            .iter()
            .position(|b| page.dom.tag(b.node) == Tag::H1 && says(b))
            .or_else(|| {
                blocks
                    .iter()
                    .position(|b| page.dom.tag(b.node).is_heading() && says(b))
            })
            .or_else(|| blocks.iter().position(|b| page.dom.tag(b.node) == Tag::H1));
        let cut = (0..blocks.len())
            .find(|at| before[*at] * 2 > total && clean::is_cut(&blocks[*at].text))
            .unwrap_or(usize::MAX);
        let prose = |b: &Block| is_prose(b) && page.inside(b.node, page.half);
        let column = (
            blocks.iter().position(prose).unwrap_or(0),
            blocks.iter().rposition(prose).unwrap_or(usize::MAX),
        );
        let from = headline.unwrap_or(0);
        let lead = blocks[from.min(blocks.len())..].iter().find(|b| {
            let around = page.around[b.node as usize];
            is_prose(b) && around.groups & ELSEWHERE == 0 && around.tags & ELSEWHERE_TAGS == 0
        });
        let mut shared = lead.map_or(0, |b| b.node);
        if let Some(head) = headline.map(|at| blocks[at].node) {
            while shared != 0 && !page.inside(head, shared) {
                shared = page.dom.parent(shared);
            }
        } else {
            shared = page.dom.parent(shared);
        }
        Self {
            shared,
            page,
            blocks,
            total: total.max(1),
            before,
            title,
            headline,
            cut,
            column,
            repeated,
        }
    }

    /// The features of one block, neighbours' guesses left out.
    pub fn tell(&self, at: usize, sink: &mut impl Sink) {
        let (length, links) = self.words(at, sink);
        let element = self.element(at, sink);
        let column = self.column(at, sink);
        self.neighbours(at, sink);
        let text = &self.blocks[at].text;
        sink.take(Feature::LogLength as u32, (text.len() as f32).ln() / 4.0);
        self.groups(at, sink);
        let own = Paired {
            length,
            links,
            element,
            column,
        };
        pair_up(own, sink);
    }

    /// What the words say; the features of length and links.
    fn words(&self, at: usize, sink: &mut impl Sink) -> (Feature, Feature) {
        let block = &self.blocks[at];
        let text = block.text.as_str();
        let letters = Letters::count(text);
        let length = match text.len() {
            0..=15 => Feature::Length0,
            16..=40 => Feature::Length1,
            41..=80 => Feature::Length2,
            81..=160 => Feature::Length3,
            161..=320 => Feature::Length4,
            _ => Feature::Length5,
        };
        let solid = text.len() - letters.spaces;
        let links = match block.linked * 100 / solid.max(1) {
            0 => Feature::Unlinked,
            1..=19 => Feature::Linked1,
            20..=59 => Feature::Linked2,
            60..=94 => Feature::Linked3,
            _ => Feature::Linked4,
        };
        sink.add(Feature::Bias);
        sink.add(length);
        if clean::is_sentence(text) {
            sink.add(Feature::Sentence);
        }
        if letters.stops {
            sink.add(Feature::Sentences);
        }
        if letters.commas {
            sink.add(Feature::Comma);
        }
        if text.ends_with(':') {
            sink.add(Feature::Colon);
        }
        if letters.digits * 5 > text.len() {
            sink.add(Feature::Digits);
        }
        if letters.capitals * 4 > text.len() {
            sink.add(Feature::Capitals);
        }
        sink.add(links);
        if text.len() < 400 {
            self.opening(text, sink);
        }
        if let Some(feature) = self.repeated[at] {
            sink.add(feature);
        }
        if text.len() < 140
            && letters.digits >= 3
            && written::find(text, Order::DayFirst)
                .iter()
                .any(|d| d.year.is_some())
        {
            sink.add(Feature::Dated);
        }
        (length, links)
    }

    /// What a short text begins as, and whether it is the title.
    fn opening(&self, text: &str, sink: &mut impl Sink) {
        for (begins, feature) in clean::begins(text).into_iter().zip([
            Feature::Pointer,
            Feature::Call,
            Feature::Label,
            Feature::Cut,
        ]) {
            if begins {
                sink.add(feature);
            }
        }
        if clean::is_credit(text) {
            sink.add(Feature::Credit);
        }
        if clean::says(text, &self.title) {
            sink.add(Feature::IsTitle);
        }
    }

    /// What the elements around say; the feature of its own.
    fn element(&self, at: usize, sink: &mut impl Sink) -> Feature {
        let node = self.blocks[at].node;
        let element = match self.page.dom.tag(node) {
            Tag::P => Feature::P,
            Tag::Li => Feature::Li,
            Tag::H1 => Feature::H1,
            tag if tag.is_heading() => Feature::Heading,
            Tag::Td | Tag::Th => Feature::Cell,
            Tag::Blockquote => Feature::Quote,
            Tag::Pre => Feature::Pre,
            Tag::Figcaption => Feature::Caption,
            Tag::Dd | Tag::Dt => Feature::Definition,
            _ => Feature::Plain,
        };
        sink.add(element);
        match self.dress(node) {
            Tag::B | Tag::Strong => sink.add(Feature::Bold),
            Tag::I | Tag::Em => sink.add(Feature::Italic),
            _ => {}
        }
        let around = self.page.around[node as usize];
        for (bit, (_, feature)) in TAGS.iter().enumerate() {
            if around.tags & (1 << bit) != 0 {
                sink.add(*feature);
            }
        }
        if around.tags & HIDDEN != 0 {
            sink.add(Feature::NotShown);
        }
        if around.tags & BODY != 0 {
            sink.add(Feature::InBody);
        }
        element
    }

    /// The element that all words of a block stand in, if there is one.
    fn dress(&self, node: NodeId) -> Tag {
        let dom = self.page.dom;
        let solid = |id: &NodeId| dom.raw_text(*id).is_none_or(|t| !t.trim().is_empty());
        let mut children = dom.children(node).filter(solid);
        match (children.next(), children.next()) {
            (Some(only), None) => dom.tag(only),
            _ => Tag::None,
        }
    }

    /// Where it stands on the page and in the column of prose; the feature of
    /// the least element with much of the prose.
    fn column(&self, at: usize, sink: &mut impl Sink) -> Option<Feature> {
        match self.headline {
            None => sink.add(Feature::NoHeadline),
            Some(headline) if at < headline => sink.add(Feature::Before),
            Some(_) => {}
        }
        let part = self.before[at] as f32 / self.total as f32;
        if part < 0.1 {
            sink.add(Feature::Tenth);
        }
        if part < 0.33 {
            sink.add(Feature::Third);
        }
        if part > 0.67 {
            sink.add(Feature::LastThird);
        }
        if part > 0.9 {
            sink.add(Feature::LastTenth);
        }
        let page = self.page;
        let node = self.blocks[at].node;
        let parent = page.dom.parent(node);
        let grand = page.dom.parent(parent);
        let share = |id: NodeId| page.prose[id as usize] as f32 / page.prose[0].max(1) as f32;
        sink.add(match share(parent) {
            s if s <= 0.0 => Feature::Parent0,
            s if s < 0.08 => Feature::Parent1,
            s if s < 0.25 => Feature::Parent2,
            s if s < 0.5 => Feature::Parent3,
            _ => Feature::Parent4,
        });
        sink.add(match share(grand) {
            s if s <= 0.0 => Feature::Grand0,
            s if s < 0.08 => Feature::Grand1,
            s if s < 0.4 => Feature::Grand2,
            _ => Feature::Grand3,
        });
        let mut column = None;
        for (outer, feature) in [
            (page.half, Feature::InHalf),
            (page.two_thirds, Feature::InTwoThirds),
            (page.most, Feature::InMost),
        ] {
            if page.inside(node, outer) {
                sink.add(feature);
                column.get_or_insert(feature);
            }
        }
        if parent == page.half || node == page.half {
            sink.add(Feature::BesideHalf);
        }
        if page.inside(node, self.shared) {
            sink.add(Feature::WithHeadline);
        }
        if at < self.column.0 {
            sink.add(Feature::FirstProse);
        }
        if at > self.column.1 {
            sink.add(Feature::LastProse);
        }
        if at > self.cut {
            sink.add(Feature::AfterCut);
        }
        column
    }

    fn neighbours(&self, at: usize, sink: &mut impl Sink) {
        let link = |b: &Block| b.linked * 2 > b.text.len();
        let parent = |b: &Block| self.page.dom.parent(b.node);
        let own = parent(&self.blocks[at]);
        if let Some(before) = at.checked_sub(1).map(|n| &self.blocks[n]) {
            if is_prose(before) {
                sink.add(Feature::PreviousProse);
            }
            if link(before) {
                sink.add(Feature::PreviousLink);
            }
            if parent(before) == own {
                sink.add(Feature::SameParentBefore);
            }
        }
        if let Some(behind) = self.blocks.get(at + 1) {
            if is_prose(behind) {
                sink.add(Feature::NextProse);
            }
            if link(behind) {
                sink.add(Feature::NextLink);
            }
            if parent(behind) == own {
                sink.add(Feature::SameParentAfter);
            }
        }
    }

    fn groups(&self, at: usize, sink: &mut impl Sink) {
        let node = self.blocks[at].node as usize;
        let parent = self.page.dom.parent(node as NodeId) as usize;
        let near = self.page.own[node] | self.page.own[parent];
        let far = self.page.around[node].groups;
        for bit in 0..GROUPS.len() as u32 {
            if near & (1 << bit) != 0 {
                sink.take(NEAR + bit, 1.0);
            }
            if far & (1 << bit) != 0 {
                sink.take(FAR + bit, 1.0);
            }
        }
    }
}

/// What a text has of some characters.
#[derive(Default)]
struct Letters {
    digits: usize,
    capitals: usize,
    spaces: usize,
    /// A full stop and a space.
    stops: bool,
    /// A comma and a space.
    commas: bool,
}

impl Letters {
    fn count(text: &str) -> Self {
        let mut found = Self::default();
        let mut last = 0;
        for byte in text.bytes() {
            match byte {
                b'0'..=b'9' => found.digits += 1,
                b'A'..=b'Z' => found.capitals += 1,
                b' ' => {
                    found.spaces += 1;
                    found.stops |= last == b'.';
                    found.commas |= last == b',';
                }
                _ if byte.is_ascii_whitespace() => found.spaces += 1,
                _ => {}
            }
            last = byte;
        }
        found
    }
}
