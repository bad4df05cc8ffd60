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
    assert_eq!(seat.ask("restore", json!({}))["missing"], 0);
    assert_eq!(seat.ask("status", json!({}))["state"], "open");
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
    fresh.ask("restore", json!({}));
    assert_eq!(fresh.ask("status", json!({}))["owner"], "Birgitta Ek");
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
    assert_eq!(seat.ask("restore", json!({}))["missing"], 0);
    assert_eq!(seat.ask("status", json!({}))["state"], "open");
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

/// Whoever takes a vault that cannot be opened just now for a damaged one throws it away.
#[test]
fn a_vault_that_is_busy_is_not_replaced() {
    let (place, mut seat) = seat();
    seat.ask("back_up", json!({}));
    let lost = completed(&mut seat, "Astrid Almgren");
    look(&mut seat, false, 0);
    seat.ask("leave_restoring", json!({}));
    seat.ask("lock", json!({}));
    let folder = place.path().join("vault");
    let passphrase = vault::Passphrase::typed(PASSPHRASE);
    let other_process = || {
        let key = vault::Key::Passphrase(&passphrase);
        vault::Vault::open(&folder, &key, "2026-11-21T11:00:00Z".parse().unwrap()).unwrap()
    };
    let held = other_process();
    seat.ask("find_backups", json!({"elsewhere": false}));
    let open = json!({"passphrase": PASSPHRASE, "words": ""});
    let backups = seat.ask("open_backups", open);
    let told = json!({"backup": backups[0]["id"]});
    assert_eq!(seat.refused("look_at_backup", told.clone()).code, "vault-in-use");
    drop(held);
    seat.ask("look_at_backup", told);
    let held = other_process();
    assert_eq!(seat.refused("restore", json!({})).code, "vault-in-use");
    drop(held);
    seat.ask("unlock", json!({"passphrase": PASSPHRASE}));
    seat.ask("document", json!({"document": lost}));
}

/// A place for the vault's own backups that cannot be written to.
#[test]
fn what_cannot_be_saved_first_is_not_replaced() {
    let (place, mut seat) = seat();
    seat.ask("choose_backup_place", json!({}));
    let kept = completed(&mut seat, "Astrid Almgren");
    let own = place.path().join("vault/backups");
    for is_open in [true, false] {
        if !is_open {
            seat.ask("lock", json!({}));
        }
        look(&mut seat, true, 0);
        std::fs::rename(&own, place.path().join("away")).unwrap();
        std::fs::write(&own, "no folder").unwrap();
        let refused = seat.refused("restore", json!({}));
        assert!(refused.code.starts_with("vault-"), "{refused:?}");
        let state = if is_open { "open" } else { "locked" };
        assert_eq!(seat.ask("status", json!({}))["state"], state, "as it was");
        std::fs::remove_file(&own).unwrap();
        std::fs::rename(place.path().join("away"), &own).unwrap();
    }
    assert_eq!(seat.refused("restore", json!({})).code, "not-found");
    seat.ask("unlock", json!({"passphrase": PASSPHRASE}));
    seat.ask("document", json!({"document": kept}));
    assert!(!place.path().join("vault/vault.damaged").exists());
}

#[test]
fn one_thing_goes_on_at_a_time_even_over_a_lock() {
    let (_place, mut seat) = seat();
    seat.ask("back_up", json!({}));
    look(&mut seat, false, 0);
    let desk = std::sync::Arc::clone(&seat.desk);
    let (said, heard) = std::sync::mpsc::channel();
    *seat.world.while_sealing.lock().unwrap() = Some(Box::new(move || {
        let ask = |name: &str, told| commands::call(&desk, name, told).map_err(|error| error.code);
        said.send(ask("back_up", json!({}))).unwrap();
        said.send(ask("restore", json!({}))).unwrap();
        ask("lock", json!({})).unwrap();
        ask("unlock", json!({"passphrase": PASSPHRASE})).unwrap();
        said.send(ask("back_up", json!({}))).unwrap();
    }));
    days_later(&seat, 1);
    assert_eq!(
        seat.refused("back_up", json!({})).code,
        "locked",
        "the vault was locked"
    );
    let refused: Vec<_> = heard.try_iter().map(Result::unwrap_err).collect();
    assert_eq!(refused, ["errand-goes-on"; 3]);
    seat.ask("back_up", json!({}));
    look(&mut seat, false, 0);
    seat.ask("restore", json!({}));
}

