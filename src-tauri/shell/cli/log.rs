//! `log`: opens an audit trail that was sealed to the municipality, walks its chain and shows what stands in it.

use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::process::ExitCode;

use chrono::{DateTime, Local, Utc};
use clap::ArgMatches;
use commands::CommandError;
use commands::trail::{entry_words, wrong_words};
use texts::swedish;
use vault::{Entry, MunicipalitySecret, OpenedTrail, TrailFault};
use zeroize::Zeroizing;

use super::{cannot_read, given_path, say, shares};

/// Exit status: 0 whole, 1 broken or cut off, 2 cannot be opened.
pub fn run(told: &ArgMatches) -> Result<ExitCode, CommandError> {
    let file = given_path(told, "file").unwrap_or(Path::new(""));
    let bytes = fs::read(file).map_err(|_| cannot_read(file))?;
    let key = secret(told)?;
    let trail = OpenedTrail::open(&bytes, &key)?;
    print(&trail);
    Ok(match trail.check.fault {
        None => ExitCode::SUCCESS,
        Some(_) => ExitCode::from(1),
    })
}

/// The municipality's private key, out of its shares as they are typed, or out of a file.
///
/// # Errors
/// It cannot be read.
pub fn secret(told: &ArgMatches) -> Result<MunicipalitySecret, CommandError> {
    match given_path(told, "key") {
        Some(file) => from_file(file),
        None => shares::joined(),
    }
}

/// From standard input where the file is called `-`.
fn from_file(file: &Path) -> Result<MunicipalitySecret, CommandError> {
    let mut text = Zeroizing::new(String::new());
    let read = match file == Path::new("-") {
        true => std::io::stdin().read_to_string(&mut text),
        false => fs::File::open(file).and_then(|mut file| file.read_to_string(&mut text)),
    };
    read.map_err(|_| cannot_read(file))?;
    Ok(text.parse().map_err(vault::Error::from)?)
}

fn print(trail: &OpenedTrail) {
    let facts = [
        ("cli-log-owner", trail.owner.clone()),
        ("cli-log-vault", trail.vault.to_string()),
        ("cli-log-made", local(trail.made)),
        ("cli-log-entries", trail.check.entries.to_string()),
    ];
    for (key, value) in facts {
        line(&format!("{:<10} {value}", swedish().say(key, &[])));
    }
    line(&found(trail));
    line("");
    for entry in &trail.entries {
        match entry {
            Ok(entry) => print_entry(entry),
            Err(unreadable) => line(&format!(
                "{:>7}  {}",
                unreadable.number,
                swedish().say("trail-unreadable", &[])
            )),
        }
    }
}

fn found(trail: &OpenedTrail) -> String {
    let short = |number: u64| u32::try_from(number).ok();
    match trail.check.fault {
        None => swedish().say("cli-log-whole", &[]).into_owned(),
        Some(TrailFault::Broken { number, at }) => {
            wrong_words("broken", short(number), at.map(local).as_deref())
        }
        Some(TrailFault::CutOff { known, at }) => {
            wrong_words("cut-off", short(known), at.map(local).as_deref())
        }
        Some(TrailFault::Unanchored) => wrong_words("unanchored", None, None),
    }
}

/// Number, time, what was done, and to what: the narrowest id, as in the window.
fn print_entry(entry: &Entry) {
    let subject = entry.subject;
    let about = subject
        .document
        .map(|id| id.to_string())
        .or(subject.case.map(|id| id.to_string()))
        .or(subject.pupil.map(|id| id.to_string()))
        .unwrap_or_default();
    let (number, at) = (entry.number, local(entry.at));
    line(&format!("{number:>7}  {at}  {about:<36}  {}", entry_words(entry)));
}

fn local(at: DateTime<Utc>) -> String {
    at.with_timezone(&Local).format("%Y-%m-%d %H.%M.%S").to_string()
}

/// A reason was typed by somebody, and may hold sequences that a terminal obeys.
fn line(text: &str) {
    say::line(text.replace(char::is_control, " "));
}
