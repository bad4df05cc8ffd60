//! Signing with a card, with SoftHSM in the place of one. The module reads its settings from the environment, which a
//! test may not change for itself: the outer test makes the card and runs the inner one in a process of its own.
//!
//! Needs Debian's `softhsm2`, `opensc` and `openssl`; without them the test says so and does nothing.
#![allow(clippy::unwrap_used, clippy::panic)] // clippy excuses test functions, not what they share

#[path = "../../../tests/card/mod.rs"]
mod card;
mod seat;

use std::path::Path;

use card::{CONFIG, PIN, make_card, module, run_inner};
use chrono::{DateTime, TimeDelta, Utc};
use seat::{Seat, noon};
use serde_json::{Value, json};
use tempfile::TempDir;

#[test]
fn check() {
    let Some(module) = module() else {
        println!("skipped: softhsm2, opensc or openssl is not installed");
        return;
    };
    let folder = TempDir::new().unwrap();
    make_card(folder.path(), &module);
    run_inner(folder.path(), "signed with a card");
}

#[test]
fn inner() {
    let (Some(module), Some(config)) = (module(), std::env::var_os(CONFIG)) else {
        return;
    };
    let file = module.to_str().unwrap();
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    // The card's certificate begins when OpenSSL makes it.
    let real = DateTime::<Utc>::from(std::time::SystemTime::now()) - noon() + TimeDelta::minutes(1);
    *seat.world.ahead.lock().unwrap() = real;
    seat.make_vault("mentor");
    let module_alone = json!({"module": file});
    assert_eq!(seat.ask("card_modules", json!({})), json!([]));
    assert_eq!(
        seat.refused("cards", module_alone.clone()).code,
        "no-card-module",
        "the window alone chooses no code to run"
    );
    *seat.world.card_module.lock().unwrap() = Some(module.clone());
    assert_eq!(
        seat.ask("card_modules", json!({})),
        json!([{"file": file, "kind": "other"}])
    );
    let present = seat.ask("cards", module_alone);
    assert_eq!(
        (&present[0]["label"], &present[0]["is_locked"]),
        (&json!("Card"), &json!(false))
    );
    let serial = present[0]["serial"].clone();
    let card = |pin: &str| json!({"module": file, "serial": serial, "label": "Card", "pin": pin});
    let asked = |pin: &str| json!({"card": card(pin)});
    let mut other = asked(PIN);
    other["card"]["label"] = json!("Other");
    assert_eq!(seat.refused("card_certificates", other).code, "token-no-card");
    let at_pin = |error: commands::CommandError| (error.code, error.field.unwrap_or_default());
    for (pin, code) in [("", "token-pin-form"), ("0000", "token-wrong-pin")] {
        let refused = at_pin(seat.refused("card_certificates", asked(pin)));
        assert_eq!(refused, (code.to_owned(), "pin".to_owned()));
    }
    let found = seat.ask("card_certificates", asked(PIN));
    assert_eq!(found[0]["is_for_documents"], true);
    let fingerprint = found[0]["certificate"]["fingerprint"].clone();
    let told = json!({"card": card(PIN), "fingerprint": fingerprint});
    let all = seat.ask("add_card", told.clone());
    assert_eq!(
        (&all[0]["source"], &all[0]["card"], &all[0]["standing"]),
        (&json!("card"), &json!("Card"), &json!("signs"))
    );
    assert_eq!(seat.refused("add_card", told).code, "key-known");
    assert_eq!(seat.ask("own_signature", json!({}))["card"], "Card");
    sign(&mut seat, real);

    // The card is taken out.
    std::fs::remove_dir_all(Path::new(&config).with_file_name("tokens")).unwrap();
    let document = seat.completed_checklist();
    let gone = seat.try_sign(&document, json!({"pin": PIN})).unwrap_err();
    assert!(gone.code.starts_with("token-"), "{gone:?}");
    println!("signed with a card");
}

/// The card asks for its PIN, and the passphrase of the vault is of no use.
fn sign(seat: &mut Seat, real: TimeDelta) {
    let document = seat.completed_checklist();
    let mut refused = |more: Value, ahead: TimeDelta| {
        *seat.world.ahead.lock().unwrap() = ahead;
        let refused = seat.try_sign(&document, more).unwrap_err();
        *seat.world.ahead.lock().unwrap() = real;
        refused.code
    };
    let pin = json!({"pin": PIN});
    assert_eq!(refused(json!({}), real), "token-pin-form");
    assert_eq!(refused(json!({"pin": "0000"}), real), "token-wrong-pin");
    assert_eq!(refused(pin.clone(), real + TimeDelta::days(60)), "sign-expired");
    assert_eq!(
        refused(pin.clone(), real - TimeDelta::days(60)),
        "sign-not-yet-valid"
    );
    let mut wrong = pin.clone();
    wrong["passphrase"] = json!("is not asked for");
    seat.try_sign(&document, wrong).unwrap();
    let report = seat.signatures(&document)["report"].clone();
    assert_eq!(
        (&report["verdict"], &report["names"]),
        (&json!("verdict-whole"), &json!(["Kort Kortsson"]))
    );
}
