//! Maps whose keys are good hashes already.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Takes a key for its hash.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Identity(u64);

impl Hasher for Identity {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for b in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*b);
        }
    }
    fn write_u64(&mut self, n: u64) {
        self.0 = n;
    }
}

/// A map keyed by hashes.
pub(crate) type HashedMap<V> = HashMap<u64, V, BuildHasherDefault<Identity>>;
