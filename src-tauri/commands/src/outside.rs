//! What the commands need from the world outside: the clock, randomness, dialogs and printers. The shell
//! gives the real ones; tests give their own.

use chrono::{DateTime, NaiveDate, Utc};

use crate::error::CommandError;
use crate::wire::document::Printer;

/// The world outside, as far as the commands need it.
pub trait Outside: Send + Sync {
    /// The instant now.
    fn now(&self) -> DateTime<Utc>;

    /// The user's civil date today.
    fn today(&self) -> NaiveDate;

    /// Fills a buffer from the system's source of randomness.
    fn random(&self, buffer: &mut [u8]);

    /// Asks the user where to save a document, and saves it there; false if the user changed their mind.
    ///
    /// # Errors
    /// The file could not be written.
    fn save(&self, suggested_name: &str, bytes: &[u8]) -> Result<bool, CommandError>;

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
