//! Backups at a desk: the day's, another place, and a vault that is restored.

#![allow(clippy::unwrap_used, clippy::panic)] // a test program says what failed by panicking

mod seat;

use std::path::Path;

use chrono::TimeDelta;
use seat::{PASSPHRASE, Seat, sample};
use serde_json::{Value, json};
use tempfile::TempDir;

/// A seat with a vault, a folder for it and one for its backups elsewhere.
fn seat() -> (TempDir, Seat) {
    let place = TempDir::new().unwrap();
    std::fs::create_dir(place.path().join("usb")).unwrap();
    let mut seat = Seat::at(&place.path().join("vault"));
    *seat.world.folder.lock().unwrap() = Some(place.path().join("usb"));
    seat.make_vault("mentor");
    (place, seat)
}

fn days_later(seat: &Seat, days: i64) {
    *seat.world.ahead.lock().unwrap() += TimeDelta::days(days);
}

fn count(place: &Value) -> usize {
    place["times"].as_array().unwrap().len()
}

/// Opens the backups and looks at the newest, or at the one after it.
fn look(seat: &mut Seat, elsewhere: bool, place: usize) -> Value {
    assert_eq!(
        seat.ask("find_backups", json!({"elsewhere": elsewhere})),
        json!(true)
    );
    let backups = seat.ask("open_backups", json!({"passphrase": PASSPHRASE, "words": ""}));
    seat.ask("look_at_backup", json!({"backup": backups[place]["id"]}))
}

fn completed(seat: &mut Seat, name: &str) -> Value {
    let case = seat.open_case(json!({"name": name}));
    let document = seat.begin(&case, "checklista");
    seat.type_in(&document, sample("checklista"));
    seat.complete(&document, json!(["mentor-part"]));
    document
}

#[test]
fn check() {
    let (_place, mut seat) = seat();
    let view = seat.ask("backups", json!({}));
    assert_eq!(
        (&view["warnings"], count(&view["places"][0])),
        (&json!(["old"]), 0)
    );
    assert_eq!(seat.ask("back_up_when_due", json!({})), json!([]));
    seat.ask("back_up_when_due", json!({}));
    let view = seat.ask("backups", json!({}));
    assert_eq!(count(&view["places"][0]), 1, "once a day");
    assert_eq!(
        view["places"][0]["times"][0], "2026-11-21 12.00",
        "on the user's clock"
    );

    let view = seat.ask("choose_backup_place", json!({}));
    assert_eq!(
        (view["places"][1]["own"].clone(), count(&view["places"][1])),
        (json!(false), 1)
    );
    for _ in 0..20 {
        days_later(&seat, 1);
        seat.ask("back_up_when_due", json!({}));
    }
    let view = seat.ask("backups", json!({}));
    let kept = view["places"].as_array().unwrap().iter().map(count);
    assert_eq!(
        kept.collect::<Vec<_>>(),
        [14, 14],
        "thinned: 12 days, and two more weeks"
    );
    let view = seat.ask("forget_backup_place", json!({}));
    assert_eq!(view["places"].as_array().unwrap().len(), 1);
}

#[test]
fn a_place_that_is_out() {
    let (place, mut seat) = seat();
    seat.ask("choose_backup_place", json!({}));
    std::fs::rename(place.path().join("usb"), place.path().join("out")).unwrap();
    days_later(&seat, 1);
    assert_eq!(
        seat.ask("back_up_when_due", json!({})),
        json!([]),
        "no word for a week"
    );
    assert!(
        !place.path().join("usb").exists(),
        "never made anew where the stick was"
    );
    assert_eq!(seat.ask("backups", json!({}))["places"][1]["there"], false);
    days_later(&seat, 8);
    assert_eq!(seat.ask("back_up_when_due", json!({})), json!(["other-old"]));
    *seat.world.folder.lock().unwrap() = Some(place.path().join("vault/backups"));
    assert_eq!(
        seat.refused("choose_backup_place", json!({})).code,
        "backup-place-in-vault"
    );
}

