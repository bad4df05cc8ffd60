//! Filling in a document: begin, keep every word, continue where another left off.

use cases::{CaseId, Document, DocumentId, DocumentState, EventKind, Line, Profile, Pupil};
use chrono::NaiveDate;
use forms::record::Predecessor;
use forms::{Answers, Author, Field, Form, FormRef, Kind, Outline, SealedSection, Section};
use serde_json::{Map, Value as Json};
use uuid::Uuid;
use vault::{Draft, Event, Read, Subject, Write};

use crate::consents::{has_another_beside, is_consent};
use crate::desk::Office;
use crate::error::{Code, CommandError, FieldProblem};
use crate::handover::must_be_held;
use crate::judging::{self, judge};
use crate::own_signature;
use crate::people::not_found;
use crate::prefill::prefill;
use crate::undone::Trace;
use crate::voiding::{continuing, must_hold};
use crate::wire::document::{DocumentView, Saved, SectionState};

/// A document with everything that belongs to it, read at one moment.
pub(crate) struct Folio {
    pub cover: Document,
    pub form: Form,
    pub pupil: Pupil,
    pub profile: Profile,
    pub state: DocumentState,
    pub drafts: Vec<Draft>,
    /// Every completed section, those of the documents that this one continues included.
    pub sealed: Vec<SealedSection>,
    /// The last day on which a colleague has lent it.
    pub lent: Option<NaiveDate>,
    /// The user's civil date.
    pub today: NaiveDate,
}

impl Folio {
    pub fn read(office: &Office<'_>, read: &Read<'_>, document: DocumentId) -> Result<Self, CommandError> {
        let cover = read.documents().get(document)?.ok_or_else(not_found)?;
        let case = read.cases().get(cover.case)?.ok_or_else(not_found)?;
        Ok(Self {
            form: definition(office, read, &cover)?,
            pupil: read.pupils().get(case.pupil())?.ok_or_else(not_found)?,
            profile: read.settings().profile()?,
            state: read.documents().state(document)?,
            drafts: read.drafts().of(document)?,
            sealed: sealed(read, &cover)?,
            lent: read.loans().get(document)?.map(|loan| loan.until),
            today: office.outside.today(),
            cover,
        })
    }

    /// What has been typed into sections that are not completed.
    pub fn drafted(&self) -> Answers {
        self.drafts
            .iter()
            .flat_map(|draft| draft.answers.clone())
            .collect()
    }

    /// Everything answered so far.
    pub fn answers(&self) -> Answers {
        let sealed = self.sealed.iter().flat_map(|section| section.answers().clone());
        self.drafts
            .iter()
            .flat_map(|draft| draft.answers.clone())
            .chain(sealed)
            .collect()
    }

    pub fn is_sealed(&self, section: &str) -> bool {
        self.sealed.iter().any(|sealed| sealed.section() == section)
    }

    pub fn is_begun(&self, section: &str) -> bool {
        self.drafts
            .iter()
            .any(|draft| draft.section == section && !draft.answers.is_empty())
    }

    /// Whether a section's author is the vault's owner.
    pub fn is_own(&self, section: &Section) -> bool {
        role_name(section.author()) == self.profile.role.as_str()
    }

    /// The rows for a signature that the vault's owner signs by role.
    pub fn own_rows(&self) -> impl Iterator<Item = &Field> {
        self.form
            .fields()
            .map(|(_, field)| field)
            .filter(|field| self.is_own_row(field))
    }

    /// Whether a row is for the signature of the vault's owner. Who has protected identity is signed for by pen.
    pub fn is_own_row(&self, field: &Field) -> bool {
        let Kind::Signature { author } = *field.kind() else {
            return false;
        };
        role_name(author) == self.profile.role.as_str() && !self.pupil.is_protected()
    }

    /// The name in print that a row for a signature was given.
    pub fn printed_name(&self, row: &str) -> Option<String> {
        let name = self.answers().get(row)?.get("name")?.as_str()?.trim().to_owned();
        (!name.is_empty()).then_some(name)
    }

    /// Whether a row is for someone who may draw a name on the user's screen: a pupil or guardian, with the user
    /// beside them.
    pub fn may_be_drawn(&self, field: &Field) -> bool {
        let Kind::Signature { author } = *field.kind() else {
            return false;
        };
        matches!(author, Author::Pupil | Author::Guardian) && !self.pupil.is_protected()
    }

