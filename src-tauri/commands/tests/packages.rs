//! Archive packages leave the vault: whole, with the passphrase asked for again, and never without a trace.

// What cannot be made must stop a test.
#![allow(clippy::unwrap_used, clippy::panic)] // clippy excuses test functions, not what they share

mod seat;

use std::io::{Cursor, Read as _};
use std::path::PathBuf;

use exchange::archive::check;
use seat::papers::{completed, file, packed, standings, take_in};
use seat::{PASSPHRASE, Seat, sample};
use serde_json::{Value, json};
use tempfile::TempDir;

fn mentor(folder: &TempDir) -> Seat {
    let mut seat = Seat::at(folder.path());
    seat.make_vault("mentor");
    seat
}

fn told(documents: &[&Value], passphrase: &str) -> Value {
    json!({"documents": documents, "passphrase": passphrase})
}

/// What was saved last.
fn saved(seat: &Seat) -> (String, Vec<u8>) {
    seat.world.saved.lock().unwrap().last().unwrap().clone()
}

fn history(seat: &mut Seat, document: &Value) -> Vec<String> {
    let file = seat.ask("document_file", json!({"document": document}));
    let kinds = file["history"].as_array().unwrap().iter();
    kinds
        .map(|event| event["kind"].as_str().unwrap().to_owned())
        .collect()
}

/// The files of the package that was saved last, those in XML and the page.
fn described(seat: &Seat) -> Vec<(String, String)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(saved(seat).1)).unwrap();
    let mut files = Vec::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).unwrap();
        let name = file.name().unwrap().into_owned();
        if name.ends_with(".xml") || name.ends_with(".html") {
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            files.push((name, text));
        }
    }
    files
}

/// What happened according to PREMIS: the type, whether it is from the list, and when.
fn events(files: &[(String, String)]) -> Vec<String> {
    let premis = files
        .iter()
        .find(|(name, _)| name.ends_with("metadata/preservation/premis.xml"));
    let premis = &premis.unwrap().1;
    let between = |text: &str, tag: &str| {
        let from = text.find(tag).unwrap();
        let rest = &text[from..];
        let rest = &rest[rest.find('>').unwrap() + 1..];
        rest[..rest.find('<').unwrap()].to_owned()
    };
    let events = premis.split("<premis:event>").skip(1);
    events
        .map(|event| {
            let listed = if event.contains("authority=") {
                "listed"
            } else {
                "own"
            };
            let when = between(event, "<premis:eventDateTime");
            let when = if when.len() == 10 { when } else { "now".to_owned() };
            format!("{} ({listed}) {when}", between(event, "<premis:eventType"))
        })
        .collect()
}

#[test]
fn what_is_told_of_a_consent_names_nobody_and_leaves_nothing_out() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    seat.make_vault("rektor");
    let case = seat.open_case(json!({}));
    let consent = seat.begin(&case, "samtycke-skola-socialtjanst");
    seat.type_in(&consent, sample("samtycke-skola-socialtjanst"));
    seat.complete(&consent, json!(["consent"]));
    let rows = seat.ask("consent", json!({"document": consent}))["signers"].clone();
    let mut step = |input: Value| seat.ask("consent_step", json!({"document": consent, "input": input}));
    for row in rows.as_array().unwrap() {
        step(
            json!({"step": "signed", "row": row["row"], "name": "Mira Öberg", "on": "2026-11-20", "note": "hos Mira"}),
        );
    }
    step(
        json!({"step": "withdrawn", "whole": true, "parties": [], "kinds": [], "name": "Mira Öberg", "on": "2026-11-21", "note": "Mira ringde"}),
    );
    seat.ask("save_packages", told(&[&consent], PASSPHRASE));
    let files = described(&seat);
    let told = events(&files);
    let ink = vec!["signature in ink (own) 2026-11-20"; rows.as_array().unwrap().len()];
    let expected = [
        vec!["creation (listed) now"],
        ink,
        vec![
            "consent withdrawn (own) 2026-11-21",
            "information package creation (listed) now",
        ],
    ];
    assert_eq!(told, expected.concat());
    for (name, text) in files {
        let holds_people = name.contains("/representations/") || name.contains("/metadata/other/");
        for person in ["Łukasz", "Öberg", "Mira"] {
            assert!(holds_people || !text.contains(person), "{name} names {person}");
        }
    }
}

#[test]
fn the_verdict_of_an_electronic_signature_names_nobody() {
    let folder = TempDir::new().unwrap();
    let mut seat = mentor(&folder);
    let document = seat.completed_checklist();
    seat.try_sign(&document, json!({})).unwrap();
    seat.ask("save_packages", told(&[&document], PASSPHRASE));
    let files = described(&seat);
    let told = events(&files);
    assert_eq!(
        told,
        [
            "creation (listed) now",
            "digital signature generation (listed) now",
            "digital signature validation (listed) now",
            "information package creation (listed) now",
        ]
    );
    let page = files
        .iter()
        .find(|(name, _)| name.ends_with("las-mig.html"))
        .unwrap();
    assert!(!page.1.contains("undertecknad av"), "{}", page.1);
}

