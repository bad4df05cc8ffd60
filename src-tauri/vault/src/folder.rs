//! The vault's folder: where its files lie, and the lock that keeps a second process out.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use crate::error::{Error, FolderError};
use crate::files;

/// A vault's folder that this process alone uses for as long as the value lives.
pub(crate) struct Folder {
    path: PathBuf,
    // Held, never read: closing it gives the lock back, and the system closes it if we are killed.
    _lock: File,
}

impl Folder {
    /// The file of the wrapped key.
    pub(crate) const HEADER: &str = "vault.header";

    /// The folder of a vault that exists, locked.
    pub(crate) fn existing(path: &Path) -> Result<Self, Error> {
        if !path.is_dir() {
            return Err(FolderError::NoVault.into());
        }
        let folder = Self::locked(path)?;
        folder.finish_creation()?;
        match (folder.header().exists(), folder.database().exists()) {
            (true, _) => Ok(folder),
            (false, true) => Err(FolderError::HeaderMissing.into()),
            (false, false) => Err(FolderError::NoVault.into()),
        }
    }

    /// A folder for a vault to be made in, locked; what an interrupted creation left there is removed.
    pub(crate) fn new(path: &Path) -> Result<Self, Error> {
        files::make_folder(path)?;
        let folder = Self::locked(path)?;
        if folder.header().exists() {
            return Err(FolderError::AlreadyAVault.into());
        }
        if folder.database().exists() {
            return Err(FolderError::HeaderMissing.into());
        }
        for ending in ["", "-wal", "-shm", "-journal"] {
            files::remove(&path.join(format!("vault.new{ending}")))?;
        }
        Ok(folder)
    }

    /// Whether there is a vault in a folder, or what an interrupted start left of one.
    pub(crate) fn holds_vault(path: &Path) -> bool {
        [Self::HEADER, "vault.db"]
            .iter()
            .any(|file| path.join(file).exists())
    }

    fn locked(path: &Path) -> Result<Self, Error> {
        let lock = files::private()
            .write(true)
            .create(true)
            .truncate(false)
            .open(path.join("vault.lock"))?;
        match lock.try_lock() {
            Ok(()) => Ok(Self {
                path: path.to_owned(),
                _lock: lock,
            }),
            Err(TryLockError::WouldBlock) => Err(FolderError::InUse.into()),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }

    /// Takes the last step of a creation that was interrupted after its header was written.
    pub(crate) fn finish_creation(&self) -> Result<(), Error> {
        if self.header().exists() && !self.database().exists() && self.unfinished_database().exists() {
            fs::rename(self.unfinished_database(), self.database())?;
            files::sync_folder(&self.path)?;
        }
        Ok(())
    }

    /// The wrapped key.
    pub(crate) fn header(&self) -> PathBuf {
        self.path.join(Self::HEADER)
    }

    /// The database.
    pub(crate) fn database(&self) -> PathBuf {
        self.path.join("vault.db")
    }

    /// The database while the vault is being made.
    pub(crate) fn unfinished_database(&self) -> PathBuf {
        self.path.join("vault.new")
    }

    /// The encrypted files.
    pub(crate) fn attachments(&self) -> PathBuf {
        self.path.join("attachments")
    }

    /// How far the audit trail had come.
    pub(crate) fn anchor(&self) -> PathBuf {
        self.path.join("vault.trail")
    }

    /// How often the passphrase was wrong.
    pub(crate) fn attempts(&self) -> PathBuf {
        self.path.join("vault.attempts")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("vault");
        let existing = || Folder::existing(&path).map(|_| ()).unwrap_err();
        assert_eq!(existing(), FolderError::NoVault.into());

        let held = Folder::new(&path).unwrap();
        assert_eq!(existing(), FolderError::InUse.into());
        assert_eq!(Folder::new(&path).err(), Some(FolderError::InUse.into()));
        drop(held);
        assert_eq!(existing(), FolderError::NoVault.into());

        fs::write(path.join("vault.db"), "").unwrap();
        assert_eq!(existing(), FolderError::HeaderMissing.into());
        assert_eq!(
            Folder::new(&path).err(),
            Some(FolderError::HeaderMissing.into()),
            "never written over"
        );
        fs::write(path.join("vault.header"), "").unwrap();
        assert_eq!(Folder::new(&path).err(), Some(FolderError::AlreadyAVault.into()));
        assert!(Folder::existing(&path).is_ok());
    }

    #[test]
    fn an_interrupted_creation_is_finished_or_begun_anew() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("vault.new"), "half").unwrap();
        drop(Folder::new(folder.path()).unwrap());
        assert!(
            !folder.path().join("vault.new").exists(),
            "no header was written: begun anew"
        );

        fs::write(folder.path().join("vault.new"), "whole").unwrap();
        fs::write(folder.path().join("vault.header"), "").unwrap();
        let existing = Folder::existing(folder.path()).unwrap();
        assert_eq!(
            fs::read(existing.database()).unwrap(),
            b"whole",
            "the header was written: finished"
        );
    }
}
