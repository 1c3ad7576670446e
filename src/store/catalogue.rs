//! Actors and notices by number: of a snapshot that was kept, they are read
//! when somebody looks at them.

use std::ops::{Index, Range};
use std::sync::OnceLock;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::map::Column;
use crate::actor::Actor;
use crate::source::{Notice, Severity};

/// Entries that are read together.
pub(super) const TOGETHER: usize = 64;

/// What can be in a catalogue.
pub trait Entry: Clone + Serialize + DeserializeOwned {
    /// Stands for one that can't be read; damage that is found and told of
    /// soon after.
    fn lost() -> Self;
}

impl Entry for Actor {
    fn lost() -> Self {
        Self::default()
    }
}

impl Entry for Notice {
    fn lost() -> Self {
        Self {
            path: Default::default(),
            line: 0,
            severity: Severity::Info,
            message: String::new(),
        }
    }
}

/// Entries by number; immutable.
#[derive(Debug)]
pub struct Catalogue<T> {
    /// Those in memory.
    first: Vec<T>,
    /// Those after them, as they were written.
    bytes: Column<u8>,
    pages: Vec<Page<T>>,
    /// Number of all of them.
    len: usize,
}

/// Up to [`TOGETHER`] entries.
#[derive(Debug)]
struct Page<T> {
    bytes: Range<usize>,
    len: usize,
    read: OnceLock<Vec<T>>,
}

impl<T> Default for Catalogue<T> {
    fn default() -> Self {
        Vec::new().into()
    }
}

impl<T> From<Vec<T>> for Catalogue<T> {
    fn from(first: Vec<T>) -> Self {
        Self {
            len: first.len(),
            bytes: Column::default(),
            pages: Vec::new(),
            first,
        }
    }
}

impl<T> FromIterator<T> for Catalogue<T> {
    fn from_iter<I: IntoIterator<Item = T>>(entries: I) -> Self {
        entries.into_iter().collect::<Vec<T>>().into()
    }
}

impl<T: Entry> Page<T> {
    fn entries(&self, bytes: &[u8]) -> &[T] {
        self.read.get_or_init(|| {
            let bytes = bytes.get(self.bytes.clone());
            let read = bytes.and_then(|bytes| postcard::from_bytes(bytes).ok());
            let mut read: Vec<T> = read.unwrap_or_default();
            read.resize_with(self.len, T::lost);
            read
        })
    }
}

impl<T: Entry> Catalogue<T> {
    /// Some entries and after them so many others, as they were written:
    /// [`TOGETHER`] up to each of some ends (the last may be fewer).
    pub(super) fn over(first: Vec<T>, bytes: Column<u8>, ends: Vec<usize>, len: usize) -> Self {
        let begins = std::iter::once(0).chain(ends.iter().copied());
        let pages = begins
            .zip(&ends)
            .enumerate()
            .map(|(at, (begin, &end))| Page {
                bytes: begin..end,
                len: len.saturating_sub(at * TOGETHER).min(TOGETHER),
                read: OnceLock::new(),
            });
        Self {
            len: first.len() + len,
            pages: pages.collect(),
            bytes,
            first,
        }
    }

    /// Number of entries.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The entry of a number.
    pub fn get(&self, number: usize) -> Option<&T> {
        match number.checked_sub(self.first.len()) {
            None => self.first.get(number),
            Some(at) => {
                let page = self.pages.get(at / TOGETHER)?;
                page.entries(&self.bytes).get(at % TOGETHER)
            }
        }
    }

    /// All entries by number.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &T> + Clone {
        let pages = self.pages.iter();
        let pages = pages.flat_map(|page| page.entries(&self.bytes));
        self.first.iter().chain(pages)
    }

    /// All entries, in a list of their own.
    pub fn to_vec(&self) -> Vec<T> {
        self.iter().cloned().collect()
    }
}

impl<T: Entry> Index<usize> for Catalogue<T> {
    type Output = T;

    fn index(&self, number: usize) -> &T {
        self.get(number).expect("a number below the length")
    }
}

impl<'a, T: Entry> IntoIterator for &'a Catalogue<T> {
    type Item = &'a T;
    type IntoIter = Box<dyn DoubleEndedIterator<Item = &'a T> + 'a>;

    fn into_iter(self) -> Self::IntoIter {
        Box::new(self.iter())
    }
}
