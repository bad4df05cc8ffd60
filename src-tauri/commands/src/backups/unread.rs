//! What cannot be read where backups lie, as a folder and why: a backup that somebody misses may lie there.

use std::path::Path;

use uuid::Uuid;
use vault::{Backup, BackupError, Chest, Shelf};

use crate::error::CommandError;
use crate::wire::backup::UnreadShelf;

/// A folder that cannot be read, and why.
pub(super) fn unread(folder: &Path, error: impl Into<vault::Error>) -> UnreadShelf {
    UnreadShelf {
        folder: folder.display().to_string(),
        code: CommandError::from(Into::<vault::Error>::into(error)).code,
    }
}

/// The shelf, if its header cannot be read.
pub(super) fn silent(shelf: &Shelf) -> Option<UnreadShelf> {
    Some(unread(shelf.path(), shelf.said().err()?))
}

/// The shelf, if it cannot be told whether it holds any backups. One that is called after another vault than `vault` holds
/// none that are missed: on a shared drive lie those of colleagues too, which need not be readable.
pub(super) fn passed_over(shelf: &Shelf, vault: Uuid) -> Option<UnreadShelf> {
    if shelf.called_after().is_some_and(|other| other != vault) {
        return None;
    }
    silent(shelf).or_else(|| Some(unread(shelf.path(), shelf.times().err()?)))
}

/// Those of a vault's shelves that cannot be read beside one that can, or that hold a backup which cannot be.
pub(super) fn beside(chest: &Chest, readable: &[Backup], shelves: &[Shelf]) -> Vec<UnreadShelf> {
    let damaged = chest.unreadable(readable);
    let error = |shelf: &Shelf| -> Option<vault::Error> {
        match shelf.times() {
            Ok(times) if times.iter().any(|at| damaged.contains(at)) => Some(BackupError::Damaged.into()),
            Ok(_) => None,
            Err(error) => Some(error.into()),
        }
    };
    shelves
        .iter()
        .filter_map(|shelf| Some(unread(shelf.path(), error(shelf)?)))
        .collect()
}
