//! A case gets another to answer for it: offered, taken over or sent back, and nothing of it lost on the way.

#![allow(clippy::unwrap_used, clippy::panic)] // a test says what failed by panicking

mod seat;

use seat::papers::saved;
use seat::school::{School, answer, case_of, checklist, effects, open, send, standings, take, wish};
use seat::{Seat, sample};
use serde_json::{Value, json};

fn transfer() -> Value {
    json!({"kind": "case-transfer", "purpose": "Ny mentor"})
}

/// What a list told of a case is a working note: it is written where it belongs before another answers for the case.
#[test]
fn what_a_list_told_does_not_travel() {
    let mut school = School::new();
    let mentor = &mut school.mentor;
    let case = mentor.bring_in_case("Namn;Status\nSiv Ekåsen;Vilande\n");
    checklist(mentor, &case);
    let whole = wish(mentor, &case, transfer());
    assert_eq!(
        mentor.refused("send_package", whole.clone()).code,
        "case-has-list-note"
    );
    mentor.ask("clear_brought_in", json!({ "case": case }));
    mentor.ask("send_package", whole);
}

fn begins(seat: &mut Seat, case: &Value) -> Result<Value, (String, Value)> {
    let begun = seat.try_ask("begin_document", json!({"case": case, "form": "checklista"}));
    begun.map_err(|error| (error.code.clone(), json!(error.args["name"])))
}

fn to_rut(code: &str) -> Result<Value, (String, Value)> {
    Err((code.to_owned(), json!("Rut Sandberg")))
}

#[test]
fn check() {
    let (mut mentor, mut rektor, _place) = School::new().apart();
    let case = mentor.open_case(json!({"identity_number": "20130101TF01"}));
    let document = checklist(&mut mentor, &case);
    let continued = mentor.ask("continue_document", json!({ "document": document }));
    let refused = wish(&mut mentor, &case, transfer());
    let drafts = mentor.refused("send_package", refused);
    assert_eq!(
        (drafts.code.as_str(), drafts.args["count"].as_str()),
        ("case-has-drafts", "1")
    );
    mentor.ask("discard_document", json!({ "document": continued }));

    let sent = send(&mut mentor, &case, transfer());
    assert_eq!(begins(&mut mentor, &case), to_rut("case-offered"));
    let goes_on = mentor.refused("continue_document", json!({ "document": document }));
    assert_eq!(goes_on.code, "case-offered");
    let again = wish(&mut mentor, &case, transfer());
    assert_eq!(mentor.refused("send_package", again).code, "case-offered");
    let held = mentor.ask("case", json!({ "case": case }))["holding"].clone();
    assert_eq!(
        (&held["standing"], &held["name"]),
        (&json!("case-offered"), &json!("Rut Sandberg"))
    );

    let parcel = open(&mut rektor, &sent)["waiting"][0].clone();
    assert_eq!(
        effects(&parcel),
        ["effect-new-case", "effect-new-document", "effect-becomes-yours"]
    );
    let taken = take(&mut rektor, json!({"pupil": "new"}));
    let pupil = rektor.ask("pupils", json!({"search": ""}))[0]["id"].clone();
    let known = rektor.ask("pupil", json!({ "pupil": pupil }))["input"].clone();
    assert_eq!(
        known["identity_number"], "20130101-TF01",
        "whoever answers for it knows all of it"
    );
    assert_eq!(
        saved(&mut rektor, &document),
        saved(&mut mentor, &document),
        "byte for byte"
    );
    assert_eq!(
        begins(&mut mentor, &case),
        to_rut("case-offered"),
        "until the answer has come"
    );

    let yes = answer(&mut rektor, &taken);
    let parcel = open(&mut mentor, &yes)["waiting"][0].clone();
    assert_eq!(effects(&parcel), ["effect-handed-over"]);
    take(&mut mentor, json!({}));
    assert_eq!(begins(&mut mentor, &case), to_rut("case-elsewhere"));
    let package = mentor.ask("handovers", json!({}))[1]["package"].clone();
    let refused = mentor.refused("take_back", json!({ "package": package }));
    assert_eq!(refused.code, "not-to-be-taken-back");

    // And back again, with what was written meanwhile.
    let written = begins(&mut rektor, &case).unwrap();
    rektor.type_in(&written, sample("checklista"));
    let authors =
        json!({"sections": ["mentor-part"], "manners": {}, "authors": {"mentor": "Ebba Lindqvist"}});
    rektor.ask("complete", json!({"document": written, "completing": authors}));
    let back = send(&mut rektor, &case, transfer());
    let parcel = open(&mut mentor, &back)["waiting"][0].clone();
    assert_eq!(
        effects(&parcel),
        [
            "effect-known-case",
            "effect-same-document",
            "effect-new-document",
            "effect-told",
            "effect-becomes-yours"
        ]
    );
    let taken = take(&mut mentor, json!({}));
    assert!(begins(&mut mentor, &case).is_ok());
    let yes = answer(&mut mentor, &taken);
    open(&mut rektor, &yes);
    take(&mut rektor, json!({}));
    assert_eq!(begins(&mut rektor, &case).unwrap_err().0, "case-elsewhere");
    assert_eq!(saved(&mut rektor, &written), saved(&mut mentor, &written));
}

