//! Work that goes on for minutes, as the window shows it.

use serde::Serialize;
use ts_rs::TS;

/// How far the work has come.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
pub struct Progress {
    /// Whether it goes on.
    pub going: bool,
    /// How many steps are done.
    pub done: u32,
    /// Of how many.
    pub of: u32,
}
