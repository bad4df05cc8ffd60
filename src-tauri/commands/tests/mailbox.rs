//! The folder through which packages go: what lies in it, what goes out of it, and what waits until it can be reached.

#![allow(clippy::unwrap_used, clippy::panic)] // a test says what failed by panicking

mod seat;

use std::path::PathBuf;

use seat::backups::days_later;
use seat::school::{School, checklist, last, standings, take, wish};
use seat::{PASSPHRASE, Seat};
use serde_json::{Value, json};

/// Comes back another time.
fn again(seat: &mut Seat) {
    seat.ask("lock", json!({}));
    seat.ask("unlock", json!({"passphrase": PASSPHRASE}));
}

#[test]
fn through_a_folder() {
    let (mut mentor, mut rektor, _place) = School::new().apart();
    let folder = tempfile::tempdir().unwrap();
    for seat in [&mut mentor, &mut rektor] {
        *seat.world.folder.lock().unwrap() = Some(folder.path().to_owned());
        assert_eq!(seat.ask("choose_mailbox", json!({}))["reachable"], true);
    }
    let case = mentor.open_case(json!({}));
    let document = checklist(&mut mentor, &case);
    let wish = wish(
        &mut mentor,
        &case,
        json!({"kind": "copy", "document": document, "mailbox": true}),
    );
    mentor.ask("send_package", wish);
    let files = || -> Vec<PathBuf> {
        std::fs::read_dir(folder.path())
            .unwrap()
            .map(|one| one.unwrap().path())
            .collect()
    };
    let name = files()[0].file_name().unwrap().to_string_lossy().into_owned();
    assert!(!name.contains("Ebba") && name.ends_with(".lotspaket"), "{name}");

    assert_eq!(
        mentor.ask("look_in_mailbox", json!({}))["waiting"],
        json!([]),
        "not the sender's"
    );
    let found = rektor.ask("look_in_mailbox", json!({}));
    assert_eq!(found["waiting"].as_array().unwrap().len(), 1);
    let twice = rektor.ask("look_in_mailbox", json!({}));
    assert_eq!(twice["waiting"].as_array().unwrap().len(), 1);
    let taken = take(&mut rektor, json!({"pupil": "new"}));
    assert_eq!(taken["taken"].as_array().unwrap().len(), 1);
    assert_eq!(files().len(), 2, "the package and the answer");
    assert_eq!(
        rektor.ask("look_in_mailbox", json!({}))["waiting"],
        json!([]),
        "what was taken in is no news"
    );
    let answers = mentor.ask("look_in_mailbox", json!({}));
    assert_eq!(answers["waiting"][0]["kind"], "answer");
    take(&mut mentor, json!({}));
    assert!(standings(&mut mentor).contains(&"handover-accepted".to_owned()));
    assert_eq!(files().len(), 1, "the answer is gone");
    for seat in [&mut mentor, &mut rektor] {
        again(seat);
        assert_eq!(seat.ask("news_in_mailbox", json!({}))["packages"], 0);
        assert_eq!(
            seat.ask("look_in_mailbox", json!({}))["waiting"],
            json!([]),
            "nor after it was locked"
        );
    }
    assert_eq!(files().len(), 1, "who loses the vault takes it in again");
    let stick = tempfile::tempdir().unwrap();
    *rektor.world.folder.lock().unwrap() = Some(stick.path().to_owned());
    days_later(&rektor, 1);
    rektor.ask("confirm", json!({"passphrase": PASSPHRASE}));
    rektor.ask("choose_backup_place", json!({}));
    again(&mut rektor);
    rektor.ask("look_in_mailbox", json!({}));
    assert_eq!(files(), [] as [PathBuf; 0], "a backup has it");
    drop(folder);
    assert_eq!(rektor.ask("look_in_mailbox", json!({}))["reachable"], false);
    rektor.ask("forget_mailbox", json!({}));
    assert_eq!(rektor.ask("parcels", json!({}))["mailbox"], Value::Null);
}

