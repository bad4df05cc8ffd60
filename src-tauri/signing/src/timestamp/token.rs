//! The token: a signed statement of what was there when.

use chrono::{DateTime, Utc};

use crate::asn1::{BOOLEAN, INTEGER, Item, Malformed, OCTETS, Reader, SEQUENCE, TIME, context};
use crate::certificate::{Certificate, instant};
use crate::cms::{Cms, CmsFault, TIME_STAMP_INFO};
use crate::crypto::Hash;

/// Why a token proves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenFault {
    /// It is not built as a token is, or its signature does not hold.
    Token,
    /// It speaks of something else.
    Imprint,
}

impl From<Malformed> for TokenFault {
    fn from(_: Malformed) -> Self {
        Self::Token
    }
}

/// A time-stamp token.
pub struct Token<'a> {
    cms: Cms<'a>,
    info: Info<'a>,
}

struct Info<'a> {
    hash: Option<Hash>,
    imprint: &'a [u8],
    at: DateTime<Utc>,
    nonce: Option<&'a [u8]>,
}

impl<'a> Token<'a> {
    pub fn read(bytes: &'a [u8]) -> Result<Self, TokenFault> {
        let cms = Cms::read(bytes)?;
        if cms.content_type != TIME_STAMP_INFO {
            return Err(TokenFault::Token);
        }
        let info = Info::read(cms.content.ok_or(TokenFault::Token)?)?;
        Ok(Self { cms, info })
    }

    /// Judges the token over what it should speak of; gives the service's certificate.
    pub fn verify(&self, parts: &[&[u8]]) -> Result<&Certificate, TokenFault> {
        let hash = self.info.hash.ok_or(TokenFault::Token)?;
        if hash.digest(parts) != self.info.imprint {
            return Err(TokenFault::Imprint);
        }
        let content = self.cms.content.unwrap_or_default();
        // Services of the older kind name their certificate by its SHA-1, which binds nothing: the
        // certificate must be trusted for time stamps anyway.
        let signer = self.cms.verify(&[content], false);
        signer.map_err(|_: CmsFault| TokenFault::Token)
    }

    /// When, as the service says.
    pub fn at(&self) -> DateTime<Utc> {
        self.info.at
    }

    /// The certificates that came along.
    pub fn certificates(&self) -> &[Certificate] {
        &self.cms.certificates
    }

    pub fn nonce(&self) -> Option<&[u8]> {
        self.info.nonce
    }
}

impl<'a> Info<'a> {
    fn read(bytes: &'a [u8]) -> Result<Self, Malformed> {
        let mut outer = Reader(bytes);
        let mut fields = outer.expect(SEQUENCE)?.inside();
        outer.end()?;
        fields.expect(INTEGER)?;
        fields.next()?.oid()?;
        let mut imprint = fields.expect(SEQUENCE)?.inside();
        let hash = Hash::of(imprint.expect(SEQUENCE)?);
        let imprint = imprint.expect(OCTETS)?.value;
        fields.expect(INTEGER)?;
        let at = time(fields.expect(TIME)?)?;
        fields.optional(SEQUENCE)?;
        fields.optional(BOOLEAN)?;
        let nonce = fields.optional(INTEGER)?.map(|item| item.whole);
        fields.optional(context(0))?;
        fields.optional(context(1))?;
        fields.end()?;
        Ok(Self {
            hash,
            imprint,
            at,
            nonce,
        })
    }
}

/// A time, which some services write with fractions of a second.
fn time(item: Item) -> Result<DateTime<Utc>, Malformed> {
    let text = std::str::from_utf8(item.value).map_err(|_| Malformed)?;
    let whole = text.strip_suffix('Z').ok_or(Malformed)?;
    let (whole, fraction) = whole.split_once('.').unwrap_or((whole, ""));
    if !fraction.bytes().all(|digit| digit.is_ascii_digit()) {
        return Err(Malformed);
    }
    let der = crate::asn1::tagged(TIME, &[whole.as_bytes(), b"Z"]);
    der::Decode::from_der(&der).map(instant).map_err(|_| Malformed)
}
