//! Archive packages of completed documents: one is a file of its own, several lie in one file. Everything is made in
//! memory and written once, so that there is never half a package on the disk.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use cases::{DocumentId, EventKind};
use exchange::archive::{
    Application, Contents, Happened, Paper, PaperKind, Step, check, collection, package,
};
use serde_json::json;
use uuid::Uuid;
use vault::{Act, Event};

use crate::archive::{happened, registered};
use crate::desk::{Desk, Office, at};
use crate::errand::Work;
use crate::error::{Code, CommandError};
use crate::filling::{Folio, record_leaving};
use crate::handover::{MANNER, must_be_own};
use crate::own_signature::confirm;
use crate::papers::{self, Rows};
use crate::printing::hand_over;
use crate::recounted::{self, DRAWN};
use crate::signatures::{judge, report_xml};
use crate::trust::trust;
use crate::typing::Typed;
use crate::undone::Trace;
use crate::wire::packages::{LeftOutDocument, PackagesSaved};
use crate::{integrity, sheet, trail};

/// A package that was made.
struct Made {
    document: DocumentId,
    id: Uuid,
    name: String,
    bytes: Vec<u8>,
}

/// Makes archive packages of these documents and saves them where the user chooses; nothing if the user changed
/// their mind. What may not leave, or is not completed, is left out and named.
///
/// That a package was made is kept before the file is written: nothing ever leaves without a trace.
pub fn save_packages(
    desk: &Mutex<Desk>,
    documents: Vec<DocumentId>,
    passphrase: String,
) -> Result<Option<PackagesSaved>, CommandError> {
    asked(desk, &documents, &passphrase)?;
    let work = Work::begin(desk, documents.len())?;
    let mut saved = PackagesSaved::default();
    let Some(made) = make_all(&work, &documents, &mut saved)? else {
        saved.stopped = true;
        return Ok(Some(saved));
    };
    let Some(last) = made.last() else {
        return Ok(Some(saved));
    };
    let (name, outside) = {
        let desk = at(desk);
        (file_name(&made, last, &desk.office()?), Arc::clone(&desk.outside))
    };
    let Some(file) = outside.ask_where(&name) else {
        return Ok(None);
    };
    let bytes = together(&made, outside.now())?;
    let trace = work.sit(|office, _| keep(office, &made))?;
    hand_over(desk, trace, || outside.write(&file, &bytes))?;
    saved.saved = made.len() as u32;
    Ok(Some(saved))
}

fn asked(desk: &Mutex<Desk>, documents: &[DocumentId], passphrase: &str) -> Result<(), CommandError> {
    let desk = at(desk);
    let office = desk.office()?;
    let mut typed = Typed::today(office.outside.today());
    if documents.is_empty() {
        typed.wrong("documents", cases::Code::Missing);
    }
    typed.end()?;
    confirm(&office, passphrase)
}

/// A package of each document that may have one; nothing if the user stopped.
fn make_all(
    work: &Work<'_>,
    documents: &[DocumentId],
    saved: &mut PackagesSaved,
) -> Result<Option<Vec<Made>>, CommandError> {
    let mut all = Vec::new();
    for document in documents {
        let made = work.sit(|office, _| match make(office, *document) {
            Err(error) if error.code != Code::Locked.as_str() => Ok(Err(LeftOutDocument {
                document: document.to_string(),
                label: office.vault.read(|read| integrity::label(read, *document))?,
                code: error.code,
            })),
            Err(error) => Err(error),
            Ok(made) => Ok(Ok(made)),
        })?;
        match made {
            Ok(made) => all.push(made),
            Err(left) => saved.left_out.push(left),
        }
        if !work.step() {
            return Ok(None);
        }
    }
    Ok(Some(all))
}

/// No name in the file name: the day, and of a single one the end of the document's id.
fn file_name(made: &[Made], last: &Made, office: &Office<'_>) -> String {
    match made {
        [one] => one.name.clone(),
        _ => format!("{}-{}.zip", stem(&last.name), office.outside.today()),
    }
}

fn stem(name: &str) -> &str {
    name.split_once('-').map_or(name, |(stem, _)| stem)
}

fn name(document: DocumentId) -> String {
    let id = document.to_string();
    let tail: String = id.chars().skip(id.len().saturating_sub(12)).collect();
    format!("arkivpaket-{tail}.zip")
}

