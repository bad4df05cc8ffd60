//! Cards, with SoftHSM in the place of one. The module reads its settings from the environment, which a test may
//! not change for itself: the outer test makes the card and runs the inner one in a process of its own.
//!
//! Needs Debian's `softhsm2`, `opensc` and `openssl`; without them the test says so and does nothing.

// What cannot be read must stop a test.
#![allow(clippy::unwrap_used, clippy::panic)] // clippy excuses test functions, not what they share

#[path = "../../../tests/card/mod.rs"]
mod card;
mod support;

use std::path::Path;

use card::{CONFIG, Maker, P256, PIN, RSA, module, run_inner};
use chrono::{DateTime, Utc};
use signing::{Algorithm, Cards, Signer, TokenError, Trust, Verdict, sign, usual_modules, verify};
use support::{CONSENT, look, request};

#[test]
fn check() {
    let Some(module) = module() else {
        println!("skipped: softhsm2, opensc or openssl is not installed");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let maker = Maker::new(folder.path(), &module);
    for label in ["Card", "Empty"] {
        maker.token(label);
    }
    maker.key("01", "Card key 01", RSA, &[]);
    maker.key("02", "Card key 02", P256, &[]);
    // This one wants the PIN each time.
    maker.key("03", "Card key 03", RSA, &["--always-auth"]);
    run_inner(folder.path(), "3 signed");
}

#[test]
fn inner() {
    let (Some(module), Some(config)) = (module(), std::env::var_os(CONFIG)) else {
        return;
    };
    let cards = Cards::load(&module).unwrap();
    assert!(Cards::load(&module).is_ok(), "it may be loaded twice");
    let present = cards.present().unwrap();
    let card = present.iter().find(|card| card.label == "Card").unwrap();
    assert!(!card.is_locked && !card.has_pin_pad);
    assert_eq!(cards.unlock(card, "0000").unwrap_err(), TokenError::WrongPin);
    assert_eq!(cards.unlock(card, "1").unwrap_err(), TokenError::WrongPin);
    let empty = present.iter().find(|card| card.label == "Empty").unwrap();
    assert_eq!(cards.unlock(empty, PIN).unwrap_err(), TokenError::NoIdentity);

    let identities = cards.unlock(card, PIN).unwrap();
    let now = DateTime::<Utc>::from(std::time::SystemTime::now());
    let look = look();
    let mut algorithms = Vec::new();
    for identity in &identities {
        let mut request = request("guardian-1", &look);
        request.at = now;
        let signed = sign(CONSENT, identity, &request, None).unwrap();
        let mut trust = Trust::new();
        let own = identity.certificate().unwrap();
        trust.add(own.der()).unwrap();
        let report = verify(&signed, &trust, now);
        assert_eq!(report.verdict, Verdict::Whole, "{report:?}");
        algorithms.push((identity.algorithm(), own.summary().subject.name));
        let name = format!("card/{:?}-{}.pdf", identity.algorithm(), algorithms.len());
        support::keep(&name, &signed);
        support::keep(
            &format!("card/trust/{}.pem", algorithms.len()),
            own.to_pem().as_bytes(),
        );
    }
    let each = |algorithm| algorithms.iter().filter(|one| one.0 == algorithm).count();
    assert_eq!(
        (each(Algorithm::Rsa), each(Algorithm::EcdsaP256)),
        (2, 1),
        "{algorithms:?}"
    );
    println!("{} signed with {config:?}", algorithms.len());

    // The card is taken out while the session is open.
    std::fs::remove_dir_all(Path::new(&config).with_file_name("tokens")).unwrap();
    assert!(identities[0].sign(b"message").is_err() || cards.present().is_ok());
}

#[test]
fn check_without_a_card() {
    let nowhere = Cards::load(Path::new("/nowhere/module.so")).unwrap_err();
    assert_eq!(nowhere, TokenError::NoModule);
    assert!(usual_modules().all(|module| module.is_absolute()));
}
