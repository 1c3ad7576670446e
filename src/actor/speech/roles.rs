//! Who was introduced as what: "the spokesman" after "Kremlin spokesman
//! Dmitry Peskov", "the minister" after "Foreign Minister Sergey Lavrov".

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::page::Page;
use super::words::Class;
use crate::actor::Kind;
use crate::actor::gazetteer::WordClass;
use crate::actor::names::Mask;
use crate::actor::token::Shape;

/// Tokens beside a name that may say what its bearer is.
const BESIDE: usize = 5;

/// One introduction of a person by a role.
#[derive(Clone, Copy, Debug)]
struct Held {
    at: usize,
    actor: u32,
    /// Hash of the name or adjective before the role ("Kremlin",
    /// "Russian"), 0 when there is none.
    of: u64,
}

/// The roles people have in one text, by hash of the role's word, in order.
#[derive(Debug, Default)]
pub(super) struct Roles {
    held: FxHashMap<u64, Vec<Held>>,
}

impl Roles {
    /// Reads the words before each name of a person, and after its comma.
    pub(super) fn new(page: &Page) -> Self {
        let mut roles = Self::default();
        let mut after = 0;
        for at in 0..page.doc.tokens.len() {
            let Some(mention) = page
                .mention(at)
                .filter(|m| m.kind == Kind::Person && m.named)
            else {
                continue;
            };
            if page.mention_start(at) == at {
                let low = at.saturating_sub(BESIDE).max(after);
                roles.read(page, low..at, mention.actor, false);
            }
            let ends = page
                .mention(at + 1)
                .is_none_or(|next| next.span != mention.span);
            if ends && page.word(at + 1) == "," {
                let high = page.doc.tokens.len().min(at + 2 + BESIDE);
                roles.read(page, at + 2..high, mention.actor, true);
            }
            after = at + 1;
        }
        roles
    }

    /// The roles in the tokens right before a name, or from its apposition's
    /// start.
    fn read(&mut self, page: &Page, tokens: Range<usize>, actor: u32, apposed: bool) {
        if apposed && !page.is(tokens.start, Class::DETERMINER) && !page.is_role(tokens.start) {
            return;
        }
        let ends = |i: usize| {
            page.is(i, Class::STOP)
                || matches!(page.word(i), "." | "," | ";" | ":" | "(" | ")")
                || page.verb(i).is_some() && !page.is_role(i)
        };
        let tokens = match apposed {
            true => tokens.start..tokens.clone().find(|&i| ends(i)).unwrap_or(tokens.end),
            false => {
                tokens
                    .clone()
                    .rev()
                    .find(|&i| ends(i))
                    .map_or(tokens.start, |i| i + 1)..tokens.end
            }
        };
        for at in tokens.clone() {
            if page.is_role(at) {
                let held = Held {
                    at: tokens.end,
                    actor,
                    of: page.owner(tokens.start, at),
                };
                self.held.entry(page.lower(at)).or_default().push(held);
            }
        }
    }

    /// Who is meant by a description whose head is a role.
    pub(super) fn holder(
        &self,
        page: &Page,
        source: &Range<usize>,
        last: Option<u32>,
    ) -> Option<u32> {
        let head = source.clone().find(|&i| {
            let possesses = page.shape(i + 1) == Shape::Possessive;
            page.is_role(i) && !page.is_role(i + 1) && !possesses
        })?;
        // "a spokesman" is someone not met before.
        if matches!(
            page.word(source.start),
            "a" | "an" | "A" | "An" | "another" | "one"
        ) {
            return None;
        }
        let before = self.held.get(&page.lower(head))?;
        let known = before.partition_point(|h| h.at <= source.start);
        let of = page.owner(source.start, head);
        let fits = |h: &&Held| of == 0 || h.of == of;
        let same = before[..known].iter().rev().filter(fits);
        let speaking = same.clone().find(|h| Some(h.actor) == last);
        speaking.or_else(|| same.clone().next()).map(|h| h.actor)
    }
}

impl Page<'_, '_> {
    /// A word for what someone is: "spokesman", "President".
    fn is_role(&self, at: usize) -> bool {
        self.doc
            .words
            .get(at)
            .is_some_and(|w| w.is(WordClass::ROLE | WordClass::TITLE))
            || self
                .doc
                .offices
                .get(at)
                .is_some_and(|o| o.mask & Mask::GENERIC != 0 && o.at + 1 == o.len)
    }

    /// Hash of the last name or adjective with a capital before a role.
    fn owner(&self, from: usize, role: usize) -> u64 {
        (from..role)
            .rev()
            .find(|&i| {
                self.shape(i).capital() && !self.is_role(i) && !self.is(i, Class::DETERMINER)
            })
            .map_or(0, |i| self.lower(i))
    }
}
