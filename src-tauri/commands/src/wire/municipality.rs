//! The municipality's key as the window shows it: made, held by a vault, and used when somebody has left.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::backup::UnreadShelf;

/// What a key is to be made of.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CeremonyInput {
    /// The municipality's name.
    pub municipality: String,
    /// How many shares are made, as typed.
    pub count: String,
    /// How many of them open, as typed.
    pub threshold: String,
    /// Whether no vault is to be made without the key.
    pub required: bool,
}

/// How far the making of a key has come.
#[derive(Clone, Serialize, TS)]
pub struct CeremonyView {
    /// How many shares there are.
    pub count: u8,
    /// How many of them open.
    pub threshold: u8,
    /// The words by which the key is called.
    pub key: Vec<String>,
    /// The number of the share whose holder is to sit down now; nothing when all sheets are put away.
    pub sheet: Option<u8>,
    /// The numbers of the shares that were typed back.
    pub read: Vec<u8>,
    /// Whether the key was restored from them, and may be given out.
    pub proven: bool,
    /// Whether those that were typed back last did not belong together, and are to be typed anew.
    pub apart: bool,
}

/// The municipality's key, as this vault and this computer have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct MunicipalityKeyView {
    /// How the two stand to each other.
    pub standing: KeyStanding,
    /// The municipality's name, where its settings are on the computer.
    pub municipality: Option<String>,
    /// Whether nothing is completed in a vault that the municipality cannot open.
    pub required: bool,
    /// The words of the key that opens this vault.
    pub held: Option<Vec<String>>,
}

/// How a vault's key of the municipality stands to the one in its settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum KeyStanding {
    /// Neither has one.
    None,
    /// The municipality can open the vault.
    Held,
    /// The settings have one, and the vault does not.
    Missing,
    /// Both have one, and they differ.
    Other,
}

/// How far the opening of a vault by the municipality's key has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RescueView {
    /// The words of the key that opens the vault.
    pub key: Vec<String>,
    /// The shares that were given.
    pub given: Vec<GivenShare>,
    /// How many are still needed; nothing before the first one, which says it.
    pub missing: Option<u8>,
    /// Whether the vault is open, and written in its trail by whom.
    pub opened: bool,
    /// Whether it lies in backups alone, and is made of the one that is chosen.
    pub from_backups: bool,
    /// Whether the shares that were given last did not belong together, and are to be given anew.
    pub apart: bool,
}

/// A share that was given, and by whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct GivenShare {
    /// Its number.
    pub number: u8,
    /// Who holds it.
    pub holder: String,
}

/// A backup that the municipality's key opens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RescueBackup {
    /// What it is asked for by.
    pub id: String,
    /// Whose vault it is; nothing where none of its backups can be read.
    pub owner: Option<String>,
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
pub struct RescueBackups {
    /// Those that the key opens, those of one vault together, the newest first.
    pub backups: Vec<RescueBackup>,
    /// The folders in which something could not be read: a backup that is missed may lie there.
    pub unread: Vec<UnreadShelf>,
}
