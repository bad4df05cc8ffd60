//! The user's own keys, and whom the user trusts: chosen, imported, revoked, erased, compared, taken away.
#![allow(clippy::unwrap_used, clippy::panic)] // clippy excuses test functions, not what they share

mod seat;

use chrono::TimeDelta;
use seat::{PASSPHRASE, Seat};
use serde_json::{Value, json};
use signing::{Authority, Certificate, Key, Person, Validity};
use tempfile::TempDir;

const KEY_FILE: &[u8] = include_bytes!("../../signing/tests/samples/astrid-ec.p12");

fn standings(identities: &Value) -> Vec<&str> {
    let all = identities.as_array().unwrap().iter();
    all.map(|one| one["standing"].as_str().unwrap()).collect()
}

fn verdict(seat: &mut Seat, document: &Value) -> Value {
    seat.signatures(document)["report"]["verdict"].clone()
}

#[test]
fn a_key_is_made_chosen_revoked_and_erased() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    seat.make_vault("mentor");
    assert_eq!(seat.ask("identities", json!({})), json!([]));
    let first = seat.completed_checklist();
    seat.try_sign(&first, json!({})).unwrap();
    seat.ask("make_own_signature", json!({"passphrase": PASSPHRASE}));
    let all = seat.ask("identities", json!({}));
    assert_eq!(standings(&all), ["signs", "resting"]);
    let (newer, older) = (all[0]["id"].clone(), all[1]["id"].clone());
    let all = seat.ask("choose_identity", json!({"identity": older}));
    assert_eq!(
        (standings(&all), &all[0]["id"]),
        (vec!["signs", "resting"], &older)
    );
    assert_eq!(
        seat.ask("own_signature", json!({}))["fingerprint"],
        all[0]["certificate"]["fingerprint"]
    );

    seat.ask("export_certificate", json!({"identity": older}));
    let (name, pem) = seat.world.saved.lock().unwrap().pop().unwrap();
    let digits = &all[0]["certificate"]["fingerprint"].as_str().unwrap()[..8];
    assert_eq!(name, format!("certifikat-{digits}.pem"), "nobody's name");
    let saved = Certificate::all_from(&pem).unwrap();
    assert_eq!(saved[0].summary().subject.name, "Birgitta Ek");
    assert!(!String::from_utf8(pem).unwrap().contains("PRIVATE"));

    let erase = |identity: &Value, passphrase: &str| json!({"identity": identity, "passphrase": passphrase});
    let revoke =
        |since: &str, passphrase: &str| json!({"identity": older, "since": since, "passphrase": passphrase});
    assert_eq!(
        seat.refused("erase_identity", erase(&older, PASSPHRASE)).code,
        "key-in-use"
    );
    for (since, passphrase, field) in [
        ("", PASSPHRASE, "since"),
        ("2026-11-22", PASSPHRASE, "since"),
        ("2026-11-21", "fel", "passphrase"),
    ] {
        let refused = seat.refused("revoke_identity", revoke(since, passphrase));
        let place = refused.field.unwrap_or_else(|| refused.problems[0].field.clone());
        assert_eq!(place, field, "{since}");
    }
    assert_eq!(verdict(&mut seat, &first), "verdict-whole");
    let all = seat.ask("revoke_identity", revoke("21/11", PASSPHRASE));
    assert_eq!(standings(&all), ["resting", "revoked"]);
    assert_eq!(all[1]["revoked"], "2026-11-21");
    assert_eq!(
        verdict(&mut seat, &first),
        "verdict-bad-certificate",
        "signed at noon of that day"
    );
    let again = seat.refused("choose_identity", json!({"identity": older}));
    assert_eq!(again.code, "vault-final", "it never signs again");
    assert_eq!(
        seat.refused("erase_identity", erase(&older, "fel")).code,
        "vault-wrong-passphrase"
    );
    let all = seat.ask("erase_identity", erase(&older, PASSPHRASE));
    assert_eq!(
        (&all[1]["erased"], &all[1]["standing"]),
        (&json!(true), &json!("revoked"))
    );
    assert_eq!(verdict(&mut seat, &first), "verdict-bad-certificate");
    seat.ask("erase_identity", erase(&newer, PASSPHRASE));

    let second = seat.completed_checklist();
    seat.try_sign(&second, json!({})).unwrap();
    assert_eq!(verdict(&mut seat, &second), "verdict-whole", "a new key was made");
    assert_eq!(
        standings(&seat.ask("identities", json!({}))),
        ["signs", "erased", "revoked"]
    );
}

