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
    /// Those of the owners before, the latest first: what was written under them is still read.
    pub(crate) former: Vec<Keys>,
}

impl Keys {
    /// The keys under the vault key of a vault's first owner.
    pub(crate) fn under(vault: Secret) -> Self {
        Self {
            former: Vec::new(),
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

    /// The keys under `vault`, of a vault that had those of `former` before, the latest first. What lies in the database
    /// alone, which nobody opens with a former key, goes on under the first: the audit trail, and what signs.
    pub(crate) fn after(vault: Secret, former: Vec<Secret>) -> Self {
        let former: Vec<Self> = former.into_iter().map(Self::under).collect();
        let mut keys = Self::under(vault);
        if let Some(first) = former.last() {
            keys.signing = first.signing.clone();
            keys.audit = first.audit.clone();
        }
        keys.former = former;
        keys
    }

    /// New keys, for an owner that follows on the one of these.
    pub(crate) fn succeeded(&self, random: &mut dyn Random) -> Self {
        let former = self.all().map(|keys| keys.vault.clone()).collect();
        Self::after(Secret::random(random), former)
    }

    /// These, and those of the owners before.
    pub(crate) fn all(&self) -> impl DoubleEndedIterator<Item = &Self> {
        std::iter::once(self).chain(&self.former)
    }

    /// How many owners there were before.
    pub(crate) fn generation(&self) -> u32 {
        u32::try_from(self.former.len()).unwrap_or(u32::MAX)
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

        let next = keys.succeeded(&mut random);
        let last = next.succeeded(&mut random);
        let vaults = |keys: &Keys| -> Vec<[u8; 32]> { keys.all().map(|one| *one.vault.as_bytes()).collect() };
        let before = [&last, &next, &keys].map(|keys| *keys.vault.as_bytes());
        assert_eq!((vaults(&last), last.generation()), (before.to_vec(), 2));
        assert_eq!(vaults(&keys), before[2..], "it knows nothing of those that come");
        assert_ne!(last.database.as_bytes(), keys.database.as_bytes());
        assert_ne!(last.attachments.as_bytes(), next.attachments.as_bytes());
        assert_eq!(last.audit.as_bytes(), keys.audit.as_bytes(), "one chain");
        assert_eq!(last.signing.as_bytes(), keys.signing.as_bytes());
    }
}
