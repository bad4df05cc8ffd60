//! Restoring: a backup is opened beside the vault, looked at, and only then put in its place.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use forms::Hash;
use rusqlite::Connection;
use uuid::Uuid;

use super::{Backup, DATABASE, List, Shelf};
use crate::attachments::{self, AttachmentName};
use crate::error::{BackupError, Error};
use crate::folder::Folder;
use crate::header::Header;
use crate::secret::Keys;
use crate::tables::{Read, Write};
use crate::vault::{self, Key, Vault};
use crate::{database, files};

/// The backups of one vault, opened.
pub struct Chest {
    shelf: Shelf,
    header: Header,
    keys: Keys,
}

/// A backup that lies ready in the vault's folder and can be read, before it is put in the vault's place. Dropped it
/// leaves the vault as it is.
pub struct Staged {
    // Closed before the file is removed.
    connection: Option<Connection>,
    folder: PathBuf,
    list: List,
    origin: String,
}

impl Chest {
    /// Opens the first backups among these that the key opens, those of the vault in `folder` before others: on a
    /// shared drive lie those of many. A wrong passphrase counts once, with those of the vault that is or will be there.
    ///
    /// # Errors
    /// There are none, the key is not theirs, or their header is damaged.
    pub fn open(shelves: &[Shelf], folder: &Path, key: &Key<'_>, now: DateTime<Utc>) -> Result<Self, Error> {
        let mut found = Vec::new();
        let mut refused = BackupError::None.into();
        for shelf in shelves {
            match files::read(&shelf.header())?.map(|bytes| Header::parse(&bytes)) {
                Some(Ok(header)) => found.push((shelf, header)),
                Some(Err(error)) => refused = error.into(),
                None => {}
            }
        }
        let own = header_in(folder)?.map(|header| header.vault());
        found.sort_by_key(|(_, header)| Some(header.vault()) != own);
        files::make_folder(folder)?;
        vault::counting(&Folder::attempts_in(folder), key, now, || {
            for (shelf, header) in found {
                match vault::keys(&header, key) {
                    Ok(keys) => {
                        return Ok(Self {
                            shelf: shelf.clone(),
                            header,
                            keys,
                        });
                    }
                    Err(error) => refused = error,
                }
            }
            Err(refused)
        })
    }

    /// The vault whose backups they are.
    pub fn vault(&self) -> Uuid {
        self.header.vault()
    }

    /// The backups, the newest first; one whose list is damaged is left out.
    pub fn backups(&self) -> Vec<Backup> {
        let lists = self.shelf.times().into_iter().rev();
        let lists = lists.filter_map(|at| self.list(at).ok());
        lists
            .map(|list| Backup {
                at: list.at,
                contents: list.contents,
                unreadable: list.unreadable,
            })
            .collect()
    }

    fn list(&self, at: DateTime<Utc>) -> Result<List, Error> {
        self.shelf.list(at, self.vault(), &self.keys.backups)
    }

    /// The vault that lies in `folder`, opened by the same key: it is the one that the backups are of.
    ///
    /// # Errors
    /// There is none, it is another one, it is open elsewhere, or it cannot be read.
    pub fn present(&self, folder: &Path) -> Result<Vault, Error> {
        if self.is_anothers(folder)? {
            return Err(BackupError::OtherVault.into());
        }
        let folder = Folder::existing(folder)?;
        Vault::with(folder, self.header.clone(), self.keys.clone())
    }

    /// Copies a backup into `folder`, checks it, and opens it to be looked at. A vault that is there is not touched.
    ///
    /// # Errors
    /// The backup is damaged, or the folder holds another vault.
    pub fn stage(&self, at: DateTime<Utc>, folder: &Path) -> Result<Staged, Error> {
        if self.is_anothers(folder)? {
            return Err(BackupError::OtherVault.into());
        }
        let list = self.list(at)?;
        let bytes = files::read(&self.shelf.file(at, DATABASE))?.ok_or(BackupError::Damaged)?;
        if Hash::of(&bytes) != list.database {
            return Err(BackupError::Damaged.into());
        }
        files::make_folder(folder)?;
        let copy = staged(folder);
        files::remove_database(&copy)?;
        files::replace(&copy, &bytes)?;
        Ok(Staged {
            connection: Some(database::open(&copy, &self.keys.database)?),
            folder: folder.to_owned(),
            list,
            origin: self.vault().to_string(),
        })
    }

