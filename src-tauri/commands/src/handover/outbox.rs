//! Packages that were sent while the folder through which they go was away: on a stick that was not there, or a drive that did
//! not answer. They wait in the vault, closed, and are put into the folder when it can be reached. Nothing is written down
//! as told before that. What may not leave any more by then does not: whoever it is for may have gone, or the family may have
//! taken its consent back.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use cases::{CaseId, Disclosure, DocumentId, DocumentState, EventKind};
use chrono::{DateTime, NaiveDate, Utc};
use exchange::handover::{Kind, NameCard};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;
use vault::{Act, Direction, Handover, HandoverStep, Read, StoreError, Subject, Write};

use super::contacts::card_of;
use super::log::{self, SAVED, UNSENT, WHY, has};
use super::outcome::Outcome;
use super::sending::{file_name, sendable, third_reader};
use super::{gathering, mailbox};
use crate::again;
use crate::desk::{Desk, Office, at};
use crate::disclosures;
use crate::error::{Code, CommandError};
use crate::filling::record_leaving;
use crate::outside::Outside;
use crate::people::not_found;
use crate::trail::{self, Kept};
use crate::undone::{self, Trace};
use crate::wire::handover::HandoverView;

/// What is written down of a package when it leaves.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(crate) struct Leaving {
    /// The documents that go along.
    pub documents: BTreeSet<DocumentId>,
    /// What is told by it, beyond the work within the authority.
    pub told: Option<Disclosure>,
}

impl Leaving {
    /// Writes it down: of every document to whom it was sent, and of the case what was told.
    pub fn note(
        &self,
        office: &Office<'_>,
        write: &Write<'_>,
        card: &NameCard,
        about: Subject,
    ) -> Result<Trace, CommandError> {
        let mut trace = Trace::default();
        for document in &self.documents {
            let data = json!({ "to": card.name(), "manner": "package" });
            let kind = EventKind::HandedOver;
            trace.and(record_leaving(office, write, kind, *document, data)?);
        }
        if let Some(told) = &self.told {
            let of_case = Subject {
                document: None,
                ..about
            };
            trace.and(disclosures::note(office, write, of_case, told, "send_package")?);
        }
        Ok(trace)
    }
}

/// What is kept of a package beside its file while it waits.
#[derive(Serialize, Deserialize)]
pub(super) struct Waits {
    pub leaving: Leaving,
    /// Whether the municipality can open it too.
    pub read_along: bool,
    /// The last day on which it is of use to anybody.
    pub until: Option<NaiveDate>,
}

impl Waits {
    fn of(read: &Read<'_>, package: Uuid) -> Result<Self, CommandError> {
        let body = read.outbox().body(package)?.ok_or_else(not_found)?;
        Ok(serde_json::from_value(body).map_err(|_| vault::Error::from(StoreError::Damaged))?)
    }
}

/// Why a package may not leave any more, and is given up.
const REASONS: [Code; 7] = [
    Code::ContactUnverified,
    Code::ContactEnded,
    Code::PackageOutOfTime,
    Code::PackageNeedsMunicipality,
    Code::ProtectedPrintOnly,
    Code::DocumentVoid,
    Code::DisclosureNotCovered,
];

/// That a package may leave today.
///
/// # Errors
/// One of [`REASONS`].
fn must_be_allowed(
    office: &Office<'_>,
    read: &Read<'_>,
    sent: &Handover,
    waits: &Waits,
) -> Result<(), CommandError> {
    let refuse = |code: Code| Err(CommandError::new(code));
    sendable(read, sent.contact)?;
    let today = office.outside.today();
    let ends = [log::expires(sent), waits.until].into_iter().flatten();
    if ends.min().is_some_and(|day| day < today) {
        return refuse(Code::PackageOutOfTime);
    }
    if !waits.read_along && third_reader(office)?.is_some() {
        return refuse(Code::PackageNeedsMunicipality);
    }
    if let Some(case) = sent.subject.case {
        gathering::case_and_pupil(read, case)?;
    }
    // What is void goes along with a whole case.
    if sent.kind != Kind::CaseTransfer.as_str() {
        for document in &waits.leaving.documents {
            if read.documents().state(*document)? == DocumentState::Cancelled {
                return refuse(Code::DocumentVoid);
            }
        }
    }
    match (&waits.leaving.told, sent.subject.case) {
        (Some(told), Some(case)) => disclosures::must_stand(office, read, case, told),
        _ => Ok(()),
    }
}

