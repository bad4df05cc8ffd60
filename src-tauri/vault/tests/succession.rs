//! A vault with a new owner: an interruption leaves it to one of the two, backups from before are still read, and what the
//! one who left has kept opens nothing that came after.

#![allow(clippy::unwrap_used)] // a test program says what failed by panicking

#[allow(dead_code)] // the other test programs use more of it
mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::backups::{Made, files, keep, names, put, put_paper};
use common::{at, counting_from, open, passphrase};
use vault::{
    Chest, Error, Heir, KdfCost, Key, MunicipalitySecret, NewOwner, Passphrase, RecoveryDraft, StoreError,
    UnlockError, Vault,
};

fn theirs() -> Passphrase {
    Passphrase::new("den nya innehavarens fras").unwrap()
}

fn give_over(vault: &Vault, seed: u64) -> Heir {
    let mut random = counting_from(seed << 32);
    let draft = RecoveryDraft::new(&mut random);
    let recovery = draft
        .confirm(draft.asked().map(|place| draft.words()[place - 1]))
        .unwrap();
    let new = NewOwner {
        passphrase: &theirs(),
        cost: KdfCost::for_tests(),
        recovery: &recovery,
    };
    vault
        .give_over(&new, &mut random, |write, generation| {
            write.settings_mut().set_preference("owners", &generation, at(0))
        })
        .unwrap()
}

fn opened(folder: &Path, passphrase: &Passphrase) -> Result<Vault, Error> {
    Vault::open(folder, &Key::Passphrase(passphrase), at(0))
}

fn owners(vault: &Vault) -> Option<u32> {
    vault.read(|read| read.settings().preference("owners")).unwrap()
}

#[test]
fn an_interruption_before_the_header_leaves_the_old_owner() {
    let made = Made::new();
    let (folder, header) = (made.folder(), made.folder().join("vault.header"));
    let kept = fs::read(&header).unwrap();
    let vault = open(&folder);
    drop((give_over(&vault, 1), vault));
    assert!(folder.join("vault.renewed").exists());
    // As it was when the copy was ready and the header not yet written.
    fs::write(&header, kept).unwrap();
    let vault = open(&folder);
    assert_eq!((vault.generation(), owners(&vault)), (0, None));
    assert!(!folder.join("vault.renewed").exists(), "nobody came for it");
    put(&vault, 2, "Omar Haddad");
    drop(vault);
    assert_eq!(names(&open(&folder)).len(), 2);
}

#[test]
fn an_interruption_after_the_header_is_gone_on_with() {
    let made = Made::new();
    let folder = made.folder();
    // Killed, with what was written last still in the log.
    let killed = made.place.path().join("killed");
    fs::create_dir_all(killed.join("attachments")).unwrap();
    let vault = open(&folder);
    put(&vault, 2, "Omar Haddad");
    let heir = give_over(&vault, 1);
    for name in [
        "vault.header",
        "vault.db",
        "vault.db-wal",
        "vault.renewed",
        "vault.trail",
    ] {
        if folder.join(name).exists() {
            fs::copy(folder.join(name), killed.join(name)).unwrap();
        }
    }
    assert!(killed.join("vault.db-wal").exists());
    drop((heir, vault));
    for folder in [&killed, &folder] {
        assert_eq!(
            opened(folder, &passphrase()).err(),
            Some(UnlockError::WrongPassphrase.into())
        );
        let vault = opened(folder, &theirs()).unwrap();
        assert_eq!((vault.generation(), owners(&vault)), (1, Some(1)));
        assert_eq!((names(&vault).len(), vault.check()), (2, Ok(())));
        assert!(!folder.join("vault.renewed").exists());
        drop(vault);
        assert_eq!(owners(&opened(folder, &theirs()).unwrap()), Some(1));
    }
}

#[test]
fn a_database_that_was_left_behind_is_brought_under_todays_keys() {
    let made = Made::new();
    let folder = made.folder();
    let vault = open(&folder);
    put_paper(&vault, b"an old paper");
    drop(vault);
    let old = fs::read(folder.join("vault.db")).unwrap();
    let vault = open(&folder);
    let vault = give_over(&vault, 1).enter(vault).unwrap();
    let vault = give_over(&vault, 2).enter(vault).unwrap();
    drop(vault);
    fs::write(folder.join("vault.db"), &old).unwrap();
    // A half of a copy, as an interruption leaves it.
    fs::write(folder.join("vault.restored-1-1"), &old[..5000]).unwrap();
    let vault = opened(&folder, &theirs()).unwrap();
    assert_eq!(
        (vault.generation(), owners(&vault), vault.check()),
        (2, None, Ok(()))
    );
    drop(vault);
    assert_ne!(fs::read(folder.join("vault.db")).unwrap()[..16], old[..16]);
    assert!(!folder.join("vault.restored-1-1").exists());
    assert!(opened(&folder, &theirs()).is_ok());
}

