//! Certificates: reading them, and saying whose they are.

use std::fmt;

use chrono::{DateTime, Utc};
use der::asn1::ObjectIdentifier;
use der::pem::LineEnding;
use der::{Any, Decode, Encode, Tag, Tagged};
use x509_cert::certificate::{CertificateInner, Raw, TbsCertificateInner};
use x509_cert::ext::pkix::BasicConstraints;
use x509_cert::name::Name;
use x509_cert::spki::SubjectPublicKeyInfoOwned;

use crate::crypto::sha256;
use crate::error::IdentityError;

pub(crate) const COMMON_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.3");
pub(crate) const ORGANISATION: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.10");
pub(crate) const TITLE: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.12");
const PEM_LABEL: &str = "CERTIFICATE";

/// A certificate, with the bytes it was read from.
#[derive(Clone)]
pub struct Certificate {
    der: Vec<u8>,
    parsed: CertificateInner<Raw>,
}

/// What a person is shown of a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Whose key it is.
    pub subject: Party,
    /// Who says so.
    pub issuer: Party,
    /// The issuer's number for it, in hexadecimal.
    pub serial: String,
    /// The first instant it holds.
    pub from: DateTime<Utc>,
    /// The last.
    pub until: DateTime<Utc>,
    /// The SHA-256 of the whole certificate.
    pub fingerprint: [u8; 32],
    /// The subject speaks for itself.
    pub self_issued: bool,
}

/// A party of a certificate.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Party {
    /// The name of a person or an authority.
    pub name: String,
    /// What the person is there.
    pub title: String,
    /// Where.
    pub organisation: String,
}

impl Certificate {
    /// Reads one certificate in DER.
    pub fn from_der(der: &[u8]) -> Result<Self, IdentityError> {
        let parsed = CertificateInner::from_der(der).map_err(|_| IdentityError::Malformed)?;
        Ok(Self {
            der: der.to_vec(),
            parsed,
        })
    }

    /// Reads every certificate of a file, PEM or DER.
    pub fn all_from(file: &[u8]) -> Result<Vec<Self>, IdentityError> {
        let Some(text) = std::str::from_utf8(file)
            .ok()
            .filter(|text| text.contains("-----BEGIN "))
        else {
            return Ok(vec![Self::from_der(file)?]);
        };
        let begin = format!("-----BEGIN {PEM_LABEL}-----");
        let end = format!("-----END {PEM_LABEL}-----");
        let blocks = text.split(&begin).skip(1).map(|rest| {
            let body = rest.split(&end).next().unwrap_or_default();
            // Files from other tools break their lines as they like.
            let body: String = body.split_whitespace().collect();
            let lines: Vec<&str> = (0..body.len())
                .step_by(64)
                .filter_map(|at| body.get(at..(at + 64).min(body.len())))
                .collect();
            let block = format!("{begin}\n{}\n{end}\n", lines.join("\n"));
            let (_, der) = der::pem::decode_vec(block.as_bytes()).map_err(|_| IdentityError::Malformed)?;
            Self::from_der(&der)
        });
        let certificates: Vec<Self> = blocks.collect::<Result<_, _>>()?;
        match certificates.is_empty() {
            true => Err(IdentityError::Malformed),
            false => Ok(certificates),
        }
    }

    /// The certificate's bytes.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The certificate as text.
    pub fn to_pem(&self) -> String {
        der::pem::encode_string(PEM_LABEL, LineEnding::LF, &self.der).unwrap_or_default()
    }

    /// What a person is shown of it.
    pub fn summary(&self) -> Summary {
        let fields = self.fields();
        let serial = fields.serial_number().as_bytes();
        Summary {
            subject: party(fields.subject()),
            issuer: party(fields.issuer()),
            serial: serial.iter().map(|byte| format!("{byte:02x}")).collect(),
            from: instant(fields.validity().not_before),
            until: instant(fields.validity().not_after),
            fingerprint: sha256(&self.der),
            self_issued: fields.subject() == fields.issuer(),
        }
    }

    /// Whether its period holds an instant.
    pub fn holds_at(&self, at: DateTime<Utc>) -> bool {
        let validity = self.fields().validity();
        (instant(validity.not_before)..=instant(validity.not_after)).contains(&at)
    }

    /// Whether it says that it issues others.
    pub fn is_authority(&self) -> bool {
        let constraints = self.fields().get_extension::<BasicConstraints>();
        matches!(constraints, Ok(Some((_, constraints))) if constraints.ca)
    }

    pub(crate) fn fields(&self) -> &TbsCertificateInner<Raw> {
        self.parsed.tbs_certificate()
    }

    pub(crate) fn parsed(&self) -> &CertificateInner<Raw> {
        &self.parsed
    }

    pub(crate) fn key(&self) -> &SubjectPublicKeyInfoOwned {
        self.fields().subject_public_key_info()
    }

    /// Issuer and serial number as a CMS signer is named by them.
    pub(crate) fn issuer_and_serial(&self) -> Vec<u8> {
        let issuer = self.fields().issuer().to_der().unwrap_or_default();
        let serial = self.fields().serial_number().to_der().unwrap_or_default();
        crate::asn1::sequence(&[&issuer, &serial])
    }
}

impl PartialEq for Certificate {
    fn eq(&self, other: &Self) -> bool {
        self.der == other.der
    }
}

impl Eq for Certificate {}

impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Certificate({})", self.summary().subject.name)
    }
}

/// An instant of a certificate; those outside the calendar's reach are as early as any.
pub(crate) fn instant(time: x509_cert::time::Time) -> DateTime<Utc> {
    let seconds = i64::try_from(time.to_unix_duration().as_secs()).unwrap_or_default();
    DateTime::from_timestamp(seconds, 0).unwrap_or_default()
}

pub(crate) fn party(name: &Name) -> Party {
    let mut party = Party::default();
    for attribute in name.iter() {
        let place = match attribute.oid {
            COMMON_NAME => &mut party.name,
            TITLE => &mut party.title,
            ORGANISATION => &mut party.organisation,
            _ => continue,
        };
        *place = shown(&attribute.value);
    }
    if party.name.is_empty() {
        // An authority may be known by its organisation or department alone.
        party.name = name.to_string();
    }
    party
}

/// A name's text, without what would hide or turn around what stands beside it.
fn shown(value: &Any) -> String {
    let bytes = value.value();
    let text: String = match value.tag() {
        Tag::Utf8String | Tag::PrintableString | Tag::Ia5String => {
            String::from_utf8_lossy(bytes).into_owned()
        }
        Tag::BmpString => {
            let units = bytes
                .chunks_exact(2)
                .map(|pair| pair.iter().fold(0, |unit, &byte| unit << 8 | u16::from(byte)));
            char::decode_utf16(units)
                .map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER))
                .collect()
        }
        _ => bytes.iter().copied().map(char::from).collect(),
    };
    text.chars()
        .filter(|letter| !letter.is_control() && !is_formatting(*letter))
        .take(200)
        .collect()
}

fn is_formatting(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}
