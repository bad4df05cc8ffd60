//! A vault that somebody has left, opened by the holders of the municipality's key and given to a new owner.
#![allow(clippy::unwrap_used, clippy::panic)] // clippy excuses test functions, not what they share

mod seat;

use std::path::Path;

use chrono::TimeDelta;
use seat::key::{
    NEW, assert_signs_no_more, begin_new_owner, ceremony, give_settings, joined, open_by_two, proof, share,
    trail,
};
use seat::school::{checklist, meet, send_away};
use seat::{PASSPHRASE, Seat};
use serde_json::{Value, json};
use tempfile::TempDir;

#[test]
fn a_vault_whose_owner_has_left_is_recovered_by_two() {
    let folder = TempDir::new().unwrap();
    let made = ceremony(folder.path(), 0, true);
    let mut seat = Seat::at(&folder.path().join("vault"));
    give_settings(&seat, &made.settings);
    seat.make_vault("mentor");
    let key = seat.ask("municipality_key", json!({}));
    assert_eq!(
        (&key["standing"], &key["required"], joined(&key["held"])),
        (&json!("held"), &json!(true), made.words.clone())
    );
    for command in ["begin_rescue", "choose_vault"] {
        assert_eq!(seat.refused(command, json!({})).code, "vault-is-open");
    }
    let document = seat.completed_checklist();
    seat.try_sign(&document, json!({})).unwrap();
    seat.ask("ask_issuer", json!({"passphrase": PASSPHRASE}));
    let card = seat.ask("own_card", json!({}))["words"].clone();
    let pages = seat.ask("pages", json!({"document": document}));
    seat.ask("lock", json!({}));

    open_by_two(&mut seat, &made);
    let offer = begin_new_owner(&mut seat);
    seat.ask("print_recovery_words", json!({"printer": "pdf"}));
    let wrong = seat.refused("finish_new_owner", json!({"first": "fel", "second": "fel"}));
    assert_eq!(wrong.code, "vault-words-not-the-word");
    let status = seat.ask("finish_new_owner", proof(&offer));
    assert_eq!(
        (&status["state"], &status["owner"]),
        (&json!("open"), &json!("Nils Ny"))
    );
    assert_eq!(
        seat.ask("pages", json!({"document": document})),
        pages,
        "what was written is read"
    );
    let signature = &seat.signatures(&document)["report"]["signatures"][0];
    assert_eq!(
        (&signature["signer"]["name"], &signature["verdict"]),
        (&json!("Birgitta Ek"), &json!("verdict-whole")),
        "what she signed counts as before"
    );

    assert_signs_no_more(&mut seat, &card);
    assert_eq!(seat.ask("municipality_key", json!({}))["standing"], "held");

    let trail = trail(&mut seat);
    let why = "del 1: Bo Al, del 2: Anna Ek. Grund: KS 2026/12";
    for what in ["open open_rescued", "keys finish_new_owner"] {
        assert!(trail.contains(&(what.into(), why.into())), "{what}: {trail:?}");
    }
    seat.ask("lock", json!({}));
    let old = seat.refused("unlock", json!({"passphrase": PASSPHRASE}));
    assert_eq!(old.code, "vault-wrong-passphrase");
    *seat.world.ahead.lock().unwrap() += TimeDelta::minutes(1);
    assert_eq!(seat.ask("unlock", json!({"passphrase": NEW}))["owner"], "Nils Ny");
    seat.ask("lock", json!({}));
    let words = json!({"words": joined(&offer["words"]), "passphrase": PASSPHRASE, "again": PASSPHRASE});
    assert_eq!(seat.ask("unlock_with_words", words)["state"], "open");
}