#[test]
fn locking_ends_a_restoring_and_leaves_the_vault_as_it_was() {
    let (_place, mut seat) = seat();
    seat.ask("back_up", json!({}));
    let lost = completed(&mut seat, "Astrid Almgren");
    look(&mut seat, false, 0);
    let desk = std::sync::Arc::clone(&seat.desk);
    *seat.world.while_sealing.lock().unwrap() = Some(Box::new(move || {
        let ask = |name: &str| commands::call(&desk, name, json!({}));
        assert_eq!(ask("pupils").unwrap_err().code, "unknown-command");
        assert_eq!(
            ask("status").unwrap()["state"],
            "locked",
            "nothing is written meanwhile"
        );
        ask("lock").unwrap();
    }));
    assert_eq!(seat.refused("restore", json!({})).code, "locked");
    assert_eq!(seat.ask("status", json!({}))["state"], "locked");
    seat.ask("unlock", json!({"passphrase": PASSPHRASE}));
    seat.ask("document", json!({"document": lost}));
}

/// The other place is a network drive that does not answer: a pipe that nobody writes to.
#[cfg(unix)]
#[test]
fn a_place_that_does_not_answer_holds_nobody() {
    let (place, mut seat) = seat();
    seat.ask("choose_backup_place", json!({}));
    seat.ask("find_backups", json!({"elsewhere": true}));
    let shelf = std::fs::read_dir(place.path().join("usb"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap();
    let list = std::fs::read_dir(shelf.path())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.extension().is_some_and(|ending| ending == "list"))
        .unwrap();
    std::fs::remove_file(&list).unwrap();
    let made = std::process::Command::new("mkfifo").arg(&list).status().unwrap();
    assert!(made.success());
    let desk = std::sync::Arc::clone(&seat.desk);
    let waits = std::thread::spawn(move || {
        let told = json!({"passphrase": PASSPHRASE, "words": ""});
        commands::call(&desk, "open_backups", told).map_err(|error| error.code)
    });
    // Opened for writing it waits until the other has opened it for reading.
    let pipe = std::fs::OpenOptions::new().write(true).open(&list).unwrap();
    assert_eq!(seat.ask("lock", json!({}))["state"], "locked");
    drop(pipe);
    assert_eq!(
        waits.join().unwrap(),
        Err("locked".to_owned()),
        "and its keys are gone"
    );
}

#[test]
fn a_clock_that_was_ahead_costs_no_backup() {
    let (place, mut seat) = seat();
    for _ in 0..30 {
        days_later(&seat, 1);
        seat.ask("back_up_when_due", json!({}));
    }
    let before = count(&seat.ask("backups", json!({}))["places"][0]);
    days_later(&seat, 3000);
    seat.ask("back_up_when_due", json!({}));
    days_later(&seat, -2999);
    assert_eq!(
        seat.ask("back_up_when_due", json!({})),
        json!([]),
        "the day's is made"
    );
    let view = seat.ask("backups", json!({}));
    assert_eq!(count(&view["places"][0]), before + 2, "nothing was thinned");
    days_later(&seat, 8);
    let desk = std::sync::Arc::clone(&seat.desk);
    let own = place.path().join("vault/backups");
    std::fs::rename(&own, place.path().join("away")).unwrap();
    std::fs::write(&own, "no folder").unwrap();
    let warned = commands::call(&desk, "back_up_when_due", json!({})).unwrap();
    assert_eq!(warned, json!(["old"]), "the one in the future counts for nothing");
}

#[test]
fn the_user_is_warned() {
    let (place, mut seat) = seat();
    *seat.world.free.lock().unwrap() = Some(5_000_000);
    assert_eq!(seat.ask("back_up_when_due", json!({})), json!(["full"]));
    *seat.world.free.lock().unwrap() = Some(50_000_000_000);
    assert_eq!(seat.ask("back_up_when_due", json!({})), json!([]));
    let mut synced = Seat::at(&place.path().join("OneDrive - Exempelkommun/vault"));
    synced.make_vault("mentor");
    assert_eq!(synced.ask("back_up_when_due", json!({})), json!(["synced"]));
    // A folder for another disk without the disk is no place.
    seat.ask("choose_backup_place", json!({}));
    std::fs::remove_dir_all(place.path().join("usb")).unwrap();
    std::fs::create_dir(place.path().join("usb")).unwrap();
    days_later(&seat, 1);
    seat.ask("back_up_when_due", json!({}));
    assert_eq!(std::fs::read_dir(place.path().join("usb")).unwrap().count(), 0);
    assert_eq!(seat.ask("backups", json!({}))["places"][1]["there"], false);
}

#[test]
fn once_a_year_a_drill_is_asked_for() {
    let (place, mut seat) = seat();
    completed(&mut seat, "Astrid Almgren");
    seat.ask("back_up_when_due", json!({}));
    days_later(&seat, 366);
    assert_eq!(seat.ask("back_up_when_due", json!({})), json!(["drill"]));
    seat.ask("find_backups", json!({"elsewhere": false}));
    let open = || json!({"passphrase": PASSPHRASE, "words": ""});
    let backups = seat.ask("open_backups", open());
    let told = json!({"backup": backups[0]["id"]});
    *seat.world.free.lock().unwrap() = Some(5_000_000);
    assert_eq!(seat.refused("drill_backup", told.clone()).code, "restore-no-room");
    *seat.world.free.lock().unwrap() = None;
    let drill = seat.ask("drill_backup", told.clone());
    assert_eq!(
        drill,
        json!({"on": "2027-11-22 12.00", "made": "2027-11-22 12.00", "pupils": 1, "cases": 1, "papers": 1,
               "missing": 0, "passed": true})
    );
    assert!(!place.path().join("vault/vault.drill").exists());
    assert_eq!(seat.ask("back_up_when_due", json!({})), json!([]));
    assert_eq!(seat.ask("backups", json!({}))["drill"], drill);

    // One that fails is asked for again.
    days_later(&seat, 366);
    for folder in ["vault/attachments", "vault/backups"] {
        for file in attachments(&place.path().join(folder)) {
            std::fs::write(file, "damaged").unwrap();
        }
    }
    let backups = seat.ask("open_backups", open());
    let drill = seat.ask("drill_backup", json!({"backup": backups[0]["id"]}));
    assert_eq!((&drill["missing"], &drill["passed"]), (&json!(1), &json!(false)));
    let warned = seat.ask("back_up_when_due", json!({}));
    assert_eq!(warned, json!(["unreadable", "drill"]));
    seat.ask("lock", json!({}));
    assert_eq!(seat.refused("drill_backup", told).code, "locked");

    // Restored it says how many papers it lacks.
    seat.ask("unlock", json!({"passphrase": PASSPHRASE}));
    look(&mut seat, false, 0);
    assert_eq!(seat.ask("restore", json!({}))["missing"], 1);
    assert_eq!(seat.ask("backups", json!({}))["restored"]["missing"], 1);
}

/// The encrypted files in a vault or in a place for backups.
fn attachments(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(attachments(&path));
        } else if path.file_name().unwrap().len() == 64 {
            found.push(path);
        }
    }
    found
}

