//! Which actor the words for a speaker mean.

use std::ops::Range;

use super::page::Page;
use super::roles::Roles;
use super::words::Class;
use crate::actor::gazetteer::{Gazetteer, Word, WordClass};
use crate::actor::token::{Shape, words};
use crate::actor::{ActorMention, Kind, Who};

/// How many mentions back a pronoun may look.
const MEMORY: usize = 24;

/// A sex by given name or title, unknown when neither or both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Sex {
    Male,
    Female,
    #[default]
    Unknown,
}

impl Page<'_, '_> {
    /// The actor meant by the words `source`; `last` spoke before.
    pub(super) fn speaker(
        &self,
        source: &Range<usize>,
        last: Option<u32>,
        roles: &Roles,
    ) -> Option<u32> {
        let at = source.start;
        if source.len() == 1 && self.is(at, Class::PRONOUN) {
            return self.pronoun(at, last);
        }
        if source.len() == 1 && self.is(at, Class::RELATIVE) {
            let before = at.saturating_sub(12)..at;
            return before.rev().find_map(|i| self.mention(i)).map(|m| m.actor);
        }
        self.head(source, last, roles)
    }

    /// The actor the head of a noun phrase names: the last name of its first
    /// part, before "of", a comma or a relative clause.
    fn head(&self, source: &Range<usize>, last: Option<u32>, roles: &Roles) -> Option<u32> {
        let cut = source.clone().skip(1).find(|&i| {
            self.mention(i).is_none()
                && (matches!(self.word(i), "," | "(" | "\u{2013}" | "\u{2014}")
                    || self.is(i, Class::RELATIVE | Class::PREPOSITION))
        });
        let first = source.start..cut.unwrap_or(source.end);
        let end = first.end.checked_sub(1)?;
        if let Some(mention) = self.mention(end) {
            return Some(mention.actor);
        }
        // "the Kremlin spokesman, Dmitry Peskov": the name in apposition.
        if let Some(cut) = cut.filter(|&i| self.word(i) == ",") {
            let name = self.mention(cut + 1).filter(|m| m.kind == Kind::Person);
            if let Some(mention) = name.filter(|_| cut + 1 < source.end) {
                return Some(mention.actor);
            }
        }
        if let Some(holder) = roles.holder(self, source, last) {
            return Some(holder);
        }
        // "the Trump campaign", "Russian officials": a body's or state's own.
        let inside = first.clone().rev().find_map(|i| self.mention(i))?;
        (inside.kind != Kind::Person).then_some(inside.actor)
    }

    fn pronoun(&self, at: usize, last: Option<u32>) -> Option<u32> {
        let wanted = match self.word(at) {
            "he" | "He" | "HE" => Sex::Male,
            "she" | "She" | "SHE" => Sex::Female,
            "it" | "It" => return last.filter(|&a| self.kind(a) == Some(Kind::Organisation)),
            _ => return None,
        };
        let fits = |actor: u32| {
            let sex = self.sex(actor);
            self.kind(actor) == Some(Kind::Person) && (sex == wanted || sex == Sex::Unknown)
        };
        let start = self.doc.tokens[at].start;
        let to = self.who.mentions.partition_point(|m| m.span.start < start);
        let before = &self.who.mentions[to.saturating_sub(MEMORY)..to];
        let surely = |m: &&ActorMention| fits(m.actor) && self.sex(m.actor) == wanted;
        last.filter(|&a| fits(a))
            .or_else(|| before.iter().rev().find(surely).map(|m| m.actor))
            .or_else(|| before.iter().rev().find(|m| fits(m.actor)).map(|m| m.actor))
    }

    fn kind(&self, actor: u32) -> Option<Kind> {
        self.who.actors.get(actor as usize).map(|a| a.kind)
    }

    fn sex(&self, actor: u32) -> Sex {
        self.sexes.get(actor as usize).copied().unwrap_or_default()
    }
}

/// The sex of each actor, by the given name in its fullest name.
pub(super) fn sexes(who: &Who, gazetteer: &Gazetteer) -> Vec<Sex> {
    let sex = |name: &str| {
        let words = words(name);
        let first = words.first().filter(|t| t.shape != Shape::Dotted);
        let word = first.map_or_else(Word::default, |t| gazetteer.word(t.hash));
        match (word.is(WordClass::MALE), word.is(WordClass::FEMALE)) {
            (true, false) => Sex::Male,
            (false, true) => Sex::Female,
            _ => Sex::Unknown,
        }
    };
    who.actors.iter().map(|a| sex(&a.name)).collect()
}
