//! Papers for tests: completed, saved, scanned, signed by a stranger, taken in and filed.

use std::collections::BTreeMap;
use std::path::Path;

use cases::{DocumentId, EventId, EventKind};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use signing::{Identity, Key, Person, Validity};

use super::{Seat, sample};

/// A completed document of a form, each row signed as said.
pub fn completed(seat: &mut Seat, case: &Value, form: &str, manners: Value) -> Value {
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

pub fn saved(seat: &mut Seat, document: &Value) -> Vec<u8> {
    seat.ask("save_document", json!({"document": document}));
    seat.world.saved.lock().unwrap().pop().unwrap().1
}

pub fn take_in(seat: &mut Seat, files: &[(&str, &[u8])]) -> Value {
    let files = files
        .iter()
        .map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec()));
    *seat.world.papers_in.lock().unwrap() = files.collect();
    seat.ask("choose_papers", json!({}))
}

/// Pages that a scanner made a file of each.
pub fn take_in_pages(seat: &mut Seat, pages: &[Vec<u8>]) -> Value {
    let names: Vec<String> = (0..pages.len()).map(|at| format!("{at}.png")).collect();
    let files: Vec<(&str, &[u8])> = names
        .iter()
        .map(String::as_str)
        .zip(pages.iter().map(Vec::as_slice))
        .collect();
    take_in(seat, &files)
}

/// The pages as a scanner at 200 dots per inch would give them.
pub fn scanned(pdf: &[u8]) -> Vec<Vec<u8>> {
    let pages = documents::pictures(pdf, 200.0 / 72.0).unwrap();
    pages.into_iter().map(|page| page.png).collect()
}

/// Somebody who is not the owner of any vault here.
pub fn stranger() -> Identity {
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

/// A document as another system gives it back: without what it answers and what it says of itself, in fields of its own
/// names, signed by the system.
pub fn packed(pdf: &[u8]) -> Vec<u8> {
    let fields = documents::inspect(pdf).unwrap().signatures.into_iter();
    stripped(pdf, fields.map(|field| field.name.into_bytes()).collect())
}

/// The same by a system, or a sender, that leaves the fields their names.
pub fn packed_in_our_fields(pdf: &[u8]) -> Vec<u8> {
    stripped(pdf, Vec::new())
}

fn stripped(pdf: &[u8], mut ours: Vec<Vec<u8>>) -> Vec<u8> {
    ours.extend([b"/AF".to_vec(), b"nvl:".to_vec()]);
    let mut packed = pdf.to_vec();
    for words in ours {
        let places = packed.windows(words.len()).enumerate();
        let places: Vec<usize> = places
            .filter_map(|(at, part)| (part == words).then_some(at))
            .collect();
        assert!(!places.is_empty());
        for at in places {
            // As long as before, so that everything else stays where the document says.
            packed[at + 1..at + words.len()].reverse();
        }
    }
    let wish = commands::signatures::Wish {
        field: None,
        at: "2026-11-20T12:00:00+01:00".parse().unwrap(),
        lock: false,
    };
    commands::signatures::sign(&packed, &stranger(), &wish, None).unwrap()
}

pub fn file(seat: &mut Seat, papers: Value, rest: Value) -> Value {
    let mut input = json!({"papers": papers});
    input
        .as_object_mut()
        .unwrap()
        .extend(rest.as_object().unwrap().clone());
    seat.ask("file_papers", json!({"input": input}))
}

pub fn standings(view: &Value) -> Vec<&str> {
    let papers = view["papers"].as_array().unwrap();
    papers
        .iter()
        .map(|paper| paper["standing"].as_str().unwrap())
        .collect()
}

pub fn text(pdf: &[u8]) -> String {
    documents::pictures(pdf, 1.0)
        .unwrap()
        .into_iter()
        .map(|page| page.text + "\n")
        .collect()
}

/// Who keeps the originals.
pub const KEPT_BY: &str = "Expeditionen";

/// Files a scan of a document, on which every row is signed that waits for a pen.
pub fn scan(seat: &mut Seat, document: &Value) -> Vec<Vec<u8>> {
    let pages = scanned(&saved(seat, document));
    let view = take_in_pages(seat, &pages);
    let paper = view["papers"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(paper["standing"], "incoming-scan", "{paper}");
    let rows = paper["rows"].as_array().unwrap().iter();
    let rows: Vec<Value> = rows.map(|row| row["field"].clone()).collect();
    let filing = json!([{"key": paper["key"], "rows": rows}]);
    file(seat, filing, json!({"kept_by": KEPT_BY, "on": "20/11"}));
    pages
}

pub fn file_of(seat: &mut Seat, document: &Value) -> Value {
    seat.ask("document_file", json!({ "document": document }))
}

pub fn state(seat: &mut Seat, document: &Value) -> String {
    let view = seat.ask("document", json!({ "document": document }));
    view["state"].as_str().unwrap().to_owned()
}

pub fn consent(seat: &mut Seat, document: &Value) -> Value {
    seat.ask("consent", json!({ "document": document }))
}

/// The bytes of a document's scan.
pub fn scan_of(seat: &mut Seat, document: &Value) -> Vec<u8> {
    let kept = file_of(seat, document);
    let papers = kept["papers"].as_array().unwrap().iter();
    let found = papers.rev().find(|paper| paper["kind"] == "scan").unwrap()["number"].clone();
    seat.ask("save_paper", json!({"document": document, "number": found}));
    seat.world.saved.lock().unwrap().pop().unwrap().1
}

/// What has happened to a document of one kind, as it is shown.
pub fn events(seat: &mut Seat, document: &Value, kind: &str) -> Vec<Value> {
    let kept = file_of(seat, document);
    let history = kept["history"].as_array().unwrap().iter();
    history.filter(|event| event["kind"] == kind).cloned().collect()
}

/// Writes down of a document what no command does, in the vault itself.
pub fn write_down(seat: &mut Seat, folder: &Path, document: &Value, (kind, data): (EventKind, Value)) {
    seat.ask("lock", json!({}));
    let key = vault::Passphrase::typed(super::PASSPHRASE);
    let vault = vault::Vault::open(folder, &vault::Key::Passphrase(&key), super::noon()).unwrap();
    let id: DocumentId = document.as_str().unwrap().parse().unwrap();
    vault
        .write(|write| {
            let cover = write.documents().get(id)?.unwrap();
            let case = write.cases().get(cover.case)?.unwrap();
            // Once of a kind for each document.
            let mixed = |text: &str| text.bytes().fold(0_u8, |sum, byte| sum.wrapping_mul(31) ^ byte);
            let event = vault::Event {
                id: EventId::new(
                    super::noon(),
                    &[mixed(&id.to_string()) ^ mixed(kind.as_str()); 10],
                ),
                kind,
                at: super::noon(),
                by: "Birgitta Ek".into(),
                subject: vault::Subject {
                    pupil: Some(case.pupil()),
                    case: Some(case.id()),
                    document: Some(id),
                },
                data,
            };
            write.events_mut().add(&event)
        })
        .unwrap();
    drop(vault);
    seat.ask("unlock", json!({"passphrase": super::PASSPHRASE}));
}
