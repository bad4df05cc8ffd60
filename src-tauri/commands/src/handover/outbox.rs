//! Packages that were sent while the folder through which they go was away: on a stick that was not there, or a drive that did
//! not answer. They wait in the vault, closed, and are put into the folder when it can be reached. Nothing is written down
//! as told before that. What may not leave any more by then does not: whoever it is for may have gone, or the family may have
//! taken its consent back.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, Mutex};

use cases::{CaseId, Disclosure, DocumentId, DocumentState, EventKind, PupilId};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use exchange::handover::{Kind, NameCard};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;
use vault::{Act, Direction, Handover, HandoverStep, Read, StoreError, Subject, Write};

use super::contacts::card_of;
use super::log::{self, SAVED, UNSENT, WHY};
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

/// Under which name it is kept that what did not leave had waited: the user may not know of it.
const WAITED: &str = "waited";
/// How long a folder that took nothing is left alone, while nobody looks.
const PAUSE: TimeDelta = TimeDelta::minutes(10);
/// Under which name it is kept when the user last looked at the post.
const SEEN: &str = "post seen";

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
    /// Whose identity was protected when it was closed.
    pub protected: BTreeSet<PupilId>,
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
/// Something of the case is disposed of.
const DISPOSED: &str = "disposed";
/// The owner has other keys than those it is closed with.
pub(super) const NEW_KEYS: &str = "new-keys";
/// The vault was brought back from a backup.
pub(crate) const RESTORED: &str = "restored";

/// That a package may leave today.
///
/// # Errors
/// One of [`REASONS`], or whatever keeps that from being known.
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
    if sent.kind == Kind::Figures.as_str() && !protected(read)?.is_subset(&waits.protected) {
        return refuse(Code::ProtectedPrintOnly);
    }
    for document in &waits.leaving.documents {
        read.documents().get(*document)?.ok_or_else(not_found)?;
        // What is void goes along with a whole case.
        let is_void = read.documents().state(*document)? == DocumentState::Cancelled;
        if is_void && sent.kind != Kind::CaseTransfer.as_str() {
            return refuse(Code::DocumentVoid);
        }
    }
    match (&waits.leaving.told, sent.subject.case) {
        (Some(told), Some(case)) => disclosures::must_stand(office, read, case, told),
        _ => Ok(()),
    }
}

/// Whether the case and the documents are there that are written down as sent when a package that waits leaves.
pub(crate) fn is_all_there(read: &Read<'_>, sent: &Handover) -> Result<bool, CommandError> {
    let case = sent.subject.case.map(|case| read.cases().get(case)).transpose()?;
    let mut all = case.is_none_or(|case| case.is_some());
    for document in Waits::of(read, sent.id)?.leaving.documents {
        all &= read.documents().get(document)?.is_some();
    }
    Ok(all)
}

/// The pupils whose identity is protected. Figures tell of many, and not by whom the vault knows.
pub(super) fn protected(read: &Read<'_>) -> Result<BTreeSet<PupilId>, CommandError> {
    let pupils = read.pupils().all()?.into_iter();
    let protected = pupils.filter(|pupil| pupil.is_protected());
    Ok(protected.map(|pupil| pupil.id).collect())
}

/// Whether a package that waits may leave now. One that may not is given up, with the reason.
///
/// # Errors
/// It cannot be known, and so it stays.
fn may_leave(office: &Office<'_>, package: Uuid) -> Result<bool, CommandError> {
    let allowed = office.vault.read(|read| {
        let sent = read.handovers().get(package, Direction::Sent)?;
        let sent = sent.ok_or_else(not_found)?;
        must_be_allowed(office, read, &sent, &Waits::of(read, package)?)
    });
    let is_reason = |why: &CommandError| REASONS.iter().any(|code| code.as_str() == why.code);
    match allowed {
        Err(why) if is_reason(&why) => {
            let why = Some(why.code.as_str());
            office.vault.write(|write| give_up(office, write, package, why))?;
            Ok(false)
        }
        allowed => allowed.map(|()| true),
    }
}

