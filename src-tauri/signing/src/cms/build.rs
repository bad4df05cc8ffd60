//! Making a signature: the attributes that are signed, then the whole.

use crate::asn1::{self, context, integer, octets, oid, sequence, set, tagged};
use crate::certificate::Certificate;
use crate::crypto::{ECDSA_SHA256, ECDSA_SHA384, RSA_SHA256, SHA256, SHA384};
use crate::error::{Error, SignError};
use crate::identity::{Algorithm, Signer};

use super::{CONTENT_TYPE, DATA, MESSAGE_DIGEST, SIGNATURE_TIME_STAMP, SIGNED_DATA, SIGNING_CERTIFICATE_V2};

/// A signature that is made but may still be time-stamped.
pub struct Draft {
    attributes: Vec<u8>,
    signature: Vec<u8>,
    algorithm: Algorithm,
    chain: Vec<Certificate>,
    time_stamp: Option<Vec<u8>>,
}

impl Draft {
    /// Signs a document that lies outside, given in parts.
    pub fn sign(parts: &[&[u8]], signer: &dyn Signer) -> Result<Self, Error> {
        let own = signer.chain().first().ok_or(SignError::NoCertificate)?;
        let digest = signer.algorithm().hash().digest(parts);
        let attributes = set(vec![
            attribute(CONTENT_TYPE, &oid(DATA)),
            attribute(MESSAGE_DIGEST, &octets(&digest)),
            attribute(SIGNING_CERTIFICATE_V2, &certificate_of(own)),
        ]);
        Ok(Self {
            signature: signer.sign(&attributes)?,
            attributes,
            algorithm: signer.algorithm(),
            chain: signer.chain().to_vec(),
            time_stamp: None,
        })
    }

    /// What a time stamp stamps.
    pub fn signature(&self) -> &[u8] {
        &self.signature
    }

    /// Adds a time-stamp token over the signature.
    pub fn add_time_stamp(&mut self, token: &[u8]) {
        self.time_stamp = Some(token.to_vec());
    }

    /// The finished signature.
    pub fn to_der(&self) -> Vec<u8> {
        let (digest, algorithm) = match self.algorithm {
            Algorithm::EcdsaP256 => (SHA256, asn1::algorithm(ECDSA_SHA256)),
            Algorithm::EcdsaP384 => (SHA384, asn1::algorithm(ECDSA_SHA384)),
            Algorithm::Rsa => (SHA256, asn1::algorithm_with(RSA_SHA256, &tagged(asn1::NULL, &[]))),
        };
        let digest = asn1::algorithm(digest);
        let signer_name = self.chain.first().map(Certificate::issuer_and_serial);
        let signed = asn1::Reader(&self.attributes).next().map(|set| set.value);
        let unsigned = self.time_stamp.as_ref().map(|token| {
            let attribute = attribute(SIGNATURE_TIME_STAMP, token);
            tagged(context(1), &[&attribute])
        });
        let signer = sequence(&[
            &integer(&[1]),
            &signer_name.unwrap_or_default(),
            &digest,
            &tagged(context(0), &[signed.unwrap_or_default()]),
            &algorithm,
            &octets(&self.signature),
            &unsigned.unwrap_or_default(),
        ]);
        let certificates: Vec<u8> = self.chain.iter().flat_map(|one| one.der().to_vec()).collect();
        let data = sequence(&[
            &integer(&[1]),
            &set(vec![digest]),
            &sequence(&[&oid(DATA)]),
            &tagged(context(0), &[&certificates]),
            &set(vec![signer]),
        ]);
        sequence(&[&oid(SIGNED_DATA), &tagged(context(0), &[&data])])
    }
}

fn attribute(name: der::asn1::ObjectIdentifier, value: &[u8]) -> Vec<u8> {
    sequence(&[&oid(name), &set(vec![value.to_vec()])])
}

/// Which certificate was meant, so that no other can take its place (RFC 5035; SHA-256 is the default).
fn certificate_of(own: &Certificate) -> Vec<u8> {
    let hash = octets(&crate::crypto::sha256(own.der()));
    sequence(&[&sequence(&[&sequence(&[&hash])])])
}
