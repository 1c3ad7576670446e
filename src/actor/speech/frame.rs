//! Verbs and phrases of statement with who says it and what.

use std::ops::Range;

use super::page::Page;
use super::subject::Left;
use super::words::{Class, Form, Sort, Takes, Verb};
use crate::actor::Kind;
use crate::actor::token::Shape;

/// Tokens of a sentence that is no more than a place and a day.
const DATELINE: usize = 6;
/// Tokens of the sentences before that "this" may stand for.
const LONG: usize = 80;

/// A statement, in tokens.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    pub(super) cue: Range<usize>,
    pub(super) source: Option<Range<usize>>,
    pub(super) content: Vec<Range<usize>>,
    pub(super) denial: bool,
    /// What is said comes in the next sentence.
    pub(super) pending: bool,
    /// Whether verbs after it may share its subject.
    pub(super) leads: bool,
    /// Not worth telling inside another statement: what someone thinks,
    /// wants or judges according to someone else.
    pub(super) weak: bool,
    /// The "and" that joins it to the statement before.
    pub(super) joint: Option<usize>,
}

/// The subject of a verb and on which side it stands.
#[derive(Clone, Debug)]
pub(super) struct Says {
    pub(super) source: Range<usize>,
    /// What came before subject and verb ends here.
    pub(super) before: usize,
    /// What comes after subject and verb begins here.
    pub(super) after: usize,
    pub(super) inverted: bool,
    /// The "and" before a verb that shares its subject.
    pub(super) joint: Option<usize>,
}

impl Page<'_, '_> {
    /// The statement made at `at`, if any; `shared` is the subject that
    /// verbs without one of their own take.
    pub(super) fn statement(
        &self,
        at: usize,
        unit: &Range<usize>,
        shared: Option<&Range<usize>>,
    ) -> Option<Found> {
        if self.word(at).eq_ignore_ascii_case("according") && self.word(at + 1) == "to" {
            return self.according(at, unit);
        }
        let Some(verb) = self.verb(at) else {
            return self.unknown(at, unit);
        };
        let as_said = at > unit.start
            && self.word(at - 1).eq_ignore_ascii_case("as")
            && self.word(at + 1) == "by"
            && self.info(at).form & Form::PARTICIPLE != 0
            && verb.takes & (Takes::QUOTE | Takes::CLAUSE) != 0;
        if as_said {
            return self.according(at, unit);
        }
        if at == unit.start {
            return self.opening(at, verb, unit);
        }
        let heading = self.shape(at) == Shape::Title && self.heading(unit);
        if self.shape(at) != Shape::Lower && !heading || self.compound(at) {
            return None;
        }
        let form = self.info(at).form;
        let left = self.left(at, unit.start);
        if form == Form::THIRD && self.is_plural_noun(at, &left, unit) {
            return None;
        }
        let participle = form & Form::PARTICIPLE != 0;
        if left.be && participle && form & Form::ING == 0 {
            return self.passive(at, verb, &left, unit);
        }
        let says = self.says(at, verb, &left, unit, shared)?;
        let content = self.content(&says, verb, unit)?;
        let pending = content.is_empty();
        let denial = verb.sort == Sort::Deny || left.negated && verb.sort != Sort::Judge;
        Some(Found {
            cue: left.end.min(at)..at + 1,
            source: Some(says.source),
            content,
            denial,
            pending,
            leads: !(left.aux && form & Form::PAST == 0),
            weak: !matches!(verb.sort, Sort::Say | Sort::Deny),
            joint: says.joint,
        })
        .map(|mut found| {
            if found.cue.start < unit.start || left.end < at && self.in_quote(left.end) {
                found.cue.start = at;
            }
            found
        })
    }

    /// Most words of a headline have capitals.
    fn heading(&self, unit: &Range<usize>) -> bool {
        let words = unit.clone().filter(|&i| self.shape(i) != Shape::Punct);
        let (mut all, mut capital) = (0, 0);
        for i in words.take(40) {
            all += 1;
            capital += usize::from(self.shape(i).capital());
        }
        unit.len() < 40 && capital * 10 >= all * 6
    }

