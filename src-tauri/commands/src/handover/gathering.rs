//! What goes into a package: read from the vault, and no more of it than the recipient needs.

use std::collections::BTreeMap;

use cases::{Case, CaseId, Document, DocumentId, DocumentState, EventKind, Pupil, Sex};
use exchange::handover::{About, Along, Beside, Filed, FiledReturn, FiledScan, TakenBack};
use forms::Hash;
use vault::{Paper, PaperKind, Read};

use super::lending::must_be_own;
use crate::consents::beside;
use crate::desk::Office;
use crate::error::{Code, CommandError};
use crate::intake::scan_sources;
use crate::people::not_found;
use crate::recounted::{as_told, once, recount};

/// What a family said no to goes along with the document that asks them.
const SAYS_NO: [EventKind; 2] = [EventKind::Withdrawn, EventKind::Declined];

/// The papers' bytes, by their hash.
pub(crate) type Bytes = BTreeMap<Hash, Vec<u8>>;

/// Of what carries none.
pub(crate) const NO_PAPERS: &Bytes = &Bytes::new();

/// A document by one of its papers, and the bytes of that.
type Goes = (Filed, (Hash, Vec<u8>));

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

/// Everything of a case that somebody else is to answer for.
#[derive(Default)]
pub(super) struct Whole {
    /// The documents, each by its electronic papers in their order, and none before the one that it continues.
    pub documents: Vec<Filed>,
    /// What goes along beside them.
    pub along: Along,
    /// The bytes of papers and scans.
    pub papers: Bytes,
}

/// A case with every document that was completed, what was made void included, and what has happened to them.
///
/// # Errors
/// Something in the case is not finished: two could go on with it.
pub(super) fn whole_case(office: &Office<'_>, read: &Read<'_>, case: CaseId) -> Result<Whole, CommandError> {
    let mut covers = read.documents().of(case)?;
    covers.sort_by_key(|cover| (cover.created, cover.id));
    // What a list told is a working note, and stays with whoever wrote it as drafts do.
    let brought = read.brought_in().of(case)?;
    if brought.is_some_and(|brought| !brought.told.is_empty()) {
        return Err(CommandError::new(Code::CaseHasListNote));
    }
    let (mut whole, mut unfinished) = (Whole::default(), 0);
    for cover in covers {
        match read.documents().state(cover.id)? {
            DocumentState::Draft => unfinished += 1,
            DocumentState::Cancelled if !can_be_filed(office, read, &cover)? => {}
            _ => {
                must_be_own(read, cover.id)?;
                whole.add(office, read, &cover)?;
            }
        }
    }
    let events = read.events().about_case(case)?;
    let of_case = events.iter().filter(|event| event.subject.document.is_none());
    whole.along.told.extend(of_case.filter_map(recount));
    whole.along.told = once(whole.along.told);
    match unfinished {
        0 => Ok(whole),
        count => Err(CommandError::new(Code::CaseHasDrafts).with("count", count)),
    }
}

/// Whether a document that was made void has a paper that somebody else can file. It may have been thrown away half written,
/// or completed while the pupil's identity was protected; nothing that counts stays behind then.
fn can_be_filed(office: &Office<'_>, read: &Read<'_>, cover: &Document) -> Result<bool, CommandError> {
    let current = read.papers().current(cover.id)?;
    let bytes = current.map(|paper| office.vault.attachment(&paper.attached.name));
    Ok(bytes.transpose()?.is_some_and(|bytes| has_record(&bytes)))
}

