//! Making a backup, a file at a time, while the vault is used for other things.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::PathBuf;
use std::sync::Weak;
use std::vec;

use chrono::{DateTime, DurationRound as _, TimeDelta, Utc};
use forms::Hash;
use uuid::Uuid;

use super::{Backup, Contents, DATABASE, LIST, List, Shelf};
use crate::attachments::{self, AttachmentName, names};
use crate::error::{BackupError, Error, StoreError};
use crate::folder::Folder;
use crate::random::Random;
use crate::secret::Keys;
use crate::tables::Read;
use crate::{database, files};

/// What backups of a vault are made with. It holds keys, which leave memory when it is dropped; the vault it does not
/// hold, so that locking it waits for no backup.
pub struct Copier {
    pub(crate) vault: Uuid,
    /// From memory: whatever has become of the file, good ones are never written over with it.
    pub(crate) header: Vec<u8>,
    pub(crate) folder: Weak<Folder>,
    pub(crate) keys: Keys,
}

/// A backup that is being made. Dropped before it is finished it leaves nothing that counts as one.
pub struct Copying<'c> {
    copier: &'c Copier,
    shelf: Shelf,
    left: vec::IntoIter<AttachmentName>,
    /// Copied, and not yet known to be on the disk.
    unsettled: Vec<AttachmentName>,
    list: List,
    /// Those that could not be read in the vault, and why.
    unread: BTreeMap<AttachmentName, Error>,
    /// What the newest backup here has, and is therefore known to be on the disk.
    settled: BTreeSet<String>,
    /// A paper was disposed of since the database was copied.
    is_outdated: bool,
    finished: bool,
    _lock: File,
}

impl Copier {
    /// The vault's id.
    pub fn vault(&self) -> Uuid {
        self.vault
    }

    /// The header that it puts in a place.
    pub fn header(&self) -> &[u8] {
        &self.header
    }

    /// Begins a backup: the header, and the database as it is at this moment. The place is looked at and written to without
    /// a hold on the vault's folder: it may be a drive that does not answer, and the vault must open again.
    ///
    /// # Errors
    /// The place cannot be written to, the vault not read, or it was locked.
    pub fn begin(&self, shelf: &Shelf, at: DateTime<Utc>) -> Result<Copying<'_>, Error> {
        if self.folder.strong_count() == 0 {
            return Err(BackupError::Stopped.into());
        }
        let lock = shelf.lock()?;
        remove_unfinished(shelf)?;
        let newest = shelf.times()?.pop();
        let newest = newest.and_then(|at| shelf.list(at, self.vault, &self.keys).ok());
        let at = free_time(shelf, at)?;
        let taken = self.take()?;
        let copying = Copying {
            copier: self,
            shelf: shelf.clone(),
            list: List {
                at,
                database: Hash::of(&[]),
                attachments: BTreeSet::new(),
                unreadable: 0,
                contents: taken.contents,
            },
            left: taken.papers.into_iter(),
            unread: BTreeMap::new(),
            unsettled: Vec::new(),
            settled: newest.map_or_else(BTreeSet::new, |list| list.attachments),
            is_outdated: false,
            finished: false,
            _lock: lock,
        };
        copying.put(&taken.database)?;
        files::replace(&shelf.header(), &self.header)?;
        Ok(copying)
    }

    /// Copies the database beside itself, and lists what goes with it. Held while that is read: whoever restored it
    /// meanwhile would lose its log to us.
    fn take(&self) -> Result<Taken, Error> {
        let folder = self.folder.upgrade().ok_or(BackupError::Stopped)?;
        let database = Local(Folder::staged_in(folder.path()));
        database::copy(&folder.database(), &database.0, &self.keys.database)?;
        let connection = database::open_unchanged(&database.0, &self.keys.database)?;
        let read = Read::new(&connection);
        let papers = read.papers().all()?;
        let contents = Contents {
            pupils: read.pupils().all()?.len() as u32,
            cases: read.cases().all()?.len() as u32,
            papers: papers.len() as u32,
        };
        let papers: BTreeSet<AttachmentName> = papers.into_iter().map(|paper| paper.attached.name).collect();
        Ok(Taken {
            database,
            contents,
            papers: papers.into_iter().collect(),
        })
    }
}

