//! Backups made, thinned and restored.

#![allow(clippy::unwrap_used)] // a test program says what failed by panicking

#[allow(dead_code)] // the other test programs use more of it
mod common;

use std::fs;
use std::path::{Path, PathBuf};

use cases::{PupilId, PupilInput};
use common::{at, counting, create, create_by, open, passphrase};
use tempfile::TempDir;
use vault::{
    Backup, BackupError, Chest, Contents, Error, FolderError, KdfCost, Key, Passphrase, RecoveryWords, Shelf,
    UnlockError, Vault,
};

/// A vault with a pupil and a paper, and a place for its backups.
struct Made {
    place: TempDir,
    words: RecoveryWords,
}

impl Made {
    fn new() -> Self {
        let place = tempfile::tempdir().unwrap();
        let (vault, words) = create(&place.path().join("vault"), "Birgitta Ek");
        put(&vault, 1, "Astrid Almgren");
        vault.attach(b"a paper", &mut counting()).unwrap();
        Self {
            words: RecoveryWords::parse(&words.join(" ")).unwrap(),
            place,
        }
    }

    fn folder(&self) -> PathBuf {
        self.place.path().join("vault")
    }

    fn backups(&self) -> PathBuf {
        self.place.path().join("backups")
    }

    fn shelf(&self) -> Shelf {
        Shelf::found(&self.backups()).remove(0)
    }

    fn back_up(&self, vault: &Vault, seconds: i64) -> Backup {
        let shelf = Shelf::of(&self.backups(), vault.id());
        let copier = vault.copier();
        let copying = copier.begin(&shelf, at(seconds)).unwrap();
        copying.finish(&mut counting()).unwrap()
    }

    fn chest(&self, folder: &Path) -> Result<Chest, Error> {
        Chest::open(&[self.shelf()], folder, &Key::Passphrase(&passphrase()), at(0))
    }
}

fn put(vault: &Vault, number: u8, name: &str) {
    let input = PupilInput {
        name: name.into(),
        school: "Björkskolan".into(),
        school_form: "grundskola".into(),
        ..Default::default()
    };
    let pupil = input
        .parse(PupilId::new(at(0), &[number; 10]), at(0).date_naive())
        .unwrap();
    vault
        .write(|write| write.pupils_mut().put(&pupil, at(0)))
        .unwrap();
}

fn names(vault: &Vault) -> Vec<String> {
    let pupils = vault.read(|read| read.pupils().all()).unwrap();
    pupils.iter().map(|pupil| pupil.name.to_string()).collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|one| one.unwrap().path())
        .collect();
    files.sort();
    files
}

