//! The real world outside: the system's clock, randomness, disk and printers.

use std::fs;
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use chrono::{DateTime, FixedOffset, Local, NaiveDate, TimeDelta, Utc};
use commands::outside::FileKind;
use commands::wire::document::Printer;
use commands::{Code, CommandError, Outside};
use signing::TimeStampError;
use vault::KdfCost;

use crate::{network, opening, printers};

/// Asks the user where to save a file of a suggested name; nothing if they changed their mind.
pub type AskWhere = Box<dyn Fn(&str) -> Option<PathBuf> + Send + Sync>;

/// Asks the user for a file whose name ends in one of these ways; nothing if they changed their mind.
pub type AskWhich = Box<dyn Fn(&[&str]) -> Option<PathBuf> + Send + Sync>;

/// Asks the user for any number of files of one kind: its name and how such files end; none if they changed their mind.
pub type AskFiles = Box<dyn Fn(&str, &[&str]) -> Vec<PathBuf> + Send + Sync>;

/// Asks the user for a folder; nothing if they changed their mind.
pub type AskFolder = Box<dyn Fn() -> Option<PathBuf> + Send + Sync>;

/// What the user dropped on the window or opened in the file manager, and nobody has read yet.
pub type Dropped = Arc<Mutex<Vec<PathBuf>>>;

/// The system as the commands see it.
pub struct System {
    /// Where to save a file.
    pub ask_where: AskWhere,
    /// Which PDF to open.
    pub ask_which: AskWhich,
    /// Which files to take in.
    pub ask_files: AskFiles,
    /// Which folder to use.
    pub ask_folder: AskFolder,
    /// What was dropped on the window.
    pub dropped: Dropped,
}

impl Outside for System {
    fn now(&self) -> DateTime<Utc> {
        Utc::now() + later()
    }

    fn today(&self) -> NaiveDate {
        (Local::now() + later()).date_naive()
    }

    fn local(&self, at: DateTime<Utc>) -> DateTime<FixedOffset> {
        at.with_timezone(&Local).fixed_offset()
    }

    fn random(&self, buffer: &mut [u8]) {
        random(buffer);
    }

    fn ask_where(&self, suggested_name: &str) -> Option<PathBuf> {
        (self.ask_where)(suggested_name)
    }

    fn choose_pdf(&self) -> Result<Option<Vec<u8>>, CommandError> {
        (self.ask_which)(&["pdf"]).map(|file| read_pdf(&file)).transpose()
    }

    fn choose_file(&self, kind: FileKind) -> Result<Option<Vec<u8>>, CommandError> {
        let file = (self.ask_which)(kind.extensions());
        file.map(|file| read_pdf(&file)).transpose()
    }

    fn card_modules(&self) -> Vec<PathBuf> {
        #[cfg(feature = "test-seams")]
        if let Some(module) = std::env::var_os("NARVAROLOTS_CARD_MODULE") {
            return vec![module.into()];
        }
        signing::usual_modules()
            .filter(|module| module.exists())
            .collect()
    }

    fn choose_card_module(&self) -> Option<PathBuf> {
        (self.ask_which)(&[std::env::consts::DLL_EXTENSION])
    }

    fn ask_clock(&self, url: &str, question: &[u8]) -> Result<Vec<u8>, TimeStampError> {
        network::ask_clock(url, question)
    }

    fn choose_papers(&self) -> Vec<PathBuf> {
        (self.ask_files)(
            "PDF, JPEG, PNG, TIFF",
            &["pdf", "jpg", "jpeg", "png", "tif", "tiff"],
        )
    }

    fn choose_packages(&self) -> Vec<PathBuf> {
        (self.ask_files)("lotspaket", &["lotspaket"])
    }

    fn choose_folder(&self) -> Option<PathBuf> {
        (self.ask_folder)()
    }

