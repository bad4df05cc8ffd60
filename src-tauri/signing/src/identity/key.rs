//! Private keys.

use std::fmt;

use der::{Decode, Encode};
use p256::ecdsa::signature::Signer as _;
use pkcs8::pkcs5::{pbes2, scrypt};
use pkcs8::{DecodePrivateKey, EncodePrivateKey, EncryptedPrivateKeyInfoOwned, PrivateKeyInfoRef};
use ring::signature::{KeyPair as _, RSA_PKCS1_SHA256, RsaKeyPair};
use x509_cert::builder::Builder;
use x509_cert::request::{CertReq, RequestBuilder};
use x509_cert::spki::SubjectPublicKeyInfoOwned;
use zeroize::Zeroizing;

use super::{Algorithm, Authority, Identity, Person, Validity};
use crate::asn1::{BITS, NULL, algorithm_with, sequence, tagged};
use crate::certificate::Certificate;
use crate::crypto::RSA_KEY;
use crate::error::IdentityError;
use crate::random::{Random, bytes};

/// scrypt's cost: 2^16 blocks of 1 kB, 64 MiB, as much as the vault's own passphrase costs.
const COST: u8 = 16;

/// A private key.
pub struct Key {
    pkcs8: Zeroizing<Vec<u8>>,
    secret: Secret,
}

enum Secret {
    P256(p256::ecdsa::SigningKey),
    P384(Box<p384::ecdsa::SigningKey>),
    Rsa(Box<RsaKeyPair>),
}

impl Key {
    /// Makes a new P-256 key.
    pub fn generate(random: &mut dyn Random) -> Result<Self, IdentityError> {
        // A random number that is no key, zero or beyond the curve's order, comes once in 2^32 tries.
        for _ in 0..4 {
            let seed = Zeroizing::new(bytes::<32>(random));
            if let Ok(key) = p256::ecdsa::SigningKey::from_slice(seed.as_slice()) {
                let pkcs8 = key.to_pkcs8_der().map_err(|_| IdentityError::UnknownKey)?;
                return Self::from_pkcs8(pkcs8.as_bytes());
            }
        }
        Err(IdentityError::UnknownKey)
    }

    /// Reads an unencrypted PKCS#8 key.
    pub fn from_pkcs8(pkcs8: &[u8]) -> Result<Self, IdentityError> {
        let secret = if let Ok(key) = p256::ecdsa::SigningKey::from_pkcs8_der(pkcs8) {
            Secret::P256(key)
        } else if let Ok(key) = p384::ecdsa::SigningKey::from_pkcs8_der(pkcs8) {
            Secret::P384(Box::new(key))
        } else {
            let key =
                RsaKeyPair::from_pkcs8(pkcs8).map_err(|_| match PrivateKeyInfoRef::from_der(pkcs8) {
                    Ok(_) => IdentityError::UnknownKey,
                    Err(_) => IdentityError::Malformed,
                })?;
            Secret::Rsa(Box::new(key))
        };
        Ok(Self {
            pkcs8: Zeroizing::new(pkcs8.to_vec()),
            secret,
        })
    }

    /// The key as encrypted PKCS#8 (PBES2: scrypt, AES-256-CBC).
    pub fn seal(&self, passphrase: &[u8], random: &mut dyn Random) -> Result<Vec<u8>, IdentityError> {
        let cost = scrypt::Params::new(COST, 8, 1).map_err(|_| IdentityError::Malformed)?;
        let salt = bytes::<16>(random);
        let parameters = pbes2::Parameters::generate_scrypt_aes256cbc(cost, &salt, bytes(random));
        let parameters = parameters.map_err(|_| IdentityError::Malformed)?;
        let key = PrivateKeyInfoRef::from_der(&self.pkcs8).map_err(|_| IdentityError::Malformed)?;
        let sealed = key.encrypt_with_params(parameters, passphrase);
        Ok(sealed.map_err(|_| IdentityError::Malformed)?.as_bytes().to_vec())
    }

    /// Opens what [`Key::seal`] made.
    pub fn open(sealed: &[u8], passphrase: &[u8]) -> Result<Self, IdentityError> {
        let sealed = EncryptedPrivateKeyInfoOwned::from_der(sealed).map_err(|_| IdentityError::Malformed)?;
        let key = sealed
            .decrypt(passphrase)
            .map_err(|_| IdentityError::WrongPassphrase)?;
        Self::from_pkcs8(key.as_bytes())
    }

