//! Documents leave the vault by the municipality's plan and a person's decision, and in no other way.

// What cannot be made must stop a test.
#![allow(clippy::unwrap_used, clippy::panic)] // clippy excuses test functions, not what they share

mod seat;

use std::fs;
use std::path::Path;

use chrono::TimeDelta;
use seat::{Seat, sample};
use serde_json::{Value, json};
use tempfile::TempDir;

const PASSPHRASE: &str = "fyra ord på rad";

const RULES: &str = "name = 'Exempelkommun'
[[disposal]]
form = 'checklista'
years = 1
plan = 'KS 2024/12, punkt 3.2'
[[disposal]]
form = 'samtycke-skola-socialtjanst'
years = 0
plan = 'KS 2024/12, punkt 3.4'
";

fn seat(folder: &TempDir) -> Seat {
    let mut seat = Seat::at(folder.path());
    seat.make_vault("mentor");
    *seat.world.municipality.lock().unwrap() = Some(RULES.to_owned());
    seat
}

fn completed(seat: &mut Seat, case: &Value, form: &str, answers: Value) -> Value {
    let document = seat.begin(case, form);
    seat.type_in(&document, answers);
    let review = seat.ask("review", json!({"document": document}));
    let authors: serde_json::Map<String, Value> = review["others"]
        .as_array()
        .unwrap()
        .iter()
        .map(|other| (other["role"].as_str().unwrap().to_owned(), json!("Omar Lind")))
        .collect();
    let completing = json!({"sections": review["sections"], "authors": authors});
    seat.ask(
        "complete",
        json!({"document": document, "completing": completing}),
    );
    document
}

fn years_later(seat: &Seat, years: i64) {
    *seat.world.ahead.lock().unwrap() = TimeDelta::days(years * 366);
}

fn input(documents: Value, reason: &str, passphrase: &str) -> Value {
    json!({"input": {"documents": documents, "reason": reason, "passphrase": passphrase}})
}

fn files(folder: &Path) -> usize {
    fs::read_dir(folder.join("attachments")).unwrap().count()
}

#[test]
fn a_document_goes_by_rule_and_decision_and_leaves_nothing_of_the_pupil() {
    let folder = TempDir::new().unwrap();
    let mut seat = seat(&folder);
    let case = seat.open_case(json!({"guardians": [{"name": "Agnieszka Wiśniewska"}]}));
    let document = completed(&mut seat, &case, "checklista", sample("checklista"));
    let kept = completed(&mut seat, &case, "analysfragor", sample("analysfragor"));
    let register = json!({"system": "ProReNata", "number": "4711", "on": "2026-11-21"});
    seat.ask(
        "register_document",
        json!({"document": document, "input": register}),
    );
    seat.ask("check_archive", json!({}));
    let before = files(folder.path());

    seat.ask("save_document", json!({"document": document}));
    let copy = seat.world.saved.lock().unwrap().pop().unwrap().1;

    years_later(&seat, 1);
    let view = seat.ask("disposals", json!({}));
    assert_eq!(
        view["due"],
        json!([]),
        "not in the year after, and no rule for the other"
    );
    assert_eq!(view["rules"][0]["years"], 1);
    let early = seat.refused("dispose", input(json!([document]), "Beslut 7", PASSPHRASE));
    assert_eq!(
        (early.code.as_str(), early.field.as_deref()),
        ("not-due", Some("documents"))
    );

    years_later(&seat, 2);
    let view = seat.ask("disposals", json!({}));
    let due = &view["due"][0];
    assert_eq!(view["due"].as_array().unwrap().len(), 1, "no rule, no disposal");
    assert_eq!(
        (&due["document"], &due["from"]),
        (&document, &json!("2028-01-01"))
    );
    assert_eq!(
        (&due["hindrance"], &due["registered"]["number"]),
        (&Value::Null, &json!("4711"))
    );

    let nothing = seat.refused("dispose", input(json!([]), " ", PASSPHRASE));
    let fields: Vec<&str> = nothing.problems.iter().map(|one| one.field.as_str()).collect();
    assert_eq!(fields, ["reason", "documents"]);
    let named = seat.refused(
        "dispose",
        input(json!([document]), "Łukasz Öberg har slutat", PASSPHRASE),
    );
    assert_eq!(named.problems[0].code, "names-somebody");
    let wrong = seat.refused("dispose", input(json!([document]), "Beslut 7", "fel"));
    assert_eq!(wrong.field.as_deref(), Some("passphrase"));
    let without = seat.refused("dispose", input(json!([kept]), "Beslut 7", PASSPHRASE));
    assert_eq!(without.code, "not-due");

    let view = seat.ask("dispose", input(json!([document]), "Beslut 7", PASSPHRASE));
    assert_eq!(view["due"], json!([]));
    let decision = &view["done"][0];
    assert_eq!(
        (&decision["reason"], &decision["documents"]),
        (&json!("Beslut 7"), &json!(1))
    );
    assert_eq!(
        seat.refused("document", json!({"document": document})).code,
        "not-found"
    );
    assert_eq!(files(folder.path()), before - 1);
    let found = seat.ask("archive", json!({"filter": {}}));
    assert_eq!(found["rows"].as_array().unwrap().len(), 1);

    seat.world
        .papers_in
        .lock()
        .unwrap()
        .push(("kopia.pdf".to_owned(), copy));
    let back = seat.ask("choose_papers", json!({}));
    assert_eq!(
        back["papers"][0]["standing"], "incoming-disposed",
        "it does not come back"
    );
    tells_what_went(&mut seat, &decision["decision"], document.as_str().unwrap());
}

