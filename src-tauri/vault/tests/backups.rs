//! Backups made, thinned and opened.

#![allow(clippy::unwrap_used)] // a test program says what failed by panicking

#[allow(dead_code)] // the other test programs use more of it
mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use common::backups::{Made, files, keep, names, put, put_paper};
use common::{at, counting, create_by, open, passphrase};
use vault::{
    Attached, BackupError, Chest, Contents, DecisionId, Disposal, FolderError, HeaderError, KdfCost, Key,
    Passphrase, Shelf, UnlockError, Vault,
};

#[test]
fn check() {
    let made = Made::new();
    let vault = open(&made.folder());
    let backup = made.back_up(&vault, 0);
    let contents = Contents {
        pupils: 1,
        cases: 1,
        papers: 1,
    };
    assert_eq!(
        (backup.at, backup.contents, backup.unreadable),
        (at(0), contents, 0)
    );

    put(&vault, 2, "Bo Ek");
    let paper = put_paper(&vault, b"another paper");
    made.back_up(&vault, 60);
    put(&vault, 3, "Cecilia Dal");
    let times: Vec<_> = made.shelf().times().unwrap();
    assert_eq!(times, [at(0), at(60)]);

    let chest = made.chest(&made.folder()).unwrap();
    let pupils: Vec<_> = chest
        .backups()
        .unwrap()
        .iter()
        .map(|one| one.contents.pupils)
        .collect();
    assert_eq!(pupils, [2, 1], "the newest first");
    let mut staged = chest.stage(at(60), &made.folder()).unwrap();
    let seen = staged.read(|read| read.pupils().all()).unwrap();
    assert_eq!(seen.len(), 2, "seen before it is brought back");
    let refused = chest.present(&made.folder()).err();
    assert_eq!(
        refused,
        Some(FolderError::InUse.into()),
        "never under an open vault"
    );
    drop(staged);
    assert_eq!(names(&vault).len(), 3, "looking changes nothing");
    drop(vault);

    let vault = made.restore(&chest, &made.folder(), 60);
    assert_eq!(names(&vault), ["Astrid Almgren", "Bo Ek"]);
    assert_eq!(
        vault.attachment(&paper.name).unwrap().as_slice(),
        b"another paper"
    );
    vault.check().unwrap();
    drop(vault);
    assert_eq!(names(&open(&made.folder())).len(), 2);
    let left = files(&made.folder());
    let left = left
        .iter()
        .filter(|path| path.extension().is_some_and(|e| e != "lock"));
    let left: Vec<_> = left
        .map(|path| path.file_name().unwrap().to_string_lossy())
        .collect();
    assert_eq!(
        left,
        ["vault.db", "vault.header", "vault.trail"],
        "nothing is left behind"
    );
}

#[test]
fn a_lost_computer_costs_nothing() {
    let made = Made::new();
    let mut vault = open(&made.folder());
    made.back_up(&vault, 0);
    // The passphrase is changed, and the next backup carries the change to the old ones.
    let other = Passphrase::new("en annan lykta i trappan").unwrap();
    let key = Key::Passphrase(&passphrase());
    vault
        .change_passphrase(&key, &other, KdfCost::for_tests(), at(1), &mut counting())
        .unwrap();
    made.back_up(&vault, 60);
    let id = vault.id();
    drop(vault);
    fs::remove_dir_all(made.folder()).unwrap();

    for key in [Key::Passphrase(&other), Key::Recovery(&made.words)] {
        let fresh = tempfile::tempdir().unwrap();
        let folder = fresh.path().join("vault");
        let chest = Chest::open(&[made.shelf()], &folder, &key, at(0)).unwrap();
        assert!(!Vault::exists(&folder));
        let vault = made.restore(&chest, &folder, 0);
        assert_eq!(
            (vault.id(), names(&vault)),
            (id, vec!["Astrid Almgren".to_owned()])
        );
        drop(vault);
        assert!(Vault::open(&folder, &Key::Passphrase(&other), at(0)).is_ok());
    }
    let fresh = tempfile::tempdir().unwrap();
    let wrong = || made.chest(fresh.path()).err();
    assert_eq!(wrong(), Some(UnlockError::WrongPassphrase.into()));
    for _ in 0..3 {
        wrong();
    }
    assert_eq!(
        wrong(),
        Some(UnlockError::Wait(2).into()),
        "guessing is slowed here too"
    );
}