    /// "derogatory comments", "the remarks will": a plural that is written like
    /// a verb. Its subject would name someone or have an article, and no
    /// auxiliary would follow.
    fn is_plural_noun(&self, at: usize, left: &Left, unit: &Range<usize>) -> bool {
        if self.is(at + 1, Class::AUX | Class::BE) {
            return true;
        }
        let subject = self.subject(left.end, unit.start);
        subject.is_some_and(|subject| {
            !subject.clone().any(|i| {
                let open = Class::DETERMINER | Class::PRONOUN | Class::RELATIVE;
                let named = self.mention(i).is_some() || self.shape(i).capital();
                named || self.is(i, open) || self.shape(i) == Shape::Possessive
            })
        })
    }

    /// "so-called", "call-up"
    fn compound(&self, at: usize) -> bool {
        let tokens = &self.doc.tokens;
        let glued = |i: usize| tokens.get(i).is_some_and(|t| !t.spaced);
        self.word(at - 1) == "-" && glued(at) || self.word(at + 1) == "-" && glued(at + 1)
    }

    fn says(
        &self,
        at: usize,
        verb: &Verb,
        left: &Left,
        unit: &Range<usize>,
        shared: Option<&Range<usize>>,
    ) -> Option<Says> {
        let form = self.info(at).form;
        let own = |source: Range<usize>| {
            let before = source.start;
            Some(Says {
                source,
                before,
                after: at + 1,
                inverted: false,
                joint: None,
            })
        };
        if left.end == at
            && form & (Form::PAST | Form::THIRD) != 0
            && let Some(source) = self.inverted(at, verb, unit)
        {
            let after = source.end;
            return Some(Says {
                source,
                before: at,
                after,
                inverted: true,
                joint: None,
            });
        }
        let finite = form & !Form::ING != 0 || left.be;
        let subject = self.subject(left.end, unit.start);
        if let Some(subject) = subject.filter(|s| self.agrees(s, form, left)) {
            if left.to {
                let quoted = self.quote_after(at, unit).is_some() || self.word(at + 1) == "that";
                return if quoted { own(subject) } else { None };
            }
            let comma = self.word(left.end - 1) == ",";
            let other = shared.filter(|s| !finite && (comma || s.end <= subject.start));
            if finite || other.is_none() {
                return own(subject);
            }
            let before = unit.start;
            let source = other?.clone();
            return Some(Says {
                source,
                before,
                after: at + 1,
                inverted: false,
                joint: None,
            });
        }
        let before = left.end.checked_sub(1).filter(|&i| i >= unit.start)?;
        let joined = matches!(
            self.word(before),
            "," | "and"
                | "but"
                | "then"
                | "by"
                | "while"
                | "after"
                | "before"
                | "without"
                | "in"
                | "\u{2014}"
                | "\u{2013}"
                | "or"
        );
        let bare = form == Form::ING
            || form & (Form::PAST | Form::THIRD) != 0
                && matches!(self.word(before), "and" | "but" | "then" | ",")
            || form & Form::BASE != 0 && left.aux && matches!(self.word(before), "and" | "but");
        (joined && bare).then_some(())?;
        Some(Says {
            source: shared?.clone(),
            before: unit.start,
            after: at + 1,
            inverted: false,
            joint: matches!(self.word(before), "and" | "but").then_some(before),
        })
    }

    /// Who comes after the verb: "…", said X.
    fn inverted(&self, at: usize, verb: &Verb, unit: &Range<usize>) -> Option<Range<usize>> {
        if verb.takes & (Takes::QUOTE | Takes::CLAUSE) == 0 {
            return None;
        }
        let mut i = at.checked_sub(1).filter(|&i| i >= unit.start)?;
        let mark = self.dash(i) || self.word(i) == ",";
        while i > unit.start && (self.dash(i) || self.word(i) == ",") {
            i -= 1;
        }
        let quoted = self.in_quote(i);
        if !(mark || quoted) {
            return None;
        }
        let source = self.phrase_after(self.circumstance(at + 1, unit), unit.end)?;
        if self.is(source.start, Class::HEARER) && !self.is(source.start, Class::PRONOUN) {
            return None;
        }
        let next = source.end;
        // "X, the minister, said Iran's “offer” …" is not inverted.
        let closed = self.ends_clause(next, unit)
            || self.word(next) == ","
            || self.dash(next)
            || quoted && self.quote_opens(next);
        let told = self.is(next, Class::PREPOSITION | Class::TIME | Class::ADVERB);
        (closed || quoted && (told || self.word(next) == ":")).then_some(source)
    }

