//! Archive packages, as the window shows them.

use serde::Serialize;
use ts_rs::TS;

/// What came of making archive packages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
pub struct PackagesSaved {
    /// How many packages the saved file holds; none where nothing was saved.
    pub saved: u32,
    /// The documents that no package was made of.
    pub left_out: Vec<LeftOutDocument>,
    /// Whether the user stopped the work, so that nothing was saved.
    pub stopped: bool,
}

/// A document that no package was made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LeftOutDocument {
    /// The document.
    pub document: String,
    /// Its pupil and title.
    pub label: String,
    /// Why, as an error's code.
    pub code: String,
}
