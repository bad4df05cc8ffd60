//! A vault whose owner has left and whose computer is gone: made anew of a backup by the holders of the municipality's key,
//! and given to a new owner.
#![allow(clippy::unwrap_used, clippy::panic)] // clippy excuses test functions, not what they share

mod seat;

use std::fs;
use std::path::{Path, PathBuf};

use chrono::TimeDelta;
use seat::backups::completed;
use seat::key::{Made, NEW, begin_new_owner, ceremony, give_settings, joined, proof, share, trail};
use seat::{PASSPHRASE, Seat};
use serde_json::{Value, json};
use tempfile::TempDir;

/// A shared drive with the backups of colleagues whose municipality can open their vaults.
struct Drive {
    place: TempDir,
    made: Made,
}

impl Drive {
    fn new() -> Self {
        let place = TempDir::new().unwrap();
        fs::create_dir(place.path().join("drive")).unwrap();
        let made = ceremony(place.path(), 0, true);
        Self { place, made }
    }

    fn path(&self) -> PathBuf {
        self.place.path().join("drive")
    }

    fn vault(&self, name: &str) -> PathBuf {
        self.place.path().join(name)
    }

    /// A vault with a document, and a backup of it on the drive; the document.
    fn colleague(&self, name: &str) -> (Seat, Value) {
        let mut seat = Seat::at(&self.vault(name));
        seat.world.begin_random(name.len() as u64);
        // The invented world's randomness repeats itself, its clock does not.
        *seat.world.ahead.lock().unwrap() = TimeDelta::days(name.len() as i64);
        give_settings(&seat, &self.made.settings);
        seat.make_vault_of(name, "mentor");
        let document = completed(&mut seat, "Astrid Almgren");
        *seat.world.folder.lock().unwrap() = Some(self.path());
        seat.ask("choose_backup_place", json!({}));
        (seat, document)
    }

    /// The holders at a computer where the vault would lie in this folder, having given their shares.
    fn holders(&self, folder: &Path) -> Seat {
        let mut seat = Seat::at(folder);
        *seat.world.ahead.lock().unwrap() = TimeDelta::days(100);
        *seat.world.folder.lock().unwrap() = Some(self.path());
        let begun = seat.ask("begin_rescue_from_backups", json!({}));
        assert_eq!(
            (joined(&begun["key"]), &begun["from_backups"]),
            (self.made.words.clone(), &json!(true))
        );
        assert_eq!(
            seat.refused("rescue_backups", json!({})).code,
            "vault-share-too-few"
        );
        for (holder, number) in [("Anna Ek", 1), ("Bo Al", 0)] {
            seat.ask("give_share", share(holder, &self.made.shares[number]));
        }
        seat
    }
}

fn restoring(backup: &Value, reason: &str) -> Value {
    json!({"backup": backup["id"], "reason": reason})
}

#[test]
fn a_vault_whose_computer_is_gone_is_recovered_by_two() {
    let drive = Drive::new();
    let (seat, document) = drive.colleague("Birgitta Ek");
    drop(seat);
    drop(drive.colleague("Åsa Björklund"));
    fs::remove_dir_all(drive.vault("Birgitta Ek")).unwrap();

    let new = drive.vault("new computer");
    let mut seat = drive.holders(&new);
    let backups = seat.ask("rescue_backups", json!({}))["backups"].clone();
    let owners: Vec<&Value> = backups
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["owner"])
        .collect();
    assert_eq!(owners, ["Birgitta Ek", "Åsa Björklund"]);
    assert_eq!(
        (&backups[0]["pupils"], &backups[0]["papers"]),
        (&json!(1), &json!(1))
    );
    assert!(
        !fs::exists(new.join("vault.db")).unwrap(),
        "looking makes no vault"
    );
    let unsaid = seat.refused("restore_rescued", restoring(&backups[0], " "));
    assert_eq!(unsaid.problems[0].field, "reason");
    let other = seat.refused("restore_rescued", restoring(&json!({"id": "none"}), "KS 1"));
    assert_eq!(other.code, "not-found");
    let direct = seat.refused("open_rescued", json!({"reason": "KS 1"}));
    assert_eq!(direct.code, "nothing-begun", "there is no vault to open yet");

    let view = seat.ask("restore_rescued", restoring(&backups[0], "KS 2026/12"));
    assert_eq!(view["opened"], true);
    assert_eq!(
        seat.refused("pupils", json!({"search": ""})).code,
        "locked",
        "nothing is shown yet"
    );
    assert_eq!(
        seat.refused("restore_rescued", restoring(&backups[0], "KS 2026/12"))
            .code,
        "nothing-begun",
        "the shares are gone from memory"
    );
    let offer = begin_new_owner(&mut seat);
    let status = seat.ask("finish_new_owner", proof(&offer));
    assert_eq!(
        (&status["state"], &status["owner"]),
        (&json!("open"), &json!("Nils Ny"))
    );
    seat.ask("pages", json!({"document": document}));
    let trail = trail(&mut seat);
    let why = "del 1: Bo Al, del 2: Anna Ek. Grund: KS 2026/12";
    for what in ["open restore_rescued", "keys finish_new_owner"] {
        assert!(trail.contains(&(what.into(), why.into())), "{what}: {trail:?}");
    }
    let at = |what: &str| trail.iter().position(|(done, _)| done == what).unwrap();
    assert!(at("open restore_rescued") < at("keys finish_new_owner"));
    seat.ask("lock", json!({}));
    let old = seat.refused("unlock", json!({"passphrase": PASSPHRASE}));
    assert_eq!(old.code, "vault-wrong-passphrase");
    *seat.world.ahead.lock().unwrap() += TimeDelta::minutes(1);
    assert_eq!(seat.ask("unlock", json!({"passphrase": NEW}))["owner"], "Nils Ny");
}

