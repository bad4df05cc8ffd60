//! `open-package`: opens a hand-over package that was closed to the municipality too, and puts its papers in a folder.

use std::fs;
use std::path::Path;

use clap::ArgMatches;
use commands::{Code, CommandError};
use exchange::handover::{LARGEST, open_for_municipality};
use texts::swedish;

use super::{given_path, log, name_taken, say};
use crate::system::{read, write_new};

pub fn run(told: &ArgMatches) -> Result<(), CommandError> {
    let file = given_path(told, "file").unwrap_or(Path::new(""));
    let out = given_path(told, "out").unwrap_or(Path::new(""));
    let bytes = read(file, LARGEST as u64 + 1)?;
    // Before the holders have come and typed.
    prepare(out)?;
    let secret = log::secret(told)?;
    let opened = open_for_municipality(&bytes, secret.as_bytes())
        .map_err(|error| CommandError::named(error.code()))?;
    let facts = [
        ("cli-open-from", opened.sender.name().to_string()),
        ("cli-open-school", opened.sender.school().to_string()),
        ("cli-open-purpose", opened.manifest.purpose.clone()),
    ];
    for (key, value) in facts {
        line(&format!("{:<10} {value}", swedish().say(key, &[])));
    }
    // A hash for a name, as in the package: a title could tell who it is about.
    for (sha256, paper) in opened.papers() {
        let name = format!("{sha256}.pdf");
        let path = out.join(&name);
        if !write_new(&path, paper)? {
            return Err(name_taken(&path));
        }
        line(&name);
    }
    Ok(())
}

/// A folder for the papers, in which nothing lies: nobody's files are written over, or taken for what was in the package.
fn prepare(out: &Path) -> Result<(), CommandError> {
    let cannot_write = |_| CommandError::new(Code::CannotWrite);
    fs::create_dir_all(out).map_err(cannot_write)?;
    match fs::read_dir(out).map_err(cannot_write)?.next() {
        None => Ok(()),
        Some(_) => Err(name_taken(out)),
    }
}

/// What a sender says may hold sequences that a terminal obeys.
fn line(text: &str) {
    say::line(text.replace(char::is_control, " "));
}