/// Only the file of a package that was dealt with goes, and only while it holds just that.
#[test]
fn what_was_dealt_with_goes_from_the_folder_and_nothing_else_does() {
    let (mut mentor, mut rektor, _place) = School::new().apart();
    let folder = tempfile::tempdir().unwrap();
    *rektor.world.folder.lock().unwrap() = Some(folder.path().to_owned());
    rektor.ask("choose_mailbox", json!({}));
    let case = mentor.open_case(json!({}));
    let document = checklist(&mut mentor, &case);
    let order = wish(&mut mentor, &case, json!({"kind": "copy", "document": document}));
    mentor.ask("send_package", order);
    let (name, package) = last(&mentor);
    let named = |name: &str| folder.path().join(name);
    let put = |name: &str, bytes: &[u8]| std::fs::write(named(name), bytes).unwrap();
    let news = |rektor: &mut Seat| rektor.ask("news_in_mailbox", json!({}))["packages"].clone();
    put(&name, &package);
    let renamed = name.replace(".lotspaket", ".bak");
    let to_another = format!("0{name}");
    for other in [&renamed, &to_another] {
        put(other, &package);
    }
    let elsewhere = tempfile::tempdir().unwrap();
    let by_hand = elsewhere.path().join(&name);
    std::fs::write(&by_hand, &package).unwrap();

    // Sent back, while the disk refuses to let the file go: it is said, and hurts nothing.
    assert_eq!(news(&mut rektor), 1);
    rektor.ask("look_in_mailbox", json!({}));
    *rektor.world.keeps_files.lock().unwrap() = true;
    let done = take(&mut rektor, json!({"reject": "Fel skola"}));
    assert_eq!((&done["left"], &done["waiting"]), (&json!([name]), &json!([])));
    assert!(named(&name).exists());
    *rektor.world.keeps_files.lock().unwrap() = false;
    let looked = rektor.ask("look_in_mailbox", json!({}));
    assert_eq!(looked["left"], json!([]), "the next look removes it");
    assert!(!named(&name).exists());
    assert!(named(&renamed).exists() && named(&to_another).exists() && by_hand.exists());

    // Put back by somebody, after the vault was locked: it is known by what it holds.
    rektor.ask("lock", json!({}));
    rektor.ask("unlock", json!({"passphrase": PASSPHRASE}));
    put(&name, &package);
    rektor.ask("look_in_mailbox", json!({}));
    assert!(!named(&name).exists());
    put(&name, b"something else under the same name");
    rektor.ask("look_in_mailbox", json!({}));
    assert!(named(&name).exists(), "never what was not dealt with");
    *rektor.world.on_disk.lock().unwrap() = vec![by_hand.clone()];
    let known = rektor.ask("open_packages", json!({}));
    assert_eq!(known["waiting"][0]["standing"], "parcel-sent-back");
    assert!(by_hand.exists());
}

/// What could not be posted goes when the folder can be reached again, without anybody having to think of it.
#[test]
fn an_answer_waits_for_the_folder() {
    let (mut mentor, mut rektor, place) = School::new().apart();
    let folder = place.path().join("drive");
    let away = place.path().join("away");
    std::fs::create_dir(&folder).unwrap();
    for seat in [&mut mentor, &mut rektor] {
        *seat.world.folder.lock().unwrap() = Some(folder.clone());
        seat.ask("choose_mailbox", json!({}));
    }
    let case = mentor.open_case(json!({}));
    let document = checklist(&mut mentor, &case);
    let copy = json!({"kind": "copy", "document": document, "mailbox": true});
    let wish = wish(&mut mentor, &case, copy);
    mentor.ask("send_package", wish);
    rektor.ask("look_in_mailbox", json!({}));
    std::fs::rename(&folder, &away).unwrap();
    take(&mut rektor, json!({"pupil": "new"}));
    let unanswered = |seat: &mut Seat| standings(seat).contains(&"handover-unanswered".to_owned());
    assert!(unanswered(&mut rektor));
    std::fs::rename(&away, &folder).unwrap();
    rektor.ask("look_in_mailbox", json!({}));
    assert!(!unanswered(&mut rektor));
    let answers = mentor.ask("look_in_mailbox", json!({}));
    assert_eq!(answers["waiting"][0]["kind"], "answer");
}

/// A file that is still being copied is no package yet: it is news when it is whole.
#[test]
fn a_file_that_was_half_copied_is_looked_at_again() {
    let (mut mentor, mut rektor, place) = School::new().apart();
    let folder = place.path().join("drive");
    std::fs::create_dir(&folder).unwrap();
    *rektor.world.folder.lock().unwrap() = Some(folder.clone());
    rektor.ask("choose_mailbox", json!({}));
    let case = mentor.open_case(json!({}));
    let document = checklist(&mut mentor, &case);
    let copy = wish(&mut mentor, &case, json!({"kind": "copy", "document": document}));
    mentor.ask("send_package", copy);
    let (name, package) = last(&mentor);
    let put = |bytes: &[u8]| std::fs::write(folder.join(&name), bytes).unwrap();
    put(&package[..package.len() / 2]);
    let half = rektor.ask("look_in_mailbox", json!({}));
    assert_eq!(half["refused"][0]["code"], "package-incomplete");
    assert_eq!(rektor.ask("news_in_mailbox", json!({}))["packages"], 1);
    put(&package);
    let whole = rektor.ask("look_in_mailbox", json!({}));
    assert_eq!(
        (&whole["refused"], &whole["waiting"][0]["standing"]),
        (&json!([]), &json!("parcel-ready"))
    );
    assert_eq!(rektor.ask("news_in_mailbox", json!({}))["packages"], 0);
}
