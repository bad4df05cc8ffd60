//! The municipality's recovery key: public records must not hang on one employee.
//!
//! A pack may hold the public half of an X25519 key. The vault key is sealed to it by HPKE (RFC 9180, base mode,
//! DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20-Poly1305); the private half lies with the municipality.

use std::fmt;
use std::str::FromStr;

use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::rand_core::{Infallible, TryCryptoRng, TryRng};
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use crate::error::UnlockError;
use crate::random::Random;
use crate::secret::Secret;
use crate::words;

/// What HPKE binds the sealed key to, beside the slot's own context.
const INFO: &[u8] = b"narvarolots/1 municipality";

/// What a key's fingerprint is counted over, beside the key.
const NAME: &[u8] = b"narvarolots/1 municipality key ";

/// How many words a key is called by: 88 bits.
const WORDS: usize = 8;

/// The municipality's public key, written as 64 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MunicipalityKey([u8; 32]);

/// The municipality's private key, kept by the municipality and typed or read in only to recover a vault.
pub struct MunicipalitySecret(Zeroizing<[u8; 32]>);

/// What the pack says of the municipality's key.
#[derive(Debug, Clone, Copy, Default)]
pub struct Escrow {
    /// The key, if the pack has one.
    pub key: Option<MunicipalityKey>,
    /// Whether no vault may be made without it.
    pub required: bool,
}

impl Escrow {
    /// The key to seal to, if any; an error if one is required and none given.
    pub(crate) fn key(&self) -> Result<Option<&MunicipalityKey>, UnlockError> {
        match &self.key {
            None if self.required => Err(UnlockError::MunicipalityKeyRequired),
            key => Ok(key.as_ref()),
        }
    }
}

/// A key sealed to the municipality.
pub(crate) struct Sealed {
    /// HPKE's encapsulated key.
    pub(crate) encapsulated: Vec<u8>,
    /// The ciphertext.
    pub(crate) wrapped: Vec<u8>,
}

impl MunicipalityKey {
    /// The 32 bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// A key as a header holds it. What stands there has been sealed to, and keeps nobody out.
    pub(crate) fn kept(text: &str) -> Result<Self, UnlockError> {
        hex(text).map(|bytes| Self(*bytes))
    }

    /// Whether it is the one way to write this point. Of another the holders of the shares would be told that they have
    /// another key.
    fn is_canonical(&self) -> bool {
        let [lowest, middle @ .., highest] = &self.0;
        // The field's prime is 2²⁵⁵ − 19.
        let is_below = *lowest < 0xed || middle.iter().any(|byte| *byte != 0xff) || *highest < 0x7f;
        is_below && *highest <= 0x7f
    }

    /// What the key is known by.
    pub(crate) fn fingerprint(&self) -> [u8; 32] {
        Sha256::new()
            .chain_update(NAME)
            .chain_update(self.0)
            .finalize()
            .into()
    }

    /// The words by which people tell it from another.
    pub fn words(&self) -> Vec<&'static str> {
        words::spoken(&self.fingerprint(), WORDS)
    }

    /// Whether `typed` are just those words; capitals, spaces and commas do not matter.
    pub fn is_called(&self, typed: &str) -> bool {
        words::is_spoken(typed, &self.fingerprint(), WORDS)
    }

    /// `secret` sealed to this key and bound to `context`.
    pub(crate) fn seal(
        &self,
        secret: &Secret,
        context: &[u8],
        random: &mut dyn Random,
    ) -> Result<Sealed, UnlockError> {
        let malformed = |_| UnlockError::MunicipalityKeyMalformed;
        let key = <X25519HkdfSha256 as Kem>::PublicKey::from_bytes(&self.0).map_err(malformed)?;
        let (encapsulated, wrapped) =
            hpke::single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
                &OpModeS::Base,
                &key,
                INFO,
                secret.as_bytes(),
                context,
                &mut Source(random),
            )
            .map_err(malformed)?;
        Ok(Sealed {
            encapsulated: encapsulated.to_bytes().to_vec(),
            wrapped,
        })
    }
}

impl MunicipalitySecret {
    /// A new private key, for the municipality to keep.
    pub fn generate(random: &mut dyn Random) -> Self {
        let material = Secret::random(random);
        let (private, _) = X25519HkdfSha256::derive_keypair(material.as_bytes());
        Self(Zeroizing::new(private.to_bytes().into()))
    }

    /// The public half, for the pack.
    pub fn public(&self) -> Result<MunicipalityKey, UnlockError> {
        let public = X25519HkdfSha256::sk_to_pk(&self.private()?);
        Ok(MunicipalityKey(public.to_bytes().into()))
    }

    pub(crate) fn from_bytes(bytes: Zeroizing<[u8; 32]>) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The key as 64 hexadecimal digits, to be kept by the municipality.
    pub fn to_hex(&self) -> Zeroizing<String> {
        Zeroizing::new(self.0.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// What was sealed to the public half in the same `context`.
    pub(crate) fn open(&self, sealed: &Sealed, context: &[u8]) -> Result<Secret, UnlockError> {
        let wrong = |_| UnlockError::WrongMunicipalityKey;
        let encapsulated =
            <X25519HkdfSha256 as Kem>::EncappedKey::from_bytes(&sealed.encapsulated).map_err(wrong)?;
        let opened = hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
            &OpModeR::Base,
            &self.private()?,
            &encapsulated,
            INFO,
            &sealed.wrapped,
            context,
        );
        let opened = Zeroizing::new(opened.map_err(wrong)?);
        Secret::from_slice(&opened).ok_or(UnlockError::WrongMunicipalityKey)
    }

    fn private(&self) -> Result<<X25519HkdfSha256 as Kem>::PrivateKey, UnlockError> {
        Deserializable::from_bytes(self.0.as_slice()).map_err(|_| UnlockError::MunicipalityKeyMalformed)
    }
}

/// A key that something can be sealed to, and that its private half will know as its own.
impl FromStr for MunicipalityKey {
    type Err = UnlockError;

