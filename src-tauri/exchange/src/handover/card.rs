//! Name cards: who somebody is, and the keys that they are sent to and sign with.

use std::fmt;
use std::str::FromStr;

use age::x25519::Recipient;
use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD as BASE64;
use cases::{Line, Role};
use chrono::{DateTime, Utc};
use forms::Hash;
use p256::ecdsa::signature::Verifier as _;
use p256::ecdsa::{Signature, VerifyingKey};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::keys::OwnKeys;

/// The format's name and version.
const FORMAT: &str = "narvarolots-card/1";
/// What a card's signature is bound to.
const CONTEXT: &[u8] = b"narvarolots/1 card\0";
/// The largest card that is read, in bytes: a name, two keys and a certificate are far below.
const LARGEST: usize = 16 << 10;
/// How many bytes of a certificate a card carries at most.
const LARGEST_CERTIFICATE: usize = 8 << 10;

/// What a pair of keys is called by: SHA-256 of both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fingerprint(Hash);

impl Fingerprint {
    pub(crate) fn of(recipient: &Recipient, signer: &VerifyingKey) -> Self {
        let keys = format!("narvarolots/1 card keys\n{recipient}\n{}", hex(signer));
        Self(Hash::of(keys.as_bytes()))
    }

    /// The bytes whose words are read aloud. Six words are 66 bits, which a determined forger could search, so that
    /// each try is made to cost what a passphrase costs (Argon2id, RFC 9106): 64 MiB and three passes.
    ///
    /// # Errors
    /// There is not enough memory for it.
    pub fn spoken(&self) -> Result<[u8; 9], CardError> {
        let params = Params::new(64 << 10, 3, 1, Some(9)).map_err(|_| CardError::NotACard)?;
        let mut words = [0; 9];
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(self.0.as_bytes(), b"narvarolots/1 card words", &mut words)
            .map_err(|_| CardError::Memory)?;
        Ok(words)
    }
}

impl From<Fingerprint> for Hash {
    fn from(fingerprint: Fingerprint) -> Self {
        fingerprint.0
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Fingerprint {
    type Err = forms::NotAHash;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

/// Why a card cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CardError {
    /// It is no name card.
    #[error("not a name card")]
    NotACard,
    /// It is of a later version.
    #[error("a name card of a later version")]
    Newer,
    /// It was changed since its owner made it.
    #[error("a name card that was changed")]
    Changed,
    /// The computer has too little memory to tell its words.
    #[error("too little memory")]
    Memory,
}

impl CardError {
    /// Every error.
    pub const ALL: &[Self] = &[Self::NotACard, Self::Newer, Self::Changed, Self::Memory];

    /// The stable code, in kebab case.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotACard => "not-a-card",
            Self::Newer => "newer-card",
            Self::Changed => "changed-card",
            Self::Memory => "card-memory",
        }
    }
}

/// A name card whose signature holds: it was made by whoever has the keys that it names.
#[derive(Clone, PartialEq, Eq)]
pub struct NameCard {
    text: String,
    facts: Facts,
    signature: Signature,
}

/// What a card says.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Facts {
    format: String,
    name: Line,
    role: Role,
    school: Line,
    #[serde(serialize_with = "as_text", deserialize_with = "recipient")]
    recipient: Recipient,
    #[serde(serialize_with = "as_hex", deserialize_with = "signer")]
    signer: VerifyingKey,
    /// The certificate with which its owner signs documents, in DER and base64.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    certificate: Option<String>,
    made_at: DateTime<Utc>,
}

/// A card as it is written: the signed text beside its signature, so that no second way of writing it has to agree.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    card: String,
    signature: String,
}

impl NameCard {
    /// The card of whoever has these keys. `certificate` is the one that the owner signs documents with, in DER.
    ///
    /// # Errors
    /// The certificate is far larger than one is.
    pub fn new(
        keys: &OwnKeys,
        (name, role, school): (&Line, Role, &Line),
        certificate: Option<&[u8]>,
        made_at: DateTime<Utc>,
    ) -> Result<Self, CardError> {
        let facts = Facts {
            format: FORMAT.to_owned(),
            name: name.clone(),
            role,
            school: school.clone(),
            recipient: keys.recipient(),
            signer: keys.signer(),
            certificate: certificate.map(|der| BASE64.encode(der)),
            made_at,
        };
        let text = serde_json::to_string(&facts).map_err(|_| CardError::NotACard)?;
        let signature = keys.sign(CONTEXT, text.as_bytes());
        // Read back, so that there is no card that we make and others refuse.
        Self::parse(&written(&text, &signature))
    }

