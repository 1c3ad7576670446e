//! Bit sets over rows with a rank directory.
//!
//! One `u32` per 512 bits gives rank in constant time and select by a binary
//! search over the directory (the classic two-level scheme, e.g. Vigna,
//! "Broadword implementation of rank/select queries", 2008, without its
//! broadword part: `count_ones` is one instruction).

/// Words of a block of the rank directory: 8 × 64 = 512 bits.
const WORDS: usize = 8;

/// A growing set of row numbers `0..len`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bits {
    words: Vec<u64>,
    len: u32,
}

impl Bits {
    /// The empty set over rows `0..len`.
    pub fn none(len: u32) -> Self {
        Self {
            words: vec![0; (len as usize).div_ceil(64)],
            len,
        }
    }

    /// All of the rows `0..len`.
    pub fn all(len: u32) -> Self {
        let mut bits = Self {
            words: vec![u64::MAX; (len as usize).div_ceil(64)],
            len,
        };
        bits.clear_tail();
        bits
    }

    fn clear_tail(&mut self) {
        if let (Some(last), tail @ 1..) = (self.words.last_mut(), self.len % 64) {
            *last &= (1 << tail) - 1;
        }
    }

    /// Number of rows it ranges over, members or not.
    pub fn len(&self) -> u32 {
        self.len
    }

    /// Whether it ranges over no rows at all.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Adds `row`; rows out of range are ignored.
    pub fn insert(&mut self, row: u32) {
        if row < self.len {
            self.words[row as usize / 64] |= 1 << (row % 64);
        }
    }

    /// Takes `row` out.
    pub fn remove(&mut self, row: u32) {
        if row < self.len {
            self.words[row as usize / 64] &= !(1 << (row % 64));
        }
    }

    /// Adds the rows `from..to`.
    pub fn insert_range(&mut self, from: u32, to: u32) {
        let to = to.min(self.len);
        if from >= to {
            return;
        }
        let (first, last) = (from as usize / 64, (to - 1) as usize / 64);
        let head = u64::MAX << (from % 64);
        let tail = u64::MAX >> (63 - (to - 1) % 64);
        if first == last {
            self.words[first] |= head & tail;
            return;
        }
        self.words[first] |= head;
        self.words[first + 1..last].fill(u64::MAX);
        self.words[last] |= tail;
    }

    /// Whether `row` is a member.
    pub fn contains(&self, row: u32) -> bool {
        row < self.len && self.words[row as usize / 64] >> (row % 64) & 1 == 1
    }

    /// Keeps what is also in `other` (rows beyond `other` go).
    pub fn intersect(&mut self, other: &Bits) {
        for (at, word) in self.words.iter_mut().enumerate() {
            *word &= other.words.get(at).copied().unwrap_or(0);
        }
    }

    /// Takes out what is in `other`.
    pub fn subtract(&mut self, other: &Bits) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= !other;
        }
    }

    /// Keeps the members that `keep` approves of. `None`, with the set in an
    /// undefined state, once `stop` says so; it is asked every 4,096 rows.
    pub fn retain(
        &mut self,
        stop: &dyn Fn() -> bool,
        mut keep: impl FnMut(u32) -> bool,
    ) -> Option<()> {
        for (at, word) in self.words.iter_mut().enumerate() {
            if at % 64 == 0 && stop() {
                return None;
            }
            let mut rest = *word;
            while rest != 0 {
                let bit = rest.trailing_zeros();
                rest &= rest - 1;
                if !keep(at as u32 * 64 + bit) {
                    *word &= !(1 << bit);
                }
            }
        }
        Some(())
    }

    /// The members, ascending.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.words.iter().enumerate().flat_map(|(at, &word)| {
            let mut rest = word;
            std::iter::from_fn(move || {
                if rest == 0 {
                    return None;
                }
                let bit = rest.trailing_zeros();
                rest &= rest - 1;
                Some(at as u32 * 64 + bit)
            })
        })
    }

    /// Number of members.
    pub fn count(&self) -> u32 {
        self.words.iter().map(|word| word.count_ones()).sum()
    }
}

/// A set of rows of one segment that answers rank and select.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowSet {
    /// Every row below the number.
    All(u32),
    /// Some of them.
    Some {
        /// The members.
        bits: Bits,
        /// Members before each block of 512 rows, one more than blocks.
        ranks: Vec<u32>,
    },
}

