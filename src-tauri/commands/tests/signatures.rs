//! Signing in one vault, and judging what was signed in another.
#![allow(clippy::unwrap_used, clippy::panic)] // clippy excuses test functions, not what they share

mod seat;

use seat::{Seat, sample};
use serde_json::{Value, json};
use tempfile::TempDir;

/// A kurator's kartläggning, completed with an electronic row.
fn completed(seat: &mut Seat) -> Value {
    let case = seat.open_case(json!({}));
    let document = seat.begin(&case, "kartlaggning");
    seat.type_in(&document, sample("kartlaggning"));
    let review = seat.ask("review", json!({"document": document}));
    let offered = |field: &str| {
        let rows = review["signatures"].as_array().unwrap();
        rows.iter().find(|row| row["field"] == field).unwrap()["manners"].clone()
    };
    assert_eq!(offered("kurator"), json!(["ink", "electronic"]));
    assert_eq!(
        offered("pupil-name"),
        json!(["ink"]),
        "the pupil has no vault open"
    );
    let completing = json!({"sections": review["sections"], "manners": {"kurator": "electronic"}});
    seat.ask(
        "complete",
        json!({"document": document, "completing": completing}),
    );
    document
}

#[test]
fn a_kurator_signs_in_one_vault_and_it_is_judged_in_another() {
    let (folder, other) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let mut seat = Seat::at(folder.path());
    seat.make_vault("kurator");
    let document = completed(&mut seat);
    let signing = |passphrase: &str, field: &str| json!({"document": document, "field": field, "passphrase": passphrase});
    let unsigned = json!({"document": document});
    let found = seat.ask("document_signatures", unsigned.clone());
    assert_eq!(found["report"]["verdict"], "verdict-unsigned");
    assert_eq!(
        found["waiting"],
        json!([{"field": "kurator", "label": "Namn Skolkurator"}])
    );
    assert_eq!(seat.ask("own_signature", json!({})), Value::Null);
    let right = signing("fyra ord på rad", "kurator");
    assert_eq!(seat.refused("sign_document", right.clone()).code, "no-signature");
    let own = seat.ask("make_own_signature", json!({}));
    assert_eq!(
        (&own["signatory"]["name"], &own["until"]),
        (&json!("Birgitta Ek"), &json!("2029-11-20"))
    );
    let refused = seat.refused("sign_document", signing("fel", "kurator"));
    assert_eq!(
        (refused.code.as_str(), refused.field.as_deref()),
        ("vault-wrong-passphrase", Some("passphrase"))
    );
    let not_own = signing("fyra ord på rad", "pupil-name");
    assert_eq!(seat.refused("sign_document", not_own).code, "sign-no-field");
    assert_eq!(seat.ask("sign_document", right.clone())["state"], "undertecknad");
    assert_eq!(seat.refused("sign_document", right).code, "sign-already-signed");
    let found = seat.ask("document_signatures", unsigned.clone());
    assert_eq!(found["waiting"], json!([]));
    let report = &found["report"];
    assert_eq!(
        (&report["verdict"], &report["names"]),
        (&json!("verdict-whole"), &json!(["Birgitta Ek"]))
    );

    seat.ask("save_document", unsigned.clone());
    let (_, pdf) = seat.world.saved.lock().unwrap().pop().unwrap();
    let mut reader = Seat::at(other.path());
    reader.make_vault("rektor");
    assert_eq!(reader.ask("verify_file", json!({})), Value::Null);
    let mut read = |pdf: &[u8]| {
        *reader.world.chosen.lock().unwrap() = Some(pdf.to_owned());
        reader.ask("verify_file", json!({}))
    };
    let report = read(&pdf);
    assert_eq!(
        report["verdict"], "verdict-unknown-issuer",
        "nobody has compared anything"
    );
    assert_eq!(report["signatures"][0]["fingerprint"], own["fingerprint"]);
    let touched: Vec<u8> = String::from_utf8_lossy(&pdf)
        .replace("Birgitta", "Brigitta")
        .into_bytes();
    assert_ne!(read(&touched)["verdict"], "verdict-whole");
    assert_eq!(read(b"no pdf")["unreadable"], "pdf-not-pdf");
    let root = report["signatures"][0]["root"].clone();
    reader.ask("trust_certificate", json!({"certificate": root}));
    *reader.world.chosen.lock().unwrap() = Some(pdf);
    assert_eq!(reader.ask("verify_file", json!({}))["verdict"], "verdict-whole");

    let next = seat.ask("make_own_signature", json!({}));
    assert_ne!(next["fingerprint"], own["fingerprint"]);
    assert_eq!(
        seat.ask("document_signatures", unsigned)["report"]["verdict"],
        "verdict-whole",
        "what a retired key signed is still judged"
    );
}
