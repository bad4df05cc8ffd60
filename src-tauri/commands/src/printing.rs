//! Out of the vault and onto paper: save as, and the system's printers.

use std::path::Path;
use std::sync::{Arc, Mutex};

use cases::{DocumentId, EventKind};
use documents::Provenance;
use forms::ProblemCode;
use forms::outline::Outline;

use crate::desk::{Desk, Office, at};
use crate::error::{Code, CommandError, FieldProblem};
use crate::filling::{Folio, record_event};
use crate::outside::Outside;
use crate::sheet::{Sheet, say};
use crate::wire::archive::SheetName;
use crate::wire::document::{PrintOrder, Printer};
use crate::{archive, papers, sheets, signatures, trust};

/// Saves a completed document where the user chooses; false if the user changed their mind.
pub fn save_document(desk: &Mutex<Desk>, document: DocumentId) -> Result<bool, CommandError> {
    save(
        desk,
        |office| file_name(office, document, ".pdf"),
        |office, file| {
            office.outside.write(file, &papers::paper(office, document)?)?;
            office
                .vault
                .write(|write| record_event(office, write, EventKind::Saved, document))
        },
    )
}

/// Saves what is to be said of a document's signatures, for an archive, where the user chooses.
pub fn save_report(desk: &Mutex<Desk>, document: DocumentId) -> Result<bool, CommandError> {
    save(
        desk,
        |office| file_name(office, document, "-kontroll.xml"),
        |office, file| {
            let (pdf, trust) = (papers::paper(office, document)?, trust::trust(office)?);
            let report = signatures::report_xml(&pdf, &trust, office.outside.now())?;
            office.outside.write(file, &report)
        },
    )
}

/// Saves one of a document's papers, by its number, where the user chooses.
pub fn save_paper(desk: &Mutex<Desk>, document: DocumentId, number: u32) -> Result<bool, CommandError> {
    save(
        desk,
        |office| file_name(office, document, &format!("-{number}.pdf")),
        |office, file| {
            office
                .outside
                .write(file, &archive::bytes(office, document, number)?)?;
            office
                .vault
                .write(|write| record_event(office, write, EventKind::Saved, document))
        },
    )
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
        |office, file| office.outside.write(file, &sheets::pdf(office, &sheet)?),
    )
}

/// Prints a paper of our own making.
pub fn print_sheet(office: &Office<'_>, sheet: SheetName, printer: String) -> Result<(), CommandError> {
    office.outside.print(&printer, 1, &sheets::pdf(office, &sheet)?)
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
        |office, file| office.outside.write(file, &papers::blank(office, &form)?),
    )
}

/// Asks where and writes there. The desk is free while the user chooses, so that drafts are kept and the vault
/// can be locked; what was locked meanwhile is not written, nor what may no longer be saved when its name is asked for
/// once more.
pub(crate) fn save(
    desk: &Mutex<Desk>,
    suggested_name: impl Fn(&Office<'_>) -> Result<String, CommandError>,
    write: impl FnOnce(&Office<'_>, &Path) -> Result<(), CommandError>,
) -> Result<bool, CommandError> {
    let (name, outside) = {
        let desk = at(desk);
        (suggested_name(&desk.office()?)?, Arc::clone(&desk.outside))
    };
    let Some(file) = outside.ask_where(&name) else {
        return Ok(false);
    };
    let desk = at(desk);
    let office = desk.office()?;
    suggested_name(&office)?;
    write(&office, &file)?;
    Ok(true)
}

/// Files that leave together.
pub(crate) struct Outgoing {
    /// What lies where the user chose.
    pub file: Vec<u8>,
    /// What lies beside it.
    pub beside: Vec<Beside>,
}

/// A file that lies beside another: what it is, how its name ends, and what is in it.
pub(crate) type Beside = (&'static str, &'static str, Vec<u8>);

/// Asks where, makes the files, and writes them, the desk being free while the user chooses and while a disk is waited
/// for that may be a network's. `make` also keeps that they leave: nothing ever leaves without a trace. Only what the
/// user has named, and has been asked about, is written over.
pub(crate) fn save_set(
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
    let outgoing = {
        let desk = at(desk);
        let office = desk.office()?;
        suggested_name(&office)?;
        make(&office, &file)?
    };
    outside.write(&file, &outgoing.file)?;
    for (what, ending, bytes) in &outgoing.beside {
        write_beside(outside.as_ref(), &file, (what, ending), bytes)?;
    }
    Ok(true)
}

/// How often another name is tried beside files that are there already.
const MOST_BESIDE: u8 = 99;

/// Writes a file beside another, under the same name with what it is; with a number too where that one is taken.
fn write_beside(
    outside: &dyn Outside,
    file: &Path,
    (what, ending): (&str, &str),
    bytes: &[u8],
) -> Result<(), CommandError> {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    for number in 1..=MOST_BESIDE {
        let name = match number {
            1 => format!("{stem}-{what}.{ending}"),
            _ => format!("{stem}-{what}-{number}.{ending}"),
        };
        if outside.write_new(&file.with_file_name(name), bytes)? {
            return Ok(());
        }
    }
    Err(CommandError::new(Code::CannotWrite))
}

/// The system's printers.
pub fn printers(office: &Office<'_>) -> Result<Vec<Printer>, CommandError> {
    office.outside.printers()
}

/// Prints completed documents and blank forms, in that order.
pub fn print(office: &Office<'_>, order: PrintOrder) -> Result<(), CommandError> {
    let copies = copies(&order.copies)?;
    // All are made before the first goes out, lest one that cannot be made stops the work halfway.
    let mut sheets = Vec::new();
    for document in &order.documents {
        let document: DocumentId = document.parse().map_err(|_| CommandError::new(Code::NotFound))?;
        sheets.push((papers::paper(office, document)?, Some(document)));
    }
    for form in &order.blanks {
        sheets.push((papers::blank(office, form)?, None));
    }
    for (sent, (pdf, document)) in sheets.iter().enumerate() {
        let printed = office.outside.print(&order.printer, copies, pdf);
        printed.map_err(|error| stopped(error, sent, sheets.len()))?;
        if let Some(document) = *document {
            office
                .vault
                .write(|write| record_event(office, write, EventKind::Printed, document))?;
        }
    }
    Ok(())
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
pub fn recovery_printers(desk: &mut Desk) -> Result<Vec<Printer>, CommandError> {
    desk.outside.printers()
}

/// Prints the recovery words of the vault that is being made. They exist nowhere but in memory and on paper. The desk is
/// free while the printer is waited for.
pub fn print_recovery_words(desk: &Mutex<Desk>, printer: String) -> Result<(), CommandError> {
    let (pdf, outside) = {
        let desk = at(desk);
        let beginning = desk
            .beginning
            .as_ref()
            .ok_or_else(|| CommandError::new(Code::NothingToConfirm))?;
        let sheet = recovery_sheet(&beginning.words.words());
        let provenance = Provenance {
            document: None,
            school: beginning.profile.school.to_string(),
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
