//! Who signs: keys, their certificates, and the school's small authority that issues them.

mod authority;
mod key;
mod names;
mod pkcs12;
#[cfg(test)]
mod tests;

pub use authority::Authority;
pub use key::Key;
pub use names::{Person, Validity};

use der::asn1::ObjectIdentifier;
use x509_cert::spki::SubjectPublicKeyInfoOwned;

use crate::certificate::Certificate;
use crate::crypto::{EC_KEY, Hash, P256, P384, RSA_KEY};
use crate::error::{Error, IdentityError};

/// The ways of signing that a signer may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Algorithm {
    /// ECDSA on P-256 over SHA-256.
    EcdsaP256,
    /// ECDSA on P-384 over SHA-384.
    EcdsaP384,
    /// RSA (PKCS #1 v1.5) over SHA-256.
    Rsa,
}

impl Algorithm {
    /// How a public key's owner signs.
    pub(crate) fn of_key(key: &SubjectPublicKeyInfoOwned) -> Option<Self> {
        let curve = key.algorithm.parameters.as_ref();
        let curve = curve.and_then(|curve| curve.decode_as::<ObjectIdentifier>().ok());
        match (key.algorithm.oid, curve) {
            (RSA_KEY, _) => Some(Self::Rsa),
            (EC_KEY, Some(P256)) => Some(Self::EcdsaP256),
            (EC_KEY, Some(P384)) => Some(Self::EcdsaP384),
            _ => None,
        }
    }

    /// What it hashes with.
    pub(crate) fn hash(self) -> Hash {
        match self {
            Self::EcdsaP256 | Self::Rsa => Hash::Sha256,
            Self::EcdsaP384 => Hash::Sha384,
        }
    }
}

/// What signs: a key in memory, or on a card.
pub trait Signer {
    /// The signer's certificate first, each followed by its issuer's as far as they are at hand.
    fn chain(&self) -> &[Certificate];

    /// How it signs.
    fn algorithm(&self) -> Algorithm;

    /// Signs a message (which is hashed here); an ECDSA signature is given in DER.
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, Error>;
}

/// A key in memory with its certificate.
#[derive(Debug)]
pub struct Identity {
    key: Key,
    own: Certificate,
    /// Begins with the own one.
    chain: Vec<Certificate>,
}

impl Identity {
    /// Joins a key with its certificate and those of the issuers.
    pub fn new(key: Key, chain: Vec<Certificate>) -> Result<Self, IdentityError> {
        let own = chain.first().ok_or(IdentityError::Empty)?.clone();
        if own.key() != &key.public()? {
            return Err(IdentityError::OtherKey);
        }
        Ok(Self { key, own, chain })
    }

    /// Reads an identity from a PKCS#12 file (`.p12`, `.pfx`).
    pub fn from_pkcs12(file: &[u8], passphrase: &str) -> Result<Self, IdentityError> {
        pkcs12::read(file, passphrase)
    }

    /// The key, for keeping.
    pub fn key(&self) -> &Key {
        &self.key
    }

    /// The certificate that says whose the key is.
    pub fn certificate(&self) -> &Certificate {
        &self.own
    }
}

impl Signer for Identity {
    fn chain(&self) -> &[Certificate] {
        &self.chain
    }

    fn algorithm(&self) -> Algorithm {
        self.key.algorithm()
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, Error> {
        Ok(self.key.sign(message)?)
    }
}
