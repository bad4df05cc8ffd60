//! Documents: an [`Outline`] becomes an archival, accessible PDF, and such a PDF is read back.
//!
//! Every document conforms to PDF/A-3a and PDF/UA-1; `docs/pdf.md` says clause by clause how. The crate
//! knows nothing of cases, the database or the clock: the same input gives the same bytes.

mod display;
mod error;
mod inspect;
mod kind;
mod layout;
mod pictures;
mod provenance;
pub mod qr;
#[cfg(test)]
mod samples;
pub mod scan;
#[cfg(test)]
mod tests;
mod write;

use forms::outline::Outline;
use forms::record::Record;
use sha2::{Digest as _, Sha256};
use texts::swedish;

pub use error::{InspectError, MissingGlyph, PrintError, ScanError};
pub use inspect::{AttachedFile, Inspection, LARGEST_FILE, Remark, SignatureField, inspect};
pub use kind::Kind;
pub use layout::{MOST_PAGES, missing_glyphs};
pub use pictures::{PagePicture, pictures};
pub use provenance::Provenance;

/// Prints a document: blank without a `record`, else with the record and the form's definition attached.
///
/// # Errors
/// Characters that no font of ours has, with their places; a document longer than [`MOST_PAGES`].
pub fn print(
    outline: &Outline,
    provenance: &Provenance,
    record: Option<&Record>,
) -> Result<Vec<u8>, PrintError> {
    let content = fingerprint(outline, provenance, record)?;
    let id = provenance
        .document
        .unwrap_or_else(|| uuid::Builder::from_custom_bytes(content).into_uuid());
    let sheets = layout::lay_out(outline, provenance, id)?;
    let about = write::About {
        document: id,
        form: outline.form.clone(),
        form_hash: outline.hash,
        kind: Kind::of(outline, record.is_some()),
    };
    let facts = write::Facts {
        title: outline.title.clone(),
        about,
        made_at: provenance.made_at,
        file_id: content,
        attachments: record.map(attachments).transpose()?.unwrap_or_default(),
    };
    write::write(&sheets, &facts)
}

/// What a signed field shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignatureLook {
    /// A PDF of one page, as large as the field.
    pub page: Vec<u8>,
    /// The fonts among its resources in whose place the document's own objects are to be used; none where the page
    /// brings its own.
    pub fonts: Vec<(String, (u32, u16))>,
}

/// What a field of this size (width and height in points) of a document shows when it is signed: the first words stand
/// out. It is set with the document's own fonts where those are ours and have every letter. The same words and document
/// give the same bytes.
///
/// # Errors
/// Characters that no font of ours has.
pub fn signature_look(
    words: &[impl AsRef<str>],
    size: (f32, f32),
    document: &[u8],
) -> Result<SignatureLook, PrintError> {
    let shared = write::Shared::of(document);
    write::signature::write(&layout::signature::lay_out(words, size)?, size, &shared)
}

/// The record as data, and the definition that it was answered with.
fn attachments(record: &Record) -> Result<Vec<write::File>, PrintError> {
    let data =
        serde_json::to_vec_pretty(record).map_err(|_| PrintError::Internal("the record is no JSON"))?;
    let words = |key| swedish().say(key, &[]).into_owned();
    Ok(vec![
        write::File {
            name: "record.json".to_owned(),
            media_type: "application/json",
            description: words("document-attachment-record"),
            relation: write::Relation::Data,
            content: data,
        },
        write::File {
            name: format!("{}.toml", record.form.form_ref.id),
            media_type: "application/toml",
            description: words("document-attachment-form"),
            relation: write::Relation::Source,
            content: record.form.source.clone().into_bytes(),
        },
    ])
}

/// 16 bytes that follow from everything that goes into a document.
fn fingerprint(
    outline: &Outline,
    provenance: &Provenance,
    record: Option<&Record>,
) -> Result<[u8; 16], PrintError> {
    let data = serde_json::to_vec(&(outline, provenance, record))
        .map_err(|_| PrintError::Internal("the content is no JSON"))?;
    let digest: [u8; 32] = Sha256::digest(data).into();
    let [first, ..] = digest.as_chunks().0 else {
        return Err(PrintError::Internal("no digest"));
    };
    Ok(*first)
}
