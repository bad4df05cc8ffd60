//! The audit trail, as the window shows it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::consent::DataKind;

/// What of the trail is to be seen; what is empty hides nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(default)]
pub struct TrailInput {
    /// The first day, as typed.
    pub from: String,
    /// The last.
    pub until: String,
    /// A kind of thing, by `vault::Act`'s stable name.
    pub act: String,
    /// A pupil's id.
    pub pupil: String,
    /// A case's id.
    pub case: String,
    /// Only entries before the one of this number: the next page.
    pub before: Option<u32>,
}

/// A page of the trail.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TrailView {
    /// The entries, the last first.
    pub rows: Vec<TrailRow>,
    /// Whether there are earlier ones.
    pub more: bool,
    /// How many entries the whole trail has.
    pub entries: u32,
    /// The vault's owner, who alone has done what stands here.
    pub owner: String,
    /// What the last check found, if there was one.
    pub check: Option<TrailChecked>,
    /// The municipality that a copy can be sealed to, where its key is on the computer.
    pub municipality: Option<String>,
    /// The pupils, as shown.
    pub pupils: Vec<DataKind>,
    /// The pupil and title of the case that is asked for.
    pub case: Option<String>,
}

/// A row of the trail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct TrailRow {
    /// Its number.
    pub number: u32,
    /// What it says; nothing where it cannot be read.
    pub entry: Option<TrailEntry>,
}

/// An entry of the trail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct TrailEntry {
    /// When, RFC 3339.
    pub at: String,
    /// The kind of thing, by `vault::Act`'s stable name.
    pub act: String,
    /// What was done, by its command's name.
    pub command: String,
    /// The pupil, as shown.
    pub pupil: Option<TrailSubject>,
    /// The case, by its title.
    pub case: Option<TrailSubject>,
    /// The document, by its form's title.
    pub document: Option<TrailSubject>,
    /// The ground of a disclosure, by `cases::Ground`'s stable name.
    pub ground: Option<String>,
    /// The reason, as typed.
    pub reason: Option<String>,
    /// The number of the earlier entry that this one says more of.
    pub follows: Option<u32>,
}

/// What an entry is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct TrailSubject {
    /// Its id.
    pub id: String,
    /// What it is called; nothing where it is gone.
    pub label: Option<String>,
}

/// What a check of the trail found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TrailChecked {
    /// When it was checked, RFC 3339.
    pub at: String,
    /// How many entries were walked.
    pub entries: u32,
    /// What is wrong, if anything.
    pub fault: Option<TrailWrong>,
}

/// What is wrong with the trail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TrailWrong {
    /// `broken`, `cut-off` or `unanchored`.
    pub kind: String,
    /// The first broken entry, or how many entries are known to have been there.
    pub number: Option<u32>,
    /// The time of that entry, RFC 3339.
    pub at: Option<String>,
}
