//! From answers to paper: the list of forms, checking the answers, klar, and the pages as pictures.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use cases::{CaseId, Document, DocumentId, DocumentState, EventKind};
use chrono::{DateTime, Utc};
use documents::Provenance;
use forms::record::{RECORD_FORMAT, RecordForm};
use forms::{Drawing, Evaluation, Filling, Form, Kind, Manner, Record, SealedSection, Section, Signed};
use serde_json::json;
use vault::{Paper, PaperKind, Read};

use crate::desk::Office;
use crate::error::{Code, CommandError};
use crate::filling::{self, Folio, record_event_with, role_name};
use crate::judging::{named_author, unprintable};
use crate::municipality;
use crate::wire::document::{Completing, DocumentView, OtherAuthor, PagePicture, Review, SignatureChoice};
use crate::wire::form::FormSummary;
use crate::wire::people::DocumentRow;

/// Pixels for each PostScript point in a preview: sharp on an ordinary screen at the page's natural size.
const PREVIEW_SCALE: f32 = 1.6;

/// The forms that can be filled in.
pub fn forms(office: &Office<'_>) -> Result<Vec<FormSummary>, CommandError> {
    Ok(office.catalogue.forms().iter().map(FormSummary::from).collect())
}

/// Under which name the manners chosen at klar stand in what is kept of it.
pub(crate) const MANNERS: &str = "manners";

/// The documents of a case, the one last worked on first.
pub(crate) fn rows(
    office: &Office<'_>,
    read: &Read<'_>,
    case: CaseId,
) -> Result<Vec<DocumentRow>, CommandError> {
    let covers = read.documents().of(case)?;
    let rows: Result<Vec<_>, CommandError> = covers.iter().map(|cover| row(office, read, cover)).collect();
    let mut rows = rows?;
    rows.sort_by(|a, b| b.changed.cmp(&a.changed));
    Ok(rows)
}

/// A document in the list. One that another continues, or that is void, has nothing left to be filled in.
fn row(office: &Office<'_>, read: &Read<'_>, cover: &Document) -> Result<DocumentRow, CommandError> {
    let state = read.documents().state(cover.id)?;
    let is_ended = state == DocumentState::Cancelled || filling::continuation(read, cover)?.is_some();
    let form = filling::definition(office, read, cover)?;
    let sealed = filling::sealed(read, cover)?;
    let made = read.papers().of(cover.id)?.into_iter().map(|paper| paper.made);
    let saved = read.drafts().of(cover.id)?.into_iter().map(|draft| draft.saved);
    let is_sealed = |section: &&Section| sealed.iter().any(|sealed| sealed.section() == section.id());
    let (done, open): (Vec<&Section>, Vec<&Section>) = form.sections().iter().partition(is_sealed);
    let names = |sections: Vec<&Section>| sections.iter().map(|s| s.name().to_owned()).collect();
    Ok(DocumentRow {
        id: cover.id.to_string(),
        title: cover.title.to_string(),
        form: cover.form.to_string(),
        state: state.as_str().to_owned(),
        changed: made.chain(saved).max().unwrap_or(cover.created).to_rfc3339(),
        completed: names(done),
        open: if is_ended { Vec::new() } else { names(open) },
    })
}

/// What would be printed, and everything that stands in the way of klar.
pub fn review(office: &Office<'_>, document: DocumentId) -> Result<Review, CommandError> {
    let folio = office.vault.read(|read| Folio::read(office, read, document))?;
    let drafted = folio.drafted();
    let evaluation = folio.form.evaluate(&folio.answers());
    let begun: Vec<&Section> = folio
        .form
        .sections()
        .iter()
        .filter(|section| folio.is_begun(section.id()))
        .collect();
    let mut problems: Vec<_> = begun
        .iter()
        .flat_map(|section| evaluation.problems_in(section.id()))
        .collect();
    problems.extend(unprintable(&folio));
    let applying = |section: &&Section| {
        section
            .fields()
            .filter(|field| evaluation.applies(field.id()))
            .filter_map(|field| signature_choice(&folio, field))
            .collect::<Vec<_>>()
    };
    Ok(Review {
        outline: folio.form.outline(&Filling {
            draft: Some(&drafted),
            sealed: &folio.sealed,
            manners: None,
            drawings: None,
        }),
        sections: begun.iter().map(|section| section.id().to_owned()).collect(),
        problems,
        signatures: begun.iter().flat_map(applying).collect(),
        others: others(&folio, &begun, &evaluation),
    })
}

