//! A key of 32 bytes and what is done with one: deriving others from it, sealing and opening with it.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::random::Random;

/// The length of the nonce that stands before what was sealed.
const NONCE: usize = 24;

/// A key. It has no `Debug` form and leaves memory when it is dropped.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub(crate) struct Secret([u8; 32]);

impl Secret {
    /// A key of random bytes.
    pub(crate) fn random(random: &mut dyn Random) -> Self {
        let mut secret = Self([0; 32]);
        random.fill(&mut secret.0);
        secret
    }

    /// A key of exactly 32 bytes that were kept somewhere.
    pub(crate) fn from_slice(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// A key of these 32 bytes.
    pub(crate) fn from_array(bytes: &[u8; 32]) -> Self {
        Self(*bytes)
    }

    /// The key that `fill` writes, as a key derivation does.
    pub(crate) fn filled<E>(fill: impl FnOnce(&mut [u8]) -> Result<(), E>) -> Result<Self, E> {
        let mut secret = Self([0; 32]);
        fill(&mut secret.0).map(|()| secret)
    }

    /// The 32 bytes.
    pub(crate) fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The key for one purpose, by HKDF-SHA256 (RFC 5869). Keys of different purposes say nothing of each other.
    pub(crate) fn derive(&self, purpose: &[u8]) -> Self {
        let mut derived = Self([0; 32]);
        // 32 bytes are one block of the hash, which HKDF can always give.
        let _ = Hkdf::<Sha256>::new(None, &self.0).expand(purpose, &mut derived.0);
        derived
    }

    /// A code that only a holder of the key can count over `message`. One block of HKDF's expansion is
    /// HMAC-SHA256 keyed by the extracted key, so that no further primitive is needed.
    pub(crate) fn code(&self, message: &[u8]) -> [u8; 32] {
        self.derive(message).0
    }

    /// `plain` sealed by XChaCha20-Poly1305 under a random nonce, which is wide enough never to repeat, and
    /// bound to `context`.
    pub(crate) fn seal(&self, context: &[u8], plain: &[u8], random: &mut dyn Random) -> Option<Vec<u8>> {
        let mut nonce = [0; NONCE];
        random.fill(&mut nonce);
        let payload = Payload {
            msg: plain,
            aad: context,
        };
        let sealed = self.cipher().encrypt(&XNonce::from(nonce), payload).ok()?;
        Some([&nonce[..], &sealed].concat())
    }

    /// What was sealed with this key in the same `context`; nothing if a bit of either differs.
    pub(crate) fn open(&self, context: &[u8], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE>()?;
        let payload = Payload {
            msg: sealed,
            aad: context,
        };
        self.cipher()
            .decrypt(&XNonce::from(*nonce), payload)
            .ok()
            .map(Zeroizing::new)
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&self.0.into())
    }
}

/// The keys of one vault, each derived from the vault key for its own purpose.
#[derive(Clone)]
pub(crate) struct Keys {
    /// Wrapped by the slots of the header.
    pub(crate) vault: Secret,
    /// SQLCipher's raw key.
    pub(crate) database: Secret,
    /// Seals the files beside the database.
    pub(crate) attachments: Secret,
    /// Names those files.
    pub(crate) attachment_names: Secret,
    /// Counts the header's seal.
    pub(crate) header: Secret,
    /// Seals the owner's keys for signing.
    pub(crate) signing: Secret,
    /// Gives the owner's keys for hand-over, one pair after the other.
    pub(crate) handover: Secret,
    /// Counts the codes of the audit trail.
    pub(crate) audit: Secret,
    /// Seals the lists of backups.
    pub(crate) backups: Secret,
}

impl Keys {
    /// The keys under `vault`.
    pub(crate) fn under(vault: Secret) -> Self {
        Self {
            database: vault.derive(b"narvarolots/1 database"),
            attachments: vault.derive(b"narvarolots/1 attachments"),
            attachment_names: vault.derive(b"narvarolots/1 attachment names"),
            header: vault.derive(b"narvarolots/1 header"),
            signing: vault.derive(b"narvarolots/1 signing"),
            handover: vault.derive(b"narvarolots/1 handover"),
            audit: vault.derive(b"narvarolots/1 audit"),
            backups: vault.derive(b"narvarolots/1 backups"),
            vault,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::tests::Counting;

    #[test]
    fn check() {
        let mut random = Counting::new(1);
        let key = Secret::random(&mut random);
        let sealed = key.seal(b"here", b"words", &mut random).unwrap();
        assert_eq!(key.open(b"here", &sealed).unwrap().as_slice(), b"words");
        assert!(key.open(b"there", &sealed).is_none(), "bound to its context");
        for place in 0..sealed.len() {
            let mut torn = sealed.clone();
            torn[place] ^= 1;
            assert!(key.open(b"here", &torn).is_none(), "byte {place}");
            assert!(key.open(b"here", &sealed[..place]).is_none(), "cut at {place}");
        }
        assert_ne!(
            sealed,
            key.seal(b"here", b"words", &mut random).unwrap(),
            "a nonce of its own"
        );
        let keys = Keys::under(key);
        let all = [
            &keys.vault,
            &keys.database,
            &keys.attachments,
            &keys.attachment_names,
            &keys.header,
            &keys.signing,
            &keys.handover,
            &keys.audit,
            &keys.backups,
        ];
        for (place, one) in all.iter().enumerate() {
            assert!(
                all[..place]
                    .iter()
                    .all(|other| other.as_bytes() != one.as_bytes()),
                "{place}"
            );
        }
    }
}
