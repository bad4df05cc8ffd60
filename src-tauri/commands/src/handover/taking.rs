//! Taking a package in when a person has said yes, or sending it back with a reason. All of it is kept, or nothing.

use std::collections::BTreeMap;
use std::sync::Mutex;

use cases::{Case, CaseId, Document, DocumentId, EventKind, Pupil, PupilId};
use exchange::handover::{Answer, Content, Filed, Happened, Opened};
use forms::Hash;
use serde_json::json;
use vault::{Act, Attached, Direction, Event, Handover, Paper, Subject, Write};

use super::contacts::key_of;
use super::holding::{ACCEPTED, DONE, REJECTED, TAKEN};
use super::own_card::own_names;
use super::parcels::{needs_pupil, parcels};
use super::standing::{self, Fate, Standing};
use super::{answering, log};
use crate::desk::{Desk, Office, at};
use crate::error::{Code, CommandError};
use crate::filling::record_event_with;
use crate::people::not_found;
use crate::trail;
use crate::typing::Typed;
use crate::wire::handover::{Parcels, TakeInput, TakenView};

/// What the audit trail calls it.
const COMMAND: &str = "take_parcel";
/// The pupil is new to this vault.
const NEW: &str = "new";

/// Takes a package in, or notes that it is sent back, and tells the sender through the folder if one is set.
pub fn take_parcel(desk: &Mutex<Desk>, input: TakeInput) -> Result<Parcels, CommandError> {
    let answer = {
        let mut sitting = at(desk);
        let (office, waiting) = sitting.post()?;
        let opened = waiting.parcel(&input.key)?.opened.clone();
        match taken(&office, &opened, &input) {
            Ok(view) => {
                let package = opened.manifest.package;
                waiting.remove(&input.key);
                let answers = !matches!(opened.content, Content::Answer { .. });
                if answers {
                    waiting.taken.push(view);
                }
                answers.then_some(package)
            }
            // What was typed wrong is said at its field; what stands in the way, at the package.
            Err(error) if error.field.is_some() || !error.problems.is_empty() => {
                let at = |field: &str| format!("{field}-{}", input.key);
                return Err(error.moved("pupil", &at("pupil")).moved("reason", &at("reason")));
            }
            Err(error) => {
                waiting.refuse(&input.key, &error.code);
                None
            }
        }
    };
    if let Some(package) = answer {
        answering::post(desk, package)?;
    }
    parcels(&mut at(desk))
}

fn taken(office: &Office<'_>, opened: &Opened, input: &TakeInput) -> Result<TakenView, CommandError> {
    let own = own_names(office)?;
    let standing = office
        .vault
        .read(|read| standing::of(office, read, opened, &own))?;
    if let Some(reason) = &input.reject {
        let mut typed = Typed::today(office.outside.today());
        let reason = typed.text("reason", reason);
        typed.end()?;
        return send_back(office, opened, standing, &reason);
    }
    if standing != Standing::Ready {
        return Err(CommandError::new(Code::NotToBeTaken));
    }
    let mut attached: BTreeMap<Hash, Attached> = BTreeMap::new();
    let papers = opened.content.documents().iter().flat_map(|one| &one.papers);
    for paper in papers {
        let bytes = opened.paper(&paper.sha256).ok_or_else(not_found)?;
        let mut random = |buffer: &mut [u8]| office.outside.random(buffer);
        attached.insert(paper.sha256, office.vault.attach(bytes, &mut random)?);
    }
    let view = office.vault.write(|write| {
        let taking = Taking {
            office,
            write,
            opened,
            attached: &attached,
        };
        taking.all(&input.pupil)
    })?;
    Ok(view)
}

/// Only a sender who is known can be told no.
fn send_back(
    office: &Office<'_>,
    opened: &Opened,
    standing: Standing,
    reason: &str,
) -> Result<TakenView, CommandError> {
    if matches!(
        standing,
        Standing::Own | Standing::Known | Standing::UnknownSender | Standing::Unasked
    ) || matches!(opened.content, Content::Answer { .. })
    {
        return Err(CommandError::new(Code::NotToBeTaken));
    }
    office.vault.write(|write| {
        let step = log::step(office, REJECTED, json!({ "note": reason }));
        let mut received = received(office, opened, Subject::default());
        received.steps.push(step);
        write.handovers_mut().add(&received)?;
        trail::keep(office, write, Act::Write, COMMAND, (Subject::default(), None))?;
        let title = opened.content.about().map(|about| about.pupil.name.to_string());
        Ok(view(opened, None, None, title.unwrap_or_default()))
    })
}

