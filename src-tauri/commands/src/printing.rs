//! Out of the vault and onto paper: save as, and the system's printers.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use cases::{DocumentId, EventKind};
use documents::Provenance;
use forms::ProblemCode;
use forms::outline::Outline;
use serde_json::json;

use crate::desk::{Desk, Office, at};
use crate::error::{Code, CommandError, FieldProblem};
use crate::filling::{Folio, record_leaving};
use crate::outside::Outside;
use crate::sheet::{Sheet, say};
use crate::undone::{Trace, not_done};
use crate::wire::archive::SheetName;
use crate::wire::document::{PrintOrder, Printer};
use crate::{archive, papers, sheets, signatures, trust};

/// Saves a completed document where the user chooses; false if the user changed their mind.
pub fn save_document(desk: &Mutex<Desk>, document: DocumentId) -> Result<bool, CommandError> {
    save(
        desk,
        |office| file_name(office, document, ".pdf"),
        |office, _| saved(office, document, papers::paper(office, document)?),
    )
}

/// Saves what is to be said of a document's signatures, for an archive, where the user chooses.
pub fn save_report(desk: &Mutex<Desk>, document: DocumentId) -> Result<bool, CommandError> {
    save(
        desk,
        |office| file_name(office, document, "-kontroll.xml"),
        |office, _| {
            let (pdf, trust) = (papers::paper(office, document)?, trust::trust(office)?);
            Ok(signatures::report_xml(&pdf, &trust, office.outside.now())?.into())
        },
    )
}

/// Saves one of a document's papers, by its number, where the user chooses.
pub fn save_paper(desk: &Mutex<Desk>, document: DocumentId, number: u32) -> Result<bool, CommandError> {
    save(
        desk,
        |office| file_name(office, document, &format!("-{number}.pdf")),
        |office, _| saved(office, document, archive::bytes(office, document, number)?),
    )
}

/// A paper of a document that leaves, with what is kept of that.
fn saved(office: &Office<'_>, document: DocumentId, file: Vec<u8>) -> Result<Outgoing, CommandError> {
    let trace = office
        .vault
        .write(|write| record_leaving(office, write, EventKind::Saved, document, json!({})))?;
    Ok(Outgoing { trace, ..file.into() })
}

/// Saves a paper of our own making where the user chooses.
pub fn save_sheet(desk: &Mutex<Desk>, sheet: SheetName) -> Result<bool, CommandError> {
    save(
        desk,
        |office| {
            if sheets::is_print_only(office, &sheet)? {
                return Err(CommandError::new(Code::ProtectedPrintOnly));
            }
            let (made, today) = (sheets::make(office, &sheet)?.outline(), office.outside.today());
            Ok(format!("{}-{today}.pdf", made.form.id))
        },
        |office, _| Ok(sheets::pdf(office, &sheet)?.into()),
    )
}

/// Prints a paper of our own making.
pub fn print_sheet(desk: &Mutex<Desk>, sheet: SheetName, printer: String) -> Result<(), CommandError> {
    let (pdf, outside) = {
        let desk = at(desk);
        (sheets::pdf(&desk.office()?, &sheet)?, Arc::clone(&desk.outside))
    };
    outside.print(&printer, 1, &pdf)
}

/// No name in the file name: the form, the day and the end of the document's id.
pub(crate) fn file_name(
    office: &Office<'_>,
    document: DocumentId,
    end: &str,
) -> Result<String, CommandError> {
    let folio = office.vault.read(|read| Folio::read(office, read, document))?;
    if folio.pupil.is_protected() {
        return Err(CommandError::new(Code::ProtectedPrintOnly));
    }
    let id = document.to_string();
    let tail: String = id.chars().skip(id.len().saturating_sub(6)).collect();
    let (form, today) = (&folio.form.form_ref().id, office.outside.today());
    Ok(format!("{form}-{today}-{tail}{end}"))
}

/// Saves a blank form where the user chooses.
pub fn save_blank(desk: &Mutex<Desk>, form: String) -> Result<bool, CommandError> {
    save(
        desk,
        |office| Ok(format!("{}.pdf", office.catalogue.find(&form)?.form_ref().id)),
        |office, _| Ok(papers::blank(office, &form)?.into()),
    )
}

/// What leaves: files that belong together, and what was written down of it.
#[derive(Default)]
pub(crate) struct Outgoing {
    /// What lies where the user chose.
    pub file: Vec<u8>,
    /// What lies beside it.
    pub beside: Vec<Beside>,
    /// What says that it left, and is no longer so where a file cannot be written.
    pub trace: Trace,
}

