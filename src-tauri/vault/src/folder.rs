//! The vault's folder: where its files lie, and the lock that keeps a second process out.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::error::{Error, FolderError};
use crate::files;

/// How the files begin in which backups lie while they are looked at.
const STAGED: &str = "vault.restored-";

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
        files::remove_database(&path.join("vault.new"))?;
        Ok(folder)
    }

    /// The folder of a vault that is put together from a backup, whatever is there, locked.
    pub(crate) fn for_restoring(path: &Path) -> Result<Self, Error> {
        files::make_folder(path)?;
        Self::locked(path)
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
        Self::header_in(&self.path)
    }

    /// The wrapped key of the vault in a folder.
    pub(crate) fn header_in(path: &Path) -> PathBuf {
        path.join(Self::HEADER)
    }

    /// The database.
    pub(crate) fn database(&self) -> PathBuf {
        self.path.join("vault.db")
    }

    /// The database while the vault is being made.
    pub(crate) fn unfinished_database(&self) -> PathBuf {
        self.path.join("vault.new")
    }

    /// The database under the keys of a new owner. It is whole, and counts as soon as the header is the new owner's.
    pub(crate) fn renewed_database(&self) -> PathBuf {
        self.path.join("vault.renewed")
    }

    /// Puts the database under the new owner's keys in the place of the one there was, which nobody has open.
    pub(crate) fn finish_renewal(&self) -> Result<(), Error> {
        // What is in them is in the renewed database too, and would be taken for its own.
        files::remove_database_logs(&self.database())?;
        fs::rename(self.renewed_database(), self.database())?;
        // It is done, whatever the folder's own entry says.
        files::sync_folder(&self.path).ok();
        Ok(())
    }

    /// Puts a database that cannot be read aside, with its logs, beside whatever was put aside before.
    pub(crate) fn put_database_aside(&self) -> Result<(), Error> {
        files::move_database(&self.database(), &self.free("vault.damaged")?)?;
        Ok(files::sync_folder(&self.path)?)
    }

    /// Keeps a copy of a header by which the vault does not open, if there is one, before another takes its place: it
    /// may be another vault's, or be mended.
    pub(crate) fn keep_bad_header(&self) -> Result<(), Error> {
        if let Some(bytes) = files::read(&self.header())? {
            files::replace(&self.free("vault.header.damaged")?, &bytes)?;
        }
        Ok(())
    }

    /// This name, or the first with a number after it under which nothing lies.
    fn free(&self, name: &str) -> Result<PathBuf, Error> {
        let mut free = self.path.join(name);
        let mut number = 1;
        while files::is_database_there(&free)? {
            number += 1;
            free = self.path.join(format!("{name}-{number}"));
        }
        Ok(free)
    }

    /// A backup's database while it is looked at, before it takes the vault's place. Two that are looked at at once, here
    /// or by another process, have files of their own.
    pub(crate) fn staged_in(path: &Path) -> PathBuf {
        static NUMBER: AtomicU32 = AtomicU32::new(1);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        path.join(format!("{STAGED}{}-{number}", process::id()))
    }

    /// Where a drill puts a vault together, to be removed at once.
    pub(crate) fn drill_in(path: &Path) -> PathBuf {
        path.join("vault.drill")
    }

    /// Removes what a restoring or a drill left that was interrupted. What cannot be removed keeps nobody out of the
    /// vault: it is encrypted, and the next opening tries again.
    pub(crate) fn remove_interrupted(&self) {
        let is_staged = |path: &PathBuf| {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
            name.is_some_and(|name| name.starts_with(STAGED))
        };
        let left = files::entries(&self.path).unwrap_or_default();
        for path in left.iter().filter(|path| is_staged(path)) {
            files::remove(path).ok();
        }
        files::remove_folder(&Self::drill_in(&self.path)).ok();
    }

    /// Removes what was made ready for a new owner who never came. To be called only when the database has been opened.
    pub(crate) fn remove_unclaimed(&self) {
        files::remove_database(&self.renewed_database()).ok();
    }

    /// The folder itself.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The encrypted files.
    pub(crate) fn attachments(&self) -> PathBuf {
        self.path.join("attachments")
    }

    /// How far the audit trail had come.
    pub(crate) fn anchor(&self) -> PathBuf {
        Self::anchor_in(&self.path)
    }

    /// The same of the vault in a folder.
    pub(crate) fn anchor_in(path: &Path) -> PathBuf {
        path.join("vault.trail")
    }

    /// How often the passphrase was wrong.
    pub(crate) fn attempts(&self) -> PathBuf {
        Self::attempts_in(&self.path)
    }

    /// The same of the vault in a folder.
    pub(crate) fn attempts_in(path: &Path) -> PathBuf {
        path.join("vault.attempts")
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
