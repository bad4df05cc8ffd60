//! The archive is looked through, registered elsewhere and checked.

// What cannot be made must stop a test.
#![allow(clippy::unwrap_used, clippy::panic)] // clippy excuses test functions, not what they share

mod seat;

use std::fs;

use seat::papers::completed;
use seat::{Seat, sample};
use serde_json::{Value, json};
use tempfile::TempDir;

#[test]
fn the_archive_is_searched_and_registered() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    seat.make_vault("mentor");
    let case = seat.open_case(json!({}));
    let document = completed(&mut seat, &case, "checklista", json!({}));
    let other = seat.open_case(json!({"name": "Astrid Almgren"}));
    completed(&mut seat, &other, "checklista", json!({}));
    seat.begin(&other, "atgarder");
    let mut found = |filter: Value| {
        let archive = seat.ask("archive", json!({"filter": filter}));
        let rows = archive["rows"].as_array().unwrap().clone();
        rows.iter()
            .map(|row| row["pupil"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        found(json!({})),
        ["Astrid Almgren", "Łukasz Öberg"],
        "drafts are not in the archive"
    );
    assert_eq!(found(json!({"search": "alm ast"})), ["Astrid Almgren"]);
    assert_eq!(found(json!({"search": "lmg"})), Vec::<String>::new());
    assert_eq!(found(json!({"state": "undertecknad"})), Vec::<String>::new());
    assert_eq!(found(json!({"from": "2026-11-22"})), Vec::<String>::new());
    assert_eq!(found(json!({"from": "21/11", "until": "2026-11-21"})).len(), 2);
    let wrong = json!({"filter": {"from": "igår"}});
    assert_eq!(seat.refused("archive", wrong).problems[0].code, "not-a-day");

    let told = |input: Value| json!({"document": document, "input": input});
    assert_eq!(
        seat.refused("register_document", told(json!({}))).problems.len(),
        2
    );
    let long = json!({"system": "ProReNata", "number": "7".repeat(500), "on": "2026-11-21"});
    let long = seat.refused("register_document", told(long)).problems;
    assert_eq!(long[0].field, "number");
    let input = json!({"system": "ProReNata", "number": "PRN-77", "on": "2026-11-21"});
    let kept = seat.ask("register_document", told(input.clone()));
    assert_eq!(kept["registered"][0], input);
    let fields = kept["fields"].as_array().unwrap();
    assert!(
        fields
            .iter()
            .any(|field| field["text"] == sample("checklista")["pupil"]),
        "{fields:#?}"
    );
    let archive = seat.ask("archive", json!({"filter": {"search": "prn-77"}}));
    assert_eq!(archive["rows"][0]["registered"]["system"], "ProReNata");
}

#[test]
fn what_was_touched_on_the_disk_is_found() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    seat.make_vault("mentor");
    let case = seat.open_case(json!({}));
    let documents: Vec<Value> = (0..2)
        .map(|_| completed(&mut seat, &case, "checklista", json!({})))
        .collect();
    let codes = |check: &Value| {
        let faults = check["faults"].as_array().unwrap();
        faults
            .iter()
            .map(|fault| fault["code"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    let check = seat.ask("check_archive_when_due", json!({}));
    assert_eq!((&check["papers"], codes(&check)), (&json!(2), vec![]));
    assert_eq!(
        seat.ask("check_archive_when_due", json!({})),
        Value::Null,
        "once a week"
    );
    seat.ask("save_sheet", json!({"sheet": {"sheet": "archive-check"}}));
    let (name, pdf) = seat.world.saved.lock().unwrap().pop().unwrap();
    assert_eq!(name, "arkivkontroll-2026-11-21.pdf");
    assert!(
        documents::inspect(&pdf)
            .unwrap()
            .conformance
            .iter()
            .any(|one| one == "PDF/A-3A")
    );

    let mut files: Vec<_> = fs::read_dir(folder.path().join("attachments"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let mut bytes = fs::read(&files[0]).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&files[0], bytes).unwrap();
    fs::remove_file(&files[1]).unwrap();
    let check = seat.ask("check_archive", json!({}));
    let mut found = codes(&check);
    found.sort();
    assert_eq!(found, ["check-damaged", "check-missing"]);
    assert_eq!(seat.ask("archive", json!({"filter": {}}))["check"], check);
    assert_eq!(documents.len(), 2);
}