impl From<Vec<u8>> for Outgoing {
    fn from(file: Vec<u8>) -> Self {
        Self {
            file,
            ..Self::default()
        }
    }
}

/// A file that lies beside another: what it is, how its name ends, and what is in it.
pub(crate) type Beside = (&'static str, &'static str, Vec<u8>);

/// Asks where, makes the files, and writes them; false if the user changed their mind. The desk is free while the user
/// chooses and while a disk is waited for that may be a network's, so that drafts are kept and the vault can be locked.
/// What was locked while the user chose is not made, nor what may no longer be saved when its name is asked for once more;
/// what is made is written, also if the vault is locked meanwhile.
///
/// `make` also keeps that it leaves: nothing ever leaves without a trace. Where a file cannot be written, a further one
/// says so. Only what the user has named, and has been asked about, is written over.
pub(crate) fn save(
    desk: &Mutex<Desk>,
    suggested_name: impl Fn(&Office<'_>) -> Result<String, CommandError>,
    make: impl FnOnce(&Office<'_>, &Path) -> Result<Outgoing, CommandError>,
) -> Result<bool, CommandError> {
    let (name, outside) = {
        let desk = at(desk);
        (suggested_name(&desk.office()?)?, Arc::clone(&desk.outside))
    };
    let Some(file) = outside.ask_where(&name) else {
        return Ok(false);
    };
    let mut outgoing = {
        let desk = at(desk);
        let office = desk.office()?;
        suggested_name(&office)?;
        make(&office, &file)?
    };
    let trace = std::mem::take(&mut outgoing.trace);
    hand_over(desk, trace, || write_all(outside.as_ref(), &file, &outgoing))?;
    Ok(true)
}

/// Writes the files, the one that the others are about last. Where one cannot be written those before it are taken away
/// again: they tell as much.
///
/// # Errors
/// A file could not be written; [`Code::LeftBeside`] where one that was written could not be taken away either.
fn write_all(outside: &dyn Outside, file: &Path, outgoing: &Outgoing) -> Result<(), CommandError> {
    let mut written = Vec::new();
    let mut write = || {
        for (what, ending, bytes) in &outgoing.beside {
            written.push(write_beside(outside, file, (what, ending), bytes)?);
        }
        outside.write(file, &outgoing.file)
    };
    write().map_err(|error| {
        let removed = written.iter().map(|file| outside.remove(file));
        // Each is tried, whatever became of the others.
        let left = removed.collect::<Vec<_>>().into_iter().find_map(Result::err);
        left.unwrap_or(error)
    })
}

/// How often another name is tried beside files that are there already.
const MOST_BESIDE: u8 = 99;

/// Writes a file beside another, under the same name with what it is; with a number too where that one is taken. Gives
/// where it lies.
fn write_beside(
    outside: &dyn Outside,
    file: &Path,
    (what, ending): (&str, &str),
    bytes: &[u8],
) -> Result<PathBuf, CommandError> {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    for number in 1..=MOST_BESIDE {
        let name = match number {
            1 => format!("{stem}-{what}.{ending}"),
            _ => format!("{stem}-{what}-{number}.{ending}"),
        };
        let beside = file.with_file_name(name);
        if outside.write_new(&beside, bytes)? {
            return Ok(beside);
        }
    }
    Err(CommandError::new(Code::CannotWrite))
}

/// The system's printers.
pub fn printers(desk: &Mutex<Desk>) -> Result<Vec<Printer>, CommandError> {
    let outside = {
        let desk = at(desk);
        desk.office()?;
        Arc::clone(&desk.outside)
    };
    outside.printers()
}

/// A paper for the printer, and the document that it is of.
type Sheaf = Vec<(Vec<u8>, Option<DocumentId>)>;

/// Prints completed documents and blank forms, in that order. The desk is free while the printer takes them; once the
/// vault is locked, nothing more is printed.
pub fn print(desk: &Mutex<Desk>, order: PrintOrder) -> Result<(), CommandError> {
    let copies = copies(&order.copies)?;
    let (sheaf, outside) = {
        let desk = at(desk);
        (sheaf(&desk.office()?, &order)?, Arc::clone(&desk.outside))
    };
    for (sent, (pdf, document)) in sheaf.iter().enumerate() {
        let printed = note_print(desk, *document)
            .and_then(|trace| hand_over(desk, trace, || outside.print(&order.printer, copies, pdf)));
        printed.map_err(|error| stopped(error, sent, sheaf.len()))?;
    }
    Ok(())
}

/// All are made before the first goes out, lest one that cannot be made stops the work halfway.
fn sheaf(office: &Office<'_>, order: &PrintOrder) -> Result<Sheaf, CommandError> {
    let mut sheaf = Sheaf::new();
    for document in &order.documents {
        let document: DocumentId = document.parse().map_err(|_| CommandError::new(Code::NotFound))?;
        sheaf.push((papers::paper(office, document)?, Some(document)));
    }
    for form in &order.blanks {
        sheaf.push((papers::blank(office, form)?, None));
    }
    Ok(sheaf)
}

/// Keeps that a paper goes to the printer. Many papers take their time, and keep the vault open as somebody's hand does.
fn note_print(desk: &Mutex<Desk>, document: Option<DocumentId>) -> Result<Trace, CommandError> {
    let mut desk = at(desk);
    let now = desk.outside.now();
    desk.watch_mut()?.stir(now);
    let (office, Some(document)) = (desk.office()?, document) else {
        return Ok(Trace::default());
    };
    office
        .vault
        .write(|write| record_leaving(&office, write, EventKind::Printed, document, json!({})))
}

/// Lets out what was written down as leaving, with the desk free; where it fails, that is written down too, unless a part
/// of it has left for good.
pub(crate) fn hand_over(
    desk: &Mutex<Desk>,
    trace: Trace,
    out: impl FnOnce() -> Result<(), CommandError>,
) -> Result<(), CommandError> {
    out().inspect_err(|error| {
        if error.code != Code::LeftBeside.as_str() {
            not_done(desk, trace);
        }
    })
}

/// What went before a printer refused is on paper already, and the user is told so.
fn stopped(error: CommandError, sent: usize, count: usize) -> CommandError {
    if sent == 0 {
        return error;
    }
    CommandError::new(Code::PrintStopped)
        .with("sent", sent)
        .with("count", count)
}

/// The most copies of a secret paper that anybody means to have.
const MOST_COPIES: u8 = 20;

fn copies(typed: &str) -> Result<u8, CommandError> {
    let typed = typed.trim();
    let copies = if typed.is_empty() {
        Some(1)
    } else {
        typed.parse().ok()
    };
    copies
        .filter(|copies| (1..=MOST_COPIES).contains(copies))
        .ok_or_else(|| {
            let args = [("least", "1".to_owned()), ("greatest", MOST_COPIES.to_string())];
            CommandError::fields(vec![FieldProblem {
                field: "copies".to_owned(),
                code: ProblemCode::OutOfRange.as_str().to_owned(),
                args: args.map(|(name, value)| (name.to_owned(), value)).into(),
            }])
        })
}

/// The system's printers, while a vault is being made.
pub fn recovery_printers(desk: &Mutex<Desk>) -> Result<Vec<Printer>, CommandError> {
    let outside = Arc::clone(&at(desk).outside);
    outside.printers()
}

/// Prints the recovery words of the vault that is being made, or the new ones of the one that is open. They exist nowhere but
/// in memory and on paper. The desk is free while the printer is waited for.
pub fn print_recovery_words(desk: &Mutex<Desk>, printer: String) -> Result<(), CommandError> {
    let (pdf, outside) = {
        let desk = at(desk);
        let (words, school) = match (&desk.beginning, &desk.new_words) {
            (Some(beginning), _) => (&beginning.words, beginning.profile.school.to_string()),
            (None, Some(new)) => (&new.words, desk.office()?.profile()?.school.to_string()),
            (None, None) => return Err(CommandError::new(Code::NothingToConfirm)),
        };
        let sheet = recovery_sheet(&words.words());
        let provenance = Provenance {
            document: None,
            school,
            diarienummer: None,
            secrecy: None,
            made_at: desk.outside.now(),
        };
        (
            documents::print(&sheet, &provenance, None)?,
            Arc::clone(&desk.outside),
        )
    };
    outside.print(&printer, 1, &pdf)
}

fn recovery_sheet(words: &[&str]) -> Outline {
    let sheet = Sheet::new(
        "aterstallningsord",
        &say("recovery-sheet-title"),
        &say("sheet-source"),
    );
    let sheet = sheet.text(&say("recovery-sheet-intro"));
    let numbered = words.iter().zip(1..);
    let sheet = numbered.fold(sheet, |sheet, (word, place)| {
        sheet.fact(&format!("{place}."), word)
    });
    sheet.notice(&say("recovery-sheet-keep")).outline()
}
