//! Statements by other means than a verb with its subject before it:
//! "according to", labels with a colon, signatures, and verbs no table knows.

use std::ops::Range;

use super::frame::Found;
use super::page::Page;
use super::words::{Class, Form, Takes, Verb};
use crate::actor::Kind;
use crate::actor::token::Shape;

/// Tokens before the colon of "Putin: Russia will …".
const LABEL: usize = 8;

/// A list of one piece.
fn once(piece: Range<usize>) -> Vec<Range<usize>> {
    std::iter::once(piece).collect()
}

impl Page<'_, '_> {
    /// "According to X, …", "…, according to X", and "as reported by X" alike:
    /// two words before the source.
    pub(super) fn according(&self, at: usize, unit: &Range<usize>) -> Option<Found> {
        let named = at + 2;
        let mut source = match self.word(named) {
            "him" | "them" if named < unit.end => named..named + 1,
            "her" if !self.nominal(named + 1) => named..named + 1,
            _ => self.phrase_after(named, unit.end)?,
        };
        // What looked like an apposition is what is said.
        let comma = source.clone().find(|&i| self.word(i) == ",");
        if let Some(comma) = comma
            && self.ends_clause(source.end, unit)
            && (at == unit.start || self.has_verb(comma + 1, &(unit.start..source.end)))
        {
            source.end = comma;
        }
        let mut before = at;
        while before > unit.start
            && matches!(self.word(before - 1), "," | "-" | "\u{2013}" | "\u{2014}")
        {
            before -= 1;
        }
        let comma = self.word(source.end) == ",";
        let rest = source.end + usize::from(comma);
        let after = (rest < unit.end && comma).then(|| rest..self.clause_end(rest, unit));
        let before = (before > unit.start + 3).then_some(unit.start..before);
        let content: Vec<_> = match (before, after) {
            (Some(before), _) if before.len() > 6 => vec![before],
            (_, Some(after)) => vec![after],
            (Some(before), None) => vec![before],
            (None, None) if rest + 3 < unit.end => once(rest..self.clause_end(rest, unit)),
            (None, None) => return None,
        };
        Some(Found {
            cue: at..at + 2,
            source: Some(source),
            content,
            leads: true,
            ..Found::default()
        })
    }

    /// "…, – said Putin. – …" inside the marks of what he says, as Russian
    /// writes it: `at` is the dash.
    pub(super) fn inserted(&self, at: usize, unit: &Range<usize>) -> Option<Found> {
        let quote = self.quote(at)?.tokens.clone();
        let verb = self.verb(at + 1)?;
        let said = self.info(at + 1).form & (Form::PAST | Form::THIRD) != 0;
        if !self.dash(at) || !said || verb.takes & Takes::QUOTE == 0 {
            return None;
        }
        let from = at + 2;
        let high = quote.end.min(unit.end).min(from + LABEL);
        let end =
            (from..high).find(|&i| matches!(self.word(i), "." | "," | ";") || self.dash(i))?;
        let named = (from..end).any(|i| self.mention(i).is_some())
            || self.is(from, Class::PRONOUN | Class::DETERMINER);
        if from >= end || !named {
            return None;
        }
        let mut after = end;
        while after < quote.end && (matches!(self.word(after), "." | ",") || self.dash(after)) {
            after += 1;
        }
        let mut before = at;
        before -= usize::from(before > quote.start && self.word(before - 1) == ",");
        let pieces = [quote.start..before, after..quote.end];
        Some(Found {
            cue: at + 1..from,
            source: Some(from..end),
            content: pieces.into_iter().filter(|p| p.len() > 1).collect(),
            leads: true,
            ..Found::default()
        })
        .filter(|found| !found.content.is_empty())
    }

