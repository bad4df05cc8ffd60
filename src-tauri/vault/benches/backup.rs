//! A backup of a vault with ten thousand documents against a copy of the same files, turn by turn in one run. Both end
//! with everything on the disk; the backup has also been opened, read again and checked to the last byte.
//! Prints both medians in seconds; `cargo xtask bench` reads them.

#![allow(clippy::unwrap_used)] // a measurement says what failed by panicking

#[allow(dead_code)] // the test programs use more of it
#[path = "../tests/common/mod.rs"]
mod common;

use std::fs::{self, File};
use std::path::Path;
use std::time::Instant;

use cases::{Document, DocumentId, PupilInput};
use serde_json::json;
use vault::{Error, Paper, PaperKind, Shelf, Vault};

const DOCUMENTS: u32 = 10_000;
/// What a document of two pages takes, in bytes.
const SIZE: usize = 46_000;
const TURNS: usize = 3;

fn main() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("vault");
    let (vault, _) = common::create(&folder, "Birgitta Ek");
    fill(&vault);
    let (mut backups, mut copies) = (vec![], vec![]);
    for turn in 0..TURNS {
        let (backup, copy) = (place.path().join("backup"), place.path().join("copy"));
        // Whoever comes second finds the files in memory; so both do, once.
        let in_turn: [&mut dyn FnMut(); 2] = [
            &mut || backups.push(seconds(|| back_up(&vault, &backup))),
            &mut || copies.push(seconds(|| copy_files(&folder, &copy))),
        ];
        let mut order: Vec<_> = in_turn.into_iter().collect();
        if turn % 2 == 1 {
            order.reverse();
        }
        order.into_iter().for_each(|work| work());
        fs::remove_dir_all(&backup).unwrap();
        fs::remove_dir_all(&copy).unwrap();
    }
    println!("{}", json!({ "backup": median(backups), "copy": median(copies) }));
}

/// Documents of one case, each with a paper of its own.
fn fill(vault: &Vault) {
    let pupil = PupilInput {
        name: "Astrid Almgren".into(),
        school: "Björkskolan".into(),
        school_form: "grundskola".into(),
        ..Default::default()
    };
    let mut random = common::counting();
    let mut papers = Vec::new();
    for number in 0..DOCUMENTS {
        let mut bytes = vec![0; SIZE];
        bytes[..4].copy_from_slice(&number.to_be_bytes());
        papers.push(common::backups::keep(vault, &bytes, &mut random));
    }
    let write = vault.write(|write| {
        let first = common::begin(write, &pupil, "Frånvaro").2;
        for (number, attached) in (0_u128..).zip(papers) {
            let mut entropy = [9; 10];
            entropy[6..].copy_from_slice(&(number as u32).to_be_bytes());
            let document = Document {
                id: DocumentId::new(common::at(1), &entropy),
                ..first.clone()
            };
            write.documents_mut().begin(&document)?;
            write.papers_mut().add(&Paper {
                document: document.id,
                kind: PaperKind::Own,
                attached,
                made: common::at(1),
            })?;
        }
        Ok::<_, Error>(())
    });
    write.unwrap();
}

fn back_up(vault: &Vault, place: &Path) {
    let copier = vault.copier();
    let shelf = Shelf::of(place, vault.id());
    let backup = copier
        .begin(&shelf, common::at(0))
        .and_then(|copying| copying.finish(&mut common::counting()))
        .unwrap();
    assert_eq!((backup.contents.papers, backup.unreadable), (DOCUMENTS, 0));
}

/// Copies the database and every encrypted file, and waits until all are on the disk.
fn copy_files(vault: &Path, to: &Path) {
    fs::create_dir_all(to.join("attachments")).unwrap();
    let mut copied = vec![to.join("vault.db")];
    fs::copy(vault.join("vault.db"), to.join("vault.db")).unwrap();
    for entry in fs::read_dir(vault.join("attachments")).unwrap() {
        let entry = entry.unwrap();
        let path = to.join("attachments").join(entry.file_name());
        fs::copy(entry.path(), &path).unwrap();
        copied.push(path);
    }
    for path in copied {
        File::options()
            .write(true)
            .open(path)
            .unwrap()
            .sync_all()
            .unwrap();
    }
    File::open(to.join("attachments")).unwrap().sync_all().unwrap();
}

fn seconds(work: impl FnOnce()) -> f64 {
    let start = Instant::now();
    work();
    start.elapsed().as_secs_f64()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}
