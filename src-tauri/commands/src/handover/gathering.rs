//! What goes into a package: read from the vault, and no more of it than the recipient needs.

use std::collections::BTreeMap;

use cases::{Case, CaseId, DocumentId, DocumentState, EventKind, Pupil, Sex};
use exchange::handover::{About, Filed, TakenBack};
use forms::Hash;
use vault::Read;

use crate::desk::Office;
use crate::error::{Code, CommandError};
use crate::people::not_found;

/// The papers' bytes, by their hash.
pub(super) type Bytes = BTreeMap<Hash, Vec<u8>>;

/// A case with its pupil.
pub(super) fn case_and_pupil(read: &Read<'_>, case: CaseId) -> Result<(Case, Pupil), CommandError> {
    let case = read.cases().get(case)?.ok_or_else(not_found)?;
    let pupil = read.pupils().get(case.pupil())?.ok_or_else(not_found)?;
    if pupil.is_protected() {
        return Err(CommandError::new(Code::ProtectedPrintOnly));
    }
    Ok((case, pupil))
}

/// The pupil and the case, as far as the recipient needs to know them: a name, a class and a school are what the
/// documents show; the rest stays here.
pub(super) fn about(case: Case, pupil: Pupil) -> About {
    let pupil = Pupil {
        sex: Sex::Unknown,
        identity_number: None,
        guardians: Vec::new(),
        ..pupil
    };
    About { pupil, case }
}

/// A completed document as it is now, and the bytes of its paper.
pub(super) fn document(
    office: &Office<'_>,
    read: &Read<'_>,
    document: DocumentId,
) -> Result<(Filed, (Hash, Vec<u8>)), CommandError> {
    let cover = read.documents().get(document)?.ok_or_else(not_found)?;
    let paper = read.papers().current(document)?;
    let drafted = read.documents().state(document)? == DocumentState::Draft;
    let paper = paper
        .filter(|_| !drafted)
        .ok_or_else(|| CommandError::new(Code::NotCompleted))?;
    let bytes = office.vault.attachment(&paper.attached.name)?;
    let events = read.events().about_document(document)?.into_iter();
    let withdrawn = events.filter(|event| event.kind == EventKind::Withdrawn);
    let filed = Filed {
        document: document.uuid(),
        title: cover.title.to_string(),
        sha256: paper.attached.sha256,
        taken_back: withdrawn
            .map(|event| TakenBack {
                event: event.id.uuid(),
                at: event.at,
                by: event.by,
                data: event.data,
            })
            .collect(),
    };
    Ok((filed, (paper.attached.sha256, bytes.to_vec())))
}
