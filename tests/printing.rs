//! A document through the system's print service and out on the other side. `cargo xtask test` makes the printer
//! (cups-pdf, which prints to a folder) and says its name.

#![allow(clippy::unwrap_used)] // clippy excuses test functions, not what they share

use std::path::PathBuf;
use std::thread::sleep;
use std::time::{Duration, Instant};

use chrono::DateTime;
use commands::Catalogue;
use commands::render::{Origin, render};
use narvarolots::printers;

fn printed() -> Vec<PathBuf> {
    let folder = PathBuf::from(std::env::var_os("HOME").unwrap()).join("PDF");
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    entries.map(|entry| entry.unwrap().path()).collect()
}

#[test]
fn a_blank_form_comes_out_of_the_printer() {
    let name = std::env::var("NARVAROLOTS_PRINTER").unwrap();
    let listed = printers::list().unwrap();
    assert!(listed.iter().any(|printer| printer.id == name), "{listed:?}");

    let catalogue = Catalogue::embedded().unwrap();
    let form = catalogue.find("checklista").unwrap();
    let pdf = render(form, None, &Origin::default(), None, DateTime::UNIX_EPOCH).unwrap();
    let pages = documents::inspect(&pdf).unwrap().pages;
    let before = printed();
    printers::print(&name, 1, &pdf).unwrap();

    let begun = Instant::now();
    let fresh = loop {
        // A file that is still being written is not yet a PDF that can be read.
        let fresh = printed().into_iter().find(|file| !before.contains(file));
        let whole =
            fresh.and_then(|file| Some((documents::inspect(&std::fs::read(&file).ok()?).ok()?, file)));
        match whole {
            Some(found) => break found,
            None if begun.elapsed() > Duration::from_secs(90) => unreachable!("nothing was printed"),
            None => sleep(Duration::from_millis(200)),
        }
    };
    let (inspection, file) = fresh;
    assert_eq!(inspection.pages, pages);
    let job = file.file_name().unwrap().to_string_lossy().into_owned();
    assert!(
        job.starts_with("Dokument"),
        "the print history names nobody: {job}"
    );
    std::fs::remove_file(file).unwrap();
}

#[test]
fn a_printer_that_is_not_there_is_a_plain_error() {
    let error = printers::print("finns-inte", 1, b"%PDF-1.7").unwrap_err();
    assert_eq!(error.code, "print-failed");
}
