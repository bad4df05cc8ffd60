//! The backups of one vault, opened: where they lie, and what the key opens.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use forms::Hash;
use uuid::Uuid;

use super::present::{Present, header_in};
use super::{Backup, DATABASE, List, Shelf};
use crate::attachments::{self, AttachmentName};
use crate::error::{BackupError, Error, FolderError, HeaderError, StoreError, UnlockError};
use crate::folder::Folder;
use crate::header::Header;
use crate::secret::Keys;
use crate::vault::{self, Key, Vault};
use crate::{database, files};

/// The backups of one vault, opened.
pub struct Chest {
    /// All that hold some, the one whose header the key opened first.
    shelves: Vec<Shelf>,
    pub(super) header: Header,
    pub(super) keys: Keys,
}

impl Chest {
    /// Opens the first backups among these that the key opens, those of the vault in `folder` before others: on a
    /// shared drive lie those of many. Those of the same vault on other shelves come along. A wrong passphrase counts,
    /// with those of the vault that is or will be there, and only one that opens that vault's clears the count.
    ///
    /// # Errors
    /// There are none, the key is not theirs, or their header is damaged; [`BackupError::SomeUnread`] where that cannot be
    /// told apart.
    pub fn open(shelves: &[Shelf], folder: &Path, key: &Key<'_>, now: DateTime<Utc>) -> Result<Self, Error> {
        let mut found = Vec::new();
        let mut unread: Option<Error> = None;
        for shelf in shelves {
            match files::read(&shelf.header()).map(|read| read.map(|bytes| Header::parse(&bytes))) {
                Ok(Some(Ok(header))) => found.push((shelf, header)),
                Ok(Some(Err(error))) => unread = Some(error.into()),
                Ok(None) => {}
                Err(error) => unread = Some(error.into()),
            }
        }
        if found.is_empty() {
            return Err(unread.unwrap_or_else(|| BackupError::None.into()));
        }
        let here = header_in(folder)?;
        let own = here.as_ref().map(|header| header.vault());
        let is_empty = own.is_none() && !Vault::exists(folder);
        found.sort_by_key(|(_, header)| Some(header.vault()) != own);
        files::make_folder(folder)?;
        // Those of the vault that is here come first, and what they say counts. They are opened by what opens that vault
        // today, whatever opened it when they were made: an old passphrase would else open the new vault too.
        let open = || {
            let mut refused = None;
            for (at, (_, header)) in found.iter().enumerate() {
                let by = here.as_ref().filter(|here| here.vault() == header.vault());
                match vault::keys(by.unwrap_or(header), key) {
                    Ok(keys) if !header.is_or_was_by(&keys) => {
                        _ = refused.get_or_insert(BackupError::Damaged.into())
                    }
                    Ok(keys) => return Ok((at, keys)),
                    Err(error) => _ = refused.get_or_insert(error),
                }
            }
            let refused = refused.unwrap_or_else(|| BackupError::None.into());
            Err(refusal(refused, unread, here.as_ref(), key))
        };
        let is_own = |(at, _): &(usize, Keys)| {
            is_empty
                || found
                    .get(*at)
                    .is_some_and(|(_, header)| Some(header.vault()) == own)
        };
        let (at, keys) = vault::counting(&Folder::attempts_in(folder), key, now, open, is_own)?;
        let (first, header) = found.swap_remove(at);
        let others = found.into_iter();
        let others = others.filter(|(_, other)| other.vault() == header.vault() && other.is_or_was_by(&keys));
        let others = others.map(|(shelf, _)| shelf.clone());
        Ok(Self {
            shelves: std::iter::once(first.clone()).chain(others).collect(),
            header,
            keys,
        })
    }

    /// The vault whose backups they are.
    pub fn vault(&self) -> Uuid {
        self.header.vault()
    }

    /// Whether it takes from this shelf: not from another vault's, nor from one whose header the vault's own key did not
    /// seal.
    pub fn holds(&self, shelf: &Shelf) -> bool {
        self.shelves.contains(shelf)
    }

    /// How many owners the vault has had before the one whose key opened them.
    pub fn generation(&self) -> u32 {
        self.keys.generation()
    }

    /// The backups, the newest first; one whose list is damaged is left out, and so is a shelf that cannot be read
    /// beside one that can.
    ///
    /// # Errors
    /// No shelf can be read.
    pub fn backups(&self) -> Result<Vec<Backup>, Error> {
        let mut backups = BTreeMap::new();
        let mut read = Err(BackupError::None.into());
        for shelf in &self.shelves {
            match shelf.times() {
                Ok(times) => {
                    read = Ok(());
                    for at in times {
                        if let Ok(list) = shelf.list(at, self.vault(), &self.keys) {
                            backups.entry(at).or_insert_with(|| list.backup());
                        }
                    }
                }
                Err(error) if read.is_err() => read = Err(error.into()),
                Err(_) => {}
            }
        }
        read.map(|()| backups.into_values().rev().collect())
    }

    /// When those were made that lie here and are not among the `readable` ones, the newest first: no shelf has a list of
    /// them that can be read.
    pub fn unreadable(&self, readable: &[Backup]) -> Vec<DateTime<Utc>> {
        let readable: BTreeSet<_> = readable.iter().map(|backup| backup.at).collect();
        let times = self.shelves.iter().filter_map(|shelf| shelf.times().ok());
        let all: BTreeSet<_> = times.flatten().collect();
        all.into_iter()
            .rev()
            .filter(|at| !readable.contains(at))
            .collect()
    }

