//! One signature: read, its structure and its bytes judged, the later changes listed.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use lopdf::{Dictionary, Object, ObjectId};

use super::Fault;
use super::changes::{Change, changes};
use super::ocsp::Answers;
use super::proofs;
use super::revisions::Revisions;
use super::structure::{Covered, covered};
use super::trust::Revocations;
use crate::certificate::Certificate;
use crate::cms::{Cms, CmsFault};
use crate::pdf::{Field, File, read_text};
use crate::permission::{is_for_all, locks_all, permits};
use crate::timestamp::Token;

/// What the bytes of a signature say, before anybody is trusted.
pub struct Read {
    pub field: String,
    pub is_time_stamp: bool,
    pub locks: bool,
    pub fault: Option<Fault>,
    pub certificate: Option<Certificate>,
    /// Every certificate that came with it or with its time stamp.
    pub certificates: Vec<Certificate>,
    pub claimed: Option<DateTime<Utc>>,
    pub stamp: Option<Stamp>,
    pub covers: usize,
    pub changes: BTreeSet<Change>,
}

/// A time stamp whose signature holds.
pub struct Stamp {
    pub at: DateTime<Utc>,
    pub certificate: Certificate,
}

/// The ways of signing a PDF that are understood.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    /// PAdES.
    Bound,
    /// The older one of Adobe, which need not bind the certificate.
    Plain,
    TimeStamp,
}

/// Whether a field holds anything that claims to be a signature.
pub fn is_signed(file: &File, field: &Field) -> bool {
    let entries = file.document.get_dictionary(field.id).ok();
    entries.is_some_and(|entries| !matches!(entries.get(b"V"), Err(_) | Ok(Object::Null)))
}

/// Whether a signature lies in the file that no field shows.
pub fn has_orphans(file: &File, fields: &[Field]) -> bool {
    let shown: BTreeSet<ObjectId> = fields.iter().filter_map(|field| field.value).collect();
    let signs = |object: &Object| {
        object
            .as_dict()
            .is_ok_and(|entries| entries.has(b"ByteRange") && entries.has(b"Contents"))
    };
    let mut objects = file.document.objects.iter();
    objects.any(|(id, object)| signs(object) && !shown.contains(id))
}

/// Reads and judges the signature in a field.
pub fn read<'a>(revisions: &mut Revisions<'a>, last: &File<'a>, field: &Field) -> Read {
    let mut found = Read {
        field: field.name.clone(),
        is_time_stamp: false,
        locks: false,
        fault: None,
        certificate: None,
        certificates: Vec::new(),
        claimed: None,
        stamp: None,
        covers: 0,
        changes: BTreeSet::new(),
    };
    if let Err(fault) = fill(&mut found, revisions, last, field) {
        found.fault = Some(fault);
    }
    found
}

fn fill<'a>(
    found: &mut Read,
    revisions: &mut Revisions<'a>,
    last: &File<'a>,
    field: &Field,
) -> Result<(), Fault> {
    let id = field.value.ok_or(Fault::Wrapped)?;
    let signature = last.document.get_dictionary(id).map_err(|_| Fault::Malformed)?;
    found.claimed = claimed(signature);
    let kind = match signature.get(b"SubFilter").and_then(Object::as_name) {
        Ok(b"ETSI.CAdES.detached") => Format::Bound,
        Ok(b"adbe.pkcs7.detached") => Format::Plain,
        Ok(b"ETSI.RFC3161") => Format::TimeStamp,
        _ => return Err(Fault::Algorithm),
    };
    found.is_time_stamp = kind == Format::TimeStamp;
    let covered = covered(revisions, field, signature)?;
    found.covers = covered.signed.bytes.len();
    match kind {
        Format::TimeStamp => document_time_stamp(found, &covered)?,
        _ => signed(found, &covered, kind == Format::Bound)?,
    }
    let objects = covered.signed.document.get_dictionary(field.id);
    found.locks = objects.is_ok_and(|field| locks(&covered.signed, field, signature));
    let certifies_finally = permits(signature) == Some(1);
    if covered.signed.bytes.len() < last.bytes.len() {
        let sealed = found.locks || certifies_finally;
        found.changes = changes(&covered.signed, last, sealed);
    }
    Ok(())
}

