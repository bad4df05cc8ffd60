//! `cargo xtask fuzz`: what reads foreign bytes is given bytes that nobody has thought of, target by target.
//!
//! The targets are a workspace of their own (`tests/fuzz`), which is built for fuzzing alone. What is found becomes an
//! ordinary test beside the parser that it struck: this is no part of `cargo xtask test`.

use std::fs;
use std::process::Command;

use crate::process::{Failure, cargo, run, succeeds};
use crate::workspace;

/// How long each target runs where nobody says how long.
const MINUTES: u32 = 60;
/// The most memory, in MiB, that an input may take.
const MEMORY: u32 = 1500;
/// The most seconds that an input may take: what a person waits for at most (30), in a slower build beside another.
const PATIENCE: u32 = 90;
/// Makes what the targets begin with; it stands among them to be built as they are.
const SEEDS: &str = "seeds";

/// Runs one target, or all of them in turn, for so many minutes each.
pub fn fuzz(words: &[&str]) -> Result<(), Failure> {
    let (target, minutes) = asked(words)?;
    let all = targets()?;
    if let Some(unknown) = target.filter(|target| !all.iter().any(|one| one == target)) {
        let known = all.join(", ");
        return Err(Failure::new(format!(
            "Målet {unknown} finns inte. Välj bland {known}."
        )));
    }
    if !succeeds(&mut cargo(["fuzz", "--version"])) {
        run(&mut cargo(["install", "--locked", "cargo-fuzz"]))?;
    }
    run(&mut cargo_fuzz(SEEDS))?;
    for target in all
        .iter()
        .filter(|one| target.is_none_or(|target| target == *one))
    {
        run(cargo_fuzz(target).arg("--").args([
            format!("-max_total_time={}", minutes * 60),
            format!("-rss_limit_mb={MEMORY}"),
            format!("-timeout={PATIENCE}"),
            "-print_final_stats=1".to_owned(),
        ]))?;
    }
    Ok(())
}

fn asked<'a>(words: &[&'a str]) -> Result<(Option<&'a str>, u32), Failure> {
    let (target, rest) = match words {
        [target, rest @ ..] if !target.starts_with("--") => (Some(*target), rest),
        rest => (None, rest),
    };
    let minutes = match rest {
        [] => Some(MINUTES),
        ["--minutes", minutes] => minutes.parse().ok(),
        _ => None,
    };
    let minutes = minutes.ok_or_else(|| Failure::new("Skriv: cargo xtask fuzz [MÅL] [--minutes ANTAL]"))?;
    Ok((target, minutes))
}

/// The targets by name, which are the files that they stand in.
fn targets() -> Result<Vec<String>, Failure> {
    let folder = workspace::fuzz().join("fuzz_targets");
    let entries = fs::read_dir(&folder).map_err(|error| Failure::file(&folder, &error))?;
    let files = entries.flatten().map(|entry| entry.path());
    let mut names: Vec<String> = files
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect();
    names.sort();
    Ok(names)
}

/// Without AddressSanitizer: all of ours is safe Rust, as is nearly all of what it reads with, and many times more inputs
/// are tried without.
fn cargo_fuzz(target: &str) -> Command {
    let mut command = cargo(["fuzz", "run", "--sanitizer", "none", "--fuzz-dir"]);
    command.arg(workspace::fuzz()).arg(target);
    command
}