    /// The card in these bytes.
    ///
    /// # Errors
    /// They are no card, one of a later version, or one that was changed.
    pub fn parse(bytes: &[u8]) -> Result<Self, CardError> {
        if bytes.len() > LARGEST {
            return Err(CardError::NotACard);
        }
        let Written {
            card: text,
            signature,
        } = serde_json::from_slice(bytes).map_err(|_| CardError::NotACard)?;
        let facts: Facts = serde_json::from_str(&text).map_err(|_| later_or_none(&text))?;
        if facts.format != FORMAT {
            return Err(later_or_none(&text));
        }
        let signature = BASE64.decode(signature).map_err(|_| CardError::Changed)?;
        let signature = Signature::from_slice(&signature).map_err(|_| CardError::Changed)?;
        let signed = [CONTEXT, text.as_bytes()].concat();
        let held = facts.signer.verify(&signed, &signature);
        held.map_err(|_| CardError::Changed)?;
        let card = Self {
            text,
            facts,
            signature,
        };
        let fits = card.facts.certificate.is_none() || card.certificate().is_some();
        fits.then_some(card).ok_or(CardError::NotACard)
    }

    /// The card as it is written to a file or a code.
    pub fn to_bytes(&self) -> Vec<u8> {
        written(&self.text, &self.signature)
    }

    /// The owner's name.
    pub fn name(&self) -> &Line {
        &self.facts.name
    }

    /// What the owner does at the school.
    pub fn role(&self) -> Role {
        self.facts.role
    }

    /// The school, or the office.
    pub fn school(&self) -> &Line {
        &self.facts.school
    }

    /// The certificate that the owner signs documents with, in DER.
    pub fn certificate(&self) -> Option<Vec<u8>> {
        let der = BASE64.decode(self.facts.certificate.as_ref()?).ok()?;
        (der.len() <= LARGEST_CERTIFICATE).then_some(der)
    }

    /// When the card was made, as its owner says.
    pub fn made_at(&self) -> DateTime<Utc> {
        self.facts.made_at
    }

    /// What the keys are called by; the rest of the card may change, this stays.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(&self.facts.recipient, &self.facts.signer)
    }

    pub(crate) fn recipient(&self) -> &Recipient {
        &self.facts.recipient
    }

    /// Whether the owner of this card made `signature` of `message` in one context.
    pub(crate) fn signed(&self, context: &[u8], message: &[u8], signature: &[u8]) -> bool {
        let signature = Signature::from_slice(signature);
        signature.is_ok_and(|signature| {
            let signed = [context, message].concat();
            self.facts.signer.verify(&signed, &signature).is_ok()
        })
    }
}

fn written(text: &str, signature: &Signature) -> Vec<u8> {
    let written = Written {
        card: text.to_owned(),
        signature: BASE64.encode(signature.to_bytes()),
    };
    // Two strings: there is nothing in them that JSON cannot say.
    serde_json::to_vec(&written).unwrap_or_default()
}

/// A later version may say more than we know how to read, and is still a card.
fn later_or_none(text: &str) -> CardError {
    #[derive(Deserialize)]
    struct Named {
        format: String,
    }
    match serde_json::from_str::<Named>(text) {
        Ok(named) if named.format != FORMAT && named.format.starts_with("narvarolots-card/") => {
            CardError::Newer
        }
        _ => CardError::NotACard,
    }
}

fn hex(signer: &VerifyingKey) -> String {
    let bytes = signer.to_sec1_point(true);
    bytes
        .as_bytes()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn as_text<S: Serializer>(recipient: &Recipient, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(recipient)
}

fn recipient<'de, D: Deserializer<'de>>(from: D) -> Result<Recipient, D::Error> {
    String::deserialize(from)?.parse().map_err(de::Error::custom)
}

fn as_hex<S: Serializer>(signer: &VerifyingKey, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&hex(signer))
}

fn signer<'de, D: Deserializer<'de>>(from: D) -> Result<VerifyingKey, D::Error> {
    let text = String::deserialize(from)?;
    let bytes: Option<Vec<u8>> = text
        .as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
        .collect();
    let key = VerifyingKey::from_sec1_bytes(&bytes.unwrap_or_default()).map_err(de::Error::custom)?;
    // One way of writing a key, so that one pair of keys has one fingerprint.
    (hex(&key) == text)
        .then_some(key)
        .ok_or_else(|| de::Error::custom("signer"))
}
