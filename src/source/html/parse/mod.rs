//! A tolerant HTML parser.
//!
//! Not the full algorithm of the HTML standard: what articles need of it
//! (implied end tags, void and raw-text elements, scopes of tables and lists,
//! misplaced end tags), in one pass over the bytes. Nesting deeper than
//! [`MAX_DEPTH`] is flattened.

mod ends;
mod skim;
mod words;

use super::attr::{Key, Keys};
use super::dom::{Dom, Kind, Node, NodeId};
use super::tag::Tag;

/// Pages have a node and an attribute in so many bytes, most of them less
/// often.
const BYTES_OF_A_NODE: usize = 24;
const BYTES_OF_AN_ATTRIBUTE: usize = 32;

/// Elements nested deeper than this become siblings.
const MAX_DEPTH: usize = 400;

pub(super) struct Parser<'a> {
    source: &'a str,
    at: usize,
    nodes: Vec<Node>,
    attrs: Vec<(Key, &'a str)>,
    /// Open elements, the root first.
    open: Vec<NodeId>,
    keys: &'static Keys,
    landmarks: Vec<NodeId>,
    /// An attribute of the element being read names an author.
    author: bool,
}

impl<'a> Parser<'a> {
    pub fn new(source: &'a str) -> Self {
        Self::with_room(source, source.len())
    }

    /// With room for the nodes of so many bytes.
    fn with_room(source: &'a str, bytes: usize) -> Self {
        // Node numbers and offsets are 32 bits; readers bound pages far below.
        let source = source
            .get(..source.len().min(u32::MAX as usize))
            .unwrap_or("");
        let root = Node {
            kind: Kind::Element {
                tag: Tag::Other,
                attrs: (0, 0),
            },
            parent: 0,
            end: 0,
        };
        let mut nodes = Vec::with_capacity(bytes / BYTES_OF_A_NODE + 1);
        nodes.push(root);
        Self {
            source,
            at: 0,
            nodes,
            attrs: Vec::with_capacity(bytes / BYTES_OF_AN_ATTRIBUTE),
            open: vec![0],
            keys: Keys::get(),
            landmarks: Vec::new(),
            author: false,
        }
    }

