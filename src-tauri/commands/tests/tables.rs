//! Lists that leave for a spreadsheet: as they were searched, naming nobody unless that is asked for, never without a
//! trace, and with nothing in a cell that a spreadsheet takes for a formula.
#![allow(clippy::unwrap_used, clippy::panic)] // clippy excuses test functions, not what they share

mod seat;

use calamine::{Data, DataType as _, Reader as _, Xlsx};
use seat::papers::completed;
use seat::school::{School, contact, last, open, take};
use seat::{PASSPHRASE, Seat};
use serde_json::{Value, json};
use tempfile::TempDir;

/// The rows of the workbook that was saved last, the headings first.
fn book(seat: &Seat, sheet: &str) -> (String, Vec<Vec<Data>>) {
    let (name, bytes) = last(seat);
    let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range(sheet).unwrap();
    (name, range.rows().map(<[Data]>::to_vec).collect())
}

fn words(row: &[Data]) -> Vec<String> {
    row.iter().map(ToString::to_string).collect()
}

fn list(filter: Value, names: bool, kind: &str) -> Value {
    json!({"input": {"filter": filter, "names": names, "kind": kind}})
}

fn exported(seat: &mut Seat, document: &Value) -> Vec<Value> {
    let file = seat.ask("document_file", json!({"document": document}));
    let history = file["history"].as_array().unwrap().iter();
    let left = history.filter(|event| event["kind"] == "exported");
    left.map(|event| json!([event["name"], event["on"], event["note"]]))
        .collect()
}

#[test]
fn the_archive_leaves_as_it_was_searched_and_names_nobody_unasked() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    seat.make_vault("rektor");
    let case = seat.open_case(json!({}));
    let document = completed(&mut seat, &case, "checklista", json!({}));
    let other = completed(&mut seat, &case, "checklista", json!({}));
    let secret = seat.open_case(json!({"name": "Hemlig", "protected": true, "alias": "Elev X"}));
    let hidden = completed(&mut seat, &secret, "checklista", json!({}));
    let entry = json!({"system": "=HYPERLINK(1)", "number": "PRN-77", "on": "2026-11-20"});
    seat.ask("register_document", json!({"document": document, "input": entry}));

    let saved = seat.ask("save_archive_list", list(json!({}), false, "xlsx"));
    assert_eq!(saved, json!({"rows": 2, "left_out": 1}));
    let (name, rows) = book(&seat, "Arkivlista");
    assert_eq!(name, "arkivlista-2026-11-21.xlsx");
    let headings = [
        "Formulär",
        "Skola",
        "Läge",
        "Färdigställd",
        "Mottagen",
        "Registrerad i",
        "Nummer där",
        "Registrerad den",
        "Dokumentets id",
    ];
    assert_eq!(words(&rows[0]), headings);
    assert_eq!(rows.len(), 3);
    let row = rows
        .iter()
        .find(|row| words(row).contains(&document.as_str().unwrap().to_owned()));
    let row = row.unwrap();
    assert!(
        row[3].is_datetime() && row[7].is_datetime(),
        "days are days: {row:?}"
    );
    assert_eq!(
        words(row)[5],
        "'=HYPERLINK(1)",
        "what begins like a formula is marked"
    );
    let all = format!("{rows:?}");
    for said in ["Öberg", "20121224", hidden.as_str().unwrap(), "Elev X"] {
        assert!(!all.contains(said), "{said} is in {all}");
    }

    seat.ask(
        "save_archive_list",
        list(json!({"search": "prn-77"}), true, "csv"),
    );
    let (name, csv) = last(&seat);
    let csv = String::from_utf8(csv).unwrap();
    assert!(
        name.ends_with(".csv") && csv.starts_with("\u{feff}\"Elev\";\"Ärende\";"),
        "{csv}"
    );
    assert_eq!(csv.lines().count(), 2, "as it was searched: {csv}");
    assert!(csv.contains("Łukasz Öberg"), "asked for: {csv}");

    let line = |with: &str| {
        json!([
            "Lista för Excel",
            "2026-11-21",
            format!("En rad om dokumentet, {with} elevens namn")
        ])
    };
    assert_eq!(exported(&mut seat, &document), [line("med"), line("utan")]);
    assert_eq!(exported(&mut seat, &other), [line("utan")]);
    assert_eq!(exported(&mut seat, &hidden), Vec::<Value>::new());
    let wrong = seat.refused("save_archive_list", list(json!({"from": "igår"}), false, "csv"));
    assert_eq!(wrong.problems[0].field, "from");
}