    /// Whether a section can be filled in: the document is a draft, and the section before it is
    /// completed or complete.
    pub fn is_open(&self, section: &Section) -> bool {
        let free = section.follows().is_none_or(|before| {
            let complete = || self.form.evaluate(&self.answers()).problems_in(before).is_empty();
            self.is_sealed(before) || (self.is_begun(before) && complete())
        });
        self.state == DocumentState::Draft && !self.is_sealed(section.id()) && free
    }

    fn view(&self) -> DocumentView {
        let shown = self.shown();
        DocumentView {
            id: self.cover.id.to_string(),
            case: self.cover.case.to_string(),
            pupil: self.pupil.display_name().to_string(),
            protected: self.pupil.is_protected(),
            lent: self.lent.map(|day| day.to_string()),
            consent: is_consent(&self.form),
            form: (&self.form).into(),
            state: self.state.as_str().to_owned(),
            sections: self.section_states(),
            judgement: judge(self, &shown),
            answers: shown.to_json(),
            saved_at: self
                .drafts
                .iter()
                .map(|draft| draft.saved)
                .max()
                .map(|at| at.to_rfc3339()),
        }
    }

    /// The answers with the usual ones offered in open sections that nobody has begun.
    fn shown(&self) -> Answers {
        let untouched = self
            .form
            .sections()
            .iter()
            .filter(|s| self.is_open(s) && !self.is_begun(s.id()));
        let offered = untouched.flat_map(|section| prefill(section, &self.pupil, &self.profile, self.today));
        offered.chain(self.answers()).collect()
    }

    fn section_states(&self) -> Vec<SectionState> {
        let sections = self.form.sections().iter();
        sections.map(|section| self.section_state(section)).collect()
    }

    fn section_state(&self, section: &Section) -> SectionState {
        let sealed = self.sealed.iter().find(|sealed| sealed.section() == section.id());
        SectionState {
            id: section.id().to_owned(),
            open: self.is_open(section),
            completed_by: sealed.map(|sealed| sealed.by().name.clone()),
            completed_at: sealed.map(|sealed| sealed.completed_at().to_rfc3339()),
            own: self.is_own(section),
        }
    }
}

/// The completed sections of a document: its own, or while it is a draft those of the one it continues. They
/// become its own when it is completed, so that a draft can be thrown away.
pub(crate) fn sealed(read: &Read<'_>, cover: &Document) -> Result<Vec<SealedSection>, CommandError> {
    let own = read.sections().of(cover.id)?;
    match &cover.predecessor {
        Some(before) if own.is_empty() => {
            let before = before.document.to_string().parse().map_err(|_| not_found())?;
            Ok(read.sections().of(before)?)
        }
        _ => Ok(own),
    }
}

/// The role that fills in an author's sections, by its stable name; guardians and pupils have none.
pub fn role_name(author: Author) -> &'static str {
    match author {
        Author::Mentor => "mentor",
        Author::Kurator => "kurator",
        Author::Eht => "eht",
        Author::Rektor => "rektor",
        Author::Coordinator => "coordinator",
        Author::Pupil => "pupil",
        Author::Guardian => "guardian",
    }
}

/// The definition a document was begun with, kept in the vault for ever.
pub(crate) fn definition(
    office: &Office<'_>,
    read: &Read<'_>,
    cover: &Document,
) -> Result<Form, CommandError> {
    if let Some(form) = office.catalogue.exact(&cover.form, cover.definition) {
        return Ok(form.clone());
    }
    let source = read.definitions().source(cover.definition)?;
    let source = source.and_then(|source| String::from_utf8(source).ok());
    parsed(&cover.form, &source.ok_or_else(|| broken(&cover.form))?)
}

/// The form in a definition's source.
pub(crate) fn parsed(form: &FormRef, source: &str) -> Result<Form, CommandError> {
    forms::parse(&form.pack, &form.id, source).map_err(|_| broken(form))
}

fn broken(form: &FormRef) -> CommandError {
    CommandError::new(Code::BrokenDefinition).with("place", form)
}

