//! Signed PDF files: a foreign one, or one of ours with an update behind it that nobody signed.
//!
//! Whatever stands in an update, a document that is judged whole shows the same page to another reader as it did when it
//! was signed.
#![no_main]

use fuzz::school::{NOW, SIGNED, TRUST};
use fuzz::{page, pdf};
use libfuzzer_sys::fuzz_target;
use signing::{Verdict, changes_since, places, report_xml, verify};

fuzz_target!(init: fuzz::only_ours(), |input: &[u8]| {
    match input.starts_with(b"%PDF") {
        true => judge(&pdf::whole(input)),
        false => judge_updated(input),
    }
});

fn judge(bytes: &[u8]) {
    let report = verify(bytes, &TRUST, NOW);
    for signature in &report.signatures {
        assert!(signature.covers <= bytes.len());
        _ = changes_since(bytes, signature.covers);
    }
    assert!(report.verdict == Verdict::Unreadable || places(bytes).is_ok());
    let own = report
        .signatures
        .iter()
        .any(|one| one.verdict() == Verdict::Whole && !one.is_time_stamp);
    assert!(
        own || report.verdict != Verdict::Whole,
        "nobody is trusted who did not sign"
    );
    _ = report_xml(bytes, &report, &fuzz::school::occasion());
}

fn judge_updated(objects: &[u8]) {
    let updated = pdf::updated(&SIGNED, objects);
    let report = verify(&updated, &TRUST, NOW);
    _ = changes_since(&updated, SIGNED.len());
    if report.verdict == Verdict::Whole {
        assert!(
            report.signatures.iter().any(|one| one.covers == SIGNED.len()),
            "the signature is still there"
        );
        assert!(page::shown(&updated) == page::shown(&SIGNED), "the same page");
    }
}