#[test]
fn what_is_sent_back_or_taken_back_stays() {
    let (mut mentor, mut rektor, _place) = School::new().apart();
    let case = mentor.open_case(json!({}));
    let first = send(&mut mentor, &case, transfer());
    open(&mut rektor, &first);
    let sent_back = take(&mut rektor, json!({"reject": "Eleven byter skola"}));
    assert_eq!(rektor.ask("pupils", json!({"search": ""})), json!([]));
    let no = answer(&mut rektor, &sent_back);
    open(&mut mentor, &no);
    take(&mut mentor, json!({}));
    let begun = begins(&mut mentor, &case).unwrap();
    mentor.ask("discard_document", json!({ "document": begun }));

    let second = send(&mut mentor, &case, transfer());
    let package = mentor.ask("handovers", json!({}))[0].clone();
    assert_eq!(package["can_be_taken_back"], true);
    let told = json!({ "package": package["package"] });
    let all = mentor.ask("take_back", told.clone());
    assert_eq!(all[0]["standing"], "handover-taken-back");
    assert_eq!(mentor.refused("take_back", told).code, "not-to-be-taken-back");
    let own = begins(&mut mentor, &case).unwrap();
    // The colleague had said yes before hearing of it: both have it, both are told, and nothing is lost.
    open(&mut rektor, &second);
    let taken = take(&mut rektor, json!({"pupil": "new"}));
    let yes = answer(&mut rektor, &taken);
    assert_eq!(
        effects(&open(&mut mentor, &yes)["waiting"][0]),
        ["effect-handed-over"]
    );
    take(&mut mentor, json!({}));
    assert_eq!(begins(&mut mentor, &case), to_rut("case-elsewhere"));
    mentor.type_in(&own, json!({"class": "8B"}));
    assert_eq!(standings(&mut rektor)[1], "handover-taken");
}

#[test]
fn every_paper_of_a_document_goes_along() {
    let (mut mentor, mut rektor, _place) = School::new().apart();
    let document = mentor.completed_checklist();
    let case = case_of(&mut mentor, &document);
    let unsigned = saved(&mut mentor, &document);
    mentor.ask("make_own_signature", json!({"passphrase": seat::PASSPHRASE}));
    mentor.try_sign(&document, json!({})).unwrap();
    let signed = saved(&mut mentor, &document);
    assert!(signed.len() > unsigned.len());
    let sent = send(&mut mentor, &case, transfer());
    let parcel = open(&mut rektor, &sent)["waiting"][0].clone();
    assert_eq!(
        effects(&parcel),
        [
            "effect-new-case",
            "effect-new-document",
            "effect-told",
            "effect-becomes-yours"
        ],
        "one document, however many papers it has"
    );
    take(&mut rektor, json!({"pupil": "new"}));
    assert_eq!(saved(&mut rektor, &document), signed);
}

/// A checklist that waits for its mentor's electronic signature.
fn signable(seat: &mut Seat, case: &Value) -> Value {
    let document = seat.begin(case, "checklista");
    let completing = json!({"sections": ["mentor-part"], "manners": {"mentor": "electronic"}});
    seat.ask(
        "complete",
        json!({"document": document, "completing": completing}),
    );
    document
}

