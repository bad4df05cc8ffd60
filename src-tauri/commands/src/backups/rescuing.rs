//! A vault whose owner has left and that lies in backups alone: made anew of one of them by the holders of the
//! municipality's key together. None of it holds the desk: a place may be a network drive.
//!
//! Before a backup is chosen nothing of a vault is shown but whose it is and how much is in it; before anything else, its
//! trail says who opened it and why.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex};

use chrono::{DateTime, Utc};
use uuid::Uuid;
use vault::{Act, Backup, Chest, Key, MunicipalityKey, MunicipalitySecret, NewEntry, Shelf, Subject};

use super::looking::owner;
use super::restoring::{Work, no_room, not_found, parsed};
use super::running::Running;
use super::unread::{beside, silent, unread};
use crate::desk::{Desk, at};
use crate::error::{Code, CommandError};
use crate::municipality::offered;
use crate::outside::{Outside, on_the_clock};
use crate::rescue::{self, end_rescue};
use crate::wire::backup::UnreadShelf;
use crate::wire::municipality::{RescueBackup, RescueBackups, RescueView};

/// What the audit trail calls it.
const COMMAND: &str = "restore_rescued";

/// Lets the user choose where the backups lie, and says which key opens them; nothing if the user changed their mind. What
/// was begun before is given up.
pub fn begin_rescue_from_backups(desk: &Mutex<Desk>) -> Result<Option<RescueView>, CommandError> {
    let outside = {
        let mut desk = at(desk);
        desk.must_be_closed()?;
        end_rescue(&mut desk)?;
        Arc::clone(&desk.outside)
    };
    let Some(place) = outside.choose_folder() else {
        return Ok(None);
    };
    let (mut shelves, passed_over) = Shelf::sorted(&place).map_err(vault::Error::from)?;
    shelves.extend(passed_over);
    let wanted = offered(outside.as_ref())?.map(|(key, _)| key);
    let (key, shelves) = opened_by_one(shelves, wanted)?;
    let mut desk = at(desk);
    desk.must_be_closed()?;
    Ok(Some(rescue::begin(&mut desk, key, shelves)))
}

/// The shelves that one key of the municipality's opens: the one in its settings, where any is opened by it. Those that do
/// not say which key opens them come along, to be told of.
fn opened_by_one(
    shelves: Vec<Shelf>,
    wanted: Option<MunicipalityKey>,
) -> Result<(MunicipalityKey, Vec<Shelf>), CommandError> {
    let mut failed: vault::Error = match shelves.is_empty() {
        true => vault::BackupError::None.into(),
        false => vault::UnlockError::NoMunicipalityKey.into(),
    };
    let (mut keyed, mut unread) = (Vec::new(), Vec::new());
    for shelf in shelves {
        match shelf.said() {
            Ok((_, Some(key))) => keyed.push((shelf, key)),
            Ok((_, None)) => {}
            Err(error) => {
                failed = error;
                unread.push(shelf);
            }
        }
    }
    let mut keys = keyed.iter().map(|(_, key)| *key);
    let first = keys.clone().next().ok_or(failed)?;
    let key = keys.find(|key| Some(*key) == wanted).unwrap_or(first);
    let by_it = keyed.into_iter().filter(|(_, other)| *other == key);
    Ok((key, by_it.map(|(shelf, _)| shelf).chain(unread).collect()))
}

/// The backups that the key of the holders opens, and where something could not be read.
pub fn rescue_backups(desk: &Mutex<Desk>) -> Result<RescueBackups, CommandError> {
    let ((secret, shelves), folder, outside) = {
        let mut desk = at(desk);
        let given = rescue::given(&mut desk)?;
        (given, desk.folder.clone(), Arc::clone(&desk.outside))
    };
    let (mut rows, mut failed) = (Vec::new(), None);
    let mut unreads: Vec<UnreadShelf> = shelves.iter().filter_map(silent).collect();
    for (vault, shelves) in by_vault(&shelves) {
        let (chests, left) = opened(&shelves, &folder, &secret, outside.now());
        if let Some((shelves, error)) = left {
            unreads.extend(shelves.iter().map(|shelf| unread(shelf.path(), error.clone())));
            failed = Some(error);
        }
        for chest in chests {
            let own: Vec<Shelf> = shelves
                .iter()
                .filter(|shelf| chest.holds(shelf))
                .cloned()
                .collect();
            // One vault's damaged shelf keeps nobody from another's.
            let backups = match chest.backups() {
                Ok(backups) => backups,
                Err(error) => {
                    unreads.extend(own.iter().map(|shelf| unread(shelf.path(), error.clone())));
                    failed = Some(error);
                    continue;
                }
            };
            unreads.extend(beside(&chest, &backups, &own));
            // What an earlier owner's shelf has as well is listed with the later one's.
            for row in listed(&chest, vault, backups, &folder, outside.as_ref()) {
                if rows.iter().all(|other: &RescueBackup| other.id != row.id) {
                    rows.push(row);
                }
            }
        }
    }
    if let (true, Some(error)) = (rows.is_empty(), failed) {
        return Err(error.into());
    }
    // It keeps the order of what belongs together.
    rows.sort_by_cached_key(|row| row.owner.as_deref().map(cases::swedish_order));
    Ok(RescueBackups {
        backups: rows,
        unread: unreads,
    })
}

