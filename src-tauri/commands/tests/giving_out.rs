//! Papers about a pupil are given out on request: everything is gathered, masked as decided, and what left is kept.

// What cannot be made must stop a test.
#![allow(clippy::unwrap_used, clippy::panic)] // clippy excuses test functions, not what they share

mod seat;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use seat::{Seat, papers::text, sample};
use serde_json::{Value, json};
use tempfile::TempDir;

/// A kurator's vault with a pupil, a completed kartläggning, a checklist that is a draft, and something told.
struct Kept {
    seat: Seat,
    pupil: Value,
    case: Value,
}

impl Kept {
    fn at(folder: &TempDir, more: Value) -> Self {
        let mut seat = Seat::at(folder.path());
        seat.make_vault("kurator");
        let guardians = json!([
            {"name": "Agnieszka Wiśniewska", "phone": "070-123 45 67", "email": "agnieszka@exempel.se"},
            {"name": "Torbjörn Öberg", "phone": "073-765 43 21", "address": "Hemliga gatan 4"},
        ]);
        let mut input = json!({"guardians": guardians, "identity_number": "20130101-TF01"});
        input
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        let case = seat.open_case(input);
        let pupil = seat.ask("case", json!({"case": case}))["pupil"]["id"].clone();
        let document = seat.begin(&case, "kartlaggning");
        seat.type_in(&document, sample("kartlaggning"));
        let review = seat.ask("review", json!({"document": document}));
        let others = review["others"].as_array().unwrap().iter();
        let authors: BTreeMap<&str, &str> = others
            .map(|other| (other["role"].as_str().unwrap(), "Omar Lind"))
            .collect();
        let completing = json!({"sections": review["sections"], "authors": authors});
        seat.ask(
            "complete",
            json!({"document": document, "completing": completing}),
        );
        let draft = seat.begin(&case, "checklista");
        let illness = json!({"answer": "yes", "comment": "Torbjörns nya nummer är 073-999 88 77."});
        seat.type_in(&draft, json!({"pupil": "Łukasz Öberg", "illness": illness}));
        let told = json!({"to": "Socialtjänsten", "what": "Frånvaron i oktober", "kinds": [], "reason": "", "ground": "duty", "how": "brev", "on": "2026-11-20"});
        seat.ask("disclose", json!({"case": case, "input": told}));
        Self { seat, pupil, case }
    }

    fn proposal(&mut self, request: &Value) -> Value {
        self.seat.ask(
            "release_proposal",
            json!({"pupil": self.pupil, "request": request}),
        )
    }

    fn told(&self, input: &Value) -> Value {
        json!({"pupil": self.pupil, "input": input})
    }

    fn refused(&mut self, input: &Value) -> commands::CommandError {
        let told = self.told(input);
        self.seat.refused("release_pages", told)
    }

    /// Saves it, and gives its name and bytes.
    fn saved(&mut self, input: &Value) -> (String, Vec<u8>) {
        let told = self.told(input);
        assert_eq!(self.seat.ask("save_release", told), true);
        self.seat.world.saved.lock().unwrap().pop().unwrap()
    }
}

fn request(requester: &str, name: &str, access: bool) -> Value {
    json!({"requester": requester, "name": name, "access": access, "asked": "2026-11-20", "words": ""})
}

fn input(request: &Value, view: &Value, outcome: &str, measures: Value) -> Value {
    json!({
        "request": request,
        "digest": view["digest"],
        "measures": measures,
        "outcome": outcome,
        "ground": "23 kap. 2 § OSL",
        "reasons": "Uppgifterna rör någon annan.",
        "by": "Rut Ek, rektor",
    })
}

fn parts(view: &Value) -> Vec<&Value> {
    let items = view["items"].as_array().unwrap().iter();
    items.flat_map(|item| item["parts"].as_array().unwrap()).collect()
}

