//! A backup in a vault's place: what is sound is never lost, what is damaged is put aside, and what lacks is said.

#![allow(clippy::unwrap_used)] // a test program says what failed by panicking

#[allow(dead_code)] // the other test programs use more of it
mod common;

use std::fs;

use common::backups::{Made, files, names, put, put_paper};
use common::{at, counting, create_by, open};
use vault::{Attached, BackupError, Error, FolderError, HeaderError, Present, Shelf};

#[test]
fn a_damaged_vault_is_put_aside() {
    let made = Made::new();
    let vault = open(&made.folder());
    let paper = put_paper(&vault, b"a third paper");
    made.back_up(&vault, 0);
    drop(vault);
    let database = made.folder().join("vault.db");
    let mut bytes = fs::read(&database).unwrap();
    bytes[9000] ^= 1;
    fs::write(&database, &bytes).unwrap();
    let kept = made.folder().join("attachments").join(paper.name.to_string());
    fs::write(&kept, b"damaged").unwrap();

    let chest = made.chest(&made.folder()).unwrap();
    let vault = made.restore(&chest, &made.folder(), 0);
    vault.check().unwrap();
    assert_eq!(
        vault.attachment(&paper.name).unwrap().as_slice(),
        b"a third paper"
    );
    assert_eq!(fs::read(made.folder().join("vault.damaged")).unwrap(), bytes);
    drop(vault);

    // Damaged once more, and its header too: what was put aside is still there.
    fs::write(&database, &bytes[..20_000]).unwrap();
    fs::write(made.folder().join("vault.header"), "").unwrap();
    let chest = made.chest(&made.folder()).unwrap();
    drop(made.restore(&chest, &made.folder(), 0));
    assert_eq!(names(&open(&made.folder())), ["Astrid Almgren"]);
    let aside = |name: &str| fs::read(made.folder().join(name)).unwrap();
    assert_eq!(aside("vault.damaged"), bytes);
    assert_eq!(aside("vault.damaged-2"), &bytes[..20_000]);
    assert_eq!(aside("vault.header.damaged"), b"");
}

/// Every page of a database damaged by turns: it is put aside, or refused, and never taken for sound and thrown away.
#[test]
fn whichever_page_is_damaged() {
    let made = Made::new();
    made.back_up(&open(&made.folder()), 0);
    let database = made.folder().join("vault.db");
    let sound = fs::read(&database).unwrap();
    let chest = made.chest(&made.folder()).unwrap();
    for place in (100..sound.len()).step_by(4096) {
        let mut bytes = sound.clone();
        bytes[place] ^= 1;
        fs::write(&database, &bytes).unwrap();
        drop(made.restore(&chest, &made.folder(), 0));
        assert_eq!(
            fs::read(made.folder().join("vault.damaged")).unwrap(),
            bytes,
            "{place}"
        );
        fs::remove_file(made.folder().join("vault.damaged")).unwrap();
    }
}

