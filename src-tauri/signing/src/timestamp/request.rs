//! The question and the answer.

use crate::asn1::{self, BOOLEAN, INTEGER, Malformed, Reader, SEQUENCE, integer, octets, sequence, tagged};
use crate::crypto::SHA256;
use crate::error::TimeStampError;

/// A question about a SHA-256, which asks for the service's certificate too.
pub fn question(digest: &[u8], nonce: &[u8]) -> Vec<u8> {
    let imprint = sequence(&[&asn1::algorithm(SHA256), &octets(digest)]);
    let with_certificate = tagged(BOOLEAN, &[&[0xff]]);
    sequence(&[&integer(&[1]), &imprint, &integer(nonce), &with_certificate])
}

/// The token in an answer that grants one.
pub fn token_in(answer: &[u8]) -> Result<Vec<u8>, TimeStampError> {
    let read = || -> Result<(bool, Option<Vec<u8>>), Malformed> {
        let mut answer = Reader(answer).expect(SEQUENCE)?.inside();
        let mut status = answer.expect(SEQUENCE)?.inside();
        // 0 is granted; 1 is granted in another way than asked.
        let granted = matches!(status.expect(INTEGER)?.value, [0 | 1]);
        let token = answer.optional(SEQUENCE)?;
        Ok((granted, token.map(|token| token.whole.to_vec())))
    };
    match read() {
        Ok((true, Some(token))) => Ok(token),
        Ok((false, _)) => Err(TimeStampError::Refused),
        _ => Err(TimeStampError::WrongAnswer),
    }
}
