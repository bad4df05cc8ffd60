//! Name cards as the window shows them.

use serde::Serialize;
use ts_rs::TS;

use crate::wire::identity::CertificateView;

/// The user's own name card.
#[derive(Debug, Clone, Serialize, TS)]
pub struct OwnCard {
    /// The name on it.
    pub name: String,
    /// The role, by its stable name.
    pub role: String,
    /// The school on it.
    pub school: String,
    /// The words that are read aloud when somebody compares it.
    pub words: Vec<String>,
    /// Whether it carries the certificate that the user signs with.
    pub certificate: bool,
    /// Since when these keys are used, `YYYY-MM-DD`.
    pub since: String,
    /// The card as a QR code: how many squares a side has.
    pub side: u32,
    /// And the dark squares, as the path of an SVG picture in which a square is one unit.
    pub path: String,
}

/// A colleague with a vault.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ContactView {
    /// What the keys are called by.
    pub id: String,
    /// The name on the card.
    pub name: String,
    /// The role, by its stable name.
    pub role: String,
    /// The school on the card.
    pub school: String,
    /// `verified`, `unverified` or `ended`.
    pub standing: String,
    /// When the card came, `YYYY-MM-DD`.
    pub added: String,
    /// When its words were compared.
    pub verified: Option<String>,
    /// Since when nothing goes there any more.
    pub ended: Option<String>,
    /// The certificate that the colleague signs with.
    pub certificate: Option<CertificateView>,
    /// Whether that certificate is on the trust list.
    pub trusted: bool,
    /// An earlier card of the same name that is still used.
    pub earlier: Option<String>,
    /// Whether something was exchanged, so that the contact stays.
    pub exchanged: bool,
}
