//! Taking a package in when a person has said yes, or sending it back with a reason. All of it is kept, or nothing.

use std::collections::BTreeMap;
use std::sync::Mutex;

use cases::{Case, CaseId, DocumentId, EventId, Pupil, PupilId};
use exchange::handover::{About, Answer, Content, Filed, Opened};
use forms::Hash;
use serde_json::json;
use texts::swedish;
use vault::{Act, Attached, Direction, Event, Handover, Subject, Write};

use super::answering;
use super::contacts::key_of;
use super::log::{self, ACCEPTED, DONE, REJECTED, TAKEN};
use super::own_card::own_names;
use super::parcels::{Parcel, needs_pupil, parcels};
use super::standing::{self, Fate, NEWS, Standing};
use crate::desk::{Desk, Office, at};
use crate::error::{Code, CommandError};
use crate::intake;
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
        let parcel = waiting.parcel(&input.key)?;
        let package = parcel.opened.manifest.package;
        let is_answer = matches!(parcel.opened.content, Content::Answer { .. });
        match taken(&office, parcel, &input) {
            Ok(view) => {
                waiting.remove(&input.key);
                if !is_answer {
                    waiting.taken.push(view);
                }
                (!is_answer).then_some(package)
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
        // What is taken in is taken in; the answer can be saved by hand where the folder takes nothing.
        answering::post(desk, package).ok();
    }
    parcels(&mut at(desk))
}

fn taken(office: &Office<'_>, parcel: &Parcel, input: &TakeInput) -> Result<TakenView, CommandError> {
    let own = own_names(office)?;
    let standing = office
        .vault
        .read(|read| standing::of(office, read, parcel, &own))?;
    if let Some(reason) = &input.reject {
        return send_back(office, &parcel.opened, standing, reason);
    }
    if standing != Standing::Ready {
        return Err(CommandError::new(Code::NotToBeTaken));
    }
    let mut attached: BTreeMap<Hash, Attached> = BTreeMap::new();
    for (sha256, paper) in &parcel.papers {
        let mut random = |buffer: &mut [u8]| office.outside.random(buffer);
        attached.insert(*sha256, office.vault.attach(&paper.bytes, &mut random)?);
    }
    office.vault.write(|write| {
        let taking = Taking {
            office,
            write,
            parcel,
            attached: &attached,
        };
        taking.all(&input.pupil)
    })
}

/// Only a colleague whose words were compared is told no. Of a pupil with protected identity no free words go out.
fn send_back(
    office: &Office<'_>,
    opened: &Opened,
    standing: Standing,
    reason: &str,
) -> Result<TakenView, CommandError> {
    if !standing.can_be_sent_back() || matches!(opened.content, Content::Answer { .. }) {
        return Err(CommandError::new(Code::NotToBeTaken));
    }
    let reason = match standing {
        Standing::Protected => swedish().say("handover-on-paper", &[]).into_owned(),
        _ => {
            let mut typed = Typed::today(office.outside.today());
            let reason = typed.text("reason", reason);
            typed.end()?;
            reason
        }
    };
    office.vault.write(|write| {
        let mut received = received(office, opened, Subject::default());
        // Nothing of it was taken in, so nothing of what it says stays but the answer to it.
        received.body = json!({ "expires": opened.manifest.expires });
        received
            .steps
            .push(log::step(office, REJECTED, json!({ "note": reason })));
        write.handovers_mut().add(&received)?;
        trail::keep(office, write, Act::Write, COMMAND, (Subject::default(), None))?;
        Ok(view(opened, None, None, String::new()))
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
    }
}

/// One package on its way into the vault, in one transaction.
struct Taking<'a> {
    office: &'a Office<'a>,
    write: &'a Write<'a>,
    parcel: &'a Parcel,
    attached: &'a BTreeMap<Hash, Attached>,
}

