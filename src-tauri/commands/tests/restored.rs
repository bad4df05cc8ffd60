//! A vault that was restored: what is so today stays so, from whichever way it came, and what is lost is said.

#![allow(clippy::unwrap_used, clippy::panic)] // a test program says what failed by panicking

mod seat;

use std::path::Path;

use chrono::TimeDelta;
use commands::watch::tick;
use commands::wire::vault::WatchStanding;
use seat::backups::{completed, count, days_later, look, seat, seat_of};
use seat::school::{School, answer, checklist, contact, open, send, take, words};
use seat::{PASSPHRASE, Seat, sample};
use serde_json::{Value, json};

fn kinds(preview: &Value) -> Vec<(&str, &str)> {
    let lines = preview["lost"].as_array().unwrap().iter();
    let mut kinds: Vec<_> = lines
        .map(|line| (line["kind"].as_str().unwrap(), line["label"].as_str().unwrap()))
        .collect();
    kinds.sort();
    kinds
}

#[test]
fn a_protected_identity_stays_protected_and_a_correction_is_not_undone_unsaid() {
    let (_place, mut seat) = seat();
    for name in ["Astrid Almgren", "Bo Ek"] {
        seat.open_case(json!({ "name": name }));
    }
    seat.ask("back_up", json!({}));
    let pupils = seat.ask("pupils", json!({"search": ""}));
    let id = |at: usize| pupils[at]["id"].clone();
    let change = |seat: &mut Seat, pupil: Value, more: Value| {
        let mut input = seat.ask("pupil", json!({ "pupil": pupil }))["input"].clone();
        input
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        seat.ask("save_pupil", json!({"pupil": pupil, "input": input}));
    };
    change(
        &mut seat,
        id(0),
        json!({"protected": true, "alias": "Elev A", "class": "8C"}),
    );
    change(&mut seat, id(1), json!({"class": "9A"}));

    let preview = look(&mut seat, false, 0);
    assert_eq!(
        kinds(&preview),
        [("pupil-changed", "Bo Ek"), ("pupil-changed", "Elev A")]
    );
    assert_eq!((&preview["back"], &preview["cut"]), (&json!([]), &Value::Null));
    seat.ask("restore", json!({}));
    let astrid = seat.ask("pupil", json!({"pupil": id(0)}))["input"].clone();
    assert_eq!(
        (&astrid["protected"], &astrid["alias"], &astrid["class"]),
        (&json!(true), &json!("Elev A"), &json!("8B")),
        "never shown by name again; what was written of the pupil is the backup's"
    );
    let found = seat.ask("pupils", json!({"search": "Almgren"}));
    assert_eq!(found, json!([]));
}

/// After a restoring a document gets another paper of the same number. Neither is taken for the other.
#[test]
fn two_papers_of_one_number_are_two() {
    let (_place, mut seat) = seat();
    let document = seat.completed_checklist();
    seat.ask("back_up", json!({}));
    days_later(&seat, 1);
    seat.try_sign(&document, json!({})).unwrap();
    look(&mut seat, false, 0);
    seat.ask("restore", json!({}));
    days_later(&seat, 1);
    seat.try_sign(&document, json!({})).unwrap();
    let preview = look(&mut seat, false, 0);
    let paper = ("paper", "Łukasz Öberg – Checklista vid frånvaro");
    assert!(kinds(&preview).contains(&paper), "{preview:#}");
    let back = preview["back"].as_array().unwrap();
    assert!(
        back.contains(&json!({"kind": paper.0, "label": paper.1})),
        "{preview:#}"
    );
}

fn take_copy(vault: &Path, to: &Path) {
    for name in ["vault.db", "vault.trail"] {
        std::fs::copy(vault.join(name), to.join(name)).unwrap();
    }
}

