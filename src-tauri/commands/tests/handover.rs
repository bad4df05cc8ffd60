//! From one vault to another: cards are compared, packages go and come back, and nothing is taken in that should not be.

#![allow(clippy::unwrap_used, clippy::panic)] // a test says what failed by panicking

mod seat;

use std::path::PathBuf;

use seat::papers::saved;
use seat::{PASSPHRASE, Seat};
use serde_json::{Value, json};

/// Two colleagues who have compared their cards.
struct School {
    mentor: Seat,
    rektor: Seat,
    _place: tempfile::TempDir,
}

impl School {
    fn new() -> Self {
        let place = tempfile::tempdir().unwrap();
        let mut mentor = Seat::of(&place.path().join("mentor"), "Ebba Lindqvist", "mentor");
        let mut rektor = Seat::of(&place.path().join("rektor"), "Rut Sandberg", "rektor");
        meet(&mut mentor, &mut rektor);
        meet(&mut rektor, &mut mentor);
        Self {
            mentor,
            rektor,
            _place: place,
        }
    }
}

/// The mentor's parts of a checklist, signed with a pen; the part of the pupil health team waits.
fn checklist(seat: &mut Seat, case: &Value) -> Value {
    let document = seat.begin(case, "checklista");
    seat.type_in(&document, json!({"absence-continues": {"answer": "yes"}}));
    seat.complete(&document, json!(["mentor-part", "follow-up"]));
    document
}

/// The file that was saved last.
fn last(seat: &Seat) -> (String, Vec<u8>) {
    seat.world.saved.lock().unwrap().pop().unwrap()
}

/// Gives `to` the card of `from`; what it is called by.
fn give_card(from: &mut Seat, to: &mut Seat) -> Value {
    from.ask("save_card", json!({}));
    *to.world.file.lock().unwrap() = Some(last(from).1);
    to.ask("add_contact", json!({}))["id"].clone()
}

fn words(seat: &mut Seat) -> String {
    let card = seat.ask("own_card", json!({}));
    let words = card["words"].as_array().unwrap().iter();
    words
        .map(|word| word.as_str().unwrap())
        .collect::<Vec<_>>()
        .join(" ")
}

/// `to` has the card of `from`, and has heard its words.
fn meet(from: &mut Seat, to: &mut Seat) {
    let contact = give_card(from, to);
    let words = words(from);
    let view = to.ask("verify_contact", json!({"contact": contact, "words": words}));
    assert_eq!(view["standing"], "verified");
}

/// Who stands in the first place of `seat`'s contacts.
fn contact(seat: &mut Seat) -> Value {
    seat.ask("contacts", json!({}))[0]["id"].clone()
}

fn wish(seat: &mut Seat, case: &Value, more: Value) -> Value {
    let mut input =
        json!({"case": case, "contact": contact(seat), "purpose": "Kopia till rektor", "ground": "internal"});
    input
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    json!({ "input": input })
}

/// Sends a package; its file.
fn send(seat: &mut Seat, case: &Value, more: Value) -> Vec<u8> {
    let wish = wish(seat, case, more);
    assert_eq!(seat.ask("send_package", wish), true);
    last(seat).1
}

fn open(seat: &mut Seat, file: &[u8]) -> Value {
    *seat.world.papers_in.lock().unwrap() = vec![("paket.lotspaket".into(), file.to_vec())];
    seat.ask("open_packages", json!({}))
}

/// Takes in the one package that waits.
fn take(seat: &mut Seat, more: Value) -> Value {
    let key = seat.ask("parcels", json!({}))["waiting"][0]["key"].clone();
    let mut input = json!({"key": key, "pupil": ""});
    input
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    seat.ask("take_parcel", json!({ "input": input }))
}

