//! The weights of a trained model, used where they lie in the asset.
//!
//! One table for both passes, little-endian: u32 log2 of buckets; for each
//! pass 13 × 14 i16 for label pairs (row 13 stands for the start); for each
//! bucket eight u16 fingerprints (0 = none); for each fingerprint a row of 32
//! bytes, 16 for each pass: two of nothing, u8 shift, 13 × i8. A feature's
//! bucket is the low bits of its hash, its fingerprint the top 16 bits or 1;
//! what found no place in its bucket was left out, so that one look at sixteen
//! bytes tells whether a feature has weights. A weight is the i8 shifted left.

use super::labels::LABELS;

/// Fingerprints of a bucket.
pub(crate) const BUCKET: usize = 8;
/// Bytes of a row for one pass.
pub(crate) const HALF: usize = 16;
/// Bytes of a row.
pub(crate) const ROW: usize = 2 * HALF;
/// Bytes of half a row before its weights.
pub(crate) const BEFORE: usize = HALF - LABELS;
/// Features looked up at once.
const TOGETHER: usize = 128;
/// Bytes of the weights of label pairs of one pass.
const PAIRS: usize = 2 * LABELS * (LABELS + 1);
/// Bytes before the fingerprints.
pub(crate) const HEAD: usize = 4 + 2 * PAIRS;

/// Scores of the labels of one word.
pub(crate) type Scores = [i32; LABELS];

/// The weights of pairs of labels.
type Pairs = [[i32; LABELS]; LABELS + 1];

/// A read-only table of weights.
#[derive(Clone, Debug)]
pub(crate) struct Weights<'b> {
    prints: &'b [[[u8; 2]; BUCKET]],
    rows: &'b [[u8; ROW]],
    mask: usize,
    pairs: [Pairs; 2],
}

impl<'b> Weights<'b> {
    /// The table in `bytes`; `None` when they are no such table.
    pub(crate) fn new(bytes: &'b [u8]) -> Option<Self> {
        let log2 = u32::from_le_bytes(bytes.get(..4)?.try_into().ok()?);
        let buckets = 1usize.checked_shl(log2).filter(|_| log2 < 24)?;
        let (head, rest) = bytes.split_at_checked(HEAD)?;
        let (prints, rows) = rest.split_at_checked(buckets * BUCKET * 2)?;
        let whole = rows.len() == buckets * BUCKET * ROW;
        whole.then(|| Self {
            prints: prints.as_chunks().0.as_chunks().0,
            rows: rows.as_chunks().0,
            mask: buckets - 1,
            pairs: [pairs(&head[4..4 + PAIRS]), pairs(&head[4 + PAIRS..])],
        })
    }

    /// Adds the weights of some features to the scores of both passes.
    pub(crate) fn add_both(&self, features: &[u64], first: &mut Scores, second: &mut Scores) {
        let mut sums = [[0i16; HALF]; 2];
        for features in features.chunks(TOGETHER) {
            let mut places = [0; TOGETHER];
            let count = self.places(features, &mut places);
            for &at in &places[..count] {
                let [one, two] = halves(&self.rows[at as usize]);
                add(one, &mut sums[0]);
                add(two, &mut sums[1]);
            }
        }
        give(&sums[0], first);
        give(&sums[1], second);
    }

    /// Adds the weights of some features to the scores of the second pass.
    pub(crate) fn add_second(&self, features: &[u64], second: &mut Scores) {
        let mut sums = [0i16; HALF];
        for features in features.chunks(TOGETHER) {
            let mut places = [0; TOGETHER];
            let count = self.places(features, &mut places);
            for &at in &places[..count] {
                add(&halves(&self.rows[at as usize])[1], &mut sums);
            }
        }
        give(&sums, second);
    }

    /// The rows of those of the features that have one; how many. Written
    /// without a choice of ways: which features have one can't be foreseen,
    /// and a processor that guesses wrong waits.
    fn places(&self, features: &[u64], places: &mut [u32; TOGETHER]) -> usize {
        let mut count = 0;
        for &feature in features {
            let at = feature as usize & self.mask;
            let print = fingerprint(feature);
            let mut equal = 0u32;
            for (i, &found) in self.prints[at].iter().enumerate() {
                equal |= u32::from(u16::from_le_bytes(found) == print) << i;
            }
            places[count] = (at * BUCKET) as u32 + (equal.trailing_zeros() & 7);
            count += usize::from(equal != 0);
        }
        count
    }

    /// The weight of `next` after `label` in a pass (0 or 1); `LABELS` stands
    /// for the start.
    pub(crate) fn pair(&self, pass: usize, label: usize, next: usize) -> i32 {
        self.pairs[pass][label][next]
    }
}

fn pairs(bytes: &[u8]) -> Pairs {
    let mut pairs = [[0; LABELS]; LABELS + 1];
    for (i, pair) in bytes.as_chunks().0.iter().enumerate() {
        pairs[i / LABELS][i % LABELS] = i32::from(i16::from_le_bytes(*pair));
    }
    pairs
}

fn halves(row: &[u8; ROW]) -> &[[u8; HALF]; 2] {
    let (halves, _) = row.as_chunks();
    halves.try_into().expect("a row is two halves")
}

/// What stands before the weights is summed with them and left out in the
/// end: sixteen at a time are fastest. Sums stop at the ends of their range,
/// where no other label comes near.
fn add(half: &[u8; HALF], sums: &mut [i16; HALF]) {
    let shift = half[BEFORE - 1] & 15;
    for (sum, &weight) in sums.iter_mut().zip(half) {
        *sum = sum.saturating_add(i16::from(weight as i8) << shift);
    }
}

fn give(sums: &[i16; HALF], scores: &mut Scores) {
    for (score, sum) in scores.iter_mut().zip(&sums[BEFORE..]) {
        *score += i32::from(*sum);
    }
}

/// What a feature is recognised by in its bucket.
pub(crate) fn fingerprint(feature: u64) -> u16 {
    ((feature >> 48) as u16).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_gives_back_its_weights() {
        let mut bytes = vec![0; HEAD + 2 * BUCKET * (2 + ROW)];
        bytes[0] = 1;
        bytes[4] = 7;
        bytes[4 + PAIRS] = 8;
        let feature = 0xABCD_0000_0000_0001;
        // The third of the second bucket.
        let place = BUCKET + 2;
        bytes[HEAD + 2 * place..][..2].copy_from_slice(&0xABCDu16.to_le_bytes());
        let row = HEAD + 2 * BUCKET * 2 + place * ROW;
        bytes[row + BEFORE - 1] = 3;
        bytes[row + BEFORE + 1] = -5i8 as u8;
        bytes[row + HALF + BEFORE] = 2;
        let weights = Weights::new(&bytes).unwrap();
        let (mut first, mut second) = ([0; LABELS], [0; LABELS]);
        let features = [feature, 0x1111_0000_0000_0001];
        weights.add_both(&features, &mut first, &mut second);
        assert_eq!((first[0], first[1], second[0]), (0, -40, 2));
        weights.add_second(&features, &mut second);
        assert_eq!(second[0], 4);
        assert_eq!((weights.pair(0, 0, 0), weights.pair(1, 0, 0)), (7, 8));
        bytes.push(9);
        assert!(Weights::new(&bytes).is_none());
        assert!(Weights::new(&bytes[..50]).is_none());
        assert!(Weights::new(&[255; 900]).is_none());
    }
}