#[test]
fn the_header_of_a_backup_comes_from_memory() {
    let made = Made::new();
    let vault = open(&made.folder());
    made.back_up(&vault, 0);
    fs::write(made.folder().join("vault.header"), "damaged").unwrap();
    made.back_up(&vault, 60);
    assert!(
        made.chest(&made.folder()).is_ok(),
        "the good one is not written over"
    );
}

#[test]
fn a_folder_that_cannot_be_read_loses_nothing() {
    let made = Made::new();
    let vault = open(&made.folder());
    made.back_up(&vault, 0);
    let shelf = Shelf::of(&made.backups(), vault.id());
    let folder = files(&made.backups()).remove(0);
    let before = files(&folder);
    // None of those that are asked about is kept: whoever asks has got it wrong.
    shelf.thin(&vault.copier(), |_| BTreeSet::new()).unwrap();
    assert_eq!(files(&folder), before);
    // A file where the folder was fails as a place does that is taken away.
    fs::rename(&folder, made.place.path().join("away")).unwrap();
    fs::write(&folder, "").unwrap();
    assert!(shelf.times().is_err());
    assert!(shelf.thin(&vault.copier(), |_| [at(0)].into()).is_err());
    assert!(vault.copier().begin(&shelf, at(60)).is_err());
    fs::remove_file(&folder).unwrap();
    fs::rename(made.place.path().join("away"), &folder).unwrap();
    assert_eq!(files(&folder), before);

    // One that is damaged keeps itself and every file for as long as a whole one would, and counts for nothing.
    made.back_up(&vault, 60);
    fs::write(folder.join("20270115T080000Z.list"), "damaged").unwrap();
    made.back_up(&vault, 120);
    let attachments = folder.join("attachments");
    fs::write(attachments.join("0".repeat(64)), "of the damaged one").unwrap();
    let copier = vault.copier();
    shelf.thin(&copier, |_| [at(0), at(120)].into()).unwrap();
    assert_eq!(shelf.times().unwrap(), [at(0), at(120)]);
    shelf.thin(&copier, |_| [at(0)].into()).unwrap();
    assert_eq!(shelf.times().unwrap(), [at(0), at(120)], "a whole one is left");
    assert_eq!(files(&attachments).len(), 2);
    shelf.thin(&copier, |_| [at(120)].into()).unwrap();
    assert_eq!(
        (shelf.times().unwrap(), files(&attachments).len()),
        (vec![at(120)], 1)
    );
}

#[test]
fn a_locked_vault_is_not_copied() {
    let made = Made::new();
    let vault = open(&made.folder());
    let copier = vault.copier();
    let shelf = Shelf::of(&made.backups(), vault.id());
    drop(vault);
    assert_eq!(
        copier.begin(&shelf, at(0)).err(),
        Some(BackupError::Stopped.into())
    );
    let vault = open(&made.folder());
    let copier = vault.copier();
    let mut copying = copier.begin(&shelf, at(0)).unwrap();
    drop(vault);
    assert_eq!(copying.step().err(), Some(BackupError::Stopped.into()));
    drop(copying);
    assert!(shelf.times().unwrap().is_empty());
    let left = files(&files(&made.backups()).remove(0));
    assert!(
        !left
            .iter()
            .any(|path| path.extension().is_some_and(|e| e == "db"))
    );
}