    pub fn run(mut self) -> Dom<'a> {
        self.read_while(|_| true);
        self.finish()
    }

    /// Reads on as long as there is more and `wanted` holds.
    fn read_while(&mut self, wanted: impl Fn(&Self) -> bool) {
        let bytes = self.source.as_bytes();
        while self.at < bytes.len() && wanted(self) {
            let text_start = self.at;
            let Some(open) = self.next_markup() else {
                self.text(text_start, bytes.len());
                self.at = bytes.len();
                break;
            };
            self.text(text_start, open);
            self.at = open;
            match bytes[open + 1] {
                b'/' => self.end_tag(),
                b'!' | b'?' => self.declaration(),
                _ => self.start_tag(),
            }
        }
    }

    fn finish(mut self) -> Dom<'a> {
        self.close_to(0);
        let end = self.nodes.len() as NodeId;
        self.nodes[0].end = end;
        Dom {
            source: self.source,
            nodes: self.nodes,
            attrs: self.attrs,
            landmarks: self.landmarks,
            skimmed: false,
        }
    }

    /// The next `<` that opens a tag, an end tag or a declaration.
    fn next_markup(&self) -> Option<usize> {
        let bytes = self.source.as_bytes();
        let mut from = self.at;
        loop {
            let at = from + memchr::memchr(b'<', &bytes[from..])?;
            match bytes.get(at + 1) {
                Some(b'a'..=b'z' | b'A'..=b'Z' | b'!' | b'?') => return Some(at),
                Some(b'/') if bytes.get(at + 2).is_some_and(u8::is_ascii_alphabetic) => {
                    return Some(at);
                }
                _ => from = at + 1,
            }
        }
    }

    fn top(&self) -> NodeId {
        *self.open.last().expect("the root is never closed")
    }

    fn tag_of(&self, id: NodeId) -> Tag {
        match self.nodes[id as usize].kind {
            Kind::Element { tag, .. } => tag,
            _ => Tag::None,
        }
    }

    fn push(&mut self, kind: Kind) -> NodeId {
        let id = self.nodes.len() as NodeId;
        self.nodes.push(Node {
            kind,
            parent: self.top(),
            end: id + 1,
        });
        id
    }

    fn text(&mut self, start: usize, end: usize) {
        if start < end {
            self.push(Kind::Text {
                start: start as u32,
                end: end as u32,
            });
        }
    }

    fn declaration(&mut self) {
        let rest = &self.source.as_bytes()[self.at..];
        let skip = if rest.starts_with(b"<!--") {
            let close = memchr::memmem::find(&rest[4..], b"-->").map(|n| n + 7);
            // "<!-->" and "<!--->" are whole comments.
            match () {
                () if rest.starts_with(b"<!-->") => 5,
                () if rest.starts_with(b"<!--->") => 6,
                () => close.unwrap_or(rest.len()),
            }
        } else if rest.starts_with(b"<![CDATA[") {
            let close = memchr::memmem::find(rest, b"]]>");
            if let Some(end) = close {
                self.text(self.at + 9, self.at + end);
            }
            close.map_or(9, |n| n + 3)
        } else {
            memchr::memchr(b'>', rest).map_or(rest.len(), |n| n + 1)
        };
        self.at += skip;
    }

    fn end_tag(&mut self) {
        self.at += 2;
        let name = self.name();
        let rest = &self.source.as_bytes()[self.at..];
        self.at += memchr::memchr(b'>', rest).map_or(rest.len(), |n| n + 1);
        let tag = Tag::of(name);
        if matches!(tag, Tag::Html | Tag::Body) {
            return;
        }
        if tag == Tag::Br || (tag == Tag::P && !self.in_scope(Tag::P)) {
            self.push(Kind::Element { tag, attrs: (0, 0) });
            return;
        }
        if let Some(depth) = self.find_open(tag, name) {
            self.close_to(depth);
        }
    }

    fn start_tag(&mut self) {
        self.at += 1;
        let name = self.name();
        let tag = Tag::of(name);
        let first = self.attrs.len();
        self.author = false;
        let self_closing = self.attributes();
        let last = self.attrs.len();
        if tag == Tag::Other {
            self.attrs.push((Key::Element, name));
        }
        if matches!(tag, Tag::Html | Tag::Body) && self.merge(tag, first) {
            return;
        }
        self.imply_ends(tag);
        let id = self.push(Kind::Element {
            tag,
            attrs: (first as u32, last as u32),
        });
        if self.author || tag.is_landmark() {
            self.landmarks.push(id);
        }
        if tag.is_void() || (self_closing && tag.is_foreign()) {
            return;
        }
        if tag.is_raw() {
            self.raw(id, name);
        } else if self.open.len() < MAX_DEPTH {
            self.open.push(id);
        }
    }

    /// A second `<html>` or `<body>` adds nothing.
    fn merge(&mut self, tag: Tag, first: usize) -> bool {
        let again = self.open.iter().any(|id| self.tag_of(*id) == tag);
        if again {
            self.attrs.truncate(first);
        }
        again
    }

    /// Takes everything up to the end tag of a raw-text element.
    fn raw(&mut self, id: NodeId, name: &str) {
        let bytes = self.source.as_bytes();
        let start = self.at;
        let mut end = bytes.len();
        let mut next = bytes.len();
        let mut from = start;
        while let Some(at) = memchr::memmem::find(&bytes[from..], b"</").map(|n| from + n) {
            let after = at + 2 + name.len();
            let same = bytes
                .get(at + 2..after)
                .is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes()));
            if same && bytes.get(after).is_none_or(|b| !b.is_ascii_alphanumeric()) {
                end = at;
                next = memchr::memchr(b'>', &bytes[after..]).map_or(bytes.len(), |n| after + n + 1);
                break;
            }
            from = at + 2;
        }
        if start < end {
            let (start, end) = (start as u32, end as u32);
            let kind = match self.tag_of(id) {
                Tag::Title | Tag::Textarea => Kind::Text { start, end },
                _ => Kind::Raw { start, end },
            };
            let inner = self.push(kind);
            self.nodes[inner as usize].parent = id;
        }
        self.nodes[id as usize].end = self.nodes.len() as NodeId;
        self.at = next;
    }
}