/// The kurator's answers with a row that the pupil draws a name in.
fn kartlaggning(seat: &mut Seat, case: &Value) -> Value {
    let document = seat.begin(case, "kartlaggning");
    seat.type_in(&document, sample("kartlaggning"));
    let sections = seat.ask("review", json!({ "document": document }))["sections"].clone();
    let manners = json!({"kurator": "ink", "pupil-name": "drawn"});
    let authors = json!({"kurator": "Birgitta Ek"});
    let completing = json!({"sections": sections, "manners": manners, "authors": authors});
    seat.ask(
        "complete",
        json!({"document": document, "completing": completing}),
    );
    document
}

#[test]
fn what_a_colleague_had_a_copy_of_goes_on_in_its_later_papers() {
    let (mut mentor, mut rektor, _place) = School::new().apart();
    let case = mentor.open_case(json!({}));
    let signed = signable(&mut mentor, &case);
    let drawn = kartlaggning(&mut mentor, &case);
    for document in [&signed, &drawn] {
        let copy = json!({"kind": "copy", "document": document});
        let sent = send(&mut mentor, &case, copy);
        open(&mut rektor, &sent);
        take(&mut rektor, json!({"pupil": "new"}));
    }
    mentor.ask("make_own_signature", json!({"passphrase": seat::PASSPHRASE}));
    mentor.try_sign(&signed, json!({})).unwrap();
    let drawing = json!({"name": "Alva", "typed": true, "strokes": []});
    let told = json!({"document": drawn, "field": "pupil-name", "drawing": drawing});
    mentor.ask("draw_signature", told);
    let later = mentor.ask("continue_document", json!({ "document": signed }));
    mentor.type_in(&later, json!({"absence-continues": {"answer": "yes"}}));
    mentor.complete(&later, json!(["follow-up"]));

    let sent = send(&mut mentor, &case, transfer());
    let parcel = open(&mut rektor, &sent)["waiting"][0].clone();
    let effects = effects(&parcel);
    assert!(!effects.contains(&"effect-refused-document"), "{effects:?}");
    take(&mut rektor, json!({}));
    for document in [&signed, &drawn, &later] {
        assert_eq!(saved(&mut rektor, document), saved(&mut mentor, document));
    }
    let pages = rektor.ask("pages", json!({ "document": drawn })).to_string();
    assert!(
        pages.contains("Namnet skrivet på skärmen"),
        "what was drawn is the document"
    );
}

#[test]
fn what_is_known_of_the_pupil_and_what_was_declined_go_along() {
    let (mut mentor, mut rektor, _place) = School::new().apart();
    let guardian = json!({"name": "Maria Öberg", "phone": "070-123 45 67"});
    let case = mentor.open_case(json!({"identity_number": "20130101TF01", "guardians": [guardian]}));
    let document = checklist(&mut mentor, &case);
    let copy = send(&mut mentor, &case, json!({"kind": "copy", "document": document}));
    open(&mut rektor, &copy);
    take(&mut rektor, json!({"pupil": "new"}));
    let sent = send(&mut mentor, &case, transfer());
    let parcel = open(&mut rektor, &sent)["waiting"][0].clone();
    assert!(effects(&parcel).contains(&"effect-pupil-filled-in"));
    take(&mut rektor, json!({}));
    let pupil = rektor.ask("pupils", json!({"search": ""}))[0]["id"].clone();
    let known = rektor.ask("pupil", json!({ "pupil": pupil }))["input"].clone();
    assert_eq!(known["identity_number"], "20130101-TF01");
    assert_eq!(known["guardians"][0]["phone"], "070-123 45 67");
}

