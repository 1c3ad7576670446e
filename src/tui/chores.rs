//! What takes files and therefore a thread of its own.
//!
//! [`Places`] knows where things are; a [`Chore`] is done by [`do_it`], off
//! the interface thread, and comes back as a [`Done`].

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crossbeam_channel::{Receiver, Sender, unbounded};
use rustc_hash::FxHashMap;

use super::notebook::key;
use crate::dating::corrections::{CorrectionError, Corrections};
use crate::export::{Format, left_out, write_noted};
use crate::file::whole;
use crate::keep::{Item, Kept, Key};
use crate::load::{Corpus, Known, corrections};
use crate::store::{EventRef, Selection, Snapshot};

/// Something to be done with files.
#[derive(Clone, Debug)]
pub enum Chore {
    /// Keep the corrections and let the corpus follow them.
    Correct(Corrections),
    /// Keep bookmarks, tags, notes and views.
    Keep(Arc<Kept>),
    /// Write events to a file.
    Export(Export),
    /// Add a line to a file.
    Cite {
        /// The file.
        path: PathBuf,
        /// The line.
        text: String,
    },
}

/// Events to be written to a file.
#[derive(Clone, Debug)]
pub struct Export {
    /// The file.
    pub path: PathBuf,
    /// The form.
    pub format: Format,
    /// Whether a file of that name may be replaced.
    pub force: bool,
    /// The heading.
    pub title: String,
    /// The corpus.
    pub snapshot: Arc<Snapshot>,
    /// Its events that are shown.
    pub selection: Selection,
    /// Only these rows, whatever is shown.
    pub only: Option<Vec<usize>>,
    /// Notes and tags to go with them.
    pub kept: Arc<Kept>,
}

/// A chore that was done, or could not be.
#[derive(Clone, Debug)]
pub enum Done {
    /// The corrections are kept; what is now known. Else why not.
    Corrected(Result<Known, String>),
    /// Bookmarks and the like are kept; else why not.
    Kept(Result<(), String>),
    /// What became of an export.
    Exported(Exported),
    /// The citation is in this file; else why not.
    Cited(Result<PathBuf, String>),
}

/// What became of an export.
#[derive(Clone, Debug)]
pub enum Exported {
    /// So many events are in the file.
    Written {
        /// The file.
        path: PathBuf,
        /// Events in it.
        events: usize,
        /// Events for which the form has no place.
        left_out: usize,
    },
    /// A file of that name is there.
    IsThere(Box<Export>),
    /// Why it can't be written.
    Failed(String),
}

/// Where the files of a corpus are.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// The file of corrections that is written.
    pub corrections: Option<PathBuf>,
    /// What this program last read from it or wrote to it.
    pub last_given: Corrections,
    /// The file of bookmarks, notes and views.
    pub kept: Option<PathBuf>,
    /// What this program last read from it or wrote to it.
    pub last_kept: Arc<Kept>,
    /// The file of the session.
    pub session: Option<PathBuf>,
    /// Where to write it when that can't be written to.
    refuge: Option<PathBuf>,
    /// All files of corrections that count, the one that wins last.
    read: Vec<PathBuf>,
}

impl Places {
    /// For a corpus; `beside`: corrections stand beside the articles unless
    /// there are some in the data folder already.
    pub fn of(corpus: &Corpus, beside: bool) -> Self {
        let read = corrections::files(corpus);
        let path = match corpus {
            Corpus::Bundled => None,
            Corpus::Paths(paths) => paths.first().map(PathBuf::as_path),
        };
        let data = corrections::in_data(path);
        let next_to = path.and_then(corrections::beside);
        let there = |file: &Option<PathBuf>| file.as_ref().is_some_and(|file| file.exists());
        let chosen = if there(&next_to) || (beside && next_to.is_some() && !there(&data)) {
            next_to
        } else {
            data.clone().or(next_to)
        };
        let paths = match corpus {
            Corpus::Bundled => &[][..],
            Corpus::Paths(paths) => paths,
        };
        Self {
            kept: corrections::data_file("kept", paths, "toml"),
            last_given: Corrections::default(),
            last_kept: Arc::default(),
            session: corrections::data_file("sessions", paths, "toml"),
            corrections: chosen,
            refuge: data,
            read,
        }
    }

    /// The corrections as they now stand, and the faults of their file.
    pub fn given(&self) -> (Corrections, Vec<CorrectionError>) {
        match &self.corrections {
            Some(file) => Corrections::read_sound(file),
            None => Default::default(),
        }
    }

    fn keep(&mut self, kept: Arc<Kept>) -> Result<(), String> {
        let file = self.kept.as_ref();
        let file = file.ok_or("there is no data folder to keep it in")?;
        kept.write_since(&self.last_kept, file)
            .map_err(|error| match error.is_in_a_line() {
                true => unmended(&error.place(), error.what()),
                false => error.to_string(),
            })?;
        self.last_kept = kept;
        Ok(())
    }

