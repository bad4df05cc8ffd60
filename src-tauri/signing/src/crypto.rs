//! Which signatures are understood, and whether one holds.

use der::asn1::ObjectIdentifier;
use p256::ecdsa::signature::hazmat::PrehashVerifier;
use ring::signature::{self, UnparsedPublicKey};
use sha2::{Digest as _, Sha256, Sha384, Sha512};
use x509_cert::spki::SubjectPublicKeyInfoOwned;

use crate::asn1::{INTEGER, Item, Malformed, Reader, SEQUENCE, context};
use crate::pss;

const fn name(dotted: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(dotted)
}

pub const SHA256: ObjectIdentifier = name("2.16.840.1.101.3.4.2.1");
pub const SHA384: ObjectIdentifier = name("2.16.840.1.101.3.4.2.2");
pub const SHA512: ObjectIdentifier = name("2.16.840.1.101.3.4.2.3");
pub const EC_KEY: ObjectIdentifier = name("1.2.840.10045.2.1");
pub const P256: ObjectIdentifier = name("1.2.840.10045.3.1.7");
pub const P384: ObjectIdentifier = name("1.3.132.0.34");
pub const RSA_KEY: ObjectIdentifier = name("1.2.840.113549.1.1.1");
pub const RSA_SHA256: ObjectIdentifier = name("1.2.840.113549.1.1.11");
pub const ECDSA_SHA256: ObjectIdentifier = name("1.2.840.10045.4.3.2");
pub const ECDSA_SHA384: ObjectIdentifier = name("1.2.840.10045.4.3.3");
const ECDSA_SHA512: ObjectIdentifier = name("1.2.840.10045.4.3.4");
const RSA_SHA384: ObjectIdentifier = name("1.2.840.113549.1.1.12");
const RSA_SHA512: ObjectIdentifier = name("1.2.840.113549.1.1.13");
const RSA_PSS: ObjectIdentifier = name("1.2.840.113549.1.1.10");
const MGF1: ObjectIdentifier = name("1.2.840.113549.1.1.8");

/// The hashes that still bind. SHA-1 and MD5 are not among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hash {
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    /// The hash that an AlgorithmIdentifier names; its parameters are absent or NULL.
    pub fn of(algorithm: Item) -> Option<Self> {
        Self::named(algorithm.inside().next().ok()?.oid().ok()?)
    }

    fn named(oid: ObjectIdentifier) -> Option<Self> {
        match oid {
            SHA256 => Some(Self::Sha256),
            SHA384 => Some(Self::Sha384),
            SHA512 => Some(Self::Sha512),
            _ => None,
        }
    }

    pub fn digest(self, parts: &[&[u8]]) -> Vec<u8> {
        match self {
            Self::Sha256 => digest::<Sha256>(parts),
            Self::Sha384 => digest::<Sha384>(parts),
            Self::Sha512 => digest::<Sha512>(parts),
        }
    }

    pub fn length(self) -> usize {
        match self {
            Self::Sha256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
        }
    }
}

fn digest<D: sha2::Digest>(parts: &[&[u8]]) -> Vec<u8> {
    let mut hash = D::new();
    parts.iter().for_each(|part| hash.update(part));
    hash.finalize().to_vec()
}

/// The SHA-256 of some bytes.
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// A way of signing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    Ecdsa(Hash),
    RsaPkcs1(Hash),
    /// With the length of the salt.
    RsaPss(Hash, usize),
}

impl Scheme {
    /// The scheme that an AlgorithmIdentifier names. Plain `rsaEncryption`, as CMS writes it, leaves the
    /// hash to be said elsewhere.
    pub fn of(algorithm: Item, elsewhere: Option<Hash>) -> Option<Self> {
        let mut fields = algorithm.inside();
        let oid = fields.next().ok()?.oid().ok()?;
        match oid {
            ECDSA_SHA256 => Some(Self::Ecdsa(Hash::Sha256)),
            ECDSA_SHA384 => Some(Self::Ecdsa(Hash::Sha384)),
            ECDSA_SHA512 => Some(Self::Ecdsa(Hash::Sha512)),
            RSA_SHA256 => Some(Self::RsaPkcs1(Hash::Sha256)),
            RSA_SHA384 => Some(Self::RsaPkcs1(Hash::Sha384)),
            RSA_SHA512 => Some(Self::RsaPkcs1(Hash::Sha512)),
            RSA_KEY => elsewhere.map(Self::RsaPkcs1),
            RSA_PSS => pss_parameters(fields).ok().flatten(),
            _ => None,
        }
    }

    pub fn hash(self) -> Hash {
        match self {
            Self::Ecdsa(hash) | Self::RsaPkcs1(hash) | Self::RsaPss(hash, _) => hash,
        }
    }

