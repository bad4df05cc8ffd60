//! Other systems that a document is carried to, as the window shows them.

use serde::Deserialize;
use ts_rs::TS;

/// A system that a document is carried to by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum SystemName {
    /// ProReNata, the pupil health service's records.
    Prorenata,
    /// PMO, the same of another maker.
    Pmo,
    /// The diary of the municipality or the school.
    Diary,
}

/// Where a document's answers are pasted one by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum PasteSystem {
    /// ProReNata, the pupil health service's records.
    Prorenata,
    /// PMO, the same of another maker.
    Pmo,
    /// The diary of the municipality or the school.
    Diary,
    /// An e-service, which is named when the answers are sent.
    EService,
    /// Any other.
    Other,
}
