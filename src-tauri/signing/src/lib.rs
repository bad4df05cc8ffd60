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

mod asn1;
mod certificate;
mod crypto;
mod error;
mod identity;
mod random;

pub use certificate::{Certificate, Party, Summary};
pub use error::{Error, IdentityError, ReadError, SignError, TimeStampError, TokenError};
pub use identity::{Algorithm, Authority, Identity, Key, Person, Signer, Validity};
pub use random::Random;

#[cfg(test)]
mod testing;