#[test]
fn from_settings_a_damaged_vault_is_restored() {
    let (place, mut seat) = seat();
    let kept = completed(&mut seat, "Astrid Almgren");
    seat.ask("back_up", json!({}));
    // What lies in the log is still sound; the file below it is not.
    let database = place.path().join("vault/vault.db");
    let length = std::fs::metadata(&database).unwrap().len() as usize;
    let mut bytes = std::fs::read(&database).unwrap();
    bytes[4096..length].fill(7);
    std::fs::write(&database, bytes).unwrap();
    let preview = look(&mut seat, false, 0);
    assert_eq!(preview["compared"], false);
    seat.ask("restore", json!({}));
    seat.ask("pages", json!({"document": kept}));
    assert!(place.path().join("vault/vault.damaged").exists());
}

const RULES: &str =
    "name = \"Exempelkommun\"\n[[disposal]]\nform = \"checklista\"\nyears = 1\nplan = \"KS 2024/12\"\n";

fn tell(seat: &mut Seat, case: &Value) {
    let told = json!({"to": "Polisen", "what": "Att eleven är hemma", "kinds": [], "how": "telefon", "on": "2026-11-21", "ground": "duty", "reason": ""});
    seat.ask("disclose", json!({"case": case, "input": told}));
}

/// What a backup knows nothing of is kept where it can be, and said to be lost where it cannot.
#[test]
fn what_is_newer_than_the_backup() {
    let (_place, mut seat) = seat();
    *seat.world.municipality.lock().unwrap() = Some(RULES.to_owned());
    let old = seat.open_case(json!({"name": "Astrid Almgren"}));
    seat.ask("back_up", json!({}));
    let gone = completed(&mut seat, "Bo Ek");
    let case = seat.open_case(json!({"name": "Omar Haddad"}));
    tell(&mut seat, &case);
    tell(&mut seat, &old);
    days_later(&seat, 1000);
    let input = json!({"documents": [gone], "reason": "Beslut 7", "passphrase": PASSPHRASE});
    seat.ask("dispose", json!({"input": input}));
    let done = seat.ask("disposals", json!({}))["done"].clone();

    let preview = look(&mut seat, false, 0);
    assert_eq!((&preview["disposed"], &preview["kept"]), (&json!(0), &json!(1)));
    let lost = preview["lost"].as_array().unwrap();
    assert!(
        lost.contains(&json!({"kind": "note", "label": "Omar Haddad"})),
        "{lost:?}"
    );
    seat.ask("restore", json!({}));
    let view = seat.ask("disposals", json!({}));
    assert_eq!(view["done"], done, "that it was disposed of stays written down");
    assert_eq!(
        seat.ask("disclosures", json!({"case": old}))["told"][0]["to"],
        "Polisen"
    );
}

