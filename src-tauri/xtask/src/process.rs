//! Programs started from here: shown before they run, and named when they fail.

use std::ffi::OsStr;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::workspace;

/// What went wrong and what to do about it, in Swedish.
#[derive(Debug)]
pub struct Failure(String);

impl Failure {
    pub fn new(words: impl Into<String>) -> Self {
        Self(words.into())
    }

    /// A file that could not be read or written.
    pub fn file(file: &Path, error: &std::io::Error) -> Self {
        Self(format!(
            "{} går inte att läsa eller skriva: {error}.",
            file.display()
        ))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Cargo in the root of the repository, the same cargo that started us.
pub fn cargo<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>) -> Command {
    program(std::env::var_os("CARGO").unwrap_or("cargo".into()), arguments)
}

/// npm in the window's folder.
pub fn npm<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>) -> Command {
    let mut npm = program(if cfg!(windows) { "npm.cmd" } else { "npm" }, arguments);
    npm.current_dir(workspace::ui());
    npm
}

/// Any program, in the root of the repository.
pub fn program<A: AsRef<OsStr>>(name: impl AsRef<OsStr>, arguments: impl IntoIterator<Item = A>) -> Command {
    let mut command = Command::new(name);
    command.args(arguments).current_dir(workspace::root());
    command
}

/// Shows the command, runs it to its end and reports how it failed, if it did.
pub fn run(command: &mut Command) -> Result<(), Failure> {
    println!("→ {}", shown(command));
    let status = command
        .status()
        .map_err(|error| Failure::new(format!("{} kunde inte startas: {error}.", shown(command))))?;
    if status.success() {
        return Ok(());
    }
    Err(Failure::new(format!(
        "{} misslyckades ({status}).",
        shown(command)
    )))
}

/// Runs a command that must succeed and gives what it wrote.
pub fn output(command: &mut Command) -> Result<String, Failure> {
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| Failure::new(format!("{} kunde inte startas: {error}.", shown(command))))?;
    if !output.status.success() {
        return Err(Failure::new(format!(
            "{} misslyckades ({}).",
            shown(command),
            output.status
        )));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Whether a command succeeds, without a word.
pub fn succeeds(command: &mut Command) -> bool {
    command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// A program on the search path; system programs of Debian count, though an ordinary user's path omits them.
pub fn found(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .chain(["/usr/sbin".into(), "/sbin".into()])
        .map(|folder| folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX)))
        .find(|file| file.is_file())
}

fn shown(command: &Command) -> String {
    let name = PathBuf::from(command.get_program());
    let words = name.file_stem().into_iter().chain(command.get_args());
    words
        .map(|word| word.to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join(" ")
}
