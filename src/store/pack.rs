//! Bytes that are written once, at the end of a file, and read from anywhere.
//!
//! Reading asks the file at an offset (`pread`) instead of mapping it: a page
//! that is in the system's memory costs about a microsecond, nothing is
//! `unsafe`, and a file that is cut or fails under us is an error to handle,
//! not a signal that ends the program. What can't be written to the file (a
//! full disk) is kept in memory at the same offsets.

use std::fs::File;
use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{OnceLock, RwLock, RwLockReadGuard};

use serde::{Deserialize, Serialize};

/// Where bytes lie among the packs of a corpus.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Number of the pack.
    pub pack: u32,
    /// Length in bytes.
    pub len: u32,
    /// Offset in the pack.
    pub at: u64,
}

/// Bytes that only grow: a file, and memory behind it once it fails.
#[derive(Debug, Default)]
pub struct Pack {
    file: OnceLock<File>,
    /// A file is made when there is something to write to it.
    is_temporary: bool,
    len: AtomicU64,
    rest: RwLock<Rest>,
}

/// What is not in the file.
#[derive(Debug, Default)]
struct Rest {
    /// Offset of the first of them; [`u64::MAX`] while there are none.
    from: Option<u64>,
    /// Offset and bytes, ascending, without gaps.
    pieces: Vec<(u64, Vec<u8>)>,
}

impl Pack {
    /// A pack in memory.
    pub fn in_memory() -> Self {
        Self::default()
    }

    /// A pack in a file that goes when the program does and is made when there
    /// is something to write; in memory where none can be made.
    pub fn temporary() -> Self {
        Self {
            is_temporary: true,
            ..Self::default()
        }
    }

    /// A pack over a file that holds `len` bytes so far.
    pub fn over(file: File, len: u64) -> Self {
        Self {
            file: file.into(),
            len: AtomicU64::new(len),
            ..Self::default()
        }
    }

    /// Number of bytes.
    pub fn len(&self) -> u64 {
        self.len.load(Ordering::Acquire)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether everything is in the file.
    pub fn is_whole(&self) -> bool {
        self.file.get().is_some() && self.rest.read().is_ok_and(|rest| rest.from.is_none())
    }

    /// The file, to make it last.
    pub fn file(&self) -> Option<&File> {
        self.file.get()
    }

    /// Adds bytes at the end. One thread at a time appends; others may read.
    /// The error tells that the bytes are kept in memory; it comes once.
    ///
    /// # Errors
    /// The first time the file can't be written to.
    pub fn append(&self, bytes: Vec<u8>) -> io::Result<()> {
        let at = self.len();
        let end = at + bytes.len() as u64;
        // A disk can take its time, and a reader must not wait for it: the
        // file is written to without the lock. Nobody else appends, and
        // nobody reads what is not yet counted in the length.
        let whole = self.memory().from.is_none();
        if self.is_temporary && at == 0 && self.file.get().is_none() {
            // Nobody else appends, so nobody else has set it.
            let _ = tempfile::tempfile().map(|file| self.file.set(file));
        }
        let outcome = match self.file().filter(|_| whole) {
            Some(file) => write_at(file, &bytes, at).map(|()| true),
            None => Ok(false),
        };
        if !matches!(outcome, Ok(true)) {
            let mut rest = self.rest.write().unwrap_or_else(|e| e.into_inner());
            rest.from.get_or_insert(at);
            rest.pieces.push((at, bytes));
        }
        self.len.store(end, Ordering::Release);
        outcome.map(drop)
    }

    /// What is kept in memory. The lock is poisoned only by a panic while it
    /// was held, which leaves the pieces whole.
    fn memory(&self) -> RwLockReadGuard<'_, Rest> {
        self.rest.read().unwrap_or_else(|e| e.into_inner())
    }