#[test]
fn the_trail_says_exported_of_what_left_alone() {
    let folder = TempDir::new().unwrap();
    let mut seat = mentor(&folder);
    let case = seat.open_case(json!({}));
    let first = completed(&mut seat, &case, "checklista", json!({}));
    let draft = seat.begin(&case, "checklista");
    seat.ask("save_packages", told(&[&draft], PASSPHRASE));
    let filter = json!({"filter": {"from": "", "until": "", "act": "export", "pupil": "", "case": "", "before": null}});
    let rows = |seat: &mut Seat| seat.ask("trail", filter.clone())["rows"].clone();
    assert_eq!(rows(&mut seat), json!([]), "nothing left");
    seat.ask("save_packages", told(&[&draft, &first], PASSPHRASE));
    let exported = rows(&mut seat);
    assert_eq!(exported.as_array().unwrap().len(), 1);
    assert_eq!(exported[0]["entry"]["command"], "save_packages");
}

#[test]
fn one_damaged_document_does_not_stop_the_others() {
    let folder = TempDir::new().unwrap();
    let mut seat = mentor(&folder);
    let case = seat.open_case(json!({}));
    let damaged = completed(&mut seat, &case, "checklista", json!({}));
    for file in std::fs::read_dir(folder.path().join("attachments")).unwrap() {
        std::fs::remove_file(file.unwrap().path()).unwrap();
    }
    let whole = completed(&mut seat, &case, "checklista", json!({}));
    let answer = seat.ask("save_packages", told(&[&damaged, &whole], PASSPHRASE));
    assert_eq!(answer["saved"], 1);
    assert_eq!(answer["left_out"][0]["document"], damaged);
    assert_ne!(answer["left_out"][0]["label"], "");
}

#[test]
fn a_signed_document_becomes_a_package() {
    let folder = TempDir::new().unwrap();
    let mut seat = mentor(&folder);
    let document = seat.completed_checklist();
    seat.try_sign(&document, json!({})).unwrap();
    let answer = seat.ask("save_packages", told(&[&document], PASSPHRASE));
    assert_eq!(answer, json!({"saved": 1, "left_out": [], "stopped": false}));
    let (name, bytes) = saved(&seat);
    assert!(
        name.starts_with("arkivpaket-") && name.ends_with(".zip"),
        "{name}"
    );
    let found = check(&bytes);
    assert_eq!(found[0].faults, []);
    assert_eq!(history(&mut seat, &document)[0], "packaged");
    leave("signed.zip", &bytes);
}

/// Leaves a package for the judge of others, where one is asked.
fn leave(name: &str, bytes: &[u8]) {
    if let Some(out) = std::env::var_os("PACKAGES_OUT") {
        let folder = PathBuf::from(out).join("whole");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(name), bytes).unwrap();
    }
}

#[test]
fn each_paper_whose_signatures_there_is_a_report_of_has_its_examination() {
    let folder = TempDir::new().unwrap();
    let mut seat = mentor(&folder);
    let case = seat.open_case(json!({}));
    let manners = json!({"guardian-1": "electronic"});
    let consent = completed(&mut seat, &case, "samtycke-skola-socialtjanst", manners);
    let returned = packed(&seat::papers::saved(&mut seat, &consent));
    let view = take_in(&mut seat, &[("returned.pdf", &returned)]);
    assert_eq!(standings(&view), ["incoming-returned-bare"]);
    file(&mut seat, json!([{"key": view["papers"][0]["key"]}]), json!({}));

    seat.ask("save_packages", told(&[&consent], PASSPHRASE));
    let files = described(&seat);
    let reports = files.iter().filter(|(name, _)| name.contains("/metadata/other/"));
    assert_eq!(reports.count(), 1, "of what came back; nobody signed the other");
    let examined = "digital signature validation (listed) now".to_owned();
    assert_eq!(
        events(&files).iter().filter(|event| **event == examined).count(),
        1
    );
    let paper = "<premis:linkingObjectIdentifierValue>representations/original/data/aterkommet-1.pdf<";
    let told_in = |words: &str| files.iter().any(|(_, text)| text.contains(words));
    assert!(told_in(paper), "which one it was");
    assert!(told_in(": aterkommet-1.pdf: "), "and the page says so too");
    leave("returned.zip", &saved(&seat).1);
}