#[test]
fn a_sound_vault_is_never_replaced_unsaved() {
    let made = Made::new();
    made.back_up(&open(&made.folder()), 0);
    put(&open(&made.folder()), 2, "Bo Ek");
    let header = fs::read(made.folder().join("vault.header")).unwrap();
    let later = String::from_utf8(header.clone())
        .unwrap()
        .replacen("vault 1", "vault 9", 1);
    let later = later
        .rsplit_once('\n')
        .unwrap()
        .0
        .rsplit_once('\n')
        .unwrap()
        .0
        .to_owned()
        + "\n";
    let later = format!("{later}{}\n", forms::Hash::of(later.as_bytes())).into_bytes();
    let chest = made.chest(&made.folder()).unwrap();
    let database = fs::read(made.folder().join("vault.db")).unwrap();
    // The header is as it was, gone, damaged: the database opens by the backups' own, and is not thrown away.
    for bytes in [Some(header.clone()), None, Some(b"damaged".to_vec())] {
        let path = made.folder().join("vault.header");
        match &bytes {
            Some(bytes) => fs::write(&path, bytes).unwrap(),
            None => fs::remove_file(&path).unwrap(),
        }
        let staged = chest.stage(at(0), &made.folder()).unwrap();
        let present = chest.present(&made.folder()).unwrap();
        assert_eq!(names(present.vault().unwrap()).len(), 2);
        let refused = staged.install(&chest, present).err();
        assert_eq!(refused, Some(BackupError::NotSaved.into()), "{bytes:?}");
        assert_eq!(fs::read(made.folder().join("vault.db")).unwrap(), database);
    }
    fs::write(made.folder().join("vault.header"), later).unwrap();
    let refused = chest.present(&made.folder()).err();
    assert_eq!(refused, Some(HeaderError::Newer.into()), "of a later version");
    fs::remove_file(made.folder().join("vault.header")).unwrap();

    // Saved it is replaced, opens by the passphrase again, and its backup has what was there.
    assert_eq!(
        names(&made.restore(&chest, &made.folder(), 0)),
        ["Astrid Almgren"]
    );
    assert_eq!(names(&open(&made.folder())).len(), 1);
    let newest = chest.backups().unwrap().remove(0);
    assert_eq!(newest.contents.pupils, 2);
    drop(made.restore(&chest, &made.folder(), 1000));
    assert_eq!(names(&open(&made.folder())).len(), 2);
}

#[cfg(unix)]
#[test]
fn what_cannot_be_opened_is_not_damaged() {
    let made = Made::new();
    made.back_up(&open(&made.folder()), 0);
    let chest = made.chest(&made.folder()).unwrap();
    let database = made.folder().join("vault.db");
    let bytes = fs::read(&database).unwrap();
    // A folder in its place fails as a file without rights does, which root does not know.
    fs::remove_file(&database).unwrap();
    fs::create_dir(&database).unwrap();
    let refused = chest.present(&made.folder()).err().unwrap();
    assert!(!refused.is_damage(), "{refused:?}");
    fs::remove_dir(&database).unwrap();
    fs::write(&database, b"").unwrap();
    drop(made.restore(&chest, &made.folder(), 0));
    assert_eq!(
        fs::read(made.folder().join("vault.damaged")).unwrap(),
        b"",
        "an empty file is no new database"
    );
    fs::write(&database, bytes).unwrap();
    assert_eq!(names(&open(&made.folder())).len(), 1);
}

#[test]
fn what_an_interrupted_restoring_left_is_removed() {
    let made = Made::new();
    for name in ["vault.restored-7-1", "vault.restored-7-1-wal"] {
        fs::write(made.folder().join(name), "left").unwrap();
    }
    fs::create_dir_all(made.folder().join("vault.drill/attachments")).unwrap();
    drop(open(&made.folder()));
    for name in ["vault.restored-7-1", "vault.restored-7-1-wal", "vault.drill"] {
        assert!(!made.folder().join(name).exists(), "{name}");
    }
}

#[test]
fn papers_that_are_missing_are_counted_and_said() {
    let made = Made::new();
    let vault = open(&made.folder());
    let attached = put_paper(&vault, b"of a document");
    made.back_up(&vault, 0);
    let path = made.folder().join("attachments").join(attached.name.to_string());
    fs::remove_file(&path).unwrap();
    assert_eq!(
        made.back_up(&vault, 60).unreadable,
        0,
        "the place has it from before"
    );
    let folder = files(&made.backups()).remove(0);
    fs::remove_file(folder.join("attachments").join(attached.name.to_string())).unwrap();
    assert_eq!(made.back_up(&vault, 120).unreadable, 1, "gone everywhere");
    drop(vault);

    let chest = made.chest(&made.folder()).unwrap();
    let bring_back = |go_on: &dyn Fn() -> Result<(), Error>| {
        let mut staged = chest.stage(at(120), &made.folder()).unwrap();
        let present = chest.present(&made.folder()).unwrap();
        staged.bring_back(&chest, &present, go_on)
    };
    assert_eq!(bring_back(&|| Ok(())), Ok(1));
    assert_eq!(
        (chest.check(at(120)), chest.check(at(0))),
        (Ok(1), Ok(1)),
        "the place lost it too"
    );
    assert!(chest.check(at(7)).is_err());
    assert_eq!(
        bring_back(&|| Err(BackupError::Stopped.into())),
        Err(BackupError::Stopped.into())
    );
    // A folder in a file's place cannot be read: that is no paper that is gone.
    fs::create_dir(folder.join("attachments").join(attached.name.to_string())).unwrap();
    assert_eq!(bring_back(&|| Ok(())), Err(FolderError::Disk.into()));
}

