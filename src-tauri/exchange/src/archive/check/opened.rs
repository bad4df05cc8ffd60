//! What lies in a ZIP file, read strictly: it may come from anywhere.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use super::super::layout::METS;
use super::{Fault, FaultKind, Files};

/// The most files that are read: a package has some twenty.
const MOST_FILES: usize = 5_000;
/// The most bytes that they unpack to.
const MOST_BYTES: u64 = 1 << 30;

/// A package's folder with its files, and what is wrong with their names.
pub struct Opened {
    pub folder: String,
    pub files: Files,
    pub faults: Vec<Fault>,
}

/// The packages in a collection, each with its name; nothing where the file is a single package, or none.
pub fn collection(zip: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    let entries = entries(zip).ok()?;
    let all = !entries.is_empty()
        && entries
            .iter()
            .all(|(name, _)| !name.contains('/') && name.ends_with(".zip"));
    all.then_some(entries)
}

/// What is wrong with a collection's own list of packages.
pub fn outer_faults(zip: &[u8], packages: &[(String, Vec<u8>)]) -> Vec<Fault> {
    let unsafe_names = packages.iter().filter(|(name, _)| !is_safe(name));
    let mut faults: Vec<Fault> = unsafe_names
        .map(|(name, _)| Fault::new(FaultKind::UnsafeName, name))
        .collect();
    if is_ambiguous(zip) {
        faults.push(Fault::new(FaultKind::Twice, ""));
    }
    faults
}

/// The files of one package.
pub fn files(zip: &[u8]) -> Result<Opened, FaultKind> {
    let entries = entries(zip)?;
    let mut opened = Opened {
        folder: folder(&entries),
        files: Files::new(),
        faults: Vec::new(),
    };
    let root = format!("{}/", opened.folder);
    for (name, bytes) in entries {
        if !is_safe(&name) {
            opened.faults.push(Fault::new(FaultKind::UnsafeName, &name));
        } else if let Some(path) = name.strip_prefix(&root) {
            opened.files.insert(path.to_owned(), bytes);
        } else {
            opened.faults.push(Fault::new(FaultKind::NotOneFolder, &name));
        }
    }
    if is_ambiguous(zip) {
        opened.faults.push(Fault::new(FaultKind::Twice, ""));
    }
    Ok(opened)
}

/// The folder that holds METS.xml, else the first one.
fn folder(entries: &[(String, Vec<u8>)]) -> String {
    let split = |(name, _): &(String, Vec<u8>)| {
        let (folder, rest) = name.split_once('/')?;
        Some((folder.to_owned(), rest == METS))
    };
    let folders: Vec<(String, bool)> = entries.iter().filter_map(split).collect();
    let with_mets = folders.iter().find(|(_, has)| *has).or(folders.first());
    with_mets.map(|(folder, _)| folder.clone()).unwrap_or_default()
}

fn is_safe(name: &str) -> bool {
    let part = |part: &str| !part.is_empty() && part != "." && part != "..";
    name.split('/').all(part) && !name.contains(['\\', ':', '\0'])
}

fn entries(zip: &[u8]) -> Result<Vec<(String, Vec<u8>)>, FaultKind> {
    let mut archive = ZipArchive::new(Cursor::new(zip)).map_err(|_| FaultKind::NotAZip)?;
    if archive.len() > MOST_FILES {
        return Err(FaultKind::TooLarge);
    }
    let (mut entries, mut left) = (Vec::new(), MOST_BYTES);
    for at in 0..archive.len() {
        let file = archive.by_index(at).map_err(|_| FaultKind::NotAZip)?;
        if file.is_dir() {
            continue;
        }
        let name = file.name().map_err(|_| FaultKind::UnsafeName)?.into_owned();
        let mut bytes = Vec::new();
        // What a file says of its own size may be a lie.
        file.take(left + 1)
            .read_to_end(&mut bytes)
            .map_err(|_| FaultKind::NotAZip)?;
        left = left.checked_sub(bytes.len() as u64).ok_or(FaultKind::TooLarge)?;
        entries.push((name, bytes));
    }
    Ok(entries)
}

/// Whether the list at the end names more files than have names of their own (APPNOTE 4.3.16).
fn is_ambiguous(zip: &[u8]) -> bool {
    const END: usize = 22;
    let Some((_, end)) = zip.split_at_checked(zip.len().saturating_sub(END)) else {
        return false;
    };
    let count = end
        .get(10..12)
        .and_then(|two| Some(u16::from_le_bytes(two.try_into().ok()?)));
    let distinct = ZipArchive::new(Cursor::new(zip)).map(|archive| archive.len());
    !end.starts_with(b"PK\x05\x06") || distinct.ok() != count.map(usize::from)
}
