//! A card, with SoftHSM in the place of one. Needs Debian's `softhsm2`, `opensc` and `openssl`.
#![allow(dead_code, clippy::unwrap_used)] // each test uses its own part of it, and what cannot be read must stop it

use std::path::{Path, PathBuf};
use std::process::Command;

/// The card's PIN.
pub const PIN: &str = "4711";
/// Where the module reads its settings.
pub const CONFIG: &str = "SOFTHSM2_CONF";
const MODULES: [&str; 3] = [
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib64/softhsm/libsofthsm2.so",
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
];

/// The module, if it is there with the tools that make a card.
pub fn module() -> Option<PathBuf> {
    let tools = ["softhsm2-util", "pkcs11-tool", "openssl"];
    let there = tools
        .iter()
        .all(|tool| Command::new(tool).arg("--help").output().is_ok());
    MODULES
        .iter()
        .map(PathBuf::from)
        .find(|module| there && module.exists())
}

/// Makes a card with one key for documents; its settings lie in the folder as `softhsm2.conf`.
pub fn make_card(folder: &Path, module: &Path) {
    let maker = Maker::new(folder, module);
    maker.token("Card");
    maker.key("01", "Kort Kortsson", P256, &[]);
}

/// Runs the test called `inner` of this program in a process of its own, with the card of a folder: the module reads
/// its settings from the environment, which a test may not change for itself. It must succeed and say so.
pub fn run_inner(folder: &Path, said: &str) {
    let inner = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "inner", "--nocapture"])
        .env(CONFIG, folder.join("softhsm2.conf"))
        .output()
        .unwrap();
    let (out, problems) = (
        String::from_utf8_lossy(&inner.stdout),
        String::from_utf8_lossy(&inner.stderr),
    );
    assert!(inner.status.success() && out.contains(said), "{out}\n{problems}");
}

/// An elliptic curve, for [`Maker::key`].
pub const P256: &[&str] = &["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"];
/// RSA, for the same.
pub const RSA: &[&str] = &["-newkey", "rsa:2048"];

/// Makes cards and keys in a folder.
pub struct Maker<'a> {
    folder: &'a Path,
    module: &'a Path,
}

impl<'a> Maker<'a> {
    /// Writes the module's settings.
    pub fn new(folder: &'a Path, module: &'a Path) -> Self {
        let tokens = folder.join("tokens");
        std::fs::create_dir_all(&tokens).unwrap();
        let config = format!(
            "directories.tokendir = {}\nobjectstore.backend = file\n",
            tokens.display()
        );
        std::fs::write(folder.join("softhsm2.conf"), config).unwrap();
        Self { folder, module }
    }

    /// An empty card.
    pub fn token(&self, label: &str) {
        let init = ["--init-token", "--free", "--label", label];
        self.run(
            "softhsm2-util",
            &[&init[..], &["--pin", PIN, "--so-pin", "0815"]].concat(),
        );
    }

    /// A key with its certificate on the card called `Card`; more for the private key in `more`.
    pub fn key(&self, id: &str, name: &str, kind: &[&str], more: &[&str]) {
        let subject = format!("/CN={name}");
        let fixed = [
            "req", "-x509", "-nodes", "-keyout", "key.pem", "-out", "own.pem", "-days", "30",
        ];
        let usage = ["-addext", "keyUsage=critical,nonRepudiation", "-subj", &subject];
        self.run("openssl", &[&fixed[..], kind, &usage].concat());
        for (what, from, to) in [("x509", "own.pem", "own.der"), ("pkey", "key.pem", "key.der")] {
            self.run("openssl", &[what, "-in", from, "-outform", "DER", "-out", to]);
        }
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
        let write = |file, kind| ["--write-object", file, "--type", kind];
        self.run(
            "pkcs11-tool",
            &[&login[..], &write("key.der", "privkey"), more].concat(),
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
