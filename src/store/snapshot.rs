//! Everything loaded so far, immutable, and how the next one is made.

use std::sync::Arc;

use super::order::{Part, Place};
use super::segment::Entry;
use super::{ArticleId, Articles, EventRef, RowSet, Segment, Selection, SourceId, Sources};
use crate::actor::{Actor, ActorId};
use crate::event::Analysis;
use crate::source::Notice;
use crate::timex::Day;

/// Segments of one size class that are merged into one of the next.
const FAN: usize = 4;

/// Rows of the smallest size class.
const SMALLEST: u32 = 1024;

/// Everything loaded so far. The interface holds exactly one; a new one takes
/// its place. Cloning is cheap.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// Grows with each snapshot of a corpus.
    pub generation: u64,
    /// All articles, by id.
    pub articles: Articles,
    /// All actors, by id.
    pub actors: Arc<Vec<Actor>>,
    /// All outlets, by id.
    pub sources: Arc<Sources>,
    /// All notices.
    pub notices: Arc<Vec<Notice>>,
    everything: Selection,
}

impl Snapshot {
    /// The next snapshot: more articles (their ids follow on in order), the
    /// actors and notices as they now are.
    pub fn extended(
        &self,
        articles: Vec<Arc<Analysis>>,
        actors: Arc<Vec<Actor>>,
        notices: Arc<Vec<Notice>>,
    ) -> Self {
        let mut next = self.clone();
        next.generation += 1;
        next.actors = actors;
        next.notices = notices;
        let mut entries = Vec::with_capacity(articles.len());
        for analysis in articles {
            let source = next.source_id(&analysis);
            let id = next.articles.push(analysis.clone(), source);
            entries.push(Entry {
                id,
                source,
                analysis,
            });
        }
        let mut parts = self.parts().to_vec();
        append(&mut parts, &entries);
        next.everything = Selection::everything(next.generation, parts);
        next
    }

    /// The next snapshot: some articles were dated or read anew. Ids that do
    /// not exist are ignored.
    pub fn replaced(
        &self,
        changes: Vec<(ArticleId, Arc<Analysis>)>,
        actors: Arc<Vec<Actor>>,
        notices: Arc<Vec<Notice>>,
    ) -> Self {
        let mut next = self.clone();
        next.generation += 1;
        next.actors = actors;
        next.notices = notices;
        let mut entries: Vec<Entry> = Vec::with_capacity(changes.len());
        for (id, analysis) in changes {
            if id.0 as usize >= next.articles.len() {
                continue;
            }
            let source = next.source_id(&analysis);
            next.articles.set(id, analysis.clone(), source);
            entries.push(Entry {
                id,
                source,
                analysis,
            });
        }
        // Of two changes to one article the later counts.
        entries.reverse();
        entries.sort_by_key(|entry| entry.id);
        entries.dedup_by_key(|entry| entry.id);
        let mut parts: Vec<Part> = self.parts().iter().map(|p| bury(p, &entries)).collect();
        append(&mut parts, &entries);
        next.everything = Selection::everything(next.generation, parts);
        next
    }

    /// The same events in one segment: fastest to read, for a load that is
    /// complete. A new generation.
    pub fn compacted(&self) -> Self {
        let mut next = self.clone();
        next.generation += 1;
        let parts: Vec<Part> = merge(self.parts()).into_iter().collect();
        next.everything = Selection::everything(next.generation, parts);
        next
    }

    fn source_id(&mut self, analysis: &Analysis) -> SourceId {
        let name = analysis.article.source.as_deref().unwrap_or("");
        match self.sources.find(name) {
            Some(id) => id,
            None => Arc::make_mut(&mut self.sources).intern(name),
        }
    }

    fn parts(&self) -> &[Part] {
        self.everything.parts()
    }

    /// Number of events.
    pub fn len(&self) -> usize {
        self.everything.count()
    }

    /// Whether there are no events.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All events, selected.
    pub fn everything(&self) -> &Selection {
        &self.everything
    }

