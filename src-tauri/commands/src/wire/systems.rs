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
