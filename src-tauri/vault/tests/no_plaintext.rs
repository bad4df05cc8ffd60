//! Words planted in every kind of row and file are nowhere on the disk.

#![allow(clippy::unwrap_used)] // a test program says what failed by panicking

mod common;

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use cases::{EventId, EventKind, GuardianInput, PupilInput};
use common::backups::keep;
use common::{at, begin, counting, create, open, passphrase};
use forms::Answers;
use serde_json::json;
use vault::{Draft, Error, Event, KdfCost, Key, Paper, Passphrase, Shelf, Subject, Vault};

/// Bytes by which the beginning of a word is recognised.
const START: usize = 6;

/// One word for each place a user's words can lie in.
const PLANTED: [&str; 17] = [
    "Profilnamnet",
    "Elevnamnet",
    "Klassnamnet",
    "Skolnamnet",
    "Vårdnadshavaren",
    "vh@hemligpost.example.se",
    "Hemliggatan",
    "20130101TF01",
    "Aliaset",
    "Ärenderubriken",
    "Utkastsvaret",
    "Rensadutkasttext",
    "Händelseorsaken",
    "Händelsepersonen",
    "Bilagetexten",
    "Inställningsvärdet",
    "checklista",
];

#[test]
fn nothing_a_user_wrote_lies_in_the_clear() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path();
    let (mut vault, words) = create(folder, "Profilnamnet");
    plant(&vault);
    assert!(
        fs::metadata(folder.join("vault.db-wal")).unwrap().len() > 0,
        "there is a log to look in"
    );
    assert_clean(folder, &words);
    let other = Passphrase::new("en annan hemlig lösenfras").unwrap();
    let key = Key::Passphrase(&passphrase());
    vault
        .change_passphrase(&key, &other, KdfCost::for_tests(), at(0), &mut counting())
        .unwrap();
    assert_clean(folder, &words);
    let (copier, shelf) = (vault.copier(), Shelf::of(&folder.join("backups"), vault.id()));
    let copying = copier.begin(&shelf, at(0)).unwrap();
    copying.finish(&mut counting()).unwrap();
    assert_eq!(shelf.times().unwrap(), [at(0)], "there is a backup to look in");
    drop(vault);
    assert_clean(folder, &words);

    let control = folder.join("control");
    for bytes in [
        "x Elevnamnet".into(),
        utf16("Elevnamnet", u16::to_le_bytes),
        utf16("Elevnamnet", u16::to_be_bytes),
    ] {
        fs::write(&control, bytes).unwrap();
        assert_eq!(findings(folder, &words).len(), 1, "the scan finds what is there");
    }
    fs::remove_file(&control).unwrap();
    fs::write(folder.join("Elevnamnet"), "").unwrap();
    assert_eq!(findings(folder, &words).len(), 1, "in names of files too");
}

#[test]
fn what_was_planted_can_be_read_back() {
    let place = tempfile::tempdir().unwrap();
    let (vault, _) = create(place.path(), "Profilnamnet");
    let attached = plant(&vault);
    drop(vault);
    let vault = open(place.path());
    vault.check().unwrap();
    let pupil = vault.read(|read| read.pupils().all()).unwrap().remove(0);
    assert_eq!(
        (pupil.name.as_str(), pupil.display_name().as_str()),
        ("Elevnamnet", "Aliaset")
    );
    let paper = vault.attachment(&attached.attached.name).unwrap();
    assert_eq!(paper.as_slice(), "%PDF Bilagetexten".as_bytes());
}

fn plant(vault: &Vault) -> Paper {
    let mut random = counting();
    let guardian = GuardianInput {
        name: "Vårdnadshavaren".into(),
        phone: "070-123 45 67".into(),
        email: "vh@hemligpost.example.se".into(),
        address: "Hemliggatan".into(),
    };
    let pupil = PupilInput {
        name: "Elevnamnet".into(),
        class: "Klassnamnet".into(),
        school: "Skolnamnet".into(),
        school_form: "grundskola".into(),
        identity_number: "20130101TF01".into(),
        protected: true,
        alias: "Aliaset".into(),
        guardians: vec![guardian],
        ..Default::default()
    };
    let attached = keep(vault, "%PDF Bilagetexten".as_bytes(), &mut random);
    let work = |write: &vault::Write| {
        let (pupil, case, document) = begin(write, &pupil, "Ärenderubriken");
        let mut draft = Draft::first(document.id, "mentor", at(0));
        for text in ["Rensadutkasttext", "Utkastsvaret"] {
            let mut answers = Answers::new();
            answers.set("text", text.repeat(300).into());
            draft = draft.next(answers, at(1));
            write.drafts_mut().save(&draft)?;
        }
        write.events_mut().add(&Event {
            id: EventId::new(at(0), &[4; 10]),
            kind: EventKind::Cleared,
            at: at(0),
            by: "Händelsepersonen".into(),
            subject: Subject {
                pupil: Some(pupil.id),
                case: Some(case.id()),
                document: Some(document.id),
            },
            data: json!({ "reason": "Händelseorsaken" }),
        })?;
        write
            .settings_mut()
            .set_preference("search", &"Inställningsvärdet", at(0))?;
        let paper = Paper {
            document: document.id,
            kind: vault::PaperKind::Own,
            attached,
            made: at(0),
        };
        write.papers_mut().add(&paper)?;
        Ok::<_, Error>(paper)
    };
    vault.write(work).unwrap()
}

fn assert_clean(folder: &Path, words: &[&str]) {
    assert_eq!(findings(folder, words), [] as [String; 0]);
    let start = fs::read(folder.join("vault.db")).unwrap();
    assert!(!start.is_empty() && !start.starts_with(b"SQLite format 3"));
}

/// Every planted word, recovery word pair and passphrase that a file or its name shows.
fn findings(folder: &Path, words: &[&str]) -> Vec<String> {
    let pairs = words.windows(2).map(|pair| pair.join(" "));
    let secrets = ["lyktan lyser hemlighetsfullt", "en annan hemlig lösenfras"].map(str::to_owned);
    let sought: Vec<String> = PLANTED
        .map(str::to_owned)
        .into_iter()
        .chain(secrets)
        .chain(pairs)
        .collect();
    let shapes: Vec<(&str, Vec<u8>)> = sought.iter().flat_map(|word| shapes(word)).collect();
    let starts: HashSet<&[u8]> = shapes.iter().map(|(_, bytes)| &bytes[..START]).collect();
    let mut found = BTreeSet::new();
    for path in files(folder) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = [name.as_bytes(), b"\n", &fs::read(&path).unwrap()].concat();
        // One pass over the bytes; every word is compared only where one of them begins.
        let places = bytes
            .windows(START)
            .enumerate()
            .filter(|(_, start)| starts.contains(start));
        for (place, _) in places {
            let here = shapes
                .iter()
                .filter(|(_, shape)| bytes[place..].starts_with(shape));
            found.extend(here.map(|(word, _)| format!("{word} in {name}")));
        }
    }
    found.into_iter().collect()
}

/// A word as UTF-8 and UTF-16 write it.
fn shapes(word: &str) -> [(&str, Vec<u8>); 3] {
    let (little, big) = (utf16(word, u16::to_le_bytes), utf16(word, u16::to_be_bytes));
    [(word, word.as_bytes().to_vec()), (word, little), (word, big)]
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] })
        .collect()
}

fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(to_bytes).collect()
}
