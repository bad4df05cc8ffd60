//! An old list of cases is brought in once, by a person, all of it or nothing; nobody is taken for somebody else by a
//! number or a name, and nothing that the list tells is lost.
#![allow(clippy::unwrap_used, clippy::panic)] // clippy excuses test functions, not what they share

mod seat;

use commands::CommandError;
use seat::{PASSPHRASE, Seat};
use serde_json::{Value, json};
use tempfile::TempDir;

fn at_a_desk(folder: &TempDir) -> Seat {
    let mut seat = Seat::at(folder.path());
    seat.make_vault("coordinator");
    seat
}

fn sample() -> Vec<u8> {
    let file = format!(
        "{}/../../tests/samples/arendelista.csv",
        env!("CARGO_MANIFEST_DIR")
    );
    std::fs::read(file).unwrap()
}

fn choose(seat: &mut Seat, bytes: impl Into<Vec<u8>>) -> Value {
    *seat.world.file.lock().unwrap() = Some(bytes.into());
    seat.ask("choose_case_list", json!({}))
}

/// What a person says of the columns who changes nothing.
fn as_proposed(list: &Value) -> Value {
    let columns: Vec<Value> = list["columns"]
        .as_array()
        .unwrap()
        .iter()
        .map(|column| column["column"].clone())
        .collect();
    json!({"input": {
        "sheet": list["sheet"], "columns": columns, "title": list["title"], "school": list["school"],
        "school_form": list["school_form"],
    }})
}

/// Chooses a list and takes what is proposed.
fn map(seat: &mut Seat, bytes: impl Into<Vec<u8>>) -> Value {
    let list = choose(seat, bytes);
    seat.ask("map_case_list", as_proposed(&list))
}

/// `row standing` of every row.
fn standings(list: &Value) -> Vec<String> {
    let rows = list["rows"].as_array().unwrap().iter();
    rows.map(|row| format!("{} {}", row["row"], row["standing"].as_str().unwrap()))
        .collect()
}

fn row(list: &Value, number: u32) -> Value {
    let mut rows = list["rows"].as_array().unwrap().iter();
    rows.find(|row| row["row"] == number).unwrap().clone()
}

fn told(rows: &[(u32, &str)]) -> Value {
    let rows: Vec<Value> = rows
        .iter()
        .map(|(row, pupil)| json!({"row": row, "pupil": pupil}))
        .collect();
    json!({"input": {"rows": rows}})
}

fn bring_in(seat: &mut Seat, rows: &[(u32, &str)]) -> Value {
    seat.ask("bring_in_cases", told(rows))
}

fn at_fields(error: CommandError) -> Vec<String> {
    let each = error.problems.into_iter();
    each.map(|problem| format!("{} {}", problem.field, problem.code))
        .collect()
}

fn pupils(seat: &mut Seat) -> Vec<Value> {
    seat.ask("pupils", json!({"search": ""}))
        .as_array()
        .unwrap()
        .clone()
}

