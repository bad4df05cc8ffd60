//! A drill: a backup becomes a vault in a scratch place, is opened and compared, and is gone again.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use super::chest::Chest;
use super::{Backup, Contents};
use crate::error::{Error, FolderError};
use crate::files;
use crate::folder::Folder;

/// What is left free on the disk while the copy lies there: the vault's owner goes on writing. 256 MiB.
const MARGIN: u64 = 256 << 20;

/// What a drill found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drilled {
    /// The backup as its list describes it.
    pub backup: Backup,
    /// What the vault that was made of it holds.
    pub found: Contents,
    /// How many of its papers could not be read.
    pub missing: u32,
}

/// Makes a vault of a backup in a scratch place in the vault's folder, opens it, and reads every page and every paper.
/// Nothing is left of it. `room` is what the disk has free, in bytes, if that is known; `go_on` is asked between two
/// papers.
///
/// # Errors
/// The backup is damaged, there is no room for it, or `go_on` said so.
pub fn drill<E: From<Error>>(
    chest: &Chest,
    at: DateTime<Utc>,
    folder: &Path,
    room: Option<u64>,
    go_on: &dyn Fn() -> Result<(), E>,
) -> Result<Drilled, E> {
    let scratch = Scratch::in_folder(folder)?;
    let mut staged = chest.stage(at, &scratch.0)?;
    let backup = staged.backup();
    let papers = staged.read(|read| Ok::<_, E>(read.papers().all()?))?;
    let size: u64 = papers.iter().map(|paper| paper.attached.size).sum();
    if room.is_some_and(|room| room < size.saturating_add(MARGIN)) {
        return Err(Error::from(FolderError::DiskFull).into());
    }
    let present = chest.present(&scratch.0)?;
    staged.bring_back(chest, &present, go_on)?;
    let vault = staged.install(chest, present)?;
    vault.check()?;
    let papers = vault.read(|read| Ok::<_, E>(read.papers().all()?))?;
    let mut missing = 0;
    for paper in &papers {
        missing += u32::from(vault.attachment(&paper.attached.name).is_err());
        go_on()?;
    }
    let found = vault.read(|read| {
        Ok::<_, E>(Contents {
            pupils: read.pupils().all()?.len() as u32,
            cases: read.cases().all()?.len() as u32,
            papers: papers.len() as u32,
        })
    })?;
    drop(vault);
    scratch.remove()?;
    Ok(Drilled {
        backup,
        found,
        missing,
    })
}

/// The scratch place. What is left of it when the program is killed is removed when the vault is next opened.
struct Scratch(PathBuf);

impl Scratch {
    fn in_folder(folder: &Path) -> Result<Self, Error> {
        let place = Folder::drill_in(folder);
        files::remove_folder(&place)?;
        files::make_folder(&place)?;
        Ok(Self(place))
    }

    fn remove(self) -> Result<(), Error> {
        Ok(files::remove_folder(&self.0)?)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // Removed already, or it failed and the next opening does it.
        let _ = files::remove_folder(&self.0);
    }
}
