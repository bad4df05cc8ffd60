//! Packages that the folder could not take when they were sent: on a stick that was not there, or a drive that was away. They
//! wait in the vault, closed, and are put into the folder when it can be reached. What may not leave any more by then does
//! not: whoever it is for may have gone, or the family may have taken its consent back.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use cases::CaseId;
use serde_json::json;
use uuid::Uuid;
use vault::{Act, Direction, Read, Subject, WaitingPackage, Write};

use super::log::{self, SAVED, UNSENT, WHY};
use super::outcome::{Closed, Outcome, keep, keep_outcome};
use super::sending::{file_name, sendable};
use super::{gathering, lending, mailbox};
use crate::desk::{Desk, Office, at};
use crate::disclosures;
use crate::error::{Code, CommandError};
use crate::outside::Outside;
use crate::people::not_found;
use crate::trail;
use crate::undone::{self, Trace};
use crate::wire::handover::{HandoverView, Sent};

/// Writes a package into the folder; where that takes nothing now, the package waits until it does.
///
/// # Errors
/// It can neither be written nor kept. Nothing left.
pub(crate) fn post(
    desk: &Mutex<Desk>,
    outside: &dyn Outside,
    file: &Path,
    closed: Closed,
) -> Result<Sent, CommandError> {
    match outside.share(file, &closed.sealed) {
        Err(_) if wait(&at(desk), &closed).is_ok() => Ok(Sent::Waits),
        shared => keep(desk, closed, shared).map(|()| Sent::Gone),
    }
}

fn wait(desk: &Desk, closed: &Closed) -> Result<(), CommandError> {
    let office = desk.office()?;
    if office.vault.id() != closed.vault {
        return Err(not_found());
    }
    let waiting = WaitingPackage {
        package: closed.id,
        sealed: closed.sealed.clone(),
        trace: closed.trace.to_body()?,
    };
    office
        .vault
        .write(|write| Ok::<_, CommandError>(write.outbox_mut().add(&waiting)?))
}

/// Puts what waits into the folder, which can be reached; what the folder does not take after all waits on.
pub(super) fn post_all(desk: &Mutex<Desk>) -> Result<(), CommandError> {
    let all = at(desk).office()?.vault.read(|read| read.outbox().all())?;
    for package in all {
        let (outside, ready) = {
            let desk = at(desk);
            let office = desk.office()?;
            (Arc::clone(&desk.outside), ready(&office, package)?)
        };
        let Some((file, sealed)) = ready else { continue };
        if outside.share(&file, &sealed).is_err() {
            break;
        }
        gone(
            desk,
            outside.as_ref(),
            package,
            &file,
            |office, write, subject| trail::keep(office, write, Act::Export, "send_waiting", (subject, None)),
        )?;
    }
    Ok(())
}

/// Where a package goes and its bytes, if it may leave; else it is given up, with the reason.
fn ready(office: &Office<'_>, package: Uuid) -> Result<Option<(PathBuf, Vec<u8>)>, CommandError> {
    let Some(folder) = mailbox::folder(office)? else {
        return Ok(None);
    };
    let ready = office.vault.read(|read| {
        let Some(waiting) = read.outbox().get(package)? else {
            return Ok(None);
        };
        let name = name_if_it_may_go(office, read, &waiting)?;
        Ok::<_, CommandError>(Some((folder.join(name), waiting.sealed)))
    });
    match ready {
        Err(error) if REASONS.iter().any(|code| code.as_str() == error.code) => {
            office
                .vault
                .write(|write| give_up(office, write, package, Some(&error.code)))?;
            Ok(None)
        }
        ready => ready,
    }
}

/// Why a package may not leave any more.
const REASONS: [Code; 6] = [
    Code::ContactUnverified,
    Code::ContactEnded,
    Code::PackageOutOfTime,
    Code::ProtectedPrintOnly,
    Code::DisclosureNotCovered,
    Code::NotFound,
];

