//! The archive of signed forms: every completed document with its papers, where it is registered, and what has
//! happened to it.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use cases::{Case, Document, DocumentId, DocumentState, EventKind, Pupil, fold};
use chrono::NaiveDate;
use forms::Form;
use forms::outline::{Answer, Block, Question};
use serde_json::json;
use vault::{Event, PaperKind, Read};

use crate::desk::Office;
use crate::error::{Code, CommandError};
use crate::filling::{Folio, record_event_with};
use crate::people::not_found;
use crate::trust::trust;
use crate::typing::Typed;
use crate::wire::archive::{
    Archive, ArchiveFilter, ArchiveRow, DocumentEvent, DocumentFile, PaperView, PasteField, RegisterInput,
    Registered,
};
use crate::wire::consent::DataKind;
use crate::{intake, integrity, papers, recounted, undone};

/// The most documents that are shown at once.
const MOST_ROWS: usize = 200;

/// The documents that a filter lets through.
pub fn archive(office: &Office<'_>, filter: ArchiveFilter) -> Result<Archive, CommandError> {
    let wanted = Wanted::read(office, &filter)?;
    let mut forms: BTreeMap<String, DataKind> = BTreeMap::new();
    let mut rows = Vec::new();
    each(office, |entry| {
        let title = entry.cover.title.to_string();
        forms.entry(title.clone()).or_insert(DataKind {
            id: title.clone(),
            label: title,
        });
        rows.extend(wanted.lets_through(&entry).then(|| entry.row()));
    })?;
    rows.sort_by(newest_first);
    let more = rows.len().saturating_sub(MOST_ROWS);
    rows.truncate(MOST_ROWS);
    Ok(Archive {
        rows,
        more: more as u32,
        forms: forms.into_values().collect(),
        check: integrity::last(office)?,
    })
}

/// Looks at every document of the archive; what a colleague lent is in the colleague's.
fn each(office: &Office<'_>, mut look: impl FnMut(Entry)) -> Result<(), CommandError> {
    office.vault.read(|read| {
        for document in read.papers().documents()? {
            if read.loans().get(document)?.is_none() {
                look(Entry::read(office, read, document)?);
            }
        }
        Ok(())
    })
}

fn newest_first(a: &ArchiveRow, b: &ArchiveRow) -> Ordering {
    (&b.made, &b.document).cmp(&(&a.made, &a.document))
}

/// A document as a list of the archive has it.
pub(crate) struct Listed {
    pub row: ArchiveRow,
    pub school: String,
    /// Whether the pupil's identity is protected.
    pub protected: bool,
}

/// All the documents that a filter lets through, the newest first.
pub(crate) fn listed(office: &Office<'_>, filter: &ArchiveFilter) -> Result<Vec<Listed>, CommandError> {
    let wanted = Wanted::read(office, filter)?;
    let mut all = Vec::new();
    each(office, |entry| {
        all.extend(wanted.lets_through(&entry).then(|| Listed {
            school: entry.pupil.school.to_string(),
            protected: entry.pupil.is_protected(),
            row: entry.row(),
        }));
    })?;
    all.sort_by(|a, b| newest_first(&a.row, &b.row));
    Ok(all)
}

/// Whether a filter can be read.
///
/// # Errors
/// What is typed in its fields is no day, or names nothing.
pub(crate) fn must_be_a_filter(office: &Office<'_>, filter: &ArchiveFilter) -> Result<(), CommandError> {
    Wanted::read(office, filter).map(|_| ())
}

/// A filter, read.
struct Wanted {
    words: Vec<String>,
    form: String,
    state: Option<DocumentState>,
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
}

impl Wanted {
    fn read(office: &Office<'_>, filter: &ArchiveFilter) -> Result<Self, CommandError> {
        let mut typed = Typed::today(office.outside.today());
        let from = typed.optional_day("from", &filter.from);
        let until = typed.optional_day("until", &filter.until);
        let state = match filter.state.as_str() {
            "" => None,
            name => typed.choice(DocumentState::parse("state", name)),
        };
        typed.end()?;
        let folded = fold(&filter.search);
        Ok(Self {
            words: folded.split_whitespace().map(|word| format!(" {word}")).collect(),
            form: filter.form.clone(),
            state,
            from,
            until,
        })
    }

    fn lets_through(&self, entry: &Entry) -> bool {
        let searched = || fold(&entry.searched());
        (self.words.is_empty() || {
            let searched = searched();
            self.words.iter().all(|word| searched.contains(word))
        }) && (self.form.is_empty() || self.form == entry.cover.title.as_str())
            && self.state.is_none_or(|state| state == entry.state)
            && self.from.is_none_or(|from| entry.made >= from)
            && self.until.is_none_or(|until| entry.made <= until)
    }
}

