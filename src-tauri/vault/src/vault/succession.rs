//! A vault gets a new owner, and with that a new vault key: whoever keeps the header and the passphrase of before opens
//! nothing with them that was written since.
//!
//! The database is copied beside itself under the new key and made the new owner's; then the header is replaced, which is
//! the one step that counts; then the copy takes the database's place. An interruption before that step leaves the vault
//! to the one who had it; one after it is gone on with when the vault is next opened. The encrypted files stay as they are:
//! who left has read them, and the new header knows his keys.

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::{Vault, write};
use crate::error::{Error, StoreError};
use crate::folder::Folder;
use crate::header::Header;
use crate::passphrase::{KdfCost, Passphrase};
use crate::random::Random;
use crate::recovery::Recovery;
use crate::secret::Keys;
use crate::tables::Write;
use crate::{database, files};

/// What opens a vault for its new owner.
pub struct NewOwner<'a> {
    /// What opens it every day.
    pub passphrase: &'a Passphrase,
    /// How dear the passphrase is to try.
    pub cost: KdfCost,
    /// What opens it when the passphrase is forgotten, proven to be on paper.
    pub recovery: &'a Recovery,
}

/// A vault's new owner, who has it already: what is written under the old keys from now on is lost.
#[must_use = "the vault goes on by entering it"]
pub struct Heir {
    header: Header,
    keys: Keys,
}

impl Vault {
    /// Gives the vault to a new owner, in one step: what opened it before, but the municipality's key, never does again.
    /// What `work` writes is so from then on, and is told how many owners there were before. No key is asked for: it is
    /// for whoever has just opened a vault whose owner is not there to be asked.
    ///
    /// # Errors
    /// The passphrase is too short, `work` failed, or the folder cannot be written to. The vault is as it was.
    pub fn give_over<E: From<Error>>(
        &self,
        new: &NewOwner<'_>,
        random: &mut dyn Random,
        work: impl FnOnce(&Write, u32) -> Result<(), E>,
    ) -> Result<Heir, E> {
        new.passphrase.must_be_long_enough().map_err(Error::from)?;
        // Held to the end, so that nothing is written to what is left behind.
        let _held = self.connection();
        let keys = self.keys.succeeded(random);
        let words = new.recovery.words();
        let header = self
            .header
            .with_owner(&keys, new.passphrase, new.cost, words, random)?;
        let copy = Copy::under(&self.folder, &self.keys, &keys)?;
        let mut connection = database::open(&copy.0, &keys.database)?;
        let generation = keys.generation();
        write(&mut connection, &self.origin, &keys.audit, |write| {
            work(write, generation)
        })?;
        database::close_as_one_file(connection, &copy.0)?;
        copy.make_ready(&self.folder)?;
        self.bequeath(&header)?;
        Ok(Heir { header, keys })
    }

    /// The step that counts.
    fn bequeath(&self, header: &Header) -> Result<(), Error> {
        let (path, bytes) = (self.folder.header(), header.to_bytes());
        match files::replace(&path, &bytes) {
            // It is done, whatever the folder's own entry says: an error would deny it.
            Err(_)
                if files::read(&path)
                    .ok()
                    .flatten()
                    .is_some_and(|there| there == bytes) =>
            {
                Ok(())
            }
            replaced => Ok(replaced?),
        }
    }
}

impl Heir {
    /// Goes on with the vault, under the new owner's keys.
    ///
    /// # Errors
    /// The folder cannot be written to. The vault is the new owner's all the same, and what is left of this is done when it
    /// is next opened.
    pub fn enter(self, vault: Vault) -> Result<Vault, Error> {
        let folder = vault.folder();
        drop(vault);
        Vault::with(folder, self.header, self.keys)
    }
}

/// Opens the database under today's keys. One that is still under those of an owner before is brought under them first:
/// the change was interrupted, or a backup from before it has just been restored.
pub(super) fn database(folder: &Folder, keys: &Keys) -> Result<Connection, Error> {
    let path = folder.database();
    if database::is_under(&folder.renewed_database(), &keys.database) {
        folder.finish_renewal()?;
    }
    let foreign = match database::open(&path, &keys.database) {
        Err(error) if error == StoreError::Foreign.into() => error,
        opened => return opened,
    };
    let former = keys.former.iter();
    let mut former = former.filter(|former| database::is_under(&path, &former.database));
    let former = former.next().ok_or(foreign)?;
    Copy::under(folder, former, keys)?.make_ready(folder)?;
    folder.finish_renewal()?;
    database::open(&path, &keys.database)
}

/// A copy of the database under other keys, until it is ready.
struct Copy(PathBuf);

impl Copy {
    fn under(folder: &Folder, from: &Keys, to: &Keys) -> Result<Self, Error> {
        let copy = Self(Folder::staged_in(folder.path()));
        let path: &Path = &folder.database();
        database::copy_under((path, &from.database), (&copy.0, &to.database))?;
        Ok(copy)
    }

    /// Lets it count as whole: a half of one would be taken for an empty database.
    fn make_ready(self, folder: &Folder) -> Result<(), Error> {
        let ready = folder.renewed_database();
        files::remove_database(&ready)?;
        std::fs::rename(&self.0, ready)?;
        Ok(files::sync_folder(folder.path())?)
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        // What is left is encrypted, and the next opening removes it.
        files::remove_database(&self.0).ok();
    }
}
