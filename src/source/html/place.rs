//! Where on a page a node stands: near the headline, in a sidebar, below.

use super::clean;
use super::dom::{Dom, Kind, NodeId};
use super::names::Names;
use super::tag::Tag;
use crate::source::Place;

/// Bytes of a link that may be the headline of another story.
const HEADLINE: u32 = 24;

/// Positions of a page, computed once.
pub(crate) struct Places {
    /// Characters of visible text before each node.
    offsets: Vec<u32>,
    /// Whether a node stands in a place that is not the article's own.
    elsewhere: Vec<bool>,
    /// The headline.
    pub headline: Option<NodeId>,
    /// First long paragraph behind the headline.
    lead: u32,
}

impl Places {
    /// Reads the page once. `title` is the headline as the page states it.
    pub fn new<'a>(dom: &Dom<'a>, names: &mut Names<'a>, title: Option<&str>) -> Self {
        let offsets = offsets(dom);
        let headline = headline(dom, title);
        let mut places = Self {
            elsewhere: vec![false; dom.len() as usize],
            offsets,
            headline,
            lead: u32::MAX,
        };
        places.mark(dom, names);
        places.lead = places.find_lead(dom);
        places
    }

    /// Marks what is elsewhere. A place that holds the headline, or most of
    /// the page's text, is the article's whatever it is called.
    fn mark<'a>(&mut self, dom: &Dom<'a>, names: &mut Names<'a>) {
        let total = self.offset(dom.len()).max(1);
        for id in 1..dom.len() {
            let parent = self.elsewhere[dom.parent(id) as usize];
            let Kind::Element { tag, .. } = dom.node(id).kind else {
                self.elsewhere[id as usize] = parent;
                continue;
            };
            let end = dom.end(id);
            let holds = self.headline.is_some_and(|h| id <= h && h < end);
            let size = self.offset(end) - self.offset(id);
            let most = u64::from(size) * 10 > u64::from(total) * 6;
            let mut other =
                || is_elsewhere(dom, names, id, tag) || self.lists_stories(dom, id, tag);
            let other = !holds && !most && other();
            self.elsewhere[id as usize] = parent || other;
        }
    }

    /// A list of links as long as headlines, with little else in it.
    fn lists_stories(&self, dom: &Dom<'_>, list: NodeId, tag: Tag) -> bool {
        if !matches!(tag, Tag::Ul | Tag::Ol) {
            return false;
        }
        let size = |id: NodeId| self.offset(dom.end(id)) - self.offset(id);
        let titles: Vec<u32> = (list..dom.end(list))
            .filter(|id| dom.tag(*id) == Tag::A)
            .map(size)
            .filter(|size| *size >= HEADLINE)
            .collect();
        titles.len() >= 2 && titles.iter().sum::<u32>() * 5 >= size(list) * 3
    }

    fn find_lead(&self, dom: &Dom<'_>) -> u32 {
        let from = self.headline.unwrap_or(0);
        (from..dom.len())
            .filter(|id| dom.tag(*id) == Tag::P && !self.elsewhere[*id as usize])
            .find(|id| self.offset(dom.end(*id)) - self.offset(*id) > 160)
            .map_or(u32::MAX, |id| self.offset(id))
    }

    /// Characters of visible text before a node.
    pub fn offset(&self, id: NodeId) -> u32 {
        self.offsets[id as usize]
    }

    /// Whether a node stands in a sidebar, a list of other stories, among
    /// comments, in the foot.
    pub fn is_elsewhere(&self, id: NodeId) -> bool {
        self.elsewhere[id as usize]
    }

    /// The place of a date at this node.
    pub fn of(&self, id: NodeId) -> Place {
        let elsewhere = self.is_elsewhere(id);
        let at = self.offset(id);
        let above_lead = self.lead != u32::MAX && at <= self.lead;
        let Some(headline) = self.headline.map(|h| self.offset(h)) else {
            return if elsewhere {
                Place::Elsewhere
            } else if above_lead {
                Place::Open
            } else {
                Place::Unknown
            };
        };
        if elsewhere {
            let near = at >= headline && (at - headline <= 400 || above_lead);
            return if near { Place::Aside } else { Place::Elsewhere };
        }
        if at < headline {
            return match headline - at {
                0..=200 => Place::Over,
                _ => Place::Above,
            };
        }
        match at - headline {
            0..=700 => Place::Head,
            _ if above_lead => Place::Lead,
            _ => Place::Body,
        }
    }
}

fn is_elsewhere<'a>(dom: &Dom<'a>, names: &mut Names<'a>, id: NodeId, tag: Tag) -> bool {
    if matches!(tag, Tag::Aside | Tag::Footer | Tag::Nav) {
        // Footers inside an article often hold its own byline.
        return tag != Tag::Footer || !dom.ancestors(id).any(|a| dom.tag(a) == Tag::Article);
    }
    if matches!(
        tag,
        Tag::Body | Tag::Html | Tag::Main | Tag::Article | Tag::H1
    ) {
        return false;
    }
    names.class(dom, id).elsewhere
}

/// Characters of visible text before each node, and in all.
fn offsets(dom: &Dom<'_>) -> Vec<u32> {
    let mut offsets = Vec::with_capacity(dom.len() as usize + 1);
    let mut seen = 0u32;
    let mut skip_to = 0;
    for id in 0..dom.len() {
        offsets.push(seen);
        match dom.node(id).kind {
            Kind::Text { .. } if id >= skip_to => {
                let text = dom.raw_text(id).unwrap_or_default();
                let text = text.trim_ascii().trim();
                seen = seen.saturating_add(text.len() as u32);
            }
            Kind::Element { tag, .. } if super::blocks::unreadable(tag) => {
                skip_to = skip_to.max(dom.end(id));
            }
            _ => {}
        }
    }
    offsets.push(seen);
    offsets
}

/// The `<h1>` that says the title, else the first one of some length, else a
/// lower heading that says it.
fn headline(dom: &Dom<'_>, title: Option<&str>) -> Option<NodeId> {
    let title: Option<String> = title.map(clean::letters).filter(|t| t.len() > 6);
    let says = |id: &NodeId| {
        let line = clean::letters(&dom.line(*id));
        title
            .as_ref()
            .is_some_and(|t| line.len() > 6 && (t.contains(&line) || line.contains(t.as_str())))
    };
    let headings = |wanted: fn(Tag) -> bool| {
        (0..dom.len())
            .filter(move |id| wanted(dom.tag(*id)))
            .take(60)
    };
    headings(|t| t == Tag::H1)
        .find(says)
        .or_else(|| headings(|t| matches!(t, Tag::H2 | Tag::H3)).find(says))
        .or_else(|| headings(|t| t == Tag::H1).find(|id| dom.line(*id).len() > 12))
}