    /// Past "on Wednesday", "Wednesday", "in Geneva" between a verb and its
    /// subject.
    fn circumstance(&self, from: usize, unit: &Range<usize>) -> usize {
        let mut at = from;
        while at < unit.end {
            at = match self.mention(at + 1) {
                _ if self.is(at, Class::TIME) => at + 1,
                _ if self.word(at) == "on" && self.is(at + 1, Class::TIME) => at + 2,
                _ if self.is_eve_of_someone(at) => return at + 4,
                Some(place) if self.word(at) == "in" && place.kind == Kind::Place => {
                    let inside = |&i: &usize| self.mention(i).is_some_and(|m| m.span == place.span);
                    (at + 1..unit.end).take_while(inside).last().unwrap_or(at) + 1
                }
                _ => return at,
            };
        }
        from
    }

    /// "said on the eve of President Putin": machines translate so what is
    /// "the day before, President Putin said".
    fn is_eve_of_someone(&self, at: usize) -> bool {
        let words = ["on", "the", "eve", "of"];
        let eve = (at..).zip(words).all(|(i, word)| self.word(i) == word);
        let person = |i: usize| self.mention(i).is_some_and(|m| m.kind == Kind::Person);
        let named = || (at + 4..).take(4).take_while(|&i| self.shape(i).capital());
        eve && named().any(person)
    }

    /// Whether a phrase can be the subject of a verb in this form.
    fn agrees(&self, subject: &Range<usize>, form: u8, left: &Left) -> bool {
        let last = subject.end - 1;
        if left.aux || left.be || left.to || form & (Form::PAST | Form::ING) != 0 {
            return true;
        }
        let word = self.word(last);
        let pronoun = self.is(last, Class::PRONOUN);
        let singular = matches!(word, "he" | "she" | "it" | "He" | "She" | "It");
        let head = subject
            .clone()
            .find(|&i| self.is(i, Class::PREPOSITION) || self.word(i) == "," || i == last);
        let head = head.map_or(last, |i| {
            if i > subject.start && i < last {
                i - 1
            } else {
                i
            }
        });
        let plural = self.word(head).ends_with('s')
            || self.is(head, Class::PLURAL)
            || self.word(head) == "who";
        let both = subject.clone().any(|i| self.word(i) == "and");
        match form & Form::BASE != 0 {
            true => pronoun && !singular || self.is(last, Class::RELATIVE) || plural || both,
            false => {
                singular
                    || self.is(last, Class::RELATIVE)
                    || !plural
                    || self.mention(head).is_some()
            }
        }
    }

    /// "was criticised by X"
    fn passive(&self, at: usize, verb: &Verb, left: &Left, unit: &Range<usize>) -> Option<Found> {
        let by = (at + 1..unit.end.min(at + 4)).find(|&i| self.word(i) == "by")?;
        if verb.takes & (Takes::OBJECT | Takes::CLAUSE | Takes::OBJECT_TO) == 0 {
            return None;
        }
        let source = self.phrase_after(by + 1, unit.end)?;
        if !self.speaks(&source) {
            return None;
        }
        let object = match self.word(left.end.checked_sub(1)?) {
            "This" | "this" => self.sentence_before(unit)?,
            _ => self.subject(left.end, unit.start)?,
        };
        Some(Found {
            cue: left.end..by + 1,
            source: Some(source),
            content: vec![object],
            denial: verb.sort == Sort::Deny,
            ..Found::default()
        })
    }

    /// What "This was stated by …" speaks of: the sentences of the paragraph
    /// before it, a dateline left out.
    fn sentence_before(&self, unit: &Range<usize>) -> Option<Range<usize>> {
        let last = unit.start.checked_sub(1)?;
        if self.starts_paragraph(unit.start) {
            return None;
        }
        let mut start = None;
        let mut end = unit.start;
        for i in (0..=last).rev().take(LONG) {
            if !self.doc.tokens[i].breaks {
                continue;
            }
            if end - i > DATELINE {
                start = Some(i);
            }
            if self.starts_paragraph(i) {
                break;
            }
            end = i;
        }
        Some(start?..last)
    }

    /// Whether a phrase names or describes someone, rather than an act
    /// ("by calling").
    fn speaks(&self, phrase: &Range<usize>) -> bool {
        self.info(phrase.start).form & Form::ING == 0
    }
}
