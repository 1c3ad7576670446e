//! Where on a page a node stands: near the headline, in a sidebar, below.

use super::clean;
use super::dom::{Dom, Kind, NodeId};
use super::names::Names;
use super::tag::Tag;
use crate::source::Place;

/// Bytes of a link that may be the headline of another story.
const HEADLINE: u32 = 24;

/// Positions on a page. Most of its elements hold no date, so where they stand
/// is found out when somebody asks.
pub(crate) struct Places<'f, 'a> {
    dom: &'f Dom<'a>,
    /// Characters of visible text before each node.
    offsets: Vec<u32>,
    /// Whether a node stands in a place that is not the article's own, as far
    /// as it is known.
    elsewhere: Vec<Option<bool>>,
    /// The headline.
    headline: Option<NodeId>,
    /// First long paragraph behind the headline.
    lead: u32,
}

impl<'f, 'a> Places<'f, 'a> {
    /// Reads the page once. `title` is the headline as the page states it.
    pub fn new(dom: &'f Dom<'a>, names: &mut Names<'a>, title: Option<&str>) -> Self {
        let mut places = Self {
            dom,
            elsewhere: vec![None; dom.len() as usize],
            offsets: offsets(dom),
            headline: headline(dom, title),
            lead: u32::MAX,
        };
        places.elsewhere[0] = Some(false);
        places.lead = places.find_lead(names);
        places
    }

    /// Whether a node stands in a sidebar, a list of other stories, among
    /// comments, in the foot.
    fn is_elsewhere(&mut self, names: &mut Names<'a>, id: NodeId) -> bool {
        let mut unknown = Vec::new();
        let mut at = id;
        let mut elsewhere = loop {
            if let Some(known) = self.elsewhere[at as usize] {
                break known;
            }
            unknown.push(at);
            at = self.dom.parent(at);
        };
        for at in unknown.into_iter().rev() {
            elsewhere = elsewhere || self.is_other(names, at);
            self.elsewhere[at as usize] = Some(elsewhere);
        }
        elsewhere
    }

    /// Whether an element is such a place. One that holds the headline, or
    /// most of the page's text, is the article's whatever it is called.
    fn is_other(&self, names: &mut Names<'a>, id: NodeId) -> bool {
        let Kind::Element { tag, .. } = self.dom.node(id).kind else {
            return false;
        };
        let end = self.dom.end(id);
        let total = self.offset(self.dom.len()).max(1);
        let holds = self.headline.is_some_and(|h| id <= h && h < end);
        let most = u64::from(self.size(id)) * 10 > u64::from(total) * 6;
        !holds && !most && (is_elsewhere(self.dom, names, id, tag) || self.lists_stories(id, tag))
    }

    /// Characters of visible text in a node.
    fn size(&self, id: NodeId) -> u32 {
        self.offset(self.dom.end(id)) - self.offset(id)
    }

    /// A list of links as long as headlines, with little else in it.
    fn lists_stories(&self, list: NodeId, tag: Tag) -> bool {
        if !matches!(tag, Tag::Ul | Tag::Ol) {
            return false;
        }
        let titles: Vec<u32> = (list..self.dom.end(list))
            .filter(|id| self.dom.tag(*id) == Tag::A)
            .map(|id| self.size(id))
            .filter(|size| *size >= HEADLINE)
            .collect();
        titles.len() >= 2 && titles.iter().sum::<u32>() * 5 >= self.size(list) * 3
    }

    fn find_lead(&mut self, names: &mut Names<'a>) -> u32 {
        let from = self.headline.unwrap_or(0);
        (from..self.dom.len())
            .filter(|id| self.dom.tag(*id) == Tag::P)
            .filter(|id| self.size(*id) > 160)
            .collect::<Vec<_>>()
            .into_iter()
            .find(|id| !self.is_elsewhere(names, *id))
            .map_or(u32::MAX, |id| self.offset(id))
    }

    /// Characters of visible text before a node.
    fn offset(&self, id: NodeId) -> u32 {
        self.offsets[id as usize]
    }

    /// The place of a date at this node.
    pub fn of(&mut self, names: &mut Names<'a>, id: NodeId) -> Place {
        let elsewhere = self.is_elsewhere(names, id);
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
        dom.landmarks()
            .filter(move |id| wanted(dom.tag(*id)))
            .take(60)
    };
    headings(|t| t == Tag::H1)
        .find(says)
        .or_else(|| headings(|t| matches!(t, Tag::H2 | Tag::H3)).find(says))
        .or_else(|| headings(|t| t == Tag::H1).find(|id| dom.line(*id).len() > 12))
}
