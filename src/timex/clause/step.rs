//! What each token is to the search for a verb, found out once.
//!
//! Expressions that stand close to one another look over the same words.

use super::super::Tense;
use super::Clause;

/// A token on the way back from a mention to its verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Nothing,
    /// The clause begins after it.
    Stop,
    Comma,
    /// "if", "ahead of": looks ahead unless a comma stands between.
    Condition,
    /// "to begin", which plans.
    Plan,
    /// "to" before any other verb.
    Infinitive,
    Verb(Tense),
}

impl Clause<'_> {
    /// What the token at `at` is.
    pub(super) fn step(&self, at: usize) -> Step {
        if let Some(step) = self.steps[at].get() {
            return step;
        }
        let step = self.read_step(at);
        self.steps[at].set(Some(step));
        step
    }

    /// The tense of the token at `at` as a verb that its date stands before.
    pub(super) fn verb_after(&self, at: usize) -> Option<Tense> {
        if let Some(tense) = self.verbs[at].get() {
            return tense;
        }
        let tense = self.verb_of(at);
        self.verbs[at].set(Some(tense));
        tense
    }

    fn read_step(&self, at: usize) -> Step {
        let cues = &self.language.cues;
        let token = &self.tokens[at];
        if token.is_mark(';') || token.is_mark(':') || token.paragraph || self.is_stop(at) {
            return Step::Stop;
        }
        if token.is_mark(',') {
            return Step::Comma;
        }
        let ahead = self.is_at(cues.of, at + 1) && self.is(cues.before_of, at);
        if ahead || self.is(cues.if_, at) {
            return Step::Condition;
        }
        if self.is(cues.to, at) && self.is_infinitive(at) {
            return if self.is_plan(at) {
                Step::Plan
            } else {
                Step::Infinitive
            };
        }
        self.verb(at).map_or(Step::Nothing, Step::Verb)
    }
}