/// Writes down what leaves, unless something has become secret meanwhile.
fn keep(office: &Office<'_>, made: &[Made]) -> Result<Trace, CommandError> {
    office.vault.write(|write| {
        let mut trace = Trace::default();
        for one in made {
            may_leave(&Folio::read(office, write, one.document)?)?;
            let data = json!({ "on": office.outside.today(), "note": format!("uuid-{}", one.id) });
            let (document, act) = (one.document, Act::Export);
            trace.and(record_leaving(
                office,
                write,
                EventKind::Packaged,
                document,
                data,
            )?);
            trace.and(trail::keep_document(
                office,
                write,
                act,
                "save_packages",
                document,
            )?);
        }
        Ok(trace)
    })
}

fn may_leave(folio: &Folio) -> Result<(), CommandError> {
    match folio.pupil.is_protected() {
        true => Err(CommandError::new(Code::ProtectedPrintOnly)),
        false => Ok(()),
    }
}

fn together(made: &[Made], now: chrono::DateTime<chrono::Utc>) -> Result<Vec<u8>, CommandError> {
    if let [one] = made {
        return Ok(one.bytes.clone());
    }
    let packages: Vec<(String, Vec<u8>)> = made
        .iter()
        .map(|one| (one.name.clone(), one.bytes.clone()))
        .collect();
    collection(&packages, now).map_err(failed)
}

fn failed(_: exchange::archive::PackageError) -> CommandError {
    CommandError::new(Code::PackageFailed)
}

fn make(office: &Office<'_>, document: DocumentId) -> Result<Made, CommandError> {
    let (folio, events) = office.vault.read(|read| {
        must_be_own(read, document)?;
        let events = read.events().about_document(document)?;
        Ok::<_, CommandError>((Folio::read(office, read, document)?, events))
    })?;
    may_leave(&folio)?;
    let current = papers::paper(office, document)?;
    let made_at = office.outside.now();
    let record = documents::inspect(&current)?.record;
    let record = record.unwrap_or_else(|| papers::record(&folio, &folio.sealed, made_at));
    let copy = copy(office, &folio, &current, record.made_at)?;
    let id = office.new_id::<Made>().uuid();
    let papers = all_papers(office, document, &current)?;
    let contents = Contents {
        id,
        made_at,
        application: Application {
            name: &sheet::say("package-application"),
            version: env!("CARGO_PKG_VERSION"),
        },
        creator: folio.pupil.school.as_str(),
        submitter: folio.profile.name.as_str(),
        document: document.uuid(),
        title: folio.form.short_title(),
        secrecy: &papers::secrecy(&folio.profile),
        registered: &numbers(&events),
        events: &told(office, &folio, &events, &papers)?,
        papers,
        copy: copy.as_deref(),
        record: &record,
        form: &folio.form,
    };
    Ok(Made {
        document,
        id,
        name: name(document),
        bytes: sound(package(&contents).map_err(failed)?)?,
    })
}

/// A package, once our own check has found nothing wrong in it.
fn sound(package: Vec<u8>) -> Result<Vec<u8>, CommandError> {
    match check(&package).iter().all(|found| found.faults.is_empty()) {
        true => Ok(package),
        false => Err(CommandError::new(Code::PackageFailed)),
    }
}

fn numbers(events: &[Event]) -> Vec<(String, String)> {
    let entries = events.iter().filter_map(registered);
    entries.map(|entry| (entry.system, entry.number)).collect()
}

/// The paper as it is now, and beside it the scans and what came back.
fn all_papers(
    office: &Office<'_>,
    document: DocumentId,
    current: &[u8],
) -> Result<Vec<Paper<'static>>, CommandError> {
    let trust = trust(office)?;
    let paper = |kind, bytes: Vec<u8>| {
        let report = match report_xml(&bytes, &trust, office.outside.now()) {
            Ok(report) => Some(report),
            // Where nobody has signed there is nothing to report.
            Err(error) if error.code == signing::ReportError::NoSignature.code() => None,
            Err(error) => return Err(error),
        };
        Ok(Paper {
            kind,
            report,
            bytes: bytes.into(),
        })
    };
    let kept = office
        .vault
        .read(|read| Ok::<_, CommandError>(read.papers().of(document)?))?;
    let mut papers = vec![paper(PaperKind::Own, current.to_vec())?];
    for one in kept {
        let kind = match one.kind {
            vault::PaperKind::Own => continue,
            vault::PaperKind::Scan => PaperKind::Scan,
            vault::PaperKind::Returned => PaperKind::Returned,
        };
        papers.push(paper(
            kind,
            office.vault.attachment(&one.attached.name)?.to_vec(),
        )?);
    }
    Ok(papers)
}