/// The report names rule, decision and document, and nothing about the pupil.
fn tells_what_went(seat: &mut Seat, decision: &Value, document: &str) {
    seat.ask("confirm", json!({"passphrase": PASSPHRASE}));
    let sheet = json!({"sheet": "disposal", "decision": decision});
    seat.ask("save_sheet", json!({"sheet": sheet}));
    let (name, report) = seat.world.saved.lock().unwrap().pop().unwrap();
    assert!(name.starts_with("gallringsrapport-"), "{name}");
    let text: String = documents::pictures(&report, 1.0)
        .unwrap()
        .into_iter()
        .map(|page| page.text)
        .collect();
    for expected in [
        "KS 2024/12, punkt 3.2. Sparas ett år",
        "den 2029-08-01",
        document,
        "Beslut 7",
        "Birgitta Ek",
    ] {
        assert!(text.contains(expected), "{expected}: {text}");
    }
    for secret in ["Łukasz", "Öberg", "Wiśniewska", "4711", "Fylls i av"] {
        assert!(!text.contains(secret), "{secret}");
    }
    if let Ok(out) = std::env::var("SHEETS_OUT") {
        fs::write(Path::new(&out).join(name), report).unwrap();
    }
}

#[test]
fn what_is_continued_goes_together_and_an_empty_case_takes_the_name_along() {
    let folder = TempDir::new().unwrap();
    let mut seat = seat(&folder);
    let case = seat.open_case(json!({}));
    let first = seat.begin(&case, "checklista");
    seat.type_in(
        &first,
        json!({"talk-with-pupil": "2026-11-20", "pupil": "Łukasz Öberg"}),
    );
    seat.complete(&first, json!(["mentor-part"]));
    let second = seat.ask("continue_document", json!({"document": first}));

    years_later(&seat, 2);
    let due = seat.ask("disposals", json!({}))["due"].clone();
    assert_eq!(due[0]["hindrance"], "draft");
    years_later(&seat, 0);
    seat.type_in(&second, json!({"absence-continues": {"answer": "no"}}));
    seat.complete(&second, json!(["follow-up"]));

    years_later(&seat, 2);
    let view = seat.ask("disposals", json!({}));
    let row = |id: &Value| {
        let rows = view["due"].as_array().unwrap();
        rows.iter().find(|row| row["document"] == *id).unwrap().clone()
    };
    assert_eq!(row(&first)["together"].as_array().unwrap().len(), 1);
    assert_eq!(row(&second)["together"], json!([]));
    let alone = seat.refused("dispose", input(json!([first]), "Beslut 8", PASSPHRASE));
    assert_eq!(
        (alone.code.as_str(), alone.args["title"].is_empty()),
        ("goes-together", false)
    );

    let view = seat.ask("dispose", input(json!([first, second]), "Beslut 8", PASSPHRASE));
    assert_eq!(view["done"][0]["documents"], 2);
    assert_eq!(files(folder.path()), 0);
    let emptied = view["emptied"][0].clone();
    assert_eq!((&emptied["id"], &emptied["with_pupil"]), (&case, &json!(true)));
    let nobody = json!({"input": {"emptied": [], "passphrase": PASSPHRASE}});
    assert_eq!(
        seat.refused("remove_emptied", nobody).problems[0].field,
        "emptied"
    );
    let told = json!({"input": {"emptied": [case], "passphrase": PASSPHRASE}});
    let view = seat.ask("remove_emptied", told.clone());
    assert_eq!(view["emptied"], json!([]));
    assert_eq!(
        seat.ask("pupils", json!({"search": ""})),
        json!([]),
        "the name is gone"
    );
    assert_eq!(seat.refused("remove_emptied", told).code, "not-found");
}

