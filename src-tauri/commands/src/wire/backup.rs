//! Backups as the window shows them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Where backups lie, and what is to be said of them.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Backups {
    /// Beside the vault, and the other place where one is set.
    pub places: Vec<BackupPlace>,
    /// What the user is warned of: `gone` (the other place is there, and none of the vault's backups in it), `old`,
    /// `other-old`, `unreadable`, `full`, `other-full`, `synced`, or that a `drill` is due.
    pub warnings: Vec<String>,
    /// When the vault was last restored, and from the backup of when.
    pub restored: Option<Restored>,
    /// The last drill, if there was one.
    pub drill: Option<DrillView>,
}

/// A drill as it is kept in the vault.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Drill {
    /// When it was done.
    pub at: DateTime<Utc>,
    /// When the backup was made.
    pub made: DateTime<Utc>,
    /// Pupils in the vault that was made of it.
    pub pupils: u32,
    /// Cases in it.
    pub cases: u32,
    /// Papers of completed documents in it.
    pub papers: u32,
    /// How many of the papers could not be read.
    pub missing: u32,
    /// Whether everything was there that the backup is said to hold.
    pub passed: bool,
}

/// What a drill showed, on the user's clock.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DrillView {
    /// When it was done.
    pub on: String,
    /// When the backup was made.
    pub made: String,
    /// Pupils in the vault that was made of it.
    pub pupils: u32,
    /// Cases in it.
    pub cases: u32,
    /// Papers of completed documents in it.
    pub papers: u32,
    /// How many of the papers could not be read.
    pub missing: u32,
    /// Whether everything was there that the backup is said to hold.
    pub passed: bool,
}

/// A place with backups.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BackupPlace {
    /// Whether it is the one beside the vault.
    pub own: bool,
    /// Its folder.
    pub path: String,
    /// Whether it can be reached now, with its backups.
    pub there: bool,
    /// Whether it can be reached, and none of the backups that were made there is in it.
    pub gone: bool,
    /// When its backups were made, the newest first, on the user's clock.
    pub times: Vec<String>,
}

/// When a vault was restored, and from when, on the user's clock.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Restored {
    /// When it was done.
    pub on: String,
    /// When the backup was made.
    pub from: String,
    /// How many papers could not be brought back: neither the vault nor the backup had them whole.
    pub missing: u32,
    /// Whether the vault that was replaced was damaged, so that its database lies beside the new one and no backup was
    /// made of it.
    #[serde(default)]
    pub aside: bool,
    /// What is missing of the audit trail, if anything is.
    #[serde(default)]
    pub cut: Option<TrailCut>,
    /// Whose it was when the backup was made, where that is an owner before the present one and still stands in it.
    #[serde(default)]
    pub former: Option<String>,
}

/// An audit trail that goes on with fewer entries than it had.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct TrailCut {
    /// How many entries the vault had that was replaced.
    pub known: u32,
    /// How many of them there still are.
    pub kept: u32,
}

/// A backup that can be restored.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BackupRow {
    /// What it is asked for by.
    pub id: String,
    /// When it was made, on the user's clock.
    pub made: String,
    /// Pupils in it.
    pub pupils: u32,
    /// Cases in it.
    pub cases: u32,
    /// Papers of completed documents in it.
    pub papers: u32,
    /// Papers that could not be read when it was made.
    pub unreadable: u32,
}

/// What was found where backups lie.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FoundBackups {
    /// Those that the key opens, the newest first.
    pub backups: Vec<BackupRow>,
    /// The folders in which something could not be read: a backup that is missed may lie there.
    pub unread: Vec<UnreadShelf>,
}

/// A folder with backups of which some or all could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct UnreadShelf {
    /// The folder.
    pub folder: String,
    /// Why, as an error's code.
    pub code: String,
}

/// What restoring a backup would do.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RestorePreview {
    /// When the backup was made, on the user's clock.
    pub made: String,
    /// Whether there is a vault that it can be compared with; else nothing is known to be lost.
    pub compared: bool,
    /// Whether the vault is what has become of the backup: else what it says of keys and trust does not count.
    pub continues: bool,
    /// What is in the vault and not in the backup.
    pub lost: Vec<RestoreLine>,
    /// What is in the backup and not in the vault.
    pub back: Vec<RestoreLine>,
    /// How many documents are in the backup that have been disposed of since, and stay away.
    pub disposed: u32,
    /// How many withdrawals, refusals and disclosures have been written down since, and stay.
    pub kept: u32,
    /// What will be missing of the audit trail, if anything.
    pub cut: Option<TrailCut>,
    /// Whose the vault in the backup is, where it stays theirs: what is here does not say whose it is now.
    pub owner: Option<String>,
    /// Whether that is known to be an owner before the present one.
    pub former: bool,
}

/// Something that restoring takes away or brings back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RestoreLine {
    /// `pupil`, `case`, `document`, `paper`, `draft`, `pupil-changed` and `case-changed` (something else is written of
    /// them), `note` (something was said no to or told somebody), `event` (something else was written down of what is
    /// there) or `package` (it was taken in since, and can be taken in again).
    pub kind: String,
    /// Its name: the pupil, and the title.
    pub label: String,
}
