//! A completed document that is made void, with a reason: it stays with its paper and its history, and nothing follows from
//! it any more. It is the way out where two have written on the same: both are kept, and a person says which holds.

use std::collections::BTreeMap;
use std::sync::Mutex;

use cases::{CaseId, Document, DocumentId, DocumentState, EventKind};
use serde_json::json;
use uuid::Uuid;
use vault::{Act, Read};

use crate::archive::document_file;
use crate::desk::{Desk, Office, at};
use crate::error::{Code, CommandError};
use crate::filling::{Folio, record_event_with};
use crate::handover::must_be_held;
use crate::trail::{About, Kept};
use crate::typing::Typed;
use crate::undone::REASON;
use crate::wire::archive::DocumentFile;

/// Makes a completed document void. What was begun by mistake and is no document yet is thrown away instead.
///
/// # Errors
/// The reason; a draft, one that is void, or one of a case that somebody else answers for.
pub fn cancel_document(
    office: &Office<'_>,
    document: DocumentId,
    reason: String,
) -> Result<DocumentFile, CommandError> {
    let mut typed = Typed::today(office.outside.today());
    let reason = typed.line(REASON, &reason);
    typed.end()?;
    office.vault.write(|write| {
        let folio = Folio::read(office, write, document)?;
        must_be_held(office, write, folio.cover.case)?;
        must_hold(write, document)?;
        if folio.state == DocumentState::Draft {
            return Err(CommandError::new(Code::NotCompleted));
        }
        let data = json!({ REASON: reason });
        record_event_with(office, write, EventKind::Cancelled, document, data)
    })?;
    document_file(office, document)
}

/// Refuses what is done with a void document.
///
/// # Errors
/// [`Code::DocumentVoid`].
pub(crate) fn must_hold(read: &Read<'_>, document: DocumentId) -> Result<(), CommandError> {
    match is_void(read, document)? {
        true => Err(CommandError::new(Code::DocumentVoid)),
        false => Ok(()),
    }
}

/// Refuses a command that would sign a void document.
///
/// # Errors
/// [`Code::DocumentVoid`]. A locked vault says so itself.
pub(crate) fn none_signed_may_be_void(
    desk: &Mutex<Desk>,
    kept: Kept,
    about: &About,
) -> Result<(), CommandError> {
    let desk = at(desk);
    if kept != Kept::Before(Act::Sign) || !desk.is_open() {
        return Ok(());
    }
    let documents = about.documents();
    desk.office()?.vault.read(|read| {
        documents
            .iter()
            .try_for_each(|document| must_hold(read, *document))
    })
}

fn is_void(read: &Read<'_>, document: DocumentId) -> Result<bool, CommandError> {
    Ok(read.documents().state(document)? == DocumentState::Cancelled)
}

/// The documents of a case that continue this one, but for the void ones.
pub(crate) fn continuing(
    read: &Read<'_>,
    case: CaseId,
    document: Uuid,
) -> Result<Vec<DocumentId>, CommandError> {
    let mut found = Vec::new();
    for other in read.documents().of(case)? {
        if continued(&other) == Some(document) && !is_void(read, other.id)? {
            found.push(other.id);
        }
    }
    Ok(found)
}

fn continued(document: &Document) -> Option<Uuid> {
    document.predecessor.as_ref().map(|before| before.document)
}

/// The documents that continue the same one, together: both wrote, in two vaults, and nobody has said yet which holds.
pub(crate) fn both_wrote(read: &Read<'_>, case: CaseId) -> Result<Vec<Vec<DocumentId>>, CommandError> {
    let mut by_continued: BTreeMap<Uuid, Vec<DocumentId>> = BTreeMap::new();
    for document in read.documents().of(case)? {
        if let Some(before) = continued(&document)
            && !is_void(read, document.id)?
        {
            by_continued.entry(before).or_default().push(document.id);
        }
    }
    Ok(by_continued.into_values().filter(|all| all.len() > 1).collect())
}
