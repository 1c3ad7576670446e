//! Noun phrases before and after a verb: who says it.

use std::ops::Range;

use super::page::Page;
use super::words::{Class, Form};
use crate::actor::Kind;
use crate::actor::gazetteer::WordClass;
use crate::actor::token::Shape;

/// Tokens of a subject at most, its apposition left out.
const LONG: usize = 18;
/// Tokens of an apposition or relative clause at most.
const APPOSITION: usize = 32;

/// What stands between a subject and its verb.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Left {
    /// One past the last token of the subject.
    pub(super) end: usize,
    /// "is", "was", "been"
    pub(super) be: bool,
    /// "has", "would", "did"
    pub(super) aux: bool,
    /// "to"
    pub(super) to: bool,
    /// "not", "never"
    pub(super) negated: bool,
}

impl Page<'_, '_> {
    /// Walks back from the verb at `at` over auxiliaries and adverbs.
    pub(super) fn left(&self, at: usize, start: usize) -> Left {
        let mut left = Left {
            end: at,
            ..Left::default()
        };
        while left.end > start {
            let i = left.end - 1;
            if self.in_quote(i) {
                break;
            }
            let info = self.info(i);
            let word = self.word(i);
            let adverb = info.is(Class::ADVERB)
                || self.shape(i) == Shape::Lower && word.len() > 4 && word.ends_with("ly");
            if info.is(Class::AUX | Class::BE | Class::NEGATION) {
                left.be |= info.is(Class::BE);
                left.aux |= info.is(Class::AUX);
                left.negated |= info.is(Class::NEGATION);
            } else if self.shape(i) == Shape::Possessive
                && i > start
                && self.is(i - 1, Class::PRONOUN)
            {
                // "He's claiming"
                left.be = true;
            } else if word == "to" {
                // "went on to say", "continued to insist": no other subject.
                let carried = i > start && self.carries(i - 1);
                left.to |= !carried;
                left.end -= usize::from(carried);
            } else if i > start
                && (info.is(Class::PERIOD) && self.deictic(i - 1)
                    || info.is(Class::TIME) && self.word(i - 1) == "on")
            {
                left.end -= 1;
            } else if !(adverb
                || info.is(Class::TIME)
                || matches!(word, "'" | "\u{2019}") && !self.doc.tokens[i + 1].spaced)
            {
                break;
            }
            left.end -= 1;
        }
        left
    }

    /// "continued", or "on" of "went on", before "to".
    fn carries(&self, at: usize) -> bool {
        self.is(at, Class::CATENATIVE)
            || self.word(at) == "on" && at > 0 && self.word(at - 1) == "went"
    }

    /// "this" of "this week".
    fn deictic(&self, at: usize) -> bool {
        matches!(self.word(at), "this" | "last" | "next" | "that" | "one")
    }

    /// The noun phrase that ends before `end`, with its apposition.
    pub(super) fn subject(&self, end: usize, start: usize) -> Option<Range<usize>> {
        let last = end.checked_sub(1).filter(|&l| l >= start)?;
        if self.in_quote(last) {
            return None;
        }
        if self.is(last, Class::PRONOUN | Class::RELATIVE) {
            return Some(last..end);
        }
        let bracket = match self.word(last) {
            "," => ",",
            ")" => "(",
            "\u{2014}" | "\u{2013}" => self.word(last),
            _ => return self.phrase(end, start),
        };
        // "Kenneth Baer, a former official, said": to the sign before.
        let low = start.max(last.saturating_sub(APPOSITION));
        let open = (low..last)
            .rev()
            .find(|&i| self.word(i) == bracket && !self.in_quote(i))?;
        if let Some(own) = self.own_subject(open + 1, last, start) {
            return Some(own);
        }
        let mut head = self.phrase(open, start)?;
        // "Scott Pruitt, the attorney general of Oklahoma, one of …, said"
        let described = |at: usize| self.is(at, Class::DETERMINER) || !self.shape(at).capital();
        for _ in 0..2 {
            let comma = head
                .start
                .checked_sub(1)
                .filter(|&i| i > low && self.word(i) == "," && !self.is(i - 1, Class::TIME));
            match comma.filter(|_| described(head.start)) {
                Some(comma) => match self.phrase(comma, start) {
                    Some(before) => head = before,
                    None => break,
                },
                None => break,
            }
        }
        Some(head.start..last)
    }

