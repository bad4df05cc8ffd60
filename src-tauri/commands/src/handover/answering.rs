//! Telling the sender what became of a package.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use cases::Ground;
use chrono::TimeDelta;
use exchange::handover::{Answer, Content, Fingerprint, NameCard, Package};
use serde_json::{Value as Json, json};
use texts::swedish;
use uuid::Uuid;
use vault::{Act, Direction, Handover};

use super::contacts::card_of;
use super::gathering::NO_PAPERS;
use super::log::{ANSWERED, DONE, NOTE, REJECTED, RETURNED, TO, has};
use super::outbox::Leaving;
use super::outcome::{Outcome, write};
use super::sending::{Outgoing, file_name};
use super::{log, mailbox};
use crate::again;
use crate::desk::{Desk, Office, at};
use crate::error::{Code, CommandError};
use crate::outside::Outside;
use crate::people::not_found;
use crate::trail::{self, Kept};
use crate::typing::Typed;
use crate::undone::{self, Trace};
use crate::wire::handover::HandoverView;

/// How long an answer can be taken in.
const HOLDS: TimeDelta = TimeDelta::days(365);

/// Puts the answer to a package into the folder that is set, or saves it where the user chooses; false if the user
/// changed their mind. It may be done again: an answer that was lost on the way is no reason to take anything in twice.
pub fn send_answer(desk: &Mutex<Desk>, package: String) -> Result<bool, CommandError> {
    let package = parsed(&package)?;
    if post(desk, package)? {
        return Ok(true);
    }
    // What goes by hand is a file that leaves the vault.
    again::must_be_confirmed(desk, Kept::Before(Act::Export))?;
    let (name, outside) = prepare(desk, package)?;
    let Some(file) = outside.ask_where(&name) else {
        return Ok(false);
    };
    answer(desk, outside.as_ref(), package, file)?;
    Ok(true)
}

/// Says that what a colleague asked for is done, where no document says it, and tells the colleague through the folder if
/// one is set.
pub fn finish_task(
    desk: &Mutex<Desk>,
    package: String,
    note: String,
) -> Result<Vec<HandoverView>, CommandError> {
    let package = parsed(&package)?;
    {
        let desk = at(desk);
        let office = desk.office()?;
        let mut typed = Typed::today(office.outside.today());
        let note = note.trim();
        typed.short(&format!("note-{package}"), note);
        typed.end()?;
        office.vault.write(|write| {
            let asked = write.handovers().get(package, Direction::Received)?;
            let asked = asked.filter(log::waits_for_an_answer).ok_or_else(not_found)?;
            let step = log::step(&office, DONE, json!({ NOTE: note }));
            write
                .handovers_mut()
                .add_step(package, Direction::Received, &step)?;
            trail::keep(&office, write, Act::Write, "finish_task", (asked.subject, None))
        })?;
    }
    // What is done is done; the answer can be saved by hand where the folder takes nothing.
    post(desk, package).ok();
    log::handovers(&at(desk).office()?)
}

/// Puts the answer to a package into the folder, if one is set and can be reached; whether it was.
pub(super) fn post(desk: &Mutex<Desk>, package: Uuid) -> Result<bool, CommandError> {
    let folder = mailbox::folder(&at(desk).office()?)?;
    let Some(folder) = folder else { return Ok(false) };
    let (name, outside) = prepare(desk, package)?;
    if outside.list(&folder).is_err() {
        return Ok(false);
    }
    answer(desk, outside.as_ref(), package, folder.join(name))?;
    Ok(true)
}

/// Puts every answer into the folder that was given and has not gone; what cannot be put there waits on.
pub(super) fn post_all(desk: &Mutex<Desk>) -> Result<(), CommandError> {
    let all = log::handovers(&at(desk).office()?)?.into_iter();
    for one in all.filter(|one| one.can_be_answered && !one.answered) {
        post(desk, parsed(&one.package)?).ok();
    }
    Ok(())
}

fn parsed(package: &str) -> Result<Uuid, CommandError> {
    package.parse().map_err(|_| not_found())
}

fn prepare(desk: &Mutex<Desk>, package: Uuid) -> Result<(String, Arc<dyn Outside>), CommandError> {
    let desk = at(desk);
    let (_, card) = question(&desk.office()?, package)?;
    Ok((file_name(package, &card), Arc::clone(&desk.outside)))
}

fn answer(
    desk: &Mutex<Desk>,
    outside: &dyn Outside,
    package: Uuid,
    file: PathBuf,
) -> Result<(), CommandError> {
    let closed = {
        let desk = at(desk);
        let office = desk.office()?;
        let (received, card) = question(&office, package)?;
        let asked: Option<Fingerprint> = log::said(&received, TO).parse().ok();
        let content = Content::Answer {
            to: package,
            answer: said(&received),
        };
        let purpose = swedish().say("handover-answer-purpose", &[]).into_owned();
        let outgoing = Outgoing {
            id: office.new_id::<Package<'_>>().uuid(),
            content: &content,
            papers: NO_PAPERS,
            card: &card,
            said: (&purpose, Ground::Internal, ""),
            expires: office.outside.today() + HOLDS,
            answers: None,
            subject: vault::Subject {
                document: None,
                ..received.subject
            },
            leaving: Leaving::default(),
            // The one who asked knows these, whatever keys there are now.
            from: asked,
        };
        let subject = outgoing.subject;
        outgoing.close(&office, |write| {
            trail::keep(&office, write, Act::Export, "send_answer", (subject, None))?;
            Ok(Trace::default())
        })?
    };
    let made_in = closed.vault;
    write(desk, outside, &file, closed)?;
    let answered = Outcome {
        package,
        direction: Direction::Received,
        step: ANSWERED,
        why: None,
    };
    let trace = Trace {
        outcomes: vec![answered],
        vault: Some(made_in),
        ..Trace::default()
    };
    let mut desk = at(desk);
    undone::note(&mut desk, trace);
    desk.office().map(|_| ())
}

/// The package that is answered, and its sender's card; the words of that were compared.
fn question(office: &Office<'_>, package: Uuid) -> Result<(Handover, NameCard), CommandError> {
    office.vault.read(|read| {
        let received = read.handovers().get(package, Direction::Received)?;
        let received = received.ok_or_else(not_found)?;
        let contact = read.contacts().get(received.contact)?.ok_or_else(not_found)?;
        if contact.verified.is_none() {
            return Err(CommandError::new(Code::ContactUnverified));
        }
        Ok((received, card_of(&contact)?))
    })
}

fn said(received: &Handover) -> Answer {
    if has(received, RETURNED) {
        return Answer::Done { note: String::new() };
    }
    let finished = received.steps.iter().find(|step| step.step == DONE);
    if let Some(note) = finished.and_then(|step| step.body.get(NOTE)?.as_str()) {
        return Answer::Done {
            note: note.to_owned(),
        };
    }
    let rejected = received.steps.iter().find(|step| step.step == REJECTED);
    match rejected {
        Some(step) => Answer::Rejected {
            reason: step
                .body
                .get("note")
                .and_then(Json::as_str)
                .unwrap_or_default()
                .to_owned(),
        },
        None => Answer::Accepted,
    }
}