#[test]
fn check() {
    let made = Made::new();
    let vault = open(&made.folder());
    let backup = made.back_up(&vault, 0);
    let contents = Contents {
        pupils: 1,
        ..Default::default()
    };
    assert_eq!(
        (backup.at, backup.contents, backup.unreadable),
        (at(0), contents, 0)
    );

    put(&vault, 2, "Bo Ek");
    let paper = vault.attach(b"another paper", &mut counting()).unwrap();
    made.back_up(&vault, 60);
    put(&vault, 3, "Cecilia Dal");
    let times: Vec<_> = made.shelf().times();
    assert_eq!(times, [at(0), at(60)]);

    let chest = made.chest(&made.folder()).unwrap();
    let pupils: Vec<_> = chest.backups().iter().map(|one| one.contents.pupils).collect();
    assert_eq!(pupils, [2, 1], "the newest first");
    let mut staged = chest.stage(at(60), &made.folder()).unwrap();
    let seen = staged.read(|read| read.pupils().all()).unwrap();
    assert_eq!(seen.len(), 2, "seen before it is brought back");
    let refused = staged.install(&chest).err();
    assert_eq!(
        refused,
        Some(FolderError::InUse.into()),
        "never under an open vault"
    );
    assert_eq!(names(&vault).len(), 3, "looking changes nothing");
    drop(vault);

    let vault = chest
        .stage(at(60), &made.folder())
        .unwrap()
        .install(&chest)
        .unwrap();
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
    assert_eq!(left, ["vault.db", "vault.header"], "nothing is left behind");
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
        let vault = chest.stage(at(0), &folder).unwrap().install(&chest).unwrap();
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
fn a_damaged_vault_is_put_aside() {
    let made = Made::new();
    let vault = open(&made.folder());
    let paper = vault.attach(b"a third paper", &mut counting()).unwrap();
    made.back_up(&vault, 0);
    drop(vault);
    let database = made.folder().join("vault.db");
    let mut bytes = fs::read(&database).unwrap();
    bytes[9000] ^= 1;
    fs::write(&database, &bytes).unwrap();
    let kept = made.folder().join("attachments").join(paper.name.to_string());
    fs::write(&kept, b"damaged").unwrap();

    let chest = made.chest(&made.folder()).unwrap();
    let vault = chest
        .stage(at(0), &made.folder())
        .unwrap()
        .install(&chest)
        .unwrap();
    vault.check().unwrap();
    assert_eq!(
        vault.attachment(&paper.name).unwrap().as_slice(),
        b"a third paper"
    );
    assert_eq!(fs::read(made.folder().join("vault.damaged")).unwrap(), bytes);
    drop(vault);

    // Its key is gone too.
    fs::write(made.folder().join("vault.header"), "").unwrap();
    let chest = made.chest(&made.folder()).unwrap();
    drop(
        chest
            .stage(at(0), &made.folder())
            .unwrap()
            .install(&chest)
            .unwrap(),
    );
    assert_eq!(names(&open(&made.folder())), ["Astrid Almgren"]);
}

#[test]
fn what_is_thinned_takes_its_files_along() {
    let made = Made::new();
    let vault = open(&made.folder());
    let gone = vault.attach(b"soon disposed of", &mut counting()).unwrap();
    made.back_up(&vault, 0);
    fs::remove_file(made.folder().join("attachments").join(gone.name.to_string())).unwrap();
    made.back_up(&vault, 60);
    let folder = Shelf::of(&made.backups(), vault.id());
    let papers = || {
        let shelf = files(&made.backups()).remove(0);
        files(&shelf.join("attachments")).len()
    };
    assert_eq!(papers(), 2);
    folder.keep(&[at(0), at(60)].into(), &vault.copier()).unwrap();
    assert_eq!(papers(), 2, "a backup that is kept keeps its files");
    folder.keep(&[at(60)].into(), &vault.copier()).unwrap();
    assert_eq!((folder.times(), papers()), (vec![at(60)], 1));
}

#[test]
fn a_torn_backup_is_none() {
    let made = Made::new();
    let vault = open(&made.folder());
    let shelf = Shelf::of(&made.backups(), vault.id());
    drop(vault.copier().begin(&shelf, at(0)).unwrap());
    assert!(shelf.times().is_empty());
    assert_eq!(Shelf::found(&made.backups()), [], "nothing to restore");
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
    assert_eq!(chest.backups().len(), 1);
    assert!(chest.stage(at(60), &made.folder()).is_ok());
}

#[test]
fn another_vault_is_never_written_over() {
    let (made, other) = (Made::new(), tempfile::tempdir().unwrap());
    made.back_up(&open(&made.folder()), 0);
    drop(create_by(other.path(), "Omar Haddad", |bytes: &mut [u8]| {
        bytes.fill(9)
    }));
    let chest = made.chest(other.path()).unwrap();
    let refused = chest.stage(at(0), other.path()).err();
    assert_eq!(refused, Some(BackupError::OtherVault.into()));
    assert_eq!(names(&open(other.path())), [""; 0]);
}

#[test]
fn a_paper_that_is_damaged_is_counted() {
    let made = Made::new();
    let vault = open(&made.folder());
    let paper = vault.attach(b"another", &mut counting()).unwrap();
    fs::write(
        made.folder().join("attachments").join(paper.name.to_string()),
        "x",
    )
    .unwrap();
    assert_eq!(made.back_up(&vault, 0).unreadable, 1, "and the rest is saved");
}