/// Somebody has put an older copy of the vault in its place; the backup is newer than it.
#[test]
fn an_older_copy_says_nothing_of_today() {
    let (place, mut seat) = seat_of("rektor");
    let issues = "name = 'Exempelkommun'\n[signatures]\nissues = true\n";
    *seat.world.municipality.lock().unwrap() = Some(issues.to_owned());
    let (vault, older) = (place.path().join("vault"), tempfile::tempdir().unwrap());
    seat.ask("make_own_signature", json!({"passphrase": PASSPHRASE}));
    seat.ask("lock", json!({}));
    take_copy(&vault, older.path());
    seat.ask("unlock", json!({"passphrase": PASSPHRASE}));
    let keys = seat.ask("identities", json!({}));
    let revoke = json!({"identity": keys[0]["id"], "since": "2026-11-20", "passphrase": PASSPHRASE});
    seat.ask("revoke_identity", revoke);
    seat.ask("make_own_signature", json!({"passphrase": PASSPHRASE}));
    let now = seat.ask("identities", json!({}));
    let pem = json!({"certificate": now[0]["certificate"]["pem"]});
    seat.ask("trust_certificate", pem);
    seat.ask("ask_issuer", json!({"passphrase": PASSPHRASE}));
    seat.ask("begin_issuing", json!({"passphrase": PASSPHRASE}));
    let trusted = seat.ask("trusted", json!({}));
    let asked = [seat.ask("asked", json!({})), seat.ask("issuer", json!({}))];
    seat.ask("choose_backup_place", json!({}));
    let kept = seat.open_case(json!({"name": "Astrid Almgren"}));
    seat.ask("back_up", json!({}));
    seat.ask("lock", json!({}));
    take_copy(older.path(), &vault);

    seat.ask("unlock", json!({"passphrase": PASSPHRASE}));
    seat.ask("begin_issuing", json!({"passphrase": PASSPHRASE}));
    let preview = look(&mut seat, false, 0);
    let cut = (&preview["cut"]["known"], &preview["cut"]["kept"]);
    assert!(
        cut.0.as_u64() > cut.1.as_u64(),
        "the copy went another way: {cut:?}"
    );
    seat.ask("restore", json!({}));
    assert_eq!(
        seat.ask("identities", json!({})),
        now,
        "the key that was revoked is not chosen again"
    );
    assert_eq!(seat.ask("trusted", json!({})), trusted);
    assert_eq!(
        [seat.ask("asked", json!({})), seat.ask("issuer", json!({}))],
        asked
    );
    let places = seat.ask("backups", json!({}))["places"].clone();
    assert_eq!(
        places.as_array().unwrap().len(),
        2,
        "where the backup says they lie"
    );
    seat.ask("case", json!({ "case": kept }));
}

#[test]
fn a_trail_that_was_cut_says_so() {
    let (place, mut seat) = seat();
    completed(&mut seat, "Astrid Almgren");
    seat.ask("check_trail", json!({}));
    seat.ask("back_up", json!({}));
    for name in ["Bo Ek", "Cecilia Dal"] {
        completed(&mut seat, name);
    }
    seat.ask("lock", json!({}));
    std::fs::write(place.path().join("vault/vault.db"), b"nothing that could be read").unwrap();
    let cut = look(&mut seat, false, 0)["cut"].clone();
    let (known, kept) = (cut["known"].as_u64().unwrap(), cut["kept"].as_u64().unwrap());
    assert!(0 < kept && kept < known, "{cut}");
    assert_eq!(seat.ask("restore", json!({}))["cut"], cut);
    assert_eq!(seat.ask("backups", json!({}))["restored"]["cut"], cut);
    let filter = json!({"from": "", "until": "", "act": "", "pupil": "", "case": "", "before": null});
    let view = seat.ask("trail", json!({ "filter": filter }));
    assert_eq!(
        view["check"]["entries"],
        json!(kept + 3),
        "looked at anew, with the look itself"
    );
    let told = view["rows"].as_array().unwrap().iter();
    let why: Vec<_> = told
        .filter_map(|row| row["entry"]["reason"].as_str())
        .filter(|why| !why.is_empty())
        .collect();
    assert_eq!(
        why,
        [format!(
            "Loggen hade {known} rader före återställningen. {kept} av dem finns kvar."
        )]
    );
    let checked = seat.ask("check_trail", json!({}));
    assert_eq!(checked["fault"], json!(null), "{checked}");
}