/// Each author once, in the order of the sections.
fn others(folio: &Folio, begun: &[&Section], evaluation: &Evaluation) -> Vec<OtherAuthor> {
    let mut others: Vec<OtherAuthor> = Vec::new();
    for section in begun.iter().filter(|section| !folio.is_own(section)) {
        let role = section.author();
        if others.iter().all(|other| other.role != role) {
            others.push(OtherAuthor {
                role,
                name: named_author(&folio.form, role, evaluation),
            });
        }
    }
    others
}

/// A pen is always possible; what the application can do itself is offered to whoever has the vault open.
fn signature_choice(folio: &Folio, field: &forms::Field) -> Option<SignatureChoice> {
    let Kind::Signature { .. } = field.kind() else {
        return None;
    };
    let electronic = folio.is_own_row(field).then_some(Manner::Electronic);
    let drawn = folio.may_be_drawn(field).then_some(Manner::Drawn);
    Some(SignatureChoice {
        field: field.id().to_owned(),
        label: field.full_label().to_owned(),
        manners: [Manner::Ink].into_iter().chain(drawn).chain(electronic).collect(),
        proposed: Manner::Ink,
    })
}

/// Klar: seals the sections, makes the paper and keeps it. Nothing is changed if anything is wrong.
pub fn complete(
    office: &Office<'_>,
    document: DocumentId,
    completing: Completing,
) -> Result<DocumentView, CommandError> {
    let folio = office.vault.read(|read| Folio::read(office, read, document))?;
    let unprintable = unprintable(&folio);
    if !unprintable.is_empty() {
        return Err(unprintable.into());
    }
    municipality::must_be_held(office)?;
    let fresh = seal(office, &folio, &completing)?;
    let sealed: Vec<SealedSection> = folio.sealed.iter().chain(&fresh).cloned().collect();
    let made = office.outside.now();
    let (manners, drawings) = (&completing.manners, &BTreeMap::new());
    let bytes = print(&folio, &sealed, &Rows { manners, drawings }, made)?;
    let mut random = |buffer: &mut [u8]| office.outside.random(buffer);
    office.vault.file(|write, files| {
        for section in &sealed {
            write.sections_mut().add(document, section)?;
            write.drafts_mut().clear(document, section.section())?;
        }
        write.papers_mut().add(&Paper {
            document,
            kind: PaperKind::Own,
            attached: files.keep(&bytes, &mut random)?,
            made,
        })?;
        let data = json!({ MANNERS: manners });
        record_event_with(office, write, EventKind::Completed, document, data)
    })?;
    filling::document(office, document)
}

fn seal(
    office: &Office<'_>,
    folio: &Folio,
    completing: &Completing,
) -> Result<Vec<SealedSection>, CommandError> {
    let chosen = |section: &&Section| completing.sections.iter().any(|id| id == section.id());
    let sections: Vec<&Section> = folio.form.sections().iter().filter(chosen).collect();
    if sections.is_empty() {
        return Err(CommandError::new(Code::NothingFilledIn));
    }
    let (answers, at) = (folio.answers(), office.outside.now());
    let mut sealed = Vec::new();
    let mut problems = Vec::new();
    for section in sections {
        if folio.is_sealed(section.id()) || folio.state != DocumentState::Draft {
            return Err(CommandError::new(Code::SectionCompleted));
        }
        let ready = section.follows().is_none_or(|before| {
            folio.is_sealed(before) || completing.sections.iter().any(|other| other == before)
        });
        if !ready {
            return Err(CommandError::new(Code::SectionTooEarly).with("section", section.name()));
        }
        let by = signed(folio, section, completing)?;
        match folio.form.seal(section.id(), &answers, by, at, None) {
            Ok(section) => sealed.push(section),
            Err(found) => problems.extend(found),
        }
    }
    if problems.is_empty() {
        Ok(sealed)
    } else {
        Err(problems.into())
    }
}

fn signed(folio: &Folio, section: &Section, completing: &Completing) -> Result<Signed, CommandError> {
    let owner = folio.profile.name.to_string();
    if folio.is_own(section) {
        return Ok(Signed {
            name: owner,
            role: section.author(),
            typed_by: None,
        });
    }
    let name = completing
        .authors
        .get(&section.author())
        .map(|name| name.trim())
        .filter(|name| !name.is_empty());
    let missing = || {
        CommandError::new(Code::AuthorMissing)
            .with("section", section.name())
            .at(role_name(section.author()))
    };
    Ok(Signed {
        name: name.ok_or_else(missing)?.to_owned(),
        role: section.author(),
        typed_by: Some(owner),
    })
}

