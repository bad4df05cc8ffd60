//! Answers that go to the clipboard one by one, to be pasted into another system: done by the window, and kept here.

use cases::{DocumentId, EventKind};
use serde_json::json;
use texts::swedish;

use crate::archive::fields;
use crate::desk::Desk;
use crate::error::{Code, CommandError};
use crate::filling::{Folio, record_event_with};
use crate::people::not_found;
use crate::wire::systems::PasteSystem;

/// An answer of a document goes to the clipboard, where other programs read it. Which one, by its place among the fields
/// to paste, and for which system is kept in the document's history, once for each sitting.
///
/// # Errors
/// There is no such document or field, or nothing of it leaves but on paper.
pub fn copied_field(
    desk: &mut Desk,
    document: DocumentId,
    field: u32,
    system: PasteSystem,
) -> Result<(), CommandError> {
    let office = desk.office()?;
    let folio = office.vault.read(|read| Folio::read(&office, read, document))?;
    if folio.pupil.is_protected() {
        return Err(CommandError::new(Code::ProtectedPrintOnly));
    }
    let copied = (document, field, system);
    if desk.sitting.copied.contains(&copied) {
        return Ok(());
    }
    let field = fields(&folio)
        .into_iter()
        .nth(field as usize)
        .ok_or_else(not_found)?;
    let label = [("field", field.label.into())];
    let data = json!({
        "system": system.words(),
        "on": office.outside.today(),
        "note": swedish().say("paste-note", &label),
    });
    office
        .vault
        .write(|write| record_event_with(&office, write, EventKind::Exported, document, data))?;
    desk.sitting.copied.insert(copied);
    Ok(())
}
