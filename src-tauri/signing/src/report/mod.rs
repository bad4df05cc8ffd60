//! The verification report that archives and others' systems read: ETSI TS 119 102-2 V1.4.1, in XML.
//!
//! Nothing is judged here. What [`verify`](crate::verify()) found is put into the standard's words, together
//! with what the signatures' own bytes say. The same input gives the same bytes. The report is not signed itself.

mod facts;
mod indication;
mod objects;
mod tags;
mod times;

use chrono::{DateTime, Utc};

use crate::certificate::Certificate;
use crate::error::{Error, ReportError};
use crate::pdf::File;
use crate::verify::{Report, Signature};
use facts::Facts;
use indication::{Indication, codes};
use objects::Objects;
use tags::Tags;
use times::Known;

const SPACES: [(&str, &str); 5] = [
    ("xmlns", "http://uri.etsi.org/19102/v1.4.1#"),
    ("xmlns:ds", "http://www.w3.org/2000/09/xmldsig#"),
    ("xmlns:tsl", "http://uri.etsi.org/02231/v2#"),
    ("xmlns:XAdES", "http://uri.etsi.org/01903/v1.3.2#"),
    ("xmlns:xs", "http://www.w3.org/2001/XMLSchema"),
];

/// Under which circumstances a document was judged, as the report is to say.
#[derive(Debug, Clone, Copy)]
pub struct Occasion<'a> {
    /// When it was judged: the instant that was given to [`verify`](crate::verify()).
    pub now: DateTime<Utc>,
    /// What judged it, with its version, such as `Närvarolots 1.2`.
    pub validator: &'a str,
    /// The name of the rules that were followed: whom the reader trusts, and why.
    pub policy: &'a str,
}

/// Writes what was found in a document as a validation report (ETSI TS 119 102-2, clause 4), UTF-8.
///
/// Each signature has a report of its own; a time stamp over the document is one of the validation objects, with
/// its report inside, as are all certificates. `OtherInformation` holds the codes of this crate, for what the
/// standard has no word for.
///
/// # Errors
/// The document cannot be read, it is not the one that the report is about, or no one has signed it: the format
/// has no way of saying that.
pub fn report_xml(pdf: &[u8], report: &Report, occasion: &Occasion) -> Result<Vec<u8>, Error> {
    let file = File::read(pdf)?;
    let all: Vec<(&Signature, Facts)> = report
        .signatures
        .iter()
        .map(|one| Ok((one, Facts::read(&file, one).ok_or(ReportError::OtherDocument)?)))
        .collect::<Result<_, Error>>()?;
    if all.iter().all(|(one, _)| one.is_time_stamp) {
        return Err(ReportError::NoSignature.into());
    }
    let mut objects = Objects::default();
    let writing = Writing {
        report,
        occasion,
        known: Known::of(&all),
    };
    let mut tags = Tags::begin();
    tags.within("ValidationReport", &SPACES, |tags| {
        let signatures = all.iter().filter(|(one, _)| !one.is_time_stamp).zip(1..);
        for ((signature, facts), number) in signatures {
            tags.within("SignatureValidationReport", &[], |tags| {
                writing.signature(tags, &mut objects, signature, facts, &format!("S-{number}"));
            });
        }
        writing.objects(tags, &mut objects, &all);
        writing.validator(tags);
    });
    Ok(tags.finish())
}

/// What every part of the report needs.
struct Writing<'a> {
    report: &'a Report,
    occasion: &'a Occasion<'a>,
    known: Known,
}

