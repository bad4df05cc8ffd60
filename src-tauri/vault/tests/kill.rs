//! Kill -9, and look: while drafts are being written, every write that was acknowledged is there afterwards;
//! while the passphrase is being changed, the old one or the new one opens the vault, and the words always do; while
//! backups are made every one that counts is whole; while one is restored the vault is as it was or as it will be;
//! while the municipality gives it to a new owner, one owner or the other opens it by passphrase and words, and the
//! municipality always does.
//!
//! A program of its own, because it starts itself again as the one that is killed.

#![allow(clippy::unwrap_used, clippy::panic)] // a test program says what failed by panicking

mod common;

use std::env;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use cases::{DocumentId, PupilInput};
use common::backups::put_paper;
use common::{at, begin, counting, counting_from, create, open, passphrase};
use forms::Answers;
use vault::{
    Chest, Draft, Error, KdfCost, Key, MunicipalitySecret, NewOwner, Passphrase, RecoveryDraft,
    RecoveryWords, Saved, Shelf, UnlockError, Vault,
};

const KILLS: usize = 50;
const KILLS_OF_BACKUPS: usize = 200;
/// How many backups are kept while others are made.
const KEPT: usize = 8;
const SECTION: &str = "mentor-part";
const FOLDER: &str = "VAULT_TO_WRITE_IN";

fn main() {
    let Some(folder) = env::var_os(FOLDER) else {
        kill_while_drafts_are_written();
        kill_while_the_passphrase_changes();
        kill_while_backups_are_made();
        kill_while_a_backup_is_restored();
        kill_while_the_owner_changes();
        return;
    };
    match env::args().next_back().as_deref() {
        Some("drafts") => write_drafts(Path::new(&folder)),
        Some("passphrases") => change_passphrases(Path::new(&folder)),
        Some("backups") => make_backups(Path::new(&folder)),
        Some("restoring") => restore(Path::new(&folder)),
        Some("owners") => change_owners(Path::new(&folder)),
        other => panic!("no such work: {other:?}"),
    }
}

fn kill_while_drafts_are_written() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path();
    let (vault, _) = create(folder, "Birgitta Ek");
    let pupil = PupilInput {
        name: "Astrid Almgren".into(),
        school: "Björkskolan".into(),
        school_form: "grundskola".into(),
        ..Default::default()
    };
    let document = vault
        .write(|write| Ok::<_, Error>(begin(write, &pupil, "Frånvaro").2.id))
        .unwrap();
    drop(vault);

    let mut before = 0;
    for round in 0..KILLS {
        let acknowledged = killed(folder, "drafts", 1 + round * 7 % 23);
        assert!(
            acknowledged > before,
            "round {round}: the child wrote on from where the last one was"
        );
        let vault = open(folder);
        vault.check().unwrap();
        let draft = vault
            .read(|read| read.drafts().get(document, SECTION))
            .unwrap()
            .unwrap();
        assert!(
            draft.write >= acknowledged,
            "round {round}: {acknowledged} was acknowledged"
        );
        assert_eq!(
            draft.answers,
            text(draft.write),
            "round {round}: a whole write, not parts of two"
        );
        let again = vault.write(|write| write.drafts_mut().save(&draft)).unwrap();
        assert_eq!(
            again,
            Saved::Already,
            "round {round}: repeating the last write changes nothing"
        );
        before = draft.write;
    }
    println!("{KILLS} kills, {before} writes, none lost");
}

fn kill_while_the_passphrase_changes() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path();
    let (_, words) = create(folder, "Birgitta Ek");
    let words = RecoveryWords::parse(&words.join(" ")).unwrap();
    for round in 0..KILLS {
        killed(folder, "passphrases", 1 + round % 7);
        let opened = [passphrase(), other_passphrase()]
            .map(|passphrase| Vault::open(folder, &Key::Passphrase(&passphrase), at(0)).map(|_| ()));
        let wrong = Err(UnlockError::WrongPassphrase.into());
        assert!(
            opened == [Ok(()), wrong.clone()] || opened == [wrong, Ok(())],
            "round {round}: {opened:?}"
        );
        Vault::open(folder, &Key::Recovery(&words), at(0))
            .unwrap()
            .check()
            .unwrap();
    }
    println!("{KILLS} kills while the passphrase changed, each left one that opens");
}