/// Begins a document in a case, with the usual answers offered.
pub fn begin_document(office: &Office<'_>, case: CaseId, form: String) -> Result<DocumentId, CommandError> {
    let form = office.catalogue.find(&form)?;
    let (id, at) = (office.new_id(), office.outside.now());
    office.vault.write(|write| {
        let case = write.cases().get(case)?.ok_or_else(not_found)?;
        must_be_held(office, write, case.id())?;
        let pupil = write.pupils().get(case.pupil())?.ok_or_else(not_found)?;
        let profile = write.settings().profile()?;
        let definition = write
            .definitions_mut()
            .keep(form.form_ref(), form.source_text().as_bytes(), at)?;
        write.documents_mut().begin(&Document {
            id,
            case: case.id(),
            form: form.form_ref().clone(),
            definition,
            title: Line::parse("title", form.short_title()).map_err(|problem| vec![problem])?,
            predecessor: None,
            created: at,
        })?;
        if let Some(section) = form.sections().first() {
            let answers = prefill(section, &pupil, &profile, office.outside.today());
            let answers = answers.into_iter().collect();
            write.drafts_mut().save(&Draft {
                answers,
                ..Draft::first(id, section.id(), at)
            })?;
        }
        record_event(office, write, EventKind::Begun, id)?;
        Ok(id)
    })
}

/// Continues a completed document with its next sections: a new document that names this one. One that was
/// begun before is gone on with.
pub fn continue_document(office: &Office<'_>, document: DocumentId) -> Result<DocumentId, CommandError> {
    let (id, at) = (office.new_id(), office.outside.now());
    office.vault.write(|write| {
        let before = Folio::read(office, write, document)?;
        must_be_held(office, write, before.cover.case)?;
        let paper = write
            .papers()
            .current(document)?
            .ok_or_else(|| CommandError::new(Code::NotCompleted))?;
        must_hold(write, document)?;
        if let Some(begun) = continuation(write, &before.cover)? {
            return Ok(begun);
        }
        let pdf = office.vault.attachment(&paper.attached.name)?;
        if let Some(row) = own_signature::waiting(&before, &pdf)?.first() {
            return Err(CommandError::new(Code::SignatureWaits).with("row", &row.label));
        }
        let predecessor = Predecessor {
            document: document.uuid(),
            sha256: paper.attached.sha256,
        };
        let cover = Document {
            id,
            predecessor: Some(predecessor),
            created: at,
            ..before.cover
        };
        write.documents_mut().begin(&cover)?;
        record_event(office, write, EventKind::Begun, id)?;
        Ok(id)
    })
}

/// The document that continues this one, and holds.
pub(crate) fn continuation(read: &Read<'_>, cover: &Document) -> Result<Option<DocumentId>, CommandError> {
    let all = continuing(read, cover.case, cover.id.uuid())?;
    Ok(all.into_iter().next())
}

/// The documents that come before one that continues `predecessor`, the nearest first, as far as they are here and one
/// that is not. What papers from elsewhere say of each other may lead round in a ring: each is given once.
pub(crate) fn earlier(read: &Read<'_>, predecessor: Option<&Predecessor>) -> Result<Vec<Uuid>, CommandError> {
    let mut found = Vec::new();
    let mut next = predecessor.map(|before| before.document);
    while let Some(document) = next.filter(|document| !found.contains(document)) {
        found.push(document);
        let cover = read.documents().get(document.into())?;
        next = cover
            .and_then(|cover| cover.predecessor)
            .map(|before| before.document);
    }
    Ok(found)
}

/// Throws away a draft that was begun by mistake; that it was done is kept (rensning).
pub fn discard_document(office: &Office<'_>, document: DocumentId) -> Result<(), CommandError> {
    office.vault.write(|write| {
        let cover = write.documents().get(document)?.ok_or_else(not_found)?;
        if has_another_beside(write, &cover)? {
            return Err(CommandError::new(Code::OtherPaperBeside));
        }
        record_event(office, write, EventKind::Cleared, document)?;
        Ok(write.documents_mut().discard(document)?)
    })
}

/// A document with everything answered so far.
pub fn document(office: &Office<'_>, document: DocumentId) -> Result<DocumentView, CommandError> {
    office
        .vault
        .read(|read| Ok(Folio::read(office, read, document)?.view()))
}

/// Keeps what was typed, durably. Setting the same answers again changes nothing, so a write may be repeated.
pub fn save_draft(
    office: &Office<'_>,
    document: DocumentId,
    changes: Map<String, Json>,
) -> Result<Saved, CommandError> {
    let at = office.outside.now();
    office.vault.write(|write| {
        let folio = Folio::read(office, write, document)?;
        let changes = understood(&folio.form, changes, folio.today)?;
        for section in folio.form.sections() {
            let mine: Vec<_> = changes.iter().filter(|(id, _)| owns(section, id)).collect();
            if mine.is_empty() {
                continue;
            }
            if folio.is_sealed(section.id()) || folio.state != DocumentState::Draft {
                return Err(CommandError::new(Code::SectionCompleted));
            }
            save_section(office, write, &folio, section, &mine)?;
        }
        let folio = Folio::read(office, write, document)?;
        let shown = folio.shown();
        Ok(Saved {
            at: at.to_rfc3339(),
            judgement: judge(&folio, &shown),
            answers: shown.to_json(),
            sections: folio.section_states(),
        })
    })
}