/// How the rows of a paper are signed, and what has been drawn in them.
pub(crate) struct Rows<'a> {
    pub manners: &'a BTreeMap<String, Manner>,
    pub drawings: &'a BTreeMap<String, Drawing>,
}

/// The paper of completed sections. The same sections and rows give the same paper.
pub(crate) fn print(
    folio: &Folio,
    sealed: &[SealedSection],
    rows: &Rows<'_>,
    made_at: DateTime<Utc>,
) -> Result<Vec<u8>, CommandError> {
    let outline = folio.form.outline(&Filling {
        draft: None,
        sealed,
        manners: Some(rows.manners),
        drawings: Some(rows.drawings),
    });
    let record = record(folio, sealed, made_at);
    // A pupil with protected identity: print only, and nothing that a machine can read along.
    let record = (!folio.pupil.is_protected()).then_some(&record);
    Ok(documents::print(&outline, &provenance(folio, made_at), record)?)
}

/// Completed sections as data.
pub(crate) fn record(folio: &Folio, sealed: &[SealedSection], made_at: DateTime<Utc>) -> Record {
    Record {
        format: RECORD_FORMAT.to_owned(),
        document: Some(folio.cover.id.uuid()),
        pupil: Some(folio.pupil.id.uuid()),
        case: Some(folio.cover.case.uuid()),
        predecessor: folio.cover.predecessor.clone(),
        made_at,
        form: record_form(&folio.form),
        sections: sealed.to_vec(),
    }
}

pub(crate) fn record_form(form: &Form) -> RecordForm {
    RecordForm {
        form_ref: form.form_ref().clone(),
        hash: form.hash(),
        source: form.source_text().to_owned(),
    }
}

/// The secrecy that papers about pupils are marked with, which depends on the organiser.
pub(crate) fn secrecy(profile: &cases::Profile) -> String {
    let law = match profile.organiser {
        cases::Organiser::Kommunal => "secrecy-kommunal",
        cases::Organiser::Fristaende => "secrecy-fristaende",
    };
    texts::swedish().say(law, &[]).into_owned()
}

fn provenance(folio: &Folio, made_at: DateTime<Utc>) -> Provenance {
    Provenance {
        document: Some(folio.cover.id.uuid()),
        school: folio.pupil.school.to_string(),
        diarienummer: None,
        secrecy: Some(secrecy(&folio.profile)),
        made_at,
    }
}

/// The bytes of a completed document, as it is now.
pub(crate) fn paper(office: &Office<'_>, document: DocumentId) -> Result<Vec<u8>, CommandError> {
    let paper = office
        .vault
        .read(|read| Ok::<_, CommandError>(read.papers().current(document)?))?;
    let paper = paper.ok_or_else(|| CommandError::new(Code::NotCompleted))?;
    Ok(office.vault.attachment(&paper.attached.name)?.to_vec())
}

/// The bytes of a blank form with the user's school in its head.
pub(crate) fn blank(office: &Office<'_>, form: &str) -> Result<Vec<u8>, CommandError> {
    let form = office.catalogue.find(form)?;
    let provenance = Provenance {
        document: None,
        school: office.profile()?.school.to_string(),
        diarienummer: None,
        secrecy: None,
        made_at: office.outside.now(),
    };
    Ok(documents::print(&form.blank(), &provenance, None)?)
}

/// The pages of a document: of its paper when it is completed, else of what would be printed.
pub fn pages(office: &Office<'_>, document: DocumentId) -> Result<Vec<PagePicture>, CommandError> {
    let folio = office.vault.read(|read| Folio::read(office, read, document))?;
    if folio.state != DocumentState::Draft {
        return pictures(&paper(office, document)?);
    }
    let drafted = folio.drafted();
    let filling = Filling {
        draft: Some(&drafted),
        sealed: &folio.sealed,
        manners: None,
        drawings: None,
    };
    let outline = folio.form.outline(&filling);
    pictures(&documents::print(
        &outline,
        &provenance(&folio, office.outside.now()),
        None,
    )?)
}

/// The pages of a blank form.
pub fn blank_pages(office: &Office<'_>, form: String) -> Result<Vec<PagePicture>, CommandError> {
    pictures(&blank(office, &form)?)
}

pub(crate) fn pictures(pdf: &[u8]) -> Result<Vec<PagePicture>, CommandError> {
    let pages = documents::pictures(pdf, PREVIEW_SCALE)?;
    Ok(pages
        .into_iter()
        .map(|page| PagePicture {
            png: BASE64.encode(&page.png),
            width: page.width.into(),
            height: page.height.into(),
            text: page.text,
        })
        .collect())
}
