//! Backups as a script meets them.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;
use vault::{Shelf, Vault};

use super::{TIME, cli, done, refused};

/// Wrong passphrases and what a backup holds are told in the vault's own tests: here it is what a script sees.
#[test]
fn backups_are_listed_and_checked() {
    let place = TempDir::new().unwrap();
    let text = place.path().display().to_string();
    assert!(refused(&["backups", &text]).starts_with("Det finns inga säkerhetskopior där."));
    assert!(refused(&["backups", "/nowhere/at/all"]).starts_with("Det finns inga säkerhetskopior där."));
    let shelf = back_up(place.path());
    assert!(done(&["backups", &text]).contains("en kopia, från 2026-11-21"));
    let listed: Value = serde_json::from_str(&done(&["backups", &text, "--json"])).unwrap();
    assert_eq!(listed[0]["backups"], json!([TIME]));

    let secret = place.path().join("secret");
    fs::write(&secret, "fyra ord på rad\n").unwrap();
    let file = secret.display().to_string();
    let check = ["backups", &text, "--check", "--passphrase-file", &file];
    assert!(done(&check).contains(": hel"));
    assert!(!place.path().join("vault.attempts").exists());
    let database = fs::read_dir(shelf.path())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.extension().is_some_and(|ending| ending == "db"));
    fs::write(database.unwrap(), "damaged").unwrap();
    assert!(refused(&check).starts_with("Säkerhetskopian är skadad."));
    fs::write(&secret, "fel").unwrap();
    assert!(refused(&check).starts_with("Lösenfrasen stämmer inte"));
}

/// On a shared drive lie the folders of colleagues too, which need not be readable.
#[cfg(unix)]
#[test]
fn backups_are_found_beside_folders_that_cannot_be_read() {
    let place = TempDir::new().unwrap();
    let text = place.path().display().to_string();
    let shut = |name: &str| {
        // No rights keep the root user out, which is who runs this now and then; a link to itself does.
        let folder = place.path().join(name);
        fs::create_dir(&folder).unwrap();
        std::os::unix::fs::symlink("vault.header", folder.join("vault.header")).unwrap();
        folder.display().to_string()
    };
    let moved = shut("narvarolots-gammal dator");
    let refused = refused(&["backups", &text]);
    assert!(
        refused.starts_with(&format!("Det som ligger i mappen {text} ")),
        "{refused}"
    );

    let colleagues = shut("narvarolots-0192f0c1-7a5e-7c3b-8f00-00000000beef");
    let secret = place.path().join("secret");
    fs::write(&secret, "fyra ord på rad\n").unwrap();
    let file = secret.display().to_string();
    back_up(place.path());
    let check = ["backups", &text, "--check", "--passphrase-file", &file];
    for (words, unread) in [
        (&["backups", &text][..], vec![&colleagues, &moved]),
        (&["backups", &text, "--json"], vec![&colleagues, &moved]),
        (&check, vec![&moved]),
    ] {
        let output = cli(words);
        assert!(output.status.success(), "{words:?}");
        let said = String::from_utf8(output.stderr).unwrap();
        let mut lines: Vec<&str> = said.lines().collect();
        lines.sort_unstable();
        let begin =
            |(line, folder): (&&str, &&String)| line.starts_with(&format!("Något i mappen {folder} "));
        assert!(
            lines.len() == unread.len() && lines.iter().zip(&unread).all(begin),
            "{words:?}: {said}"
        );
    }
    let listed: Value = serde_json::from_slice(&cli(&["backups", &text, "--json"]).stdout).unwrap();
    assert_eq!(listed[0]["backups"], json!([TIME]));
    fs::write(&secret, "fel").unwrap();
    let wrong = cli(&check);
    let said = String::from_utf8(wrong.stderr).unwrap();
    assert!(
        wrong.status.code() == Some(2)
            && said.contains(&colleagues)
            && said.contains("Lösenfrasen stämmer inte"),
        "any of them may be what is looked for: {said}"
    );
}

/// A vault beside its backups, of which it has one.
fn back_up(place: &Path) -> Shelf {
    let vault = make_vault(&place.join("vault"));
    let shelf = Shelf::of(place, vault.id());
    let copier = vault.copier();
    let copying = copier.begin(&shelf, TIME.parse().unwrap()).unwrap();
    copying.finish(&mut |bytes: &mut [u8]| bytes.fill(5)).unwrap();
    shelf
}

fn make_vault(folder: &Path) -> Vault {
    let profile = cases::ProfileInput {
        name: "Birgitta Ek".into(),
        role: "mentor".into(),
        school: "Björkskolan".into(),
        organiser: "kommunal".into(),
        ..Default::default()
    };
    let mut random = |bytes: &mut [u8]| bytes.fill(3);
    let words = vault::RecoveryDraft::new(&mut random);
    let recovery = words
        .confirm(words.asked().map(|at| words.words()[at - 1]))
        .unwrap();
    let new = vault::NewVault {
        profile: &profile.parse().unwrap(),
        passphrase: &vault::Passphrase::new("fyra ord på rad").unwrap(),
        cost: vault::KdfCost::calibrated(|_| std::time::Duration::from_secs(9)),
        recovery: &recovery,
        escrow: vault::Escrow::default(),
    };
    Vault::create(folder, &new, TIME.parse().unwrap(), &mut random).unwrap()
}
