//! Making a backup in every place that is there.

use std::path::Path;
use std::sync::{Arc, Mutex};

use chrono::{DateTime, Utc};
use vault::{Act, Backup, Copier, Shelf, Subject};

use super::restoring::is_full;
use super::running::Running;
use super::{FIRST, Known, LAST, UNREADABLE, day};
use crate::desk::{Desk, at};
use crate::error::{Code, CommandError};
use crate::outside::Outside;
use crate::trail;
use crate::undone::{self, Trace};

/// Copies the vault to every place that is there and wanted, and thins what lies where it succeeded. The desk is free
/// meanwhile; it ends when the vault is locked. Every place is tried before an error is said. The audit trail keeps what
/// leaves for the other place, as what `command` did.
pub(super) fn make(
    desk: &Mutex<Desk>,
    command: &'static str,
    is_wanted: impl Fn(&Path) -> bool,
) -> Result<(), CommandError> {
    let known = Known::at(desk)?;
    let outside = Arc::clone(&known.outside);
    let (copier, running) = {
        let mut sitting = at(desk);
        let copier = sitting.office()?.vault.copier();
        (copier, Running::begin(desk, &mut sitting)?)
    };
    // The same for all places: whoever looks for it finds one backup, wherever it is fetched from.
    let now = outside.now();
    let mut failed = Ok(());
    for (is_own, place) in known.places.all() {
        if !known.is_there(is_own, place) || !is_wanted(place) {
            continue;
        }
        let shelf = Shelf::of(place, copier.vault());
        let trace = match is_own {
            true => Trace::default(),
            false => match leaving(&running, command) {
                Ok(trace) => trace,
                Err(error) => {
                    running.go_on()?;
                    failed = Err(error);
                    continue;
                }
            },
        };
        let made = copy(&running, &copier, &shelf, now, outside.as_ref());
        // What fails here is done with the next backup.
        renew_header(&running, &copier, &shelf).ok();
        match made {
            Ok(backup) => {
                // What could not be removed today is tried again by the next one.
                thin(&shelf, &copier, outside.as_ref()).ok();
                if let Err(error) = keep(&running, &known, is_own, &backup, now) {
                    running.go_on()?;
                    failed = Err(error);
                }
            }
            Err(error) => {
                undone::not_done(desk, trace);
                running.go_on()?;
                failed = Err(if is_own { error } else { elsewhere(&error, place) });
            }
        }
    }
    failed
}

/// Keeps in the audit trail that a copy of the vault leaves it, before it does.
fn leaving(running: &Running<'_>, command: &'static str) -> Result<Trace, CommandError> {
    let desk = running.sit()?;
    let office = desk.office()?;
    let about = (Subject::default(), None);
    office
        .vault
        .write(|write| trail::keep_leaving(&office, write, Act::Export, command, about))
}

fn copy(
    running: &Running<'_>,
    copier: &Copier,
    shelf: &Shelf,
    at: DateTime<Utc>,
    outside: &dyn Outside,
) -> Result<Backup, CommandError> {
    let mut copying = copier.begin(shelf, at)?;
    while copying.step()? {
        running.go_on()?;
    }
    running.go_on()?;
    Ok(copying.finish(&mut |bytes: &mut [u8]| outside.random(bytes))?)
}

/// Puts today's header in a place where a backup was begun, which put the one there that the copier has: the passphrase may
/// have been changed since.
fn renew_header(running: &Running<'_>, copier: &Copier, shelf: &Shelf) -> Result<(), CommandError> {
    let mut there = copier.header().to_owned();
    loop {
        let today = running.sit()?.office()?.vault.header_bytes();
        if today == there {
            return Ok(());
        }
        shelf.renew_header(&today).map_err(vault::Error::from)?;
        there = today;
    }
}

/// The words for the vault's own folder would be wrong of a stick.
fn elsewhere(error: &CommandError, place: &Path) -> CommandError {
    let code = match is_full(error) {
        true => Code::BackupPlaceFull,
        false => Code::BackupNotWritten,
    };
    CommandError::new(code).with("place", place.display())
}

/// Removes the backups in a place that are too old.
fn thin(shelf: &Shelf, copier: &Copier, outside: &dyn Outside) -> Result<(), vault::Error> {
    shelf.thin(copier, |times| {
        let days: Vec<_> = times.iter().map(|at| (*at, day(outside, *at))).collect();
        vault::kept(&days, outside.today())
    })
}

/// Keeps what is known of the backup that was made.
fn keep(
    running: &Running<'_>,
    known: &Known,
    is_own: bool,
    backup: &Backup,
    now: DateTime<Utc>,
) -> Result<(), CommandError> {
    let desk = running.sit()?;
    Ok(desk.office()?.vault.write(|write| {
        let settings = write.settings_mut();
        settings.set_preference(UNREADABLE, &backup.unreadable, now)?;
        if known.first.is_none() {
            settings.set_preference(FIRST, &now, now)?;
        }
        if is_own {
            return Ok::<_, vault::Error>(());
        }
        settings.set_preference(LAST, &now, now)
    })?)
}
