//! A document is prepared for an e-signing service, and comes back through the intake.

// What cannot be made must stop a test.
#![allow(clippy::unwrap_used, clippy::panic)] // clippy excuses test functions, not what they share

mod seat;

use seat::{Seat, sample};
use serde_json::{Value, json};
use tempfile::TempDir;

fn consent(seat: &mut Seat, more: Value) -> Value {
    let case = seat.open_case(more);
    let document = seat.begin(&case, "samtycke-skola-socialtjanst");
    seat.type_in(&document, sample("samtycke-skola-socialtjanst"));
    let review = seat.ask("review", json!({"document": document}));
    let completing =
        json!({"sections": review["sections"], "authors": {"rektor": "Rut Ek", "mentor": "Omar Lind"}});
    seat.ask(
        "complete",
        json!({"document": document, "completing": completing}),
    );
    document
}

#[test]
fn the_pdf_leaves_with_those_who_are_to_sign() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    seat.make_vault("rektor");
    let document = consent(&mut seat, json!({}));
    let offer = seat.ask("signing_offer", json!({"document": document}));
    let rows = offer["rows"].as_array().unwrap();
    let guardians: Vec<&Value> = rows
        .iter()
        .filter(|row| row["title"] == "Vårdnadshavare")
        .collect();
    assert_eq!(guardians.len(), 2, "{offer:#}");
    assert!(
        rows.iter()
            .all(|row| row["email"] == "" && row["title"] != "Rektor"),
        "{offer:#}"
    );

    let order = |people: Value| json!({"document": document, "order": {"signatories": people}});
    let nobody = seat.refused("prepare_signing", order(json!([])));
    assert_eq!(nobody.problems[0].field, "signatories");
    let mut first = guardians[0].clone();
    first["name"] = json!(" ");
    first["email"] = json!("ingen adress");
    let field = first["field"].as_str().unwrap().to_owned();
    let wrong = seat.refused("prepare_signing", order(json!([first])));
    let fields: Vec<&str> = wrong.problems.iter().map(|one| one.field.as_str()).collect();
    assert_eq!(fields, [format!("name-{field}"), format!("email-{field}")]);
    let mut stranger = first.clone();
    stranger["field"] = json!("decision");
    assert_eq!(
        seat.refused("prepare_signing", order(json!([stranger]))).code,
        "not-found"
    );

    first["name"] = json!("Agnieszka Wiśniewska");
    first["email"] = json!("agnieszka@exempel.se");
    assert_eq!(seat.ask("prepare_signing", order(json!([first]))), true);
    says_who_is_to_sign(&mut seat, &document);

    let history = seat.ask("document_file", json!({"document": document}))["history"].clone();
    assert_eq!(
        (&history[0]["kind"], &history[0]["name"]),
        (&json!("handed-out"), &json!("Agnieszka Wiśniewska"))
    );
    assert_eq!(
        seat.ask("consent", json!({"document": document}))["state"],
        "utlamnad"
    );
}

/// The three files that were saved: the document, the data for the service, and the paper for people.
fn says_who_is_to_sign(seat: &mut Seat, document: &Value) {
    let mut saved = std::mem::take(&mut *seat.world.saved.lock().unwrap());
    // The document is written last: it has left when all is there.
    saved.rotate_right(1);
    let names: Vec<&str> = saved.iter().map(|(name, _)| name.as_str()).collect();
    let stem = names[0].strip_suffix(".pdf").unwrap();
    assert!(
        stem.starts_with("samtycke-skola-socialtjanst-2026-11-21-"),
        "{stem}"
    );
    assert_eq!(
        names[1..],
        [
            format!("{stem}-undertecknare.json"),
            format!("{stem}-undertecknare.pdf")
        ]
    );
    let data: Value = serde_json::from_slice(&saved[1].1).unwrap();
    assert_eq!(data["document"]["fileName"], names[0]);
    assert_eq!(data["document"]["mimeType"], "application/pdf");
    assert_eq!(
        data["document"]["sha256"],
        forms::Hash::of(&saved[0].1).to_string()
    );
    assert_eq!(
        data["signatories"],
        json!([{
            "name": "Agnieszka Wiśniewska", "email": "agnieszka@exempel.se", "title": "Vårdnadshavare",
            "organization": "", "language": "sv", "identifications": [{"alias": "SvensktEId"}],
        }])
    );
    assert_eq!(
        (&data["flowType"], &data["customerReference"]),
        (&json!("Sequential"), document)
    );
    assert!(
        !data.to_string().contains("Łukasz"),
        "the pupil stands in the document alone"
    );
    let sheet: String = documents::pictures(&saved[2].1, 1.0)
        .unwrap()
        .into_iter()
        .map(|page| page.text)
        .collect();
    assert!(
        sheet.contains("Agnieszka Wiśniewska") && !sheet.contains("Łukasz"),
        "{sheet}"
    );
    if let Ok(out) = std::env::var("SHEETS_OUT") {
        std::fs::write(std::path::Path::new(&out).join("undertecknare.pdf"), &saved[2].1).unwrap();
    }
}

#[test]
fn a_protected_pupils_paper_is_never_prepared() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    seat.make_vault("rektor");
    let document = consent(&mut seat, json!({"protected": true, "alias": "Elev 7"}));
    let told = json!({"document": document});
    assert_eq!(seat.refused("signing_offer", told).code, "protected-print-only");
    let told = json!({"document": document, "order": {"signatories": []}});
    assert_eq!(seat.refused("prepare_signing", told).code, "protected-print-only");
    assert!(seat.world.saved.lock().unwrap().is_empty());
}
