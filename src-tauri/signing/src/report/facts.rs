//! What a signature's own bytes say, read again for the report.

use chrono::{DateTime, Utc};
use lopdf::{Dictionary, Object};

use crate::asn1::{Reader, SET, tagged};
use crate::cms::Cms;
use crate::crypto::sha256;
use crate::pdf::{File, fields};
use crate::timestamp::Token;
use crate::verify::Signature;

/// What can be said of a signature without judging it. What its bytes do not say is absent.
pub struct Facts {
    /// The way of signing, as the signature dictionary names it.
    pub sub_filter: String,
    /// The four numbers of what it says it covers.
    pub range: String,
    /// The SHA-256 of what it covers.
    pub covered: Option<[u8; 32]>,
    /// The SHA-256 of what was signed: the signed attributes, as a set.
    pub attributes: Option<[u8; 32]>,
    /// The signature value.
    pub value: Option<Vec<u8>>,
    /// What the signature says that the document's hash is.
    pub message_digest: Option<Vec<u8>>,
    /// The certificate is among what was signed.
    pub names_certificate: bool,
    stamp: Option<Stamp>,
}

/// A time-stamp token.
pub struct Stamp {
    pub der: Vec<u8>,
    pub at: DateTime<Utc>,
}

impl Facts {
    /// Reads the signature again; none if the document holds no signature in that field.
    pub fn read(file: &File, one: &Signature) -> Option<Self> {
        let field = fields(file).into_iter().find(|field| field.name == one.field)?;
        let mut facts = Self {
            sub_filter: String::new(),
            range: String::new(),
            covered: None,
            attributes: None,
            value: None,
            message_digest: None,
            names_certificate: false,
            stamp: None,
        };
        let value = file.document.get_dictionary(field.id).ok()?.get(b"V").ok()?;
        if let Ok(signature) = file.resolve(value).as_dict() {
            facts.fill(file, one, signature);
        }
        Some(facts)
    }

    /// The time stamp in the signature, or that the signature is.
    pub fn tokens(&self) -> impl Iterator<Item = &Stamp> {
        self.stamp.iter()
    }

    fn fill(&mut self, file: &File, one: &Signature, signature: &Dictionary) {
        let kind = signature.get(b"SubFilter").and_then(Object::as_name);
        self.sub_filter = String::from_utf8_lossy(kind.unwrap_or_default()).into_owned();
        let numbers = signature.get(b"ByteRange").and_then(Object::as_array);
        let numbers = numbers.into_iter().flatten().filter_map(|one| one.as_i64().ok());
        let numbers: Vec<i64> = numbers.take(4).collect();
        let words: Vec<String> = numbers.iter().map(i64::to_string).collect();
        self.range = words.join(" ");
        self.covered = covered(file.bytes, &numbers);
        let Ok(contents) = signature.get(b"Contents").and_then(Object::as_str) else {
            return;
        };
        let Ok(cms) = Cms::read(contents) else { return };
        self.attributes = Some(sha256(&tagged(SET, &[cms.signed_attributes()])));
        self.value = Some(cms.signature.to_vec());
        self.message_digest = cms.message_digest().map(<[u8]>::to_vec);
        self.names_certificate = cms.names_certificate();
        let token = match one.is_time_stamp {
            true => Reader(contents).next().ok().map(|item| item.whole),
            false => cms.time_stamp().ok().flatten(),
        };
        self.stamp = token.and_then(|der| {
            let at = Token::read(der).ok()?.at();
            Some(Stamp {
                der: der.to_vec(),
                at,
            })
        });
    }
}

fn covered(bytes: &[u8], numbers: &[i64]) -> Option<[u8; 32]> {
    let numbers: Vec<usize> = numbers
        .iter()
        .filter_map(|one| usize::try_from(*one).ok())
        .collect();
    let [start, first, after, second] = numbers[..] else {
        return None;
    };
    let part = |from: usize, long: usize| bytes.get(from..from.checked_add(long)?);
    let both = [part(start, first)?, part(after, second)?];
    let digest = crate::crypto::Hash::Sha256.digest(&both);
    digest.try_into().ok()
}
