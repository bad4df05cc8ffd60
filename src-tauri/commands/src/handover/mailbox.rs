//! The folder through which packages go: on a shared drive or a stick. Everybody puts packages into the same one, named
//! by the digits of whom they are for; what lies there is closed to all others.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use exchange::handover::Kind;
use uuid::Uuid;
use vault::{Direction, Handover, Read};

use super::log::{ACCEPTED, DONE, REJECTED, has};
use super::parcels::{self, parcels, read_now};
use super::{answering, clearing, outbox, own_card};
use crate::desk::{Desk, Office, at};
use crate::error::CommandError;
use crate::outside::Outside;
use crate::wire::handover::{News, Parcels};

/// How the files of packages end.
pub(super) const ENDING: &str = "lotspaket";
/// Under which name the folder is kept.
pub(crate) const FOLDER: &str = "mailbox";

/// The folder, if one is set.
pub(crate) fn folder(office: &Office<'_>) -> Result<Option<PathBuf>, CommandError> {
    let kept: Option<Option<PathBuf>> = office.vault.read(|read| read.settings().preference(FOLDER))?;
    Ok(kept.flatten())
}

/// Whether a folder through which something is to go cannot be reached now.
pub(crate) fn is_away(outside: &dyn Outside, folder: Option<&Path>) -> bool {
    folder.is_some_and(|folder| outside.list(folder).is_err())
}

fn keep(office: &Office<'_>, folder: Option<PathBuf>) -> Result<(), CommandError> {
    let now = office.outside.now();
    office
        .vault
        .write(|write| Ok::<_, CommandError>(write.settings_mut().set_preference(FOLDER, &folder, now)?))
}

/// Asks for the folder, and looks into it; nothing if the user changed their mind.
pub fn choose_mailbox(desk: &Mutex<Desk>) -> Result<Option<Parcels>, CommandError> {
    let outside = {
        let desk = at(desk);
        desk.office()?;
        Arc::clone(&desk.outside)
    };
    let Some(folder) = outside.choose_folder() else {
        return Ok(None);
    };
    keep(&at(desk).office()?, Some(folder))?;
    look_in_mailbox(desk).map(Some)
}

/// Uses no folder any more.
pub fn forget_mailbox(desk: &mut Desk) -> Result<Parcels, CommandError> {
    keep(&desk.office()?, None)?;
    desk.post()?.1.left.clear();
    parcels(desk)
}

/// The files in the folder that are for this vault, or that it cannot be read; nothing where none is set. The folder may
/// be on a drive that does not answer, so that the desk is free while it is listed.
pub(super) fn list(desk: &Mutex<Desk>) -> Result<Option<Result<Vec<PathBuf>, CommandError>>, CommandError> {
    let (folder, prefixes, outside) = {
        let desk = at(desk);
        let office = desk.office()?;
        // What goes to an earlier card is still opened.
        let names = own_card::own_names(&office)?.into_iter();
        let prefixes: Vec<String> = names.map(|name| own_card::digits(&name) + "-").collect();
        (folder(&office)?, prefixes, Arc::clone(&desk.outside))
    };
    let Some(folder) = folder else { return Ok(None) };
    let is_mine = |file: &PathBuf| {
        let name = file_name(file);
        prefixes.iter().any(|prefix| name.starts_with(prefix)) && name.ends_with(&format!(".{ENDING}"))
    };
    let found = outside.list(&folder);
    Ok(Some(
        found.map(|files| files.into_iter().filter(is_mine).collect()),
    ))
}

/// What a file is called, without its folder.
pub(super) fn file_name(file: &Path) -> &str {
    file.file_name()
        .and_then(|name| name.to_str())
        .unwrap_or_default()
}

/// What is new in the post. Files in the folder that were neither opened nor taken in or sent back are counted by their names
/// alone: nothing is opened before somebody looks. What waits for the folder goes as soon as that is there.
pub fn news_in_mailbox(desk: &Mutex<Desk>) -> Result<News, CommandError> {
    outbox::sift(desk)?;
    let files = list(desk)?.and_then(Result::ok);
    match files {
        Some(_) => outbox::post_again(desk)?,
        // Another folder may come in its place.
        None => at(desk).post()?.1.stuck = None,
    }
    let mut desk = at(desk);
    let (office, waiting) = desk.post()?;
    let read = |read: &Read<'_>| Ok::<_, CommandError>((read.handovers().all()?, outbox::unseen(read)?));
    let (all, unsent) = office.vault.read(read)?;
    // An answer's file is called after what it answers.
    let known = all.into_iter();
    let known = known.filter(|one| one.direction == Direction::Received || has_its_last_answer(one));
    let known: BTreeSet<String> = known.map(|one| tail(one.id)).collect();
    let is_new = |file: &&PathBuf| !waiting.looked_at.contains(*file) && !known.contains(package_of(file));
    Ok(News {
        packages: files.unwrap_or_default().iter().filter(is_new).count(),
        unsent,
        stuck: waiting.stuck.is_some(),
    })
}

/// Whether no further answer can come to a package that was sent: what asks for something is done after it was taken in, and
/// what is lent is given back.
fn has_its_last_answer(sent: &Handover) -> bool {
    let kinds = [Kind::Order, Kind::SectionRequest, Kind::CaseShare];
    let is_followed = kinds.iter().any(|kind| kind.as_str() == sent.kind);
    has(sent, REJECTED) || has(sent, DONE) || (has(sent, ACCEPTED) && !is_followed)
}

/// The last digits of the id of the package that a file says it is.
pub(super) fn package_of(file: &Path) -> &str {
    let stem = file_name(file).trim_end_matches(ENDING).trim_end_matches('.');
    stem.rsplit('-').next().unwrap_or_default()
}

/// The last digits of a package's id, as they stand in the name of its file.
pub(super) fn tail(package: Uuid) -> String {
    let id = package.simple().to_string();
    let from = id.len().saturating_sub(own_card::DIGITS);
    id.get(from..).unwrap_or_default().to_owned()
}

/// Opens what lies in the folder for this vault and was not opened before, removes what was dealt with before, and puts
/// there what waits for it.
pub fn look_in_mailbox(desk: &Mutex<Desk>) -> Result<Parcels, CommandError> {
    outbox::see(&at(desk).office()?)?;
    let Some(found) = list(desk)? else {
        return read_now(desk);
    };
    let reachable = found.is_ok();
    if reachable {
        outbox::post_all(desk)?;
    }
    parcels::open_files(desk, found.unwrap_or_default(), true)?;
    clearing::clear(desk)?;
    if reachable {
        answering::post_all(desk)?;
    }
    at(desk).post()?.1.reachable = reachable;
    read_now(desk)
}
