//! Everything loaded so far, immutable, and how the next one is made.

use std::sync::Arc;

use super::grow::{self, append, bury, entries};
use super::order::{Part, Place};
use super::pack::Pack;
use super::{
    ArticleId, Articles, Body, Catalogue, EventRef, RowSet, Segment, Selection, SourceId, Sources,
};
use crate::Span;
use crate::actor::{Actor, ActorId};
use crate::event::{Analysis, Event};
use crate::source::Notice;
use crate::timex::Day;

/// Everything loaded so far. The interface holds exactly one; a new one takes
/// its place. Cloning is cheap.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// Grows with each snapshot of a corpus.
    pub generation: u64,
    /// All articles, by id.
    pub articles: Articles,
    /// All actors, by id.
    pub actors: Arc<Catalogue<Actor>>,
    /// All outlets, by id.
    pub sources: Arc<Sources>,
    /// All notices.
    pub notices: Arc<Catalogue<Notice>>,
    pub(super) everything: Selection,
    pub(super) packs: Packs,
}

/// The packs that the bodies of articles refer to, by number.
pub type Packs = Arc<Vec<Arc<Pack>>>;

/// What a snapshot has besides articles and events.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    /// All actors, by id.
    pub actors: Arc<Catalogue<Actor>>,
    /// All notices.
    pub notices: Arc<Catalogue<Notice>>,
    /// The packs that bodies refer to; numbers stay.
    pub packs: Packs,
}

/// One article on its way into a snapshot.
#[derive(Clone, Debug)]
pub struct Incoming {
    /// Where it is kept.
    pub body: Body,
    /// Its source's id for it.
    pub id: String,
    /// Its outlet; empty when not said.
    pub source: String,
    /// Its events, in text order.
    pub events: Vec<Event>,
}

impl Incoming {
    /// An article that stays in memory.
    pub fn live(analysis: Arc<Analysis>) -> Self {
        Self {
            id: analysis.article.id.clone(),
            source: analysis.article.source.clone().unwrap_or_default(),
            events: analysis.events.clone(),
            body: Body::Live(analysis),
        }
    }
}

impl Snapshot {
    /// The next snapshot: more articles (their ids follow on in order), the
    /// actors and notices as they now are.
    pub fn extended(
        &self,
        articles: Vec<Arc<Analysis>>,
        actors: Arc<Catalogue<Actor>>,
        notices: Arc<Catalogue<Notice>>,
    ) -> Self {
        let articles = articles.into_iter().map(Incoming::live).collect();
        let packs = self.packs.clone();
        self.grown(
            articles,
            Tables {
                actors,
                notices,
                packs,
            },
        )
    }

    /// The next snapshot: more articles, whose ids follow on in order.
    pub fn grown(&self, articles: Vec<Incoming>, tables: Tables) -> Self {
        let mut next = self.next(tables);
        let mut placed = Vec::with_capacity(articles.len());
        for incoming in &articles {
            let source = next.source_id(&incoming.source);
            let body = incoming.body.clone();
            placed.push((next.articles.push(body, source, &incoming.id), source));
        }
        let entries = entries(&placed, &articles);
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
        actors: Arc<Catalogue<Actor>>,
        notices: Arc<Catalogue<Notice>>,
    ) -> Self {
        let changes = changes.into_iter();
        let packs = self.packs.clone();
        self.changed(
            changes.map(|(id, a)| (id, Incoming::live(a))).collect(),
            Tables {
                actors,
                notices,
                packs,
            },
        )
    }

    /// The next snapshot: some articles were dated or read anew. Ids that do
    /// not exist are ignored; of two changes to one article the later counts.
    pub fn changed(&self, mut changes: Vec<(ArticleId, Incoming)>, tables: Tables) -> Self {
        let mut next = self.next(tables);
        changes.retain(|(id, _)| (id.0 as usize) < next.articles.len());
        changes.reverse();
        changes.sort_by_key(|(id, _)| *id);
        changes.dedup_by_key(|(id, _)| *id);
        let (ids, changes): (Vec<ArticleId>, Vec<Incoming>) = changes.into_iter().unzip();
        let mut placed = Vec::with_capacity(ids.len());
        for (&id, incoming) in ids.iter().zip(&changes) {
            let source = next.source_id(&incoming.source);
            next.articles.set(id, incoming.body.clone(), source);
            placed.push((id, source));
        }
        let entries = entries(&placed, &changes);
        let mut parts: Vec<Part> = self.parts().iter().map(|p| bury(p, &entries)).collect();
        append(&mut parts, &entries);
        next.everything = Selection::everything(next.generation, parts);
        next
    }

