//! Backups at a desk: the day's, another place, a drill, and a vault that is restored.

#![allow(clippy::unwrap_used, clippy::panic)] // a test program says what failed by panicking

mod seat;

use std::path::Path;

use seat::backups::{completed, count, days_later, look, seat};
use seat::{PASSPHRASE, Seat};
use serde_json::json;

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
    seat.ask("confirm", json!({"passphrase": PASSPHRASE}));
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
    seat.ask("confirm", json!({"passphrase": PASSPHRASE}));
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
    assert_eq!(fresh.ask("backups_known", json!({})), json!(false));
    assert_eq!(seat.ask("backups_known", json!({})), json!(true));
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
    assert_eq!(
        looks(&mut fresh),
        1,
        "what was looked at before there was a vault"
    );
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
    let backups =
        other.ask("open_backups", json!({"passphrase": PASSPHRASE, "words": ""}))["backups"].clone();
    let refused = other.refused("look_at_backup", json!({"backup": backups[0]["id"]}));
    assert_eq!(refused.code, "vault-backup-of-another");
}

#[cfg(unix)]
#[test]
fn where_a_missed_backup_may_lie_is_said() {
    use std::os::unix::fs::symlink;
    let (place, mut seat) = seat();
    let usb = place.path().join("usb");
    seat.ask("choose_backup_place", json!({}));
    let unread = |seat: &mut Seat, elsewhere: bool| {
        seat.ask("find_backups", json!({"elsewhere": elsewhere}));
        let found = seat.ask("open_backups", json!({"passphrase": PASSPHRASE, "words": ""}));
        assert_eq!(found["backups"].as_array().unwrap().len(), 1, "{found}");
        found["unread"].clone()
    };
    assert_eq!(unread(&mut seat, false), json!([]));

    // No rights keep the root user out, which is who runs this now and then; a link to itself does.
    let shut = |name: &str| {
        let folder = usb.join(name);
        std::fs::create_dir(&folder).unwrap();
        symlink("vault.header", folder.join("vault.header")).unwrap();
        folder
    };
    shut("narvarolots-0192f0c1-7a5e-7c3b-8f00-00000000beef");
    assert_eq!(unread(&mut seat, true), json!([]), "a colleague's");
    let moved = shut("narvarolots-gammal dator");
    let said = json!([{ "folder": moved.to_str(), "code": "vault-disk" }]);
    assert_eq!(unread(&mut seat, true), said);
    assert_eq!(unread(&mut seat, false), said);

    std::fs::remove_dir_all(&usb).unwrap();
    let said = json!([{ "folder": usb.to_str(), "code": "vault-disk" }]);
    assert_eq!(unread(&mut seat, false), said, "a stick in a drawer");
    std::fs::create_dir(&usb).unwrap();
    assert_eq!(unread(&mut seat, false), json!([]));

    // Beside the vault lies a second backup, the list of which is damaged.
    days_later(&seat, 1);
    seat.ask("back_up", json!({}));
    let beside = std::fs::read_dir(place.path().join("vault/backups")).unwrap();
    let shelf = beside.map(|one| one.unwrap().path()).next().unwrap();
    let mut lists: Vec<_> = std::fs::read_dir(&shelf)
        .unwrap()
        .map(|one| one.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "list"))
        .collect();
    lists.sort();
    std::fs::write(&lists[1], "damaged").unwrap();
    // The whole one that went to the stick would do for both.
    for one in std::fs::read_dir(&usb).unwrap() {
        std::fs::remove_dir_all(one.unwrap().path()).unwrap();
    }
    let said = json!([{ "folder": shelf.to_str(), "code": "vault-backup-damaged" }]);
    assert_eq!(unread(&mut seat, false), said);
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
    seat.ask("unlock", json!({"passphrase": PASSPHRASE}));
    assert_eq!(looks(&mut seat), 1, "it was locked, and says so all the same");
    seat.ask("lock", json!({}));
    damage(&place.path().join("vault/vault.db"));
    let refused = seat.refused("unlock", json!({"passphrase": PASSPHRASE}));
    assert!(refused.code.starts_with("vault-database"), "{refused:?}");
    let preview = look(&mut seat, false, 0);
    assert_eq!(preview["compared"], false);
    assert_eq!(seat.ask("restore", json!({}))["missing"], 0);
    assert_eq!(seat.ask("status", json!({}))["state"], "open");
    seat.ask("pages", json!({"document": document}));
    // The look from before went with the damaged vault, whose backup is older.
    assert_eq!(looks(&mut seat), 1);
}

/// How often the trail says that a backup was looked at.
fn looks(seat: &mut Seat) -> usize {
    let trail = seat::key::trail(seat).into_iter();
    trail.filter(|(what, _)| what == "read look_at_backup").count()
}

fn damage(file: &Path) {
    let mut bytes = std::fs::read(file).unwrap();
    bytes[20..400].fill(0);
    std::fs::write(file, bytes).unwrap();
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
    assert_eq!(refused, ["backup-goes-on"; 3]);
    seat.ask("back_up", json!({}));
    look(&mut seat, false, 0);
    seat.ask("restore", json!({}));
}