    /// "Said Ellis: …"
    pub(super) fn opening(&self, at: usize, verb: &Verb, unit: &Range<usize>) -> Option<Found> {
        let finite = self.info(at).form & (Form::PAST | Form::THIRD) != 0;
        let source = self.phrase_after(at + 1, unit.end).filter(|_| finite)?;
        let next = source.end;
        let led = matches!(self.word(next), ":" | ",") && verb.takes & Takes::QUOTE != 0;
        (led && (self.word(next) == ":" || self.quote_opens(next + 1)) && next + 1 < unit.end).then(
            || Found {
                cue: at..at + 1,
                source: Some(source),
                content: once(next + 1..self.clause_end(next + 1, unit)),
                ..Found::default()
            },
        )
    }

    /// A verb the table does not know, between a quotation and the name of
    /// who must have said it: "…?" Vitter demanded.
    pub(super) fn unknown(&self, at: usize, unit: &Range<usize>) -> Option<Found> {
        if !self.may_say(at) || at == unit.start {
            return None;
        }
        let before = |i: usize| {
            let quote = i
                .checked_sub(1)
                .filter(|&i| i >= unit.start && self.in_long_quote(i));
            quote.map(|q| unit.start..q + 1)
        };
        let left = self.left(at, unit.start);
        let subject = self.subject(left.end, unit.start);
        let own = subject.and_then(|s| before(s.start).map(|content| (s, content)));
        let after = || {
            let source = self.phrase_after(at + 1, unit.end)?;
            self.ends_clause(source.end, unit).then_some(())?;
            before(at).map(|content| (source, content))
        };
        let (source, content) = own.or_else(after)?;
        let named = source.clone().any(|i| self.mention(i).is_some())
            || self.is(source.start, Class::PRONOUN | Class::DETERMINER);
        named.then(|| Found {
            cue: at..at + 1,
            source: Some(source),
            content: vec![content],
            leads: true,
            ..Found::default()
        })
    }

    /// "― Stephanie Egan" below or after her words.
    pub(super) fn signature(&self, from: usize, unit: &Range<usize>) -> Option<Found> {
        let dash = matches!(self.word(from), "\u{2015}" | "\u{2014}" | "\u{2013}" | "-");
        let name = from + 1..unit.end;
        let capitals = name.clone().filter(|&i| self.shape(i).capital()).count();
        let named = dash
            && !name.is_empty()
            && name.len() <= LABEL
            && capitals > 0
            && self.shape(name.start).capital()
            && name
                .clone()
                .all(|i| self.verb(i).is_none() && !self.in_quote(i));
        named.then(|| Found {
            cue: from..from + 1,
            source: Some(name),
            ..Found::default()
        })
    }

    /// "Putin: Russia will …", and the other way round at the end of a
    /// headline: "Russia will … – Putin".
    pub(super) fn label(&self, unit: &Range<usize>) -> Option<Found> {
        if !self.starts_paragraph(unit.start) {
            return None;
        }
        let speaks = |at: usize| {
            self.mention(at)
                .is_some_and(|m| m.kind != Kind::Place || m.acting)
        };
        let found = |cue: usize, source: Range<usize>, content: Range<usize>| Found {
            cue: cue..cue + 1,
            source: Some(source),
            content: vec![content],
            ..Found::default()
        };
        let high = unit.end.min(unit.start + LABEL);
        if let Some(colon) = (unit.start + 1..high).find(|&i| self.word(i) == ":") {
            let source = unit.start..colon;
            let plain = source.clone().all(|i| {
                !self.in_quote(i) && self.shape(i) != Shape::Punct && self.verb(i).is_none()
            });
            let starts = self.mention_start(colon - 1);
            let named = speaks(colon - 1) && starts <= unit.start + 3;
            return (plain && named && colon + 2 < unit.end)
                .then(|| found(colon, source, colon + 1..self.clause_end(colon + 1, unit)));
        }
        let last = unit.end - 1;
        let heading = unit.start == 0 && unit.len() > 5 && speaks(last);
        let start = self.mention_start(last);
        (heading && start > unit.start + 3 && (self.dash(start - 1) || self.word(start - 1) == ":"))
            .then(|| found(start - 1, start..unit.end, unit.start..start - 1))
    }
}
