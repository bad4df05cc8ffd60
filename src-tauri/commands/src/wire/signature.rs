//! What is to be said of a signed file.

use forms::Manner;
use serde::Serialize;
use signing::Party;
use ts_rs::TS;

/// A signed file, judged. The codes are those of the crate `signing`; their words are texts of the same names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SignatureReport {
    /// All of it in one code, `verdict-…`.
    pub verdict: String,
    /// Who has signed, by the certificates' names.
    pub names: Vec<String>,
    /// Why the file cannot be read, `pdf-…`.
    pub unreadable: Option<String>,
    /// What is wrong with the file that no single signature shows, `fault-…`.
    pub faults: Vec<String>,
    /// Every signature and document time stamp, in the order in which they were made.
    pub signatures: Vec<SignatureView>,
}

/// A document's signatures, and the rows that wait for the user's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct DocumentSignatures {
    /// What is to be said of those that are there.
    pub report: SignatureReport,
    /// The rows that wait: those to be drawn in, and the user's own.
    pub waiting: Vec<WaitingRow>,
    /// Whether a time stamp can be added that proves when somebody signed.
    pub may_stamp: bool,
    /// Whether it can be preserved: proofs for later, and a time stamp over them.
    pub may_preserve: bool,
    /// Why the last signature has no time stamp, `timestamp-…`, where one was asked for.
    pub unstamped: Option<String>,
    /// The last day of the newest time stamp's certificate, where it ends soon, `YYYY-MM-DD`.
    pub stamp_ends: Option<String>,
}

/// A row that waits for a signature, or in which a drawing can still be made anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct WaitingRow {
    /// The field.
    pub field: String,
    /// Who signs, in words.
    pub label: String,
    /// Whether it is drawn on the screen or the user's own.
    pub manner: Manner,
    /// Who is to sign there, where the answers say it.
    pub name: Option<String>,
    /// Who has drawn in it.
    pub drawn_by: Option<String>,
}

/// One signature or document time stamp.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SignatureView {
    /// The field it stands in.
    pub field: String,
    /// Whether it is a time stamp, and nobody's signature.
    pub is_time_stamp: bool,
    /// Whether it locked the document.
    pub locks: bool,
    /// What this signature alone says, `verdict-…`.
    pub verdict: String,
    /// Why it does not hold, `fault-…`.
    pub fault: Option<String>,
    /// Whose certificate; empty where none came along.
    pub signer: Signatory,
    /// Who speaks for the signer; the same where the signer speaks for itself.
    pub issuer: Signatory,
    /// How far the certificate is trusted, `chain-…`.
    pub standing: String,
    /// The SHA-256 of the certificate, in hexadecimal.
    pub fingerprint: String,
    /// Its first 88 bits as Swedish words, to be read aloud.
    pub spoken: String,
    /// The certificate itself, as PEM; empty where none came along.
    pub certificate: String,
    /// When, as the signer says, RFC 3339.
    pub claimed: Option<String>,
    /// When at the latest, as a trusted third party says, RFC 3339.
    pub proven: Option<String>,
    /// Whether a time stamp is there whose service is not trusted.
    pub time_unknown: bool,
    /// Whether the claimed time had not come when it was judged.
    pub in_future: bool,
    /// Whether it covers the whole file.
    pub covers_all: bool,
    /// What else is to be known of it, `remark-…`.
    pub remarks: Vec<String>,
    /// What has been done since, `change-…`.
    pub changes: Vec<String>,
}

/// The user's own signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct OwnSignature {
    /// Whom the certificate names.
    pub signatory: Signatory,
    /// The SHA-256 of the certificate, in hexadecimal.
    pub fingerprint: String,
    /// Its first 88 bits as Swedish words, to be read aloud.
    pub spoken: String,
    /// The first day it holds, `YYYY-MM-DD`.
    pub from: String,
    /// The last.
    pub until: String,
    /// What the card calls itself, where the key lies on one: it asks for its PIN.
    pub card: Option<String>,
}

/// Whom a certificate names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
pub struct Signatory {
    /// The name.
    pub name: String,
    /// What the person is.
    pub title: String,
    /// Where.
    pub organisation: String,
}

impl From<&Party> for Signatory {
    fn from(party: &Party) -> Self {
        Self {
            name: party.name.clone(),
            title: party.title.clone(),
            organisation: party.organisation.clone(),
        }
    }
}
