//! The columns and indexes of a segment.

use std::io::{self, Write};

use super::{Opened, Sections, damaged};
use crate::store::Segment;
use crate::store::columns::{Columns, Values};
use crate::store::postings::Postings;

impl Segment {
    /// Writes the segment.
    ///
    /// # Errors
    /// When that fails.
    pub fn dump<W: Write>(&self, to: &mut Sections<W>) -> io::Result<()> {
        write_columns(&self.columns, to)?;
        to.numbers(&self.days)?;
        to.numbers(&self.day_rows)?;
        for postings in [&self.by_actor, &self.by_speaker, &self.by_source] {
            write_postings(postings, to)?;
        }
        to.numbers(&self.long)?;
        write_postings(&self.by_article, to)
    }

    /// Finds a segment again.
    ///
    /// # Errors
    /// When it is not there.
    pub fn restored(from: &mut Opened) -> io::Result<Self> {
        let columns = find_columns(from)?;
        let days = from.verified()?;
        let day_rows = from.verified()?;
        let mut postings = || -> io::Result<Postings> {
            Ok(Postings {
                ids: from.verified()?,
                ends: from.verified()?,
                rows: from.column()?,
            })
        };
        Ok(Self {
            columns,
            days,
            day_rows,
            by_actor: postings()?,
            by_speaker: postings()?,
            by_source: postings()?,
            long: from.column()?,
            by_article: Postings {
                ids: from.column()?,
                ends: from.column()?,
                rows: from.column()?,
            },
        })
    }
}

fn write_postings<W: Write>(postings: &Postings, to: &mut Sections<W>) -> io::Result<()> {
    to.numbers(&postings.ids)?;
    to.numbers(&postings.ends)?;
    to.numbers(&postings.rows)
}

fn write_columns<W: Write>(c: &Columns, to: &mut Sections<W>) -> io::Result<()> {
    to.numbers(&c.first)?;
    to.numbers(&c.last)?;
    to.numbers(&c.minutes)?;
    to.numbers(&c.granularity)?;
    to.numbers(&c.flags)?;
    to.numbers(&c.confidence)?;
    to.numbers(&c.article)?;
    to.numbers(&c.index)?;
    to.numbers(&c.source)?;
    to.numbers(&c.sentence)?;
    to.numbers(&c.expression)?;
    to.numbers(&c.rule)?;
    to.numbers(&c.anchor)?;
    to.numbers(&c.value)?;
    to.numbers(&c.speaker)?;
    to.numbers(&c.actor_ends)?;
    to.numbers(&c.actors)?;
    to.numbers(&c.alternatives)?;
    to.numbers(&c.values.text)?;
    to.numbers(&c.values.ends)
}

fn find_columns(from: &mut Opened) -> io::Result<Columns> {
    let c = Columns {
        first: from.column()?,
        last: from.column()?,
        minutes: from.column()?,
        granularity: from.column()?,
        flags: from.column()?,
        confidence: from.column()?,
        article: from.column()?,
        index: from.column()?,
        source: from.column()?,
        sentence: from.column()?,
        expression: from.column()?,
        rule: from.column()?,
        anchor: from.column()?,
        value: from.column()?,
        speaker: from.column()?,
        actor_ends: from.column()?,
        actors: from.column()?,
        alternatives: from.column()?,
        values: Values {
            text: from.column()?,
            ends: from.column()?,
        },
    };
    let lengths = [
        c.last.len(),
        c.minutes.len(),
        c.granularity.len(),
        c.flags.len(),
        c.confidence.len(),
        c.article.len(),
        c.index.len(),
        c.source.len(),
        c.sentence.len(),
        c.expression.len(),
        c.rule.len(),
        c.anchor.len(),
        c.value.len(),
        c.speaker.len(),
        c.actor_ends.len(),
    ];
    match lengths.iter().all(|len| *len == c.len()) {
        true => Ok(c),
        false => Err(damaged()),
    }
}