fn item<'a>(view: &'a Value, title: &str) -> &'a Value {
    let mut items = view["items"].as_array().unwrap().iter();
    items
        .find(|item| item["title"].as_str().unwrap().starts_with(title))
        .unwrap_or_else(|| panic!("{title}: {view:#}"))
}

/// The file with every stream unpacked, by qpdf.
fn opened(pdf: &[u8]) -> Vec<u8> {
    let folder = TempDir::new().unwrap();
    let (packed, open) = (folder.path().join("packed.pdf"), folder.path().join("open.pdf"));
    fs::write(&packed, pdf).unwrap();
    let mut qpdf = Command::new("qpdf");
    qpdf.args(["--qdf", "--object-streams=disable"])
        .args([&packed, &open]);
    assert!(qpdf.status().unwrap().success(), "qpdf opens it");
    fs::read(open).unwrap()
}

/// Whether words lie anywhere in a file: in its text, or in any of its streams and strings.
fn holds(pdf: &[u8], words: &str) -> bool {
    let open = opened(pdf);
    let wide: Vec<u8> = words.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02X}")).collect::<String>();
    let shapes = [
        words.as_bytes().to_vec(),
        wide.clone(),
        hex(&wide).into_bytes(),
        hex(words.as_bytes()).into_bytes(),
    ];
    let raw = [pdf, &open].iter().any(|bytes| {
        shapes.iter().any(|shape| {
            bytes
                .windows(shape.len())
                .any(|there| there.eq_ignore_ascii_case(shape))
        })
    });
    raw || text(pdf).contains(words)
}

#[test]
fn the_pupil_gets_everything_but_others_particulars() {
    let folder = TempDir::new().unwrap();
    let mut kept = Kept::at(&folder, json!({}));
    let asked = request("pupil", "", false);
    let view = kept.proposal(&asked);
    let card = &item(&view, "Uppgifter om eleven")["parts"];
    assert!(
        card.as_array()
            .unwrap()
            .iter()
            .all(|part| part["measure"] == "include"),
        "{card:#}"
    );
    let guardians = item(&view, "Vårdnadshavare")["parts"].as_array().unwrap();
    assert_eq!(guardians.len(), 6);
    assert!(
        guardians
            .iter()
            .all(|part| part["reasons"] == json!(["other-person"]))
    );
    let draft = item(&view, "Checklista vid frånvaro, utkast")["parts"]
        .as_array()
        .unwrap();
    assert!(
        draft
            .iter()
            .all(|part| part["measure"] == "leave-out" && part["reasons"] == json!(["draft"]))
    );
    let log = &item(&view, "Händelser i valvet")["parts"][0];
    assert_eq!(
        (&log["measure"], &log["reasons"]),
        (&json!("leave-out"), &json!(["log"]))
    );
    assert_eq!(item(&view, "Lämnade uppgifter")["parts"][0]["measure"], "include");
    let kurators = item(&view, "Skolsocial kartläggning")["parts"]
        .as_array()
        .unwrap();
    assert!(
        kurators.iter().any(|part| part["measure"] == "include"),
        "it is the pupil who asks"
    );

    let (name, pdf) = kept.saved(&input(&asked, &view, "partly", json!({})));
    assert_eq!(name, "utlamnande-2026-11-21.pdf");
    for secret in [
        "Hemliga",
        "073-765",
        "agnieszka@exempel.se",
        "073-999",
        "Torbjörn",
    ] {
        assert!(!holds(&pdf, secret), "{secret}: {}", text(&pdf));
    }
    for there in ["[maskerat]", "Łukasz Öberg", "Socialtjänsten", "Rut Ek, rektor"] {
        assert!(text(&pdf).contains(there), "{there}: {}", text(&pdf));
    }
    assert!(holds(&pdf, "Socialtjänsten"), "the scan finds what is there");
    let inspection = documents::inspect(&pdf).unwrap();
    assert!(inspection.record.is_none());
    if let Ok(out) = std::env::var("SHEETS_OUT") {
        fs::write(Path::new(&out).join(name), pdf).unwrap();
    }
}

