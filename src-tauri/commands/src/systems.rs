//! A document for another system that takes files: the PDF, and beside it what the system asks for.

use std::sync::Mutex;

use cases::{DocumentId, EventKind};
use documents::Provenance;
use exchange::table::{Cell, Table, csv, xlsx};
use forms::Hash;
use serde_json::json;
use texts::swedish;

use crate::desk::{Desk, Office};
use crate::error::CommandError;
use crate::filling::{Folio, record_leaving};
use crate::papers;
use crate::printing::{Beside, Outgoing, file_name, save};
use crate::sheet::{Sheet, say};
use crate::wire::systems::{PasteSystem, SystemName};

impl From<SystemName> for PasteSystem {
    fn from(system: SystemName) -> Self {
        match system {
            SystemName::Prorenata => Self::Prorenata,
            SystemName::Pmo => Self::Pmo,
            SystemName::Diary => Self::Diary,
        }
    }
}

impl PasteSystem {
    fn as_str(self) -> &'static str {
        match self {
            Self::Prorenata => "prorenata",
            Self::Pmo => "pmo",
            Self::Diary => "diary",
            Self::EService => "e-service",
            Self::Other => "other",
        }
    }

    /// What it is called.
    pub(crate) fn words(self) -> String {
        let name = [("system", self.as_str().into())];
        swedish().say("system-name", &name).into_owned()
    }
}

/// Saves a document for another system where the user chooses, with its metadata beside it; false if the user changed
/// their mind. That it leaves is kept before anything is written: nothing ever leaves without a trace.
pub fn save_for_system(
    desk: &Mutex<Desk>,
    document: DocumentId,
    system: SystemName,
) -> Result<bool, CommandError> {
    save(
        desk,
        |office| {
            papers::paper(office, document)?;
            file_name(office, document, ".pdf")
        },
        |office, _| {
            let pdf = papers::paper(office, document)?;
            let beside = metadata(office, document, system, &pdf)?;
            let data = json!({
                "system": PasteSystem::from(system).words(),
                "on": office.outside.today(),
                "note": Hash::of(&pdf).to_string(),
            });
            let trace = office
                .vault
                .write(|write| record_leaving(office, write, EventKind::Exported, document, data))?;
            Ok(Outgoing {
                file: pdf,
                beside,
                trace,
            })
        },
    )
}

/// What lies beside the document: a paper for whoever enters it by hand, or a row that a diary reads, and the same for Excel.
fn metadata(
    office: &Office<'_>,
    document: DocumentId,
    system: SystemName,
    pdf: &[u8],
) -> Result<Vec<Beside>, CommandError> {
    let folio = office.vault.read(|read| Folio::read(office, read, document))?;
    let completed = office.vault.read(|read| {
        let first = read.papers().of(document)?.into_iter().next();
        Ok::<_, CommandError>(first.map(|paper| office.outside.local(paper.made).date_naive().to_string()))
    })?;
    let facts = [
        ("system-title", folio.form.short_title().to_owned()),
        ("system-document", document.to_string()),
        ("system-school", folio.pupil.school.to_string()),
        ("system-completed", completed.unwrap_or_default()),
        ("system-by", folio.profile.name.to_string()),
        ("system-secrecy", papers::secrecy(&folio.profile)),
        ("system-hash", Hash::of(pdf).to_string()),
    ];
    if system == SystemName::Diary {
        let row = row(&facts);
        let book = xlsx(&row, &say("system-workbook"), office.outside.now())?;
        return Ok(vec![("metadata", "csv", csv(&row)), ("metadata", "xlsx", book)]);
    }
    let pupil = ("system-pupil", folio.pupil.display_name().to_string());
    let all = [pupil].into_iter().chain(facts);
    Ok(vec![("metadata", "pdf", sheet(office, &folio, system, all)?)])
}

/// The diary is often open to more people than the document: whom it concerns is not in the row.
fn row(facts: &[(&'static str, String)]) -> Table {
    let cell = |value: &String| match value.parse() {
        Ok(day) => Cell::Day(day),
        Err(_) => Cell::Text(value.clone()),
    };
    Table {
        columns: facts.iter().map(|(label, _)| say(label)).collect(),
        rows: vec![facts.iter().map(|(_, value)| cell(value)).collect()],
    }
}

fn sheet(
    office: &Office<'_>,
    folio: &Folio,
    system: SystemName,
    facts: impl Iterator<Item = (&'static str, String)>,
) -> Result<Vec<u8>, CommandError> {
    let name = [("system", PasteSystem::from(system).words().into())];
    let title = swedish().say("system-sheet-title", &name);
    let sheet = Sheet::new("metadata", &title, &say("sheet-source")).text(&say("system-sheet-about"));
    let sheet = facts.fold(sheet, |sheet, (label, value)| sheet.fact(&say(label), &value));
    let provenance = Provenance {
        document: None,
        school: folio.pupil.school.to_string(),
        diarienummer: None,
        secrecy: Some(papers::secrecy(&folio.profile)),
        made_at: office.outside.now(),
    };
    Ok(documents::print(&sheet.outline(), &provenance, None)?)
}