/// A copy of the folder from before another owner opens nothing that came after, and hides nothing of it.
#[test]
fn backups_from_before_and_after_another_owner_are_all_offered() {
    let drive = Drive::new();
    let (seat, _) = drive.colleague("Birgitta Ek");
    drop(seat);
    let shelf = fs::read_dir(drive.path())
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let mut seat = drive.holders(&drive.vault("new computer"));
    let backup = seat.ask("rescue_backups", json!({}))["backups"][0].clone();
    seat.ask("restore_rescued", restoring(&backup, "KS 2026/12"));
    let offer = begin_new_owner(&mut seat);
    seat.ask("finish_new_owner", proof(&offer));
    // So many that a drive gives one of them before the present one, in whatever order it gives them.
    for name in 0..8 {
        seat::copy(&shelf, &shelf.with_added_extension(name.to_string()));
    }
    seat.ask("choose_backup_place", json!({}));
    drop(seat);

    let mut seat = drive.holders(&drive.vault("a third computer"));
    let found = seat.ask("rescue_backups", json!({}));
    assert_eq!(found["unread"], json!([]));
    let backups = found["backups"].as_array().unwrap();
    let made: Vec<&Value> = backups.iter().map(|one| &one["made"]).collect();
    assert_eq!(made, ["2027-03-01 12.00", "2026-12-02 12.00"], "each once");
    let view = seat.ask("restore_rescued", restoring(&backups[0], "KS 2027/1"));
    assert_eq!(view["opened"], true);
}

/// What could not be read is said, with where it lies: the backup that is missed may be there.
#[test]
fn a_damaged_shelf_hides_no_other_and_is_not_hidden() {
    let drive = Drive::new();
    for name in ["Birgitta Ek", "Åsa Björklund", "Omar Haddad Ek"] {
        drop(drive.colleague(name).0);
    }
    let mut shelves: Vec<PathBuf> = fs::read_dir(drive.path())
        .unwrap()
        .map(|one| one.unwrap().path())
        .collect();
    shelves.sort();
    fs::write(shelves[0].join("vault.header"), "damaged").unwrap();
    let list = fs::read_dir(&shelves[1])
        .unwrap()
        .map(|one| one.unwrap().path())
        .find(|path| path.extension().is_some_and(|ending| ending == "list"))
        .unwrap();
    fs::write(list, "damaged").unwrap();
    let mut seat = drive.holders(&drive.vault("new computer"));
    let found = seat.ask("rescue_backups", json!({}));
    assert_eq!(found["backups"].as_array().unwrap().len(), 1, "{found}");
    let unread = found["unread"].as_array().unwrap();
    let said: Vec<(&str, &str)> = unread
        .iter()
        .map(|one| (one["folder"].as_str().unwrap(), one["code"].as_str().unwrap()))
        .collect();
    let folder = |at: usize| shelves[at].to_str().unwrap();
    assert_eq!(
        said,
        [
            (folder(0), "vault-header-damaged"),
            (folder(1), "vault-backup-damaged")
        ]
    );
}

