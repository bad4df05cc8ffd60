//! Lists that leave for a spreadsheet, as the window asks for them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::archive::ArchiveFilter;

/// What kind of file a table is saved as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum TableKind {
    /// A workbook (Office Open XML).
    Xlsx,
    /// CSV as Excel in Sweden reads it.
    Csv,
}

/// Which documents a list is to have, and what of them.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ArchiveListInput {
    /// The documents, as the archive is searched.
    pub filter: ArchiveFilter,
    /// Whether the pupils' names and the cases' titles are in it.
    pub names: bool,
    /// What kind of file it is.
    pub kind: TableKind,
}

/// A list that was saved.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
pub struct ListSaved {
    /// How many documents are in it.
    pub rows: u32,
    /// How many were left out because the pupil's identity is protected.
    pub left_out: u32,
}
