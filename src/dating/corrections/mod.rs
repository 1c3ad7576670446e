//! The user's own word, kept in one small readable file.
//!
//! ```text
//! # dateline corrections, see `dateline correct --help`
//! date <tab> 002_x.txt <tab> 2015-10-13 <tab> forum was on a Tuesday
//! event <tab> 002_x.txt <tab> 2015-10-12 <tab> on Monday <tab> He met him on Monday.
//! no-event <tab> 002_x.txt <tab> Read more on our site.
//! actor <tab> V. Putin <tab> Vladimir Putin
//! apart <tab> Bill Clinton <tab> Mrs Clinton <tab> Hillary Clinton
//! ```
//!
//! One correction a line, fields separated by tabs; the last field, a remark,
//! may be missing:
//!
//! | kind | fields |
//! | --- | --- |
//! | `date` | article, its publication day |
//! | `event` | article, when it happened, the words that dated it (may be empty), the sentence |
//! | `no-event` | article, the sentence that tells of no event |
//! | `actor` | a name, and whose it is: renames an actor, or makes it one with another |
//! | `apart` | an actor, words that the texts use for somebody else, who that is |
//!
//! Lines that start with `#` and empty lines are kept as they are, and so are
//! records of kinds that this version does not know. Of a file with a faulty
//! line the sound ones apply; it is never written over.

mod line;
#[cfg(test)]
mod tests;

pub use line::{Correction, Word, parse_when, print_when, quoted};

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use crate::file::{alone, whole_with_folder};

/// The file's name in a corpus folder; hidden, so that it is no article.
pub const FILE: &str = ".dateline-corrections.tsv";
const HEADER: &str = "# The user's corrections for dateline, fields separated by tabs: see `dateline correct --help`.";
/// A correction file is written by hand; more than this is something else.
const LARGEST: u64 = 16 << 20;

/// Why corrections can't be read or written.
#[derive(Debug, thiserror::Error)]
pub enum CorrectionError {
    /// The file can't be read, written or replaced.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A line is not a correction.
    #[error("{}:{line}: {what}", path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        what: String,
    },
    /// What was asked for can't be written as a line.
    #[error("{0}")]
    Unfit(String),
}

impl CorrectionError {
    /// The file and line at fault, short enough for a status line; empty when
    /// the fault is in no file.
    pub fn place(&self) -> String {
        let name = |path: &Path| {
            let name = path.file_name().unwrap_or(path.as_os_str());
            name.to_string_lossy().into_owned()
        };
        match self {
            Self::Io { path, .. } => name(path),
            Self::Line { path, line, .. } => format!("{}:{line}", name(path)),
            Self::Unfit(_) => String::new(),
        }
    }

    /// What is wrong, without where.
    pub fn what(&self) -> String {
        match self {
            Self::Io { source, .. } => source.to_string(),
            Self::Line { what, .. } | Self::Unfit(what) => what.clone(),
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Line {
    Ours(Correction),
    /// A comment, an empty line, a kind that a later version knows.
    Other(String),
}

/// The corrections of a corpus.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Corrections {
    lines: Vec<Line>,
}

impl Corrections {
    /// Reads a file; one that does not exist holds none.
    ///
    /// # Errors
    /// When it can't be read or a line is faulty (with its number).
    pub fn read(path: &Path) -> Result<Self, CorrectionError> {
        let (corrections, faults) = Self::read_sound(path);
        match faults.into_iter().next() {
            None => Ok(corrections),
            Some(fault) => Err(fault),
        }
    }

    /// Reads what is sound in a file, and tells every fault of it in the
    /// order of its lines. One that does not exist holds none.
    pub fn read_sound(path: &Path) -> (Self, Vec<CorrectionError>) {
        let text = match text(path) {
            Ok(text) => text,
            Err(error) => return (Self::default(), vec![error]),
        };
        let (corrections, faults) = Self::parse_sound(&text);
        let faults = faults.into_iter().map(|(line, what)| {
            let path = path.to_owned();
            CorrectionError::Line { path, line, what }
        });
        (corrections, faults.collect())
    }

    /// Reads the text of a file.
    ///
    /// # Errors
    /// The first faulty line's number, from 1, and what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, (usize, String)> {
        let (corrections, faults) = Self::parse_sound(text);
        match faults.into_iter().next() {
            None => Ok(corrections),
            Some(fault) => Err(fault),
        }
    }

    /// The sound lines, and the faulty ones by number, from 1, with what is
    /// wrong with them.
    fn parse_sound(text: &str) -> (Self, Vec<(usize, String)>) {
        let (mut corrections, mut faults) = (Self::default(), Vec::new());
        let mut known = HashMap::new();
        for (number, line) in (1..).zip(text.trim_start_matches('\u{FEFF}').lines()) {
            let line = match parse_line(line) {
                Ok(line) => line,
                Err(what) => {
                    faults.push((number, what));
                    continue;
                }
            };
            if let Line::Ours(new) = &line {
                let first = *known.entry(new.word.matter_key()).or_insert(number);
                if first != number {
                    let what = format!("this is corrected twice: line {first} counts");
                    faults.push((number, what));
                    continue;
                }
            }
            corrections.lines.push(line);
        }
        (corrections, faults)
    }

    /// All of them, in the order of the file.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = &Correction> {
        self.lines.iter().filter_map(|line| match line {
            Line::Ours(correction) => Some(correction),
            Line::Other(_) => None,
        })
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.all().next().is_none()
    }

