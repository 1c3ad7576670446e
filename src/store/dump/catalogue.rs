//! Actors and notices.

use std::io::{self, Write};

use super::{Opened, Sections, damaged};
use crate::store::Catalogue;
use crate::store::catalogue::{Entry, TOGETHER};

impl<T: Entry> Catalogue<T> {
    /// Writes entries so that few can be read without the others.
    ///
    /// # Errors
    /// When that fails.
    pub fn dump<'a, W: Write>(
        entries: impl Iterator<Item = &'a T>,
        to: &mut Sections<W>,
    ) -> io::Result<()>
    where
        T: 'a,
    {
        let (mut bytes, mut ends, mut len) = (Vec::new(), Vec::new(), 0u64);
        let mut entries = entries.peekable();
        while entries.peek().is_some() {
            let page: Vec<&T> = entries.by_ref().take(TOGETHER).collect();
            len += page.len() as u64;
            bytes = postcard::to_extend(&page, bytes).map_err(io::Error::other)?;
            ends.push(bytes.len() as u64);
        }
        to.numbers(&[len])?;
        to.numbers(&ends)?;
        to.numbers(&bytes)
    }

    /// The entries that were written, after some others.
    ///
    /// # Errors
    /// When they are not as they were written.
    pub fn restored(first: Vec<T>, from: &mut Opened) -> io::Result<Self> {
        let len = from.verified::<u64>()?.first().copied();
        let len = len.and_then(|len| usize::try_from(len).ok());
        let len = len.ok_or_else(damaged)?;
        let ends = from.verified::<u64>()?;
        if ends.len() != len.div_ceil(TOGETHER) {
            return Err(damaged());
        }
        let bytes = from.column::<u8>()?;
        let ends = ends.iter().map(|end| *end as usize);
        Ok(Self::over(first, bytes, ends.collect(), len))
    }
}
