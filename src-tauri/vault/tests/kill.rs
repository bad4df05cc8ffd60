//! Kill -9, and look: while drafts are being written, every write that was acknowledged is there afterwards;
//! while the passphrase, the recovery words or the municipality's key is being changed, the old one or the new one opens
//! the vault, and what is not changed always does; while backups are made every one that counts is whole; while one is
//! restored the vault is as it was or as it will be; while the municipality gives it to a new owner, one owner or the other
//! opens it by passphrase and words, and the municipality always does.
//!
//! The moments lie all over what is done: after so many times, and a part of the next one that is another each round.
//!
//! A program of its own, because it starts itself again as the one that is killed.

#![allow(clippy::unwrap_used, clippy::panic)] // a test program says what failed by panicking

mod common;

use std::env;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use cases::{DocumentId, PupilInput};
use common::backups::put_paper;
use common::{at, begin, counting, counting_from, create, open, passphrase};
use forms::Answers;
use tempfile::TempDir;
use vault::{
    Attached, Chest, Draft, Error, KdfCost, Key, MunicipalitySecret, NewOwner, Passphrase, Recovery,
    RecoveryDraft, RecoveryWords, Saved, Shelf, UnlockError, Vault,
};

const KILLS: usize = 200;
const KILLS_OF_DRAFTS: usize = 50;
/// How many backups are kept while others are made.
const KEPT: usize = 8;
/// How many times a vault is looked at while its owner changes.
const OWNERS: usize = 10;
const SECTION: &str = "mentor-part";
const FOLDER: &str = "VAULT_TO_WRITE_IN";
const WORK: &str = "WORK_TO_BE_KILLED";

/// What is killed at its work: how it is called, what kills it and looks what became of it, and the work itself.
type Killed = (&'static str, fn(), fn(&Path));

const WORKS: [Killed; 7] = [
    ("restoring", kill_while_a_backup_is_restored, restore),
    ("backups", kill_while_backups_are_made, make_backups),
    ("owners", kill_while_the_owner_changes, change_owners),
    (
        "passphrases",
        kill_while_the_passphrase_changes,
        change_passphrases,
    ),
    ("words", kill_while_the_words_change, change_words),
    (
        "municipality",
        kill_while_the_municipality_changes,
        change_municipality,
    ),
    ("drafts", kill_while_drafts_are_written, write_drafts),
];

fn main() {
    let Ok(called) = env::var(WORK) else {
        return all();
    };
    let (_, look, work) = WORKS.into_iter().find(|(name, ..)| *name == called).unwrap();
    match env::var_os(FOLDER) {
        Some(folder) => work(Path::new(&folder)),
        None => look(),
    }
}

/// Each by a program of its own, all at once: what they do most is wait for the disk. A program that opens vaults while
/// another part of it starts programs would find its own locks held by them.
fn all() {
    let program = env::current_exe().unwrap();
    let start = |name| Command::new(&program).env(WORK, name).spawn().unwrap();
    let looks = WORKS.map(|(name, ..)| start(name));
    // All are waited for, whatever one of them found.
    let sound = looks.map(|mut looks| looks.wait().unwrap().success());
    assert_eq!(sound, [true; WORKS.len()]);
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
    for round in 0..KILLS_OF_DRAFTS {
        let acknowledged = killed(folder, "drafts", (round, 23));
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
    println!("{KILLS_OF_DRAFTS} kills, {before} writes, none lost");
}

fn kill_while_the_passphrase_changes() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path();
    let (_, words) = create(folder, "Birgitta Ek");
    let words = RecoveryWords::parse(&words.join(" ")).unwrap();
    let (one, other) = (passphrase(), other_passphrase());
    let ways = [Key::Passphrase(&one), Key::Passphrase(&other)];
    let found = kill_while_a_key_changes((folder, "passphrases"), ways, &Key::Recovery(&words));
    assert!(
        found[0] == 0 && found[1] > 0 && found[2] > 0,
        "one of them is the first"
    );
    println!("{KILLS} kills while the passphrase changed, each left one that opens: {found:?}");
}

fn kill_while_the_words_change() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path();
    create(folder, "Birgitta Ek");
    let [one, other] = [0, 1].map(|number| RecoveryWords::parse(&owner(number).1.words().join(" ")).unwrap());
    let ways = [Key::Recovery(&one), Key::Recovery(&other)];
    let found = kill_while_a_key_changes((folder, "words"), ways, &Key::Passphrase(&passphrase()));
    assert!(!found.contains(&0), "{found:?}");
    println!("{KILLS} kills while the recovery words changed, each left those that open: {found:?}");
}

fn kill_while_the_municipality_changes() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path();
    create(folder, "Birgitta Ek");
    let [one, other] = [9, 10].map(municipality);
    let ways = [Key::Municipality(&one), Key::Municipality(&other)];
    let found = kill_while_a_key_changes((folder, "municipality"), ways, &Key::Passphrase(&passphrase()));
    assert!(!found.contains(&0), "{found:?}");
    println!("{KILLS} kills while the municipality's key was taken in, each left none or one: {found:?}");
}

