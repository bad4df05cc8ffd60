//! Taking a package in when a person has said yes, or sending it back with a reason. All of it is kept, or nothing.

use std::sync::Mutex;

use cases::{Case, CaseId, DocumentId, EventId, Pupil, PupilId};
use chrono::NaiveDate;
use exchange::handover::{About, Answer, Content, Filed, Kind, NameCard, Opened};
use forms::Hash;
use serde_json::{Value as Json, json};
use texts::swedish;
use vault::{
    Act, Attached, Direction, Event, FiguresKept, FiguresTold, Filing, Handover, Loan, Subject, Write,
};

use super::along::Keeping;
use super::contacts::{complete, key_of, shown};
use super::lending::Lends;
use super::log::{self, ACCEPTED, DONE, REJECTED, TAKEN, TO};
use super::own_card::own_names;
use super::parcels::{Parcel, needs_pupil, parcels};
use super::pupil::filled_in;
use super::standing::{self, FROM, Fate, Standing};
use super::{answering, clearing, outbox};
use crate::desk::{Desk, Office, at};
use crate::disposal::{names, names_somebody};
use crate::error::{Code, CommandError};
use crate::intake;
use crate::people::not_found;
use crate::trail;
use crate::trust::trust;
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
        let trust = trust(&office)?;
        let parcel = waiting.judged(&input.key, &trust, office.outside.now())?;
        let package = parcel.opened.manifest.package;
        let is_answer = matches!(parcel.opened.content, Content::Answer { .. });
        match taken(&office, parcel, &input) {
            Ok(view) => {
                match is_answer || input.reject.is_some() {
                    true => waiting.settle(&input.key),
                    false => waiting.remove(&input.key),
                }
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
    // What cannot be removed now is, or is said, when the folder is looked into.
    clearing::clear(desk).ok();
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
    office.vault.file(|write, files| {
        complete(write, &parcel.opened.sender, office.outside.now())?;
        let taking = Taking {
            office,
            write,
            parcel,
            bytes: Bytes {
                office,
                files,
                opened: &parcel.opened,
            },
        };
        taking.all(&input.pupil)
    })
}

/// The bytes of a package's papers, each kept when a row is about to name it: of what stays away nothing is left behind.
pub(super) struct Bytes<'a> {
    office: &'a Office<'a>,
    files: &'a Filing<'a>,
    opened: &'a Opened,
}

impl Bytes<'_> {
    /// Keeps the paper with this hash.
    pub fn keep(&self, sha256: &Hash) -> Result<Attached, CommandError> {
        let bytes = self.opened.paper(sha256);
        let bytes = bytes.ok_or_else(|| CommandError::new(Code::NotToBeTaken))?;
        let mut random = |buffer: &mut [u8]| self.office.outside.random(buffer);
        Ok(self.files.keep(bytes, &mut random)?)
    }
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
            if opened
                .content
                .about()
                .is_some_and(|about| names(&about.pupil, &reason))
            {
                return Err(names_somebody("reason"));
            }
            reason
        }
    };
    office.vault.write(|write| {
        let mut received = received(office, opened, Subject::default());
        // Nothing of it was taken in, so nothing of what it says stays but the answer to it.
        received.body =
            json!({ "expires": opened.manifest.expires, TO: opened.manifest.recipient.to_string() });
        received
            .steps
            .push(log::step(office, REJECTED, json!({ "note": reason })));
        write.handovers_mut().add(&received)?;
        trail::keep(office, write, Act::Write, COMMAND, (Subject::default(), None))?;
        let sender = shown(write, &opened.sender)?;
        Ok(view(opened, &sender, (None, None), String::new()))
    })
}

fn received(office: &Office<'_>, opened: &Opened, subject: Subject) -> Handover {
    let manifest = &opened.manifest;
    let said = (
        manifest.purpose.as_str(),
        manifest.ground,
        manifest.reason.as_str(),
    );
    let mut body = log::body(&opened.content, said, manifest.expires, manifest.answers);
    body[TO] = json!(manifest.recipient.to_string());
    Handover {
        id: manifest.package,
        direction: Direction::Received,
        contact: key_of(&opened.sender),
        kind: manifest.kind.as_str().to_owned(),
        sequence: manifest.sequence,
        subject,
        body,
        at: office.outside.now(),
        steps: Vec::new(),
    }
}

