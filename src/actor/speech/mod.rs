//! Who said what: verbs of statement with subject and clause, "according
//! to", labels with a colon, and quotations that go on.
//!
//! Sentences are read one after the other. A verb of `statements.tsv` with a
//! subject makes a statement of what its constructions allow: the quotation
//! or clause beside it, a thing or an infinitive. Its bounds follow those of
//! the PolNeAR corpus (Newell, Margolin and Ruths, 2018): a quotation with
//! its marks, a clause with its "that", the full stop left out.

mod bodies;
mod classes;
mod content;
mod forms;
mod frame;
mod labels;
mod page;
mod quotes;
mod roles;
mod speaker;
mod subject;
mod words;

use std::ops::Range;

use super::gazetteer::Gazetteer;
use super::names::Doc;
use super::token::Shape;
use super::{Attribution, Kind, Who};
use frame::Found;
use page::Page;
use roles::Roles;

pub(crate) use bodies::body_end;
pub(crate) use page::quoted;
pub(crate) use words::{Class, ClauseWords, Form, Info, Sort};

/// Tokens of a quotation that may be a heading.
const HEADING: usize = 12;

/// The statements of a text, in order.
pub(crate) fn attributions(doc: &Doc, who: &Who, gazetteer: &Gazetteer) -> Vec<Attribution> {
    let page = Page::new(doc, who, gazetteer);
    let roles = Roles::new(&page);
    let mut reader = Reader {
        units: page.units(),
        page: &page,
        roles: &roles,
        out: Vec::new(),
        last: None,
        quoting: None,
        pending: None,
    };
    for unit in 0..reader.units.len() {
        let unit = reader.units[unit].clone();
        reader.unit(&unit);
    }
    reader.out
}

struct Reader<'p, 'd, 't> {
    page: &'p Page<'d, 't>,
    roles: &'p Roles,
    units: Vec<Range<usize>>,
    out: Vec<Attribution>,
    /// Who spoke last.
    last: Option<u32>,
    /// The statement that a quotation beside it would go on with.
    quoting: Option<usize>,
    /// A statement whose words are to come.
    pending: Option<Found>,
}

