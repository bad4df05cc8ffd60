//! The validation objects: each stands in the report once, and is referred to by its id.

use super::certificate_id;
use super::tags::Tags;
use crate::certificate::Certificate;
use crate::crypto::sha256;

/// The certificates that have been referred to, in that order.
#[derive(Default)]
pub struct Objects(Vec<Certificate>);

impl Objects {
    /// A certificate's id; it will be written.
    pub fn certificate(&mut self, certificate: &Certificate) -> String {
        if !self.0.contains(certificate) {
            self.0.push(certificate.clone());
        }
        certificate_id(certificate)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn write(&self, tags: &mut Tags) {
        for one in &self.0 {
            object(tags, &certificate_id(one), "certificate", one.der(), |_| ());
        }
    }
}

/// One object with its bytes, and what follows them (clause 4.4.2).
pub fn object(tags: &mut Tags, id: &str, kind: &str, der: &[u8], rest: impl FnOnce(&mut Tags)) {
    tags.within("ValidationObject", &[("id", id)], |tags| {
        tags.text("ObjectType", &format!("urn:etsi:019102:validationObject:{kind}"));
        tags.within("ValidationObjectRepresentation", &[], |tags| {
            tags.base64("base64", der)
        });
        rest(tags);
    });
}

/// An id that follows from the bytes alone; the letter makes it a name that XML allows.
pub fn id(kind: &str, bytes: &[u8]) -> String {
    let digits: String = sha256(bytes).iter().map(|byte| format!("{byte:02X}")).collect();
    format!("{kind}-{digits}")
}
