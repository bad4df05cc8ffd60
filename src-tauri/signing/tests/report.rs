//! The verification report: what it says, that it is well-formed, and that it is the same every time.

// What cannot be read must stop a test.
#![allow(clippy::unwrap_used, clippy::panic)] // clippy excuses test functions, not what they share

mod support;

use chrono::Days;
use signing::{
    Error, Occasion, Proofs, ReportError, Trust, report_xml, sign, store_proofs, time_stamp, verify,
};
use support::tsa::Clock;
use support::{CONSENT, SURVEY, School, at, look, request, school, school_at};

fn occasion() -> Occasion<'static> {
    Occasion {
        now: at(1),
        validator: "Närvarolots <prov>",
        policy: "Prov & försök",
    }
}

fn report(pdf: &[u8], trust: &Trust) -> String {
    let report = verify(pdf, trust, at(1));
    let bytes = report_xml(pdf, &report, &occasion()).unwrap();
    assert_eq!(bytes, report_xml(pdf, &report, &occasion()).unwrap());
    let text = String::from_utf8(bytes).unwrap();
    let mut reader = quick_xml::Reader::from_str(&text);
    while reader.read_event().unwrap() != quick_xml::events::Event::Eof {}
    text
}

fn signed(school: &School) -> Vec<u8> {
    sign(CONSENT, &school.astrid, &request("guardian-1", &look()), None).unwrap()
}

/// What stands in an element, each time it is there.
fn all<'a>(text: &'a str, name: &str) -> Vec<&'a str> {
    let parts = text.split(&format!("<{name}>")).skip(1).collect::<Vec<_>>();
    parts.iter().map(|part| part.split('<').next().unwrap()).collect()
}

#[test]
fn check() {
    let school = school();
    let once = signed(&school);
    let twice = sign(&once, &school.nils, &request("guardian-2", &look()), None).unwrap();
    let text = report(&twice, &school.trust);
    let passed = "urn:etsi:019102:mainindication:total-passed";
    assert_eq!(all(&text, "MainIndication"), [passed; 2]);
    assert_eq!(all(&text, "SubIndication"), [""; 0]);
    assert_eq!(all(&text, "Signer"), ["Astrid Almgren", "Nils Nyberg"]);
    assert_eq!(all(&text, "DAIdentifier"), ["guardian-1", "guardian-2"]);
    assert_eq!(all(&text, "PolicyName"), ["Prov &amp; försök"; 2]);
    assert_eq!(all(&text, "Time"), ["2026-11-25T09:46:40Z"; 2]);
    assert_eq!(
        text.matches("<ValidationObject ").count(),
        3,
        "two persons and the school"
    );
    assert!(text.contains("CN=Närvarolots &lt;prov&gt;"));
    // What is referred to is there.
    for reference in text.split("VOReference=\"").skip(1) {
        let id = reference.split('"').next().unwrap();
        assert!(text.contains(&format!(" id=\"{id}\"")), "{id}");
    }
    support::keep("reports/twice.xml", text.as_bytes());
}