#[test]
fn what_was_exchanged_stays_and_what_was_taken_in_since_comes_again() {
    let (mut mentor, mut rektor, _place) = School::new().apart();
    let case = mentor.open_case(json!({}));
    let document = checklist(&mut mentor, &case);
    let copy = |seat: &mut Seat| send(seat, &case, json!({"kind": "copy", "document": document}));
    let first = copy(&mut mentor);
    for seat in [&mut mentor, &mut rektor] {
        seat.ask("back_up", json!({}));
        days_later(seat, 1);
    }
    mentor.ask("confirm", json!({"passphrase": PASSPHRASE}));
    let refused = copy(&mut mentor);
    open(&mut rektor, &refused);
    take(&mut rektor, json!({"reject": "Fel mottagare"}));
    open(&mut rektor, &first);
    take(&mut rektor, json!({"pupil": "new"}));
    let ended = contact(&mut rektor);
    rektor.ask("confirm", json!({"passphrase": PASSPHRASE}));
    rektor.ask("end_contact", json!({"contact": ended, "ended": true}));
    let sent = mentor.ask("handovers", json!({}));

    look(&mut mentor, false, 0);
    mentor.ask("restore", json!({}));
    assert_eq!(
        mentor.ask("handovers", json!({})),
        sent,
        "a number is never given twice"
    );

    let preview = look(&mut rektor, false, 0);
    assert!(
        kinds(&preview).contains(&("package", "Łukasz Öberg")),
        "{preview}"
    );
    rektor.ask("restore", json!({}));
    let kept = rektor.ask("handovers", json!({}));
    let kept: Vec<_> = kept
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["standing"])
        .collect();
    assert_eq!(kept, ["handover-refused"], "that one was sent back");
    assert_eq!(rektor.ask("contacts", json!({}))[0]["standing"], "ended");
    let again = open(&mut rektor, &refused);
    assert_eq!(again["waiting"][0]["standing"], "parcel-sent-back");
    let waits = open(&mut rektor, &first);
    assert_eq!(
        waits["waiting"][1]["standing"], "parcel-ended-sender",
        "nobody is trusted again"
    );
    rektor.ask("end_contact", json!({"contact": ended, "ended": false}));
    let heard = json!({"contact": ended, "words": words(&mut mentor)});
    rektor.ask("verify_contact", heard);
    let waits = rektor.ask("read_parcels", json!({}))["waiting"][1].clone();
    assert_eq!(waits["standing"], "parcel-ready");
    let input = json!({"key": waits["key"], "pupil": "new"});
    rektor.ask("take_parcel", json!({ "input": input }));
    rektor.ask("document", json!({ "document": document }));
}

#[test]
fn opened_backups_on_a_locked_screen_go_as_an_open_vault_does() {
    let (_place, mut seat) = seat();
    completed(&mut seat, "Astrid Almgren");
    seat.ask("back_up", json!({}));
    seat.ask("lock", json!({}));
    assert_eq!(tick(&seat.desk), None);
    let later = |seat: &Seat, seconds| *seat.world.ahead.lock().unwrap() += TimeDelta::seconds(seconds);
    let preview = look(&mut seat, false, 0);
    assert_eq!(preview["lost"], json!([]));
    later(&seat, 299);
    assert_eq!(seat.ask("stir", json!({}))["standing"], "active");
    later(&seat, 299);
    assert_eq!(tick(&seat.desk), Some(WatchStanding::Warning));
    later(&seat, 4);
    tick(&seat.desk);
    assert_eq!(
        seat.refused("restore", json!({})).code,
        "not-found",
        "its keys are gone"
    );

    look(&mut seat, false, 0);
    seat.ask("leave_restoring", json!({}));
    assert_eq!(tick(&seat.desk), None);
    look(&mut seat, false, 0);
    seat.ask("restore", json!({}));
    assert_eq!(seat.ask("status", json!({}))["state"], "open");
}

#[test]
fn a_hand_on_the_mouse_ends_no_restoring() {
    let (_place, mut seat) = seat();
    seat.ask("back_up", json!({}));
    look(&mut seat, false, 0);
    let desk = std::sync::Arc::clone(&seat.desk);
    *seat.world.while_sealing.lock().unwrap() = Some(Box::new(move || {
        let stirred = commands::call(&desk, "stir", json!({})).unwrap();
        assert_eq!(stirred["standing"], "active");
    }));
    seat.ask("restore", json!({}));
    assert_eq!(seat.ask("status", json!({}))["state"], "open");
}

