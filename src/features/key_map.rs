//! Maps whose keys are hashes already.

use std::hash::{BuildHasherDefault, Hasher};

/// A map whose keys are hashes already.
pub(in crate::features) type KeyMap<V> =
    std::collections::HashMap<u64, V, BuildHasherDefault<KeyHasher>>;

/// Leaves a hash as it is.
#[derive(Default)]
pub(in crate::features) struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, _: &[u8]) {
        unreachable!("keys are u64")
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}
