//! Papers come in, from other vaults, from scanners and from other systems, and are filed, found and checked.

// What cannot be made must stop a test.
#![allow(clippy::unwrap_used, clippy::panic)] // clippy excuses test functions, not what they share

mod seat;

use std::collections::BTreeMap;
use std::fs;

use chrono::{DateTime, Utc};
use commands::signatures::{Wish, sign};
use seat::{Seat, sample};
use serde_json::{Value, json};
use signing::{Identity, Key, Person, Validity};
use tempfile::TempDir;

/// A completed document of a form, each row signed as said.
fn completed(seat: &mut Seat, case: &Value, form: &str, manners: Value) -> Value {
    let document = seat.begin(case, form);
    seat.type_in(&document, sample(form));
    let review = seat.ask("review", json!({"document": document}));
    let others = review["others"].as_array().unwrap().iter();
    let authors: BTreeMap<&str, &str> = others
        .map(|other| (other["role"].as_str().unwrap(), "Omar Lind"))
        .collect();
    let completing = json!({"sections": review["sections"], "manners": manners, "authors": authors});
    seat.ask(
        "complete",
        json!({"document": document, "completing": completing}),
    );
    document
}

fn saved(seat: &mut Seat, document: &Value) -> Vec<u8> {
    seat.ask("save_document", json!({"document": document}));
    seat.world.saved.lock().unwrap().pop().unwrap().1
}

fn take_in(seat: &mut Seat, files: &[(&str, &[u8])]) -> Value {
    let files = files
        .iter()
        .map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec()));
    *seat.world.papers_in.lock().unwrap() = files.collect();
    seat.ask("choose_papers", json!({}))
}

/// Pages that a scanner made a file of each.
fn take_in_pages(seat: &mut Seat, pages: &[Vec<u8>]) -> Value {
    let names: Vec<String> = (0..pages.len()).map(|at| format!("{at}.png")).collect();
    let files: Vec<(&str, &[u8])> = names
        .iter()
        .map(String::as_str)
        .zip(pages.iter().map(Vec::as_slice))
        .collect();
    take_in(seat, &files)
}

/// The pages as a scanner at 200 dots per inch would give them.
fn scanned(pdf: &[u8]) -> Vec<Vec<u8>> {
    let pages = documents::pictures(pdf, 200.0 / 72.0).unwrap();
    pages.into_iter().map(|page| page.png).collect()
}

/// Somebody who is not the owner of any vault here.
fn stranger() -> Identity {
    let mut counter = 0;
    let mut random = |bytes: &mut [u8]| {
        for byte in bytes {
            counter += 1;
            *byte = (counter % 251) as u8;
        }
    };
    let person = Person {
        name: "Omar Lind".into(),
        title: "skolkurator".into(),
        organisation: "Björkskolan".into(),
    };
    let from = "2026-01-01T00:00:00Z".parse::<DateTime<Utc>>().unwrap();
    let validity = Validity {
        from,
        until: from + chrono::Days::new(700),
    };
    Key::generate(&mut random)
        .unwrap()
        .self_signed(&person, validity, &mut random)
        .unwrap()
}

fn file(seat: &mut Seat, papers: Value, rest: Value) -> Value {
    let mut input = json!({"papers": papers});
    input
        .as_object_mut()
        .unwrap()
        .extend(rest.as_object().unwrap().clone());
    seat.ask("file_papers", json!({"input": input}))
}

fn standings(view: &Value) -> Vec<&str> {
    let papers = view["papers"].as_array().unwrap();
    papers
        .iter()
        .map(|paper| paper["standing"].as_str().unwrap())
        .collect()
}

