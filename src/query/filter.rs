//! What to show: the filter and its evaluation.

use std::sync::Arc;

use super::Pattern;
use crate::actor::ActorId;
use crate::store::{ArticleId, Bits, Flags, RowSet, Segment, Selection, Snapshot, SourceId, Texts};
use crate::timex::{Day, Granularity};

/// How several actors combine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Mode {
    /// Every one of them in the event.
    #[default]
    All,
    /// At least one of them.
    Any,
}

/// Words to look for, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct TextFilter {
    /// The words.
    pub pattern: Pattern,
    /// Anywhere in the article's text instead of in the event's sentence.
    pub in_article: bool,
    /// Events without it.
    pub negated: bool,
}

/// What to show. The default shows everything; every field narrows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// Actors named in the event (the speaker counts).
    pub actors: Vec<ActorId>,
    /// How `actors` combine.
    pub mode: Mode,
    /// Actors that must not be named in it.
    pub none: Vec<ActorId>,
    /// One of these must be the speaker.
    pub speakers: Vec<ActorId>,
    /// None of these may be the speaker.
    pub not_speakers: Vec<ActorId>,
    /// Events that reach to this day or beyond: an event of October 2015
    /// passes `from` 2015-10-14, for it overlaps the range.
    pub from: Option<Day>,
    /// Events that begin on this day or before.
    pub to: Option<Day>,
    /// One of these outlets.
    pub sources: Vec<SourceId>,
    /// None of these outlets.
    pub not_sources: Vec<SourceId>,
    /// One of these granularities.
    pub granularities: Vec<Granularity>,
    /// Each of these must hold.
    pub texts: Vec<TextFilter>,
    /// At least this confidence, 0 to 1.
    pub min_confidence: Option<f32>,
    /// At most this confidence, 0 to 1.
    pub max_confidence: Option<f32>,
    /// Traits it must have.
    pub is: Flags,
    /// Traits it must not have.
    pub is_not: Flags,
    /// Only this article's events.
    pub article: Option<ArticleId>,
}

/// Bytes of text looked through between two looks at whether to stop.
const BETWEEN_STOPS: usize = 1 << 20;

impl Filter {
    /// Whether it shows everything.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether indexes alone tell what passes: a matter of a few milliseconds.
    pub fn is_quick(&self) -> bool {
        self.texts.is_empty() && !self.looks_at_columns()
    }

    /// The events that pass. Evaluates everything at once; the interface asks
    /// the [`super::worker`] instead.
    pub fn select(&self, snapshot: &Snapshot) -> Selection {
        self.select_from(snapshot, None, &|| false)
            .unwrap_or_default()
    }

    /// The events that pass; `None` when `stop` said so. `before` may be this
    /// same filter's selection of an earlier snapshot: segments that are still
    /// there are not looked at again.
    pub fn select_from(
        &self,
        snapshot: &Snapshot,
        before: Option<&Selection>,
        stop: &dyn Fn() -> bool,
    ) -> Option<Selection> {
        let all = snapshot.everything();
        if self.is_empty() {
            return Some(all.clone());
        }
        let mut sets = Vec::with_capacity(all.sets().len());
        for (part, live) in all.parts().iter().zip(all.sets()) {
            if stop() {
                return None;
            }
            let known = before.and_then(|selection| selection.set_of(part));
            let set = match known {
                Some(set) => set,
                None => Arc::new(self.rows(snapshot, &part.segment, live, stop)?),
            };
            sets.push(set);
        }
        Some(all.with_sets(sets))
    }

    /// The rows of one segment that pass.
    fn rows(
        &self,
        snapshot: &Snapshot,
        segment: &Segment,
        live: &RowSet,
        stop: &dyn Fn() -> bool,
    ) -> Option<RowSet> {
        let mut bits = self.by_index(segment, live);
        if self.looks_at_columns() {
            bits.retain(stop, |row| self.columns_pass(segment, row))?;
        }
        for text in &self.texts {
            bits = text.rows(snapshot, segment, &bits, stop)?;
        }
        Some(RowSet::from(bits))
    }

