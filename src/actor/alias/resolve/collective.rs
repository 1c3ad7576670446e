//! Bodies spoken of by what they are, once they are named: "the company",
//! "the ministry", "a company spokesman".

use rustc_hash::FxHashMap;

use super::{Party, Resolver};
use crate::actor::gazetteer::{Sort, WordClass};
use crate::actor::names::Name;
use crate::actor::speech::Class;
use crate::actor::token::{Shape, word_hash};
use crate::actor::{ActorMention, Kind};

/// How many names back a body may have been named.
const MEMORY: usize = 64;
/// Words between "a" and the word for a body that it introduces, at most.
const REACH: usize = 4;
/// How many times as often as any other the body named last must be named to
/// be meant before them.
const MOST: usize = 2;

/// A body that may be meant.
struct Candidate {
    party: u32,
    /// One past its last name before.
    end: u32,
    times: usize,
}

impl Resolver<'_, '_> {
    /// Adds mentions of the one body that each such description fits.
    pub(super) fn collectives(&self, names: &[Name], of: &[u32], mentions: &mut Vec<ActorMention>) {
        let doc = self.doc;
        let noun = Class::FIRM | Class::KINDRED | Class::OUTLET;
        let nouns = (0..doc.tokens.len()).filter(|&at| doc.infos[at].is(noun));
        let nouns: Vec<usize> = nouns.collect();
        if nouns.is_empty() {
            return;
        }
        let taken = self.taken(mentions);
        let mut introduced: FxHashMap<u64, u32> = FxHashMap::default();
        let mut before = 0;
        for at in nouns.into_iter().filter(|&at| !taken[at]) {
            before += names[before..].partition_point(|name| name.to as usize <= at);
            if self.introduces(at) {
                introduced.insert(doc.lower[at], at as u32);
                continue;
            }
            let Some(from) = self.stands(at).filter(|&from| !taken[from]) else {
                continue;
            };
            let since = introduced.get(&doc.lower[at]).copied().unwrap_or(0);
            let back = before.saturating_sub(MEMORY);
            let named = names[back..before].iter().zip(&of[back..before]).rev();
            if let Some(party) = self.meant(at, named).filter(|c| c.end > since) {
                mentions.push(ActorMention {
                    span: doc.span(from, at + 1),
                    actor: party.party,
                    kind: Kind::Organisation,
                    acting: true,
                    named: false,
                });
            }
        }
    }

    /// "a British company": another than those before, unless it only says
    /// what one of them is.
    fn introduces(&self, at: usize) -> bool {
        let doc = self.doc;
        let low = at.saturating_sub(REACH);
        let article = (low..at)
            .rev()
            .take_while(|&i| !doc.tokens[i + 1].breaks)
            .take_while(|&i| i + 1 == at || doc.tokens[i + 1].shape != Shape::Punct)
            .find(|&i| matches!(doc.word(i), "a" | "an" | "A" | "An" | "another" | "Another"));
        let says_what = |i: usize| {
            i > 0
                && !doc.tokens[i].breaks
                && (matches!(doc.word(i - 1), "," | "as" | "\u{2013}" | "\u{2014}")
                    || doc.is(i - 1, Class::BE))
        };
        article.is_some_and(|i| !says_what(i)) && !self.is_before_speaker(at)
    }

    /// Where the description begins whose noun is at `at`, when it says no
    /// more of the body than what it is.
    fn stands(&self, at: usize) -> Option<usize> {
        let doc = self.doc;
        let token = doc.tokens[at];
        let definite = at > 0 && !token.breaks && matches!(doc.word(at - 1), "the" | "The");
        if self.is_before_speaker(at) {
            return Some(at - usize::from(definite));
        }
        (definite && token.shape == Shape::Lower && self.ends_phrase(at + 1)).then(|| at - 1)
    }

