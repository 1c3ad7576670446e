//! Threads beside the interface's own: names made searchable, lanes.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, unbounded};

use super::layers::{Question, Row};
use crate::actor::Actor;
use crate::load::give_way;
use crate::query::fuzzy::{ActorIndex, Picker};
use crate::query::worker::Newest;
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

/// Questions for actors in, the number of a question and its rows out.
pub type Picking = (Newest<Option<Question>>, Receiver<(u64, Vec<Row>)>);

/// Finds the actors that fit what was typed; a question takes the place of
/// those before it. Between questions (with `None`) no names are held.
///
/// # Errors
/// When the system gives no thread.
pub fn pick_thread() -> io::Result<Picking> {
    let (outbox, answers) = unbounded();
    let mut last: Option<Picker> = None;
    let newest = Newest::spawn("actors", move |_, question: Option<Question>, stop| {
        let before = last.take();
        let Some(question) = question else {
            return;
        };
        let same = before.filter(|picker| Arc::ptr_eq(picker.index(), &question.index));
        let mut picker = same.unwrap_or_else(|| Picker::new(question.index.clone()));
        if let Some(rows) = question.rows(&mut picker, stop) {
            // Nobody listens any more: the program ends.
            let _ = outbox.send((question.number, rows));
        }
        last = Some(picker);
    })?;
    Ok((newest, answers))
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