/// Restored from before, the vault is opened by its new owner; the one who left opens what he has kept, and no more.
#[test]
fn backups_from_before_and_after() {
    let made = Made::new();
    let (folder, header) = (made.folder(), made.folder().join("vault.header"));
    let kept = fs::read(&header).unwrap();
    let vault = open(&folder);
    let paper = put_paper(&vault, b"an old paper");
    made.back_up(&vault, 0);
    let vault = give_over(&vault, 1).enter(vault).unwrap();
    put(&vault, 2, "Omar Haddad");
    let later = keep(&vault, b"a later paper", counting_from(9 << 32));
    made.back_up(&vault, 60);
    drop(vault);

    let key = theirs();
    let by = |folder: &Path, key: &Passphrase| {
        Chest::open(&[made.shelf()], folder, &Key::Passphrase(key), at(9999))
    };
    let chest = by(&folder, &key).unwrap();
    let backups = chest.backups().unwrap();
    assert_eq!((backups.len(), chest.unreadable(&backups)), (2, vec![]));
    let is_former = |seconds| chest.stage(at(seconds), &folder).unwrap().is_former();
    assert_eq!((is_former(0), is_former(60)), (true, false));
    let vault = made.restore(&chest, &folder, 0);
    assert_eq!(
        (vault.generation(), owners(&vault), vault.check()),
        (1, None, Ok(()))
    );
    assert_eq!(names(&vault), ["Astrid Almgren"]);
    assert_eq!(vault.attachment(&paper.name).unwrap().as_slice(), b"an old paper");
    drop(vault);
    assert_eq!(
        opened(&folder, &passphrase()).err(),
        Some(UnlockError::WrongPassphrase.into())
    );
    assert!(opened(&folder, &key).is_ok());
    let vault = made.restore(&by(&folder, &key).unwrap(), &folder, 60);
    assert_eq!((names(&vault).len(), owners(&vault)), (2, Some(1)));
    drop(vault);

    // On a new computer, and in place of a vault that is gone.
    let new = made.place.path().join("new");
    let chest = by(&new, &key).unwrap();
    let vault = made.restore(&chest, &new, 0);
    assert_eq!((vault.generation(), names(&vault).len()), (1, 1));
    drop(vault);
    assert!(opened(&new, &key).is_ok() && opened(&new, &passphrase()).is_err());

    // The header of before opens neither the vault nor a backup of it beside that of today.
    fs::write(&header, &kept).unwrap();
    assert_eq!(
        opened(&folder, &passphrase()).err(),
        Some(StoreError::Foreign.into())
    );
    assert!(by(&folder, &passphrase()).is_err());
    // On the shelf too it opens only what is from before.
    fs::write(made.shelf().path().join("vault.header"), &kept).unwrap();
    let empty = made.place.path().join("empty");
    let chest = by(&empty, &passphrase()).unwrap();
    let readable: Vec<_> = chest.backups().unwrap().iter().map(|backup| backup.at).collect();
    assert_eq!(readable, [at(0)]);
    assert!(chest.stage(at(60), &empty).is_err());
    let vault = made.restore(&chest, &empty, 0);
    assert!(vault.attachment(&later.name).is_err());
}

/// The computer is gone: what lies in a place for backups is put together by hand, and the municipality opens it.
#[test]
fn a_place_for_backups_put_together_is_a_vault_that_the_municipality_opens() {
    let made = Made::new();
    let secret = MunicipalitySecret::generate(&mut counting_from(7 << 32));
    let mut vault = open(&made.folder());
    let key = Key::Passphrase(&passphrase());
    vault
        .change_municipality(
            &key,
            &secret.public().unwrap(),
            at(0),
            &mut counting_from(8 << 32),
        )
        .unwrap();
    let paper = put_paper(&vault, b"a paper of a document");
    made.back_up(&vault, 0);
    drop(vault);
    fs::remove_dir_all(made.folder()).unwrap();

    let (shelf, folder) = (made.shelf(), made.place.path().join("by hand"));
    fs::create_dir_all(folder.join("attachments")).unwrap();
    for file in files(&shelf.path().join("attachments")) {
        fs::copy(&file, folder.join("attachments").join(file.file_name().unwrap())).unwrap();
    }
    fs::copy(shelf.path().join("vault.header"), folder.join("vault.header")).unwrap();
    let is_database = |file: &PathBuf| file.extension().is_some_and(|ending| ending == "db");
    let database = files(shelf.path()).into_iter().rfind(is_database).unwrap();
    fs::copy(database, folder.join("vault.db")).unwrap();

    let vault = Vault::open(&folder, &Key::Municipality(&secret), at(0)).unwrap();
    let vault = give_over(&vault, 1).enter(vault).unwrap();
    assert_eq!(
        (names(&vault), vault.check()),
        (vec!["Astrid Almgren".into()], Ok(()))
    );
    assert_eq!(
        vault.attachment(&paper.name).unwrap().as_slice(),
        b"a paper of a document"
    );
    drop(vault);
    assert!(opened(&folder, &theirs()).is_ok() && opened(&folder, &passphrase()).is_err());
}
