//! A vault's own keys for hand-over: one that opens what is sent to it, and one that signs what it sends.

use age::x25519;
use bech32::{Bech32, Hrp};
use hkdf::Hkdf;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::card::Fingerprint;

/// How age writes a private and a public key (age-encryption.org/v1).
const SECRET: Hrp = Hrp::parse_unchecked("age-secret-key-");
const PUBLIC: Hrp = Hrp::parse_unchecked("age");

/// Both private keys, derived from one secret of the vault, so that whoever recovers the vault has them too. They have
/// no `Debug` form.
pub struct OwnKeys {
    opens: x25519::Identity,
    signs: SigningKey,
}

impl OwnKeys {
    /// The keys that belong to a secret; nothing if it gives none, which comes once in 2^128 secrets.
    pub fn derive(secret: &[u8; 32]) -> Option<Self> {
        let opening = expand(secret, b"narvarolots/1 handover opens");
        let text = Zeroizing::new(
            bech32::encode::<Bech32>(SECRET, opening.as_slice())
                .ok()?
                .to_uppercase(),
        );
        Some(Self {
            opens: text.parse().ok()?,
            signs: (0..4).find_map(|attempt| {
                let purpose = [b"narvarolots/1 handover signs ".as_slice(), &[attempt]].concat();
                SigningKey::from_slice(expand(secret, &purpose).as_slice()).ok()
            })?,
        })
    }

    /// What others call them by.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(&self.recipient(), &self.signer())
    }

    /// The public half that others close packages to.
    pub(crate) fn recipient(&self) -> x25519::Recipient {
        self.opens.to_public()
    }

    /// The private half that opens them.
    pub(crate) fn identity(&self) -> &x25519::Identity {
        &self.opens
    }

    /// The public half that signatures are checked with.
    pub(crate) fn signer(&self) -> p256::ecdsa::VerifyingKey {
        *self.signs.verifying_key()
    }

    /// A signature (ECDSA with P-256 and SHA-256, RFC 6979) of `message` in one context.
    pub(crate) fn sign(&self, context: &[u8], message: &[u8]) -> Signature {
        self.signs.sign(&[context, message].concat())
    }
}

fn expand(secret: &[u8; 32], purpose: &[u8]) -> Zeroizing<[u8; 32]> {
    let mut key = Zeroizing::new([0; 32]);
    // 32 bytes are one block of the hash, which HKDF can always give.
    let _ = Hkdf::<Sha256>::new(None, secret).expand(purpose, key.as_mut_slice());
    key
}

/// The municipality's private key as age reads it; nothing if it is none.
pub(crate) fn municipality_identity(secret: &[u8; 32]) -> Option<x25519::Identity> {
    let text = bech32::encode::<Bech32>(SECRET, secret).ok()?;
    Zeroizing::new(Zeroizing::new(text).to_uppercase()).parse().ok()
}

/// The municipality's public key, an X25519 key, as one more to whom a package is closed.
#[derive(Clone)]
pub struct MunicipalityKey(x25519::Recipient);

impl MunicipalityKey {
    /// The key of these bytes; nothing if they are none.
    pub fn new(bytes: &[u8; 32]) -> Option<Self> {
        let text = bech32::encode::<Bech32>(PUBLIC, bytes).ok()?;
        text.parse().ok().map(Self)
    }

    pub(crate) fn recipient(&self) -> &x25519::Recipient {
        &self.0
    }
}