/// Two papers made after the backup that is restored, whose only copies lie in the vault: one cannot be read for a moment,
/// the other is damaged.
#[test]
fn a_restored_vault_removes_only_what_its_backup_has() {
    let made = Made::new();
    let vault = open(&made.folder());
    made.back_up(&vault, 0);
    let [paper, damaged] = ["made since", "and damaged"].map(|text| put_paper(&vault, text.as_bytes()));
    drop(vault);
    let in_vault = |paper: &Attached| made.folder().join("attachments").join(paper.name.to_string());
    let bytes = fs::read(in_vault(&paper)).unwrap();
    fs::write(in_vault(&damaged), "damaged").unwrap();

    // A folder in a file's place cannot be read: that is no paper that is gone.
    fs::remove_file(in_vault(&paper)).unwrap();
    fs::create_dir(in_vault(&paper)).unwrap();
    let chest = made.chest(&made.folder()).unwrap();
    let mut present = chest.present(&made.folder()).unwrap();
    let go_on = || Ok::<_, Error>(());
    let refused = present.save(&made.shelf(), at(60), &mut counting(), &go_on).err();
    assert_eq!(refused, Some(FolderError::Disk.into()));
    let staged = chest.stage(at(0), &made.folder()).unwrap();
    let refused = staged.install(&chest, present).err();
    assert_eq!(refused, Some(BackupError::NotSaved.into()));
    assert_eq!(made.shelf().times().unwrap(), [at(0)]);

    fs::remove_dir(in_vault(&paper)).unwrap();
    fs::write(in_vault(&paper), bytes).unwrap();
    drop(made.restore(&chest, &made.folder(), 0));
    let left = [&paper, &damaged].map(|paper| in_vault(paper).exists());
    assert_eq!(left, [false, true], "what the backup lacks stays");
    let vault = made.restore(&chest, &made.folder(), 1000);
    assert_eq!(vault.attachment(&paper.name).unwrap().as_slice(), b"made since");
}

#[test]
fn a_drill_leaves_nothing() {
    let made = Made::new();
    let vault = open(&made.folder());
    made.back_up(&vault, 0);
    let chest = made.chest(&made.folder()).unwrap();
    let before = files(&made.folder());
    let drilled = vault::drill::<Error>(&chest, at(0), &made.folder(), None, &|| Ok(())).unwrap();
    assert_eq!((drilled.found, drilled.missing), (drilled.backup.contents, 0));
    let refused = vault::drill::<Error>(&chest, at(0), &made.folder(), Some(1000), &|| Ok(()));
    assert_eq!(
        refused,
        Err(FolderError::DiskFull.into()),
        "the owner goes on writing"
    );
    assert!(vault::drill::<Error>(&chest, at(7), &made.folder(), None, &|| Ok(())).is_err());
    assert_eq!(files(&made.folder()), before);
    assert_eq!(names(&vault), ["Astrid Almgren"]);
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
    let vault = open(other.path());
    // Not even where its header on the disk no longer says whose it is.
    fs::remove_file(other.path().join("vault.header")).unwrap();
    let staged = chest.stage(at(0), other.path()).unwrap();
    let mut present = Present::of(vault);
    assert!(!present.is_of(chest.vault()));
    let shelf = Shelf::of(&made.backups(), chest.vault());
    let go_on = || Ok::<_, Error>(());
    present.save(&shelf, at(60), &mut counting(), &go_on).unwrap();
    let refused = staged.install(&chest, present).err();
    assert_eq!(refused, Some(BackupError::OtherVault.into()));
}
