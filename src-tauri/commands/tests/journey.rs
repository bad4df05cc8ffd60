//! The commands as the window uses them, without a window: from the first start to a document and what
//! continues it.
#![allow(clippy::unwrap_used, clippy::panic)] // clippy excuses test functions, not what they share

mod seat;

use std::sync::Arc;

use commands::{Code, CommandError, Outside, call};
use seat::{Seat, sample};
use serde_json::{Value, json};
use tempfile::TempDir;
use vault::{Key, MunicipalitySecret, Vault};

fn codes(error: &CommandError) -> Vec<(&str, &str)> {
    error
        .problems
        .iter()
        .map(|problem| (problem.field.as_str(), problem.code.as_str()))
        .collect()
}

#[test]
fn a_checklist_from_first_start_to_the_week_after() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    assert_eq!(seat.ask("status", json!({}))["state"], "none");
    assert_eq!(seat.refused("pupils", json!({"search": ""})).code, "locked");
    seat.make_vault("mentor");
    let case = seat.open_case(json!({}));
    let document = seat.begin(&case, "trosa/checklista@1");

    let view = seat.ask("document", json!({"document": document}));
    let answers = &view["answers"];
    assert_eq!(
        (&answers["pupil"], &answers["class"]),
        (&json!("Łukasz Öberg"), &json!("8B"))
    );
    assert_eq!(answers["mentor"], json!({"name": "Birgitta Ek"}));

    let saved = seat.type_in(
        &document,
        json!({"talk-with-pupil": "20/11", "absence": "12,5 %", "period": "2026-13"}),
    );
    assert_eq!(saved["answers"]["talk-with-pupil"], "2026-11-20");
    assert_eq!(saved["answers"]["absence"], 12.5);
    assert_eq!(saved["judgement"]["problems"][0]["code"], "not-a-month");

    seat.ask("lock", json!({}));
    assert_eq!(
        seat.refused("unlock", json!({"passphrase": "fel"})).code,
        "vault-wrong-passphrase"
    );
    seat.ask("unlock", json!({"passphrase": "fyra ord på rad"}));
    let view = seat.ask("document", json!({"document": document}));
    assert_eq!(
        view["answers"]["period"], "2026-13",
        "what was typed is never thrown away"
    );

    let told = json!({"document": document, "completing": {"sections": ["mentor-part"]}});
    assert_eq!(
        codes(&seat.refused("complete", told)),
        [("period", "not-a-month")]
    );
    seat.type_in(
        &document,
        json!({"period": "2026-10", "illness": {"answer": "no", "comment": "Nej, frisk."}}),
    );
    let done = seat.complete(&document, json!(["mentor-part"]));
    assert_eq!(done["state"], "fardigstalld");
    let told = json!({"document": document, "changes": {"absence": "99"}});
    assert_eq!(seat.refused("save_draft", told).code, "section-completed");

    assert_eq!(seat.ask("save_document", json!({"document": document})), true);
    let (name, bytes) = seat.world.saved.lock().unwrap()[0].clone();
    assert!(
        name.starts_with("checklista-2026-11-21-") && !name.contains("ukasz"),
        "{name}"
    );
    let record = documents::inspect(&bytes).unwrap().record.unwrap();
    assert_eq!(
        record.answers().get("illness"),
        Some(&json!({"answer": "no", "comment": "Nej, frisk."}))
    );

    week_after(&mut seat, &document, &bytes);
}

fn week_after(seat: &mut Seat, document: &Value, before: &[u8]) {
    let next = seat.ask("continue_document", json!({"document": document}));
    assert_eq!(
        seat.ask("continue_document", json!({"document": document})),
        next,
        "begun once"
    );
    let saved = seat.type_in(&next, json!({"absence-continues": {"answer": "yes"}}));
    assert_eq!(saved["judgement"]["notices"], json!(["notice-tell-eht"]));
    seat.complete(&next, json!(["follow-up"]));
    seat.ask("save_document", json!({"document": next}));
    let (_, bytes) = seat.world.saved.lock().unwrap()[1].clone();
    let inspection = documents::inspect(&bytes).unwrap();
    assert_eq!(inspection.predecessor.unwrap().sha256, forms::Hash::of(before));
    let sections = inspection.record.unwrap().sections;
    assert_eq!(
        sections.iter().map(|s| s.section()).collect::<Vec<_>>(),
        ["mentor-part", "follow-up"]
    );
}

