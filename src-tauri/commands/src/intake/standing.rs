//! What a paper that has come in is to this vault.

use std::collections::BTreeSet;

use cases::{Document, DocumentId, DocumentState, EventKind, PupilId};
use forms::Record;
use signing::Change;
use uuid::Uuid;
use vault::Read;

use super::reading::Electronic;
use crate::desk::Office;
use crate::drawing::is_signed;
use crate::error::CommandError;
use crate::filling::earlier;

/// What a paper is to this vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Not looked up yet.
    Unknown,
    /// The document as this vault has it, signed by somebody since.
    Next,
    /// A document that came from another vault, on whose paper a name was drawn there before anybody signed it.
    Redrawn,
    /// A document of this vault that another system has packed anew around the same answers.
    Returned,
    /// It bears the codes of a document of this vault, is signed, and says nothing of its answers.
    ReturnedBare,
    /// A document from another vault.
    Foreign,
    /// This vault has these very bytes.
    Known,
    /// This vault has a later one.
    Older,
    /// It says that it is a document of this vault and answers otherwise.
    OtherAnswers,
    /// The document is being written in this vault.
    Draft,
    /// Changed after a signature, or its signature does not hold.
    Changed,
    /// What is attached to it is damaged.
    Broken,
    /// About a pupil with protected identity: paper alone.
    Protected,
    /// The document was disposed of.
    Disposed,
    /// It answers a form that the application has otherwise, or does not have.
    OtherForm,
    /// It continues another document than it says, or one of another case.
    Misplaced,
    /// It bears the code of a document that this vault does not have.
    UnknownDocument,
    /// A scan of a document of this vault, every page of it.
    Scan,
    /// A scan of which pages are missing.
    ScanIncomplete,
    /// A scan with pages that the document does not have.
    ScanOther,
}

impl Standing {
    /// The key of its words.
    pub fn key(self) -> &'static str {
        match self {
            Self::Unknown | Self::UnknownDocument => "incoming-unknown-document",
            Self::Next => "incoming-next",
            Self::Redrawn => "incoming-redrawn",
            Self::Returned => "incoming-returned",
            Self::ReturnedBare => "incoming-returned-bare",
            Self::Foreign => "incoming-foreign",
            Self::Known => "incoming-known",
            Self::Older => "incoming-older",
            Self::OtherAnswers => "incoming-other-answers",
            Self::Draft => "incoming-draft",
            Self::Changed => "incoming-changed",
            Self::Broken => "incoming-broken",
            Self::Protected => "incoming-protected",
            Self::Disposed => "incoming-disposed",
            Self::OtherForm => "incoming-other-form",
            Self::Misplaced => "incoming-misplaced",
            Self::Scan => "incoming-scan",
            Self::ScanIncomplete => "incoming-scan-incomplete",
            Self::ScanOther => "incoming-scan-other",
        }
    }

    /// Whether the paper can be filed.
    pub fn can_be_filed(self) -> bool {
        matches!(
            self,
            Self::Next | Self::Redrawn | Self::Returned | Self::ReturnedBare | Self::Foreign | Self::Scan
        )
    }
}

/// What a document that came as data is to this vault.
pub(crate) fn of_electronic(
    office: &Office<'_>,
    read: &Read<'_>,
    paper: &Electronic,
) -> Result<Standing, CommandError> {
    if !read
        .papers()
        .with_bytes(forms::Hash::of(&paper.bytes))?
        .is_empty()
    {
        return Ok(Standing::Known);
    }
    if let Some(unsound) = unsound(paper) {
        return Ok(unsound);
    }
    let cover = read.documents().get(DocumentId::from(paper.document))?;
    let disposed = read.disposals().get(DocumentId::from(paper.document))?.is_some();
    match (cover, &paper.record) {
        (None, _) if disposed => Ok(Standing::Disposed),
        (Some(cover), _) => of_own(office, read, paper, &cover),
        (None, Some(record)) if is_of_protected(read, record)? => Ok(Standing::Protected),
        (None, Some(record)) if !is_known_form(office, read, record)? => Ok(Standing::OtherForm),
        (None, Some(record)) if !follows_what_it_says(read, paper.document, record)? => {
            Ok(Standing::Misplaced)
        }
        (None, Some(_)) => Ok(Standing::Foreign),
        (None, None) => Ok(Standing::UnknownDocument),
    }
}

