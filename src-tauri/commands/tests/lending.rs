//! Documents of a case are lent: read for a time, written in by nobody, and gone when the time is out.

#![allow(clippy::unwrap_used, clippy::panic)] // a test says what failed by panicking

mod seat;

use chrono::{Days, TimeDelta};
use commands::Outside;
use seat::backups::look;
use seat::school::{School, answer, checklist, contact, effects, open, send, standings, take, wish};
use seat::{PASSPHRASE, Seat, sample};
use serde_json::{Value, json};

/// The day so many days after the seat's.
fn day(seat: &Seat, days: u64) -> String {
    let today = seat.world.today();
    (today + Days::new(days)).to_string()
}

fn loan(seat: &Seat, documents: &[&Value], days: u64) -> Value {
    json!({"kind": "case-share", "purpose": "Vikariat", "documents": documents, "until": day(seat, days)})
}

/// Locks, lets so many days go, and opens again.
fn days_later(seat: &mut Seat, days: i64) {
    seat.ask("lock", json!({}));
    *seat.world.ahead.lock().unwrap() += TimeDelta::days(days);
    seat.ask("unlock", json!({"passphrase": PASSPHRASE}));
}

fn pupils(seat: &mut Seat) -> Value {
    seat.ask("pupils", json!({"search": ""}))
}

fn attachments(school: &School) -> usize {
    let folder = school._place.path().join("rektor/attachments");
    std::fs::read_dir(folder).unwrap().count()
}

#[test]
fn check() {
    let mut school = School::new();
    let case = school
        .mentor
        .open_case(json!({"identity_number": "20130101TF01"}));
    let document = checklist(&mut school.mentor, &case);
    let offer = school
        .mentor
        .ask("send_offer", json!({"case": case, "document": null}));
    assert_eq!(offer["kinds"], json!(["order", "case-share", "case-transfer"]));
    for (wrong, field) in [
        (json!({"until": day(&school.mentor, 366)}), "until"),
        (json!({"until": "2020-01-01"}), "until"),
        (json!({"until": ""}), "until"),
        (json!({"documents": []}), "documents"),
    ] {
        let mut more = loan(&school.mentor, &[&document], 10);
        more.as_object_mut()
            .unwrap()
            .extend(wrong.as_object().unwrap().clone());
        let wish = wish(&mut school.mentor, &case, more);
        let refused = school.mentor.refused("send_package", wish);
        assert_eq!(refused.problems[0].field, field, "{wrong}");
    }

    let more = loan(&school.mentor, &[&document], 10);
    let until = day(&school.mentor, 10);
    let sent = send(&mut school.mentor, &case, more);
    let rektor = &mut school.rektor;
    let parcel = open(rektor, &sent)["waiting"][0].clone();
    assert_eq!(
        effects(&parcel),
        ["effect-new-case", "effect-new-document", "effect-lent"]
    );
    let taken = take(rektor, json!({"pupil": "new"}));
    let held = rektor.ask("case", json!({ "case": case }))["holding"].clone();
    assert_eq!(
        (&held["standing"], &held["name"], &held["until"]),
        (&json!("case-lent"), &json!("Ebba Lindqvist"), &json!(until))
    );
    assert_eq!(
        rektor.ask("document", json!({ "document": document }))["lent"],
        json!(until)
    );
    assert!(
        !rektor
            .ask("pages", json!({ "document": document }))
            .as_array()
            .unwrap()
            .is_empty()
    );
    let yes = answer(rektor, &taken);
    assert_eq!(standings(rektor)[1], "handover-borrowed");
    only_read(rektor, &case, &document);

    open(&mut school.mentor, &yes);
    take(&mut school.mentor, json!({}));
    assert!(standings(&mut school.mentor).contains(&"handover-lent".to_owned()));
    school.mentor.begin(&case, "checklista");

    assert_eq!(attachments(&school), 1);
    days_later(&mut school.rektor, 10);
    assert_eq!(
        pupils(&mut school.rektor).as_array().unwrap().len(),
        1,
        "the last day"
    );
    days_later(&mut school.rektor, 1);
    assert_eq!(pupils(&mut school.rektor), json!([]));
    assert_eq!(attachments(&school), 0, "its bytes are gone too");
    assert!(standings(&mut school.rektor).contains(&"handover-given-back".to_owned()));
    days_later(&mut school.mentor, 11);
    assert!(standings(&mut school.mentor).contains(&"handover-loan-over".to_owned()));

    let more = loan(&school.mentor, &[&document], 10);
    let again = send(&mut school.mentor, &case, more);
    open(&mut school.rektor, &again);
    take(&mut school.rektor, json!({"pupil": "new"}));
    assert_eq!(
        pupils(&mut school.rektor).as_array().unwrap().len(),
        1,
        "lent again"
    );
}

/// Nothing is written in what is lent, and it leaves in no way.
fn only_read(seat: &mut Seat, case: &Value, document: &Value) {
    let lent = "case-lent";
    let to = contact(seat);
    let send = json!({"case": case, "contact": to, "purpose": "Kopia", "ground": "internal",
        "kind": "copy", "document": document});
    for (command, told) in [
        ("begin_document", json!({"case": case, "form": "checklista"})),
        ("continue_document", json!({ "document": document })),
        ("save_document", json!({ "document": document })),
        ("save_paper", json!({"document": document, "number": 1})),
        (
            "register_document",
            json!({"document": document, "input": {"system": "W3D3", "number": "1", "on": ""}}),
        ),
        (
            "print",
            json!({"order": {"documents": [document], "blanks": [], "printer": "", "copies": "1"}}),
        ),
        (
            "sign_document",
            json!({"document": document, "field": "mentor", "passphrase": PASSPHRASE, "leave_undrawn": false, "pin": null}),
        ),
        ("send_package", json!({ "input": send })),
        ("send_offer", json!({"case": case, "document": null})),
        (
            "save_packages",
            json!({"documents": [document], "passphrase": PASSPHRASE}),
        ),
    ] {
        assert_eq!(seat.refused(command, told).code, lent, "{command}");
    }
    let filter = json!({"words": "", "form": "", "state": "", "from": "", "until": ""});
    let archive = seat.ask("archive", json!({ "filter": filter }));
    assert_eq!(archive["rows"], json!([]), "the archive is the owner's");
}