/// The answer to a package that was taken in or sent back.
fn answer(seat: &mut Seat, taken: &Value) -> Vec<u8> {
    let all = taken["taken"].as_array().unwrap();
    let package = all.last().unwrap()["package"].clone();
    let told = seat.ask("send_answer", json!({ "package": package }));
    assert_eq!(
        told["taken"].as_array().unwrap().last().unwrap()["answered"],
        true
    );
    last(seat).1
}

fn effects(parcel: &Value) -> Vec<&str> {
    let effects = parcel["effects"].as_array().unwrap().iter();
    effects.map(|one| one["effect"].as_str().unwrap()).collect()
}

fn case_of(seat: &mut Seat, document: &Value) -> Value {
    seat.ask("document", json!({ "document": document }))["case"].clone()
}

fn standings(seat: &mut Seat) -> Vec<String> {
    let all = seat.ask("handovers", json!({}));
    let all = all.as_array().unwrap().iter();
    all.map(|one| one["standing"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn check() {
    let School {
        mut mentor,
        mut rektor,
        _place,
    } = School::new();
    let case = mentor.open_case(json!({"identity_number": "20130101TF01"}));
    let document = checklist(&mut mentor, &case);
    let paper = saved(&mut mentor, &document);
    let offer = mentor.ask("send_offer", json!({"case": case, "document": document}));
    assert_eq!(offer["kinds"], json!(["copy", "section-request"]));
    assert_eq!(offer["contacts"][0]["name"], "Rut Sandberg");
    assert_eq!(
        offer["document"]["sections"][0]["label"],
        "Elevhälsoteamets uppföljning"
    );

    let sent = send(&mut mentor, &case, json!({"kind": "copy", "document": document}));
    let parcel = &open(&mut rektor, &sent)["waiting"][0];
    assert_eq!(
        (&parcel["standing"], &parcel["can_be_taken"]),
        (&json!("parcel-ready"), &json!(true))
    );
    assert_eq!(parcel["sender"]["name"], "Ebba Lindqvist");
    assert_eq!(
        (&parcel["kind"], &parcel["purpose"]),
        (&json!("copy"), &json!("Kopia till rektor"))
    );
    assert_eq!(effects(parcel), ["effect-new-case", "effect-new-document"]);
    assert_eq!(
        (&parcel["needs_pupil"], &parcel["missing"]),
        (&json!(true), &json!(0))
    );
    assert_eq!(
        rektor.ask("pupils", json!({"search": ""})),
        json!([]),
        "nothing is changed by looking"
    );

    let key = parcel["key"].clone();
    let unsaid = rektor.refused("take_parcel", json!({"input": {"key": key, "pupil": ""}}));
    assert_eq!(
        (unsaid.code.as_str(), unsaid.problems[0].field.as_str()),
        ("fields", "pupil-parcel-1")
    );
    let taken = take(&mut rektor, json!({"pupil": "new"}));
    assert_eq!(
        (&taken["waiting"], &taken["taken"][0]["document"]),
        (&json!([]), &document)
    );
    assert_eq!(saved(&mut rektor, &document), paper, "byte for byte");
    let pupil = rektor.ask("pupils", json!({"search": ""}))[0]["id"].clone();
    let known = rektor.ask("pupil", json!({"pupil": pupil}));
    assert_eq!(known["input"]["name"], "Łukasz Öberg");
    assert_eq!(
        known["input"]["identity_number"], "",
        "a copy tells no more than it needs"
    );
    assert_eq!(
        rektor.ask("document", json!({"document": document}))["state"],
        "fardigstalld"
    );
    assert_eq!(
        mentor.ask("document", json!({"document": document}))["state"],
        "overlamnad"
    );

    assert_eq!(standings(&mut mentor), ["handover-sent"]);
    let answer = answer(&mut rektor, &taken);
    assert_eq!(
        effects(&open(&mut mentor, &answer)["waiting"][0]),
        ["effect-accepted"]
    );
    take(&mut mentor, json!({}));
    assert_eq!(standings(&mut mentor), ["handover-taken", "handover-accepted"]);
    assert_eq!(standings(&mut rektor), ["handover-answer", "handover-taken"]);
    let about = mentor.ask("handovers_of_case", json!({"case": case}));
    assert_eq!(about.as_array().unwrap().len(), 2, "seen in the case");
}

#[test]
fn cards_are_compared() {
    let School {
        mut mentor,
        mut rektor,
        _place,
    } = School::new();
    let place = tempfile::tempdir().unwrap();
    let mut kurator = Seat::of(&place.path().join("kurator"), "Kim Berg", "kurator");
    let contact = give_card(&mut kurator, &mut mentor);
    let wrong = words(&mut rektor);
    let differs = mentor.refused("verify_contact", json!({"contact": contact, "words": wrong}));
    assert_eq!(
        (differs.code.as_str(), differs.field.as_deref()),
        ("words-differ", Some("words"))
    );

    let case = mentor.open_case(json!({}));
    let document = checklist(&mut mentor, &case);
    let to = |contact: &Value| json!({"kind": "copy", "document": document, "contact": contact});
    let unverified = wish(&mut mentor, &case, to(&contact));
    assert_eq!(
        mentor.refused("send_package", unverified).code,
        "contact-unverified"
    );
    let own = words(&mut kurator);
    mentor.ask(
        "verify_contact",
        json!({"contact": contact, "words": format!(" {} ", own.to_uppercase())}),
    );
    send(&mut mentor, &case, to(&contact));
    mentor.ask("end_contact", json!({"contact": contact, "ended": true}));
    let ended = wish(&mut mentor, &case, to(&contact));
    assert_eq!(mentor.refused("send_package", ended).code, "contact-ended");
    assert_eq!(
        mentor.refused("remove_contact", json!({"contact": contact})).code,
        "vault-final"
    );

    // A code that was photographed is the same card.
    kurator.ask("save_card_picture", json!({}));
    *rektor.world.file.lock().unwrap() = Some(last(&kurator).1);
    let view = rektor.ask("add_contact", json!({}));
    assert_eq!(
        (&view["name"], &view["standing"]),
        (&json!("Kim Berg"), &json!("unverified"))
    );
    rektor.ask("remove_contact", json!({"contact": view["id"]}));
    rektor.ask("save_card", json!({}));
    *rektor.world.file.lock().unwrap() = Some(last(&rektor).1);
    assert_eq!(rektor.refused("add_contact", json!({})).code, "own-card");
    *rektor.world.file.lock().unwrap() = Some(b"{}".to_vec());
    assert_eq!(rektor.refused("add_contact", json!({})).code, "not-a-card");

    // New keys are a new card, and what went to the old ones is still opened.
    let sent = send(&mut mentor, &case, json!({"kind": "copy", "document": document}));
    let before = words(&mut rektor);
    let wrong = rektor.refused("renew_card", json!({"passphrase": "fel"}));
    assert_eq!(wrong.field.as_deref(), Some("passphrase"));
    rektor.ask("renew_card", json!({"passphrase": PASSPHRASE}));
    assert_ne!(words(&mut rektor), before);
    assert_eq!(open(&mut rektor, &sent)["waiting"][0]["standing"], "parcel-ready");
    let renewed = give_card(&mut rektor, &mut mentor);
    let all = mentor.ask("contacts", json!({}));
    let new = all
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["id"] == renewed)
        .unwrap();
    let old = all
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["id"] == new["earlier"])
        .unwrap();
    assert_eq!(
        (&new["standing"], &old["standing"]),
        (&json!("unverified"), &json!("verified"))
    );
}

#[test]
fn what_is_wrong_is_refused_in_its_own_words() {
    let School {
        mut mentor,
        mut rektor,
        _place,
    } = School::new();
    let case = mentor.open_case(json!({}));
    let document = checklist(&mut mentor, &case);
    let copy = json!({"kind": "copy", "document": document});
    let sent = send(&mut mentor, &case, copy.clone());
    let place = tempfile::tempdir().unwrap();
    let mut stranger = Seat::of(&place.path().join("stranger"), "Kim Berg", "mentor");
    for (bytes, code) in [
        (&b"%PDF-1.7"[..], "not-a-package"),
        (&sent[..sent.len() - 5], "package-incomplete"),
    ] {
        let refused = open(&mut rektor, bytes);
        assert_eq!(
            refused["refused"].as_array().unwrap().last().unwrap()["code"],
            code
        );
    }
    assert_eq!(
        open(&mut stranger, &sent)["refused"][0]["code"],
        "package-not-for-you"
    );

    let standing = |seat: &mut Seat, file: &[u8]| open(seat, file)["waiting"][0]["standing"].clone();
    assert_eq!(standing(&mut mentor, &sent), "parcel-own");
    *rektor.world.ahead.lock().unwrap() = chrono::TimeDelta::days(31);
    assert_eq!(standing(&mut rektor, &sent), "parcel-expired");
    let key = rektor.ask("parcels", json!({}))["waiting"][0]["key"].clone();
    let stays = rektor.ask("take_parcel", json!({"input": {"key": key, "pupil": "new"}}));
    assert_eq!(stays["waiting"][0]["refused"], "not-to-be-taken");
    *rektor.world.ahead.lock().unwrap() = chrono::TimeDelta::zero();

    // The second one comes before the first.
    let second = send(&mut mentor, &case, copy);
    rektor.ask("put_parcel_aside", json!({ "key": key }));
    assert_eq!(open(&mut rektor, &second)["waiting"][0]["missing"], 1);
    take(&mut rektor, json!({"pupil": "new"}));
    assert_eq!(
        standing(&mut rektor, &second),
        "parcel-known",
        "a package is taken in once"
    );
    let key = rektor.ask("parcels", json!({}))["waiting"][0]["key"].clone();
    rektor.ask("put_parcel_aside", json!({ "key": key }));
    let late = open(&mut rektor, &sent)["waiting"][0].clone();
    assert_eq!(
        (&late["late"], effects(&late)[1]),
        (&json!(true), "effect-same-document")
    );

    // From somebody who was not compared, and then from somebody who has left.
    let stranger_case = stranger.open_case(json!({}));
    let of_stranger = checklist(&mut stranger, &stranger_case);
    meet(&mut rektor, &mut stranger);
    let sent = send(
        &mut stranger,
        &stranger_case,
        json!({"kind": "copy", "document": of_stranger}),
    );
    let key = late["key"].clone();
    rektor.ask("put_parcel_aside", json!({ "key": key }));
    assert_eq!(standing(&mut rektor, &sent), "parcel-unknown-sender");
    let key = rektor.ask("parcels", json!({}))["waiting"][0]["key"].clone();
    let contact = rektor.ask("add_sender", json!({ "key": key }))["id"].clone();
    let waits = |seat: &mut Seat| seat.ask("parcels", json!({}))["waiting"][0]["standing"].clone();
    assert_eq!(waits(&mut rektor), "parcel-unverified-sender");
    let heard = words(&mut stranger);
    rektor.ask("verify_contact", json!({"contact": contact, "words": heard}));
    assert_eq!(waits(&mut rektor), "parcel-ready");
    rektor.ask("end_contact", json!({"contact": contact, "ended": true}));
    assert_eq!(waits(&mut rektor), "parcel-ended-sender");
}

#[test]
fn protected_identity_leaves_no_vault() {
    let School {
        mut mentor,
        mut rektor,
        _place,
    } = School::new();
    let case = mentor.open_case(json!({"protected": true, "alias": "Ö"}));
    let offer = mentor.refused("send_offer", json!({"case": case, "document": null}));
    assert_eq!(offer.code, "protected-print-only");

    let open_case = mentor.open_case(json!({}));
    let document = checklist(&mut mentor, &open_case);
    let copy = json!({"kind": "copy", "document": document});
    let first = send(&mut mentor, &open_case, copy.clone());
    open(&mut rektor, &first);
    take(&mut rektor, json!({"pupil": "new"}));
    let pupil = rektor.ask("pupils", json!({"search": ""}))[0]["id"].clone();
    let mut input = rektor.ask("pupil", json!({ "pupil": pupil }))["input"].clone();
    input["protected"] = json!(true);
    input["alias"] = json!("Ö");
    rektor.ask("save_pupil", json!({"pupil": pupil, "input": input}));
    let second = send(&mut mentor, &open_case, copy);
    assert_eq!(
        open(&mut rektor, &second)["waiting"][0]["standing"],
        "parcel-protected"
    );
}

#[test]
fn a_section_is_filled_in_by_another() {
    let place = tempfile::tempdir().unwrap();
    let mut mentor = Seat::of(&place.path().join("mentor"), "Ebba Lindqvist", "mentor");
    let mut eht = Seat::of(&place.path().join("eht"), "Sana Nilsson", "eht");
    meet(&mut mentor, &mut eht);
    meet(&mut eht, &mut mentor);
    let case = mentor.open_case(json!({}));
    let document = checklist(&mut mentor, &case);
    let request = json!({"kind": "section-request", "document": document, "purpose": "Fyll i er del"});
    let unsaid = wish(&mut mentor, &case, request.clone());
    assert_eq!(
        mentor.refused("send_package", unsaid).problems[0].field,
        "section"
    );
    let offer = mentor.ask("send_offer", json!({"case": case, "document": document}));
    let section = offer["document"]["sections"][0]["id"].clone();
    let mut asked = request;
    asked["section"] = section.clone();
    asked["until"] = json!("2026-12-01");
    let sent = send(&mut mentor, &case, asked);

    let parcel = open(&mut eht, &sent)["waiting"][0].clone();
    assert_eq!(
        (&parcel["asks"]["form"], &parcel["asks"]["until"]),
        (&json!("Elevhälsoteamets uppföljning"), &json!("2026-12-01"))
    );
    assert_eq!(effects(&parcel).last(), Some(&"effect-task"));
    take(&mut eht, json!({"pupil": "new"}));
    let waits = eht.ask("handovers", json!({}))[0].clone();
    assert_eq!(
        (&waits["waits"], &waits["standing"]),
        (&json!(true), &json!("handover-waits"))
    );

    let next = eht.ask("continue_document", json!({ "document": document }));
    eht.type_in(&next, json!({"eht-comment": "Vi ringer hem på måndag."}));
    eht.complete(&next, json!([section]));
    let here = case_of(&mut eht, &next);
    let offer = eht.ask("send_offer", json!({"case": here, "document": next}));
    assert_eq!(offer["kinds"][0], "section-filled");
    let back = json!({"kind": "section-filled", "document": next, "answers": offer["requests"][0]["package"], "purpose": "Klart"});
    let filled = send(&mut eht, &here, back);
    assert_eq!(eht.ask("handovers", json!({}))[1]["standing"], "handover-done");

    open(&mut mentor, &filled);
    take(&mut mentor, json!({}));
    let view = mentor.ask("document", json!({ "document": next }));
    assert_eq!(view["answers"]["eht-comment"], "Vi ringer hem på måndag.");
    assert_eq!(case_of(&mut mentor, &next), case, "in the mentor's own case");
    assert!(standings(&mut mentor).contains(&"handover-done".to_owned()));
    assert_eq!(saved(&mut mentor, &next), saved(&mut eht, &next), "byte for byte");
}

#[test]
fn an_order_is_answered_with_a_document() {
    let School {
        mut mentor,
        mut rektor,
        _place,
    } = School::new();
    let case = rektor.open_case(json!({}));
    let order = json!({"kind": "order", "purpose": "Beställning"});
    let unsaid = wish(&mut rektor, &case, order.clone());
    assert_eq!(rektor.refused("send_package", unsaid).problems[0].field, "what");
    let forms = rektor.ask("send_offer", json!({"case": case, "document": null}))["forms"].clone();
    let form = forms
        .as_array()
        .unwrap()
        .iter()
        .find(|form| form["id"].as_str().unwrap().contains("checklista"));
    let mut asked = order;
    asked["form"] = form.unwrap()["id"].clone();
    let sent = send(&mut rektor, &case, asked);
    let parcel = open(&mut mentor, &sent)["waiting"][0].clone();
    assert_eq!(parcel["asks"]["form"], form.unwrap()["label"]);
    take(&mut mentor, json!({"pupil": "new"}));

    let document = checklist(&mut mentor, &case);
    let offer = mentor.ask("send_offer", json!({"case": case, "document": document}));
    let done =
        json!({"kind": "section-filled", "document": document, "answers": offer["requests"][0]["package"]});
    let filled = send(&mut mentor, &case, done);
    open(&mut rektor, &filled);
    take(&mut rektor, json!({}));
    assert!(standings(&mut rektor).contains(&"handover-done".to_owned()));
    assert_eq!(
        rektor.ask("document", json!({ "document": document }))["state"],
        "fardigstalld"
    );
}

#[test]
fn nothing_is_written_in_a_case_that_is_offered() {
    let School {
        mut mentor,
        rektor: _,
        _place,
    } = School::new();
    let case = mentor.open_case(json!({"identity_number": "20130101TF01"}));
    let document = checklist(&mut mentor, &case);
    let draft = mentor.begin(&case, "analysfragor");
    mentor.type_in(&draft, json!({"other-1": "Under arbete"}));
    let transfer = json!({"kind": "case-transfer", "purpose": "Ny mentor"});
    let writes =
        |seat: &mut Seat| seat.try_ask("begin_document", json!({"case": case, "form": "checklista"}));

    send(&mut mentor, &case, transfer.clone());
    let offered = writes(&mut mentor).unwrap_err();
    assert_eq!(
        (offered.code.as_str(), offered.args["name"].as_str()),
        ("case-offered", "Rut Sandberg")
    );
    for (name, told) in [
        (
            "save_draft",
            json!({"document": draft, "changes": {"other-1": "Mer"}}),
        ),
        ("discard_document", json!({ "document": draft })),
        ("continue_document", json!({ "document": document })),
        (
            "complete",
            json!({"document": draft, "completing": {"sections": []}}),
        ),
    ] {
        assert_eq!(mentor.refused(name, told).code, "case-offered", "{name}");
    }
    let again = wish(&mut mentor, &case, transfer.clone());
    assert_eq!(mentor.refused("send_package", again).code, "case-offered");
    let package = mentor.ask("handovers", json!({}))[0]["package"].clone();
    mentor.ask("take_back", json!({ "package": package }));
    mentor.type_in(&draft, json!({"other-1": "Under arbete, och mer"}));
    assert_eq!(
        mentor.refused("take_back", json!({ "package": package })).code,
        "not-to-be-taken-back"
    );
}

#[test]
fn a_case_that_is_sent_back_stays_with_its_owner() {
    let School {
        mut mentor,
        mut rektor,
        _place,
    } = School::new();
    let case = mentor.open_case(json!({}));
    let transfer = json!({"kind": "case-transfer", "purpose": "Ny mentor"});
    let refused = send(&mut mentor, &case, transfer);
    open(&mut rektor, &refused);
    let sent_back = take(&mut rektor, json!({"reject": "Eleven byter skola"}));
    let no = answer(&mut rektor, &sent_back);
    assert_eq!(rektor.ask("pupils", json!({"search": ""})), json!([]));
    open(&mut mentor, &no);
    take(&mut mentor, json!({}));
    mentor.begin(&case, "checklista");
}

#[test]
fn a_case_gets_another_to_answer_for_it() {
    let School {
        mut mentor,
        mut rektor,
        _place,
    } = School::new();
    let case = mentor.open_case(json!({"identity_number": "20130101TF01"}));
    let document = checklist(&mut mentor, &case);
    let draft = mentor.begin(&case, "analysfragor");
    mentor.type_in(&draft, json!({"other-1": "Under arbete, och mer"}));
    let transfer = json!({"kind": "case-transfer", "purpose": "Ny mentor"});
    let writes =
        |seat: &mut Seat| seat.try_ask("begin_document", json!({"case": case, "form": "checklista"}));
    let last = send(&mut mentor, &case, transfer);
    let parcel = open(&mut rektor, &last)["waiting"][0].clone();
    assert_eq!(effects(&parcel).last(), Some(&"effect-becomes-yours"));
    let taken = take(&mut rektor, json!({"pupil": "new"}));
    let view = rektor.ask("document", json!({ "document": draft }));
    assert_eq!(view["answers"]["other-1"], "Under arbete, och mer");
    let pupil = rektor.ask("pupils", json!({"search": ""}))[0]["id"].clone();
    let known = rektor.ask("pupil", json!({ "pupil": pupil }));
    assert_ne!(
        known["input"]["identity_number"], "",
        "whoever answers for the case knows all of it"
    );
    assert_eq!(
        writes(&mut mentor).unwrap_err().code,
        "case-offered",
        "until the answer has come"
    );
    let yes = answer(&mut rektor, &taken);
    open(&mut mentor, &yes);
    take(&mut mentor, json!({}));
    let elsewhere = writes(&mut mentor).unwrap_err();
    assert_eq!(
        (elsewhere.code.as_str(), elsewhere.args["name"].as_str()),
        ("case-elsewhere", "Rut Sandberg")
    );
    assert!(writes(&mut rektor).is_ok());
    assert_eq!(
        saved(&mut mentor, &document),
        saved(&mut rektor, &document),
        "byte for byte"
    );
}

#[test]
fn both_wrote_and_both_stay() {
    let School {
        mut mentor,
        mut rektor,
        _place,
    } = School::new();
    let case = mentor.open_case(json!({}));
    let draft = mentor.begin(&case, "checklista");
    let sent = send(&mut mentor, &case, json!({"kind": "case-transfer"}));
    open(&mut rektor, &sent);
    take(&mut rektor, json!({"pupil": "new"}));
    let package = mentor.ask("handovers", json!({}))[0]["package"].clone();
    mentor.ask("take_back", json!({ "package": package }));
    for (seat, class) in [(&mut mentor, "8B"), (&mut rektor, "8C")] {
        seat.type_in(&draft, json!({ "class": class }));
        let completing = json!({"sections": ["mentor-part"], "authors": {"mentor": "Ebba Lindqvist"}});
        seat.ask("complete", json!({"document": draft, "completing": completing}));
    }
    let copy = send(&mut mentor, &case, json!({"kind": "copy", "document": draft}));
    let parcel = open(&mut rektor, &copy)["waiting"][0].clone();
    assert_eq!(effects(&parcel), ["effect-known-case", "effect-other-answers"]);
    take(&mut rektor, json!({}));
    let documents = rektor.ask("case", json!({ "case": case }))["documents"]
        .as_array()
        .unwrap()
        .clone();
    assert_eq!(documents.len(), 2);
    let papers: Vec<Vec<u8>> = documents
        .iter()
        .map(|one| saved(&mut rektor, &one["id"]))
        .collect();
    assert!(
        papers.contains(&saved(&mut mentor, &draft)),
        "theirs is there, unchanged"
    );
    assert_ne!(papers[0], papers[1]);
}

#[test]
fn through_a_folder() {
    let School {
        mut mentor,
        mut rektor,
        _place,
    } = School::new();
    let folder = tempfile::tempdir().unwrap();
    for seat in [&mut mentor, &mut rektor] {
        *seat.world.folder.lock().unwrap() = Some(folder.path().to_owned());
        assert_eq!(seat.ask("choose_mailbox", json!({}))["reachable"], true);
    }
    let case = mentor.open_case(json!({}));
    let document = checklist(&mut mentor, &case);
    let wish = wish(
        &mut mentor,
        &case,
        json!({"kind": "copy", "document": document, "mailbox": true}),
    );
    mentor.ask("send_package", wish);
    let files = || -> Vec<PathBuf> {
        std::fs::read_dir(folder.path())
            .unwrap()
            .map(|one| one.unwrap().path())
            .collect()
    };
    let name = files()[0].file_name().unwrap().to_string_lossy().into_owned();
    assert!(!name.contains("Ebba") && name.ends_with(".lotspaket"), "{name}");

    assert_eq!(
        mentor.ask("look_in_mailbox", json!({}))["waiting"],
        json!([]),
        "not the sender's"
    );
    let found = rektor.ask("look_in_mailbox", json!({}));
    assert_eq!(found["waiting"].as_array().unwrap().len(), 1);
    let twice = rektor.ask("look_in_mailbox", json!({}));
    assert_eq!(twice["waiting"].as_array().unwrap().len(), 1);
    let taken = take(&mut rektor, json!({"pupil": "new"}));
    assert_eq!(taken["taken"][0]["answered"], true, "the answer goes by itself");
    assert_eq!(files().len(), 2);
    assert_eq!(
        rektor.ask("look_in_mailbox", json!({}))["waiting"],
        json!([]),
        "what was taken in is no news"
    );
    let answers = mentor.ask("look_in_mailbox", json!({}));
    assert_eq!(answers["waiting"][0]["kind"], "answer");
    take(&mut mentor, json!({}));
    assert!(standings(&mut mentor).contains(&"handover-accepted".to_owned()));

    rektor.ask("lock", json!({}));
    rektor.ask("unlock", json!({"passphrase": PASSPHRASE}));
    assert_eq!(
        rektor.ask("look_in_mailbox", json!({}))["waiting"],
        json!([]),
        "nor after it was locked"
    );
    drop(folder);
    assert_eq!(rektor.ask("look_in_mailbox", json!({}))["reachable"], false);
    rektor.ask("forget_mailbox", json!({}));
    assert_eq!(rektor.ask("parcels", json!({}))["mailbox"], Value::Null);
}

#[test]
fn grounds_are_asked_for() {
    let School {
        mut mentor,
        rektor,
        _place,
    } = School::new();
    let case = mentor.open_case(json!({}));
    let document = checklist(&mut mentor, &case);
    let with = |more: Value| {
        let mut input = json!({"kind": "copy", "document": document});
        input
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        input
    };
    let mut refused = |more: Value| {
        let wish = wish(&mut mentor, &case, with(more));
        mentor.refused("send_package", wish)
    };
    assert_eq!(refused(json!({"ground": ""})).problems[0].field, "ground");
    assert_eq!(refused(json!({"purpose": ""})).problems[0].field, "purpose");
    assert_eq!(refused(json!({"ground": "override"})).problems[0].field, "reason");
    assert_eq!(refused(json!({"ground": "consent"})).problems[0].field, "party");
    let uncovered = refused(json!({"ground": "consent", "party": "Socialtjänsten"}));
    assert_eq!(
        (uncovered.code.as_str(), uncovered.field.as_deref()),
        ("disclosure-not-covered", Some("ground"))
    );
    assert_eq!(mentor.ask("handovers", json!({})), json!([]), "nothing was sent");

    send(
        &mut mentor,
        &case,
        with(json!({"ground": "override", "reason": "Rektor är på resa"})),
    );
    let told = mentor.ask("disclosures", json!({ "case": case }));
    assert_eq!(told["told"][0]["reason"], "Rektor är på resa");
    assert_eq!(told["told"][0]["to"], "Rut Sandberg, Björkskolan");
    drop(rektor);
}