/// Gives up what may not leave any more. It is asked every minute: what waits for a folder that never comes back is not
/// kept for ever.
pub(super) fn sift(desk: &Mutex<Desk>) -> Result<(), CommandError> {
    let desk = at(desk);
    let office = desk.office()?;
    let all = office.vault.read(|read| read.outbox().all())?;
    for package in all {
        let refused = office.vault.read(|read| {
            let sent = read.handovers().get(package, Direction::Sent)?;
            let sent = sent.ok_or_else(not_found)?;
            must_be_allowed(&office, read, &sent, &Waits::of(read, package)?)
        });
        let refused = refused.err().filter(|error| {
            let mut reasons = REASONS.iter();
            reasons.any(|code| code.as_str() == error.code)
        });
        if let Some(why) = refused {
            office
                .vault
                .write(|write| give_up(&office, write, package, Some(&why.code)))?;
        }
    }
    Ok(())
}

/// Puts what waits into the folder, which can be reached. What the folder does not take after all waits on, and why is kept
/// for whoever looks.
pub(super) fn post_all(desk: &Mutex<Desk>) -> Result<(), CommandError> {
    sift(desk)?;
    let all = {
        let mut desk = at(desk);
        let (office, post) = desk.post()?;
        if post.goes_out {
            return Ok(());
        }
        post.stuck = None;
        let all = office.vault.read(|read| read.outbox().all())?;
        post.goes_out = !all.is_empty();
        all
    };
    let mut stuck = None;
    for package in all {
        stuck = stuck.or(put_in_folder(desk, package).err());
    }
    // The vault may have been locked meanwhile, and opened again.
    if let Ok((_, post)) = at(desk).post() {
        post.goes_out = false;
        post.stuck = stuck.map(|error| error.code);
    }
    Ok(())
}

fn put_in_folder(desk: &Mutex<Desk>, package: Uuid) -> Result<(), CommandError> {
    let (outside, file, sealed) = {
        let desk = at(desk);
        let office = desk.office()?;
        let Some(folder) = mailbox::folder(&office)? else {
            return Ok(());
        };
        let Some((name, sealed)) = office.vault.read(|read| closed(read, package))? else {
            return Ok(());
        };
        (Arc::clone(&desk.outside), folder.join(name), sealed)
    };
    share(desk, outside.as_ref(), package, &file, &sealed)
}

/// The name of a package's file and what is in it, if it waits.
fn closed(read: &Read<'_>, package: Uuid) -> Result<Option<(String, Vec<u8>)>, CommandError> {
    let sent = read.handovers().get(package, Direction::Sent)?;
    let Some((sent, sealed)) = sent.zip(read.outbox().sealed(package)?) else {
        return Ok(None);
    };
    let contact = read.contacts().get(sent.contact)?.ok_or_else(not_found)?;
    Ok(Some((file_name(package, &card_of(&contact)?), sealed)))
}

/// Writes the file and keeps that the package has left, where the vault was locked meanwhile when it is opened. One that was
/// given up while its file was written goes from there again.
fn share(
    desk: &Mutex<Desk>,
    outside: &dyn Outside,
    package: Uuid,
    file: &Path,
    sealed: &[u8],
) -> Result<(), CommandError> {
    let vault = at(desk).office()?.vault.id();
    outside.share(file, sealed)?;
    let is_given_up = at(desk).office().is_ok_and(|office| {
        let sent = office
            .vault
            .read(|read| read.handovers().get(package, Direction::Sent));
        sent.is_ok_and(|sent| sent.is_some_and(|sent| has(&sent, UNSENT)))
    });
    if is_given_up {
        return outside.remove(file);
    }
    let trace = Trace {
        outcomes: vec![Outcome {
            package,
            direction: Direction::Sent,
            step: SAVED,
            why: None,
        }],
        vault: Some(vault),
        ..Trace::default()
    };
    undone::note(&mut at(desk), trace);
    Ok(())
}

