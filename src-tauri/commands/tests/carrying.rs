//! What a restoring may not lose: the vault that is there, whatever is wrong with it, and what has happened since.

#![allow(clippy::unwrap_used, clippy::panic)] // a test program says what failed by panicking

mod seat;

use seat::backups::{completed, days_later, look, seat};
use seat::{PASSPHRASE, Seat};
use serde_json::{Value, json};

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

#[test]
fn what_a_list_told_stays_cleared() {
    let (_place, mut seat) = seat();
    let case = seat.bring_in_case("Namn;Status\nSiv Ekåsen;Vilande\n");
    seat.ask("back_up", json!({}));
    seat.ask("clear_brought_in", json!({ "case": case }));
    look(&mut seat, false, 0);
    seat.ask("restore", json!({}));
    let view = seat.ask("case", json!({ "case": case }));
    assert_eq!(view["brought_in"]["notes"], json!([]));
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
    let backups = seat.ask("open_backups", open)["backups"].clone();
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
    let registered = completed(&mut seat, "Cecilia Dal");
    seat.ask("back_up", json!({}));
    let register = json!({"system": "ProReNata", "number": "4711", "on": "2026-11-21"});
    let told = json!({"document": registered, "input": register});
    seat.ask("register_document", told);
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
    let file = seat.ask("document_file", json!({"document": registered}));
    assert_eq!(file["registered"][0]["number"], "4711", "the other system has it");
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
    for (name, told) in [
        ("document", json!({"document": slip})),
        ("case", json!({"case": case})),
    ] {
        assert_eq!(
            seat.refused(name, told).code,
            "not-found",
            "whoever removed the case wanted no draft in it"
        );
    }
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
