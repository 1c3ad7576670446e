//! Threads beside the interface's own: names made searchable, lanes.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, unbounded};

use crate::actor::Actor;
use crate::load::give_way;
use crate::query::fuzzy::ActorIndex;
use crate::query::{Filter, Selection};
use crate::store::{Catalogue, Snapshot};

/// Names in, searchable names out.
pub type Indexing = (Sender<Arc<Catalogue<Actor>>>, Receiver<Arc<ActorIndex>>);

/// How long old names are held when nothing new comes.
const LINGER: Duration = Duration::from_secs(1);

/// Prepares names for searching; of several waiting requests only the newest.
/// Giving back the memory of a hundred thousand names takes longer than a key
/// may, so old ones are given back here, once nobody else holds them.
///
/// # Errors
/// When the system gives no thread.
pub fn index_thread() -> io::Result<Indexing> {
    let (names, inbox) = unbounded::<Arc<Catalogue<Actor>>>();
    let (outbox, indexes) = unbounded();
    std::thread::Builder::new()
        .name("names".into())
        .spawn(move || {
            give_way();
            let mut made: Vec<Arc<ActorIndex>> = Vec::new();
            loop {
                let next = match made.len() {
                    0 | 1 => inbox.recv().map_err(RecvTimeoutError::from),
                    _ => inbox.recv_timeout(LINGER),
                };
                match next {
                    Ok(first) => {
                        let actors = inbox.try_iter().last().unwrap_or(first);
                        let index = Arc::new(ActorIndex::new(actors));
                        made.push(index.clone());
                        if outbox.send(index).is_err() {
                            return;
                        }
                    }
                    Err(RecvTimeoutError::Timeout) => {}
                    Err(RecvTimeoutError::Disconnected) => return,
                }
                made.retain(|index| Arc::strong_count(index) > 1);
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