    /// Reads a backup to the last byte, and gives the number of its files that are damaged or lost. Nothing is written.
    ///
    /// # Errors
    /// Its list or its database is not what was written, or cannot be read.
    pub fn check(&self, at: DateTime<Utc>) -> Result<u32, Error> {
        let (list, _) = self.fetch(at)?;
        let mut missing = list.unreadable;
        for name in &list.attachments {
            let name: AttachmentName = name.parse()?;
            missing += u32::from(self.sealed(&name)?.is_none());
        }
        Ok(missing)
    }

    /// The list and the database of a backup, from the first shelf where both are what was written.
    pub(super) fn fetch(&self, at: DateTime<Utc>) -> Result<(List, Vec<u8>), Error> {
        let mut refused = BackupError::Damaged.into();
        for shelf in &self.shelves {
            match self.fetch_from(shelf, at) {
                Ok(fetched) => return Ok(fetched),
                Err(error) if error == BackupError::Damaged.into() => {}
                Err(error) => refused = error,
            }
        }
        Err(refused)
    }

    fn fetch_from(&self, shelf: &Shelf, at: DateTime<Utc>) -> Result<(List, Vec<u8>), Error> {
        let list = shelf.list(at, self.vault(), &self.keys)?;
        let bytes = files::read(&shelf.file(at, DATABASE))?.ok_or(BackupError::Damaged)?;
        if Hash::of(&bytes) != list.database {
            return Err(BackupError::Damaged.into());
        }
        Ok((list, bytes))
    }

    /// An encrypted file, from the first shelf where it is what was kept; nothing if it is damaged or gone on all.
    ///
    /// # Errors
    /// None has it, and one could not be read: it may be there.
    pub(super) fn sealed(&self, name: &AttachmentName) -> Result<Option<Vec<u8>>, Error> {
        let mut gone = Ok(None);
        for shelf in &self.shelves {
            match attachments::sealed(&shelf.attachments(), &self.keys, name) {
                Ok(sealed) => return Ok(Some(sealed)),
                Err(error) if error.is_loss() => {}
                Err(error) => gone = Err(error),
            }
            // A place that was taken out has no files at all: that is no proof that they are gone.
            if !shelf.is_there() {
                gone = Err(FolderError::Disk.into());
            }
        }
        gone
    }

    /// What lies in `folder`, where a backup is to be put: the vault that the backups are of, opened by the same key
    /// whatever has become of its header, one that is damaged, or none. The folder is locked for as long as it lives.
    ///
    /// # Errors
    /// Another vault lies there, it is open elsewhere or of a later version, or it cannot be told what lies there.
    pub fn present(&self, folder: &Path) -> Result<Present, Error> {
        let folder = Arc::new(Folder::for_restoring(folder)?);
        let header = self.own_header(folder.path())?;
        folder.finish_creation()?;
        if !folder.database().try_exists().map_err(Error::from)? {
            return Ok(Present::absent(folder));
        }
        let header = header.unwrap_or_else(|| self.header.clone());
        match Vault::with(Arc::clone(&folder), header, self.keys.clone()) {
            Ok(vault) => Ok(Present::of(vault)),
            Err(error) if error.is_damage() => Ok(Present::damaged(folder)),
            Err(error) => Err(error),
        }
    }

    /// The header of the vault in a folder, if it is one by which it can be opened.
    ///
    /// # Errors
    /// It is another vault's, or of a later version.
    pub(super) fn own_header(&self, folder: &Path) -> Result<Option<Header>, Error> {
        let Some(bytes) = files::read(&Folder::header_in(folder))? else {
            return Ok(None);
        };
        match Header::parse(&bytes) {
            Ok(header) if header.vault() != self.vault() => Err(BackupError::OtherVault.into()),
            Ok(header) => Ok(header.is_by(&self.keys).then_some(header)),
            Err(HeaderError::Newer) => Err(HeaderError::Newer.into()),
            Err(_) => Ok(None),
        }
    }

    /// Opens a database of the vault, and says whether it is from before its present owner.
    pub(super) fn open_database(&self, path: &Path) -> Result<(rusqlite::Connection, bool), Error> {
        let foreign = match database::open(path, &self.keys.database) {
            Err(error) if error == StoreError::Foreign.into() => error,
            opened => return Ok((opened?, false)),
        };
        let former = &self.keys.former;
        let former = former
            .iter()
            .find(|keys| database::is_under(path, &keys.database));
        let former = former.ok_or(foreign)?;
        Ok((database::open(path, &former.database)?, true))
    }
}

/// What is said of a key that opens nothing. Where a header could not be read, it may be that one's: only the vault that
/// is here can tell.
fn refusal(refused: Error, unread: Option<Error>, here: Option<&Header>, key: &Key<'_>) -> Error {
    let is_wrong = matches!(
        refused,
        Error::Unlock(
            UnlockError::WrongPassphrase
                | UnlockError::WrongRecoveryWords
                | UnlockError::WrongMunicipalityKey
                | UnlockError::NoMunicipalityKey
        )
    );
    let (Some(unread), true) = (unread, is_wrong) else {
        return refused;
    };
    match here.map(|here| vault::keys(here, key)) {
        Some(Ok(_)) => unread,
        Some(Err(error)) => error,
        None => BackupError::SomeUnread.into(),
    }
}
