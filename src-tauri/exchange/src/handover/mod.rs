//! Hand-over packages: what goes from one vault to another by file, closed to everybody else.
//!
//! ```text
//! age (X25519) to recipient, sender, municipality
//! └─ tar: manifest.json, manifest.sig, parts/content.json, parts/<sha256>…
//!         signed by the sender's key, which the sender's name card carries
//! ```
//!
//! age says nothing of who sent a file, so the manifest is signed; and it gives out what it has opened before it has
//! seen the end, so that nothing is used before all of it was read and every hash compared. Debian's `age` opens the
//! outer layer, and any `tar` the inner one.

mod along;
mod card;
mod content;
mod keys;
mod manifest;
mod opening;
mod sealing;

pub use along::{
    Along, Beside, FiledReturn, FiledScan, LONGEST_NAME, MOST_RETURNED, MOST_SAID, MOST_SCANS, MOST_TELLERS,
    MOST_TOLD, OF_CASE, OF_DOCUMENT, Recounted, Words, plainly,
};
pub use card::{CardError, Fingerprint, NameCard};
pub use content::{About, Answer, Content, Filed, Kind, LONGEST, Order, TakenBack};
pub use keys::{MunicipalityKey, OwnKeys};
pub use manifest::{Manifest, Part};
pub use opening::{LARGEST, OpenError, Opened, is_package, open, open_for_municipality};
pub use sealing::{Package, SealError};

#[cfg(test)]
mod tests;