    fn list(&self, folder: &Path) -> Result<Vec<PathBuf>, CommandError> {
        fs::read_dir(folder)
            .map(|_| files_in(folder.to_owned()))
            .map_err(|_| CommandError::new(Code::CannotRead).with("file", folder.display()))
    }

    fn dropped(&self) -> Vec<PathBuf> {
        let mut dropped = self.dropped.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *dropped)
            .into_iter()
            .flat_map(files_in)
            .collect()
    }

    fn given_packages(&self) -> Vec<PathBuf> {
        let mut dropped = self.dropped.lock().unwrap_or_else(PoisonError::into_inner);
        // A folder may hold some of either.
        let all = std::mem::take(&mut *dropped).into_iter().flat_map(files_in);
        let (packages, others) = all.partition(|file| opening::is_package(file));
        *dropped = others;
        packages
    }

    fn packages_given(&self) -> bool {
        let dropped = self.dropped.lock().unwrap_or_else(PoisonError::into_inner);
        dropped.iter().any(|file| opening::is_package(file))
    }

    fn papers_dropped(&self) -> bool {
        let dropped = self.dropped.lock().unwrap_or_else(PoisonError::into_inner);
        dropped.iter().any(|file| !opening::is_package(file))
    }

    fn read(&self, file: &Path, most: u64) -> Result<Vec<u8>, CommandError> {
        read(file, most)
    }

    fn share(&self, file: &Path, bytes: &[u8]) -> Result<(), CommandError> {
        write_for(file, bytes, 0o664)
    }

    fn write(&self, file: &Path, bytes: &[u8]) -> Result<(), CommandError> {
        write_whole(file, bytes)
    }

    fn write_new(&self, file: &Path, bytes: &[u8]) -> Result<bool, CommandError> {
        write_new(file, bytes)
    }

    fn remove(&self, file: &Path) -> Result<(), CommandError> {
        match fs::remove_file(file) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(CommandError::new(Code::LeftBeside).with("file", file.display()))
            }
            _ => Ok(()),
        }
    }

    fn municipality(&self) -> Result<Option<String>, CommandError> {
        match fs::read_to_string(municipality_file()) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(_) => Err(CommandError::new(Code::CannotRead).with("file", municipality_file().display())),
        }
    }

    fn free_space(&self, folder: &Path) -> Option<u64> {
        #[cfg(feature = "test-seams")]
        if let Some(file) = std::env::var_os("NARVAROLOTS_FREE_SPACE") {
            return fs::read_to_string(file).ok()?.trim().parse().ok();
        }
        fs4::available_space(folder).ok()
    }

    fn synced_folders(&self) -> Vec<PathBuf> {
        let told = ["OneDrive", "OneDriveCommercial", "OneDriveConsumer"]
            .into_iter()
            .filter_map(std::env::var_os)
            .map(PathBuf::from);
        // What is no whole path would be above every folder.
        told.filter(|folder| folder.is_absolute()).collect()
    }

    fn kdf_cost(&self) -> KdfCost {
        KdfCost::calibrated(|cost| {
            let start = Instant::now();
            // Without the memory for it the vault cannot be made, which says so itself.
            cost.spend().ok();
            start.elapsed()
        })
    }

    fn printers(&self) -> Result<Vec<Printer>, CommandError> {
        printers::list()
    }

    fn print(&self, printer: &str, copies: u8, pdf: &[u8]) -> Result<(), CommandError> {
        printers::print(printer, copies, pdf)
    }
}

/// Fills a buffer from the system's source of randomness.
pub fn random(buffer: &mut [u8]) {
    if getrandom::fill(buffer).is_err() {
        // Going on would make keys that can be guessed.
        std::process::abort();
    }
}

