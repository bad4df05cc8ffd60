//! A document's answers in somebody's e-service: they are copied field by field by hand, and that it was done is written
//! down with the service, the day, the receipt and the ground.

use cases::{DocumentId, EventKind};
use serde_json::json;

use crate::archive::document_file;
use crate::desk::Office;
use crate::error::{Code, CommandError};
use crate::filling::{Folio, record_event_with};
use crate::messages::{check_ground, subject, told};
use crate::typing::Typed;
use crate::wire::archive::DocumentFile;
use crate::wire::outgoing::SubmissionInput;
use crate::{disclosures, papers};

/// Writes down that a document's answers were entered in an e-service and sent.
pub fn note_submission(
    office: &Office<'_>,
    document: DocumentId,
    input: SubmissionInput,
) -> Result<DocumentFile, CommandError> {
    let folio = office.vault.read(|read| Folio::read(office, read, document))?;
    if folio.pupil.is_protected() {
        return Err(CommandError::new(Code::ProtectedPrintOnly));
    }
    papers::paper(office, document)?;
    let mut typed = Typed::today(folio.today);
    let service = typed.line("service", &input.service);
    let number = typed.optional_line("number", &input.number);
    let on = typed.past_day("on", &input.on);
    check_ground(&mut typed, &input.ground);
    typed.end()?;
    let day = on.map(|on| on.to_string()).unwrap_or_default();
    let told = told(office, &folio, (&service, "service-how", &day), &input.ground)
        .map_err(|error| error.moved("to", "service"))?;
    let data = json!({ "system": service, "number": number, "on": on });
    office.vault.write(|write| {
        record_event_with(office, write, EventKind::Sent, document, data)?;
        disclosures::note(office, write, subject(&folio), &told, "note_submission").map(|_| ())
    })?;
    document_file(office, document)
}
