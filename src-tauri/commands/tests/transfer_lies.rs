//! A colleague who hands a case over and is not to be believed: what goes along changes nothing that it does not show.

#![allow(clippy::unwrap_used, clippy::panic)] // a test says what failed by panicking

mod seat;

use std::collections::BTreeMap;

use cases::EventKind;
use exchange::handover::{
    Along, Beside, FiledReturn, FiledScan, NameCard, Opened, OwnKeys, Package, Recounted, Words,
};
use seat::papers::{
    completed, consent, file_of, packed, packed_in_our_fields, saved, scan, scan_of, scanned, state,
};
use seat::school::{School, checklist, effects, last, open, send, take};
use seat::{Seat, sample};
use serde_json::{Value, json};
use uuid::Uuid;

const CONSENT: &str = "samtycke-skola-socialtjanst";

/// A colleague whose words were compared, and whose program sends what it likes.
struct Hostile {
    keys: OwnKeys,
    card: NameCard,
    to: NameCard,
}

impl Hostile {
    /// With the seat's card, and not known there.
    fn new(seat: &mut Seat, seed: u8) -> Self {
        let keys = OwnKeys::derive(&[seed; 32]).unwrap();
        let line = |text| cases::Line::parse("line", text).unwrap();
        let who = (&line("Kim Berg"), cases::Role::Mentor, &line("Björkskolan"));
        let card = NameCard::new(&keys, who, None, seat::noon()).unwrap();
        seat.ask("save_card", json!({}));
        let to = NameCard::parse(&last(seat).1).unwrap();
        Self { keys, card, to }
    }

    fn met_by(seat: &mut Seat) -> Self {
        let kim = Self::new(seat, 9);
        *seat.world.file.lock().unwrap() = Some(kim.card.to_bytes());
        let contact = seat.ask("add_contact", json!({}))["id"].clone();
        let words = vault::spoken(&kim.card.fingerprint().spoken().unwrap(), 6).join(" ");
        seat.ask("verify_contact", json!({"contact": contact, "words": words}));
        kim
    }

    /// The whole case as the vault sends it.
    fn is_sent(&self, seat: &mut Seat, case: &Value) -> Opened {
        let contacts = seat.ask("contacts", json!({}));
        let mut all = contacts.as_array().unwrap().iter();
        let kim = all.find(|one| one["name"] == "Kim Berg").unwrap()["id"].clone();
        let sent = send(seat, case, json!({"kind": "case-transfer", "contact": kim}));
        let package = seat.ask("handovers", json!({}))[0]["package"].clone();
        seat.ask("take_back", json!({ "package": package }));
        exchange::handover::open(&sent, std::slice::from_ref(&self.keys)).unwrap()
    }

    /// The same case back, with other things along.
    fn sends(&self, sent: &Opened, number: u8, along: &Along, more: &[&[u8]]) -> Vec<u8> {
        let mut content = json!(sent.content);
        content["along"] = json!(along);
        let content = serde_json::from_value(content).unwrap();
        let own = sent.papers().filter(|(sha256, _)| {
            let mut documents = sent.content.documents().iter();
            documents.any(|document| document.sha256 == **sha256)
        });
        let own = own.map(|(_, bytes)| bytes);
        Package {
            id: Uuid::from_u128(number.into()),
            sequence: number.into(),
            content: &content,
            papers: own
                .chain(more.iter().copied())
                .map(|paper| (forms::Hash::of(paper), paper))
                .collect(),
            purpose: "Ny mentor",
            ground: (cases::Ground::Internal, ""),
            made_at: seat::noon(),
            expires: "2026-12-24".parse().unwrap(),
            answers: None,
        }
        .seal(&self.keys, &self.card, &self.to, None)
        .unwrap()
    }

    /// What the case is here with one more paper of these bytes along, and whether it is said that `effect` refuses it.
    fn brings(
        &self,
        seat: &mut Seat,
        (sent, number): (&Opened, u8),
        (along, bytes): (&Along, &[u8]),
        effect: &str,
    ) -> (String, bool) {
        let file = self.sends(sent, number, along, &[bytes]);
        let parcel = open(seat, &file)["waiting"][0].clone();
        let refuses = effects(&parcel).contains(&effect);
        seat.ask("put_parcel_aside", json!({ "key": parcel["key"] }));
        (parcel["standing"].as_str().unwrap().to_owned(), refuses)
    }
}

