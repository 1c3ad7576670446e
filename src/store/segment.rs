//! An immutable run of events, sorted chronologically.

use super::columns::{Appender, Columns, Key, granularity_of};
use super::map::Column;
use super::merge::{Days, Memory, Merge};
use super::postings::Postings;
use super::{ArticleId, Flags, RowSet, SourceId};
use crate::Span;
use crate::actor::ActorId;
use crate::event::Event;
use crate::timex::{Day, Granularity};

/// Events of some articles in columns; row number = chronological rank
/// inside the segment. Never changes once built.
#[derive(Debug)]
pub struct Segment {
    pub(crate) columns: Columns,
    /// Distinct first days, ascending, and the first row of each.
    pub(super) days: Column<i32>,
    pub(super) day_rows: Column<u32>,
    pub(super) by_actor: Postings,
    pub(super) by_speaker: Postings,
    pub(super) by_source: Postings,
    /// Rows longer than one day, ascending: what may reach into a later range.
    pub(super) long: Column<u32>,
    /// The rows of each article's events, in text order.
    pub(super) by_article: Postings,
}

/// The events of one article on their way into a segment.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// Its number in the snapshot.
    pub id: ArticleId,
    /// Its outlet.
    pub source: SourceId,
    /// Its events, in text order.
    pub events: &'a [Event],
}