/// Where a municipality's IT department puts its settings. On Windows anybody may make a folder in ProgramData, so the
/// guide asks the department to make this one and to close it.
fn municipality_file() -> PathBuf {
    #[cfg(feature = "test-seams")]
    if let Some(file) = std::env::var_os("NARVAROLOTS_MUNICIPALITY") {
        return file.into();
    }
    let folder = if cfg!(windows) {
        std::env::var_os("ProgramData")
            .map_or_else(|| r"C:\ProgramData".into(), PathBuf::from)
            .join("Narvarolots")
    } else if cfg!(target_os = "macos") {
        "/Library/Application Support/Narvarolots".into()
    } else {
        "/etc/narvarolots".into()
    };
    folder.join("kommun.toml")
}

/// How much later it is than the system's clock says: nothing, but in a build with test seams, where years must pass.
fn later() -> TimeDelta {
    #[cfg(feature = "test-seams")]
    if let Some(file) = std::env::var_os("NARVAROLOTS_DAYS_LATER") {
        let text = fs::read_to_string(file).unwrap_or_default();
        return match text.trim().strip_suffix('s') {
            Some(seconds) => TimeDelta::seconds(seconds.parse().unwrap_or_default()),
            None => TimeDelta::days(text.trim().parse().unwrap_or_default()),
        };
    }
    TimeDelta::zero()
}

/// Reads no more than one byte beyond what is accepted, whatever the file's size.
///
/// # Errors
/// It could not be read.
pub fn read_pdf(file: &Path) -> Result<Vec<u8>, CommandError> {
    read(file, documents::LARGEST_FILE as u64 + 1)
}

/// The files that lie in a folder, by name; a file is itself.
pub fn files_in(path: PathBuf) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(&path) else {
        return vec![path];
    };
    let entries = entries.flatten().map(|entry| entry.path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.is_file()).collect();
    files.sort();
    files
}

/// Reads a file, at most so many bytes of it.
///
/// # Errors
/// It could not be read.
pub fn read(file: &Path, most: u64) -> Result<Vec<u8>, CommandError> {
    let mut bytes = Vec::new();
    let read = fs::File::open(file).and_then(|open| open.take(most).read_to_end(&mut bytes));
    read.map_err(|_| CommandError::new(Code::CannotRead).with("file", file.display()))?;
    Ok(bytes)
}

/// Writes a file so that it is there whole or not at all; no other account may read it.
///
/// # Errors
/// It could not be written; what was begun is removed.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), CommandError> {
    write_for(path, bytes, 0o600)
}

/// The same, where no file is there yet: the name is taken first, so that nothing of anybody's is written over.
///
/// # Errors
/// It could not be written; what was begun is removed.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<bool, CommandError> {
    match fs::OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(_) => {}
        Err(error) if error.kind() == ErrorKind::AlreadyExists => return Ok(false),
        Err(error) => return Err(not_written(&error)),
    }
    write_whole(path, bytes).map(|()| true).inspect_err(|_| {
        fs::remove_file(path).ok();
    })
}

/// The same, for the accounts that `mode` names where the system knows of such.
#[cfg_attr(not(unix), allow(unused_variables))]
fn write_for(path: &Path, bytes: &[u8], mode: u32) -> Result<(), CommandError> {
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    // Left by an interrupted save, if it is there.
    fs::remove_file(&part).ok();
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, mode);
    let written = options
        .open(&part)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&part, path));
    written.map_err(|error| {
        fs::remove_file(&part).ok();
        not_written(&error)
    })
}

/// Why a file could not be written, as far as somebody can do something about it. The error itself may hold its name.
fn not_written(error: &io::Error) -> CommandError {
    CommandError::new(match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Code::DiskFull,
        _ => Code::CannotWrite,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_file_is_written_over_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("ärende-metadata.csv");
        assert_eq!(write_new(&file, b"one"), Ok(true));
        assert_eq!(write_new(&file, b"two"), Ok(false));
        assert_eq!(fs::read(&file).unwrap(), b"one");
        let nowhere = folder.path().join("saknas").join("x.csv");
        assert_eq!(
            write_new(&nowhere, b"one").unwrap_err().code,
            Code::CannotWrite.as_str()
        );
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
