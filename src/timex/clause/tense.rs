//! The tense of the verb that a mention belongs to.

use super::super::Tense;
use super::super::lang::{Kind, Token};
use super::Clause;
use super::step::Step;

/// How far from a mention its verb is looked for, in tokens.
const REACH: usize = 32;

impl Clause<'_> {
    /// The tense of the verb nearest to the mention: backwards to the
    /// beginning of the clause first, then forwards.
    /// With the token of the verb.
    pub(super) fn tense(&self, from: usize, to: usize) -> (Tense, Option<usize>) {
        // "Wednesday's ruling" belongs to what follows it.
        let owner = self
            .tokens
            .get(to)
            .is_some_and(|t| t.glued && t.text(self.text).ends_with('s'));
        let label = self.is_label(from, to);
        let back = if owner || label || self.opens_clause(from) {
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
        // "The deadline is Monday", "the final is on Monday"
        let is = |back: usize| from >= back && self.is(cues.copula, from - back);
        if is(1) || is(2) && self.is(cues.when, from - 1) {
            return (Tense::Future, None);
        }
        // "The match was moved to Monday"
        let moved = from > 1 && self.is(cues.range, from - 1) && self.is(cues.moved, from - 2);
        if moved {
            return (Tense::Future, None);
        }
        // "warned that this summer could be the hottest"
        let told = |b: usize| self.is(cues.subordinate, b) || self.is(cues.telling, b);
        let subject = from > 0 && told(from - 1) && self.is_at(cues.future, to);
        if subject && self.verb(to) == Some(Tense::Future) {
            return (Tense::Future, Some(to));
        }
        let (mut infinitive, mut comma) = (false, false);
        for at in (back..from).rev() {
            match self.step(at) {
                Step::Stop => break,
                Step::Comma => comma = true,
                Step::Condition if !comma => return (Tense::Future, None),
                Step::Plan => return (Tense::Future, Some(at)),
                Step::Infinitive => infinitive = true,
                // "asked him to come on Monday" may look either way.
                Step::Verb(Tense::Past) if infinitive => return (Tense::Present, Some(at)),
                // "There is a meeting on Tuesday evening."
                Step::Verb(Tense::Present) if !comma && self.is_announced(at) => {
                    return (Tense::Future, Some(at));
                }
                Step::Verb(tense) => return (tense, Some(at)),
                Step::Condition | Step::Nothing => {}
            }
        }
        // "the announcement Tuesday that he will go"
        let bound = from > 0 && self.is(cues.until, from - 1);
        if !bound && self.is_at(cues.subordinate, to) {
            return Default::default();
        }
        let found = (to..self.tokens.len().min(to + REACH))
            .find_map(|at| Some((self.verb_after(at)?, Some(at))));
        let (tense, verb) = match found {
            // "between July 20 and July 27," said its head
            Some((_, Some(at))) if self.is_inverted(at) => return Default::default(),
            found => found.unwrap_or_default(),
        };
        // Headings tell what has been in the present: "begins inquiry".
        let ahead = verb.is_some_and(|at| self.looks_on(at));
        if label && tense == Tense::Future && !ahead {
            return (Tense::Present, verb);
        }
        (tense, verb)
    }

    /// "…, said its head": a verb of telling after a comma or quotation mark.
    fn is_inverted(&self, at: usize) -> bool {
        let mark = |t: &Token| t.kind == Kind::Mark && !t.is_dash();
        self.is(self.language.cues.telling, at) && at > 0 && mark(&self.tokens[at - 1])
    }

    /// "There is", which with a time announces something.
    fn is_announced(&self, at: usize) -> bool {
        let cues = &self.language.cues;
        at > 0 && self.is(cues.copula, at) && self.is(cues.there, at - 1)
    }

    /// "8 May: Dome fails to cap leak", "March 20 - The invasion begins": the
    /// date heads what follows its colon or dash.
    pub(super) fn is_label(&self, from: usize, to: usize) -> bool {
        let Some(mark) = self.tokens.get(to) else {
            return false;
        };
        let heads = from == 0 && self.tokens.get(to + 1).is_some_and(|t| t.capital);
        let said = |at: usize| self.is(self.language.cues.clause, at) || self.verb(at).is_some();
        (mark.is_mark(':') || heads && mark.is_dash()) && !from.checked_sub(1).is_some_and(said)
    }

    /// ", and on 12 July the tanks clashed": a comma, a word that joins
    /// clauses and perhaps a preposition stand before the mention.
    fn opens_clause(&self, from: usize) -> bool {
        let joins = |at: usize| {
            at > 0 && self.is(self.language.cues.join, at) && self.tokens[at - 1].is_mark(',')
        };
        from > 1 && joins(from - 1)
            || from > 2 && self.is(self.language.cues.clause, from - 1) && joins(from - 2)
    }

    /// The tense of a verb that its date stands before: "In April they agreed
    /// to meet" tells when they agreed.
    pub(super) fn verb_of(&self, at: usize) -> Option<Tense> {
        let cues = &self.language.cues;
        let agreed = self.is(cues.planned_to, at) && !self.is(cues.plans, at);
        let delayed = self.is(cues.planned, at) && !self.is_at(cues.to, at + 1);
        if (agreed || delayed) && self.looks_past(at) {
            return self.group(at);
        }
        self.verb(at)
    }

    /// The tense that the word at `at` gives its clause, when it is a verb.
    pub(super) fn verb(&self, at: usize) -> Option<Tense> {
        let cues = &self.language.cues;
        let token = &self.tokens[at];
        if token.kind != Kind::Word {
            return None;
        }
        if self.is(cues.planned, at) && !self.is_cause(at) {
            let over = self.before(at, 6, |b| self.is(cues.had, b));
            return Some(if over { Tense::Present } else { Tense::Future });
        }
        // The month of May is no verb.
        let month = at > 0 && token.capital && self.is(cues.month, at);
        let sides = at > 0 && self.is(cues.sides, at) && self.tokens[at - 1].capital;
        if sides || self.is(cues.planned_plural, at) && self.follows_plural(at) {
            return Some(Tense::Future);
        }
        if self.is(cues.future, at) && !month {
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
        // "diplomats were to meet on Wednesday", but "was to have met"
        if self.is(cues.was, at)
            && self.is_at(cues.to, at + 1)
            && self.is_infinitive(at + 1)
            && !self.is_at(cues.have, at + 2)
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
        let modal = at > 0 && self.is(cues.future, at - 1) && !self.tokens[at - 1].capital;
        if modal
            && !self
                .tokens
                .get(at + 1)
                .is_some_and(|_| self.looks_past(at + 1) || self.is(cues.past, at + 1))
        {
            return self.verb(at - 1);
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

    /// "polls", "Canadians" before the verb at `at`, and no object or
    /// preposition that makes it a noun.
    fn follows_plural(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|b| {
            let (word, verb) = (self.tokens[b].text(self.text), &self.tokens[at]);
            let plural = word.len() > 3 && word.ends_with('s') && !word.ends_with("ss");
            let opening = b == 0 || !self.is(self.language.cues.clause, b);
            plural && opening && !verb.capital && !word.contains(['\'', '\u{2019}'])
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
    pub(super) fn is_infinitive(&self, at: usize) -> bool {
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
    pub(super) fn is_stop(&self, at: usize) -> bool {
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
    pub(super) fn is_plan(&self, at: usize) -> bool {
        let cues = &self.language.cues;
        let verb = at + 1 + usize::from(self.is_at(cues.bare_be, at + 1));
        let after_verb = at
            .checked_sub(1)
            .is_some_and(|b| self.verb(b).is_some_and(|tense| tense == Tense::Past));
        !after_verb && self.is_at(cues.plan, verb)
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
    pub(super) fn looks_past(&self, at: usize) -> bool {
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
        // "will start getting paid"
        let governed = |b| self.is(cues.governing, b) && !self.is(cues.having, b);
        if at.checked_sub(1).is_some_and(governed) {
            return None;
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
            } else if self.is(cues.having, b) {
                return Some(Tense::Past);
            } else if self.is(cues.have, b) || self.is(cues.copula, b) {
                return Some(Tense::Present);
            } else if self.is(cues.to, b) {
                return if be { Some(Tense::Future) } else { None };
            } else if !self.is(cues.linking, b) && !token.text(self.text).ends_with("ly") {
                break;
            }
        }
        // "asked that a conference be held in November"
        Some(if bare_be { Tense::Future } else { Tense::Past })
    }
}
