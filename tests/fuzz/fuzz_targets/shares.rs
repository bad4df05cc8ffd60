//! Words that are typed from paper: shares of the municipality's key, recovery words, and the key itself.
//!
//! What is taken is written in words that are taken as the same, and no shares but those of the key give it.
#![no_main]

use fuzz::municipality::{KEY, SECRET};
use libfuzzer_sys::fuzz_target;
use vault::{Gathering, MunicipalityKey, MunicipalitySecret, RecoveryWords, Share};

fuzz_target!(|input: &str| {
    let (mut known, mut unknown) = (Gathering::of(*KEY), Gathering::default());
    for typed in input.lines() {
        if let Ok(share) = Share::parse(typed) {
            let again = Share::parse(&share.words().join(" "))
                .ok()
                .expect("what is read can be written");
            assert!((again.number(), again.threshold()) == (share.number(), share.threshold()));
            assert!(again.words() == share.words() && share.threshold() >= 2);
        }
        for gathering in [&mut known, &mut unknown] {
            let before = gathering.numbers();
            match gathering.give(typed) {
                Ok(number) => assert!(!before.contains(&number) && gathering.numbers().contains(&number)),
                Err(_) => assert!(gathering.numbers() == before || gathering.numbers().is_empty()),
            }
        }
        if let Ok(words) = RecoveryWords::parse(typed) {
            let again = RecoveryWords::parse(&words.words().join(", "))
                .ok()
                .expect("what is read can be written");
            assert!(again.words() == words.words());
        }
        if let Ok(key) = typed.parse::<MunicipalityKey>() {
            assert!(key.to_string().parse() == Ok(key) && key.is_called(&key.words().join(" ")));
        }
        if let Ok(secret) = typed.parse::<MunicipalitySecret>() {
            assert!(*secret.to_hex() == typed.trim().to_lowercase());
        }
    }
    if let Ok(secret) = known.join() {
        assert!(secret.as_bytes() == SECRET.as_bytes(), "the key and no other");
    }
    if let Ok(secret) = unknown.join() {
        assert!(secret.public().is_ok());
    }
});
