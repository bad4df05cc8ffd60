//! The package that Debian and its relatives install: made as Tauri makes it, and judged by the programs that will take it
//! in. Whatever those refuse nobody could install, and no hand-over package would open in the file manager.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::process::{Failure, output, program, run};
use crate::workspace;

/// What the file manager knows a hand-over package as.
const TYPE: &str = "application/x-narvarolots-paket";
/// The program in the desktop's menus.
const ENTRY: &str = "narvarolots.desktop";
/// How the file of a hand-over package begins, which says nothing of what it is for.
const CLOSED: &[u8] = b"age-encryption.org/v1\n-> X25519";

/// Makes the package of the programs that the tests were built with, and lets dpkg and the desktop's own programs judge it.
pub fn judge() -> Result<(), Failure> {
    let made = workspace::target().join("debug/bundle/deb");
    let taken = workspace::target().join("installed");
    for folder in [&made, &taken] {
        if folder.exists() {
            fs::remove_dir_all(folder).map_err(|error| Failure::file(folder, &error))?;
        }
    }
    let words = "exec --prefix ui -- tauri bundle --debug --bundles deb --no-sign";
    run(&mut program("npm", words.split(' ')))?;
    let package = sole(&made)?;
    // A name or a version that dpkg does not take is refused here.
    run(program("dpkg-deb", ["--info"]).arg(&package))?;
    run(program("dpkg-deb", ["--extract"]).arg(&package).arg(&taken))?;
    let shared = taken.join("usr/share");
    let licence = shared.join("doc/narvarolots/copyright");
    fs::metadata(&licence).map_err(|error| Failure::file(&licence, &error))?;
    opens_by_itself(&taken, &shared)?;
    println!("dpkg, desktop-file-validate, gio: 1 passed, 0 failed");
    Ok(())
}

/// A hand-over package is known by its name, and opened by our program.
fn opens_by_itself(taken: &Path, shared: &Path) -> Result<(), Failure> {
    let (menu, types) = (shared.join("applications"), shared.join("mime"));
    run(program("desktop-file-validate", [menu.join(ENTRY)]).arg("--no-hints"))?;
    run(&mut program("update-desktop-database", [&menu]))?;
    run(&mut program("update-mime-database", [&types]))?;
    let file = taken.join("12345678-aa.lotspaket");
    fs::write(&file, CLOSED).map_err(|error| Failure::file(&file, &error))?;
    let mut look = gio(taken, shared, ["info", "-a", "standard::content-type"]);
    says(look.arg(&file), TYPE)?;
    says(&mut gio(taken, shared, ["mime", TYPE]), ENTRY)
}

/// The desktop's own look at files, on a machine that has nothing but what the package brings.
fn gio<const N: usize>(taken: &Path, shared: &Path, words: [&str; N]) -> Command {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = [taken.join("usr/bin")]
        .into_iter()
        .chain(std::env::split_paths(&path));
    let path: OsString = std::env::join_paths(folders).unwrap_or(path);
    let mut gio = program("gio", words);
    gio.env("PATH", path)
        .env("XDG_DATA_DIRS", shared)
        .env("XDG_DATA_HOME", taken.join("home"))
        .env("XDG_CONFIG_HOME", taken.join("home"))
        .env("LC_ALL", "C.UTF-8");
    gio
}

fn says(command: &mut Command, wanted: &str) -> Result<(), Failure> {
    let said = output(command)?;
    match said.contains(wanted) {
        true => Ok(()),
        false => Err(Failure::new(format!("{wanted} fattas i svaret: {said}"))),
    }
}

fn sole(folder: &Path) -> Result<PathBuf, Failure> {
    let entries = fs::read_dir(folder).map_err(|error| Failure::file(folder, &error))?;
    let files = entries.flatten().map(|entry| entry.path());
    let mut packages = files.filter(|path| path.extension().is_some_and(|ending| ending == "deb"));
    let package = packages.next();
    package
        .filter(|_| packages.next().is_none())
        .ok_or_else(|| Failure::new(format!("{} ska ha ett paket.", folder.display())))
}