/// That everybody has signed and the document is long in the archive.
fn lies(document: &Value, rows: &[Value]) -> Vec<Recounted> {
    let id: Uuid = document.as_str().unwrap().parse().unwrap();
    let note = |event: u128, kind, said: &[(&str, &str)]| Recounted {
        event: Uuid::from_u128(event),
        document: Some(id),
        kind,
        at: seat::noon() + chrono::TimeDelta::days(9),
        by: "Rut Sandberg".into(),
        tellers: vec!["Rut Sandberg".into()],
        said: said
            .iter()
            .map(|(name, text)| ((*name).to_owned(), Words::One((*text).to_owned())))
            .collect(),
    };
    let mut lies: Vec<Recounted> = rows
        .iter()
        .zip(100..)
        .map(|(row, number)| {
            let row = row["row"].as_str().unwrap();
            note(
                number,
                EventKind::RowSigned,
                &[("field", row), ("manner", "ink"), ("on", "2026-11-20")],
            )
        })
        .collect();
    let kinds = [
        EventKind::Signed,
        EventKind::Archived,
        EventKind::HandedOver,
        EventKind::Sent,
        EventKind::Excused,
        EventKind::HandedOut,
    ];
    lies.extend(
        kinds
            .into_iter()
            .zip(200..)
            .map(|(kind, number)| note(number, kind, &[("field", "guardian-2")])),
    );
    lies
}

#[test]
fn a_history_that_lies_changes_nothing() {
    let (_mentor, mut rektor, _place) = School::new().apart();
    let guardian = json!([{"name": "Agnieszka Wiśniewska"}]);
    let case = rektor.open_case(json!({ "guardians": guardian }));
    let document = rektor.begin(&case, CONSENT);
    rektor.type_in(&document, sample(CONSENT));
    rektor.complete(&document, json!(["consent"]));
    let hostile = Hostile::met_by(&mut rektor);
    let sent = hostile.is_sent(&mut rektor, &case);
    let told = rektor.ask("consent", json!({ "document": document }));
    let rows = told["signers"].as_array().unwrap().clone();
    let before = (
        state(&mut rektor, &document),
        told["state"].clone(),
        file_of(&mut rektor, &document),
    );

    let lies = lies(&document, &rows);
    let count = lies.len();
    let along = Along {
        told: lies,
        ..Along::default()
    };
    let file = hostile.sends(&sent, 1, &along, &[]);
    let parcel = open(&mut rektor, &file)["waiting"][0].clone();
    assert!(effects(&parcel).contains(&"effect-told"), "{parcel}");
    take(&mut rektor, json!({}));
    let after = file_of(&mut rektor, &document);
    assert_eq!(state(&mut rektor, &document), before.0);
    assert_eq!(consent(&mut rektor, &document)["state"], before.1);
    assert_eq!(
        (&after["registered"], &after["papers"]),
        (&before.2["registered"], &before.2["papers"])
    );
    assert_eq!(after["unconfirmed"], Value::Null, "there is nothing to look at");
    let heard: Vec<&Value> = after["history"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|event| event["told"] != "")
        .collect();
    assert_eq!(heard.len(), count, "all of it is shown");
    assert!(
        heard
            .iter()
            .all(|event| event["told"] == "Kim Berg, enligt Rut Sandberg"),
        "by whom: {heard:?}"
    );

    // The same once more tells nothing new.
    let file = hostile.sends(&sent, 2, &along, &[]);
    let parcel = open(&mut rektor, &file)["waiting"][0].clone();
    assert!(!effects(&parcel).contains(&"effect-told"), "{parcel}");
    take(&mut rektor, json!({}));
    assert_eq!(file_of(&mut rektor, &document)["history"], after["history"]);
}

/// Who has a copy, or sent one, says nothing of what the owner answers for.
#[test]
fn nobody_else_makes_void_what_is_answered_for_here() {
    let (mut mentor, _rektor, _place) = School::new().apart();
    let case = mentor.open_case(json!({}));
    let document = checklist(&mut mentor, &case);
    let hostile = Hostile::met_by(&mut mentor);
    let sent = hostile.is_sent(&mut mentor, &case);
    let before = state(&mut mentor, &document);
    let along = Along {
        cancelled: vec![Recounted {
            event: Uuid::from_u128(1),
            document: Some(document.as_str().unwrap().parse().unwrap()),
            kind: EventKind::Cancelled,
            at: seat::noon(),
            by: "Kim Berg".into(),
            tellers: Vec::new(),
            said: BTreeMap::new(),
        }],
        ..Along::default()
    };
    let file = hostile.sends(&sent, 1, &along, &[]);
    let parcel = open(&mut mentor, &file)["waiting"][0].clone();
    assert!(
        !effects(&parcel).contains(&"effect-cancelled-document"),
        "{parcel}"
    );
    take(&mut mentor, json!({}));
    assert_eq!(state(&mut mentor, &document), before);
}

