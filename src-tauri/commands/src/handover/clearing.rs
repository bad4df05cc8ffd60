//! The files of packages that were dealt with go from the folder: whoever counts what lies there is told of what waits
//! alone, and nothing that this vault's keys open lies about for longer than it must.

use std::sync::{Arc, Mutex};

use exchange::handover::{Content, LARGEST, Opened};
use forms::Hash;
use uuid::Uuid;
use vault::Direction;

use super::contacts::key_of;
use super::log::{REJECTED, has};
use super::mailbox::{file_name, list, package_of, tail};
use crate::backups;
use crate::desk::{Desk, Office, at};
use crate::error::CommandError;

/// A package that was taken in or sent back, and its file: by what it is called, and what is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Dealt {
    /// The package that the file is named by: an answer's is called after what it answers.
    named: Uuid,
    file: Hash,
}

impl Dealt {
    pub fn of(opened: &Opened, file: Hash) -> Self {
        let named = match &opened.content {
            Content::Answer { to, .. } => *to,
            _ => opened.manifest.package,
        };
        Self { named, file }
    }
}

/// What was dealt with in an earlier sitting: a package that came from the same sender under the same id, and was sent back,
/// or taken in before the last backup reached the other place. Until then its file is the only other copy of what was taken
/// in, and whoever restores the vault takes it in again; once its day is past nobody can. An answer can be saved once more by
/// whoever gave it.
pub(super) fn dealt_before(
    office: &Office<'_>,
    opened: &Opened,
    file: Option<Hash>,
) -> Result<Option<Dealt>, CommandError> {
    let package = opened.manifest.package;
    let (known, saved) = office.vault.read(|read| {
        let known = read.handovers().get(package, Direction::Received)?;
        Ok::<_, CommandError>((known, backups::last(read)?))
    })?;
    let is_it = known.is_some_and(|known| {
        let is_safe = has(&known, REJECTED)
            || matches!(opened.content, Content::Answer { .. })
            || saved.is_some_and(|saved| known.at < saved)
            || opened.manifest.expires < office.outside.today();
        is_safe && known.contact == key_of(&opened.sender)
    });
    Ok(file.filter(|_| is_it).map(|file| Dealt::of(opened, file)))
}

/// Removes from the folder the files for this vault whose bytes are those of packages that were dealt with. What is not
/// removed hurts nobody: it is said by its name, for a person to remove. The folder may be on a drive that does not answer,
/// so that the desk is free meanwhile.
pub(super) fn clear(desk: &Mutex<Desk>) -> Result<(), CommandError> {
    let (dealt, outside) = {
        let mut desk = at(desk);
        let outside = Arc::clone(&desk.outside);
        (desk.post()?.1.dealt.clone(), outside)
    };
    if dealt.is_empty() {
        return Ok(());
    }
    let Some(Ok(files)) = list(desk)? else {
        return Ok(());
    };
    let mut left = Vec::new();
    for file in &files {
        let mut named = dealt
            .iter()
            .filter(|one| tail(one.named) == package_of(file))
            .peekable();
        if named.peek().is_none() {
            continue;
        }
        let hash = outside
            .read(file, LARGEST as u64 + 1)
            .map(|bytes| Hash::of(&bytes));
        let stays = match hash {
            Ok(hash) => named.any(|one| one.file == hash) && outside.remove(file).is_err(),
            Err(_) => true,
        };
        if stays {
            left.push(file_name(file).to_owned());
        }
    }
    at(desk).post()?.1.left = left;
    Ok(())
}