/// Revoked from a day after the signature: it stays good, with a remark, as nobody proves the day.
#[test]
fn what_was_signed_before_the_day_still_counts() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    seat.make_vault("mentor");
    let document = seat.completed_checklist();
    seat.try_sign(&document, json!({})).unwrap();
    *seat.world.ahead.lock().unwrap() = TimeDelta::days(3);
    let identity = seat.ask("identities", json!({}))[0]["id"].clone();
    let told = json!({"identity": identity, "since": "2026-11-23", "passphrase": PASSPHRASE});
    seat.ask("revoke_identity", told);
    let report = seat.signatures(&document)["report"].clone();
    assert_eq!(report["verdict"], "verdict-whole");
    assert_eq!(
        report["signatures"][0]["remarks"],
        json!(["remark-revoked-later"])
    );
}

#[test]
fn a_key_file_is_imported_once() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    // The sample's certificate begins a few days after the tests' noon.
    *seat.world.ahead.lock().unwrap() = TimeDelta::days(10);
    seat.make_vault("mentor");
    let import = |passphrase: &str| json!({"key_passphrase": passphrase});
    assert_eq!(
        seat.refused("import_key_file", import("granris")).code,
        "no-key-file"
    );
    assert_eq!(
        seat.ask("choose_key_file", json!({})),
        false,
        "the user changed her mind"
    );
    *seat.world.file.lock().unwrap() = Some(KEY_FILE.to_vec());
    assert_eq!(seat.ask("choose_key_file", json!({})), true);
    let refused = seat.refused("import_key_file", import("tall"));
    assert_eq!(
        (refused.code.as_str(), refused.field.as_deref()),
        ("identity-wrong-passphrase", Some("key-passphrase"))
    );
    let all = seat.ask("import_key_file", import("granris"));
    assert_eq!(
        (&all[0]["source"], &all[0]["standing"]),
        (&json!("imported"), &json!("signs"))
    );
    assert_eq!(all[0]["certificate"]["subject"]["name"], "Astrid Almgren");
    let document = seat.completed_checklist();
    seat.try_sign(&document, json!({})).unwrap();
    let report = seat.signatures(&document)["report"].clone();
    assert_eq!(
        (&report["verdict"], &report["names"]),
        (&json!("verdict-whole"), &json!(["Astrid Almgren"]))
    );

    seat.ask("choose_key_file", json!({}));
    assert_eq!(
        seat.refused("import_key_file", import("granris")).code,
        "key-known"
    );
    seat.ask("lock", json!({}));
    seat.ask("unlock", json!({"passphrase": PASSPHRASE}));
    assert_eq!(
        seat.refused("import_key_file", import("granris")).code,
        "no-key-file"
    );

    *seat.world.ahead.lock().unwrap() = TimeDelta::days(365 * 40);
    let late = seat.completed_checklist();
    assert_eq!(seat.try_sign(&late, json!({})).unwrap_err().code, "sign-expired");
    *seat.world.ahead.lock().unwrap() = -TimeDelta::days(365 * 40);
    assert_eq!(
        seat.try_sign(&late, json!({})).unwrap_err().code,
        "sign-not-yet-valid"
    );
}

