//! Input that is no honest PDF: a plain answer, soon, and no panic.

// What cannot be read must stop a test.
#![allow(clippy::unwrap_used, clippy::panic)] // clippy excuses test functions, not what they share

mod support;

use std::time::{Duration, Instant};

use signing::{ReadError, Trust, Verdict, verify};
use support::{CONSENT, at};

#[test]
fn check() {
    let cases: Vec<(&str, Vec<u8>, ReadError)> = vec![
        ("nothing", vec![], ReadError::NotAPdf),
        ("text", b"Hello".to_vec(), ReadError::NotAPdf),
        ("zeros", vec![0; 1 << 20], ReadError::NotAPdf),
        ("junk first", [b"junk", CONSENT].concat(), ReadError::NotAPdf),
        ("header alone", b"%PDF-1.7\n".to_vec(), ReadError::Damaged),
        ("cut", CONSENT[..CONSENT.len() / 2].to_vec(), ReadError::Damaged),
        ("table of contents gone", gone(), ReadError::Damaged),
        ("number of another object", mistaken(), ReadError::Damaged),
        ("encrypted", encrypted(), ReadError::Encrypted),
        (
            "nested without end",
            with_object(&"[".repeat(1 << 20)),
            ReadError::Damaged,
        ),
        (
            "nested dictionaries",
            with_object(&"<</A".repeat(1 << 18)),
            ReadError::Damaged,
        ),
        (
            "strings in strings",
            with_object(&"(".repeat(1 << 20)),
            ReadError::Damaged,
        ),
        (
            "table of a thousand million",
            with_table("0 999999999\n"),
            ReadError::Damaged,
        ),
        ("table that refers to itself", around(), ReadError::Damaged),
        ("stream of all numbers", all_numbers(), ReadError::Damaged),
    ];
    for (name, pdf, error) in cases {
        let begun = Instant::now();
        let report = verify(&pdf, &Trust::new(), at(0));
        println!("{name}: {:?} {:?}", report.unreadable, begun.elapsed());
        assert_eq!(
            (report.verdict, report.unreadable),
            (Verdict::Unreadable, Some(error)),
            "{name}"
        );
        assert!(
            begun.elapsed() < Duration::from_secs(5),
            "{name}: {:?}",
            begun.elapsed()
        );
    }
}

#[test]
fn check_every_length() {
    for end in (0..CONSENT.len()).step_by(97) {
        let report = verify(&CONSENT[..end], &Trust::new(), at(0));
        assert_eq!(report.verdict, Verdict::Unreadable, "{end}");
    }
}

fn gone() -> Vec<u8> {
    support::forge::replace(CONSENT, b"startxref\n60017", b"startxref\n60010")
}

/// A file of one object, with whatever stands in it.
fn with_object(value: &str) -> Vec<u8> {
    let mut pdf = b"%PDF-1.7\n1 0 obj\n".to_vec();
    pdf.extend(value.bytes());
    pdf.extend(b"\nendobj\n");
    let start = pdf.len();
    pdf.extend(
        format!(
            "xref\n1 1\n0000000009 00000 n \ntrailer\n<</Root 1 0 R/Size 2>>\nstartxref\n{start}\n%%EOF\n"
        )
        .bytes(),
    );
    pdf
}

fn with_table(head: &str) -> Vec<u8> {
    format!(
        "%PDF-1.7\nxref\n{head}0000000009 00000 n \ntrailer\n<</Root 1 0 R/Size 2>>\nstartxref\n9\n%%EOF\n"
    )
    .into_bytes()
}

fn around() -> Vec<u8> {
    b"%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer\n<</Root 1 0 R/Size 2/Prev 9>>\nstartxref\n9\n%%EOF\n"
        .to_vec()
}

/// A cross-reference stream whose entries take no room, for every number there is.
fn all_numbers() -> Vec<u8> {
    b"%PDF-1.7\n1 0 obj\n<</Type/XRef/W[0 0 0]/Index[0 2147483647]/Size 2147483647/Root 1 0 R/Length 0>>\nstream\n\nendstream\nendobj\nstartxref\n9\n%%EOF\n".to_vec()
}

/// The cross-reference says where an object is, and another one stands there.
fn mistaken() -> Vec<u8> {
    let mut forge = support::forge::Forge::new(CONSENT);
    let font = forge.resource(b"Font");
    let head = format!("\n{} 0 obj", font.0);
    let spare = forge.document.max_id + 1;
    forge
        .lies
        .insert(spare, support::forge::find(CONSENT, head.as_bytes()) + 1);
    forge.trailer.set("Size", i64::from(spare) + 1);
    forge.finish()
}

fn encrypted() -> Vec<u8> {
    let mut forge = support::forge::Forge::new(CONSENT);
    let entries = [
        ("Filter", support::forge::name("Standard")),
        ("V", 1.into()),
        ("R", 2.into()),
        ("P", (-4).into()),
        ("O", lopdf::Object::string_literal(vec![b'o'; 32])),
        ("U", lopdf::Object::string_literal(vec![b'u'; 32])),
    ];
    let handler = forge.add(support::forge::dictionary(&entries));
    forge.trailer.set("Encrypt", handler);
    forge.finish()
}
