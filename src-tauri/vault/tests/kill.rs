//! Kill -9 while drafts are being written, fifty times: every write that was acknowledged is there afterwards.
//!
//! A program of its own, because it starts itself again as the one that is killed.

#![allow(clippy::unwrap_used)] // a test program says what failed by panicking

mod common;

use std::env;
use std::io::{BufRead, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use cases::{DocumentId, PupilInput};
use common::{at, begin, create, open};
use forms::Answers;
use vault::{Draft, Error, Saved};

const KILLS: usize = 50;
const SECTION: &str = "mentor-part";

fn main() {
    match env::var_os("VAULT_TO_WRITE_IN") {
        Some(folder) => write_until_killed(Path::new(&folder)),
        None => kill_and_look(),
    }
}

fn kill_and_look() {
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
        let acknowledged = killed_after(folder, 1 + round * 7 % 23);
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

/// Starts the writer, kills it after so many acknowledgements, and gives the number of the last one.
fn killed_after(folder: &Path, acknowledgements: usize) -> u32 {
    let mut child = Command::new(env::current_exe().unwrap())
        .env("VAULT_TO_WRITE_IN", folder)
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

fn write_until_killed(folder: &Path) {
    let vault = open(folder);
    let document = DocumentId::new(at(0), &[3; 10]);
    let last = vault.read(|read| read.drafts().get(document, SECTION)).unwrap();
    let mut draft = last.unwrap_or_else(|| Draft {
        write: 0,
        ..Draft::first(document, SECTION, at(0))
    });
    let mut out = std::io::stdout();
    loop {
        draft = draft.next(text(draft.write + 1), at(draft.write.into()));
        assert_eq!(
            vault.write(|write| write.drafts_mut().save(&draft)).unwrap(),
            Saved::Kept
        );
        writeln!(out, "{}", draft.write).unwrap();
    }
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
