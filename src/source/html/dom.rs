//! A page as a flat tree: nodes stand in document order and each knows where
//! its subtree ends, so that walking needs no recursion. Every string is
//! borrowed from the page.

use std::borrow::Cow;

use super::attr::Key;
use super::entities;
use super::parse::Parser;
use super::tag::Tag;

/// Index of a node; 0 is the root.
pub(crate) type NodeId = u32;

/// What a node is.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    /// An element and the range of its attributes.
    Element { tag: Tag, attrs: (u32, u32) },
    /// Text as written, entities not yet decoded.
    Text { start: u32, end: u32 },
    /// Script or style content.
    Raw { start: u32, end: u32 },
}

/// One node.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node {
    pub kind: Kind,
    /// The node around it.
    pub parent: NodeId,
    /// One past the last node of its subtree.
    pub end: NodeId,
}

/// A parsed page.
#[derive(Debug)]
pub(crate) struct Dom<'a> {
    pub(super) source: &'a str,
    pub(super) nodes: Vec<Node>,
    pub(super) attrs: Vec<(Key, &'a str)>,
    /// The elements that are looked for by name, in order
    /// ([`Tag::is_landmark`]), and those that name an author.
    pub(super) landmarks: Vec<NodeId>,
    /// Only what a page says of itself was read ([`Dom::skim`]).
    pub(super) skimmed: bool,
}

impl<'a> Dom<'a> {
    /// Parses a page or a fragment.
    pub fn parse(source: &'a str) -> Self {
        Parser::new(source).run()
    }

    /// Parses what a page says of itself: everything before its body, and of
    /// the body its first headings, author and JSON-LD. `None` where that would be
    /// no shorter: a small page, or one without a body.
    pub fn skim(source: &'a str) -> Option<Self> {
        Parser::skim(source)
    }

    /// Number of nodes.
    pub fn len(&self) -> NodeId {
        self.nodes.len() as NodeId
    }

    /// All elements with a tag among those of [`Tag::is_landmark`], in order.
    pub fn all(&self, tag: Tag) -> impl Iterator<Item = NodeId> + '_ {
        self.landmarks().filter(move |id| self.tag(*id) == tag)
    }

    /// The elements that are looked for by name, in order.
    pub fn landmarks(&self) -> impl Iterator<Item = NodeId> + '_ {
        self.landmarks.iter().copied()
    }

    /// A node.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id as usize]
    }

    /// One past the last node of the subtree.
    pub fn end(&self, id: NodeId) -> NodeId {
        self.node(id).end
    }

    /// The node around it (the root's parent is the root).
    pub fn parent(&self, id: NodeId) -> NodeId {
        self.node(id).parent
    }

    /// The tag; `Tag::None` for text.
    pub fn tag(&self, id: NodeId) -> Tag {
        match self.node(id).kind {
            Kind::Element { tag, .. } => tag,
            _ => Tag::None,
        }
    }

    /// The nodes around it, nearest first, the root left out.
    pub fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let mut at = id;
        std::iter::from_fn(move || {
            at = self.parent(at);
            (at != 0).then_some(at)
        })
    }

    /// Direct children.
    pub fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let end = self.end(id);
        let mut at = id + 1;
        std::iter::from_fn(move || {
            if at >= end {
                return None;
            }
            let child = at;
            at = self.end(at);
            Some(child)
        })
    }

    /// Attributes as written, in order.
    pub fn attrs(&self, id: NodeId) -> &[(Key, &'a str)] {
        match self.node(id).kind {
            Kind::Element { attrs, .. } => &self.attrs[attrs.0 as usize..attrs.1 as usize],
            _ => &[],
        }
    }

    /// An attribute as written.
    pub fn raw_attr(&self, id: NodeId, key: Key) -> Option<&'a str> {
        let found = self.attrs(id).iter().find(|(own, _)| *own == key);
        found.map(|(_, value)| *value)
    }

    /// An attribute, entities decoded.
    pub fn attr(&self, id: NodeId, key: Key) -> Option<Cow<'a, str>> {
        self.raw_attr(id, key).map(entities::decode)
    }

    /// Text of a text node, entities decoded.
    pub fn text(&self, id: NodeId) -> Option<Cow<'a, str>> {
        match self.node(id).kind {
            Kind::Text { start, end } => {
                Some(entities::decode(&self.source[start as usize..end as usize]))
            }
            _ => None,
        }
    }

    /// Text of a text node as written.
    pub fn raw_text(&self, id: NodeId) -> Option<&'a str> {
        match self.node(id).kind {
            Kind::Text { start, end } => Some(&self.source[start as usize..end as usize]),
            _ => None,
        }
    }

    /// Content of a script or style element.
    pub fn script(&self, id: NodeId) -> &'a str {
        match self.nodes.get(id as usize + 1).map(|n| n.kind) {
            Some(Kind::Raw { start, end }) if self.end(id) > id + 1 => {
                &self.source[start as usize..end as usize]
            }
            _ => "",
        }
    }

    /// All text below a node on one line.
    pub fn line(&self, id: NodeId) -> String {
        let mut out = String::new();
        for at in id..self.end(id) {
            if let Some(text) = self.text(at) {
                if at > id && !out.ends_with(' ') && self.tag(at).is_block() {
                    out.push(' ');
                }
                for word in text.split_inclusive(char::is_whitespace) {
                    let bare = word.trim_end();
                    out.push_str(bare);
                    if bare.len() < word.len() && !out.ends_with(' ') {
                        out.push(' ');
                    }
                }
            } else if at > id
                && (self.tag(at).is_block() || self.tag(at) == Tag::Br)
                && !out.is_empty()
                && !out.ends_with(' ')
            {
                out.push(' ');
            }
        }
        out.trim().to_owned()
    }
}
