//! Restoring: a backup is opened beside the vault, looked at, and only then put in its place.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use rusqlite::Connection;

use super::chest::Chest;
use super::lineage::Lineage;
use super::present::Present;
use super::{Backup, List};
use crate::anchor::Anchor;
use crate::attachments::{self, AttachmentName};
use crate::error::{BackupError, Error};
use crate::folder::Folder;
use crate::secret::Secret;
use crate::tables::{Read, Write};
use crate::vault::{self, Vault};
use crate::{database, files};

/// A backup that lies ready in the vault's folder and can be read, before it is put in the vault's place. Dropped it
/// leaves the vault as it is.
pub struct Staged {
    // Closed before the file is removed.
    connection: Option<Connection>,
    is_former: bool,
    path: PathBuf,
    folder: PathBuf,
    list: List,
    origin: String,
    audit: Secret,
}

impl Chest {
    /// Copies a backup into `folder`, checks it, and opens it to be looked at. A vault that is there is not touched.
    ///
    /// # Errors
    /// The backup is damaged, or the folder holds another vault or cannot be written to.
    pub fn stage(&self, at: DateTime<Utc>, folder: &Path) -> Result<Staged, Error> {
        self.own_header(folder)?;
        let (list, bytes) = self.fetch(at)?;
        files::make_folder(folder)?;
        let copy = Folder::staged_in(folder);
        // Made first, so that it is removed whatever happens.
        let mut staged = Staged {
            connection: None,
            is_former: false,
            path: copy.clone(),
            folder: folder.to_owned(),
            list,
            origin: self.vault().to_string(),
            audit: self.keys.audit.clone(),
        };
        files::replace(&copy, &bytes)?;
        let (connection, is_former) = self.open_database(&copy)?;
        staged.connection = Some(connection);
        staged.is_former = is_former;
        Ok(staged)
    }
}

impl Staged {
    /// What the backup holds.
    pub fn backup(&self) -> Backup {
        self.list.backup()
    }

    /// Whether it was made before the vault got its present owner.
    pub fn is_former(&self) -> bool {
        self.is_former
    }

    /// Reads what the backup holds.
    pub fn read<T, E: From<Error>>(&mut self, work: impl FnOnce(&Read) -> Result<T, E>) -> Result<T, E> {
        let transaction = self.connection()?.transaction().map_err(Error::from)?;
        work(&Read::new(&transaction))
    }

    /// Changes what will be brought back: what has been disposed of since is disposed of there too.
    pub fn write<T, E: From<Error>>(&mut self, work: impl FnOnce(&Write) -> Result<T, E>) -> Result<T, E> {
        let (origin, audit) = (self.origin.clone(), self.audit.clone());
        let (done, _) = vault::write(self.connection()?, &origin, &audit, work)?;
        Ok(done)
    }

    /// The same, all of it taken back again.
    pub fn rehearse<T, E: From<Error>>(&mut self, work: impl FnOnce(&Write) -> Result<T, E>) -> Result<T, E> {
        let (origin, audit) = (self.origin.clone(), self.audit.clone());
        let transaction = self.connection()?.transaction().map_err(Error::from)?;
        let done = work(&Write::new(&transaction, &origin, &audit))?;
        transaction.rollback().map_err(Error::from)?;
        Ok(done)
    }

    /// Goes on with the audit trail of the vault that is replaced, as far as it can be read and follows on the backup's:
    /// what was read and done since stays written down. Says how the two stand to each other.
    ///
    /// # Errors
    /// One of the two cannot be read or written.
    pub fn carry_trail(&mut self, present: &Present) -> Result<Lineage, Error> {
        let lineage = self.lineage(present.vault(), present.folder().path())?;
        self.write(|write| {
            let mut links = lineage.since.iter();
            links.try_for_each(|link| write.trail_mut().repeat(link))
        })?;
        Ok(lineage)
    }

