//! The slots of a header: the vault key, wrapped once for each way in.
//!
//! Each wrapping is bound to the vault and to its own parameters, so that none opens in another's place, in
//! another vault, or with cheaper parameters.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::error::{Error, HeaderError, UnlockError};
use crate::municipality::{MunicipalityKey, MunicipalitySecret, Sealed};
use crate::passphrase::{KdfCost, Passphrase};
use crate::random::Random;
use crate::recovery::RecoveryWords;
use crate::secret::{Keys, Secret};

/// What the key is for that seals the vault keys of the owners before.
const FORMER: &[u8] = b"narvarolots/1 former";

/// What wraps the vault key.
pub(crate) struct Ways<'a> {
    pub(crate) passphrase: &'a Passphrase,
    pub(crate) cost: KdfCost,
    pub(crate) recovery: &'a RecoveryWords,
    pub(crate) municipality: Option<&'a MunicipalityKey>,
}

/// All slots of one vault.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Slots {
    pub(crate) vault: Uuid,
    pub(crate) passphrase: PassphraseSlot,
    pub(crate) recovery: RecoverySlot,
    pub(crate) municipality: Option<MunicipalitySlot>,
    /// The vault keys of the owners before, the latest first, each sealed by the vault key.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) former: Vec<Bytes>,
}

/// The vault key wrapped by a key that Argon2id makes of the passphrase.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PassphraseSlot {
    pub(crate) memory_kib: u32,
    pub(crate) passes: u32,
    pub(crate) salt: Bytes,
    pub(crate) wrapped: Bytes,
}

/// The vault key wrapped by a key made of the recovery words.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RecoverySlot {
    pub(crate) salt: Bytes,
    pub(crate) wrapped: Bytes,
}

/// The vault key sealed to the municipality.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MunicipalitySlot {
    key: String,
    encapsulated: Bytes,
    wrapped: Bytes,
}

/// Bytes, written in Base64.
#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) struct Bytes(Vec<u8>);

impl Slots {
    /// The vault key wrapped for each of `ways`, and those before it by itself.
    pub(crate) fn new(vault: Uuid, keys: &Keys, ways: &Ways, random: &mut dyn Random) -> Result<Self, Error> {
        let key = &keys.vault;
        let mut former = Vec::new();
        for (place, before) in keys.former.iter().enumerate() {
            former.push(wrap(
                &key.derive(FORMER),
                &former_context(vault, place),
                &before.vault,
                random,
            )?);
        }
        let seal = |municipality| MunicipalitySlot::new(vault, key, municipality, random);
        let municipality = ways.municipality.map(seal).transpose()?;
        let passphrase = PassphraseSlot::new(vault, key, ways.passphrase, ways.cost, random)?;
        let recovery = RecoverySlot::new(vault, key, ways.recovery, random)?;
        Ok(Self {
            vault,
            passphrase,
            recovery,
            municipality,
            former,
        })
    }

    /// All keys under the vault key, and those of the owners before.
    pub(crate) fn keys(&self, key: Secret) -> Result<Keys, Error> {
        let (wrapping, tampered) = (key.derive(FORMER), || HeaderError::Tampered);
        let mut former = Vec::new();
        for (place, wrapped) in self.former.iter().enumerate() {
            let before = wrapping.open(&former_context(self.vault, place), &wrapped.0);
            let before = before.ok_or_else(tampered)?;
            former.push(Secret::from_slice(&before).ok_or_else(tampered)?);
        }
        Ok(Keys::after(key, former))
    }

    /// The vault key, by the passphrase.
    pub(crate) fn by_passphrase(&self, passphrase: &Passphrase) -> Result<Secret, Error> {
        let slot = &self.passphrase;
        let wrapping = passphrase.key(slot.salt.salt()?, slot.cost()?)?;
        unwrap(
            &wrapping,
            &slot.context(self.vault),
            &slot.wrapped,
            UnlockError::WrongPassphrase,
        )
    }

    /// The vault key, by the recovery words.
    pub(crate) fn by_recovery(&self, words: &RecoveryWords) -> Result<Secret, Error> {
        let slot = &self.recovery;
        let wrapping = words.key(slot.salt.salt()?);
        unwrap(
            &wrapping,
            &RecoverySlot::context(self.vault),
            &slot.wrapped,
            UnlockError::WrongRecoveryWords,
        )
    }

    /// The vault key, by the municipality's private key.
    pub(crate) fn by_municipality(&self, secret: &MunicipalitySecret) -> Result<Secret, Error> {
        let slot = self.municipality.as_ref().ok_or(UnlockError::NoMunicipalityKey)?;
        let sealed = Sealed {
            encapsulated: slot.encapsulated.0.clone(),
            wrapped: slot.wrapped.0.clone(),
        };
        Ok(secret.open(&sealed, &MunicipalitySlot::context(self.vault, &slot.key))?)
    }
}

