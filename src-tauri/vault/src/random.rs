//! Randomness, passed in: the shell reads the system's, tests count.

use cases::Id;
use chrono::{DateTime, Utc};

/// A source of random bytes fit for keys.
pub trait Random {
    /// Fills all of `bytes`.
    fn fill(&mut self, bytes: &mut [u8]);
}

impl<F: FnMut(&mut [u8])> Random for F {
    fn fill(&mut self, bytes: &mut [u8]) {
        self(bytes);
    }
}

/// A new id, made at `at`.
pub fn new_id<T>(at: DateTime<Utc>, random: &mut dyn Random) -> Id<T> {
    let mut bytes = [0; 10];
    random.fill(&mut bytes);
    Id::new(at, &bytes)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use sha2::{Digest, Sha256};

    /// Bytes that look random and are the same in every run.
    pub(crate) struct Counting(u64);

    impl Counting {
        pub(crate) fn new(seed: u64) -> Self {
            Self(seed << 32)
        }
    }

    impl Random for Counting {
        fn fill(&mut self, bytes: &mut [u8]) {
            for chunk in bytes.chunks_mut(32) {
                self.0 += 1;
                chunk.copy_from_slice(&Sha256::digest(self.0.to_be_bytes())[..chunk.len()]);
            }
        }
    }

    #[test]
    fn check() {
        let mut random = Counting::new(1);
        let at = DateTime::UNIX_EPOCH;
        let (first, second) = (new_id::<cases::Pupil>(at, &mut random), new_id(at, &mut random));
        assert_ne!(first, second);
        let mut sevens = |bytes: &mut [u8]| bytes.fill(7);
        assert_eq!(new_id::<cases::Pupil>(at, &mut sevens), Id::new(at, &[7; 10]));
    }
}