/// The document before anyone signed it electronically: the very paper that was signed, or one printed anew where the
/// vault never had it. Nothing where nobody has signed.
fn copy(
    office: &Office<'_>,
    folio: &Folio,
    current: &[u8],
    made_at: chrono::DateTime<chrono::Utc>,
) -> Result<Option<Vec<u8>>, CommandError> {
    let is_signed = |bytes: &[u8]| {
        let fields = documents::inspect(bytes).map(|inspection| inspection.signatures);
        fields.is_ok_and(|fields| fields.iter().any(|field| field.signed))
    };
    if !is_signed(current) {
        return Ok(None);
    }
    let document = folio.cover.id;
    let kept = office
        .vault
        .read(|read| Ok::<_, CommandError>(read.papers().of(document)?))?;
    for one in kept.iter().rev().filter(|one| one.kind == vault::PaperKind::Own) {
        let bytes = office.vault.attachment(&one.attached.name)?.to_vec();
        if !is_signed(&bytes) {
            return Ok(Some(bytes));
        }
    }
    let rows = Rows {
        manners: &BTreeMap::new(),
        drawings: &BTreeMap::new(),
    };
    papers::print(folio, &folio.sealed, &rows, made_at).map(Some)
}

/// What has happened that an archive asks for, and what happens now: each paper whose signatures there is a report of
/// has its examination.
fn told(
    office: &Office<'_>,
    folio: &Folio,
    events: &[Event],
    papers: &[Paper<'_>],
) -> Result<Vec<Happened>, CommandError> {
    let mut told: Vec<Happened> = events.iter().filter_map(|event| step(folio, event)).collect();
    let (now, program) = (office.outside.now(), sheet::say("package-application"));
    let now = |step, outcome, paper| Happened {
        step,
        at: now,
        on: None,
        by: program.clone(),
        detail: String::new(),
        outcome,
        paper,
    };
    let trust = trust(office)?;
    for (at, paper) in papers
        .iter()
        .enumerate()
        .filter(|(_, paper)| paper.report.is_some())
    {
        let report = judge(&paper.bytes, &trust, office.outside.now());
        told.push(now(Step::Verification, Some(verdict(&report.verdict)), Some(at)));
    }
    told.push(now(Step::Packaging, None, None));
    Ok(told)
}

/// A verdict without names: who signed is in the report of the signatures.
fn verdict(code: &str) -> String {
    match code {
        "verdict-whole" => sheet::say("package-verdict-whole"),
        other => sheet::say(other),
    }
}

/// What an archive is told of an event: never a name beside that of whoever noted it, and nothing that was typed freely.
fn step(folio: &Folio, event: &Event) -> Option<Happened> {
    let said = |name: &str| event.data.get(name).and_then(|value| value.as_str());
    let (row, told) = (happened(&folio.form, event).row, recounted::told(event));
    let (step, by) = match event.kind {
        EventKind::Completed => (Step::Creation, None),
        // Without a row it says that nobody is missing any more, and nobody signed just then.
        EventKind::Signed if said("field").is_some() => (Step::Signing, None),
        EventKind::RowSigned if said("manner") == Some("electronic") => (Step::Signing, row.clone()),
        EventKind::RowSigned if event.data.get("drawing").is_some() || said("manner") == Some(DRAWN) => {
            (Step::Drawing, None)
        }
        EventKind::RowSigned => (Step::Ink, None),
        EventKind::TimeStamped => (Step::TimeStamping, None),
        // That papers belong together came without a paper.
        EventKind::Received if said("manner") == Some(MANNER) => return None,
        EventKind::Received => (Step::Ingestion, None),
        EventKind::OriginalKept => (Step::OriginalKept, None),
        EventKind::Refused => (Step::Refusal, None),
        EventKind::Excused => (Step::Excuse, None),
        EventKind::Declined => (Step::Declining, None),
        EventKind::Withdrawn => (Step::Withdrawal, None),
        EventKind::Cancelled => (Step::Cancellation, None),
        _ => return None,
    };
    let scope = event
        .data
        .get("scope")
        .and_then(|scope| scope.get("scope")?.as_str());
    let part = (scope == Some("part")).then(|| sheet::say("package-withdrawn-part"));
    Some(Happened {
        step,
        at: event.at,
        on: said("on").and_then(|day| day.parse().ok()),
        by: by
            .or(told.map(|told| recounted::by_whom(&told)))
            .unwrap_or_else(|| event.by.clone()),
        detail: row.or(part).unwrap_or_default(),
        outcome: None,
        paper: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_with_a_fault_is_not_made() {
        assert_eq!(
            sound(b"PK".to_vec()).unwrap_err().code,
            Code::PackageFailed.as_str()
        );
    }
}
