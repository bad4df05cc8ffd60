//! Filing: what was recognised and a person has said yes to becomes a paper of its document, with what is known of how
//! it was signed. The bytes that came are never rewritten.

use std::fmt;
use std::str::FromStr;
use std::sync::Mutex;

use cases::{CaseId, CaseInput, Document, DocumentId, EventKind, Line, PupilId, PupilInput};
use documents::scan::{Gathered, Leaf, Scan, ScanFacts, Turn};
use forms::{Meaning, Record};
use serde_json::{Value as Json, json};
use uuid::Uuid;
use vault::{Paper, PaperKind, Write};

use super::reading::Electronic;
use super::standing::{Standing, of_electronic};
use super::view::said;
use super::{Intake, intake};
use crate::consents::{is_consent, settle};
use crate::desk::{Desk, Office, at};
use crate::errand::Work;
use crate::error::{Code, CommandError};
use crate::filling::{definition, record_event, record_event_with};
use crate::typing::Typed;
use crate::wire::intake::{FiledPaper, FilingInput, FilingPaper, IncomingRow, IntakeView};

/// The school form that a pupil from a paper is put down with; the user is told to look.
const USUAL_SCHOOL_FORM: &str = "grundskola";
/// The pupil is new to this vault.
const NEW: &str = "new";

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
struct Pen {
    /// The day, as it is kept.
    on: Json,
    kept_by: String,
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

fn file_electronic(
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
    let kind = match paper.standing {
        Standing::Next | Standing::Foreign => PaperKind::Own,
        Standing::Returned => PaperKind::Returned,
        _ => return Err(CommandError::new(Code::NotToBeFiled)),
    };
    let mut random = |buffer: &mut [u8]| office.outside.random(buffer);
    let attached = office.vault.attach(&paper.bytes, &mut random)?;
    let (document, made) = (DocumentId::from(paper.document), office.outside.now());
    office.vault.write(|write| {
        if let (Standing::Foreign, Some(record)) = (paper.standing, &paper.record) {
            adopt(office, write, document, record, &filing.pupil)?;
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
        let fresh: Vec<&String> = paper.signed.iter().filter(|row| !before.contains(row)).collect();
        for row in &fresh {
            record_event_with(
                office,
                write,
                EventKind::RowSigned,
                document,
                signed_by(office, paper, row),
            )?;
        }
        finish(office, write, document, !fresh.is_empty())?;
        filed(write, document)
    })
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

/// Who signed a row electronically, and the day that the signature claims.
fn signed_by(office: &Office<'_>, paper: &Electronic, row: &str) -> Json {
    let signature = paper.report.signatures.iter().find(|one| one.field == row);
    let name = signature.map(|one| one.signer.name.clone());
    let at = signature.and_then(|one| one.proven.as_ref().or(one.claimed.as_ref()));
    let at = at.and_then(|at| chrono::DateTime::parse_from_rfc3339(at).ok());
    let on = at.map(|at| office.outside.local(at.to_utc()).date_naive());
    json!({ "field": row, "manner": "electronic", "name": name, "on": on })
}

/// A consent is signed once nobody is missing; another document with what the paper shows.
fn finish(
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

/// Takes a document of another vault into this one, with its case and its pupil; a person has said which pupil.
fn adopt(
    office: &Office<'_>,
    write: &Write<'_>,
    document: DocumentId,
    record: &Record,
    pupil: &str,
) -> Result<(), CommandError> {
    let at = office.outside.now();
    let form_ref = &record.form.form_ref;
    let broken = |_| CommandError::new(Code::BrokenDefinition).with("place", form_ref);
    let form = forms::parse(&form_ref.pack, &form_ref.id, &record.form.source).map_err(broken)?;
    let case = record.case.map_or_else(|| office.new_id(), CaseId::from);
    if write.cases().get(case)?.is_none() {
        let pupil = chosen_pupil(office, write, record, pupil)?;
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
    pupil: &str,
) -> Result<PupilId, CommandError> {
    let not_found = || CommandError::new(Code::NotFound);
    if pupil != NEW {
        let id = pupil.parse().map_err(|_| not_found())?;
        let known = write.pupils().get(id)?.filter(|pupil| !pupil.is_protected());
        return Ok(known.ok_or_else(not_found)?.id);
    }
    let said = |meaning| said(record, meaning).unwrap_or_default();
    let school = said(Meaning::SchoolName);
    let input = PupilInput {
        name: said(Meaning::PupilName),
        class: said(Meaning::ClassName),
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

fn file_scan(
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
        sources: pages.map(super::reading::PilePage::source).collect(),
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
    let document = DocumentId::from(ready.facts.document);
    let mut random = |buffer: &mut [u8]| office.outside.random(buffer);
    let attached = office.vault.attach(bytes, &mut random)?;
    let filed = office.vault.write(|write| {
        write.papers_mut().add(&Paper {
            document,
            kind: PaperKind::Scan,
            attached,
            made: ready.facts.made_at,
        })?;
        let received = json!({ "manner": "scan", "sources": ready.sources });
        record_event_with(office, write, EventKind::Received, document, received)?;
        let kept = json!({ "by": pen.kept_by });
        record_event_with(office, write, EventKind::OriginalKept, document, kept)?;
        for row in &ready.signed {
            let name = row.name.as_ref().unwrap_or(&row.label);
            let data = json!({ "field": row.field, "manner": "ink", "name": name, "on": pen.on, "note": pen.kept_by });
            record_event_with(office, write, EventKind::RowSigned, document, data)?;
        }
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