impl Segment {
    /// Sorts the events of some articles into columns.
    pub fn build(entries: &[Entry<'_>]) -> Self {
        let mut order: Vec<(Key, u32)> = Vec::new();
        for (at, entry) in entries.iter().enumerate() {
            for (index, event) in entry.events.iter().enumerate() {
                let key = Key::new(&event.interval, entry.id.0, index as u32);
                order.push((key, at as u32));
            }
        }
        order.sort_unstable();
        let mut rows = Appender::with_capacity(order.len());
        for (key, at) in order {
            let entry = &entries[at as usize];
            let index = key.index();
            let event = &entry.events[index as usize];
            rows.push(entry.id.0, index, entry.source, event);
        }
        Self::index(rows.finish())
    }

    /// One segment from several, live rows only, in memory.
    pub(crate) fn merge(parts: &[(&Segment, &RowSet)]) -> Self {
        let merged = Merge::of(parts).segment(&mut Memory);
        merged.expect("memory takes every column")
    }

    fn index(columns: Columns) -> Self {
        let mut actors = Vec::new();
        let mut speakers = Vec::new();
        let mut sources = Vec::new();
        let mut places = Vec::with_capacity(columns.len());
        for row in 0..columns.len() {
            let at = row as u32;
            actors.extend(columns.actors(row).iter().map(|id| (id.0, at)));
            speakers.extend(columns.speaker(row).map(|id| (id.0, at)));
            sources.push((columns.source[row].0, at));
            places.push((columns.article[row], columns.index[row], at));
        }
        places.sort_unstable();
        let places = places.into_iter().map(|(article, _, row)| (article, row));
        let days = Days::of(&columns.first, &columns.last);
        Self {
            columns,
            days: days.firsts.into(),
            day_rows: days.rows.into(),
            by_actor: Postings::new(actors),
            by_speaker: Postings::new(speakers),
            by_source: Postings::new(sources),
            long: days.long.into(),
            by_article: Postings::grouped(places),
        }
    }

    /// Number of rows.
    pub fn len(&self) -> u32 {
        self.columns.len() as u32
    }

    /// Whether it holds no events.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether its columns are in memory, not in a file.
    pub(super) fn is_in_memory(&self) -> bool {
        self.columns.first.is_own()
    }

    /// The rows of an actor's events, strictly increasing.
    pub fn rows_of_actor(&self, actor: ActorId) -> &[u32] {
        self.by_actor.of(actor.0)
    }

    /// The rows of a speaker's statements, strictly increasing.
    pub fn rows_of_speaker(&self, actor: ActorId) -> &[u32] {
        self.by_speaker.of(actor.0)
    }

    /// How many rows each actor, speaker and source has.
    pub(crate) fn totals(&self) -> [Vec<(u32, u32)>; 3] {
        [&self.by_actor, &self.by_speaker, &self.by_source]
            .map(|postings| postings.counts().collect())
    }

    /// How many rows each granularity has, by its number.
    pub(crate) fn granularities(&self) -> Vec<(u32, u32)> {
        let mut counts = [0; 256];
        for code in self.columns.granularity.iter() {
            counts[usize::from(*code)] += 1;
        }
        let counts = (0..).zip(counts).filter(|(_, count)| *count > 0);
        counts
            .map(|(code, count)| (granularity_of(code) as u32, count))
            .collect()
    }

    /// One more than the greatest number of an actor, a speaker and a source.
    pub(crate) fn id_ends(&self) -> [u32; 3] {
        [&self.by_actor, &self.by_speaker, &self.by_source].map(Postings::end)
    }

    /// The rows of a source's events, strictly increasing.
    pub fn rows_of_source(&self, source: SourceId) -> &[u32] {
        self.by_source.of(source.0)
    }

    /// The rows of an article's events, in the order of its events; `None`
    /// when the segment holds nothing of it.
    pub fn rows_of_article(&self, article: ArticleId) -> Option<&[u32]> {
        self.by_article.find(article.0)
    }

    /// Rows longer than one day, ascending: what may reach into a later range.
    pub fn long_rows(&self) -> &[u32] {
        &self.long
    }

    /// Last day of a row's interval.
    pub fn last_day(&self, row: u32) -> Day {
        Day(of(&self.columns.last, row))
    }

    /// How finely a row's date was written.
    pub fn granularity(&self, row: u32) -> Granularity {
        self.columns.granularity(row as usize)
    }

    /// Confidence of a row's date, 0 to 1.
    pub fn confidence(&self, row: u32) -> f32 {
        of(&self.columns.confidence, row)
    }

    /// Traits of a row.
    pub fn flags(&self, row: u32) -> Flags {
        of(&self.columns.flags, row)
    }

    /// Article of a row.
    pub fn article(&self, row: u32) -> ArticleId {
        ArticleId(of(&self.columns.article, row))
    }

    /// Outlet of a row.
    pub fn source(&self, row: u32) -> SourceId {
        of(&self.columns.source, row)
    }

    /// Sentence of a row in its article's text.
    pub fn sentence(&self, row: u32) -> Span {
        of(&self.columns.sentence, row)
    }

    /// Actors of a row.
    pub fn actors(&self, row: u32) -> &[ActorId] {
        self.columns.actors(row as usize)
    }

    /// Speaker of a row.
    pub fn speaker(&self, row: u32) -> Option<ActorId> {
        self.columns.speaker(row as usize)
    }

    /// First row on or after `day`; [`Segment::len`] when there is none.
    pub fn row_on_or_after(&self, day: Day) -> u32 {
        let at = self.days.partition_point(|&first| first < day.0);
        self.day_rows.get(at).copied().unwrap_or(self.len())
    }

    /// First row whose key is not below `key`.
    pub(crate) fn lower_bound(&self, key: &Key) -> u32 {
        let at = self.days.partition_point(|&first| first < key.first());
        let Some(&from) = self.day_rows.get(at) else {
            return self.len();
        };
        let to = self.day_rows.get(at + 1).copied().unwrap_or(self.len());
        let (mut low, mut high) = (from, to);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.columns.key(middle as usize) < *key {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// Distinct first days, ascending.
    pub(crate) fn days(&self) -> &[i32] {
        &self.days
    }

    /// Distinct first days, ascending, each with the first of its rows.
    pub(crate) fn day_starts(&self) -> impl Iterator<Item = (i32, u32)> {
        self.days.iter().copied().zip(self.day_rows.iter().copied())
    }

    /// Its articles, ascending, each with the rows of its events.
    pub fn articles(&self) -> impl Iterator<Item = (ArticleId, &[u32])> {
        let lists = self.by_article.lists();
        lists.map(|(article, rows)| (ArticleId(article), rows))
    }

    /// Bytes held, texts and names not counted.
    pub fn bytes(&self) -> usize {
        let indexes = self.days.len() + self.day_rows.len() + self.long.len();
        self.columns.bytes()
            + self.by_actor.bytes()
            + self.by_speaker.bytes()
            + self.by_source.bytes()
            + self.by_article.bytes()
            + indexes * 4
    }
}

/// The value of a row; of one that there is not (in a file that is damaged)
/// any value.
fn of<T: Copy + Default>(column: &[T], row: u32) -> T {
    column.get(row as usize).copied().unwrap_or_default()
}
