//! Where elements end: by an end tag, or without one.

use super::Parser;
use crate::source::html::attr::Key;
use crate::source::html::dom::{Kind, NodeId};
use crate::source::html::tag::Tag;

impl Parser<'_> {
    /// How deep the element is that an end tag closes.
    pub(super) fn find_open(&self, tag: Tag, name: &str) -> Option<usize> {
        for depth in (1..self.open.len()).rev() {
            let open = self.tag_of(self.open[depth]);
            if open == tag && (tag != Tag::Other || self.same_name(self.open[depth], name)) {
                return Some(depth);
            }
            if open.is_scope() && !tag.is_table_part() {
                return None;
            }
            if tag.is_inline() && open.is_block() {
                return None;
            }
        }
        None
    }

    /// Unknown elements are told apart by the name in the source.
    fn same_name(&self, id: NodeId, name: &str) -> bool {
        let Kind::Element { attrs, .. } = self.nodes[id as usize].kind else {
            return false;
        };
        self.attrs
            .get(attrs.1 as usize)
            .is_some_and(|(key, own)| *key == Key::Element && own.eq_ignore_ascii_case(name))
    }

    pub(super) fn in_scope(&self, tag: Tag) -> bool {
        self.open
            .iter()
            .rev()
            .map(|id| self.tag_of(*id))
            .take_while(|open| !open.is_scope())
            .any(|open| open == tag)
    }

    /// Closes open elements until `depth` are left.
    pub(super) fn close_to(&mut self, depth: usize) {
        let end = self.nodes.len() as NodeId;
        while self.open.len() > depth.max(1) {
            if let Some(id) = self.open.pop() {
                self.nodes[id as usize].end = end;
            }
        }
    }

    /// Closes what the start of `tag` ends without saying so.
    pub(super) fn imply_ends(&mut self, tag: Tag) {
        if !tag.belongs_in_head()
            && tag != Tag::Head
            && let Some(depth) = self
                .open
                .iter()
                .position(|id| self.tag_of(*id) == Tag::Head)
        {
            self.close_to(depth);
        }
        if tag.closes_p() {
            self.close_nearest(&[Tag::P], Tag::is_scope);
        }
        match tag {
            Tag::Li => self.close_nearest(&[Tag::Li], |t| {
                t.is_scope()
                    || matches!(
                        t,
                        Tag::Ul | Tag::Ol | Tag::Div | Tag::Article | Tag::Section
                    )
            }),
            Tag::Dd | Tag::Dt => {
                self.close_nearest(&[Tag::Dd, Tag::Dt], |t| t.is_scope() || t == Tag::Dl);
            }
            Tag::Option => self.close_nearest(&[Tag::Option], |t| t.is_scope() || t.is_block()),
            Tag::Td | Tag::Th => {
                self.close_nearest(&[Tag::Td, Tag::Th], |t| matches!(t, Tag::Tr | Tag::Table))
            }
            Tag::Tr => self.close_nearest(&[Tag::Tr], |t| t == Tag::Table),
            Tag::Tbody => self.close_nearest(&[Tag::Tbody], |t| t == Tag::Table),
            t if t.is_heading() && self.tag_of(self.top()).is_heading() => {
                self.close_to(self.open.len() - 1);
            }
            _ => {}
        }
    }

    /// Closes the nearest open element among `tags`, looking no further than
    /// an element where `stop` holds.
    fn close_nearest(&mut self, tags: &[Tag], stop: impl Fn(Tag) -> bool) {
        for depth in (1..self.open.len()).rev() {
            let open = self.tag_of(self.open[depth]);
            if tags.contains(&open) {
                self.close_to(depth);
                return;
            }
            if stop(open) {
                return;
            }
        }
    }
}
