//! What the builder tells: progress often, snapshots at growing distances,
//! for making one must stay a small part of the work; and how a load ends.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::build::Builder;
use super::read::Job;
use super::{Moved, Stage, Update};
use crate::source::Notice;
use crate::store::{ArticleId, Incoming, LARGE, Snapshot, Tables};

/// The first snapshots come this fast, later ones slower.
const FIRST_SNAPSHOT: Duration = Duration::from_millis(40);
/// Events that wait for a snapshot at most: what waits takes room.
const EVENTS_WAITING: usize = 1 << 16;
/// A snapshot may take one part in so many of the time.
const COSTS: u32 = 12;
/// Progress is told this often.
pub(super) const PROGRESS: Duration = Duration::from_millis(80);

/// When what was done.
pub(super) struct Clock {
    started: Instant,
    /// The stage began.
    entered: Instant,
    told: Instant,
    published: Instant,
    /// What the last snapshot took to make.
    cost: Duration,
}

impl Default for Clock {
    fn default() -> Self {
        let now = Instant::now();
        Self {
            started: now,
            entered: now,
            told: now,
            published: now,
            cost: Duration::ZERO,
        }
    }
}

/// Articles that wait for the next snapshot.
#[derive(Default)]
pub(super) struct Pending {
    new: Vec<Incoming>,
    /// In the place of those that are there.
    changed: Vec<(ArticleId, Incoming)>,
    events: usize,
}

impl Pending {
    /// A new article.
    pub(super) fn add(&mut self, incoming: Incoming) {
        self.events += incoming.events.len();
        self.new.push(incoming);
    }

    /// An article in the place of one that is there.
    pub(super) fn change(&mut self, id: ArticleId, incoming: Incoming) {
        self.events += incoming.events.len();
        self.changed.push((id, incoming));
    }

    fn is_empty(&self) -> bool {
        self.new.is_empty() && self.changed.is_empty()
    }
}

impl Builder {
    /// Goes over to a stage.
    pub(super) fn enter(&mut self, stage: Stage) {
        self.progress.stage = stage;
        self.clock.entered = Instant::now();
        self.tell();
    }

    /// Since the stage began.
    pub(super) fn stage_elapsed(&self) -> Duration {
        self.clock.entered.elapsed()
    }

    /// Progress often, snapshots at growing distances.
    pub(super) fn keep_in_touch(&mut self) {
        if self.clock.told.elapsed() >= PROGRESS {
            self.tell();
        }
        let dear = self.clock.cost * COSTS;
        let patience = FIRST_SNAPSHOT.max(self.stage_elapsed() / 6).max(dear);
        let due = self.clock.published.elapsed() >= patience;
        if !self.pending.is_empty() && (due || self.pending.events >= EVENTS_WAITING) {
            self.publish();
        }
    }

    pub(super) fn tell(&mut self) {
        self.clock.told = Instant::now();
        self.give_back();
        self.progress.elapsed = self.clock.started.elapsed();
        self.progress.stage_elapsed = self.stage_elapsed();
        // Nobody listening means the load was dropped; `cancel` says so too.
        let _ = self.updates.send(Update::Progress(self.progress));
    }

    /// Gives old snapshots back that nobody holds any more.
    fn give_back(&mut self) {
        self.shown.retain(|shown| Arc::strong_count(shown) > 1);
    }

    pub(super) fn publish(&mut self) {
        let begun = Instant::now();
        let pending = std::mem::take(&mut self.pending);
        let tables = self.tables();
        let next = match pending.changed.is_empty() {
            true => self.snapshot.grown(pending.new, tables),
            false => self.snapshot.changed(pending.changed, tables),
        };
        self.snapshot = next.spilled(LARGE, &|| self.ledger.scratch());
        self.send();
        self.clock.cost = begun.elapsed();
    }

    /// Actors and notices as they now are; everything put away is readable.
    pub(super) fn tables(&mut self) -> Tables {
        self.shelf.flush();
        self.notices.extend(self.shelf.trouble());
        Tables {
            actors: Arc::new(self.directory.actors.clone().into()),
            notices: Arc::new(self.notices.clone().into()),
            packs: self.shelf.packs().clone(),
        }
    }

    pub(super) fn send(&mut self) {
        self.progress.events = self.snapshot.len();
        if !self.unseen {
            self.give_back();
            let snapshot = self.hand_out();
            let _ = self.updates.send(Update::Snapshot(snapshot));
        }
        self.clock.published = Instant::now();
    }

    /// Tells that the snapshot takes the place of one of another load.
    pub(super) fn send_moved(&mut self, moved: Moved) {
        self.progress.events = self.snapshot.len();
        let snapshot = self.hand_out();
        let update = Update::Reloaded(snapshot, Box::new(moved));
        let _ = self.updates.send(update);
    }

    fn hand_out(&mut self) -> Arc<Snapshot> {
        let snapshot = Arc::new(self.snapshot.clone());
        self.shown.push(snapshot.clone());
        snapshot
    }

    /// Corpus-wide dating, names that were put off; unless another one is
    /// shown, the notices that follow from it and the last snapshot.
    pub(super) fn finish(&mut self, jobs: &[Job]) {
        self.publish();
        self.secure(jobs);
        if self.needs_corpus() && !self.cancel.is_cancelled() {
            self.enter(Stage::Dating);
            self.date_from_corpus();
        }
        if !self.cancel.is_cancelled() {
            self.name_all(jobs);
        }
        self.memory = self.ledger.remembered(jobs, self.shelf.packs());
        if !self.unseen {
            self.conclude();
            self.keep_view();
            self.end();
        }
    }

    /// Everything is loaded.
    pub(super) fn end(&mut self) {
        self.ledger.close();
        self.enter(Stage::Done);
    }

    /// Makes what was found so far last.
    pub(super) fn secure(&mut self, jobs: &[Job]) {
        if self.cancel.is_cancelled() {
            return;
        }
        self.shelf.flush();
        let trouble = self.ledger.commit(jobs, self.shelf.packs());
        self.notices.extend(trouble);
    }

    /// The remarks on articles among the notices, the last snapshot.
    pub(super) fn conclude(&mut self) {
        self.gather_up();
        self.send();
    }

    /// The snapshot with the remarks on articles among the notices.
    pub(super) fn gather_up(&mut self) {
        let mut tables = self.tables();
        let remarks = self.remarks.values().flatten();
        let all: Vec<Notice> = self.notices.iter().chain(remarks).cloned().collect();
        tables.notices = Arc::new(all.into());
        let scratch = || self.ledger.scratch();
        self.snapshot = self.snapshot.retold(tables).united(LARGE, &scratch);
    }
}
