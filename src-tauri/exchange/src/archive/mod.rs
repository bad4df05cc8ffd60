//! Archive packages: FGS Paketstruktur 2.0, which is the E-ARK specifications CSIP and SIP in version 2.1.0.
//!
//! ```text
//! uuid-…/METS.xml                       what lies in the package, with sizes and checksums
//!        metadata/descriptive/          what it is (Dublin Core)
//!        metadata/preservation/         what has happened to it (PREMIS 3)
//!        metadata/other/                what was found of its signatures (ETSI TS 119 102-2)
//!        documentation/                 a page for whoever has nothing but a web browser
//!        schemas/                       what the XML and the answers are written by
//!        representations/original/      the papers as they are, signed where they are signed
//!        representations/copy/          the same paper before anyone signed it electronically
//!        representations/answers/       the record and the definition that it was answered with
//! ```
//!
//! The same contents give the same bytes. [`check`] says what is wrong with a package.

mod check;
mod descriptive;
mod layout;
mod mets;
mod page;
mod premis;
mod schemas;
mod zipped;

use std::borrow::Cow;

use chrono::{DateTime, NaiveDate, Utc};
use forms::{Form, Record};
use uuid::Uuid;

pub use check::{Checked, Fault, FaultKind, check};
pub use zipped::collection;

/// A document with all that an archive is to have of it.
#[derive(Debug, Clone)]
pub struct Contents<'a> {
    /// The package's own id.
    pub id: Uuid,
    /// When it is made.
    pub made_at: DateTime<Utc>,
    /// The program that makes it.
    pub application: Application<'a>,
    /// Whose records they are (arkivbildare): the school.
    pub creator: &'a str,
    /// Who hands the package over.
    pub submitter: &'a str,
    /// The document's id.
    pub document: Uuid,
    /// What it is called; a form's title, never a person.
    pub title: &'a str,
    /// The secrecy it is marked with.
    pub secrecy: &'a str,
    /// Where else it is registered: the system and the number it gave.
    pub registered: &'a [(String, String)],
    /// The paper as it is now, and beside it what was scanned of it or came back signed.
    pub papers: Vec<Paper<'a>>,
    /// The paper before anyone signed it electronically, where that is another one.
    pub copy: Option<&'a [u8]>,
    /// The answers as data.
    pub record: &'a Record,
    /// The form they answer.
    pub form: &'a Form,
    /// What has happened to it, the first thing first.
    pub events: &'a [Happened],
}

/// The program that makes a package.
#[derive(Debug, Clone, Copy)]
pub struct Application<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its version.
    pub version: &'a str,
}

/// One of a document's papers, a PDF.
#[derive(Debug, Clone)]
pub struct Paper<'a> {
    /// What it is to the document.
    pub kind: PaperKind,
    /// Its bytes.
    pub bytes: Cow<'a, [u8]>,
    /// What was found of its signatures (ETSI TS 119 102-2, XML), where it has any.
    pub report: Option<Vec<u8>>,
}

/// What a paper is to its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaperKind {
    /// The document as it is now.
    Own,
    /// A scan of it, signed with a pen.
    Scan,
    /// What another system made of it.
    Returned,
}

/// Something that has happened to a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happened {
    /// What.
    pub step: Step,
    /// When; where only the day is known, when it was noted.
    pub at: DateTime<Utc>,
    /// The day, where only that is known.
    pub on: Option<NaiveDate>,
    /// By whom: a person, or the program.
    pub by: String,
    /// More about it; empty where there is nothing to say.
    pub detail: String,
    /// What came of it, where something was examined.
    pub outcome: Option<String>,
    /// Which of the package's papers it is about, counted from none, where it is not the document as a whole.
    pub paper: Option<usize>,
}

/// What can happen to a document. Where the Library of Congress' list of event types for PREMIS has a name, it bears
/// that; else one of our own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Its paper was made.
    Creation,
    /// Somebody signed it electronically.
    Signing,
    /// Somebody signed it on paper.
    Ink,
    /// Somebody drew their signature on the screen.
    Drawing,
    /// A time stamp was put on it.
    TimeStamping,
    /// Its signatures were examined.
    Verification,
    /// It was taken in from elsewhere.
    Ingestion,
    /// This package was made.
    Packaging,
    /// The original on paper is kept elsewhere.
    OriginalKept,
    /// The pupil did not approve of it.
    Refusal,
    /// Somebody need not sign it.
    Excuse,
    /// Somebody said no instead of signing it.
    Declining,
    /// A consent was withdrawn.
    Withdrawal,
    /// It no longer holds.
    Cancellation,
}

/// The package could not be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PackageError {
    /// There is no paper to put in it.
    #[error("there is no paper")]
    NoPaper,
    /// The record could not be written as JSON.
    #[error("the record cannot be written")]
    Record,
    /// The files could not be put together.
    #[error("the files cannot be put together")]
    Zip,
}

/// Makes a package: the bytes of a ZIP file with one folder in it.
///
/// # Errors
/// There is no paper, or it could not be written.
pub fn package(contents: &Contents<'_>) -> Result<Vec<u8>, PackageError> {
    zipped::folder(
        &layout::root(contents.id),
        &layout::files(contents)?,
        contents.made_at,
    )
}
