//! What the commands need from the world outside: the clock, randomness, dialogs and printers. The shell
//! gives the real ones; tests give their own.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, Utc};
use signing::TimeStampError;
use vault::KdfCost;

use crate::error::CommandError;
use crate::wire::document::Printer;

/// The day of an instant on the user's own clock. Nothing where the year has not four digits: what came from outside may
/// name any instant, and those at the edges have no day in every time zone.
pub(crate) fn day_of(outside: &dyn Outside, at: DateTime<Utc>) -> Option<NaiveDate> {
    let is_usual = (1..=9999).contains(&at.year());
    is_usual.then(|| outside.local(at).date_naive())
}

/// What kind of file the user is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// A key with its certificate (PKCS#12).
    Key,
    /// Certificates, or a list of revoked ones.
    Certificates,
    /// A request for a certificate.
    Request,
    /// A name card, or a picture of its code.
    Card,
    /// A list of cases; one of a kind that cannot be read may be chosen too, so that it is said why.
    CaseList,
}

impl FileKind {
    /// How the names of such files end.
    pub fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Key => &["p12", "pfx"],
            Self::Certificates => &["pem", "crt", "cer", "der", "crl"],
            Self::Request => &["csr", "pem"],
            Self::Card => &["lotskort", "png", "jpg", "jpeg"],
            Self::CaseList => &["csv", "xlsx", "txt", "xls", "xlsm"],
        }
    }
}

/// The world outside, as far as the commands need it.
pub trait Outside: Send + Sync {
    /// The instant now.
    fn now(&self) -> DateTime<Utc>;

    /// The user's civil date today.
    fn today(&self) -> NaiveDate;

    /// An instant on the user's own clock.
    fn local(&self, at: DateTime<Utc>) -> DateTime<FixedOffset>;

    /// Fills a buffer from the system's source of randomness.
    fn random(&self, buffer: &mut [u8]);

    /// Asks the user where to save a file, for as long as the user takes; nothing if they changed their mind.
    fn ask_where(&self, suggested_name: &str) -> Option<PathBuf>;

    /// Asks the user for a PDF and reads it, as far as anything is ever read; nothing if they changed their mind.
    ///
    /// # Errors
    /// The file could not be read.
    fn choose_pdf(&self) -> Result<Option<Vec<u8>>, CommandError>;

    /// Asks the user for any number of papers, PDF or pictures, for as long as the user takes; none if they changed
    /// their mind.
    fn choose_papers(&self) -> Vec<PathBuf>;

    /// Asks the user for any number of hand-over packages, for as long as the user takes; none if they changed their
    /// mind.
    fn choose_packages(&self) -> Vec<PathBuf>;

    /// Asks the user for a folder, for as long as the user takes; nothing if they changed their mind.
    fn choose_folder(&self) -> Option<PathBuf>;

    /// The files in a folder, by name.
    ///
    /// # Errors
    /// The folder cannot be read.
    fn list(&self, folder: &Path) -> Result<Vec<PathBuf>, CommandError>;

    /// The files that the user dropped on the window, or opened in the system's file manager, the first one first; each
    /// is given once.
    fn dropped(&self) -> Vec<PathBuf>;

    /// The packages alone among what [`Self::dropped`] gives; what else was dropped waits on.
    fn given_packages(&self) -> Vec<PathBuf>;

    /// Whether packages that the user opened in the system's file manager wait in what [`Self::dropped`] gives.
    fn packages_given(&self) -> bool;

    /// Whether anything else waits there, such as papers that were dropped while the vault was locked.
    fn papers_dropped(&self) -> bool;

    /// Reads a file, at most so many bytes of it.
    ///
    /// # Errors
    /// The file could not be read.
    fn read(&self, file: &Path, most: u64) -> Result<Vec<u8>, CommandError>;

    /// Writes a file that is meant for others, as [`Outside::write`] does: what lies in it is closed to all but one.
    ///
    /// # Errors
    /// The file could not be written.
    fn share(&self, file: &Path, bytes: &[u8]) -> Result<(), CommandError>;

    /// Writes a file so that it is there whole or not at all.
    ///
    /// # Errors
    /// The file could not be written.
    fn write(&self, file: &Path, bytes: &[u8]) -> Result<(), CommandError>;

    /// Writes a file that is not there yet, whole or not at all; false where one is there already, which is left as it is.
    ///
    /// # Errors
    /// The file could not be written.
    fn write_new(&self, file: &Path, bytes: &[u8]) -> Result<bool, CommandError>;

    /// Takes away a file that [`Self::write_new`] has just written, or whose contents were dealt with.
    ///
    /// # Errors
    /// It still lies there: [`crate::Code::LeftBeside`] with its name.
    fn remove(&self, file: &Path) -> Result<(), CommandError>;

    /// The municipality's own settings, if its IT department has put them on this computer.
    ///
    /// # Errors
    /// They are there and cannot be read.
    fn municipality(&self) -> Result<Option<String>, CommandError>;

    /// Asks the user for a file of a kind and reads it, as far as anything is ever read; nothing if they changed
    /// their mind.
    ///
    /// # Errors
    /// The file could not be read.
    fn choose_file(&self, kind: FileKind) -> Result<Option<Vec<u8>>, CommandError>;

    /// The modules for cards that are usual and there.
    fn card_modules(&self) -> Vec<PathBuf>;

    /// Asks the user for a card's module; nothing if they changed their mind.
    fn choose_card_module(&self) -> Option<PathBuf>;

    /// Sends a question to the time-stamp service at an address that the user has set, and gives its answer. It is
    /// the only thing that ever goes over the network.
    ///
    /// # Errors
    /// It does not answer, or not as such a service does.
    fn ask_clock(&self, url: &str, question: &[u8]) -> Result<Vec<u8>, TimeStampError>;

    /// What the disk with a folder has free, in bytes; nothing if that cannot be told.
    fn free_space(&self, folder: &Path) -> Option<u64>;

    /// The folders of which another program says that it copies them to the cloud.
    fn synced_folders(&self) -> Vec<PathBuf>;

    /// What a passphrase may cost on this machine.
    fn kdf_cost(&self) -> KdfCost;

    /// The system's printers.
    ///
    /// # Errors
    /// The system's print service does not answer.
    fn printers(&self) -> Result<Vec<Printer>, CommandError>;

    /// Hands a PDF to a printer, without a file in between.
    ///
    /// # Errors
    /// The print service refused it.
    fn print(&self, printer: &str, copies: u8, pdf: &[u8]) -> Result<(), CommandError>;
}

/// An instant as people write it, on the user's own clock.
pub(crate) fn on_the_clock(outside: &dyn Outside, at: DateTime<Utc>) -> String {
    outside.local(at).format("%Y-%m-%d %H.%M").to_string()
}
