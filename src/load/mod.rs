//! The threads that run the whole chain, with progress and cancellation.
//!
//! ```text
//! walker → readers (files to raw articles) → analysers (text, dates, names)
//!        → builder (order, corpus-wide actors and dating, events, segments)
//!        → snapshots
//! ```
//!
//! Plain threads and bounded channels. The builder takes articles in the
//! order of their files' names, so the same input gives the same answer
//! whatever the number of cores; back-pressure keeps memory bounded.
//!
//! After the load the builder stays: for the user's corrections, and where
//! the files are watched (`watch`), for what changes in them (`reload`).

mod analyse;
mod at_once;
mod build;
mod bundled;
pub mod cache;
pub mod corrections;
mod gently;
mod ledger;
mod memory;
mod moved;
mod named;
mod naming;
mod order;
mod publish;
mod read;
mod reload;
mod remarks;
mod revise;
mod shelf;
mod undated;
mod viewed;
mod watch;

pub use analyse::{Depth, Ready, Record, parse};
pub use moved::Moved;
pub use order::in_order;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, unbounded};

pub use corrections::Known;

use crate::store::Snapshot;

/// What to load.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Corpus {
    /// Files and folders; `-` is standard input.
    Paths(Vec<PathBuf>),
    /// The sample corpus inside the program.
    Bundled,
}

impl Corpus {
    /// The corpus a command line names: the bundled one when it names none.
    pub fn named(paths: &[PathBuf]) -> Self {
        if paths.is_empty() {
            Self::Bundled
        } else {
            Self::Paths(paths.to_vec())
        }
    }

    /// A short name for a title: the folder's or file's own name.
    pub fn title(&self) -> String {
        match self {
            Self::Bundled => "bundled corpus".to_owned(),
            Self::Paths(paths) => {
                let first = paths.first().map(PathBuf::as_path).unwrap_or(".".as_ref());
                let full = first.canonicalize().unwrap_or_else(|_| first.to_owned());
                let name = full
                    .file_name()
                    .unwrap_or(first.as_os_str())
                    .to_string_lossy();
                match paths.len() {
                    0 | 1 => name.into_owned(),
                    more => format!("{name} +{}", more - 1),
                }
            }
        }
    }
}

/// How far a load is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Progress {
    /// Files found so far.
    pub files: usize,
    /// Files read to the end.
    pub files_done: usize,
    /// Articles in the snapshot.
    pub articles: usize,
    /// Events in the snapshot.
    pub events: usize,
    /// Bytes of all files found.
    pub bytes: u64,
    /// Bytes read.
    pub bytes_done: u64,
    /// Articles whose names are known, once they are looked for.
    pub named: usize,
    /// Since the start.
    pub elapsed: Duration,
    /// Since the stage began.
    pub stage_elapsed: Duration,
    /// Whether all files are known.
    pub walked: bool,
    /// What is going on.
    pub stage: Stage,
}

/// What a load is doing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    /// Reading files.
    #[default]
    Reading,
    /// Dating what could not be dated alone.
    Dating,
    /// Finding names where that was put off.
    Naming,
    /// Finished, or cancelled.
    Done,
}

/// What a load tells while it runs.
#[derive(Clone, Debug)]
pub enum Update {
    /// How far it is; several a second.
    Progress(Progress),
    /// Everything so far; generations only grow.
    Snapshot(Arc<Snapshot>),
    /// Files changed and everything was loaded anew: ids are others from now
    /// on.
    Reloaded(Arc<Snapshot>, Box<Moved>),
}

/// Stops the threads of a load soon after it is set.
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Asks for the stop.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether it was asked for.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// A running load. Dropping it stops the load.
#[derive(Debug)]
pub struct Handle {
    /// Progress and snapshots. Disconnects when the load has ended and no
    /// corrections can come any more.
    pub updates: Receiver<Update>,
    cancel: Cancel,
    /// Whether files that change are read again.
    pub watches: bool,
    /// The builder stays for corrections while this is held.
    words: Option<Sender<Known>>,
}

impl Handle {
    /// Asks the load to stop; returns at once.
    pub fn cancel(&self) {
        self.cancel.cancel();
    }

    /// Gives the user's word anew, whole; it returns at once. Once the load
    /// is complete everything that depends on what changed is worked out
    /// again and comes as one more snapshot.
    pub fn correct(&self, known: Known) {
        if let Some(words) = &self.words {
            // Fails only when the builder is gone; then nothing comes.
            let _ = words.send(known);
        }
    }

    /// No corrections will come: [`Handle::updates`] ends with the load.
    pub fn final_words(&mut self) {
        self.words = None;
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.words = None;
        self.cancel.cancel();
    }
}

/// How to load.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Date each article from itself alone, not from its neighbours.
    pub alone: bool,
    /// Where what is understood is kept for the next time; `None`: nowhere.
    pub cache: Option<cache::Choice>,
    /// From so many bytes on, all dates come first and names later, in the
    /// background. `None`: both at once, which in all takes less time.
    pub dates_first: Option<u64>,
    /// How much of each article is understood; only what is understood whole
    /// should be cached.
    pub depth: Depth,
    /// Watch the files: what is added, changed or removed after the load
    /// comes as [`Update::Reloaded`].
    pub watch: bool,
    /// Somebody presses keys meanwhile: the threads of the load
    /// [give way](give_way).
    pub behind: bool,
}

/// Starts loading `corpus` on background threads and returns at once.
pub fn start(corpus: Corpus, options: Options) -> Handle {
    let cancel = Cancel::default();
    let (sender, updates) = unbounded();
    let (words, corrections) = unbounded();
    let stop = cancel.clone();
    let watches = watch::can(&corpus, &options);
    spawn("builder", move || {
        build::run(corpus, options, &sender, &corrections, &stop)
    });
    Handle {
        updates,
        cancel,
        watches,
        words: Some(words),
    }
}

/// Loads everything and returns the last snapshot.
pub fn load_all(corpus: Corpus, options: Options) -> Arc<Snapshot> {
    let mut handle = start(corpus, options);
    handle.final_words();
    let mut last = Arc::default();
    for update in &handle.updates {
        if let Update::Snapshot(snapshot) = update {
            last = snapshot;
        }
    }
    last
}

/// Cores this process may use, at least 1.
pub fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// Lets other threads go first, from now on, where the system tells threads
/// apart: this one and those that it starts get what the others leave, which
/// is everything but the moments in which a key is answered. Elsewhere (and
/// where the system refuses) all go alike, as if it had not been asked.
pub fn give_way() {
    #[cfg(target_os = "linux")]
    let _ = rustix::process::nice(BACK);
}

/// How far threads of a load stand back, in the system's measure of niceness:
/// to about a third of a share, so that a busy machine does not stop the load.
#[cfg(target_os = "linux")]
const BACK: i32 = 5;

/// A named thread. When the system gives no more threads, the work runs here
/// and now instead: slower, never lost.
fn spawn(name: &str, work: impl FnOnce() + Send + 'static) {
    let work = Arc::new(std::sync::Mutex::new(Some(work)));
    let run = {
        let work = work.clone();
        move || {
            let taken = work.lock().ok().and_then(|mut work| work.take());
            if let Some(work) = taken {
                work();
            }
        }
    };
    if std::thread::Builder::new()
        .name(name.to_owned())
        .spawn(run.clone())
        .is_err()
    {
        run();
    }
}

type Updates = Sender<Update>;
