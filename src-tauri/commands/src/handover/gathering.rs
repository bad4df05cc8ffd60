//! What goes into a package: read from the vault, and no more of it than the recipient needs.

use std::collections::BTreeMap;

use cases::{Case, CaseId, DocumentId, DocumentState, EventKind, Pupil, Sex};
use exchange::handover::{About, Draft, Filed, FiledPaper, Happened};
use forms::Hash;
use vault::{Event, PaperKind, Read};

use crate::desk::Office;
use crate::error::{Code, CommandError};
use crate::people::not_found;

/// The papers' bytes, by their hash.
pub(super) type Bytes = BTreeMap<Hash, Vec<u8>>;

/// How much of a document goes along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// The document as it is now: what was sealed and its last paper, with what happened that its state follows from.
    AsItIs,
    /// All of it: the case changes hands.
    Everything,
}

/// A case with its pupil.
pub(super) fn case_and_pupil(read: &Read<'_>, case: CaseId) -> Result<(Case, Pupil), CommandError> {
    let case = read.cases().get(case)?.ok_or_else(not_found)?;
    let pupil = read.pupils().get(case.pupil())?.ok_or_else(not_found)?;
    if pupil.is_protected() {
        return Err(CommandError::new(Code::ProtectedPrintOnly));
    }
    Ok((case, pupil))
}

/// The pupil and the case, as far as the recipient needs to know them.
pub(super) fn about(case: Case, pupil: Pupil, extent: Extent) -> About {
    let pupil = match extent {
        Extent::Everything => pupil,
        // A name, a class and a school are what the documents show; the rest stays here.
        Extent::AsItIs => Pupil {
            sex: Sex::Unknown,
            identity_number: None,
            guardians: Vec::new(),
            ..pupil
        },
    };
    About { pupil, case }
}

/// A document, and the bytes of its papers.
pub(super) fn document(
    office: &Office<'_>,
    read: &Read<'_>,
    document: DocumentId,
    extent: Extent,
) -> Result<(Filed, Bytes), CommandError> {
    let cover = read.documents().get(document)?.ok_or_else(not_found)?;
    let state = read.documents().state(document)?;
    if extent == Extent::AsItIs && state == DocumentState::Draft {
        return Err(CommandError::new(Code::NotCompleted));
    }
    let broken = || CommandError::new(Code::BrokenDefinition).with("place", &cover.form);
    let definition = read.definitions().source(cover.definition)?.ok_or_else(broken)?;
    let mut papers = read.papers().of(document)?;
    if extent == Extent::AsItIs {
        let last = papers.iter().rposition(|paper| paper.kind == PaperKind::Own);
        papers = last.map(|at| papers.swap_remove(at)).into_iter().collect();
    }
    let mut bytes = Bytes::new();
    for paper in &papers {
        let attached = office.vault.attachment(&paper.attached.name)?;
        bytes.insert(paper.attached.sha256, attached.to_vec());
    }
    let events = read.events().about_document(document)?.into_iter();
    let filed = Filed {
        definition: String::from_utf8(definition).map_err(|_| broken())?,
        sections: sections(read, document)?,
        papers: papers
            .iter()
            .map(|paper| FiledPaper {
                kind: paper.kind.as_str().to_owned(),
                sha256: paper.attached.sha256,
                made: paper.made,
            })
            .collect(),
        happened: events
            .filter(|event| extent == Extent::Everything || tells_of_the_state(event.kind))
            .map(happened)
            .collect(),
        drafts: match extent {
            Extent::AsItIs => Vec::new(),
            Extent::Everything => drafts(read, document)?,
        },
        cover,
    };
    Ok((filed, bytes))
}

/// Every version of every section, as they were sealed.
fn sections(read: &Read<'_>, document: DocumentId) -> Result<Vec<forms::SealedSection>, CommandError> {
    let mut all = Vec::new();
    for last in read.sections().of(document)? {
        all.extend(read.sections().versions(document, last.section())?);
    }
    Ok(all)
}

fn drafts(read: &Read<'_>, document: DocumentId) -> Result<Vec<Draft>, CommandError> {
    let drafts = read.drafts().of(document)?.into_iter();
    Ok(drafts
        .map(|draft| Draft {
            section: draft.section,
            answers: draft.answers,
            saved: draft.saved,
        })
        .collect())
}

/// What happened in the case itself and not to one of its documents.
pub(super) fn of_case(read: &Read<'_>, case: CaseId) -> Result<Vec<Happened>, CommandError> {
    let events = read.events().about_case(case)?.into_iter();
    Ok(events
        .filter(|event| event.subject.document.is_none())
        .map(happened)
        .collect())
}

fn happened(event: Event) -> Happened {
    Happened {
        id: event.id,
        kind: event.kind,
        at: event.at,
        by: event.by,
        data: event.data,
    }
}

/// Whether it belongs to the document itself; what somebody did with their own copy, printing or saving, does not.
fn tells_of_the_state(kind: EventKind) -> bool {
    use EventKind::{
        Approved, Cancelled, Completed, Declined, Excused, OriginalKept, Refused, RowSigned, SectionSealed,
        Signed, TimeStamped, Withdrawn,
    };
    matches!(
        kind,
        SectionSealed
            | Completed
            | RowSigned
            | Signed
            | TimeStamped
            | Approved
            | Refused
            | Excused
            | Declined
            | Withdrawn
            | OriginalKept
            | Cancelled
    )
}