#[test]
fn a_guardian_gets_no_answer_of_the_kurators_without_a_decision() {
    let folder = TempDir::new().unwrap();
    let mut kept = Kept::at(&folder, json!({}));
    let nameless = json!({"pupil": kept.pupil, "request": request("guardian", "", false)});
    let wrong = kept.seat.refused("release_proposal", nameless);
    assert_eq!(wrong.problems[0].field, "name");
    let asked = request("guardian", "torbjörn öberg", false);
    let view = kept.proposal(&asked);
    let guardians = item(&view, "Vårdnadshavare")["parts"].as_array().unwrap();
    let measures: Vec<&str> = guardians
        .iter()
        .map(|part| part["measure"].as_str().unwrap())
        .collect();
    assert_eq!(
        measures,
        ["mask", "mask", "mask", "include", "include", "include"],
        "his own stand"
    );
    let kurators = item(&view, "Skolsocial kartläggning")["parts"]
        .as_array()
        .unwrap();
    let health: Vec<&&Value> = kurators
        .iter()
        .filter(|part| part["reasons"] == json!(["student-health"]))
        .collect::<Vec<_>>()
        .leak()
        .iter()
        .collect();
    assert!(health.len() > 5);

    // One of them is let through by the person who decides.
    let shown = health[0];
    let mut measures = json!({});
    measures[shown["id"].as_str().unwrap()] = json!("include");
    let (_, pdf) = kept.saved(&input(&asked, &view, "partly", measures));
    let first = shown["text"].as_str().unwrap().lines().next().unwrap();
    assert!(text(&pdf).contains(first.split(' ').next().unwrap()), "{first}");
    let mut words = health[1..]
        .iter()
        .flat_map(|part| part["text"].as_str().unwrap().split_whitespace());
    let hidden = words
        .find(|word| word.len() > 12 && !shown["text"].as_str().unwrap().contains(word))
        .unwrap();
    assert!(!holds(&pdf, hidden), "{hidden}");
}

#[test]
fn outsiders_get_nothing_unasked_and_words_of_ones_own_are_masked() {
    let folder = TempDir::new().unwrap();
    let mut kept = Kept::at(&folder, json!({}));
    for requester in ["public", "authority"] {
        let view = kept.proposal(&request(requester, "", false));
        assert!(
            parts(&view).iter().all(|part| part["measure"] != "include"),
            "{requester}"
        );
        let access = json!({"pupil": kept.pupil, "request": request(requester, "", true)});
        assert_eq!(
            kept.seat.refused("release_proposal", access).problems[0].field,
            "access"
        );
    }
    let mut asked = request("pupil", "", true);
    asked["words"] = json!("oktober, Rut");
    let view = kept.proposal(&asked);
    let told = &item(&view, "Lämnade uppgifter")["parts"][0];
    assert_eq!(
        (&told["measure"], &told["reasons"]),
        (&json!("words"), &json!(["word"]))
    );
    assert!(
        told["masked"]
            .as_str()
            .unwrap()
            .contains("Frånvaron i [maskerat]"),
        "{told}"
    );
    let log = &item(&view, "Händelser i valvet")["parts"][0];
    assert_eq!(
        log["measure"], "include",
        "a registerutdrag has a list of what has happened"
    );
    assert!(
        log["text"]
            .as_str()
            .unwrap()
            .contains("Färdigställt, Skolsocial kartläggning"),
        "{log}"
    );
    let (name, pdf) = kept.saved(&input(&asked, &view, "partly", json!({})));
    assert!(name.starts_with("registerutdrag-"), "{name}");
    assert!(text(&pdf).contains("artikel 15"));
    if let Ok(out) = std::env::var("SHEETS_OUT") {
        fs::write(Path::new(&out).join(name), pdf).unwrap();
    }
}