#[cfg(unix)]
#[test]
fn a_shelf_that_is_passed_over_is_said() {
    use std::os::unix::fs::symlink;
    let drive = Drive::new();
    let (owner, _) = drive.colleague("Birgitta Ek");
    drop(owner);
    let shelves = || fs::read_dir(drive.path()).unwrap().map(|one| one.unwrap().path());
    let own = shelves().next().unwrap();
    drop(drive.colleague("Åsa Björklund").0);
    let unread = shelves().find(|path| *path != own).unwrap();
    // No rights keep the root user out, which is who runs this now and then; a link to itself does.
    fs::remove_file(unread.join("vault.header")).unwrap();
    symlink("vault.header", unread.join("vault.header")).unwrap();
    let mut seat = drive.holders(&drive.vault("new computer"));
    let found = seat.ask("rescue_backups", json!({}));
    assert_eq!(found["backups"][0]["owner"], "Birgitta Ek");
    let said = json!([{ "folder": unread.to_str(), "code": "vault-disk" }]);
    assert_eq!(found["unread"], said);

    fs::remove_dir_all(own).unwrap();
    let begun = seat.refused("begin_rescue_from_backups", json!({}));
    assert_eq!(begun.code, "vault-disk", "and not that there is none");
}

#[test]
fn a_vault_that_can_be_opened_is_not_made_anew() {
    let drive = Drive::new();
    let (mut owner, document) = drive.colleague("Birgitta Ek");
    assert_eq!(
        owner.refused("begin_rescue_from_backups", json!({})).code,
        "vault-is-open"
    );
    drop(owner);
    let here = drive.vault("Birgitta Ek");
    let mut seat = drive.holders(&here);
    let backup = seat.ask("rescue_backups", json!({}))["backups"][0].clone();
    let refused = seat.refused("restore_rescued", restoring(&backup, "KS 1"));
    assert_eq!(refused.code, "vault-to-be-opened");
    assert_eq!(
        seat.ask("unlock", json!({"passphrase": PASSPHRASE}))["owner"],
        "Birgitta Ek"
    );
    seat.ask("lock", json!({}));

    // One that is damaged is put aside.
    fs::write(here.join("vault.db"), [7; 40_000]).unwrap();
    let mut seat = drive.holders(&here);
    let backup = seat.ask("rescue_backups", json!({}))["backups"][0].clone();
    assert_eq!(
        seat.ask("restore_rescued", restoring(&backup, "KS 1"))["opened"],
        true
    );
    assert!(fs::exists(here.join("vault.damaged")).unwrap());

    // Who gives up here leaves the vault as it was backed up, with who opened it in its trail.
    seat.ask("end_rescue", json!({}));
    seat.ask("unlock", json!({"passphrase": PASSPHRASE}));
    seat.ask("pages", json!({"document": document}));
    let opened = trail(&mut seat)
        .into_iter()
        .find(|(what, _)| what == "open restore_rescued");
    assert_eq!(opened.unwrap().1, "del 1: Bo Al, del 2: Anna Ek. Grund: KS 1");
}

#[test]
fn what_cannot_be_done_is_said_in_its_own_words() {
    let drive = Drive::new();
    let mut seat = Seat::at(&drive.vault("new"));
    assert_eq!(
        seat.ask("begin_rescue_from_backups", json!({})),
        Value::Null,
        "nobody chose a folder"
    );
    *seat.world.folder.lock().unwrap() = Some(drive.path());
    assert_eq!(
        seat.refused("begin_rescue_from_backups", json!({})).code,
        "vault-backup-none"
    );
    let mut without = Seat::at(&drive.vault("without"));
    without.make_vault("mentor");
    *without.world.folder.lock().unwrap() = Some(drive.path());
    without.ask("choose_backup_place", json!({}));
    drop(without);
    assert_eq!(
        seat.refused("begin_rescue_from_backups", json!({})).code,
        "vault-no-municipality-key"
    );

    drop(drive.colleague("Birgitta Ek"));
    let mut seat = drive.holders(&drive.vault("without"));
    let backup = seat.ask("rescue_backups", json!({}))["backups"][0].clone();
    let other = seat.refused("restore_rescued", restoring(&backup, "KS 1"));
    assert_eq!(
        other.code, "vault-backup-of-another",
        "another's vault is never written over"
    );

    let mut seat = drive.holders(&drive.vault("new"));
    *seat.world.ahead.lock().unwrap() += TimeDelta::minutes(15);
    let left = seat.refused("restore_rescued", restoring(&backup, "KS 1"));
    assert_eq!(left.code, "nothing-begun", "whoever came by does not go on");
}