fn kill_while_backups_are_made() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path();
    let (vault, _) = create(folder, "Birgitta Ek");
    for number in 0..5_u8 {
        put_paper(&vault, &[number; 5000]);
    }
    drop(vault);
    let mut most = 0;
    for round in 0..KILLS_OF_BACKUPS {
        killed(folder, "backups", 1 + round % 5);
        open(folder).check().unwrap();
        let chest = chest(folder);
        let whole = chest.backups().unwrap().len();
        assert!(whole <= KEPT + 1, "round {round}: {whole}");
        most = most.max(whole);
        assert_eq!(whole, shelf(folder).times().unwrap().len(), "round {round}");
        for backup in chest.backups().unwrap().iter().take(2) {
            drop(chest.stage(backup.at, folder).unwrap());
            assert_eq!(backup.unreadable, 0);
        }
    }
    println!("{KILLS_OF_BACKUPS} kills while backups were made and thinned, up to {most} of them whole");
}

fn kill_while_a_backup_is_restored() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path();
    let (vault, _) = create(folder, "Birgitta Ek");
    for at in [0, 60] {
        vault
            .write(|write| write.settings_mut().set_preference("at", &at, common::at(0)))
            .unwrap();
        back_up(&vault, folder, at);
    }
    drop(vault);
    for round in 0..KILLS_OF_BACKUPS {
        killed(folder, "restoring", 1 + round % 5);
        let vault = open(folder);
        vault.check().unwrap();
        assert!(
            !folder.join("vault.damaged").exists(),
            "round {round}: it was sound"
        );
        let kept: Option<i64> = vault.read(|read| read.settings().preference("at")).unwrap();
        assert!(matches!(kept, Some(0 | 60)), "round {round}");
    }
    println!("{KILLS_OF_BACKUPS} kills while a backup was restored, each left one state or the other");
}

fn kill_while_the_owner_changes() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path();
    let (mut vault, _) = create(folder, "Birgitta Ek");
    let (own, secret) = (passphrase(), municipality());
    let key = secret.public().unwrap();
    vault
        .change_municipality(&Key::Passphrase(&own), &key, at(0), &mut counting())
        .unwrap();
    let paper = put_paper(&vault, b"a paper");
    drop(vault);
    for round in 0..KILLS {
        killed(folder, "owners", 1 + round % 7);
        let opened = [0, 1].map(|number| {
            let (passphrase, draft) = owner(number);
            let words = RecoveryWords::parse(&draft.words().join(" ")).unwrap();
            [Key::Passphrase(&passphrase), Key::Recovery(&words)]
                .map(|key| Vault::open(folder, &key, at(0)).is_ok())
        });
        let (both, neither) = ([true; 2], [false; 2]);
        assert!(
            opened == [both, neither] || opened == [neither, both],
            "round {round}: {opened:?}"
        );
        let key = Key::Municipality(&secret);
        let vault = Vault::open(folder, &key, at(0)).unwrap();
        vault.check().unwrap();
        let owner: Option<usize> = vault.read(|read| read.settings().preference("owner")).unwrap();
        assert!(
            owner.is_none_or(|owner| opened[owner] == both),
            "round {round}: what was written belongs to who opens it"
        );
        let left = std::fs::read_dir(folder)
            .unwrap()
            .map(|one| one.unwrap().file_name());
        let is_copy = |name: &std::ffi::OsString| {
            let name = name.to_string_lossy();
            name.starts_with("vault.re")
        };
        assert_eq!(left.filter(is_copy).count(), 0, "round {round}");
        assert_eq!(vault.attachment(&paper.name).unwrap().as_slice(), b"a paper");
    }
    println!("{KILLS} kills while the owner changed, each left one");
}

/// Starts the work, kills it after so many acknowledgements, and gives the number of the last one.
fn killed(folder: &Path, work: &str, acknowledgements: usize) -> u32 {
    let mut child = Command::new(env::current_exe().unwrap())
        .arg(work)
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let number = |line: String| line.parse::<u32>().unwrap();
    let last = lines
        .by_ref()
        .take(acknowledgements)
        .map(|line| number(line.unwrap()))
        .last()
        .unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    // What it said after the last line we waited for was acknowledged too; a half line was not.
    lines
        .map_while(Result::ok)
        .filter_map(|line| line.parse().ok())
        .last()
        .unwrap_or(last)
        .max(last)
}

fn write_drafts(folder: &Path) {
    let vault = open(folder);
    let document = DocumentId::new(at(0), &[3; 10]);
    let last = vault.read(|read| read.drafts().get(document, SECTION)).unwrap();
    let mut draft = last.unwrap_or_else(|| Draft {
        write: 0,
        ..Draft::first(document, SECTION, at(0))
    });
    loop {
        draft = draft.next(text(draft.write + 1), at(draft.write.into()));
        assert_eq!(
            vault.write(|write| write.drafts_mut().save(&draft)).unwrap(),
            Saved::Kept
        );
        acknowledge(draft.write);
    }
}

