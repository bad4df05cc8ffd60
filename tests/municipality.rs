//! The municipality's key at the command line: made, and used on a vault that somebody has left.
#![allow(clippy::unwrap_used)] // clippy excuses test functions, not what they share

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use chrono::{DateTime, Utc};
use tempfile::TempDir;
use vault::{Escrow, KdfCost, Key, NewVault, Passphrase, RecoveryDraft, Vault};

const NEVER: DateTime<Utc> = DateTime::UNIX_EPOCH;

/// A program that asks and is answered, as at a terminal.
struct Asked {
    child: Child,
    said: BufReader<ChildStdout>,
}

impl Asked {
    fn begin(words: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_narvarolots-cli"))
            .args(words)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let said = BufReader::new(child.stdout.take().unwrap());
        Self { child, said }
    }

    fn answer(&mut self, line: &str) {
        writeln!(self.child.stdin.as_mut().unwrap(), "{line}").unwrap();
    }

    /// The next so many words of a numbered list.
    fn words(&mut self, count: usize) -> Vec<String> {
        let word = |line: std::io::Result<String>| {
            let line = line.unwrap();
            let (number, word) = line.trim().split_once(". ")?;
            number.parse::<u8>().ok().map(|_| word.to_owned())
        };
        let lines = self.said.by_ref().lines();
        lines.filter_map(word).take(count).collect()
    }

    /// Which word is asked for next.
    fn asked(&mut self) -> usize {
        let mut question = Vec::new();
        self.said.read_until(b':', &mut question).unwrap();
        let question = String::from_utf8(question).unwrap();
        let place = question.rsplit(' ').next().unwrap().trim_end_matches(':');
        place.parse().unwrap()
    }

    fn end(mut self) -> String {
        drop(self.child.stdin.take());
        let mut rest = String::new();
        self.said.read_to_string(&mut rest).unwrap();
        assert!(self.child.wait().unwrap().success(), "{rest}");
        rest
    }
}

/// The municipality's key, made at the terminal: the shares, and the settings.
fn municipality_key(folder: &Path) -> (Vec<String>, String) {
    let file = folder.join("kommun.toml");
    let words = [
        "municipality-key",
        "--name",
        "Exempelkommun",
        "--required",
        "--out",
    ];
    let mut asked = Asked::begin(&[&words[..], &[file.to_str().unwrap()]].concat());
    let shares: Vec<String> = (0..3)
        .map(|_| {
            let share = asked.words(30).join(" ");
            asked.answer("");
            share
        })
        .collect();
    let mut wrong: Vec<&str> = shares[1].split(' ').collect();
    wrong.swap(3, 7);
    for typed in [&wrong.join(" "), &shares[1], &shares[1], &shares[2]] {
        asked.answer(typed);
    }
    let said = asked.end();
    assert!(said.contains("Nyckelns kännetecken"), "{said}");
    (shares, fs::read_to_string(file).unwrap())
}

#[test]
fn a_left_vault_is_recovered_at_the_terminal() {
    let folder = TempDir::new().unwrap();
    let (shares, settings) = municipality_key(folder.path());
    let public = settings.split('"').find(|part| part.len() == 64).unwrap();
    assert!(settings.contains("required = true"), "{settings}");

    let place = folder.path().join("vault");
    let mut random = |bytes: &mut [u8]| bytes.fill(3);
    let draft = RecoveryDraft::new(&mut random);
    let profile = cases::ProfileInput {
        name: "Birgitta Ek".into(),
        role: "mentor".into(),
        school: "Björkskolan".into(),
        organiser: "kommunal".into(),
        ..Default::default()
    };
    let new = NewVault {
        profile: &profile.parse().unwrap(),
        passphrase: &Passphrase::new("fyra ord på rad").unwrap(),
        cost: KdfCost::FLOOR,
        recovery: &draft
            .confirm(draft.asked().map(|at| draft.words()[at - 1]))
            .unwrap(),
        escrow: Escrow {
            key: public.parse().ok(),
            required: true,
        },
    };
    let vault = Vault::create(&place, &new, NEVER, &mut random).unwrap();
    let trail = vault
        .sealed_trail(&public.parse().unwrap(), NEVER, &mut random)
        .unwrap();
    drop(vault);
    let log = folder.path().join("logg.nlogg");
    fs::write(&log, trail).unwrap();
    let mut asked = Asked::begin(&["log", log.to_str().unwrap()]);
    asked.answer(&shares[2]);
    asked.answer(&shares[0]);
    assert!(asked.end().contains("Birgitta Ek"));

    let passphrase = folder.path().join("lösenfras");
    fs::write(&passphrase, "en helt annan fras\n").unwrap();
    let mut asked = Asked::begin(&[
        "recover",
        "--vault",
        place.to_str().unwrap(),
        "--reason",
        "KS 2026/12",
        "--name",
        "Nils Ny",
        "--role",
        "kurator",
        "--school",
        "Björkskolan",
        "--passphrase-file",
        passphrase.to_str().unwrap(),
    ]);
    for line in ["Anna Ek", &shares[0], "Bo Al", "inte ord", "Bo Al", &shares[1]] {
        asked.answer(line);
    }
    let words = asked.words(12);
    asked.answer("");
    for _ in 0..2 {
        let place = asked.asked();
        asked.answer(&words[place - 1]);
    }
    let said = asked.end();
    assert!(said.contains("Valvet tillhör nu Nils Ny"), "{said}");
    let opened = |passphrase: &str| {
        let passphrase = Passphrase::typed(passphrase);
        Vault::open(&place, &Key::Passphrase(&passphrase), NEVER).is_ok()
    };
    assert!(opened("en helt annan fras") && !opened("fyra ord på rad"));
}