    /// An identity that only its own key speaks for.
    pub fn self_signed(
        self,
        person: &Person,
        validity: Validity,
        random: &mut dyn Random,
    ) -> Result<Identity, IdentityError> {
        let name = person.to_name()?;
        let certificate = Authority::certify(&self, name.clone(), name, self.public()?, validity, random)?;
        Identity::new(self, vec![certificate])
    }

    /// A request (PKCS#10, PEM) for a certificate that an authority issues.
    pub fn request(&self, person: &Person) -> Result<String, IdentityError> {
        let request = RequestBuilder::new(person.to_name()?).map_err(|_| IdentityError::Malformed)?;
        let request: CertReq = request
            .build::<_, p256::ecdsa::DerSignature>(self.p256()?)
            .map_err(|_| IdentityError::Signing)?;
        let der = request.to_der().map_err(|_| IdentityError::Malformed)?;
        let pem = der::pem::encode_string(REQUEST, der::pem::LineEnding::LF, &der);
        pem.map_err(|_| IdentityError::Malformed)
    }

    /// The authority's answer to [`Key::request`]: the certificate, followed by its issuer's.
    pub fn accept(self, answer: &[u8]) -> Result<Identity, IdentityError> {
        Identity::new(self, Certificate::all_from(answer)?)
    }

    /// How it signs.
    pub fn algorithm(&self) -> Algorithm {
        match &self.secret {
            Secret::P256(_) => Algorithm::EcdsaP256,
            Secret::P384(_) => Algorithm::EcdsaP384,
            Secret::Rsa(_) => Algorithm::Rsa,
        }
    }

    pub(super) fn sign(&self, message: &[u8]) -> Result<Vec<u8>, IdentityError> {
        match &self.secret {
            Secret::P256(key) => {
                let signature: p256::ecdsa::DerSignature =
                    key.try_sign(message).map_err(|_| IdentityError::Signing)?;
                Ok(signature.as_bytes().to_vec())
            }
            Secret::P384(key) => {
                let signature: p384::ecdsa::DerSignature =
                    key.try_sign(message).map_err(|_| IdentityError::Signing)?;
                Ok(signature.as_bytes().to_vec())
            }
            Secret::Rsa(key) => {
                let mut signature = vec![0; key.public().modulus_len()];
                // PKCS #1 v1.5 draws nothing; ring wants a source all the same.
                let unused = ring::rand::SystemRandom::new();
                key.sign(&RSA_PKCS1_SHA256, &unused, message, &mut signature)
                    .map_err(|_| IdentityError::Signing)?;
                Ok(signature)
            }
        }
    }

    #[cfg(test)]
    pub(crate) fn pkcs8(&self) -> &[u8] {
        &self.pkcs8
    }

    pub(super) fn p256(&self) -> Result<&p256::ecdsa::SigningKey, IdentityError> {
        match &self.secret {
            Secret::P256(key) => Ok(key),
            _ => Err(IdentityError::UnknownKey),
        }
    }

    pub(crate) fn public(&self) -> Result<SubjectPublicKeyInfoOwned, IdentityError> {
        let key = match &self.secret {
            Secret::P256(key) => SubjectPublicKeyInfoOwned::from_key(key.verifying_key()),
            Secret::P384(key) => SubjectPublicKeyInfoOwned::from_key(key.verifying_key()),
            Secret::Rsa(key) => return rsa_public(key.public_key().as_ref()),
        };
        key.map_err(|_| IdentityError::UnknownKey)
    }
}

const REQUEST: &str = "CERTIFICATE REQUEST";

// A key is never printed.
impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({:?})", self.algorithm())
    }
}

/// The public half of an RSA key, from the bare pair of numbers.
fn rsa_public(numbers: &[u8]) -> Result<SubjectPublicKeyInfoOwned, IdentityError> {
    let algorithm = algorithm_with(RSA_KEY, &tagged(NULL, &[]));
    let der = sequence(&[&algorithm, &tagged(BITS, &[&[0], numbers])]);
    SubjectPublicKeyInfoOwned::from_der(&der).map_err(|_| IdentityError::UnknownKey)
}
