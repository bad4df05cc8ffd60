//! Backups: made every day that the vault is open, and when the user asks; beside the vault, and in another place where
//! the user has set one. The other place may be a network drive: it is never looked at with the desk held.

mod carrying;
mod drilling;
mod exchanged;
mod held;
mod looking;
mod making;
mod rescuing;
mod restoring;
mod running;
mod standing;
mod synced;
mod unread;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use uuid::Uuid;
use vault::{Shelf, Vault};

use crate::desk::{Desk, Office, at};
use crate::error::{Code, CommandError};
use crate::outside::{Outside, on_the_clock};
use crate::wire::backup::{BackupPlace, Backups, Drill, Restored};

pub use self::drilling::drill_backup;
pub use self::looking::look_at_backup;
pub use self::rescuing::{begin_rescue_from_backups, rescue_backups, restore_rescued};
pub(crate) use self::restoring::Restoring;
pub use self::restoring::{backups_known, find_backups, leave_restoring, open_backups, restore};
pub(crate) use self::running::Run;

/// Under which name the other place is kept.
const PLACE: &str = "backup place";
/// Under which name it is kept when a backup was last made there: it may be out of reach.
const LAST: &str = "backup place last";
/// Under which name it is kept when the first backup was made.
const FIRST: &str = "backup first";
/// Under which name the last drill is kept.
const DRILL: &str = "backup drill";
/// Under which name it is kept that the vault was restored.
const RESTORED: &str = "restored";
/// Under which name it is kept how many papers could not be read for the last backup.
const UNREADABLE: &str = "backup unreadable";
/// How old the newest backup in a place may be before the user is warned.
const OLD: TimeDelta = TimeDelta::days(7);
/// How long a drill is enough.
const DRILLED: TimeDelta = TimeDelta::days(365);
/// What a disk must have free, in bytes, or the user is warned: 1 GiB.
const FREE: u64 = 1 << 30;

/// Where backups lie.
struct Places {
    own: PathBuf,
    other: Option<PathBuf>,
}

