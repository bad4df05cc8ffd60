//! Telling the sender what became of a package, and taking back an offer that nobody has answered.

use std::sync::{Arc, Mutex};

use cases::Ground;
use chrono::TimeDelta;
use exchange::handover::{Answer, Content, NameCard, Package};
use serde_json::{Value as Json, json};
use texts::swedish;
use uuid::Uuid;
use vault::{Direction, Handover};

use super::contacts::card_of;
use super::holding::{ANSWERED, REJECTED, TAKEN_BACK};
use super::parcels::parcels;
use super::{log, mailbox, own_card, sending};
use crate::desk::{Desk, Office, at};
use crate::error::{Code, CommandError};
use crate::people::not_found;
use crate::wire::handover::{HandoverView, Parcels};

/// How long an answer can be taken in.
const HOLDS: TimeDelta = TimeDelta::days(365);

/// Saves the answer to a package where the user chooses, or puts it into the folder that is set.
pub fn send_answer(desk: &Mutex<Desk>, package: String) -> Result<Parcels, CommandError> {
    let package: Uuid = package.parse().map_err(|_| not_found())?;
    if !post(desk, package)? {
        let (name, outside) = {
            let desk = at(desk);
            let office = desk.office()?;
            let (_, card) = question(&office, package)?;
            (sending::file_name(package, &card), Arc::clone(&desk.outside))
        };
        if let Some(file) = outside.ask_where(&name) {
            let (id, sealed) = make(&at(desk).office()?, package)?;
            sending::write(desk, outside.as_ref(), &file, &sealed, id)?;
            note(desk, package)?;
        }
    }
    parcels(&mut at(desk))
}

/// Puts the answer to a package into the folder, if one is set and can be reached; whether it was.
pub(super) fn post(desk: &Mutex<Desk>, package: Uuid) -> Result<bool, CommandError> {
    let (folder, outside) = {
        let desk = at(desk);
        let office = desk.office()?;
        (mailbox::folder(&office)?, Arc::clone(&desk.outside))
    };
    let Some(folder) = folder else { return Ok(false) };
    if outside.list(&folder).is_err() {
        return Ok(false);
    }
    let (name, id, sealed) = {
        let desk = at(desk);
        let office = desk.office()?;
        let (_, card) = question(&office, package)?;
        let (id, sealed) = make(&office, package)?;
        (sending::file_name(id, &card), id, sealed)
    };
    sending::write(desk, outside.as_ref(), &folder.join(name), &sealed, id)?;
    note(desk, package)?;
    Ok(true)
}

/// The package that is answered, and its sender's card.
fn question(office: &Office<'_>, package: Uuid) -> Result<(Handover, NameCard), CommandError> {
    office.vault.read(|read| {
        let received = read
            .handovers()
            .get(package, Direction::Received)?
            .ok_or_else(not_found)?;
        let contact = read.contacts().get(received.contact)?.ok_or_else(not_found)?;
        Ok((received, card_of(&contact)?))
    })
}

fn make(office: &Office<'_>, package: Uuid) -> Result<(Uuid, Vec<u8>), CommandError> {
    let (received, card) = question(office, package)?;
    let rejected = received.steps.iter().find(|step| step.step == REJECTED);
    let answer = match rejected {
        Some(step) => Answer::Rejected {
            reason: step
                .body
                .get("note")
                .and_then(Json::as_str)
                .unwrap_or_default()
                .to_owned(),
        },
        None => Answer::Accepted,
    };
    let content = Content::Answer { to: package, answer };
    let id: Uuid = office.new_id::<Package<'_>>().uuid();
    let sequence = office.vault.read(|read| {
        Ok::<_, CommandError>(
            read.handovers()
                .last_sequence(received.contact, Direction::Sent)?
                + 1,
        )
    })?;
    let (keys, own) = own_card::card(office)?;
    let purpose = swedish().say("handover-answer-purpose", &[]).into_owned();
    let expires = office.outside.today() + HOLDS;
    let sealed = Package {
        id,
        sequence,
        content: &content,
        papers: Vec::new(),
        purpose: &purpose,
        ground: (Ground::Internal, ""),
        made_at: office.outside.now(),
        expires,
        answers: Some(package),
    };
    let sealed = sealed.seal(&keys, &own, &card, sending::third_reader(office)?.as_ref())?;
    let sent = Handover {
        id,
        direction: Direction::Sent,
        contact: received.contact,
        kind: content.kind().as_str().to_owned(),
        sequence,
        subject: received.subject,
        body: log::body(&content, (&purpose, Ground::Internal, ""), expires, None),
        at: office.outside.now(),
        steps: Vec::new(),
    };
    office
        .vault
        .write(|write| Ok::<_, CommandError>(write.handovers_mut().add(&sent)?))?;
    Ok((id, sealed))
}

fn note(desk: &Mutex<Desk>, package: Uuid) -> Result<(), CommandError> {
    let mut desk = at(desk);
    let (office, waiting) = desk.post()?;
    office.vault.write(|write| {
        let step = log::step(&office, ANSWERED, json!({}));
        Ok::<_, CommandError>(
            write
                .handovers_mut()
                .add_step(package, Direction::Received, &step)?,
        )
    })?;
    let id = package.to_string();
    let mut taken = waiting.taken.iter_mut();
    if let Some(view) = taken.find(|one| one.package == id) {
        view.answered = true;
    }
    Ok(())
}

/// Takes back the offer of a case that nobody has answered.
pub fn take_back(office: &Office<'_>, package: String) -> Result<Vec<HandoverView>, CommandError> {
    let package: Uuid = package.parse().map_err(|_| not_found())?;
    office.vault.write(|write| {
        let sent = write
            .handovers()
            .get(package, Direction::Sent)?
            .ok_or_else(not_found)?;
        if !log::can_be_taken_back(&sent) {
            return Err(CommandError::new(Code::NotToBeTakenBack));
        }
        let step = log::step(office, TAKEN_BACK, json!({}));
        Ok(write.handovers_mut().add_step(package, Direction::Sent, &step)?)
    })?;
    log::handovers(office)
}
