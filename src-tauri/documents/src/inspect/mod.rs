//! Reading a document back: what it says it is, and what it holds.
//!
//! The file may come from anywhere. It is read strictly, on a thread with time, stack and memory of its
//! own (see [`bounds`]), and nothing that it says is believed beyond what [`Inspection`] repeats.

pub mod bounds;
mod parts;
mod xmp;

use forms::form::FormRef;
use forms::hash::Hash;
use forms::record::{Predecessor, Record};
use lopdf::Document;
use serde::Serialize;
use uuid::Uuid;

use crate::error::InspectError;
use crate::kind::Kind;
pub use bounds::LARGEST_FILE;
pub use parts::{AttachedFile, SignatureField};

/// What a file says of itself. Whether its signatures hold is for the signing crate to judge.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Inspection {
    /// What kind of file it is.
    pub kind: Kind,
    /// The document's id.
    pub document: Option<Uuid>,
    /// The form and its version.
    pub form: Option<FormRef>,
    /// The hash of the form's definition.
    pub form_hash: Option<Hash>,
    /// The title in the file's metadata.
    pub title: Option<String>,
    /// The answers with all that belongs to them, if they are attached and unbroken.
    pub record: Option<Record>,
    /// The document that this one continues.
    pub predecessor: Option<Predecessor>,
    /// The files attached to it.
    pub attachments: Vec<AttachedFile>,
    /// The signature fields, empty or filled.
    pub signatures: Vec<SignatureField>,
    /// The standards that it declares, such as `PDF/A-3A` and `PDF/UA-1`.
    pub conformance: Vec<String>,
    /// How many pages it has.
    pub pages: usize,
    /// What does not fit together.
    pub remarks: Vec<Remark>,
}

/// What does not fit together in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Remark {
    /// It says that it holds a record, and there is none.
    RecordMissing,
    /// The attached record cannot be read, or its parts do not belong together, or a seal is broken.
    RecordBroken,
    /// The record is of another document or form than the file says.
    RecordMismatch,
    /// The attached definition is not the one that was answered.
    DefinitionMismatch,
}

/// Reads a file; at most two seconds and 512 MiB, whatever it holds.
///
/// # Errors
/// A file that is too large, no PDF, damaged, encrypted, or too complex for a document of ours.
pub fn inspect(bytes: &[u8]) -> Result<Inspection, InspectError> {
    bounds::check(bytes)?;
    let owned = bytes.to_vec();
    bounds::guarded(bounds::TIME, move || read(&bounds::load(&owned)?))
}

fn read(document: &Document) -> Result<Inspection, InspectError> {
    let metadata = xmp::read(document);
    let files = parts::attached_files(document);
    let mut remarks = Vec::new();
    let record = record(&files, &metadata, &mut remarks);
    let kind = metadata.kind.unwrap_or(Kind::Foreign);
    if kind == Kind::Record && record.is_none() && remarks.is_empty() {
        remarks.push(Remark::RecordMissing);
    }
    Ok(Inspection {
        kind,
        document: metadata.document,
        form: metadata.form,
        form_hash: metadata.form_hash,
        title: metadata.title,
        predecessor: record.as_ref().and_then(|record| record.predecessor.clone()),
        record,
        attachments: files.into_iter().map(|(file, _)| file).collect(),
        signatures: parts::signature_fields(document),
        conformance: metadata.conformance,
        pages: document.page_iter().take(bounds::MOST_OBJECTS).count(),
        remarks,
    })
}

/// The attached record, if it is whole and belongs to this file.
fn record(
    files: &[(AttachedFile, Vec<u8>)],
    metadata: &xmp::Metadata,
    remarks: &mut Vec<Remark>,
) -> Option<Record> {
    let (_, content) = files.iter().find(|(file, _)| file.name == "record.json")?;
    let Ok(record) = Record::read(content) else {
        remarks.push(Remark::RecordBroken);
        return None;
    };
    let ours = Some(&record.form.form_ref) == metadata.form.as_ref()
        && Some(record.form.hash) == metadata.form_hash
        && record.document.is_none_or(|id| Some(id) == metadata.document);
    if !ours {
        remarks.push(Remark::RecordMismatch);
    }
    let definition = format!("{}.toml", record.form.form_ref.id);
    let attached = files.iter().find(|(file, _)| file.name == definition);
    if attached.is_none_or(|(_, content)| content != record.form.source.as_bytes()) {
        remarks.push(Remark::DefinitionMismatch);
    }
    Some(record)
}
