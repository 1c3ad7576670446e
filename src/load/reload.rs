//! After the load: the user's corrections, and files that change.
//!
//! When files change, the corpus is loaded anew behind the one that is shown:
//! files that are as they were give their records, the others are read, and
//! everything that follows (names over the corpus, dates from it, events) is
//! worked out as in any load. So there is one way to an answer, and what
//! comes is what a fresh start would give. Ids are others then; [`Moved`]
//! tells which.
//!
//! Where that takes its time nobody waits for it: the builder of what is
//! shown goes on beside it, follows the user's word and shows what is in the
//! files that change (`at_once`); when the load anew has come to its end it
//! takes over all of that. A corpus that changes all the time is loaded anew
//! only after a rest.

use std::time::{Duration, Instant, SystemTime};

use crossbeam_channel::{Receiver, after, bounded, never, select};

use super::at_once::Shown;
use super::build::Builder;
use super::ledger::{Ledger, stamps};
use super::read::{self, Job};
use super::watch::Dirty;
use super::{Corpus, Known, Moved, Stage, corrections};
use crate::actor::Directory;
use crate::source::{Notice, Stamp};

/// After a load anew one rests so many times as long as it took, as long as
/// everything that changes can be shown at once.
const REST: u32 = 3;
/// The longest rest.
const LONGEST: Duration = Duration::from_secs(60);

/// What comes from outside while the builder is there.
pub(super) struct Inbox<'a> {
    corpus: &'a Corpus,
    words: Receiver<Known>,
    changes: Receiver<Dirty>,
    /// No corrections can come any more.
    ended: bool,
    /// What changed and was not looked at.
    waiting: Option<Dirty>,
}

impl<'a> Inbox<'a> {
    pub(super) fn new(
        corpus: &'a Corpus,
        words: &Receiver<Known>,
        changes: &Receiver<Dirty>,
    ) -> Self {
        Self {
            corpus,
            words: words.clone(),
            changes: changes.clone(),
            ended: false,
            waiting: None,
        }
    }

    /// The user's word as it now is, when there is a new one.
    fn newest(&mut self, first: Option<Known>) -> Option<Known> {
        self.words.try_iter().last().or(first)
    }

    /// Everything that changed.
    fn all(&mut self, first: Option<Dirty>) -> Option<Dirty> {
        let waiting = [self.waiting.take(), first];
        let waiting = waiting.into_iter().flatten();
        waiting.chain(self.changes.try_iter()).reduce(Dirty::and)
    }
}

/// The files there are now.
struct Walked {
    opened: SystemTime,
    jobs: Vec<Job>,
    stamps: Vec<Option<Stamp>>,
    notices: Vec<Notice>,
}

impl Builder {
    /// Stays for what comes after the load, until no corrections can come
    /// any more.
    pub(super) fn stay(mut self, mut inbox: Inbox<'_>) {
        while !inbox.ended && !self.cancel.is_cancelled() {
            if let Some(mut dirty) = inbox.waiting.take() {
                if self.not_watched(&std::mem::take(&mut dirty.unwatched)) {
                    self.conclude();
                    self.enter(Stage::Done);
                }
                self = self.reloaded(&mut inbox, dirty);
                continue;
            }
            select! {
                recv(inbox.words) -> known => match inbox.newest(known.ok()) {
                    Some(_) if self.cancel.is_cancelled() => {}
                    Some(newest) => self.revise(newest),
                    None => inbox.ended = true,
                },
                recv(inbox.changes) -> dirty => match dirty {
                    Ok(first) => inbox.waiting = inbox.all(Some(first)),
                    // Nothing is watched.
                    Err(_) => inbox.changes = never(),
                },
            }
        }
    }

    /// Takes up what can't be watched; whether there is any.
    fn not_watched(&mut self, unwatched: &[Notice]) -> bool {
        self.unwatched.extend_from_slice(unwatched);
        self.notices.extend_from_slice(unwatched);
        !unwatched.is_empty()
    }

    /// Follows the user's word and shows what changes until `end` tells
    /// something, or until something changes that can't be shown at once when
    /// that is not to wait. What changed stays in the inbox.
    fn attend<T>(&mut self, inbox: &mut Inbox<'_>, end: &Receiver<T>, or_changed: bool) {
        while !inbox.ended && !self.cancel.is_cancelled() {
            select! {
                recv(inbox.words) -> known => match inbox.newest(known.ok()) {
                    Some(newest) => {
                        self.follow(newest);
                        self.conclude();
                    }
                    None => inbox.ended = true,
                },
                recv(inbox.changes) -> dirty => match dirty {
                    Ok(first) => {
                        let mut dirty = inbox.all(Some(first)).unwrap_or_default();
                        if self.not_watched(&std::mem::take(&mut dirty.unwatched)) {
                            self.conclude();
                        }
                        let walked = self.walked(inbox.corpus);
                        let shown = self.show_at_once(&walked.jobs, &walked.stamps, &dirty);
                        inbox.waiting = Some(dirty);
                        if or_changed && shown != Shown::All {
                            return;
                        }
                    }
                    Err(_) => inbox.changes = never(),
                },
                recv(end) -> _ => return,
            }
        }
    }

