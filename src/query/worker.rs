//! The thread that evaluates filters.
//!
//! The newest request wins: one that is still being worked on is given up
//! within a few thousand rows, and nothing is delivered for it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::JoinHandle;

use crossbeam_channel::{Receiver, Sender};

use super::{Facets, Filter, Selection};
use crate::store::Snapshot;

/// What a request gave.
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
    pub facets: Option<Facets>,
}

struct Request {
    ticket: u64,
    snapshot: Snapshot,
    filter: Filter,
}

/// A thread that evaluates filters; ends when dropped.
#[derive(Debug)]
pub struct Worker {
    requests: Option<Sender<Request>>,
    newest: Arc<AtomicU64>,
    thread: Option<JoinHandle<()>>,
}

impl Worker {
    /// Starts the thread. `deliver` is called on it with each answer and
    /// should only pass it on.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn spawn(deliver: impl Fn(Answer) + Send + 'static) -> std::io::Result<Self> {
        let (requests, inbox) = crossbeam_channel::unbounded();
        let newest = Arc::new(AtomicU64::new(0));
        let seen = newest.clone();
        let thread = std::thread::Builder::new()
            .name("filter".to_owned())
            .spawn(move || run(&inbox, &seen, &deliver))?;
        Ok(Self {
            requests: Some(requests),
            newest,
            thread: Some(thread),
        })
    }

    /// Asks for a filter's events, in place of whatever was asked before.
    /// Returns the ticket that its answers will carry; tickets grow.
    pub fn ask(&self, snapshot: Snapshot, filter: Filter) -> u64 {
        let ticket = self.newest.fetch_add(1, Ordering::AcqRel) + 1;
        if let Some(requests) = &self.requests {
            // Fails only when the thread is gone; then no answer comes.
            let _ = requests.send(Request {
                ticket,
                snapshot,
                filter,
            });
        }
        ticket
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.newest.store(u64::MAX, Ordering::Release);
        self.requests = None;
        if let Some(thread) = self.thread.take() {
            // A panic in it was reported where it happened.
            let _ = thread.join();
        }
    }
}

fn run(inbox: &Receiver<Request>, newest: &AtomicU64, deliver: &dyn Fn(Answer)) {
    let mut last: Option<(Filter, Selection)> = None;
    while let Ok(first) = inbox.recv() {
        let request = inbox.try_iter().last().unwrap_or(first);
        let stop = || newest.load(Ordering::Acquire) != request.ticket;
        let before = last
            .as_ref()
            .filter(|(filter, _)| *filter == request.filter)
            .map(|(_, selection)| selection);
        let selected = request
            .filter
            .select_from(&request.snapshot, before, &stop)
            .filter(|_| !stop());
        let Some(selection) = selected else { continue };
        let answer = Answer {
            ticket: request.ticket,
            filter: request.filter.clone(),
            selection: selection.clone(),
            facets: None,
        };
        deliver(answer.clone());
        last = Some((request.filter.clone(), selection.clone()));
        if let Some(facets) = Facets::of(&selection, &stop) {
            deliver(Answer {
                facets: Some(facets),
                ..answer
            });
        }
    }
}