#[test]
fn given_back_before_its_time() {
    let mut school = School::new();
    let case = school.mentor.open_case(json!({}));
    let document = checklist(&mut school.mentor, &case);
    let more = loan(&school.mentor, &[&document], 10);
    let sent = send(&mut school.mentor, &case, more);
    let rektor = &mut school.rektor;
    open(rektor, &sent);
    let taken = take(rektor, json!({"pupil": "new"}));
    let yes = answer(rektor, &taken);
    let package = taken["taken"][0]["package"].clone();
    rektor.ask("give_back", json!({ "package": package }));
    assert_eq!(pupils(rektor), json!([]));
    let gone = seat::key::trail(rektor).into_iter();
    let gone: Vec<_> = gone.filter(|(what, _)| what.ends_with("give_back")).collect();
    assert_eq!(gone, [("dispose give_back".to_owned(), String::new())]);
    let twice = rektor.refused("give_back", json!({ "package": package }));
    assert_eq!(twice.code, "not-to-be-taken-back");
    // By hand it is a file that leaves the vault.
    *rektor.world.ahead.lock().unwrap() += TimeDelta::minutes(6);
    let again = rektor.refused("send_answer", json!({ "package": package }));
    assert_eq!(again.code, "passphrase-again");
    rektor.ask("confirm", json!({"passphrase": PASSPHRASE}));
    let back = answer(rektor, &taken);

    for (file, effect) in [(yes, "effect-accepted"), (back, "effect-given-back")] {
        let parcel = open(&mut school.mentor, &file)["waiting"][0].clone();
        assert_eq!(effects(&parcel), [effect]);
        take(&mut school.mentor, json!({}));
    }
    assert!(standings(&mut school.mentor).contains(&"handover-returned".to_owned()));
}

/// A backup from before brings nothing back that was given back, neither in what is said of it nor on the screen.
#[test]
fn what_was_given_back_does_not_come_back_with_a_backup() {
    let mut school = School::new();
    let case = school.mentor.open_case(json!({}));
    let document = checklist(&mut school.mentor, &case);
    let more = loan(&school.mentor, &[&document], 10);
    let sent = send(&mut school.mentor, &case, more);
    let rektor = &mut school.rektor;
    open(rektor, &sent);
    let taken = take(rektor, json!({"pupil": "new"}));
    let own = rektor.open_case(json!({"name": "Bo Ek"}));
    rektor.ask("back_up", json!({}));
    let package = taken["taken"][0]["package"].clone();
    rektor.ask("give_back", json!({ "package": package }));
    let preview = look(rektor, false, 0);
    assert_eq!(preview["back"], json!([]));
    rektor.ask("restore", json!({}));
    let left = pupils(rektor);
    assert_eq!(left.as_array().unwrap().len(), 1);
    assert_eq!(left[0]["cases"][0]["id"], own);
}

#[test]
fn what_was_here_before_stays_and_a_loan_may_become_more() {
    let mut school = School::new();
    let case = school.mentor.open_case(json!({}));
    let [first, second] = [(); 2].map(|()| checklist(&mut school.mentor, &case));
    let copy = send(
        &mut school.mentor,
        &case,
        json!({"kind": "copy", "document": first}),
    );
    let more = loan(&school.mentor, &[&first, &second], 5);
    let lent = send(&mut school.mentor, &case, more);
    let more = loan(&school.mentor, &[&second], 9);
    let longer = send(&mut school.mentor, &case, more);
    let rektor = &mut school.rektor;
    open(rektor, &copy);
    take(rektor, json!({"pupil": "new"}));
    for file in [&lent, &longer] {
        open(rektor, file);
        take(rektor, json!({}));
    }
    let holding = rektor.ask("case", json!({ "case": case }))["holding"].clone();
    assert_eq!(holding, json!(null), "the case was here before");
    let lent_until = |seat: &mut Seat, document: &Value| {
        seat.ask("document", json!({ "document": document }))["lent"].clone()
    };
    assert_eq!(lent_until(rektor, &first), json!(null));
    assert_eq!(lent_until(rektor, &second), json!(day(&school.mentor, 9)));
    days_later(&mut school.rektor, 6);
    let documents = |seat: &mut Seat| {
        let view = seat.ask("case", json!({ "case": case }));
        view["documents"].as_array().unwrap().len()
    };
    assert_eq!(documents(&mut school.rektor), 2, "it was made longer");

    let copy = send(
        &mut school.mentor,
        &case,
        json!({"kind": "copy", "document": second}),
    );
    open(&mut school.rektor, &copy);
    take(&mut school.rektor, json!({}));
    assert_eq!(
        lent_until(&mut school.rektor, &second),
        json!(null),
        "here to stay"
    );
    days_later(&mut school.rektor, 10);
    assert_eq!(documents(&mut school.rektor), 2);
    let begun = school.rektor.begin(&case, "checklista");
    school.rektor.type_in(&begun, sample("checklista"));
}