impl Copier {
    /// Whether a paper of the vault still has these bytes.
    fn has_paper(&self, name: &AttachmentName) -> Result<bool, Error> {
        let folder = self.folder.upgrade().ok_or(BackupError::Stopped)?;
        let connection = database::open_unchanged(&folder.database(), &self.keys.database)?;
        let papers = Read::new(&connection).papers().all()?;
        Ok(papers.iter().any(|paper| paper.attached.name == *name))
    }
}

/// The vault at the moment when a backup began.
struct Taken {
    database: Local,
    contents: Contents,
    /// The files that its papers need; what no paper names stays where it is.
    papers: Vec<AttachmentName>,
}

/// A copy of the database beside the vault, for as long as it is needed.
struct Local(PathBuf);

impl Drop for Local {
    fn drop(&mut self) {
        // What is left is encrypted, and the next opening removes it.
        files::remove_database(&self.0).ok();
    }
}

impl Copying<'_> {
    /// How many steps are left.
    pub fn left(&self) -> usize {
        self.left.len() + self.unsettled.len()
    }

    /// Copies the next encrypted file, unless it lies there already, or makes one that was copied durable; false if
    /// there is none left. A paper that cannot be read in the vault is counted, and the rest is saved all the same.
    ///
    /// # Errors
    /// The place cannot be written to, what was written is not sound, or the vault was locked.
    pub fn step(&mut self) -> Result<bool, Error> {
        if let Some(name) = self.left.next() {
            self.copy(name)?;
            return Ok(true);
        }
        if self.is_outdated {
            self.take_again()?;
            return Ok(true);
        }
        let Some(name) = self.unsettled.pop() else {
            return Ok(false);
        };
        files::settle(&self.shelf.attachments().join(name.to_string()))?;
        Ok(true)
    }

    /// Puts the copy of the database in the place.
    fn put(&self, database: &Local) -> Result<(), Error> {
        let copy = self.shelf.file(self.list.at, DATABASE);
        files::remove_database(&copy)?;
        Ok(files::copy(&database.0, &copy)?)
    }

    /// Begins anew with the database as it is now, in which what has been disposed of is no more. What was copied lies there
    /// already.
    fn take_again(&mut self) -> Result<(), Error> {
        let taken = self.copier.take()?;
        self.put(&taken.database)?;
        self.list.contents = taken.contents;
        self.list.attachments.clear();
        self.unread.clear();
        self.left = taken.papers.into_iter();
        self.unsettled.clear();
        self.is_outdated = false;
        Ok(())
    }

    fn copy(&mut self, name: AttachmentName) -> Result<(), Error> {
        let (keys, to) = (&self.copier.keys, self.shelf.attachments());
        if attachments::sealed(&to, keys, &name).is_err() {
            // Let go of before the place is written to, which may take as long as it will.
            let read = {
                let folder = self.copier.folder.upgrade().ok_or(BackupError::Stopped)?;
                attachments::sealed(&folder.attachments(), keys, &name)
            };
            let sealed = match read {
                Ok(sealed) => sealed,
                Err(error) => return self.pass_over(name, error),
            };
            files::put(&to.join(name.to_string()), &sealed)?;
            // What can be read again is what counts.
            attachments::sealed(&to, keys, &name)?;
        }
        let called = name.to_string();
        if !self.settled.contains(&called) {
            self.unsettled.push(name);
        }
        self.list.attachments.insert(called);
        Ok(())
    }

    fn pass_over(&mut self, name: AttachmentName, why: Error) -> Result<(), Error> {
        // What no longer belongs to a paper is missed by nobody.
        match self.copier.has_paper(&name)? {
            true => _ = self.unread.insert(name, why),
            false => self.is_outdated = true,
        }
        Ok(())
    }

    /// The encrypted files that were passed over because they are gone or damaged.
    ///
    /// # Errors
    /// Why another could not be read, which may be whole.
    pub(super) fn lost(&self) -> Result<BTreeSet<AttachmentName>, Error> {
        match self.unread.values().find(|why| !why.is_loss()) {
            Some(why) => Err(why.clone()),
            None => Ok(self.unread.keys().cloned().collect()),
        }
    }

    /// Opens what was written, checks every page of it, and only then lets it count as a backup.
    ///
    /// # Errors
    /// Something could not be written, or what was written is not sound.
    pub fn finish(mut self, random: &mut dyn Random) -> Result<Backup, Error> {
        while self.step()? {}
        files::sync_folder(&self.shelf.attachments())?;
        let (at, keys) = (self.list.at, &self.copier.keys);
        let copy = self.shelf.file(at, DATABASE);
        let connection = database::open_unchanged(&copy, &keys.database)?;
        database::examine(&connection)?;
        drop(connection);
        // Where a drive has no locks another may have tidied up meanwhile.
        let there = names(&self.shelf.attachments())?;
        let there: BTreeSet<String> = there.iter().map(AttachmentName::to_string).collect();
        if !self.list.attachments.is_subset(&there) {
            return Err(BackupError::InUse.into());
        }
        self.list.unreadable = self.unread.len() as u32;
        self.list.database = Hash::of(&files::read(&copy)?.ok_or(StoreError::Missing)?);
        let list = serde_json::to_vec(&self.list).map_err(|_| StoreError::Statement)?;
        let sealed = keys.backups.seal(self.copier.vault.as_bytes(), &list, random);
        let sealed = sealed.ok_or(StoreError::Statement)?;
        files::replace(&self.shelf.file(at, LIST), &sealed)?;
        self.finished = true;
        let list = self.shelf.list(at, self.copier.vault, keys)?;
        Ok(list.backup())
    }
}