    /// The same snapshot with other tables; a new generation.
    pub fn retold(&self, tables: Tables) -> Self {
        let mut next = self.next(tables);
        next.everything = Selection::everything(next.generation, self.parts().to_vec());
        next
    }

    fn next(&self, tables: Tables) -> Self {
        self.retold_as(self.generation + 1, tables)
    }

    /// The same with other tables, as this generation; the selection of
    /// everything is not yet of it.
    pub(super) fn retold_as(&self, generation: u64, tables: Tables) -> Self {
        let mut next = self.clone();
        next.generation = generation;
        next.actors = tables.actors;
        next.notices = tables.notices;
        next.articles.set_packs(tables.packs.clone());
        next.packs = tables.packs;
        next
    }

    /// The same events in one segment (unless they are very many): fastest to
    /// read, for a load that is complete. A new generation.
    pub fn compacted(&self) -> Self {
        let mut next = self.clone();
        next.generation += 1;
        let parts = grow::compacted(self.parts());
        next.everything = Selection::everything(next.generation, parts);
        next
    }

    fn source_id(&mut self, name: &str) -> SourceId {
        match self.sources.find(name) {
            Some(id) => id,
            None => Arc::make_mut(&mut self.sources).intern(name),
        }
    }

    pub(super) fn parts(&self) -> &[Part] {
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

    /// An article with everything found in it.
    pub fn analysis(&self, id: ArticleId) -> Option<Arc<Analysis>> {
        self.articles.get(id, |analysis| {
            analysis.events = self.events_of(id);
        })
    }

    /// All articles with everything found in them, in order of arrival.
    pub fn analyses(&self) -> impl Iterator<Item = (ArticleId, Arc<Analysis>)> {
        self.articles.ids().filter_map(|id| {
            let mut analysis = self.articles.peek(id)?;
            if self.articles.packed(id).is_some() {
                Arc::make_mut(&mut analysis).events = self.events_of(id);
            }
            Some((id, analysis))
        })
    }

    /// The events of an article, in text order.
    pub fn events_of(&self, article: ArticleId) -> Vec<Event> {
        let mut found = Vec::new();
        for part in self.parts() {
            let rows = part.segment.rows_of_article(article).unwrap_or(&[]);
            let live = rows.iter().filter(|&&row| part.live.contains(row));
            found.extend(live.map(|&row| part.segment.columns.event(row as usize)));
        }
        found
    }

    /// The number that an event of an earlier snapshot of the same load has
    /// now: that of the event with its sentence and the words that dated it,
    /// else of one with its sentence, else of what stands in its place. `None`
    /// when the article has no event left.
    pub fn follow(&self, before: &Self, article: ArticleId, index: u32) -> Option<u32> {
        if self.articles.version(article) == before.articles.version(article) {
            return Some(index);
        }
        let spans = |snapshot: &Self| {
            let rows = snapshot.rows_of_article(article).into_iter();
            let events = rows.filter_map(|row| snapshot.event(row));
            events
                .map(|event| (event.sentence(), event.expression()))
                .collect::<Vec<_>>()
        };
        let now = spans(self);
        let last = now.len().checked_sub(1)?;
        let old = spans(before);
        let Some((sentence, expression)) = old.get(index as usize) else {
            return Some(index.min(last as u32));
        };
        let same = |at: &(Span, Span)| at == &(*sentence, *expression);
        let alike = |at: &(Span, Span)| at.0.end > sentence.start;
        let found = now.iter().position(same);
        let found = found.or_else(|| now.iter().position(alike));
        Some(found.unwrap_or(last) as u32)
    }

    /// Number of the first event of an article whose sentence holds a span.
    pub fn event_with(&self, article: ArticleId, span: Span) -> Option<u32> {
        for part in self.parts() {
            let rows = part.segment.rows_of_article(article).unwrap_or(&[]);
            if rows.first().is_none_or(|&row| !part.live.contains(row)) {
                continue;
            }
            // Events stand in text order.
            let start = |row: &u32| part.segment.sentence(*row).start;
            let after = rows.partition_point(|row| start(row) <= span.start);
            let sentence = part.segment.sentence(*rows.get(after.checked_sub(1)?)?);
            let first = rows.partition_point(|row| start(row) < sentence.start);
            return sentence.contains(span).then_some(first as u32);
        }
        None
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

    /// Number of events in which an actor takes part.
    pub fn events_with(&self, id: ActorId) -> usize {
        let parts = self.parts().iter();
        let counts = parts.map(|part| {
            let rows = part.segment.rows_of_actor(id);
            match *part.live {
                RowSet::All(_) => rows.len(),
                _ => rows.iter().filter(|row| part.live.contains(**row)).count(),
            }
        });
        counts.sum()
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
