//! `scans`: which document each page of a pile belongs to. Nothing is filed: that takes a vault and a person.

use std::path::PathBuf;

use clap::ArgMatches;
use commands::CommandError;
use documents::scan::{LARGEST_SCAN, Scan, ScannedPage};
use serde::Serialize;
use texts::swedish;

use super::forms::print_json;
use super::say;
use crate::system::read;

/// A page of a file.
#[derive(Serialize)]
struct Page {
    file: String,
    /// Its number in the file, from 1.
    page: usize,
    #[serde(flatten)]
    found: ScannedPage,
}

pub fn run(told: &ArgMatches) -> Result<(), CommandError> {
    let mut pages = Vec::new();
    for file in told.get_many::<PathBuf>("files").into_iter().flatten() {
        let wrong =
            |error: documents::ScanError| CommandError::named(error.code()).with("file", file.display());
        let scan = Scan::open(read(file, LARGEST_SCAN as u64 + 1)?).map_err(wrong)?;
        for page in 0..scan.pages() {
            let found = scan.read(page).map_err(wrong)?;
            pages.push(Page {
                file: file.display().to_string(),
                page: page + 1,
                found,
            });
        }
    }
    if told.get_flag("json") {
        return print_json(&pages);
    }
    for page in &pages {
        say::line(words(page));
    }
    Ok(())
}

fn words(page: &Page) -> String {
    let place = [("file", page.file.as_str().into()), ("page", page.page.into())];
    match page.found.code {
        Some(code) => {
            let [file, at] = place;
            let document = code.document.to_string();
            let all = [
                file,
                at,
                ("document", document.into()),
                ("number", code.page.into()),
            ];
            swedish().say("cli-scans-page", &all).into_owned()
        }
        None => swedish().say("cli-scans-loose", &place).into_owned(),
    }
}