#[test]
fn every_shelf_of_the_vault_is_looked_at() {
    let made = Made::new();
    let mut vault = open(&made.folder());
    let stick = made.place.path().join("stick");
    let on_stick = Shelf::of(&stick, vault.id());
    vault
        .copier()
        .begin(&on_stick, at(0))
        .unwrap()
        .finish(&mut counting())
        .unwrap();
    let other = Passphrase::new("en annan lykta i trappan").unwrap();
    vault
        .change_passphrase(
            &Key::Passphrase(&passphrase()),
            &other,
            KdfCost::for_tests(),
            at(1),
            &mut counting(),
        )
        .unwrap();
    made.back_up(&vault, 60);
    drop(vault);
    let shelves = [on_stick.clone(), made.shelf()];
    let key = Key::Passphrase(&other);
    let chest = Chest::open(&shelves, &made.folder(), &key, at(0)).unwrap();
    let times: Vec<_> = chest.backups().unwrap().iter().map(|backup| backup.at).collect();
    assert_eq!(
        times,
        [at(60), at(0)],
        "the stick's too, which has yesterday's header"
    );
    drop(chest.stage(at(0), &made.folder()).unwrap());
    let old = Key::Passphrase(&passphrase());
    let alone = |folder: &std::path::Path, key: &Key| Chest::open(&shelves[..1], folder, key, at(0)).err();
    assert_eq!(alone(&made.folder(), &key), None, "by what opens the vault today");
    let wrong = Some(UnlockError::WrongPassphrase.into());
    assert_eq!(alone(&made.folder(), &old), wrong, "which yesterday's does not");
    let fresh = tempfile::tempdir().unwrap();
    assert_eq!(
        alone(fresh.path(), &old),
        None,
        "on another computer there is only the stick's"
    );
    assert_eq!(alone(fresh.path(), &key), wrong);
}

#[test]
fn another_vaults_backups_clear_no_count() {
    let (made, other) = (Made::new(), tempfile::tempdir().unwrap());
    let theirs = create_by(
        &other.path().join("vault"),
        "Omar Haddad",
        |bytes: &mut [u8]| bytes.fill(9),
    );
    let shelf = Shelf::of(&other.path().join("backups"), theirs.0.id());
    theirs
        .0
        .copier()
        .begin(&shelf, at(0))
        .unwrap()
        .finish(&mut counting())
        .unwrap();
    made.back_up(&open(&made.folder()), 0);
    let wrong = Passphrase::typed("fel");
    let guess = || {
        Vault::open(&made.folder(), &Key::Passphrase(&wrong), at(0))
            .err()
            .unwrap()
    };
    for _ in 0..3 {
        assert_eq!(guess(), UnlockError::WrongPassphrase.into());
    }
    let none = Chest::open(&[], &made.folder(), &Key::Passphrase(&wrong), at(0)).err();
    assert_eq!(none, Some(BackupError::None.into()), "and nothing is counted");
    let shelves = [shelf, made.shelf()];
    let chest = Chest::open(
        &shelves[..1],
        &made.folder(),
        &Key::Passphrase(&passphrase()),
        at(0),
    )
    .unwrap();
    assert_eq!(shelves.each_ref().map(|shelf| chest.holds(shelf)), [true, false]);
    assert_eq!(guess(), UnlockError::Wait(2).into());
}

#[test]
fn what_is_thinned_takes_its_files_along() {
    let made = Made::new();
    let vault = open(&made.folder());
    keep(&vault, b"of no paper", counting());
    let gone = put_paper(&vault, b"soon disposed of");
    made.back_up(&vault, 0);
    dispose(&vault, &gone);
    made.back_up(&vault, 60);
    let folder = Shelf::of(&made.backups(), vault.id());
    let papers = || {
        let shelf = files(&made.backups()).remove(0);
        files(&shelf.join("attachments")).len()
    };
    assert_eq!(papers(), 2);
    folder.thin(&vault.copier(), |_| [at(0), at(60)].into()).unwrap();
    assert_eq!(papers(), 2, "a backup that is kept keeps its files");
    folder.thin(&vault.copier(), |_| [at(60)].into()).unwrap();
    assert_eq!((folder.times().unwrap(), papers()), (vec![at(60)], 1));
}