/// What came back in other words is known by its id, and the case can still be handed over.
#[test]
fn a_note_that_came_back_in_other_words_is_no_second_one() {
    let (mut mentor, _rektor, _place) = School::new().apart();
    let case = mentor.open_case(json!({}));
    checklist(&mut mentor, &case);
    let hostile = Hostile::met_by(&mut mentor);
    let told = json!({"to": "Polisen", "what": "Att eleven är hemma", "kinds": [], "how": "telefon", "on": "2026-11-03",
        "ground": "duty", "reason": ""});
    mentor.ask("disclose", json!({"case": case, "input": told}));
    let sent = hostile.is_sent(&mut mentor, &case);
    let mut along = sent.content.along().unwrap().clone();
    assert!(!along.told.is_empty());
    along.told.iter_mut().for_each(|one| one.by = "Kim Berg".into());
    let file = hostile.sends(&sent, 1, &along, &[]);
    let parcel = open(&mut mentor, &file)["waiting"][0].clone();
    assert!(!effects(&parcel).contains(&"effect-told"), "{parcel}");
    take(&mut mentor, json!({}));
    hostile.is_sent(&mut mentor, &case);
}

#[test]
fn a_scan_of_another_document_refuses_all_of_it() {
    let (mut mentor, _rektor, _place) = School::new().apart();
    let case = mentor.open_case(json!({}));
    let [document, other] = [(); 2].map(|()| checklist(&mut mentor, &case));
    scan(&mut mentor, &document);
    scan(&mut mentor, &other);
    let hostile = Hostile::met_by(&mut mentor);
    let sent = hostile.is_sent(&mut mentor, &case);
    let [of_this, of_other] = [&document, &other].map(|document| scan_of(&mut mentor, document));
    let id: Uuid = document.as_str().unwrap().parse().unwrap();
    let mut standing = |number: u8, bytes: &[u8]| {
        let along = Along {
            scans: vec![FiledScan {
                document: id,
                sha256: forms::Hash::of(bytes),
                sources: Vec::new(),
            }],
            ..Along::default()
        };
        let (sent, brought) = ((&sent, number), (&along, bytes));
        hostile.brings(&mut mentor, sent, brought, "effect-refused-scan")
    };
    let refused = ("parcel-paper".to_owned(), true);
    assert_eq!(standing(1, &of_other), refused, "of another document");
    assert_eq!(standing(2, b"%PDF-1.7 none"), refused, "no scan");
    let paper = sent.paper(&sent.content.documents()[0].sha256).unwrap().to_vec();
    assert_eq!(standing(3, &paper), refused, "the document itself");
    let mut pages = scanned(&paper);
    pages.truncate(1);
    let one = documents::scan::Scan::open(pages.remove(0)).unwrap();
    let facts = documents::scan::ScanFacts {
        document: id,
        form: "trosa/checklista@1".parse().unwrap(),
        form_hash: forms::Hash::of(b"form"),
        title: "Checklista".into(),
        school: String::new(),
        description: String::new(),
        made_at: seat::noon(),
    };
    let leaf = documents::scan::Leaf {
        scan: &one,
        page: 0,
        turn: documents::scan::Turn::default(),
    };
    let twice = documents::scan::file(&[leaf, leaf], &facts).unwrap();
    assert_eq!(standing(4, &twice), refused, "one page twice");
    assert_eq!(standing(5, &of_this), ("parcel-ready".to_owned(), false));
}

