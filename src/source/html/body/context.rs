//! The features of every block, read off the page and its neighbours.

use rustc_hash::FxHashMap;

use super::classes::GROUPS;
use super::features::{FAR, Feature, Features, NEAR, pair_up};
use super::tree::{BODY, ELSEWHERE, ELSEWHERE_TAGS, HIDDEN, Page, TAGS, is_prose, opening};
use crate::source::html::blocks::Block;
use crate::source::html::clean;
use crate::source::html::dom::{Dom, NodeId};
use crate::source::html::tag::Tag;
use crate::timex::written::{self, Order};

/// The features of all blocks of a page, neighbours' guesses left out.
pub(super) fn read(dom: &Dom<'_>, blocks: &[Block], title: Option<&str>) -> Vec<Features> {
    let page = Page::new(dom, blocks);
    let context = Context::new(&page, blocks, title);
    (0..blocks.len()).map(|at| context.features(at)).collect()
}

/// The blocks in their order.
struct Context<'c, 'd, 'a> {
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
    fn new(page: &'c Page<'d, 'a>, blocks: &'c [Block], title: Option<&str>) -> Self {
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
        let says =
            |b: &Block| b.text.len() < 400 && !title.is_empty() && clean::letters(&b.text) == title;
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

    fn features(&self, at: usize) -> Features {
        let mut out = Features::with_capacity(48);
        let mut add = |feature: Feature| out.push((feature as u32, 1.0));
        self.words(at, &mut add);
        self.element(at, &mut add);
        self.column(at, &mut add);
        self.neighbours(at, &mut add);
        let text = &self.blocks[at].text;
        out.push((Feature::LogLength as u32, (text.len() as f32).ln() / 4.0));
        self.groups(at, &mut out);
        pair_up(&mut out);
        out
    }

    fn words(&self, at: usize, add: &mut impl FnMut(Feature)) {
        let block = &self.blocks[at];
        let text = block.text.as_str();
        add(Feature::Bias);
        add(match text.len() {
            0..=15 => Feature::Length0,
            16..=40 => Feature::Length1,
            41..=80 => Feature::Length2,
            81..=160 => Feature::Length3,
            161..=320 => Feature::Length4,
            _ => Feature::Length5,
        });
        if clean::is_sentence(text) {
            add(Feature::Sentence);
        }
        if text.matches(". ").take(2).count() >= 1 {
            add(Feature::Sentences);
        }
        if text.contains(", ") {
            add(Feature::Comma);
        }
        if text.ends_with(':') {
            add(Feature::Colon);
        }
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        if digits * 5 > text.len() {
            add(Feature::Digits);
        }
        let capitals = text.bytes().filter(u8::is_ascii_uppercase).count();
        if capitals * 4 > text.len() {
            add(Feature::Capitals);
        }
        let solid = text.len() - text.bytes().filter(u8::is_ascii_whitespace).count();
        add(match block.linked * 100 / solid.max(1) {
            0 => Feature::Unlinked,
            1..=19 => Feature::Linked1,
            20..=59 => Feature::Linked2,
            60..=94 => Feature::Linked3,
            _ => Feature::Linked4,
        });
        if text.len() < 400 {
            let lower = text.to_lowercase();
            for (begins, feature) in clean::furniture(&lower).into_iter().zip([
                Feature::Pointer,
                Feature::Call,
                Feature::Label,
                Feature::Cut,
            ]) {
                if begins {
                    add(feature);
                }
            }
            if clean::is_credit(&lower) {
                add(Feature::Credit);
            }
            if !self.title.is_empty() && clean::letters(text) == self.title {
                add(Feature::IsTitle);
            }
        }
        if let Some(feature) = self.repeated[at] {
            add(feature);
        }
        if text.len() < 140
            && digits >= 3
            && written::find(text, Order::DayFirst)
                .iter()
                .any(|d| d.year.is_some())
        {
            add(Feature::Dated);
        }
    }

    fn element(&self, at: usize, add: &mut impl FnMut(Feature)) {
        let node = self.blocks[at].node;
        add(match self.page.dom.tag(node) {
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
        });
        match self.dress(node) {
            Tag::B | Tag::Strong => add(Feature::Bold),
            Tag::I | Tag::Em => add(Feature::Italic),
            _ => {}
        }
        let around = self.page.around[node as usize];
        for (bit, (_, feature)) in TAGS.iter().enumerate() {
            if around.tags & (1 << bit) != 0 {
                add(*feature);
            }
        }
        if around.tags & HIDDEN != 0 {
            add(Feature::NotShown);
        }
        if around.tags & BODY != 0 {
            add(Feature::InBody);
        }
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

    fn column(&self, at: usize, add: &mut impl FnMut(Feature)) {
        match self.headline {
            None => add(Feature::NoHeadline),
            Some(headline) if at < headline => add(Feature::Before),
            Some(_) => {}
        }
        let part = self.before[at] as f32 / self.total as f32;
        if part < 0.1 {
            add(Feature::Tenth);
        }
        if part < 0.33 {
            add(Feature::Third);
        }
        if part > 0.67 {
            add(Feature::LastThird);
        }
        if part > 0.9 {
            add(Feature::LastTenth);
        }
        let page = self.page;
        let node = self.blocks[at].node;
        let parent = page.dom.parent(node);
        let grand = page.dom.parent(parent);
        let share = |id: NodeId| page.prose[id as usize] as f32 / page.prose[0].max(1) as f32;
        add(match share(parent) {
            s if s <= 0.0 => Feature::Parent0,
            s if s < 0.08 => Feature::Parent1,
            s if s < 0.25 => Feature::Parent2,
            s if s < 0.5 => Feature::Parent3,
            _ => Feature::Parent4,
        });
        add(match share(grand) {
            s if s <= 0.0 => Feature::Grand0,
            s if s < 0.08 => Feature::Grand1,
            s if s < 0.4 => Feature::Grand2,
            _ => Feature::Grand3,
        });
        if page.inside(node, page.half) {
            add(Feature::InHalf);
        }
        if page.inside(node, page.two_thirds) {
            add(Feature::InTwoThirds);
        }
        if page.inside(node, page.most) {
            add(Feature::InMost);
        }
        if parent == page.half || node == page.half {
            add(Feature::BesideHalf);
        }
        if page.inside(node, self.shared) {
            add(Feature::WithHeadline);
        }
        if at < self.column.0 {
            add(Feature::FirstProse);
        }
        if at > self.column.1 {
            add(Feature::LastProse);
        }
        if at > self.cut {
            add(Feature::AfterCut);
        }
    }

    fn neighbours(&self, at: usize, add: &mut impl FnMut(Feature)) {
        let link = |b: &Block| b.linked * 2 > b.text.len();
        let parent = |b: &Block| self.page.dom.parent(b.node);
        let own = parent(&self.blocks[at]);
        if let Some(before) = at.checked_sub(1).map(|n| &self.blocks[n]) {
            if is_prose(before) {
                add(Feature::PreviousProse);
            }
            if link(before) {
                add(Feature::PreviousLink);
            }
            if parent(before) == own {
                add(Feature::SameParentBefore);
            }
        }
        if let Some(behind) = self.blocks.get(at + 1) {
            if is_prose(behind) {
                add(Feature::NextProse);
            }
            if link(behind) {
                add(Feature::NextLink);
            }
            if parent(behind) == own {
                add(Feature::SameParentAfter);
            }
        }
    }

    fn groups(&self, at: usize, out: &mut Features) {
        let node = self.blocks[at].node as usize;
        let parent = self.page.dom.parent(node as NodeId) as usize;
        let near = self.page.own[node] | self.page.own[parent];
        let far = self.page.around[node].groups;
        for bit in 0..GROUPS.len() as u32 {
            if near & (1 << bit) != 0 {
                out.push((NEAR + bit, 1.0));
            }
            if far & (1 << bit) != 0 {
                out.push((FAR + bit, 1.0));
            }
        }
    }
}
