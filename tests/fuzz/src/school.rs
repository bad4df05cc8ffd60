//! An invented school that signs: a small document, whom it trusts, and what may be put in the signature's place.

use std::sync::LazyLock;

use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest as _, Sha256};
use signing::{
    Authority, Certificate, Identity, Key, Occasion, Person, Random, Request, Trust, Validity, Verdict, sign,
    verify,
};

use crate::pdf;

/// When everything is judged.
pub const NOW: DateTime<Utc> = DateTime::from_timestamp(1_795_600_000, 0).unwrap();

/// A document of one page with two fields, before anybody signs it.
const BLANK: &[u8] = b"%PDF-1.7
1 0 obj
<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R 5 0 R]>>>>
endobj
2 0 obj
<</Type/Pages/Kids[3 0 R]/Count 1>>
endobj
3 0 obj
<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 7 0 R>>>>/Contents 6 0 R/Annots[4 0 R 5 0 R]>>
endobj
4 0 obj
<</Type/Annot/Subtype/Widget/FT/Sig/T(first)/Rect[50 50 250 90]/F 4/P 3 0 R>>
endobj
5 0 obj
<</Type/Annot/Subtype/Widget/FT/Sig/T(second)/Rect[300 50 500 90]/F 4/P 3 0 R>>
endobj
6 0 obj
<</Length 43>>
stream
BT /F1 12 Tf 50 700 Td (Samtycke: ja) Tj ET
endstream
endobj
7 0 obj
<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>
endobj
";

static MADE: LazyLock<(Vec<u8>, Trust)> = LazyLock::new(made);
/// The document with the first field signed.
pub static SIGNED: LazyLock<Vec<u8>> = LazyLock::new(|| MADE.0.clone());
/// The same, the signature taken for a time stamp over the document.
pub static STAMPED: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let (from, to) = (b"/ETSI.CAdES.detached", b"/ETSI.RFC3161       ");
    let at = SIGNED.windows(from.len()).rposition(|part| part == from).unwrap();
    let mut bytes = SIGNED.clone();
    bytes[at..at + to.len()].copy_from_slice(to);
    bytes
});
/// The signature itself.
pub static CMS: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let (from, to) = hole(&SIGNED).unwrap();
    let text = std::str::from_utf8(&SIGNED[from..to]).unwrap();
    let bytes = (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap());
    let mut bytes: Vec<u8> = bytes.collect();
    // A sequence says how long it is; what follows is the rest of the room.
    let [0x30, 0x82, high, low, ..] = bytes[..] else {
        panic!("a long sequence");
    };
    bytes.truncate(4 + usize::from(high) * 256 + usize::from(low));
    bytes
});
/// The certificates of the one who signed, and of those who vouch for it.
pub static SIGNER: LazyLock<Vec<Certificate>> = LazyLock::new(|| {
    let report = verify(&SIGNED, &TRUST, NOW);
    assert!(report.verdict == Verdict::Whole, "the school's own signature");
    report.signatures[0].chain.clone()
});
/// Whom the school trusts: its own authority.
pub static TRUST: LazyLock<Trust> = LazyLock::new(|| MADE.1.clone());

/// Bytes that look random and are the same in every run.
pub struct Counting(pub u64);

impl Counting {
    fn next(&mut self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(32) {
            self.0 += 1;
            chunk.copy_from_slice(&Sha256::digest(self.0.to_be_bytes())[..chunk.len()]);
        }
    }
}

impl Random for Counting {
    fn fill(&mut self, bytes: &mut [u8]) {
        self.next(bytes);
    }
}

impl vault::Random for Counting {
    fn fill(&mut self, bytes: &mut [u8]) {
        self.next(bytes);
    }
}

fn made() -> (Vec<u8>, Trust) {
    let authority = authority();
    let key = Key::generate(&mut Counting(2)).unwrap();
    let request = key.request(&person("Astrid Almgren")).unwrap();
    let answer = authority
        .answer(request.as_bytes(), validity(), &mut Counting(3))
        .unwrap();
    let astrid: Identity = key.accept(answer.as_bytes()).unwrap();
    let request = Request {
        field: "first",
        at: NOW,
        name: "Astrid Almgren",
        reason: None,
        appearance: None,
        lock: false,
    };
    let signed = sign(&pdf::whole(BLANK), &astrid, &request, None).unwrap();
    let mut trust = Trust::new();
    trust.add(authority.identity().certificate().der()).unwrap();
    (signed, trust)
}

fn authority() -> Authority {
    let random = &mut Counting(1);
    let key = Key::generate(random).unwrap();
    Authority::new(key, &person("Björkskolans utfärdare"), validity(), random).unwrap()
}

fn validity() -> Validity {
    Validity {
        from: NOW - TimeDelta::days(10),
        until: NOW + TimeDelta::days(700),
    }
}

fn person(name: &str) -> Person {
    Person {
        name: name.to_owned(),
        title: "kurator".to_owned(),
        organisation: "Björkskolan".to_owned(),
    }
}

/// Somebody's request for a certificate.
pub fn request() -> String {
    let key = Key::generate(&mut Counting(4)).unwrap();
    key.request(&person("Nils Nyberg")).unwrap()
}

/// The authority's list of what it has revoked.
pub fn list() -> Vec<u8> {
    let authority = authority();
    let own = authority.identity().certificate().clone();
    authority
        .revoke(&[(&own, NOW)], 1, NOW, NOW + TimeDelta::days(7))
        .unwrap()
}

/// The document with these bytes in the place of its last signature; nothing where there is no room for them.
pub fn with_signature(signed: &[u8], bytes: &[u8]) -> Option<Vec<u8>> {
    let (from, to) = hole(signed)?;
    let mut digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let room = to - from;
    digits.extend(std::iter::repeat_n('0', room.checked_sub(digits.len())?));
    let mut made = signed.to_vec();
    made[from..to].copy_from_slice(digits.as_bytes());
    Some(made)
}

/// Where the digits of the last signature stand.
fn hole(signed: &[u8]) -> Option<(usize, usize)> {
    let word = b"/Contents<";
    let from = signed.windows(word.len()).rposition(|part| part == word)? + word.len();
    let length = signed[from..].iter().position(|byte| *byte == b'>')?;
    Some((from, from + length))
}

/// The occasion of a report.
pub fn occasion() -> Occasion<'static> {
    Occasion {
        now: NOW,
        validator: "Närvarolots",
        policy: "Björkskolans regler",
    }
}
