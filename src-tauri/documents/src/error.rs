//! What can go wrong, with stable codes; the words are in `texts/sv/errors.ftl`.

use crate::inspect::bounds::Stopped;

/// A document cannot be printed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PrintError {
    /// No font of ours has these characters; printing would leave holes.
    #[error("{} characters have no glyph", .0.len())]
    MissingGlyphs(Vec<MissingGlyph>),
    /// The document would have more than [`crate::MOST_PAGES`] pages.
    #[error("longer than {} pages", crate::MOST_PAGES)]
    TooLong,
    /// Something that cannot happen with the fonts built into the program.
    #[error("internal: {0}")]
    Internal(&'static str),
}

impl PrintError {
    /// The stable code; its words are `error-…` in `texts/sv/errors.ftl`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::MissingGlyphs(_) => "fields",
            Self::TooLong => "print-too-long",
            Self::Internal(_) => "print-internal",
        }
    }
}

/// A character that no font of ours has, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct MissingGlyph {
    /// The id of the field; where it stands in none, the words it stands among (title, school, name).
    pub place: String,
    /// What a reader sees as one character.
    pub glyph: String,
}

/// A file cannot be read as one of our documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InspectError {
    /// Larger than [`crate::LARGEST_FILE`].
    #[error("the file is too large")]
    TooLarge,
    /// It does not begin like a PDF.
    #[error("not a PDF")]
    NotPdf,
    /// It begins like a PDF and cannot be read.
    #[error("damaged or truncated")]
    Damaged,
    /// It is encrypted.
    #[error("encrypted")]
    Encrypted,
    /// It would take more memory or time than any document of ours.
    #[error("too complex")]
    TooComplex,
}

impl InspectError {
    /// The stable code; its words are `error-…` in `texts/sv/errors.ftl`.
    pub fn code(self) -> &'static str {
        match self {
            Self::TooLarge => "pdf-too-large",
            Self::NotPdf => "pdf-not-pdf",
            Self::Damaged => "pdf-damaged",
            Self::Encrypted => "pdf-encrypted",
            Self::TooComplex => "pdf-too-complex",
        }
    }
}

/// A scan cannot be read or filed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ScanError {
    /// Larger than [`crate::scan::LARGEST_SCAN`].
    #[error("the file is too large")]
    TooLarge,
    /// Neither PDF, JPEG, PNG nor TIFF.
    #[error("not a format that scanners write")]
    UnknownFormat,
    /// It begins like one of them and cannot be read.
    #[error("damaged or truncated")]
    Damaged,
    /// It is encrypted.
    #[error("encrypted")]
    Encrypted,
    /// It would take more memory or time than any scan, or packs its pictures in a way we do not read.
    #[error("too complex")]
    TooComplex,
    /// More pages than [`crate::scan::MOST_SCANNED_PAGES`].
    #[error("more than {} pages", crate::scan::MOST_SCANNED_PAGES)]
    TooManyPages,
    /// There is nothing to file.
    #[error("no pages")]
    NoPages,
    /// The filed document would be larger than [`crate::LARGEST_FILE`].
    #[error("the document would be too large")]
    DocumentTooLarge,
    /// Something that cannot happen with pictures of our own.
    #[error("internal: {0}")]
    Internal(&'static str),
}

impl ScanError {
    /// The stable code; its words are `error-…` in `texts/sv/errors.ftl`.
    pub fn code(self) -> &'static str {
        match self {
            Self::TooLarge => "scan-too-large",
            Self::UnknownFormat => "scan-unknown-format",
            Self::Damaged => "scan-damaged",
            Self::Encrypted => "scan-encrypted",
            Self::TooComplex => "scan-too-complex",
            Self::TooManyPages => "scan-too-many-pages",
            Self::NoPages => "scan-no-pages",
            Self::DocumentTooLarge => "scan-document-too-large",
            Self::Internal(_) => "scan-internal",
        }
    }
}

impl From<Stopped> for InspectError {
    fn from(stopped: Stopped) -> Self {
        match stopped {
            Stopped::Late => Self::TooComplex,
            Stopped::Fallen => Self::Damaged,
        }
    }
}

impl From<Stopped> for ScanError {
    fn from(stopped: Stopped) -> Self {
        match stopped {
            Stopped::Late => Self::TooComplex,
            Stopped::Fallen => Self::Damaged,
        }
    }
}
