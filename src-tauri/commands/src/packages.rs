//! Archive packages of completed documents: one is a file of its own, several lie in one file. Everything is made in
//! memory and written once, so that there is never half a package on the disk.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use cases::{DocumentId, EventKind};
use exchange::archive::{Application, Contents, Happened, Paper, PaperKind, Step, collection, package};
use serde_json::json;
use texts::swedish;
use uuid::Uuid;
use vault::Event;

use crate::archive::{happened, registered};
use crate::desk::{Desk, Office, at};
use crate::errand::Work;
use crate::error::{Code, CommandError};
use crate::filling::{Folio, record_event_with};
use crate::own_signature::confirm;
use crate::papers::{self, Rows};
use crate::signatures::{judge, report_xml};
use crate::trust::trust;
use crate::typing::Typed;
use crate::wire::packages::{LeftOutDocument, PackagesSaved};
use crate::{integrity, sheet};

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
    work.sit(|office, _| keep(office, &made))?;
    outside.write(&file, &together(&made, outside.now())?)?;
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
            Err(error) if is_reason(&error) => Ok(Err(LeftOutDocument {
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

/// Whether an error says something of one document alone.
fn is_reason(error: &CommandError) -> bool {
    [Code::ProtectedPrintOnly, Code::NotCompleted]
        .iter()
        .any(|code| error.code == code.as_str())
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
fn keep(office: &Office<'_>, made: &[Made]) -> Result<(), CommandError> {
    office.vault.write(|write| {
        for one in made {
            may_leave(&Folio::read(office, write, one.document)?)?;
            let data = json!({ "on": office.outside.today(), "note": format!("uuid-{}", one.id) });
            record_event_with(office, write, EventKind::Packaged, one.document, data)?;
        }
        Ok(())
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
        papers: all_papers(office, document, &current)?,
        copy: copy.as_deref(),
        record: &record,
        form: &folio.form,
        events: &told(office, &folio, &events, &current)?,
    };
    Ok(Made {
        document,
        id,
        name: name(document),
        bytes: package(&contents).map_err(failed)?,
    })
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
    let paper = |kind, bytes: Vec<u8>| Paper {
        kind,
        // Where nobody has signed there is nothing to report.
        report: report_xml(&bytes, &trust, office.outside.now()).ok(),
        bytes: bytes.into(),
    };
    let kept = office
        .vault
        .read(|read| Ok::<_, CommandError>(read.papers().of(document)?))?;
    let mut papers = vec![paper(PaperKind::Own, current.to_vec())];
    for one in kept {
        let kind = match one.kind {
            vault::PaperKind::Own => continue,
            vault::PaperKind::Scan => PaperKind::Scan,
            vault::PaperKind::Returned => PaperKind::Returned,
        };
        papers.push(paper(kind, office.vault.attachment(&one.attached.name)?.to_vec()));
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

/// What has happened that an archive asks for, and what happens now.
fn told(
    office: &Office<'_>,
    folio: &Folio,
    events: &[Event],
    current: &[u8],
) -> Result<Vec<Happened>, CommandError> {
    let mut told: Vec<Happened> = events.iter().filter_map(|event| step(folio, event)).collect();
    let (now, program) = (office.outside.now(), sheet::say("package-application"));
    let now = |step, outcome| Happened {
        step,
        at: now,
        by: program.clone(),
        detail: String::new(),
        outcome,
    };
    let report = judge(current, &trust(office)?, office.outside.now());
    if !report.signatures.is_empty() {
        let names = [("names", report.names.join(", ").into())];
        let outcome = swedish().say(&report.verdict, &names).into_owned();
        told.push(now(Step::Verification, Some(outcome)));
    }
    told.push(now(Step::Packaging, None));
    Ok(told)
}

fn step(folio: &Folio, event: &Event) -> Option<Happened> {
    let step = match event.kind {
        EventKind::Completed => Step::Creation,
        EventKind::RowSigned | EventKind::Signed => Step::Signing,
        EventKind::TimeStamped => Step::TimeStamping,
        EventKind::Received => Step::Ingestion,
        _ => return None,
    };
    let shown = happened(&folio.form, event);
    let parts: Vec<String> = [shown.row, shown.name].into_iter().flatten().collect();
    Some(Happened {
        step,
        at: event.at,
        by: shown.by,
        detail: parts.join(", "),
        outcome: None,
    })
}
