//! The page around its blocks: names, elements, where its prose is.

use rustc_hash::FxHashSet;

use super::features::Feature;
use crate::source::html::attr::Key;
use crate::source::html::blocks::Block;
use crate::source::html::dom::{Dom, Kind, NodeId};
use crate::source::html::names::Names;
use crate::source::html::tag::Tag;

/// A block is prose from so many bytes on, when little of it is links.
const PROSE: usize = 80;

pub(super) fn is_prose(block: &Block) -> bool {
    block.text.len() >= PROSE && block.linked * 4 < block.text.len()
}

/// What two blocks share that say the same, credits apart.
pub(super) fn opening(text: &str) -> &str {
    &text[..text.floor_char_boundary(70)]
}

/// What the elements around a block say.
#[derive(Clone, Copy, Default)]
pub(super) struct Around {
    pub groups: u32,
    pub tags: u32,
}

/// The page as the blocks see it.
pub(super) struct Page<'d, 'a> {
    pub dom: &'d Dom<'a>,
    /// What stands around each node.
    pub around: Vec<Around>,
    /// Groups of the element itself.
    pub own: Vec<u32>,
    /// Bytes of prose under each node.
    pub prose: Vec<u32>,
    /// The least elements with half, two thirds, most of the prose.
    pub half: NodeId,
    pub two_thirds: NodeId,
    pub most: NodeId,
}

impl<'d, 'a> Page<'d, 'a> {
    pub fn new(dom: &'d Dom<'a>, names: &mut Names<'a>, blocks: &[Block]) -> Self {
        let count = dom.len() as usize;
        let mut all = vec![0u32; count];
        for block in blocks {
            let node = block.node as usize;
            all[node] = all[node].saturating_add(block.text.len() as u32);
        }
        add_up(dom, &mut all);
        let mut page = Self {
            dom,
            around: Vec::new(),
            own: Vec::new(),
            half: 0,
            two_thirds: 0,
            most: 0,
            prose: Vec::new(),
        };
        page.look_around(names, &all);
        page.prose = page.prose_of(blocks, true);
        if page.prose[0] == 0 {
            page.prose = page.prose_of(blocks, false);
        }
        page.half = page.least(1, 2);
        page.two_thirds = page.least(2, 3);
        page.most = page.least(9, 10);
        page
    }

    /// Bytes of prose under each node; with `own`, without that of places
    /// which by their names are not the article's, and what is said again.
    fn prose_of(&self, blocks: &[Block], own: bool) -> Vec<u32> {
        let mut prose = vec![0u32; self.dom.len() as usize];
        let mut seen = FxHashSet::default();
        for block in blocks.iter().filter(|b| is_prose(b)) {
            let node = block.node as usize;
            let around = self.around[node];
            let apart = around.groups & ELSEWHERE != 0 || around.tags & ELSEWHERE_TAGS != 0;
            let again = !seen.insert(opening(&block.text));
            if !own || !(apart || again) {
                prose[node] = prose[node].saturating_add(block.text.len() as u32);
            }
        }
        add_up(self.dom, &mut prose);
        prose
    }

    /// The least element with this part of the page's prose.
    fn least(&self, part: u64, of: u64) -> NodeId {
        let total = u64::from(self.prose[0]);
        let mut at = 0;
        let holds = |c: &NodeId| u64::from(self.prose[*c as usize]) * of >= total * part;
        while let Some(child) = self.dom.children(at).find(|c| total > 0 && holds(c)) {
            at = child;
        }
        // A lone paragraph is not a column.
        if matches!(self.dom.tag(at), Tag::P | Tag::Li) {
            at = self.dom.parent(at);
        }
        at
    }

    /// Names and tags of all elements around, those left out that hold most
    /// of the page.
    fn look_around(&mut self, names: &mut Names<'a>, all: &[u32]) {
        let dom = self.dom;
        let total = u64::from(all[0]);
        let count = dom.len() as usize;
        self.around = vec![Around::default(); count];
        self.own = vec![0; count];
        for id in 1..dom.len() {
            let at = id as usize;
            let outer = self.around[dom.parent(id) as usize];
            let Kind::Element { tag, .. } = dom.node(id).kind else {
                self.around[at] = outer;
                continue;
            };
            let mut here = Around {
                groups: 0,
                tags: bit_of(tag),
            };
            for (key, value) in dom.attrs(id) {
                match key {
                    Key::Itemprop if value.eq_ignore_ascii_case("articlebody") => {
                        here.tags |= BODY;
                    }
                    Key::Style if hides(value) => here.tags |= HIDDEN,
                    Key::Hidden => here.tags |= HIDDEN,
                    key if NAMING.contains(key) => here.groups |= names.parts(value),
                    _ => {}
                }
            }
            // Articles are named after their subjects: "category-video".
            if matches!(tag, Tag::Article | Tag::Main | Tag::Body | Tag::Html) {
                here.groups &= 0b11;
            }
            self.own[at] = here.groups;
            if u64::from(all[at]) * 10 > total * 7 {
                here.groups &= 0b11;
                here.tags &= !HIDDEN;
            }
            self.around[at] = Around {
                groups: outer.groups | here.groups,
                tags: outer.tags | here.tags,
            };
        }
    }

    pub fn inside(&self, id: NodeId, outer: NodeId) -> bool {
        outer <= id && id < self.dom.end(outer)
    }
}

/// Adds to every node what is under it.
fn add_up(dom: &Dom<'_>, sums: &mut [u32]) {
    for id in (1..dom.len()).rev() {
        let parent = dom.parent(id) as usize;
        sums[parent] = sums[parent].saturating_add(sums[id as usize]);
    }
}

/// Groups of names of what is not the article: comments, related stories,
/// navigation, foot, side, advertisements, appeals.
pub(super) const ELSEWHERE: u32 = 1 << 3 | 1 << 4 | 1 << 6 | 1 << 7 | 1 << 8 | 1 << 9 | 1 << 10;
/// `aside`, `footer`, `nav`, `form`, and what is not shown.
pub(super) const ELSEWHERE_TAGS: u32 = 1 << 2 | 1 << 3 | 1 << 5 | 1 << 6 | HIDDEN;

/// Attributes that name a part of a page.
const NAMING: [Key; 6] = [
    Key::Class,
    Key::Id,
    Key::Role,
    Key::DataTestid,
    Key::DataComponent,
    Key::DataType,
];

/// Whether a style keeps an element from being shown.
fn hides(style: &str) -> bool {
    let has = |what: &[u8]| memchr::memmem::find(style.as_bytes(), what).is_some();
    has(b"display:none") || has(b"display: none")
}

pub(super) const HIDDEN: u32 = 1 << 30;
pub(super) const BODY: u32 = 1 << 29;
pub(super) const TAGS: [(Tag, Feature); 11] = [
    (Tag::Article, Feature::InArticle),
    (Tag::Main, Feature::InMain),
    (Tag::Aside, Feature::InAside),
    (Tag::Footer, Feature::InFooter),
    (Tag::Header, Feature::InHeader),
    (Tag::Nav, Feature::InNav),
    (Tag::Form, Feature::InForm),
    (Tag::Figure, Feature::InFigure),
    (Tag::Table, Feature::InTable),
    (Tag::Ul, Feature::InList),
    (Tag::Ol, Feature::InList),
];

fn bit_of(tag: Tag) -> u32 {
    TAGS.iter()
        .position(|(t, _)| *t == tag)
        .map_or(0, |at| 1 << at)
}
