//! The vault as the window shows it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Where the application stands.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Status {
    /// Whether there is a vault and whether it is open.
    pub state: State,
    /// The owner's name, once open.
    pub owner: Option<String>,
    /// The owner's role, once open.
    pub role: Option<String>,
    /// The owner's school, once open.
    pub school: Option<String>,
    /// How the window is to look.
    pub look: Look,
}

/// Whether there is a vault and whether it is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// First start.
    None,
    /// There is one; the passphrase is needed.
    Locked,
    /// Open.
    Open,
}

/// How the window is to look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Look {
    /// `system`, `light`, `dark` or `contrast`.
    pub theme: String,
    /// Zoom in percent, 80 to 400.
    pub zoom: u16,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            theme: "system".into(),
            zoom: 100,
        }
    }
}

/// The recovery words, to be written down or printed, and two of them typed back.
#[derive(Clone, Serialize, TS)]
pub struct RecoveryOffer {
    /// The words in order.
    pub words: Vec<String>,
    /// The positions of the two words that are asked for, counted from 1.
    pub ask: [usize; 2],
    /// The municipality that will be able to open the vault too, where there is one.
    pub municipality: Option<KeyOffer>,
}

/// A municipality that will be able to open a vault that is being made.
#[derive(Clone, Serialize, TS)]
pub struct KeyOffer {
    /// What it is called.
    pub name: String,
    /// The words by which its key is called.
    pub words: Vec<String>,
}

/// When an open vault locks itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct WatchView {
    /// Where its clock stands.
    pub standing: WatchStanding,
    /// Seconds until it locks, if nobody touches it.
    pub seconds: u32,
    /// Until when a conversation keeps it open, RFC 3339.
    pub conversation: Option<String>,
}

/// Where the clock of an open vault stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum WatchStanding {
    /// In use.
    Active,
    /// It locks in a moment.
    Warning,
    /// A conversation keeps it open.
    Conversation,
    /// The screen is hidden.
    Hidden,
    /// It is to be locked now.
    Due,
}
