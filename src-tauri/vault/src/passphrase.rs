//! The passphrase, and how a key is made of one: Argon2id (RFC 9106), dear enough that a thief cannot guess.

use std::time::Duration;

use argon2::{Algorithm, Argon2, Params, Version};
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use crate::error::{Error, UnlockError};
use crate::secret::Secret;

/// A passphrase as typed, composed (NFC) so that every keyboard gives the same bytes. It leaves memory when it
/// is dropped.
pub struct Passphrase(Zeroizing<String>);

impl Passphrase {
    /// The fewest characters of a new passphrase.
    pub const SHORTEST: usize = 12;

    /// A passphrase to open with; it may be anything.
    pub fn typed(text: &str) -> Self {
        Self(Zeroizing::new(text.nfc().collect()))
    }

    /// A passphrase for a new vault, at least [`Passphrase::SHORTEST`] characters long.
    pub fn new(text: &str) -> Result<Self, Error> {
        let passphrase = Self::typed(text);
        passphrase.must_be_long_enough()?;
        Ok(passphrase)
    }

    /// An error unless a vault may be closed with this passphrase.
    pub(crate) fn must_be_long_enough(&self) -> Result<(), UnlockError> {
        let long_enough = self.0.chars().count() >= Self::SHORTEST;
        if long_enough {
            Ok(())
        } else {
            Err(UnlockError::PassphraseTooShort)
        }
    }

    /// The key that this passphrase gives with `salt` at `cost`.
    pub(crate) fn key(&self, salt: &[u8; 16], cost: KdfCost) -> Result<Secret, UnlockError> {
        let params =
            Params::new(cost.memory_kib, cost.passes, 1, Some(32)).map_err(|_| UnlockError::Derivation)?;
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        Secret::filled(|key| argon2.hash_password_into(self.0.as_bytes(), salt, key))
            .map_err(|_| UnlockError::Derivation)
    }
}

/// How dear it is to try a passphrase: memory in KiB and passes over it, on one lane (more bought nothing).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KdfCost {
    memory_kib: u32,
    passes: u32,
}

impl KdfCost {
    /// The least that any vault is made with: 64 MiB and three passes (RFC 9106, section 4, second choice).
    pub const FLOOR: Self = Self {
        memory_kib: 64 * 1024,
        passes: 3,
    };
    /// The most that a header may ask for, lest opening a forged one take all memory: 4 GiB, 64 passes.
    const CEILING: Self = Self {
        memory_kib: 4 * 1024 * 1024,
        passes: 64,
    };

    /// The most time that a passphrase may take where the vault is made; a person waits for it every morning.
    const PATIENCE: Duration = Duration::from_millis(600);
    /// The most memory that is asked for without being told: an old laptop opens the vault too.
    const CALIBRATED_KIB: u32 = 256 * 1024;

    /// The dearest cost that this machine pays within a moment, never below the floor. `trial` spends a cost and
    /// says how long it took. What grows is memory, which costs a thief more than time does (RFC 9106, section 4).
    pub fn calibrated(trial: impl FnOnce(Self) -> Duration) -> Self {
        let mut cost = Self::FLOOR;
        let mut took = trial(cost);
        while cost.memory_kib < Self::CALIBRATED_KIB && took * 2 <= Self::PATIENCE {
            cost.memory_kib *= 2;
            took *= 2;
        }
        cost
    }

    /// Spends the cost on nothing, so that it can be timed.
    pub fn spend(self) -> Result<(), Error> {
        Ok(Passphrase::typed("").key(&[0; 16], self).map(|_| ())?)
    }

    /// A cost between floor and ceiling.
    pub fn new(memory_kib: u32, passes: u32) -> Option<Self> {
        let memory_fits = (Self::FLOOR.memory_kib..=Self::CEILING.memory_kib).contains(&memory_kib);
        let passes_fit = (Self::FLOOR.passes..=Self::CEILING.passes).contains(&passes);
        (memory_fits && passes_fit).then_some(Self { memory_kib, passes })
    }

    /// A cost that tests can afford.
    #[cfg(any(test, feature = "cheap-kdf"))]
    pub const fn for_tests() -> Self {
        Self {
            memory_kib: 8,
            passes: 1,
        }
    }

    /// A cost that stands in a header. One that [`KdfCost::new`] would refuse was not written by us.
    pub(crate) fn from_header(memory_kib: u32, passes: u32) -> Option<Self> {
        #[cfg(any(test, feature = "cheap-kdf"))]
        if Self::for_tests() == (Self { memory_kib, passes }) {
            return Some(Self::for_tests());
        }
        Self::new(memory_kib, passes)
    }

    /// Memory in KiB.
    pub fn memory_kib(self) -> u32 {
        self.memory_kib
    }

    /// Passes over the memory.
    pub fn passes(self) -> u32 {
        self.passes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check() {
        assert!(Passphrase::new("elva tecken").is_err());
        assert!(Passphrase::new("tolv tecken!").is_ok());
        assert!(
            Passphrase::new("åäöåäöåäöåäö").is_ok(),
            "characters are counted, not bytes"
        );

        let key = |text: &str, salt| {
            Passphrase::typed(text)
                .key(&[salt; 16], KdfCost::for_tests())
                .unwrap()
        };
        assert_eq!(
            key("A\u{30a}sa", 1).as_bytes(),
            key("Åsa", 1).as_bytes(),
            "composed"
        );
        assert_ne!(key("Åsa", 1).as_bytes(), key("åsa", 1).as_bytes());
        assert_ne!(key("Åsa", 1).as_bytes(), key("Åsa", 2).as_bytes());

        for (memory, passes, fits) in [
            (65_536, 3, true),
            (1_048_576, 5, true),
            (65_535, 3, false),
            (65_536, 2, false),
            (8, 1, false),
            (0, 0, false),
            (u32::MAX, 3, false),
            (65_536, u32::MAX, false),
        ] {
            assert_eq!(KdfCost::new(memory, passes).is_some(), fits, "{memory} {passes}");
        }
        for (took, mebibytes) in [
            (20, 256),
            (90, 256),
            (200, 128),
            (290, 128),
            (301, 64),
            (5000, 64),
        ] {
            let cost = KdfCost::calibrated(|_| Duration::from_millis(took));
            assert_eq!(
                (cost.memory_kib(), cost.passes()),
                (mebibytes * 1024, 3),
                "{took} ms"
            );
        }
        assert_eq!(KdfCost::from_header(8, 1), Some(KdfCost::for_tests()));
        assert_eq!(
            KdfCost::from_header(16, 1),
            None,
            "in tests too, only the one cheap cost is let through"
        );
    }

    #[test]
    fn the_key_is_what_rfc_9106_says() {
        // Counted with the reference program of the Argon2 authors:
        // echo -n "tolv tecken!" | argon2 saltsaltsaltsalt -id -t 3 -k 65536 -p 1 -l 32 -r
        let key = Passphrase::typed("tolv tecken!")
            .key(b"saltsaltsaltsalt", KdfCost::FLOOR)
            .unwrap();
        let hex: String = key.as_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(
            hex,
            "56e3b14ef39e7aa6ec9a8b6b3edcdd9b63c4566e82cdc39afb4c0a101c38bf81"
        );
    }
}
