//! A consent from draft to withdrawal, and what may be told on the way.
#![allow(clippy::unwrap_used, clippy::panic)] // clippy excuses test functions, not what they share

mod seat;

use seat::{Seat, sample};
use serde_json::{Value, json};
use tempfile::TempDir;

const FORM: &str = "samtycke-skola-socialtjanst";

fn state(seat: &mut Seat, document: &Value) -> String {
    seat.ask("consent", json!({"document": document}))["state"]
        .as_str()
        .unwrap()
        .to_owned()
}

fn step(seat: &mut Seat, document: &Value, input: Value) -> Result<Value, commands::CommandError> {
    seat.try_ask("consent_step", json!({"document": document, "input": input}))
}

fn telling(to: &str, kinds: Value, ground: &str, reason: &str) -> Value {
    json!({"to": to, "what": "Frånvaron i oktober", "kinds": kinds, "ground": ground, "how": "möte", "on": "21/11", "reason": reason})
}

#[test]
fn a_consent_is_signed_told_on_and_taken_back() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    seat.make_vault("rektor");
    let case = seat.open_case(json!({}));
    let disclose = |input: Value| json!({"case": case, "input": input});
    let refused = |seat: &mut Seat, input: Value| seat.refused("disclose", disclose(input));
    let everything = seat.ask("disclosures", json!({"case": case}))["kinds"]
        .as_array()
        .unwrap()
        .len();
    assert_eq!(everything, 7, "the kinds are known before there is a consent");

    let document = seat.begin(&case, FORM);
    seat.type_in(&document, sample(FORM));
    assert_eq!(state(&mut seat, &document), "utkast");
    assert_eq!(
        step(&mut seat, &document, json!({"step": "handed-out", "on": "21/11"}))
            .unwrap_err()
            .code,
        "not-completed"
    );
    seat.complete(&document, json!(["consent"]));
    assert_eq!(state(&mut seat, &document), "fardig");
    let view = step(&mut seat, &document, json!({"step": "handed-out", "on": "21/11"})).unwrap();
    assert_eq!(
        (&view["state"], &view["history"][0]["on"]),
        (&json!("utlamnad"), &json!("2026-11-21"))
    );
    let parties: Vec<String> = view["parties"]
        .as_array()
        .unwrap()
        .iter()
        .map(|party| party["name"].as_str().unwrap().to_owned())
        .collect();
    let told = parties.last().unwrap().clone();
    let kind = view["kinds"][0]["id"].clone();

    let why = refused(&mut seat, telling(&told, json!([kind]), "consent", ""));
    assert_eq!(
        (why.code.as_str(), why.args["why"].as_str(), why.field.as_deref()),
        ("disclosure-not-covered", "not-valid", Some("ground"))
    );
    let wrong = refused(
        &mut seat,
        json!({"to": "", "what": "", "kinds": [], "ground": "", "how": "", "on": "2026-11-22", "reason": ""}),
    );
    let fields: Vec<&str> = wrong
        .problems
        .iter()
        .map(|problem| problem.field.as_str())
        .collect();
    assert_eq!(
        fields,
        ["to", "what", "how", "on", "ground"],
        "every problem at once"
    );
    assert_eq!(
        refused(&mut seat, telling(&told, json!([kind]), "override", " ")).problems[0].field,
        "reason"
    );

    let rows: Vec<Value> = view["signers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|signer| signer["row"].clone())
        .collect();
    for (place, row) in rows.iter().enumerate() {
        let signed = json!({"step": "signed", "row": row, "name": "Mira Öberg", "on": "2026-11-20", "note": "expeditionen"});
        let view = step(&mut seat, &document, signed.clone()).unwrap();
        let expected = if place + 1 == rows.len() {
            "giltig"
        } else {
            "delvis-undertecknad"
        };
        assert_eq!(
            (&view["state"], &view["signers"][place]["standing"]),
            (&json!(expected), &json!("signed"))
        );
        assert_eq!(
            step(&mut seat, &document, signed).unwrap_err().problems[0].field,
            "row",
            "signed once"
        );
    }
    let found = seat.ask("disclose", disclose(telling(&told, json!([kind]), "consent", "")));
    assert_eq!(
        (&found["told"][0]["to"], &found["told"][0]["on"]),
        (&json!(told), &json!("2026-11-21"))
    );
    assert!(found["parties"].as_array().unwrap().contains(&json!(told)));
    assert_eq!(
        refused(&mut seat, telling("Polisen", json!([kind]), "consent", "")).args["why"],
        "party"
    );
    assert_eq!(
        refused(&mut seat, telling(&told, json!(["data-economy"]), "consent", "")).args["why"],
        "kind"
    );
    seat.ask("disclose", disclose(telling("Polisen", json!([]), "duty", "")));

    let part = json!({"step": "withdrawn", "whole": false, "parties": [told], "kinds": [], "name": "Mira Öberg", "on": "21/11", "note": "muntligt"});
    assert_eq!(step(&mut seat, &document, part).unwrap()["state"], "giltig");
    assert_eq!(
        refused(&mut seat, telling(&told, json!([kind]), "consent", "")).args["why"],
        "party"
    );
    let found = seat.ask(
        "disclose",
        disclose(telling(&told, json!([kind]), "override", "Fara för eleven")),
    );
    assert_eq!(
        found["told"][0]["reason"], "Fara för eleven",
        "it stays to be seen"
    );
    let nothing = json!({"step": "withdrawn", "whole": false, "parties": [], "kinds": [], "name": "Mira", "on": "21/11", "note": "muntligt"});
    assert_eq!(
        step(&mut seat, &document, nothing).unwrap_err().problems[0].field,
        "scope"
    );
    let whole = json!({"step": "withdrawn", "whole": true, "parties": [], "kinds": [], "name": "Mira", "on": "21/11", "note": "muntligt"});
    assert_eq!(step(&mut seat, &document, whole).unwrap()["state"], "aterkallad");
    let listed = seat.ask("consents", json!({}));
    assert_eq!(
        (&listed[0]["state"], &listed[0]["document"]),
        (&json!("aterkallad"), &document)
    );
    assert_eq!(found["told"].as_array().unwrap().len(), 3);
}