    /// The event of a row (row number = chronological rank).
    pub fn event(&self, row: usize) -> Option<EventRef<'_>> {
        self.at(self.everything.place(row)?)
    }

    /// The event at a position of a selection of this snapshot; `None` past
    /// its end or when the selection belongs to another generation.
    pub fn event_at(&self, selection: &Selection, position: usize) -> Option<EventRef<'_>> {
        if selection.generation() != self.generation {
            return None;
        }
        self.at(selection.place(position)?)
    }

    /// Up to `count` events of a selection of this snapshot from a position
    /// on: a screenful at once is cheaper than one by one. Empty for a
    /// selection of another generation.
    pub fn window(
        &self,
        selection: &Selection,
        position: usize,
        count: usize,
    ) -> Vec<EventRef<'_>> {
        if selection.generation() != self.generation {
            return Vec::new();
        }
        let places = selection.window(position, count).into_iter();
        places.filter_map(|place| self.at(place)).collect()
    }

    fn at(&self, place: Place) -> Option<EventRef<'_>> {
        let segment = &self.parts().get(place.part)?.segment;
        EventRef::new(self, segment, place.row as usize)
    }

    /// First row that begins on or after `day`; [`Snapshot::len`] when there
    /// is none.
    pub fn row_on_or_after(&self, day: Day) -> usize {
        self.everything.position_on_or_after(day)
    }

    /// First and last day on which an event begins.
    pub fn span(&self) -> Option<(Day, Day)> {
        self.everything.span()
    }

    /// The rows of an article's events, in the order of its events.
    pub fn rows_of_article(&self, article: ArticleId) -> Vec<usize> {
        let mut found = Vec::new();
        for (part, holder) in self.parts().iter().enumerate() {
            let rows = holder.segment.rows_of_article(article).unwrap_or(&[]);
            for &row in rows.iter().filter(|&&row| holder.live.contains(row)) {
                found.push(self.everything.row_of_place(Place { part, row }));
            }
        }
        found
    }

    /// The row of an article's `index`-th event.
    pub fn row_of(&self, article: ArticleId, index: u32) -> Option<usize> {
        for (part, holder) in self.parts().iter().enumerate() {
            let rows = holder.segment.rows_of_article(article).unwrap_or(&[]);
            if let Some(&row) = rows.get(index as usize)
                && holder.live.contains(row)
            {
                return Some(self.everything.row_of_place(Place { part, row }));
            }
        }
        None
    }

    /// An actor.
    pub fn actor(&self, id: ActorId) -> Option<&Actor> {
        self.actors.get(id.0 as usize)
    }

    /// The segments, oldest first.
    pub fn segments(&self) -> impl Iterator<Item = &Arc<Segment>> {
        self.parts().iter().map(|part| &part.segment)
    }

    /// Bytes held by events and their indexes; texts and names not counted.
    pub fn bytes(&self) -> usize {
        self.segments().map(|segment| segment.bytes()).sum()
    }
}

/// The part without the rows of the given articles (sorted by id).
fn bury(part: &Part, entries: &[Entry]) -> Part {
    let mut rows = entries
        .iter()
        .filter_map(|entry| part.segment.rows_of_article(entry.id))
        .flatten()
        .peekable();
    if rows.peek().is_none() {
        return part.clone();
    }
    let mut live = part.live.to_bits();
    rows.for_each(|&row| live.remove(row));
    Part {
        segment: part.segment.clone(),
        live: Arc::new(RowSet::from(live)),
    }
}

/// Adds a segment, then merges the last ones while enough of one size class
/// stand at the end: few segments at any time, and each row moves only once a
/// class.
fn append(parts: &mut Vec<Part>, entries: &[Entry]) {
    parts.retain(|part| part.live.count() > 0);
    let segment = Segment::build(entries);
    if !segment.is_empty() {
        let live = Arc::new(RowSet::All(segment.len()));
        parts.push(Part {
            segment: Arc::new(segment),
            live,
        });
    }
    while let Some(last) = parts.last() {
        let class = class(last);
        let same = parts
            .iter()
            .rev()
            .take_while(|part| self::class(part) <= class)
            .count();
        if same < FAN {
            break;
        }
        let tail = parts.split_off(parts.len() - same);
        parts.extend(merge(&tail));
    }
}

fn class(part: &Part) -> u32 {
    (part.live.count() / SMALLEST).max(1).ilog(FAN as u32)
}

fn merge(parts: &[Part]) -> Option<Part> {
    let pairs: Vec<(&Segment, &RowSet)> = parts
        .iter()
        .map(|part| (&*part.segment, &*part.live))
        .collect();
    let segment = Segment::merge(&pairs);
    let live = Arc::new(RowSet::All(segment.len()));
    (!segment.is_empty()).then(|| Part {
        segment: Arc::new(segment),
        live,
    })
}
