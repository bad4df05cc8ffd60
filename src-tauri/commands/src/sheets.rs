//! The papers of our own making that a user can print or save, by name.

use cases::{CaseId, DocumentId, Pupil};
use documents::Provenance;
use texts::swedish;
use vault::Read;

use crate::desk::Office;
use crate::error::CommandError;
use crate::filling::Folio;
use crate::people::not_found;
use crate::sheet::{Sheet, say};
use crate::signatures::judge;
use crate::trust::trust;
use crate::wire::archive::SheetName;
use crate::wire::consent::DisclosureView;
use crate::{disclosures, disposal, integrity, papers, release, signature_sheet, trail, undone};

/// A paper, by its name.
pub(crate) fn make(office: &Office<'_>, sheet: &SheetName) -> Result<Sheet, CommandError> {
    match sheet {
        SheetName::ArchiveCheck => integrity::sheet(office)?.ok_or_else(not_found),
        SheetName::Signatures { document } => signatures(office, document.parse().map_err(|_| not_found())?),
        SheetName::Disclosures { case } => disclosed(office, case.parse().map_err(|_| not_found())?),
        SheetName::Release { event } => release::sheet(office, event),
        SheetName::Disposal { decision } => {
            disposal::sheet(office, decision.parse().map_err(|_| not_found())?)
        }
        SheetName::Trail { filter } => trail::sheet(office, filter),
    }
}

/// Whether a paper speaks of a pupil with protected identity, and is for the printer alone.
pub(crate) fn is_print_only(office: &Office<'_>, sheet: &SheetName) -> Result<bool, CommandError> {
    if let SheetName::Release { event } = sheet {
        return Ok(release::find(office, event)?.0.is_protected());
    }
    office.vault.read(|read| match sheet {
        SheetName::Release { .. }
        | SheetName::ArchiveCheck
        | SheetName::Disposal { .. }
        | SheetName::Trail { .. } => Ok(false),
        SheetName::Signatures { document } => {
            let document = document.parse().map_err(|_| not_found())?;
            Ok(Folio::read(office, read, document)?.pupil.is_protected())
        }
        SheetName::Disclosures { case } => {
            let case = case.parse().map_err(|_| not_found())?;
            Ok(pupil_of(read, case)?.is_protected())
        }
    })
}

fn pupil_of(read: &Read<'_>, case: CaseId) -> Result<Pupil, CommandError> {
    let case = read.cases().get(case)?.ok_or_else(not_found)?;
    read.pupils().get(case.pupil())?.ok_or_else(not_found)
}

fn speaks_of_a_pupil(sheet: &SheetName) -> bool {
    matches!(sheet, SheetName::Disclosures { .. } | SheetName::Release { .. })
}

/// The same as PDF/A, with the school in its head.
pub(crate) fn pdf(office: &Office<'_>, sheet: &SheetName) -> Result<Vec<u8>, CommandError> {
    let profile = office.profile()?;
    let provenance = Provenance {
        document: None,
        school: profile.school.to_string(),
        diarienummer: None,
        secrecy: speaks_of_a_pupil(sheet).then(|| papers::secrecy(&profile)),
        made_at: office.outside.now(),
    };
    Ok(documents::print(
        &make(office, sheet)?.outline(),
        &provenance,
        None,
    )?)
}

/// What is to be said of a document's signatures; the document is named by its id, and no pupil is.
fn signatures(office: &Office<'_>, document: DocumentId) -> Result<Sheet, CommandError> {
    let folio = office.vault.read(|read| Folio::read(office, read, document))?;
    let facts = [
        (say("report-sheet-form"), folio.form.short_title().to_owned()),
        (say("report-sheet-document"), document.to_string()),
    ];
    let pdf = papers::paper(office, document)?;
    let now = office.outside.now();
    let report = judge(&pdf, &trust(office)?, now);
    Ok(signature_sheet::sheet(&pdf, &report, &facts, now, &|at| {
        office.outside.local(at)
    }))
}

/// What was told to whom in a case, for the family to keep.
fn disclosed(office: &Office<'_>, case: CaseId) -> Result<Sheet, CommandError> {
    let told = disclosures::disclosures(office, case)?.told;
    let pupil = office.vault.read(|read| pupil_of(read, case))?;
    let columns = [
        "disclosure-on",
        "disclosure-to",
        "disclosure-what",
        "disclosures-sheet-how",
        "disclosure-ground",
    ]
    .map(say);
    let weights = [2, 3, 4, 2, 4];
    let columns: Vec<(&str, u8)> = columns.iter().map(String::as_str).zip(weights).collect();
    let row = |told: &DisclosureView| {
        let ground = [("ground", told.ground.as_str().into())];
        let mut ground = swedish().say("disclosure-grounds", &ground).into_owned();
        if !told.reason.is_empty() {
            ground = format!("{ground}: {}", told.reason);
        }
        let never = told
            .undone
            .as_ref()
            .map(|undone| undone::in_words(&undone.reason));
        let kinds = std::iter::once(told.what.clone()).chain(told.kinds.iter().cloned());
        vec![
            told.on.clone(),
            told.to.clone(),
            kinds.collect::<Vec<_>>().join(". "),
            told.how.clone(),
            never
                .into_iter()
                .chain([ground])
                .chain(disclosures::heard(told))
                .collect::<Vec<_>>()
                .join("\n"),
        ]
    };
    let rows: Vec<Vec<String>> = told.iter().rev().map(row).collect();
    let sheet = Sheet::new(
        "lamnade-uppgifter",
        &say("disclosures-sheet-title"),
        &say("sheet-source"),
    )
    .fact(&say("disclosures-sheet-pupil"), &pupil.display_name().to_string())
    .text(&say("disclosures-sheet-about"));
    Ok(if rows.is_empty() {
        sheet.text(&say("disclosures-sheet-none"))
    } else {
        sheet.table(&say("disclosures-sheet-table"), &columns, rows)
    })
}
