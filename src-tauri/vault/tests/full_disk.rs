//! A disk that is full at every write by turns: of a backup, and of a restoring. Each says so, nothing is lost, and when
//! there is room again everything goes on.
//!
//! A program of its own, because it needs a small disk.

#![allow(clippy::unwrap_used, clippy::panic)] // a test program says what failed by panicking

#[allow(dead_code)] // the other test programs use more of it
mod common;
#[path = "../../../tests/small_disk/mod.rs"]
mod small_disk;

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;
use std::slice::from_ref;

use common::backups::put_paper;
use common::{at, counting, create, open, passphrase};
use small_disk::{Disk, PAGE};
use vault::{Chest, Error, Key, Passphrase, Shelf, UnlockError, Vault};

/// How many steps of room are tried at most before it must succeed.
const MOST: usize = 2000;

fn main() -> ExitCode {
    small_disk::run(|| {
        let disk = Disk::mount().unwrap();
        full_while_a_backup_is_made(&disk);
        full_while_a_backup_is_restored(&disk);
        a_stick_that_cannot_be_written_to(&disk);
    })
}

/// A vault with a paper of some pages.
fn make(folder: &Path) {
    let (vault, _) = create(folder, "Birgitta Ek");
    put_paper(&vault, &[5; 60 * PAGE]);
    mark(&vault, 0);
}

/// Which state the vault is in.
fn mark(vault: &Vault, state: i64) {
    vault
        .write(|write| write.settings_mut().set_preference("state", &state, at(0)))
        .unwrap();
}

fn state(vault: &Vault) -> i64 {
    let state = vault.read(|read| read.settings().preference("state"));
    state.unwrap().unwrap()
}

fn back_up(vault: &Vault, shelf: &Shelf, seconds: i64) -> Result<(), Error> {
    let copier = vault.copier();
    copier
        .begin(shelf, at(seconds))?
        .finish(&mut counting())
        .map(|_| ())
}

fn chest(shelf: &Shelf, folder: &Path) -> Chest {
    Chest::open(from_ref(shelf), folder, &Key::Passphrase(&passphrase()), at(0)).unwrap()
}

fn says_that_it_is_full(error: &Error) {
    assert!(
        ["vault-disk-full", "vault-database-full"].contains(&error.code()),
        "{error:?}"
    );
}

/// A backup on the small disk beside an older one; all of it must fit at last.
fn full_while_a_backup_is_made(disk: &Disk) {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("vault");
    make(&folder);
    let vault = open(&folder);
    let shelf = Shelf::of(&disk.path().join("backups"), vault.id());
    back_up(&vault, &shelf, 0).unwrap();
    let attachments = put_paper(&vault, &[9; 60 * PAGE]);
    let done = (0..MOST).find(|pages| {
        let full = disk.full_but_for(*pages);
        let made = back_up(&vault, &shelf, 60);
        drop(full);
        if let Err(error) = &made {
            says_that_it_is_full(error);
            let left = [shelf.path().to_owned(), shelf.path().join("attachments")];
            let left = left.iter().flat_map(|folder| fs::read_dir(folder).unwrap());
            let left: Vec<_> = left.map(|entry| entry.unwrap().path()).collect();
            let databases = left
                .iter()
                .filter(|path| path.extension().is_some_and(|e| e == "db"));
            assert_eq!(
                databases.count(),
                1,
                "{pages} pages: half of one takes the last of the room"
            );
            assert!(
                !left
                    .iter()
                    .any(|path| path.extension().is_some_and(|e| e == "new"))
            );
        }
        vault.check().unwrap();
        let chest = chest(&shelf, &place.path().join("other"));
        let whole: Vec<_> = chest.backups().unwrap().iter().map(|one| one.at).collect();
        let expected = if made.is_ok() {
            vec![at(60), at(0)]
        } else {
            vec![at(0)]
        };
        assert_eq!(whole, expected, "{pages} pages");
        for at in whole {
            drop(chest.stage(at, &place.path().join("other")).unwrap());
        }
        made.is_ok()
    });
    let pages = done.unwrap();
    assert!(pages > 20, "{pages}: it was never full");
    assert!(vault.attachment(&attachments.name).is_ok());
    fs::remove_dir_all(disk.path().join("backups")).unwrap();
    println!("{pages} full disks while a backup was made, each said so and left the older one");
}