    /// Whether the folder holds a vault that these are not the backups of.
    fn is_anothers(&self, folder: &Path) -> Result<bool, Error> {
        Ok(header_in(folder)?.is_some_and(|header| header.vault() != self.vault()))
    }
}

/// The header of the vault in a folder, if one is there that can be read.
fn header_in(folder: &Path) -> Result<Option<Header>, Error> {
    let bytes = files::read(&Folder::header_in(folder))?;
    Ok(bytes.and_then(|bytes| Header::parse(&bytes).ok()))
}

impl Staged {
    /// Reads what the backup holds.
    pub fn read<T, E: From<Error>>(&mut self, work: impl FnOnce(&Read) -> Result<T, E>) -> Result<T, E> {
        let transaction = self.connection()?.transaction().map_err(Error::from)?;
        work(&Read::new(&transaction))
    }

    /// Changes what will be brought back: what has been disposed of since is disposed of there too.
    pub fn write<T, E: From<Error>>(&mut self, work: impl FnOnce(&Write) -> Result<T, E>) -> Result<T, E> {
        let origin = self.origin.clone();
        vault::write(self.connection()?, &origin, work)
    }

    /// Puts the backup in the vault's place, or makes the vault of it where there is none. The vault must be closed.
    /// An interruption at any point leaves the vault as it was or as it will be. A database that is damaged is put
    /// aside as `vault.damaged`; what is sound belongs in a backup before.
    ///
    /// # Errors
    /// The vault is open, or its folder cannot be written to.
    pub fn install(mut self, chest: &Chest) -> Result<Vault, Error> {
        let folder = Folder::for_restoring(&self.folder)?;
        attachments::prepare(&folder)?;
        for name in &self.list.attachments {
            let name: AttachmentName = name.parse().map_err(Error::from)?;
            bring_back(chest, &folder, &name)?;
        }
        let connection = self.connection.take();
        connection.map_or(Ok(()), |connection| {
            connection.close().map_err(|(_, error)| error)
        })?;
        let current = header_in(&self.folder)?;
        let is_sound = current.is_some() && {
            let opened = database::open(&folder.database(), &chest.keys.database);
            opened
                .and_then(|connection| database::examine(&connection))
                .is_ok()
        };
        if !is_sound && folder.database().exists() {
            files::move_database(&folder.database(), &folder.damaged_database())?;
        }
        files::remove_database_logs(&folder.database())?;
        if current.is_some() {
            std::fs::rename(staged(&self.folder), folder.database())?;
            files::sync_folder(&self.folder)?;
        } else {
            std::fs::rename(staged(&self.folder), folder.unfinished_database())?;
            files::replace(&folder.header(), &chest.header.to_bytes())?;
            folder.finish_creation()?;
        }
        let header = current.unwrap_or_else(|| chest.header.clone());
        Vault::with(folder, header, chest.keys.clone())
    }

    fn connection(&mut self) -> Result<&mut Connection, Error> {
        self.connection.as_mut().ok_or_else(|| BackupError::None.into())
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        self.connection = None;
        // What is left is encrypted, and the next one removes it.
        let _ = files::remove_database(&staged(&self.folder));
    }
}

/// Brings an encrypted file back, unless the vault has it whole. One that is damaged in the backup too stays away: the
/// check of the archive says so, and the rest is not lost with it.
fn bring_back(chest: &Chest, folder: &Folder, name: &AttachmentName) -> Result<(), Error> {
    let sound = |folder: &Path| attachments::sealed(folder, &chest.keys, name);
    if sound(&folder.attachments()).is_ok() {
        return Ok(());
    }
    match sound(&chest.shelf.attachments()) {
        Ok(sealed) => Ok(files::replace(
            &folder.attachments().join(name.to_string()),
            &sealed,
        )?),
        Err(_) => Ok(()),
    }
}

fn staged(folder: &Path) -> PathBuf {
    folder.join("vault.restored")
}
