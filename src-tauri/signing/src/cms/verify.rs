//! Whether a signature holds over what it is said to cover.

use super::{CONTENT_TYPE, Cms, MESSAGE_DIGEST, SIGNING_CERTIFICATE, SIGNING_CERTIFICATE_V2};
use crate::asn1::{Malformed, OCTETS, SEQUENCE, SET, tagged};
use crate::certificate::Certificate;
use crate::crypto::Hash;

/// Why a signature does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CmsFault {
    /// It is not built as a signature is.
    Malformed,
    /// The way of signing is unknown or no longer binds (SHA-1, MD5, short keys).
    Algorithm,
    /// The signer's certificate did not come along.
    NoCertificate,
    /// It says that another certificate was meant.
    OtherCertificate,
    /// The document is not the one that was signed.
    Digest,
    /// It was not made with the certificate's key.
    Signature,
}

impl From<Malformed> for CmsFault {
    fn from(_: Malformed) -> Self {
        Self::Malformed
    }
}

impl Cms<'_> {
    /// Judges the signature over a content given in parts. `bound` asks that the certificate is among what
    /// was signed. Gives the signer's certificate.
    pub fn verify(&self, parts: &[&[u8]], bound: bool) -> Result<&Certificate, CmsFault> {
        let hash = self.hash.ok_or(CmsFault::Algorithm)?;
        let scheme = self.scheme.ok_or(CmsFault::Algorithm)?;
        if scheme.hash() != hash {
            return Err(CmsFault::Algorithm);
        }
        let certificate = self.certificate().ok_or(CmsFault::NoCertificate)?;
        let content_type = self.attribute(CONTENT_TYPE)?.ok_or(CmsFault::Malformed)?;
        if content_type.oid()? != self.content_type {
            return Err(CmsFault::Malformed);
        }
        let digest = self.attribute(MESSAGE_DIGEST)?.ok_or(CmsFault::Malformed)?;
        if digest.tag != OCTETS || digest.value != hash.digest(parts) {
            return Err(CmsFault::Digest);
        }
        self.names(certificate, bound)?;
        // Signed as a set, sent under a tag of its own (RFC 5652, 5.4); the bytes are taken as they stand.
        let message = tagged(SET, &[self.attributes.value]);
        match scheme.holds(certificate.key(), &message, self.signature) {
            true => Ok(certificate),
            false => Err(CmsFault::Signature),
        }
    }

    /// Whether the certificate is the one that was meant.
    fn names(&self, certificate: &Certificate, bound: bool) -> Result<(), CmsFault> {
        let Some(attribute) = self.attribute(SIGNING_CERTIFICATE_V2)? else {
            // The older attribute rests on SHA-1: it binds nothing, but it is not held against the others.
            self.attribute(SIGNING_CERTIFICATE)?;
            return if bound {
                Err(CmsFault::OtherCertificate)
            } else {
                Ok(())
            };
        };
        let mut first = attribute
            .inside()
            .expect(SEQUENCE)?
            .inside()
            .expect(SEQUENCE)?
            .inside();
        let algorithm = first.optional(SEQUENCE)?;
        let hash = match algorithm {
            Some(algorithm) => Hash::of(algorithm).ok_or(CmsFault::Algorithm)?,
            None => Hash::Sha256,
        };
        let meant = first.expect(OCTETS)?;
        match meant.value == hash.digest(&[certificate.der()]) {
            true => Ok(()),
            false => Err(CmsFault::OtherCertificate),
        }
    }
}
