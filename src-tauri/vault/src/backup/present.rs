//! What lies where a backup is to be put, and what must have become of it before it is replaced.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{Backup, Shelf};
use crate::attachments::AttachmentName;
use crate::error::{BackupError, Error};
use crate::files;
use crate::folder::Folder;
use crate::header::Header;
use crate::random::Random;
use crate::vault::Vault;

/// What lies where a backup is to be put. Its folder is locked for as long as it lives.
pub struct Present {
    folder: Arc<Folder>,
    vault: Option<Vault>,
    state: State,
}

/// What may be done to the database.
#[derive(PartialEq, Eq)]
enum State {
    /// There is none.
    Absent,
    /// It is provably damaged, and is put aside.
    Damaged,
    /// It is sound, or may be, and is not replaced.
    Sound,
    /// It is sound, and a backup holds all of it but these encrypted files, which are provably gone or damaged.
    Saved(BTreeSet<AttachmentName>),
}

impl Present {
    /// An open vault.
    pub fn of(vault: Vault) -> Self {
        Self {
            folder: vault.folder(),
            vault: Some(vault),
            state: State::Sound,
        }
    }

    pub(super) fn absent(folder: Arc<Folder>) -> Self {
        Self {
            folder,
            vault: None,
            state: State::Absent,
        }
    }

    pub(super) fn damaged(folder: Arc<Folder>) -> Self {
        Self {
            state: State::Damaged,
            ..Self::absent(folder)
        }
    }

    /// The vault, if it can be opened; of a damaged one some rows may be read.
    pub fn vault(&self) -> Option<&Vault> {
        self.vault.as_ref()
    }

    /// Whether it is known to be damaged, so that it is put aside.
    pub fn is_damaged(&self) -> bool {
        self.state == State::Damaged
    }

    /// Gives the vault back as it was, if it was open.
    pub fn into_vault(self) -> Option<Vault> {
        self.vault
    }

    /// Makes a backup of the vault as it is, so that it may be replaced; nothing where there is none, or one that is
    /// provably damaged. `go_on` is asked between two steps.
    ///
    /// # Errors
    /// The backup could not be made, a paper not be read that may be whole, or `go_on` said so.
    pub fn save<E: From<Error>>(
        &mut self,
        shelf: &Shelf,
        at: DateTime<Utc>,
        random: &mut dyn Random,
        go_on: &dyn Fn() -> Result<(), E>,
    ) -> Result<Option<Backup>, E> {
        let Some(vault) = &self.vault else {
            return Ok(None);
        };
        match vault.check() {
            Err(error) if error.is_damage() => {
                self.state = State::Damaged;
                return Ok(None);
            }
            checked => checked?,
        }
        let copier = vault.copier();
        let mut copying = copier.begin(shelf, at)?;
        while copying.step()? {
            go_on()?;
        }
        go_on()?;
        let lacks = copying.lost()?;
        let backup = copying.finish(random)?;
        self.state = State::Saved(lacks);
        Ok(Some(backup))
    }

    /// Whether a vault that is there can only be the one with this id.
    pub fn is_of(&self, vault: Uuid) -> bool {
        self.vault.as_ref().is_none_or(|there| there.id() == vault)
    }

    pub(super) fn folder(&self) -> &Arc<Folder> {
        &self.folder
    }

    /// Closes the vault and makes room for another database. Where the old one is still there to be replaced in one step,
    /// what the backup of it lacks is told.
    ///
    /// # Errors
    /// It is sound and has not been saved, somebody else has it open, or it could not be moved.
    pub(super) fn make_room(self) -> Result<(Arc<Folder>, Option<BTreeSet<AttachmentName>>), Error> {
        let (folder, lacks) = match (self.state, self.vault) {
            (State::Sound, _) => return Err(BackupError::NotSaved.into()),
            (State::Saved(lacks), Some(vault)) => (vault.close()?, Some(lacks)),
            (_, vault) => {
                drop(vault);
                self.folder.put_database_aside()?;
                (self.folder, None)
            }
        };
        // Empty ones: whatever held something was written into the database, or put aside with it.
        files::remove_database_logs(&folder.database())?;
        Ok((folder, lacks))
    }
}

/// The header of the vault in a folder, if one is there that can be read.
pub(super) fn header_in(folder: &Path) -> Result<Option<Header>, Error> {
    let bytes = files::read(&Folder::header_in(folder))?;
    Ok(bytes.and_then(|bytes| Header::parse(&bytes).ok()))
}
