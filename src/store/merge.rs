//! One segment from several, column by column: what it takes in memory is one
//! column at a time and where each row goes, whatever the number of rows,
//! when the columns go to a file.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::io::{self, Write};

use bytemuck::Pod;
use rustc_hash::FxHashMap;

use super::columns::{Columns, Second, Values};
use super::dump::Sections;
use super::map::Column;
use super::postings::Postings;
use super::{RowSet, Segment};
use crate::actor::ActorId;

/// Where a row goes that is not live: nowhere.
const NOWHERE: u32 = u32::MAX;

/// Takes the columns of a segment, in the order in which they are dumped.
pub(super) trait Holder {
    /// The column as it is found in it.
    fn hold<T: Pod>(&mut self, numbers: Vec<T>) -> io::Result<Column<T>>;
}

/// Keeps them in memory; never fails.
pub(super) struct Memory;

impl Holder for Memory {
    fn hold<T: Pod>(&mut self, numbers: Vec<T>) -> io::Result<Column<T>> {
        Ok(numbers.into())
    }
}

impl<W: Write> Holder for Sections<W> {
    /// They are found again when the file is opened.
    fn hold<T: Pod>(&mut self, numbers: Vec<T>) -> io::Result<Column<T>> {
        self.numbers(&numbers)?;
        Ok(Column::default())
    }
}

/// Segments on their way into one, live rows only.
pub(super) struct Merge<'a> {
    parts: Vec<Source<'a>>,
    /// Live rows of all of them.
    rows: usize,
}

struct Source<'a> {
    segment: &'a Segment,
    /// For each of its rows the one that it becomes, or [`NOWHERE`].
    goes: Vec<u32>,
}

impl<'a> Merge<'a> {
    /// Finds each row's place: the heads of all parts compete.
    pub(super) fn of(parts: &[(&'a Segment, &'a RowSet)]) -> Self {
        let mut live: Vec<_> = parts.iter().map(|(_, live)| live.iter()).collect();
        let mut goes: Vec<Vec<u32>> = parts
            .iter()
            .map(|(segment, _)| vec![NOWHERE; segment.columns.len()])
            .collect();
        let key = |at: usize, row: u32| parts[at].0.columns.key(row as usize);
        let heads = live.iter_mut().enumerate();
        let heads = heads.filter_map(|(at, live)| live.next().map(|row| (at, row)));
        let mut heads: BinaryHeap<_> = heads
            .map(|(at, row)| Reverse((key(at, row), at, row)))
            .collect();
        let mut rows = 0;
        while let Some(mut head) = heads.peek_mut() {
            let Reverse((_, at, row)) = *head;
            goes[at][row as usize] = rows;
            rows += 1;
            match live[at].next() {
                Some(row) => *head = Reverse((key(at, row), at, row)),
                None => drop(std::collections::binary_heap::PeekMut::pop(head)),
            }
        }
        let segments = parts.iter().map(|(segment, _)| *segment);
        let parts = segments.zip(goes);
        Self {
            parts: parts
                .map(|(segment, goes)| Source { segment, goes })
                .collect(),
            rows: rows as usize,
        }
    }

    /// The merged segment, its columns where the holder puts them.
    ///
    /// # Errors
    /// When the holder can't take them.
    pub(super) fn segment(&self, holder: &mut impl Holder) -> io::Result<Segment> {
        let (columns, days) = self.columns(holder)?;
        Ok(Segment {
            columns,
            days: holder.hold(days.firsts)?,
            day_rows: holder.hold(days.rows)?,
            by_actor: self.postings(|s| &s.by_actor, true, holder)?,
            by_speaker: self.postings(|s| &s.by_speaker, true, holder)?,
            by_source: self.postings(|s| &s.by_source, true, holder)?,
            long: holder.hold(days.long)?,
            by_article: self.postings(|s| &s.by_article, false, holder)?,
        })
    }

    /// The columns, and what is told of them by days and by length.
    fn columns(&self, holder: &mut impl Holder) -> io::Result<(Columns, Days)> {
        let first = self.column(|c| &c.first);
        let last = self.column(|c| &c.last);
        let days = Days::of(&first, &last);
        let first = holder.hold(first)?;
        let last = holder.hold(last)?;
        let minutes = holder.hold(self.column(|c| &c.minutes))?;
        let granularity = holder.hold(self.column(|c| &c.granularity))?;
        let flags = holder.hold(self.column(|c| &c.flags))?;
        let confidence = holder.hold(self.column(|c| &c.confidence))?;
        let article = holder.hold(self.column(|c| &c.article))?;
        let index = holder.hold(self.column(|c| &c.index))?;
        let source = holder.hold(self.column(|c| &c.source))?;
        let sentence = holder.hold(self.column(|c| &c.sentence))?;
        let expression = holder.hold(self.column(|c| &c.expression))?;
        let rule = holder.hold(self.column(|c| &c.rule))?;
        let anchor = holder.hold(self.column(|c| &c.anchor))?;
        let (value, text, ends) = self.values();
        let value = holder.hold(value)?;
        let speaker = holder.hold(self.column(|c| &c.speaker))?;
        let (actor_ends, actors) = self.actors();
        let actor_ends = holder.hold(actor_ends)?;
        let actors = holder.hold(actors)?;
        let alternatives = holder.hold(self.alternatives())?;
        let text = holder.hold(text)?;
        let ends = holder.hold(ends)?;
        let columns = Columns {
            first,
            last,
            minutes,
            granularity,
            flags,
            confidence,
            article,
            index,
            source,
            sentence,
            expression,
            rule,
            anchor,
            value,
            speaker,
            actor_ends,
            actors,
            alternatives,
            values: Values { text, ends },
        };
        Ok((columns, days))
    }

