//! What words are looked up by.

const SEED: u64 = 0xCBF2_9CE4_8422_2325;
const PRIME: u64 = 0x0100_0000_01B3;

/// [`word_hash`] in the making, byte by byte.
#[derive(Clone, Copy, Debug)]
pub(super) struct Running(u64);

impl Running {
    /// Of no bytes.
    pub(super) fn new() -> Self {
        Self(SEED)
    }

    /// With one byte more.
    pub(super) fn add(&mut self, byte: u8) {
        self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(PRIME);
    }

    /// The hash.
    pub(super) fn get(self) -> u64 {
        finish(self.0)
    }
}

fn finish(h: u64) -> u64 {
    let h = (h ^ (h >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    h ^ (h >> 32)
}

/// FNV-1a (Fowler, Noll, Vo) over the bytes, with a final mix so that low and
/// high bits are both good; the word clusters file is keyed by it.
pub(crate) fn word_hash(word: &str) -> u64 {
    finish(
        word.bytes()
            .fold(SEED, |h, b| (h ^ u64::from(b)).wrapping_mul(PRIME)),
    )
}

/// [`word_hash`] of the lower-case form.
pub(crate) fn lower_hash(word: &str) -> u64 {
    if word.is_ascii() {
        return finish(word.bytes().fold(SEED, |h, b| {
            (h ^ u64::from(b.to_ascii_lowercase())).wrapping_mul(PRIME)
        }));
    }
    word_hash(&word.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_fold_case_only_when_asked() {
        assert_ne!(word_hash("US"), word_hash("us"));
        assert_eq!(lower_hash("ÉTÉ"), word_hash("été"));
        assert_eq!(word_hash("kremlin"), lower_hash("Kremlin"));
    }
}
