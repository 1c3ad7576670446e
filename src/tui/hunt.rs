//! A search through the bodies of all articles: what it found so far and
//! which hit one is on.

use crate::query::Pattern;
use crate::query::search::Hit;
use crate::store::{ArticleId, Snapshot};

/// Hits kept to go to; the others are counted.
const MOST: usize = 50_000;

/// Stands for the row of an article without events: after all others.
const NOWHERE: usize = usize::MAX;

/// A hit and its place in the timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Row of its event, or of the one before it in its article.
    row: usize,
    /// What was found.
    pub hit: Hit,
}

impl Placed {
    fn new(snapshot: &Snapshot, hit: Hit) -> Self {
        // Names bring new events between the others.
        let event = snapshot.event_with(hit.article, hit.span);
        let hit = Hit { event, ..hit };
        let near = || {
            let events = snapshot.events_of(hit.article);
            let before = events.partition_point(|event| event.sentence.start <= hit.span.start);
            let index = before.saturating_sub(1) as u32;
            snapshot.row_of(hit.article, index)
        };
        let exact = hit
            .event
            .and_then(|index| snapshot.row_of(hit.article, index));
        Self {
            row: exact.or_else(near).unwrap_or(NOWHERE),
            hit,
        }
    }

    fn key(&self) -> (usize, ArticleId, u32) {
        (self.row, self.hit.article, self.hit.span.start)
    }
}

/// The search.
#[derive(Clone, Debug)]
pub struct Hunt {
    /// What is looked for.
    pub pattern: Pattern,
    /// Hits in the order of the timeline.
    hits: Vec<Placed>,
    /// Number of all hits so far.
    pub count: usize,
    /// Articles looked through.
    pub looked: usize,
    /// Whether it goes on.
    pub running: bool,
    /// Whether it was stopped before its end.
    pub stopped: bool,
    /// Whether the first hit is not to be shown by itself.
    pub quiet: bool,
    /// The hit one is on.
    pub at: Option<Hit>,
    /// Of the snapshot that the rows are of.
    generation: u64,
}

impl Hunt {
    /// A search that begins.
    pub fn new(pattern: Pattern, snapshot: &Snapshot) -> Self {
        Self {
            pattern,
            hits: Vec::new(),
            count: 0,
            looked: 0,
            running: true,
            stopped: false,
            quiet: false,
            at: None,
            generation: snapshot.generation,
        }
    }

    /// Takes what was found.
    pub fn take(&mut self, snapshot: &Snapshot, found: Vec<Hit>) {
        self.count += found.len();
        self.place(snapshot);
        let room = MOST.saturating_sub(self.hits.len());
        let found = found.into_iter().take(room);
        self.hits
            .extend(found.map(|hit| Placed::new(snapshot, hit)));
        self.sort();
    }

    /// Rows as they are in a snapshot.
    fn place(&mut self, snapshot: &Snapshot) {
        if self.generation != snapshot.generation {
            self.generation = snapshot.generation;
            for placed in &mut self.hits {
                *placed = Placed::new(snapshot, placed.hit);
            }
            self.sort();
        }
    }

    /// What was in order and what came are two runs: that costs little.
    fn sort(&mut self) {
        self.hits.sort_by_key(Placed::key);
    }

    /// Whether more was found than is kept.
    pub fn overflows(&self) -> bool {
        self.count > self.hits.len()
    }

    /// Which of the hits one is on, from 1.
    pub fn number(&self) -> Option<usize> {
        let at = self.at?;
        let same = |hit: Hit| (hit.article, hit.span) == (at.article, at.span);
        let found = self.hits.iter().position(|placed| same(placed.hit));
        found.map(|at| at + 1)
    }

    /// The next hit (or the one before) from the one one is on, else from a
    /// row of the timeline; goes on at the other end. The second is whether
    /// it did.
    pub fn step(&mut self, snapshot: &Snapshot, row: usize, forward: bool) -> Option<(Hit, bool)> {
        self.place(snapshot);
        let last = self.hits.len().checked_sub(1)?;
        let on = self.number().map(|number| number - 1);
        let from_row = || self.hits.partition_point(|placed| placed.row < row);
        let wanted = match (on, forward) {
            (Some(at), true) => at + 1,
            (Some(at), false) => at.wrapping_sub(1),
            (None, true) => from_row(),
            (None, false) => from_row().wrapping_sub(1),
        };
        let round = wanted > last;
        let at = match (round, forward) {
            (false, _) => wanted,
            (true, true) => 0,
            (true, false) => last,
        };
        let hit = self.hits[at].hit;
        self.at = Some(hit);
        Some((hit, round))
    }
}
