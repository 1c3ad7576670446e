//! After the load: the user's corrections, and files that change.
//!
//! When files change, the corpus is loaded anew behind the one that is shown:
//! files that are as they were give their records, the others are read, and
//! everything that follows (names over the corpus, dates from it, events) is
//! worked out as in any load. So there is one way to an answer, and what
//! comes is what a fresh start would give. Ids are others then; [`Moved`]
//! tells which.

use std::time::SystemTime;

use crossbeam_channel::{Receiver, never, select};

use super::build::Builder;
use super::ledger::{Ledger, stamps};
use super::memory::Memory;
use super::watch::Dirty;
use super::{Corpus, Known, Moved, Stage, corrections};
use crate::actor::Directory;
use crate::store::Snapshot;

/// The load before this one, as long as it is the one that is shown.
pub(super) struct Before {
    memory: Memory,
    snapshot: Snapshot,
}

impl Builder {
    /// Stays for what comes after the load, until no corrections can come
    /// any more.
    pub(super) fn stay(
        mut self,
        corpus: &Corpus,
        words: &Receiver<Known>,
        changes: &Receiver<Dirty>,
    ) {
        let nothing = never();
        let mut changes = changes;
        loop {
            select! {
                recv(words) -> known => {
                    let Ok(first) = known else { return };
                    let newest = words.try_iter().last().unwrap_or(first);
                    if self.cancel.is_cancelled() {
                        return;
                    }
                    self.revise(newest);
                }
                recv(changes) -> dirty => match dirty {
                    Ok(first) => {
                        let dirty = changes.try_iter().fold(first, Dirty::and);
                        if self.cancel.is_cancelled() {
                            return;
                        }
                        self.not_watched(&dirty);
                        self = self.reloaded(corpus, &dirty);
                    }
                    // Nothing is watched.
                    Err(_) => changes = &nothing,
                },
            }
        }
    }

    fn not_watched(&mut self, dirty: &Dirty) {
        if !dirty.unwatched.is_empty() {
            self.unwatched.extend_from_slice(&dirty.unwatched);
            self.notices.extend_from_slice(&dirty.unwatched);
            self.conclude();
            self.enter(Stage::Done);
        }
    }

    /// Loads everything anew, unless all files are as they were.
    fn reloaded(self, corpus: &Corpus, dirty: &Dirty) -> Self {
        let mut next = Self::new(
            self.updates.clone(),
            self.cancel.clone(),
            self.options.clone(),
        );
        let opened = SystemTime::now();
        let (_, notices) = corrections::read(corpus);
        next.notices.extend(notices);
        next.notices.extend_from_slice(&self.unwatched);
        next.unwatched = self.unwatched.clone();
        let jobs = next.walk(corpus);
        let stamps = stamps(&jobs);
        if self.memory.holds(&jobs, &stamps, dirty) {
            return self;
        }
        next.known = self.known.clone();
        next.directory = Directory::under(next.known.naming.clone());
        next.snapshot.generation = self.snapshot.generation;
        next.before = Some(Before {
            memory: self.memory.clone(),
            snapshot: self.snapshot.clone(),
        });
        let ledger = Ledger::anew(self.memory.clone(), &jobs, stamps, dirty, opened);
        next.load(&jobs, ledger);
        match next.cancel.is_cancelled() {
            true => self,
            false => next,
        }
    }

    /// From the load before this one, when that is still the one that is
    /// shown; this one is shown from now on.
    pub(super) fn moved(&mut self) -> Option<Moved> {
        let before = self.before.take()?;
        Some(Moved::new(
            (&before.memory, &before.snapshot),
            (&self.memory, &self.snapshot),
        ))
    }
}