impl PassphraseSlot {
    /// `key` wrapped by `passphrase` at `cost`.
    pub(crate) fn new(
        vault: Uuid,
        key: &Secret,
        passphrase: &Passphrase,
        cost: KdfCost,
        random: &mut dyn Random,
    ) -> Result<Self, Error> {
        let (memory_kib, passes, salt) = (cost.memory_kib(), cost.passes(), Bytes::random(random));
        let mut slot = Self {
            memory_kib,
            passes,
            salt,
            wrapped: Bytes(Vec::new()),
        };
        let wrapping = passphrase.key(slot.salt.salt()?, cost)?;
        slot.wrapped = wrap(&wrapping, &slot.context(vault), key, random)?;
        Ok(slot)
    }

    /// What the passphrase costs to try, if it is as dear as every vault's.
    pub(crate) fn cost(&self) -> Result<KdfCost, HeaderError> {
        KdfCost::from_header(self.memory_kib, self.passes).ok_or(HeaderError::Weakened)
    }

    fn context(&self, vault: Uuid) -> Vec<u8> {
        let (memory, passes, salt) = (self.memory_kib, self.passes, BASE64.encode(&self.salt.0));
        format!("narvarolots/1 {vault} passphrase argon2id m={memory} t={passes} p=1 {salt}").into()
    }
}

impl RecoverySlot {
    /// `key` wrapped by the recovery words.
    pub(crate) fn new(
        vault: Uuid,
        key: &Secret,
        words: &RecoveryWords,
        random: &mut dyn Random,
    ) -> Result<Self, Error> {
        let salt = Bytes::random(random);
        let wrapping = words.key(salt.salt()?);
        let wrapped = wrap(&wrapping, &Self::context(vault), key, random)?;
        Ok(Self { salt, wrapped })
    }

    // The salt goes into the key itself, and need not stand here.
    fn context(vault: Uuid) -> Vec<u8> {
        format!("narvarolots/1 {vault} recovery").into()
    }
}

impl MunicipalitySlot {
    /// `key` sealed to the municipality.
    pub(crate) fn new(
        vault: Uuid,
        key: &Secret,
        municipality: &MunicipalityKey,
        random: &mut dyn Random,
    ) -> Result<Self, Error> {
        let public = municipality.to_string();
        let sealed = municipality.seal(key, &Self::context(vault, &public), random)?;
        Ok(Self {
            key: public,
            encapsulated: Bytes(sealed.encapsulated),
            wrapped: Bytes(sealed.wrapped),
        })
    }

    /// The key it is sealed to.
    pub(crate) fn key(&self) -> Result<MunicipalityKey, HeaderError> {
        MunicipalityKey::kept(&self.key).map_err(|_| HeaderError::Tampered)
    }

    fn context(vault: Uuid, key: &str) -> Vec<u8> {
        format!("narvarolots/1 {vault} municipality {key}").into()
    }
}

fn former_context(vault: Uuid, place: usize) -> Vec<u8> {
    format!("narvarolots/1 {vault} former {place}").into()
}

fn wrap(
    wrapping: &Secret,
    context: &[u8],
    key: &Secret,
    random: &mut dyn Random,
) -> Result<Bytes, UnlockError> {
    wrapping
        .seal(context, key.as_bytes(), random)
        .map(Bytes)
        .ok_or(UnlockError::Derivation)
}

fn unwrap(wrapping: &Secret, context: &[u8], wrapped: &Bytes, wrong: UnlockError) -> Result<Secret, Error> {
    let key = wrapping.open(context, &wrapped.0).ok_or(wrong)?;
    Ok(Secret::from_slice(&key).ok_or(HeaderError::Tampered)?)
}

impl Bytes {
    fn random(random: &mut dyn Random) -> Self {
        let mut bytes = vec![0; 16];
        random.fill(&mut bytes);
        Self(bytes)
    }

    fn salt(&self) -> Result<&[u8; 16], HeaderError> {
        self.0.as_slice().try_into().map_err(|_| HeaderError::Tampered)
    }
}

impl TryFrom<String> for Bytes {
    type Error = base64::DecodeError;

    fn try_from(text: String) -> Result<Self, base64::DecodeError> {
        BASE64.decode(text).map(Self)
    }
}

impl From<Bytes> for String {
    fn from(bytes: Bytes) -> Self {
        BASE64.encode(bytes.0)
    }
}