/// What is wrong with a paper in itself, whatever this vault has.
pub(crate) fn unsound(paper: &Electronic) -> Option<Standing> {
    let holds = matches!(
        paper.report.verdict.as_str(),
        "verdict-whole" | "verdict-unknown-issuer" | "verdict-bad-certificate" | "verdict-unsigned"
    );
    match (paper.broken, holds) {
        (true, _) => Some(Standing::Broken),
        (false, false) => Some(Standing::Changed),
        (false, true) => None,
    }
}

fn of_own(
    office: &Office<'_>,
    read: &Read<'_>,
    paper: &Electronic,
    cover: &Document,
) -> Result<Standing, CommandError> {
    if is_protected(read, cover)? {
        return Ok(Standing::Protected);
    }
    let state = read.documents().state(cover.id)?;
    let current = read.papers().current(cover.id)?;
    let Some(current) = current.filter(|_| state != DocumentState::Draft) else {
        return Ok(Standing::Draft);
    };
    let current = office.vault.attachment(&current.attached.name)?;
    if current.starts_with(&paper.bytes) {
        return Ok(Standing::Older);
    }
    let sealed = read.sections().of(cover.id)?;
    let Some(record) = &paper.record else {
        return Ok(Standing::ReturnedBare);
    };
    if record.sections != sealed {
        return Ok(Standing::OtherAnswers);
    }
    if !paper.bytes.starts_with(&current) {
        // Nobody but the vault that wrote it makes its paper anew.
        let anew = !is_written_here(read, cover)? && !is_signed(&current)?;
        return Ok(if anew {
            Standing::Redrawn
        } else {
            Standing::Returned
        });
    }
    // What stands on the page may be changed before a signature covers it, so that the signature alone shows nothing.
    let changes = signing::changes_since(&paper.bytes, current.len());
    let signed = |changes: &BTreeSet<Change>| {
        let happened = [Change::Signed, Change::TimeStamped, Change::Proofs];
        happened.iter().any(|change| changes.contains(change))
            && changes.iter().all(|change| change.is_allowed())
    };
    Ok(if changes.as_ref().is_ok_and(signed) {
        Standing::Next
    } else {
        Standing::Changed
    })
}

/// Whether a document was begun in this vault.
fn is_written_here(read: &Read<'_>, cover: &Document) -> Result<bool, CommandError> {
    let events = read.events().about_document(cover.id)?;
    Ok(events.iter().any(|event| event.kind == EventKind::Begun))
}

/// Whether the form of a record is just the one that the application has, or the vault; a form of a pack that the
/// application does not have may be any. Whoever takes another in under the same name could never begin the right one.
fn is_known_form(office: &Office<'_>, read: &Read<'_>, record: &Record) -> Result<bool, CommandError> {
    let (form, hash) = (&record.form.form_ref, record.form.hash);
    if let Some(kept) = read.definitions().hash(form)? {
        return Ok(kept == hash);
    }
    let own = office
        .catalogue
        .forms()
        .iter()
        .any(|own| own.form_ref().pack == form.pack);
    Ok(!own || office.catalogue.exact(form, hash).is_some())
}

/// Whether the document that a record continues, where it is here, is the one that it means, in the same case; and
/// whether it comes before it, and does not itself continue this one.
fn follows_what_it_says(read: &Read<'_>, document: Uuid, record: &Record) -> Result<bool, CommandError> {
    let Some(before) = &record.predecessor else {
        return Ok(true);
    };
    if earlier(read, Some(before))?.contains(&document) {
        return Ok(false);
    }
    let Some(cover) = read.documents().get(before.document.into())? else {
        return Ok(true);
    };
    let papers = read.papers().of(cover.id)?;
    let is_paper = papers.iter().any(|paper| paper.attached.sha256 == before.sha256);
    Ok(is_paper && record.case == Some(cover.case.uuid()))
}

/// Whether a record from another vault is about a pupil who has protected identity here.
fn is_of_protected(read: &Read<'_>, record: &Record) -> Result<bool, CommandError> {
    let case = record
        .case
        .map(|case| read.cases().get(case.into()))
        .transpose()?
        .flatten();
    let pupils = [case.map(|case| case.pupil()), record.pupil.map(PupilId::from)];
    pupils.into_iter().flatten().try_fold(false, |found, pupil| {
        Ok(found
            || read
                .pupils()
                .get(pupil)?
                .is_some_and(|pupil| pupil.is_protected()))
    })
}

/// Whether a document is about a pupil with protected identity.
pub(super) fn is_protected(read: &Read<'_>, cover: &Document) -> Result<bool, CommandError> {
    let case = read.cases().get(cover.case)?;
    let pupil = case
        .map(|case| read.pupils().get(case.pupil()))
        .transpose()?
        .flatten();
    Ok(pupil.is_none_or(|pupil| pupil.is_protected()))
}
