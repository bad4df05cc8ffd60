//! From an empty document to a signed one that is judged whole.

mod support;

use signing::{Kind, Standing, Verdict, sign, verify};
use support::{CONSENT, SURVEY, at, look, request, school};

#[test]
fn check_one_signature() {
    let school = school();
    for pdf in [CONSENT, SURVEY] {
        let field = support::field_names(pdf)[0].clone();
        let signed = sign(pdf, &school.astrid, &request(&field, &look()), None).unwrap();
        assert!(signed.starts_with(pdf), "not one byte of what was there is touched");
        let report = verify(&signed, &school.trust, at(1));
        assert_eq!(report.verdict, Verdict::Whole, "{report:?}");
        let one = &report.signatures[0];
        assert_eq!((one.standing, one.chain.len()), (Standing::Trusted, 2));
        assert_eq!((one.claimed, one.proven), (Some(at(0)), None));
        assert!(one.covers_all && one.changes.is_empty());
        println!("{} bytes added", signed.len() - pdf.len());
        support::keep(&format!("one-{field}.pdf"), &signed);
    }
    assert_eq!(verify(CONSENT, &school.trust, at(1)).verdict, Verdict::Unsigned);
}

#[test]
fn check_several_in_sequence() {
    let school = school();
    let names = support::field_names(CONSENT);
    let mut pdf = CONSENT.to_vec();
    for (place, name) in names.iter().enumerate() {
        let look = look();
        let mut request = request(name, &look);
        request.lock = place + 1 == names.len();
        let signer = if place % 2 == 0 { &school.astrid } else { &school.nils };
        pdf = sign(&pdf, signer, &request, None).unwrap();
    }
    let report = verify(&pdf, &school.trust, at(1));
    assert_eq!(report.verdict, Verdict::Whole, "{report:?}");
    assert_eq!(report.signatures.len(), names.len());
    assert_eq!(report.signatures[0].changes, [Kind::Signed].into());
    assert!(report.signatures.last().unwrap().locks);
    support::keep("sequence.pdf", &pdf);
    support::keep_trust(&school);
}