impl Writing<'_> {
    /// Clause 4.3: one signature, or one time stamp over the document.
    fn signature(&self, tags: &mut Tags, objects: &mut Objects, one: &Signature, facts: &Facts, id: &str) {
        identifier(tags, one, facts, id);
        tags.within("ValidationConstraintsEvaluationReport", &[], |tags| {
            tags.within("SignatureValidationPolicy", &[], |tags| {
                tags.within("SignaturePolicyIdentifier", &[], |tags| {
                    tags.empty("XAdES:SignaturePolicyImplied", &[]);
                });
                tags.text("PolicyName", self.occasion.policy);
            });
        });
        self.times(tags, one, facts);
        if let Some(covered) = &facts.covered {
            tags.within("SignersDocument", &[], |tags| {
                tags.digest("DigestAlgAndValue", covered)
            });
        }
        attributes(tags, objects, one, facts);
        if let Some(own) = one.chain.first() {
            tags.within("SignerInformation", &[], |tags| {
                tags.refer("SignerCertificate", &objects.certificate(own));
                tags.text("Signer", &own.summary().subject.name);
            });
        }
        self.status(tags, objects, one);
        tags.text("OtherInformation", &codes(self.report, one));
    }

    /// Clause 4.3.6. Without proof, the best that is known is that the signature is there now.
    fn times(&self, tags: &mut Tags, one: &Signature, facts: &Facts) {
        let proven = self.known.proof_of(one, facts);
        tags.within("ValidationTimeInfo", &[], |tags| {
            tags.text("ValidationTime", &instant(self.occasion.now));
            tags.within("BestSignatureTime", &[], |tags| {
                tags.text("POETime", &instant(one.proven.unwrap_or(self.occasion.now)));
                tags.text("TypeOfProof", "urn:etsi:019102:poetype:validation");
                if let Some(stamp) = &proven {
                    tags.refer("POEObject", stamp);
                }
            });
        });
    }

    /// Clause 4.3.4.
    fn status(&self, tags: &mut Tags, objects: &mut Objects, one: &Signature) {
        let indication = Indication::of(self.report, one);
        tags.within("SignatureValidationStatus", &[], |tags| {
            tags.text("MainIndication", &indication.main(one.is_time_stamp));
            if let Some(reason) = indication.reason() {
                tags.text("SubIndication", &reason);
            }
            if !one.chain.is_empty() {
                tags.within("AssociatedValidationReportData", &[], |tags| {
                    chain(tags, objects, one, &indication);
                });
            }
        });
    }

    /// Clause 4.4: every time stamp first, since their reports name certificates too.
    fn objects(&self, tags: &mut Tags, objects: &mut Objects, all: &[(&Signature, Facts)]) {
        let none = objects.is_empty() && all.iter().all(|(_, facts)| facts.tokens().next().is_none());
        if none {
            return;
        }
        tags.within("SignatureValidationObjects", &[], |tags| {
            for (signature, facts) in all {
                for token in facts.tokens() {
                    let id = objects::id("T", &token.der);
                    objects::object(tags, &id, "timestamp", &token.der, |tags| {
                        if signature.is_time_stamp {
                            tags.within("ValidationReport", &[], |tags| {
                                self.signature(tags, objects, signature, facts, &format!("R-{id}"));
                            });
                        }
                    });
                }
            }
            objects.write(tags);
        });
    }

    /// Clause 4.5, by name: the application has no certificate of its own.
    fn validator(&self, tags: &mut Tags) {
        tags.within("SignatureValidator", &[], |tags| {
            tags.within("DigitalId", &[], |tags| {
                tags.text("tsl:X509SubjectName", &format!("CN={}", self.occasion.validator));
            });
        });
    }
}

/// Clause 4.3.3.
fn identifier(tags: &mut Tags, one: &Signature, facts: &Facts, id: &str) {
    tags.within("SignatureIdentifier", &[("id", id)], |tags| {
        if let Some(attributes) = &facts.attributes {
            tags.digest("DigestAlgAndValue", attributes);
        }
        if let Some(value) = &facts.value {
            tags.base64("ds:SignatureValue", value);
        }
        tags.text("HashOnly", "false");
        tags.text("DocHashOnly", "false");
        tags.text("DAIdentifier", &one.field);
    });
}

/// Annex A: what the signature says of itself.
fn attributes(tags: &mut Tags, objects: &mut Objects, one: &Signature, facts: &Facts) {
    const SIGNED: [(&str, &str); 1] = [("Signed", "true")];
    tags.within("SignatureAttributes", &[], |tags| {
        if let Some(claimed) = one.claimed.filter(|_| !one.is_time_stamp) {
            tags.within("SigningTime", &SIGNED, |tags| {
                tags.text("Time", &instant(claimed))
            });
        }
        if let Some(own) = one.chain.first().filter(|_| facts.names_certificate) {
            tags.within("SigningCertificate", &SIGNED, |tags| {
                tags.refer("AttributeObject", &objects.certificate(own));
                tags.within("CertID", &[], |tags| {
                    tags.digest_parts(&own.summary().fingerprint)
                });
            });
        }
        for token in facts.tokens() {
            let name = match one.is_time_stamp {
                true => "DocTimeStamp",
                false => "SignatureTimeStamp",
            };
            tags.within(name, &[("Signed", "false")], |tags| {
                tags.refer("AttributeObject", &objects::id("T", &token.der));
                tags.text("TimeStampValue", &instant(token.at));
            });
        }
        if let Some(digest) = &facts.message_digest {
            tags.within("MessageDigest", &SIGNED, |tags| tags.base64("Digest", digest));
        }
        tags.within("SubFilter", &SIGNED, |tags| {
            tags.text("SubFilterElement", &facts.sub_filter);
        });
        if !facts.range.is_empty() {
            tags.text("ByteRange", &facts.range);
        }
    });
}

/// Clause 4.3.12.4.
fn chain(tags: &mut Tags, objects: &mut Objects, one: &Signature, indication: &Indication) {
    let ids: Vec<String> = one.chain.iter().map(|own| objects.certificate(own)).collect();
    let trusted = indication.is_anchored(one);
    let between = ids.len().saturating_sub(usize::from(trusted));
    tags.within("CertificateChain", &[], |tags| {
        for (id, place) in ids.iter().zip(0..) {
            if place == 0 {
                tags.refer("SigningCertificate", id);
            } else if place < between {
                tags.refer("IntermediateCertificate", id);
            }
        }
        if let Some(anchor) = ids.last().filter(|_| trusted) {
            tags.refer("TrustAnchor", anchor);
        }
    });
}

fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}

/// What a certificate is known by in the report.
fn certificate_id(certificate: &Certificate) -> String {
    objects::id("C", certificate.der())
}
