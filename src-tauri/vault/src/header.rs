//! The header: the vault key, wrapped once for each way in.
//!
//! Four lines: the format's name, the slots as JSON, a seal, a checksum. The checksum (over all before it) tells
//! an accident from a wrong passphrase; the seal (over the first two lines, by a key under the vault key) tells
//! that nobody without the vault key wrote any of it. Each slot is also bound to the vault and to its own
//! parameters, so that none opens in another's place or with cheaper ones. Later versions keep the first and
//! the last line as they are.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use forms::Hash;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::error::{Error, HeaderError, UnlockError};
use crate::municipality::{MunicipalityKey, MunicipalitySecret, Sealed};
use crate::passphrase::{KdfCost, Passphrase};
use crate::random::Random;
use crate::recovery::RecoveryWords;
use crate::secret::{Keys, Secret};

const FORMAT: &str = "narvarolots-vault 1";
const FAMILY: &str = "narvarolots-vault ";

/// A header whose bytes hold together and whose parameters are acceptable.
pub(crate) struct Header {
    slots: Slots,
    cost: KdfCost,
    /// The first two lines as they were read or written, and the seal over them.
    sealed: String,
    seal: String,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Slots {
    vault: Uuid,
    passphrase: PassphraseSlot,
    recovery: RecoverySlot,
    municipality: Option<MunicipalitySlot>,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PassphraseSlot {
    memory_kib: u32,
    passes: u32,
    salt: Bytes,
    wrapped: Bytes,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RecoverySlot {
    salt: Bytes,
    wrapped: Bytes,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct MunicipalitySlot {
    key: String,
    encapsulated: Bytes,
    wrapped: Bytes,
}

/// Bytes in Base64.
#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
struct Bytes(Vec<u8>);

/// What wraps the vault key in a new header.
pub(crate) struct Ways<'a> {
    pub(crate) passphrase: &'a Passphrase,
    pub(crate) cost: KdfCost,
    pub(crate) recovery: &'a RecoveryWords,
    pub(crate) municipality: Option<&'a MunicipalityKey>,
}

impl Header {
    /// The header of a new vault, the key of which is wrapped for each of `ways`.
    pub(crate) fn new(vault: Uuid, keys: &Keys, ways: &Ways, random: &mut dyn Random) -> Result<Self, Error> {
        let slots = Slots {
            vault,
            passphrase: PassphraseSlot::new(vault, &keys.vault, ways.passphrase, ways.cost, random)?,
            recovery: RecoverySlot::new(vault, &keys.vault, ways.recovery, random)?,
            municipality: ways
                .municipality
                .map(|key| MunicipalitySlot::new(vault, &keys.vault, key, random))
                .transpose()?,
        };
        Self::seal(slots, ways.cost, keys)
    }

    /// The same header with another passphrase.
    pub(crate) fn with_passphrase(
        &self,
        keys: &Keys,
        passphrase: &Passphrase,
        cost: KdfCost,
        random: &mut dyn Random,
    ) -> Result<Self, Error> {
        let passphrase = PassphraseSlot::new(self.vault(), &keys.vault, passphrase, cost, random)?;
        Self::seal(
            Slots {
                passphrase,
                ..self.slots.clone()
            },
            cost,
            keys,
        )
    }

    /// The same header with other recovery words.
    pub(crate) fn with_recovery(
        &self,
        keys: &Keys,
        words: &RecoveryWords,
        random: &mut dyn Random,
    ) -> Result<Self, Error> {
        let recovery = RecoverySlot::new(self.vault(), &keys.vault, words, random)?;
        Self::seal(
            Slots {
                recovery,
                ..self.slots.clone()
            },
            self.cost,
            keys,
        )
    }

    /// The vault's id.
    pub(crate) fn vault(&self) -> Uuid {
        self.slots.vault
    }

    /// What the passphrase costs to try.
    pub(crate) fn cost(&self) -> KdfCost {
        self.cost
    }

    /// Whether the municipality can open the vault.
    pub(crate) fn has_municipality(&self) -> bool {
        self.slots.municipality.is_some()
    }

    /// The keys, by the passphrase.
    pub(crate) fn by_passphrase(&self, passphrase: &Passphrase) -> Result<Keys, Error> {
        let slot = &self.slots.passphrase;
        let key = passphrase.key(slot.salt()?, self.cost)?;
        let opened = key.open(&slot.context(self.vault()), &slot.wrapped.0);
        let opened = opened.ok_or(UnlockError::WrongPassphrase)?;
        self.checked(Secret::from_slice(&opened).ok_or(HeaderError::Tampered)?)
    }

    /// The keys, by the recovery words.
    pub(crate) fn by_recovery(&self, words: &RecoveryWords) -> Result<Keys, Error> {
        let slot = &self.slots.recovery;
        let opened = words
            .key(slot.salt()?)
            .open(&RecoverySlot::context(self.vault()), &slot.wrapped.0);
        let opened = opened.ok_or(UnlockError::WrongRecoveryWords)?;
        self.checked(Secret::from_slice(&opened).ok_or(HeaderError::Tampered)?)
    }

    /// The keys, by the municipality's private key.
    pub(crate) fn by_municipality(&self, secret: &MunicipalitySecret) -> Result<Keys, Error> {
        let slot = self
            .slots
            .municipality
            .as_ref()
            .ok_or(UnlockError::NoMunicipalityKey)?;
        let sealed = Sealed {
            encapsulated: slot.encapsulated.0.clone(),
            wrapped: slot.wrapped.0.clone(),
        };
        self.checked(secret.open(&sealed, &MunicipalitySlot::context(self.vault(), &slot.key))?)
    }

    /// The keys under `vault`, if it was its holder who wrote this header.
    fn checked(&self, vault: Secret) -> Result<Keys, Error> {
        let keys = Keys::under(vault);
        if seal(&keys, &self.sealed) == self.seal {
            Ok(keys)
        } else {
            Err(HeaderError::Tampered.into())
        }
    }

    fn seal(slots: Slots, cost: KdfCost, keys: &Keys) -> Result<Self, Error> {
        let json = serde_json::to_string(&slots).map_err(|_| HeaderError::Damaged)?;
        let sealed = format!("{FORMAT}\n{json}\n");
        Ok(Self {
            slots,
            cost,
            seal: seal(keys, &sealed),
            sealed,
        })
    }

    /// The header's bytes.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let checked = format!("{}{}\n", self.sealed, self.seal);
        format!("{checked}{}\n", Hash::of(checked.as_bytes())).into_bytes()
    }

    /// The header in `bytes`. That nobody tampered with it shows only when it is opened.
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, HeaderError> {
        let text = std::str::from_utf8(bytes).map_err(|_| HeaderError::Damaged)?;
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let (checksum, checked) = lines.split_last().ok_or(HeaderError::Damaged)?;
        if *checksum != format!("{}\n", Hash::of(checked.concat().as_bytes())) {
            return Err(HeaderError::Damaged);
        }
        let [format, json, seal] = checked else {
            return Err(HeaderError::Newer);
        };
        if format.trim_end() != FORMAT {
            return Err(if format.starts_with(FAMILY) {
                HeaderError::Newer
            } else {
                HeaderError::Damaged
            });
        }
        let slots: Slots = serde_json::from_str(json).map_err(|_| HeaderError::Tampered)?;
        let (memory_kib, passes) = (slots.passphrase.memory_kib, slots.passphrase.passes);
        let cost = KdfCost::from_header(memory_kib, passes).ok_or(HeaderError::Weakened)?;
        Ok(Self {
            slots,
            cost,
            sealed: [*format, *json].concat(),
            seal: seal.trim_end().to_owned(),
        })
    }
}

fn seal(keys: &Keys, sealed: &str) -> String {
    BASE64.encode(keys.header.code(sealed.as_bytes()))
}

impl PassphraseSlot {
    fn new(
        vault: Uuid,
        key: &Secret,
        passphrase: &Passphrase,
        cost: KdfCost,
        random: &mut dyn Random,
    ) -> Result<Self, Error> {
        let (memory_kib, passes) = (cost.memory_kib(), cost.passes());
        let mut slot = Self {
            memory_kib,
            passes,
            salt: Bytes::random(random),
            wrapped: Bytes(Vec::new()),
        };
        let wrapping = passphrase.key(slot.salt()?, cost)?;
        slot.wrapped = wrap(&wrapping, &slot.context(vault), key, random)?;
        Ok(slot)
    }

    fn salt(&self) -> Result<&[u8; 16], HeaderError> {
        self.salt.salt()
    }

    fn context(&self, vault: Uuid) -> Vec<u8> {
        let salt = BASE64.encode(&self.salt.0);
        format!(
            "{FORMAT} {vault} passphrase argon2id m={} t={} p=1 {salt}",
            self.memory_kib, self.passes
        )
        .into()
    }
}

impl RecoverySlot {
    fn new(vault: Uuid, key: &Secret, words: &RecoveryWords, random: &mut dyn Random) -> Result<Self, Error> {
        let salt = Bytes::random(random);
        let wrapping = words.key(salt.salt()?);
        let wrapped = wrap(&wrapping, &Self::context(vault), key, random)?;
        Ok(Self { salt, wrapped })
    }

    fn salt(&self) -> Result<&[u8; 16], HeaderError> {
        self.salt.salt()
    }

    // The salt goes into the key itself, and need not stand here.
    fn context(vault: Uuid) -> Vec<u8> {
        format!("{FORMAT} {vault} recovery").into()
    }
}

impl MunicipalitySlot {
    fn new(
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

    fn context(vault: Uuid, key: &str) -> Vec<u8> {
        format!("{FORMAT} {vault} municipality {key}").into()
    }
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
