//! The municipality's key at the command line: made, and used on a vault that somebody has left.
#![allow(clippy::unwrap_used)] // clippy excuses test functions, not what they share

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use chrono::{DateTime, Utc};
use exchange::handover::{About, Content, Filed, MunicipalityKey, NameCard, OwnKeys, Package};
use forms::Hash;
use tempfile::TempDir;
use vault::{Escrow, KdfCost, Key, NewVault, Passphrase, RecoveryDraft, Shelf, TrailFilter, Vault};

const NEVER: DateTime<Utc> = DateTime::UNIX_EPOCH;
const PAPER: &[u8] = b"%PDF-1.7 a paper\n";

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

    /// Refused without being answered; what was said.
    fn refused(words: &[&str]) -> String {
        let output = Command::new(env!("CARGO_BIN_EXE_narvarolots-cli"))
            .args(words)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert!(
            !String::from_utf8_lossy(&output.stdout).contains("Delens ord"),
            "before it asks"
        );
        String::from_utf8(output.stderr).unwrap()
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
    // Another program's file lies there by now: another is asked for, and the key is not lost.
    fs::write(&file, "annat").unwrap();
    asked.answer(&wrong.join(" "));
    asked.answer(&shares[0]);
    let other = folder.join("annan.toml");
    asked.answer(folder.join("saknas").join("kommun.toml").to_str().unwrap());
    asked.answer(other.to_str().unwrap());
    let said = asked.end();
    assert!(said.contains(other.to_str().unwrap()), "{said}");
    assert_eq!(fs::read_to_string(&file).unwrap(), "annat");
    fs::rename(other, &file).unwrap();
    assert!(said.contains("Nyckelns kännetecken"), "{said}");
    let again = Asked::refused(&[&words[..], &[file.to_str().unwrap()]].concat());
    assert!(again.contains("Det finns redan något"), "{again}");
    (shares, fs::read_to_string(file).unwrap())
}

/// The vault of somebody who has left, which the municipality can open.
fn left_vault(place: &Path, public: &str) -> Vault {
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
    Vault::create(place, &new, NEVER, &mut random).unwrap()
}

#[test]
fn a_left_vault_is_recovered_at_the_terminal() {
    let folder = TempDir::new().unwrap();
    let (shares, settings) = municipality_key(folder.path());
    let public = settings.split('"').find(|part| part.len() == 64).unwrap();
    assert!(settings.contains("required = true"), "{settings}");

    let place = folder.path().join("vault");
    let mut random = |bytes: &mut [u8]| bytes.fill(3);
    let vault = left_vault(&place, public);
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
    let recover = |role: &'static str, reason: &'static str| {
        let (place, passphrase) = (place.to_str().unwrap(), passphrase.to_str().unwrap());
        let told = [
            "recover", "--vault", place, "--reason", reason, "--name", "Nils Ny",
        ];
        let more = [
            "--role",
            role,
            "--school",
            "Björkskolan",
            "--passphrase-file",
            passphrase,
        ];
        [&told[..], &more[..]].concat()
    };
    fs::write(&passphrase, "kort\n").unwrap();
    let short = Asked::refused(&recover("kurator", "KS 2026/12"));
    assert!(short.contains("för kort"), "{short}");
    fs::write(&passphrase, "en helt annan fras\n").unwrap();
    for wrong in [recover("trollkarl", "KS 2026/12"), recover("kurator", " ")] {
        assert!(!Asked::refused(&wrong).is_empty());
    }
    let mut asked = Asked::begin(&recover("kurator", "KS 2026/12"));
    for line in ["Anna Ek", &shares[0], "Bo Al", "inte ord", "Bo Al", &shares[1]] {
        asked.answer(line);
    }
    take_over(&mut asked);
    let said = asked.end();
    assert!(said.contains("Valvet tillhör nu Nils Ny"), "{said}");
    let opened = |passphrase: &str| {
        let passphrase = Passphrase::typed(passphrase);
        Vault::open(&place, &Key::Passphrase(&passphrase), NEVER).is_ok()
    };
    assert!(opened("en helt annan fras") && !opened("fyra ord på rad"));
}

/// The new owner's words, two of which are typed back.
fn take_over(asked: &mut Asked) {
    let words = asked.words(12);
    asked.answer("");
    for _ in 0..2 {
        let place = asked.asked();
        asked.answer(&words[place - 1]);
    }
}