/// A completed document with what the register shows of it.
struct Entry {
    cover: Document,
    case: Case,
    pupil: Pupil,
    state: DocumentState,
    made: NaiveDate,
    received: Option<NaiveDate>,
    scanned: bool,
    registered: Vec<Registered>,
}

impl Entry {
    fn read(office: &Office<'_>, read: &Read<'_>, document: DocumentId) -> Result<Self, CommandError> {
        let cover = read.documents().get(document)?.ok_or_else(not_found)?;
        let case = read.cases().get(cover.case)?.ok_or_else(not_found)?;
        let events = read.events().about_document(document)?;
        let papers = read.papers().of(document)?;
        let day = |at| office.outside.local(at).date_naive();
        let came = events.iter().find(|event| event.kind == EventKind::Received);
        Ok(Self {
            pupil: read.pupils().get(case.pupil())?.ok_or_else(not_found)?,
            state: DocumentState::after(events.iter().map(|event| event.kind)),
            made: papers
                .first()
                .map_or_else(|| day(cover.created), |paper| day(paper.made)),
            received: came.map(|event| day(event.at)),
            scanned: papers.iter().any(|paper| paper.kind == PaperKind::Scan),
            registered: events.iter().filter_map(registered).collect(),
            cover,
            case,
        })
    }

    /// What may be searched: never what is written about anyone.
    fn searched(&self) -> String {
        let numbers: Vec<&str> = self
            .registered
            .iter()
            .map(|entry| entry.number.as_str())
            .collect();
        let name = self.pupil.display_name();
        [
            name.as_str(),
            self.case.title().as_str(),
            self.cover.title.as_str(),
            &numbers.join(" "),
        ]
        .join(" ")
    }

    fn row(self) -> ArchiveRow {
        ArchiveRow {
            document: self.cover.id.to_string(),
            pupil: self.pupil.display_name().to_string(),
            case: self.case.title().to_string(),
            title: self.cover.title.to_string(),
            state: self.state.as_str().to_owned(),
            made: self.made.to_string(),
            received: self.received.map(|day| day.to_string()),
            scanned: self.scanned,
            registered: self.registered.into_iter().next_back(),
        }
    }
}

/// Where else a document was entered, the last one.
pub(crate) fn last_registered(
    read: &Read<'_>,
    document: DocumentId,
) -> Result<Option<Registered>, CommandError> {
    let events = read.events().about_document(document)?;
    Ok(events.iter().filter_map(registered).next_back())
}

/// Where else a document was entered, where an event says so.
pub(crate) fn registered(event: &Event) -> Option<Registered> {
    (event.kind == EventKind::Registered).then(|| Registered {
        system: said(event, "system").unwrap_or_default(),
        number: said(event, "number").unwrap_or_default(),
        on: said(event, "on").unwrap_or_default(),
    })
}

fn said(event: &Event, name: &str) -> Option<String> {
    Some(event.data.get(name)?.as_str()?.to_owned()).filter(|text| !text.is_empty())
}

/// Everything that is kept of a document beside its words.
pub fn document_file(office: &Office<'_>, document: DocumentId) -> Result<DocumentFile, CommandError> {
    let trust = trust(office)?;
    office.vault.read(|read| {
        let folio = Folio::read(office, read, document)?;
        let events = read.events().about_document(document)?;
        let (undone, never) = (undone::undone(&events), recounted::undone(&events));
        let papers = read.papers().of(document)?;
        let current = papers.iter().rposition(|paper| paper.kind == PaperKind::Own);
        let paper = |(at, paper): (usize, &vault::Paper)| PaperView {
            number: at as u32 + 1,
            kind: paper.kind.as_str().to_owned(),
            made: paper.made.to_rfc3339(),
            sha256: paper.attached.sha256.to_string(),
            current: Some(at) == current,
        };
        Ok(DocumentFile {
            papers: papers.iter().enumerate().map(paper).collect(),
            history: events
                .iter()
                .rev()
                .map(|event| DocumentEvent {
                    undone: undone.contains_key(&event.id) || never.contains_key(&event.id),
                    ..happened(&folio.form, event)
                })
                .collect(),
            registered: events.iter().filter_map(registered).collect(),
            fields: if folio.pupil.is_protected() {
                Vec::new()
            } else {
                fields(&folio)
            },
            unconfirmed: intake::unconfirmed(office, read, &folio, &trust)?,
        })
    })
}

/// An event of a document, as people read it: one that is told as it is said to have been, with its own day.
pub(crate) fn happened(form: &Form, event: &Event) -> DocumentEvent {
    match recounted::told(event) {
        Some(told) => DocumentEvent {
            told: told.tellers(),
            ..seen(form, &told.as_it_was(event))
        },
        None => seen(form, event),
    }
}