/// Gives up what may not leave any more: what waits for a folder that never comes back is not kept for ever.
pub(super) fn sift(desk: &Mutex<Desk>) -> Result<(), CommandError> {
    let mut desk = at(desk);
    undone::settle(&mut desk);
    let office = desk.office()?;
    for package in office.vault.read(|read| read.outbox().all())? {
        // What cannot be known today is asked again.
        may_leave(&office, package).ok();
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
        let all = office.vault.read(|read| read.outbox().all())?;
        post.goes_out = !all.is_empty();
        all
    };
    let mut stuck = None;
    for package in all {
        stuck = stuck.or(put_in_folder(desk, package).err());
    }
    // The vault may have been locked meanwhile, and opened again.
    if let Ok((office, post)) = at(desk).post() {
        post.goes_out = false;
        post.stuck = stuck.map(|why| (why, office.outside.now()));
    }
    Ok(())
}

/// The same, unless the folder took something not a moment ago.
pub(super) fn post_again(desk: &Mutex<Desk>) -> Result<(), CommandError> {
    let rests = {
        let mut desk = at(desk);
        let (office, post) = desk.post()?;
        let now = office.outside.now();
        let tried = post.stuck.as_ref();
        tried.is_some_and(|(_, at)| now.signed_duration_since(*at) < PAUSE)
    };
    match rests {
        true => Ok(()),
        false => post_all(desk),
    }
}

fn put_in_folder(desk: &Mutex<Desk>, package: Uuid) -> Result<(), CommandError> {
    let (outside, file, goes) = {
        let desk = at(desk);
        let office = desk.office()?;
        let Some(folder) = mailbox::folder(&office)? else {
            return Ok(());
        };
        let Some(goes) = begin(&office, package, "send_waiting")? else {
            return Ok(());
        };
        (Arc::clone(&desk.outside), folder.join(&goes.name), goes)
    };
    share(desk, outside.as_ref(), &file, goes)
}

/// A package whose file is about to be written, which is kept.
struct Goes {
    package: Uuid,
    name: String,
    sealed: Vec<u8>,
    /// The trail's entry of it.
    trace: Trace,
}

/// Keeps that the file of a package is being written from now on, if it waits and may leave: nothing leaves without a trace,
/// and what may have left is never said not to have.
fn begin(office: &Office<'_>, package: Uuid, command: &'static str) -> Result<Option<Goes>, CommandError> {
    let waits = office.vault.read(|read| read.outbox().all())?.contains(&package);
    if !waits || !may_leave(office, package)? {
        return Ok(None);
    }
    office.vault.write(|write| {
        let sent = write.handovers().get(package, Direction::Sent)?;
        let (sent, sealed) = sent.zip(write.outbox().sealed(package)?).ok_or_else(not_found)?;
        write.outbox_mut().begin(package, Some(office.outside.now()))?;
        let about = (sent.subject, None);
        Ok(Some(Goes {
            package,
            name: name(write, &sent)?,
            sealed,
            trace: trail::keep_leaving(office, write, Act::Export, command, about)?,
        }))
    })
}

/// How the file of a package is called.
fn name(read: &Read<'_>, sent: &Handover) -> Result<String, CommandError> {
    let contact = read.contacts().get(sent.contact)?.ok_or_else(not_found)?;
    Ok(file_name(sent.id, &card_of(&contact)?))
}

/// Writes the file and keeps that the package has left, or that it did not; where the vault was locked meanwhile, when it is
/// opened.
fn share(desk: &Mutex<Desk>, outside: &dyn Outside, file: &Path, goes: Goes) -> Result<(), CommandError> {
    let shared = outside.share(file, &goes.sealed);
    let mut desk = at(desk);
    let trace = match shared {
        Ok(()) => Trace {
            outcomes: vec![Outcome {
                package: goes.package,
                direction: Direction::Sent,
                step: SAVED,
                why: None,
            }],
            vault: goes.trace.vault,
            ..Trace::default()
        },
        Err(_) => {
            // Where this cannot be kept it may have left, for all that is known.
            let stays =
                |write: &Write<'_>| Ok::<_, CommandError>(write.outbox_mut().begin(goes.package, None)?);
            _ = desk.office().map(|office| office.vault.write(stays).ok());
            goes.trace
        }
    };
    undone::note(&mut desk, trace);
    shared
}