/// The backups of a vault as the window lists them.
fn listed(
    chest: &Chest,
    vault: Uuid,
    backups: Vec<Backup>,
    folder: &Path,
    outside: &dyn Outside,
) -> Vec<RescueBackup> {
    let mut staged = backups.iter().filter_map(|one| chest.stage(one.at, folder).ok());
    let owner = staged.find_map(|mut staged| owner(&mut staged).ok());
    let rows = backups.into_iter().map(|backup| RescueBackup {
        id: format!("{vault}/{}", backup.at.to_rfc3339()),
        owner: owner.clone(),
        made: on_the_clock(outside, backup.at),
        pupils: backup.contents.pupils,
        cases: backup.contents.cases,
        papers: backup.contents.papers,
        unreadable: backup.unreadable,
    });
    rows.collect()
}

/// One vault's shelves, opened, those of its latest owner first, and those that the key does not open, with the reason. By
/// what a shelf from before another owner holds, nothing that came later is opened, so that such a shelf is a chest of its
/// own.
fn opened(shelves: &[Shelf], folder: &Path, secret: &MunicipalitySecret, now: DateTime<Utc>) -> Opened {
    let (mut chests, mut left, mut refused) = (Vec::new(), shelves.to_vec(), None);
    while !left.is_empty() {
        match Chest::open(&left, folder, &Key::Municipality(secret), now) {
            Ok(chest) => {
                left.retain(|shelf| !chest.holds(shelf));
                chests.push(chest);
            }
            Err(error) => refused = Some((std::mem::take(&mut left), error)),
        }
    }
    chests.sort_by_key(|chest| Reverse(chest.generation()));
    (chests, refused)
}

/// What was opened, and what was not.
type Opened = (Vec<Chest>, Option<(Vec<Shelf>, vault::Error)>);

/// The shelves of each vault.
fn by_vault(shelves: &[Shelf]) -> BTreeMap<Uuid, Vec<Shelf>> {
    let mut of: BTreeMap<Uuid, Vec<Shelf>> = BTreeMap::new();
    for shelf in shelves {
        if let Ok((vault, _)) = shelf.said() {
            of.entry(vault).or_default().push(shelf.clone());
        }
    }
    of
}

/// Makes the vault of a backup where none is that can be opened, and opens it for the holders of the key. In its trail stands
/// who they are and on which ground before it is a vault at all.
pub fn restore_rescued(
    desk: &Mutex<Desk>,
    backup: String,
    reason: String,
) -> Result<RescueView, CommandError> {
    restore(desk, &backup, &reason).map_err(no_room)
}

fn restore(desk: &Mutex<Desk>, backup: &str, reason: &str) -> Result<RescueView, CommandError> {
    let (vault, made) = named(backup)?;
    let (why, (secret, shelves), folder, outside, running) = {
        let mut sitting = at(desk);
        let why = rescue::ground(&mut sitting, reason)?;
        let given = rescue::given(&mut sitting)?;
        let (folder, outside) = (sitting.folder.clone(), Arc::clone(&sitting.outside));
        (why, given, folder, outside, Running::begin(desk, &mut sitting)?)
    };
    let shelves = by_vault(&shelves).remove(&vault).ok_or_else(not_found)?;
    let (chests, left) = opened(&shelves, &folder, &secret, outside.now());
    drop(secret);
    let has_it = |chest: &Chest| {
        let backups = chest.backups().unwrap_or_default();
        backups.iter().any(|backup| backup.at == made)
    };
    let chest = chests.into_iter().find(has_it);
    let chest = chest.ok_or_else(|| left.map_or_else(not_found, |(_, error)| error.into()))?;
    let mut present = chest.present(&folder)?;
    if present.vault().is_some() {
        return Err(CommandError::new(Code::VaultToBeOpened));
    }
    let staged = chest.stage(made, &folder)?;
    let now = outside.now();
    let mut work = Work {
        chest,
        staged,
        made,
        folder,
        outside,
    };
    work.prepare(&mut present, &running)?;
    work.staged.write(|write| {
        write.trail_mut().add(&NewEntry {
            at: now,
            act: Act::Open,
            command: COMMAND,
            subject: Subject::default(),
            why: Some(&why),
            follows: None,
        })
    })?;
    running.go_on()?;
    let made = work.staged.install(&work.chest, present)?;
    // Opening the vault does it too.
    let _ = made.forget_gone();
    let mut sitting = running.sit()?;
    rescue::opened(&mut sitting, made, why)
}

/// The vault and the time by which a backup is asked for.
fn named(backup: &str) -> Result<(Uuid, DateTime<Utc>), CommandError> {
    let (vault, made) = backup.split_once('/').ok_or_else(not_found)?;
    Ok((vault.parse().map_err(|_| not_found())?, parsed(made)?))
}
