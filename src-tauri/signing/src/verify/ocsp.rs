//! Answers about single certificates (OCSP, RFC 6960), as a document stores them.
//!
//! An answer counts when it was signed by the certificate's own issuer, or by a responder to whom that issuer has
//! given this task. Everything else is as if it were not there.

use chrono::{DateTime, Utc};
use der::asn1::ObjectIdentifier;
use der::{Decode, Encode};
use sha1::Sha1;
use sha2::Digest;
use x509_cert::ext::pkix::ExtendedKeyUsage;

use super::trust::{Period, issued};
use crate::asn1::{BITS, INTEGER, Item, Malformed, OCTETS, Reader, SEQUENCE, TIME, context};
use crate::certificate::{Certificate, instant};
use crate::crypto::{Hash, Scheme};

const BASIC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.48.1.1");
const OCSP_SIGNING: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.9");
const SHA1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.14.3.2.26");
/// More answers in one response, or certificates beside them, than any honest one holds.
const MOST: usize = 64;
/// A tag of one byte that holds bytes.
const PRIMITIVE: u8 = 0x80;
const ENUMERATED: u8 = 0x0a;

/// A response that was read; whether it counts is not known before the issuer is.
#[derive(Debug, Clone)]
pub(crate) struct Answers {
    signed: Vec<u8>,
    scheme: Scheme,
    signature: Vec<u8>,
    singles: Vec<Single>,
    certificates: Vec<Certificate>,
}

#[derive(Debug, Clone)]
struct Single {
    hash: Named,
    issuer_name: Vec<u8>,
    issuer_key: Vec<u8>,
    serial: Vec<u8>,
    answer: Answer,
}

/// The hash that names the issuer. SHA-1 serves as a name here, and binds nothing: the signature does.
#[derive(Debug, Clone, Copy)]
enum Named {
    Sha1,
    Other(Hash),
}

/// What an answer says of a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    Good,
    Revoked(DateTime<Utc>),
    Unknown,
}

/// An answer that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Answer {
    pub status: Status,
    pub period: Period,
}

impl Answers {
    /// Reads a response, or the basic response inside one.
    pub fn read(der: &[u8]) -> Option<Self> {
        read(der).ok()
    }

    /// What the issuer, or its responder, says of a certificate.
    pub fn about(&self, certificate: &Certificate, issuer: &Certificate) -> Vec<Answer> {
        let asked = |one: &&Single| one.is_about(certificate, issuer);
        let answers: Vec<&Single> = self.singles.iter().filter(asked).collect();
        if answers.is_empty() {
            return Vec::new();
        }
        let answers = answers.into_iter().map(|one| one.answer);
        answers
            .filter(|one| self.is_signed(issuer, one.period.from))
            .collect()
    }

    /// Whether the issuer signed, or one whom it has let sign answers when this one was given (RFC 6960, 4.2.2.2).
    fn is_signed(&self, issuer: &Certificate, at: DateTime<Utc>) -> bool {
        let by = |one: &Certificate| self.scheme.holds(one.key(), &self.signed, &self.signature);
        let responders = self
            .certificates
            .iter()
            .filter(|one| answers_for(one) && one.holds_at(at));
        by(issuer) || responders.into_iter().any(|one| by(one) && issued(one, issuer))
    }
}

fn answers_for(responder: &Certificate) -> bool {
    let purposes = responder.fields().get_extension::<ExtendedKeyUsage>();
    matches!(purposes, Ok(Some((_, named))) if named.0.contains(&OCSP_SIGNING))
}

impl Single {
    fn is_about(&self, certificate: &Certificate, issuer: &Certificate) -> bool {
        let name = issuer.fields().subject().to_der().unwrap_or_default();
        let serial = certificate.fields().serial_number().to_der();
        let key = issuer.key().subject_public_key.raw_bytes();
        let same = |said: &[u8], bytes: &[u8]| match self.hash {
            Named::Sha1 => said == Sha1::digest(bytes).as_slice(),
            Named::Other(hash) => said == hash.digest(&[bytes]),
        };
        certificate.fields().issuer() == issuer.fields().subject()
            && serial.is_ok_and(|serial| serial == self.serial)
            && same(&self.issuer_name, &name)
            && same(&self.issuer_key, key)
    }
}

fn read(der: &[u8]) -> Result<Answers, Malformed> {
    let mut outer = Reader(der);
    let mut response = outer.expect(SEQUENCE)?.inside();
    outer.end()?;
    // 0 is successful; what refuses to answer says nothing.
    if response.expect(ENUMERATED)?.value != [0] {
        return Err(Malformed);
    }
    let mut bytes = response.expect(context(0))?.inside().expect(SEQUENCE)?.inside();
    if bytes.next()?.oid()? != BASIC {
        return Err(Malformed);
    }
    let mut basic = Reader(bytes.expect(OCTETS)?.value).expect(SEQUENCE)?.inside();
    let data = basic.expect(SEQUENCE)?;
    let scheme = Scheme::of(basic.expect(SEQUENCE)?, None).ok_or(Malformed)?;
    // The first byte of a bit string says how many bits are left over: none.
    let signature = basic.expect(BITS)?.value.strip_prefix(&[0]).ok_or(Malformed)?;
    let certificates = match basic.optional(context(0))? {
        Some(list) => list.inside().expect(SEQUENCE)?.inside().all()?,
        None => Vec::new(),
    };
    let certificates = certificates.into_iter().take(MOST);
    Ok(Answers {
        signed: data.whole.to_vec(),
        scheme,
        signature: signature.to_vec(),
        singles: singles(data)?,
        certificates: certificates
            .filter_map(|item| Certificate::from_der(item.whole).ok())
            .collect(),
    })
}

/// ResponseData: the version if it is not the first, who answers, when, and the answers.
fn singles(data: Item) -> Result<Vec<Single>, Malformed> {
    let mut data = data.inside();
    data.optional(context(0))?;
    data.next()?;
    data.expect(TIME)?;
    let answers = data.expect(SEQUENCE)?.inside().all()?;
    answers.into_iter().take(MOST).map(single).collect()
}

fn single(item: Item) -> Result<Single, Malformed> {
    let mut fields = item.inside();
    let mut about = fields.expect(SEQUENCE)?.inside();
    let hash = about.expect(SEQUENCE)?;
    let hash = match hash.inside().next()?.oid()? {
        SHA1 => Named::Sha1,
        _ => Named::Other(Hash::of(hash).ok_or(Malformed)?),
    };
    let issuer_name = about.expect(OCTETS)?.value.to_vec();
    let issuer_key = about.expect(OCTETS)?.value.to_vec();
    let serial = about.expect(INTEGER)?.whole.to_vec();
    let status = fields.next()?;
    let status = match status.tag {
        PRIMITIVE => Status::Good,
        0xa1 => Status::Revoked(time(status.inside().expect(TIME)?)?),
        0x82 => Status::Unknown,
        _ => return Err(Malformed),
    };
    let from = time(fields.expect(TIME)?)?;
    let until = fields.optional(context(0))?;
    let until = until.map(|item| time(item.inside().expect(TIME)?)).transpose()?;
    Ok(Single {
        hash,
        issuer_name,
        issuer_key,
        serial,
        answer: Answer {
            status,
            period: Period { from, until },
        },
    })
}

fn time(item: Item) -> Result<DateTime<Utc>, Malformed> {
    x509_cert::time::Time::from_der(item.whole)
        .map(instant)
        .map_err(|_| Malformed)
}
