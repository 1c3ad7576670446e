//! What is said: the pieces beside a verb and its subject.

use std::ops::Range;

use super::frame::Says;
use super::page::Page;
use super::words::{Class, Form, Sort, Takes, Verb};
use crate::actor::token::Shape;

/// Tokens between a verb and the "that" or quotation it introduces.
const REACH: usize = 16;
/// Words of a thing in which what it is must stand.
const MATTER: usize = 5;

impl Page<'_, '_> {
    /// The pieces of what is said; none yet when a colon or quotation in the
    /// next sentence will bring it.
    pub(super) fn content(
        &self,
        says: &Says,
        verb: &Verb,
        unit: &Range<usize>,
    ) -> Option<Vec<Range<usize>>> {
        let before = self.before(says, verb, unit);
        let after = self.after(says.after, verb, unit, before.is_some());
        let mut out = Vec::new();
        match (before, after) {
            (None, Some(after)) if after.start >= after.end => {}
            (None, Some(after)) => out.push(after),
            (Some(before), None) => out.push(before),
            (Some(before), Some(after)) => {
                // "In Iowa, he said that": the frame is no statement.
                let quoted = self.in_quote(before.end - 1);
                if quoted
                    || before.len() >= 10 && !says.inverted && self.word(after.start) != "that"
                {
                    out.push(before);
                }
                if after.start < after.end {
                    out.push(after);
                }
            }
            (None, None) => return None,
        }
        Some(out)
    }

    /// What stands before subject and verb, closed by a comma or quotation.
    fn before(&self, says: &Says, verb: &Verb, unit: &Range<usize>) -> Option<Range<usize>> {
        if verb.takes & (Takes::QUOTE | Takes::CLAUSE) == 0 {
            return None;
        }
        let mut end = says.before;
        let mut closed = false;
        while end > unit.start
            && !self.in_quote(end - 1)
            && (self.word(end - 1) == "," || self.dash(end - 1))
        {
            end -= 1;
            closed = true;
        }
        if end <= unit.start || !(closed || self.in_quote(end - 1)) {
            return None;
        }
        if self.in_quote(end - 1) && verb.takes & Takes::QUOTE == 0 {
            return None;
        }
        let clause = || {
            // "In a statement, he said", "A week earlier, he spoke": frames.
            let framed = self.is(unit.start, Class::PREPOSITION)
                || !self.has_verb(unit.start, &(unit.start..end));
            end - unit.start >= 3 && !framed
        };
        (self.in_quote(end - 1) || clause()).then_some(unit.start..end)
    }

    /// Where a quotation begins that the verb at `at - 1` introduces.
    pub(super) fn quote_after(&self, at: usize, unit: &Range<usize>) -> Option<usize> {
        (at..unit.end.min(at + REACH))
            .take_while(|&i| !self.ends_clause(i, unit))
            .find(|&i| self.quote_opens(i))
    }

    /// What comes after the verb, from `from`; `before` tells that something
    /// came before it.
    fn after(
        &self,
        from: usize,
        verb: &Verb,
        unit: &Range<usize>,
        before: bool,
    ) -> Option<Range<usize>> {
        let mut i = from;
        while i < unit.end
            && (self.is(i, Class::ADVERB | Class::TIME) || self.on_day(i))
            && !self.in_quote(i)
        {
            i += 1;
        }
        let takes = |bits: u8| verb.takes & bits != 0;
        let some = |at: usize| Some(at..self.clause_end(at, unit));
        let particle = verb.particles.contains(&self.lower(i));
        if self.ends_clause(i, unit) {
            return None;
        }
        if self.quote_opens(i) {
            return takes(Takes::QUOTE | Takes::OBJECT | Takes::CLAUSE)
                .then(|| some(i))
                .flatten();
        }
        match self.word(i) {
            "," | ":" | "-" | "\u{2013}" | "\u{2014}" => {
                let opens = self.quote_opens(i + 1);
                return match self.word(i) {
                    "," if !opens && (before || !takes(Takes::CLAUSE)) => None,
                    ":" if i + 1 >= unit.end => Some(unit.end..unit.end),
                    ":" => some(i + 1),
                    _ if opens => some(i + 1),
                    _ => self.introduced(i, verb, unit),
                };
            }
            "that" | "whether" | "how" | "why" | "what" | "if" => {
                let clause = takes(Takes::CLAUSE | Takes::THAT)
                    || takes(Takes::QUOTE) && verb.sort != Sort::Judge;
                return clause.then(|| some(i)).flatten();
            }
            "to" if takes(Takes::TO) => return some(i),
            _ => {}
        }
        if particle {
            let next = i + 1;
            return match self.ends_clause(next, unit) || self.word(next) == "," {
                true => self.introduced(next, verb, unit),
                false => some(next),
            };
        }
        if takes(Takes::HEARER)
            && let Some(hearer) = self.phrase_after(i, unit.end)
        {
            return self.told(hearer.end, verb, unit, before);
        }
        if takes(Takes::OBJECT_TO)
            && let Some(object) = self.phrase_after(i, unit.end)
            && self.word(object.end) == "to"
        {
            return some(i);
        }
        if takes(Takes::CLAUSE) {
            if let Some(clause) = self.introduced(i, verb, unit) {
                return Some(clause);
            }
            let bare = self.nominal(i)
                || self.is(i, Class::STOP)
                    && !matches!(self.word(i), "and" | "but" | "or" | "as" | "so" | "than");
            let thing = takes(Takes::OBJECT) && self.nominal(i)
                || takes(Takes::MATTER) && self.is_matter(i, unit);
            if bare && self.has_verb(i, unit) || thing {
                return some(i);
            }
            return None;
        }
        if takes(Takes::THAT | Takes::QUOTE)
            && let Some(clause) = self.introduced(i, verb, unit)
        {
            return Some(clause);
        }
        let thing = takes(Takes::OBJECT)
            && (self.nominal(i) || self.is(i, Class::STOP) && self.word(i).ends_with('m'))
            || takes(Takes::MATTER) && self.is_matter(i, unit);
        if thing { some(i) } else { None }
    }