    /// Puts the encrypted files that the backup's papers need into the vault's folder, where a vault that is there does
    /// not mind them, and gives the number of papers that are gone: damaged or lost both in the vault and on every
    /// shelf. `go_on` is asked between two.
    ///
    /// # Errors
    /// A place cannot be read, the folder not written to, or `go_on` said so.
    pub fn bring_back<E: From<Error>>(
        &mut self,
        chest: &Chest,
        present: &Present,
        go_on: &dyn Fn() -> Result<(), E>,
    ) -> Result<u32, E> {
        let folder = present.folder();
        attachments::prepare(folder)?;
        let papers = self.read(|read| Ok::<_, E>(read.papers().all()?))?;
        let mut gone = 0;
        let mut unsettled = Vec::new();
        for paper in papers {
            let path = folder.attachments().join(paper.attached.name.to_string());
            match self.wanted(chest, folder, &paper.attached.name)? {
                Wanted::Here => {}
                Wanted::Gone => gone += 1,
                Wanted::Fetched(sealed) => {
                    files::put(&path, &sealed).map_err(Error::from)?;
                    unsettled.push(path);
                }
            }
            go_on()?;
        }
        for path in unsettled {
            files::settle(&path).map_err(Error::from)?;
            go_on()?;
        }
        files::sync_folder(&folder.attachments()).map_err(Error::from)?;
        Ok(gone)
    }

    fn wanted(&self, chest: &Chest, folder: &Folder, name: &AttachmentName) -> Result<Wanted, Error> {
        match attachments::sealed(&folder.attachments(), &chest.keys, name) {
            Ok(_) => return Ok(Wanted::Here),
            Err(error) if error.is_loss() => {}
            Err(error) => return Err(error),
        }
        Ok(chest.sealed(name)?.map_or(Wanted::Gone, Wanted::Fetched))
    }

    /// Puts the backup in the vault's place, or makes the vault of it where there is none. An interruption at any point
    /// leaves the vault as it was or as it will be. A database that is damaged is put aside; a sound one is replaced
    /// only after it was saved.
    ///
    /// # Errors
    /// The vault is sound and was not saved, somebody else has it open, or its folder cannot be written to.
    pub fn install(mut self, chest: &Chest, present: Present) -> Result<Vault, Error> {
        let staged = self.path.clone();
        if present.folder().path() != self.folder || !present.is_of(chest.vault()) {
            return Err(BackupError::OtherVault.into());
        }
        let (origin, audit) = (self.origin.clone(), self.audit.clone());
        let head = self.read(|read| read.trail().head(&audit, &origin))?;
        let connection = self.connection.take().ok_or(BackupError::None)?;
        database::examine(&connection)?;
        database::close_as_one_file(connection, &staged)?;
        let own = chest.own_header(&self.folder)?;
        // Another process that opened the vault since has taken it for left behind. Nothing is moved for what is gone.
        if !staged.try_exists().map_err(Error::from)? {
            return Err(BackupError::None.into());
        }
        let (folder, lacks) = present.make_room()?;
        let replaces = lacks.is_some();
        if own.is_none() {
            folder.keep_bad_header()?;
        }
        let opens = replaces || own.is_some();
        Anchor::renew(&folder.anchor(), &head, &audit)?;
        if own.is_none() && replaces {
            // The vault that is there opens by it, and so does the one that comes.
            files::replace(&folder.header(), &chest.header.to_bytes())?;
        }
        if opens {
            std::fs::rename(&staged, folder.database()).map_err(Error::from)?;
            // It is done, whatever the folder's own entry says: an error would deny it.
            files::sync_folder(&self.folder).ok();
        } else {
            std::fs::rename(&staged, folder.unfinished_database()).map_err(Error::from)?;
            files::replace(&folder.header(), &chest.header.to_bytes())?;
            folder.finish_creation()?;
        }
        let header = own.unwrap_or_else(|| chest.header.clone());
        let vault = Vault::with(folder, header, chest.keys.clone())?;
        if let Some(lacks) = lacks {
            // The backup that was made of the other vault has what that named. What no row names no disposal would ever find.
            vault.forget_unnamed(&lacks).ok();
        }
        Ok(vault)
    }

    pub(super) fn audit(&self) -> &Secret {
        &self.audit
    }

    pub(super) fn origin(&self) -> &str {
        &self.origin
    }

    fn connection(&mut self) -> Result<&mut Connection, Error> {
        self.connection.as_mut().ok_or_else(|| BackupError::None.into())
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        self.connection = None;
        // What is left is encrypted, and the next opening removes it.
        files::remove_database(&self.path).ok();
    }
}

/// What becomes of an encrypted file that a paper needs.
enum Wanted {
    /// The vault has it whole.
    Here,
    /// A shelf has it whole.
    Fetched(Vec<u8>),
    /// Nobody has it.
    Gone,
}