impl Reader<'_, '_, '_> {
    fn unit(&mut self, unit: &Range<usize>) {
        let page = self.page;
        if page.starts_paragraph(unit.start) && self.pending.is_none() {
            let goes_on = page.quote(unit.start).is_some_and(|q| q.continued);
            if !goes_on && !self.quoted_whole(unit) {
                self.quoting = None;
            }
        }
        if let Some(mut found) = self.pending.take()
            && page.quote_opens(unit.start)
        {
            let quote = page
                .quote(unit.start)
                .map_or(unit.clone(), |q| q.tokens.clone());
            let piece = quote.start..quote.end.min(unit.end);
            found.content = vec![piece];
            self.add(&found);
            self.quoting = Some(self.out.len() - 1);
            return;
        }
        if let Some(found) = page.label(unit) {
            self.add(&found);
        }
        let before = self.out.len();
        self.statements(unit);
        if self.out.len() > before {
            return;
        }
        if self.quoted_whole(unit) {
            if !self.heading(unit) {
                self.go_on(unit);
            }
        } else if let Some(found) = self.signed(unit) {
            self.add(&found);
        }
    }

    /// A quotation with a name behind a dash, in this sentence or the one
    /// before.
    fn signed(&mut self, unit: &Range<usize>) -> Option<Found> {
        let page = self.page;
        if page.in_quote(unit.start) {
            let end = page.quote(unit.start)?.tokens.end;
            let mut found = page.signature(end, unit).filter(|_| end < unit.end)?;
            let piece = unit.start..end;
            found.content = vec![piece];
            return Some(found);
        }
        let found = page.signature(unit.start, unit)?;
        let quote = page.quote(unit.start.checked_sub(1)?)?.tokens.clone();
        let last = self.out.last().filter(|a| a.cue.is_empty())?;
        let whole = page.span(quote.clone());
        last.content
            .iter()
            .any(|c| c.start < whole.end && whole.start < c.end)
            .then_some(())?;
        self.out.pop();
        Some(Found {
            content: vec![quote],
            ..found
        })
    }

    fn statements(&mut self, unit: &Range<usize>) {
        let page = self.page;
        let mut shared: Option<Range<usize>> = None;
        let mut all: Vec<Found> = Vec::new();
        for at in unit.clone() {
            if page.in_long_quote(at) {
                let told = |f: &Found| page.quote(f.cue.start) == page.quote(at);
                if !all.iter().any(told) {
                    all.extend(page.inserted(at, unit));
                }
                continue;
            }
            let info = page.info(at);
            if shared.is_none() && !page.in_quote(at) {
                shared = self.first_subject(at);
            }
            if info.verb == 0 && page.word(at + 1) != "to" && !page.may_say(at) {
                continue;
            }
            let Some(found) = page.statement(at, unit, shared.as_ref()) else {
                continue;
            };
            if found.leads && !self.subordinate(&found, &all) {
                shared.clone_from(&found.source);
            }
            match found.pending {
                true => self.pending = Some(found),
                false => all.push(found),
            }
        }
        self.end_subordinates(&mut all);
        for found in settled(all) {
            let quoted = found.content.iter().any(|c| page.in_quote(c.end - 1));
            self.add(&found);
            if quoted {
                self.quoting = Some(self.out.len() - 1);
            }
        }
    }

    /// "after Washington refused to talk, Peskov said …": what is told in a
    /// clause that depends on another ends where that one begins.
    fn end_subordinates(&self, all: &mut [Found]) {
        let page = self.page;
        for i in 1..all.len() {
            let (earlier, later) = all.split_at_mut(i);
            let Some(source) = later[0].source.as_ref().map(|source| source.start) else {
                continue;
            };
            let comma = source.wrapping_sub(1);
            if page.word(comma) != "," {
                continue;
            }
            let dependent = |found: &&mut Found| {
                let subject = found.source.as_ref().and_then(|s| s.start.checked_sub(1));
                subject.is_some_and(|before| page.is(before, Class::SUBORDINATE))
            };
            for piece in earlier
                .iter_mut()
                .filter(dependent)
                .flat_map(|f| &mut f.content)
            {
                if piece.start < comma && comma < piece.end {
                    piece.end = comma;
                }
            }
        }
    }

    /// Whether a statement stands inside one of the last before it, or in a
    /// relative clause: its subject is not that of the sentence.
    fn subordinate(&self, found: &Found, before: &[Found]) -> bool {
        let relative = found.source.as_ref();
        let relative = relative.is_some_and(|s| self.page.is(s.start, Class::RELATIVE));
        let mut pieces = before.iter().rev().take(4).flat_map(|f| &f.content);
        relative || pieces.any(|piece| piece.contains(&(found.cue.end - 1)))
    }

    /// A word that may be the subject of the whole sentence.
    fn first_subject(&self, at: usize) -> Option<Range<usize>> {
        let page = self.page;
        if page.is(at, Class::PRONOUN) {
            return Some(at..at + 1);
        }
        let mention = page.mention(at)?;
        let agent = mention.kind != Kind::Place || mention.acting;
        let mut end = at + 1;
        while page.mention(end).is_some_and(|m| m.span == mention.span) {
            end += 1;
        }
        agent.then_some(page.mention_start(at)..end)
    }

    /// Whether a sentence is nothing but quotation.
    fn quoted_whole(&self, unit: &Range<usize>) -> bool {
        let page = self.page;
        let outside = unit.clone().filter(|&i| !page.in_quote(i)).count();
        page.in_quote(unit.start) && outside <= 1
    }

    /// "'All Bets Are Off'": a line between paragraphs.
    fn heading(&self, unit: &Range<usize>) -> bool {
        let page = self.page;
        let alone = page.starts_paragraph(unit.start)
            && page.starts_paragraph(unit.end)
            && unit.len() <= HEADING;
        let words = || unit.clone().filter(|&i| page.shape(i) != Shape::Punct);
        let small = words().filter(|&i| page.shape(i) == Shape::Lower).count();
        alone && small * 2 <= words().count() && words().count() > 1
    }

    /// A quotation without a verb belongs to the one before.
    fn go_on(&mut self, unit: &Range<usize>) {
        let page = self.page;
        let span = page.span(unit.clone());
        if let Some(index) = self.quoting {
            let whole = page.starts_paragraph(unit.start);
            let continued = page.quote(unit.start).is_some_and(|q| q.continued);
            if !whole || continued {
                self.out[index].content.push(span);
                return;
            }
        }
        // Its speaker is named with the words before.
        let (source, speaker) = match self.out.last() {
            Some(a) if !a.source.is_empty() => (a.source.clone(), a.speaker),
            _ => (Vec::new(), self.last),
        };
        self.out.push(Attribution {
            content: vec![span],
            source,
            speaker,
            ..Attribution::default()
        });
        self.quoting = Some(self.out.len() - 1);
    }

    fn add(&mut self, found: &Found) {
        let page = self.page;
        let speaker = found
            .source
            .as_ref()
            .and_then(|source| page.speaker(source, self.last, self.roles));
        if speaker.is_some() {
            self.last = speaker;
        }
        let spans = |ranges: &[Range<usize>]| ranges.iter().map(|r| page.span(r.clone())).collect();
        self.out.push(Attribution {
            content: spans(&found.content),
            source: found.source.iter().map(|r| page.span(r.clone())).collect(),
            cue: vec![page.span(found.cue.clone())],
            speaker,
            denial: found.denial,
        });
    }
}

/// The statements of one sentence with their bounds against each other: a
/// verb joined by "and" ends what was said before it, and what someone only
/// thinks or wants inside another's statement is part of that.
fn settled(mut all: Vec<Found>) -> Vec<Found> {
    for i in 1..all.len() {
        let (earlier, later) = all.split_at_mut(i);
        let Some(joint) = later[0].joint else {
            continue;
        };
        let same = earlier.iter_mut().filter(|f| f.source == later[0].source);
        for piece in same.flat_map(|f| &mut f.content) {
            if piece.start < joint && joint < piece.end {
                piece.end = joint;
            }
        }
    }
    let inside = |found: &Found| {
        let others = all.iter().filter(|f| f.cue != found.cue);
        let mut pieces = others.flat_map(|f| &f.content);
        pieces.any(|piece| piece.contains(&(found.cue.end - 1)))
    };
    let keep: Vec<bool> = all.iter().map(|f| !(f.weak && inside(f))).collect();
    let mut keep = keep.into_iter();
    all.retain(|_| keep.next().unwrap_or(true));
    all
}
