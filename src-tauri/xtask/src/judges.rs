//! The judges of the documents: qpdf, page-validation, our own structure check, and a reader.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use crate::process::{Failure, output, program, run};
use crate::workspace;

/// Lets every judge speak over every PDF in a folder; a folder without documents is a failure.
pub fn judge(folder: &Path) -> Result<(), Failure> {
    run(&mut python("selftest.py", &[]))?;
    let files = documents(folder)?;
    for file in &files {
        qpdf(file)?;
        readable(file)?;
    }
    println!("qpdf, pdftotext: {} passed, 0 failed", files.len());
    run(&mut python("conformance.py", &files))?;
    run(&mut python("structure.py", &files))?;
    run(&mut python(
        "reading_order.py",
        &[vec![workspace::built("narvarolots-cli")], files].concat(),
    ))
}

/// Lets the judges of form speak over what is printed and is no form's document: reports, extracts, the shares of a key.
pub fn judge_sheets(folder: &Path) -> Result<(), Failure> {
    judge_form(folder)
}

/// Lets the judges of form speak over filed scans: a scan is a picture, so there is no text to read.
pub fn judge_scans(folder: &Path) -> Result<(), Failure> {
    judge_form(folder)
}

fn judge_form(folder: &Path) -> Result<(), Failure> {
    let files = documents(folder)?;
    files.iter().try_for_each(|file| qpdf(file))?;
    run(&mut python("conformance.py", &files))?;
    run(&mut python("structure.py", &files))
}

/// Lets a signature library of others (pyHanko) judge what the tests of the crate `signing` left in a folder, and
/// the documents of the invented case that are signed.
pub fn judge_signatures(made: &Path, demo: &Path) -> Result<(), Failure> {
    let trust = |folder: &Path| vec!["--trust".into(), folder.join("trust")];
    // What stands still in the tests' time would have expired one day.
    let then = ["--at", "2026-11-26T00:00:00+00:00"].map(PathBuf::from);
    signatures([trust(made), then.to_vec(), documents(made)?])?;
    let drawn = made.join("drawn");
    signatures([trust(&drawn), then.to_vec(), documents(&drawn)?])?;
    for kind in ["time", "proofs", "card", "window"] {
        let folder = made.join(kind);
        signatures([trust(&folder), vec![], documents(&folder)?])?;
    }
    let signed: Vec<PathBuf> = ["checklista", "kartlaggning"]
        .map(|form| demo.join(form).with_extension("pdf"))
        .into();
    signatures([trust(demo), vec![], signed])?;
    run(&mut python("reports.py", &files(&made.join("reports"), "xml")?))
}

/// Lets the validator of E-ARK judge the archive packages that the tests left in a folder.
pub fn judge_packages(made: &Path) -> Result<(), Failure> {
    run(&mut python_in(
        ".venv-packages",
        "packages.py",
        &[made.to_owned()],
    ))
}

/// Lets Debian's `age` open a hand-over package by the key of each of its readers: what is in it is the same tar file.
pub fn judge_handover(made: &Path) -> Result<(), Failure> {
    let (package, opened) = (made.join("package.age"), made.join("opened.tar"));
    let keys = files(made, "key")?;
    let mut seen = BTreeSet::new();
    for key in &keys {
        let mut age = program("age", ["--decrypt", "--identity"]);
        run(age.arg(key).arg("--output").arg(&opened).arg(&package))?;
        let parts = output(program("tar", ["--list", "--file"]).arg(&opened))?;
        let bytes = fs::read(&opened).map_err(|error| Failure::file(&opened, &error))?;
        seen.insert((parts.starts_with("manifest.json\nmanifest.sig\n"), bytes));
    }
    if keys.len() != 3 || seen.len() != 1 || !seen.iter().all(|(whole, _)| *whole) {
        return Err(Failure::new(
            "age och programmet läser inte samma paket.".to_owned(),
        ));
    }
    println!("age: {} passed, 0 failed", keys.len());
    Ok(())
}

fn signatures(words: [Vec<PathBuf>; 3]) -> Result<(), Failure> {
    run(&mut python("signatures.py", &words.concat()))
}

fn documents(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    files(folder, "pdf")
}

fn files(folder: &Path, kind: &str) -> Result<Vec<PathBuf>, Failure> {
    let entries = fs::read_dir(folder).map_err(|error| Failure::file(folder, &error))?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == kind))
        .collect();
    files.sort();
    if files.is_empty() {
        return Err(Failure::new(format!(
            "Inga filer av slaget {kind} i {}.",
            folder.display()
        )));
    }
    Ok(files)
}

fn qpdf(file: &Path) -> Result<(), Failure> {
    output(program("qpdf", ["--check"]).arg(file)).map(drop)
}

/// A document that a person can read says something, and no glyph in it has lost its character.
fn readable(file: &Path) -> Result<(), Failure> {
    let text = output(program("pdftotext", ["-enc", "UTF-8"]).arg(file).arg("-"))?;
    if text.split_whitespace().count() < 20 || text.contains('\u{fffd}') {
        return Err(Failure::new(format!(
            "Texten i {} går inte att läsa ut.",
            file.display()
        )));
    }
    Ok(())
}

fn python(judge: &str, files: &[PathBuf]) -> std::process::Command {
    python_in(".venv", judge, files)
}

fn python_in(environment: &str, judge: &str, files: &[PathBuf]) -> std::process::Command {
    let script = workspace::root().join("tests/judges").join(judge);
    // -B: no compiled files beside the sources.
    let words = ["-B".into(), script.into_os_string()];
    program(
        workspace::python_in(environment),
        words.into_iter().chain(files.iter().map(OsString::from)),
    )
}
