//! What comes from a colleague and is not taken in, and a colleague who is not to be believed.

#![allow(clippy::unwrap_used, clippy::panic)] // a test says what failed by panicking

mod seat;

use seat::papers::saved;
use seat::school::{
    School, answer, at, case_of, checklist, effects, last, meet, open, send, take, wish, words,
};
use seat::{PASSPHRASE, Seat};
use serde_json::{Value, json};

#[test]
fn what_is_wrong_is_refused_in_its_own_words() {
    let (mut mentor, mut rektor, _place) = School::new().apart();
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
    let waits = |seat: &mut Seat| seat.ask("read_parcels", json!({}))["waiting"][0]["standing"].clone();
    assert_eq!(waits(&mut rektor), "parcel-unverified-sender");
    let heard = words(&mut stranger);
    rektor.ask("verify_contact", json!({"contact": contact, "words": heard}));
    assert_eq!(waits(&mut rektor), "parcel-ready");
    rektor.ask("end_contact", json!({"contact": contact, "ended": true}));
    assert_eq!(waits(&mut rektor), "parcel-ended-sender");
}

#[test]
fn protected_identity_leaves_no_vault() {
    let (mut mentor, mut rektor, _place) = School::new().apart();
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
fn what_is_sent_back_leaves_nothing_of_the_pupil() {
    let (mut mentor, mut rektor, _place) = School::new().apart();
    let case = mentor.open_case(json!({}));
    let document = checklist(&mut mentor, &case);
    let purpose = "Om Łukasz frånvaro";
    let sent = send(
        &mut mentor,
        &case,
        json!({"kind": "copy", "document": document, "purpose": purpose}),
    );
    open(&mut rektor, &sent);
    let key = rektor.ask("parcels", json!({}))["waiting"][0]["key"].clone();
    let unsaid = rektor.refused("take_parcel", json!({"input": {"key": key, "reject": ""}}));
    assert_eq!(json!(unsaid.problems[0].field), at("reason", &key));
    let sent_back = take(&mut rektor, json!({"reject": "Fel skola"}));
    let no = answer(&mut rektor, &sent_back);
    assert_eq!(rektor.ask("pupils", json!({"search": ""})), json!([]));
    let kept = rektor.ask("handovers", json!({})).to_string();
    assert!(!kept.contains("Łukasz"), "{kept}");
    assert_eq!(
        open(&mut rektor, &sent)["waiting"][0]["standing"],
        "parcel-sent-back"
    );
    open(&mut mentor, &no);
    take(&mut mentor, json!({}));
    let told = mentor.ask("handovers_of_case", json!({ "case": case }));
    assert!(told.to_string().contains("Fel skola"));
}

/// A verified colleague whose program sends what it likes: keys of its own, and any content under them.
struct Hostile {
    keys: exchange::handover::OwnKeys,
    card: exchange::handover::NameCard,
}

impl Hostile {
    fn met_by(seat: &mut Seat) -> Self {
        let keys = exchange::handover::OwnKeys::derive(&[9; 32]).unwrap();
        let line = |text| cases::Line::parse("line", text).unwrap();
        let who = (&line("Kim Berg"), cases::Role::Mentor, &line("Björkskolan"));
        let card = exchange::handover::NameCard::new(&keys, who, None, seat::noon()).unwrap();
        *seat.world.file.lock().unwrap() = Some(card.to_bytes());
        let contact = seat.ask("add_contact", json!({}))["id"].clone();
        let words = vault::spoken(&card.fingerprint().spoken().unwrap(), 6).join(" ");
        seat.ask("verify_contact", json!({"contact": contact, "words": words}));
        Self { keys, card }
    }

    /// What one vault sent to another, sent again by the hostile one with the content changed.
    fn sends(
        &self,
        to: &exchange::handover::NameCard,
        sent: &exchange::handover::Opened,
        number: u8,
        change: impl Fn(&mut Value, &mut Vec<u8>),
    ) -> Vec<u8> {
        let document = &sent.content.documents()[0];
        let mut paper = sent.paper(&document.sha256).unwrap().to_vec();
        let mut content = json!(sent.content);
        change(&mut content, &mut paper);
        content["document"]["sha256"] = json!(forms::Hash::of(&paper));
        let content = serde_json::from_value(content).unwrap();
        exchange::handover::Package {
            id: uuid::Uuid::from_u128(number.into()),
            sequence: number.into(),
            content: &content,
            papers: vec![(forms::Hash::of(&paper), &paper)],
            purpose: "Kopia",
            ground: (cases::Ground::Internal, ""),
            made_at: seat::noon(),
            expires: "2026-12-24".parse().unwrap(),
            answers: None,
        }
        .seal(&self.keys, &self.card, to, None)
        .unwrap()
    }
}

#[test]
fn a_colleague_is_not_taken_at_their_word() {
    let (mut mentor, mut rektor, _place) = School::new().apart();
    let case = mentor.open_case(json!({}));
    let document = checklist(&mut mentor, &case);
    let other = mentor.open_case(json!({"name": "Astrid Almgren"}));
    let hostile = Hostile::met_by(&mut mentor);
    // What the hostile colleague was once sent, opened with the keys of that program.
    mentor.ask("save_card", json!({}));
    let to = exchange::handover::NameCard::parse(&last(&mentor).1).unwrap();
    let hostile_contact = mentor.ask("contacts", json!({}));
    let all = hostile_contact.as_array().unwrap().iter();
    let kim = all.clone().find(|one| one["name"] == "Kim Berg").unwrap()["id"].clone();
    let copy = json!({"kind": "copy", "document": document, "contact": kim});
    let sent = send(&mut mentor, &case, copy);
    let sent = exchange::handover::open(&sent, &[hostile_keys()]).unwrap();
    let before = saved(&mut mentor, &document);

    let mut standing = |number: u8, change: &dyn Fn(&mut Value, &mut Vec<u8>)| {
        let file = hostile.sends(&to, &sent, number, change);
        let parcels = open(&mut mentor, &file);
        let parcel = parcels["waiting"][0].clone();
        let key = parcel["key"].clone();
        let told = mentor.ask("take_parcel", json!({"input": {"key": key, "pupil": "new"}}));
        let refused = told["waiting"].as_array().unwrap().len() == 1;
        mentor.ask("put_parcel_aside", json!({ "key": key }));
        (parcel["standing"].as_str().unwrap().to_owned(), refused)
    };
    let refused = ("parcel-paper".to_owned(), true);
    assert_eq!(
        standing(1, &|_, paper| paper.extend(b"% more\n")),
        refused,
        "another paper"
    );
    assert_eq!(
        standing(2, &|_, paper| *paper = b"%PDF-1.7 none".to_vec()),
        refused,
        "no paper"
    );
    let of_other_case = |content: &mut Value, _: &mut Vec<u8>| {
        content["about"]["case"]["id"] = other.clone();
    };
    assert_eq!(standing(3, &of_other_case), refused, "of another case");
    let other_document = |content: &mut Value, _: &mut Vec<u8>| {
        content["document"]["document"] = json!(uuid::Uuid::nil());
    };
    assert_eq!(
        standing(4, &other_document),
        refused,
        "in the name of another document"
    );
    let back = |content: &mut Value, _: &mut Vec<u8>| {
        content["document"]["taken_back"] = json!([{"event": uuid::Uuid::nil(), "at": seat::noon(),
            "by": "Kim Berg", "data": {}}]);
    };
    assert_eq!(
        standing(5, &back),
        ("parcel-ready".to_owned(), false),
        "a checklist is not withdrawn"
    );
    drop(rektor.ask("status", json!({})));
    assert_eq!(saved(&mut mentor, &document), before, "not a byte is another");
    let view = mentor.ask("document", json!({ "document": document }));
    assert_eq!(view["state"], "overlamnad");
    let events = mentor.ask("document_file", json!({ "document": document }))["history"].to_string();
    assert!(!events.contains("withdrawn"), "{events}");
}

fn hostile_keys() -> exchange::handover::OwnKeys {
    exchange::handover::OwnKeys::derive(&[9; 32]).unwrap()
}

#[test]
fn a_name_on_a_card_is_not_what_was_compared() {
    let (mut mentor, mut rektor, _place) = School::new().apart();
    let case = mentor.open_case(json!({}));
    let document = checklist(&mut mentor, &case);
    let mut hostile = Hostile::met_by(&mut rektor);
    Hostile::met_by(&mut mentor);
    let all = mentor.ask("contacts", json!({}));
    let mut all = all.as_array().unwrap().iter();
    let kim = all.find(|one| one["name"] == "Kim Berg").unwrap()["id"].clone();
    let copy = json!({"kind": "copy", "document": document, "contact": kim});
    let sent = send(&mut mentor, &case, copy);
    let sent = exchange::handover::open(&sent, &[hostile_keys()]).unwrap();
    rektor.ask("save_card", json!({}));
    let to = exchange::handover::NameCard::parse(&last(&rektor).1).unwrap();

    let line = |text| cases::Line::parse("line", text).unwrap();
    let who = (&line("Ebba Lindqvist"), cases::Role::Mentor, &line("Björkskolan"));
    let later = seat::noon() + chrono::TimeDelta::days(1);
    hostile.card = exchange::handover::NameCard::new(&hostile.keys, who, None, later).unwrap();
    let file = hostile.sends(&to, &sent, 1, |_, _| {});
    let parcel = open(&mut rektor, &file)["waiting"][0].clone();
    assert_eq!(parcel["sender"]["name"], "Kim Berg", "whose words were compared");
    *rektor.world.file.lock().unwrap() = Some(hostile.card.to_bytes());
    let renamed = rektor.ask("add_contact", json!({}));
    assert_eq!(
        renamed["standing"], "unverified",
        "who has another name is compared anew"
    );
}

#[test]
fn texts_that_no_package_carries_are_refused_where_they_are_typed() {
    let (mut mentor, mut rektor, _place) = School::new().apart();
    let case = mentor.open_case(json!({}));
    let long = "ord ".repeat(1001);
    let order = json!({"kind": "order", "what": long});
    let told = wish(&mut mentor, &case, order);
    let refused = mentor.refused("send_package", told);
    assert_eq!(refused.problems[0].field, "what");
    let document = checklist(&mut mentor, &case);
    let sent = send(&mut mentor, &case, json!({"kind": "copy", "document": document}));
    open(&mut rektor, &sent);
    let key = rektor.ask("parcels", json!({}))["waiting"][0]["key"].clone();
    for reason in [long.as_str(), "Łukasz går inte här"] {
        let told = json!({"input": {"key": key, "reject": reason}});
        let refused = rektor.refused("take_parcel", told);
        assert_eq!(json!(refused.problems[0].field), at("reason", &key), "{reason}");
    }
    let elsewhere = mentor.open_case(json!({"name": "Astrid Almgren"}));
    let other = wish(
        &mut mentor,
        &elsewhere,
        json!({"kind": "copy", "document": document}),
    );
    assert_eq!(
        mentor.refused("send_package", other).code,
        "not-found",
        "of another case"
    );
}

/// The papers of a stranger's package are not read: what they are is told by what is trusted when they are taken in.
#[test]
fn the_papers_of_a_stranger_are_read_when_it_is_known_who_that_is() {
    let (_, mut rektor, place) = School::new().apart();
    let mut stranger = Seat::of(&place.path().join("stranger"), "Kim Berg", "mentor");
    meet(&mut rektor, &mut stranger);
    let document = stranger.completed_checklist();
    stranger.try_sign(&document, json!({})).unwrap();
    let case = case_of(&mut stranger, &document);
    let sent = send(
        &mut stranger,
        &case,
        json!({"kind": "copy", "document": document}),
    );
    let shown = open(&mut rektor, &sent)["waiting"][0].clone();
    assert_eq!(
        (&shown["standing"], &shown["effects"]),
        (&json!("parcel-unknown-sender"), &json!([]))
    );

    let key = &shown["key"];
    let contact = rektor.ask("add_sender", json!({ "key": key }))["id"].clone();
    let early = json!({"input": {"key": key, "pupil": "new"}});
    let refused = rektor.ask("take_parcel", early)["waiting"][0]["refused"].clone();
    assert_eq!(refused, "not-to-be-taken");
    assert_eq!(
        rektor.ask("read_parcels", json!({}))["waiting"][0]["standing"],
        "parcel-unverified-sender"
    );
    let heard = words(&mut stranger);
    rektor.ask("verify_contact", json!({"contact": contact, "words": heard}));
    let unread = rektor.ask("parcels", json!({}))["waiting"][0].clone();
    assert_eq!(
        (
            &unread["standing"],
            &unread["effects"],
            &unread["can_be_sent_back"]
        ),
        (&json!("parcel-unread"), &json!([]), &json!(false))
    );
    assert_eq!(
        rektor.ask("read_parcels", json!({}))["waiting"][0]["standing"],
        "parcel-ready"
    );
    *rektor.world.chosen.lock().unwrap() = Some(saved(&mut stranger, &document));
    let report = rektor.ask("verify_file", json!({}));
    let certificate = report["signatures"][0]["certificate"].clone();
    rektor.ask("trust_certificate", json!({ "certificate": certificate }));
    take(&mut rektor, json!({"pupil": "new"}));

    rektor.ask("lock", json!({}));
    let key = vault::Passphrase::typed(PASSPHRASE);
    let vault = vault::Vault::open(
        &place.path().join("rektor"),
        &vault::Key::Passphrase(&key),
        seat::noon(),
    );
    let document: cases::DocumentId = document.as_str().unwrap().parse().unwrap();
    let events = vault
        .unwrap()
        .read(|read| read.events().about_document(document))
        .unwrap();
    let verdicts = events.iter().filter_map(|event| event.data["verdict"].as_str());
    assert_eq!(verdicts.collect::<Vec<_>>(), ["verdict-whole"]);
}