#[test]
fn a_new_passphrase_reaches_the_backups_at_once() {
    let (_place, mut seat) = seat();
    seat.ask("choose_backup_place", json!({}));
    let other = "en annan lykta i trappan";
    let change = json!({"old": PASSPHRASE, "passphrase": other, "again": other});
    seat.ask("change_passphrase", change);
    seat.ask("back_up_when_due", json!({}));
    for elsewhere in [false, true] {
        seat.ask("find_backups", json!({"elsewhere": elsewhere}));
        let old = seat.refused("open_backups", json!({"passphrase": PASSPHRASE, "words": ""}));
        assert_eq!(old.code, "vault-wrong-passphrase");
        let rows = seat.ask("open_backups", json!({"passphrase": other, "words": ""}))["backups"].clone();
        assert_eq!(rows.as_array().unwrap().len(), 2);
        seat.ask("leave_restoring", json!({}));
    }
    // Giving up the choice of a place changes nothing.
    *seat.world.folder.lock().unwrap() = None;
    assert_eq!(seat.ask("choose_backup_place", json!({})), Value::Null);
    let view = seat.ask("backups", json!({}));
    assert_eq!(count(&view["places"][1]), 2);
}

/// A case that was handed back brings documents that the backup does not have, though it has the case.
#[test]
fn a_case_that_came_back_since_comes_back_again() {
    let (mut mentor, mut rektor, _place) = School::new().apart();
    let transfer = || json!({"kind": "case-transfer", "purpose": "Ny mentor"});
    let case = mentor.open_case(json!({}));
    let there = send(&mut mentor, &case, transfer());
    open(&mut rektor, &there);
    let taken = take(&mut rektor, json!({"pupil": "new"}));
    let yes = answer(&mut rektor, &taken);
    open(&mut mentor, &yes);
    take(&mut mentor, json!({}));
    mentor.ask("back_up", json!({}));
    let written = rektor.begin(&case, "checklista");
    rektor.type_in(&written, sample("checklista"));
    let authors = json!({"sections": ["mentor-part"], "authors": {"mentor": "Ebba Lindqvist"}});
    rektor.ask("complete", json!({"document": written, "completing": authors}));
    let back = send(&mut rektor, &case, transfer());
    open(&mut mentor, &back);
    take(&mut mentor, json!({}));

    let preview = look(&mut mentor, false, 0);
    let lost = kinds(&preview);
    assert!(lost.contains(&("package", "Łukasz Öberg")), "{lost:?}");
    assert!(!lost.iter().any(|(kind, _)| *kind == "event"), "{lost:?}");
    mentor.ask("restore", json!({}));
    let waits = open(&mut mentor, &back)["waiting"][0].clone();
    assert_eq!(waits["standing"], "parcel-ready");
    take(&mut mentor, json!({}));
    mentor.ask("pages", json!({ "document": written }));
    mentor.begin(&case, "checklista");
}

#[test]
fn who_was_removed_is_not_trusted_again() {
    let (mut mentor, _, _place) = School::new().apart();
    mentor.ask("back_up", json!({}));
    let contact = contact(&mut mentor);
    mentor.ask("remove_contact", json!({ "contact": contact }));
    look(&mut mentor, false, 0);
    mentor.ask("restore", json!({}));
    assert_eq!(mentor.ask("contacts", json!({}))[0]["standing"], "ended");
}

/// What no row of the restored vault names could never be disposed of.
#[test]
fn papers_that_restoring_took_away_are_only_in_the_backup() {
    let (place, mut seat) = seat();
    seat.ask("back_up", json!({}));
    completed(&mut seat, "Astrid Almgren");
    let count = || {
        std::fs::read_dir(place.path().join("vault/attachments"))
            .unwrap()
            .count()
    };
    assert_eq!(count(), 1);
    look(&mut seat, false, 0);
    let restored = seat.ask("restore", json!({}));
    assert_eq!((count(), &restored["aside"]), (0, &json!(false)));
    look(&mut seat, false, 0);
    seat.ask("restore", json!({}));
    assert_eq!(count(), 1, "and it can be undone");
}
