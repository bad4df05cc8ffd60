//! `cargo xtask run`, `demo` and `types`: the application itself, its invented case, and its wire types.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use crate::needs::{self, Purpose};
use crate::process::{Failure, cargo, npm, program, run as step};
use crate::workspace::{self, WHOLE};

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
    let mut test = cargo(["test", "--quiet", "--lib"]);
    step(test.args(WHOLE).arg("typescript").env("WRITE_TYPES", "1"))
}

/// Builds the window's files, which the shell embeds; files that are newer than everything they are made of stay,
/// for the shell is built anew whenever they are written.
pub fn build_ui() -> Result<(), Failure> {
    const MADE_OF: [&str; 7] = [
        "ui/src",
        "ui/index.html",
        "ui/package-lock.json",
        "ui/svelte.config.js",
        "ui/tsconfig.json",
        "ui/vite.config.ts",
        "src-tauri/texts",
    ];
    let written = fs::metadata(workspace::root().join("ui/dist/index.html")).and_then(|file| file.modified());
    let newest = MADE_OF
        .into_iter()
        .filter_map(|source| changed(&workspace::root().join(source)));
    if written.is_ok_and(|written| newest.max().is_some_and(|newest| newest < written)) {
        return Ok(());
    }
    step(&mut npm(["run", "build"]))
}

/// When a file, or anything in a folder, was last changed; a folder changes when something is taken out of it.
fn changed(path: &Path) -> Option<SystemTime> {
    let own = fs::metadata(path).and_then(|file| file.modified()).ok();
    let inside = fs::read_dir(path).into_iter().flatten().flatten();
    inside.filter_map(|entry| changed(&entry.path())).chain(own).max()
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