/// Where both know something of the pupil and not the same, what is here stays, and the other is said before the yes.
#[test]
fn what_is_known_otherwise_is_said() {
    let (mut mentor, mut rektor, _place) = School::new().apart();
    let guardian = |phone: &str| json!({"name": "Maria Öberg", "phone": phone});
    let case = mentor.open_case(json!({"class": "8B", "guardians": [guardian("070-123 45 67")]}));
    let document = checklist(&mut mentor, &case);
    let copy = send(&mut mentor, &case, json!({"kind": "copy", "document": document}));
    open(&mut rektor, &copy);
    take(&mut rektor, json!({"pupil": "new"}));
    let pupil = rektor.ask("pupils", json!({"search": ""}))[0]["id"].clone();
    let mut input = rektor.ask("pupil", json!({ "pupil": pupil }))["input"].clone();
    input["class"] = json!("9B");
    input["guardians"] = json!([{"name": "Maria Öberg", "phone": "08-12 34 56"}]);
    rektor.ask("save_pupil", json!({"pupil": pupil, "input": input}));
    let sent = send(&mut mentor, &case, transfer());
    let parcel = open(&mut rektor, &sent)["waiting"][0].clone();
    let differs = parcel["effects"].as_array().unwrap().iter();
    let differs: Vec<&str> = differs
        .filter(|one| one["effect"] == "effect-pupil-differs")
        .map(|one| one["to"].as_str().unwrap())
        .collect();
    assert_eq!(
        differs,
        [
            "Klassen är 8B hos avsändaren och 9B här.",
            "Telefonnumret till Maria Öberg är 070-123 45 67 hos avsändaren och 08-12 34 56 här."
        ]
    );
    take(&mut rektor, json!({}));
    let known = rektor.ask("pupil", json!({ "pupil": pupil }))["input"].clone();
    assert_eq!(
        (&known["class"], &known["guardians"][0]["phone"]),
        (&json!("9B"), &json!("08-12 34 56"))
    );
}

#[test]
fn an_offer_counts_from_the_moment_it_may_have_left() {
    let (mut mentor, mut rektor, _place) = School::new().apart();
    let case = mentor.open_case(json!({}));
    *mentor.world.is_full.lock().unwrap() = true;
    let nowhere = wish(&mut mentor, &case, transfer());
    assert_eq!(mentor.refused("send_package", nowhere).code, "cannot-write");
    *mentor.world.is_full.lock().unwrap() = false;
    assert_eq!(standings(&mut mentor), ["handover-unsent"]);
    let begun = begins(&mut mentor, &case).unwrap();
    mentor.ask("discard_document", json!({ "document": begun }));

    // The vault is locked while the file is written: what left is known all the same.
    let desk = std::sync::Arc::clone(&mentor.desk);
    *mentor.world.writing.lock().unwrap() = Some(Box::new(move || {
        commands::call(&desk, "lock", json!({})).unwrap();
    }));
    let away = wish(&mut mentor, &case, transfer());
    assert_eq!(mentor.refused("send_package", away).code, "locked");
    *mentor.world.writing.lock().unwrap() = None;
    let file = seat::school::last(&mentor).1;
    mentor.ask("unlock", json!({"passphrase": seat::PASSPHRASE}));
    assert_eq!(begins(&mut mentor, &case), to_rut("case-offered"));
    open(&mut rektor, &file);
    let taken = take(&mut rektor, json!({"pupil": "new"}));
    let yes = answer(&mut rektor, &taken);
    open(&mut mentor, &yes);
    take(&mut mentor, json!({}));
    assert_eq!(begins(&mut mentor, &case), to_rut("case-elsewhere"));
}

#[test]
fn a_consent_gets_no_other_paper_in_a_case_that_is_offered() {
    const CONSENT: &str = "samtycke-skola-socialtjanst";
    let (_mentor, mut rektor, _place) = School::new().apart();
    let case = rektor.open_case(json!({"guardians": [{"name": "Mira Öberg"}, {"name": "Siv Ekåsen"}]}));
    let consent = rektor.begin(&case, CONSENT);
    rektor.type_in(&consent, sample(CONSENT));
    rektor.complete(&consent, json!(["consent"]));
    let told = json!({ "document": consent });
    assert_eq!(rektor.ask("consent", told.clone())["may_be_parted"], true);
    send(&mut rektor, &case, transfer());
    assert_eq!(rektor.ask("consent", told.clone())["may_be_parted"], false);
    let refused = rektor.refused("consent_for_other", told);
    assert_eq!(
        (refused.code.as_str(), refused.args["name"].as_str()),
        ("case-offered", "Ebba Lindqvist")
    );
    let documents = rektor.ask("case", json!({ "case": case }))["documents"].clone();
    assert_eq!(documents.as_array().unwrap().len(), 1);
}