fn received(office: &Office<'_>, opened: &Opened, subject: Subject) -> Handover {
    let manifest = &opened.manifest;
    Handover {
        id: manifest.package,
        direction: Direction::Received,
        contact: key_of(&opened.sender),
        kind: manifest.kind.as_str().to_owned(),
        sequence: manifest.sequence,
        subject,
        body: log::body(
            &opened.content,
            (&manifest.purpose, manifest.ground, &manifest.reason),
            manifest.expires,
            manifest.answers,
        ),
        at: office.outside.now(),
        steps: Vec::new(),
    }
}

fn view(opened: &Opened, case: Option<CaseId>, document: Option<DocumentId>, title: String) -> TakenView {
    TakenView {
        package: opened.manifest.package.to_string(),
        sender: opened.sender.name().to_string(),
        case: case.map(|case| case.to_string()),
        document: document.map(|document| document.to_string()),
        title,
        answered: false,
    }
}

/// One package on its way into the vault, in one transaction.
struct Taking<'a> {
    office: &'a Office<'a>,
    write: &'a Write<'a>,
    opened: &'a Opened,
    attached: &'a BTreeMap<Hash, Attached>,
}

impl Taking<'_> {
    fn all(&self, pupil: &str) -> Result<TakenView, CommandError> {
        if let Content::Answer { to, answer } = &self.opened.content {
            return self.answer(*to, answer);
        }
        let about = self.opened.content.about().ok_or_else(not_found)?;
        let (case, pupil) = self.case(&about.case, &about.pupil, pupil)?;
        let mut filed = Vec::new();
        for document in self.opened.content.documents() {
            filed.push(self.document(&case, document)?);
        }
        let document = self.opened.content.document().and(filed.pop()).flatten();
        if let Content::CaseTransfer { happened, .. } = &self.opened.content {
            for event in happened {
                self.event(&case, None, event)?;
            }
        }
        let subject = Subject {
            pupil: Some(pupil.id),
            case: Some(case.id()),
            document,
        };
        self.note(subject)?;
        if let Some(request) = self.opened.manifest.answers {
            self.done(request)?;
        }
        let title = format!("{}, {}", pupil.display_name(), case.title());
        Ok(view(self.opened, Some(case.id()), document, title))
    }

    fn note(&self, subject: Subject) -> Result<(), CommandError> {
        let mut received = received(self.office, self.opened, subject);
        received.steps.push(log::step(self.office, TAKEN, json!({})));
        self.write.handovers_mut().add(&received)?;
        trail::keep(self.office, self.write, Act::Write, COMMAND, (subject, None))
    }

    /// What was asked of the sender is done, if it was asked from here.
    fn done(&self, request: uuid::Uuid) -> Result<(), CommandError> {
        let asked = self.write.handovers().get(request, Direction::Sent)?;
        if asked.is_some_and(|asked| asked.contact == key_of(&self.opened.sender)) {
            let step = log::step(self.office, DONE, json!({}));
            self.write
                .handovers_mut()
                .add_step(request, Direction::Sent, &step)?;
        }
        Ok(())
    }

    fn answer(&self, to: uuid::Uuid, answer: &Answer) -> Result<TakenView, CommandError> {
        let asked = self
            .write
            .handovers()
            .get(to, Direction::Sent)?
            .ok_or_else(not_found)?;
        let (step, note) = match answer {
            Answer::Accepted => (ACCEPTED, ""),
            Answer::Rejected { reason } => (REJECTED, reason.as_str()),
            Answer::Done { note } => (DONE, note.as_str()),
        };
        let step = log::step(self.office, step, json!({ "note": note }));
        self.write.handovers_mut().add_step(to, Direction::Sent, &step)?;
        self.note(asked.subject)?;
        Ok(view(self.opened, asked.subject.case, None, String::new()))
    }

    /// The case here, with its pupil: known, or new with whom a person has said it is about.
    fn case(&self, case: &Case, pupil: &Pupil, chosen: &str) -> Result<(Case, Pupil), CommandError> {
        if !needs_pupil(self.write, case.id())? {
            let known = self.write.cases().get(case.id())?.ok_or_else(not_found)?;
            let pupil = self.write.pupils().get(known.pupil())?.ok_or_else(not_found)?;
            return Ok((known, pupil));
        }
        let now = self.office.outside.now();
        let pupil = match chosen {
            "" => {
                let mut typed = Typed::today(self.office.outside.today());
                typed.wrong("pupil", cases::Code::Missing);
                typed.end()?;
                return Err(not_found());
            }
            NEW => {
                let new = self.new_pupil(pupil)?;
                self.write.pupils_mut().put(&new, now)?;
                new
            }
            id => {
                let id: PupilId = id.parse().map_err(|_| not_found())?;
                let known = self.write.pupils().get(id)?;
                known
                    .filter(|pupil| !pupil.is_protected())
                    .ok_or_else(not_found)?
            }
        };
        let case = case.clone().of_pupil(pupil.id);
        self.write.cases_mut().put(&case, now)?;
        Ok((case, pupil))
    }

    /// The pupil as the sender knows the pupil, with the same id unless another has it here.
    fn new_pupil(&self, pupil: &Pupil) -> Result<Pupil, CommandError> {
        let taken = self.write.pupils().get(pupil.id)?.is_some();
        Ok(Pupil {
            id: if taken { self.office.new_id() } else { pupil.id },
            ..pupil.clone()
        })
    }

    /// Files a document; what it is called here, unless it stays away.
    fn document(&self, case: &Case, filed: &Filed) -> Result<Option<DocumentId>, CommandError> {
        let id = match standing::fate(self.write, filed)? {
            Fate::Disposed => return Ok(None),
            Fate::Same => return Ok(Some(filed.cover.id)),
            Fate::Grows => filed.cover.id,
            Fate::New => self.begin(case, filed, filed.cover.id)?,
            // Both stay: theirs gets an id of its own, and neither is written over.
            Fate::Differs => {
                let id = self.begin(case, filed, self.office.new_id())?;
                self.papers(id, filed)?;
                self.received(id)?;
                return Ok(Some(id));
            }
        };
        let sealed = self.write.sections().of(id)?;
        for section in &filed.sections {
            if sealed.iter().all(|own| own.digest() != section.digest()) {
                self.write.sections_mut().add(id, section)?;
            }
        }
        self.papers(id, filed)?;
        for event in &filed.happened {
            self.event(case, Some(id), event)?;
        }
        for draft in &filed.drafts {
            self.write.drafts_mut().save(&vault::Draft {
                answers: draft.answers.clone(),
                ..vault::Draft::first(id, &draft.section, draft.saved)
            })?;
        }
        self.received(id)?;
        Ok(Some(id))
    }

    fn begin(&self, case: &Case, filed: &Filed, id: DocumentId) -> Result<DocumentId, CommandError> {
        let (form, source) = (&filed.cover.form, filed.definition.as_bytes());
        let now = self.office.outside.now();
        let definition = self.write.definitions_mut().keep(form, source, now)?;
        self.write.documents_mut().begin(&Document {
            id,
            case: case.id(),
            definition,
            ..filed.cover.clone()
        })?;
        if id != filed.cover.id {
            for section in &filed.sections {
                self.write.sections_mut().add(id, section)?;
            }
            let data = json!({ "instead": filed.cover.id });
            record_event_with(self.office, self.write, EventKind::Completed, id, data)?;
        }
        Ok(id)
    }

    fn papers(&self, id: DocumentId, filed: &Filed) -> Result<(), CommandError> {
        let own = self.write.papers().of(id)?;
        for paper in &filed.papers {
            if own.iter().any(|one| one.attached.sha256 == paper.sha256) {
                continue;
            }
            let attached = self.attached.get(&paper.sha256).cloned().ok_or_else(not_found)?;
            self.write.papers_mut().add(&Paper {
                document: id,
                kind: paper.kind.parse().map_err(vault::Error::from)?,
                attached,
                made: paper.made,
            })?;
        }
        Ok(())
    }

    fn received(&self, id: DocumentId) -> Result<(), CommandError> {
        let data = json!({ "manner": "package", "from": self.opened.sender.name() });
        record_event_with(self.office, self.write, EventKind::Received, id, data)
    }

    /// Keeps what happened, once, by whom and when it did.
    fn event(&self, case: &Case, document: Option<DocumentId>, event: &Happened) -> Result<(), CommandError> {
        if self.write.events().get(event.id)?.is_some() {
            return Ok(());
        }
        Ok(self.write.events_mut().add(&Event {
            id: event.id,
            kind: event.kind,
            at: event.at,
            by: event.by.clone(),
            subject: Subject {
                pupil: Some(case.pupil()),
                case: Some(case.id()),
                document,
            },
            data: event.data.clone(),
        })?)
    }
}