    /// While one looks whether all is as it was kept: follows the user's
    /// word; whether files are others, which comes first.
    pub(super) fn meanwhile(&mut self, inbox: &mut Inbox<'_>) -> bool {
        if let Some(newest) = inbox.newest(None) {
            self.follow(newest);
            self.conclude();
        }
        if inbox.changes.is_empty() {
            return false;
        }
        let Some(dirty) = inbox.all(None) else {
            return false;
        };
        let walked = self.walked(inbox.corpus);
        let same = self.memory.holds(&walked.jobs, &walked.stamps, &dirty);
        inbox.waiting = Some(dirty);
        !same
    }

    fn walked(&self, corpus: &Corpus) -> Walked {
        let opened = SystemTime::now();
        let (jobs, notices) = read::jobs(corpus, &self.cancel);
        let stamps = stamps(&jobs);
        Walked {
            opened,
            jobs,
            stamps,
            notices,
        }
    }

    /// Shows what changed, rests after the load before, and tells the files
    /// that are to be loaded anew; `None` when all are as they were.
    fn awaited(&mut self, inbox: &mut Inbox<'_>, dirty: &mut Dirty) -> Option<Walked> {
        loop {
            let walked = self.walked(inbox.corpus);
            if !self.ahead && self.memory.holds(&walked.jobs, &walked.stamps, dirty) {
                return None;
            }
            let shown = self.show_at_once(&walked.jobs, &walked.stamps, dirty);
            self.ahead |= shown != Shown::Nothing;
            let rest = self.rested.saturating_duration_since(Instant::now());
            if shown != Shown::All || rest.is_zero() {
                return Some(walked);
            }
            self.attend(inbox, &after(rest), true);
            self.rested = Instant::now();
            match inbox.waiting.take() {
                Some(more) => *dirty = std::mem::take(dirty).and(more),
                None => return Some(walked),
            }
        }
    }

    /// Loads everything anew, unless all files are as they were.
    fn reloaded(mut self, inbox: &mut Inbox<'_>, mut dirty: Dirty) -> Self {
        let Some(walked) = self.awaited(inbox, &mut dirty) else {
            return self;
        };
        let begun = Instant::now();
        let mut next = self.next(inbox.corpus, &walked);
        let ledger = Ledger::anew(
            self.memory.clone(),
            &walked.jobs,
            walked.stamps,
            &dirty,
            walked.opened,
        );
        let (end, ended) = bounded::<()>(0);
        std::thread::scope(|scope| {
            let (shown, inbox) = (&mut self, &mut *inbox);
            let attend = move || shown.attend(inbox, &ended, false);
            // Without a thread everything waits for the load.
            let _ = std::thread::Builder::new()
                .name("shown".to_owned())
                .spawn_scoped(scope, attend);
            next.load(&walked.jobs, ledger, None);
            drop(end);
        });
        if self.cancel.is_cancelled() {
            return self;
        }
        next.take_over(self, inbox, begun);
        next
    }

    /// A builder that loads everything anew behind this one.
    fn next(&self, corpus: &Corpus, walked: &Walked) -> Self {
        let mut next = Self::new(
            self.updates.clone(),
            self.cancel.clone(),
            self.options.clone(),
        );
        next.unseen = true;
        let (_, notices) = corrections::read(corpus);
        next.notices.extend(notices);
        next.notices.extend_from_slice(&self.unwatched);
        next.unwatched = self.unwatched.clone();
        next.found(&walked.jobs, &walked.notices);
        next.known = self.known.clone();
        next.directory = Directory::under(next.known.naming.clone());
        next.snapshot.generation = self.snapshot.generation;
        next
    }

    /// This one is shown from now on, with all that came to the one before
    /// while everything was loaded.
    fn take_over(&mut self, mut before: Self, inbox: &Inbox<'_>, begun: Instant) {
        let newest = self.snapshot.generation.max(before.snapshot.generation);
        self.snapshot.generation = newest;
        let unwatched = before.unwatched.split_off(self.unwatched.len());
        self.not_watched(&unwatched);
        if before.known != self.known {
            self.follow(before.known.clone());
        }
        if let Some(dirty) = &inbox.waiting {
            let walked = self.walked(inbox.corpus);
            if !self.memory.holds(&walked.jobs, &walked.stamps, dirty) {
                let shown = self.show_at_once(&walked.jobs, &walked.stamps, dirty);
                self.ahead = shown != Shown::Nothing;
            }
        }
        self.gather_up();
        self.unseen = false;
        let moved = Moved::new(
            (&before.memory, &before.snapshot),
            (&self.memory, &self.snapshot),
        );
        self.shown.append(&mut before.shown);
        self.send_moved(moved);
        let rest = (begun.elapsed() * REST).min(LONGEST);
        self.rested = Instant::now() + rest;
        self.end();
    }
}
