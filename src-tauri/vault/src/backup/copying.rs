//! Making a backup, a file at a time, while the vault is used for other things.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::vec;

use chrono::{DateTime, DurationRound as _, TimeDelta, Utc};
use forms::Hash;
use uuid::Uuid;

use super::{Backup, Contents, DATABASE, LIST, List, Shelf, names};
use crate::attachments::{self, AttachmentName};
use crate::error::{Error, FolderError, StoreError};
use crate::random::Random;
use crate::secret::{Keys, Secret};
use crate::tables::Read;
use crate::{database, files};

/// What backups of a vault are made with. It holds keys, which leave memory when it is dropped.
pub struct Copier {
    pub(crate) vault: Uuid,
    pub(crate) header: PathBuf,
    pub(crate) database: PathBuf,
    pub(crate) attachments: PathBuf,
    pub(crate) keys: Keys,
}

/// A backup that is being made. Dropped before it is finished it leaves nothing that counts as one.
pub struct Copying<'c> {
    copier: &'c Copier,
    shelf: Shelf,
    left: vec::IntoIter<AttachmentName>,
    list: List,
}

impl Copier {
    /// The vault's id.
    pub fn vault(&self) -> Uuid {
        self.vault
    }

    pub(super) fn seal(&self) -> &Secret {
        &self.keys.backups
    }

    /// Begins a backup: the header, and the database as it is at this moment.
    ///
    /// # Errors
    /// The place cannot be written to, or the vault not read.
    pub fn begin(&self, shelf: &Shelf, at: DateTime<Utc>) -> Result<Copying<'_>, Error> {
        files::make_folder(&shelf.attachments())?;
        remove_unfinished(shelf)?;
        let at = at.duration_trunc(TimeDelta::seconds(1)).unwrap_or(at);
        // Another of the same second gives way to this one.
        files::remove(&shelf.file(at, LIST))?;
        let header = files::read(&self.header)?.ok_or(FolderError::NoVault)?;
        files::replace(&shelf.header(), &header)?;
        let copy = shelf.file(at, DATABASE);
        files::remove(&copy)?;
        database::copy(&self.database, &copy, &self.keys.database)?;
        let names = names(&self.attachments);
        Ok(Copying {
            copier: self,
            shelf: shelf.clone(),
            list: List {
                at,
                database: Hash::of(&[]),
                attachments: BTreeSet::new(),
                unreadable: 0,
                contents: Contents::default(),
            },
            left: names.into_iter(),
        })
    }
}

impl Copying<'_> {
    /// How many steps are left.
    pub fn left(&self) -> usize {
        self.left.len()
    }

    /// Copies the next encrypted file, unless it lies there already; false if there is none left. One that cannot be
    /// read in the vault is counted, and the rest is saved all the same.
    pub fn step(&mut self) -> Result<bool, Error> {
        let Some(name) = self.left.next() else {
            return Ok(false);
        };
        let (from, to) = (&self.copier.attachments, self.shelf.attachments());
        let sound = |folder: &_| attachments::sealed(folder, &self.copier.keys, &name);
        if sound(&to).is_err() {
            match sound(from) {
                Ok(sealed) => files::replace(&to.join(name.to_string()), &sealed)?,
                Err(_) => {
                    self.list.unreadable += 1;
                    return Ok(true);
                }
            }
            // What lies on the disk is what counts.
            sound(&to)?;
        }
        self.list.attachments.insert(name.to_string());
        Ok(true)
    }

    /// Opens what was written, checks every page of it, and only then lets it count as a backup.
    ///
    /// # Errors
    /// Something could not be written, or what was written is not sound.
    pub fn finish(mut self, random: &mut dyn Random) -> Result<Backup, Error> {
        while self.step()? {}
        let (at, keys) = (self.list.at, &self.copier.keys);
        let copy = self.shelf.file(at, DATABASE);
        let connection = database::open_unchanged(&copy, &keys.database)?;
        database::examine(&connection)?;
        let read = Read::new(&connection);
        self.list.contents = Contents {
            pupils: read.pupils().all()?.len() as u32,
            cases: read.cases().all()?.len() as u32,
            papers: read.papers().all()?.len() as u32,
        };
        drop(connection);
        self.list.database = Hash::of(&files::read(&copy)?.ok_or(StoreError::Missing)?);
        let list = serde_json::to_vec(&self.list).map_err(|_| StoreError::Statement)?;
        let sealed = keys.backups.seal(self.copier.vault.as_bytes(), &list, random);
        files::replace(&self.shelf.file(at, LIST), &sealed.ok_or(FolderError::Disk)?)?;
        Ok(Backup {
            at,
            contents: self.list.contents,
            unreadable: self.list.unreadable,
        })
    }
}

/// Removes what an interrupted backup left behind.
fn remove_unfinished(shelf: &Shelf) -> Result<(), Error> {
    let whole = shelf.times();
    for folder in [shelf.0.clone(), shelf.attachments()] {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            let ending = path.extension().and_then(|ending| ending.to_str());
            let is_torn = match ending {
                Some(files::UNFINISHED) => true,
                Some(DATABASE) => super::time_of(&path).is_some_and(|at| !whole.contains(&at)),
                _ => false,
            };
            if is_torn {
                files::remove(&path)?;
            }
        }
    }
    Ok(())
}
