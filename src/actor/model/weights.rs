//! The weights of a trained model, used where they lie in the asset.
//!
//! A table, little-endian: u32 log2 of slots, 13 × 14 i16 for label pairs
//! (row 13 stands for the start), then slots of 16 bytes: u16 fingerprint (0 =
//! empty), u8 shift, 13 × i8. A feature's slot is the low bits of its hash, its
//! fingerprint the top 16 bits or 1; the next slots follow. A weight is the
//! i8 shifted left.

use super::labels::LABELS;

/// Bytes of a slot.
pub(crate) const SLOT: usize = 16;
/// Bytes of a slot before its weights.
const WEIGHTS: usize = SLOT - LABELS;
/// Features looked up at once.
const TOGETHER: usize = 128;
/// Bytes before the slots.
pub(crate) const HEAD: usize = 4 + 2 * LABELS * (LABELS + 1);

/// Scores of the labels of one word.
pub(crate) type Scores = [i32; LABELS];

/// A read-only table of weights.
#[derive(Clone, Debug)]
pub(crate) struct Weights<'b> {
    slots: &'b [[u8; SLOT]],
    /// The fingerprints of the slots: most features are in no slot, and these
    /// stay in the caches near the processor, as the slots would not.
    prints: Box<[u16]>,
    mask: usize,
    pairs: [[i32; LABELS]; LABELS + 1],
}

impl<'b> Weights<'b> {
    /// The table at the start of `bytes`, and what follows it. `None` when
    /// the bytes are no such table.
    pub(crate) fn split(bytes: &'b [u8]) -> Option<(Self, &'b [u8])> {
        let log2 = u32::from_le_bytes(bytes.get(..4)?.try_into().ok()?);
        let slots = 1usize.checked_shl(log2).filter(|_| log2 < 28)?;
        let end = HEAD + slots * SLOT;
        let table = bytes.get(..end)?;
        let mut pairs = [[0; LABELS]; LABELS + 1];
        for (i, pair) in table[4..HEAD].chunks_exact(2).enumerate() {
            pairs[i / LABELS][i % LABELS] = i32::from(i16::from_le_bytes([pair[0], pair[1]]));
        }
        let rows: &[[u8; SLOT]] = table[HEAD..].as_chunks().0;
        let print = |slot: &[u8; SLOT]| u16::from_le_bytes([slot[0], slot[1]]);
        let weights = Self {
            slots: rows,
            prints: rows.iter().map(print).collect(),
            mask: slots - 1,
            pairs,
        };
        Some((weights, &bytes[end..]))
    }

    /// Adds the weights of some features to `scores`.
    pub(crate) fn add_all(&self, features: &[u64], scores: &mut Scores) {
        let mut sums = [0i32; SLOT];
        for features in features.chunks(TOGETHER) {
            let mut slots = [0u32; TOGETHER];
            let count = self.slots_of(features, &mut slots);
            for &at in &slots[..count] {
                let slot = &self.slots[at as usize];
                let shift = slot[2] & 15;
                // What stands before the weights is summed with them and left
                // out in the end: sixteen at a time are fastest.
                for (sum, &weight) in sums.iter_mut().zip(slot) {
                    *sum = sum.wrapping_add(i32::from(weight as i8) << shift);
                }
            }
        }
        for (score, sum) in scores.iter_mut().zip(&sums[WEIGHTS..]) {
            *score += sum;
        }
    }

    /// The slots of those of the features that have one; how many.
    fn slots_of(&self, features: &[u64], slots: &mut [u32; TOGETHER]) -> usize {
        let (mut count, mut left) = (0, 0);
        let mut others = [0u64; TOGETHER];
        // Written without a choice of ways: which features have a slot can't
        // be foreseen, and a processor that guesses wrong waits.
        for &feature in features {
            let at = feature as usize & self.mask;
            let next = (at + 1) & self.mask;
            let print = fingerprint(feature);
            let (first, second) = (self.prints[at], self.prints[next]);
            let here = first == print;
            let there = !here & (first != 0) & (second == print);
            slots[count] = if here { at } else { next } as u32;
            count += usize::from(here | there);
            others[left] = feature;
            left += usize::from((first != 0) & (second != 0) & !here & !there);
        }
        for &feature in &others[..left] {
            let print = fingerprint(feature);
            let mut at = (feature as usize + 1) & self.mask;
            for _ in 1..self.mask {
                at = (at + 1) & self.mask;
                let found = self.prints[at];
                if found == print {
                    slots[count] = at as u32;
                    count += 1;
                }
                if found == print || found == 0 {
                    break;
                }
            }
        }
        count
    }

    /// The weight of `next` after `label`; `LABELS` stands for the start.
    pub(crate) fn pair(&self, label: usize, next: usize) -> i32 {
        self.pairs[label][next]
    }
}

/// What a slot is recognised by.
pub(crate) fn fingerprint(feature: u64) -> u16 {
    ((feature >> 48) as u16).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_gives_back_its_weights() {
        let mut bytes = vec![0; HEAD + 2 * SLOT];
        bytes[0] = 1;
        bytes[4] = 7;
        let feature = 0xABCD_0000_0000_0001;
        let slot = HEAD + SLOT;
        bytes[slot..slot + 2].copy_from_slice(&0xABCDu16.to_le_bytes());
        bytes[slot + 2] = 3;
        bytes[slot + 4] = -5i8 as u8;
        bytes.push(9);
        let (weights, rest) = Weights::split(&bytes).unwrap();
        let mut scores = [0; LABELS];
        weights.add_all(&[feature, 0x1111_0000_0000_0001], &mut scores);
        assert_eq!((scores[0], scores[1]), (0, -40));
        assert_eq!((weights.pair(0, 0), rest), (7, &[9u8][..]));
        assert!(Weights::split(&bytes[..50]).is_none());
        assert!(Weights::split(&[255; 400]).is_none());
    }
}
