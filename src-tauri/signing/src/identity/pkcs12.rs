//! Identities that others made: PKCS#12 files, of today's and of yesterday's ciphers.

use p12_keystore::{KeyStore, Pkcs12ImportPolicy};

use super::{Identity, Key};
use crate::certificate::Certificate;
use crate::error::IdentityError;

pub fn read(file: &[u8], passphrase: &str) -> Result<Identity, IdentityError> {
    let store = KeyStore::from_pkcs12(file, passphrase, Pkcs12ImportPolicy::Relaxed)
        .map_err(|error| reason(&error))?;
    let (_, chain) = store.private_key_chain().ok_or(IdentityError::Empty)?;
    let certificates = chain
        .certs()
        .iter()
        .map(|one| Certificate::from_der(one.as_der()));
    Identity::new(
        Key::from_pkcs8(chain.key().as_der())?,
        certificates.collect::<Result<_, _>>()?,
    )
}

fn reason(error: &p12_keystore::error::Error) -> IdentityError {
    use p12_keystore::error::Error;
    match error {
        // A wrong passphrase shows in the check over the whole, or in what was unpacked with it.
        Error::MacError(_) | Error::UnpadError | Error::Pkcs5Error(_) => IdentityError::WrongPassphrase,
        Error::InvalidPrivateKey | Error::UnsupportedEncryptionScheme | Error::UnsupportedMacAlgorithm => {
            IdentityError::UnknownKey
        }
        _ => IdentityError::Malformed,
    }
}