    /// A column of one number a row.
    fn column<T: Pod>(&self, of: impl Fn(&'a Columns) -> &'a [T]) -> Vec<T> {
        let mut merged = vec![T::zeroed(); self.rows];
        for part in &self.parts {
            for (number, &to) in of(&part.segment.columns).iter().zip(&part.goes) {
                if let Some(place) = merged.get_mut(to as usize) {
                    *place = *number;
                }
            }
        }
        merged
    }

    /// The value of each row, and the distinct values.
    fn values(&self) -> (Vec<u32>, Vec<u8>, Vec<u32>) {
        let mut values = Values::default();
        let mut known: FxHashMap<&str, u32> = FxHashMap::default();
        let mut merged = vec![0; self.rows];
        for part in &self.parts {
            let columns = &part.segment.columns;
            let mut renamed = vec![NOWHERE; columns.values.ends.len()];
            for (&old, &to) in columns.value.iter().zip(&part.goes) {
                let Some(place) = merged.get_mut(to as usize) else {
                    continue;
                };
                let Some(new) = renamed.get_mut(old as usize) else {
                    continue;
                };
                if *new == NOWHERE {
                    let value = columns.values.get(old);
                    *new = *known.entry(value).or_insert_with(|| values.push(value));
                }
                *place = *new;
            }
        }
        let Values { mut text, mut ends } = values;
        let (text, ends) = (std::mem::take(text.own()), std::mem::take(ends.own()));
        (merged, text, ends)
    }

    /// The actors of each row.
    fn actors(&self) -> (Vec<u32>, Vec<ActorId>) {
        let mut ends = vec![0u32; self.rows];
        for (columns, row, to) in self.each() {
            ends[to] = columns.actors(row).len() as u32;
        }
        let mut end = 0;
        for count in &mut ends {
            end += *count;
            *count = end;
        }
        let mut actors = vec![ActorId(0); end as usize];
        for (columns, row, to) in self.each() {
            let of = columns.actors(row);
            let end = ends[to] as usize;
            actors[end - of.len()..end].copy_from_slice(of);
        }
        (ends, actors)
    }

    /// Live rows with their columns and where they go.
    fn each(&self) -> impl Iterator<Item = (&'a Columns, usize, usize)> {
        self.parts.iter().flat_map(|part| {
            let goes = part.goes.iter().enumerate();
            let live = goes.filter(|(_, to)| **to != NOWHERE);
            live.map(|(row, to)| (&part.segment.columns, row, *to as usize))
        })
    }

    fn alternatives(&self) -> Vec<Second> {
        let mut merged = Vec::new();
        for part in &self.parts {
            for second in part.segment.columns.alternatives.iter() {
                let to = part.goes.get(second[0] as usize).copied();
                if let Some(to) = to.filter(|to| *to != NOWHERE) {
                    let mut second = *second;
                    second[0] = to as i32;
                    merged.push(second);
                }
            }
        }
        // Runs that ascend, one a part.
        merged.sort_by_key(|second| second[0] as u32);
        merged
    }

    /// Rows by what they have in common; those of one id ascend where that is
    /// asked for, else they stand as they stood.
    fn postings(
        &self,
        of: impl Fn(&Segment) -> &Postings,
        ascending: bool,
        holder: &mut impl Holder,
    ) -> io::Result<Postings> {
        let mut ids: Vec<u32> = Vec::new();
        for part in &self.parts {
            ids.extend_from_slice(&of(part.segment).ids);
        }
        ids.sort();
        ids.dedup();
        let mut lists: Vec<_> = self
            .parts
            .iter()
            .map(|part| (of(part.segment).lists().peekable(), &part.goes))
            .collect();
        let (mut ends, mut rows) = (Vec::with_capacity(ids.len()), Vec::new());
        ids.retain(|id| {
            let start = rows.len();
            for (lists, goes) in &mut lists {
                while let Some((_, of)) = lists.next_if(|(next, _)| next <= id) {
                    let goes = of.iter().filter_map(|row| goes.get(*row as usize));
                    rows.extend(goes.filter(|to| **to != NOWHERE));
                }
            }
            if ascending {
                rows[start..].sort();
            }
            let some = rows.len() > start;
            if some {
                ends.push(rows.len() as u32);
            }
            some
        });
        Ok(Postings {
            ids: holder.hold(ids)?,
            ends: holder.hold(ends)?,
            rows: holder.hold(rows)?,
        })
    }
}

/// What the days of the rows tell: where each begins, and which are long.
pub(super) struct Days {
    /// Distinct first days, ascending.
    pub(super) firsts: Vec<i32>,
    /// The first row of each.
    pub(super) rows: Vec<u32>,
    /// Rows longer than one day.
    pub(super) long: Vec<u32>,
}

impl Days {
    pub(super) fn of(first: &[i32], last: &[i32]) -> Self {
        let (mut firsts, mut rows, mut long) = (Vec::new(), Vec::new(), Vec::new());
        for (row, (first, last)) in (0u32..).zip(first.iter().zip(last)) {
            if firsts.last() != Some(first) {
                firsts.push(*first);
                rows.push(row);
            }
            if last > first {
                long.push(row);
            }
        }
        Self { firsts, rows, long }
    }
}
