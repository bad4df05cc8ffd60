//! Figures of an attendance register: each mentor gets what concerns the mentor, somebody who follows the school a summary
//! that tells of no pupil, and all of it is gone when its time is out.
#![allow(clippy::unwrap_used, clippy::panic)] // clippy excuses test functions, not what they share

mod seat;

use chrono::{Days, TimeDelta};
use commands::Outside;
use seat::backups::look;
use seat::key::trail;
use seat::school::{School, answer, contact, effects, last, meet, open, standings, take};
use seat::{PASSPHRASE, Seat};
use serde_json::{Value, json};

fn sample() -> Vec<u8> {
    let file = format!("{}/../../tests/samples/narvaro.csv", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(file).unwrap()
}

fn choose(seat: &mut Seat, bytes: impl Into<Vec<u8>>) -> Value {
    *seat.world.file.lock().unwrap() = Some(bytes.into());
    seat.ask("choose_register", json!({}))
}

/// What a person says who takes what is proposed, with what else is said.
fn said(list: &Value, more: Value) -> Value {
    let columns = list["columns"].as_array().unwrap().iter();
    let columns: Vec<&Value> = columns.map(|column| &column["column"]).collect();
    let mut input = json!({"sheet": list["sheet"], "columns": columns, "unit": list["unit"],
        "from": "2026-08-18", "to": "2026-09-01"});
    extend(&mut input, more);
    json!({ "input": input })
}

fn extend(input: &mut Value, more: Value) {
    let more = more.as_object().unwrap().clone();
    input.as_object_mut().unwrap().extend(more);
}

fn map(seat: &mut Seat, bytes: impl Into<Vec<u8>>) -> Value {
    let list = choose(seat, bytes);
    seat.ask("map_register", said(&list, json!({})))
}

fn wish(seat: &Seat, more: Value) -> Value {
    let until = (seat.world.today() + Days::new(20)).to_string();
    let mut input =
        json!({"kind": "figures", "until": until, "purpose": "Frånvaro i augusti", "at_least": 15});
    extend(&mut input, more);
    json!({ "input": input })
}

fn groups(list: &Value) -> Vec<String> {
    let groups = list["groups"].as_array().unwrap().iter();
    groups
        .map(|one| format!("{} {}", one["name"].as_str().unwrap(), one["pupils"]))
        .collect()
}

fn at_fields(seat: &mut Seat, command: &str, told: Value) -> Vec<String> {
    let problems = seat.refused(command, told).problems.into_iter();
    problems
        .map(|problem| format!("{} {}", problem.field, problem.code))
        .collect()
}

#[test]
fn a_list_is_read() {
    let mut school = School::new();
    let seat = &mut school.mentor;
    let list = choose(seat, sample());
    assert_eq!((&list["unit"], &list["mapped"]), (&json!("time"), &json!(false)));
    let seems: Vec<&str> = list["columns"]
        .as_array()
        .unwrap()
        .iter()
        .map(|column| column["column"].as_str().unwrap())
        .collect();
    assert_eq!(
        seems,
        [
            "name",
            "class",
            "mentor",
            "planned",
            "valid",
            "invalid",
            "protected"
        ]
    );
    assert!(
        !list["columns"][0]["samples"].to_string().contains("Ines"),
        "{list}"
    );

    for (wrong, problem) in [
        (json!({"unit": ""}), "unit missing"),
        (json!({"from": ""}), "from missing"),
        (json!({"to": "2026-08-17"}), "to day-outside"),
        (json!({"from": "2099-01-01"}), "from future-day"),
    ] {
        let told = said(&list, wrong.clone());
        assert_eq!(at_fields(seat, "map_register", told)[0], problem, "{wrong}");
    }
    let mut columns = said(&list, json!({}));
    columns["input"]["columns"][5] = json!("left-out");
    assert_eq!(
        at_fields(seat, "map_register", columns),
        ["column-0 absence-column-missing"]
    );

    let list = map(seat, sample());
    assert_eq!((&list["pupils"], &list["protected"]), (&json!(8), &json!([10])));
    assert_eq!(groups(&list), ["Rut Sandberg 6", "Maja Nyström 2"]);
    assert_eq!(list["wrong"][0]["row"], 11);
    assert_eq!(
        list["groups"][0]["contact"],
        contact(seat),
        "whoever has the name is proposed"
    );
    assert_eq!(list["groups"][1]["contact"], "");

    let percent = "Namn;Klass;Frånvaro\nAstrid Almgren;7B;0,125\nBertil Bäck;;1";
    let list = map(seat, percent);
    assert_eq!(
        (&list["unit"], &list["by_mentor"]),
        (&json!("fraction"), &json!(false))
    );
    assert_eq!(groups(&list), ["7B 1", " 1"]);
}

/// A workbook with a sheet for each of these tables.
fn workbook(sheets: &[[[&str; 2]; 2]]) -> Vec<u8> {
    let (main, office, package) = (
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://schemas.openxmlformats.org/package/2006/relationships",
    );
    let relation = |id: &str, kind: &str, to: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{office}/{kind}\" Target=\"{to}\"/>")
    };
    let relations = |all: &str| format!("<Relationships xmlns=\"{package}\">{all}</Relationships>");
    let (mut named, mut related, mut files) = (String::new(), String::new(), Vec::new());
    for (at, rows) in sheets.iter().enumerate() {
        let id = format!("s{at}");
        named += &format!("<sheet name=\"Blad{at}\" sheetId=\"{}\" r:id=\"{id}\"/>", at + 1);
        related += &relation(&id, "worksheet", &format!("worksheets/{id}.xml"));
        let cell = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
        let row = |row: &[&str; 2]| format!("<row>{}</row>", row.map(cell).concat());
        let rows: String = rows.iter().map(row).collect();
        let sheet = format!("<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>");
        files.push((format!("xl/worksheets/{id}.xml"), sheet));
    }
    let book = format!("<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets>{named}</sheets></workbook>");
    let root = relations(&relation("r", "officeDocument", "xl/workbook.xml"));
    files.push(("_rels/.rels".into(), root));
    files.push(("xl/workbook.xml".into(), book));
    files.push(("xl/_rels/workbook.xml.rels".into(), relations(&related)));
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        std::io::Write::write_all(&mut zip, text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn the_days_stay_as_typed_when_another_sheet_is_chosen() {
    let mut school = School::new();
    let seat = &mut school.mentor;
    let heads = ["Namn", "Frånvaro"];
    let list = choose(
        seat,
        workbook(&[
            [heads, ["Astrid Almgren", "0,125"]],
            [heads, ["Bertil Bäck", "12"]],
        ]),
    );
    assert_eq!(
        (&list["sheets"], &list["unit"]),
        (&json!(["Blad0", "Blad1"]), &json!("fraction"))
    );
    let turned = said(&list, json!({"sheet": 1, "from": "18/8", "to": "i höst"}));
    let other = seat.ask("map_register", turned);
    assert_eq!(
        (&other["from"], &other["to"], &other["mapped"]),
        (&json!("18/8"), &json!("i höst"), &json!(false))
    );
    assert_eq!(other["unit"], "percent", "what the sheet says is proposed anew");
    let wrong = said(&other, json!({"from": other["from"], "to": other["to"]}));
    assert_eq!(at_fields(seat, "map_register", wrong), ["to not-a-day"]);
}

#[test]
fn each_mentor_gets_what_concerns_the_mentor() {
    let mut school = School::new();
    let list = map(&mut school.mentor, sample());
    let to = contact(&mut school.mentor);
    let groups = json!([{"name": "Rut Sandberg", "contact": to}, {"name": "Maja Nyström", "contact": ""}]);
    let nobody = wish(
        &school.mentor,
        json!({"groups": [{"name": "Rut Sandberg", "contact": ""}]}),
    );
    assert_eq!(
        at_fields(&mut school.mentor, "send_figures", nobody),
        ["group-0 missing"]
    );
    let late = wish(
        &school.mentor,
        json!({"groups": groups, "until": "2099-01-01", "purpose": " "}),
    );
    assert_eq!(
        at_fields(&mut school.mentor, "send_figures", late),
        ["until day-outside", "purpose missing"]
    );
    assert_eq!(list["until"], "2027-06-30");

    let told = wish(&school.mentor, json!({"groups": groups}));
    assert_eq!(school.mentor.ask("send_figures", told)["to"], json!([to]));
    let sent = last(&school.mentor).1;
    let rektor = &mut school.rektor;
    let parcel = open(rektor, &sent)["waiting"][0].clone();
    assert_eq!(
        effects(&parcel),
        ["effect-figures", "effect-period", "effect-kept-until"]
    );
    assert_eq!(parcel["effects"][0]["to"], "6");
    assert_eq!(
        rektor.ask("figures", json!({})),
        json!([]),
        "nothing before a yes"
    );
    let taken = take(rektor, json!({}));
    assert_eq!(taken["taken"][0]["figures"], true);
    let figures = rektor.ask("figures", json!({}));
    let figures = &figures[0];
    assert_eq!(figures["sender"], "Ebba Lindqvist");
    let pupils: Vec<String> = figures["pupils"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| format!("{} {} {}", one["name"], one["absence"], one["invalid"]).replace('"', ""))
        .collect();
    assert_eq!(
        pupils,
        [
            "Elsa Ekdahl 30,0 10,0",
            "Cecilia Cronström 18,8 0,0",
            "Astrid Almgren 15,0 5,0",
            "Filip Forsgren 2,5 0,0",
            "Bertil Bäck 1,3 0,0",
            "David Dalin 0,0 0,0"
        ]
    );
    let yes = answer(rektor, &taken);
    open(&mut school.mentor, &yes);
    take(&mut school.mentor, json!({}));
    assert!(standings(&mut school.mentor).contains(&"handover-accepted".to_owned()));
    let again = open(rektor, &sent)["waiting"][0]["standing"].clone();
    assert_eq!(again, "parcel-known");
}

/// Several go into one folder; who has got a package gets no other when the rest is sent again.
#[test]
fn what_left_is_said_where_the_rest_could_not_be_written() {
    let mut school = School::new();
    let elsewhere = school._place.path().join("maja");
    let mut maja = Seat::of(&elsewhere, "Maja Nyström", "mentor");
    meet(&mut maja, &mut school.mentor);
    let seat = &mut school.mentor;
    let list = map(seat, sample());
    let groups: Vec<Value> = list["groups"]
        .as_array()
        .unwrap()
        .iter()
        .map(|group| json!({"name": group["name"], "contact": group["contact"]}))
        .collect();
    let told = wish(seat, json!({"groups": groups}));
    *seat.world.folder.lock().unwrap() = None;
    assert_eq!(seat.ask("send_figures", told.clone()), Value::Null);
    let given_up = ("given-up send_figures".to_owned(), String::new());
    assert!(trail(seat).contains(&given_up));
    *seat.world.folder.lock().unwrap() = Some("utkorg".into());
    *seat.world.room.lock().unwrap() = Some(1);
    let sent = seat.ask("send_figures", told.clone());
    assert_eq!(
        (sent["to"].as_array().unwrap().len(), &sent["failed"]),
        (1, &json!("cannot-write"))
    );
    assert!(standings(seat).contains(&"handover-unsent".to_owned()));
    *seat.world.room.lock().unwrap() = Some(0);
    assert_eq!(
        seat.refused("send_figures", told).code,
        "cannot-write",
        "nothing left"
    );
}

/// A backup brings back no figures that went since, and loses none that came.
#[test]
fn a_backup_changes_nothing_of_them() {
    let mut school = School::new();
    map(&mut school.mentor, sample());
    let to = contact(&mut school.mentor);
    let told = wish(&school.mentor, json!({"kind": "aggregates", "contacts": [to]}));
    let mut takes = |rektor: &mut Seat| {
        school.mentor.ask("send_figures", told.clone());
        open(rektor, &last(&school.mentor).1);
        take(rektor, json!({}));
    };
    let rektor = &mut school.rektor;
    takes(rektor);
    rektor.ask("back_up", json!({}));
    let first = rektor.ask("figures", json!({}))[0]["package"].clone();
    rektor.ask("remove_figures", json!({ "package": first }));
    takes(rektor);
    let now = rektor.ask("figures", json!({}));
    look(rektor, false, 0);
    rektor.ask("restore", json!({}));
    assert_eq!(rektor.ask("figures", json!({})), now);
}

/// Nobody with protected identity goes along, marked in the list or known here alone.
#[test]
fn protected_identities_stay() {
    let mut school = School::new();
    let seat = &mut school.mentor;
    seat.ask(
        "save_pupil",
        json!({"pupil": null, "input": {"name": "Elsa Ekdahl", "alias": "Elev E", "protected": true,
            "school": "Björkskolan", "school_form": "grundskola"}}),
    );
    let list = map(seat, sample());
    assert_eq!(
        (&list["pupils"], &list["protected"]),
        (&json!(7), &json!([6, 10]))
    );

    let by_number = "Namn;Personnummer;Frånvaro\nE. Ekdahl;20130101-TF01;12,5\nHugo Holmgren;;3";
    seat.open_case(json!({"name": "Elsa Maria Ekdahl", "alias": "Elev M", "protected": true, "identity_number": "20130101TF01"}));
    let list = map(seat, by_number);
    assert_eq!(list["protected"], json!([2]), "by the number alone");

    // Two marks, words in a column that is left out, and another row of the same pupil.
    let marked =
        "Namn;Frånvaro;Skyddad;Sekretess;Kaffe\nA;1;;Ja;\nB;1;;;skyddad id\nC;1;;;\nC;1;Ja;;\nD;2;Nej;;";
    let list = map(seat, marked);
    assert_eq!(
        (&list["pupils"], &list["protected"]),
        (&json!(1), &json!([2, 3, 4, 5]))
    );
    assert_eq!(list["columns"][0]["samples"], json!(["D"]));
}

#[test]
fn a_summary_tells_of_no_pupil() {
    let mut school = School::new();
    map(&mut school.mentor, sample());
    let to = contact(&mut school.mentor);
    let summary = school.mentor.ask("sum_up", json!({"at_least": 15}));
    // Two in 7C are too few, and 7B with them: the whole would tell.
    assert_eq!(
        summary["rows"],
        json!([
            {"name": "7B", "whole": false, "pupils": null, "mean": null, "over": null},
            {"name": "7C", "whole": false, "pupils": null, "mean": null, "over": null},
            {"name": "", "whole": true, "pupils": 8, "mean": "12,3", "over": null},
        ])
    );
    let told = wish(&school.mentor, json!({"kind": "aggregates", "contacts": [to]}));
    assert_eq!(school.mentor.ask("send_figures", told)["to"], json!([to]));
    let sent = last(&school.mentor).1;
    let parcel = open(&mut school.rektor, &sent)["waiting"][0].clone();
    assert_eq!(effects(&parcel)[0], "effect-aggregates");
    take(&mut school.rektor, json!({}));
    let figures = school.rektor.ask("figures", json!({}));
    assert_eq!(figures[0]["summary"], summary);
    assert_eq!(figures[0]["pupils"], json!([]));

    let reject = wish(&school.mentor, json!({"kind": "aggregates", "contacts": [to]}));
    school.mentor.ask("send_figures", reject);
    let sent = last(&school.mentor).1;
    open(&mut school.rektor, &sent);
    take(&mut school.rektor, json!({"reject": "Fel månad"}));
    assert_eq!(
        school.rektor.ask("figures", json!({})).as_array().unwrap().len(),
        1
    );
}

#[test]
fn they_go_when_their_time_is_out_or_before() {
    let mut school = School::new();
    map(&mut school.mentor, sample());
    let to = contact(&mut school.mentor);
    let groups = json!([{"name": "Rut Sandberg", "contact": to}]);
    for _ in 0..2 {
        let told = wish(&school.mentor, json!({"groups": groups}));
        school.mentor.ask("send_figures", told);
        let sent = last(&school.mentor).1;
        open(&mut school.rektor, &sent);
        take(&mut school.rektor, json!({}));
    }
    let rektor = &mut school.rektor;
    let all = rektor.ask("figures", json!({}));
    let left = rektor.ask("remove_figures", json!({"package": all[0]["package"]}));
    assert_eq!(left, json!([all[1]]));
    for (days, count) in [(20, 1), (1, 0)] {
        rektor.ask("lock", json!({}));
        *rektor.world.ahead.lock().unwrap() += TimeDelta::days(days);
        rektor.ask("unlock", json!({"passphrase": PASSPHRASE}));
        let left = rektor.ask("figures", json!({}));
        assert_eq!(left.as_array().unwrap().len(), count);
    }
    let again = wish(&school.mentor, json!({"groups": groups}));
    school.mentor.ask("send_figures", again);
    let sent = last(&school.mentor).1;
    let waiting = open(&mut school.rektor, &sent)["waiting"][0]["standing"].clone();
    assert_eq!(
        waiting, "parcel-expired",
        "its days are past where it comes too late"
    );
}

/// Figures that wait for the post folder tell of many: whoever gets a protected identity meanwhile may be among them.
#[test]
fn figures_that_wait_do_not_leave_when_somebody_is_protected_since() {
    for (is_protected, standing) in [(false, "handover-sent"), (true, "handover-unsent")] {
        let (mut mentor, _rektor, place) = School::new().apart();
        let drive = place.path().join("drive");
        *mentor.world.folder.lock().unwrap() = Some(drive.clone());
        mentor.ask("choose_mailbox", json!({}));
        let list = map(&mut mentor, sample());
        let to = contact(&mut mentor);
        let group = json!({"name": list["groups"][0]["name"], "contact": to});
        let told = wish(&mentor, json!({"mailbox": true, "groups": [group]}));
        let sent = mentor.ask("send_figures", told);
        assert_eq!((&sent["to"], &sent["waiting"]), (&json!([to]), &json!(1)));
        let input = json!({"name": "Elsa Ekdahl", "alias": "Elev E", "protected": is_protected,
            "school": "Björkskolan", "school_form": "grundskola"});
        mentor.ask("save_pupil", json!({"pupil": null, "input": input}));
        std::fs::create_dir(&drive).unwrap();
        mentor.ask("news_in_mailbox", json!({}));
        assert_eq!(standings(&mut mentor), [standing]);
    }
}
