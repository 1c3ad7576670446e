//! The small tense reader: verbs and prepositions around a mention.

use super::lang::{Kind, Language, NO_WORD, Token};
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

    /// What surrounds the mention of this number.
    pub(super) fn around(&self, index: usize) -> Context {
        let (from, to) = self.mentions[index];
        let cues = &self.language.cues;
        let before = from.checked_sub(1);
        let (tense, verb) = self.tense(from, to);
        Context {
            tense,
            background: verb.is_some_and(|at| {
                self.is(cues.had, at) || self.before(at, 3, |b| self.is(cues.had, b))
            }),
            ahead: tense == Tense::Future && verb.is_some_and(|at| self.is_ahead(at)),
            until: before.is_some_and(|at| self.is(cues.until, at)),
            bound: before.is_some_and(|at| {
                [cues.range, cues.since, cues.until]
                    .iter()
                    .any(|&cue| self.is(cue, at))
            }),
            since: before.is_some_and(|at| self.is(cues.since, at)),
            leads: from <= 1,
            occasion: self.is_occasion(from, to),
            range_end: self.ends_range(index),
            paired: self.is_paired(index),
            name: self.names(from, to),
            stamp: self.is_stamp(from, to),
            ..Context::default()
        }
    }

    /// Whether a verb looks ahead from the time of writing ("will meet", "is
    /// to meet", "meets"), not from a story's own time ("would meet").
    fn is_ahead(&self, at: usize) -> bool {
        let cues = &self.language.cues;
        let modal = self.is(cues.future, at) && !self.is(cues.would, at);
        modal || self.before(at, 3, |b| self.is(cues.copula, b))
    }

    /// "the election in October", "the July 27 deadline": the day belongs to
    /// an occasion that may be yet to come, not to the verb.
    fn is_occasion(&self, from: usize, to: usize) -> bool {
        let occasion = self.language.cues.occasion;
        let before = from >= 2 && self.is(occasion, from - 2);
        before || (to..self.tokens.len().min(to + 2)).any(|at| self.is(occasion, at))
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
            || self.is(cues.range, joint)
            || between && self.is(cues.pair, joint)
    }

    /// Only "and" stands between this mention and the one before.
    fn is_paired(&self, index: usize) -> bool {
        let joint = self.joint(index);
        joint.is_some_and(|(_, joint)| self.is(self.language.cues.pair, joint))
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
            && self.tokens.get(to).is_some_and(|t| {
                t.is_dash() || ['(', '/', '.'].iter().any(|&mark| t.is_mark(mark))
            })
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
        let token = &self.tokens[at];
        token.word != NO_WORD && class.is_some_and(|id| self.language.lexicon.is(id, token))
    }

    /// The tense of the verb nearest to the mention: backwards to the
    /// beginning of the clause first, then forwards.
    /// With the token of the verb.
    fn tense(&self, from: usize, to: usize) -> (Tense, Option<usize>) {
        // "Wednesday's ruling" belongs to what follows it.
        let owner = self
            .tokens
            .get(to)
            .is_some_and(|t| t.glued && t.text(self.text).ends_with('s'));
        let back = if owner {
            from
        } else {
            from.saturating_sub(REACH)
        };
        let cues = &self.language.cues;
        // "Thursday's planned march", "Wednesday is the deadline"
        let plan = |at| self.is_at(cues.planned, at) || self.is_at(cues.planned_to, at);
        let named = self.is_at(cues.copula, to) && self.is_at(cues.article, to + 1);
        let starting = from == 1 && self.is(cues.starting, 0);
        if owner && plan(to + 1) || named || starting {
            return (Tense::Future, None);
        }
        // "The deadline is Monday"
        if from > 0 && self.is(self.language.cues.copula, from - 1) {
            return (Tense::Future, None);
        }
        let (mut infinitive, mut comma) = (false, false);
        for at in (back..from).rev() {
            let token = &self.tokens[at];
            if token.is_mark(';') || token.is_mark(':') || token.paragraph || self.is_stop(at) {
                break;
            }
            comma |= token.is_mark(',');
            let ahead = self.is_at(cues.of, at + 1) && self.is(cues.before_of, at);
            if !comma && (ahead || self.is(cues.if_, at)) {
                return (Tense::Future, None);
            }
            if self.is(cues.to, at) && self.is_infinitive(at) {
                if self.is_plan(at) {
                    return (Tense::Future, None);
                }
                infinitive = true;
            }
            if let Some(tense) = self.verb(at) {
                // "asked him to come on Monday" may look either way.
                let tense = match tense {
                    Tense::Past if infinitive => Tense::Present,
                    tense => tense,
                };
                return (tense, Some(at));
            }
        }
        // "the announcement Tuesday that he will go"
        let bound = from > 0 && self.is(cues.until, from - 1);
        if !bound && self.is_at(cues.subordinate, to) {
            return Default::default();
        }
        (to..self.tokens.len().min(to + REACH))
            .find_map(|at| Some((self.verb_of(at)?, Some(at))))
            .unwrap_or_default()
    }

    /// The tense of a verb that its date stands before: "In April they agreed
    /// to meet" tells when they agreed.
    fn verb_of(&self, at: usize) -> Option<Tense> {
        let cues = &self.language.cues;
        let agreed = self.is(cues.planned_to, at) && !self.is(cues.plans, at);
        let delayed = self.is(cues.planned, at) && !self.is_at(cues.to, at + 1);
        if (agreed || delayed) && self.looks_past(at) {
            return self.group(at);
        }
        self.verb(at)
    }

    /// The tense that the word at `at` gives its clause, when it is a verb.
    fn verb(&self, at: usize) -> Option<Tense> {
        let cues = &self.language.cues;
        let token = &self.tokens[at];
        if token.kind != Kind::Word {
            return None;
        }
        if self.is(cues.planned, at) && !self.is_cause(at) {
            let over = self.before(at, 6, |b| self.is(cues.had, b));
            return Some(if over { Tense::Past } else { Tense::Future });
        }
        if self.is(cues.future, at) {
            let denied = |b: usize| self.is_at(cues.not, b);
            if self.is(cues.modal_past, at) && (denied(at + 1) || self.before(at, 8, denied)) {
                return Some(Tense::Past);
            }
            let perfect = (at + 1..self.tokens.len().min(at + 3)).any(|b| self.is(cues.have, b));
            return Some(if perfect { Tense::Past } else { Tense::Future });
        }
        if self.glued_not(at) {
            return Some(Tense::Future);
        }
        if self.is(cues.planned_to, at)
            && !self.before(at, 3, |b| self.is(cues.had, b))
            && at + 1 < self.tokens.len()
            && self.is(cues.to, at + 1)
            && self.is_infinitive(at + 1)
        {
            return Some(Tense::Future);
        }
        // "a march is planned for Saturday"
        if self.is(cues.planned_to, at)
            && (self.before(at, 2, |b| self.is(cues.copula, b))
                || self.is_at(cues.aim, at + 1)
                || self.is(cues.plans, at) && self.is_at(cues.article, at + 1))
            && !self.before(at, 3, |b| self.is(cues.had, b))
        {
            return Some(Tense::Future);
        }
        if self.is(cues.past, at) || self.looks_past(at) {
            return if self.is_noun(at) {
                None
            } else {
                self.group(at)
            };
        }
        if !self.is(cues.present, at) {
            return None;
        }
        // "is to meet"
        let set =
            at + 2 < self.tokens.len() && self.is(cues.set, at + 1) && self.is(cues.to, at + 2);
        let next = set || self.tokens.get(at + 1).is_some() && self.is(cues.to, at + 1);
        Some(if next && !self.is(cues.have, at) {
            Tense::Future
        } else {
            Tense::Present
        })
    }

    /// "won't"
    fn glued_not(&self, at: usize) -> bool {
        let won = self.tokens[at].text(self.text).eq_ignore_ascii_case("won");
        won && self
            .tokens
            .get(at + 1)
            .is_some_and(|t| t.glued && t.len() > 1 && t.text(self.text).ends_with('t'))
    }

    /// "to" before a verb, not before a noun.
    fn is_infinitive(&self, at: usize) -> bool {
        let next = self.tokens.get(at + 1);
        next.is_some_and(|t| {
            t.kind == Kind::Word
                && !t.capital
                && !self.is(self.language.cues.determiner, at + 1)
                && !self.is(self.language.cues.to_noun, at + 1)
        })
    }

    /// A full stop after a word written small, and a capital after it: the
    /// sentence was not split at its quotation mark.
    fn is_stop(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let small = |t: &Token| t.kind == Kind::Word && !t.capital && t.len() > 2;
        token.is_mark('.')
            && at > 0
            && small(&self.tokens[at - 1])
            && self.tokens[at + 1..]
                .iter()
                .take(3)
                .find(|t| t.kind != Kind::Mark)
                .is_some_and(|t| t.capital)
    }

    /// "to begin", "to be held" after a noun or a comma: what is planned.
    fn is_plan(&self, at: usize) -> bool {
        let cues = &self.language.cues;
        let verb = at + 1 + usize::from(self.is_at(cues.bare_be, at + 1));
        let after_verb = at
            .checked_sub(1)
            .is_some_and(|b| self.verb(b).is_some_and(|tense| tense == Tense::Past));
        !after_verb && self.is_at(cues.plan, verb)
    }

    fn is_at(&self, class: Option<super::lang::ClassId>, at: usize) -> bool {
        at < self.tokens.len() && self.is(class, at)
    }

    /// "the cut", "a still unspecified date": an article before, perhaps with
    /// adverbs between.
    fn is_noun(&self, at: usize) -> bool {
        let adverb = |b: &usize| {
            let token = &self.tokens[*b];
            self.is(self.language.cues.adverb, *b) || token.text(self.text).ends_with("ly")
        };
        let before = (at.saturating_sub(3)..at).rev().find(|b| !adverb(b));
        before.is_some_and(|b| self.is(self.language.cues.article, b))
    }

    /// "due to its losses"
    fn is_cause(&self, at: usize) -> bool {
        let cues = &self.language.cues;
        self.is(cues.cause, at)
            && self.is_at(cues.to, at + 1)
            && self.is_at(cues.determiner, at + 2)
    }

    /// A word in -ed that is no number ("hundred").
    fn looks_past(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let word = token.text(self.text);
        let number = self.is(self.language.numbers.cardinal, at);
        !number && !token.capital && word.len() > 4 && word.ends_with("ed")
    }

    /// The tense of a past form with the auxiliaries before it: "will be
    /// paid" looks ahead, "to set" is left to the verb that governs it.
    fn group(&self, at: usize) -> Option<Tense> {
        let cues = &self.language.cues;
        let ahead =
            |b: usize| b < self.tokens.len() && (self.is(cues.to, b) || self.is(cues.aim, b));
        if self.is(cues.set, at) && ahead(at + 1) {
            return Some(Tense::Future);
        }
        let (mut be, mut bare_be) = (false, false);
        for b in (at.saturating_sub(4)..at).rev() {
            let token = &self.tokens[b];
            if token.kind != Kind::Word {
                break;
            }
            if self.is(cues.be, b) {
                be = true;
                bare_be |= self.is(cues.bare_be, b);
            } else if self.is(cues.future, b) {
                return self.verb(b);
            } else if self.is(cues.have, b) || self.is(cues.copula, b) {
                return Some(Tense::Present);
            } else if self.is(cues.to, b) {
                return if be { Some(Tense::Future) } else { None };
            } else if !token.text(self.text).ends_with("ly") {
                break;
            }
        }
        // "asked that a conference be held in November"
        Some(if bare_be { Tense::Future } else { Tense::Past })
    }

    /// Whether one of the `reach` tokens before `at` satisfies `test`.
    fn before(&self, at: usize, reach: usize, test: impl Fn(usize) -> bool) -> bool {
        (at.saturating_sub(reach)..at).rev().any(test)
    }
}
