//! Signatures, and what they are made of.

use fuzz::clock::{NONCE, Replay};
use fuzz::files;
use fuzz::school::{CMS, SIGNED, TRUST};
use lopdf::{Document, Object};
use signing::{TimeStampError, TimeStamper, time_stamp};

use crate::clock::Tsa;
use crate::{sample, seed};

const FOREIGN: [&str; 8] = [
    "adbe-rsa",
    "long-term",
    "openssl-p256",
    "pades-p256",
    "pades-p384",
    "pades-pss",
    "two-fields",
    "two-packed",
];

pub fn make() {
    reply();
    seed("signed", "own", SIGNED.as_slice());
    for name in FOREIGN {
        let bytes = sample(&format!("src-tauri/signing/tests/samples/foreign/{name}.pdf"));
        seed("signed", name, &bytes);
        parts(name, &bytes);
    }
    for (name, update) in UPDATES {
        seed("signed", name, update);
    }
    seed("signature", "own", files::join([("cms", CMS.as_slice())]));
    for name in ["astrid-ec", "astrid-p384", "astrid-rsa-old"] {
        seed(
            "identity",
            name,
            sample(&format!("src-tauri/signing/tests/samples/{name}.p12")),
        );
    }
    seed(
        "identity",
        "trust",
        sample("src-tauri/signing/tests/samples/foreign/trust.pem"),
    );
    for authority in TRUST.anchors() {
        seed("identity", "authority", authority.der());
    }
    seed("identity", "request", fuzz::school::request());
    seed("identity", "list", fuzz::school::list());
}

/// What somebody might add to a signed document.
const UPDATES: [(&str, &str); 6] = [
    (
        "page",
        "3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 6 0 R>>\nendobj\n",
    ),
    (
        "words",
        "6 0 obj\n<</Length 5>>\nstream\n(nej)\nendstream\nendobj\n",
    ),
    (
        "field",
        "5 0 obj\n<</Type/Annot/Subtype/Widget/FT/Sig/T(second)/Rect[300 50 500 90]/F 4/P 3 0 R>>\nendobj\n",
    ),
    (
        "catalog",
        "1 0 obj\n<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R 5 0 R]/SigFlags 3>>/DSS<</Certs[]>>>>\nendobj\n",
    ),
    (
        "font",
        "7 0 obj\n<</Type/Font/Subtype/Type1/BaseFont/Symbol>>\nendobj\n",
    ),
    (
        "pages",
        "2 0 obj\n<</Type/Pages/Kids[9 0 R 3 0 R]/Count 2>>\nendobj\n9 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>\nendobj\n",
    ),
];

/// A service that keeps what it was asked last.
#[derive(Default)]
struct Listener(Vec<u8>);

impl TimeStamper for Listener {
    fn answer(&mut self, question: &[u8]) -> Result<Vec<u8>, TimeStampError> {
        question.clone_into(&mut self.0);
        Err(TimeStampError::Refused)
    }

    fn nonce(&mut self) -> [u8; 16] {
        NONCE
    }
}

/// What OpenSSL answers to the very question that the target asks.
fn reply() {
    let mut listener = Listener::default();
    _ = time_stamp(&SIGNED, "Tid", &mut listener);
    let place = tempfile::tempdir().unwrap();
    let answer = Tsa::new(place.path(), "Clock").answer(&listener.0);
    assert!(
        time_stamp(&SIGNED, "Tid", &mut Replay(&answer)).is_ok(),
        "the same question every time"
    );
    seed("reply", "openssl", answer);
}

/// Takes the signatures and the proofs out of a document.
fn parts(name: &str, bytes: &[u8]) {
    let document = Document::load_mem(bytes).unwrap();
    let mut number = 0;
    for object in document.objects.values() {
        let Ok(entries) = object.as_dict() else {
            continue;
        };
        if let (true, Ok(contents)) = (
            entries.has(b"ByteRange"),
            entries.get(b"Contents").and_then(Object::as_str),
        ) {
            let is_token = matches!(
                entries.get(b"SubFilter").and_then(Object::as_name),
                Ok(b"ETSI.RFC3161")
            );
            let end = contents
                .iter()
                .rposition(|byte| *byte != 0)
                .map_or(0, |at| at + 1);
            let kind = if is_token { "token" } else { "cms" };
            seed(
                "signature",
                &format!("{name}-{number}"),
                files::join([(kind, &contents[..end])]),
            );
            number += 1;
        }
        for (key, kind) in [("Certs", "certificate"), ("CRLs", "list"), ("OCSPs", "answer")] {
            let items = entries
                .get(key.as_bytes())
                .and_then(Object::as_array)
                .into_iter()
                .flatten();
            for item in items {
                let Ok((_, Object::Stream(stream))) = document.dereference(item) else {
                    continue;
                };
                let proof = stream
                    .decompressed_content()
                    .unwrap_or_else(|_| stream.content.clone());
                seed(
                    "signature",
                    &format!("{name}-{kind}-{number}"),
                    files::join([(kind, &proof)]),
                );
                seed("identity", &format!("{name}-{kind}-{number}"), &proof);
                number += 1;
            }
        }
    }
}
