//! Time stamps (RFC 3161): proof by a third party that something was there at an instant.

mod document;
mod request;
mod token;

pub use document::time_stamp;
pub use token::Token;

use crate::error::{Error, TimeStampError};

/// A time-stamp service; the caller brings the network.
pub trait TimeStamper {
    /// Sends a request (DER, `application/timestamp-query`) and gives the answer
    /// (`application/timestamp-reply`).
    fn answer(&mut self, request: &[u8]) -> Result<Vec<u8>, TimeStampError>;

    /// A number never used before: an answer that was given to another question shows by it.
    fn nonce(&mut self) -> [u8; 16];
}

/// A token over something given in parts.
pub fn stamp(stamper: &mut dyn TimeStamper, parts: &[&[u8]]) -> Result<Vec<u8>, Error> {
    let digest = crate::crypto::Hash::Sha256.digest(parts);
    let nonce = stamper.nonce();
    let answer = stamper.answer(&request::question(&digest, &nonce))?;
    let token = request::token_in(&answer)?;
    // The token must speak of what was asked, or the signature would be broken from the start.
    let read = Token::read(&token).map_err(|_| TimeStampError::WrongAnswer)?;
    let holds = read.verify(parts).is_ok() && read.nonce() == Some(&crate::asn1::integer(&nonce)[..]);
    if holds {
        Ok(token)
    } else {
        Err(TimeStampError::WrongAnswer.into())
    }
}
