//! The threads that evaluate filters and search texts.
//!
//! The newest request wins: one that is still being worked on is given up
//! within a few milliseconds, and nothing more is delivered for it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crossbeam_channel::{Receiver, Sender};

use super::search::{Batch, Search};
use super::{Facets, Filter, Pattern, Selection};
use crate::store::{ArticleId, Snapshot};

/// What a filter gave.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The request, as [`Worker::ask`] numbered it.
    pub ticket: u64,
    /// What was asked for.
    pub filter: Filter,
    /// The events that pass; belongs to the generation that was asked about.
    pub selection: Selection,
    /// What they consist of: absent in the first answer to a request, there
    /// in the second.
    pub facets: Option<Arc<Facets>>,
}

/// What a search gave so far.
#[derive(Clone, Debug)]
pub struct Found {
    /// The request, as [`Searcher::ask`] numbered it.
    pub ticket: u64,
    /// The hits since the last one, and how far it is.
    pub batch: Batch,
}

/// A thread that evaluates filters; ends when dropped.
#[derive(Debug)]
pub struct Worker {
    newest: Newest<(Snapshot, Filter)>,
}

impl Worker {
    /// Starts the thread. `deliver` is called on it with each answer and
    /// should only pass it on.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn spawn(deliver: impl Fn(Answer) + Send + 'static) -> std::io::Result<Self> {
        let mut last: Option<(Filter, Selection)> = None;
        let newest = Newest::spawn("filter", move |ticket, (snapshot, filter), stop| {
            let known = last.as_ref().filter(|(asked, _)| *asked == filter);
            let before = known.map(|(_, selection)| selection);
            let selected = filter.select_from(&snapshot, before, stop);
            let Some(selection) = selected.filter(|_| !stop()) else {
                return;
            };
            last = Some((filter.clone(), selection.clone()));
            let answer = Answer {
                ticket,
                filter,
                selection,
                facets: None,
            };
            deliver(answer.clone());
            if let Some(facets) = Facets::of(&answer.selection, stop) {
                deliver(Answer {
                    facets: Some(Arc::new(facets)),
                    ..answer
                });
            }
        })?;
        Ok(Self { newest })
    }

    /// Asks for a filter's events, in place of whatever was asked before.
    /// Returns the ticket that its answers will carry; tickets grow.
    pub fn ask(&self, snapshot: Snapshot, filter: Filter) -> u64 {
        self.newest.ask((snapshot, filter))
    }
}

/// A thread that searches the texts of articles; ends when dropped.
#[derive(Debug)]
pub struct Searcher {
    newest: Newest<Option<(Snapshot, Pattern, ArticleId)>>,
}

impl Searcher {
    /// Starts the thread. `deliver` is called on it with each batch: one every
    /// few milliseconds, the last one marked done.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn spawn(deliver: impl Fn(Found) + Send + 'static) -> std::io::Result<Self> {
        let newest = Newest::spawn("search", move |ticket, request, stop| {
            let Some((snapshot, pattern, first)) = request else {
                return;
            };
            let mut search = Search::new(&snapshot, &pattern, first);
            while !stop() {
                let batch = search.advance(stop);
                let done = batch.done;
                if !stop() {
                    deliver(Found { ticket, batch });
                }
                if done {
                    return;
                }
            }
        })?;
        Ok(Self { newest })
    }

    /// Searches for a pattern from an article on, in place of whatever was
    /// searched before. Returns the ticket that its batches will carry;
    /// tickets grow.
    pub fn ask(&self, snapshot: Snapshot, pattern: Pattern, first: ArticleId) -> u64 {
        self.newest.ask(Some((snapshot, pattern, first)))
    }

    /// Gives the search up; nothing more is delivered.
    pub fn stop(&self) {
        self.newest.ask(None);
    }
}

/// A thread that works on the newest of its requests; told to end when dropped.
#[derive(Debug)]
pub(crate) struct Newest<R> {
    requests: Sender<(u64, R)>,
    newest: Arc<AtomicU64>,
}

impl<R: Send + 'static> Newest<R> {
    /// Starts the thread. `work` gets each request with its ticket, and
    /// whether to give it up for a newer one.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub(crate) fn spawn(
        name: &str,
        mut work: impl FnMut(u64, R, &(dyn Fn() -> bool + Sync)) + Send + 'static,
    ) -> std::io::Result<Self> {
        let (requests, inbox): (_, Receiver<(u64, R)>) = crossbeam_channel::unbounded();
        let newest = Arc::new(AtomicU64::new(0));
        let seen = newest.clone();
        std::thread::Builder::new()
            .name(name.to_owned())
            .spawn(move || {
                while let Ok(first) = inbox.recv() {
                    let (ticket, request) = inbox.try_iter().last().unwrap_or(first);
                    let stop = || seen.load(Ordering::Acquire) != ticket;
                    work(ticket, request, &stop);
                }
            })?;
        Ok(Self { requests, newest })
    }

    /// Asks for something in place of whatever was asked before. Returns the
    /// request's ticket; tickets grow.
    pub(crate) fn ask(&self, request: R) -> u64 {
        let ticket = self.newest.fetch_add(1, Ordering::AcqRel) + 1;
        // Fails only when the thread is gone; then no answer comes.
        let _ = self.requests.send((ticket, request));
        ticket
    }
}

impl<R> Drop for Newest<R> {
    /// Nobody waits for the thread: it may be in the middle of something that
    /// takes long, and whoever quits would wait with it.
    fn drop(&mut self) {
        self.newest.store(u64::MAX, Ordering::Release);
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use crossbeam_channel::bounded;

    use super::*;

    #[test]
    fn nobody_waits_for_what_is_given_up() {
        let (begin, begun) = bounded::<()>(0);
        let (release, held) = bounded::<()>(0);
        let (end, ended) = bounded::<()>(1);
        let thread = Newest::spawn("test", move |_, (), stop| {
            let _ = begin.send(());
            // As long as a pattern that takes very long.
            let _ = held.recv_timeout(Duration::from_secs(20));
            if stop() {
                let _ = end.send(());
            }
        });
        let thread = thread.expect("a thread");
        thread.ask(());
        begun.recv().expect("it begins");
        drop(thread);
        assert!(ended.try_recv().is_err(), "it is still under way");
        drop(release);
        ended.recv().expect("it knows that it was given up");
    }
}
