//! The record: what a document says, as data, attached to the document itself.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::answers::Answers;
use crate::form::FormRef;
use crate::hash::Hash;
use crate::section::SealedSection;

/// The name of the record's format and its version.
pub const RECORD_FORMAT: &str = "narvarolots-record/1";

/// A document as data: enough to read it back into another copy of the application.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Always [`RECORD_FORMAT`].
    pub format: String,
    /// The document's id; absent on a blank form.
    pub document: Option<Uuid>,
    /// The pupil's id in the vault of origin.
    pub pupil: Option<Uuid>,
    /// The case's id.
    pub case: Option<Uuid>,
    /// The document this one continues or corrects.
    pub predecessor: Option<Predecessor>,
    /// When the document was made.
    pub made_at: DateTime<Utc>,
    /// The form it was answered with.
    pub form: RecordForm,
    /// The completed sections, in the form's order.
    pub sections: Vec<SealedSection>,
}

/// The document that another continues.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Predecessor {
    /// Its id.
    pub document: Uuid,
    /// The hash of its bytes.
    pub sha256: Hash,
}

/// The form as it stands in a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordForm {
    /// Which version of which form.
    #[serde(flatten)]
    pub form_ref: FormRef,
    /// The hash of `source`.
    pub hash: Hash,
    /// The definition's source, byte for byte.
    pub source: String,
}

impl Record {
    /// All answers of all sections in one map.
    pub fn answers(&self) -> Answers {
        self.sections
            .iter()
            .flat_map(|section| section.answers().clone())
            .collect()
    }
}
