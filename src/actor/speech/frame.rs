//! Verbs and phrases of statement with who says it and what.

use std::ops::Range;

use super::page::Page;
use super::subject::Left;
use super::words::{Class, Form, Sort, Takes, Verb};
use crate::actor::Kind;
use crate::actor::token::Shape;

/// Tokens between a verb and the "that" or quotation it introduces.
const REACH: usize = 16;
/// Tokens before the colon of "Putin: Russia will …".
const LABEL: usize = 8;

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
struct Says {
    source: Range<usize>,
    /// What came before subject and verb ends here.
    before: usize,
    /// What comes after subject and verb begins here.
    after: usize,
    inverted: bool,
    /// The "and" before a verb that shares its subject.
    joint: Option<usize>,
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
        if at == unit.start {
            return self.opening(at, verb, unit);
        }
        let heading = self.shape(at) == Shape::Title && self.heading(unit);
        if self.shape(at) != Shape::Lower && !heading || self.compound(at) {
            return None;
        }
        let form = self.info(at).form;
        let left = self.left(at, unit.start);
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

    /// "Said Ellis: …"
    fn opening(&self, at: usize, verb: &Verb, unit: &Range<usize>) -> Option<Found> {
        let finite = self.info(at).form & (Form::PAST | Form::THIRD) != 0;
        let source = self.phrase_after(at + 1, unit.end).filter(|_| finite)?;
        let next = source.end;
        let led = matches!(self.word(next), ":" | ",") && verb.takes & Takes::QUOTE != 0;
        (led && (self.word(next) == ":" || self.quote_opens(next + 1)) && next + 1 < unit.end).then(
            || Found {
                cue: at..at + 1,
                source: Some(source),
                content: vec![next + 1..self.clause_end(next + 1, unit)],
                ..Found::default()
            },
        )
    }

    /// A verb the table does not know, between a quotation and the name of
    /// who must have said it: "…?" Vitter demanded.
    fn unknown(&self, at: usize, unit: &Range<usize>) -> Option<Found> {
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
        let source = self.phrase_after(at + 1, unit.end)?;
        if self.is(source.start, Class::HEARER) && !self.is(source.start, Class::PRONOUN) {
            return None;
        }
        let next = source.end;
        let closed = self.ends_clause(next, unit)
            || self.word(next) == ","
            || self.dash(next)
            || self.quote_opens(next);
        let told = self.is(next, Class::PREPOSITION | Class::TIME | Class::ADVERB);
        (closed || quoted && (told || self.word(next) == ":")).then_some(source)
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
        let plural = self.word(head).ends_with('s') || matches!(self.word(head), "people" | "who");
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
        let object = self.subject(left.end, unit.start)?;
        Some(Found {
            cue: left.end..by + 1,
            source: Some(source),
            content: vec![object],
            denial: verb.sort == Sort::Deny,
            ..Found::default()
        })
    }

    /// Whether a phrase names or describes someone, rather than an act
    /// ("by calling").
    fn speaks(&self, phrase: &Range<usize>) -> bool {
        self.info(phrase.start).form & Form::ING == 0
    }

    /// The pieces of what is said; none yet when a colon or quotation in the
    /// next sentence will bring it.
    fn content(&self, says: &Says, verb: &Verb, unit: &Range<usize>) -> Option<Vec<Range<usize>>> {
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
    fn quote_after(&self, at: usize, unit: &Range<usize>) -> Option<usize> {
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
            if bare && self.has_verb(i, unit) || takes(Takes::OBJECT) && self.nominal(i) {
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
            && (self.nominal(i) || self.is(i, Class::STOP) && self.word(i).ends_with('m'));
        if thing { some(i) } else { None }
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
    fn has_verb(&self, from: usize, unit: &Range<usize>) -> bool {
        (from + 1..unit.end.min(from + 30)).any(|i| {
            let info = self.info(i);
            info.is(Class::BE | Class::AUX | Class::ACT)
                || info.form & (Form::PAST | Form::THIRD) != 0
                || matches!(self.word(i), "\u{2019}" | "'")
                || self.shape(i) == Shape::Lower && self.word(i).ends_with("ed")
        }) || self.is(from, Class::PRONOUN)
    }

    /// Where the clause that begins at `from` ends, the full stop left out.
    fn clause_end(&self, from: usize, unit: &Range<usize>) -> usize {
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

    /// "According to X, …", "…, according to X"
    fn according(&self, at: usize, unit: &Range<usize>) -> Option<Found> {
        let mut source = self.phrase_after(at + 2, unit.end)?;
        if at == unit.start && self.ends_clause(source.end, unit) {
            // What looked like an apposition is what is said.
            let comma = source.clone().find(|&i| self.word(i) == ",");
            source.end = comma.unwrap_or(source.end);
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
            (None, None) if rest + 3 < unit.end => vec![rest..self.clause_end(rest, unit)],
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
