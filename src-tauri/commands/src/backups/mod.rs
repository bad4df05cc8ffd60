//! Backups: made every day that the vault is open, and when the user asks; beside the vault, and in another place where
//! the user has set one.

mod carrying;
mod restoring;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use vault::{Backup, Copier, Shelf};

use crate::desk::{Desk, Office, at};
use crate::error::{Code, CommandError};
use crate::outside::{Outside, on_the_clock};
use crate::wire::backup::{BackupPlace, Backups, Restored};

pub(crate) use self::restoring::Restoring;
pub use self::restoring::{find_backups, leave_restoring, look_at_backup, open_backups, restore};

/// Under which name the other place is kept.
const PLACE: &str = "backup place";
/// Under which name it is kept when a backup was last made there: it may be out of reach.
const LAST: &str = "backup place last";
/// Under which name it is kept that the vault was restored.
const RESTORED: &str = "restored";
/// Under which name it is kept how many papers could not be read for the last backup.
const UNREADABLE: &str = "backup unreadable";
/// How old the newest backup in a place may be before the user is warned.
const OLD: TimeDelta = TimeDelta::days(7);
/// What the folders are called that other programs copy to somebody else's computers.
const SYNCED: [&str; 6] = [
    "onedrive",
    "dropbox",
    "google drive",
    "googledrive",
    "icloud",
    "nextcloud",
];

/// Where backups lie.
struct Places {
    own: PathBuf,
    other: Option<PathBuf>,
}

impl Places {
    fn of(folder: &Path, office: &Office<'_>) -> Result<Self, CommandError> {
        let other: Option<PathBuf> = office.vault.read(|read| read.settings().preference(PLACE))?;
        Ok(Self {
            own: own(folder),
            other,
        })
    }

    fn all(&self) -> impl Iterator<Item = (bool, &PathBuf)> {
        std::iter::once((true, &self.own)).chain(self.other.iter().map(|other| (false, other)))
    }
}

/// The place beside the vault.
fn own(folder: &Path) -> PathBuf {
    folder.join("backups")
}

/// A place counts as there when its folder is: a USB stick that is out is no empty place to be made anew.
fn is_there(is_own: bool, place: &Path) -> bool {
    is_own || place.is_dir()
}

/// Where backups lie, and what is to be said of them.
pub fn backups(desk: &mut Desk) -> Result<Backups, CommandError> {
    let office = desk.office()?;
    let places = Places::of(&desk.folder, &office)?;
    let vault = office.vault.id();
    let view = |(own, path): (bool, &PathBuf)| {
        let times = Shelf::of(path, vault).times().into_iter().rev();
        BackupPlace {
            own,
            path: path.display().to_string(),
            there: is_there(own, path),
            times: times.map(|at| on_the_clock(office.outside, at)).collect(),
        }
    };
    Ok(Backups {
        places: places.all().map(view).collect(),
        warnings: warnings(&desk.folder, &office, &places)?,
        restored: office
            .vault
            .read(|read| read.settings().preference::<Restored>(RESTORED))?,
    })
}

/// What the user is to be warned of, as the variants of its words.
fn warnings(folder: &Path, office: &Office<'_>, places: &Places) -> Result<Vec<String>, CommandError> {
    let now = office.outside.now();
    let is_old = |newest: Option<DateTime<Utc>>| newest.is_none_or(|newest| now - newest > OLD);
    let (last, unreadable) = office.vault.read(|read| {
        let settings = read.settings();
        Ok::<_, vault::Error>((
            settings.preference(LAST)?,
            settings.preference::<u32>(UNREADABLE)?,
        ))
    })?;
    let own = Shelf::of(&places.own, office.vault.id()).times().pop();
    let found = [
        ("old", is_old(own)),
        ("other-old", places.other.is_some() && is_old(last)),
        ("unreadable", unreadable.is_some_and(|count| count > 0)),
        ("synced", is_synced(folder)),
    ];
    let found = found.into_iter().filter(|(_, is_so)| *is_so);
    Ok(found.map(|(key, _)| key.to_owned()).collect())
}

/// Whether another program copies what lies in the folder to the cloud.
fn is_synced(folder: &Path) -> bool {
    folder.components().any(|part| {
        let name = part.as_os_str().to_string_lossy().to_lowercase();
        SYNCED.iter().any(|synced| name.starts_with(synced))
    })
}

/// Makes a backup in every place that is there.
pub fn back_up(desk: &Mutex<Desk>) -> Result<Backups, CommandError> {
    make(desk)?;
    backups(&mut at(desk))
}

/// Makes the day's backup where there is none, and gives what the user is to be warned of.
pub fn back_up_when_due(desk: &Mutex<Desk>) -> Result<Vec<String>, CommandError> {
    let due = {
        let desk = at(desk);
        let office = desk.office()?;
        let places = Places::of(&desk.folder, &office)?;
        let is_of_today = |place: &Path| {
            let newest = Shelf::of(place, office.vault.id()).times().pop();
            newest.is_some_and(|newest| day(&office, newest) == office.outside.today())
        };
        places
            .all()
            .any(|(own, place)| is_there(own, place) && !is_of_today(place))
    };
    // A place that cannot be written to is said with its age, when that has become worth saying.
    if due
        && let Err(error) = make(desk)
        && error.code == Code::Locked.as_str()
    {
        return Err(error);
    }
    let desk = at(desk);
    let office = desk.office()?;
    let places = Places::of(&desk.folder, &office)?;
    warnings(&desk.folder, &office, &places)
}

