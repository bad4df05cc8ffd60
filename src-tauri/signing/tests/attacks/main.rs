//! Attacks on a signed document, by the families that the literature knows. None may pass as whole.
//!
//! Every attack begins with a document that is judged whole, so that none is refused for a reason of its own.

// What cannot be read must stop a test.
#![allow(clippy::unwrap_used, clippy::panic)] // clippy excuses test functions, not what they share

mod content;
mod dates;
mod format;
mod range;
#[path = "../support/mod.rs"]
mod support;

use std::collections::BTreeMap;

use signing::{Trust, Verdict, verify};
use support::{School, at, school};

/// A forged document, and whom the reader trusts.
struct Attack {
    family: &'static str,
    name: &'static str,
    /// Judged whole.
    honest: Vec<u8>,
    forged: Vec<u8>,
    trust: Trust,
}

#[test]
fn check() {
    let mut school = school();
    let mut attacks = content::attacks(&school);
    attacks.extend(format::attacks(&school));
    attacks.extend(range::attacks(&school));
    attacks.extend(dates::attacks(&mut school));

    let mut families: BTreeMap<&str, usize> = BTreeMap::new();
    for (place, attack) in attacks.iter().enumerate() {
        let label = format!("{}: {}", attack.family, attack.name);
        let before = verify(&attack.honest, &school.trust, at(1));
        assert_eq!(before.verdict, Verdict::Whole, "{label}, untouched: {before:?}");
        assert_ne!(attack.honest, attack.forged, "{label} does nothing");
        let after = verify(&attack.forged, &attack.trust, at(1));
        println!("{label}: {:?}", after.verdict);
        assert_ne!(after.verdict, Verdict::Whole, "{label}: {after:?}");
        *families.entry(attack.family).or_default() += 1;
        support::keep(&format!("attacks/{place:02}.pdf"), &attack.forged);
    }
    assert!(families.values().all(|count| *count >= 3), "{families:?}");
    assert!(families.len() >= 17 && attacks.len() >= 60, "{families:?}");
    println!("{} attacks in {} families", attacks.len(), families.len());
}

/// A document on which the first field is signed.
fn signed(school: &School, pdf: &[u8]) -> Vec<u8> {
    let look = support::look();
    let name = &support::field_names(pdf)[0];
    signing::sign(pdf, &school.astrid, &support::request(name, &look), None).unwrap()
}
