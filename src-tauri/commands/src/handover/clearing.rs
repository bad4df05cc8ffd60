//! The files of packages that were dealt with go from the folder: whoever counts what lies there is told of what waits
//! alone, and nothing that this vault's keys open lies about for longer than it must.

use std::sync::{Arc, Mutex};

use exchange::handover::{Content, LARGEST, Opened};
use forms::Hash;
use uuid::Uuid;
use vault::Direction;

use super::contacts::key_of;
use super::mailbox::{file_name, list, package_of, tail};
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

/// What was dealt with in an earlier sitting: a package that came from the same sender under the same id.
pub(super) fn dealt_before(
    office: &Office<'_>,
    opened: &Opened,
    file: Option<Hash>,
) -> Result<Option<Dealt>, CommandError> {
    let package = opened.manifest.package;
    let known = office
        .vault
        .read(|read| Ok::<_, CommandError>(read.handovers().get(package, Direction::Received)?))?;
    let is_it = known.is_some_and(|known| known.contact == key_of(&opened.sender));
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
        let read = outside.read(file, LARGEST as u64 + 1);
        let hash = read.ok().map(|bytes| Hash::of(&bytes));
        if named.any(|one| Some(one.file) == hash) && outside.remove(file).is_err() {
            left.push(file_name(file).to_owned());
        }
    }
    at(desk).post()?.1.left = left;
    Ok(())
}
