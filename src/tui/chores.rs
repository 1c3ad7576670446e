//! What takes files and therefore a thread of its own.
//!
//! [`Places`] knows where things are; a [`Chore`] is done by [`do_it`], off
//! the interface thread, and comes back as a [`Done`].

use std::io;
use std::path::PathBuf;

use crossbeam_channel::{Receiver, Sender, unbounded};

use crate::dating::corrections::{CorrectionError, Corrections};
use crate::load::{Corpus, Known, corrections};

/// Something to be done with files.
#[derive(Clone, Debug, PartialEq)]
pub enum Chore {
    /// Keep the corrections and let the corpus follow them.
    Correct(Corrections),
}

/// A chore that was done, or could not be.
#[derive(Clone, Debug, PartialEq)]
pub enum Done {
    /// The corrections are kept; what is now known. Else why not.
    Corrected(Result<Known, String>),
}

/// Where the files of a corpus are.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// The file of corrections that is written.
    pub corrections: Option<PathBuf>,
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
        Self {
            corrections: chosen,
            refuge: data,
            read,
        }
    }

    /// The corrections as they now stand.
    ///
    /// # Errors
    /// When the file can't be read or has a fault.
    pub fn given(&self) -> Result<Corrections, CorrectionError> {
        match &self.corrections {
            Some(file) => Corrections::read(file),
            None => Ok(Corrections::default()),
        }
    }

    fn correct(&mut self, given: &Corrections) -> Result<Known, String> {
        let file = self
            .corrections
            .clone()
            .ok_or("there is no place for corrections of this corpus")?;
        if let Err(error) = given.write(&file) {
            let refuge = self.refuge.clone().filter(|refuge| *refuge != file);
            match (&error, refuge) {
                (CorrectionError::Io { .. }, Some(refuge)) => {
                    given.write(&refuge).map_err(|_| error.to_string())?;
                    self.corrections = Some(refuge);
                }
                _ => return Err(error.to_string()),
            }
        }
        let mut all = Vec::new();
        for file in &self.read {
            match Corrections::read(file) {
                Ok(corrections) => all.extend(corrections.all().cloned()),
                // Told of at the load; here only what is sound counts.
                Err(_) => continue,
            }
        }
        Ok(Known::new(&all))
    }
}

/// Does a chore.
pub fn do_it(chore: Chore, places: &mut Places) -> Done {
    match chore {
        Chore::Correct(given) => Done::Corrected(places.correct(&given)),
    }
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
