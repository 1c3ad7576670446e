//! Whether a country is a place or acts: "in Syria" against "Syria
//! rejected", "Moscow's proposal", "talks between Washington and Tehran".

use std::ops::Range;

use super::names::{Doc, Mask};
use super::speech::{Class, ClauseWords};
use super::token::Shape;
use super::{Kind, Who};

/// Words after a possessive in which a word of policy is looked for.
const REACH: usize = 4;
/// Tokens of a list of countries at most.
const LIST: usize = 40;

/// Marks the countries and capitals of `who` that act.
pub(crate) fn mark(doc: &Doc, who: &mut Who) {
    let reader = Reader {
        doc,
        words: ClauseWords::built_in(),
    };
    let mut from = 0;
    for mention in &mut who.mentions {
        from += doc.tokens[from..].partition_point(|t| t.end <= mention.span.start);
        let to = from + doc.tokens[from..].partition_point(|t| t.start < mention.span.end);
        if mention.kind == Kind::Person || from >= to || !mention.named {
            continue;
        }
        let mask = doc.names[from..to]
            .iter()
            .fold(0, |all, gaz| all | gaz.mask);
        if mask & (Mask::STATE | Mask::CAPITAL) == 0 || mask & Mask::ORGANISATIONS != 0 {
            continue;
        }
        mention.acting = reader.acts(from..to) || mention.kind == Kind::Organisation;
        if let Some(actor) = who.actors.get_mut(mention.actor as usize) {
            actor.acts |= mention.acting;
        }
    }
}

struct Reader<'d, 't> {
    doc: &'d Doc<'t>,
    words: &'static ClauseWords,
}

impl Reader<'_, '_> {
    fn is(&self, at: usize, class: u32) -> bool {
        let hash = self.doc.lower.get(at);
        hash.is_some_and(|&hash| self.words.info(hash).is(class))
    }

    fn word(&self, at: usize) -> &str {
        match at < self.doc.tokens.len() {
            true => self.doc.word(at),
            false => "",
        }
    }

    /// Whether the name over these tokens acts where it stands.
    fn acts(&self, name: Range<usize>) -> bool {
        self.subject(&name) || self.possessor(&name) || self.party(&name)
    }

    /// Before a verb of acting or saying, auxiliaries and adverbs between.
    fn subject(&self, name: &Range<usize>) -> bool {
        let the = usize::from(name.start > 0 && matches!(self.word(name.start - 1), "the" | "The"));
        let first = name.start - the;
        let sentence = first == 0 || self.doc.tokens[first].breaks;
        // "the war in Syria will": a place in the subject.
        let placed = !sentence
            && self.is(first - 1, Class::PREPOSITION)
            && !matches!(
                self.word(first - 1),
                "while" | "as" | "after" | "before" | "since" | "until"
            );
        if placed {
            return false;
        }
        let mut at = name.end;
        let high = self.doc.tokens.len().min(name.end + 6);
        while at < high
            && (self.is(at, Class::ADVERB | Class::NEGATION)
                || self.is(at, Class::AUX | Class::BE)
                || self.doc.tokens[at].shape == Shape::Lower && self.word(at).ends_with("ly"))
        {
            if self.is(at, Class::ACT) {
                return true;
            }
            at += 1;
        }
        let aux = at > name.end && self.is(at - 1, Class::AUX | Class::BE);
        let a = aux && self.is(at, Class::DETERMINER);
        at < high
            && self.doc.tokens[at].shape == Shape::Lower
            && (a
                || self.is(at, Class::ACT)
                || self.says(at)
                || aux && !self.is(at, Class::PREPOSITION))
    }

    fn says(&self, at: usize) -> bool {
        let hash = self.doc.lower[at];
        self.words.info(hash).verb != 0
    }

    /// "Moscow's proposal", "US policy".
    fn possessor(&self, name: &Range<usize>) -> bool {
        let possessive = self
            .doc
            .tokens
            .get(name.end)
            .is_some_and(|t| t.shape == Shape::Possessive);
        let from = name.end + usize::from(possessive);
        let to = self
            .doc
            .tokens
            .len()
            .min(from + if possessive { REACH } else { 1 });
        (from..to)
            .take_while(|&i| {
                let shape = self.doc.tokens[i].shape;
                shape != Shape::Punct && !self.is(i, Class::PREPOSITION | Class::STOP)
            })
            .any(|i| self.is(i, Class::POLICY | Class::JOINT))
    }

    /// "between Washington and Tehran", "by Russia", "an agreement with Iran".
    fn party(&self, name: &Range<usize>) -> bool {
        let mut at = name.start;
        // Back over "the", "and" and the other names of a list.
        for _ in 0..LIST {
            let Some(before) = at.checked_sub(1) else {
                return false;
            };
            let listed = matches!(self.word(before), "the" | "and" | "," | "both" | "or")
                && !self.is(before, Class::BETWEEN)
                || self.doc.names[before].mask & (Mask::STATE | Mask::CAPITAL) != 0;
            if !listed || self.doc.tokens[at].breaks {
                break;
            }
            at = before;
        }
        at > 0
            && !self.doc.tokens[at].breaks
            && self.is(at - 1, Class::BETWEEN)
            && self.word(at - 1) != "from"
    }
}