impl Places {
    fn of(folder: &Path, office: &Office<'_>) -> Result<Self, vault::Error> {
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

/// What the desk knows of the backups. The places themselves are looked at after one has risen from it.
struct Known {
    folder: PathBuf,
    places: Places,
    vault: Uuid,
    outside: Arc<dyn Outside>,
    last: Option<DateTime<Utc>>,
    first: Option<DateTime<Utc>>,
    unreadable: u32,
    restored: Option<Restored>,
    drill: Option<Drill>,
}

impl Known {
    fn at(desk: &Mutex<Desk>) -> Result<Self, CommandError> {
        let desk = at(desk);
        let office = desk.office()?;
        let places = Places::of(&desk.folder, &office)?;
        office.vault.read(|read| {
            let settings = read.settings();
            Ok(Self {
                folder: desk.folder.clone(),
                places,
                vault: office.vault.id(),
                outside: Arc::clone(&desk.outside),
                last: settings.preference(LAST)?,
                first: settings.preference(FIRST)?,
                unreadable: settings.preference(UNREADABLE)?.unwrap_or_default(),
                restored: settings.preference(RESTORED)?,
                drill: settings.preference(DRILL)?,
            })
        })
    }

    /// A place counts as there when its folder is, and once backups were made there the vault's own in it: a USB stick
    /// that is out is no empty place to be made anew, and the folder that it is usually seen in is not the stick.
    fn is_there(&self, is_own: bool, place: &Path) -> bool {
        is_own || (place.is_dir() && (self.last.is_none() || Shelf::of(place, self.vault).is_there()))
    }

    /// Whether the other place can be reached and no folder of the vault's is in it, though backups were made there. One that
    /// cannot be read may be there.
    fn is_gone(&self, is_own: bool, place: &Path) -> bool {
        let shelf = Shelf::of(place, self.vault);
        let is_empty = || place.is_dir() && matches!(shelf.path().try_exists(), Ok(false));
        !is_own && self.last.is_some() && is_empty()
    }

    /// When the backups in a place were made, the oldest first; what a clock that was ahead has dated in the future is
    /// left out where only the past counts.
    fn past(&self, place: &Path) -> Vec<DateTime<Utc>> {
        let now = self.outside.now();
        // A place that cannot be read has none that one could rely on.
        let times = Shelf::of(place, self.vault).times().unwrap_or_default();
        times.into_iter().filter(|at| *at <= now).collect()
    }

    /// What the user is to be warned of, as the variants of its words.
    fn warnings(&self) -> Vec<String> {
        let now = self.outside.now();
        let is_old = |newest: Option<DateTime<Utc>>| newest.is_none_or(|at| at > now || now - at > OLD);
        let is_full = |folder: &Path| {
            let room = self.outside.free_space(folder);
            room.is_some_and(|room| room < FREE)
        };
        let roots = self.outside.synced_folders();
        let drilled = self.drill.as_ref().filter(|drill| drill.passed);
        let drilled = drilled.map(|drill| drill.at).or(self.first);
        let other = self.places.other.as_deref();
        let found = [
            ("gone", other.is_some_and(|place| self.is_gone(false, place))),
            ("old", is_old(self.past(&self.places.own).pop())),
            ("other-old", self.places.other.is_some() && is_old(self.last)),
            ("unreadable", self.unreadable > 0),
            ("full", is_full(&self.folder)),
            (
                "other-full",
                other.is_some_and(|place| self.is_there(false, place) && is_full(place)),
            ),
            ("synced", synced::is_synced(&self.folder, &roots)),
            ("drill", drilled.is_some_and(|at| now - at > DRILLED)),
        ];
        let found = found.into_iter().filter(|(_, is_so)| *is_so);
        found.map(|(key, _)| key.to_owned()).collect()
    }

    fn view(&self) -> Backups {
        let view = |(own, path): (bool, &PathBuf)| {
            let times = Shelf::of(path, self.vault).times();
            BackupPlace {
                own,
                path: path.display().to_string(),
                there: self.is_there(own, path) && times.is_ok(),
                gone: self.is_gone(own, path),
                times: times
                    .unwrap_or_default()
                    .into_iter()
                    .rev()
                    .map(|at| on_the_clock(self.outside.as_ref(), at))
                    .collect(),
            }
        };
        Backups {
            places: self.places.all().map(view).collect(),
            warnings: self.warnings(),
            restored: self.restored.clone(),
            drill: self.drill.as_ref().map(|drill| drill.view(self.outside.as_ref())),
        }
    }
}

/// Where backups lie, and what is to be said of them.
pub fn backups(desk: &Mutex<Desk>) -> Result<Backups, CommandError> {
    Ok(Known::at(desk)?.view())
}

/// When the last backup reached the other place, if one is set.
pub(crate) fn last(read: &vault::Read<'_>) -> Result<Option<DateTime<Utc>>, vault::Error> {
    read.settings().preference(LAST)
}

/// Makes a backup in every place that is there.
pub fn back_up(desk: &Mutex<Desk>) -> Result<Backups, CommandError> {
    making::make(desk, "back_up", |_| true)?;
    backups(desk)
}

/// Makes the day's backup where there is none, or where yesterday's passphrase would still open it, and gives what the
/// user is to be warned of. While the user chooses one to be restored none is made: it could take another's place.
pub fn back_up_when_due(desk: &Mutex<Desk>) -> Result<Vec<String>, CommandError> {
    let known = Known::at(desk)?;
    let (header, is_choosing) = {
        let desk = at(desk);
        (desk.office()?.vault.header_bytes(), desk.restoring.is_under_way())
    };
    let today = known.outside.today();
    let is_of_today = |place: &Path| {
        let newest = known.past(place).pop();
        newest.is_some_and(|newest| day(known.outside.as_ref(), newest) == today)
            && Shelf::of(place, known.vault)
                .opens_as_today(&header)
                .unwrap_or_default()
    };
    let is_due = known
        .places
        .all()
        .any(|(own, place)| known.is_there(own, place) && !is_of_today(place));
    // A place that cannot be written to is said with its age, when that has become worth saying.
    if is_due
        && !is_choosing
        && let Err(error) = making::make(desk, "back_up_when_due", |place| !is_of_today(place))
        && error.code == Code::Locked.as_str()
    {
        return Err(error);
    }
    Ok(Known::at(desk)?.warnings())
}

/// Sets the other place, and makes the first backup there; nothing changes if the user chooses none.
pub fn choose_backup_place(desk: &Mutex<Desk>) -> Result<Option<Backups>, CommandError> {
    let (outside, folder) = {
        let desk = at(desk);
        desk.office()?;
        (Arc::clone(&desk.outside), desk.folder.clone())
    };
    let Some(place) = outside.choose_folder() else {
        return Ok(None);
    };
    if is_within(&place, &folder) {
        return Err(CommandError::new(Code::BackupPlaceInVault));
    }
    {
        let desk = at(desk);
        let (office, now) = (desk.office()?, outside.now());
        office.vault.write(|write| {
            write.settings_mut().forget_preference(LAST)?;
            write.settings_mut().set_preference(PLACE, &place, now)
        })?;
    }
    back_up(desk).map(Some)
}

/// Whether a place lies in a folder, by whatever links it is reached.
fn is_within(place: &Path, folder: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    place.starts_with(folder) || real(place).starts_with(real(folder))
}

/// Forgets the other place; what lies there stays.
pub fn forget_backup_place(desk: &Mutex<Desk>) -> Result<Backups, CommandError> {
    at(desk).office()?.vault.write(|write| {
        write.settings_mut().forget_preference(LAST)?;
        write.settings_mut().forget_preference(PLACE)
    })?;
    backups(desk)
}

/// Lets the backups beside the vault be opened by today's passphrase alone, and at once; those elsewhere follow with the
/// next one that is made there.
pub(crate) fn renew_own_header(folder: &Path, vault: &Vault) {
    // What fails here is done with the next backup.
    Shelf::of(&own(folder), vault.id())
        .renew_header(&vault.header_bytes())
        .ok();
}

fn day(outside: &dyn Outside, at: DateTime<Utc>) -> NaiveDate {
    outside.local(at).date_naive()
}
