//! Checksums that are looked at behind whoever uses the numbers already.

use std::ops::Range;

use crate::store::map::Map;

/// Bytes looked at at once.
const BLOCK: usize = 1 << 18;

/// Stretches of a file and what their checksums are to be.
#[derive(Clone, Debug, Default)]
pub struct Checks(Vec<(Range<usize>, u32)>);

impl Checks {
    pub(super) fn add(&mut self, range: Range<usize>, sum: u32) {
        self.0.push((range, sum));
    }

    /// Whether the file is as it was written. It is looked at where it is
    /// mapped, so that afterwards nobody waits for a page of it any more.
    /// `go_on` is asked every few bytes; once it says no the rest is passed
    /// over.
    pub fn are_sound(&self, map: &Map, go_on: &mut dyn FnMut() -> bool) -> bool {
        self.0.iter().all(|(range, sum)| {
            let Some(bytes) = map.bytes().get(range.clone()) else {
                return false;
            };
            let mut found = crc32fast::Hasher::new();
            for block in bytes.chunks(BLOCK) {
                if !go_on() {
                    return true;
                }
                found.update(block);
            }
            found.finalize() == *sum
        })
    }
}
