//! The folder through which packages go: on a shared drive or a stick. Everybody puts packages into the same one, named
//! by the digits of whom they are for; what lies there is closed to all others.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use super::own_card;
use super::parcels::{self, parcels};
use crate::desk::{Desk, Office, at};
use crate::error::CommandError;
use crate::wire::handover::Parcels;

/// How the files of packages end.
pub(super) const ENDING: &str = "lotspaket";
/// Under which name the folder is kept.
pub(crate) const FOLDER: &str = "mailbox";

/// The folder, if one is set.
pub(super) fn folder(office: &Office<'_>) -> Result<Option<PathBuf>, CommandError> {
    let kept: Option<Option<PathBuf>> = office.vault.read(|read| read.settings().preference(FOLDER))?;
    Ok(kept.flatten())
}

fn keep(office: &Office<'_>, folder: Option<PathBuf>) -> Result<(), CommandError> {
    let now = office.outside.now();
    office
        .vault
        .write(|write| Ok::<_, CommandError>(write.settings_mut().set_preference(FOLDER, &folder, now)?))
}

/// Asks for the folder, and looks into it.
pub fn choose_mailbox(desk: &Mutex<Desk>) -> Result<Parcels, CommandError> {
    let outside = {
        let desk = at(desk);
        desk.office()?;
        Arc::clone(&desk.outside)
    };
    if let Some(folder) = outside.choose_folder() {
        keep(&at(desk).office()?, Some(folder))?;
    }
    look_in_mailbox(desk)
}

/// Uses no folder any more.
pub fn forget_mailbox(desk: &mut Desk) -> Result<Parcels, CommandError> {
    keep(&desk.office()?, None)?;
    parcels(desk)
}

/// Opens what lies in the folder for this vault and was not opened before. The folder may be on a drive that does not
/// answer, so that the desk is free while it is read.
pub fn look_in_mailbox(desk: &Mutex<Desk>) -> Result<Parcels, CommandError> {
    let (folder, prefixes, outside) = {
        let desk = at(desk);
        let office = desk.office()?;
        // What goes to an earlier card is still opened.
        let names = own_card::own_names(&office)?.into_iter();
        let prefixes: Vec<String> = names.map(|name| own_card::digits(&name) + "-").collect();
        (folder(&office)?, prefixes, Arc::clone(&desk.outside))
    };
    let Some(folder) = folder else {
        return parcels(&mut at(desk));
    };
    let found = outside.list(&folder);
    let reachable = found.is_ok();
    let mine = found.unwrap_or_default().into_iter().filter(|file| {
        let name = file
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        prefixes.iter().any(|prefix| name.starts_with(prefix)) && name.ends_with(&format!(".{ENDING}"))
    });
    parcels::open_files(desk, mine.collect(), true)?;
    let mut desk = at(desk);
    desk.post()?.1.reachable = reachable;
    parcels(&mut desk)
}