#[test]
fn a_torn_backup_is_none() {
    let made = Made::new();
    let vault = open(&made.folder());
    let shelf = Shelf::of(&made.backups(), vault.id());
    drop(vault.copier().begin(&shelf, at(0)).unwrap());
    assert!(shelf.times().unwrap().is_empty());
    assert_eq!(Shelf::found(&made.backups()).unwrap(), [], "nothing to restore");
    made.back_up(&vault, 60);
    let database = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "db");
    let folder = files(&made.backups()).remove(0);
    assert_eq!(files(&folder).iter().filter(|path| database(path)).count(), 1);
    drop(vault);

    // Every byte of the list, and the first of every page.
    let chest = made.chest(&made.folder()).unwrap();
    for path in files(&folder) {
        let step = match path.extension().and_then(|ending| ending.to_str()) {
            Some("list") => 1,
            Some("db") => 4096,
            _ => continue,
        };
        let whole = fs::read(&path).unwrap();
        for place in (0..whole.len()).step_by(step) {
            let mut torn = whole.clone();
            torn[place] ^= 1;
            fs::write(&path, torn).unwrap();
            let refused = chest.stage(at(60), &made.folder()).err();
            assert_eq!(refused, Some(BackupError::Damaged.into()), "{place}");
        }
        fs::write(&path, whole).unwrap();
    }
    // Today's list under yesterday's name.
    let list = files(&folder)
        .into_iter()
        .find(|path| path.ends_with("20270115T080100Z.list"));
    fs::copy(list.unwrap(), folder.join("20270114T080100Z.list")).unwrap();
    assert_eq!(chest.backups().unwrap().len(), 1);
    assert!(chest.stage(at(60), &made.folder()).is_ok());
}

#[test]
fn a_list_without_its_database_counts_for_nothing() {
    let made = Made::new();
    let vault = open(&made.folder());
    made.back_up(&vault, 0);
    made.back_up(&vault, 60);
    let folder = files(&made.backups()).remove(0);
    let newest = folder.join("20270115T080100Z.db");
    fs::remove_file(&newest).unwrap();
    let shelf = made.shelf();
    assert_eq!(shelf.times().unwrap(), [at(0)]);
    let asked = |times: &[_]| {
        assert_eq!(times, [at(0)], "it takes no other's place");
        times.iter().copied().collect()
    };
    shelf.thin(&vault.copier(), asked).unwrap();
    made.back_up(&vault, 120);
    assert_eq!(shelf.times().unwrap(), [at(0), at(120)]);
    assert!(!newest.with_extension("list").exists());
}

#[test]
fn two_computers_with_the_same_vault_wait_for_each_other() {
    let made = Made::new();
    let vault = open(&made.folder());
    let other = tempfile::tempdir().unwrap();
    for name in ["vault.db", "vault.header", "vault.trail"] {
        fs::copy(made.folder().join(name), other.path().join(name)).unwrap();
    }
    made.back_up(&vault, 0);
    let there = open(other.path());
    let shelf = made.shelf();
    let (copier, theirs) = (vault.copier(), there.copier());
    let copying = copier.begin(&shelf, at(60)).unwrap();
    let in_use = Some(BackupError::InUse.into());
    assert_eq!(theirs.begin(&shelf, at(60)).err(), in_use);
    assert_eq!(shelf.thin(&theirs, |_| [at(0)].into()).err(), in_use);
    copying.finish(&mut counting()).unwrap();
    let copying = theirs.begin(&shelf, at(60)).unwrap();
    copying.finish(&mut counting()).unwrap();
    assert_eq!(shelf.times().unwrap(), [at(0), at(60), at(61)]);

    // Where a drive has no locks: a file that was there is gone before the list is written.
    let paper = put_paper(&vault, b"a paper that another tidied away");
    let mut copying = copier.begin(&shelf, at(120)).unwrap();
    while copying.step().unwrap() {}
    let attachments = files(&made.backups()).remove(0).join("attachments");
    fs::remove_file(attachments.join(paper.name.to_string())).unwrap();
    assert_eq!(copying.finish(&mut counting()).err(), in_use);
    assert_eq!(shelf.times().unwrap().len(), 3, "it counts for nothing");
}

#[test]
fn a_header_of_yesterday_is_told_from_todays() {
    let made = Made::new();
    let mut vault = open(&made.folder());
    made.back_up(&vault, 0);
    let shelf = made.shelf();
    assert!(shelf.opens_as_today(&vault.header_bytes()).unwrap());
    let other = Passphrase::new("en annan lykta i trappan").unwrap();
    let key = Key::Passphrase(&passphrase());
    vault
        .change_passphrase(&key, &other, KdfCost::for_tests(), at(1), &mut counting())
        .unwrap();
    assert!(!shelf.opens_as_today(&vault.header_bytes()).unwrap());
}

