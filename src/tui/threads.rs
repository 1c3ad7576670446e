//! Threads beside the interface's own: names made searchable, lanes.

use std::io;
use std::sync::Arc;

use crossbeam_channel::{Receiver, Sender, unbounded};

use crate::actor::Actor;
use crate::query::fuzzy::ActorIndex;
use crate::query::{Filter, Selection};
use crate::store::Snapshot;

/// Names in, searchable names out.
pub type Indexing = (Sender<Arc<Vec<Actor>>>, Receiver<Arc<ActorIndex>>);

/// Prepares names for searching; of several waiting requests only the newest.
///
/// # Errors
/// When the system gives no thread.
pub fn index_thread() -> io::Result<Indexing> {
    let (names, inbox) = unbounded::<Arc<Vec<Actor>>>();
    let (outbox, indexes) = unbounded();
    std::thread::Builder::new()
        .name("names".into())
        .spawn(move || {
            while let Ok(first) = inbox.recv() {
                let actors = inbox.try_iter().last().unwrap_or(first);
                if outbox.send(Arc::new(ActorIndex::new(actors))).is_err() {
                    return;
                }
            }
        })?;
    Ok((names, indexes))
}

/// A corpus and a filter for each lane.
pub type LanesRequest = (Arc<Snapshot>, Vec<Filter>);
/// The events of each lane.
pub type LanesAnswer = Vec<Selection>;

/// Selects the events of lanes; of several waiting requests only the newest.
///
/// # Errors
/// When the system gives no thread.
pub fn lanes_thread() -> io::Result<(Sender<LanesRequest>, Receiver<LanesAnswer>)> {
    let (requests, inbox) = unbounded::<LanesRequest>();
    let (outbox, answers) = unbounded();
    std::thread::Builder::new()
        .name("lanes".into())
        .spawn(move || {
            while let Ok(first) = inbox.recv() {
                let (snapshot, filters) = inbox.try_iter().last().unwrap_or(first);
                let selections = filters.iter().map(|filter| filter.select(&snapshot));
                if outbox.send(selections.collect()).is_err() {
                    return;
                }
            }
        })?;
    Ok((requests, answers))
}