    /// Whether the signature over the message was made with the private half of this key.
    pub fn holds(self, key: &SubjectPublicKeyInfoOwned, message: &[u8], signature: &[u8]) -> bool {
        let bits = key.subject_public_key.raw_bytes();
        match (self, key.algorithm.oid) {
            (Self::Ecdsa(hash), EC_KEY) => {
                let curve = key.algorithm.parameters.as_ref();
                let curve = curve.and_then(|curve| curve.decode_as::<ObjectIdentifier>().ok());
                curve.is_some_and(|curve| ecdsa_holds(curve, hash, bits, message, signature))
            }
            (Self::RsaPkcs1(hash), RSA_KEY) => {
                let algorithm: &'static signature::RsaParameters = match hash {
                    Hash::Sha256 => &signature::RSA_PKCS1_2048_8192_SHA256,
                    Hash::Sha384 => &signature::RSA_PKCS1_2048_8192_SHA384,
                    Hash::Sha512 => &signature::RSA_PKCS1_2048_8192_SHA512,
                };
                let key = UnparsedPublicKey::new(algorithm, bits);
                key.verify(message, signature).is_ok()
            }
            (Self::RsaPss(hash, salt), RSA_KEY | RSA_PSS) => pss::holds(bits, hash, salt, message, signature),
            _ => false,
        }
    }
}

/// ring is five times as fast as the curves' own crates, and knows all but SHA-512.
fn ecdsa_holds(curve: ObjectIdentifier, hash: Hash, key: &[u8], message: &[u8], signature: &[u8]) -> bool {
    let algorithm = match (curve, hash) {
        (P256, Hash::Sha256) => &signature::ECDSA_P256_SHA256_ASN1,
        (P256, Hash::Sha384) => &signature::ECDSA_P256_SHA384_ASN1,
        (P384, Hash::Sha256) => &signature::ECDSA_P384_SHA256_ASN1,
        (P384, Hash::Sha384) => &signature::ECDSA_P384_SHA384_ASN1,
        (P256, Hash::Sha512) => return p256_holds(key, &hash.digest(&[message]), signature).is_some(),
        (P384, Hash::Sha512) => return p384_holds(key, &hash.digest(&[message]), signature).is_some(),
        _ => return false,
    };
    let key = UnparsedPublicKey::new(algorithm, key);
    key.verify(message, signature).is_ok()
}

fn p256_holds(key: &[u8], digest: &[u8], signature: &[u8]) -> Option<()> {
    let key = p256::ecdsa::VerifyingKey::from_sec1_bytes(key).ok()?;
    let signature = p256::ecdsa::Signature::from_der(signature).ok()?;
    key.verify_prehash(digest, &signature).ok()
}

fn p384_holds(key: &[u8], digest: &[u8], signature: &[u8]) -> Option<()> {
    let key = p384::ecdsa::VerifyingKey::from_sec1_bytes(key).ok()?;
    let signature = p384::ecdsa::Signature::from_der(signature).ok()?;
    key.verify_prehash(digest, &signature).ok()
}

/// PSS with one hash throughout (RFC 4055, 3.1). The defaults are SHA-1, so nothing may be left out.
fn pss_parameters(mut fields: Reader) -> Result<Option<Scheme>, Malformed> {
    let mut parameters = fields.expect(SEQUENCE)?.inside();
    let hash = parameters.expect(context(0))?.inside().expect(SEQUENCE)?;
    let mask = parameters.expect(context(1))?.inside().expect(SEQUENCE)?;
    let mut mask = mask.inside();
    let mask_is_mgf1 = mask.next()?.oid()? == MGF1;
    let mask_hash = mask.expect(SEQUENCE)?;
    let salt = parameters.expect(context(2))?.inside().expect(INTEGER)?.value;
    let salt = match salt {
        [_, _, _, ..] => return Err(Malformed),
        bytes => bytes.iter().fold(0, |sum, &byte| sum << 8 | usize::from(byte)),
    };
    let hash = Hash::of(hash).filter(|hash| mask_is_mgf1 && Hash::of(mask_hash) == Some(*hash));
    Ok(hash.map(|hash| Scheme::RsaPss(hash, salt)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use p256::ecdsa::signature::hazmat::PrehashSigner;
    use x509_cert::spki::SubjectPublicKeyInfoOwned as Public;

    #[test]
    fn check_ecdsa() {
        let p256 = p256::ecdsa::SigningKey::from_slice(&[7; 32]).unwrap();
        let p384 = p384::ecdsa::SigningKey::from_slice(&[7; 48]).unwrap();
        let keys = [
            Public::from_key(p256.verifying_key()).unwrap(),
            Public::from_key(p384.verifying_key()).unwrap(),
        ];
        for hash in [Hash::Sha256, Hash::Sha384, Hash::Sha512] {
            let digest = hash.digest(&[b"message"]);
            let on256: p256::ecdsa::DerSignature = p256.sign_prehash(&digest).unwrap();
            let on384: p384::ecdsa::DerSignature = p384.sign_prehash(&digest).unwrap();
            for (key, signature) in keys.iter().zip([on256.as_bytes(), on384.as_bytes()]) {
                let scheme = Scheme::Ecdsa(hash);
                assert!(scheme.holds(key, b"message", signature), "{hash:?}");
                assert!(!scheme.holds(key, b"massage", signature), "{hash:?}");
                assert!(!scheme.holds(key, b"message", &signature[1..]), "{hash:?}");
                assert!(!Scheme::RsaPkcs1(hash).holds(key, b"message", signature));
            }
            assert!(!Scheme::Ecdsa(hash).holds(&keys[1], b"message", on256.as_bytes()));
        }
    }
}