/// Who types the right passphrase waits for nobody because a header is damaged; who types a wrong one does.
#[test]
fn a_damaged_header_makes_no_passphrase_wrong() {
    let made = Made::new();
    let vault = open(&made.folder());
    made.back_up(&vault, 0);
    drop(vault);
    let (mine, other) = (made.shelf(), Passphrase::new("en annan lykta i trappan").unwrap());
    let theirs = {
        let random = |bytes: &mut [u8]| bytes.fill(9);
        let (mut vault, _) = create_by(&made.place.path().join("theirs"), "Omar Haddad", random);
        let key = Key::Passphrase(&passphrase());
        let cost = KdfCost::for_tests();
        vault
            .change_passphrase(&key, &other, cost, at(1), &mut counting())
            .unwrap();
        made.back_up(&vault, 0);
        Shelf::of(&made.backups(), vault.id())
    };
    fs::write(mine.path().join("vault.header"), "damaged").unwrap();
    let shelves = [mine, theirs];
    let opened = |folder: &PathBuf, typed: &Passphrase| {
        Chest::open(&shelves, folder, &Key::Passphrase(typed), at(0)).map(|chest| chest.vault())
    };

    let fresh = made.place.path().join("fresh");
    for _ in 0..9 {
        assert_eq!(
            opened(&fresh, &passphrase()),
            Err(BackupError::SomeUnread.into()),
            "it may be the one whose header cannot be read"
        );
    }
    assert!(opened(&fresh, &other).is_ok());
    for _ in 0..9 {
        let damaged = opened(&made.folder(), &passphrase());
        assert_eq!(
            damaged,
            Err(HeaderError::Damaged.into()),
            "the vault itself says that it is right"
        );
    }
    let wrong = Passphrase::typed("fel");
    for _ in 0..4 {
        let refused = opened(&made.folder(), &wrong);
        assert_eq!(refused, Err(UnlockError::WrongPassphrase.into()));
    }
    assert_eq!(opened(&made.folder(), &wrong), Err(UnlockError::Wait(2).into()));
}

/// What is disposed of while a backup is made, before it was copied, is not in it and is missed by nobody.
#[test]
fn a_document_may_be_disposed_of_meanwhile() {
    let made = Made::new();
    let vault = open(&made.folder());
    let paper = put_paper(&vault, b"soon disposed of");
    let shelf = Shelf::of(&made.backups(), vault.id());
    let copier = vault.copier();
    let mut copying = copier.begin(&shelf, at(0)).unwrap();
    dispose(&vault, &paper);
    put(&vault, 2, "Bo Ek");
    let mut steps = 0;
    while copying.step().unwrap() {
        steps += 1;
    }
    assert!(steps > 2, "{steps}");
    let backup = copying.finish(&mut counting()).unwrap();
    assert_eq!(backup.unreadable, 0);
    assert_eq!(backup.contents.papers, 1, "the database is of after it");
    assert_eq!(backup.contents.pupils, 2);

    let chest = made.chest(&made.folder()).unwrap();
    assert_eq!(chest.check(at(0)), Ok(0));
}

#[test]
fn a_paper_that_is_there_and_cannot_be_read_is_counted() {
    let made = Made::new();
    let vault = open(&made.folder());
    let paper = put_paper(&vault, b"damaged");
    let file = made.folder().join("attachments").join(paper.name.to_string());
    fs::write(&file, "x").unwrap();
    assert_eq!(made.back_up(&vault, 60).unreadable, 1);
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    assert_eq!(
        made.back_up(&vault, 120).unreadable,
        1,
        "the rest is saved, whatever hinders"
    );
}

/// Disposes of the document whose paper this is.
fn dispose(vault: &Vault, paper: &Attached) {
    let document = vault.read(|read| read.papers().with_bytes(paper.sha256)).unwrap()[0].document;
    let disposal = Disposal {
        document,
        decision: DecisionId::new(at(9), &[9; 10]),
        form: "prov/checklista@1".parse().unwrap(),
        title: "Checklista".into(),
        completed: at(0).date_naive(),
        years: 5,
        plan: "KS 2024/12, punkt 3.2".into(),
        reason: "Beslut 7".into(),
        by: "Rut Ek".into(),
        at: at(9),
        papers: vec![paper.sha256],
    };
    vault
        .write(|write| write.disposals_mut().dispose(&disposal))
        .unwrap();
    vault.forget_gone().unwrap();
}
