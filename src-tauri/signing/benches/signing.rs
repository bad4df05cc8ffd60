//! How long signing and verifying take: the median of many, on a real document.
//!
//! `cargo bench -p signing`; tests/judges/signature_peers.py measures pyHanko on the same file.

// What cannot be read must stop a benchmark.
#![allow(clippy::unwrap_used)]

#[path = "../tests/support/mod.rs"]
mod support;

use std::time::Instant;

use signing::{Verdict, sign, verify};
use support::{CONSENT, at, look, request, school};

/// The program's own allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let school = school();
    let look = look();
    let first = request("guardian-1", &look);
    let once = sign(CONSENT, &school.astrid, &first, None).unwrap();
    let second = request("guardian-2", &look);
    let twice = sign(&once, &school.nils, &second, None).unwrap();

    measure("sign", || {
        sign(CONSENT, &school.astrid, &first, None).unwrap();
    });
    measure("verify, one signature", || {
        assert_eq!(verify(&once, &school.trust, at(1)).verdict, Verdict::Whole);
    });
    measure("verify, two signatures", || {
        assert_eq!(verify(&twice, &school.trust, at(1)).verdict, Verdict::Whole);
    });
    let mut large = support::forge::Forge::new(CONSENT);
    large.stream(&[], &vec![b' '; 10 << 20]);
    let large = large.finish();
    let signed = sign(&large, &school.astrid, &first, None).unwrap();
    measure("sign, 10 MB", || {
        sign(&large, &school.astrid, &first, None).unwrap();
    });
    measure("verify, 10 MB", || {
        assert_eq!(verify(&signed, &school.trust, at(1)).verdict, Verdict::Whole);
    });
    println!("{} bytes added by one signature", once.len() - CONSENT.len());
}

fn measure(name: &str, mut what: impl FnMut()) {
    let mut times: Vec<_> = (0..100)
        .map(|_| {
            let begun = Instant::now();
            what();
            begun.elapsed()
        })
        .collect();
    times.sort();
    println!("{name}: median {:?}, worst {:?}", times[50], times[99]);
}