/// What was sent in another's name, and lies closed with another's keys, is not the new owner's to send.
#[test]
fn what_waits_for_the_post_folder_does_not_leave_under_another_owner() {
    let folder = TempDir::new().unwrap();
    let made = ceremony(folder.path(), 0, true);
    let mut seat = Seat::at(&folder.path().join("vault"));
    give_settings(&seat, &made.settings);
    seat.make_vault("mentor");
    let mut rektor = Seat::of(&folder.path().join("rektor"), "Rut Sandberg", "rektor");
    meet(&mut rektor, &mut seat);
    let drive = folder.path().join("drive");
    let case = seat.open_case(json!({}));
    let document = checklist(&mut seat, &case);
    let copy = json!({"kind": "copy", "document": document});
    send_away(&mut seat, &drive, &case, copy);
    seat.ask("lock", json!({}));
    *seat.world.folder.lock().unwrap() = Some(folder.path().join("vault"));

    open_by_two(&mut seat, &made);
    let offer = begin_new_owner(&mut seat);
    seat.ask("print_recovery_words", json!({"printer": "pdf"}));
    seat.ask("finish_new_owner", proof(&offer));
    std::fs::create_dir(&drive).unwrap();
    seat.ask("news_in_mailbox", json!({}));
    let sent = seat.ask("handovers", json!({}))[0].clone();
    assert_eq!(
        (&sent["standing"], &sent["steps"][0]["why"]),
        (&json!("handover-unsent"), &json!("new-keys"))
    );
    assert_eq!(std::fs::read_dir(&drive).unwrap().count(), 0);
}

#[test]
fn an_opening_that_goes_no_further_stands_in_the_trail() {
    let folder = TempDir::new().unwrap();
    let made = ceremony(folder.path(), 0, true);
    let mut seat = Seat::at(&folder.path().join("vault"));
    give_settings(&seat, &made.settings);
    seat.make_vault("mentor");
    let document = seat.completed_checklist();
    seat.ask("lock", json!({}));
    seat.ask("begin_rescue", json!({}));
    assert_eq!(begin_refused(&mut seat), "nothing-begun");
    seat.ask("give_share", share("Anna Ek", &made.shares[0]));
    seat.ask("give_share", share("Bo Al", &made.shares[2]));
    seat.ask("open_rescued", json!({"reason": "KS 2026/12"}));
    let offer = begin_new_owner(&mut seat);
    *seat.world.ahead.lock().unwrap() += TimeDelta::minutes(16);
    let late = seat.refused("finish_new_owner", proof(&offer));
    assert_eq!(
        late.code, "nothing-begun",
        "whoever comes by does not become its owner"
    );
    seat.ask("unlock", json!({"passphrase": PASSPHRASE}));
    let opened = trail(&mut seat)
        .into_iter()
        .find(|(what, _)| what == "open open_rescued");
    assert_eq!(
        opened.unwrap().1,
        "del 1: Anna Ek, del 3: Bo Al. Grund: KS 2026/12"
    );
    assert!(
        seat.try_sign(&document, json!({})).is_ok(),
        "its owner is its owner"
    );
}

fn begin_refused(seat: &mut Seat) -> String {
    let profile =
        json!({"name": "Nils Ny", "role": "kurator", "school": "Björkskolan", "organiser": "kommunal"});
    seat.refused(
        "begin_new_owner",
        json!({"profile": profile, "passphrase": NEW, "again": NEW}),
    )
    .code
}

/// Restored from before, the vault stays its new owner's, and the passphrase of the one who left opens no backup of it.
#[test]
fn a_backup_from_before_brings_the_one_who_left_not_back() {
    let place = TempDir::new().unwrap();
    let made = ceremony(place.path(), 0, false);
    let mut seat = Seat::at(&place.path().join("vault"));
    give_settings(&seat, &made.settings);
    seat.make_vault("mentor");
    seat.ask("back_up", json!({}));
    seat.ask("lock", json!({}));
    open_by_two(&mut seat, &made);
    let offer = begin_new_owner(&mut seat);
    seat.ask("finish_new_owner", proof(&offer));
    seat.ask("find_backups", json!({"elsewhere": false}));
    let old = json!({"passphrase": PASSPHRASE, "words": ""});
    assert_eq!(seat.refused("open_backups", old).code, "vault-wrong-passphrase");
    let backups = seat.ask("open_backups", json!({"passphrase": NEW, "words": ""}))["backups"].clone();
    seat.ask("look_at_backup", json!({"backup": backups[0]["id"]}));
    seat.ask("restore", json!({}));
    assert_eq!(seat.ask("status", json!({}))["owner"], "Nils Ny");
}

