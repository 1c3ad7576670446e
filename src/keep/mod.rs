//! What the user keeps of a corpus: bookmarks, tags, notes and saved views,
//! in one readable file; and where one was, in another.
//!
//! ```toml
//! [[event]]
//! article = "002_x.txt"
//! sentence = "Sergey Lavrov met John Kerry in Vienna on Monday."
//! words = "on Monday"
//! bookmark = true
//! tags = ["vienna"]
//! letter = "v"
//! note = """
//! Ask who else was
//! in the room."""
//!
//! [[view]]
//! name = "october"
//! query = "from:2015-10-01 to:2015-10-31"
//! ```
//!
//! An event is known by its article, its sentence and the words that date it,
//! so that it is found again however the corpus is read. What this version
//! does not know is kept; of a file with a fault the sound entries apply, and
//! it is never written over.

mod session;
mod sound;

pub use session::Session;

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::config::FileError;
use crate::file::{alone, whole_with_folder};

/// Nobody writes more by hand.
const LARGEST: u64 = 64 << 20;

const HEADER: &str = "\
# What you keep of a corpus in dateline: bookmarks, tags, notes, saved views.
# You may edit it while the program does not run; comments are not kept.

";

/// Everything kept of a corpus.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// Events with a bookmark, tags or a note.
    #[serde(default, rename = "event", skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<Item>,
    /// Saved views.
    #[serde(default, rename = "view", skip_serializing_if = "Vec::is_empty")]
    pub views: Vec<View>,
    /// What a later version wrote.
    #[serde(flatten)]
    rest: toml::Table,
}

/// An event with what is kept of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// The event.
    #[serde(flatten)]
    pub event: Key,
    /// Whether it has a bookmark.
    #[serde(default, skip_serializing_if = "is_false")]
    pub bookmark: bool,
    /// Its tags.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// The note on it; empty when there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The letter that leads to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub letter: Option<char>,
}

/// An event by what stays the same however the corpus is read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Key {
    /// The article's id.
    pub article: String,
    /// The sentence, on one line, its beginning where it is long.
    pub sentence: String,
    /// The words that date it; empty when none do.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

/// A filter by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// Its name.
    pub name: String,
    /// The filter in the query language.
    pub query: String,
}

fn is_false(flag: &bool) -> bool {
    !flag
}

impl Item {
    /// Whether nothing is kept of the event.
    pub fn is_empty(&self) -> bool {
        self.letter.is_none() && !self.says_something()
    }

    /// Whether there is more than a letter, which is a way to a place and
    /// says nothing of it.
    pub fn says_something(&self) -> bool {
        self.bookmark || !self.tags.is_empty() || !self.note.is_empty()
    }
}

impl Kept {
    /// Reads a file; one that does not exist holds nothing.
    ///
    /// # Errors
    /// When it can't be read or has a fault, with its line.
    pub fn read(path: &Path) -> Result<Self, FileError> {
        let (kept, faults) = Self::read_sound(path);
        match faults.into_iter().next() {
            None => Ok(kept),
            Some(fault) => Err(fault),
        }
    }

    /// Reads what is sound in a file, and tells every fault of it. One that
    /// does not exist holds nothing.
    pub fn read_sound(path: &Path) -> (Self, Vec<FileError>) {
        match text(path) {
            Ok(None) => Default::default(),
            Ok(Some(text)) => sound::read(path, &text),
            Err(error) => (Self::default(), vec![error]),
        }
    }

    /// The text of the file.
    pub fn print(&self) -> String {
        // Strings, flags and lists of them can always be written as TOML.
        let body = toml::to_string_pretty(self).unwrap_or_default();
        format!("{HEADER}{body}")
    }

    /// Writes the file whole or not at all.
    ///
    /// # Errors
    /// When it can't be written, or when what is there has a fault: the
    /// user's work is not written over.
    pub fn write(&self, path: &Path) -> Result<(), FileError> {
        Self::read(path)?;
        let print = self.print();
        whole_with_folder(path, |out| out.write_all(print.as_bytes()))
            .map_err(|error| FileError::new(path, 0, error.to_string()))
    }

    /// Writes what changed since `before` into what now stands in the file:
    /// what another program has kept there meanwhile stays.
    ///
    /// # Errors
    /// As [`Kept::write`].
    pub fn write_since(&self, before: &Kept, path: &Path) -> Result<(), FileError> {
        alone(path, || self.merged_since(before, path)?.write(path))
    }