#[test]
fn the_decision_agrees_with_the_list_and_is_kept() {
    let folder = TempDir::new().unwrap();
    let mut kept = Kept::at(&folder, json!({}));
    let asked = request("public", "", false);
    let view = kept.proposal(&asked);
    let mut wrong = input(&asked, &view, "refused", json!({}));
    wrong["ground"] = json!(" ");
    wrong["reasons"] = json!("");
    wrong["by"] = json!("");
    let fields: Vec<String> = kept
        .refused(&wrong)
        .problems
        .into_iter()
        .map(|one| one.field)
        .collect();
    assert_eq!(fields, ["by", "ground", "reasons"]);
    let masked = kept.refused(&input(&asked, &view, "wholly", json!({})));
    assert_eq!(masked.problems[0].code, "wholly-but-masked");
    let none: serde_json::Map<String, Value> = parts(&view)
        .iter()
        .map(|part| (part["id"].as_str().unwrap().to_owned(), json!("leave-out")))
        .collect();
    let nothing = kept.refused(&input(&asked, &view, "partly", json!(none)));
    assert_eq!(nothing.problems[0].code, "nothing-given");

    let told = kept.told(&input(&asked, &view, "refused", json!({})));
    assert!(
        kept.seat.try_ask("save_release", told.clone()).is_err(),
        "nothing leaves"
    );
    let before = kept.seat.ask("refuse_release", told);
    assert_eq!(
        (&before[0]["outcome"], &before[0]["items"]),
        (&json!("refused"), &json!(0))
    );
    let sheet = json!({"sheet": {"sheet": "release", "event": before[0]["event"]}});
    kept.seat.ask("save_sheet", sheet);
    let (name, decision) = kept.seat.world.saved.lock().unwrap().pop().unwrap();
    assert_eq!(name, "beslut-om-utlamnande-2026-11-21.pdf");
    for there in [
        "Beslut om att inte lämna ut uppgifter",
        "23 kap. 2 § OSL",
        "Uppgifterna rör någon annan.",
        "Hur beslutet överklagas",
    ] {
        assert!(text(&decision).contains(there), "{there}: {}", text(&decision));
    }
    if let Ok(out) = std::env::var("SHEETS_OUT") {
        fs::write(Path::new(&out).join(name), decision).unwrap();
    }

    let old = input(&asked, &view, "partly", json!({}));
    let case = kept.case.clone();
    let told = json!({"to": "Polisen", "what": "x", "kinds": [], "reason": "", "ground": "duty", "how": "brev", "on": "2026-11-20"});
    kept.seat.ask("disclose", json!({"case": case, "input": told}));
    assert_eq!(
        kept.refused(&old).code,
        "release-changed",
        "what is decided on is what leaves"
    );
}

#[test]
fn a_protected_pupils_papers_are_printed_only() {
    let folder = TempDir::new().unwrap();
    let mut kept = Kept::at(&folder, json!({"protected": true, "alias": "Elev 7"}));
    let asked = request("pupil", "", false);
    let view = kept.proposal(&asked);
    assert_eq!(view["protected"], true);
    let decision = input(&asked, &view, "partly", json!({}));
    let told = kept.told(&decision);
    assert_eq!(
        kept.seat.refused("save_release", told).code,
        "protected-print-only"
    );
    let told = json!({"pupil": kept.pupil, "input": decision, "printer": "pdf"});
    let before = kept.seat.ask("print_release", told);
    let pdf = kept.seat.world.printed.lock().unwrap().pop().unwrap();
    assert!(text(&pdf).contains("Elev 7"));
    assert!(before[0]["items"].as_u64().unwrap() > 2);
    let sheet = json!({"sheet": {"sheet": "release", "event": before[0]["event"]}});
    assert_eq!(
        kept.seat.refused("save_sheet", sheet).code,
        "protected-print-only"
    );
}
