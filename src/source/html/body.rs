//! The body of the article in a page.

use std::panic::{AssertUnwindSafe, catch_unwind};

use trafilatura::{HtmlDateMode, Options};

use super::blocks::{Block, blocks, join, unreadable};
use super::clean;
use super::dom::{Dom, NodeId};
use super::keys::Keys;
use super::tag::Tag;

/// Pages larger than this, or nested deeper than [`DEEPEST`], are read by the
/// plain extractor below: the thorough one works on several copies of the
/// page and by recursion.
const LARGEST: usize = 4 << 20;
const DEEPEST: usize = 200;

/// The article's paragraphs, parted by a blank line.
pub(crate) fn text(dom: &Dom<'_>, page: &str, title: Option<&str>) -> String {
    let found = if page.len() <= LARGEST && dom.depth() <= DEEPEST {
        thorough(page)
    } else {
        None
    };
    let found = match found {
        Some(found) if found.len() > 1 => found,
        found => single(found.unwrap_or_default(), plain(dom)),
    };
    let kept = clean::clean(found, title);
    join(kept.iter().map(|b| b.text.as_str()))
}

/// A body in one block has often lost its paragraphs: the plain extractor's
/// stands for it when that has most of its words.
fn single(found: Vec<Block>, own: Vec<Block>) -> Vec<Block> {
    let size = |blocks: &[Block]| blocks.iter().map(|b| b.text.len()).sum::<usize>();
    if size(&own) * 3 >= size(&found) * 2 {
        own
    } else {
        found
    }
}

/// The extractor of the `trafilatura` crate; `None` when it fails.
fn thorough(page: &str) -> Option<Vec<Block>> {
    let options = Options::default()
        .with_fallback(true)
        .with_exclude_comments(true)
        .with_html_date_mode(HtmlDateMode::Disabled);
    let run = || trafilatura::extract(page, &options);
    let result = catch_unwind(AssertUnwindSafe(run)).ok()?.ok()?;
    let dom = Dom::parse(&result.content_html);
    Some(blocks(&dom, 0, &|id| unreadable(dom.tag(id))))
}

/// A plain extractor in linear time: the paragraphs of the smallest element
/// that holds most of the page's prose.
fn plain(dom: &Dom<'_>) -> Vec<Block> {
    let root = container(dom);
    let skip = |id: NodeId| {
        let tag = dom.tag(id);
        unreadable(tag)
            || matches!(tag, Tag::Nav | Tag::Aside | Tag::Footer | Tag::Form)
            || (tag.is_block() && is_elsewhere(dom, id) && id != root)
    };
    let mut found = blocks(dom, root, &skip);
    found.retain(|b| b.linked * 2 < b.text.len() && b.text.len() > 40);
    found
}

fn is_elsewhere(dom: &Dom<'_>, id: NodeId) -> bool {
    ["class", "id"]
        .iter()
        .filter_map(|key| dom.raw_attr(id, key))
        .any(|name| Keys::get().class(name).elsewhere)
}

/// The deepest element with at least two thirds of the text of paragraphs.
fn container(dom: &Dom<'_>) -> NodeId {
    let mut prose = vec![0u32; dom.len() as usize];
    for id in (1..dom.len()).rev() {
        if dom.tag(id) == Tag::P {
            let length: usize = (id..dom.end(id))
                .filter_map(|n| dom.raw_text(n))
                .map(|t| t.trim().len())
                .sum();
            if length > 60 {
                prose[id as usize] = prose[id as usize].saturating_add(length as u32);
            }
        }
        let parent = dom.parent(id) as usize;
        if dom.tag(id) != Tag::P || dom.tag(dom.parent(id)) != Tag::P {
            prose[parent] = prose[parent].saturating_add(prose[id as usize]);
        }
    }
    let total = prose[0];
    let mut at = 0;
    loop {
        let next = dom.children(at).find(|c| {
            u64::from(prose[*c as usize]) * 3 >= u64::from(total) * 2 && dom.tag(*c) != Tag::P
        });
        match next {
            Some(child) if total > 0 => at = child,
            _ => return at,
        }
    }
}
