//! A list that was brought in by mistake is taken back: what it brought and nobody has touched since, and nothing else.

#![allow(clippy::unwrap_used, clippy::panic)] // a test program says what failed by panicking

mod seat;

use seat::backups::{look, seat};
use seat::{PASSPHRASE, Seat};
use serde_json::{Value, json};

/// Brings in a list whose columns are what they seem to be; `choices` says whom each row is about.
fn bring_in(seat: &mut Seat, list: &str, choices: &[&str]) -> Vec<Value> {
    *seat.world.file.lock().unwrap() = Some(list.as_bytes().to_vec());
    let read = seat.ask("choose_case_list", json!({}));
    let columns = read["columns"].as_array().unwrap().iter();
    let columns: Vec<&Value> = columns.map(|column| &column["column"]).collect();
    let input = json!({
        "sheet": 0, "columns": columns, "title": "Frånvaro", "school": "Björkskolan", "school_form": "grundskola",
    });
    seat.ask("map_case_list", json!({ "input": input }));
    let rows = (2..).zip(choices);
    let rows: Vec<Value> = rows
        .map(|(row, pupil)| json!({"row": row, "pupil": pupil}))
        .collect();
    let brought = seat.ask("bring_in_cases", json!({"input": {"rows": rows}}));
    let cases = brought["cases"].as_array().unwrap().iter();
    cases.map(|one| one["case"].clone()).collect()
}

/// `pupil why` of the cases of a list.
fn rows(rows: &Value) -> Vec<String> {
    let all = rows.as_array().unwrap().iter();
    let say = |row: &Value| match row["why"].as_str() {
        Some(why) => format!("{} {why}", row["pupil"].as_str().unwrap()),
        None if row["with_pupil"] == true => format!("{} too", row["pupil"].as_str().unwrap()),
        None => row["pupil"].as_str().unwrap().to_owned(),
    };
    all.map(say).collect()
}

fn names(seat: &mut Seat) -> Vec<String> {
    let pupils = seat.ask("pupils", json!({"search": ""}));
    let all = pupils.as_array().unwrap().iter();
    all.map(|one| one["name"].as_str().unwrap().to_owned()).collect()
}

fn order(import: &Value, passphrase: &str) -> Value {
    let goes = import["goes"].as_array().unwrap().iter();
    let cases: Vec<&Value> = goes.map(|one| &one["case"]).collect();
    json!({"input": {"import": import["import"], "cases": cases, "passphrase": passphrase}})
}