#[test]
fn drafts_that_continue_what_was_disposed_of_go_before_it() {
    let (_place, mut seat) = seat();
    *seat.world.municipality.lock().unwrap() = Some(RULES.to_owned());
    let gone = completed(&mut seat, "Astrid Almgren");
    let case = seat.ask("document", json!({"document": gone}))["case"].clone();
    let draft = seat.ask("continue_document", json!({"document": gone}));
    let slip = seat.begin(&case, "checklista");
    seat.ask("back_up", json!({}));
    for document in [&draft, &slip] {
        seat.ask("discard_document", json!({"document": document}));
    }
    days_later(&seat, 1000);
    let input = json!({"documents": [gone], "reason": "Beslut 7", "passphrase": PASSPHRASE});
    seat.ask("dispose", json!({"input": input}));
    let emptied = seat.ask("disposals", json!({}))["emptied"].clone();
    let input = json!({"emptied": [emptied[0]["id"]], "passphrase": PASSPHRASE});
    seat.ask("remove_emptied", json!({"input": input}));

    look(&mut seat, false, 0);
    seat.ask("restore", json!({}));
    for document in [&gone, &draft] {
        assert_eq!(
            seat.refused("document", json!({"document": document})).code,
            "not-found"
        );
    }
    seat.ask("document", json!({"document": slip}));
    seat.ask("case", json!({"case": case}));
    let emptied = seat.ask("disposals", json!({}))["emptied"].clone();
    assert_eq!(
        emptied,
        json!([]),
        "a draft is in the case again, and so it stays"
    );
}

/// Whom one trusts, which keys are safe and where backups lie is as it is today.
#[test]
fn what_is_so_today_stays_so() {
    let (place, mut seat) = seat();
    std::fs::create_dir(place.path().join("old")).unwrap();
    *seat.world.folder.lock().unwrap() = Some(place.path().join("old"));
    for _ in 0..3 {
        seat.ask("make_own_signature", json!({"passphrase": PASSPHRASE}));
    }
    let keys = seat.ask("identities", json!({}));
    let pem = |at: usize| json!({"certificate": keys[at]["certificate"]["pem"]});
    seat.ask("trust_certificate", pem(0));
    seat.ask("choose_backup_place", json!({}));
    *seat.world.folder.lock().unwrap() = Some(place.path().join("usb"));
    seat.ask("choose_backup_place", json!({}));
    let id = |at: usize| keys[at]["id"].clone();
    let revoke = json!({"identity": id(1), "since": "2026-11-20", "passphrase": PASSPHRASE});
    seat.ask("revoke_identity", revoke);
    seat.ask(
        "erase_identity",
        json!({"identity": id(2), "passphrase": PASSPHRASE}),
    );
    seat.ask("make_own_signature", json!({"passphrase": PASSPHRASE}));
    let now = seat.ask("identities", json!({}));
    let fingerprint = keys[0]["certificate"]["fingerprint"].clone();
    seat.ask("distrust", json!({"fingerprint": fingerprint}));
    seat.ask("trust_certificate", pem(2));
    let trusted = seat.ask("trusted", json!({}))["all"].clone();
    assert_eq!(trusted.as_array().unwrap().len(), 1);

    look(&mut seat, false, 1);
    seat.ask("restore", json!({}));
    assert_eq!(
        seat.ask("identities", json!({})),
        now,
        "revoked, erased, and the new one signs"
    );
    assert_eq!(seat.ask("trusted", json!({}))["all"], trusted);
    let view = seat.ask("backups", json!({}));
    let usb = place.path().join("usb").display().to_string();
    assert_eq!(view["places"][1]["path"], json!(usb), "not where it was then");
    assert_eq!(view["warnings"], json!([]));
}
