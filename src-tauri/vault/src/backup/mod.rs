//! Backups: the database as it was at some moments, with every encrypted file that its papers name.
//!
//! A place for backups is a folder beside the vault's own, on another disk or on a shared drive. Each vault has one
//! of its own there, with today's `vault.header` (which knows the vault keys of the owners before, so that today's passphrase
//! opens every backup and yesterday's none), the encrypted files, and for each backup `<time>.db` and `<time>.list`. The list says
//! what belongs to the backup; it is sealed by the vault's backup key and written last, so that a backup is whole or
//! none. Nothing in a place can be read without opening the vault. Whoever has no working application left puts the
//! header, a database renamed to `vault.db` and `attachments/` together in a folder, and has a vault.

mod chest;
mod copying;
mod drill;
mod lineage;
mod present;
mod restoring;
mod rotation;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use chrono::{DateTime, NaiveDateTime, Utc};
use forms::Hash;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::attachments::names;
use crate::error::{BackupError, Error};
use crate::files;
use crate::header::Header;
use crate::municipality::MunicipalityKey;
use crate::secret::Keys;

pub use chest::Chest;
pub use copying::{Copier, Copying};
pub use drill::{Drilled, drill};
pub use lineage::Lineage;
pub use present::Present;
pub use restoring::Staged;
pub use rotation::{expires, kept};

/// How a vault's folder in a place for backups is called: this, and the vault's id.
const FOLDER: &str = "narvarolots-";
/// How a backup's files are called: the time in UTC.
const NAME: &str = "%Y%m%dT%H%M%SZ";
const DATABASE: &str = "db";
const LIST: &str = "list";
/// How often, and after how long each time, it is looked whether another still writes in a folder.
const PATIENCE: u32 = 20;
const MOMENT: Duration = Duration::from_millis(25);

/// A backup that is whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// When it was made, to the second.
    pub at: DateTime<Utc>,
    /// What is in it.
    pub contents: Contents,
    /// How many of the vault's papers could not be read when it was made, or were not there.
    pub unreadable: u32,
}

/// What a backup holds, in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Contents {
    /// Pupils.
    pub pupils: u32,
    /// Cases.
    pub cases: u32,
    /// Papers of completed documents.
    pub papers: u32,
}

/// What belongs to a backup, sealed beside its database.
#[derive(Serialize, Deserialize)]
struct List {
    at: DateTime<Utc>,
    database: Hash,
    attachments: BTreeSet<String>,
    unreadable: u32,
    contents: Contents,
}

/// The folder of one vault's backups in a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shelf(PathBuf);

impl List {
    fn backup(&self) -> Backup {
        Backup {
            at: self.at,
            contents: self.contents,
            unreadable: self.unreadable,
        }
    }
}

impl Shelf {
    /// The folder for the backups of this vault in a place.
    pub fn of(place: &Path, vault: Uuid) -> Self {
        Self(place.join(format!("{FOLDER}{vault}")))
    }

    /// The folders with backups in a place, or that folder itself, of whatever vaults.
    ///
    /// # Errors
    /// The place cannot be read, or none of the folders in it.
    pub fn found(place: &Path) -> io::Result<Vec<Self>> {
        Self::sorted(place).map(|(found, _)| found)
    }

    /// The same, and those of which it cannot be told whether they hold any: on a shared drive lie those of colleagues too,
    /// which need not be readable.
    ///
    /// # Errors
    /// The place cannot be read, or none of the folders in it.
    pub fn sorted(place: &Path) -> io::Result<(Vec<Self>, Vec<Self>)> {
        let (mut found, mut unreadable, mut failed) = (Vec::new(), Vec::new(), Ok(()));
        for shelf in Self::all(place)? {
            match shelf.holds_any() {
                Ok(true) => found.push(shelf),
                Ok(false) => {}
                Err(error) => {
                    unreadable.push(shelf);
                    failed = Err(error);
                }
            }
        }
        if found.is_empty() {
            failed?;
        }
        Ok((found, unreadable))
    }

    fn all(place: &Path) -> io::Result<Vec<Self>> {
        let is_shelf = |path: &PathBuf| {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
            name.is_some_and(|name| name.starts_with(FOLDER)) && !path.is_file()
        };
        let below = files::entries(place)?.into_iter().filter(is_shelf);
        Ok(std::iter::once(place.to_owned()).chain(below).map(Self).collect())
    }

    fn holds_any(&self) -> io::Result<bool> {
        Ok(self.header().try_exists()? && !self.times()?.is_empty())
    }