    /// What stands in the file, with what changed here since `before`.
    fn merged_since(&self, before: &Kept, path: &Path) -> Result<Self, FileError> {
        let mut there = Self::read(path)?;
        let of = |kept: &Kept, event: &Key| {
            let item = kept.items.iter().find(|item| item.event == *event);
            item.cloned()
        };
        for Item { event, .. } in before.items.iter().chain(&self.items) {
            let now = of(self, event);
            if of(before, event) != now {
                there.change(event, |item| {
                    *item = now.unwrap_or(Item {
                        event: event.clone(),
                        ..Item::default()
                    });
                });
            }
        }
        let view = |kept: &Kept, name: &str| {
            let view = kept.views.iter().find(|view| view.name == name);
            view.cloned()
        };
        for View { name, .. } in before.views.iter().chain(&self.views) {
            let now = view(self, name);
            if view(before, name) != now {
                there.views.retain(|view| view.name != *name);
                there.views.extend(now);
            }
        }
        Ok(there)
    }

    /// Changes what is kept of an event; nothing left of it is forgotten.
    pub fn change(&mut self, event: &Key, change: impl FnOnce(&mut Item)) {
        let at = match self.items.iter().position(|item| item.event == *event) {
            Some(at) => at,
            None => {
                self.items.push(Item {
                    event: event.clone(),
                    ..Item::default()
                });
                self.items.len() - 1
            }
        };
        change(&mut self.items[at]);
        if self.items[at].is_empty() {
            self.items.remove(at);
        }
    }
}

/// The text of a file that may not be there.
fn text(path: &Path) -> Result<Option<String>, FileError> {
    let fault = |error: io::Error| FileError::new(path, 0, error.to_string());
    match fs::metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(fault(error)),
        Ok(data) if data.len() > LARGEST => {
            return Err(fault(io::Error::other("too large for a file of notes")));
        }
        Ok(_) => {}
    }
    fs::read_to_string(path).map(Some).map_err(fault)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(sentence: &str) -> Key {
        Key {
            article: "a.txt".to_owned(),
            sentence: sentence.to_owned(),
            words: "on Monday".to_owned(),
        }
    }

    #[test]
    fn is_read_back_and_readable() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kept").join("x.toml");
        let mut kept = Kept::read(&path).unwrap();
        kept.change(&key("He came."), |item| {
            item.bookmark = true;
            item.note = "first line\n\"second\" \\ line\n\ttab".to_owned();
            item.tags = vec!["vienna".to_owned()];
            item.letter = Some('v');
        });
        kept.views.push(View {
            name: "october".to_owned(),
            query: "from:2015-10-01 \"safe zones\"".to_owned(),
        });
        kept.write(&path).unwrap();
        assert_eq!(Kept::read(&path).unwrap(), kept);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains("first line\n"), "lines stay lines: {text}");
        kept.change(&key("He came."), |item| {
            *item = Item {
                event: item.event.clone(),
                ..Item::default()
            }
        });
        assert!(kept.items.is_empty());
    }

    #[test]
    fn two_programs_keep_both_their_notes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.toml");
        let start = Kept::default();
        let noted = |from: &Kept, sentence: &str, note: &str| {
            let mut kept = from.clone();
            kept.change(&key(sentence), |item| item.note = note.to_owned());
            kept
        };
        let one = noted(&start, "He came.", "from one");
        one.write_since(&start, &path).unwrap();
        let two = noted(&start, "He left.", "from two");
        two.write_since(&start, &path).unwrap();
        assert_eq!(Kept::read(&path).unwrap().items.len(), 2);
        // Taken back by the one, the other's stays.
        noted(&one, "He came.", "")
            .write_since(&one, &path)
            .unwrap();
        assert_eq!(Kept::read(&path).unwrap().items, two.items);
    }

    #[test]
    fn a_fault_is_told_and_never_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.toml");
        fs::write(&path, "[[event]]\narticle = \"a\"\nsentence = 3\n").unwrap();
        let error = Kept::read(&path).unwrap_err().to_string();
        assert!(error.contains("x.toml:"), "{error}");
        assert!(Kept::default().write(&path).is_err());
        assert!(fs::read_to_string(&path).unwrap().contains("sentence = 3"));
    }

    #[test]
    fn what_a_later_version_wrote_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.toml");
        fs::write(&path, "future = 1\n").unwrap();
        let kept = Kept::read(&path).unwrap();
        kept.write(&path).unwrap();
        assert!(fs::read_to_string(&path).unwrap().contains("future = 1"));
    }
}