fn seen(form: &Form, event: &Event) -> DocumentEvent {
    let drawn_by = || Some(event.data.get("drawing")?.get("name")?.as_str()?.to_owned());
    let signed_by = || {
        let names = event.data.get("names")?.as_array()?;
        let names: Vec<&str> = names.iter().filter_map(|name| name.as_str()).collect();
        (!names.is_empty()).then(|| names.join(", "))
    };
    let name = said(event, "name")
        .or_else(|| said(event, "by"))
        .or_else(|| said(event, "system"));
    DocumentEvent {
        kind: event.kind.as_str().to_owned(),
        at: event.at.to_rfc3339(),
        by: event.by.clone(),
        row: said(event, "field").and_then(|row| Some(form.field(&row)?.full_label().to_owned())),
        name: name.or_else(drawn_by).or_else(signed_by),
        on: said(event, "on"),
        note: said(event, "note")
            .or_else(|| said(event, "number"))
            .or_else(|| said(event, "reason")),
        undone: false,
        told: String::new(),
    }
}

/// What is answered, field by field, in the order of the paper.
pub(crate) fn fields(folio: &Folio) -> Vec<PasteField> {
    let outline = folio.form.outline(&forms::Filling {
        draft: None,
        sealed: &folio.sealed,
        manners: None,
        drawings: None,
    });
    let blocks = outline.sections.iter().flat_map(|section| &section.blocks);
    let questions = outline.header.iter().filter_map(question);
    questions.chain(blocks.flat_map(pasted)).collect()
}

/// The questions of a block with their answers.
pub(crate) fn pasted(block: &Block) -> Vec<PasteField> {
    let field = |label: &str, text: String| PasteField {
        label: label.to_owned(),
        text,
    };
    match block {
        Block::Question(one) => question(one).into_iter().collect(),
        Block::Line { questions } => questions.iter().filter_map(question).collect(),
        Block::Grid(grid) => {
            let chosen = grid.rows.iter().filter_map(|row| {
                let option = grid.options.get(row.chosen?)?;
                Some(field(&row.label, option.clone()))
            });
            chosen.collect()
        }
        Block::Table(table) if !table.rows.is_empty() => {
            let rows: Vec<String> = table.rows.iter().map(|cells| cells.join("; ")).collect();
            vec![field(&table.label, rows.join("\n"))]
        }
        _ => Vec::new(),
    }
}

/// A question with its answer, where it has one.
pub(crate) fn question(question: &Question) -> Option<PasteField> {
    let text = match &question.answer {
        Answer::Short { text } => text.clone().unwrap_or_default(),
        Answer::Long { paragraphs, .. } => paragraphs.join("\n"),
        Answer::Options { options, comment } => {
            let ticked = options.iter().filter(|option| option.ticked);
            let ticked: Vec<&str> = ticked.map(|option| option.label.as_str()).collect();
            let comment = comment
                .iter()
                .flat_map(|comment| comment.paragraphs.iter().map(String::as_str));
            let ticked = ticked.join(", ");
            std::iter::once(ticked.as_str())
                .chain(comment)
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join("\n")
        }
        // The label says what is ticked, and there is no word for it that is not ours.
        Answer::Tick { ticked: true } => "X".to_owned(),
        Answer::Tick { ticked: false } => String::new(),
    };
    (!text.is_empty()).then(|| PasteField {
        label: question.label.clone(),
        text,
    })
}

/// Writes down that a document was entered in the municipality's own system.
pub fn register_document(
    office: &Office<'_>,
    document: DocumentId,
    input: RegisterInput,
) -> Result<DocumentFile, CommandError> {
    let mut typed = Typed::today(office.outside.today());
    let system = typed.line("system", &input.system);
    let number = typed.optional_line("number", &input.number);
    let on = typed.past_day("on", &input.on);
    typed.end()?;
    let data = json!({ "system": system, "number": number, "on": on });
    office.vault.write(|write| {
        if write.papers().current(document)?.is_none() {
            return Err(CommandError::new(Code::NotCompleted));
        }
        record_event_with(office, write, EventKind::Registered, document, data)
    })?;
    document_file(office, document)
}

/// The pages of one of a document's papers, by its number.
pub fn paper_pages(
    office: &Office<'_>,
    document: DocumentId,
    number: u32,
) -> Result<Vec<crate::wire::document::PagePicture>, CommandError> {
    papers::pictures(&bytes(office, document, number)?)
}

/// The bytes of one of a document's papers.
pub(crate) fn bytes(office: &Office<'_>, document: DocumentId, number: u32) -> Result<Vec<u8>, CommandError> {
    let papers = office
        .vault
        .read(|read| Ok::<_, CommandError>(read.papers().of(document)?))?;
    let at = (number as usize).checked_sub(1);
    let paper = at
        .and_then(|at| papers.into_iter().nth(at))
        .ok_or_else(not_found)?;
    Ok(office.vault.attachment(&paper.attached.name)?.to_vec())
}