    /// The vault that the folder is called after, if it is called as one for backups is. Only its header tells whose they
    /// are.
    pub fn called_after(&self) -> Option<Uuid> {
        let name = self.0.file_name()?.to_str()?;
        name.strip_prefix(FOLDER)?.parse().ok()
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Whether there is a folder for the vault's backups in the place, as there is since the first.
    pub fn is_there(&self) -> bool {
        self.0.is_dir()
    }

    /// When the backups were made that lie here whole, the oldest first. What is in them is not looked at.
    ///
    /// # Errors
    /// The folder cannot be read. One that is not there holds none.
    pub fn times(&self) -> io::Result<Vec<DateTime<Utc>>> {
        let entries = files::entries(&self.0)?;
        let of = |wanted: &str| -> BTreeSet<DateTime<Utc>> {
            let named = entries
                .iter()
                .filter(|path| path.extension().is_some_and(|ending| ending == wanted));
            named.filter_map(|path| time_of(path)).collect()
        };
        Ok(of(LIST).intersection(&of(DATABASE)).copied().collect())
    }

    /// Whose backups lie here, and the municipality's key that opens them, where there is one, as the header says. Only
    /// opening proves it.
    ///
    /// # Errors
    /// The header cannot be read.
    pub fn said(&self) -> Result<(Uuid, Option<MunicipalityKey>), Error> {
        let bytes = files::read(&self.header())?.ok_or(BackupError::None)?;
        let header = Header::parse(&bytes)?;
        Ok((header.vault(), header.municipality()?))
    }

    /// Whether the header here is the one that opens the vault today.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn opens_as_today(&self, header: &[u8]) -> io::Result<bool> {
        Ok(files::read(&self.header())?.as_deref() == Some(header))
    }

    /// Puts today's header here, if there are backups: what opened them until now does so no more.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn renew_header(&self, header: &[u8]) -> io::Result<()> {
        match self.is_there() {
            true => files::replace(&self.header(), header),
            false => Ok(()),
        }
    }

    /// Keeps others from writing here for as long as the file lives: a second computer may have the same vault. Where a
    /// drive has no locks there is none.
    ///
    /// # Errors
    /// Another writes here, or the folder cannot be written to.
    fn lock(&self) -> Result<File, Error> {
        files::make_folder(&self.attachments())?;
        let lock = files::private()
            .write(true)
            .create(true)
            .truncate(false)
            .open(self.0.join("backups.lock"))?;
        // A program that is being started has every file of ours open, and with it our own lock, for a moment.
        for _ in 0..PATIENCE {
            if !matches!(lock.try_lock(), Err(TryLockError::WouldBlock)) {
                return Ok(lock);
            }
            thread::sleep(MOMENT);
        }
        Err(BackupError::InUse.into())
    }

    /// Removes the backups that `kept`, asked about all that can be read, does not name, and every encrypted file that
    /// none of the others has. One that is damaged counts for nothing, but stays for as long as a whole one would, and
    /// with it every file: it may be its.
    ///
    /// # Errors
    /// The folder cannot be read, or something not removed.
    pub fn thin(
        &self,
        copier: &Copier,
        kept: impl Fn(&[DateTime<Utc>]) -> BTreeSet<DateTime<Utc>>,
    ) -> Result<(), Error> {
        let _lock = self.lock()?;
        let times = self.times()?;
        let mut lists = BTreeMap::new();
        for at in &times {
            match self.list(*at, copier.vault(), &copier.keys) {
                Ok(list) => _ = lists.insert(*at, list),
                Err(error) if error == BackupError::Damaged.into() => {}
                Err(error) => return Err(error),
            }
        }
        let readable: Vec<_> = lists.keys().copied().collect();
        let (staying, of_all) = (kept(&readable), kept(&times));
        if !readable.iter().any(|at| staying.contains(at)) {
            return Ok(());
        }
        let stays =
            |at: &DateTime<Utc>| staying.contains(at) || (of_all.contains(at) && !lists.contains_key(at));
        for at in times.iter().filter(|at| !stays(at)) {
            files::remove(&self.file(*at, LIST))?;
            files::remove(&self.file(*at, DATABASE))?;
        }
        if times.iter().any(|at| stays(at) && !lists.contains_key(at)) {
            return Ok(());
        }
        let needed = lists.into_iter().filter(|(at, _)| staying.contains(at));
        let needed: BTreeSet<String> = needed.flat_map(|(_, list)| list.attachments).collect();
        for name in names(&self.attachments())? {
            if !needed.contains(&name.to_string()) {
                files::remove(&self.attachments().join(name.to_string()))?;
            }
        }
        Ok(())
    }

    fn header(&self) -> PathBuf {
        self.0.join("vault.header")
    }

    fn attachments(&self) -> PathBuf {
        self.0.join("attachments")
    }

    fn file(&self, at: DateTime<Utc>, ending: &str) -> PathBuf {
        self.0.join(format!("{}.{ending}", at.format(NAME)))
    }

    fn list(&self, at: DateTime<Utc>, vault: Uuid, keys: &Keys) -> Result<List, Error> {
        let damaged = || Error::from(BackupError::Damaged);
        let sealed = files::read(&self.file(at, LIST))?.ok_or_else(damaged)?;
        let mut keys = keys.all();
        let list = keys.find_map(|keys| keys.backups.open(vault.as_bytes(), &sealed));
        let list = list.ok_or_else(damaged)?;
        let list: List = serde_json::from_slice(&list).map_err(|_| damaged())?;
        // A list under another backup's name would bring back what was removed.
        if list.at == at { Ok(list) } else { Err(damaged()) }
    }
}

fn time_of(path: &Path) -> Option<DateTime<Utc>> {
    let name = path.file_stem()?.to_str()?;
    let time = NaiveDateTime::parse_from_str(name, NAME).ok()?;
    Some(time.and_utc())
}
