//! Numbers that lie in memory or in a file that is mapped into it, and the
//! one place in which the program says of itself what the compiler can't see.
//!
//! Only files of the program's own making are mapped, of which it holds that
//! they are written under another name, renamed, and never changed or cut
//! again, only deleted; a mapping outlives that. Whoever else writes into
//! them can make the numbers wrong, as a failing disk can: so every number in
//! a mapped file may be any number until its checksum was verified, and who
//! reads it must not rely on more. Whoever cuts such a file while it is
//! mapped ends the program.
#![allow(unsafe_code)]

use std::fs::File;
use std::io::{self, Read, Seek};
use std::ops::{Deref, Range};
use std::ptr::NonNull;
use std::sync::Arc;

use bytemuck::{Pod, Zeroable, cast_slice, cast_slice_mut};

use super::{Flags, SourceId};
use crate::Span;
use crate::actor::ActorId;

// SAFETY: these are structures of one or two unsigned numbers without padding
// (`repr(transparent)` and `repr(C)`), and any numbers are allowed in them.
unsafe impl Zeroable for ActorId {}
unsafe impl Pod for ActorId {}
unsafe impl Zeroable for SourceId {}
unsafe impl Pod for SourceId {}
unsafe impl Zeroable for Flags {}
unsafe impl Pod for Flags {}
unsafe impl Zeroable for Span {}
unsafe impl Pod for Span {}

/// The bytes of a whole file, mapped; read where it can't be mapped. Cloning
/// is cheap.
#[derive(Clone, Debug)]
pub struct Map(Arc<Bytes>);

#[derive(Debug)]
enum Bytes {
    Mapped(memmap2::Mmap),
    /// The file's bytes with the alignment that numbers need, and how many.
    Read(Vec<u64>, usize),
}

impl Map {
    /// Maps a file that is written once and never changed or cut.
    ///
    /// # Errors
    /// When it can neither be mapped nor read.
    pub fn of(file: &File) -> io::Result<Self> {
        // SAFETY: the file is one of the program's own (see above), so nobody
        // changes it while it is mapped.
        let bytes = match unsafe { memmap2::Mmap::map(file) } {
            Ok(map) => Bytes::Mapped(map),
            Err(_) => Self::read(file)?,
        };
        Ok(Self(Arc::new(bytes)))
    }

    fn read(mut file: &File) -> io::Result<Bytes> {
        let len = usize::try_from(file.metadata()?.len()).map_err(io::Error::other)?;
        let mut words = vec![0u64; len.div_ceil(8)];
        let bytes: &mut [u8] = cast_slice_mut(&mut words);
        file.rewind()?;
        file.read_exact(&mut bytes[..len])?;
        Ok(Bytes::Read(words, len))
    }

    /// All bytes.
    pub fn bytes(&self) -> &[u8] {
        match &*self.0 {
            Bytes::Mapped(map) => map,
            Bytes::Read(words, len) => &cast_slice(words)[..*len],
        }
    }

    /// The numbers in a range of bytes; `None` when the range is not in the
    /// file, or not a whole number of numbers in their places.
    pub fn column<T: Pod>(&self, range: Range<usize>) -> Option<Column<T>> {
        let bytes = self.bytes().get(range)?;
        let numbers: &[T] = bytemuck::try_cast_slice(bytes).ok()?;
        Some(Column(Inner::Mapped {
            at: NonNull::from(numbers),
            map: self.clone(),
        }))
    }
}

/// Numbers one after the other, in memory of their own or in a [`Map`].
pub struct Column<T>(Inner<T>);

enum Inner<T> {
    Own(Vec<T>),
    Mapped {
        /// Lies in `map`, which never moves its bytes.
        at: NonNull<[T]>,
        /// Held so that the bytes stay.
        map: Map,
    },
}

// SAFETY: the numbers are only read through a shared reference, as those of a
// `Vec` are, and `Map` may go to any thread.
unsafe impl<T: Sync + Send> Send for Column<T> {}
unsafe impl<T: Sync + Send> Sync for Column<T> {}

impl<T> Deref for Column<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match &self.0 {
            Inner::Own(numbers) => numbers,
            // SAFETY: `at` was made in `Map::column` from a checked slice of
            // the bytes of `map`; these stay where they are, and as they are,
            // for as long as `map` is held, which is as long as `self`.
            Inner::Mapped { at, .. } => unsafe { at.as_ref() },
        }
    }
}

impl<T> Default for Column<T> {
    fn default() -> Self {
        Self(Inner::Own(Vec::new()))
    }
}

impl<T> From<Vec<T>> for Column<T> {
    fn from(numbers: Vec<T>) -> Self {
        Self(Inner::Own(numbers))
    }
}

impl<T: Clone> Clone for Column<T> {
    fn clone(&self) -> Self {
        Self(match &self.0 {
            Inner::Own(numbers) => Inner::Own(numbers.clone()),
            Inner::Mapped { at, map } => Inner::Mapped {
                at: *at,
                map: map.clone(),
            },
        })
    }
}

impl<T: std::fmt::Debug> std::fmt::Debug for Column<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.deref().fmt(f)
    }
}

impl<T> Column<T> {
    /// Whether it is in memory of its own.
    pub(super) fn is_own(&self) -> bool {
        matches!(self.0, Inner::Own(_))
    }
}

impl<T: Clone> Column<T> {
    /// The numbers to be changed; those of a file are copied first.
    pub fn own(&mut self) -> &mut Vec<T> {
        if let Inner::Mapped { .. } = &self.0 {
            self.0 = Inner::Own(self.to_vec());
        }
        match &mut self.0 {
            Inner::Own(numbers) => numbers,
            Inner::Mapped { .. } => unreachable!("it was just made its own"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn numbers_of_a_file_are_those_of_memory() {
        let mut file = tempfile::tempfile().expect("a file");
        let numbers: Vec<u32> = (0..1000).collect();
        file.write_all(cast_slice(&numbers)).expect("written");
        let map = Map::of(&file).expect("mapped");
        let mut column: Column<u32> = map.column(0..4000).expect("in the file");
        assert_eq!(*column, *numbers);
        drop((map, file));
        let copy = column.clone();
        column.own().push(7);
        assert_eq!((copy.len(), column.len()), (1000, 1001));
        assert_eq!(*copy, *numbers);
    }

    #[test]
    fn what_is_not_in_the_file_is_not_given() {
        let mut file = tempfile::tempfile().expect("a file");
        file.write_all(&[1; 64]).expect("written");
        let map = Map::of(&file).expect("mapped");
        for range in [0..65, 60..68, 64..72, 1..9, 0..7] {
            assert!(map.column::<u64>(range.clone()).is_none(), "{range:?}");
        }
        let empty = tempfile::tempfile().expect("a file");
        assert!(Map::of(&empty).expect("read").column::<u64>(0..0).is_some());
    }
}
