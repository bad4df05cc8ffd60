//! The command line's dry look at an old list of cases.
#![allow(clippy::unwrap_used)] // clippy excuses test functions, not what they share

use std::process::Command;

use serde_json::{Value, json};

fn look(words: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_narvarolots-cli"))
        .arg("case-list")
        .args(words)
        .output()
        .unwrap();
    assert!(output.status.success(), "{words:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn an_old_case_list_is_looked_at_and_nobody_in_it_is_named() {
    let file = format!("{}/tests/samples/arendelista.csv", env!("CARGO_MANIFEST_DIR"));
    let said = look(&[&file]);
    for words in [
        "5 rader under rubrikerna",
        "Elev: Elevens namn",
        "Skolskjuts: Ta inte med",
        "Rad 5 tas inte in: Numret stämmer inte",
        "Rad 6 tas inte in: skyddade personuppgifter.",
        "Rad 7, Startdatum, läggs i anteckningen:",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let json = look(&[&file, "--json"]);
    let looked: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(looked[0]["protected"], json!([6]));
    assert_eq!(looked[0]["columns"][0]["column"], "name");
    assert_eq!(looked[0]["wrong"][0]["row"], 5);
    for name in ["Astrid", "Haddad", "Öberg", "TF01", "skydd\"", "i våras"] {
        assert!(!said.contains(name) && !json.contains(name), "{name}");
    }
}