/// What leaves for the other place is in the trail, once for each run; what stays beside the vault does not flood it.
#[test]
fn the_trail_says_when_the_vault_is_copied_to_another_place() {
    let (place, mut seat) = seat();
    let copies = |seat: &mut Seat| -> Vec<String> {
        let trail = seat::key::trail(seat).into_iter().map(|(what, _)| what);
        trail.filter(|what| what.contains("back_up")).collect()
    };
    seat.ask("back_up_when_due", json!({}));
    assert_eq!(copies(&mut seat), [""; 0]);
    seat.ask("choose_backup_place", json!({}));
    let mut said = vec!["export back_up"];
    assert_eq!(copies(&mut seat), said);
    days_later(&seat, 1);
    seat.ask("back_up_when_due", json!({}));
    seat.ask("back_up_when_due", json!({}));
    said.push("export back_up_when_due");
    assert_eq!(copies(&mut seat), said);
    seat.ask("back_up", json!({}));
    said.extend(["write back_up", "export back_up"]);
    assert_eq!(copies(&mut seat), said);

    // A file in a folder's place fails as a stick that takes nothing does.
    let shelf = std::fs::read_dir(place.path().join("usb"))
        .unwrap()
        .next()
        .unwrap();
    let attachments = shelf.unwrap().path().join("attachments");
    std::fs::remove_dir_all(&attachments).unwrap();
    std::fs::write(&attachments, "").unwrap();
    days_later(&seat, 1);
    seat.ask("back_up_when_due", json!({}));
    said.extend(["export back_up_when_due", "failed back_up_when_due"]);
    assert_eq!(copies(&mut seat), said);
}

/// The passphrase is changed while a backup is made, beside the vault or in the other place: what opened the vault when it
/// began opens nothing afterwards.
#[test]
fn yesterdays_passphrase_does_not_come_back() {
    let other = "en annan lykta i trappan";
    let (place, mut seat) = seat();
    let (usb, out) = (place.path().join("usb"), place.path().join("out"));
    seat.ask("choose_backup_place", json!({}));
    let change_while_sealing = |seat: &Seat, old: &'static str, new: &'static str| {
        let desk = std::sync::Arc::clone(&seat.desk);
        *seat.world.while_sealing.lock().unwrap() = Some(Box::new(move || {
            let ask = |name: &str, told| commands::call(&desk, name, told).unwrap();
            ask("confirm", json!({"passphrase": old}));
            ask(
                "change_passphrase",
                json!({"old": old, "passphrase": new, "again": new}),
            );
        }));
    };
    let headers_are_todays = || {
        let today = std::fs::read(place.path().join("vault/vault.header")).unwrap();
        [place.path().join("vault/backups"), usb.clone()].map(|place| {
            let shelf = std::fs::read_dir(place).unwrap().next().unwrap().unwrap();
            std::fs::read(shelf.path().join("vault.header")).unwrap() == today
        })
    };
    change_while_sealing(&seat, PASSPHRASE, other);
    days_later(&seat, 1);
    assert_eq!(seat.ask("back_up_when_due", json!({})), json!([]));
    assert_eq!(
        headers_are_todays(),
        [true; 2],
        "changed before the other was begun"
    );

    days_later(&seat, 1);
    std::fs::rename(&usb, &out).unwrap();
    seat.ask("back_up_when_due", json!({}));
    std::fs::rename(&out, &usb).unwrap();
    change_while_sealing(&seat, other, PASSPHRASE);
    seat.ask("back_up_when_due", json!({}));
    assert!(seat.world.while_sealing.lock().unwrap().is_none());
    assert_eq!(
        headers_are_todays(),
        [true; 2],
        "changed when it was almost whole"
    );
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
    assert_eq!(
        count(&view["places"][0]),
        before + 1,
        "that one and the day's, and one is thinned as on any day"
    );
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
    let mut library = Seat::at(&place.path().join("Exempelkommun/Elevhälsan/vault"));
    *library.world.synced.lock().unwrap() = vec![place.path().join("OneDrive - Exempelkommun")];
    library.make_vault("mentor");
    assert_eq!(library.ask("back_up_when_due", json!({})), json!(["synced"]));
    seat.ask("choose_backup_place", json!({}));
    *seat.world.free_elsewhere.lock().unwrap() = Some((place.path().join("usb"), 5_000_000));
    assert_eq!(seat.ask("back_up_when_due", json!({})), json!(["other-full"]));
    *seat.world.free_elsewhere.lock().unwrap() = None;
    // A folder for another disk without the disk is no place.
    std::fs::remove_dir_all(place.path().join("usb")).unwrap();
    std::fs::create_dir(place.path().join("usb")).unwrap();
    days_later(&seat, 1);
    assert_eq!(seat.ask("back_up_when_due", json!({})), json!(["gone"]));
    assert_eq!(std::fs::read_dir(place.path().join("usb")).unwrap().count(), 0);
    let other = seat.ask("backups", json!({}))["places"][1].clone();
    assert_eq!((&other["there"], &other["gone"]), (&json!(false), &json!(true)));
    seat.ask("confirm", json!({"passphrase": PASSPHRASE}));
    let chosen = seat.ask("choose_backup_place", json!({}));
    assert_eq!(
        (&chosen["warnings"], count(&chosen["places"][1])),
        (&json!([]), 1),
        "whoever shows the place again has a backup there"
    );
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
    let backups = seat.ask("open_backups", open())["backups"].clone();
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
    let backups = seat.ask("open_backups", open())["backups"].clone();
    let drill = seat.ask("drill_backup", json!({"backup": backups[0]["id"]}));
    assert_eq!((&drill["missing"], &drill["passed"]), (&json!(1), &json!(false)));
    let warned = seat.ask("back_up_when_due", json!({}));
    assert_eq!(
        warned,
        json!(["old", "drill"]),
        "none is made while one is chosen"
    );
    seat.ask("leave_restoring", json!({}));
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
