//! Signatures on PDF documents: who signs, signing, and judging what was signed.
//!
//! ```text
//! Key ─▶ Identity ─┐                       ┌─▶ Report: whole, changed, broken …
//! card, token ─────┴─ Signer ─▶ sign ─▶ PDF ─▶ verify(…, Trust, now)
//!                                 ▲
//!                 Appearance, TimeStamper (the caller's)
//! ```
//!
//! The crate knows nothing of forms, schools, the database, the clock or the network: times and random bytes
//! are passed in, and the network lies behind [`TimeStamper`].

// Everything read here is foreign bytes: nothing they hold may make an index panic.
#![cfg_attr(not(test), deny(clippy::indexing_slicing))]

mod appearance;
mod asn1;
mod card;
mod certificate;
mod cms;
mod crypto;
mod error;
mod identity;
mod look;
mod pdf;
mod permission;
mod places;
mod proofs;
mod pss;
mod random;
mod report;
mod sign;
mod timestamp;
mod verify;

pub use appearance::{Appearance, Part, Value};
pub use card::{Card, CardIdentity, Cards, usual_modules};
pub use certificate::{Certificate, Party, Summary};
pub use error::{Error, IdentityError, ReadError, ReportError, SignError, TimeStampError, TokenError};
pub use identity::{Algorithm, Authority, Identity, Key, Person, Signer, Validity};
pub use places::{Place, places};
pub use proofs::{Proofs, store_proofs};
pub use random::Random;
pub use report::{Occasion, report_xml};
pub use sign::{Request, sign};
pub use timestamp::{TimeStamper, time_stamp};
pub use verify::{
    Change, Fault, Remark, Report, Signature, Standing, Trust, Verdict, changes_since, list_of, verify,
};

#[cfg(test)]
mod testing;
