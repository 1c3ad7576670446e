//! Checksums that are looked at behind whoever uses the numbers already.

use std::fs::File;
use std::io;
use std::ops::Range;

use crate::store::pack::read_at;

/// Bytes read at once.
const BLOCK: usize = 1 << 18;

/// Stretches of a file and what their checksums are to be.
#[derive(Clone, Debug, Default)]
pub struct Checks(Vec<(Range<usize>, u32)>);

impl Checks {
    pub(super) fn add(&mut self, range: Range<usize>, sum: u32) {
        self.0.push((range, sum));
    }

    /// Whether the file is as it was written. It is read, not mapped, so that
    /// looking at all of it takes no room. `go_on` is told of every few bytes
    /// read; once it says no the rest is passed over.
    pub fn are_sound(&self, file: &File, go_on: &mut dyn FnMut(usize) -> bool) -> bool {
        let mut buffer = vec![0; BLOCK];
        self.0.iter().all(|(range, sum)| {
            let found = checksum(file, range.clone(), &mut buffer, go_on);
            found.is_ok_and(|found| found.is_none_or(|found| found == *sum))
        })
    }
}

/// The checksum of a stretch; `None` when `go_on` says no.
fn checksum(
    file: &File,
    range: Range<usize>,
    buffer: &mut [u8],
    go_on: &mut dyn FnMut(usize) -> bool,
) -> io::Result<Option<u32>> {
    let mut sum = crc32fast::Hasher::new();
    let mut at = range.start;
    while at < range.end {
        let len = (range.end - at).min(buffer.len());
        if !go_on(len) {
            return Ok(None);
        }
        read_at(file, &mut buffer[..len], at as u64)?;
        sum.update(&buffer[..len]);
        at += len;
    }
    Ok(Some(sum.finalize()))
}