#[test]
fn a_consent_that_holds_never_goes() {
    let folder = TempDir::new().unwrap();
    let mut seat = seat(&folder);
    let case = seat.open_case(json!({}));
    let mut answers = sample("samtycke-skola-socialtjanst");
    answers["valid-from"] = json!("2026-11-21");
    answers["valid-to"] = json!("2027-06-10");
    let document = completed(&mut seat, &case, "samtycke-skola-socialtjanst", answers);
    *seat.world.ahead.lock().unwrap() = TimeDelta::days(60);
    let due = seat.ask("disposals", json!({}))["due"].clone();
    assert_eq!(due[0]["hindrance"], "consent");
    let refused = seat.refused("dispose", input(json!([document]), "Beslut 9", PASSPHRASE));
    assert_eq!(refused.code, "not-due");
    years_later(&seat, 1);
    let due = seat.ask("disposals", json!({}))["due"].clone();
    assert_eq!(due[0]["hindrance"], Value::Null, "it has ended");

    // Something was told: the case is not empty.
    let told = json!({"to": "Socialtjänsten", "what": "Frånvaron", "kinds": [], "reason": "", "ground": "duty", "how": "brev", "on": "2026-11-21"});
    seat.ask("disclose", json!({"case": case, "input": told}));
    let view = seat.ask("dispose", input(json!([document]), "Beslut 9", PASSPHRASE));
    assert_eq!(view["emptied"], json!([]));
}

#[test]
fn without_a_rule_nothing_goes() {
    let folder = TempDir::new().unwrap();
    let mut seat = seat(&folder);
    *seat.world.municipality.lock().unwrap() = None;
    let case = seat.open_case(json!({}));
    let document = completed(&mut seat, &case, "checklista", sample("checklista"));
    years_later(&seat, 90);
    let view = seat.ask("disposals", json!({}));
    assert_eq!((&view["rules"], &view["due"]), (&json!([]), &json!([])));
    let refused = seat.refused("dispose", input(json!([document]), "Beslut 1", PASSPHRASE));
    assert_eq!(refused.code, "not-due");
    let broken = "name = 'A'\n[[disposal]]\nform = 'checklista'\nyears = 5\nplan = ''\n";
    *seat.world.municipality.lock().unwrap() = Some(broken.to_owned());
    assert_eq!(seat.refused("disposals", json!({})).args["line"], "5");
}
