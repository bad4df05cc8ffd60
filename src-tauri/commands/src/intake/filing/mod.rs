//! Filing: what was recognised and a person has said yes to becomes a paper of its document, with what is known of how
//! it was signed. The bytes that came are never rewritten.

pub(super) mod electronic;
pub(super) mod scan;

use std::fmt;
use std::str::FromStr;
use std::sync::Mutex;

use cases::{CaseId, DocumentId, EventKind};
use serde_json::{Value as Json, json};
use uuid::Uuid;
use vault::{Act, Write};

use self::electronic::file_electronic;
use self::scan::file_scan;
use super::standing::Standing;
use super::{Intake, intake};
use crate::consents::{is_consent, settle};
use crate::desk::{Desk, Office, at};
use crate::errand::Work;
use crate::error::{Code, CommandError};
use crate::filling::{definition, record_event};
use crate::trail;
use crate::typing::Typed;
use crate::wire::intake::{FiledPaper, FilingInput, IntakeView};

/// What the window calls a paper by.
pub(super) enum Key {
    Electronic(u32),
    Scan(Uuid),
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Electronic(number) => write!(f, "data-{number}"),
            Self::Scan(document) => write!(f, "scan-{document}"),
        }
    }
}

impl FromStr for Key {
    type Err = CommandError;

    fn from_str(text: &str) -> Result<Self, CommandError> {
        let key = match text.split_once('-') {
            Some(("data", number)) => number.parse().ok().map(Self::Electronic),
            Some(("scan", document)) => document.parse().ok().map(Self::Scan),
            _ => None,
        };
        key.ok_or_else(|| CommandError::new(Code::NotFound))
    }
}

/// Files papers, one after the other. What cannot be filed stays and says why; what is filed stays filed.
pub fn file_papers(desk: &Mutex<Desk>, input: FilingInput) -> Result<IntakeView, CommandError> {
    let work = Work::begin(desk, input.papers.len())?;
    let pen = work.sit(|office, intake| Pen::read(office, intake, &input))?;
    for paper in &input.papers {
        let filed = match paper.key.parse()? {
            Key::Electronic(number) => {
                work.sit(|office, intake| file_electronic(office, intake, number, paper))
            }
            Key::Scan(document) => file_scan(&work, document, paper, &pen),
        };
        work.sit(|_, intake| {
            intake.note(&paper.key, filed);
            Ok(())
        })?;
        if !work.step() {
            break;
        }
    }
    drop(work);
    intake(&mut at(desk))
}

/// What is said of everything on paper.
pub(super) struct Pen {
    /// The day, as it is kept.
    pub on: Json,
    pub kept_by: String,
}

impl Pen {
    /// What was typed, every problem at once.
    fn read(office: &Office<'_>, intake: &Intake, input: &FilingInput) -> Result<Self, CommandError> {
        let mut typed = Typed::today(office.outside.today());
        let scans = input
            .papers
            .iter()
            .filter(|paper| matches!(paper.key.parse(), Ok(Key::Scan(_))));
        let scans: Vec<_> = scans.collect();
        let kept_by = match scans.is_empty() {
            true => String::new(),
            false => typed.line("kept-by", &input.kept_by),
        };
        let on = scans.iter().any(|paper| !paper.rows.is_empty());
        let on = on.then(|| typed.past_day("on", &input.on)).flatten();
        for paper in &input.papers {
            if paper.pupil.is_empty() && intake.needs_pupil(office, &paper.key)? {
                typed.wrong(&format!("pupil-{}", paper.key), cases::Code::Missing);
            }
        }
        typed.end()?;
        Ok(Self {
            on: json!(on),
            kept_by,
        })
    }
}

impl Intake {
    fn needs_pupil(&self, office: &Office<'_>, key: &str) -> Result<bool, CommandError> {
        let Key::Electronic(number) = key.parse()? else {
            return Ok(false);
        };
        let waiting = self.electronic.iter().find(|one| one.number == number);
        let foreign = waiting.filter(|one| one.paper.standing == Standing::Foreign);
        let Some(record) = foreign.and_then(|one| one.paper.record.as_ref()) else {
            return Ok(false);
        };
        let case = record.case.map(CaseId::from);
        let known = office
            .vault
            .read(|read| case.map(|case| read.cases().get(case)).transpose())?;
        Ok(known.flatten().is_none())
    }

    /// Remembers that a paper was filed, or why it was not.
    fn note(&mut self, key: &str, filed: Result<FiledPaper, CommandError>) {
        match (filed, key.parse()) {
            (Ok(filed), Ok(Key::Electronic(number))) => {
                self.electronic.retain(|one| one.number != number);
                self.filed.push(filed);
            }
            (Ok(filed), _) => self.filed.push(filed),
            (Err(error), Ok(Key::Electronic(number))) => {
                let waiting = self.electronic.iter_mut().find(|one| one.number == number);
                if let Some(waiting) = waiting {
                    waiting.refused = Some(error.code);
                }
            }
            (Err(error), Ok(Key::Scan(document))) => self.pile.refuse(document, error.code),
            (Err(_), Err(_)) => {}
        }
    }
}

/// What follows from what was filed, and that it was.
fn finish(
    office: &Office<'_>,
    write: &Write<'_>,
    document: DocumentId,
    is_signed: bool,
) -> Result<(), CommandError> {
    trail::keep_document(office, write, Act::Write, "file_papers", document)?;
    settle_signed(office, write, document, is_signed)
}

/// A consent is signed once nobody is missing; another document with what the paper shows.
pub(super) fn settle_signed(
    office: &Office<'_>,
    write: &Write<'_>,
    document: DocumentId,
    is_signed: bool,
) -> Result<(), CommandError> {
    let cover = write
        .documents()
        .get(document)?
        .ok_or_else(|| CommandError::new(Code::NotFound))?;
    if is_consent(&definition(office, write, &cover)?) {
        settle(office, write, document)
    } else if is_signed {
        record_event(office, write, EventKind::Signed, document)
    } else {
        Ok(())
    }
}

fn filed(write: &Write<'_>, document: DocumentId) -> Result<FiledPaper, CommandError> {
    let not_found = || CommandError::new(Code::NotFound);
    let cover = write.documents().get(document)?.ok_or_else(not_found)?;
    let case = write.cases().get(cover.case)?.ok_or_else(not_found)?;
    let pupil = write.pupils().get(case.pupil())?.ok_or_else(not_found)?;
    Ok(FiledPaper {
        document: document.to_string(),
        title: cover.title.to_string(),
        pupil: pupil.display_name().to_string(),
    })
}