/// A vault on the small disk, restored from elsewhere, and saved on the same disk before.
fn full_while_a_backup_is_restored(disk: &Disk) {
    let place = tempfile::tempdir().unwrap();
    let folder = disk.path().join("vault");
    make(&folder);
    let vault = open(&folder);
    let shelf = Shelf::of(&place.path().join("backups"), vault.id());
    back_up(&vault, &shelf, 0).unwrap();
    mark(&vault, 1);
    drop(vault);
    let done = (0..MOST).find(|pages| {
        // What the last round left is no help to this one.
        fs::remove_dir_all(folder.join("backups")).ok();
        for file in fs::read_dir(folder.join("attachments")).unwrap() {
            let mut file = OpenOptions::new().write(true).open(file.unwrap().path()).unwrap();
            file.write_all(b"damaged").unwrap();
        }
        let full = disk.full_but_for(*pages);
        let restored = restore(&shelf, &folder);
        drop(full);
        if let Err(error) = &restored {
            says_that_it_is_full(error);
        }
        assert!(
            !folder.join("vault.damaged").exists(),
            "{pages} pages: it was sound"
        );
        let vault = open(&folder);
        vault.check().unwrap();
        assert_eq!(state(&vault), i64::from(restored.is_err()), "{pages} pages");
        restored.is_ok()
    });
    let pages = done.unwrap();
    assert!(pages > 20, "{pages}: it was never full");
    println!("{pages} full disks while a backup was restored, each said so and left the vault as it was");
}

fn restore(shelf: &Shelf, folder: &Path) -> Result<(), Error> {
    let go_on = || Ok::<_, Error>(());
    let passphrase = passphrase();
    let chest = Chest::open(from_ref(shelf), folder, &Key::Passphrase(&passphrase), at(0))?;
    let mut staged = chest.stage(at(0), folder)?;
    let mut present = chest.present(folder)?;
    let own = Shelf::of(&folder.join("backups"), chest.vault());
    present.save(&own, at(60), &mut counting(), &go_on)?;
    staged.bring_back(&chest, &present, &go_on)?;
    drop(staged.install(&chest, present)?);
    Ok(())
}

/// Backups are looked at and checked where nothing may be written, and wrong passphrases are still wrong.
fn a_stick_that_cannot_be_written_to(disk: &Disk) {
    disk.clear();
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("vault");
    make(&folder);
    let vault = open(&folder);
    let stick = disk.path().join("backups");
    let shelf = Shelf::of(&stick, vault.id());
    back_up(&vault, &shelf, 0).unwrap();
    drop(vault);
    disk.let_be_written_to(false);
    let open = |passphrase: &Passphrase| {
        let key = Key::Passphrase(passphrase);
        Chest::open(from_ref(&shelf), &stick, &key, at(0))
    };
    let wrong = Passphrase::typed("fel");
    for _ in 0..9 {
        assert_eq!(open(&wrong).err(), Some(UnlockError::WrongPassphrase.into()));
    }
    assert_eq!(open(&passphrase()).unwrap().check(at(0)), Ok(0));
    disk.let_be_written_to(true);
    for _ in 0..4 {
        assert_eq!(open(&wrong).err(), Some(UnlockError::WrongPassphrase.into()));
    }
    assert_eq!(
        open(&wrong).err(),
        Some(UnlockError::Wait(2).into()),
        "where it can, they are counted"
    );
    println!("a stick that cannot be written to is read all the same");
}
