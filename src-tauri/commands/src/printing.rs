//! Out of the vault and onto paper: save as, and the system's printers.

use cases::{DocumentId, EventKind};
use documents::Provenance;
use forms::hash::Hash;
use forms::outline::{Answer, Block, Outline, OutlineSection, Question, TextStyle};
use forms::{Author, FormRef, ProblemCode};
use texts::swedish;

use crate::desk::{Desk, Office};
use crate::error::{Code, CommandError, FieldProblem};
use crate::filling::{Folio, record_event};
use crate::papers;
use crate::wire::document::{PrintOrder, Printer};

/// Saves a completed document where the user chooses; false if the user changed their mind.
pub fn save_document(office: &Office<'_>, document: DocumentId) -> Result<bool, CommandError> {
    let folio = office.vault.read(|read| Folio::read(office, read, document))?;
    if folio.pupil.is_protected() {
        return Err(CommandError::new(Code::ProtectedPrintOnly));
    }
    let bytes = papers::paper(office, document)?;
    // No name in the file name: the form, the day and the end of the document's id.
    let id = document.to_string();
    let tail: String = id.chars().skip(id.len().saturating_sub(6)).collect();
    let name = format!(
        "{}-{}-{tail}.pdf",
        folio.form.form_ref().id,
        office.outside.today()
    );
    let saved = office.outside.save(&name, &bytes)?;
    if saved {
        office
            .vault
            .write(|write| record_event(office, write, EventKind::Saved, document))?;
    }
    Ok(saved)
}

/// Saves a blank form where the user chooses.
pub fn save_blank(office: &Office<'_>, form: String) -> Result<bool, CommandError> {
    let bytes = papers::blank(office, &form)?;
    let form = office.catalogue.find(&form)?;
    office
        .outside
        .save(&format!("{}.pdf", form.form_ref().id), &bytes)
}

/// The system's printers.
pub fn printers(office: &Office<'_>) -> Result<Vec<Printer>, CommandError> {
    office.outside.printers()
}

/// Prints completed documents and blank forms, in that order.
pub fn print(office: &Office<'_>, order: PrintOrder) -> Result<(), CommandError> {
    let copies = copies(&order.copies)?;
    for document in &order.documents {
        let document: DocumentId = document.parse().map_err(|_| CommandError::new(Code::NotFound))?;
        office
            .outside
            .print(&order.printer, copies, &papers::paper(office, document)?)?;
        office
            .vault
            .write(|write| record_event(office, write, EventKind::Printed, document))?;
    }
    for form in &order.blanks {
        office
            .outside
            .print(&order.printer, copies, &papers::blank(office, form)?)?;
    }
    Ok(())
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

/// Prints the recovery words of the vault that is being made. They exist nowhere but in memory and on paper.
pub fn print_recovery_words(desk: &mut Desk, printer: String) -> Result<(), CommandError> {
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
    let pdf = documents::print(&sheet, &provenance, None)?;
    desk.outside.print(&printer, 1, &pdf)
}

fn recovery_sheet(words: &[&str]) -> Outline {
    let say = |key| swedish().say(key, &[]).into_owned();
    let intro = Block::Text {
        style: TextStyle::Body,
        text: say("recovery-sheet-intro"),
    };
    let keep = Block::Text {
        style: TextStyle::Notice,
        text: say("recovery-sheet-keep"),
    };
    let word = |(place, word): (usize, &&str)| {
        Block::Question(Question {
            field: format!("word-{}", place + 1),
            label: format!("{}.", place + 1),
            label_after: false,
            hint: None,
            answer: Answer::Short {
                text: Some((*word).to_owned()),
            },
        })
    };
    let blocks = std::iter::once(intro)
        .chain(words.iter().enumerate().map(word))
        .chain([keep]);
    Outline {
        form: FormRef {
            pack: "narvarolots".into(),
            id: "aterstallningsord".into(),
            version: 1,
        },
        hash: Hash::of(b""),
        number: None,
        title: say("recovery-sheet-title"),
        source: say("recovery-sheet-source"),
        header: Vec::new(),
        sections: vec![OutlineSection {
            id: "words".into(),
            heading: None,
            author: Author::Rektor,
            blocks: blocks.collect(),
            completed: None,
        }],
    }
}
