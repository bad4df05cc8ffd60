//! Makes what the fuzzers begin with, out of invented samples: `corpus/TARGET/`, beside what earlier runs have found.
//!
//! It lies among the targets to be built as they are, and parses nothing itself.

#[path = "../../clock/mod.rs"]
mod clock;
mod lists;
mod packages;
mod papers;
mod signatures;
mod vaults;

use libfuzzer_sys as _; // what instrumented code calls, where no sanitizer brings it
use std::fs;
use std::path::{Path, PathBuf};

fn main() {
    packages::make();
    lists::make();
    papers::make();
    signatures::make();
    vaults::make();
}

/// Leaves what a target begins with.
fn seed(target: &str, name: &str, bytes: impl AsRef<[u8]>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(format!("seed-{name}")), bytes).unwrap();
}

/// A file among the samples of the repository.
fn sample(path: &str) -> Vec<u8> {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path);
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The files in a ZIP file, unpacked.
fn unzipped(zip: &[u8]) -> Vec<(String, Vec<u8>)> {
    use std::io::Read as _;
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(zip)).unwrap();
    let count = archive.len();
    let mut file = |at| {
        let mut file = archive.by_index(at).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        (file.name().unwrap().into_owned(), bytes)
    };
    (0..count).map(&mut file).collect()
}