impl Whole {
    fn add(&mut self, office: &Office<'_>, read: &Read<'_>, cover: &Document) -> Result<(), CommandError> {
        for (document, (sha256, paper)) in its_papers(office, read, cover)? {
            self.documents.push(document);
            self.papers.insert(sha256, paper);
        }
        let events = read.events().about_document(cover.id)?;
        let mut sources = scan_sources(&events).into_iter();
        for paper in read.papers().of(cover.id)? {
            let (document, sha256) = (cover.id.uuid(), paper.attached.sha256);
            if paper.kind == PaperKind::Own {
                continue;
            }
            let bytes = office.vault.attachment(&paper.attached.name)?.to_vec();
            match paper.kind {
                PaperKind::Scan => self.along.scans.push(FiledScan {
                    document,
                    sha256,
                    // Each scan came with the event that says which pages it was made of.
                    sources: sources.next().unwrap_or_default(),
                }),
                _ if has_record(&bytes) => continue,
                _ => self.along.returned.push(FiledReturn { document, sha256 }),
            }
            self.papers.insert(sha256, bytes);
        }
        let void = events.iter().find(|event| event.kind == EventKind::Cancelled);
        self.along.cancelled.extend(void.map(as_told));
        self.along.beside.extend(beside(&events).map(|(first, _)| Beside {
            document: cover.id.uuid(),
            first: first.uuid(),
        }));
        self.along.told.extend(events.iter().filter_map(recount));
        Ok(())
    }
}

/// Every paper of a document that goes along with it: those that the present one begins with, the first one first, and
/// those that came back from others and say what they answer. One that was drawn upon since was another paper before.
fn its_papers(office: &Office<'_>, read: &Read<'_>, cover: &Document) -> Result<Vec<Goes>, CommandError> {
    let current = read.papers().current(cover.id)?.ok_or_else(not_found)?;
    let current = office.vault.attachment(&current.attached.name)?;
    let mut filed = Vec::new();
    for paper in read.papers().of(cover.id)? {
        let bytes = office.vault.attachment(&paper.attached.name)?;
        let goes = match paper.kind {
            PaperKind::Scan => false,
            PaperKind::Own => current.starts_with(&bytes),
            PaperKind::Returned => has_record(&bytes),
        };
        if goes {
            filed.push(of_paper(read, cover, &paper, &bytes)?);
        }
    }
    Ok(filed)
}

/// Whether a paper says what it answers, which whoever gets it files it by.
fn has_record(pdf: &[u8]) -> bool {
    documents::inspect(pdf).is_ok_and(|found| found.record.is_some())
}

/// A completed document as it is now, and the bytes of its paper.
pub(super) fn document(
    office: &Office<'_>,
    read: &Read<'_>,
    document: DocumentId,
    case: CaseId,
) -> Result<Goes, CommandError> {
    must_be_own(read, document)?;
    let cover = read.documents().get(document)?;
    // Protection, ground and consent are judged by the case.
    let cover = cover.filter(|cover| cover.case == case).ok_or_else(not_found)?;
    let paper = read.papers().current(document)?;
    let drafted = read.documents().state(document)? == DocumentState::Draft;
    let paper = paper
        .filter(|_| !drafted)
        .ok_or_else(|| CommandError::new(Code::NotCompleted))?;
    let bytes = office.vault.attachment(&paper.attached.name)?;
    of_paper(read, &cover, &paper, &bytes)
}

/// A document by one of its papers.
///
/// # Errors
/// [`Code::WithoutRecord`] where nobody could file it: it was completed while the pupil's identity was protected.
fn of_paper(read: &Read<'_>, cover: &Document, paper: &Paper, bytes: &[u8]) -> Result<Goes, CommandError> {
    let document = cover.id;
    if !has_record(bytes) {
        return Err(CommandError::new(Code::WithoutRecord).with("title", &cover.title));
    }
    let events = read.events().about_document(document)?.into_iter();
    let withdrawn = events.filter(|event| SAYS_NO.contains(&event.kind));
    let filed = Filed {
        document: document.uuid(),
        title: cover.title.to_string(),
        sha256: paper.attached.sha256,
        taken_back: withdrawn
            .map(|event| TakenBack {
                event: event.id.uuid(),
                declined: event.kind == EventKind::Declined,
                at: event.at,
                by: event.by,
                data: event.data,
            })
            .collect(),
    };
    Ok((filed, (paper.attached.sha256, bytes.to_vec())))
}
