//! Files signed by others: pyHanko in its several ways, and OpenSSL.

// What cannot be read must stop a test.
#![allow(clippy::unwrap_used, clippy::panic)] // clippy excuses test functions, not what they share

mod support;

use signing::{Fault, Report, Standing, Trust, Verdict, verify};
use support::at;

macro_rules! foreign {
    ($name:literal) => {
        (
            $name,
            include_bytes!(concat!("samples/foreign/", $name, ".pdf")) as &[u8],
        )
    };
}

fn judged(pdf: &[u8]) -> Report {
    let mut trust = Trust::new();
    trust.add(include_bytes!("samples/foreign/trust.pem")).unwrap();
    verify(pdf, &trust, at(5))
}

#[test]
fn check() {
    let cases = [
        foreign!("adbe-rsa"),
        foreign!("pades-p256"),
        foreign!("pades-p384"),
        foreign!("pades-pss"),
        foreign!("openssl-rsa"),
        foreign!("openssl-p256"),
        foreign!("two-fields"),
        foreign!("two-packed"),
        foreign!("long-term"),
    ];
    for (name, pdf) in cases {
        let report = judged(pdf);
        assert_eq!(report.verdict, Verdict::Whole, "{name}: {report:?}");
        let first = &report.signatures[0];
        assert_eq!(first.standing, Standing::Trusted, "{name}");
        assert_eq!(first.chain[0].summary().subject.name, "Frida Fors", "{name}");
        assert!(first.claimed.is_some(), "{name}");
        // One byte of the first page, and it is another document.
        let mut forged = pdf.to_vec();
        let at = support::forge::find(pdf, b"MediaBox");
        forged[at + 12] ^= 1;
        assert_ne!(judged(&forged).verdict, Verdict::Whole, "{name}");
    }
}

#[test]
fn check_long_term() {
    let report = judged(foreign!("long-term").1);
    let [signature, stamp] = &report.signatures[..] else {
        panic!("{report:?}");
    };
    assert!(signature.proven.is_some() && !signature.time_unknown);
    assert!(stamp.is_time_stamp && stamp.standing == Standing::Trusted);
    assert_eq!(
        verify(foreign!("long-term").1, &Trust::new(), at(5)).verdict,
        Verdict::UnknownIssuer
    );
}

#[test]
fn check_what_is_refused() {
    let weak = judged(foreign!("sha1").1);
    assert_eq!(weak.verdict, Verdict::Broken);
    assert_eq!(weak.signatures[0].fault, Some(Fault::Algorithm));
}