    /// "the line is sinking, ministry spokesman [Wang Yongping], told": between
    /// commas, but apposed to nothing, for what is before them is nobody.
    fn own_subject(&self, from: usize, last: usize, start: usize) -> Option<Range<usize>> {
        let person = |i: usize| self.mention(i).is_some_and(|m| m.kind == Kind::Person);
        let role = |i: usize| {
            let word = self.doc.words[i];
            word.is(WordClass::ROLE | WordClass::TITLE) || self.doc.offices[i].len > 0
        };
        let name = last.checked_sub(1).filter(|&i| i >= from && person(i))?;
        let titled = (from..self.mention_start(name)).any(role);
        let head = self.phrase(from - 1, start)?;
        let somebody = head.clone().any(|i| self.mention(i).is_some() || role(i));
        let own = self.phrase(last, from).filter(|_| titled && !somebody)?;
        (own.start == from).then_some(own)
    }

    /// The plain noun phrase that ends before `end`.
    fn phrase(&self, end: usize, start: usize) -> Option<Range<usize>> {
        let last = end.checked_sub(1).filter(|&l| l >= start)?;
        if self.is(last, Class::PRONOUN) {
            return Some(last..end);
        }
        // "Jim Jordan (R-Ohio), …": over the brackets.
        if self.word(last) == ")" {
            let low = start.max(last.saturating_sub(8));
            let open = (low..last).rev().find(|&i| self.word(i) == "(")?;
            let name = open
                .checked_sub(1)
                .filter(|&i| i >= start && self.noun(i))?;
            return self.phrase(name + 1, start).map(|name| name.start..end);
        }
        if !self.noun(last) {
            return None;
        }
        let low = start.max(end.saturating_sub(LONG));
        let mut from = self.mention_start(last).max(low);
        while from > low {
            let i = from - 1;
            if self.in_long_quote(i) {
                break;
            }
            if self.mention(i).is_some() {
                from = self.mention_start(i).max(low);
                continue;
            }
            let determined = self.is(from, Class::DETERMINER) && self.shape(i) != Shape::Possessive;
            if self.is(i, Class::PREPOSITION) {
                // "a spokesman for the campaign", not "in Iowa Trump".
                let joins = !matches!(
                    self.word(i),
                    "after"
                        | "before"
                        | "since"
                        | "until"
                        | "till"
                        | "as"
                        | "during"
                        | "despite"
                        | "amid"
                );
                if joins && i > low && self.noun(i - 1) && !self.is(i - 1, Class::TIME) {
                    from = i;
                    continue;
                }
                break;
            }
            if matches!(self.word(i), "and" | "&") && i > low {
                let capital = |i: usize| self.shape(i).capital();
                if self.noun(i - 1) && capital(i - 1) && capital(from) {
                    from = i;
                    continue;
                }
                break;
            }
            let joined = matches!(self.doc.word(i), "-" | "/") && !self.doc.tokens[i].spaced
                || self.word(i) == "." && i > low && self.shape(i - 1).capital();
            let goes_on = self.shape(i) == Shape::Possessive
                || self.noun(i)
                || self.attribute(i, low)
                || joined
                || self.is(i, Class::DETERMINER);
            if determined && !self.is(from - 1, Class::DETERMINER) || !goes_on {
                break;
            }
            from = i;
        }
        (!self.is_where(from, end)).then_some(from..end)
    }

    /// "in Geneva": a place after a preposition says nothing.
    fn is_where(&self, from: usize, end: usize) -> bool {
        let place = self
            .mention(from)
            .filter(|m| m.kind == Kind::Place && !m.acting);
        let whole = place.is_some() && self.mention_start(end - 1) == from;
        let before = from
            .checked_sub(1)
            .filter(|_| whole && !self.doc.tokens[from].breaks);
        before.is_some_and(|i| {
            self.is(i, Class::PREPOSITION) && !self.is(i, Class::STOP) && !self.in_quote(i)
        })
    }