impl Drop for Copying<'_> {
    fn drop(&mut self) {
        if !self.finished {
            // On a full disk it takes the last of the room; what stays is removed by the next one. The list first: what
            // has none counts for nothing.
            let at = self.list.at;
            files::remove(&self.shelf.file(at, LIST)).ok();
            files::remove_database(&self.shelf.file(at, DATABASE)).ok();
        }
    }
}

/// The second of a backup, or the first one after it in which there is none yet: none gives way to another.
fn free_time(shelf: &Shelf, at: DateTime<Utc>) -> Result<DateTime<Utc>, Error> {
    let taken = shelf.times()?;
    let mut at = at.duration_trunc(TimeDelta::seconds(1)).unwrap_or(at);
    while taken.contains(&at) {
        at += TimeDelta::seconds(1);
    }
    Ok(at)
}

/// Removes what an interrupted backup left behind: a database or a list that is alone. What a folder's listing does not
/// name is asked for once more, lest a drive that lists late costs a backup.
fn remove_unfinished(shelf: &Shelf) -> Result<(), Error> {
    for folder in [shelf.0.clone(), shelf.attachments()] {
        for path in files::entries(&folder)? {
            let ending = path.extension().and_then(|ending| ending.to_str());
            let other = match ending.and_then(|ending| ending.split('-').next()) {
                Some(files::UNFINISHED) => None,
                Some(DATABASE) => Some(LIST),
                Some(LIST) => Some(DATABASE),
                _ => continue,
            };
            let is_torn = match (other, super::time_of(&path)) {
                (None, _) => true,
                (Some(other), Some(at)) => !shelf.file(at, other).try_exists()?,
                (Some(_), None) => false,
            };
            if is_torn {
                files::remove(&path)?;
            }
        }
    }
    Ok(())
}