/// Writes down of a package that waited what is written down of one that leaves; of any other nothing.
pub(super) fn leave(office: &Office<'_>, write: &Write<'_>, sent: &Handover) -> Result<(), CommandError> {
    if !write.outbox().all()?.contains(&sent.id) {
        return Ok(());
    }
    let mut leaving = Waits::of(write, sent.id)?.leaving;
    if let Some(told) = &mut leaving.told {
        let left = write
            .outbox()
            .begun(sent.id)?
            .unwrap_or_else(|| office.outside.now());
        told.on = office.outside.local(left).date_naive();
    }
    let contact = write.contacts().get(sent.contact)?.ok_or_else(not_found)?;
    leaving.note(office, write, &card_of(&contact)?, sent.subject)?;
    write.outbox_mut().remove(sent.id)?;
    Ok(())
}

/// Keeps that a package that waits never left. Of one whose file was begun nobody knows that: it waits no more, and it
/// stands as told.
pub(super) fn give_up(
    office: &Office<'_>,
    write: &Write<'_>,
    package: Uuid,
    why: Option<&str>,
) -> Result<(), CommandError> {
    let sent = write.handovers().get(package, Direction::Sent)?;
    let sent = sent.ok_or_else(not_found)?;
    trail::keep(office, write, Act::Write, "leave_unsent", (sent.subject, None))?;
    if write.outbox().begun(package)?.is_some() {
        return leave(office, write, &sent);
    }
    match write.outbox_mut().remove(package)? {
        true => unsent(write, package, why, office.outside.now()),
        false => Err(not_found()),
    }
}

fn unsent(
    write: &Write<'_>,
    package: Uuid,
    why: Option<&str>,
    at: DateTime<Utc>,
) -> Result<(), CommandError> {
    let step = HandoverStep {
        step: UNSENT.to_owned(),
        body: json!({ WHY: why, WAITED: true }),
        at,
    };
    Ok(write.handovers_mut().add_step(package, Direction::Sent, &step)?)
}

/// The same of everything that waits, where the owner gets new keys or the vault is brought back from a backup that tells
/// nothing of what became of it.
pub(crate) fn give_up_all(write: &Write<'_>, why: &str, now: DateTime<Utc>) -> Result<(), CommandError> {
    for package in write.outbox().all()? {
        strike(write, package, why, now)?;
    }
    Ok(())
}

/// The same of one that is not to wait in a backup that is restored.
pub(crate) fn strike(
    write: &Write<'_>,
    package: Uuid,
    why: &str,
    now: DateTime<Utc>,
) -> Result<(), CommandError> {
    let may_have_left = write.outbox().begun(package)?.is_some();
    write.outbox_mut().remove(package)?;
    match may_have_left {
        true => Ok(()),
        false => unsent(write, package, Some(why), now),
    }
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
    all.try_for_each(|one| give_up(office, write, one.id, Some(DISPOSED)))
}

/// How many packages were given up with a reason since the post was looked at last.
pub(super) fn unseen(read: &Read<'_>) -> Result<usize, CommandError> {
    let seen: Option<DateTime<Utc>> = read.settings().preference(SEEN)?;
    let is_new = |step: &HandoverStep| {
        let has = |name: &str| step.body.get(name).is_some_and(|value| !value.is_null());
        has(WAITED) && has(WHY) && seen.is_none_or(|seen| seen < step.at)
    };
    let all = read.handovers().all()?.into_iter();
    Ok(all.filter(|one| one.steps.iter().any(is_new)).count())
}

/// Keeps that the user has looked at the post.
pub(super) fn see(office: &Office<'_>) -> Result<(), CommandError> {
    if office.vault.read(unseen)? == 0 {
        return Ok(());
    }
    let now = office.outside.now();
    office
        .vault
        .write(|write| Ok::<_, CommandError>(write.settings_mut().set_preference(SEEN, &now, now)?))
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
    let (outside, name) = {
        let desk = at(desk);
        let office = desk.office()?;
        let name = office.vault.read(|read| {
            let sent = read.handovers().get(package, Direction::Sent)?;
            name(read, &sent.ok_or_else(not_found)?)
        })?;
        (Arc::clone(&desk.outside), name)
    };
    let Some(file) = outside.ask_where(&name) else {
        return Ok(false);
    };
    let goes = begin(&at(desk).office()?, package, "save_waiting")?.ok_or_else(not_found)?;
    share(desk, outside.as_ref(), &file, goes)?;
    Ok(true)
}

fn parsed(package: &str) -> Result<Uuid, CommandError> {
    package.parse().map_err(|_| not_found())
}