/// On a computer that knows nothing of the change of owner, what comes back is said before and after, and nobody signs in
/// the name of the one who left.
#[test]
fn a_backup_from_before_on_a_new_computer_says_whose_it_is() {
    let place = TempDir::new().unwrap();
    let made = ceremony(place.path(), 0, false);
    let mut seat = Seat::at(&place.path().join("vault"));
    give_settings(&seat, &made.settings);
    seat.make_vault("mentor");
    let document = seat.completed_checklist();
    seat.try_sign(&document, json!({})).unwrap();
    let card = seat.ask("own_card", json!({}))["words"].clone();
    seat.ask("back_up", json!({}));
    let stick = place.path().join("stick");
    copy_folder(&place.path().join("vault/backups"), &stick);
    seat.ask("lock", json!({}));
    open_by_two(&mut seat, &made);
    let offer = begin_new_owner(&mut seat);
    seat.ask("finish_new_owner", proof(&offer));
    seat.ask("back_up", json!({}));
    let look = |seat: &mut Seat, place: &Path, passphrase: &str, nth: usize| {
        *seat.world.folder.lock().unwrap() = Some(place.to_owned());
        seat.ask("find_backups", json!({"elsewhere": true}));
        let backups =
            seat.ask("open_backups", json!({"passphrase": passphrase, "words": ""}))["backups"].clone();
        seat.ask("look_at_backup", json!({"backup": backups[nth]["id"]}))
    };

    let mut new = Seat::at(&place.path().join("new"));
    let kept = place.path().join("vault/backups");
    let newest = look(&mut new, &kept, NEW, 0);
    assert_eq!(
        (&newest["owner"], &newest["former"]),
        (&json!("Nils Ny"), &json!(false))
    );
    let oldest = look(&mut new, &kept, NEW, 1);
    assert_eq!(
        (&oldest["compared"], &oldest["owner"], &oldest["former"]),
        (&json!(false), &json!("Birgitta Ek"), &json!(true))
    );
    assert_eq!(new.ask("restore", json!({}))["former"], "Birgitta Ek");
    assert_eq!(new.ask("status", json!({}))["state"], "open");
    assert_signs_no_more(&mut new, &card);
    new.ask("lock", json!({}));
    new.refused("unlock", json!({"passphrase": PASSPHRASE}));

    let mut other = Seat::at(&place.path().join("other"));
    let unknown = look(&mut other, &stick, PASSPHRASE, 0);
    assert_eq!(
        (&unknown["owner"], &unknown["former"]),
        (&json!("Birgitta Ek"), &json!(false)),
        "nobody can know, so it says whose it is"
    );
    let beside = look(&mut seat, &kept, NEW, 1);
    assert_eq!(
        (&beside["owner"], &beside["former"]),
        (&Value::Null, &json!(false)),
        "where the present vault is read, its owner stays"
    );
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        match path.is_dir() {
            true => copy_folder(&path, &target),
            false => std::fs::copy(&path, &target).map(|_| ()).unwrap(),
        }
    }
}

/// What cannot be finished changes nothing, and the trail says that it was tried.
#[test]
fn a_change_of_owner_that_fails_leaves_the_vault_and_stands_in_the_trail() {
    let place = TempDir::new().unwrap();
    let made = ceremony(place.path(), 0, false);
    let folder = place.path().join("vault");
    let mut seat = Seat::at(&folder);
    give_settings(&seat, &made.settings);
    seat.make_vault("mentor");
    let document = seat.completed_checklist();
    seat.ask("lock", json!({}));
    open_by_two(&mut seat, &made);
    let offer = begin_new_owner(&mut seat);
    let in_the_way = folder.join("vault.renewed");
    std::fs::create_dir(&in_the_way).unwrap();
    seat.refused("finish_new_owner", proof(&offer));
    seat.ask("end_rescue", json!({}));
    assert_eq!(
        seat.ask("unlock", json!({"passphrase": PASSPHRASE}))["owner"],
        "Birgitta Ek"
    );
    assert!(seat.try_sign(&document, json!({})).is_ok(), "her keys sign");
    let tried: Vec<String> = trail(&mut seat)
        .into_iter()
        .filter(|(what, _)| what.ends_with("finish_new_owner"))
        .map(|(what, _)| what)
        .collect();
    assert_eq!(tried, ["keys finish_new_owner", "failed finish_new_owner"]);

    seat.ask("lock", json!({}));
    std::fs::remove_dir(&in_the_way).unwrap();
    open_by_two(&mut seat, &made);
    let offer = begin_new_owner(&mut seat);
    assert_eq!(seat.ask("finish_new_owner", proof(&offer))["owner"], "Nils Ny");
}

