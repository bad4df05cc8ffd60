//! What comes back from another system that packed it without our answers: what it shows, and what it proves.

#![allow(clippy::unwrap_used, clippy::panic)] // a test says what failed by panicking

mod seat;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::TimeDelta;
use seat::papers::{
    completed, events, file, file_of, packed, packed_in_our_fields, saved, scanned, standings, take_in,
    take_in_pages,
};
use seat::{Seat, sample};
use serde_json::{Value, json};
use tempfile::TempDir;

const CONSENT: &str = "samtycke-skola-socialtjanst";

/// Some services flatten what they sign: what is signed by whom, a person reads, whatever its fields are called.
#[test]
fn what_another_system_packed_without_its_answers_counts_when_a_person_has_read_it() {
    let (mut seat, _place) = rektor();
    let case = seat.open_case(json!({}));
    let manners = json!({"guardian-1": "electronic", "pupil-signature": "drawn"});
    let document = completed(&mut seat, &case, CONSENT, manners);
    let unsigned = saved(&mut seat, &document);
    let returned = [packed(&unsigned), packed_in_our_fields(&unsigned)];
    for bytes in &returned {
        let view = take_in(&mut seat, &[("returned.pdf", bytes)]);
        let paper = &view["papers"][0];
        assert_eq!(
            (&paper["standing"], &paper["rows"]),
            (&json!("incoming-returned-bare"), &json!([])),
            "nobody has read it"
        );
        let filing = json!([{"key": paper["key"], "rows": ["guardian-1", "guardian-2", "g1-naidrau"]}]);
        file(&mut seat, filing, json!({}));
        assert!(events(&mut seat, &document, "row-signed").is_empty());
    }
    let again = take_in(&mut seat, &[("returned.pdf", &returned[0])]);
    assert_eq!(standings(&again), ["incoming-known"]);

    let manners_of = |file: &Value| -> Vec<(String, String)> {
        let rows = file["unconfirmed"]["rows"].as_array().unwrap().iter();
        let text = |row: &Value, name: &str| row[name].as_str().unwrap().to_owned();
        rows.map(|row| (text(row, "field"), text(row, "manner")))
            .collect()
    };
    let shown = manners_of(&file_of(&mut seat, &document));
    let row = |field: &str, manner: &str| (field.to_owned(), manner.to_owned());
    let [first, second] = ["guardian-1", "guardian-2"].map(|field| row(field, "elsewhere"));
    assert_eq!(shown, [first, second], "what is to be drawn is signed nowhere");
    let pages = take_in_pages(&mut seat, &scanned(&unsigned));
    let pile = pages["papers"].as_array().unwrap().last().unwrap();
    let filing = json!([{"key": pile["key"], "rows": []}]);
    file(&mut seat, filing, json!({"kept_by": "Rektors skåp"}));
    let shown = manners_of(&file_of(&mut seat, &document));
    assert_eq!(shown, [row("guardian-1", "elsewhere"), row("guardian-2", "ink")]);

    let input = json!({"rows": ["guardian-1"]});
    seat.ask("confirm_rows", json!({"document": document, "input": input}));
    let signed = events(&mut seat, &document, "row-signed");
    let printed = sample(CONSENT)["guardian-1"]["name"].clone();
    assert_eq!(
        (&signed[0]["name"], &signed[0]["note"], &signed[0]["on"]),
        (&printed, &json!("Omar Lind"), &json!("2026-11-21")),
        "who is to sign in print, and who sealed it beside"
    );
}

/// A rektor, and the folder that the vault lies in for as long as it is held.
fn rektor() -> (Seat, TempDir) {
    let place = TempDir::new().unwrap();
    let mut seat = Seat::at(place.path());
    seat.make_vault("rektor");
    (seat, place)
}

/// A consent that a guardian signs in another system, and what came back from there.
fn returned(seat: &mut Seat) -> (Value, Vec<u8>) {
    let case = seat.open_case(json!({}));
    let document = completed(seat, &case, CONSENT, json!({"guardian-1": "electronic"}));
    let returned = packed(&saved(seat, &document));
    (document, returned)
}

/// The one paper of a pile is filed as it came.
fn file_one(seat: &mut Seat, pdf: &[u8]) {
    let view = take_in(seat, &[("returned.pdf", pdf)]);
    assert_eq!(standings(&view), ["incoming-returned-bare"]);
    file(seat, json!([{"key": view["papers"][0]["key"]}]), json!({}));
}

/// The papers are judged whenever they are looked at: what was signed in a time that has not come proves nothing until then.
#[test]
fn a_signature_whose_certificate_does_not_hold_lets_nothing_be_confirmed() {
    let (mut seat, _place) = rektor();
    let (document, returned) = returned(&mut seat);
    *seat.world.ahead.lock().unwrap() = -TimeDelta::days(5);
    file_one(&mut seat, &returned);
    let input = json!({"document": document, "input": {"rows": ["guardian-1"]}});
    assert_eq!(file_of(&mut seat, &document)["unconfirmed"], Value::Null);
    let refused = seat.refused("confirm_rows", input.clone());
    assert_eq!(refused.problems[0].field, "signed-rows");
    *seat.world.ahead.lock().unwrap() = TimeDelta::zero();
    assert_eq!(
        file_of(&mut seat, &document)["unconfirmed"]["rows"][0]["manner"],
        "elsewhere"
    );
    seat.ask("confirm_rows", input);
}

#[test]
fn a_returned_paper_that_is_damaged_shows_nothing_and_closes_nothing() {
    let (mut seat, place) = rektor();
    let (document, returned) = returned(&mut seat);
    let before = attachments(place.path());
    file_one(&mut seat, &returned);
    let new = attachments(place.path());
    let new: Vec<_> = new.difference(&before).collect();
    assert_ne!(file_of(&mut seat, &document)["unconfirmed"], Value::Null);
    fs::write(new[0], "x").unwrap();
    let shown = file_of(&mut seat, &document);
    assert_eq!((new.len(), &shown["unconfirmed"]), (1, &Value::Null));
    assert_eq!(shown["papers"].as_array().unwrap().len(), 2, "it is not hidden");
}

fn attachments(vault: &Path) -> BTreeSet<PathBuf> {
    let files = fs::read_dir(vault.join("attachments")).unwrap();
    files.map(|file| file.unwrap().path()).collect()
}
