//! Documents that came as data: signed since, packed anew by another system, or from another vault.

use cases::{CaseId, CaseInput, Document, DocumentId, EventKind, Line, PupilId, PupilInput};
use chrono::{DateTime, NaiveDate};
use forms::Record;
use serde_json::{Value as Json, json};
use vault::{Attached, Paper, PaperKind, Write};

use super::super::Intake;
use super::super::reading::Electronic;
use super::super::standing::{Standing, of_electronic, unsound};
use super::super::told::{Told, form_of};
use super::{filed, finish};
use crate::desk::Office;
use crate::error::{Code, CommandError};
use crate::filling::{record_event, record_event_with};
use crate::handover::must_be_own;
use crate::municipality;
use crate::wire::archive::UnconfirmedRow;
use crate::wire::intake::{FiledPaper, FilingPaper};
use crate::wire::signature::SignatureView;

/// The school form that a pupil from a paper is put down with; the user is told to look.
const USUAL_SCHOOL_FORM: &str = "grundskola";
/// The pupil is new to this vault.
const NEW: &str = "new";

/// Files a document as it came, in its own case, and says who has signed it since.
pub(super) fn file_electronic(
    office: &Office<'_>,
    intake: &mut Intake,
    number: u32,
    filing: &FilingPaper,
) -> Result<FiledPaper, CommandError> {
    let waiting = intake.electronic.iter_mut().find(|one| one.number == number);
    let waiting = waiting.ok_or_else(|| CommandError::new(Code::NotFound))?;
    let paper = &mut waiting.paper;
    // Something may have happened to the document since it was shown.
    paper.standing = office.vault.read(|read| of_electronic(office, read, paper))?;
    kind_of(paper.standing)?;
    let mut random = |buffer: &mut [u8]| office.outside.random(buffer);
    office.vault.file(|write, files| {
        must_be_own(write, paper.document.into())?;
        let attached = files.keep(&paper.bytes, &mut random)?;
        file(
            office,
            write,
            paper,
            (paper.standing, attached),
            (&filing.pupil, &filing.rows),
        )?;
        filed(write, paper.document.into())
    })
}

/// What a paper becomes that is filed.
fn kind_of(standing: Standing) -> Result<PaperKind, CommandError> {
    match standing {
        Standing::Next | Standing::Redrawn | Standing::Foreign => Ok(PaperKind::Own),
        Standing::Returned | Standing::ReturnedBare => Ok(PaperKind::Returned),
        _ => Err(CommandError::new(Code::NotToBeFiled)),
    }
}

/// Files a document whose bytes are attached, in a transaction of others. A person has said which pupil it is about,
/// where its case is not here, and which rows are signed by whom they name.
pub(crate) fn file(
    office: &Office<'_>,
    write: &Write<'_>,
    paper: &Electronic,
    (standing, attached): (Standing, Attached),
    (pupil, rows): (&str, &[String]),
) -> Result<(), CommandError> {
    municipality::must_be_held(office)?;
    let (document, made) = (DocumentId::from(paper.document), office.outside.now());
    let kind = kind_of(standing)?;
    if standing == Standing::Foreign {
        adopt(office, write, paper, pupil)?;
    }
    let before = signed_rows(office, write, document)?;
    write.papers_mut().add(&Paper {
        document,
        kind,
        attached,
        made,
    })?;
    let data =
        json!({ "manner": "electronic", "verdict": paper.report.verdict, "names": paper.report.names });
    record_event_with(office, write, EventKind::Received, document, data)?;
    let fresh: Vec<&String> = match standing {
        // What its signatures are worth nobody can say who has not read its pages (`intake::confirming`).
        Standing::ReturnedBare => Vec::new(),
        _ => signed_since(paper, &before, rows).collect(),
    };
    for row in &fresh {
        record_event_with(
            office,
            write,
            EventKind::RowSigned,
            document,
            signed_by(office, paper, (row, None)),
        )?;
    }
    finish(office, write, document, !fresh.is_empty())
}

/// The rows of a document that are signed electronically already.
fn signed_rows(
    office: &Office<'_>,
    write: &Write<'_>,
    document: DocumentId,
) -> Result<Vec<String>, CommandError> {
    let Some(paper) = write.papers().current(document)? else {
        return Ok(Vec::new());
    };
    let pdf = office.vault.attachment(&paper.attached.name)?;
    let fields = documents::inspect(&pdf)?.signatures.into_iter();
    Ok(fields
        .filter(|field| field.signed)
        .map(|field| field.name)
        .collect())
}

/// The rows that are signed since and count: by a certificate that held, and where a family's name stands, only if a
/// person has said that it is theirs.
fn signed_since<'a>(
    paper: &'a Electronic,
    before: &'a [String],
    confirmed: &'a [String],
) -> impl Iterator<Item = &'a String> {
    let fresh = paper.signed.iter().filter(|row| !before.contains(row));
    fresh.filter(|row| {
        held(paper, row).is_some()
            && (confirmed.contains(row) || !paper.told.family.iter().any(|(id, _)| id == *row))
    })
}

/// The signature in a row, if its certificate held.
pub(in crate::intake) fn held<'a>(paper: &'a Electronic, row: &str) -> Option<&'a SignatureView> {
    let mut signatures = paper.report.signatures.iter();
    signatures.find(|one| one.field == row).filter(|one| holds(one))
}

fn holds(signature: &SignatureView) -> bool {
    matches!(
        signature.verdict.as_str(),
        "verdict-whole" | "verdict-unknown-issuer"
    )
}

