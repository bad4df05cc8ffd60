//! The user's own keys, and whom the user trusts.

use serde::{Deserialize, Serialize};
use signing::Certificate;
use ts_rs::TS;

use super::signature::Signatory;
use crate::own_signature::{hex, spoken};

/// A certificate, as a person compares it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CertificateView {
    /// Whom it names.
    pub subject: Signatory,
    /// Who speaks for that person; the same where the person speaks alone.
    pub issuer: Signatory,
    /// The SHA-256 of it, in hexadecimal.
    pub fingerprint: String,
    /// Its first 88 bits as Swedish words, to be read aloud.
    pub spoken: String,
    /// The first day it holds, `YYYY-MM-DD`.
    pub from: String,
    /// The last.
    pub until: String,
    /// Whether it says that it issues others.
    pub is_authority: bool,
    /// The certificate itself, as PEM.
    pub pem: String,
}

impl From<&Certificate> for CertificateView {
    fn from(certificate: &Certificate) -> Self {
        let summary = certificate.summary();
        Self {
            subject: Signatory::from(&summary.subject),
            issuer: Signatory::from(&summary.issuer),
            fingerprint: hex(&summary.fingerprint),
            spoken: spoken(&summary.fingerprint),
            from: summary.from.date_naive().to_string(),
            until: summary.until.date_naive().to_string(),
            is_authority: certificate.is_authority(),
            pem: certificate.to_pem(),
        }
    }
}

/// One of the user's own keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct IdentityView {
    /// The id.
    pub id: String,
    /// Where the key comes from: `made`, `issued`, `imported` or `card`.
    pub source: String,
    /// What the card calls itself.
    pub card: Option<String>,
    /// Its certificate.
    pub certificate: CertificateView,
    /// Where it stands: `signs`, `resting`, `expired`, `early`, `revoked` or `erased`.
    pub standing: String,
    /// From which day it is not safe, `YYYY-MM-DD`.
    pub revoked: Option<String>,
    /// Whether its private key has been erased.
    pub erased: bool,
}

/// Somebody who is trusted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct TrustedView {
    /// Whose certificate.
    pub certificate: CertificateView,
    /// `person`, `authority`, or `municipality` where the municipality's settings say it.
    pub trusted_as: String,
    /// Since which day, `YYYY-MM-DD`; nothing where the municipality says it.
    pub since: Option<String>,
}

/// Whom the user trusts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct TrustList {
    /// Everybody.
    pub all: Vec<TrustedView>,
    /// Whose lists of revoked certificates are kept, once for each list.
    pub lists: Vec<Signatory>,
}

/// What a file that the user opened holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct OpenedTrust {
    /// Certificates, to be compared before they are trusted.
    pub certificates: Vec<CertificateView>,
    /// Whose list of revoked certificates it was; it is kept.
    pub list_of: Option<Signatory>,
}

/// The time-stamp service that is set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ClockView {
    /// Its address.
    pub url: String,
    /// The certificate that its time stamps must come from.
    pub certificate: CertificateView,
    /// Where that certificate stands: `holds`, `ends-soon` or `ended`.
    pub standing: String,
}

/// A module for cards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CardModule {
    /// Its file.
    pub file: String,
    /// Whose it is: `net-id`, `personal`, `opensc` or `other`.
    pub kind: String,
}

/// Something that a card can sign with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CardCertificate {
    /// Whether the certificate says that the key signs documents, rather than logs in.
    pub is_for_documents: bool,
    /// The certificate.
    pub certificate: CertificateView,
}

/// A request for a certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct AskedView {
    /// Whom it says it is from.
    pub subject: Signatory,
    /// The SHA-256 of its key, in hexadecimal.
    pub fingerprint: String,
    /// Its first 88 bits as Swedish words, to be read aloud.
    pub spoken: String,
}

/// What whoever issues sees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct IssuerView {
    /// The authority's certificate, once it is made.
    pub authority: Option<CertificateView>,
    /// What was issued, the newest first.
    pub issued: Vec<IssuedView>,
}

/// A certificate that was issued here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct IssuedView {
    /// The certificate.
    pub certificate: CertificateView,
    /// On which day, `YYYY-MM-DD`.
    pub made: String,
    /// From which day it is revoked, `YYYY-MM-DD`.
    pub revoked: Option<String>,
}

/// A card in a reader.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CardView {
    /// What it calls itself.
    pub label: String,
    /// Its number.
    pub serial: String,
    /// Whether the PIN is typed on the reader.
    pub has_pin_pad: bool,
    /// Whether one wrong PIN more locks it.
    pub is_final_try: bool,
    /// Whether too many wrong PINs were given.
    pub is_locked: bool,
}

/// Which card, of which module, and the PIN that opens it.
#[derive(Deserialize, TS)]
pub struct CardInput {
    /// The module's file.
    pub module: String,
    /// The card's number.
    pub serial: String,
    /// What the card calls itself.
    pub label: String,
    /// The PIN; empty where it is typed on the reader.
    pub pin: String,
}