#[test]
fn a_vault_that_lies_in_backups_alone_is_recovered_at_the_terminal() {
    let folder = TempDir::new().unwrap();
    let (shares, settings) = municipality_key(folder.path());
    let public = settings.split('"').find(|part| part.len() == 64).unwrap();
    let vault = left_vault(&folder.path().join("gone"), public);
    let (drive, mut random) = (folder.path().join("drive"), |bytes: &mut [u8]| bytes.fill(5));
    let shelf = Shelf::of(&drive, vault.id());
    vault
        .copier()
        .begin(&shelf, NEVER)
        .unwrap()
        .finish(&mut random)
        .unwrap();
    drop(vault);
    fs::remove_dir_all(folder.path().join("gone")).unwrap();

    let (place, passphrase) = (folder.path().join("vault"), folder.path().join("lösenfras"));
    fs::write(&passphrase, "en helt annan fras\n").unwrap();
    let text = |path: &Path| path.to_str().unwrap().to_owned();
    let (vault, backups, file) = (text(&place), text(&drive), text(&passphrase));
    let told = [
        "recover",
        "--vault",
        &vault,
        "--backups",
        &backups,
        "--reason",
        "KS 2026/12",
    ];
    let owner = [
        "--name",
        "Nils Ny",
        "--role",
        "kurator",
        "--school",
        "Björkskolan",
    ];
    let words = [&told[..], &owner[..], &["--passphrase-file", &file]].concat();
    let mut asked = Asked::begin(&words);
    for line in ["Anna Ek", &shares[0], "Bo Al", &shares[1], "två", "9", "1"] {
        asked.answer(line);
    }
    take_over(&mut asked);
    let said = asked.end();
    assert!(said.contains("Valvet tillhör nu Nils Ny"), "{said}");
    let passphrase = Passphrase::typed("en helt annan fras");
    let vault = Vault::open(&place, &Key::Passphrase(&passphrase), NEVER).unwrap();
    let filter = TrailFilter::default();
    let trail = vault.read(|read| read.trail().page(&filter, None, 9)).unwrap();
    let opened = trail
        .iter()
        .flatten()
        .find(|entry| entry.command == "restore_rescued");
    let why = opened.unwrap().why.clone().unwrap();
    assert!(why.contains("Anna Ek") && why.contains("KS 2026/12"), "{why}");
}

/// A package from one colleague's vault to another's, closed to the municipality too or not.
fn package(municipality: Option<&str>) -> Vec<u8> {
    let keys = |number: u8| OwnKeys::derive(&[number; 32]).unwrap();
    let line = |text: &str| cases::Line::parse("line", text).unwrap();
    let card = |number, name: &str| {
        let who = (&line(name), cases::Role::Mentor, &line("Björkskolan"));
        NameCard::new(&keys(number), who, None, NEVER).unwrap()
    };
    let id = uuid::Uuid::from_u128;
    let pupil = cases::PupilInput {
        name: "Astrid Almgren".into(),
        school: "Björkskolan".into(),
        school_form: "grundskola".into(),
        ..Default::default()
    };
    let pupil = pupil.parse(id(1).into(), NEVER.date_naive()).unwrap();
    let case = cases::CaseInput {
        title: "Frånvaro".into(),
    };
    let case = case.parse(id(2).into(), pupil.id, NEVER.date_naive()).unwrap();
    let content = Content::Copy {
        about: About { pupil, case },
        document: Filed {
            document: id(3),
            title: "Checklista".into(),
            sha256: Hash::of(PAPER),
            taken_back: Vec::new(),
        },
    };
    let package = Package {
        id: id(9),
        sequence: 1,
        content: &content,
        papers: vec![(Hash::of(PAPER), PAPER)],
        purpose: "Kopia till rektor",
        ground: (cases::Ground::Internal, ""),
        made_at: NEVER,
        expires: NEVER.date_naive() + chrono::Days::new(30),
        answers: None,
    };
    let key = municipality.map(|key| {
        let key: vault::MunicipalityKey = key.parse().unwrap();
        MunicipalityKey::new(key.as_bytes()).unwrap()
    });
    package
        .seal(
            &keys(1),
            &card(1, "Ebba Lindqvist"),
            &card(2, "Rut Sandberg"),
            key.as_ref(),
        )
        .unwrap()
}

#[test]
fn a_package_of_somebody_elses_is_opened_by_the_shares() {
    let folder = TempDir::new().unwrap();
    let (shares, settings) = municipality_key(folder.path());
    let public = settings.split('"').find(|part| part.len() == 64).unwrap();
    let [closed, other, out] = ["a.lotspaket", "b.lotspaket", "ut"].map(|name| folder.path().join(name));
    fs::write(&closed, package(Some(public))).unwrap();
    fs::write(&other, package(None)).unwrap();
    let words = |file| ["open-package", file, "--out", out.to_str().unwrap()];
    let mut asked = Asked::begin(&words(closed.to_str().unwrap()));
    for share in [&shares[1], &shares[2]] {
        asked.answer(share);
    }
    let said = asked.end();
    assert!(
        said.contains("Ebba Lindqvist") && said.contains("Kopia till rektor"),
        "{said}"
    );
    assert!(!said.contains("Astrid"), "nothing of the pupil is shown");
    let paper = out.join(format!("{}.pdf", Hash::of(PAPER)));
    assert_eq!(fs::read(&paper).unwrap(), PAPER);

    let full = Asked::refused(&words(closed.to_str().unwrap()));
    assert!(full.contains("Det finns redan något"), "{full}");
    assert_eq!(fs::read(&paper).unwrap(), PAPER);
    fs::remove_file(&paper).unwrap();
    let mut asked = Asked::begin(&words(other.to_str().unwrap()));
    for share in [&shares[1], &shares[2]] {
        asked.answer(share);
    }
    drop(asked.child.stdin.take());
    assert_eq!(
        asked.child.wait().unwrap().code(),
        Some(2),
        "it was not closed to the municipality"
    );
    assert_eq!(fs::read_dir(&out).unwrap().count(), 0);
}
