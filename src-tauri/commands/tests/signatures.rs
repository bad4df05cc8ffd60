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
        json!(["ink", "drawn"]),
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
    let signing = |passphrase: &str, field: &str| json!({"document": document, "field": field, "passphrase": passphrase, "leave_undrawn": false});
    let unsigned = json!({"document": document});
    let found = seat.ask("document_signatures", unsigned.clone());
    assert_eq!(found["report"]["verdict"], "verdict-unsigned");
    assert_eq!(
        found["waiting"],
        json!([{"field": "kurator", "label": "Namn Skolkurator", "manner": "electronic", "name": null, "drawn_by": null}])
    );
    assert_eq!(seat.ask("own_signature", json!({})), Value::Null);
    let right = signing("fyra ord på rad", "kurator");
    let wrong = json!({"passphrase": "fel"});
    assert_eq!(
        seat.refused("make_own_signature", wrong).code,
        "vault-wrong-passphrase"
    );
    assert_eq!(seat.ask("own_signature", json!({})), Value::Null);
    let own = seat.ask("make_own_signature", json!({"passphrase": "fyra ord på rad"}));
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
    let root = report["signatures"][0]["certificate"].clone();
    reader.ask("trust_certificate", json!({"certificate": root}));
    *reader.world.chosen.lock().unwrap() = Some(pdf);
    assert_eq!(reader.ask("verify_file", json!({}))["verdict"], "verdict-whole");

    let next = seat.ask("make_own_signature", json!({"passphrase": "fyra ord på rad"}));
    assert_ne!(next["fingerprint"], own["fingerprint"]);
    assert_eq!(
        seat.ask("document_signatures", unsigned)["report"]["verdict"],
        "verdict-whole",
        "what a retired key signed is still judged"
    );
}

/// What continues a document names its paper by its bytes, so the signature comes first.
#[test]
fn a_document_is_not_continued_while_a_signature_waits() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    seat.make_vault("mentor");
    let case = seat.open_case(json!({}));
    let document = seat.begin(&case, "checklista");
    let completing = json!({"sections": ["mentor-part"], "manners": {"mentor": "electronic"}});
    seat.ask(
        "complete",
        json!({"document": document, "completing": completing}),
    );
    let told = json!({"document": document});
    assert_eq!(
        seat.refused("continue_document", told.clone()).code,
        "signature-waits"
    );
    let signed = json!({"document": document, "field": "mentor", "passphrase": "fyra ord på rad", "leave_undrawn": false});
    seat.ask("sign_document", signed);
    assert!(
        seat.ask("own_signature", json!({})).is_object(),
        "the first signature makes the key"
    );
    assert!(seat.ask("continue_document", told).is_string());
}