    /// A word that can stand inside a noun phrase and end it.
    fn noun(&self, at: usize) -> bool {
        if self.mention(at).is_some() {
            return true;
        }
        let info = self.info(at);
        let small = Class::STOP
            | Class::PREPOSITION
            | Class::PRONOUN
            | Class::RELATIVE
            | Class::AUX
            | Class::BE
            | Class::NEGATION
            | Class::DETERMINER;
        let finite = self.shape(at) == Shape::Lower
            && (info.verb != 0 && info.form & (Form::PAST | Form::ING) != 0
                || self.word(at).len() > 5 && self.word(at).ends_with("ed"));
        !matches!(self.shape(at), Shape::Punct | Shape::Possessive) && !info.is(small) && !finite
    }

    /// The noun phrase that begins at `at`, with an apposition after a comma.
    pub(super) fn phrase_after(&self, at: usize, end: usize) -> Option<Range<usize>> {
        if !self.nominal(at) || at >= end {
            return None;
        }
        if self.is(at, Class::PRONOUN) {
            return Some(at..at + 1);
        }
        let high = end.min(at + LONG);
        let mut to = at;
        while to < high && !self.in_long_quote(to) {
            let of = matches!(self.word(to), "of" | "for" | "from" | "at")
                && to > at
                && self.nominal(to + 1);
            let joined = matches!(self.word(to), "-" | "/") && !self.doc.tokens[to].spaced
                || self.word(to) == "." && self.initial(to)
                || self.word(to) == "and"
                    && to > at
                    && self.shape(to - 1).capital()
                    && to + 1 < high
                    && self.shape(to + 1).capital()
                || self.shape(to) == Shape::Possessive;
            let part = self.noun(to) && !self.is(to, Class::TIME)
                || to == at
                || self.is(to, Class::DETERMINER) && self.word(to) != "that";
            if !(part || of || joined) {
                break;
            }
            to += 1;
        }
        Some(at..self.apposition(self.bracketed(to, high), end))
    }

    /// Past "(D-N.C.)" after a name.
    fn bracketed(&self, to: usize, high: usize) -> usize {
        if self.word(to) != "(" || self.in_quote(to) {
            return to;
        }
        let close = (to + 1..high).find(|&i| self.word(i) == ")");
        close.map_or(to, |close| close + 1)
    }

    /// "retired" of "“…” retired general Lloyd Newton said".
    fn attribute(&self, at: usize, low: usize) -> bool {
        let word = self.word(at);
        let opens = at == low || self.in_quote(at - 1) || self.word(at - 1) == ",";
        opens && self.shape(at) == Shape::Lower && word.len() > 5 && word.ends_with("ed")
    }

    /// "Mr." before a name.
    fn initial(&self, dot: usize) -> bool {
        dot > 0
            && self.shape(dot - 1).capital()
            && dot + 1 < self.doc.tokens.len()
            && self.shape(dot + 1).capital()
            && self.word(dot - 1).len() <= 4
    }

    /// "the press secretary of the President, [Dmitry Peskov], …": a person
    /// between commas, after an office.
    fn names_holder(&self, comma: usize, end: usize) -> bool {
        let office = |at: usize| {
            let role = WordClass::ROLE | WordClass::TITLE;
            self.doc.words[at].is(role) || self.doc.offices[at].len > 0
        };
        let person = self
            .mention(comma + 1)
            .filter(|m| m.kind == Kind::Person && m.named);
        let Some(person) = person.filter(|_| comma > 0 && office(comma - 1)) else {
            return false;
        };
        let inside = |&i: &usize| self.mention(i).is_some_and(|m| m.span == person.span);
        let last = (comma + 1..end).take_while(inside).last();
        last.is_some_and(|last| self.word(last + 1) == ",") && self.mention(comma - 1).is_none()
    }

    fn apposition(&self, to: usize, end: usize) -> usize {
        if self.word(to) != "," || to + 2 >= end || self.in_quote(to) {
            return to;
        }
        let opens = self.is(to + 1, Class::DETERMINER | Class::RELATIVE)
            || self.doc.offices[to + 1].len > 0
            || self.shape(to + 1) == Shape::Lower && self.noun(to + 1)
            || self.names_holder(to, end);
        if !opens {
            return to;
        }
        let high = end.min(to + APPOSITION);
        let stop = (to + 1..high)
            .find(|&i| self.in_quote(i) || matches!(self.word(i), "," | ";" | "." | ":"))
            .unwrap_or(high);
        match stop < high || high == end {
            true => stop,
            false => to,
        }
    }
}