impl From<Bits> for RowSet {
    fn from(bits: Bits) -> Self {
        let mut ranks = Vec::with_capacity(bits.words.len() / WORDS + 2);
        let mut total = 0;
        ranks.push(0);
        for block in bits.words.chunks(WORDS) {
            total += block.iter().map(|word| word.count_ones()).sum::<u32>();
            ranks.push(total);
        }
        if total == bits.len {
            Self::All(bits.len)
        } else {
            Self::Some { bits, ranks }
        }
    }
}

impl RowSet {
    /// Number of members.
    pub fn count(&self) -> u32 {
        match self {
            Self::All(len) => *len,
            Self::Some { ranks, .. } => ranks.last().copied().unwrap_or(0),
        }
    }

    /// Whether `row` is a member.
    pub fn contains(&self, row: u32) -> bool {
        match self {
            Self::All(len) => row < *len,
            Self::Some { bits, .. } => bits.contains(row),
        }
    }

    /// Number of members below `row`.
    pub fn rank(&self, row: u32) -> u32 {
        match self {
            Self::All(len) => row.min(*len),
            Self::Some { bits, ranks } => {
                if row >= bits.len {
                    return self.count();
                }
                let word = row as usize / 64;
                let block = word / WORDS;
                let before: u32 = bits.words[block * WORDS..word]
                    .iter()
                    .map(|word| word.count_ones())
                    .sum();
                let inside = bits.words[word] & ((1 << (row % 64)) - 1);
                ranks[block] + before + inside.count_ones()
            }
        }
    }

    /// The member of rank `k` (the `k`-th, from 0).
    pub fn select(&self, k: u32) -> Option<u32> {
        match self {
            Self::All(len) => (k < *len).then_some(k),
            Self::Some { bits, ranks } => {
                if k >= self.count() {
                    return None;
                }
                let block = ranks.partition_point(|&before| before <= k) - 1;
                let mut left = k - ranks[block];
                let words = bits.words.get(block * WORDS..)?;
                for (at, &word) in words.iter().enumerate() {
                    let ones = word.count_ones();
                    if left < ones {
                        let row = (block * WORDS + at) as u32 * 64 + nth_bit(word, left);
                        return Some(row);
                    }
                    left -= ones;
                }
                None
            }
        }
    }

    /// The members, ascending.
    pub fn iter(&self) -> Box<dyn Iterator<Item = u32> + '_> {
        match self {
            Self::All(len) => Box::new(0..*len),
            Self::Some { bits, .. } => Box::new(bits.iter()),
        }
    }

    /// The same set as plain bits over `0..len`.
    pub fn to_bits(&self) -> Bits {
        match self {
            Self::All(len) => Bits::all(*len),
            Self::Some { bits, .. } => bits.clone(),
        }
    }
}

/// Position of the `n`-th set bit; the caller knows there is one.
fn nth_bit(mut word: u64, n: u32) -> u32 {
    for _ in 0..n {
        word &= word - 1;
    }
    word.trailing_zeros()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn rank_and_select_agree_with_a_list(len in 1u32..3000, seed in prop::collection::vec(0u32..3000, 0..600)) {
            let mut bits = Bits::none(len);
            for &row in &seed {
                bits.insert(row);
            }
            let mut rows: Vec<u32> = seed.into_iter().filter(|&row| row < len).collect();
            rows.sort_unstable();
            rows.dedup();
            prop_assert_eq!(bits.iter().collect::<Vec<_>>(), rows.clone());
            let set = RowSet::from(bits);
            prop_assert_eq!(set.count() as usize, rows.len());
            for (k, &row) in rows.iter().enumerate() {
                prop_assert_eq!(set.select(k as u32), Some(row));
                prop_assert_eq!(set.rank(row) as usize, k);
            }
            prop_assert_eq!(set.select(rows.len() as u32), None);
            for row in [0, len / 2, len, len + 70] {
                let below = rows.iter().filter(|&&member| member < row).count();
                prop_assert_eq!(set.rank(row) as usize, below);
                prop_assert_eq!(set.contains(row), rows.contains(&row));
            }
        }

        #[test]
        fn ranges_are_their_rows(len in 0u32..400, from in 0u32..450, to in 0u32..450) {
            let mut bits = Bits::none(len);
            bits.insert_range(from, to);
            prop_assert_eq!(bits.iter().collect::<Vec<_>>(), (from..to.min(len)).collect::<Vec<_>>());
            prop_assert_eq!(Bits::all(len).count(), len);
        }
    }
}
