//! Damage at random: whatever it does to a signed file, nothing panics and nothing passes as whole.

// What cannot be read must stop a test.
#![allow(clippy::unwrap_used, clippy::panic)] // clippy excuses test functions, not what they share

mod support;

use std::ops::Range;
use std::time::Instant;

use signing::{Report, Trust, Verdict, sign, verify};
use support::{CONSENT, Counting, at, look, request, school};

/// A file, how much of it was there before it was signed, and how many mutants of it.
struct Base {
    name: &'static str,
    pdf: Vec<u8>,
    unsigned: usize,
    mutants: usize,
}

#[test]
fn check() {
    let mut school = school();
    let foreign = include_bytes!("samples/foreign/trust.pem");
    school.trust.add(foreign).unwrap();
    let look = look();
    let names = support::field_names(CONSENT);
    let once = sign(CONSENT, &school.astrid, &request(&names[0], &look), None).unwrap();
    let twice = sign(&once, &school.nils, &request(&names[1], &look), None).unwrap();
    let packed = include_bytes!("samples/foreign/two-packed.pdf");
    let bases = [
        Base {
            name: "ours",
            pdf: twice,
            unsigned: CONSENT.len(),
            mutants: 7_000,
        },
        Base {
            name: "object streams",
            pdf: packed.to_vec(),
            unsigned: 0,
            mutants: 3_000,
        },
    ];
    let mut random = Counting::new(9);
    bases
        .iter()
        .for_each(|base| check_mutants(base, &school.trust, &mut random));
}

fn check_mutants(base: &Base, trust: &Trust, random: &mut Counting) {
    let honest = verify(&base.pdf, trust, at(1));
    assert_eq!(honest.verdict, Verdict::Whole, "{}", base.name);
    let holes = holes(&base.pdf);
    assert_eq!(holes.len(), 2);
    let mut seen = [0; 7];
    let begun = Instant::now();
    for number in 0..base.mutants {
        // Every other one damages what was added by signing, where there is most to go wrong.
        let from = if number % 2 == 0 { 0 } else { base.unsigned };
        let mutant = mutate(&base.pdf, from, random);
        let report = verify(&mutant, trust, at(1));
        seen[report.verdict as usize] += 1;
        if report.verdict == Verdict::Whole && mutant != base.pdf {
            let same = outside(&mutant, &holes) == outside(&base.pdf, &holes);
            assert!(same, "{} mutant {number}", base.name);
            assert_eq!(said(&report), said(&honest), "{} mutant {number}", base.name);
        }
    }
    println!("{}: {seen:?} in {:?}", base.name, begun.elapsed());
}

/// Where the signatures themselves stand: what is there is not covered by any of them alone.
fn holes(pdf: &[u8]) -> Vec<Range<usize>> {
    let mut holes = Vec::new();
    let mut at = 0;
    while let Some(found) = pdf[at..].windows(9).position(|window| window == b"/Contents") {
        at += found + 9;
        let start = at + usize::from(pdf[at] == b' ');
        let digits = pdf[start + 1..]
            .iter()
            .take_while(|byte| byte.is_ascii_hexdigit())
            .count();
        if pdf[start] == b'<' && digits > 100 {
            holes.push(start..start + digits + 2);
        }
    }
    holes
}

/// Everything but the last hole; the first is covered by the second signature.
fn outside(pdf: &[u8], holes: &[Range<usize>]) -> Option<Vec<u8>> {
    let last = holes.last().unwrap();
    Some([pdf.get(..last.start)?, pdf.get(last.end..)?].concat())
}

/// Who signed when, as a reader is told.
fn said(report: &Report) -> Vec<impl PartialEq + std::fmt::Debug + use<>> {
    let one = |one: &signing::Signature| (one.field.clone(), one.chain[0].clone(), one.claimed, one.proven);
    report.signatures.iter().map(one).collect()
}

fn mutate(pdf: &[u8], from: usize, random: &mut Counting) -> Vec<u8> {
    let mut bytes = pdf.to_vec();
    let place = |random: &mut Counting| from + random.below(pdf.len() - from);
    let at = place(random);
    let length = (1 + random.below(40)).min(pdf.len() - at);
    match random.below(8) {
        0..=2 => bytes[at] ^= 1 << random.below(8),
        3 => bytes[at] = random.below(256) as u8,
        4 => {
            bytes.drain(at..at + length);
        }
        5 => {
            let other = place(random).min(pdf.len() - length);
            let copy = pdf[other..other + length].to_vec();
            bytes[at..at + length].copy_from_slice(&copy);
        }
        6 => {
            let other = place(random).min(pdf.len() - length);
            let copy = pdf[other..other + length].to_vec();
            bytes.splice(at..at, copy);
        }
        _ => bytes.truncate(at),
    }
    bytes
}
