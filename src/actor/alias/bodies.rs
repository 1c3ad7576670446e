//! States that act through what is theirs: "Israeli air forces", "Turkish
//! officials".

use std::ops::Range;

use super::resolve::Resolver;
use crate::actor::gazetteer::{Role, Sort};
use crate::actor::names::{Doc, Mask};
use crate::actor::speech::body_end;
use crate::actor::token::Shape;
use crate::actor::{ActorMention, Kind};

/// Words of a state's name or adjective before a body: "South Korean".
const LONGEST: usize = 3;

/// "two Australians", "many Iraqis": some people, not their state.
fn counted(doc: &Doc, at: usize) -> bool {
    let before = at.checked_sub(1).filter(|_| !doc.tokens[at].breaks);
    before.is_some_and(|i| {
        let few = ["two", "three", "some", "many", "several", "few"];
        let word = doc.word(i);
        doc.tokens[i].shape == Shape::Number || few.iter().any(|f| word.eq_ignore_ascii_case(f))
    })
}

impl Resolver<'_, '_> {
    /// Adds mentions of states by their people: "the Iraqis have cleared it".
    pub(super) fn peoples(&mut self, mentions: &mut Vec<ActorMention>) {
        let doc = self.doc;
        let taken = self.taken(mentions);
        for (at, gaz) in doc.names.iter().enumerate() {
            let people = gaz.len == 1
                && gaz.mask & Mask::DEMONYM != 0
                && gaz.mask & (Mask::NAMES | Mask::ADJECTIVE) == 0
                && !taken[at]
                && !counted(doc, at);
            let words = doc.span(at, at + 1);
            let state = || {
                let mut senses = self.g.phrases.senses_of(words.of(doc.text));
                senses.find(|s| s.role == Role::Demonym).map(|s| s.entry)
            };
            let Some(state) = people.then(state).flatten() else {
                continue;
            };
            let actor = match self.by_entry.get(&state) {
                Some(&actor) => actor,
                None => self.party_of_entry(state, self.g.entry(state).name),
            };
            mentions.push(ActorMention {
                span: words,
                actor,
                kind: Kind::Organisation,
                acting: false,
                named: true,
            });
        }
    }

    /// Which words are part of a mention.
    pub(super) fn taken(&self, mentions: &[ActorMention]) -> Vec<bool> {
        let doc = self.doc;
        let mut taken = vec![false; doc.tokens.len()];
        for mention in mentions {
            let from = doc.tokens.partition_point(|t| t.end <= mention.span.start);
            let to = doc.tokens.partition_point(|t| t.start < mention.span.end);
            taken[from..to.max(from)].fill(true);
        }
        taken
    }

    /// Adds mentions of the states whose adjective or name stands before one
    /// of their bodies, offices or forces, and is part of no name found.
    pub(super) fn bodies(&mut self, mentions: &mut Vec<ActorMention>) {
        let doc = self.doc;
        let mut taken = self.taken(mentions);
        for at in 0..doc.tokens.len() {
            let Some((state, words)) = self.owner(at) else {
                continue;
            };
            let Some(end) = body_end(doc, words.end) else {
                continue;
            };
            // "Turkish military chief Hulusi Akar": he acts.
            let named = taken.get(end) == Some(&true) && !doc.tokens[end].breaks;
            let own = (state, words.start..end);
            let partner = self.joined(words.start);
            let states = (!named).then_some(own).into_iter().chain(partner);
            for (state, words) in states {
                if taken[words.clone()].iter().any(|&t| t) {
                    continue;
                }
                taken[words.clone()].fill(true);
                let actor = match self.by_entry.get(&state) {
                    Some(&actor) => actor,
                    None => self.party_of_entry(state, self.g.entry(state).name),
                };
                mentions.push(ActorMention {
                    span: doc.span(words.start, words.end),
                    actor,
                    kind: Kind::Organisation,
                    acting: true,
                    named: false,
                });
            }
        }
    }

    /// The state whose adjective or name begins at `at`, unless that is but
    /// half of a word ("pro-Russian").
    fn owner(&self, at: usize) -> Option<(u32, Range<usize>)> {
        let doc = self.doc;
        let gaz = doc.names[at];
        let known = Mask::ADJECTIVE | Mask::STATE | Mask::ORGANISATIONS;
        if gaz.at > 0 || gaz.mask & known == 0 || !doc.tokens[at].shape.capital() {
            return None;
        }
        let glued = at > 0 && !doc.tokens[at].spaced && !doc.tokens[at].breaks;
        if glued && !(at >= 2 && doc.names[at - 2].mask & (Mask::STATE | Mask::ADJECTIVE) != 0) {
            return None;
        }
        // "Turkish military" may be a name of the gazetteer as a whole.
        let longest = usize::from(gaz.len).min(LONGEST);
        (1..=longest).rev().find_map(|len| {
            let words = at..at + len;
            self.state(&words).map(|state| (state, words))
        })
    }

    /// The adjective before "and" in "Russian and Israeli air forces".
    fn joined(&self, at: usize) -> Option<(u32, Range<usize>)> {
        let doc = self.doc;
        let last = at.checked_sub(2)?;
        let gaz = doc.names[last];
        let joined = matches!(doc.word(at - 1), "and" | "or" | "-" | "/")
            && !doc.tokens[at].breaks
            && !doc.tokens[at - 1].breaks
            && gaz.mask & Mask::ADJECTIVE != 0
            && gaz.at + 1 == gaz.len;
        self.owner(last - usize::from(gaz.at)).filter(|_| joined)
    }

    /// The state with this adjective or name: of several the one that the
    /// article names.
    fn state(&self, words: &Range<usize>) -> Option<u32> {
        let phrase = self.doc.span(words.start, words.end);
        let states: Vec<u32> = self
            .g
            .phrases
            .senses_of(phrase.of(self.doc.text))
            .filter(|s| matches!(s.role, Role::Adjective | Role::Name))
            .filter(|s| self.g.entry(s.entry).sort == Sort::State)
            .map(|s| s.entry)
            .collect();
        match states[..] {
            [only] => Some(only),
            _ => states.into_iter().find(|s| self.by_entry.contains_key(s)),
        }
    }
}