#[test]
fn a_paper_that_another_system_packed_is_of_the_document_and_whole() {
    let (mut mentor, _rektor, _place) = School::new().apart();
    let case = mentor.open_case(json!({}));
    let manners = json!({"guardian-1": "electronic"});
    let [document, other] = [(); 2].map(|()| completed(&mut mentor, &case, CONSENT, manners.clone()));
    let [of_this, of_other] = [&document, &other].map(|document| packed(&saved(&mut mentor, document)));
    let hostile = Hostile::met_by(&mut mentor);
    let sent = hostile.is_sent(&mut mentor, &case);
    let id: Uuid = document.as_str().unwrap().parse().unwrap();
    let mut standing = |number: u8, bytes: &[u8]| {
        let along = Along {
            returned: vec![FiledReturn {
                document: id,
                sha256: forms::Hash::of(bytes),
            }],
            ..Along::default()
        };
        let (sent, brought) = ((&sent, number), (&along, bytes));
        hostile.brings(&mut mentor, sent, brought, "effect-refused-returned")
    };
    let refused = ("parcel-paper".to_owned(), true);
    assert_eq!(standing(1, &of_other), refused, "of another document");
    assert_eq!(standing(2, b"%PDF-1.7 none"), refused, "none of ours");
    let paper = sent.paper(&sent.content.documents()[0].sha256).unwrap().to_vec();
    assert_eq!(standing(3, &paper), refused, "the document itself");
    assert_eq!(
        standing(7, &packed_in_our_fields(&paper)),
        ("parcel-ready".to_owned(), false),
        "whatever its fields are called"
    );
    let scanned = scanned(&paper).remove(0);
    assert_eq!(standing(4, &scanned), refused, "a picture, which nobody signed");
    let mut touched = of_this.clone();
    // A digit that nobody needs to read the pages.
    let place = touched.windows(11).position(|part| part == b"CreateDate>");
    touched[place.unwrap() + 11] ^= 1;
    assert_eq!(standing(5, &touched), refused, "touched since it was signed");
    assert_eq!(standing(6, &of_this), ("parcel-ready".to_owned(), false));
}

/// Two consents that each lack the second guardian's name: a colleague's word does not make them one that lacks nothing.
#[test]
fn two_papers_are_one_consent_only_where_they_say_so_themselves() {
    let (_mentor, mut rektor, _place) = School::new().apart();
    let guardians = json!([{"name": "Mira Öberg"}, {"name": "Siv Ekåsen"}]);
    let case = rektor.open_case(json!({ "guardians": guardians }));
    let [first, other] = ["Mira Öberg", "Siv Ekåsen"].map(|name| {
        let document = rektor.begin(&case, CONSENT);
        let mut answers = sample(CONSENT);
        answers["guardian-1"] = json!({ "name": name });
        answers["guardian-2"] = Value::Null;
        answers["pupil-signs"] = json!(false);
        if name == "Siv Ekåsen" {
            answers["exceptions"] = json!("Allt om hälsan.");
        }
        rektor.type_in(&document, answers);
        rektor.complete(&document, json!(["consent"]));
        document
    });
    let hostile = Hostile::met_by(&mut rektor);
    let sent = hostile.is_sent(&mut rektor, &case);
    let place = tempfile::tempdir().unwrap();
    let mut victim = Seat::of(&place.path().join("victim"), "Omar Lind", "rektor");
    let hostile = Hostile::met_by(&mut victim);
    let id = |document: &Value| document.as_str().unwrap().parse().unwrap();
    let along = Along {
        beside: vec![Beside {
            document: id(&other),
            first: id(&first),
        }],
        ..Along::default()
    };
    let file = hostile.sends(&sent, 1, &along, &[]);
    open(&mut victim, &file);
    take(&mut victim, json!({"pupil": "new"}));
    for document in [&first, &other] {
        let signed = json!({"step": "signed", "row": "guardian-1", "name": "NN", "on": "2026-11-20", "note": "pärmen"});
        let told = json!({"document": document, "input": signed});
        let view = victim.ask("consent_step", told);
        assert_eq!(
            view["state"], "delvis-undertecknad",
            "the other guardian's row is still there"
        );
    }
    assert_eq!(
        consent(&mut victim, &first)["together"]["state"],
        "delvis-undertecknad"
    );
}

/// Whoever knows the id of a package that was taken in can make another under it: it is a stranger's as any other.
#[test]
fn the_id_of_a_package_that_was_taken_in_opens_nothing() {
    let (mut mentor, _rektor, _place) = School::new().apart();
    let case = mentor.open_case(json!({}));
    checklist(&mut mentor, &case);
    let kim = Hostile::met_by(&mut mentor);
    let sent = kim.is_sent(&mut mentor, &case);
    let file = kim.sends(&sent, 1, &Along::default(), &[]);
    open(&mut mentor, &file);
    take(&mut mentor, json!({}));
    let again = open(&mut mentor, &file)["waiting"][0].clone();
    assert_eq!(again["standing"], "parcel-known");
    mentor.ask("put_parcel_aside", json!({ "key": again["key"] }));

    let stranger = Hostile::new(&mut mentor, 8);
    let file = stranger.sends(&sent, 1, &Along::default(), &[]);
    let parcel = open(&mut mentor, &file)["waiting"][0].clone();
    assert_eq!(
        (&parcel["standing"], &parcel["pupil"], &parcel["effects"]),
        (&json!("parcel-unknown-sender"), &Value::Null, &json!([]))
    );
}
