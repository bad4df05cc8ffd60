//! `backups`: which backups lie in a place, for whoever looks after many; with the passphrase, whether they can be read.
//! Nothing is restored: that takes a window, where one sees what is lost.

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
    let cannot_read = |_| CommandError::new(Code::CannotRead).with("file", place.display());
    let (shelves, passed_over) = Shelf::sorted(place).map_err(cannot_read)?;
    if shelves.is_empty() {
        return Err(vault::Error::from(BackupError::None).into());
    }
    match told.get_flag("check") {
        true => check(told, place, &shelves)?,
        false => list(told, &shelves)?,
    }
    // What was found is said first: on a shared drive there may be folders that others alone read.
    passed_over.first().map_or(Ok(()), |shelf| {
        Err(CommandError::new(Code::CannotRead).with("file", shelf.path().display()))
    })
}

fn list(told: &ArgMatches, shelves: &[Shelf]) -> Result<(), CommandError> {
    let mut folders = Vec::new();
    for shelf in shelves {
        folders.push(Folder {
            folder: shelf.path().display().to_string(),
            backups: shelf.times().map_err(vault::Error::from)?,
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
fn check(told: &ArgMatches, place: &Path, shelves: &[Shelf]) -> Result<(), CommandError> {
    let passphrase = Passphrase::typed(&sign::passphrase(given_path(told, "passphrase-file"))?);
    let chest = Chest::open(shelves, place, &Key::Passphrase(&passphrase), Utc::now())?;
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