/// The commands that the trail has kept, the first one first.
fn trail(seat: &mut Seat) -> Vec<String> {
    let filter =
        json!({"filter": {"from": "", "until": "", "act": "", "pupil": "", "case": "", "before": null}});
    let view = seat.ask("trail", filter);
    let rows = view["rows"].as_array().unwrap().iter().rev();
    rows.map(|row| row["entry"]["command"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn check() {
    let folder = TempDir::new().unwrap();
    let mut seat = at_a_desk(&folder);
    let list = choose(&mut seat, sample());
    assert_eq!(
        (&list["above"], &list["count"], &list["mapped"]),
        (&json!(1), &json!(5), &json!(false))
    );
    let columns = list["columns"].as_array().unwrap();
    let seem: Vec<&str> = columns
        .iter()
        .map(|column| column["column"].as_str().unwrap())
        .collect();
    assert_eq!(
        seem.join(" "),
        "name identity-number class school protected guardian guardian-phone opened note note left-out"
    );
    assert!(
        !list.to_string().contains("Elev med skydd"),
        "no sample of anybody protected"
    );
    assert_eq!(columns[10]["filled"], 2, "what is left out is counted");

    let list = seat.ask("map_case_list", as_proposed(&list));
    assert_eq!(
        standings(&list),
        ["3 new", "4 new", "5 wrong", "6 protected", "7 new"]
    );
    assert_eq!(row(&list, 5)["problems"][0]["code"], "identity-check-digit");
    assert_eq!(row(&list, 6)["name"], "", "nothing of a protected pupil is shown");
    assert_eq!(row(&list, 4)["unread"][0]["heading"], "Telefon vårdnadshavare");
    assert_eq!(
        pupils(&mut seat),
        Vec::<Value>::new(),
        "nothing is written before a person says so"
    );

    let done = bring_in(&mut seat, &[(3, "new"), (7, "new")]);
    assert_eq!(
        (done["cases"].as_array().unwrap().len(), &done["left_out"]),
        (2, &json!(3))
    );
    assert_eq!(
        seat.ask("case_list", json!({})),
        Value::Null,
        "the list is forgotten"
    );
    let astrid = &pupils(&mut seat)[0];
    assert_eq!(astrid["name"], "Astrid Almgren");
    assert_eq!(astrid["cases"][0]["opened"], "2025-08-25");
    let case = seat.ask("case", json!({"case": astrid["cases"][0]["id"]}));
    assert_eq!(case["brought_in"]["on"], "2026-11-21");
    assert_eq!(
        case["brought_in"]["notes"],
        json!([
            {"heading": "Handläggare", "text": "Birgitta Ek"},
            {"heading": "Status", "text": "Pågår. Samtal varje vecka;\nnästa 9/9"},
        ])
    );
    let pupil = seat.ask("pupil", json!({"pupil": astrid["id"]}));
    assert_eq!(pupil["input"]["guardians"][0]["phone"], "070-123 45 67");
    let kept = trail(&mut seat);
    assert_eq!(
        kept.iter().filter(|command| *command == "bring_in_cases").count(),
        2
    );

    // The same list again: what is here is seen, and the headings mean what they meant.
    let list = choose(&mut seat, sample());
    let mut input = as_proposed(&list);
    input["input"]["columns"][9] = json!("left-out");
    seat.ask("map_case_list", input);
    let list = choose(&mut seat, sample());
    assert_eq!(list["columns"][9]["column"], "left-out");
    let list = seat.ask("map_case_list", as_proposed(&list));
    assert_eq!(
        standings(&list),
        ["3 already", "4 new", "5 wrong", "6 protected", "7 ask"],
        "a name without a day is nobody who was brought in"
    );
    assert_eq!(row(&list, 3)["may_be_new"], false, "nobody has another's number");
}

/// A list whose persons may be, are, and must not be those who are here, mapped.
fn with_namesakes(folder: &TempDir) -> (Seat, Value) {
    let mut seat = at_a_desk(folder);
    let person = |name: &str, number: &str| json!({"name": name, "identity_number": number});
    for (name, number) in [
        ("Omar Haddad", "201301012389"),
        ("Siv Ekåsen", ""),
        ("Åsa Öberg", "201008172387"),
    ] {
        seat.open_case(person(name, number));
    }
    seat.open_case(json!({"name": "Hemlig Person", "protected": true, "alias": "Lind"}));
    let list = "Namn;Pnr;Klass
Omar H;130101-2389;9A
siv  EKÅSEN;;9A
Åsa Öberg;201109122398;9A
Hemlig person;;9A
Bo Ek;201205052382;9A
Bo Ek;;9A
Bo Eck;20120505-2382;9A
";
    let list = map(&mut seat, list);
    (seat, list)
}

#[test]
fn nobody_is_taken_for_another_but_by_a_person() {
    let folder = TempDir::new().unwrap();
    let (mut seat, list) = with_namesakes(&folder);
    let before = pupils(&mut seat);
    let id = |name: &str| {
        before.iter().find(|one| one["name"] == name).unwrap()["id"]
            .as_str()
            .unwrap()
    };
    assert_eq!(
        standings(&list),
        [
            "2 ask",
            "3 ask",
            "4 new",
            "5 protected",
            "6 new",
            "7 ask",
            "8 ask"
        ],
        "two numbers are two persons"
    );
    assert!(!list["rows"].to_string().contains("Hemlig"));
    let facts = |number| {
        let row = row(&list, number);
        (
            row["may_be_new"].clone(),
            row["pupils"][0]["id"].clone(),
            row["same_as"].clone(),
        )
    };
    let above = |number: bool| json!([{"row": 6, "same_number": number}]);
    assert_eq!(facts(2), (json!(false), json!(id("Omar Haddad")), json!([])));
    assert_eq!(facts(3), (json!(true), json!(id("Siv Ekåsen")), json!([])));
    assert_eq!(facts(7), (json!(true), Value::Null, above(false)));
    assert_eq!(facts(8), (json!(true), Value::Null, above(true)));
    let known = &row(&list, 2)["pupils"][0];
    assert_eq!(
        (&known["born"], &known["same_number"]),
        (&json!("2013-01-01"), &json!(true))
    );

    let mut refused = |rows: &[(u32, &str)]| seat.refused("bring_in_cases", told(rows));
    assert_eq!(refused(&[]).code, "no-rows-chosen");
    assert_eq!(
        at_fields(refused(&[(2, ""), (3, "")])),
        ["pupil-2 whose-row", "pupil-3 whose-row"]
    );
    assert_eq!(at_fields(refused(&[(8, "row-6")])), ["pupil-8 row-left-out"]);
    for rows in [
        &[(2, "new")][..],
        &[(3, id("Omar Haddad"))],
        &[(5, "new")],
        &[(99, "new")],
    ] {
        assert_eq!(refused(rows).code, "list-changed", "{rows:?}");
    }
    assert_eq!(
        at_fields(refused(&[(6, "new"), (8, "new")])),
        ["pupil-8 row-same-number"],
        "one number is one pupil"
    );
    assert_eq!(refused(&[(6, "new"), (8, "row-2")]).code, "not-found");
    assert_eq!(pupils(&mut seat), before, "nothing half");

    let omar = id("Omar Haddad").to_owned();
    brings_in_as_said(&mut seat, &before, &omar);
}

fn brings_in_as_said(seat: &mut Seat, before: &[Value], omar: &str) {
    let chosen = [(2, omar), (3, "new"), (6, "new"), (7, "row-6"), (8, "row-6")];
    let done = bring_in(seat, &chosen);
    assert_eq!(done["cases"].as_array().unwrap().len(), 5);
    let after = pupils(seat);
    assert_eq!(after.len(), before.len() + 2);
    let bo = after.iter().find(|one| one["name"] == "Bo Ek").unwrap();
    assert_eq!(bo["cases"].as_array().unwrap().len(), 3);
    let known = after.iter().find(|one| one["id"] == omar).unwrap();
    assert_eq!(
        (&known["name"], &known["class"]),
        (&json!("Omar Haddad"), &json!("8B"))
    );
    let case = seat.ask("case", json!({"case": done["cases"][0]["case"]}));
    assert_eq!(
        case["brought_in"]["notes"],
        json!([{"heading": "Namn", "text": "Omar H"}, {"heading": "Klass", "text": "9A"}]),
        "what the list says otherwise changes nothing and is not lost"
    );
}

/// A second row of a pupil can come without the first, and a name alone is nobody who was brought in.
#[test]
fn a_row_needs_no_other_and_a_name_is_no_case() {
    let folder = TempDir::new().unwrap();
    let mut seat = at_a_desk(&folder);
    let list = "Namn;Pnr\nBo Ek;201205052382\nBo Eck;20120505-2382\nSiv Ekåsen;\n";
    map(&mut seat, list);
    let done = bring_in(&mut seat, &[(3, "new"), (4, "new")]);
    assert_eq!(done["left_out"], 1);
    let list = map(&mut seat, list);
    assert_eq!(standings(&list), ["2 already", "3 already", "4 ask"]);
}

#[test]
fn nobody_with_protected_identity_is_brought_in_whatever_says_so() {
    let folder = TempDir::new().unwrap();
    let mut seat = at_a_desk(&folder);
    let list = choose(
        &mut seat,
        "Namn;Pnr;Skyddad identitet;Sekretess;Kaffe
A Ek;;Nej;Ja;
B Ek;;;;Har skyddad identitet
C Ek;201205052382;Nej;Nej;
D Ek;20120505-2382;Ja;;
E Ek;;;Nej;
",
    );
    let seems: Vec<&Value> = (2..5).map(|at| &list["columns"][at]["column"]).collect();
    assert_eq!(seems, ["protected", "protected", "left-out"]);
    assert_eq!(list["columns"][0]["samples"], json!(["E Ek"]));
    let list = seat.ask("map_case_list", as_proposed(&list));
    assert_eq!(
        standings(&list),
        [
            "2 protected",
            "3 protected",
            "4 protected",
            "5 protected",
            "6 new"
        ]
    );
    assert_eq!(
        seat.refused("bring_in_cases", told(&[(4, "new")])).code,
        "list-changed"
    );
}

#[test]
fn what_a_list_told_stays_until_it_is_cleared() {
    let folder = TempDir::new().unwrap();
    let mut seat = at_a_desk(&folder);
    map(
        &mut seat,
        "Namn;Status;Slutdatum\nSiv Ekåsen;Vilande;2026-01-09\nBo Ek;;\n",
    );
    let done = bring_in(&mut seat, &[(2, "new"), (3, "new")]);
    let [case, bare] = [0, 1].map(|at| done["cases"][at]["case"].clone());
    let view = seat.ask("case", json!({"case": case}));
    assert_eq!(
        (&view["case"]["opened"], &view["case"]["closed"]),
        (&json!("2026-01-09"), &json!("2026-01-09"))
    );
    let emptied = |seat: &mut Seat| {
        let view = seat.ask("disposals", json!({}));
        let emptied = view["emptied"].as_array().unwrap().clone();
        emptied.iter().map(|one| one["id"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(
        emptied(&mut seat),
        std::slice::from_ref(&bare),
        "a case with what a list told is not empty"
    );
    seat.ask("clear_brought_in", json!({"case": case}));
    let view = seat.ask("case", json!({"case": case}));
    assert_eq!(view["brought_in"]["notes"], json!([]));
    assert!(emptied(&mut seat).contains(&case));
    seat.ask(
        "remove_emptied",
        json!({"input": {"emptied": [case], "passphrase": PASSPHRASE}}),
    );
    assert_eq!(
        seat.refused("clear_brought_in", json!({"case": case})).code,
        "not-found"
    );
}

#[test]
fn a_list_is_refused_in_its_own_words_and_forgotten_when_the_vault_is_locked() {
    let folder = TempDir::new().unwrap();
    let mut seat = at_a_desk(&folder);
    assert_eq!(
        seat.ask("choose_case_list", json!({})),
        Value::Null,
        "the dialog was given up"
    );
    for (bytes, code) in [
        (&b""[..], "list-empty"),
        (b"%PDF-1.7", "list-no-list"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "list-old-workbook"),
        (b"PK\x03\x04", "list-damaged"),
    ] {
        *seat.world.file.lock().unwrap() = Some(bytes.to_vec());
        assert_eq!(seat.refused("choose_case_list", json!({})).code, code);
    }
    let list = map(&mut seat, "Namn;Telefon\nA;070-123 45 67\n;070-123 45 68\n");
    assert_eq!(row(&list, 2)["unread"][0]["why"]["code"], "guardian-name-missing");
    assert_eq!(row(&list, 3)["problems"][0]["code"], "name-missing");
    let list = choose(&mut seat, "Namn;Namn\nA;B\n");
    let mut wrong = as_proposed(&list);
    wrong["input"]["columns"] = json!(["note", "name"]);
    wrong["input"]["school"] = json!(" ");
    assert_eq!(
        at_fields(seat.refused("map_case_list", wrong.clone())),
        ["school missing"]
    );
    wrong["input"]["columns"] = json!(["note", "left-out"]);
    assert_eq!(
        at_fields(seat.refused("map_case_list", wrong)),
        ["column-0 name-column-missing"]
    );
    assert_eq!(
        seat.refused("bring_in_cases", told(&[(2, "new")])).code,
        "not-found"
    );
    seat.ask("map_case_list", as_proposed(&list));
    seat.ask("lock", json!({}));
    assert_eq!(seat.refused("bring_in_cases", told(&[(2, "new")])).code, "locked");
    seat.ask("unlock", json!({"passphrase": PASSPHRASE}));
    assert_eq!(seat.ask("case_list", json!({})), Value::Null);
    assert_eq!(
        seat.refused("bring_in_cases", told(&[(2, "new")])).code,
        "not-found"
    );
    map(&mut seat, "Namn\nA\n");
    seat.ask("leave_case_list", json!({}));
    assert_eq!(seat.ask("case_list", json!({})), Value::Null);
}
