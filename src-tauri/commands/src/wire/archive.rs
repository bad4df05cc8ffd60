//! The archive of signed forms, as the window shows it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::consent::DataKind;
use super::trail::TrailInput;

/// What of the archive is to be seen; what is empty hides nothing.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct ArchiveFilter {
    /// The beginnings of words in a pupil's name, a case's title, a document's title or a number in another system.
    pub search: String,
    /// A form's short title.
    pub form: String,
    /// A document's state by its stable name.
    pub state: String,
    /// The first day on which it was made, as typed.
    pub from: String,
    /// The last.
    pub until: String,
}

/// The archive, as far as it was asked for.
#[derive(Debug, Clone, Default, Serialize, TS)]
pub struct Archive {
    /// The documents, the newest first.
    pub rows: Vec<ArchiveRow>,
    /// How many more there are.
    pub more: u32,
    /// The forms that there are documents of.
    pub forms: Vec<DataKind>,
    /// When the whole archive was last checked, and what was found.
    pub check: Option<ArchiveCheck>,
}

/// A completed document in the archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ArchiveRow {
    /// The document.
    pub document: String,
    /// The pupil, as shown.
    pub pupil: String,
    /// The case's title.
    pub case: String,
    /// The form's short title.
    pub title: String,
    /// How far it has come, by `cases::DocumentState`'s stable name.
    pub state: String,
    /// The day it was made.
    pub made: String,
    /// The day it was received, if it came from outside.
    pub received: Option<String>,
    /// Whether a scan of the paper is filed.
    pub scanned: bool,
    /// Where else it was entered, the last one.
    pub registered: Option<Registered>,
}

/// An entry in another system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Registered {
    /// The system's name.
    pub system: String,
    /// The number that it gave; may be empty.
    pub number: String,
    /// The day.
    pub on: String,
}

/// An entry in another system, as typed.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct RegisterInput {
    /// The system's name.
    pub system: String,
    /// The number that it gave, if any.
    pub number: String,
    /// The day.
    pub on: String,
}

/// Everything that is kept of a document beside its words.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DocumentFile {
    /// Its papers, the first one first.
    pub papers: Vec<PaperView>,
    /// What has happened to it, the last first.
    pub history: Vec<DocumentEvent>,
    /// Where else it was entered.
    pub registered: Vec<Registered>,
    /// Its text, field by field, to be pasted into another system.
    pub fields: Vec<PasteField>,
    /// The signatures that can be seen on its papers here and that nobody here has confirmed; nothing where there is none.
    pub unconfirmed: Option<UnconfirmedView>,
}

/// Signatures that a person has to look at before they count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct UnconfirmedView {
    /// The rows.
    pub rows: Vec<UnconfirmedRow>,
    /// The day of the signatures as whoever handed the case over tells it; empty where nobody does.
    pub on: String,
    /// Who keeps the original, as they tell it.
    pub kept_by: String,
}

/// A row that is signed on a paper of a document, as far as the application sees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct UnconfirmedRow {
    /// The field.
    pub field: String,
    /// Who signs, in words.
    pub label: String,
    /// The name in print.
    pub name: Option<String>,
    /// How it is signed: `ink` on a scan, `drawn` on the screen, `electronic` by somebody of whom only a person knows who
    /// it is, or `elsewhere` in another system whose paper only a person can read.
    pub manner: String,
    /// What an electronic signature alone says: `verdict-whole` or `verdict-unknown-issuer`.
    pub verdict: Option<String>,
    /// Whom its certificate names.
    pub signer: Option<String>,
    /// Who tells that it is signed, in words; empty where nobody does.
    pub told: String,
    /// Who has signed, as they tell it: to be shown, and never kept as seen here.
    pub told_name: Option<String>,
    /// The day it was signed, as they tell it, or else that on which they wrote it down. An electronic signature without a
    /// proven day counts from it, if that is what was told of.
    pub told_on: Option<String>,
}

/// The signatures that a person has looked at, as typed.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct ConfirmRowsInput {
    /// The rows that are signed, by field.
    pub rows: Vec<String>,
    /// The day they were signed, asked for where a row is signed with a pen or drawn.
    pub on: String,
    /// Who keeps the original, asked for where a row is signed with a pen.
    pub kept_by: String,
}

/// A paper of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PaperView {
    /// Its number, from 1.
    pub number: u32,
    /// What it is to the document: `own`, `scan` or `returned`.
    pub kind: String,
    /// When it was made or filed, RFC 3339.
    pub made: String,
    /// Its hash, SHA-256 in hexadecimal digits.
    pub sha256: String,
    /// Whether it is the document as it is now.
    pub current: bool,
}

/// Something that happened to a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct DocumentEvent {
    /// What, by `cases::EventKind`'s stable name.
    pub kind: String,
    /// When it was written down, RFC 3339.
    pub at: String,
    /// By whom.
    pub by: String,
    /// The row of a signature, in words.
    pub row: Option<String>,
    /// Whom it concerns: who signed, who received, who keeps it, which system.
    pub name: Option<String>,
    /// The day it happened, where that is another thing.
    pub on: Option<String>,
    /// What else was said of it.
    pub note: Option<String>,
    /// Whether it did not come about after all, as a later event says.
    pub undone: bool,
    /// From whom it was heard, where it happened in another vault and is told by whoever handed the case over; empty where
    /// it happened here.
    pub told: String,
}

/// A field's words, to be pasted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PasteField {
    /// The question.
    pub label: String,
    /// The answer.
    pub text: String,
}

/// What was found when the whole archive was checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ArchiveCheck {
    /// When, RFC 3339.
    pub at: String,
    /// How many papers were read.
    pub papers: u32,
    /// How many there are; fewer were read where the check was stopped.
    pub of: u32,
    /// What is wrong.
    pub faults: Vec<CheckFault>,
}

/// Something wrong in the archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CheckFault {
    /// The document; nothing where it is the store itself.
    pub document: Option<String>,
    /// Its pupil and title.
    pub label: String,
    /// What is wrong, as the text key `check-…`.
    pub code: String,
}

/// A paper of our own making that can be printed or saved.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(tag = "sheet", rename_all = "kebab-case")]
pub enum SheetName {
    /// What the last check of the archive found.
    ArchiveCheck,
    /// What is to be said of a document's signatures, for people to read.
    Signatures {
        /// The document.
        document: String,
    },
    /// What was told to whom in a case, for the family.
    Disclosures {
        /// The case.
        case: String,
    },
    /// The decision on a request for papers.
    Release {
        /// The event that keeps it.
        event: String,
    },
    /// What one decision to dispose let go.
    Disposal {
        /// The decision.
        decision: String,
    },
    /// The audit trail.
    Trail {
        /// What of it.
        filter: TrailInput,
    },
}