/// Sets the other place, and makes the first backup there; nothing changes if the user chooses none.
pub fn choose_backup_place(desk: &Mutex<Desk>) -> Result<Backups, CommandError> {
    let outside = {
        let desk = at(desk);
        desk.office()?;
        Arc::clone(&desk.outside)
    };
    if let Some(place) = outside.choose_folder() {
        let desk = at(desk);
        let office = desk.office()?;
        if place.starts_with(&desk.folder) {
            return Err(CommandError::new(Code::BackupPlaceInVault));
        }
        let now = outside.now();
        office.vault.write(|write| {
            write.settings_mut().forget_preference(LAST)?;
            write.settings_mut().set_preference(PLACE, &place, now)
        })?;
    }
    back_up(desk)
}

/// Forgets the other place; what lies there stays.
pub fn forget_backup_place(desk: &mut Desk) -> Result<Backups, CommandError> {
    let office = desk.office()?;
    office.vault.write(|write| {
        write.settings_mut().forget_preference(LAST)?;
        write.settings_mut().forget_preference(PLACE)
    })?;
    backups(desk)
}

/// A backup that is being made, one at a time; it ends when this is dropped.
struct Running<'a> {
    desk: &'a Mutex<Desk>,
    token: Arc<()>,
}

impl<'a> Running<'a> {
    fn begin(desk: &'a Mutex<Desk>, sitting: &mut Desk) -> Result<Self, CommandError> {
        if sitting.backing_up.is_some() {
            return Err(CommandError::new(Code::ErrandGoesOn));
        }
        let token = Arc::new(());
        sitting.backing_up = Some(Arc::clone(&token));
        Ok(Self { desk, token })
    }

    /// The desk, unless the vault was locked meanwhile.
    fn sit(&self) -> Result<MutexGuard<'_, Desk>, CommandError> {
        let desk = at(self.desk);
        match desk.backing_up.as_ref() {
            Some(token) if Arc::ptr_eq(token, &self.token) => Ok(desk),
            _ => Err(CommandError::new(Code::Locked)),
        }
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        if let Ok(mut desk) = self.sit() {
            desk.backing_up = None;
        }
    }
}

/// Copies the vault to every place that is there and thins what lies there. The desk is free meanwhile; it ends when
/// the vault is locked. Every place is tried before an error is said.
fn make(desk: &Mutex<Desk>) -> Result<(), CommandError> {
    let (running, copier, places, outside) = {
        let mut sitting = at(desk);
        let office = sitting.office()?;
        let places = Places::of(&sitting.folder, &office)?;
        let (copier, outside) = (office.vault.copier(), Arc::clone(&sitting.outside));
        (Running::begin(desk, &mut sitting)?, copier, places, outside)
    };
    let now = outside.now();
    let mut failed = Ok(());
    for (is_own, place) in places.all().filter(|(is_own, place)| is_there(*is_own, place)) {
        let shelf = Shelf::of(place, copier.vault());
        let backup = copy(&running, &copier, &shelf, outside.as_ref()).map_err(|error| {
            // The words for the vault's own folder would be wrong of a stick.
            if is_own || error.code == Code::Locked.as_str() {
                error
            } else {
                CommandError::new(Code::BackupNotWritten).with("place", place.display())
            }
        });
        let desk = running.sit()?;
        match backup {
            Ok(backup) => desk.office()?.vault.write(|write| {
                let settings = write.settings_mut();
                settings.set_preference(UNREADABLE, &backup.unreadable, now)?;
                if is_own {
                    return Ok::<_, vault::Error>(());
                }
                settings.set_preference(LAST, &backup.at, now)
            })?,
            Err(error) => failed = Err(error),
        }
    }
    let desk = running.sit()?;
    thin(&desk.office()?, &places, &copier)?;
    failed
}

fn copy(
    running: &Running<'_>,
    copier: &Copier,
    shelf: &Shelf,
    outside: &dyn Outside,
) -> Result<Backup, CommandError> {
    let mut copying = copier.begin(shelf, outside.now())?;
    while copying.step()? {
        drop(running.sit()?);
    }
    Ok(copying.finish(&mut |bytes: &mut [u8]| outside.random(bytes))?)
}

/// Removes the backups in every place that are too old.
fn thin(office: &Office<'_>, places: &Places, copier: &Copier) -> Result<(), CommandError> {
    for (_, place) in places.all() {
        let shelf = Shelf::of(place, copier.vault());
        let times = shelf.times().into_iter().map(|at| (at, day(office, at)));
        let kept = vault::kept(&times.collect::<Vec<_>>(), office.outside.today());
        shelf.keep(&kept, copier)?;
    }
    Ok(())
}

fn day(office: &Office<'_>, at: DateTime<Utc>) -> NaiveDate {
    office.outside.local(at).date_naive()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check() {
        for (folder, synced) in [
            ("/home/bea/OneDrive - Exempelkommun/Narvarolots", true),
            ("/home/bea/Dropbox/valv", true),
            ("/Users/bea/Library/Application Support/Narvarolots", false),
            ("/home/bea/iCloudDrive/x", true),
            ("/home/bea/.local/share/narvarolots", false),
        ] {
            assert_eq!(is_synced(Path::new(folder)), synced, "{folder}");
        }
    }
}