/// Kills what puts one key and another by turns in the place of the one that the vault was made with, which it has again
/// each round. One of them opens it, and `stays` does too: how often that was the one it was made with, the first and the
/// second.
fn kill_while_a_key_changes((folder, work): (&Path, &str), ways: [Key<'_>; 2], stays: &Key<'_>) -> [u32; 3] {
    let header = folder.join("vault.header");
    let made = fs::read(&header).unwrap();
    let mut found = [0; 3];
    for round in 0..KILLS {
        fs::write(&header, &made).unwrap();
        let changes = killed(folder, work, (round, 3));
        let opened = ways.each_ref().map(|key| match Vault::open(folder, key, at(0)) {
            Ok(_) => true,
            Err(Error::Unlock(
                UnlockError::WrongPassphrase
                | UnlockError::WrongRecoveryWords
                | UnlockError::WrongMunicipalityKey
                | UnlockError::NoMunicipalityKey,
            )) => false,
            Err(error) => panic!("round {round}: {error}"),
        });
        assert_ne!(opened, [true; 2], "round {round}");
        let is_as_made = opened == [false; 2];
        assert!(
            !is_as_made || changes == 0,
            "round {round}: {changes} were acknowledged"
        );
        found[if is_as_made { 0 } else { 1 + usize::from(opened[1]) }] += 1;
        Vault::open(folder, stays, at(0)).unwrap().check().unwrap();
    }
    found
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
    for round in 0..KILLS {
        killed(folder, "backups", (round, 3));
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
    println!("{KILLS} kills while backups were made and thinned, up to {most} of them whole");
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
    for round in 0..KILLS {
        killed(folder, "restoring", (round, 3));
        let vault = open(folder);
        vault.check().unwrap();
        assert!(
            !folder.join("vault.damaged").exists(),
            "round {round}: it was sound"
        );
        let kept: Option<i64> = vault.read(|read| read.settings().preference("at")).unwrap();
        assert!(matches!(kept, Some(0 | 60)), "round {round}");
    }
    println!("{KILLS} kills while a backup was restored, each left one state or the other");
}

fn kill_while_the_owner_changes() {
    let secret = municipality(9);
    let mut made = municipal_vault(&secret);
    for round in 0..KILLS {
        // Each owner leaves keys behind: with those of hundreds opening takes longer than all that is looked at.
        if round % OWNERS == 0 {
            made = municipal_vault(&secret);
        }
        let (folder, paper) = (made.0.path(), &made.1);
        killed(folder, "owners", (round, 3));
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
        let left = fs::read_dir(folder).unwrap().map(|one| one.unwrap().file_name());
        let is_copy = |name: &std::ffi::OsString| {
            let name = name.to_string_lossy();
            name.starts_with("vault.re")
        };
        assert_eq!(left.filter(is_copy).count(), 0, "round {round}");
        assert_eq!(vault.attachment(&paper.name).unwrap().as_slice(), b"a paper");
    }
    println!("{KILLS} kills while the owner changed, each left one");
}

/// A vault that the municipality opens, and a paper in it.
fn municipal_vault(secret: &MunicipalitySecret) -> (TempDir, Attached) {
    let place = tempfile::tempdir().unwrap();
    let (mut vault, _) = create(place.path(), "Birgitta Ek");
    let (own, key) = (passphrase(), secret.public().unwrap());
    vault
        .change_municipality(&Key::Passphrase(&own), &key, at(0), &mut counting())
        .unwrap();
    let paper = put_paper(&vault, b"a paper");
    (place, paper)
}

/// Starts the work, kills it after so many acknowledgements as the round says, `most` at most, and a part of the time that
/// the last of them took, which is another each round. Gives the number of the last one.
fn killed(folder: &Path, work: &str, (round, most): (usize, usize)) -> u32 {
    let mut begun = Instant::now();
    let mut child = Command::new(env::current_exe().unwrap())
        .env(WORK, work)
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let number = |line: String| line.parse::<u32>().unwrap();
    let (mut last, mut took) = (0, Duration::ZERO);
    for _ in 0..=round % most {
        last = number(lines.next().unwrap().unwrap());
        (took, begun) = (begun.elapsed(), Instant::now());
    }
    // The golden ratio's multiples lie evenly, however many there are.
    thread::sleep(took.mul_f64((round as f64 * 0.618_034).fract()));
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
    let mut vault = open(folder);
    for count in 0.. {
        acknowledge(count);
        let key = Key::Passphrase(&now);
        vault
            .change_passphrase(&key, &then, KdfCost::for_tests(), at(0), &mut counting())
            .unwrap();
        std::mem::swap(&mut now, &mut then);
    }
}

fn change_words(folder: &Path) {
    let (mut vault, own) = (open(folder), passphrase());
    for count in 0_u32.. {
        acknowledge(count);
        let (_, draft) = owner((count % 2) as u8);
        vault
            .change_recovery(&Key::Passphrase(&own), &confirmed(&draft), at(0), &mut counting())
            .unwrap();
    }
}

fn change_municipality(folder: &Path) {
    let (mut vault, own) = (open(folder), passphrase());
    let keys = [9, 10].map(|byte| municipality(byte).public().unwrap());
    for (count, key) in (0..).zip(keys.iter().cycle()) {
        acknowledge(count);
        vault
            .change_municipality(&Key::Passphrase(&own), key, at(0), &mut counting())
            .unwrap();
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
    let mut vault = Vault::open(folder, &Key::Municipality(&municipality(9)), at(0)).unwrap();
    // Each starts where no other has: keys that repeat would hide an owner before.
    let mut random = counting_from(u64::from(std::process::id()) << 32);
    for count in 1_u32.. {
        let (passphrase, draft) = owner((count % 2) as u8);
        let new = NewOwner {
            passphrase: &passphrase,
            cost: KdfCost::for_tests(),
            recovery: &confirmed(&draft),
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

fn municipality(byte: u8) -> MunicipalitySecret {
    MunicipalitySecret::generate(&mut |bytes: &mut [u8]| bytes.fill(byte))
}

fn confirmed(words: &RecoveryDraft) -> Recovery {
    let asked = words.asked().map(|place| words.words()[place - 1]);
    words.confirm(asked).unwrap()
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
