//! An open vault locks itself, and what leaves it asks for the passphrase where that was last given a while ago.

// What cannot be made must stop a test.
#![allow(clippy::unwrap_used, clippy::panic)] // clippy excuses test functions, not what they share

mod seat;

use chrono::TimeDelta;
use commands::watch::{doom, tick};
use commands::wire::vault::WatchStanding;
use seat::{PASSPHRASE, Seat};
use serde_json::json;
use tempfile::TempDir;

fn seconds_later(seat: &Seat, seconds: i64) {
    *seat.world.ahead.lock().unwrap() += TimeDelta::seconds(seconds);
}

#[test]
fn check() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    assert_eq!(tick(&seat.desk), None, "no vault, no clock");
    seat.refused("stir", json!({}));
    seat.make_vault("kurator");
    assert_eq!(tick(&seat.desk), Some(WatchStanding::Active));
    seconds_later(&seat, 275);
    assert_eq!(tick(&seat.desk), Some(WatchStanding::Warning));
    assert_eq!(seat.ask("stir", json!({}))["standing"], "active");
    seconds_later(&seat, 300);
    assert_eq!(tick(&seat.desk), Some(WatchStanding::Due));
    assert_eq!(
        seat.ask("status", json!({}))["state"],
        "open",
        "the window says its last words"
    );
    seconds_later(&seat, 3);
    assert_eq!(tick(&seat.desk), Some(WatchStanding::Due));
    assert_eq!(
        seat.ask("status", json!({}))["state"],
        "locked",
        "and is not waited for"
    );
    assert_eq!(tick(&seat.desk), None);

    seat.ask("unlock", json!({"passphrase": PASSPHRASE}));
    seat.ask("converse", json!({"on": true}));
    seconds_later(&seat, 3600);
    assert_eq!(tick(&seat.desk), Some(WatchStanding::Conversation));
    doom(&seat.desk);
    assert_eq!(
        tick(&seat.desk),
        Some(WatchStanding::Due),
        "the system's lock holds in a conversation too"
    );
    seconds_later(&seat, 3);
    tick(&seat.desk);
    assert_eq!(seat.ask("status", json!({}))["state"], "locked");
    seat.ask("unlock", json!({"passphrase": PASSPHRASE}));
    let told =
        json!({"filter": {"from": "", "until": "", "act": "lock", "pupil": "", "case": "", "before": null}});
    let locked = seat.ask("trail", told)["rows"].as_array().unwrap().len();
    assert_eq!(locked, 2, "it is kept that it locked itself");
}

#[test]
fn a_file_asks_for_the_passphrase_that_was_given_a_while_ago() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    seat.make_vault("mentor");
    let document = seat.completed_checklist();
    let save = json!({ "document": document });
    assert_eq!(
        seat.ask("save_document", save.clone()),
        true,
        "it was chosen just now"
    );
    seconds_later(&seat, 299);
    seat.ask("save_document", save.clone());
    seconds_later(&seat, 1);
    assert_eq!(
        seat.refused("save_document", save.clone()).code,
        "passphrase-again"
    );
    seat.ask("pages", save.clone());
    assert_eq!(seat.world.saved.lock().unwrap().len(), 2);
    let wrong = seat.refused("confirm", json!({"passphrase": "en annan fras här"}));
    assert_eq!(wrong.field.as_deref(), Some("passphrase"));
    assert_eq!(
        seat.refused("save_document", save.clone()).code,
        "passphrase-again"
    );
    seat.ask("confirm", json!({"passphrase": PASSPHRASE}));
    seat.ask("save_document", save.clone());
    seat.ask("lock", json!({}));
    assert_eq!(seat.refused("save_document", save).code, "locked");
}

#[test]
fn keys_ask_for_the_passphrase_too_unless_they_are_told_it() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    seat.make_vault("mentor");
    seconds_later(&seat, 300);
    let refused = seat.refused("remove_clock", json!({}));
    assert_eq!(refused.code, "passphrase-again");
    let key_file = seat.refused("import_key_file", json!({"key_passphrase": PASSPHRASE}));
    assert_eq!(key_file.code, "passphrase-again", "another file's passphrase");
    seat.ask("make_own_signature", json!({"passphrase": PASSPHRASE}));
    seat.ask("confirm", json!({"passphrase": PASSPHRASE}));
    seat.ask("remove_clock", json!({}));
}

#[test]
fn work_that_goes_on_keeps_the_vault_open() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    seat.make_vault("mentor");
    let document = seat.completed_checklist();
    let world = seat.world.clone();
    *seat.world.meanwhile.lock().unwrap() = Some(Box::new(move || {
        *world.ahead.lock().unwrap() += TimeDelta::seconds(290);
    }));
    seat.ask(
        "save_packages",
        json!({"documents": [document], "passphrase": PASSPHRASE}),
    );
    seconds_later(&seat, 15);
    assert_eq!(tick(&seat.desk), Some(WatchStanding::Active));
}