    fn from_str(text: &str) -> Result<Self, UnlockError> {
        let key = Self::kept(text)?;
        // A point of low order is shared with everybody: sealing refuses it. Whatever is sealed here goes nowhere.
        let sealed = key.seal(&Secret::from_array(&key.0), &[], &mut |bytes: &mut [u8]| {
            bytes.fill(1)
        });
        (sealed.is_ok() && key.is_canonical())
            .then_some(key)
            .ok_or(UnlockError::MunicipalityKeyUnusable)
    }
}

impl FromStr for MunicipalitySecret {
    type Err = UnlockError;

    fn from_str(text: &str) -> Result<Self, UnlockError> {
        hex(text).map(Self)
    }
}

impl fmt::Display for MunicipalityKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

fn hex(text: &str) -> Result<Zeroizing<[u8; 32]>, UnlockError> {
    let text = text.trim();
    let mut bytes = Zeroizing::new([0; 32]);
    if text.len() != 64 || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Err(UnlockError::MunicipalityKeyMalformed);
    }
    for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
        let pair = std::str::from_utf8(pair).unwrap_or_default();
        *byte = u8::from_str_radix(pair, 16).map_err(|_| UnlockError::MunicipalityKeyMalformed)?;
    }
    Ok(bytes)
}

/// Our randomness as HPKE wants it.
struct Source<'r>(&'r mut dyn Random);

impl TryRng for Source<'_> {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)
            .map(|()| u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)
            .map(|()| u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        self.0.fill(bytes);
        Ok(())
    }
}

impl TryCryptoRng for Source<'_> {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::tests::Counting;

    #[test]
    fn check() {
        let mut random = Counting::new(5);
        let private = MunicipalitySecret::generate(&mut random);
        let public = private.public().unwrap();
        assert_eq!(public.to_string().parse(), Ok(public));
        let again: MunicipalitySecret = private.to_hex().parse().unwrap();
        assert_eq!(again.public(), Ok(public));

        let words = public.words().join(", ");
        assert_eq!(public.words().len(), 8);
        assert!(public.is_called(&words.to_uppercase()) && !public.is_called(&words[1..]));

        let secret = Secret::random(&mut random);
        let sealed = public.seal(&secret, b"here", &mut random).unwrap();
        assert_eq!(
            again.open(&sealed, b"here").unwrap().as_bytes(),
            secret.as_bytes()
        );
        let wrong = Some(UnlockError::WrongMunicipalityKey);
        assert_eq!(private.open(&sealed, b"there").err(), wrong);
        assert_eq!(
            MunicipalitySecret::generate(&mut random)
                .open(&sealed, b"here")
                .err(),
            wrong
        );
        for place in 0..sealed.wrapped.len() {
            let mut wrapped = sealed.wrapped.clone();
            wrapped[place] ^= 1;
            let torn = Sealed {
                encapsulated: sealed.encapsulated.clone(),
                wrapped,
            };
            assert_eq!(private.open(&torn, b"here").err(), wrong, "byte {place}");
        }

        let malformed = Err(UnlockError::MunicipalityKeyMalformed);
        for text in ["", "00", &"g".repeat(64), &"0".repeat(66), &"å".repeat(32)] {
            assert_eq!(text.parse::<MunicipalityKey>(), malformed, "{text}");
        }
    }

    /// RFC 7748, 6.1: a point of low order makes a secret that everybody knows.
    #[test]
    fn a_key_that_nothing_can_be_sealed_to_is_none() {
        let unusable = Err(UnlockError::MunicipalityKeyUnusable);
        let of_order_eight = "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800";
        let zero = "0".repeat(64);
        let one = format!("01{}", "0".repeat(62));
        let minus_one = format!("ec{}7f", "ff".repeat(30));
        for text in [of_order_eight, &zero, &one, &minus_one] {
            assert_eq!(text.parse::<MunicipalityKey>(), unusable, "low order: {text}");
            assert!(MunicipalityKey::kept(text).is_ok(), "a vault that holds it opens");
        }
        let nine = format!("09{}", "0".repeat(62));
        assert!(nine.parse::<MunicipalityKey>().is_ok());
        let otherwise = [
            format!("09{}80", "0".repeat(60)),
            format!("f6{}7f", "ff".repeat(30)),
            format!("ff{}7f", "ff".repeat(30)),
        ];
        for text in &otherwise {
            assert_eq!(
                text.parse::<MunicipalityKey>(),
                unusable,
                "written otherwise: {text}"
            );
        }
    }

    #[test]
    fn a_required_key_must_be_given() {
        let key = MunicipalitySecret::generate(&mut Counting::new(6)).public().ok();
        assert_eq!(
            Escrow {
                key: None,
                required: true
            }
            .key(),
            Err(UnlockError::MunicipalityKeyRequired)
        );
        assert_eq!(
            Escrow {
                key: None,
                required: false
            }
            .key(),
            Ok(None)
        );
        assert_eq!(Escrow { key, required: true }.key(), Ok(key.as_ref()));
    }
}