fn change_passphrases(folder: &Path) {
    let [mut now, mut then] = [passphrase(), other_passphrase()];
    let mut vault = Vault::open(folder, &Key::Passphrase(&now), at(0)).unwrap_or_else(|_| {
        std::mem::swap(&mut now, &mut then);
        Vault::open(folder, &Key::Passphrase(&now), at(0)).unwrap()
    });
    for count in 1.. {
        let key = Key::Passphrase(&now);
        vault
            .change_passphrase(&key, &then, KdfCost::for_tests(), at(0), &mut counting())
            .unwrap();
        std::mem::swap(&mut now, &mut then);
        acknowledge(count);
    }
}

fn make_backups(folder: &Path) {
    let vault = open(folder);
    let last = Shelf::of(&backups(folder), vault.id()).times().unwrap().pop();
    let from = last.map_or(0, |last| (last - at(0)).num_seconds());
    for count in 1.. {
        back_up(&vault, folder, from + i64::from(count));
        let newest = |times: &[_]| times.iter().rev().take(KEPT).copied().collect();
        shelf(folder).thin(&vault.copier(), newest).unwrap();
        acknowledge(count);
    }
}

/// Restores one of two backups by turns, and saves the vault as it is before.
fn restore(folder: &Path) {
    let go_on = || Ok::<_, Error>(());
    for count in 1_u32.. {
        let chest = chest(folder);
        let mut staged = chest.stage(at(60 * i64::from(count % 2)), folder).unwrap();
        let mut present = chest.present(folder).unwrap();
        let shelf = shelf(folder);
        present.save(&shelf, at(120), &mut counting(), &go_on).unwrap();
        staged.bring_back(&chest, &present, &go_on).unwrap();
        drop(staged.install(&chest, present).unwrap());
        let copier = open(folder).copier();
        shelf.thin(&copier, |_| [at(0), at(60)].into()).unwrap();
        acknowledge(count);
    }
}

fn change_owners(folder: &Path) {
    let mut vault = Vault::open(folder, &Key::Municipality(&municipality()), at(0)).unwrap();
    // Each starts where no other has: keys that repeat would hide an owner before.
    let mut random = counting_from(u64::from(std::process::id()) << 32);
    for count in 1_u32.. {
        let (passphrase, draft) = owner((count % 2) as u8);
        let recovery = draft
            .confirm(draft.asked().map(|place| draft.words()[place - 1]))
            .unwrap();
        let new = NewOwner {
            passphrase: &passphrase,
            cost: KdfCost::for_tests(),
            recovery: &recovery,
        };
        let heir = vault.give_over(&new, &mut random, |write, _| {
            write.settings_mut().set_preference("owner", &(count % 2), at(0))
        });
        vault = heir.unwrap().enter(vault).unwrap();
        acknowledge(count);
    }
}

fn back_up(vault: &Vault, folder: &Path, seconds: i64) {
    let copier = vault.copier();
    let shelf = Shelf::of(&backups(folder), vault.id());
    let copying = copier.begin(&shelf, at(seconds)).unwrap();
    copying.finish(&mut counting()).unwrap();
}

fn chest(folder: &Path) -> Chest {
    Chest::open(&[shelf(folder)], folder, &Key::Passphrase(&passphrase()), at(0)).unwrap()
}

fn shelf(folder: &Path) -> Shelf {
    Shelf::found(&backups(folder)).unwrap().remove(0)
}

fn backups(folder: &Path) -> PathBuf {
    folder.join("backups")
}

fn municipality() -> MunicipalitySecret {
    MunicipalitySecret::generate(&mut |bytes: &mut [u8]| bytes.fill(9))
}

/// One owner or the other: the passphrase, and the recovery words.
fn owner(number: u8) -> (Passphrase, RecoveryDraft) {
    let passphrase = [passphrase, other_passphrase][usize::from(number % 2)]();
    let words = RecoveryDraft::new(&mut |bytes: &mut [u8]| bytes.fill(number % 2));
    (passphrase, words)
}

fn acknowledge(number: u32) {
    println!("{number}");
}

fn other_passphrase() -> Passphrase {
    Passphrase::new("en annan lykta i trappan").unwrap()
}

/// The answers of a write: several pages of text, each of which says which write it belongs to.
fn text(write: u32) -> Answers {
    let mut answers = Answers::new();
    for field in 0..20 {
        answers.set(
            &format!("field-{field}"),
            format!("skrivning {write} ").repeat(40).into(),
        );
    }
    answers
}