fn view(
    opened: &Opened,
    sender: &NameCard,
    (case, document): (Option<CaseId>, Option<DocumentId>),
    title: String,
) -> TakenView {
    TakenView {
        package: opened.manifest.package.to_string(),
        sender: sender.name().to_string(),
        case: case.map(|case| case.to_string()),
        document: document.map(|document| document.to_string()),
        title,
        figures: false,
    }
}

/// The figures that a package carries, if it does, and the last day on which they are here.
fn figures(content: &Content) -> Option<(NaiveDate, FiguresTold)> {
    match content {
        Content::Figures { figures, until } => Some((*until, FiguresTold::Pupils(figures.clone()))),
        Content::Aggregates { summary, until } => Some((*until, FiguresTold::Summary(summary.clone()))),
        _ => None,
    }
}

/// One package on its way into the vault, in one transaction.
struct Taking<'a> {
    office: &'a Office<'a>,
    write: &'a Write<'a>,
    parcel: &'a Parcel,
    bytes: Bytes<'a>,
}

impl Taking<'_> {
    fn all(&self, pupil: &str) -> Result<TakenView, CommandError> {
        let opened = &self.parcel.opened;
        if let Content::Answer { to, answer } = &opened.content {
            return self.answer(*to, answer);
        }
        if let Some((until, told)) = figures(&opened.content) {
            self.note(Subject::default(), Lends::default())?;
            self.write.figures_mut().add(&FiguresKept {
                package: opened.manifest.package,
                until,
                told,
            })?;
            let view = view(
                opened,
                &self.sender()?,
                (None, None),
                opened.manifest.purpose.clone(),
            );
            return Ok(TakenView {
                figures: true,
                ..view
            });
        }
        let about = opened.content.about().ok_or_else(not_found)?;
        let lends = self.lends(about, pupil)?;
        let (case, pupil) = self.case(about, pupil)?;
        for filed in opened.content.documents() {
            self.document(about, &case, filed)?;
        }
        self.along(&case)?;
        let document = opened.content.document().map(|filed| filed.document.into());
        let subject = Subject {
            pupil: Some(pupil.id),
            case: Some(case.id()),
            document,
        };
        self.note(subject, lends)?;
        if let Some(request) = opened.manifest.answers {
            self.done(request, subject)?;
        }
        let title = format!("{}, {}", pupil.display_name(), case.title());
        Ok(view(opened, &self.sender()?, (Some(case.id()), document), title))
    }

    fn sender(&self) -> Result<NameCard, CommandError> {
        shown(self.write, &self.parcel.opened.sender)
    }

    /// What will be here for the sake of a loan alone.
    fn lends(&self, about: &About, chosen: &str) -> Result<Lends, CommandError> {
        if self.parcel.opened.content.lent_until().is_none() {
            return Ok(Lends::default());
        }
        match needs_pupil(self.write, about.case.id())? {
            true => Ok(Lends {
                case: true,
                pupil: chosen == NEW,
            }),
            false => Lends::of_case(self.write, about.case.id()),
        }
    }

    fn note(&self, subject: Subject, lends: Lends) -> Result<(), CommandError> {
        let mut received = received(self.office, &self.parcel.opened, subject);
        let taken = log::step(self.office, TAKEN, lends.to_body());
        received.steps.push(taken);
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
        // Whoever answers has it, whatever is known of its way here.
        outbox::leave(self.office, self.write, &asked)?;
        let step = log::step(self.office, step, json!({ "note": note }));
        self.write.handovers_mut().add_step(to, Direction::Sent, &step)?;
        self.note(asked.subject, Lends::default())?;
        let case = asked.subject.case;
        Ok(view(
            &self.parcel.opened,
            &self.sender()?,
            (case, None),
            String::new(),
        ))
    }

    /// The case here, with its pupil: known, or new with whom a person has said it is about.
    fn case(&self, about: &About, chosen: &str) -> Result<(Case, Pupil), CommandError> {
        if !needs_pupil(self.write, about.case.id())? {
            let known = self.write.cases().get(about.case.id())?.ok_or_else(not_found)?;
            let pupil = self.write.pupils().get(known.pupil())?.ok_or_else(not_found)?;
            return Ok((known, self.filled_in(about, pupil)?));
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
                let known = known.filter(|pupil| !pupil.is_protected());
                self.filled_in(about, known.ok_or_else(not_found)?)?
            }
        };
        let case = about.case.clone().of_pupil(pupil.id);
        self.write.cases_mut().put(&case, now)?;
        Ok((case, pupil))
    }

    /// Whoever answers for a case from now on knows what was known of the pupil.
    fn filled_in(&self, about: &About, known: Pupil) -> Result<Pupil, CommandError> {
        if self.parcel.opened.content.kind() != Kind::CaseTransfer {
            return Ok(known);
        }
        let pupil = filled_in(&known, &about.pupil);
        if pupil != known {
            self.write.pupils_mut().put(&pupil, self.office.outside.now())?;
        }
        Ok(pupil)
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
        let paper = self.parcel.paper(&filed.sha256);
        let paper = paper.ok_or_else(|| CommandError::new(Code::NotToBeTaken))?;
        self.lend(fate, filed.document.into())?;
        match fate {
            Fate::New | Fate::Grows => {
                let standing = intake::of_electronic(self.office, self.write, paper)?;
                let attached = (standing, self.bytes.keep(&filed.sha256)?);
                intake::file(self.office, self.write, paper, attached, ("", &[]))?;
            }
            Fate::Same => {}
            Fate::Disposed => return Ok(()),
            Fate::Refused => return Err(CommandError::new(Code::NotToBeTaken)),
        }
        self.take_back(case, filed)
    }

    /// What goes along with a whole case.
    fn along(&self, case: &Case) -> Result<(), CommandError> {
        let Some(along) = self.parcel.opened.content.along() else {
            return Ok(());
        };
        let sender = self.sender()?;
        let keeping = Keeping {
            office: self.office,
            write: self.write,
            parcel: self.parcel,
            bytes: &self.bytes,
            case,
            from: sender.name().as_str(),
        };
        keeping.all(along)
    }

    /// A document that comes as a loan is lent from the beginning, and one that was lent stays for as long as the package
    /// says; one that comes as anything else is the owner's.
    fn lend(&self, fate: Fate, document: DocumentId) -> Result<(), CommandError> {
        let opened = &self.parcel.opened;
        let is_lent = || self.write.loans().get(document).map(|loan| loan.is_some());
        match opened.content.lent_until() {
            None => self.write.loans_mut().keep(document)?,
            Some(until) if fate == Fate::New || is_lent()? => self.write.loans_mut().lend(&Loan {
                document,
                package: opened.manifest.package,
                until,
            })?,
            Some(_) => {}
        }
        Ok(())
    }

    fn take_back(&self, case: &Case, filed: &Filed) -> Result<(), CommandError> {
        let from = self.sender()?.name().to_string();
        for one in standing::news(self.office, self.write, filed)? {
            let mut data = one.data.as_object().cloned().unwrap_or_default();
            data.insert(FROM.into(), json!(from));
            let own = EventId::from(one.event);
            let is_taken = self.write.events().get(own)?.is_some();
            self.write.events_mut().add(&Event {
                id: if is_taken { self.office.new_id() } else { own },
                kind: standing::kind(one),
                at: one.at.min(self.office.outside.now()),
                // Who wrote it down there is the sender's word; who said it here is the sender.
                by: from.clone(),
                subject: Subject {
                    pupil: Some(case.pupil()),
                    case: Some(case.id()),
                    document: Some(filed.document.into()),
                },
                data: Json::Object(data),
            })?;
        }
        Ok(())
    }
}