#[test]
fn check_reasons() {
    let school = school();
    let honest = signed(&school);
    let trust = school.trust.clone();
    let (_, [_, start, _, _]) = support::forge::byte_range(&honest);
    let patched = |from: &str, to: &str| support::forge::replace(&honest, from.as_bytes(), to.as_bytes());
    let mut value = honest.clone();
    // The signature value is the last octet string of the CMS; zeros follow it.
    let end = start + support::forge::find(&honest[start..], &[b'0'; 200]);
    value[end - 4] = if value[end - 4] == b'0' { b'1' } else { b'0' };
    let mut revoked = trust.clone();
    let entry = (school.astrid.certificate(), at(-1));
    let list = school.authority.revoke(&[entry], 1, at(0), at(30)).unwrap();
    revoked.add_revocations(&list).unwrap();
    let range = support::forge::with_range(&honest, "0 1 2 3");
    let mut forge = support::forge::Forge::new(&honest);
    let page = forge.page(0);
    forge.edit(page, |page| page.set("Rotate", 90));
    let turned = forge.finish();
    let cases: [(&str, Vec<u8>, &Trust, &str, &str); 7] = [
        (
            "another day",
            patched("D:20261125", "D:20261126"),
            &trust,
            "total-failed",
            "HASH_FAILURE",
        ),
        ("value", value, &trust, "total-failed", "SIG_CRYPTO_FAILURE"),
        ("range", range, &trust, "total-failed", "FORMAT_FAILURE"),
        ("turned", turned, &trust, "total-failed", "FORMAT_FAILURE"),
        (
            "algorithm",
            patched("2a8648ce3d040302", "2a8648ce3d0403ff"),
            &trust,
            "indeterminate",
            "CRYPTO_CONSTRAINTS_FAILURE",
        ),
        (
            "nobody",
            honest.clone(),
            &Trust::new(),
            "indeterminate",
            "NO_CERTIFICATE_CHAIN_FOUND",
        ),
        (
            "revoked",
            honest.clone(),
            &revoked,
            "indeterminate",
            "REVOKED_NO_POE",
        ),
    ];
    for (name, pdf, trust, main, reason) in cases {
        let text = report(&pdf, trust);
        assert_eq!(
            (all(&text, "MainIndication"), all(&text, "SubIndication")),
            (
                vec![&format!("urn:etsi:019102:mainindication:{main}")[..]],
                vec![&format!("urn:etsi:019102:subindication:{reason}")[..]]
            ),
            "{name}"
        );
        support::keep(&format!("reports/{name}.xml"), text.as_bytes());
    }
}

#[test]
fn check_time_stamps() {
    let folder = tempfile::tempdir().unwrap();
    let mut clock = Clock::new(folder.path());
    let now = chrono::DateTime::<chrono::Utc>::from(std::time::SystemTime::now());
    let school = school_at(now);
    let mut trust = school.trust.clone();
    trust.add(&clock.certificate()).unwrap();
    let look = look();
    let mut request = request("guardian-1", &look);
    (request.at, request.lock) = (now, true);
    let signed = sign(CONSENT, &school.astrid, &request, Some(&mut clock)).unwrap();
    let list = school.authority.revoke(&[], 1, now, now + Days::new(30)).unwrap();
    let proofs = Proofs {
        lists: vec![list],
        ..Proofs::default()
    };
    let pdf = time_stamp(&store_proofs(&signed, &proofs).unwrap(), "Tid", &mut clock).unwrap();
    let report = verify(&pdf, &trust, now);
    let occasion = Occasion { now, ..occasion() };
    let text = String::from_utf8(report_xml(&pdf, &report, &occasion).unwrap()).unwrap();
    let main = ["total-passed", "passed"].map(|word| format!("urn:etsi:019102:mainindication:{word}"));
    assert_eq!(all(&text, "MainIndication"), main);
    let stamps = text.matches("urn:etsi:019102:validationObject:timestamp").count();
    assert_eq!(stamps, 2, "one in the signature, one over the document");
    assert_eq!(text.matches("<POEObject VOReference=\"T-").count(), 2);
    support::keep("reports/long-term.xml", text.as_bytes());
}

#[test]
fn check_what_has_no_report() {
    let school = school();
    let pdf = signed(&school);
    let found = verify(&pdf, &school.trust, at(1));
    let unsigned = verify(CONSENT, &school.trust, at(1));
    let cases = [
        (CONSENT, &unsigned, Error::Report(ReportError::NoSignature)),
        (SURVEY, &found, Error::Report(ReportError::OtherDocument)),
        (b"text", &found, Error::Read(signing::ReadError::NotAPdf)),
    ];
    for (pdf, found, error) in cases {
        assert_eq!(report_xml(pdf, found, &occasion()).unwrap_err(), error);
    }
}
