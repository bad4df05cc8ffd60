//! Reading a signature, raw bytes kept.

use der::asn1::ObjectIdentifier;

use super::{MESSAGE_DIGEST, SIGNATURE_TIME_STAMP, SIGNED_DATA, SIGNING_CERTIFICATE_V2, SIGNING_TIME};
use crate::asn1::{INTEGER, Item, Malformed, OCTETS, Reader, SEQUENCE, SET, TIME, UTC_TIME, context};
use crate::certificate::{Certificate, instant};
use crate::crypto::{Hash, Scheme};

/// More certificates than any honest signature carries.
const MOST_CERTIFICATES: usize = 32;

/// A CMS signature by exactly one signer.
pub struct Cms<'a> {
    /// What kind of content is signed.
    pub content_type: ObjectIdentifier,
    /// The content, when it lies inside.
    pub content: Option<&'a [u8]>,
    /// Every readable certificate that came along; the order means nothing.
    pub certificates: Vec<Certificate>,
    /// Who signed.
    pub signer: SignerName<'a>,
    /// The hash of the content; none when it is one that no longer binds.
    pub hash: Option<Hash>,
    /// The way of signing; none when it is unknown or no longer binds.
    pub scheme: Option<Scheme>,
    /// The signature itself, which a time stamp stamps.
    pub signature: &'a [u8],
    pub(super) attributes: Item<'a>,
    unsigned: Option<Item<'a>>,
}

/// How a signer is named.
pub enum SignerName<'a> {
    /// By the whole of issuer and serial number.
    IssuerAndSerial(&'a [u8]),
    /// By the key's identifier.
    KeyIdentifier(&'a [u8]),
}

impl<'a> Cms<'a> {
    /// Reads a signature; only zeros may follow it, the rest of the room that was kept.
    pub fn read(bytes: &'a [u8]) -> Result<Self, Malformed> {
        let mut outer = Reader(bytes);
        let mut info = outer.expect(SEQUENCE)?.inside();
        if outer.0.iter().any(|byte| *byte != 0) || info.next()?.oid()? != SIGNED_DATA {
            return Err(Malformed);
        }
        let mut wrapped = info.expect(context(0))?.inside();
        info.end()?;
        let mut data = wrapped.expect(SEQUENCE)?.inside();
        wrapped.end()?;

        data.expect(INTEGER)?;
        data.expect(SET)?;
        let mut content = data.expect(SEQUENCE)?.inside();
        let content_type = content.next()?.oid()?;
        let inside = content.optional(context(0))?;
        let inside = inside
            .map(|wrapped| wrapped.inside().expect(OCTETS))
            .transpose()?;
        let certificates = data.optional(context(0))?.map(|set| set.inside().all());
        let certificates = certificates.transpose()?.unwrap_or_default();
        data.optional(context(1))?;
        let mut signers = data.expect(SET)?.inside();
        data.end()?;
        let signer = signers.expect(SEQUENCE)?;
        signers.end()?;
        if certificates.len() > MOST_CERTIFICATES {
            return Err(Malformed);
        }
        let certificates = certificates
            .iter()
            .filter_map(|item| Certificate::from_der(item.whole).ok());
        let whole = Self {
            content_type,
            content: inside.map(|item| item.value),
            certificates: certificates.collect(),
            ..Self::signer(signer, content_type)?
        };
        Ok(whole)
    }

    fn signer(signer: Item<'a>, content_type: ObjectIdentifier) -> Result<Self, Malformed> {
        let mut fields = signer.inside();
        fields.expect(INTEGER)?;
        let name = fields.next()?;
        let name = match name.tag {
            SEQUENCE => SignerName::IssuerAndSerial(name.whole),
            0x80 => SignerName::KeyIdentifier(name.value),
            _ => return Err(Malformed),
        };
        let hash = Hash::of(fields.expect(SEQUENCE)?);
        let attributes = fields.expect(context(0))?;
        let scheme = Scheme::of(fields.expect(SEQUENCE)?, hash);
        let signature = fields.expect(OCTETS)?.value;
        let unsigned = fields.optional(context(1))?;
        fields.end()?;
        Ok(Self {
            content_type,
            content: None,
            certificates: Vec::new(),
            signer: name,
            hash,
            scheme,
            signature,
            attributes,
            unsigned,
        })
    }

    /// The signer's certificate, if it came along.
    pub fn certificate(&self) -> Option<&Certificate> {
        use x509_cert::ext::pkix::SubjectKeyIdentifier;
        self.certificates.iter().find(|one| match self.signer {
            SignerName::IssuerAndSerial(name) => one.issuer_and_serial() == name,
            SignerName::KeyIdentifier(id) => {
                let own = one.fields().get_extension::<SubjectKeyIdentifier>();
                own.is_ok_and(|own| own.is_some_and(|(_, own)| own.0.as_bytes() == id))
            }
        })
    }

    /// The one value of a signed attribute, which may stand there only once.
    pub(super) fn attribute(&self, name: ObjectIdentifier) -> Result<Option<Item<'a>>, Malformed> {
        only(self.attributes, name)
    }

    /// The signed attributes, without their tag.
    pub fn signed_attributes(&self) -> &'a [u8] {
        self.attributes.value
    }

    /// What the signature says that the hash of the content is.
    pub fn message_digest(&self) -> Option<&'a [u8]> {
        self.attribute(MESSAGE_DIGEST).ok()?.map(|item| item.value)
    }

    /// Whether the signer's certificate is among what was signed.
    pub fn names_certificate(&self) -> bool {
        matches!(self.attribute(SIGNING_CERTIFICATE_V2), Ok(Some(_)))
    }

    /// The time-stamp token over the signature.
    pub fn time_stamp(&self) -> Result<Option<&'a [u8]>, Malformed> {
        let token = self.unsigned.map(|set| only(set, SIGNATURE_TIME_STAMP));
        Ok(token.transpose()?.flatten().map(|item| item.whole))
    }

    /// The time that the signer claims inside the signature, as older ones do.
    pub fn signing_time(&self) -> Option<chrono::DateTime<chrono::Utc>> {
        let item = self.attribute(SIGNING_TIME).ok()??;
        let time = matches!(item.tag, UTC_TIME | TIME)
            .then(|| der::Decode::from_der(item.whole).ok())
            .flatten();
        time.map(instant)
    }
}

fn only<'a>(set: Item<'a>, name: ObjectIdentifier) -> Result<Option<Item<'a>>, Malformed> {
    let mut found = None;
    for attribute in set.inside().all()? {
        let mut fields = attribute.inside();
        if fields.next()?.oid()? != name {
            continue;
        }
        let mut values = fields.expect(SET)?.inside();
        let value = values.next()?;
        values.end()?;
        if found.replace(value).is_some() {
            return Err(Malformed);
        }
    }
    Ok(found)
}
