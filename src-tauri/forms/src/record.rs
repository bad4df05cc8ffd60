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

/// The text was no record, or its parts do not belong together.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    /// Not JSON of a record's shape, or a sealed section whose digest does not match.
    #[error("not a record: {0}")]
    NotARecord(String),
    /// A format that this version does not know.
    #[error("a record of an unknown format: {0}")]
    UnknownFormat(String),
    /// The definition's source has another hash than the record says.
    #[error("the definition does not match its hash")]
    OtherDefinition,
    /// A section was answered with another definition than the record's.
    #[error("a section was answered with another definition: {0}")]
    OtherForm(String),
}

impl Record {
    /// Reads a record back and sees that its parts belong together: the definition has the hash the
    /// record says, and every section was sealed with that definition.
    ///
    /// # Errors
    /// The first thing that does not fit.
    pub fn read(json: &[u8]) -> Result<Self, RecordError> {
        let record: Self =
            serde_json::from_slice(json).map_err(|error| RecordError::NotARecord(error.to_string()))?;
        if record.format != RECORD_FORMAT {
            return Err(RecordError::UnknownFormat(record.format));
        }
        let form = &record.form;
        if Hash::of(form.source.as_bytes()) != form.hash {
            return Err(RecordError::OtherDefinition);
        }
        let belongs =
            |section: &&SealedSection| *section.form() == form.form_ref && section.form_hash() == form.hash;
        if let Some(other) = record.sections.iter().find(|section| !belongs(section)) {
            return Err(RecordError::OtherForm(other.section().to_owned()));
        }
        Ok(record)
    }

    /// All answers of all sections in one map.
    pub fn answers(&self) -> Answers {
        self.sections
            .iter()
            .flat_map(|section| section.answers().clone())
            .collect()
    }
}