/// Whoever locks the screen leaves no vault open that two have opened.
#[test]
fn a_recovery_that_is_left_is_closed_by_the_clock_and_by_the_systems_lock() {
    let place = TempDir::new().unwrap();
    let made = ceremony(place.path(), 0, false);
    let mut seat = Seat::at(&place.path().join("vault"));
    give_settings(&seat, &made.settings);
    seat.make_vault("mentor");
    seat.ask("lock", json!({}));
    open_by_two(&mut seat, &made);
    commands::watch::doom(&seat.desk);
    seat.ask("unlock", json!({"passphrase": PASSPHRASE}));
    seat.ask("lock", json!({}));
    open_by_two(&mut seat, &made);
    assert!(commands::watch::holds_key(&seat.desk));
    let minutes = |seat: &Seat, minutes| *seat.world.ahead.lock().unwrap() += TimeDelta::minutes(minutes);
    minutes(&seat, 14);
    assert_eq!(seat.ask("stir_key", json!({})), true, "somebody is there");
    minutes(&seat, 14);
    assert_eq!(seat.ask("key_waits", json!({})), true);
    minutes(&seat, 2);
    assert!(!commands::watch::holds_key(&seat.desk), "the window is told");
    assert_eq!(seat.ask("key_waits", json!({})), false);
    assert_eq!(seat.ask("stir_key", json!({})), false, "it does not come back");
    seat.ask("unlock", json!({"passphrase": PASSPHRASE}));
    assert_eq!(
        seat.ask("key_waits", json!({})),
        true,
        "whoever has opened the vault is not told"
    );
}

/// A share that can be read and belongs to no key: the sum of three, whose checks add up with them.
fn forged(shares: &[String]) -> String {
    let list: Vec<&str> = include_str!("../../vault/words.txt").lines().collect();
    let place = |word: &str| list.iter().position(|listed| *listed == word).unwrap();
    let words: Vec<Vec<&str>> = shares.iter().map(|share| share.split(' ').collect()).collect();
    let sum = |at: usize| words.iter().fold(0, |sum, share| sum ^ place(share[at]));
    let forged: Vec<&str> = (0..30).map(|at| list[sum(at)]).collect();
    forged.join(" ")
}

/// Whoever forges the first share does not have the honest holder of the second blamed.
#[test]
fn shares_that_do_not_belong_together_blame_nobody() {
    let folder = TempDir::new().unwrap();
    let made = ceremony(folder.path(), 0, true);
    let mut seat = Seat::at(&folder.path().join("vault"));
    give_settings(&seat, &made.settings);
    seat.make_vault("mentor");
    seat.ask("lock", json!({}));
    seat.ask("begin_rescue", json!({}));
    let forged = forged(&made.shares);
    seat.ask("give_share", share("Anna Ek", &forged));
    let view = seat.ask("give_share", share("Bo Al", &made.shares[1]));
    assert_eq!(
        (&view["apart"], &view["given"], &view["missing"]),
        (&json!(true), &json!([]), &Value::Null)
    );
    let view = seat.ask("give_share", share("Bo Al", &made.shares[1]));
    assert_eq!((&view["apart"], &view["missing"]), (&json!(false), &json!(1)));
    let view = seat.ask("give_share", share("Cia Bo", &made.shares[2]));
    assert_eq!((&view["apart"], &view["missing"]), (&json!(false), &json!(0)));
    assert_eq!(
        seat.ask("open_rescued", json!({"reason": "KS 1"}))["opened"],
        true
    );
}
