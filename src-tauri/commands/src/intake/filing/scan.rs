//! Scans of documents that were signed with a pen.

use cases::{DocumentId, EventKind};
use documents::scan::{Gathered, Leaf, Scan, ScanFacts, Turn};
use serde_json::json;
use uuid::Uuid;
use vault::{Paper, PaperKind, Write};

use super::super::Intake;
use super::super::reading::PilePage;
use super::super::standing::Standing;
use super::{Pen, filed, finish};
use crate::desk::Office;
use crate::errand::Work;
use crate::error::{Code, CommandError};
use crate::filling::record_event_with;
use crate::handover::must_be_own;
use crate::municipality;
use crate::wire::intake::{FiledPaper, FilingPaper, IncomingRow};

/// A scan that is ready to be made into a document.
struct Ready {
    leaves: Vec<(Scan, usize, Turn)>,
    facts: ScanFacts,
    /// The rows that are signed on it.
    signed: Vec<IncomingRow>,
    /// Whether no row waits after this.
    all_signed: bool,
    gathered: Gathered,
    sources: Vec<String>,
}

/// Makes an archival document of the pages and files it beside the document that was signed.
pub(super) fn file_scan(
    work: &Work<'_>,
    document: Uuid,
    filing: &FilingPaper,
    pen: &Pen,
) -> Result<FiledPaper, CommandError> {
    let ready = work.sit(|office, intake| prepare(office, intake, document, filing))?;
    let leaf = |(scan, page, turn): &'_ (Scan, usize, Turn)| (scan.clone(), *page, *turn);
    let owned: Vec<_> = ready.leaves.iter().map(leaf).collect();
    let leaves: Vec<Leaf<'_>> = owned
        .iter()
        .map(|(scan, page, turn)| Leaf {
            scan,
            page: *page,
            turn: *turn,
        })
        .collect();
    // This takes seconds for a long document, and the desk is free meanwhile.
    let bytes = documents::scan::file(&leaves, &ready.facts);
    let bytes = bytes.map_err(|error| CommandError::named(error.code()))?;
    work.sit(|office, intake| keep_scan(office, intake, &ready, &bytes, pen))
}

fn prepare(
    office: &Office<'_>,
    intake: &mut Intake,
    document: Uuid,
    filing: &FilingPaper,
) -> Result<Ready, CommandError> {
    let not_found = || CommandError::new(Code::NotFound);
    // Something may have happened to the document since it was shown.
    intake.pile.forget(document);
    let facts = intake
        .pile
        .facts(office, document)?
        .cloned()
        .ok_or_else(not_found)?;
    let sorted = intake.pile.sorted();
    let gathered = sorted.documents.into_iter().find(|one| one.document == document);
    let gathered = gathered.ok_or_else(not_found)?;
    if intake.pile.standing(&gathered, Some(&facts)) != Standing::Scan {
        return Err(CommandError::new(Code::NotToBeFiled));
    }
    let is_signed = |row: &&IncomingRow| filing.rows.contains(&row.field);
    let signed: Vec<IncomingRow> = facts.rows.iter().filter(is_signed).cloned().collect();
    let labels: Vec<&str> = signed.iter().map(|row| row.label.as_str()).collect();
    let pages = gathered.pages.iter().filter_map(|(_, at)| intake.pile.page(*at));
    Ok(Ready {
        leaves: pages
            .clone()
            .map(|page| (page.scan.clone(), page.page, page.turn))
            .collect(),
        sources: pages.map(PilePage::source).collect(),
        facts: ScanFacts {
            document,
            form: facts.form.form_ref().clone(),
            form_hash: facts.form.hash(),
            title: facts.form.title().to_owned(),
            school: facts.school.clone(),
            description: labels.join(", "),
            made_at: office.outside.now(),
        },
        all_signed: !signed.is_empty() && signed.len() == facts.rows.len(),
        signed,
        gathered,
    })
}

fn keep_scan(
    office: &Office<'_>,
    intake: &mut Intake,
    ready: &Ready,
    bytes: &[u8],
    pen: &Pen,
) -> Result<FiledPaper, CommandError> {
    municipality::must_be_held(office)?;
    let document = DocumentId::from(ready.facts.document);
    let mut random = |buffer: &mut [u8]| office.outside.random(buffer);
    let filed = office.vault.file(|write, files| {
        must_be_own(write, document)?;
        write.papers_mut().add(&Paper {
            document,
            kind: PaperKind::Scan,
            attached: files.keep(bytes, &mut random)?,
            made: ready.facts.made_at,
        })?;
        let received = json!({ "manner": "scan", "sources": ready.sources });
        record_event_with(office, write, EventKind::Received, document, received)?;
        sign_with_pen(office, write, document, &ready.signed, pen)?;
        finish(office, write, document, ready.all_signed)?;
        filed(write, document)
    })?;
    let pages = ready.gathered.pages.iter().map(|(_, at)| *at);
    intake
        .pile
        .remove(pages.chain(ready.gathered.duplicates.iter().copied()));
    intake.pile.forget(ready.facts.document);
    Ok(filed)
}

/// Writes down that rows are signed with a pen, as a person has seen, and who keeps the original.
pub(in crate::intake) fn sign_with_pen(
    office: &Office<'_>,
    write: &Write<'_>,
    document: DocumentId,
    signed: &[IncomingRow],
    pen: &Pen,
) -> Result<(), CommandError> {
    let kept = json!({ "by": pen.kept_by });
    record_event_with(office, write, EventKind::OriginalKept, document, kept)?;
    for row in signed {
        let name = row.name.as_ref().unwrap_or(&row.label);
        let data =
            json!({ "field": row.field, "manner": "ink", "name": name, "on": pen.on, "note": pen.kept_by });
        record_event_with(office, write, EventKind::RowSigned, document, data)?;
    }
    Ok(())
}
