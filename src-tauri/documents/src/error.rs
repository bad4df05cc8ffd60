//! What can go wrong, with stable codes; the words are in `texts/sv/errors.ftl`.

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
