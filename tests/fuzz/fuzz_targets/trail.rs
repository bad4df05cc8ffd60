//! An audit trail as a file: what is sealed in it, which anybody can write who has the municipality's public key, and the
//! file as it comes.
//!
//! A trail that is whole has every entry in its place, and nothing that nobody wrote under its key.
#![no_main]

use fuzz::municipality::SECRET;
use libfuzzer_sys::fuzz_target;
use uuid::Uuid;
use vault::OpenedTrail;

fuzz_target!(|input: &[u8]| {
    _ = OpenedTrail::open(input, &SECRET);
    let Ok(trail) = OpenedTrail::read(Uuid::nil(), input) else {
        return;
    };
    assert!(trail.entries.len() as u64 == trail.check.entries);
    if trail.check.fault.is_none() {
        let numbers = trail.entries.iter().map(|entry| match entry {
            Ok(entry) => entry.number,
            Err(unreadable) => unreadable.number,
        });
        assert!(
            numbers.zip(1..).all(|(number, place)| number == place),
            "each in its place"
        );
    }
});
