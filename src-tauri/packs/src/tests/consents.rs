//! The three consents are of our own making; what the law and real consents ask for stands in each.

use serde_json::json;

use super::samples::sample;
use super::{form, lines, problems};

const CONSENTS: [&str; 3] = [
    "samtycke-skola-socialtjanst",
    "samtycke-samordning-7-21",
    "samtycke-flera-aktorer",
];

#[test]
fn check() {
    for id in CONSENTS {
        let form = form(id);
        assert!(
            form.source().document.starts_with("Egen utformning "),
            "{id} says that it is ours"
        );
        let text = lines(&form.blank()).join("\n");
        for needed in [
            "Syfte",
            "Verksamheter",
            "Uppgifter som får lämnas",
            "Undantag",
            "Så får vi samarbeta",
            "Gäller från och med\ntill och med",
            "är inte ett samtycke enligt dataskyddsförordningen",
            "Det är frivilligt",
            "ta tillbaka hela eller delar av samtycket, muntligt eller skriftligt",
            "när tiden har gått ut eller samarbetet avslutas",
            "Säger du nej",
            "Varje verksamhet dokumenterar",
            "orosanmälan",
            "Språk",
            "Tolk",
            "Vårdnadshavare 1\nVårdnadshavare 2\nEleven skriver också under",
        ] {
            assert!(text.contains(needed), "{id}: {needed}");
        }
    }
}

/// How long a consent may last, and that saying no to one kind of data is no obstacle.
#[test]
fn check_answers() {
    for id in CONSENTS {
        let form = form(id);
        for (changes, wrong) in [
            (json!({}), ""),
            (json!({ "data-attendance": "no" }), ""),
            (json!({ "decision": "no" }), ""),
            (json!({ "guardian-1": null, "guardian-2": null }), ""),
            (json!({ "data-health": null }), "data-health required"),
            (json!({ "parties": null }), "parties too-few-rows"),
            (json!({ "informed": false }), "informed required"),
            (json!({ "decision": null }), "decision required"),
            (
                json!({ "valid-from": "2026-11-09", "valid-to": "2027-11-09", "longer-reason": null }),
                "",
            ),
            (
                json!({ "valid-from": "2026-11-09", "valid-to": "2027-11-10", "longer-reason": null }),
                "valid-to outside-span",
            ),
            (
                json!({ "valid-from": "2026-11-09", "valid-to": "2027-11-10", "longer-reason": "skäl" }),
                "",
            ),
            (
                json!({ "valid-from": "2026-11-09", "valid-to": "2026-11-08", "longer-reason": "skäl" }),
                "valid-to outside-span",
            ),
        ] {
            let mut answers = sample(id);
            for (field, value) in changes.as_object().unwrap() {
                answers.set(field, value.clone());
            }
            assert_eq!(problems(&form, &answers), wrong, "{id}: {changes}");
        }
    }
}
