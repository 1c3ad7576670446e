//! A snapshot as one file, to be opened again without working anything out
//! and without reading it: the columns and indexes as they lie in memory, each
//! a section with its length and a checksum, used where they lie in the mapped
//! file. Made and read by the same program on the same machine.
//!
//! What has a form of its own, and the few sections by which all others are
//! found, are verified when they are read. The rest is verified behind the
//! back of whoever looks at it already ([`Checks`]): until then a number can
//! be any number, and nothing may fail by it.

mod articles;
mod catalogue;
mod checks;
mod segment;
mod snapshot;

use std::io::{self, Write};

use bytemuck::{Pod, cast_slice};
use serde::Serialize;
use serde::de::DeserializeOwned;

pub use checks::Checks;

use super::map::{Column, Map};

/// Opens every such file; numbers are in the order of bytes of this machine,
/// which the last of them tells.
const MAGIC: &[u8; 8] = match cfg!(target_endian = "little") {
    true => b"dtlnvu\x02L",
    false => b"dtlnvu\x02B",
};

/// Bytes before a section: its length, its checksum, the checksum of these
/// two. Each section begins where any number may.
const HEAD: usize = 16;

/// Why a dump can't be used.
const DAMAGED: &str = "a view that was kept is damaged";

fn damaged() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, DAMAGED)
}

/// Writes sections, one after the other.
#[derive(Debug)]
pub struct Sections<W> {
    to: W,
}

impl<W: Write> Sections<W> {
    /// Begins a file.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn begin(mut to: W) -> io::Result<Self> {
        to.write_all(MAGIC)?;
        Ok(Self { to })
    }

    /// Numbers as they lie in memory.
    ///
    /// # Errors
    /// When they can't be written.
    pub fn numbers<T: Pod>(&mut self, numbers: &[T]) -> io::Result<()> {
        let bytes: &[u8] = cast_slice(numbers);
        let rest = [0u8; 8];
        let rest = &rest[..bytes.len().next_multiple_of(8) - bytes.len()];
        let mut sum = crc32fast::Hasher::new();
        sum.update(bytes);
        sum.update(rest);
        let mut head = [0; HEAD];
        head[..8].copy_from_slice(&(bytes.len() as u64).to_ne_bytes());
        head[8..12].copy_from_slice(&sum.finalize().to_ne_bytes());
        let own = crc32fast::hash(&head[..12]);
        head[12..].copy_from_slice(&own.to_ne_bytes());
        self.to.write_all(&head)?;
        self.to.write_all(bytes)?;
        self.to.write_all(rest)
    }

    /// Anything that has a form.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn value<T: Serialize + ?Sized>(&mut self, value: &T) -> io::Result<()> {
        let bytes = postcard::to_allocvec(value).map_err(io::Error::other)?;
        self.numbers(&bytes)
    }

    /// Hands on what was written.
    ///
    /// # Errors
    /// When it can't be.
    pub fn end(mut self) -> io::Result<W> {
        self.to.flush()?;
        Ok(self.to)
    }
}

/// Reads sections in the order in which they were written.
#[derive(Debug)]
pub struct Opened {
    map: Map,
    /// Where the next section begins.
    at: usize,
    checks: Checks,
}

impl Opened {
    /// Opens a file of so many bytes.
    ///
    /// # Errors
    /// When it is no such file.
    pub fn open(map: Map, len: u64) -> io::Result<Self> {
        let bytes = map.bytes();
        if bytes.len() as u64 != len || !bytes.starts_with(MAGIC) {
            return Err(damaged());
        }
        Ok(Self {
            map,
            at: MAGIC.len(),
            checks: Checks::default(),
        })
    }

    /// The numbers of the next section, to be verified later.
    ///
    /// # Errors
    /// When they are not there.
    pub fn column<T: Pod>(&mut self) -> io::Result<Column<T>> {
        let (start, len, sum) = self.section()?;
        self.checks.add(start..self.at, sum);
        let column = self.map.column(start..start + len);
        column.ok_or_else(damaged)
    }

    /// The same, verified.
    ///
    /// # Errors
    /// When they are not as they were written.
    pub fn verified<T: Pod>(&mut self) -> io::Result<Column<T>> {
        let (start, len, sum) = self.section()?;
        let bytes = self.map.bytes().get(start..self.at);
        let sound = bytes.is_some_and(|bytes| crc32fast::hash(bytes) == sum);
        let column = self.map.column(start..start + len);
        column.filter(|_| sound).ok_or_else(damaged)
    }

    /// Where the next section's bytes begin, how many they are, and their
    /// checksum, that of what fills up to the next section's place included.
    fn section(&mut self) -> io::Result<(usize, usize, u32)> {
        let start = self.at + HEAD;
        let bytes = self.map.bytes();
        let head = bytes.get(self.at..start).ok_or_else(damaged)?;
        let word = |at: usize| {
            let word = head[at..at + 4].try_into();
            u32::from_ne_bytes(word.unwrap_or_default())
        };
        let len = u64::from_ne_bytes(head[..8].try_into().unwrap_or_default());
        let len = usize::try_from(len).map_err(|_| damaged())?;
        let whole = len.checked_next_multiple_of(8);
        let end = whole.and_then(|whole| start.checked_add(whole));
        let end = end.filter(|end| *end <= bytes.len() && word(12) == crc32fast::hash(&head[..12]));
        self.at = end.ok_or_else(damaged)?;
        Ok((start, len, word(8)))
    }

    /// What was written as a value, verified.
    ///
    /// # Errors
    /// When it is not as it was written.
    pub fn value<T: DeserializeOwned>(&mut self) -> io::Result<T> {
        let bytes: Column<u8> = self.verified()?;
        postcard::from_bytes(&bytes).map_err(|_| damaged())
    }

    /// What is left to be verified. All sections must have been read.
    ///
    /// # Errors
    /// When something comes after them.
    pub fn end(self) -> io::Result<Checks> {
        match self.at == self.map.bytes().len() {
            true => Ok(self.checks),
            false => Err(damaged()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::File;

    fn file(bytes: &[u8]) -> File {
        let mut file = tempfile::tempfile().expect("a file");
        file.write_all(bytes).expect("written");
        file
    }

    #[test]
    fn sections_come_back_and_flipped_bits_do_not() {
        let mut sections = Sections::begin(Vec::new()).expect("memory");
        sections.numbers(&[1u32, 2, 3]).expect("memory");
        sections.value("abc").expect("memory");
        sections.numbers(&[4u64, 5]).expect("memory");
        let bytes = sections.end().expect("memory");
        let read = |bytes: &[u8]| -> io::Result<(Vec<u32>, String, Vec<u64>)> {
            let map = Map::of(&file(bytes))?;
            let mut opened = Opened::open(map.clone(), bytes.len() as u64)?;
            let all = (
                opened.column()?.to_vec(),
                opened.value()?,
                opened.verified()?.to_vec(),
            );
            match opened.end()?.are_sound(&map, &mut || true) {
                true => Ok(all),
                false => Err(damaged()),
            }
        };
        let (numbers, text, more) = read(&bytes).expect("as it was written");
        assert_eq!((&numbers[..], &text[..]), (&[1, 2, 3][..], "abc"));
        assert_eq!(more, [4, 5]);
        for at in 0..bytes.len() {
            let mut wrong = bytes.clone();
            wrong[at] ^= 1 << (at % 8);
            assert!(read(&wrong).is_err(), "{at}");
            assert!(read(&bytes[..at]).is_err(), "{at}");
        }
    }
}