#[test]
fn a_section_of_another_author_asks_who_answered() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    seat.make_vault("kurator");
    let case = seat.open_case(json!({}));
    let document = seat.begin(&case, "checklista");
    seat.type_in(&document, json!({"mentor": {"name": "Şükrü Aydın"}}));
    let review = seat.ask("review", json!({"document": document}));
    assert_eq!(
        review["others"],
        json!([{"role": "mentor", "name": "Şükrü Aydın"}]),
        "asked once, and the name that stands in the form is proposed"
    );
    let told = json!({"document": document, "completing": {"sections": ["mentor-part"]}});
    assert_eq!(seat.refused("complete", told).code, "author-missing");
    let completing = json!({"sections": ["mentor-part"], "authors": {"mentor": "Şükrü Aydın"}});
    let view = seat.ask(
        "complete",
        json!({"document": document, "completing": completing}),
    );
    assert_eq!(view["sections"][0]["completed_by"], "Şükrü Aydın");
}

#[test]
fn a_section_that_opens_brings_its_usual_answers() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    seat.make_vault("kurator");
    let case = seat.open_case(json!({}));
    let document = seat.begin(&case, "kartlaggning");
    let mut talk = sample("kartlaggning");
    for later in ["decision", "scopes", "pupil-name", "handed-over"] {
        talk.as_object_mut().unwrap().remove(later);
    }
    let saved = seat.type_in(&document, talk);
    assert_eq!(
        saved["answers"]["scopes"],
        json!(["to-rektor", "at-eht"]),
        "what is stored with the next answer is seen before it"
    );
    assert_eq!(
        seat.type_in(&document, json!({"decision": "yes"}))["sections"][1]["open"],
        true
    );
    let begun = |seat: &mut Seat| seat.ask("review", json!({"document": document}))["sections"].clone();
    assert_eq!(begun(&mut seat), json!(["before", "talk", "approval"]));
    seat.type_in(&document, json!({"decision": null}));
    assert_eq!(
        begun(&mut seat),
        json!(["before", "talk"]),
        "what was taken back is not begun"
    );
}

#[test]
fn a_protected_pupil_is_printed_only_and_by_the_chosen_name() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    seat.make_vault("mentor");
    let case = seat.open_case(json!({"protected": true, "alias": "Eleven i 8B"}));
    let pupils = seat.ask("pupils", json!({"search": ""}));
    assert_eq!(pupils[0]["name"], "Eleven i 8B");
    assert_eq!(seat.ask("pupils", json!({"search": "Łukasz"})), json!([]));
    let document = seat.begin(&case, "checklista");
    seat.complete(&document, json!(["mentor-part"]));
    assert_eq!(
        seat.refused("save_document", json!({"document": document})).code,
        "protected-print-only"
    );
    let order = json!({"documents": [document], "blanks": ["checklista"], "printer": "pdf", "copies": "1"});
    seat.ask("print", json!({"order": order}));
    let printed = seat.world.printed.lock().unwrap();
    assert_eq!(printed.len(), 2);
    let inspection = documents::inspect(&printed[0]).unwrap();
    assert!(inspection.record.is_none() && inspection.attachments.is_empty());
}

