//! The small tense reader: verbs and prepositions around a mention.

use super::lang::{ClassId, Kind, Language, NO_WORD, Token};
use super::{Context, Tense};

/// A sentence with its mentions, ready to be asked about any of them.
pub(super) struct Clause<'a> {
    language: &'a Language,
    text: &'a str,
    tokens: &'a [Token],
    /// Token ranges of the mentions, in order.
    mentions: &'a [(usize, usize)],
}

/// How far from a mention its verb is looked for, in tokens.
const REACH: usize = 24;

impl<'a> Clause<'a> {
    pub(super) fn new(
        language: &'a Language,
        text: &'a str,
        tokens: &'a [Token],
        mentions: &'a [(usize, usize)],
    ) -> Self {
        Self {
            language,
            text,
            tokens,
            mentions,
        }
    }

    fn is(&self, class: &str, at: usize) -> bool {
        let id: Option<ClassId> = self.language.lexicon.find_class(class);
        id.is_some_and(|id| self.language.lexicon.is(id, &self.tokens[at]))
    }

    /// What surrounds the mention of this number.
    pub(super) fn around(&self, index: usize) -> Context {
        let (from, to) = self.mentions[index];
        let before = from.checked_sub(1);
        Context {
            tense: self.tense(from, to),
            until: before.is_some_and(|at| self.is("until", at)),
            since: before.is_some_and(|at| self.is("since", at)),
            planned: self.planned(from),
            leads: from <= 1,
            ..Context::default()
        }
    }

    fn planned(&self, from: usize) -> bool {
        (from.saturating_sub(6)..from)
            .rev()
            .any(|at| self.is("planned", at))
    }

    /// The tense of the verb nearest to the mention: backwards to the
    /// beginning of the clause first, then forwards.
    fn tense(&self, from: usize, to: usize) -> Tense {
        let back = (from.saturating_sub(REACH)..from).rev();
        for at in back {
            if self.breaks(at) {
                break;
            }
            if let Some(tense) = self.verb(at) {
                return tense;
            }
        }
        for at in to..self.tokens.len().min(to + REACH) {
            if let Some(tense) = self.verb(at) {
                return tense;
            }
        }
        Tense::Unknown
    }

    fn breaks(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        token.is_mark(';') || token.is_mark(':') || token.paragraph
    }

    /// The tense that the word at `at` gives its clause.
    fn verb(&self, at: usize) -> Option<Tense> {
        let token = &self.tokens[at];
        if token.kind != Kind::Word {
            return None;
        }
        if token.word != NO_WORD {
            if self.is("verb-future", at) {
                return Some(Tense::Future);
            }
            if self.is("verb-past", at) {
                return Some(Tense::Past);
            }
            if self.is("verb-present", at) {
                return Some(self.present(at));
            }
        }
        let word = token.text(self.text);
        (!token.capital && word.len() > 4 && word.ends_with("ed") && !self.is("not-past", at))
            .then_some(Tense::Past)
    }

    /// "is to meet" and "is expected to" look ahead; "has met" looks back.
    fn present(&self, at: usize) -> Tense {
        for ahead in at + 1..self.tokens.len().min(at + 4) {
            if self.is("planned", ahead) || self.is("to", ahead) {
                return Tense::Future;
            }
            let word = self.tokens[ahead].text(self.text);
            if self.is("verb-past", ahead) || word.ends_with("ed") {
                return Tense::Past;
            }
        }
        Tense::Present
    }
}
