//! `cargo xtask test`: everything that must hold, the cheapest first, one feature set in one target folder.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::desktop::Desktop;
use crate::needs::{self, Purpose};
use crate::printer::{self, Printer};
use crate::process::{Failure, cargo, found, npm, run};
use crate::stages::Stages;
use crate::workspace::{self, WHOLE};
use crate::{gallery, judges, package, run as application};

/// Runs every stage; the first failure stops with its name.
pub fn test() -> Result<(), Failure> {
    let mut stages = Stages::default();
    stages.stage("Det som behövs", || needs::install(Purpose::Tests))?;
    stages.stage("Formatering", formatting)?;
    stages.stage("Fönstrets källor", window_sources)?;
    stages.stage("Clippy", || run(&mut clippy()))?;
    stages.stage("Rust", rust)?;
    stages.stage("Dokumenten inför domarna", documents)?;
    stages.stage("Utskrift", printing)?;
    stages.stage("Det riktiga fönstret", real_window)?;
    stages.stage("Programmet som lämnas ut", released)?;
    stages.stage("Paketet som installeras", installed)?;
    stages.finish();
    Ok(())
}

fn formatting() -> Result<(), Failure> {
    run(&mut cargo(["fmt", "--all", "--check"]))?;
    let targets = workspace::fuzz().join("Cargo.toml");
    run(cargo(["fmt", "--check", "--manifest-path"]).arg(targets))?;
    run(&mut npm(["run", "--silent", "lint"]))
}

/// Types, the components' tests, and the build that the shell embeds.
fn window_sources() -> Result<(), Failure> {
    run(&mut npm(["run", "--silent", "check"]))?;
    run(&mut npm(["run", "--silent", "test"]))?;
    application::build_ui()
}

fn clippy() -> Command {
    let mut clippy = cargo(["clippy", "--all-targets"]);
    clippy.args(WHOLE).args(["--", "-D", "warnings"]);
    clippy
}

/// Every test that needs neither a display nor a printer; what is signed, scanned or printed in them is kept for the judges.
fn rust() -> Result<(), Failure> {
    // What an earlier run signed was signed by others, and what it packed was of other cases.
    for folder in [signed(), packaged(), sheets()] {
        if folder.exists() {
            fs::remove_dir_all(&folder).map_err(|error| Failure::file(&folder, &error))?;
        }
    }
    fs::create_dir_all(sheets()).map_err(|error| Failure::file(&sheets(), &error))?;
    let mut test = cargo(["test"]);
    test.args(WHOLE)
        .env("INSTA_UPDATE", "no")
        .env("SIGNING_OUT", signed())
        .env("SCANS_OUT", scanned())
        .env("SHEETS_OUT", sheets())
        .env("PACKAGES_OUT", packaged());
    run(&mut test)
}

fn signed() -> PathBuf {
    workspace::target().join("signed")
}

fn scanned() -> PathBuf {
    workspace::target().join("scanned")
}

fn sheets() -> PathBuf {
    workspace::target().join("sheets")
}

fn packaged() -> PathBuf {
    workspace::target().join("packaged")
}

fn documents() -> Result<(), Failure> {
    build_programs()?;
    let folder = workspace::target().join("judged");
    application::make_demo(&folder)?;
    judges::judge(&folder)?;
    judges::judge_scans(&scanned())?;
    judges::judge_sheets(&sheets())?;
    judges::judge_signatures(&signed(), &folder)?;
    judges::judge_packages(&packaged())?;
    judges::judge_handover(&packaged().join("age"))
}

/// The programs with the features the tests were built with, so that only linking is left.
fn build_programs() -> Result<(), Failure> {
    run(cargo(["build", "--bins", "--tests"]).args(WHOLE))
}

/// Paper through the system's print service.
fn printing() -> Result<(), Failure> {
    if !cfg!(target_os = "linux") {
        println!("Hoppas över: utskriften provas på Linux, där cups-pdf skriver ut till en mapp.");
        return Ok(());
    }
    let _printer = Printer::add()?;
    let mut test = cargo(["test"]);
    test.args(WHOLE)
        .args(["--test", "printing"])
        .env("NARVAROLOTS_PRINTER", printer::NAME);
    run(&mut test)
}

/// What the program leaves on the disk when it is built as it is given out, without the tests' seams.
fn released() -> Result<(), Failure> {
    if !cfg!(target_os = "linux") {
        println!(
            "Hoppas över: det utlämnade programmet provas på Linux, där ett tangentbord kan efterliknas."
        );
        return Ok(());
    }
    let bin = ["build", "--profile", "quick-release", "--bin", "narvarolots"];
    run(&mut cargo(bin))?;
    let mut test = cargo(["test"]);
    let one = ["--test", "release", "--", "--test-threads=1"];
    test.args(WHOLE).args(one).env(
        "NARVAROLOTS_RELEASE",
        workspace::target().join("quick-release/narvarolots"),
    );
    run(&mut Desktop::start()?.session(&test))
}

/// The package for Debian; those for other systems are made there.
fn installed() -> Result<(), Failure> {
    if found("dpkg-deb").is_none() {
        println!("Hoppas över: paketet för Debian prövas där dpkg finns.");
        return Ok(());
    }
    package::judge()
}

/// The journeys through the window that a person sees, driven through WebDriver.
fn real_window() -> Result<(), Failure> {
    if !cfg!(target_os = "linux") {
        println!("Hoppas över: det riktiga fönstret provas på Linux, där WebKitGTK har WebDriver.");
        return Ok(());
    }
    let mut journeys = cargo(["test"]);
    journeys
        .args(WHOLE)
        .args([
            "--test",
            "journeys",
            "--test",
            "two_vaults",
            "--test",
            "consent",
            "--test",
            "keys",
            "--test",
            "papers",
            "--test",
            "leaving",
            "--test",
            "post",
            "--test",
            "municipality_key",
            "--test",
            "safekeeping",
            "--test",
            "sleeping",
            "--test",
            "restoring",
            "--test",
            "old_list",
            "--",
            "--test-threads=1",
        ])
        .env("NARVAROLOTS_APP", workspace::built("narvarolots"))
        .env("NARVAROLOTS_CLI", workspace::built("narvarolots-cli"))
        .env("NARVAROLOTS_PICTURES", gallery::pictures());
    let desktop = Desktop::start()?;
    gallery::judge(&desktop)?;
    run(&mut desktop.session(&journeys))
}
