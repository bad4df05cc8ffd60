//! What goes along with a case that gets another to answer for it: scans, what was made void, papers that belong together
//! and what has happened. None of it is taken for more than it shows.

#![allow(clippy::unwrap_used, clippy::panic)] // a test says what failed by panicking

mod seat;

use std::path::Path;

use cases::EventKind;
use chrono::TimeDelta;
use seat::papers::{
    KEPT_BY, completed, consent, events, file, file_of, packed, saved, scan, scan_of, scanned, standings,
    state, stranger, take_in, take_in_pages, write_down,
};
use seat::school::{School, answer, checklist, last, open, send, take};
use seat::{Seat, sample};
use serde_json::{Value, json};

const CONSENT: &str = "samtycke-skola-socialtjanst";

fn transfer() -> Value {
    json!({"kind": "case-transfer", "purpose": "Ny mentor"})
}

/// Hands the case over and lets the sender know; what taking it in would do.
fn hand_over(from: &mut Seat, to: &mut Seat, case: &Value) -> Vec<(String, String)> {
    let sent = send(from, case, transfer());
    let parcel = open(to, &sent)["waiting"][0].clone();
    let needs_pupil = parcel["needs_pupil"] == true;
    let taken = take(to, json!({"pupil": if needs_pupil { "new" } else { "" }}));
    assert_eq!(taken["waiting"], json!([]), "{taken}");
    let yes = answer(to, &taken);
    open(from, &yes);
    take(from, json!({}));
    let effects = parcel["effects"].as_array().unwrap().iter();
    let text = |one: &Value, name: &str| one[name].as_str().unwrap().to_owned();
    effects
        .map(|one| (text(one, "effect"), text(one, "to")))
        .collect()
}

fn effect<'a>(effects: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let found = effects.iter().find(|(effect, _)| effect == name)?;
    Some(&found.1)
}

#[test]
fn a_scan_goes_along_and_counts_when_a_person_has_looked() {
    let (mut mentor, mut rektor, _place) = School::new().apart();
    let case = mentor.open_case(json!({}));
    let document = checklist(&mut mentor, &case);
    let pages = scan(&mut mentor, &document);
    assert_eq!(state(&mut mentor, &document), "undertecknad");
    let effects = hand_over(&mut mentor, &mut rektor, &case);
    assert!(effect(&effects, "effect-scan").is_some(), "{effects:?}");

    assert_eq!(scan_of(&mut rektor, &document), scan_of(&mut mentor, &document));
    assert_eq!(
        state(&mut rektor, &document),
        "fardigstalld",
        "until she has looked"
    );
    let view = file_of(&mut rektor, &document)["unconfirmed"].clone();
    let rows = view["rows"].as_array().unwrap().clone();
    let all: Vec<Value> = rows.iter().map(|row| row["field"].clone()).collect();
    let told = |row: &Value| row["manner"] == "ink" && row["told"] == "Ebba Lindqvist";
    assert!(!rows.is_empty() && rows.iter().all(told), "{view}");
    assert_eq!(
        (&view["on"], &view["kept_by"]),
        (&json!("2026-11-20"), &json!(KEPT_BY))
    );
    let again = take_in_pages(&mut rektor, &pages);
    assert_eq!(standings(&again), ["incoming-known"], "the same pages once more");

    let confirm = |input: Value| json!({"document": document, "input": input});
    let mut wrong = |input: Value| -> Vec<String> {
        let refused = rektor.refused("confirm_rows", confirm(input));
        refused
            .problems
            .into_iter()
            .map(|problem| problem.field)
            .collect()
    };
    assert_eq!(wrong(json!({})), ["signed-rows"]);
    assert_eq!(wrong(json!({"rows": ["guardian-9"]})), ["signed-rows"]);
    assert_eq!(
        wrong(json!({"rows": all, "on": "2026-11-22"})),
        ["signed-on", "kept-by"]
    );
    let input = json!({"rows": all, "on": "2026-11-20", "kept_by": "Rektors skåp"});
    let kept = rektor.ask("confirm_rows", confirm(input));
    assert_eq!(kept["unconfirmed"], Value::Null);
    assert_eq!(state(&mut rektor, &document), "undertecknad");
    let own = events(&mut rektor, &document, "row-signed");
    let own: Vec<&Value> = own.iter().filter(|event| event["told"] == "").collect();
    assert_eq!((own.len(), &own[0]["by"]), (all.len(), &json!("Rut Sandberg")));
}

