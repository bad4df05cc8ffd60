//! Damage at random: whatever it does to a signed file, nothing panics and nothing passes as whole.

// What cannot be read must stop a test.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::time::Instant;

use signing::{Report, Verdict, sign, verify};
use support::forge::find;
use support::{CONSENT, Counting, at, look, request, school};

const MUTANTS: usize = 10_000;

#[test]
fn check() {
    let school = school();
    let look = look();
    let names = support::field_names(CONSENT);
    let once = sign(CONSENT, &school.astrid, &request(&names[0], &look), None).unwrap();
    let twice = sign(&once, &school.nils, &request(&names[1], &look), None).unwrap();
    let honest = verify(&twice, &school.trust, at(1));
    assert_eq!(honest.verdict, Verdict::Whole);
    let holes = holes(&twice);
    assert_eq!(holes.len(), 2);

    let mut random = Counting::new(9);
    let mut seen = [0; 7];
    let begun = Instant::now();
    for number in 0..MUTANTS {
        // Every other one damages what was added by signing, where there is most to go wrong.
        let from = if number % 2 == 0 { 0 } else { CONSENT.len() };
        let mutant = mutate(&twice, from, &mut random);
        let report = verify(&mutant, &school.trust, at(1));
        seen[report.verdict as usize] += 1;
        if report.verdict == Verdict::Whole && mutant != twice {
            assert!(
                outside(&mutant, &holes) == outside(&twice, &holes),
                "mutant {number}"
            );
            assert_eq!(said(&report), said(&honest), "mutant {number}");
        }
    }
    println!("{seen:?} in {:?}", begun.elapsed());
}

/// Where the signatures themselves stand: what is there is not covered by any of them alone.
fn holes(pdf: &[u8]) -> Vec<std::ops::Range<usize>> {
    let mut holes = Vec::new();
    let mut at = 0;
    while let Some(found) = pdf[at..].windows(10).position(|window| window == b"/Contents<") {
        let start = at + found + b"/Contents".len();
        at = start + find(&pdf[start..], b">") + 1;
        if at - start > 100 {
            holes.push(start..at);
        }
    }
    holes
}

/// Everything but the last hole; the first is covered by the second signature.
fn outside(pdf: &[u8], holes: &[std::ops::Range<usize>]) -> Option<Vec<u8>> {
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
