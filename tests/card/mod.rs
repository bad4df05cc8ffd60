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
pub fn make_card(folder: &Path, module: &str) {
    let tokens = folder.join("tokens");
    std::fs::create_dir_all(&tokens).unwrap();
    let config = format!(
        "directories.tokendir = {}\nobjectstore.backend = file\n",
        tokens.display()
    );
    std::fs::write(folder.join("softhsm2.conf"), config).unwrap();
    let run = |command: &str| {
        let words: Vec<&str> = command.split('|').collect();
        let done = Command::new(words[0])
            .args(&words[1..])
            .current_dir(folder)
            .env(CONFIG, folder.join("softhsm2.conf"))
            .output()
            .unwrap();
        let problems = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "{command}: {problems}");
    };
    let login = format!("pkcs11-tool|--module|{module}|--token-label|Card|--login|--pin|{PIN}|--id|01");
    run(&format!(
        "softhsm2-util|--init-token|--free|--label|Card|--pin|{PIN}|--so-pin|0815"
    ));
    run(
        "openssl|req|-x509|-nodes|-keyout|key.pem|-out|own.pem|-days|30|-newkey|ec|-pkeyopt|ec_paramgen_curve:P-256|-subj|/CN=Kort Kortsson|-addext|keyUsage=critical,nonRepudiation",
    );
    run("openssl|x509|-in|own.pem|-outform|DER|-out|own.der");
    run("openssl|pkey|-in|key.pem|-outform|DER|-out|key.der");
    run(&format!("{login}|--write-object|key.der|--type|privkey"));
    run(&format!("{login}|--write-object|own.der|--type|cert"));
}
