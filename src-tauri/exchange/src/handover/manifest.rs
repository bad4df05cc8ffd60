//! The manifest: what stands on the outside of a package once it is open, signed by its sender.

use cases::Ground;
use chrono::{DateTime, NaiveDate, Utc};
use forms::Hash;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::card::Fingerprint;
use super::content::Kind;

/// The format's name and version.
pub(crate) const FORMAT: &str = "narvarolots-package/1";
/// What a manifest's signature is bound to.
pub(crate) const CONTEXT: &[u8] = b"narvarolots/1 manifest\0";

/// What is said of a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Always [`FORMAT`].
    pub(crate) format: String,
    /// The package's id.
    pub package: Uuid,
    /// Which one it is of those that the sender has made for this recipient, from 1.
    pub sequence: u32,
    /// The sender's name card, as it is written.
    pub(crate) sender: String,
    /// Whom it is for.
    pub recipient: Fingerprint,
    /// What it carries.
    pub kind: Kind,
    /// What it is for, in the sender's words.
    pub purpose: String,
    /// On which ground it is told.
    pub ground: Ground,
    /// Why it is told without a ground; empty where it has one.
    pub reason: String,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// The last day on which it is to be taken in.
    pub expires: NaiveDate,
    /// The package that this one answers.
    pub answers: Option<Uuid>,
    /// What lies in it, in this order.
    pub(crate) parts: Vec<Part>,
}

/// One file in a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Its name.
    pub(crate) name: String,
    /// The hash of its bytes.
    pub(crate) sha256: Hash,
    /// How many bytes it has.
    pub(crate) size: u64,
}