fn signed(found: &mut Read, covered: &Covered, bound: bool) -> Result<(), Fault> {
    let cms = Cms::read(&covered.contents).map_err(|_| Fault::Malformed)?;
    found.certificates.clone_from(&cms.certificates);
    found.certificate = cms.certificate().cloned();
    // What the signature dictionary says is signed too; the attribute is how older tools say it.
    found.claimed = found.claimed.or(cms.signing_time());
    if cms.content_type != crate::cms::DATA || cms.content.is_some() {
        return Err(Fault::Malformed);
    }
    cms.verify(&covered.parts, bound).map_err(fault)?;
    let Some(token) = cms.time_stamp().map_err(|_| Fault::TimeStamp)? else {
        return Ok(());
    };
    let token = Token::read(token).map_err(|_| Fault::TimeStamp)?;
    let certificate = token.verify(&[cms.signature]).map_err(|_| Fault::TimeStamp)?;
    found.stamp = Some(Stamp {
        at: token.at(),
        certificate: certificate.clone(),
    });
    found.certificates.extend_from_slice(token.certificates());
    Ok(())
}

fn document_time_stamp(found: &mut Read, covered: &Covered) -> Result<(), Fault> {
    let token = Token::read(&covered.contents).map_err(|_| Fault::Malformed)?;
    found.certificates = token.certificates().to_vec();
    found.claimed = Some(token.at());
    let certificate = token.verify(&covered.parts).map_err(|_| Fault::TimeStamp)?;
    found.certificate = Some(certificate.clone());
    Ok(())
}

fn fault(fault: CmsFault) -> Fault {
    match fault {
        CmsFault::Malformed => Fault::Malformed,
        CmsFault::Algorithm => Fault::Algorithm,
        CmsFault::NoCertificate => Fault::NoCertificate,
        CmsFault::OtherCertificate => Fault::OtherCertificate,
        CmsFault::Digest => Fault::Digest,
        CmsFault::Signature => Fault::Signature,
    }
}

/// Whether a signature locks the whole document, by its field or by what it says itself.
fn locks(file: &File, field: &Dictionary, signature: &Dictionary) -> bool {
    let by_field = file.dictionary(field, b"Lock").is_some_and(is_for_all);
    by_field || locks_all(signature)
}

/// The time in the signature dictionary: `D:20261125093000+01'00'`.
fn claimed(signature: &Dictionary) -> Option<DateTime<Utc>> {
    let text = read_text(signature.get(b"M").and_then(Object::as_str).ok()?);
    let text = text.strip_prefix("D:")?;
    let local = NaiveDateTime::parse_from_str(text.get(..14)?, "%Y%m%d%H%M%S").ok()?;
    let zone: String = text.get(14..)?.chars().filter(|sign| *sign != '\'').collect();
    let ahead = match zone.split_at_checked(1) {
        Some((sign @ ("+" | "-"), rest)) => {
            let hours: i64 = rest.get(..2)?.parse().ok()?;
            let minutes: i64 = rest.get(2..4).unwrap_or("00").parse().ok()?;
            let ahead = TimeDelta::minutes(hours * 60 + minutes);
            if sign == "-" { -ahead } else { ahead }
        }
        _ => TimeDelta::zero(),
    };
    local.checked_sub_signed(ahead).map(|utc| utc.and_utc())
}

/// Certificates, revocation lists and answers that the document stores for later.
pub struct Stored {
    pub certificates: Vec<Certificate>,
    pub lists: Vec<Revocations>,
    pub answers: Vec<Answers>,
}

pub fn stored(file: &File) -> Stored {
    let certificates = proofs::stored(file, b"Certs");
    let lists = proofs::stored(file, b"CRLs");
    let answers = proofs::stored(file, b"OCSPs");
    Stored {
        certificates: certificates
            .iter()
            .filter_map(|der| Certificate::from_der(der).ok())
            .collect(),
        lists: lists.iter().filter_map(|der| Revocations::read(der)).collect(),
        answers: answers.iter().filter_map(|der| Answers::read(der)).collect(),
    }
}