#[test]
fn a_paper_from_another_vault_is_filed_once() {
    let (mentors, rektors) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let mut mentor = Seat::at(mentors.path());
    mentor.make_vault("mentor");
    let case = mentor.open_case(json!({}));
    let document = completed(&mut mentor, &case, "checklista", json!({"mentor": "electronic"}));
    let unsigned = saved(&mut mentor, &document);
    let signing = json!({"document": document, "field": "mentor", "passphrase": "fyra ord på rad", "leave_undrawn": false});
    mentor.ask("sign_document", signing);
    let signed = saved(&mut mentor, &document);

    let mut rektor = Seat::at(rektors.path());
    rektor.make_vault("rektor");
    let mut changed = signed.clone();
    let name = changed.windows(8).rposition(|word| word == b"Birgitta").unwrap();
    changed[name] = b'b';
    let files: [(&str, &[u8]); 3] = [("a.pdf", &signed), ("b.pdf", &changed), ("c.txt", b"words")];
    let view = take_in(&mut rektor, &files);
    assert_eq!(
        standings(&view),
        ["incoming-foreign", "incoming-changed"],
        "{view:#}"
    );
    assert_eq!(
        view["refused"],
        json!([{"file": "c.txt", "code": "scan-unknown-format"}])
    );
    let paper = &view["papers"][0];
    assert_eq!(
        (&paper["needs_pupil"], &paper["pupils"], &paper["verdict"]),
        (&json!(true), &json!([]), &json!("verdict-unknown-issuer"))
    );
    let key = paper["key"].clone();
    let nobody = json!({"input": {"papers": [{"key": key, "pupil": ""}]}});
    let refused = rektor.refused("file_papers", nobody);
    assert_eq!(
        refused.problems[0].field,
        format!("pupil-{}", key.as_str().unwrap())
    );
    assert_eq!(rektor.ask("progress", json!({}))["going"], false);

    let view = file(&mut rektor, json!([{"key": key, "pupil": "new"}]), json!({}));
    assert_eq!(standings(&view), ["incoming-changed"]);
    let filed = &view["filed"][0];
    assert_eq!(
        (&filed["document"], &filed["pupil"]),
        (&document, &sample("checklista")["pupil"]),
        "the document keeps its id"
    );
    let read = rektor.ask("document", json!({"document": document}));
    assert_eq!(read["state"], "undertecknad");
    assert_eq!(saved(&mut rektor, &document), signed, "not a byte is rewritten");

    rektor.ask("clear_intake", json!({}));
    let view = take_in(&mut rektor, &[("a.pdf", &signed), ("old.pdf", &unsigned)]);
    assert_eq!(standings(&view), ["incoming-known", "incoming-older"]);
    let key = view["papers"][1]["key"].clone();
    let view = file(&mut rektor, json!([{"key": key}]), json!({}));
    assert_eq!(view["papers"][1]["refused"], "not-to-be-filed");

    // Another document of the same case, so nobody is asked about the pupil.
    let next = completed(&mut mentor, &case, "analysfragor", json!({}));
    let bytes = saved(&mut mentor, &next);
    let view = take_in(&mut rektor, &[("next.pdf", &bytes)]);
    let paper = &view["papers"][2];
    assert_eq!(
        (&paper["standing"], &paper["needs_pupil"], &paper["pupil"]),
        (
            &json!("incoming-foreign"),
            &json!(false),
            &sample("checklista")["pupil"]
        )
    );
    let view = file(&mut rektor, json!([{"key": paper["key"]}]), json!({}));
    assert_eq!(view["filed"][0]["document"], next);
    rektor.ask("lock", json!({}));
    rektor.ask("unlock", json!({"passphrase": "fyra ord på rad"}));
    assert_eq!(
        rektor.ask("intake", json!({}))["papers"],
        json!([]),
        "nothing lies open in memory"
    );
}

#[test]
fn a_signature_made_elsewhere_comes_back() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    seat.make_vault("rektor");
    let case = seat.open_case(json!({}));
    let document = completed(&mut seat, &case, "kartlaggning", json!({"kurator": "electronic"}));
    let unsigned = saved(&mut seat, &document);
    let wish = Wish {
        field: Some("kurator"),
        at: "2026-11-20T12:00:00+01:00".parse().unwrap(),
        lock: false,
    };
    let signed = sign(&unsigned, &stranger(), &wish).unwrap();
    let view = take_in(&mut seat, &[("signed.pdf", &signed)]);
    assert_eq!(standings(&view), ["incoming-next"], "{view:#}");
    assert_eq!(view["papers"][0]["names"], json!(["Omar Lind"]));
    file(&mut seat, json!([{"key": view["papers"][0]["key"]}]), json!({}));
    assert_eq!(
        seat.ask("document", json!({"document": document}))["state"],
        "undertecknad"
    );
    let kept = seat.ask("document_file", json!({"document": document}));
    let papers = kept["papers"].as_array().unwrap();
    assert_eq!((papers.len(), &papers[1]["current"]), (2, &json!(true)));
    let row = kept["history"]
        .as_array()
        .unwrap()
        .iter()
        .find(|event| event["kind"] == "row-signed")
        .unwrap();
    assert_eq!(
        (&row["name"], &row["on"]),
        (&json!("Omar Lind"), &json!("2026-11-20"))
    );
}