/// A guardian draws on the screen, the other one is excused for a reason; and a no is a no.
#[test]
fn drawn_and_excused_and_declined() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    seat.make_vault("rektor");
    let case = seat.open_case(json!({"guardians": [{"name": "Mira Öberg"}, {"name": "Jan Öberg"}]}));
    let document = seat.begin(&case, FORM);
    let mut answers = sample(FORM);
    answers["pupil-signs"] = json!(false);
    seat.type_in(&document, answers);
    let completing = json!({"sections": ["consent"], "manners": {"guardian-1": "drawn"}});
    seat.ask(
        "complete",
        json!({"document": document, "completing": completing}),
    );
    let drawing = json!({"name": "Mira Öberg", "typed": false, "strokes": [[[0, 0], [500, 500]]]});
    seat.ask(
        "draw_signature",
        json!({"document": document, "field": "guardian-1", "drawing": drawing}),
    );
    let view = seat.ask("consent", json!({"document": document}));
    assert_eq!(
        (&view["state"], &view["signers"][0]["standing"]),
        (&json!("delvis-undertecknad"), &json!("signed"))
    );
    let bare = json!({"step": "excused", "row": "guardian-2", "note": ""});
    assert_eq!(
        step(&mut seat, &document, bare).unwrap_err().problems[0].field,
        "note",
        "a reason is given"
    );
    let excused = json!({"step": "excused", "row": "guardian-2", "note": "Ensam vårdnad enligt dom"});
    assert_eq!(step(&mut seat, &document, excused).unwrap()["state"], "giltig");
    let no = json!({"step": "declined", "row": "guardian-2", "name": "Jan Öberg", "on": "21/11"});
    let view = step(&mut seat, &document, no).unwrap();
    assert_eq!(
        (&view["state"], &view["history"][0]["kind"]),
        (&json!("avbojd"), &json!("declined"))
    );
}
