//! Which actor the words for a speaker mean.

use std::ops::Range;

use super::page::Page;
use super::roles::Roles;
use super::words::Class;
use crate::actor::gazetteer::{Gazetteer, Sex, WordClass};
use crate::actor::names::Mask;
use crate::actor::token::Shape;
use crate::actor::{ActorMention, Kind, LocalActor, Who};

/// How many mentions back a pronoun may look.
const MEMORY: usize = 24;

impl Page<'_, '_> {
    /// The actor meant by the words `source`; `last` spoke before.
    pub(super) fn speaker(
        &self,
        source: &Range<usize>,
        last: Option<u32>,
        roles: &Roles,
    ) -> Option<u32> {
        let at = source.start;
        let pronoun = self.is(at, Class::PRONOUN) || matches!(self.word(at), "him" | "her");
        if source.len() == 1 && pronoun {
            return self.pronoun(at, last);
        }
        if source.len() == 1 && self.is(at, Class::RELATIVE) {
            return self.antecedent(at);
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
            return Some(
                self.first_of_joint(first.start, end)
                    .unwrap_or(mention.actor),
            );
        }
        if let Some(actor) = cut.and_then(|cut| self.apposed(cut..source.end)) {
            return Some(actor);
        }
        if let Some(actor) = cut.and_then(|cut| self.titled(cut, source.end)) {
            return Some(actor);
        }
        if let Some(actor) = cut.and_then(|cut| self.serving(source.start, cut, source.end)) {
            return Some(actor);
        }
        if let Some(holder) = roles.holder(self, source, last) {
            return Some(holder);
        }
        // "the Trump campaign", "Russian officials": a body's or state's own.
        let Some(inside) = first.clone().rev().find_map(|i| self.mention(i)) else {
            return self.represented(end, source.end);
        };
        (inside.kind != Kind::Person).then_some(inside.actor)
    }

    /// Whom "who" or "which" goes on about; a question asks for someone.
    fn antecedent(&self, at: usize) -> Option<u32> {
        if self.doc.tokens[at].opens {
            return None;
        }
        let person = self.word(at).eq_ignore_ascii_case("who");
        let before = at.saturating_sub(12)..at;
        let mention = before.rev().find_map(|i| self.mention(i))?;
        (!person || mention.kind != Kind::Place).then_some(mention.actor)
    }

    /// Of those who say something together the first: "Kerry" of "Kerry and
    /// Russian Foreign Minister Sergey Lavrov".
    fn first_of_joint(&self, start: usize, end: usize) -> Option<u32> {
        let mut joint = None;
        let mut at = end;
        while at > start {
            at = self.mention_start(at).max(start);
            let and = (start + 1..at).rev().find(|&i| {
                self.word(i) == "and" || !(self.doc.offices[i].len > 0 || self.attributes(i))
            });
            let Some(and) = and.filter(|&and| self.word(and) == "and") else {
                break;
            };
            let Some(mention) = self.mention(and - 1).filter(|m| m.acting) else {
                break;
            };
            joint = Some(mention.actor);
            at = and - 1;
        }
        joint
    }

    /// A word between "and" and a name that says what its bearer is.
    fn attributes(&self, at: usize) -> bool {
        let gaz = self.doc.names[at];
        gaz.len > 0
            || self.is(at, Class::DETERMINER)
            || self.doc.words[at].is(WordClass::TITLE | WordClass::ROLE)
            || self.word(at) == "."
    }

    /// "a representative of the Kremlin": whom someone without a name speaks
    /// for.
    fn represented(&self, head: usize, end: usize) -> Option<u32> {
        let stands_for = matches!(self.word(head + 1), "of" | "for" | "from" | "at" | "with");
        let named = head + 2 + usize::from(self.is(head + 2, Class::DETERMINER));
        let body = self.mention(named).filter(|m| m.kind != Kind::Person);
        let spokesman = self.doc.words[head].is(WordClass::ROLE | WordClass::TITLE);
        body.filter(|_| spokesman && stands_for && named < end)
            .map(|m| m.actor)
    }

    /// "the Kremlin spokesman, Dmitry Peskov", "the head of Russian diplomacy
    /// Sergey Lavrov": the person named after a comma or a noun, not one that
    /// belongs to a preposition ("a spokesman for President Obama").
    fn apposed(&self, rest: Range<usize>) -> Option<u32> {
        rest.clone().skip(1).find_map(|i| {
            let person = self
                .mention(i)
                .filter(|m| m.kind == Kind::Person && m.named)?;
            let before = i - 1;
            let noun = self.shape(before) == Shape::Lower
                && !self.is(before, Class::PREPOSITION | Class::STOP | Class::DETERMINER)
                && !self.doc.words[before].is(WordClass::ROLE | WordClass::TITLE);
            let owner = self.mention(before).is_some_and(|m| m.kind != Kind::Person);
            let starts = self.mention_start(i) == i;
            (starts && (self.word(before) == "," || noun || owner)).then_some(person.actor)
        })
    }

    /// "Secretary of State John Kerry": the person named right after a title
    /// that goes over "of".
    fn titled(&self, of: usize, end: usize) -> Option<u32> {
        let is_title = |at: usize| self.doc.words[at].is(WordClass::ROLE | WordClass::TITLE);
        let joins = |at: usize| {
            matches!(self.word(at), "of" | "for" | "and" | "the") || self.shape(at).capital()
        };
        if self.word(of) != "of" || !is_title(of.checked_sub(1)?) {
            return None;
        }
        let at = (of + 1..end).find(|&i| !joins(i) || self.mention(i).is_some())?;
        let person = self.mention(at).filter(|m| m.kind == Kind::Person)?;
        (self.mention_start(at) == at && at > of + 1 && !is_title(at - 1)).then_some(person.actor)
    }

    /// "the press secretary of the President Dmitry Peskov": with an article
    /// before it, the second title is not his whose name follows, as it is in
    /// "a spokesman for President Obama".
    fn serving(&self, start: usize, of: usize, end: usize) -> Option<u32> {
        let title = |at: usize| {
            let word = self.doc.words[at];
            word.is(WordClass::ROLE | WordClass::TITLE) || self.doc.offices[at].len > 0
        };
        let definite = matches!(self.word(start), "the" | "The");
        let owned = matches!(self.word(of), "of" | "for") && self.word(of + 1) == "the";
        if !(definite && owned && title(of.checked_sub(1)?)) {
            return None;
        }
        let at = (of + 2..end).find(|&i| {
            self.mention(i)
                .is_some_and(|m| m.kind == Kind::Person && m.named)
        })?;
        let titles =
            (of + 2..at).all(|i| title(i) || self.doc.names[i].mask & Mask::ADJECTIVE != 0);
        (titles && at > of + 2)
            .then(|| self.mention(at).map(|m| m.actor))
            .flatten()
    }

    fn pronoun(&self, at: usize, last: Option<u32>) -> Option<u32> {
        let wanted = match self.word(at) {
            "he" | "He" | "HE" | "him" => Sex::Male,
            "she" | "She" | "SHE" | "her" => Sex::Female,
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

/// The sex of each actor.
pub(super) fn sexes(who: &Who, gazetteer: &Gazetteer) -> Vec<Sex> {
    let sex = |actor: &LocalActor| match actor.kind {
        Kind::Person => gazetteer.sex(&actor.name, actor.known),
        _ => Sex::Unknown,
    };
    who.actors.iter().map(sex).collect()
}
