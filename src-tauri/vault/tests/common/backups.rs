//! What tests of backups do again and again.
#![allow(dead_code)] // each test program uses some of it

use std::fs;
use std::path::{Path, PathBuf};

use cases::{Document, DocumentId, PupilId, PupilInput};
use tempfile::TempDir;
use vault::{Attached, Backup, Chest, Error, Key, Paper, PaperKind, RecoveryWords, Shelf, Vault};

use super::{at, begin, counting, create, passphrase};

/// A vault with a pupil and a paper, and a place for its backups.
pub struct Made {
    pub place: TempDir,
    pub words: RecoveryWords,
}

impl Made {
    pub fn new() -> Self {
        let place = tempfile::tempdir().unwrap();
        let (vault, words) = create(&place.path().join("vault"), "Birgitta Ek");
        put(&vault, 1, "Astrid Almgren");
        put_paper(&vault, b"a paper");
        Self {
            words: RecoveryWords::parse(&words.join(" ")).unwrap(),
            place,
        }
    }

    pub fn folder(&self) -> PathBuf {
        self.place.path().join("vault")
    }

    pub fn backups(&self) -> PathBuf {
        self.place.path().join("backups")
    }

    pub fn shelf(&self) -> Shelf {
        Shelf::found(&self.backups()).unwrap().remove(0)
    }

    pub fn back_up(&self, vault: &Vault, seconds: i64) -> Backup {
        let shelf = Shelf::of(&self.backups(), vault.id());
        let copier = vault.copier();
        let copying = copier.begin(&shelf, at(seconds)).unwrap();
        copying.finish(&mut counting()).unwrap()
    }

    /// Puts a backup in the place of what is in a folder, which is saved first.
    pub fn restore(&self, chest: &Chest, folder: &Path, seconds: i64) -> Vault {
        let mut staged = chest.stage(at(seconds), folder).unwrap();
        let mut present = chest.present(folder).unwrap();
        let go_on = || Ok::<_, Error>(());
        let shelf = Shelf::of(&self.backups(), chest.vault());
        present.save(&shelf, at(1000), &mut counting(), &go_on).unwrap();
        staged.bring_back(chest, &present, &go_on).unwrap();
        staged.install(chest, present).unwrap()
    }

    pub fn chest(&self, folder: &Path) -> Result<Chest, Error> {
        Chest::open(&[self.shelf()], folder, &Key::Passphrase(&passphrase()), at(0))
    }
}

pub fn put(vault: &Vault, number: u8, name: &str) {
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

/// Bytes beside the database that no row names.
pub fn keep(vault: &Vault, bytes: &[u8], mut random: impl FnMut(&mut [u8])) -> Attached {
    vault.file(|_, files| files.keep(bytes, &mut random)).unwrap()
}

/// A paper with these bytes, of a document of its own.
pub fn put_paper(vault: &Vault, bytes: &[u8]) -> Attached {
    let input = PupilInput {
        name: "Astrid Almgren".into(),
        school: "Björkskolan".into(),
        school_form: "grundskola".into(),
        ..Default::default()
    };
    let kept = vault.file(|write, files| {
        let attached = files.keep(bytes, &mut counting())?;
        let others = write.papers().all()?;
        let document = match others.first() {
            None => begin(write, &input, "Frånvaro").2.id,
            Some(other) => {
                let cover = write.documents().get(other.document)?.unwrap();
                let id = DocumentId::new(at(0), &[3 + others.len() as u8; 10]);
                write.documents_mut().begin(&Document { id, ..cover })?;
                id
            }
        };
        write.papers_mut().add(&Paper {
            document,
            kind: PaperKind::Own,
            attached: attached.clone(),
            made: at(0),
        })?;
        Ok::<_, Error>(attached)
    });
    kept.unwrap()
}

pub fn names(vault: &Vault) -> Vec<String> {
    let pupils = vault.read(|read| read.pupils().all()).unwrap();
    pupils.iter().map(|pupil| pupil.name.to_string()).collect()
}

pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|one| one.unwrap().path())
        .collect();
    files.sort();
    files
}
