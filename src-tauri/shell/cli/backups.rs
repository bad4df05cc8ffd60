//! `backups`: which backups lie in a place, for whoever looks after many; with the passphrase, whether they can be read.
//! Nothing is restored: that takes a window, where one sees what is lost.

use std::io::{Write as _, stderr};
use std::path::Path;

use chrono::{DateTime, Utc};
use clap::ArgMatches;
use commands::{Code, CommandError};
use serde::Serialize;
use texts::swedish;
use vault::{BackupError, Chest, Key, Passphrase, Shelf};

use super::forms::print_json;
use super::{given_path, say, sign};

/// The backups of one vault in a place.
#[derive(Serialize)]
struct Folder {
    folder: String,
    backups: Vec<DateTime<Utc>>,
}

/// What was found of one backup.
#[derive(Serialize)]
struct Checked {
    backup: DateTime<Utc>,
    /// Whether it can be read to the last byte.
    whole: bool,
    /// How many of its papers are damaged or lost.
    missing: u32,
}

pub fn run(told: &ArgMatches) -> Result<(), CommandError> {
    let place = given_path(told, "folder").unwrap_or(Path::new(""));
    let (shelves, passed_over) = Shelf::sorted(place).map_err(|_| unreadable(place))?;
    if shelves.is_empty() {
        return Err(vault::Error::from(BackupError::None).into());
    }
    match told.get_flag("check") {
        true => check(told, place, (&shelves, &passed_over)),
        false => list(told, (&shelves, &passed_over)),
    }
}

fn unreadable(folder: &Path) -> CommandError {
    CommandError::new(Code::FolderUnreadable).with("folder", folder.display())
}

/// Says that backups may lie in a folder that cannot be read. It is no error: on a shared drive there are folders that others
/// alone read.
fn pass_over(shelf: &Shelf) {
    let folder = shelf.path().display().to_string();
    let said = swedish().say("restore-unread", &[("folder", folder.into())]);
    writeln!(stderr(), "{said}").ok();
}

fn list(told: &ArgMatches, (shelves, passed_over): (&[Shelf], &[Shelf])) -> Result<(), CommandError> {
    passed_over.iter().for_each(pass_over);
    let mut folders = Vec::new();
    for shelf in shelves {
        folders.push(Folder {
            folder: shelf.path().display().to_string(),
            backups: shelf.times().map_err(|_| unreadable(shelf.path()))?,
        });
    }
    if told.get_flag("json") {
        return print_json(&folders);
    }
    for one in &folders {
        let newest = one.backups.last().map(on_the_clock).unwrap_or_default();
        let args = [
            ("folder", one.folder.as_str().into()),
            ("count", one.backups.len().into()),
            ("newest", newest.into()),
        ];
        say::line(swedish().say("cli-backups-folder", &args));
    }
    Ok(())
}

/// Reads every backup that the passphrase opens to the last byte; wrong ones are counted in the place itself.
fn check(
    told: &ArgMatches,
    place: &Path,
    (shelves, passed_over): (&[Shelf], &[Shelf]),
) -> Result<(), CommandError> {
    let passphrase = Passphrase::typed(&sign::passphrase(given_path(told, "passphrase-file"))?);
    let chest = Chest::open(shelves, place, &Key::Passphrase(&passphrase), Utc::now());
    // One that is called after another vault holds none of these backups.
    let may_hold = |shelf: &&Shelf| match (&chest, shelf.called_after()) {
        (Ok(chest), Some(vault)) => vault == chest.vault(),
        _ => true,
    };
    passed_over.iter().filter(may_hold).for_each(pass_over);
    let chest = chest?;
    let mut all = Vec::new();
    let backups = chest.backups()?;
    for backup in &backups {
        let missing = chest.check(backup.at);
        all.push(Checked {
            backup: backup.at,
            whole: missing == Ok(0),
            missing: missing.unwrap_or_default(),
        });
    }
    all.extend(chest.unreadable(&backups).into_iter().map(|backup| Checked {
        backup,
        whole: false,
        missing: 0,
    }));
    if told.get_flag("json") {
        print_json(&all)?;
    } else {
        for one in &all {
            let state = if one.whole { "whole" } else { "damaged" };
            let made = on_the_clock(&one.backup);
            let args = [("made", made.into()), ("state", state.into())];
            say::line(swedish().say("cli-backups-checked", &args));
        }
    }
    if all.iter().all(|one| one.whole) {
        Ok(())
    } else {
        Err(vault::Error::from(BackupError::Damaged).into())
    }
}

fn on_the_clock(at: &DateTime<Utc>) -> String {
    let local = at.with_timezone(&chrono::Local);
    local.format("%Y-%m-%d %H.%M").to_string()
}
