//! `sign`: signs a PDF with a key file, as the window does with a key of the vault.

use std::fs;
use std::io::{BufRead as _, stdin};
use std::path::Path;

use chrono::{DateTime, FixedOffset, Local};
use clap::ArgMatches;
use commands::CommandError;
use commands::signatures::{Wish, sign};
use signing::Identity;

use super::{argument, given_path};
use crate::system::{read_pdf, write_whole};

pub fn run(told: &ArgMatches) -> Result<(), CommandError> {
    let path = |name| given_path(told, name).unwrap_or(Path::new(""));
    let pdf = read_pdf(path("file"))?;
    let key = read_pdf(path("p12"))?;
    let identity = Identity::from_pkcs12(&key, &passphrase(given_path(told, "passphrase-file"))?)
        .map_err(signing::Error::from)?;
    let at: Option<DateTime<FixedOffset>> = told
        .get_one::<String>("time")
        .map(|time| argument(time, "time"))
        .transpose()?;
    let wish = Wish {
        field: told.get_one::<String>("field").map(String::as_str),
        at: at.unwrap_or_else(|| Local::now().fixed_offset()),
        lock: told.get_flag("lock"),
    };
    write_whole(path("out"), &sign(&pdf, &identity, &wish)?)
}

/// The first line of a file, or of standard input: words on the command line stay in its history.
fn passphrase(file: Option<&Path>) -> Result<String, CommandError> {
    let line = match file {
        Some(file) => fs::read_to_string(file)
            .map(|text| text.lines().next().unwrap_or_default().to_owned())
            .map_err(|_| super::cannot_read(file))?,
        None => {
            let mut line = String::new();
            stdin()
                .lock()
                .read_line(&mut line)
                .map_err(|_| super::cannot_read(Path::new("-")))?;
            line
        }
    };
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
