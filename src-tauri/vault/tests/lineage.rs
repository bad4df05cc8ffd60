//! What becomes of the audit trail when a backup is put in a vault's place, and what is said where it loses entries.

#![allow(clippy::unwrap_used)] // a test program says what failed by panicking

#[allow(dead_code)] // the other test programs use more of it
mod common;

use std::fs;
use std::path::Path;

use common::backups::{Made, put};
use common::{at, counting, open};
use vault::{Act, Chest, Error, Lineage, NewEntry, Shelf, Subject, TrailCheck, TrailFault, Vault, Write};

fn entry(second: i64, command: &str) -> NewEntry<'_> {
    NewEntry {
        at: at(second),
        act: Act::Write,
        command,
        subject: Subject::default(),
        why: None,
        follows: None,
    }
}

/// Adds so many entries.
fn go_on(vault: &Vault, entries: i64) {
    let add = |write: &Write, second| write.trail_mut().add(&entry(second, "case"));
    for second in 0..entries {
        vault.write(|write| add(write, second)).unwrap();
    }
}

fn restore(made: &Made, chest: &Chest, seconds: i64) -> (Lineage, Vault) {
    restore_at(made, chest, (seconds, 5000 + seconds))
}

fn restore_at(made: &Made, chest: &Chest, (seconds, saved): (i64, i64)) -> (Lineage, Vault) {
    let folder = made.folder();
    let mut staged = chest.stage(at(seconds), &folder).unwrap();
    let mut present = chest.present(&folder).unwrap();
    let on = || Ok::<_, Error>(());
    let shelf = Shelf::of(&made.backups(), chest.vault());
    present.save(&shelf, at(saved), &mut counting(), &on).unwrap();
    let lineage = staged.carry_trail(&present).unwrap();
    staged
        .write(|write| write.trail_mut().add(&entry(9000, "restore")))
        .unwrap();
    staged.bring_back(chest, &present, &on).unwrap();
    (lineage, staged.install(chest, present).unwrap())
}

fn told(lineage: &Lineage) -> (bool, u64, u64, bool) {
    (lineage.continues, lineage.known, lineage.kept, lineage.is_cut())
}

fn whole(vault: &Vault, entries: u64) {
    let check = vault.check_trail().unwrap();
    assert_eq!(check, TrailCheck { entries, fault: None });
}

fn copy_to(from: &Path, to: &Path) {
    for name in ["vault.db", "vault.trail"] {
        fs::copy(from.join(name), to.join(name)).unwrap();
    }
}

#[test]
fn check() {
    let made = Made::new();
    let vault = open(&made.folder());
    go_on(&vault, 3);
    made.back_up(&vault, 0);
    go_on(&vault, 4);
    drop(vault);
    let chest = made.chest(&made.folder()).unwrap();
    let (lineage, vault) = restore(&made, &chest, 0);
    assert_eq!(told(&lineage), (true, 7, 7, false), "all of it is kept");
    whole(&vault, 8);
    drop(vault);
    whole(&open(&made.folder()), 8);

    // The newer backup over the older vault, which has gone on: nothing is missing either.
    let (lineage, vault) = restore(&made, &chest, 5000);
    assert_eq!(told(&lineage), (true, 8, 8, false));
    whole(&vault, 9);
}

#[test]
fn a_copy_that_was_put_in_the_vaults_place_is_told_from_a_vault_that_went_on() {
    let made = Made::new();
    let older = tempfile::tempdir().unwrap();
    let vault = open(&made.folder());
    go_on(&vault, 3);
    drop(vault);
    copy_to(&made.folder(), older.path());
    let vault = open(&made.folder());
    go_on(&vault, 4);
    made.back_up(&vault, 0);
    drop(vault);
    let chest = made.chest(&made.folder()).unwrap();

    copy_to(older.path(), &made.folder());
    let (lineage, vault) = restore(&made, &chest, 0);
    assert_eq!(told(&lineage), (false, 3, 3, false), "the backup has all of it");
    whole(&vault, 8);
    drop(vault);

    copy_to(older.path(), &made.folder());
    let vault = open(&made.folder());
    go_on(&vault, 2);
    drop(vault);
    let (lineage, vault) = restore_at(&made, &chest, (0, 6000));
    assert_eq!(
        told(&lineage),
        (false, 5, 5, false),
        "what it did is what was done"
    );
    whole(&vault, 8);
    drop(vault);

    copy_to(older.path(), &made.folder());
    let vault = open(&made.folder());
    vault
        .write(|write| write.trail_mut().add(&entry(77, "another way")))
        .unwrap();
    drop(vault);
    let (lineage, vault) = restore_at(&made, &chest, (0, 7000));
    assert_eq!(
        told(&lineage),
        (false, 4, 3, true),
        "one entry is in no backup that is older"
    );
    whole(&vault, 8);
}

#[test]
fn what_is_lost_with_a_damaged_vault_is_counted() {
    let made = Made::new();
    let vault = open(&made.folder());
    go_on(&vault, 3);
    made.back_up(&vault, 0);
    go_on(&vault, 40);
    drop(vault);
    let chest = made.chest(&made.folder()).unwrap();
    let database = made.folder().join("vault.db");
    fs::write(&database, b"nothing that could be read").unwrap();
    let (lineage, vault) = restore(&made, &chest, 0);
    assert_eq!(told(&lineage), (false, 43, 3, true), "by what lies beside it");
    whole(&vault, 4);
    drop(vault);
    fs::remove_file(made.folder().join("vault.trail")).unwrap();
    let fault = open(&made.folder()).check_trail().unwrap().fault;
    assert_eq!(
        fault,
        Some(TrailFault::Unanchored),
        "the check is no weaker for it"
    );
}

/// Interrupted before the database was replaced, and after.
#[test]
fn the_anchor_comes_with_its_trail_and_not_before() {
    let made = Made::new();
    let vault = open(&made.folder());
    go_on(&vault, 3);
    made.back_up(&vault, 0);
    go_on(&vault, 4);
    drop(vault);
    let chest = made.chest(&made.folder()).unwrap();
    let before = tempfile::tempdir().unwrap();
    copy_to(&made.folder(), before.path());
    fs::write(made.folder().join("vault.db"), b"nothing that could be read").unwrap();
    drop(restore(&made, &chest, 0));
    let after = tempfile::tempdir().unwrap();
    copy_to(&made.folder(), after.path());
    let (next, trail) = (
        made.folder().join("vault.trail.next"),
        made.folder().join("vault.trail"),
    );

    copy_to(before.path(), &made.folder());
    fs::copy(after.path().join("vault.trail"), &next).unwrap();
    whole(&open(&made.folder()), 7);
    assert!(!next.exists());

    fs::copy(after.path().join("vault.db"), made.folder().join("vault.db")).unwrap();
    fs::copy(before.path().join("vault.trail"), &trail).unwrap();
    fs::copy(after.path().join("vault.trail"), &next).unwrap();
    whole(&open(&made.folder()), 4);
    assert!(!next.exists());
    put(&open(&made.folder()), 9, "Nils Ek");
}
