//! Signatures in the form that PDF carries them (CMS, RFC 5652): one signer, signed attributes, DER.

mod build;
mod read;
mod verify;

pub use build::Draft;
pub use read::Cms;
pub use verify::CmsFault;

use der::asn1::ObjectIdentifier;

const fn name(dotted: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(dotted)
}

pub const DATA: ObjectIdentifier = name("1.2.840.113549.1.7.1");
pub const SIGNED_DATA: ObjectIdentifier = name("1.2.840.113549.1.7.2");
pub const TIME_STAMP_INFO: ObjectIdentifier = name("1.2.840.113549.1.9.16.1.4");
const CONTENT_TYPE: ObjectIdentifier = name("1.2.840.113549.1.9.3");
const MESSAGE_DIGEST: ObjectIdentifier = name("1.2.840.113549.1.9.4");
const SIGNING_TIME: ObjectIdentifier = name("1.2.840.113549.1.9.5");
const SIGNING_CERTIFICATE: ObjectIdentifier = name("1.2.840.113549.1.9.16.2.12");
const SIGNING_CERTIFICATE_V2: ObjectIdentifier = name("1.2.840.113549.1.9.16.2.47");
const SIGNATURE_TIME_STAMP: ObjectIdentifier = name("1.2.840.113549.1.9.16.2.14");
