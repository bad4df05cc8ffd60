//! From set pages to PDF: printpdf draws, lopdf finishes.

mod attach;
mod draw;
mod fields;
mod finish;
mod fonts;
mod icc;
mod pdf;
pub mod scan;
mod shared;
pub mod signature;
mod tags;
mod xmp;

use crate::display::Sheets;
use crate::error::PrintError;
use attach::Attachment;

/// What a document says about itself, beside its pages.
pub struct Facts {
    pub title: String,
    /// Document id, form reference and hash, kind: written into the XMP for machines.
    pub about: xmp::About,
    pub made_at: chrono::DateTime<chrono::Utc>,
    /// 16 bytes that follow from the content.
    pub file_id: [u8; 16],
    pub attachments: Vec<Attachment>,
}

/// Writes the document. The same input gives the same bytes.
pub fn write(sheets: &Sheets, facts: &Facts) -> Result<Vec<u8>, PrintError> {
    let drawn = draw::draw(sheets)?;
    finish::finish(drawn, sheets, facts)
}

pub use attach::{Attachment as File, Relation};
pub use shared::Shared;
pub use xmp::About;
