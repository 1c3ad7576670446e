//! After the load: the user's corrections, and files that change.
//!
//! When files change, the corpus is loaded anew behind the one that is shown:
//! files that are as they were give their records, the others are read, and
//! everything that follows (names over the corpus, dates from it, events) is
//! worked out as in any load. So there is one way to an answer, and what
//! comes is what a fresh start would give. Ids are others then; [`Moved`]
//! tells which. Where that takes its time, what is in the changed files is
//! shown before (`at_once`), and when more changes come meanwhile the load
//! anew makes room for them and begins again.

use std::time::{Duration, Instant, SystemTime};

use crossbeam_channel::{Receiver, bounded, never, select};

use super::build::Builder;
use super::ledger::{Ledger, stamps};
use super::memory::Memory;
use super::read::Job;
use super::watch::Dirty;
use super::{Corpus, Known, Moved, Stage, corrections};
use crate::actor::Directory;
use crate::store::Snapshot;

/// A load anew that was put off for so long is put off no more.
const PATIENCE: Duration = Duration::from_secs(60);

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
                        let mut next = Some(first);
                        while let Some(first) = next {
                            let dirty = changes.try_iter().fold(first, Dirty::and);
                            if self.cancel.is_cancelled() {
                                return;
                            }
                            self.not_watched(&dirty);
                            (self, next) = self.reloaded(corpus, dirty, changes);
                        }
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

    /// Loads everything anew, unless all files are as they were; what changed
    /// besides before that came to its end.
    fn reloaded(
        mut self,
        corpus: &Corpus,
        dirty: Dirty,
        changes: &Receiver<Dirty>,
    ) -> (Self, Option<Dirty>) {
        let mut next = Self::new(
            self.updates.clone(),
            self.cancel.of_a_part(),
            self.options.clone(),
        );
        let opened = SystemTime::now();
        let (_, notices) = corrections::read(corpus);
        next.notices.extend(notices);
        next.notices.extend_from_slice(&self.unwatched);
        next.unwatched = self.unwatched.clone();
        let jobs = next.walk(corpus);
        let stamps = stamps(&jobs);
        if self.ahead_since.is_none() && self.memory.holds(&jobs, &stamps, &dirty) {
            return (self, None);
        }
        if self.show_at_once(&jobs, &stamps, &dirty) {
            self.ahead_since.get_or_insert_with(Instant::now);
        }
        next.known = self.known.clone();
        next.directory = Directory::under(next.known.naming.clone());
        next.snapshot.generation = self.snapshot.generation;
        next.before = Some(Before {
            memory: self.memory.clone(),
            snapshot: self.snapshot.clone(),
        });
        let ledger = Ledger::anew(self.memory.clone(), &jobs, stamps, &dirty, opened);
        let ahead = self.ahead_since.filter(|since| since.elapsed() < PATIENCE);
        let more = match ahead {
            Some(_) => next.load_unless(&jobs, ledger, changes),
            None => {
                next.load(&jobs, ledger);
                None
            }
        };
        // What was shown last is what goes on.
        let done = next.before.is_none();
        let more = more.map(|more| if done { more } else { dirty.and(more) });
        next.cancel = self.cancel.clone();
        (if done { next } else { self }, more)
    }

    /// Loads all files unless something changes meanwhile; what.
    fn load_unless(
        &mut self,
        jobs: &[Job],
        ledger: Ledger,
        changes: &Receiver<Dirty>,
    ) -> Option<Dirty> {
        let (end, ended) = bounded::<()>(0);
        let stop = self.cancel.clone();
        std::thread::scope(|scope| {
            let listen = move || {
                select! {
                    recv(changes) -> dirty => {
                        stop.cancel();
                        dirty.ok()
                    }
                    recv(ended) -> _ => None,
                }
            };
            // Without a thread it is loaded whatever happens.
            let listener = std::thread::Builder::new().spawn_scoped(scope, listen);
            self.load(jobs, ledger);
            drop(end);
            listener.ok()?.join().ok()?
        })
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