impl Taking<'_> {
    fn all(&self, pupil: &str) -> Result<TakenView, CommandError> {
        let opened = &self.parcel.opened;
        if let Content::Answer { to, answer } = &opened.content {
            return self.answer(*to, answer);
        }
        let about = opened.content.about().ok_or_else(not_found)?;
        let (case, pupil) = self.case(about, pupil)?;
        for filed in opened.content.documents() {
            self.document(about, &case, filed)?;
        }
        let document = opened.content.document().map(|filed| filed.document.into());
        let subject = Subject {
            pupil: Some(pupil.id),
            case: Some(case.id()),
            document,
        };
        self.note(subject)?;
        if let Some(request) = opened.manifest.answers {
            self.done(request, subject)?;
        }
        let title = format!("{}, {}", pupil.display_name(), case.title());
        Ok(view(opened, Some(case.id()), document, title))
    }

    fn note(&self, subject: Subject) -> Result<(), CommandError> {
        let mut received = received(self.office, &self.parcel.opened, subject);
        received.steps.push(log::step(self.office, TAKEN, json!({})));
        self.write.handovers_mut().add(&received)?;
        trail::keep(self.office, self.write, Act::Write, COMMAND, (subject, None))
    }

    /// What was asked of the sender is done, if it was asked from here and of the same case.
    fn done(&self, request: uuid::Uuid, subject: Subject) -> Result<(), CommandError> {
        let sender = key_of(&self.parcel.opened.sender);
        let asked = self.write.handovers().get(request, Direction::Sent)?;
        let is_it = |asked: &Handover| asked.contact == sender && asked.subject.case == subject.case;
        if asked.as_ref().is_some_and(is_it) {
            let step = log::step(self.office, DONE, json!({}));
            self.write
                .handovers_mut()
                .add_step(request, Direction::Sent, &step)?;
        }
        Ok(())
    }

    fn answer(&self, to: uuid::Uuid, answer: &Answer) -> Result<TakenView, CommandError> {
        let asked = self.write.handovers().get(to, Direction::Sent)?;
        let asked = asked.ok_or_else(not_found)?;
        let (step, note) = match answer {
            Answer::Accepted => (ACCEPTED, ""),
            Answer::Rejected { reason } => (REJECTED, reason.as_str()),
            Answer::Done { note } => (DONE, note.as_str()),
        };
        let step = log::step(self.office, step, json!({ "note": note }));
        self.write.handovers_mut().add_step(to, Direction::Sent, &step)?;
        self.note(asked.subject)?;
        Ok(view(&self.parcel.opened, asked.subject.case, None, String::new()))
    }

    /// The case here, with its pupil: known, or new with whom a person has said it is about.
    fn case(&self, about: &About, chosen: &str) -> Result<(Case, Pupil), CommandError> {
        if !needs_pupil(self.write, about.case.id())? {
            let known = self.write.cases().get(about.case.id())?.ok_or_else(not_found)?;
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
                let new = self.new_pupil(&about.pupil)?;
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
        let case = about.case.clone().of_pupil(pupil.id);
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

    /// Files a document as any paper that comes in, and what was taken back of it.
    fn document(&self, about: &About, case: &Case, filed: &Filed) -> Result<(), CommandError> {
        let fate = standing::fate(self.office, self.write, self.parcel, about, filed)?;
        let (Some(paper), Some(attached)) = (
            self.parcel.papers.get(&filed.sha256),
            self.attached.get(&filed.sha256),
        ) else {
            return Err(CommandError::new(Code::NotToBeTaken));
        };
        match fate {
            Fate::New | Fate::Grows => {
                let standing = intake::of_electronic(self.office, self.write, paper)?;
                let attached = (standing, attached.clone());
                intake::file(self.office, self.write, paper, attached, ("", &[]))?;
            }
            Fate::Same => {}
            Fate::Disposed => return Ok(()),
            Fate::Refused => return Err(CommandError::new(Code::NotToBeTaken)),
        }
        self.take_back(case, filed)
    }

    fn take_back(&self, case: &Case, filed: &Filed) -> Result<(), CommandError> {
        for one in standing::news(self.office, self.write, filed)? {
            let mut data = one.data.clone();
            if let Some(data) = data.as_object_mut() {
                let from = self.parcel.opened.sender.name().to_string();
                data.insert("from".into(), json!(from));
            }
            self.write.events_mut().add(&Event {
                id: EventId::from(one.event),
                kind: NEWS,
                at: one.at,
                by: one.by.clone(),
                subject: Subject {
                    pupil: Some(case.pupil()),
                    case: Some(case.id()),
                    document: Some(filed.document.into()),
                },
                data,
            })?;
        }
        Ok(())
    }
}