    /// Reads `buffer.len()` bytes from an offset on.
    ///
    /// # Errors
    /// When the file can't be read or is shorter.
    pub fn read(&self, at: u64, buffer: &mut [u8]) -> io::Result<()> {
        let rest = self.memory();
        let border = rest.from.unwrap_or(u64::MAX);
        let end = at.saturating_add(buffer.len() as u64);
        let in_file = border.clamp(at, end).saturating_sub(at) as usize;
        let (first, second) = buffer.split_at_mut(in_file);
        if !second.is_empty() {
            rest.copy(at + in_file as u64, second)?;
        }
        drop(rest);
        match (self.file(), first.is_empty()) {
            (_, true) => Ok(()),
            (Some(file), false) => read_at(file, first, at),
            (None, false) => Err(io::ErrorKind::UnexpectedEof.into()),
        }
    }
}

impl Rest {
    fn copy(&self, mut at: u64, mut to: &mut [u8]) -> io::Result<()> {
        let mut piece = self.pieces.partition_point(|(from, _)| *from <= at);
        piece = piece.saturating_sub(1);
        while !to.is_empty() {
            let (from, bytes) = self.pieces.get(piece).ok_or(io::ErrorKind::UnexpectedEof)?;
            let here = bytes
                .get((at - from) as usize..)
                .ok_or(io::ErrorKind::UnexpectedEof)?;
            let count = here.len().min(to.len());
            to[..count].copy_from_slice(&here[..count]);
            to = &mut to[count..];
            at += count as u64;
            piece += 1;
        }
        Ok(())
    }
}

#[cfg(unix)]
fn read_at(file: &File, buffer: &mut [u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, buffer, at)
}

#[cfg(unix)]
fn write_at(file: &File, bytes: &[u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::write_all_at(file, bytes, at)
}

#[cfg(windows)]
fn read_at(file: &File, mut buffer: &mut [u8], mut at: u64) -> io::Result<()> {
    use std::os::windows::fs::FileExt;
    while !buffer.is_empty() {
        match file.seek_read(buffer, at)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            count => {
                buffer = &mut buffer[count..];
                at += count as u64;
            }
        }
    }
    Ok(())
}

#[cfg(windows)]
fn write_at(file: &File, mut bytes: &[u8], mut at: u64) -> io::Result<()> {
    use std::os::windows::fs::FileExt;
    while !bytes.is_empty() {
        match file.seek_write(bytes, at)? {
            0 => return Err(io::ErrorKind::WriteZero.into()),
            count => {
                bytes = &bytes[count..];
                at += count as u64;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Appends to a pack whose file can't be written to from some piece on.
    fn filled(pieces: &[Vec<u8>], fails_at: usize) -> (Pack, Vec<u8>) {
        let pack = Pack::temporary();
        let mut all = Vec::new();
        for (at, piece) in pieces.iter().enumerate() {
            if at == fails_at {
                pack.rest.write().expect("no panic").from = Some(pack.len());
            }
            pack.append(piece.clone()).expect("a file in memory");
            all.extend_from_slice(piece);
        }
        (pack, all)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn what_was_written_is_read_wherever_it_lies(
            pieces in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..9), 0..9),
            fails_at in 0usize..12,
            from in 0usize..60,
            len in 0usize..60,
        ) {
            let (pack, all) = filled(&pieces, fails_at);
            prop_assert_eq!(pack.len(), all.len() as u64);
            let mut buffer = vec![0; len];
            let read = pack.read(from as u64, &mut buffer);
            match all.get(from..from + len) {
                Some(wanted) if len > 0 => {
                    prop_assert!(read.is_ok());
                    prop_assert_eq!(&buffer[..], wanted);
                }
                _ => prop_assert!(len == 0 || read.is_err()),
            }
        }
    }

    #[test]
    fn a_file_that_takes_nothing_is_told_of_once() {
        let path = tempfile::NamedTempFile::new().expect("a file");
        let read_only = File::open(path.path()).expect("it is there");
        let pack = Pack::over(read_only, 0);
        assert!(pack.append(b"one ".to_vec()).is_err());
        assert!(pack.append(b"two".to_vec()).is_ok());
        assert!(!pack.is_whole());
        let mut buffer = [0; 7];
        pack.read(0, &mut buffer).expect("it is in memory");
        assert_eq!(&buffer, b"one two");
    }
}