    /// Gives a correction; it takes the place of an earlier one of the same
    /// matter.
    ///
    /// # Errors
    /// When its fields can't stand on a line.
    pub fn set(&mut self, new: Correction) -> Result<(), CorrectionError> {
        new.fits()
            .map_err(|what| CorrectionError::Unfit(what.to_owned()))?;
        let old = self.lines.iter_mut().find_map(|line| match line {
            Line::Ours(old) if old.word.same_matter(&new.word) => Some(old),
            _ => None,
        });
        match old {
            Some(old) => *old = new,
            None => self.lines.push(Line::Ours(new)),
        }
        Ok(())
    }

    /// Takes the word on this matter back; whether there was one.
    pub fn remove(&mut self, word: &Word) -> bool {
        let before = self.lines.len();
        self.lines
            .retain(|line| !matches!(line, Line::Ours(c) if c.word.same_matter(word)));
        self.lines.len() < before
    }

    /// The text of the file.
    pub fn print(&self) -> String {
        let mut text = String::new();
        if !matches!(self.lines.first(), Some(Line::Other(_))) {
            text.push_str(HEADER);
            text.push('\n');
        }
        for line in &self.lines {
            match line {
                Line::Other(line) => text.push_str(line),
                Line::Ours(correction) => text.push_str(&correction.print()),
            }
            text.push('\n');
        }
        text
    }

    /// Changes the file as it now stands: reads it, makes the change, puts a
    /// new one in its place, while no other program does the same. What it
    /// then holds.
    ///
    /// # Errors
    /// When the folder can't be written to, when the change can't be made, or
    /// when the file as it stands has a faulty line: the user's work is not
    /// written over.
    pub fn change(
        path: &Path,
        change: impl FnOnce(&mut Self) -> Result<(), CorrectionError>,
    ) -> Result<Self, CorrectionError> {
        alone(path, || {
            let before = Self::read(path)?;
            let mut there = before.clone();
            change(&mut there)?;
            if there == before {
                return Ok(there);
            }
            let print = there.print();
            let written = whole_with_folder(path, |out| out.write_all(print.as_bytes()));
            written.map_err(|source| CorrectionError::Io {
                path: path.to_owned(),
                source,
            })?;
            Ok(there)
        })
    }

    /// Makes the changes from `before` to these in the file as it now stands:
    /// what another program has put there meanwhile stays.
    ///
    /// # Errors
    /// As [`Corrections::change`].
    pub fn write_since(&self, before: &Self, path: &Path) -> Result<Self, CorrectionError> {
        let (old, new) = (before.by_matter(), self.by_matter());
        Self::change(path, |there| {
            for (matter, correction) in &new {
                if old.get(matter) != Some(correction) {
                    there.set((*correction).clone())?;
                }
            }
            for (matter, correction) in &old {
                if !new.contains_key(matter) {
                    there.remove(&correction.word);
                }
            }
            Ok(())
        })
    }

    /// In the order of what they are about.
    fn by_matter(&self) -> BTreeMap<String, &Correction> {
        self.all().map(|c| (c.word.matter_key(), c)).collect()
    }
}

/// The text of a file; empty when there is none.
fn text(path: &Path) -> Result<String, CorrectionError> {
    let io = |source| CorrectionError::Io {
        path: path.to_owned(),
        source,
    };
    match fs::metadata(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(String::new()),
        Err(error) => return Err(io(error)),
        Ok(data) if data.len() > LARGEST => {
            return Err(io(std::io::Error::other(
                "too large for a file of corrections",
            )));
        }
        Ok(_) => {}
    }
    fs::read_to_string(path).map_err(io)
}

fn parse_line(line: &str) -> Result<Line, String> {
    if line.trim().is_empty() || line.starts_with('#') {
        return Ok(Line::Other(line.to_owned()));
    }
    if let Some(correction) = line::parse(line)? {
        return Ok(Line::Ours(correction));
    }
    let kind = line.split('\t').next().unwrap_or_default();
    let known = kind.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    match known && line.contains('\t') {
        true => Ok(Line::Other(line.to_owned())),
        false => {
            Err("not a correction: expected a kind and its fields with tabs between".to_owned())
        }
    }
}
