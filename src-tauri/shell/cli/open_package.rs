//! `open-package`: opens a hand-over package that was closed to the municipality too, and puts its papers in a folder.

use std::fs;
use std::path::Path;

use clap::ArgMatches;
use commands::{Code, CommandError};
use exchange::handover::{LARGEST, open_for_municipality};
use texts::swedish;

use super::{given_path, log, say};
use crate::system::{read, write_whole};

pub fn run(told: &ArgMatches) -> Result<(), CommandError> {
    let file = given_path(told, "file").unwrap_or(Path::new(""));
    let out = given_path(told, "out").unwrap_or(Path::new(""));
    let bytes = read(file, LARGEST as u64 + 1)?;
    let secret = log::secret(told)?;
    let opened = open_for_municipality(&bytes, secret.as_bytes())
        .map_err(|error| CommandError::named(error.code()))?;
    fs::create_dir_all(out).map_err(|_| CommandError::new(Code::CannotWrite))?;
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
        write_whole(&out.join(&name), paper)?;
        line(&name);
    }
    Ok(())
}

/// What a sender says may hold sequences that a terminal obeys.
fn line(text: &str) {
    say::line(text.replace(char::is_control, " "));
}