fn owns(section: &Section, field: &str) -> bool {
    section.fields().any(|own| own.id() == field)
}

fn understood(
    form: &Form,
    changes: Map<String, Json>,
    today: NaiveDate,
) -> Result<Vec<(String, Json)>, CommandError> {
    let read = |(id, value): (String, Json)| match form.field(&id) {
        Some(field) => Ok((id, judging::understand(field.kind(), value, today))),
        None => Err(id),
    };
    let read: Result<Vec<_>, String> = changes.into_iter().map(read).collect();
    read.map_err(|field| {
        let code = forms::ProblemCode::UnknownField.as_str().to_owned();
        CommandError::fields(vec![FieldProblem {
            field,
            code,
            args: Default::default(),
        }])
    })
}

fn save_section(
    office: &Office<'_>,
    write: &Write<'_>,
    folio: &Folio,
    section: &Section,
    changes: &[&(String, Json)],
) -> Result<(), CommandError> {
    let at = office.outside.now();
    let before = folio.drafts.iter().find(|draft| draft.section == section.id());
    let offered = prefill(section, &folio.pupil, &folio.profile, folio.today);
    let mut answers = before.map_or_else(|| offered.clone(), |draft| draft.answers.clone());
    for (field, value) in changes {
        answers.set(field, value.clone());
    }
    // What was taken back is not begun, and does not stand in the way of klar.
    if section.follows().is_some() && answers == offered {
        return Ok(write.drafts_mut().clear(folio.cover.id, section.id())?);
    }
    let draft = match before {
        Some(draft) => draft.next(answers, at),
        None => Draft {
            answers,
            ..Draft::first(folio.cover.id, section.id(), at)
        },
    };
    write.drafts_mut().save(&draft)?;
    Ok(())
}

/// What the pupil reads before approving: exactly what will be printed.
pub fn read_back(office: &Office<'_>, document: DocumentId) -> Result<Outline, CommandError> {
    office.vault.read(|read| {
        let folio = Folio::read(office, read, document)?;
        let drafted = folio.drafted();
        Ok(folio.form.outline(&forms::Filling {
            draft: Some(&drafted),
            sealed: &folio.sealed,
            manners: None,
            drawings: None,
        }))
    })
}

pub(crate) fn record_event(
    office: &Office<'_>,
    write: &Write<'_>,
    kind: EventKind,
    document: DocumentId,
) -> Result<(), CommandError> {
    record_event_with(office, write, kind, document, Json::Object(Map::new()))
}

/// The same, with what else there is to say of it.
pub(crate) fn record_event_with(
    office: &Office<'_>,
    write: &Write<'_>,
    kind: EventKind,
    document: DocumentId,
    data: Json,
) -> Result<(), CommandError> {
    record_leaving(office, write, kind, document, data).map(|_| ())
}

/// The same of something that is about to be done, and may not come about.
pub(crate) fn record_leaving(
    office: &Office<'_>,
    write: &Write<'_>,
    kind: EventKind,
    document: DocumentId,
    data: Json,
) -> Result<Trace, CommandError> {
    let cover = write.documents().get(document)?.ok_or_else(not_found)?;
    let case = write.cases().get(cover.case)?.ok_or_else(not_found)?;
    let subject = Subject {
        pupil: Some(case.pupil()),
        case: Some(case.id()),
        document: Some(document),
    };
    add_leaving(office, write, kind, subject, data)
}

/// Keeps that something happened, now and by the user.
pub(crate) fn add_event(
    office: &Office<'_>,
    write: &Write<'_>,
    kind: EventKind,
    subject: Subject,
    data: Json,
) -> Result<(), CommandError> {
    add_leaving(office, write, kind, subject, data).map(|_| ())
}

/// Keeps that something is about to be done, which may not come about.
pub(crate) fn add_leaving(
    office: &Office<'_>,
    write: &Write<'_>,
    kind: EventKind,
    subject: Subject,
    data: Json,
) -> Result<Trace, CommandError> {
    let by = write.settings().profile()?.name.to_string();
    let (id, at) = (office.new_id(), office.outside.now());
    write.events_mut().add(&Event {
        id,
        kind,
        at,
        by,
        subject,
        data,
    })?;
    Ok(Trace::of(office, id))
}
