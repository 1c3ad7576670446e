//! Tables as they lie in a file: slots of a key and a value, found by hash.
//!
//! Open addressing over a power of two slots of 16 bytes, little-endian: u64
//! key (0 = empty), u64 value. A key's slot is its low bits; the next slots
//! follow. Nothing is read before it is asked for.

/// Bytes of a slot.
const SLOT: usize = 16;

/// A table of keys that are good hashes.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Slots {
    bytes: &'static [u8],
    /// Number of slots less one.
    mask: usize,
}

impl Slots {
    /// The table in `bytes`; one that finds nothing when they are none.
    pub(crate) fn new(bytes: &'static [u8]) -> Self {
        let slots = bytes.len() / SLOT;
        match slots.is_power_of_two() && slots * SLOT == bytes.len() {
            true => Self {
                bytes,
                mask: slots - 1,
            },
            false => Self::default(),
        }
    }

    /// The value of a key.
    pub(crate) fn get(&self, key: u64) -> Option<u64> {
        let key = key.max(1);
        let mut at = key as usize & self.mask;
        // Never full; the bound is for bytes that are no such table.
        for _ in 0..=self.mask {
            let slot = self.bytes.get(at * SLOT..at * SLOT + SLOT)?;
            let found = number(slot, 0);
            if found == key {
                return Some(number(slot, 8));
            }
            if found == 0 {
                return None;
            }
            at = (at + 1) & self.mask;
        }
        None
    }

    /// The bytes of a table with these keys and values, in this order.
    pub(crate) fn bytes(rows: &[(u64, u64)]) -> Vec<u8> {
        let slots = (rows.len() * 3 / 2 + 1).next_power_of_two();
        let mut out = vec![0; slots * SLOT];
        for &(key, value) in rows {
            let key = key.max(1);
            let mut at = key as usize & (slots - 1);
            while number(&out, at * SLOT) != 0 {
                at = (at + 1) & (slots - 1);
            }
            out[at * SLOT..at * SLOT + 8].copy_from_slice(&key.to_le_bytes());
            out[at * SLOT + 8..at * SLOT + SLOT].copy_from_slice(&value.to_le_bytes());
        }
        out
    }
}

/// Bits by hash, few enough to stay near the processor: most words of a text
/// are in no table, and these tell so at once. Each key has three bits in one
/// block of eight bytes (Bloom's filter, blocked).
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Filter {
    bytes: &'static [u8],
}

impl Filter {
    /// Bits of the filter for each key.
    const SHARE: usize = 12;

    /// The filter in `bytes`.
    pub(crate) fn new(bytes: &'static [u8]) -> Self {
        Self { bytes }
    }

    /// False when the key is surely none of those put in.
    #[inline]
    pub(crate) fn may_have(&self, key: u64) -> bool {
        let blocks = self.bytes.as_chunks::<8>().0;
        let (at, bits) = Self::place(key, blocks.len());
        blocks
            .get(at)
            .is_some_and(|block| u64::from_le_bytes(*block) & bits == bits)
    }

    /// The bytes of a filter of these keys.
    pub(crate) fn bytes(keys: &[u64]) -> Vec<u8> {
        let blocks = (keys.len() * Self::SHARE).next_power_of_two().div_ceil(64);
        let mut out = vec![0; blocks];
        for &key in keys {
            let (at, bits) = Self::place(key, blocks);
            out[at] |= bits;
        }
        out.into_iter().flat_map(u64::to_le_bytes).collect()
    }

    /// The block of a key in a filter of so many, and its three bits there.
    fn place(key: u64, blocks: usize) -> (usize, u64) {
        let at = (key >> 32) as usize & blocks.wrapping_sub(1);
        (
            at,
            1 << (key >> 58) | 1 << (key >> 52 & 63) | 1 << (key >> 46 & 63),
        )
    }
}

fn number(bytes: &[u8], at: usize) -> u64 {
    let mut out = [0; 8];
    if let Some(from) = bytes.get(at..at + 8) {
        out.copy_from_slice(from);
    }
    u64::from_le_bytes(out)
}