#[test]
fn what_nobody_has_touched_goes_and_the_rest_stays_with_its_reason() {
    let (_place, mut seat) = seat();
    let here = seat.open_case(json!({"name": "Siv Ekåsen"}));
    let siv = seat.ask("case", json!({ "case": here }))["pupil"]["id"].clone();
    let list = "Namn;Ärende;Status\nBo Ek;Frånvaro;Vilande\nEva Alm;Frånvaro;Pågår\nSiv Ekåsen;Hösten;Pågår\n\
                Ulf Berg;Frånvaro;\nMia Dahl;Frånvaro;\nMia Dahl;Våren;\nKaj Lind;Frånvaro;\n";
    let choices = ["new", "new", siv.as_str().unwrap(), "new", "new", "row-6", "new"];
    let cases = bring_in(&mut seat, list, &choices);
    let [_, eva, _, ulf, mia, _, kaj] = &cases[..] else {
        panic!("seven cases")
    };
    seat.begin(eva, "checklista");
    let told = json!({"to": "Polisen", "what": "Hemma", "kinds": [], "how": "telefon", "on": "2026-11-21", "ground": "duty", "reason": ""});
    seat.ask("disclose", json!({"case": ulf, "input": told}));
    let pupil = seat.ask("case", json!({ "case": kaj }))["pupil"]["id"].clone();
    let mut input = seat.ask("pupil", json!({ "pupil": pupil }))["input"].clone();
    input["class"] = "9A".into();
    seat.ask("save_pupil", json!({"pupil": pupil, "input": input}));
    let half = json!({"form": "disclose", "about": mia, "part": ""});
    seat.ask("keep_unfinished", json!({"place": half, "body": {"what": "Att"}}));

    let imports = seat.ask("imports", json!({}));
    assert_eq!(rows(&imports[0]["goes"]), ["Bo Ek too", "Siv Ekåsen", "Mia Dahl"]);
    assert_eq!(
        rows(&imports[0]["stays"]),
        [
            "Eva Alm document",
            "Ulf Berg happened",
            "Mia Dahl half-typed",
            "Kaj Lind pupil"
        ]
    );
    let wrong = seat.refused("take_back_import", order(&imports[0], "fel"));
    assert_eq!(wrong.field.as_deref(), Some("passphrase"));
    seat.ask("keep_unfinished", json!({"place": half, "body": null}));
    let changed = seat.refused("take_back_import", order(&imports[0], PASSPHRASE));
    assert_eq!(changed.code, "import-changed", "more would go than was shown");
    assert_eq!(names(&mut seat).len(), 6);

    let imports = seat.ask("imports", json!({}));
    assert_eq!(
        rows(&imports[0]["goes"]),
        ["Bo Ek too", "Siv Ekåsen", "Mia Dahl too", "Mia Dahl too"]
    );
    let left = seat.ask("take_back_import", order(&imports[0], PASSPHRASE));
    assert_eq!(rows(&left[0]["goes"]), [] as [&str; 0]);
    assert_eq!(
        names(&mut seat),
        ["Eva Alm", "Kaj Lind", "Siv Ekåsen", "Ulf Berg"]
    );
    assert_eq!(
        seat.ask("case", json!({ "case": here }))["pupil"]["cases"]
            .as_array()
            .unwrap()
            .len(),
        1,
        "her case from before is there"
    );
    let nothing = seat.refused("take_back_import", order(&left[0], PASSPHRASE));
    assert_eq!(nothing.code, "import-changed");
    let trail = json!({"filter": {"from": "", "until": "", "act": "dispose", "pupil": "", "case": "", "before": null}});
    let kept = seat.ask("trail", trail)["rows"].as_array().unwrap().clone();
    assert_eq!(kept.len(), 4);
    assert!(
        kept.iter()
            .all(|row| row["entry"]["command"] == "take_back_import")
    );
}

#[test]
fn one_list_is_taken_back_without_another_and_can_be_brought_in_again() {
    let (_place, mut seat) = seat();
    bring_in(&mut seat, "Namn\nBo Ek\n", &["new"]);
    bring_in(&mut seat, "Namn\nEva Alm\n", &["new"]);
    let imports = seat.ask("imports", json!({}));
    assert_eq!(rows(&imports[0]["goes"]), ["Eva Alm too"], "the last one first");
    let left = seat.ask("take_back_import", order(&imports[0], PASSPHRASE));
    assert_eq!(left, json!([imports[1]]));
    assert_eq!(names(&mut seat), ["Bo Ek"]);
    bring_in(&mut seat, "Namn\nEva Alm\n", &["new"]);
    assert_eq!(names(&mut seat), ["Bo Ek", "Eva Alm"]);
}

#[test]
fn what_was_taken_back_does_not_come_again_with_a_backup() {
    let (_place, mut seat) = seat();
    bring_in(&mut seat, "Namn;Status\nBo Ek;Vilande\n", &["new"]);
    seat.ask("back_up", json!({}));
    let imports = seat.ask("imports", json!({}));
    seat.ask("take_back_import", order(&imports[0], PASSPHRASE));
    look(&mut seat, false, 0);
    seat.ask("restore", json!({}));
    assert_eq!(names(&mut seat), [] as [&str; 0]);
    assert_eq!(seat.ask("imports", json!({})), json!([]));
}
