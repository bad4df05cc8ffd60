//! Pupils and their cases.

use cases::{BroughtIn, Case, CaseId, CaseInput, DocumentId, Pupil, PupilId, PupilInput};
use vault::{Act, Hit, Read, Subject};

use crate::desk::Office;
use crate::error::{Code, CommandError};
use crate::voiding::both_wrote;
use crate::wire::case_list::{BroughtInView, ListNote};
use crate::wire::people::{CaseRow, CaseView, PupilRow, PupilView};
use crate::wire::unfinished::UnfinishedForm;
use crate::{handover, papers, trail, unfinished};

/// Most pupils a search answers with.
const MOST_HITS: u32 = 200;

/// Pupils with their cases: all of them, or those whose name, or the title of a case, holds the words.
pub fn pupils(office: &Office<'_>, search: String) -> Result<Vec<PupilRow>, CommandError> {
    office.vault.read(|read| {
        let pupils = if search.trim().is_empty() {
            read.pupils().all()?
        } else {
            found(read, &search)?
        };
        pupils.iter().map(|pupil| row(read, pupil)).collect()
    })
}

fn found(read: &Read<'_>, search: &str) -> Result<Vec<Pupil>, CommandError> {
    let mut pupils: Vec<Pupil> = Vec::new();
    for hit in read.search(search, MOST_HITS)? {
        let (Hit::Pupil(pupil) | Hit::Case(_, pupil)) = hit;
        if !pupils.iter().any(|other| other.id == pupil.id) {
            pupils.push(pupil);
        }
    }
    Ok(pupils)
}

fn row(read: &Read<'_>, pupil: &Pupil) -> Result<PupilRow, CommandError> {
    Ok(PupilRow {
        id: pupil.id.to_string(),
        name: pupil.display_name().to_string(),
        class: pupil.class.as_ref().map(ToString::to_string),
        school: pupil.school.to_string(),
        protected: pupil.is_protected(),
        cases: read.cases().of(pupil.id)?.iter().map(case_row).collect(),
    })
}

fn case_row(case: &Case) -> CaseRow {
    CaseRow {
        id: case.id().to_string(),
        title: case.title().to_string(),
        opened: case.opened().to_string(),
        closed: case.closed().map(|day| day.to_string()),
    }
}

/// One pupil, to be edited.
pub fn pupil(office: &Office<'_>, pupil: PupilId) -> Result<PupilView, CommandError> {
    let pupil = get_pupil(office, pupil)?;
    Ok(PupilView {
        id: pupil.id.to_string(),
        display_name: pupil.display_name().to_string(),
        input: PupilInput::from(&pupil),
    })
}

/// Adds a pupil, or changes one.
pub fn save_pupil(
    office: &Office<'_>,
    pupil: Option<PupilId>,
    input: PupilInput,
) -> Result<PupilId, CommandError> {
    let id = pupil.unwrap_or_else(|| office.new_id());
    let parsed = input.parse(id, office.outside.today())?;
    let at = office.outside.now();
    office.vault.write(|write| {
        let subject = Subject {
            pupil: Some(id),
            ..Default::default()
        };
        trail::keep(office, write, Act::Write, "save_pupil", (subject, None))?;
        write.pupils_mut().put(&parsed, at)?;
        // What was typed is saved now: it may not come back as what is yet to be saved.
        let about = pupil.map(|pupil| pupil.to_string()).unwrap_or_default();
        let form = unfinished::name(UnfinishedForm::Pupil);
        write.unfinished_mut().forget(&form, &about)?;
        Ok::<_, CommandError>(())
    })?;
    Ok(id)
}

/// Opens a case for a pupil.
pub fn open_case(office: &Office<'_>, pupil: PupilId, input: CaseInput) -> Result<CaseId, CommandError> {
    let id = office.new_id();
    let case = input.parse(id, pupil, office.outside.today())?;
    let at = office.outside.now();
    office
        .vault
        .write(|write| Ok::<_, CommandError>(write.cases_mut().put(&case, at)?))?;
    Ok(id)
}

/// A case with its pupil and its documents.
pub fn case(office: &Office<'_>, case: CaseId) -> Result<CaseView, CommandError> {
    office.vault.read(|read| {
        let case = read.cases().get(case)?.ok_or_else(not_found)?;
        let pupil = read.pupils().get(case.pupil())?.ok_or_else(not_found)?;
        Ok(CaseView {
            case: case_row(&case),
            pupil: row(read, &pupil)?,
            documents: papers::rows(office, read, case.id())?,
            both_wrote: both_wrote(read, case.id())?
                .into_iter()
                .map(|all| all.iter().map(DocumentId::to_string).collect())
                .collect(),
            holding: handover::holding(office, read, case.id())?,
            brought_in: read.brought_in().of(case.id())?.map(brought_in_view),
        })
    })
}

fn brought_in_view(brought: BroughtIn) -> BroughtInView {
    let notes = brought.told.into_iter().map(|told| ListNote {
        heading: told.heading,
        text: told.text,
    });
    BroughtInView {
        on: brought.on.to_string(),
        by: brought.by,
        notes: notes.collect(),
    }
}

pub(crate) fn get_pupil(office: &Office<'_>, pupil: PupilId) -> Result<Pupil, CommandError> {
    office
        .vault
        .read(|read| read.pupils().get(pupil)?.ok_or_else(not_found))
}

pub(crate) fn not_found() -> CommandError {
    CommandError::new(Code::NotFound)
}