    fn correct(&mut self, given: &Corrections) -> Result<Known, String> {
        let file = self
            .corrections
            .clone()
            .ok_or("there is no place for corrections of this corpus")?;
        if let Err(error) = given.write_since(&self.last_given, &file) {
            let refuge = self.refuge.clone().filter(|refuge| *refuge != file);
            match (&error, refuge) {
                (CorrectionError::Io { .. }, Some(refuge)) => {
                    let nothing = Corrections::default();
                    let kept = given.write_since(&nothing, &refuge);
                    kept.map_err(|_| error.to_string())?;
                    self.corrections = Some(refuge);
                }
                (CorrectionError::Line { .. }, _) => {
                    return Err(unmended(&error.place(), &error.what()));
                }
                _ => return Err(error.to_string()),
            }
        }
        self.last_given = given.clone();
        let mut all = Vec::new();
        for file in &self.read {
            // Faults were told at the load; what is sound counts.
            all.extend(Corrections::read_sound(file).0.all().cloned());
        }
        Ok(Known::new(&all))
    }
}

/// Why nothing is written to a file of the user's: it has a fault, at this
/// place of it, and is not written over.
pub fn unmended(place: &str, what: &str) -> String {
    format!("mend {place} first: {what}")
}

/// Does a chore.
pub fn do_it(chore: Chore, places: &mut Places) -> Done {
    match chore {
        Chore::Correct(given) => Done::Corrected(places.correct(&given)),
        Chore::Keep(kept) => Done::Kept(places.keep(kept)),
        Chore::Export(export) => Done::Exported(write(export)),
        Chore::Cite { path, text } => Done::Cited(match append(&path, &text) {
            Ok(()) => Ok(path),
            Err(error) => Err(format!("{}: {error}", path.display())),
        }),
    }
}

/// Writes an export whole or not at all.
fn write(export: Export) -> Exported {
    if !export.force && export.path.exists() {
        return Exported::IsThere(Box::new(export));
    }
    let Export {
        path,
        format,
        title,
        snapshot,
        selection,
        only,
        kept,
        ..
    } = &export;
    let items: FxHashMap<&Key, &Item> = kept.items.iter().map(|i| (&i.event, i)).collect();
    let note = |event: &EventRef<'_>| {
        if items.is_empty() {
            return None;
        }
        let key = key(&event.analysis(), event.index())?;
        items.get(&key).copied()
    };
    let add = |event: &EventRef<'_>, tags: &mut Vec<_>, words: &mut Option<_>| {
        let Some(item) = note(event) else { return };
        tags.extend(item.bookmark.then_some("bookmark"));
        tags.extend(item.tags.iter().map(String::as_str));
        *words = Some(item.note.as_str()).filter(|note| !note.is_empty());
    };
    let rows = || -> Box<dyn Iterator<Item = EventRef<'_>>> {
        match only {
            Some(rows) => Box::new(rows.iter().filter_map(|row| snapshot.event(*row))),
            None => {
                Box::new((0..selection.count()).filter_map(|at| snapshot.event_at(selection, at)))
            }
        }
    };
    let events = match only {
        Some(rows) => rows.len(),
        None => selection.count(),
    };
    let left_out = left_out(*format, rows());
    let mut rows = Some(rows());
    let written = whole(path, |out| {
        let mut rows = rows.take().into_iter().flatten();
        write_noted(
            *format,
            title,
            snapshot,
            &mut rows,
            &|event, record| add(event, &mut record.tags, &mut record.note),
            out,
        )
    });
    match written {
        Ok(()) => Exported::Written {
            path: path.clone(),
            events: events - left_out,
            left_out,
        },
        Err(error) => Exported::Failed(format!("{}: {error}", path.display())),
    }
}

/// Adds a line at the end of a file, safely on the disk.
fn append(path: &Path, text: &str) -> io::Result<()> {
    let mut file = std::fs::File::options()
        .append(true)
        .create(true)
        .open(path)?;
    file.write_all(format!("{text}\n").as_bytes())?;
    file.sync_all()
}

/// The two ends of the thread that does chores.
pub type Office = (Sender<Chore>, Receiver<Done>);

/// Starts the thread; chores are done in their order.
///
/// # Errors
/// When the system gives no thread.
pub fn office(mut places: Places) -> io::Result<Office> {
    let (chores, inbox) = unbounded::<Chore>();
    let (outbox, done) = unbounded();
    std::thread::Builder::new()
        .name("chores".into())
        .spawn(move || {
            for chore in inbox {
                if outbox.send(do_it(chore, &mut places)).is_err() {
                    return;
                }
            }
        })?;
    Ok((chores, done))
}