#[test]
fn a_list_that_cannot_be_written_did_not_leave_and_an_old_passphrase_is_asked_for() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    seat.make_vault("rektor");
    let case = seat.open_case(json!({}));
    let document = completed(&mut seat, &case, "checklista", json!({}));
    *seat.world.is_full.lock().unwrap() = true;
    seat.refused("save_archive_list", list(json!({}), false, "xlsx"));
    *seat.world.is_full.lock().unwrap() = false;
    let file = seat.ask("document_file", json!({"document": document}));
    let [undone, left] = [&file["history"][0], &file["history"][1]];
    assert_eq!(
        [&undone["kind"], &left["kind"], &left["undone"]],
        [&json!("not-done"), &json!("exported"), &json!(true)]
    );
    *seat.world.ahead.lock().unwrap() += chrono::TimeDelta::minutes(6);
    let again = seat.refused("save_archive_list", list(json!({}), false, "xlsx"));
    assert_eq!(again.code, "passphrase-again");
    seat.ask("confirm", json!({"passphrase": PASSPHRASE}));
    assert_eq!(
        seat.ask("save_archive_list", list(json!({}), false, "xlsx"))["rows"],
        1
    );
}

#[test]
fn absence_summed_up_leaves_without_what_could_tell_of_one_pupil() {
    let mut school = School::new();
    let mentor = &mut school.mentor;
    let file = format!("{}/../../tests/samples/narvaro.csv", env!("CARGO_MANIFEST_DIR"));
    *mentor.world.file.lock().unwrap() = Some(std::fs::read(file).unwrap());
    let list = mentor.ask("choose_register", json!({}));
    let columns = list["columns"].as_array().unwrap().iter();
    let columns: Vec<&Value> = columns.map(|column| &column["column"]).collect();
    let said = json!({"sheet": list["sheet"], "columns": columns, "unit": list["unit"],
        "from": "2026-08-18", "to": "2026-09-01"});
    mentor.ask("map_register", json!({"input": said}));

    let told = json!({"at_least": 15, "kind": "xlsx"});
    assert_eq!(mentor.ask("save_summary", told), true);
    let (name, rows) = book(mentor, "Frånvaro");
    assert_eq!(name, "franvaro-2026-08-18-2026-09-01.xlsx");
    assert_eq!(
        words(&rows[0])[2..5],
        ["Klass", "Elever", "Frånvaro i genomsnitt, procent"]
    );
    assert_eq!(
        words(&rows[1])[2..],
        ["7B", "visas inte", "visas inte", "visas inte"]
    );
    let whole = rows.last().unwrap();
    assert!(whole[0].is_datetime() && whole[3].is_float(), "{whole:?}");
    assert_eq!(words(whole)[2..], ["Alla", "8", "12.3", "visas inte"]);

    let to = contact(mentor);
    let wish = json!({"kind": "aggregates", "until": "2026-12-11", "purpose": "Augusti", "at_least": 15, "contacts": [to]});
    mentor.ask("send_figures", json!({"input": wish}));
    let package = last(mentor).1;
    let rektor = &mut school.rektor;
    open(rektor, &package);
    take(rektor, json!({}));
    let id = rektor.ask("figures", json!({}))[0]["package"].clone();
    let told = json!({"package": id, "kind": "csv"});
    assert_eq!(rektor.ask("save_received_summary", told), true);
    let (name, csv) = last(rektor);
    let csv = String::from_utf8(csv).unwrap();
    assert_eq!(name, "franvaro-2026-08-18-2026-09-01.csv");
    assert!(
        csv.ends_with("\"Alla\";\"8\";\"12,3\";\"visas inte\"\r\n"),
        "{csv}"
    );
    let none = json!({"package": "3fa85f64-5717-4562-b3fc-2c963f66afa6", "kind": "csv"});
    assert_eq!(rektor.refused("save_received_summary", none).code, "not-found");
}
