//! `check-package`: whether an archive package is whole, file by file.

use std::path::Path;
use std::process::ExitCode;

use clap::ArgMatches;
use commands::CommandError;
use exchange::archive::{Checked, Fault, check};
use serde_json::{Value as Json, json};
use texts::swedish;

use super::forms::print_json;
use super::{given_path, say};
use crate::system::read;

/// The most bytes of a file that are read.
const LARGEST: u64 = 1 << 30;

/// Exit status: 0 whole, 1 not whole.
pub fn run(told: &ArgMatches) -> Result<ExitCode, CommandError> {
    let file = given_path(told, "file").unwrap_or(Path::new(""));
    let found = check(&read(file, LARGEST)?);
    if told.get_flag("json") {
        print_json(&found.iter().map(shown).collect::<Vec<Json>>())?;
    } else {
        found.iter().for_each(print);
    }
    Ok(match found.iter().all(|package| package.faults.is_empty()) {
        true => ExitCode::SUCCESS,
        false => ExitCode::from(1),
    })
}

fn shown(package: &Checked) -> Json {
    let fault = |fault: &Fault| json!({ "code": fault.kind.code(), "path": fault.path });
    json!({ "package": package.name, "faults": package.faults.iter().map(fault).collect::<Vec<Json>>() })
}

fn print(package: &Checked) {
    let words = [
        ("name", package.name.as_str().into()),
        ("count", package.faults.len().into()),
    ];
    line(&swedish().say("cli-package", &words));
    for fault in &package.faults {
        let words = swedish().say(fault.kind.code(), &[]);
        match fault.path.as_str() {
            "" => line(&format!("  {words}")),
            path => line(&format!("  {path}: {words}")),
        }
    }
}

/// A foreign file's names may hold sequences that a terminal obeys.
fn line(text: &str) {
    say::line(text.replace(char::is_control, " "));
}