#[test]
fn a_vault_is_restored() {
    let (_place, mut seat) = seat();
    let kept = completed(&mut seat, "Astrid Almgren");
    seat.ask("back_up", json!({}));
    days_later(&seat, 1);
    let lost = completed(&mut seat, "Omar Haddad");
    seat.ask("continue_document", json!({"document": kept}));

    let preview = look(&mut seat, false, 0);
    assert_eq!(preview["made"], "2026-11-21 12.00");
    assert_eq!(
        (&preview["compared"], &preview["back"]),
        (&json!(true), &json!([]))
    );
    let lines: Vec<_> = preview["lost"].as_array().unwrap().iter().collect();
    let kinds: Vec<_> = lines.iter().map(|line| line["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["pupil", "case", "document", "document"]);
    let of_astrid = json!({"kind": "document", "label": "Astrid Almgren – Checklista vid frånvaro"});
    assert!(lines.contains(&&of_astrid));
    seat.ask("leave_restoring", json!({}));
    assert_eq!(
        seat.refused("restore", json!({})).code,
        "not-found",
        "only what was looked at"
    );
    seat.ask("document", json!({"document": lost}));

    look(&mut seat, false, 0);
    assert_eq!(seat.ask("restore", json!({}))["state"], "open");
    seat.ask("pages", json!({"document": kept}));
    assert_eq!(
        seat.refused("document", json!({"document": lost})).code,
        "not-found"
    );
    let view = seat.ask("backups", json!({}));
    assert_eq!(view["restored"]["from"], "2026-11-21 12.00");

    // The vault as it was is the newest backup.
    let preview = look(&mut seat, false, 0);
    assert_eq!(
        (&preview["lost"], preview["back"].as_array().unwrap().len()),
        (&json!([]), 4)
    );
    seat.ask("restore", json!({}));
    seat.ask("pages", json!({"document": lost}));
    seat.ask("lock", json!({}));
    seat.ask("unlock", json!({"passphrase": PASSPHRASE}));
    seat.ask("document", json!({"document": lost}));
}

#[test]
fn on_another_computer() {
    let (place, mut seat) = seat();
    let document = completed(&mut seat, "Astrid Almgren");
    seat.ask("choose_backup_place", json!({}));
    let mut fresh = Seat::at(&place.path().join("new computer"));
    let nothing = fresh.refused("find_backups", json!({"elsewhere": false}));
    assert_eq!(nothing.code, "vault-backup-none");
    *fresh.world.folder.lock().unwrap() = Some(place.path().join("usb"));
    assert_eq!(fresh.ask("find_backups", json!({"elsewhere": true})), json!(true));
    let wrong = fresh.refused("open_backups", json!({"passphrase": "fel", "words": ""}));
    assert_eq!(
        (wrong.code.as_str(), wrong.field.as_deref()),
        ("vault-wrong-passphrase", Some("passphrase"))
    );
    let wrong = fresh.refused("open_backups", json!({"passphrase": "", "words": "fel ord"}));
    assert_eq!(
        (wrong.code.as_str(), wrong.field.as_deref()),
        ("vault-words-count", Some("words"))
    );
    let preview = look(&mut fresh, true, 0);
    assert_eq!(
        (&preview["compared"], &preview["lost"]),
        (&json!(false), &json!([]))
    );
    assert_eq!(
        fresh.ask("status", json!({}))["state"],
        "none",
        "looking makes no vault"
    );
    assert_eq!(fresh.ask("restore", json!({}))["owner"], "Birgitta Ek");
    fresh.ask("pages", json!({"document": document}));

    *fresh.world.folder.lock().unwrap() = None;
    assert_eq!(
        fresh.ask("find_backups", json!({"elsewhere": true})),
        json!(false)
    );
    let mut other = Seat::at(&place.path().join("other"));
    // The invented world's randomness repeats itself, its clock does not.
    days_later(&other, 1);
    other.make_vault("rektor");
    *other.world.folder.lock().unwrap() = Some(place.path().join("usb"));
    other.ask("find_backups", json!({"elsewhere": true}));
    let backups = other.ask("open_backups", json!({"passphrase": PASSPHRASE, "words": ""}));
    let refused = other.refused("look_at_backup", json!({"backup": backups[0]["id"]}));
    assert_eq!(refused.code, "vault-backup-of-another");
}

#[test]
fn a_damaged_vault_is_restored_from_the_lock_screen() {
    let (place, mut seat) = seat();
    let document = completed(&mut seat, "Astrid Almgren");
    seat.ask("back_up", json!({}));
    seat.ask("lock", json!({}));
    let preview = look(&mut seat, false, 0);
    assert_eq!(preview["compared"], true, "the key opens the vault too");
    seat.ask("leave_restoring", json!({}));
    damage(&place.path().join("vault/vault.db"));
    let refused = seat.refused("unlock", json!({"passphrase": PASSPHRASE}));
    assert!(refused.code.starts_with("vault-database"), "{refused:?}");
    let preview = look(&mut seat, false, 0);
    assert_eq!(preview["compared"], false);
    assert_eq!(seat.ask("restore", json!({}))["state"], "open");
    seat.ask("pages", json!({"document": document}));
}

fn damage(file: &Path) {
    let mut bytes = std::fs::read(file).unwrap();
    bytes[20..400].fill(0);
    std::fs::write(file, bytes).unwrap();
}

#[test]
fn what_was_said_no_to_stays() {
    let (_place, mut seat) = seat();
    *seat.world.municipality.lock().unwrap() = Some(
        "name = \"Exempelkommun\"\n[[disposal]]\nform = \"checklista\"\nyears = 1\nplan = \"KS 2024/12\"\n"
            .to_owned(),
    );
    let gone = completed(&mut seat, "Astrid Almgren");
    let case = seat.open_case(json!({"name": "Omar Haddad"}));
    seat.ask("back_up", json!({}));
    let told = json!({"to": "Polisen", "what": "Att eleven är hemma", "kinds": [], "how": "telefon", "on": "2026-11-21", "ground": "duty", "reason": ""});
    seat.ask("disclose", json!({"case": case, "input": told}));
    days_later(&seat, 1000);
    let input = json!({"documents": [gone], "reason": "Beslut 7", "passphrase": PASSPHRASE});
    seat.ask("dispose", json!({"input": input}));

    let preview = look(&mut seat, false, 0);
    assert_eq!((&preview["disposed"], &preview["kept"]), (&json!(1), &json!(1)));
    assert_eq!(
        preview["back"],
        json!([]),
        "what was disposed of is not brought back"
    );
    seat.ask("restore", json!({}));
    assert_eq!(
        seat.refused("document", json!({"document": gone})).code,
        "not-found"
    );
    assert_eq!(
        seat.ask("disclosures", json!({"case": case}))["told"][0]["to"],
        "Polisen"
    );
    assert_eq!(
        seat.ask("disposals", json!({}))["done"].as_array().unwrap().len(),
        1
    );
}
