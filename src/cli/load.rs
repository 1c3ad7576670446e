//! Loading for the headless commands: everything, then its problems.

use std::path::PathBuf;
use std::sync::Arc;

use super::output::{Exit, complain};
use crate::load::{Corpus, Options, load_all};
use crate::source::{Notice, Severity};
use crate::store::Snapshot;

/// A corpus read to the end.
pub struct Loaded {
    /// Everything.
    pub snapshot: Arc<Snapshot>,
    unreadable: bool,
}

impl Loaded {
    /// The exit code of a listing that printed so many records.
    pub fn exit(&self, printed: usize) -> Exit {
        match printed {
            0 if self.unreadable => Exit::Usage,
            0 => Exit::Nothing,
            _ => Exit::Done,
        }
    }
}

/// Loads the named paths (the bundled corpus when none), telling on standard
/// error what could not be read.
pub fn load(paths: &[PathBuf], options: Options) -> Loaded {
    let snapshot = load_all(Corpus::named(paths), options);
    let unreadable = snapshot.articles.is_empty();
    for notice in snapshot
        .notices
        .iter()
        .filter(|n| unreadable || n.severity == Severity::Error)
    {
        complain(&line(notice));
    }
    if unreadable && snapshot.notices.is_empty() {
        nothing_found(paths);
    }
    Loaded {
        snapshot,
        unreadable,
    }
}

/// Tells that there is no article in what was named.
pub fn nothing_found(paths: &[PathBuf]) {
    let named: Vec<String> = paths.iter().map(|p| p.display().to_string()).collect();
    complain(&format!("{}: no article found", named.join(", ")));
}

/// A notice as one line: place, what is wrong.
pub fn line(notice: &Notice) -> String {
    let path = notice.path.display();
    match notice.line {
        0 => format!("{path}: {}", notice.message),
        line => format!("{path}:{line}: {}", notice.message),
    }
}