#[test]
fn a_printer_that_stops_halfway_says_how_far_it_came() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    seat.make_vault("mentor");
    let order = |blanks: &[&str]| json!({"order": {"documents": [], "blanks": blanks, "printer": "pdf", "copies": "1"}});
    *seat.world.papers.lock().unwrap() = Some(2);
    let stopped = seat.refused("print", order(&["checklista", "kartlaggning", "atgarder"]));
    assert_eq!(
        stopped,
        CommandError::new(Code::PrintStopped)
            .with("sent", 2)
            .with("count", 3)
    );
    assert_eq!(seat.refused("print", order(&["checklista"])).code, "print-failed");
    seat.world.printed.lock().unwrap().clear();
    assert_eq!(
        seat.refused("print", order(&["checklista", "nonsens"])).code,
        "no-such-form"
    );
    assert!(
        seat.world.printed.lock().unwrap().is_empty(),
        "all are made before the first goes out"
    );
}

#[test]
fn nothing_waits_while_the_user_chooses_where_to_save() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    seat.make_vault("mentor");
    let case = seat.open_case(json!({}));
    let document = seat.begin(&case, "checklista");
    seat.complete(&document, json!(["mentor-part"]));
    let desk = Arc::clone(&seat.desk);
    *seat.world.meanwhile.lock().unwrap() = Some(Box::new(move || {
        assert!(desk.try_lock().is_ok());
        call(&desk, "lock", json!({})).unwrap();
    }));
    assert_eq!(
        seat.refused("save_document", json!({"document": document})).code,
        "locked"
    );
    assert!(
        seat.world.saved.lock().unwrap().is_empty(),
        "what was locked meanwhile stays locked"
    );
}

#[test]
fn letters_that_cannot_be_printed_are_flagged_in_the_draft_and_refused_at_klar() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    seat.make_vault("mentor");
    let case = seat.open_case(json!({}));
    let document = seat.begin(&case, "checklista");
    let saved = seat.type_in(&document, json!({"illness": {"comment": "Ирина ringde"}}));
    let flagged = saved["judgement"]["problems"].as_array().unwrap();
    assert!(
        flagged
            .iter()
            .any(|p| p["field"] == "illness" && p["code"] == "unprintable")
    );
    let told = json!({"document": document, "completing": {"sections": ["mentor-part"]}});
    assert!(codes(&seat.refused("complete", told)).contains(&("illness", "unprintable")));
}

#[test]
fn the_recovery_words_open_the_vault_and_set_a_new_passphrase() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    let profile =
        json!({"name": "Birgitta Ek", "role": "rektor", "school": "Björkskolan", "organiser": "kommunal"});
    let told = json!({"profile": profile, "passphrase": "kort", "again": "kort"});
    assert_eq!(
        seat.refused("begin_vault", told).code,
        "vault-passphrase-too-short"
    );
    let told = json!({"profile": profile, "passphrase": "fyra ord på rad", "again": "fyra ord på tvären"});
    assert_eq!(seat.refused("begin_vault", told).code, "passphrases-differ");
    let told = json!({"profile": profile, "passphrase": "fyra ord på rad", "again": "fyra ord på rad"});
    let offer = seat.ask("begin_vault", told);
    seat.ask("print_recovery_words", json!({"printer": "pdf"}));
    assert_eq!(seat.world.printed.lock().unwrap().len(), 1);
    assert_eq!(
        seat.refused("finish_vault", json!({"first": "x", "second": "y"}))
            .code,
        "vault-words-not-the-word"
    );
    assert_eq!(
        seat.ask("status", json!({}))["state"],
        "none",
        "nothing is written before the proof"
    );
    let word = |n: usize| offer["words"][offer["ask"][n].as_u64().unwrap() as usize - 1].clone();
    seat.ask("finish_vault", json!({"first": word(0), "second": word(1)}));
    seat.ask("lock", json!({}));
    let words: Vec<&str> = offer["words"]
        .as_array()
        .unwrap()
        .iter()
        .map(|word| word.as_str().unwrap())
        .collect();
    let told =
        json!({"words": words.join(" "), "passphrase": "helt nya ord här", "again": "helt nya ord här"});
    assert_eq!(seat.ask("unlock_with_words", told)["state"], "open");
    seat.ask("lock", json!({}));
    assert_eq!(
        seat.refused("unlock", json!({"passphrase": "fyra ord på rad"}))
            .code,
        "vault-wrong-passphrase"
    );
    assert_eq!(
        seat.ask("unlock", json!({"passphrase": "helt nya ord här"}))["state"],
        "open"
    );
}