    /// What postings and the day directory can tell.
    fn by_index(&self, segment: &Segment, live: &RowSet) -> Bits {
        let mut bits = live.to_bits();
        let len = segment.len();
        let union = |lists: &mut dyn Iterator<Item = &[u32]>| {
            let mut union = Bits::none(len);
            lists.for_each(|rows| rows.iter().for_each(|&row| union.insert(row)));
            union
        };
        let of_actor = |id: &ActorId| segment.rows_of_actor(*id);
        match self.mode {
            Mode::All => {
                for id in &self.actors {
                    bits.intersect(&union(&mut std::iter::once(of_actor(id))));
                }
            }
            Mode::Any if self.actors.is_empty() => {}
            Mode::Any => bits.intersect(&union(&mut self.actors.iter().map(of_actor))),
        }
        if !self.none.is_empty() {
            bits.subtract(&union(&mut self.none.iter().map(of_actor)));
        }
        if !self.speakers.is_empty() {
            let rows = self.speakers.iter();
            bits.intersect(&union(&mut rows.map(|id| segment.rows_of_speaker(*id))));
        }
        if !self.not_speakers.is_empty() {
            let rows = self.not_speakers.iter();
            bits.subtract(&union(&mut rows.map(|id| segment.rows_of_speaker(*id))));
        }
        if !self.sources.is_empty() {
            let rows = self.sources.iter();
            bits.intersect(&union(&mut rows.map(|id| segment.rows_of_source(*id))));
        }
        if !self.not_sources.is_empty() {
            let rows = self.not_sources.iter();
            bits.subtract(&union(&mut rows.map(|id| segment.rows_of_source(*id))));
        }
        if let Some(article) = self.article {
            let rows = segment.rows_of_article(article).unwrap_or(&[]);
            bits.intersect(&union(&mut std::iter::once(rows)));
        }
        if self.from.is_some() || self.to.is_some() {
            bits.intersect(&self.by_date(segment));
        }
        bits
    }

    /// Rows that overlap the range: those that begin in it, and of those that
    /// began earlier the long ones that reach into it.
    fn by_date(&self, segment: &Segment) -> Bits {
        let mut bits = Bits::none(segment.len());
        let start = self.from.map_or(0, |day| segment.row_on_or_after(day));
        let end = match self.to {
            Some(day) => segment.row_on_or_after(day.plus(1)),
            None => segment.len(),
        };
        bits.insert_range(start, end);
        if let Some(from) = self.from {
            for &row in segment.long_rows().iter().take_while(|&&row| row < start) {
                let begins_in_time = self.to.is_none_or(|_| row < end);
                if begins_in_time && segment.last_day(row) >= from {
                    bits.insert(row);
                }
            }
        }
        bits
    }

    fn looks_at_columns(&self) -> bool {
        !self.granularities.is_empty()
            || self.min_confidence.is_some()
            || self.max_confidence.is_some()
            || !self.is.is_empty()
            || !self.is_not.is_empty()
    }

    fn columns_pass(&self, segment: &Segment, row: u32) -> bool {
        let confidence = segment.confidence(row);
        let flags = segment.flags(row);
        flags.has(self.is)
            && !flags.meets(self.is_not)
            && self.min_confidence.is_none_or(|least| confidence >= least)
            && self.max_confidence.is_none_or(|most| confidence <= most)
            && (self.granularities.is_empty()
                || self.granularities.contains(&segment.granularity(row)))
    }
}

impl TextFilter {
    /// The rows among `bits` that pass, article by article: their texts lie
    /// one after the other in memory, and most are done with one look.
    fn rows(
        &self,
        snapshot: &Snapshot,
        segment: &Segment,
        bits: &Bits,
        stop: &dyn Fn() -> bool,
    ) -> Option<Bits> {
        let mut passing = Bits::none(segment.len());
        let mut looked_at = 0;
        let mut texts = Texts::new(&snapshot.articles);
        for (article, rows) in segment.articles() {
            let mut rows = rows
                .iter()
                .copied()
                .filter(|&row| bits.contains(row))
                .peekable();
            if rows.peek().is_none() {
                continue;
            }
            if looked_at >= BETWEEN_STOPS {
                looked_at = 0;
                if stop() {
                    return None;
                }
            }
            let Some(text) = texts.of(article) else {
                continue;
            };
            looked_at += text.len();
            // What a pattern finds in a sentence it need not find in the
            // whole text (`^`), unless it is plain words.
            let whole = self.in_article || !self.pattern.is_regex();
            let found = !whole || self.pattern.is_in(text);
            for row in rows {
                let found = found
                    && (self.in_article || self.pattern.is_in(segment.sentence(row).of(text)));
                if found != self.negated {
                    passing.insert(row);
                }
            }
        }
        Some(passing)
    }
}
