//! From one vault to another: cards are compared, and packages go and come back.

#![allow(clippy::unwrap_used, clippy::panic)] // a test says what failed by panicking

mod seat;

use std::path::Path;

use seat::papers::saved;
use seat::school::{
    School, answer, at, case_of, checklist, effects, give_card, last, meet, open, send, standings, take,
    wish, words,
};
use seat::{PASSPHRASE, Seat};
use serde_json::{Value, json};

#[test]
fn check() {
    let (mut mentor, mut rektor, _place) = School::new().apart();
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
        (unsaid.code.as_str(), json!(unsaid.problems[0].field)),
        ("fields", at("pupil", &key))
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
    let (mut mentor, mut rektor, _place) = School::new().apart();
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

/// The pupil health team and the mentor go on with the same checklist: both are kept, and a person says which holds.
#[test]
fn where_both_wrote_both_are_kept_and_it_is_asked_which_holds() {
    let (mut mentor, mut rektor, _place) = School::new().apart();
    let case = mentor.open_case(json!({}));
    let document = checklist(&mut mentor, &case);
    let copy = json!({"kind": "copy", "document": document});
    let sent = send(&mut mentor, &case, copy);
    open(&mut rektor, &sent);
    take(&mut rektor, json!({"pupil": "new"}));
    let write = |seat: &mut Seat, words: &str| {
        let next = seat.ask("continue_document", json!({ "document": document }));
        seat.type_in(&next, json!({ "eht-comment": words }));
        let completing = json!({"sections": ["eht-part"], "authors": {"eht": "Omar Lind"}});
        seat.ask("complete", json!({"document": next, "completing": completing}));
        next
    };
    let own = write(&mut mentor, "Vi ringer hem på måndag.");
    let other = write(&mut rektor, "Vi har redan ringt.");
    let here = case_of(&mut rektor, &other);
    let sent = send(&mut rektor, &here, json!({"kind": "copy", "document": other}));
    let parcel = open(&mut mentor, &sent)["waiting"][0].clone();
    assert_eq!(
        effects(&parcel),
        ["effect-known-case", "effect-new-document", "effect-both-wrote"]
    );
    take(&mut mentor, json!({}));
    let asks = |seat: &mut Seat| seat.ask("case", json!({ "case": case }))["both_wrote"].clone();
    let both = asks(&mut mentor);
    let [both] = both.as_array().unwrap().as_slice() else {
        panic!("{both}")
    };
    assert!(both.as_array().unwrap().contains(&own) && both.as_array().unwrap().contains(&other));

    let cancel = |reason: &str| json!({"document": own, "reason": reason});
    let unsaid = mentor.refused("cancel_document", cancel(" "));
    assert_eq!(unsaid.problems[0].field, "reason");
    mentor.ask("cancel_document", cancel("Elevhälsan hade redan ringt"));
    assert_eq!(asks(&mut mentor), json!([]));
    let void = mentor.ask("document", json!({ "document": own }));
    assert_eq!(void["state"], "makulerad");
    assert_eq!(void["answers"]["eht-comment"], "Vi ringer hem på måndag.");
    let next = mentor.ask("continue_document", json!({ "document": document }));
    assert_eq!(next, other, "that is the one which is gone on with");
    for (command, told) in [
        ("cancel_document", cancel("igen")),
        ("continue_document", json!({ "document": own })),
        ("signing_offer", json!({ "document": own })),
    ] {
        assert_eq!(mentor.refused(command, told).code, "document-void", "{command}");
    }
    assert_eq!(
        mentor.try_sign(&own, json!({})).unwrap_err().code,
        "document-void"
    );
    let draft = mentor.begin(&case, "checklista");
    let drafted = mentor.refused("cancel_document", json!({"document": draft, "reason": "fel"}));
    assert_eq!(drafted.code, "not-completed");
}

#[test]
fn an_order_is_answered_with_a_document() {
    let (mut mentor, mut rektor, _place) = School::new().apart();
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
fn grounds_are_asked_for() {
    let (mut mentor, rektor, _place) = School::new().apart();
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
    assert_eq!(
        told["told"][0]["what"],
        "Kopia till rektor: Checklista vid frånvaro"
    );
    drop(rektor);
}

#[test]
fn a_withdrawn_consent_is_told_of() {
    let (mut mentor, mut rektor, _place) = School::new().apart();
    let case = mentor.open_case(json!({}));
    let consent = seat::papers::completed(&mut mentor, &case, "samtycke-skola-socialtjanst", json!({}));
    let copy = json!({"kind": "copy", "document": consent});
    let first = send(&mut mentor, &case, copy.clone());
    open(&mut rektor, &first);
    take(&mut rektor, json!({"pupil": "new"}));
    let step = json!({"step": "withdrawn", "whole": true, "parties": [], "kinds": [], "name": "Mira Öberg",
        "on": "21/11", "note": "muntligt"});
    mentor.ask("consent_step", json!({"document": consent, "input": step}));
    let second = send(&mut mentor, &case, copy);
    let parcel = open(&mut rektor, &second)["waiting"][0].clone();
    assert_eq!(
        effects(&parcel),
        ["effect-known-case", "effect-same-document", "effect-taken-back"]
    );
    take(&mut rektor, json!({}));
    let view = rektor.ask("consent", json!({ "document": consent }));
    assert_eq!(view["state"], "aterkallad");
    let third = send(&mut mentor, &case, json!({"kind": "copy", "document": consent}));
    let again = open(&mut rektor, &third)["waiting"][0].clone();
    assert_eq!(
        effects(&again),
        ["effect-known-case", "effect-same-document"],
        "once"
    );
}

/// Bytes that no row names would outlive every disposal.
#[test]
fn of_a_paper_that_is_here_in_a_later_form_no_bytes_are_kept() {
    let (mut mentor, mut rektor, place) = School::new().apart();
    let document = mentor.completed_checklist();
    let case = case_of(&mut mentor, &document);
    let copy = json!({"kind": "copy", "document": document});
    let first = send(&mut mentor, &case, copy.clone());
    mentor.try_sign(&document, json!({})).unwrap();
    let second = send(&mut mentor, &case, copy);
    open(&mut rektor, &second);
    take(&mut rektor, json!({"pupil": "new"}));
    let kept = |place: &Path| {
        std::fs::read_dir(place.join("rektor/attachments"))
            .unwrap()
            .count()
    };
    let before = kept(place.path());
    let late = open(&mut rektor, &first)["waiting"][0].clone();
    assert_eq!(effects(&late), ["effect-known-case", "effect-same-document"]);
    take(&mut rektor, json!({}));
    assert_eq!(kept(place.path()), before);
}

#[test]
fn an_answer_can_be_saved_until_it_arrives() {
    let (mut mentor, mut rektor, _place) = School::new().apart();
    let case = mentor.open_case(json!({}));
    let document = checklist(&mut mentor, &case);
    let sent = send(&mut mentor, &case, json!({"kind": "copy", "document": document}));
    open(&mut rektor, &sent);
    take(&mut rektor, json!({"pupil": "new"}));
    rektor.ask("lock", json!({}));
    rektor.ask("unlock", json!({"passphrase": PASSPHRASE}));
    let waits = rektor.ask("handovers", json!({}))[0].clone();
    assert_eq!(
        (&waits["can_be_answered"], &waits["answered"]),
        (&json!(true), &json!(false))
    );
    for _ in 0..2 {
        assert_eq!(
            rektor.ask("send_answer", json!({"package": waits["package"]})),
            true
        );
    }
    let (second, first) = (last(&rektor).1, last(&rektor).1);
    open(&mut mentor, &first);
    take(&mut mentor, json!({}));
    let twice = open(&mut mentor, &second)["waiting"][0]["standing"].clone();
    assert_eq!(twice, "parcel-unasked", "an answer counts once");
}

#[test]
fn what_was_asked_for_is_done_also_without_a_document_and_with_other_keys() {
    let (mut mentor, mut rektor, _place) = School::new().apart();
    let case = rektor.open_case(json!({}));
    let order = json!({"kind": "order", "what": "Ring hem", "until": "2026-12-24"});
    let sent = send(&mut rektor, &case, order);
    open(&mut mentor, &sent);
    let taken = take(&mut mentor, json!({"pupil": "new"}));
    let package = taken["taken"][0]["package"].clone();
    mentor.ask("renew_card", json!({"passphrase": PASSPHRASE}));
    let yes = answer(&mut mentor, &taken);
    let told = json!({"package": package, "note": "Pappa svarade"});
    let all = mentor.ask("finish_task", told.clone());
    let task = all
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["package"] == package);
    assert_eq!(task.unwrap()["standing"], "handover-done");
    assert_eq!(task.unwrap()["answered"], false);
    assert_eq!(mentor.refused("finish_task", told).code, "not-found");
    let done = answer(&mut mentor, &taken);
    // The old card was put away meanwhile.
    let old = rektor.ask("contacts", json!({}))[0]["id"].clone();
    rektor.ask("end_contact", json!({"contact": old, "ended": true}));
    for (file, effect) in [(yes, "effect-accepted"), (done, "effect-done")] {
        let parcel = open(&mut rektor, &file)["waiting"][0].clone();
        assert_eq!(effects(&parcel), [effect]);
        take(&mut rektor, json!({}));
    }
    assert!(standings(&mut rektor).contains(&"handover-done".to_owned()));
}

/// The code of a card is too small for a certificate: it comes with what its owner sends.
#[test]
fn a_card_that_was_photographed_is_made_whole_by_what_its_owner_sends() {
    let (mut mentor, _rektor, place) = School::new().apart();
    let document = mentor.completed_checklist();
    let case = case_of(&mut mentor, &document);
    mentor.try_sign(&document, json!({})).unwrap();
    let mut kurator = Seat::of(&place.path().join("kurator"), "Kim Berg", "kurator");
    meet(&mut kurator, &mut mentor);
    mentor.ask("save_card_picture", json!({}));
    *kurator.world.file.lock().unwrap() = Some(last(&mentor).1);
    let added = kurator.ask("add_contact", json!({}));
    assert_eq!(added["certificate"], Value::Null);
    let heard = json!({"contact": added["id"], "words": words(&mut mentor)});
    kurator.ask("verify_contact", heard);
    let contacts = mentor.ask("contacts", json!({}));
    let mut all = contacts.as_array().unwrap().iter();
    let kim = all.find(|one| one["name"] == "Kim Berg").unwrap()["id"].clone();
    let sent = send(
        &mut mentor,
        &case,
        json!({"kind": "copy", "document": document, "contact": kim}),
    );
    open(&mut kurator, &sent);
    take(&mut kurator, json!({"pupil": "new"}));
    let known = kurator.ask("contacts", json!({}))[0].clone();
    assert_eq!(
        (&known["name"], &known["standing"]),
        (&json!("Ebba Lindqvist"), &json!("verified"))
    );
    assert_ne!(known["certificate"], Value::Null);
}