/// Writes down of a package that waited what is written down of one that leaves; of any other nothing.
pub(super) fn leave(office: &Office<'_>, write: &Write<'_>, sent: &Handover) -> Result<(), CommandError> {
    if !write.outbox().all()?.contains(&sent.id) {
        return Ok(());
    }
    let mut leaving = Waits::of(write, sent.id)?.leaving;
    if let Some(told) = &mut leaving.told {
        told.on = office.outside.today();
    }
    let contact = write.contacts().get(sent.contact)?.ok_or_else(not_found)?;
    leaving.note(office, write, &card_of(&contact)?, sent.subject)?;
    write.outbox_mut().remove(sent.id)?;
    trail::keep(office, write, Act::Export, "send_waiting", (sent.subject, None))
}

/// Keeps that a package that waits never left.
pub(super) fn give_up(
    office: &Office<'_>,
    write: &Write<'_>,
    package: Uuid,
    why: Option<&str>,
) -> Result<(), CommandError> {
    let sent = write.handovers().get(package, Direction::Sent)?;
    let sent = sent.ok_or_else(not_found)?;
    if !write.outbox_mut().remove(package)? {
        return Err(not_found());
    }
    let step = log::step(office, UNSENT, json!({ WHY: why }));
    write.handovers_mut().add_step(package, Direction::Sent, &step)?;
    trail::keep(office, write, Act::Write, "leave_unsent", (sent.subject, None))
}

/// The same of everything that waits, where the owner gets new keys: it is closed with the old ones.
pub(super) fn give_up_all(write: &Write<'_>, now: DateTime<Utc>) -> Result<(), CommandError> {
    for package in write.outbox().all()? {
        write.outbox_mut().remove(package)?;
        let step = HandoverStep {
            step: UNSENT.to_owned(),
            body: json!({ WHY: "new-keys" }),
            at: now,
        };
        write.handovers_mut().add_step(package, Direction::Sent, &step)?;
    }
    Ok(())
}

/// The same of everything that waits and is about a case, of which something is disposed of.
pub(crate) fn give_up_about(
    office: &Office<'_>,
    write: &Write<'_>,
    case: CaseId,
) -> Result<(), CommandError> {
    let waiting = write.outbox().all()?;
    let about = write.handovers().about_case(case)?.into_iter();
    let mut all = about.filter(|one| one.direction == Direction::Sent && waiting.contains(&one.id));
    all.try_for_each(|one| give_up(office, write, one.id, Some("disposed")))
}

/// Sends a package that waits not at all.
pub fn leave_unsent(office: &Office<'_>, package: String) -> Result<Vec<HandoverView>, CommandError> {
    let package = parsed(&package)?;
    office
        .vault
        .write(|write| give_up(office, write, package, None))?;
    log::handovers(office)
}

/// Saves a package that waits where the user chooses, to be brought some other way; false if the user changed their mind.
pub fn save_waiting(desk: &Mutex<Desk>, package: String) -> Result<bool, CommandError> {
    again::must_be_confirmed(desk, Kept::Before(Act::Export))?;
    let package = parsed(&package)?;
    sift(desk)?;
    let (outside, (name, sealed)) = {
        let desk = at(desk);
        let found = desk.office()?.vault.read(|read| closed(read, package))?;
        (Arc::clone(&desk.outside), found.ok_or_else(not_found)?)
    };
    let file: Option<PathBuf> = outside.ask_where(&name);
    let Some(file) = file else { return Ok(false) };
    share(desk, outside.as_ref(), package, &file, &sealed)?;
    Ok(true)
}

fn parsed(package: &str) -> Result<Uuid, CommandError> {
    package.parse().map_err(|_| not_found())
}
