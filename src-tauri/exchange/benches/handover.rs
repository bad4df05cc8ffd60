//! A hand-over package of twenty megabytes, closed to three, against the `age` command that closes the same bytes to
//! three, turn by turn in one run. Both begin with a file and end with a file on the disk; the package is also signed, and
//! every part of it hashed. Prints both medians in seconds; `cargo xtask bench` reads them.

#![allow(clippy::unwrap_used)] // a measurement says what failed by panicking

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use cases::{CaseInput, Ground, Line, PupilInput, Role};
use chrono::{DateTime, NaiveDate, Utc};
use exchange::handover::{About, Content, Filed, MunicipalityKey, NameCard, OwnKeys, Package};
use forms::Hash;
use serde_json::json;
use uuid::Uuid;

/// How much the paper has, in bytes.
const SIZE: usize = 20_000_000;
const TURNS: usize = 7;

fn main() {
    let place = tempfile::tempdir().unwrap();
    let paper = place.path().join("paper.pdf");
    // Bytes that nothing can make smaller.
    let mut state = 1_u64;
    let bytes: Vec<u8> = std::iter::repeat_with(|| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (state >> 33) as u8
    })
    .take(SIZE)
    .collect();
    let sha256 = Hash::of(&bytes);
    fs::write(&paper, bytes).unwrap();
    let readers: Vec<String> = (0..3).map(|_| reader()).collect();
    let (mut packages, mut peers) = (vec![], vec![]);
    for turn in 0..TURNS {
        let in_turn: [&mut dyn FnMut(); 2] = [
            &mut || packages.push(seconds(|| package(&paper, sha256, &place.path().join("package")))),
            &mut || peers.push(seconds(|| age(&paper, &readers, &place.path().join("peer")))),
        ];
        let mut order: Vec<_> = in_turn.into_iter().collect();
        if turn % 2 == 1 {
            order.reverse();
        }
        order.into_iter().for_each(|work| work());
    }
    println!("{}", json!({ "package": median(packages), "age": median(peers) }));
}

/// A new key's public half, as `age` knows it.
fn reader() -> String {
    let made = Command::new("age-keygen").output().unwrap();
    assert!(made.status.success());
    let text = String::from_utf8(made.stdout).unwrap();
    let line = text.lines().find(|line| line.contains("public key: ")).unwrap();
    line.rsplit(' ').next().unwrap().to_owned()
}

fn age(paper: &Path, readers: &[String], to: &Path) {
    let mut command = Command::new("age");
    for reader in readers {
        command.args(["-r", reader]);
    }
    assert!(command.arg("-o").arg(to).arg(paper).status().unwrap().success());
    File::options().write(true).open(to).unwrap().sync_all().unwrap();
}

/// The vault knows a paper's hash from when it was filed.
fn package(paper: &Path, sha256: Hash, to: &Path) {
    let paper = fs::read(paper).unwrap();
    let at = DateTime::<Utc>::from_timestamp(1_795_000_000, 0).unwrap();
    let keys = |number: u8| OwnKeys::derive(&[number; 32]).unwrap();
    let line = |text: &str| Line::parse("line", text).unwrap();
    let card = |number: u8, name: &str, role: Role| {
        let who = (&line(name), role, &line("Björkskolan"));
        NameCard::new(&keys(number), who, None, at).unwrap()
    };
    let content = Content::Copy {
        about: about(at.date_naive()),
        document: Filed {
            document: Uuid::from_u128(3),
            title: "Checklista vid frånvaro".into(),
            sha256,
            taken_back: Vec::new(),
        },
    };
    let package = Package {
        id: Uuid::from_u128(4),
        sequence: 1,
        content: &content,
        papers: vec![(sha256, &paper)],
        purpose: "Kopia till rektor",
        ground: (Ground::Internal, ""),
        made_at: at,
        expires: at.date_naive(),
        answers: None,
    };
    let municipality = MunicipalityKey::new(&[9; 32]).unwrap();
    let (own, theirs) = (
        card(1, "Ebba Lindqvist", Role::Mentor),
        card(2, "Rut Sandberg", Role::Rektor),
    );
    let sealed = package
        .seal(&keys(1), &own, &theirs, Some(&municipality))
        .unwrap();
    let mut file = File::create(to).unwrap();
    file.write_all(&sealed).unwrap();
    file.sync_all().unwrap();
}

fn about(today: NaiveDate) -> About {
    let input = PupilInput {
        name: "Astrid Almgren".into(),
        school: "Björkskolan".into(),
        school_form: "grundskola".into(),
        ..Default::default()
    };
    let pupil = input.parse(Uuid::from_u128(1).into(), today).unwrap();
    let input = CaseInput {
        title: "Frånvaro".into(),
    };
    let case = input.parse(Uuid::from_u128(2).into(), pupil.id, today).unwrap();
    About { pupil, case }
}

fn seconds(work: impl FnOnce()) -> f64 {
    let start = Instant::now();
    work();
    start.elapsed().as_secs_f64()
}

fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}
