//! The columns and indexes of a segment.

use std::io::{self, Read, Write};

use super::{Opened, Sections, damaged};
use crate::Span;
use crate::actor::ActorId;
use crate::store::columns::{Columns, Values};
use crate::store::postings::Postings;
use crate::store::{Flags, Segment, SourceId};

impl Segment {
    /// Writes the segment.
    pub(super) fn dump<W: Write>(&self, to: &mut Sections<W>) -> io::Result<()> {
        write_columns(&self.columns, to)?;
        to.numbers(&self.days)?;
        to.numbers(&self.day_rows)?;
        for postings in [&self.by_actor, &self.by_speaker, &self.by_source] {
            to.numbers(&postings.ids)?;
            to.numbers(&postings.ends)?;
            to.numbers(&postings.rows)?;
        }
        to.numbers(&self.long)?;
        to.numbers(&self.articles)?;
        to.numbers(&self.article_ends)?;
        to.numbers(&self.article_rows)
    }

    /// Reads a segment.
    pub(super) fn restored<R: Read>(from: &mut Opened<R>) -> io::Result<Self> {
        let columns = read_columns(from)?;
        let days = from.numbers()?;
        let day_rows = from.numbers()?;
        let mut postings = || -> io::Result<Postings> {
            Ok(Postings {
                ids: from.numbers()?,
                ends: from.numbers()?,
                rows: from.numbers()?,
            })
        };
        Ok(Self {
            columns,
            days,
            day_rows,
            by_actor: postings()?,
            by_speaker: postings()?,
            by_source: postings()?,
            long: from.numbers()?,
            articles: from.numbers()?,
            article_ends: from.numbers()?,
            article_rows: from.numbers()?,
        })
    }
}

fn write_columns<W: Write>(c: &Columns, to: &mut Sections<W>) -> io::Result<()> {
    let spans = |spans: &[Span]| -> Vec<[u32; 2]> {
        spans.iter().map(|span| [span.start, span.end]).collect()
    };
    to.numbers(&c.first)?;
    to.numbers(&c.last)?;
    to.numbers(&c.minutes)?;
    to.numbers(&c.granularity)?;
    to.numbers(&c.flags.iter().map(|flags| flags.0).collect::<Vec<u16>>())?;
    to.numbers(&c.confidence)?;
    to.numbers(&c.article)?;
    to.numbers(&c.index)?;
    to.numbers(&c.source.iter().map(|id| id.0).collect::<Vec<u32>>())?;
    to.numbers(&spans(&c.sentence))?;
    to.numbers(&spans(&c.expression))?;
    to.numbers(&c.rule)?;
    let anchors = c.anchor.iter().map(|(at, day)| [*at as i32, *day]);
    to.numbers(&anchors.collect::<Vec<[i32; 2]>>())?;
    to.numbers(&c.value)?;
    to.numbers(&c.speaker)?;
    to.numbers(&c.actor_ends)?;
    to.numbers(&c.actors.iter().map(|id| id.0).collect::<Vec<u32>>())?;
    to.value(&c.alternatives)?;
    to.numbers(c.values.text.as_bytes())?;
    to.numbers(&c.values.ends)
}

fn read_columns<R: Read>(from: &mut Opened<R>) -> io::Result<Columns> {
    // These keep the room they were read into.
    fn spans(numbers: Vec<[u32; 2]>) -> Vec<Span> {
        let spans = numbers.into_iter();
        spans.map(|[start, end]| Span { start, end }).collect()
    }
    let columns = Columns {
        first: from.numbers()?,
        last: from.numbers()?,
        minutes: from.numbers()?,
        granularity: from.numbers()?,
        flags: from.numbers()?.into_iter().map(Flags).collect(),
        confidence: from.numbers()?,
        article: from.numbers()?,
        index: from.numbers()?,
        source: from.numbers()?.into_iter().map(SourceId).collect(),
        sentence: spans(from.numbers()?),
        expression: spans(from.numbers()?),
        rule: from.numbers()?,
        anchor: from
            .numbers()?
            .into_iter()
            .map(|[at, day]: [i32; 2]| (at as u32, day))
            .collect(),
        value: from.numbers()?,
        speaker: from.numbers()?,
        actor_ends: from.numbers()?,
        actors: from.numbers()?.into_iter().map(ActorId).collect(),
        alternatives: from.value()?,
        values: Values {
            text: String::from_utf8(from.numbers()?).map_err(|_| damaged())?,
            ends: from.numbers()?,
        },
    };
    let lengths = [
        columns.last.len(),
        columns.sentence.len(),
        columns.value.len(),
        columns.actor_ends.len(),
    ];
    match lengths.iter().all(|len| *len == columns.len()) {
        true => Ok(columns),
        false => Err(damaged()),
    }
}