#[test]
fn a_municipality_with_a_key_can_open_what_is_made_under_it() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    let secret = MunicipalitySecret::generate(&mut |bytes: &mut [u8]| bytes.fill(7));
    let settings = |key: &str| format!("name = 'Exempelkommun'\n[key]\npublic = '{key}'\nrequired = true");
    let begin = json!({
        "profile": {"name": "Birgitta Ek", "role": "rektor", "school": "Björkskolan", "organiser": "kommunal"},
        "passphrase": "fyra ord på rad", "again": "fyra ord på rad"
    });
    for (text, code) in [
        ("namn = 'Exempelkommun'".to_owned(), "broken-municipality"),
        (settings("kort"), "vault-municipality-key-malformed"),
    ] {
        *seat.world.municipality.lock().unwrap() = Some(text);
        assert_eq!(seat.refused("begin_vault", begin.clone()).code, code);
    }
    *seat.world.municipality.lock().unwrap() = Some(settings(&secret.public().unwrap().to_string()));
    let offer = seat.ask("begin_vault", begin);
    assert_eq!(offer["municipality"]["name"], "Exempelkommun");
    seat.make_vault("rektor");
    seat.ask("lock", json!({}));
    let opened = Vault::open(folder.path(), &Key::Municipality(&secret), seat.world.now()).unwrap();
    assert!(opened.municipality().unwrap().is_some());
}

#[test]
fn every_form_can_be_begun_reviewed_and_seen() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    seat.make_vault("kurator");
    let case = seat.open_case(json!({}));
    for form in seat.ask("forms", json!({})).as_array().unwrap().clone() {
        let form = form["form"].as_str().unwrap();
        let document = seat.begin(&case, form);
        seat.ask("review", json!({"document": document}));
        seat.ask("read_back", json!({"document": document}));
        let pages = seat.ask("pages", json!({"document": document}));
        assert!(pages[0]["png"].as_str().unwrap().starts_with("iVBOR"), "{form}");
        assert!(
            !seat
                .ask("blank_pages", json!({"form": form}))
                .as_array()
                .unwrap()
                .is_empty()
        );
        seat.ask("discard_document", json!({"document": document}));
    }
    let view = seat.ask("case", json!({"case": case}));
    assert_eq!(view["documents"], json!([]));
}

#[test]
fn every_form_is_completed_and_its_file_holds_what_was_typed() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    seat.make_vault("kurator");
    let case = seat.open_case(json!({}));
    for summary in seat.ask("forms", json!({})).as_array().unwrap().clone() {
        let form = summary["id"].as_str().unwrap();
        let document = seat.begin(&case, form);
        seat.type_in(&document, sample(form));
        let review = seat.ask("review", json!({"document": document}));
        assert_eq!(review["problems"], json!([]), "{form}");
        let authors: serde_json::Map<String, Value> = review["others"]
            .as_array()
            .unwrap()
            .iter()
            .map(|other| (other["role"].as_str().unwrap().to_owned(), json!("Şükrü Aydın")))
            .collect();
        let completing = json!({"sections": review["sections"], "authors": authors});
        seat.ask(
            "complete",
            json!({"document": document, "completing": completing}),
        );
        seat.ask("save_document", json!({"document": document}));
        let bytes = seat.world.saved.lock().unwrap().pop().unwrap().1;
        let found = documents::inspect(&bytes)
            .unwrap()
            .record
            .unwrap()
            .answers()
            .to_json();
        for (field, answer) in sample(form).as_object().unwrap() {
            assert_eq!(&found[field], answer, "{form}: {field}");
        }
    }
}
