//! Backups: the database as it was at some moments, with every encrypted file that it had then.
//!
//! A place for backups is a folder beside the vault's own, on another disk or on a shared drive. Each vault has one
//! of its own there, with today's `vault.header` (the vault key never changes, so that today's passphrase opens every
//! backup and yesterday's none), the encrypted files, and for each backup `<time>.db` and `<time>.list`. The list says
//! what belongs to the backup; it is sealed by the vault's backup key and written last, so that a backup is whole or
//! none. Nothing in a place can be read without opening the vault. Whoever has no working application left puts the
//! header, a database renamed to `vault.db` and `attachments/` together in a folder, and has a vault.

mod copying;
mod restoring;
mod rotation;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDateTime, Utc};
use forms::Hash;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::attachments::AttachmentName;
use crate::error::Error;
use crate::files;
use crate::secret::Secret;

pub use copying::{Copier, Copying};
pub use restoring::{Chest, Staged};
pub use rotation::{expires, kept};

/// How a vault's folder in a place for backups is called: this, and the vault's id.
const FOLDER: &str = "narvarolots-";
/// How a backup's files are called: the time in UTC.
const NAME: &str = "%Y%m%dT%H%M%SZ";
const DATABASE: &str = "db";
const LIST: &str = "list";

/// A backup that is whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// When it was made, to the second.
    pub at: DateTime<Utc>,
    /// What is in it.
    pub contents: Contents,
    /// How many of the vault's encrypted files could not be read when it was made.
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

impl Shelf {
    /// The folder for the backups of this vault in a place.
    pub fn of(place: &Path, vault: Uuid) -> Self {
        Self(place.join(format!("{FOLDER}{vault}")))
    }

    /// The folders with backups in a place, or that folder itself, of whatever vaults.
    pub fn found(place: &Path) -> Vec<Self> {
        let own = std::iter::once(place.to_owned());
        let below = fs::read_dir(place).into_iter().flatten().flatten();
        let below = below
            .filter(|entry| entry.file_name().to_string_lossy().starts_with(FOLDER))
            .map(|entry| entry.path());
        let all = own.chain(below).map(Self);
        all.filter(|shelf| shelf.header().is_file() && !shelf.times().is_empty())
            .collect()
    }

    /// When the backups were made that lie here whole, the oldest first. What is in them is not looked at.
    pub fn times(&self) -> Vec<DateTime<Utc>> {
        let entries = fs::read_dir(&self.0).into_iter().flatten().flatten();
        let times: BTreeSet<_> = entries
            .map(|entry| entry.path())
            .filter(|path| path.extension().is_some_and(|ending| ending == LIST))
            .filter_map(|path| time_of(&path))
            .collect();
        times.into_iter().collect()
    }

    /// Removes every backup but these, and every encrypted file that none of those has. A list that cannot be read is
    /// kept, and so is every file: it may be theirs.
    pub fn keep(&self, kept: &BTreeSet<DateTime<Utc>>, copier: &Copier) -> Result<(), Error> {
        for at in self.times().into_iter().filter(|at| !kept.contains(at)) {
            files::remove(&self.file(at, LIST))?;
            files::remove(&self.file(at, DATABASE))?;
        }
        let mut needed = BTreeSet::new();
        for at in self.times() {
            let Ok(list) = self.list(at, copier.vault(), copier.seal()) else {
                return Ok(());
            };
            needed.extend(list.attachments);
        }
        for name in names(&self.attachments()) {
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

    fn list(&self, at: DateTime<Utc>, vault: Uuid, key: &Secret) -> Result<List, Error> {
        let damaged = || Error::from(crate::BackupError::Damaged);
        let sealed = files::read(&self.file(at, LIST))?.ok_or_else(damaged)?;
        let list = key.open(vault.as_bytes(), &sealed).ok_or_else(damaged)?;
        let list: List = serde_json::from_slice(&list).map_err(|_| damaged())?;
        // A list under another backup's name would bring back what was removed.
        if list.at == at { Ok(list) } else { Err(damaged()) }
    }
}

/// The encrypted files in a folder.
fn names(folder: &Path) -> Vec<AttachmentName> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    let names: BTreeSet<AttachmentName> = names.collect();
    names.into_iter().collect()
}

fn time_of(path: &Path) -> Option<DateTime<Utc>> {
    let name = path.file_stem()?.to_str()?;
    let time = NaiveDateTime::parse_from_str(name, NAME).ok()?;
    Some(time.and_utc())
}