#[test]
fn a_scan_finds_its_document() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    seat.make_vault("kurator");
    let case = seat.open_case(json!({}));
    let document = completed(
        &mut seat,
        &case,
        "kartlaggning",
        json!({"kurator": "ink", "pupil-name": "ink"}),
    );
    let pages = scanned(&saved(&mut seat, &document));
    assert!(pages.len() > 1, "a document of several pages");

    let view = take_in(&mut seat, &[("1.png", &pages[0])]);
    assert_eq!(standings(&view), ["incoming-scan-incomplete"], "{view:#}");
    assert_eq!(view["papers"][0]["missing"][0], 2);
    let view = take_in_pages(&mut seat, &pages[1..]);
    assert_eq!(standings(&view), ["incoming-scan"]);
    let paper = view["papers"][0].clone();
    let rows: Vec<&str> = paper["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["field"].as_str().unwrap())
        .collect();
    assert!(
        rows.contains(&"pupil-name") && rows.contains(&"kurator"),
        "{rows:?}"
    );
    let picture = seat.ask("scanned_page", json!({"at": paper["pages"][0]["at"]}));
    assert!(picture.as_str().unwrap().starts_with("iVBOR"), "a picture");

    let filing = json!([{"key": paper["key"], "rows": rows}]);
    let refused = seat.refused("file_papers", json!({"input": {"papers": filing}}));
    let fields: Vec<&str> = refused
        .problems
        .iter()
        .map(|problem| problem.field.as_str())
        .collect();
    assert_eq!(fields, ["kept-by", "on"]);
    let view = file(
        &mut seat,
        filing,
        json!({"kept_by": "Rektors arkivskåp", "on": "20/11"}),
    );
    assert_eq!(
        (standings(&view), view["filed"].as_array().unwrap().len()),
        (vec![], 1)
    );
    assert_eq!(
        seat.ask("document", json!({"document": document}))["state"],
        "undertecknad"
    );
    let kept = seat.ask("document_file", json!({"document": document}));
    assert_eq!(
        (&kept["papers"][1]["kind"], &kept["papers"][1]["current"]),
        (&json!("scan"), &json!(false))
    );
    let keeper = kept["history"]
        .as_array()
        .unwrap()
        .iter()
        .find(|event| event["kind"] == "original-kept")
        .unwrap();
    assert_eq!(keeper["name"], "Rektors arkivskåp");
    let shown = seat.ask("paper_pages", json!({"document": document, "number": 2}));
    assert_eq!(shown.as_array().unwrap().len(), pages.len());

    let view = take_in_pages(&mut seat, &pages);
    assert_eq!(standings(&view), ["incoming-known"]);
    let view = seat.ask(
        "put_aside",
        json!({"papers": [view["papers"][0]["key"]], "pages": []}),
    );
    assert_eq!(standings(&view), Vec::<&str>::new());
}

/// The code of a page is hidden, so a person says where it belongs.
#[test]
fn a_page_without_a_code_is_placed_by_a_person() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    seat.make_vault("kurator");
    let case = seat.open_case(json!({}));
    let document = completed(&mut seat, &case, "checklista", json!({}));
    let pdf = saved(&mut seat, &document);
    let small = documents::pictures(&pdf, 0.35).unwrap();
    let files: Vec<(&str, &[u8])> = small
        .iter()
        .map(|page| ("faint.png", page.png.as_slice()))
        .collect();
    let mut pages = Vec::new();
    for one in &files {
        let view = take_in(&mut seat, &[*one]);
        pages = view["loose"].as_array().unwrap().clone();
        assert_eq!(view["places"][0]["document"], document);
    }
    assert_eq!(pages.len(), small.len());
    let told = |at: &Value, page: &str| json!({"at": at, "document": document, "page": page});
    assert_eq!(
        seat.refused("place_page", told(&pages[0]["at"], "99"))
            .field
            .as_deref(),
        Some("page")
    );
    seat.ask("turn_page", json!({"at": pages[0]["at"]}));
    let mut view = Value::Null;
    for (at, page) in pages.iter().enumerate() {
        view = seat.ask("place_page", told(&page["at"], &(at + 1).to_string()));
    }
    assert_eq!(
        (standings(&view), &view["loose"]),
        (vec!["incoming-scan"], &json!([]))
    );
}

#[test]
fn who_is_protected_stays_on_paper() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    seat.make_vault("kurator");
    let case = seat.open_case(json!({"protected": true, "alias": "Ek"}));
    let document = completed(&mut seat, &case, "checklista", json!({}));
    seat.ask(
        "print",
        json!({"order": {"documents": [document], "printer": "pdf"}}),
    );
    let pdf = seat.world.printed.lock().unwrap().pop().unwrap();
    let pages = scanned(&pdf);
    let view = take_in_pages(&mut seat, &pages);
    assert_eq!(standings(&view), ["incoming-protected"]);
    assert_eq!(view["papers"][0]["pupil"], Value::Null);
    let key = view["papers"][0]["key"].clone();
    let view = file(&mut seat, json!([{"key": key}]), json!({"kept_by": "Arkivet"}));
    assert_eq!(view["filed"], json!([]));
}

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
