//! Cards, with SoftHSM in the place of one. The module reads its settings from the environment, which a test may
//! not change for itself: the outer test makes the card and runs the inner one in a process of its own.
//!
//! Needs Debian's `softhsm2`, `opensc` and `openssl`; without them the test says so and does nothing.

// What cannot be read must stop a test.
#![allow(clippy::unwrap_used, clippy::panic)] // clippy excuses test functions, not what they share

mod support;

use std::path::{Path, PathBuf};
use std::process::Command;

use chrono::{DateTime, Utc};
use signing::{Algorithm, Cards, Signer, TokenError, Trust, Verdict, sign, usual_modules, verify};
use support::{CONSENT, look, request};

const PIN: &str = "4711";
const CONFIG: &str = "SOFTHSM2_CONF";
const MODULES: [&str; 3] = [
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib64/softhsm/libsofthsm2.so",
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
];

fn module() -> Option<PathBuf> {
    let tools = ["softhsm2-util", "pkcs11-tool", "openssl"];
    let there = tools
        .iter()
        .all(|tool| Command::new(tool).arg("--help").output().is_ok());
    MODULES
        .iter()
        .map(PathBuf::from)
        .find(|module| there && module.exists())
}

#[test]
fn check() {
    let Some(module) = module() else {
        println!("skipped: softhsm2, opensc or openssl is not installed");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let maker = Maker {
        folder: folder.path(),
        module: &module,
    };
    maker.card();
    let inner = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "inner", "--nocapture"])
        .env(CONFIG, folder.path().join("softhsm2.conf"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&inner.stdout);
    let problems = String::from_utf8_lossy(&inner.stderr);
    assert!(
        inner.status.success() && said.contains("3 signed"),
        "{said}\n{problems}"
    );
}

#[test]
fn inner() {
    let (Some(module), Some(config)) = (module(), std::env::var_os(CONFIG)) else {
        return;
    };
    let cards = Cards::load(&module).unwrap();
    assert!(Cards::load(&module).is_ok(), "it may be loaded twice");
    let present = cards.present().unwrap();
    let card = present.iter().find(|card| card.label == "Card").unwrap();
    assert!(!card.is_locked && !card.has_pin_pad);
    assert_eq!(cards.unlock(card, "0000").unwrap_err(), TokenError::WrongPin);
    assert_eq!(cards.unlock(card, "1").unwrap_err(), TokenError::WrongPin);
    let empty = present.iter().find(|card| card.label == "Empty").unwrap();
    assert_eq!(cards.unlock(empty, PIN).unwrap_err(), TokenError::NoIdentity);

    let identities = cards.unlock(card, PIN).unwrap();
    let now = DateTime::<Utc>::from(std::time::SystemTime::now());
    let look = look();
    let mut algorithms = Vec::new();
    for identity in &identities {
        let mut request = request("guardian-1", &look);
        request.at = now;
        let signed = sign(CONSENT, identity, &request, None).unwrap();
        let mut trust = Trust::new();
        let own = identity.certificate().unwrap();
        trust.add(own.der()).unwrap();
        let report = verify(&signed, &trust, now);
        assert_eq!(report.verdict, Verdict::Whole, "{report:?}");
        algorithms.push((identity.algorithm(), own.summary().subject.name));
        let name = format!("card/{:?}-{}.pdf", identity.algorithm(), algorithms.len());
        support::keep(&name, &signed);
        support::keep(
            &format!("card/trust/{}.pem", algorithms.len()),
            own.to_pem().as_bytes(),
        );
    }
    let each = |algorithm| algorithms.iter().filter(|one| one.0 == algorithm).count();
    assert_eq!(
        (each(Algorithm::Rsa), each(Algorithm::EcdsaP256)),
        (2, 1),
        "{algorithms:?}"
    );
    println!("{} signed with {config:?}", algorithms.len());

    // The card is taken out while the session is open.
    std::fs::remove_dir_all(Path::new(&config).with_file_name("tokens")).unwrap();
    assert!(identities[0].sign(b"message").is_err() || cards.present().is_ok());
}

#[test]
fn check_without_a_card() {
    let nowhere = Cards::load(Path::new("/nowhere/module.so")).unwrap_err();
    assert_eq!(nowhere, TokenError::NoModule);
    assert!(usual_modules().all(|module| module.is_absolute()));
}

/// Makes a card with three keys, one of which wants the PIN each time, and an empty one.
struct Maker<'a> {
    folder: &'a Path,
    module: &'a Path,
}

impl Maker<'_> {
    fn card(&self) {
        let tokens = self.folder.join("tokens");
        std::fs::create_dir_all(&tokens).unwrap();
        let config = format!(
            "directories.tokendir = {}\nobjectstore.backend = file\n",
            tokens.display()
        );
        std::fs::write(self.folder.join("softhsm2.conf"), config).unwrap();
        for label in ["Card", "Empty"] {
            let arguments = [
                "--init-token",
                "--free",
                "--label",
                label,
                "--pin",
                PIN,
                "--so-pin",
                "0815",
            ];
            self.run("softhsm2-util", &arguments);
        }
        self.key("01", &["-newkey", "rsa:2048"], false);
        self.key(
            "02",
            &["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"],
            false,
        );
        self.key("03", &["-newkey", "rsa:2048"], true);
    }

    fn key(&self, id: &str, kind: &[&str], always: bool) {
        let subject = format!("/CN=Card key {id}");
        let fixed = [
            "req", "-x509", "-nodes", "-keyout", "key.pem", "-out", "own.pem", "-days", "30",
        ];
        let usage = ["-addext", "keyUsage=critical,nonRepudiation", "-subj", &subject];
        self.run("openssl", &[&fixed[..], kind, &usage].concat());
        self.run(
            "openssl",
            &["x509", "-in", "own.pem", "-outform", "DER", "-out", "own.der"],
        );
        self.run(
            "openssl",
            &["pkey", "-in", "key.pem", "-outform", "DER", "-out", "key.der"],
        );
        let module = self.module.to_str().unwrap();
        let login = [
            "--module",
            module,
            "--token-label",
            "Card",
            "--login",
            "--pin",
            PIN,
            "--id",
            id,
        ];
        let always: &[&str] = if always { &["--always-auth"] } else { &[] };
        let write = |file, kind| ["--write-object", file, "--type", kind];
        self.run(
            "pkcs11-tool",
            &[&login[..], &write("key.der", "privkey"), always].concat(),
        );
        self.run("pkcs11-tool", &[&login[..], &write("own.der", "cert")].concat());
    }

    fn run(&self, tool: &str, arguments: &[&str]) {
        let done = Command::new(tool)
            .args(arguments)
            .current_dir(self.folder)
            .env(CONFIG, self.folder.join("softhsm2.conf"))
            .output()
            .unwrap();
        let problems = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "{tool} {arguments:?}: {problems}");
    }
}
