//! Word clusters: which words are used alike (`assets/models/clusters.bin`,
//! format in `assets/models/make/clusters.py`).

use crate::actor::token::Shape;

const BYTES: &[u8] = include_bytes!("../../../assets/models/clusters.bin");
const HEAD: usize = 8;
const FINE: usize = 1024;

/// The clusters of a word; 0 is "unknown".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Clusters {
    /// Of 1,023.
    pub fine: u16,
    /// Of 511, from another start.
    pub second: u16,
    /// Of 63, over the fine ones.
    pub coarse: u8,
}

/// The clusters of a word by its shape and the hash of its lower-case form; a
/// number has its own.
pub(crate) fn of_word(shape: Shape, lower: u64) -> Clusters {
    match shape {
        Shape::Number => Clusters {
            fine: 1024,
            second: 512,
            coarse: 64,
        },
        Shape::Punct | Shape::Possessive => Clusters::default(),
        _ => of_hash(lower),
    }
}

/// The clusters of a word by the hash of its lower-case form.
fn of_hash(hash: u64) -> Clusters {
    let slots = BYTES.len().saturating_sub(HEAD + FINE) / 4;
    let mask = slots.wrapping_sub(1);
    let print = (hash >> 52).max(1) as u32;
    let mut at = hash as usize & mask;
    // The table is never full; the bound is for a file that is no such table.
    for _ in 0..slots {
        let from = HEAD + FINE + at * 4;
        let slot = match BYTES.get(from..from + 4) {
            Some(b) => u32::from_le_bytes([b[0], b[1], b[2], b[3]]),
            None => 0,
        };
        if slot == 0 {
            break;
        }
        if slot >> 20 == print {
            let fine = (slot >> 10 & 1023) as u16;
            return Clusters {
                fine,
                second: (slot & 1023) as u16,
                coarse: BYTES[HEAD + usize::from(fine)],
            };
        }
        at = (at + 1) & mask;
    }
    Clusters::default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::token::lower_hash;

    fn of(word: &str) -> Clusters {
        of_hash(lower_hash(word))
    }

    #[test]
    fn the_table_is_whole() {
        assert_eq!(&BYTES[..4], b"DLC1");
        let slots = (BYTES.len() - HEAD - FINE) / 4;
        assert!(slots.is_power_of_two());
        assert_eq!(BYTES[4], slots.trailing_zeros() as u8);
    }

    #[test]
    fn words_used_alike_share_a_cluster() {
        assert_eq!(of("monday").fine, of("tuesday").fine);
        assert_ne!(of("monday").fine, of("minister").fine);
        assert_eq!(of("xqzzyv"), Clusters::default());
    }
}