    /// "his meeting with the president": what people speak of.
    fn is_matter(&self, at: usize, unit: &Range<usize>) -> bool {
        self.nominal(at)
            && (at..unit.end.min(at + MATTER))
                .take_while(|&i| !self.is(i, Class::PREPOSITION | Class::STOP))
                .any(|i| self.is(i, Class::JOINT | Class::POLICY) && !self.is(i, Class::BODY))
    }

    /// After the hearer: "told reporters (that) …".
    fn told(
        &self,
        at: usize,
        verb: &Verb,
        unit: &Range<usize>,
        before: bool,
    ) -> Option<Range<usize>> {
        if let Some(clause) = self.introduced(at, verb, unit) {
            return Some(clause);
        }
        if before
            || self.ends_clause(at, unit)
            || self.is(at, Class::PREPOSITION) && self.word(at) != "about"
        {
            return None;
        }
        let to = self.word(at) == "to" && verb.takes & Takes::OBJECT_TO == 0;
        (!to).then(|| at..self.clause_end(at, unit))
    }

    /// "on Thursday"
    fn on_day(&self, at: usize) -> bool {
        matches!(self.word(at), "on" | "last" | "late" | "early") && self.is(at + 1, Class::TIME)
    }

    /// A "that" or a quotation some way after the verb.
    fn introduced(&self, from: usize, verb: &Verb, unit: &Range<usize>) -> Option<Range<usize>> {
        let quote = verb.takes & Takes::QUOTE != 0;
        for i in from..unit.end.min(from + REACH) {
            if self.quote_opens(i) {
                let led = i == from
                    || matches!(self.word(i - 1), "," | ":" | "-" | "\u{2013}" | "\u{2014}");
                let long = self.in_long_quote(i);
                return (quote && (led || long && i <= from + 8))
                    .then(|| i..self.clause_end(i, unit));
            }
            if self.ends_clause(i, unit) || i > from && self.verb(i).is_some() {
                return None;
            }
            match self.word(i) {
                "that"
                    if i == from || self.nominal(i + 1) || self.is(i + 1, Class::PREPOSITION) =>
                {
                    return Some(i..self.clause_end(i, unit));
                }
                ":" if i + 1 >= unit.end && quote => return Some(unit.end..unit.end),
                ":" if quote => return Some(i + 1..self.clause_end(i + 1, unit)),
                _ => {}
            }
        }
        None
    }

    /// Whether a finite verb may follow: a bare clause, not a thing.
    pub(super) fn has_verb(&self, from: usize, unit: &Range<usize>) -> bool {
        (from + 1..unit.end.min(from + 30)).any(|i| {
            let info = self.info(i);
            info.is(Class::BE | Class::AUX | Class::ACT)
                || info.form & (Form::PAST | Form::THIRD) != 0
                || matches!(self.word(i), "\u{2019}" | "'")
                || self.shape(i) == Shape::Lower && self.word(i).ends_with("ed")
        }) || self.is(from, Class::PRONOUN)
    }

    /// Where the clause that begins at `from` ends, the full stop left out.
    pub(super) fn clause_end(&self, from: usize, unit: &Range<usize>) -> usize {
        let mut end = unit.end;
        for i in from + 1..unit.end {
            if self.in_quote(i) || self.word(i) != "," && !self.dash(i) {
                continue;
            }
            let next = i + 1;
            let reports = self.info(next).form & Form::ING != 0
                && self
                    .verb(next)
                    .is_some_and(|v| v.takes & (Takes::CLAUSE | Takes::QUOTE) != 0);
            if reports || self.word(next) == "according" {
                end = i;
                break;
            }
        }
        while end > from + 1
            && !self.in_quote(end - 1)
            && matches!(self.word(end - 1), "." | "!" | "?" | ";" | ",")
        {
            end -= 1;
        }
        end
    }
}