/// Equal records one after the other, little-endian numbers of four bytes.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Records<const N: usize> {
    bytes: &'static [u8],
}

impl<const N: usize> Records<N> {
    /// The records in `bytes`.
    pub(crate) fn new(bytes: &'static [u8]) -> Self {
        Self { bytes }
    }

    /// How many.
    pub(crate) fn len(&self) -> usize {
        self.bytes.len() / (N * 4)
    }

    /// The record at `at`; zeros past the end.
    pub(crate) fn get(&self, at: usize) -> [u32; N] {
        let numbers = self.bytes.as_chunks::<4>().0;
        let from = at.saturating_mul(N);
        match numbers.get(from..from.saturating_add(N)) {
            Some(record) => std::array::from_fn(|i| u32::from_le_bytes(record[i])),
            None => [0; N],
        }
    }

    /// The bytes of such records.
    pub(crate) fn bytes(records: impl IntoIterator<Item = [u32; N]>) -> Vec<u8> {
        let numbers = records.into_iter().flatten();
        numbers.flat_map(u32::to_le_bytes).collect()
    }
}

/// What the file begins with.
const MAGIC: &[u8; 4] = b"DLG1";

/// The bytes of a file of sections.
pub(crate) fn file(sections: &[Vec<u8>]) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    for section in sections {
        out.extend_from_slice(&(section.len() as u32).to_le_bytes());
    }
    for section in sections {
        out.extend_from_slice(section);
    }
    out
}

/// The sections of such a file; `None` when the bytes are none.
pub(crate) fn sections<const N: usize>(bytes: &'static [u8]) -> Option<[&'static [u8]; N]> {
    let rest = bytes.strip_prefix(MAGIC)?;
    let (sizes, mut rest) = rest.split_at_checked(N * 4)?;
    let sizes = Records::<1>::new(sizes);
    let mut out = [&[][..]; N];
    for (at, out) in out.iter_mut().enumerate() {
        let [size] = sizes.get(at);
        (*out, rest) = rest.split_at_checked(size as usize)?;
    }
    rest.is_empty().then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leak(bytes: Vec<u8>) -> &'static [u8] {
        Box::leak(bytes.into_boxed_slice())
    }

    #[test]
    fn what_goes_in_comes_out() {
        let rows: Vec<(u64, u64)> = (0u64..1000)
            .map(|i| (i.wrapping_mul(0x9E37_79B9_7F4A_7C15), i))
            .collect();
        let slots = Slots::new(leak(Slots::bytes(&rows)));
        for (key, value) in rows {
            assert_eq!(slots.get(key), Some(value));
        }
        assert_eq!(slots.get(77), None);
        assert_eq!(Slots::new(&[1, 2, 3]).get(1), None);
        let keys: Vec<u64> = (0..100).map(|i: u64| i << 33).collect();
        let filter = Filter::new(leak(Filter::bytes(&keys)));
        assert!(keys.iter().all(|&key| filter.may_have(key)));
        assert!(
            (0..1000)
                .filter(|i| filter.may_have(i << 40 | 1 << 32))
                .count()
                < 500
        );
        assert!(!Filter::default().may_have(7));
        let records = Records::<2>::new(leak(Records::bytes([[1, 2], [3, 4]])));
        assert_eq!((records.len(), records.get(1)), (2, [3, 4]));
        assert_eq!(records.get(9), [0, 0]);
    }

    #[test]
    fn a_file_has_its_sections_and_bad_bytes_none() {
        let bytes = file(&[vec![1, 2], vec![], vec![3]]);
        let whole = sections::<3>(leak(bytes.clone()));
        assert_eq!(whole, Some([&[1, 2][..], &[], &[3]]));
        assert!(sections::<3>(leak(bytes[..9].to_vec())).is_none());
        assert!(sections::<2>(leak(bytes)).is_none());
        assert!(sections::<1>(b"none").is_none());
    }
}