#[test]
fn several_lie_in_one_file_and_what_may_not_leave_is_named() {
    let folder = TempDir::new().unwrap();
    let mut seat = mentor(&folder);
    let case = seat.open_case(json!({}));
    let first = completed(&mut seat, &case, "checklista", json!({}));
    let second = completed(&mut seat, &case, "checklista", json!({}));
    let secret = seat.open_case(json!({"name": "Hemlig", "protected": true, "alias": "Elev X"}));
    let hidden = completed(&mut seat, &secret, "checklista", json!({}));
    let draft = seat.begin(&case, "checklista");
    let all = told(&[&first, &hidden, &draft, &second], PASSPHRASE);
    let answer = seat.ask("save_packages", all);
    assert_eq!(answer["saved"], 2);
    let codes: Vec<&str> = answer["left_out"]
        .as_array()
        .unwrap()
        .iter()
        .map(|left| left["code"].as_str().unwrap())
        .collect();
    assert_eq!(codes, ["protected-print-only", "not-completed"]);
    let (name, bytes) = saved(&seat);
    assert_eq!(name, "arkivpaket-2026-11-21.zip");
    let found = check(&bytes);
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|package| package.faults.is_empty()), "{found:?}");
    assert!(!history(&mut seat, &hidden).contains(&"packaged".to_owned()));
}

#[test]
fn nothing_leaves_without_the_passphrase_or_after_the_lock() {
    let folder = TempDir::new().unwrap();
    let mut seat = mentor(&folder);
    let document = seat.completed_checklist();
    let wrong = seat.refused("save_packages", told(&[&document], "fel lösenord här"));
    assert_eq!(wrong.field.as_deref(), Some("passphrase"));
    let none = seat.refused("save_packages", told(&[], PASSPHRASE));
    assert_eq!(none.problems[0].field, "documents");
    let desk = seat.desk.clone();
    let lock = move || drop(commands::call(&desk, "lock", json!({})));
    *seat.world.meanwhile.lock().unwrap() = Some(Box::new(lock));
    let locked = seat.refused("save_packages", told(&[&document], PASSPHRASE));
    assert_eq!(locked.code, "locked");
    assert!(seat.world.saved.lock().unwrap().is_empty());
}

#[test]
fn work_that_is_stopped_saves_nothing() {
    let folder = TempDir::new().unwrap();
    let mut seat = mentor(&folder);
    let case = seat.open_case(json!({}));
    let documents: Vec<Value> = (0..12)
        .map(|_| completed(&mut seat, &case, "checklista", json!({})))
        .collect();
    let desk = seat.desk.clone();
    let stopping = std::thread::spawn(move || {
        let going = || commands::call(&desk, "progress", json!({})).unwrap()["going"] == true;
        while !going() {
            std::thread::yield_now();
        }
        commands::call(&desk, "stop", json!({})).unwrap();
    });
    let all: Vec<&Value> = documents.iter().collect();
    let answer = seat.ask("save_packages", told(&all, PASSPHRASE));
    stopping.join().unwrap();
    assert_eq!((&answer["stopped"], &answer["saved"]), (&json!(true), &json!(0)));
    assert!(seat.world.saved.lock().unwrap().is_empty());
    assert!(!history(&mut seat, &documents[0]).contains(&"packaged".to_owned()));
}

#[test]
fn a_document_is_saved_for_another_system_with_what_that_asks_for() {
    let folder = TempDir::new().unwrap();
    let mut seat = mentor(&folder);
    let case = seat.open_case(json!({}));
    let document = completed(&mut seat, &case, "checklista", json!({}));
    for (system, end, words) in [
        ("diary", ".xlsx", "Diariet"),
        ("prorenata", ".pdf", "ProReNata"),
        ("pmo", ".pdf", "PMO"),
    ] {
        seat.world.saved.lock().unwrap().clear();
        let told = json!({"document": document, "system": system});
        assert_eq!(seat.ask("save_for_system", told), true);
        let files = seat.world.saved.lock().unwrap().clone();
        let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        let [.., beside, document_file] = names[..] else {
            panic!("{names:?}")
        };
        assert!(beside.ends_with(&format!("-metadata{end}")), "{names:?}");
        assert_eq!(document_file, beside.replace(&format!("-metadata{end}"), ".pdf"));
        let mut files = files.into_iter();
        if let Some((_, bytes)) = files.find(|(name, _)| name.ends_with("-metadata.csv")) {
            let text = String::from_utf8(bytes).unwrap();
            assert!(
                text.starts_with('\u{feff}') && text.contains(document.as_str().unwrap()),
                "{text}"
            );
            assert!(!text.contains("Öberg"), "the diary's row names the pupil: {text}");
        }
        let file = seat.ask("document_file", json!({"document": document}));
        let last = &file["history"][0];
        assert_eq!(
            (&last["kind"], &last["name"]),
            (&json!("exported"), &json!(words))
        );
    }
    let secret = seat.open_case(json!({"name": "Hemlig", "protected": true, "alias": "Elev X"}));
    let hidden = completed(&mut seat, &secret, "checklista", json!({}));
    let refused = seat.refused("save_for_system", json!({"document": hidden, "system": "pmo"}));
    assert_eq!(refused.code, "protected-print-only");
}
