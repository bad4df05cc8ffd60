//! `cargo xtask run`, `demo` and `types`: the application itself, its invented case, and its wire types.

use std::path::Path;

use crate::needs::{self, Purpose};
use crate::process::{Failure, cargo, npm, program, run as step};
use crate::workspace;

/// Builds and opens the application; without a display, makes the invented case's documents instead.
pub fn run() -> Result<(), Failure> {
    if !has_display() {
        return run_without_display();
    }
    needs::install(Purpose::Window)?;
    build_ui()?;
    step(&mut cargo(["run"]))
}

/// Makes the invented case's documents with the command line, which needs neither WebKit nor a display.
pub fn demo(folder: &Path) -> Result<(), Failure> {
    needs::install(Purpose::CommandLine)?;
    step(&mut cargo([
        "build",
        "--no-default-features",
        "--bin",
        "narvarolots-cli",
    ]))?;
    make_demo(folder)
}

/// Makes the invented case's documents with a command line that has been built.
pub fn make_demo(folder: &Path) -> Result<(), Failure> {
    step(program(workspace::built("narvarolots-cli"), ["demo", "--out"]).arg(folder))
}

/// Writes the TypeScript types of the wire anew, by the very test that compares them.
pub fn types() -> Result<(), Failure> {
    let mut test = cargo(["test", "--quiet", "--package", "commands", "typescript"]);
    step(test.env("WRITE_TYPES", "1"))
}

/// Builds the window's files, which the shell embeds.
pub fn build_ui() -> Result<(), Failure> {
    step(&mut npm(["run", "build"]))
}

fn run_without_display() -> Result<(), Failure> {
    let folder = workspace::root().join("out/demo");
    println!("Här finns ingen skärm (varken DISPLAY eller WAYLAND_DISPLAY är satt).");
    println!("Därför görs det påhittade ärendets dokument på kommandoraden i stället.\n");
    demo(&folder)?;
    println!("\nDokumenten ligger i {}.", folder.display());
    println!("Öppna fönstret på en dator med skärm: kör ”cargo xtask run” där.");
    println!("Utan skärm går det att se med: xvfb-run dbus-run-session cargo xtask run");
    Ok(())
}

fn has_display() -> bool {
    !cfg!(target_os = "linux")
        || ["DISPLAY", "WAYLAND_DISPLAY"]
            .iter()
            .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}
