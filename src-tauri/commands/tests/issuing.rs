//! The school's own authority: a member of staff asks by a file, the rektor answers by a file, and revokes.
#![allow(clippy::unwrap_used, clippy::panic)] // clippy excuses test functions, not what they share

mod seat;

use chrono::TimeDelta;
use seat::{PASSPHRASE, Seat};
use serde_json::{Value, json};
use signing::{Certificate, Verdict};
use tempfile::TempDir;

const ISSUES: &str = "name = 'Exempelkommun'\n[signatures]\nissues = true\n";

fn saved(seat: &Seat) -> (String, Vec<u8>) {
    seat.world.saved.lock().unwrap().pop().unwrap()
}

fn hand(seat: &Seat, file: Vec<u8>) {
    *seat.world.file.lock().unwrap() = Some(file);
}

/// A mentor, and a rektor who has made the school's authority.
fn staff(folder: &TempDir) -> (Seat, Seat) {
    let [mut mentor, mut rektor] = ["mentor", "rektor"].map(|role| {
        let mut seat = Seat::at(&folder.path().join(role));
        *seat.world.municipality.lock().unwrap() = Some(ISSUES.into());
        seat.make_vault(role);
        seat
    });
    assert_eq!(
        mentor.ask("issuer", json!({})),
        Value::Null,
        "a mentor issues nothing"
    );
    let passphrase = json!({"passphrase": PASSPHRASE});
    assert_eq!(
        mentor.refused("begin_issuing", passphrase.clone()).code,
        "may-not-issue"
    );
    assert_eq!(
        rektor.ask("issuer", json!({})),
        json!({"authority": null, "issued": []})
    );
    let wrong = rektor.refused("begin_issuing", json!({"passphrase": "fel"}));
    assert_eq!(wrong.field.as_deref(), Some("passphrase"));
    let begun = rektor.ask("begin_issuing", passphrase);
    assert_eq!(begun["authority"]["subject"]["name"], "Björkskolan, utfärdare");
    (mentor, rektor)
}

#[test]
fn a_request_is_compared_answered_and_revoked() {
    let folder = TempDir::new().unwrap();
    let (mut mentor, mut rektor) = staff(&folder);
    assert_eq!(mentor.ask("asked", json!({})), Value::Null);
    let asked = mentor.ask("ask_issuer", json!({"passphrase": PASSPHRASE}));
    assert_eq!(mentor.ask("asked", json!({})), asked);
    mentor.ask("save_request", json!({}));
    let (name, request) = saved(&mentor);
    assert!(name.starts_with("begaran-") && name.ends_with(".pem"), "{name}");

    hand(&rektor, request);
    let read = rektor.ask("open_request", json!({}));
    assert_eq!(read, asked, "the words are the same in both vaults");
    assert_eq!(
        (&read["subject"]["name"], &read["subject"]["title"]),
        (&json!("Birgitta Ek"), &json!("mentor"))
    );
    let answer =
        |fingerprint: &Value, passphrase: &str| json!({"fingerprint": fingerprint, "passphrase": passphrase});
    assert_eq!(
        rektor
            .refused("answer_request", answer(&json!("00"), PASSPHRASE))
            .code,
        "not-found"
    );
    assert_eq!(
        rektor
            .refused("answer_request", answer(&read["fingerprint"], "fel"))
            .code,
        "vault-wrong-passphrase"
    );
    let issued = rektor.ask("answer_request", answer(&read["fingerprint"], PASSPHRASE));
    let certificate = issued["issued"][0]["certificate"].clone();
    let (_, file) = saved(&rektor);

    hand(&mentor, b"no answer".to_vec());
    assert_eq!(
        mentor.refused("open_answer", json!({})).code,
        "identity-malformed"
    );
    hand(&mentor, file.clone());
    let all = mentor.ask("open_answer", json!({}));
    assert_eq!(
        (&all[0]["source"], &all[0]["standing"], &all[0]["certificate"]),
        (&json!("issued"), &json!("signs"), &certificate)
    );
    assert_eq!(mentor.ask("asked", json!({})), Value::Null);
    assert_eq!(mentor.refused("open_answer", json!({})).code, "not-found");

    let document = mentor.completed_checklist();
    mentor.try_sign(&document, json!({})).unwrap();
    mentor.ask("save_document", json!({"document": document}));
    let (_, pdf) = saved(&mentor);
    let verdict = |seat: &mut Seat| {
        *seat.world.chosen.lock().unwrap() = Some(pdf.clone());
        seat.ask("verify_file", json!({}))["verdict"].clone()
    };
    assert_eq!(
        verdict(&mut rektor),
        Verdict::Whole.code(),
        "who issued it trusts it"
    );

    let revoke = |since: &str| json!({"fingerprint": certificate["fingerprint"], "since": since, "passphrase": PASSPHRASE});
    assert_eq!(
        rektor.refused("revoke_issued", revoke("i går")).problems[0].field,
        "since"
    );
    let left = rektor.ask("revoke_issued", revoke("2026-11-20"));
    assert_eq!(left["issued"][0]["revoked"], "2026-11-20");
    assert_eq!(verdict(&mut rektor), Verdict::BadCertificate.code());
    assert_eq!(
        rektor.refused("revoke_issued", revoke("2026-11-21")).code,
        "vault-final"
    );

    rektor.ask("save_authority", json!({}));
    let (_, authority) = saved(&rektor);
    rektor.ask("save_revoked", json!({}));
    let (name, list) = saved(&rektor);
    assert_eq!(name, "aterkallade-2026-11-21.crl");
    told_of_revocation(&mut mentor, (&authority, list));
}

/// The member of staff opens the list, and the certificate signs no more.
fn told_of_revocation(mentor: &mut Seat, (authority, list): (&[u8], Vec<u8>)) {
    let pem = String::from_utf8(authority.to_vec()).unwrap();
    assert!(Certificate::all_from(authority).unwrap()[0].is_authority());
    mentor.ask(
        "trust_authority",
        json!({"certificate": pem, "passphrase": PASSPHRASE}),
    );
    hand(mentor, list);
    assert!(mentor.ask("open_trust_file", json!({}))["list_of"].is_object());
    *mentor.world.ahead.lock().unwrap() = TimeDelta::days(1);
    let document = mentor.completed_checklist();
    assert_eq!(
        mentor.try_sign(&document, json!({})).unwrap_err().code,
        "key-revoked"
    );
}

/// A forged request is not answered, and a lock forgets what was opened.
#[test]
fn what_was_changed_on_the_way_is_refused() {
    let folder = TempDir::new().unwrap();
    let (mut mentor, mut rektor) = staff(&folder);
    mentor.ask("ask_issuer", json!({"passphrase": PASSPHRASE}));
    mentor.ask("save_request", json!({}));
    let (_, request) = saved(&mentor);
    hand(&rektor, b"-----BEGIN CERTIFICATE REQUEST-----".to_vec());
    assert_eq!(
        rektor.refused("open_request", json!({})).code,
        "identity-malformed"
    );
    hand(&rektor, request);
    let read = rektor.ask("open_request", json!({}));
    rektor.ask("lock", json!({}));
    rektor.ask("unlock", json!({"passphrase": PASSPHRASE}));
    let told = json!({"fingerprint": read["fingerprint"], "passphrase": PASSPHRASE});
    assert_eq!(rektor.refused("answer_request", told).code, "not-found");
    *rektor.world.municipality.lock().unwrap() = None;
    assert_eq!(rektor.refused("open_request", json!({})).code, "may-not-issue");
}