/// How the file of a package is called.
///
/// # Errors
/// One of [`REASONS`].
fn name_if_it_may_go(
    office: &Office<'_>,
    read: &Read<'_>,
    waiting: &WaitingPackage,
) -> Result<String, CommandError> {
    let sent = read.handovers().get(waiting.package, Direction::Sent)?;
    let sent = sent.ok_or_else(not_found)?;
    let card = sendable(read, sent.contact)?;
    let today = office.outside.today();
    let ends = [log::expires(&sent), lending::until(&sent)];
    if ends.into_iter().flatten().any(|day| day < today) {
        return Err(CommandError::new(Code::PackageOutOfTime));
    }
    if let Some(case) = sent.subject.case {
        gathering::case_and_pupil(read, case)?;
    }
    for event in Trace::from_body(office, waiting.trace.clone())?.events {
        if let Some(event) = read.events().get(event)? {
            disclosures::must_stand(office, read, &event)?;
        }
    }
    Ok(file_name(waiting.package, &card))
}

/// Keeps that a package that waited has left; one that was given up while its file was written goes from there again. Where
/// that cannot be kept it waits on, and leaves once more: whoever has taken it in passes over it.
fn gone(
    desk: &Mutex<Desk>,
    outside: &dyn Outside,
    package: Uuid,
    file: &Path,
    also: impl FnOnce(&Office<'_>, &Write<'_>, Subject) -> Result<(), CommandError>,
) -> Result<(), CommandError> {
    let desk = at(desk);
    let office = desk.office()?;
    let outcome = Outcome {
        package,
        direction: Direction::Sent,
        step: SAVED,
    };
    let waited = office.vault.write(|write| {
        let sent = write.handovers().get(package, Direction::Sent)?;
        let waited = write.outbox_mut().remove(package)?;
        if let Some(sent) = sent.filter(|_| waited) {
            also(&office, write, sent.subject)?;
            keep_outcome(&office, write, &outcome)?;
        }
        Ok::<_, CommandError>(waited)
    })?;
    match waited {
        true => Ok(()),
        false => outside.remove(file),
    }
}

/// Keeps that a package that waits never left, and so what was written down of it never was.
pub(super) fn give_up(
    office: &Office<'_>,
    write: &Write<'_>,
    package: Uuid,
    why: Option<&str>,
) -> Result<(), CommandError> {
    let waiting = write.outbox().get(package)?.ok_or_else(not_found)?;
    let step = log::step(office, UNSENT, json!({ WHY: why }));
    write.handovers_mut().add_step(package, Direction::Sent, &step)?;
    write.outbox_mut().remove(package)?;
    undone::say_within(office, write, &Trace::from_body(office, waiting.trace)?)
}

/// The same of everything that waits: the vault gets a new owner, in whose name it was not sent.
pub(crate) fn give_up_all(office: &Office<'_>, write: &Write<'_>) -> Result<(), CommandError> {
    let mut all = write.outbox().all()?.into_iter();
    all.try_for_each(|package| give_up(office, write, package, None))
}

/// The same of everything that waits and is about a case, of which something goes.
pub(crate) fn give_up_about(
    office: &Office<'_>,
    write: &Write<'_>,
    case: CaseId,
) -> Result<(), CommandError> {
    let waiting = write.outbox().all()?;
    let about = write.handovers().about_case(case)?.into_iter();
    let mut all = about.filter(|one| one.direction == Direction::Sent && waiting.contains(&one.id));
    all.try_for_each(|one| give_up(office, write, one.id, None))
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
    let package = parsed(&package)?;
    let (name, sealed, outside) = {
        let desk = at(desk);
        let office = desk.office()?;
        let (name, sealed) = office.vault.read(|read| {
            let waiting = read.outbox().get(package)?.ok_or_else(not_found)?;
            let name = name_if_it_may_go(&office, read, &waiting)?;
            Ok::<_, CommandError>((name, waiting.sealed))
        })?;
        (name, sealed, Arc::clone(&desk.outside))
    };
    let Some(file) = outside.ask_where(&name) else {
        return Ok(false);
    };
    outside.share(&file, &sealed)?;
    gone(desk, outside.as_ref(), package, &file, |_, _, _| Ok(()))?;
    Ok(true)
}

fn parsed(package: &str) -> Result<Uuid, CommandError> {
    package.parse().map_err(|_| not_found())
}