/// An authority that is not this program's, and one of its people.
fn school(seat: &Seat) -> (Authority, signing::Identity) {
    use commands::Outside as _;
    let mut random = |bytes: &mut [u8]| seat.world.random(bytes);
    let person = |name: &str| Person {
        name: name.into(),
        title: String::new(),
        organisation: "Exempelkommun".into(),
    };
    let validity = Validity {
        from: seat::noon() - TimeDelta::days(1),
        until: seat::noon() + TimeDelta::days(700),
    };
    let key = Key::generate(&mut random).unwrap();
    let authority = Authority::new(key, &person("Exempelkommuns utfärdare"), validity, &mut random).unwrap();
    let key = Key::generate(&mut random).unwrap();
    let request = key.request(&person("Nils Nyberg")).unwrap();
    let answer = authority
        .answer(request.as_bytes(), validity, &mut random)
        .unwrap();
    (authority, key.accept(answer.as_bytes()).unwrap())
}

#[test]
fn persons_and_authorities_are_trusted_and_no_longer() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    seat.make_vault("rektor");
    let none = json!({"all": [], "lists": []});
    assert_eq!(seat.ask("trusted", json!({})), none);
    let (authority, nils) = school(&seat);
    let issuer = authority.identity().certificate().to_pem();
    let open = |seat: &mut Seat, file: &[u8]| {
        *seat.world.file.lock().unwrap() = Some(file.to_vec());
        seat.try_ask("open_trust_file", json!({}))
    };
    let list = authority
        .revoke(
            &[(nils.certificate(), seat::noon())],
            1,
            seat::noon(),
            seat::noon() + TimeDelta::days(30),
        )
        .unwrap();
    assert_eq!(open(&mut seat, &list).unwrap_err().code, "list-of-stranger");
    assert_eq!(open(&mut seat, b"no").unwrap_err().code, "identity-malformed");

    let found = open(&mut seat, nils.certificate().to_pem().as_bytes()).unwrap();
    let person = &found["certificates"][0];
    assert_eq!(
        (&person["subject"]["name"], &person["is_authority"]),
        (&json!("Nils Nyberg"), &json!(false))
    );
    let told = json!({"certificate": person["pem"], "passphrase": PASSPHRASE});
    assert_eq!(seat.refused("trust_authority", told).code, "not-an-authority");
    seat.ask("trust_certificate", json!({"certificate": person["pem"]}));
    let told = |passphrase: &str| json!({"certificate": issuer, "passphrase": passphrase});
    assert_eq!(
        seat.refused("trust_authority", told("fel")).field.as_deref(),
        Some("passphrase")
    );
    seat.ask("trust_authority", told(PASSPHRASE));
    let all = seat.ask("trusted", json!({}))["all"].clone();
    let kinds: Vec<_> = all
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["trusted_as"])
        .collect();
    assert_eq!(kinds, ["person", "authority"]);
    assert_eq!(all[0]["since"], "2026-11-21");

    let kept = open(&mut seat, &list).unwrap();
    assert_eq!(kept["list_of"]["name"], "Exempelkommuns utfärdare");
    let lists = seat.ask("trusted", json!({}))["lists"].clone();
    assert_eq!(lists[0]["name"], "Exempelkommuns utfärdare");
    let fingerprint = all[0]["certificate"]["fingerprint"].clone();
    let left = seat.ask("distrust", json!({"fingerprint": fingerprint}));
    assert_eq!(left["all"].as_array().unwrap().len(), 1);
}

/// What the municipality says in its settings holds in every vault on the computer, and no user takes it away.
#[test]
fn the_municipality_names_an_authority() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    seat.make_vault("mentor");
    let (authority, _) = school(&seat);
    let pem = authority.identity().certificate().to_pem();
    let settings = format!("name = 'Exempelkommun'\n[signatures]\nauthority = '''{pem}'''\n");
    *seat.world.municipality.lock().unwrap() = Some(settings);
    let all = seat.ask("trusted", json!({}))["all"].clone();
    assert_eq!(
        (&all[0]["trusted_as"], &all[0]["since"]),
        (&json!("municipality"), &Value::Null)
    );
    let fingerprint = all[0]["certificate"]["fingerprint"].clone();
    let left = seat.ask("distrust", json!({"fingerprint": fingerprint}));
    assert_eq!(left["all"].as_array().unwrap().len(), 1);
}
