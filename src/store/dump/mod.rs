//! A snapshot as one file, to be opened again without working anything out:
//! the columns and indexes as they lie in memory, each a section with its
//! length and a checksum. Made and read by the same program on the same
//! machine; what is not as it was written is not used.

mod articles;
mod segment;
mod snapshot;

use std::io::{self, Read, Write};

use bytemuck::{Pod, cast_slice, cast_slice_mut};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Opens every such file; numbers are in the order of bytes of this machine,
/// which the last of them tells.
const MAGIC: &[u8; 8] = match cfg!(target_endian = "little") {
    true => b"dtlnvu\x01L",
    false => b"dtlnvu\x01B",
};

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
        let sum = crc32fast::hash(bytes);
        self.to.write_all(&(bytes.len() as u64).to_ne_bytes())?;
        self.to.write_all(&u64::from(sum).to_ne_bytes())?;
        self.to.write_all(bytes)
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
pub struct Opened<R> {
    from: R,
    /// Bytes left: nothing is longer.
    left: u64,
}

impl<R: Read> Opened<R> {
    /// Opens a file of so many bytes.
    ///
    /// # Errors
    /// When it can't be read or is no such file.
    pub fn open(mut from: R, len: u64) -> io::Result<Self> {
        let mut magic = [0; MAGIC.len()];
        from.read_exact(&mut magic)?;
        if magic != *MAGIC {
            return Err(damaged());
        }
        let left = len.saturating_sub(MAGIC.len() as u64);
        Ok(Self { from, left })
    }

    /// The numbers of the next section.
    ///
    /// # Errors
    /// When they can't be read or are not as they were written.
    pub fn numbers<T: Pod>(&mut self) -> io::Result<Vec<T>> {
        let mut head = [0u8; 16];
        self.from.read_exact(&mut head)?;
        let [len, sum]: [u64; 2] = bytemuck::cast(head);
        self.left = self.left.saturating_sub(head.len() as u64);
        let size = size_of::<T>().max(1);
        let fits = len <= self.left && len.is_multiple_of(size as u64);
        let count = usize::try_from(len).ok().filter(|_| fits);
        let count = count.ok_or_else(damaged)? / size;
        let mut numbers = vec![T::zeroed(); count];
        let bytes: &mut [u8] = cast_slice_mut(&mut numbers);
        self.from.read_exact(bytes)?;
        self.left -= len;
        match u64::from(crc32fast::hash(bytes)) == sum {
            true => Ok(numbers),
            false => Err(damaged()),
        }
    }

    /// What was written as a value.
    ///
    /// # Errors
    /// When it can't be read or is not as it was written.
    pub fn value<T: DeserializeOwned>(&mut self) -> io::Result<T> {
        let bytes: Vec<u8> = self.numbers()?;
        postcard::from_bytes(&bytes).map_err(|_| damaged())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_come_back_and_flipped_bits_do_not() {
        let mut sections = Sections::begin(Vec::new()).expect("memory");
        sections.numbers(&[1u32, 2, 3]).expect("memory");
        sections.value("abc").expect("memory");
        let bytes = sections.end().expect("memory");
        let read = |bytes: &[u8]| -> io::Result<(Vec<u32>, String)> {
            let mut opened = Opened::open(bytes, bytes.len() as u64)?;
            Ok((opened.numbers()?, opened.value()?))
        };
        let (numbers, text) = read(&bytes).expect("as it was written");
        assert_eq!((&numbers[..], &text[..]), (&[1, 2, 3][..], "abc"));
        for at in 0..bytes.len() {
            let mut wrong = bytes.clone();
            wrong[at] ^= 1 << (at % 8);
            assert!(read(&wrong).is_err(), "{at}");
            assert!(read(&bytes[..at]).is_err(), "{at}");
        }
    }
}
