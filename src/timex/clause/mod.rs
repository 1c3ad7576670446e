//! The small tense reader: verbs and prepositions around a mention.

mod step;
mod tense;

use std::cell::Cell;

use step::Step;

use super::lang::{Kind, Language, Token};
use super::{Context, Tense};

/// A sentence with its mentions, ready to be asked about any of them.
pub(super) struct Clause<'a> {
    language: &'a Language,
    text: &'a str,
    tokens: &'a [Token],
    /// Token ranges of the mentions, in order.
    mentions: &'a [(usize, usize)],
    /// What each token is to the search for a verb, once it was asked for.
    steps: Vec<Cell<Option<Step>>>,
    /// The tense of each token as a verb that its date stands before, once it
    /// was asked for.
    verbs: Vec<Cell<Option<Option<Tense>>>>,
}

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
            steps: vec![Cell::new(None); tokens.len()],
            verbs: vec![Cell::new(None); tokens.len()],
        }
    }

    /// What surrounds the mention of this number.
    pub(super) fn around(&self, index: usize) -> Context {
        let (from, to) = self.mentions[index];
        let cues = &self.language.cues;
        let before = self.preposition(from);
        let (mut tense, verb) = self.tense(from, to);
        let ends = before.is_some_and(|at| self.is(cues.until, at) && self.is(cues.range, at));
        // "was closed until Friday" lasts, unlike "waited until Friday".
        let passive = |at: usize| at > 0 && self.looks_past(at) && self.is(cues.was, at - 1);
        if ends && tense == Tense::Past && verb.is_some_and(passive) {
            tense = Tense::Future;
        }
        if matches!(tense, Tense::Unknown | Tense::Present) && self.looks_back(from) {
            tense = Tense::Past;
        }
        let label = self.is_label(from, to);
        Context {
            tense,
            label,
            background: verb.is_some_and(|at| {
                self.is(cues.had, at) || self.before(at, 3, |b| self.is(cues.had, b))
            }),
            ahead: tense == Tense::Future && !label && verb.is_some_and(|at| self.is_ahead(at)),
            telling: verb.is_some_and(|at| self.is(cues.telling, at)),
            until: before.is_some_and(|at| self.is(cues.until, at)),
            ends,
            bound: before.is_some_and(|at| {
                [cues.range, cues.since, cues.until]
                    .iter()
                    .any(|&cue| self.is(cue, at))
            }) || self.is(cues.determiner, from) && self.is_set(from, verb),
            since: before.is_some_and(|at| self.is(cues.since, at)),
            leads: from <= 1,
            occasion: self.is_occasion(from, to),
            range_end: self.ends_range(index),
            paired: self.is_paired(index),
            apposed: self.is_apposed(index),
            name: self.names(from, to),
            stamp: self.is_stamp(from, to),
            ..Context::default()
        }
    }

    /// Whether a verb looks ahead from the time of writing ("will meet", "is
    /// to meet", "meets", "has been set"), not from a story's own time ("would
    /// meet").
    fn is_ahead(&self, at: usize) -> bool {
        let cues = &self.language.cues;
        let ends = self.is(cues.planned, at) && self.tokens[at].text(self.text).ends_with('s');
        ends || self.looks_on(at) || self.before(at, 3, |b| self.is(cues.have, b))
    }

    /// Whether a verb is told with "will", "can" or "is".
    fn looks_on(&self, at: usize) -> bool {
        let cues = &self.language.cues;
        // "May" before a verb may be the month.
        let modal = |at: usize| {
            let month = self.tokens[at].capital && self.is(cues.month, at);
            self.is(cues.future, at) && !self.is(cues.would, at) && !month
        };
        modal(at) || self.before(at, 4, modal) || self.before(at, 3, |b| self.is(cues.copula, b))
    }

    /// "speaking back in March", but not "coming back in March".
    fn looks_back(&self, from: usize) -> bool {
        let cues = &self.language.cues;
        let back = from >= 2 && self.is(cues.when, from - 1) && self.is(cues.back, from - 2);
        back && (from == 2 || !self.is(cues.return_, from - 3))
    }

    /// "set the hearing for this December", "planned this summer", "before
    /// this August": what was yet to come then.
    fn is_set(&self, from: usize, verb: Option<usize>) -> bool {
        let cues = &self.language.cues;
        let before = from.checked_sub(1);
        before.is_some_and(|at| self.is(cues.aim, at) || self.is(cues.ahead_of, at))
            || verb.is_some_and(|at| self.is(cues.planned_to, at))
    }

    /// "the election in October", "the July 27 deadline": the day belongs to
    /// an occasion that may be yet to come, not to the verb.
    fn is_occasion(&self, from: usize, to: usize) -> bool {
        let occasion = self.language.cues.occasion;
        let cues = &self.language.cues;
        let before = from >= 2 && self.is(occasion, from - 2) && self.is(cues.clause, from - 1);
        // "They set August as the date"
        let settled = from > 0 && self.is(cues.settle, from - 1) && self.is_at(cues.as_, to);
        before || settled || (to..self.tokens.len().min(to + 2)).any(|at| self.is(occasion, at))
    }

    /// Only "to", "until" or a dash stands between this mention and the one
    /// before, or "and" after "between".
    fn ends_range(&self, index: usize) -> bool {
        let Some((start, joint)) = self.joint(index) else {
            return false;
        };
        let cues = &self.language.cues;
        let between = start
            .checked_sub(1)
            .is_some_and(|at| self.is(cues.between, at));
        self.tokens[joint].is_dash()
            || self.tokens[joint].is_mark('/')
            || self.is(cues.range, joint)
            || between && self.is(cues.pair, joint)
    }

    /// Only "and" stands between this mention and the one before.
    fn is_paired(&self, index: usize) -> bool {
        let joint = self.joint(index);
        joint.is_some_and(|(_, joint)| self.is(self.language.cues.pair, joint))
    }

    /// Only a comma, or a comma and a preposition of time, stands between this
    /// mention and the one before.
    fn is_apposed(&self, index: usize) -> bool {
        let Some(&(_, end)) = index.checked_sub(1).and_then(|at| self.mentions.get(at)) else {
            return false;
        };
        let mark = |at: usize| self.tokens.get(at).is_none_or(|t| t.kind == Kind::Mark);
        let comma = self.tokens.get(end).is_some_and(|t| t.is_mark(','));
        let closed = mark(self.mentions[index].1);
        comma
            && match self.mentions[index].0 - end {
                // "He left on 1 May, a day later she did" tells two days.
                1 => closed,
                // "on 1 March 1881, a Sunday"
                2 => {
                    let cues = &self.language.cues;
                    self.is(cues.when, end + 1) || closed && self.is(cues.article, end + 1)
                }
                _ => false,
            }
    }

    /// The token of the preposition before a mention, "at least" passed over.
    fn preposition(&self, from: usize) -> Option<usize> {
        let least = self.language.cues.at_least;
        let before = (1..=2).find(|&back| from > back && self.is(least, from - back));
        from.checked_sub(1 + before.unwrap_or(0))
    }

    /// Where the mention before begins, and the single token between it and
    /// this one.
    fn joint(&self, index: usize) -> Option<(usize, usize)> {
        let &(start, end) = self.mentions.get(index.checked_sub(1)?)?;
        (self.mentions[index].0 == end + 1).then_some((start, end))
    }

    /// Whether the words belong to the name of something: they stand between
    /// an article and a noun ("the 2012 communiqué"), in brackets after a
    /// number or name ("resolution 2254 (2015)"), or after "dated".
    fn names(&self, from: usize, to: usize) -> bool {
        let cues = &self.language.cues;
        let Some(before) = from.checked_sub(1) else {
            return false;
        };
        if self.is(cues.dated, before) {
            return true;
        }
        let next = self.tokens.get(to);
        if self.tokens[before].is_mark('(') && next.is_some_and(|t| t.is_mark(')')) {
            return before.checked_sub(1).is_some_and(|b| {
                let token = &self.tokens[b];
                to == from + 1 && (token.kind == Kind::Number || token.capital)
            });
        }
        let article = self.is(cues.determiner, before)
            || self.is(cues.determiner, from)
            || self.is_genitive(before);
        if self.is_noun_after(to) {
            let edition = self.is(cues.edition, to) && to == from + 1;
            return article && (edition || self.is_attributive(from, to));
        }
        // "the December 26, 2004, tsunami"
        let comma = next.is_some_and(|t| t.is_mark(',')) && self.tokens[to - 1].len() == 4;
        comma && article && self.is_noun_after(to + 1) && self.is_attributive(from, to)
    }

    /// "committee's" before its report.
    fn is_genitive(&self, at: usize) -> bool {
        let text = self.tokens[at].text(self.text);
        text.starts_with(['\'', '\u{2019}']) && text.ends_with('s')
    }

    /// A word that is neither glued to the date nor goes on with the clause.
    fn is_noun_after(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| {
            t.kind == Kind::Word
                && !t.glued
                && !self.is(self.language.cues.clause, at)
                && self.verb(at).is_none()
        })
    }

    /// Whether the date stamps the text itself: "Updated on 4 May", "ROME,
    /// May 4 (Wire) -".
    fn is_stamp(&self, from: usize, to: usize) -> bool {
        let cues = &self.language.cues;
        let small = |at: usize| {
            let token = &self.tokens[at];
            let short = token.kind == Kind::Word && token.len() <= 5;
            self.is(cues.stamp, at) || short || token.is_mark(':')
        };
        let stamped = (0..from.min(2)).any(|at| self.is(cues.stamp, at));
        if stamped && from <= 4 && (0..from).all(small) {
            return true;
        }
        let shouted = |token: &Token| {
            let word = token.text(self.text);
            token.kind == Kind::Word && word.len() > 2 && !word.contains(char::is_lowercase)
        };
        let place = |token: &Token| token.capital || token.kind == Kind::Mark;
        let head = from > 1 && from <= 6 && shouted(&self.tokens[0]);
        head && self.tokens[..from].iter().all(place)
            && self
                .tokens
                .get(to)
                .is_some_and(|t| t.is_dash() || ['(', '/', '.'].iter().any(|&mark| t.is_mark(mark)))
    }

    /// A year, month or day, which can stand before a noun.
    fn is_attributive(&self, from: usize, to: usize) -> bool {
        let cues = &self.language.cues;
        (from..to).all(|at| {
            let token = &self.tokens[at];
            token.kind != Kind::Word
                || self.is(cues.month, at)
                || (at == from && self.is(cues.determiner, at))
        })
    }

    fn is(&self, class: Option<super::lang::ClassId>, at: usize) -> bool {
        let lexicon = &self.language.lexicon;
        class.is_some_and(|id| lexicon.starts(id, self.tokens, at))
    }

    fn is_at(&self, class: Option<super::lang::ClassId>, at: usize) -> bool {
        at < self.tokens.len() && self.is(class, at)
    }

    /// Whether one of the `reach` tokens before `at` satisfies `test`.
    fn before(&self, at: usize, reach: usize, test: impl Fn(usize) -> bool) -> bool {
        (at.saturating_sub(reach)..at).rev().any(test)
    }
}