/// Who has signed a paper that another system packed without its answers, by the certificates; nothing unless somebody has
/// and every certificate held.
pub(in crate::intake) fn packed_by(paper: &Electronic) -> Option<String> {
    let signatures = paper.report.signatures.iter().filter(|one| !one.is_time_stamp);
    let signatures: Vec<&SignatureView> = signatures.collect();
    let is_proof = paper.record.is_none() && unsound(paper).is_none();
    let holds = is_proof && !signatures.is_empty() && signatures.iter().all(|one| holds(one));
    holds.then(|| paper.report.names.join(", "))
}

/// That a row is signed on a paper that another system packed, as a person has read there: no signature names a row, so that
/// who is to sign stands in print, and whoever sealed it beside.
pub(in crate::intake) fn signed_elsewhere(
    office: &Office<'_>,
    paper: &Electronic,
    (row, told): (&UnconfirmedRow, Option<NaiveDate>),
) -> Option<Json> {
    let packed_by = packed_by(paper)?;
    let persons = paper.report.signatures.iter().filter(|one| !one.is_time_stamp);
    let name = row.name.as_ref().unwrap_or(&row.label);
    let on = counts_from(office, persons, told);
    Some(json!({ "field": row.field, "manner": "electronic", "name": name, "on": on, "note": packed_by }))
}

/// Who signed a row electronically, and from when it counts.
pub(in crate::intake) fn signed_by(
    office: &Office<'_>,
    paper: &Electronic,
    (row, told): (&str, Option<NaiveDate>),
) -> Json {
    let signature = paper.report.signatures.iter().find(|one| one.field == row);
    let name = signature.map(|one| one.signer.name.clone());
    let on = counts_from(office, signature.into_iter(), told);
    json!({ "field": row, "manner": "electronic", "name": name, "on": on })
}

/// The day from which signatures count: the last that is proven. A day that a signature only claims may be any, so that
/// without a proof they count from today; or from the day that whoever answered for the document before tells, which is
/// when they counted from there: what was disclosed since by a consent was covered by it.
fn counts_from<'a>(
    office: &Office<'_>,
    signatures: impl Iterator<Item = &'a SignatureView>,
    told: Option<NaiveDate>,
) -> NaiveDate {
    let proven = signatures.map(|one| {
        let at = DateTime::parse_from_rfc3339(one.proven.as_ref()?).ok()?;
        Some(office.outside.local(at.to_utc()).date_naive())
    });
    // One without a proof leaves none for all.
    let proven = proven.collect::<Option<Vec<NaiveDate>>>().unwrap_or_default();
    let today = office.outside.today();
    proven
        .into_iter()
        .max()
        .or(told)
        .map_or(today, |day| day.min(today))
}

/// Takes a document of another vault into this one, with its case and its pupil; a person has said which pupil.
fn adopt(
    office: &Office<'_>,
    write: &Write<'_>,
    paper: &Electronic,
    pupil: &str,
) -> Result<(), CommandError> {
    let record = paper.record.as_ref();
    let record = record.ok_or_else(|| CommandError::new(Code::NotToBeFiled))?;
    let (document, at) = (DocumentId::from(paper.document), office.outside.now());
    let form_ref = &record.form.form_ref;
    let form = form_of(record)?;
    let case = record.case.map_or_else(|| office.new_id(), CaseId::from);
    if write.cases().get(case)?.is_none() {
        let pupil = chosen_pupil(office, write, record, &paper.told, pupil)?;
        let input = CaseInput {
            title: form.short_title().to_owned(),
        };
        write
            .cases_mut()
            .put(&input.parse(case, pupil, office.outside.today())?, at)?;
    }
    let source = record.form.source.as_bytes();
    let definition = write.definitions_mut().keep(form_ref, source, at)?;
    write.documents_mut().begin(&Document {
        id: document,
        case,
        form: form_ref.clone(),
        definition,
        title: Line::parse("title", form.short_title()).map_err(|problem| vec![problem])?,
        predecessor: record.predecessor.clone(),
        created: record.made_at,
    })?;
    for section in &record.sections {
        write.sections_mut().add(document, section)?;
    }
    record_event(office, write, EventKind::Completed, document)
}

/// The pupil that a person chose, or a new one with what the paper says.
fn chosen_pupil(
    office: &Office<'_>,
    write: &Write<'_>,
    record: &Record,
    told: &Told,
    pupil: &str,
) -> Result<PupilId, CommandError> {
    let not_found = || CommandError::new(Code::NotFound);
    if pupil != NEW {
        let id = pupil.parse().map_err(|_| not_found())?;
        let known = write.pupils().get(id)?.filter(|pupil| !pupil.is_protected());
        return Ok(known.ok_or_else(not_found)?.id);
    }
    let school = told.school.clone().unwrap_or_default();
    let input = PupilInput {
        name: told.pupil.clone().unwrap_or_default(),
        class: told.class.clone().unwrap_or_default(),
        school: if school.is_empty() {
            write.settings().profile()?.school.to_string()
        } else {
            school
        },
        school_form: USUAL_SCHOOL_FORM.to_owned(),
        ..PupilInput::default()
    };
    // The same pupil has the same id in both vaults from now on, unless it is taken here.
    let own = record.pupil.map(PupilId::from);
    let taken = own
        .map(|id| write.pupils().get(id))
        .transpose()?
        .flatten()
        .is_some();
    let id = own.filter(|_| !taken).unwrap_or_else(|| office.new_id());
    write
        .pupils_mut()
        .put(&input.parse(id, office.outside.today())?, office.outside.now())?;
    Ok(id)
}