    /// "company spokesman", "Ministry officials": speaks for the body.
    fn is_before_speaker(&self, at: usize) -> bool {
        let doc = self.doc;
        let next = doc.tokens.get(at + 1);
        let token = doc.tokens[at];
        let written = token.shape == Shape::Lower || token.shape == Shape::Title && token.opens;
        written
            && next.is_some_and(|t| t.shape == Shape::Lower && t.spaced && !t.breaks)
            && doc.words[at + 1].is(WordClass::ROLE)
            && doc.is(at + 1, Class::BODY)
    }

    /// Whether a noun phrase may end before `at`: no more nouns follow, and
    /// nothing that says which body.
    fn ends_phrase(&self, at: usize) -> bool {
        let doc = self.doc;
        let Some(next) = doc.tokens.get(at).filter(|t| !t.breaks) else {
            return true;
        };
        let which = matches!(
            doc.word(at),
            "of" | "that" | "which" | "who" | "where" | "whose" | "behind" | "responsible"
        );
        match next.shape {
            Shape::Punct => next.spaced || !matches!(doc.word(at), "-" | "&" | "/"),
            Shape::Possessive => true,
            Shape::Lower => {
                let info = doc.infos[at];
                let word = doc.word(at);
                !which && (info.class != 0 || info.verb != 0 || word.ends_with("ed"))
            }
            _ => doc.is(at, Class::TIME),
        }
    }

    /// The body that the noun at `at` fits: one whose name has the word, else
    /// one of its sort, the last named first.
    fn meant<'n>(
        &self,
        at: usize,
        named: impl Iterator<Item = (&'n Name, &'n u32)> + Clone,
    ) -> Option<Candidate> {
        let doc = self.doc;
        let word = doc.word(at).to_ascii_lowercase();
        let mut own = Vec::new();
        if doc.is(at, Class::KINDRED) {
            own = self.candidates(named.clone(), |party| has_word(party, &word));
        }
        if own.is_empty() && doc.is(at, Class::FIRM) {
            own = self.candidates(named.clone(), |party| self.may_be_firm(party));
        }
        if own.is_empty() && doc.is(at, Class::OUTLET) {
            own = self.candidates(named, |party| self.is_medium(party));
        }
        let last = (!own.is_empty()).then(|| own.remove(0))?;
        own.iter()
            .all(|other| last.times >= MOST * other.times)
            .then_some(last)
    }

    /// The bodies that fit, each once, the last named first.
    fn candidates<'n>(
        &self,
        named: impl Iterator<Item = (&'n Name, &'n u32)>,
        fits: impl Fn(&Party) -> bool,
    ) -> Vec<Candidate> {
        let mut out: Vec<Candidate> = Vec::new();
        for (name, &party) in named {
            let of = &self.parties[party as usize];
            match out.iter_mut().find(|c| c.party == party) {
                Some(before) => before.times += 1,
                None if of.kind == Kind::Organisation && fits(of) => out.push(Candidate {
                    party,
                    end: name.to,
                    times: 1,
                }),
                None => {}
            }
        }
        out
    }

    fn sort_of(&self, party: &Party) -> Option<Sort> {
        party.entry.map(|entry| self.g.sort(entry))
    }

    /// A company of the tables, or a body of which nobody knows what else it
    /// is.
    fn may_be_firm(&self, party: &Party) -> bool {
        match self.sort_of(party) {
            Some(sort) => sort == Sort::Company,
            None => {
                let other = Class::KINDRED | Class::BODY | Class::MASTHEAD;
                self.is_company(&party.name) || !self.has_class(party, other)
            }
        }
    }

    /// A medium of the tables, or one by its name.
    fn is_medium(&self, party: &Party) -> bool {
        match self.sort_of(party) {
            Some(sort) => sort == Sort::Media,
            None => self.has_class(party, Class::MASTHEAD),
        }
    }

    fn has_class(&self, party: &Party, class: u64) -> bool {
        let mut words = party.folded.split(' ');
        words.any(|word| self.doc.clause.info(word_hash(word)).is(class))
    }
}

/// Whether the name of a body has this word.
fn has_word(party: &Party, word: &str) -> bool {
    party.folded.split(' ').any(|w| w == word)
}