#[test]
fn what_has_happened_is_told_and_never_twice() {
    let (mut mentor, mut rektor, _place) = School::new().apart();
    let case = mentor.open_case(json!({}));
    let document = checklist(&mut mentor, &case);
    let registered = json!({"system": "Castor", "number": "2026/7", "on": "2026-11-02"});
    mentor.ask(
        "register_document",
        json!({"document": document, "input": registered}),
    );
    for to in ["Polisen", "Kuratorn"] {
        let told = json!({"to": to, "what": "Att eleven är hemma", "kinds": [], "how": "telefon", "on": "2026-11-03",
            "ground": "duty", "reason": ""});
        mentor.ask("disclose", json!({"case": case, "input": told}));
    }
    let all = mentor.ask("disclosures", json!({ "case": case }))["told"].clone();
    let wrong = json!({"case": case, "event": all[0]["event"], "reason": "Fel elev"});
    mentor.ask("correct_disclosure", wrong);

    let first = hand_over(&mut mentor, &mut rektor, &case);
    let count = effect(&first, "effect-told").unwrap().parse::<u32>().unwrap();
    assert!(count >= 4, "{first:?}");
    let told = events(&mut rektor, &document, "registered");
    assert_eq!(
        (told.len(), &told[0]["told"], &told[0]["by"], &told[0]["note"]),
        (
            1,
            &json!("Ebba Lindqvist"),
            &json!("Ebba Lindqvist"),
            &json!("2026/7")
        )
    );
    assert_eq!(
        file_of(&mut rektor, &document)["registered"],
        json!([]),
        "nobody here has registered it"
    );
    let heard = rektor.ask("disclosures", json!({ "case": case }))["told"].clone();
    assert_eq!(
        (&heard[0]["to"], &heard[0]["heard"], &heard[0]["undone"]["reason"]),
        (&json!("Kuratorn"), &json!("Ebba Lindqvist"), &json!("Fel elev"))
    );
    assert_eq!(
        (&heard[1]["to"], &heard[1]["undone"]),
        (&json!("Polisen"), &Value::Null)
    );
    let wrong = json!({"case": case, "event": heard[1]["event"], "reason": "Fel"});
    assert_eq!(rektor.refused("correct_disclosure", wrong).code, "not-found");
    let sheet = json!({"sheet": {"sheet": "disclosures", "case": case}});
    rektor.ask("save_sheet", sheet);
    assert!(seat::papers::text(&last(&rektor).1).contains("Enligt Ebba Lindqvist"));

    let back = hand_over(&mut rektor, &mut mentor, &case);
    let own = events(&mut mentor, &document, "registered");
    assert_eq!(
        (own.len(), &own[0]["told"]),
        (1, &json!("")),
        "as it was written down here"
    );
    assert_eq!(
        mentor.ask("disclosures", json!({ "case": case }))["told"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
    assert!(
        events(&mut mentor, &document, "received")
            .iter()
            .all(|event| event["told"] == "Rut Sandberg"),
        "what happened at the other one's is told: {back:?}"
    );
    hand_over(&mut mentor, &mut rektor, &case);
    assert_eq!(events(&mut rektor, &document, "registered").len(), 1);
    let own = events(&mut rektor, &document, "received");
    assert!(
        own.iter().all(|event| event["told"] == ""),
        "nor is her own told back to her: {own:?}"
    );
}

/// A consent of which each guardian has a paper, with both papers signed and scanned.
fn two_papers(seat: &mut Seat) -> (Value, [Value; 2]) {
    let guardians = json!([{"name": "Mira Öberg"}, {"name": "Siv Ekåsen"}]);
    let case = seat.open_case(json!({ "guardians": guardians }));
    let first = seat.begin(&case, CONSENT);
    let mut answers = sample(CONSENT);
    answers["guardian-1"] = json!({"name": "Mira Öberg"});
    answers["guardian-2"] = Value::Null;
    seat.type_in(&first, answers);
    let second = seat.ask("consent_for_other", json!({ "document": first }));
    for document in [&first, &second] {
        seat.complete(document, json!(["consent"]));
        scan(seat, document);
    }
    (case, [first, second])
}

/// Every row but the other guardian's, which is on the other paper.
fn confirm_all(seat: &mut Seat, document: &Value) {
    let view = file_of(seat, document)["unconfirmed"].clone();
    let rows = view["rows"].as_array().unwrap().iter();
    let rows = rows.map(|row| row["field"].clone());
    let rows: Vec<Value> = rows.filter(|row| row != "guardian-2").collect();
    let input = json!({"rows": rows, "on": "2026-11-20", "kept_by": KEPT_BY});
    seat.ask("confirm_rows", json!({"document": document, "input": input}));
}

#[test]
fn a_consent_on_two_papers_is_given_when_both_were_looked_at() {
    let (mut mentor, mut rektor, place) = School::new().apart();
    let (case, [first, second]) = two_papers(&mut rektor);
    let whole = consent(&mut rektor, &first);
    assert_eq!(
        (&whole["state"], &whole["together"]["state"]),
        (&json!("giltig"), &json!("giltig"))
    );
    let effects = hand_over(&mut rektor, &mut mentor, &case);
    assert!(
        effect(&effects, "effect-beside-document").is_some(),
        "{effects:?}"
    );

    let input = json!({"to": "Socialtjänsten", "what": "Frånvaron", "kinds": ["data-attendance"], "ground": "consent",
        "how": "möte", "on": "2026-11-21", "reason": ""});
    let tell = json!({"case": case, "input": input});
    let view = consent(&mut mentor, &first);
    assert_eq!(
        view["state"], "fardig",
        "nobody has signed as far as is known here"
    );
    assert_eq!(
        mentor.refused("disclose", tell.clone()).code,
        "disclosure-not-covered"
    );
    confirm_all(&mut mentor, &first);
    let view = consent(&mut mentor, &first);
    assert_eq!(
        (
            &view["state"],
            &view["together"]["state"],
            &view["together"]["name"]
        ),
        (
            &json!("giltig"),
            &json!("delvis-undertecknad"),
            &json!("Siv Ekåsen")
        )
    );
    assert_eq!(
        mentor.refused("disclose", tell.clone()).code,
        "disclosure-not-covered"
    );
    confirm_all(&mut mentor, &second);
    assert_eq!(consent(&mut mentor, &second)["together"]["state"], "giltig");
    mentor.ask("disclose", tell.clone());

    make_void(&mut mentor, &place.path().join("mentor"), &second);
    assert_eq!(consent(&mut mentor, &first)["together"]["state"], "makulerad");
    let refused = mentor.refused("disclose", tell);
    assert_eq!(refused.code, "disclosure-not-covered", "half of it is void");
}

/// A consent that one guardian has drawn on and another has signed electronically, without a proven day; `rows` are those
/// that the seat has seen to be.
fn drawn_and_signed(seat: &mut Seat, case: &Value, rows: Value) -> Value {
    let document = seat.begin(case, CONSENT);
    let mut answers = sample(CONSENT);
    answers["pupil-signs"] = json!(false);
    seat.type_in(&document, answers);
    let manners = json!({"guardian-1": "drawn", "guardian-2": "electronic"});
    let completing = json!({"sections": ["consent"], "manners": manners});
    seat.ask(
        "complete",
        json!({"document": document, "completing": completing}),
    );
    let drawing = json!({"name": "Agnieszka", "typed": false, "strokes": [[[0, 0], [500, 500]]]});
    let told = json!({"document": document, "field": "guardian-1", "drawing": drawing});
    seat.ask("draw_signature", told);
    let wish = commands::signatures::Wish {
        field: Some("guardian-2"),
        at: "2026-11-20T12:00:00+01:00".parse().unwrap(),
        lock: false,
    };
    let signed = commands::signatures::sign(&saved(seat, &document), &stranger(), &wish, None).unwrap();
    let view = take_in(seat, &[("signed.pdf", &signed)]);
    let filing = json!([{"key": view["papers"][0]["key"], "rows": rows}]);
    file(seat, filing, json!({}));
    document
}

/// Only the day of an electronic signature is one's, and nobody signed what was not made.
#[test]
fn which_told_day_an_electronic_signature_counts_from() {
    for (manner, on, counted) in [
        ("electronic", "2026-11-22", "2026-11-22"),
        ("electronic", "2026-01-10", "2026-11-24"),
        ("electronic", "2026-12-24", "2026-11-24"),
        ("ink", "2026-11-22", "2026-11-24"),
    ] {
        let (mut mentor, mut rektor, place) = School::new().apart();
        let case = rektor.open_case(json!({}));
        let document = drawn_and_signed(&mut rektor, &case, json!([]));
        let said = json!({"field": "guardian-2", "manner": manner, "name": "Omar Lind", "on": on});
        write_down(
            &mut rektor,
            &place.path().join("rektor"),
            &document,
            (EventKind::RowSigned, said),
        );
        hand_over(&mut rektor, &mut mentor, &case);
        *mentor.world.ahead.lock().unwrap() = TimeDelta::days(3);
        let rows = json!({"rows": ["guardian-2"]});
        mentor.ask("confirm_rows", json!({"document": document, "input": rows}));
        assert_eq!(counted_from(&mut mentor, &document), [counted], "{manner} {on}");
    }
}

#[test]
fn what_was_drawn_or_signed_by_a_guardian_elsewhere_waits_for_a_person() {
    let (mut mentor, mut rektor, _place) = School::new().apart();
    let case = rektor.open_case(json!({}));
    let document = drawn_and_signed(&mut rektor, &case, json!(["guardian-2"]));
    assert_eq!(consent(&mut rektor, &document)["state"], "giltig");

    hand_over(&mut rektor, &mut mentor, &case);
    assert_ne!(consent(&mut mentor, &document)["state"], "giltig");
    let view = file_of(&mut mentor, &document)["unconfirmed"].clone();
    let row = |at: usize| {
        let row = &view["rows"][at];
        let texts = [
            "field",
            "manner",
            "name",
            "verdict",
            "signer",
            "told",
            "told_name",
        ];
        texts.map(|text| row[text].as_str().unwrap_or_default().to_owned())
    };
    let name = |row: &str| sample(CONSENT)[row]["name"].as_str().unwrap().to_owned();
    let (drawn, signed) = (name("guardian-1"), name("guardian-2"));
    assert_eq!(
        row(0),
        ["guardian-1", "drawn", &drawn, "", "", "Rut Sandberg", "Agnieszka"]
    );
    assert_eq!(
        row(1),
        [
            "guardian-2",
            "electronic",
            &signed,
            "verdict-unknown-issuer",
            "Omar Lind",
            "Rut Sandberg",
            "Omar Lind"
        ]
    );
    assert_eq!(view["rows"][1]["told_on"], "2026-11-21");
    *mentor.world.ahead.lock().unwrap() = TimeDelta::days(3);
    let confirm = |rows: Value| json!({"document": document, "input": {"rows": rows, "on": "2026-11-20"}});
    mentor.ask("confirm_rows", confirm(json!(["guardian-2"])));
    assert_eq!(consent(&mut mentor, &document)["state"], "delvis-undertecknad");
    assert_eq!(
        counted_from(&mut mentor, &document),
        ["2026-11-21"],
        "as it did there"
    );
    mentor.ask("confirm_rows", confirm(json!(["guardian-1"])));
    let view = consent(&mut mentor, &document);
    assert_eq!(view["state"], "giltig", "{view}");
}

/// What a service returned is the only proof of who signed there.
#[test]
fn a_paper_that_another_system_packed_goes_along_and_counts_when_a_person_has_read_it() {
    let (mut mentor, mut rektor, _place) = School::new().apart();
    let case = rektor.open_case(json!({}));
    let manners = json!({"guardian-1": "drawn", "guardian-2": "electronic", "pupil-signature": "electronic"});
    let document = completed(&mut rektor, &case, CONSENT, manners);
    let drawing = json!({"name": "Agnieszka", "typed": false, "strokes": [[[0, 0], [500, 500]]]});
    let told = json!({"document": document, "field": "guardian-1", "drawing": drawing});
    rektor.ask("draw_signature", told);
    let returned = packed(&saved(&mut rektor, &document));
    let view = take_in(&mut rektor, &[("returned.pdf", &returned)]);
    let filing = json!([{"key": view["papers"][0]["key"]}]);
    file(&mut rektor, filing, json!({}));
    let mut rows = vec!["guardian-2", "pupil-signature"];
    let input = json!({"rows": rows});
    rektor.ask("confirm_rows", json!({"document": document, "input": input}));
    rows.insert(0, "guardian-1");
    assert_eq!(consent(&mut rektor, &document)["state"], "giltig");

    let effects = hand_over(&mut rektor, &mut mentor, &case);
    assert!(effect(&effects, "effect-returned").is_some(), "{effects:?}");
    assert_eq!(consent(&mut mentor, &document)["state"], "fardig");
    let papers = file_of(&mut mentor, &document)["papers"].clone();
    let kept = papers
        .as_array()
        .unwrap()
        .iter()
        .find(|paper| paper["kind"] == "returned");
    let number = kept.unwrap()["number"].clone();
    mentor.ask("save_paper", json!({"document": document, "number": number}));
    assert_eq!(mentor.world.saved.lock().unwrap().pop().unwrap().1, returned);
    let view = file_of(&mut mentor, &document)["unconfirmed"].clone();
    assert_eq!(
        (
            &view["rows"][0]["manner"],
            &view["rows"][1]["manner"],
            &view["rows"][1]["signer"]
        ),
        (&json!("drawn"), &json!("elsewhere"), &json!("Omar Lind"))
    );
    *mentor.world.ahead.lock().unwrap() = TimeDelta::days(3);
    let input = json!({"rows": rows, "on": "2026-11-20"});
    mentor.ask("confirm_rows", json!({"document": document, "input": input}));
    assert_eq!(consent(&mut mentor, &document)["state"], "giltig");
    let mut days = counted_from(&mut mentor, &document);
    days.sort();
    assert_eq!(days, ["2026-11-20", "2026-11-21", "2026-11-21"]);
    *mentor.world.ahead.lock().unwrap() = TimeDelta::zero();

    let effects = hand_over(&mut mentor, &mut rektor, &case);
    assert_eq!(
        effect(&effects, "effect-returned"),
        None,
        "it is there: {effects:?}"
    );
}

/// On which days rows count as signed, as it is written down here.
fn counted_from(seat: &mut Seat, document: &Value) -> Vec<String> {
    let signed = events(seat, document, "row-signed").into_iter();
    let own = signed.filter(|event| event["told"] == "");
    own.map(|event| event["on"].as_str().unwrap().to_owned())
        .collect()
}

fn make_void(seat: &mut Seat, folder: &Path, document: &Value) {
    let void = (EventKind::Cancelled, json!({"reason": "Fel elev"}));
    write_down(seat, folder, document, void);
}

#[test]
fn what_was_made_void_is_void_there_too() {
    let (mut mentor, mut rektor, place) = School::new().apart();
    let case = mentor.open_case(json!({}));
    let [void, other] = [(); 2].map(|()| checklist(&mut mentor, &case));
    make_void(&mut mentor, &place.path().join("mentor"), &void);
    let effects = hand_over(&mut mentor, &mut rektor, &case);
    assert!(
        effect(&effects, "effect-cancelled-document").is_some(),
        "{effects:?}"
    );
    assert_eq!(state(&mut rektor, &void), "makulerad");
    assert_ne!(state(&mut rektor, &other), "makulerad");
    assert_eq!(saved(&mut rektor, &void), saved(&mut mentor, &void));
    let told = events(&mut rektor, &void, "cancelled");
    assert_eq!(
        (told.len(), &told[0]["by"], &told[0]["told"], &told[0]["note"]),
        (
            1,
            &json!("Birgitta Ek"),
            &json!("Ebba Lindqvist"),
            &json!("Fel elev")
        )
    );
    let back = hand_over(&mut rektor, &mut mentor, &case);
    assert_eq!(effect(&back, "effect-cancelled-document"), None);
    assert_eq!(events(&mut mentor, &void, "cancelled").len(), 1);
}

/// A backup from before a case was handed over has the documents, and not what came along.
#[test]
fn a_restored_vault_forgets_nothing_that_came_along() {
    let (mut mentor, mut rektor, place) = School::new().apart();
    let case = mentor.open_case(json!({}));
    let document = checklist(&mut mentor, &case);
    let copy = send(&mut mentor, &case, json!({"kind": "copy", "document": document}));
    open(&mut rektor, &copy);
    take(&mut rektor, json!({"pupil": "new"}));
    rektor.ask("back_up", json!({}));
    let registered = json!({"system": "Castor", "number": "2026/7", "on": "2026-11-02"});
    mentor.ask(
        "register_document",
        json!({"document": document, "input": registered}),
    );
    make_void(&mut mentor, &place.path().join("mentor"), &document);
    hand_over(&mut mentor, &mut rektor, &case);
    assert_eq!(state(&mut rektor, &document), "makulerad");
    seat::backups::look(&mut rektor, false, 0);
    rektor.ask("restore", json!({}));
    assert_eq!(state(&mut rektor, &document), "makulerad");
    assert_eq!(events(&mut rektor, &document, "registered").len(), 1);
}

/// A colleague tells who has signed a row that has no name in print, and when: long after there are calendars.
#[test]
fn what_is_told_is_not_what_was_seen() {
    let place = tempfile::tempdir().unwrap();
    let mut seat = Seat::at(place.path());
    seat.make_vault("rektor");
    let guardians = json!([{"name": "Mira Öberg"}, {"name": "Siv Ekåsen"}]);
    let case = seat.open_case(json!({ "guardians": guardians }));
    let document = seat.begin(&case, CONSENT);
    let mut answers = sample(CONSENT);
    answers["guardian-2"] = Value::Null;
    answers["pupil-signs"] = json!(false);
    seat.type_in(&document, answers);
    seat.complete(&document, json!(["consent"]));
    let pages = scanned(&saved(&mut seat, &document));
    let key = take_in_pages(&mut seat, &pages)["papers"][0]["key"].clone();
    file(
        &mut seat,
        json!([{"key": key, "rows": []}]),
        json!({ "kept_by": KEPT_BY }),
    );
    let told = json!({"kind": "row-signed", "at": chrono::DateTime::<chrono::Utc>::MAX_UTC, "by": "Kim Berg",
        "from": ["Kim Berg"], "event": "00000000-0000-0000-0000-000000000007",
        "said": {"field": "guardian-2", "manner": "ink", "name": "Någon Annan", "on": "i våras"}});
    write_down(&mut seat, place.path(), &document, (EventKind::Told, told));

    let view = file_of(&mut seat, &document)["unconfirmed"].clone();
    let row = &view["rows"][1];
    assert_eq!((&row["field"], &view["on"]), (&json!("guardian-2"), &json!("")));
    assert_eq!(
        (&row["name"], &row["told"], &row["told_name"]),
        (&Value::Null, &json!("Kim Berg"), &json!("Någon Annan"))
    );
    let input = json!({"rows": ["guardian-2"], "on": "2026-11-20", "kept_by": KEPT_BY});
    seat.ask("confirm_rows", json!({"document": document, "input": input}));
    let signed = events(&mut seat, &document, "row-signed");
    let own: Vec<&Value> = signed.iter().filter(|event| event["told"] == "").collect();
    assert_eq!((own.len(), &own[0]["name"]), (1, &row["label"]));
}

/// The papers of a long case are read for minutes: whoever stops that has a package that waits to be read.
#[test]
fn reading_is_stopped_and_goes_on_where_it_was() {
    let (mut mentor, mut rektor, _place) = School::new().apart();
    let case = mentor.open_case(json!({}));
    for _ in 0..3 {
        let document = checklist(&mut mentor, &case);
        scan(&mut mentor, &document);
    }
    let sent = send(&mut mentor, &case, transfer());
    let desk = rektor.desk.clone();
    let stopping = std::thread::spawn(move || {
        let progress = || commands::call(&desk, "progress", json!({})).unwrap();
        let is_reading = |progress: Value| progress["going"] == true && progress["done"] != 0;
        while !is_reading(progress()) {
            std::thread::yield_now();
        }
        let busy = commands::call(&desk, "read_parcels", json!({})).unwrap_err();
        commands::call(&desk, "stop", json!({})).unwrap();
        busy.code
    });
    let parcel = open(&mut rektor, &sent)["waiting"][0].clone();
    assert_eq!(stopping.join().unwrap(), "errand-goes-on");
    assert_eq!(
        (&parcel["standing"], &parcel["can_be_taken"]),
        (&json!("parcel-unread"), &json!(false))
    );
    let early = json!({"input": {"key": parcel["key"], "pupil": "new"}});
    let refused = rektor.ask("take_parcel", early)["waiting"][0].clone();
    assert_eq!(refused["refused"], "not-to-be-taken");
    let desk = rektor.desk.clone();
    let read = rektor.ask("read_parcels", json!({}))["waiting"][0].clone();
    assert_eq!(read["standing"], "parcel-ready");
    let progress = commands::call(&desk, "progress", json!({})).unwrap();
    assert!(
        progress["of"].as_u64() < Some(6 + 3),
        "what was read is not read again: {progress}"
    );
}
