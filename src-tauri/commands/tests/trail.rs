//! Everything that is done leaves an entry in the audit trail, and the trail says nothing of anybody but ids.

// What cannot be made must stop a test.
#![allow(clippy::unwrap_used, clippy::panic)] // clippy excuses test functions, not what they share

mod seat;

use std::fs;
use std::sync::{Arc, Mutex};

use chrono::TimeDelta;
use seat::papers::completed;
use seat::{PASSPHRASE, Seat};
use serde_json::{Value, json};
use tempfile::TempDir;
use vault::{MunicipalitySecret, OpenedTrail, Passphrase, TrailFilter, Vault};

fn filter(more: Value) -> Value {
    let mut filter = json!({"from": "", "until": "", "act": "", "pupil": "", "case": "", "before": null});
    filter
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    json!({ "filter": filter })
}

/// `act command` of every entry, the first one first.
fn trail(seat: &mut Seat, more: Value) -> Vec<String> {
    let view = seat.ask("trail", filter(more));
    let rows = view["rows"].as_array().unwrap().iter().rev();
    let word = |row: &Value, name: &str| row["entry"][name].as_str().unwrap().to_owned();
    rows.map(|row| format!("{} {}", word(row, "act"), word(row, "command")))
        .collect()
}

fn minutes_later(seat: &Seat, minutes: i64) {
    *seat.world.ahead.lock().unwrap() += TimeDelta::minutes(minutes);
}

#[test]
fn check() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    seat.make_vault("mentor");
    let case = seat.open_case(json!({}));
    let document = seat.begin(&case, "checklista");
    for answer in ["Han", "Han ville", "Han ville sova."] {
        seat.type_in(&document, json!({"talk-with-pupil": answer}));
    }
    seat.ask("document", json!({"document": document}));
    seat.ask("pages", json!({"document": document}));
    minutes_later(&seat, 6);
    seat.ask("document", json!({"document": document}));
    seat.ask("confirm", json!({"passphrase": PASSPHRASE}));
    seat.refused("save_document", json!({"document": document}));
    seat.ask("lock", json!({}));
    seat.refused("unlock", json!({"passphrase": "en annan fras här"}));
    seat.ask("unlock", json!({"passphrase": PASSPHRASE}));
    seat.type_in(&document, json!({"talk-with-pupil": "Han ville sova längre."}));
    assert_eq!(
        trail(&mut seat, json!({})),
        [
            "open finish_vault",
            "write save_pupil",
            "write open_case",
            "write begin_document",
            "write save_draft",
            "read document",
            "read document",
            "export save_document",
            "failed save_document",
            "lock lock",
            "open unlock",
            "write save_draft",
            "read trail",
        ]
    );
    let of_case = trail(&mut seat, json!({"case": case}));
    assert_eq!(of_case.first().unwrap(), "write begin_document");
    assert_eq!(
        of_case.len(),
        7,
        "what was done to its documents too: {of_case:?}"
    );
    assert_eq!(
        trail(&mut seat, json!({"act": "failed"})),
        ["failed save_document"]
    );
    let pupil = seat.ask("pupils", json!({"search": ""}))[0]["id"].clone();
    assert_eq!(
        trail(&mut seat, json!({"pupil": pupil, "act": "write"}))[0],
        "write save_pupil"
    );
    assert_eq!(trail(&mut seat, json!({"from": "2026-11-22"})), [""; 0]);
    assert_eq!(trail(&mut seat, json!({"until": "2026-11-20"})), [""; 0]);
    assert!(!trail(&mut seat, json!({"from": "2026-11-21", "until": "2026-11-21"})).is_empty());
    let wrong = seat.refused("trail", filter(json!({"from": "snart"})));
    assert_eq!(wrong.problems[0].field, "from");

    let view = seat.ask("trail", filter(json!({"act": "failed"})));
    let row = &view["rows"][0]["entry"];
    assert_eq!((&row["document"]["id"], &row["case"]["id"]), (&document, &case));
    assert_eq!(row["pupil"]["label"], "Łukasz Öberg");
    assert_eq!(row["follows"], 8);
    assert_eq!(
        (&view["owner"], &view["check"]["fault"]),
        (&json!("Birgitta Ek"), &Value::Null)
    );
    assert_eq!(view["municipality"], Value::Null);
}

#[test]
fn what_was_given_up_in_a_dialog_was_not_done() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    seat.make_vault("mentor");
    for command in [
        "choose_backup_place",
        "choose_mailbox",
        "choose_papers",
        "open_packages",
    ] {
        assert_eq!(seat.ask(command, json!({})), Value::Null, "{command}");
        let last = trail(&mut seat, json!({}))
            .into_iter()
            .rfind(|entry| entry != "read trail");
        assert_eq!(last, Some(format!("given-up {command}")));
    }
}

/// Answers that are copied one by one leave the vault once for each document and sitting.
#[test]
fn what_is_copied_to_be_pasted_is_an_export() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    seat.make_vault("mentor");
    let case = seat.open_case(json!({}));
    let documents = [(); 2].map(|()| completed(&mut seat, &case, "checklista", json!({})));
    let hidden = seat.open_case(json!({"name": "Hemlig Person", "protected": true, "alias": "Lind"}));
    let hidden = seat.begin(&hidden, "checklista");
    let exports = |seat: &mut Seat| trail(seat, json!({"act": "export"})).len();
    let copied = |document: &Value, field: u32, system: &str| json!({"document": document, "field": field, "system": system});
    for document in [&documents[0], &documents[0], &documents[1]] {
        seat.ask("copied_field", copied(document, 0, "pmo"));
    }
    assert_eq!(exports(&mut seat), 2);
    let refused = seat.refused("copied_field", copied(&hidden, 0, "pmo"));
    assert_eq!(refused.code, "protected-print-only");
    minutes_later(&seat, 6);
    let again = seat.refused("copied_field", copied(&documents[0], 0, "pmo"));
    assert_eq!(again.code, "passphrase-again");
    seat.ask("lock", json!({}));
    seat.ask("unlock", json!({"passphrase": PASSPHRASE}));
    seat.ask("copied_field", copied(&documents[0], 0, "pmo"));
    assert_eq!(exports(&mut seat), 4, "the refused one too, which failed");
}

/// The document's history says which answer was pasted where, once for each sitting.
#[test]
fn what_is_copied_is_kept_by_its_field_and_its_system() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    seat.make_vault("mentor");
    let case = seat.open_case(json!({}));
    let document = completed(&mut seat, &case, "checklista", json!({}));
    let file = |seat: &mut Seat| seat.ask("document_file", json!({"document": document}));
    let labels = file(&mut seat)["fields"].clone();
    let mut copies = |field: u32, system: &str| {
        let told = json!({"document": document, "field": field, "system": system});
        seat.try_ask("copied_field", told)
    };
    for (field, system) in [(1, "pmo"), (1, "pmo"), (2, "pmo"), (1, "e-service")] {
        copies(field, system).unwrap();
    }
    assert_eq!(copies(10_000, "pmo").unwrap_err().code, "not-found");
    seat.ask("lock", json!({}));
    seat.ask("unlock", json!({"passphrase": PASSPHRASE}));
    let told = json!({"document": document, "field": 1, "system": "pmo"});
    seat.ask("copied_field", told);
    let history = file(&mut seat)["history"].clone();
    let history = history.as_array().unwrap().iter();
    let left = history.filter(|event| event["kind"] == "exported");
    let left: Vec<Value> = left
        .map(|event| json!([event["name"], event["note"], event["on"]]))
        .collect();
    let line = |system: &str, field: usize| {
        let label = labels[field]["label"].as_str().unwrap();
        json!([system, format!("Kopierat: {label}"), "2026-11-21"])
    };
    assert_eq!(
        left,
        [
            line("PMO", 1),
            line("E-tjänst", 1),
            line("PMO", 2),
            line("PMO", 1)
        ]
    );
}

#[test]
fn what_only_the_command_knows_it_says_itself() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    seat.make_vault("kurator");
    let case = seat.open_case(json!({}));
    let told = |ground: &str, reason: &str| {
        json!({"case": case, "input": {
            "to": "Socialtjänsten", "what": "Frånvaron", "kinds": [], "ground": ground,
            "how": "Telefon", "on": "2026-11-20", "reason": reason,
        }})
    };
    seat.ask("disclose", told("duty", ""));
    seat.ask("disclose", told("override", "Łukasz mamma ringde"));
    let view = seat.ask("trail", filter(json!({"case": case})));
    let rows: Vec<(&str, &str)> = view["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| &row["entry"])
        .filter(|row| row["command"] == "disclose")
        .map(|row| (row["act"].as_str().unwrap(), row["ground"].as_str().unwrap()))
        .collect();
    assert_eq!(rows, [("override", "override"), ("write", "duty")]);
    assert!(
        !view.to_string().contains("mamma"),
        "the reason stays with the disclosure"
    );
    seat.refused("disclose", told("consent", ""));
    assert_eq!(
        trail(&mut seat, json!({"case": case})).len(),
        2,
        "nothing was told"
    );
}

#[test]
fn a_dialog_that_is_given_up_and_a_vault_that_cannot_write() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    seat.make_vault("mentor");
    let document = seat.completed_checklist();
    let desk = Arc::clone(&seat.desk);
    *seat.world.meanwhile.lock().unwrap() = Some(Box::new(move || {
        commands::call(&desk, "lock", json!({})).unwrap();
    }));
    seat.refused("save_document", json!({"document": document}));
    seat.ask("unlock", json!({"passphrase": PASSPHRASE}));
    let all = trail(&mut seat, json!({}));
    let end = &all[all.len() - 5..];
    assert_eq!(
        end,
        [
            "export save_document",
            "lock lock",
            "open unlock",
            "failed save_document",
            "read trail"
        ],
        "what did not leave is said once the vault is open"
    );
}

#[test]
fn a_damaged_anchor_keeps_nobody_out() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    seat.make_vault("mentor");
    seat.ask("lock", json!({}));
    let anchor = folder.path().join("vault.trail");
    fs::remove_file(&anchor).unwrap();
    fs::create_dir(&anchor).unwrap();
    seat.ask("unlock", json!({"passphrase": PASSPHRASE}));
    seat.ask("pupils", json!({"search": ""}));
    assert_eq!(seat.ask("check_trail", json!({}))["fault"]["kind"], "unanchored");
}

#[test]
fn a_trail_that_cannot_be_written_stops_reading_and_never_locking() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    seat.make_vault("mentor");
    let case = seat.open_case(json!({}));
    for file in ["vault.db", "vault.db-wal"] {
        fs::write(folder.path().join(file), vec![7; 9000]).unwrap();
    }
    seat.refused("case", json!({"case": case}));
    assert_eq!(seat.ask("lock", json!({}))["state"], "locked");
}

#[test]
fn what_failed_is_kept_again_and_what_was_printed_did_not_fail() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    seat.make_vault("mentor");
    let documents = [seat.completed_checklist(), seat.completed_checklist()];
    *seat.world.papers.lock().unwrap() = Some(1);
    let order = json!({"documents": documents, "blanks": [], "printer": "pdf", "copies": "1"});
    seat.refused("print", json!({ "order": order }));
    let view = seat.ask("trail", filter(json!({"act": "failed"})));
    let failed: Vec<&Value> = view["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| &row["entry"]["document"]["id"])
        .collect();
    assert_eq!(failed, [&documents[1]]);

    seat.refused(
        "save_draft",
        json!({"document": documents[0], "changes": {"pupil": "Bo"}}),
    );
    seat.refused(
        "save_draft",
        json!({"document": documents[0], "changes": {"pupil": "Bo"}}),
    );
    let drafts = trail(&mut seat, json!({"act": "write"}));
    let tried = drafts.iter().filter(|row| *row == "write save_draft").count();
    assert_eq!(tried, 2, "{drafts:?}");
}

/// Everything a person could be known by, and everything that was typed.
#[test]
fn the_trail_names_nobody() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    seat.make_vault("mentor");
    let case = seat.open_case(json!({"guardians": [{"name": "Agnieszka Wiśniewska"}]}));
    let document = seat.begin(&case, "checklista");
    seat.type_in(
        &document,
        json!({"talk-with-pupil": "Hemlighet", "pupil": "Łukasz Öberg"}),
    );
    seat.ask("pupils", json!({"search": "Łukasz"}));
    seat.ask("lock", json!({}));
    let key = Passphrase::typed(PASSPHRASE);
    let vault = Vault::open(folder.path(), &vault::Key::Passphrase(&key), seat::noon()).unwrap();
    let entries = vault
        .read(|read| read.trail().page(&TrailFilter::default(), None, 99))
        .unwrap();
    assert!(entries.len() > 5);
    let all = format!("{entries:?}");
    for word in [
        "ukasz",
        "berg",
        "Agnieszka",
        "Hemlighet",
        "Frånvaro",
        "Birgitta",
        "checklista",
    ] {
        assert!(!all.contains(word), "{word}: {all}");
    }
}

#[test]
fn the_municipality_opens_what_is_sealed_to_it() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    seat.make_vault("mentor");
    seat.open_case(json!({}));
    let export = |passphrase: &str| json!({ "passphrase": passphrase });
    let refused = seat.refused("export_trail", export(PASSPHRASE));
    assert_eq!(refused.code, "trail-no-key");

    let secret = MunicipalitySecret::generate(&mut |bytes: &mut [u8]| bytes.fill(9));
    let public = secret.public().unwrap();
    let settings = format!("name = 'Exempelkommun'\n[key]\npublic = '{public}'\nrequired = false\n");
    *seat.world.municipality.lock().unwrap() = Some(settings);
    let refused = seat.refused("export_trail", export(PASSPHRASE));
    assert_eq!(
        refused.code, "trail-no-key",
        "a key that the owner has not agreed to"
    );
    seat.ask(
        "take_municipality_key",
        json!({"words": public.words().join(" "), "passphrase": PASSPHRASE}),
    );
    let refused = seat.refused("export_trail", export("en annan fras här"));
    assert_eq!(
        (refused.code.as_str(), refused.field.as_deref()),
        ("vault-wrong-passphrase", Some("passphrase"))
    );
    assert_eq!(seat.world.saved.lock().unwrap().len(), 0);
    assert_eq!(seat.ask("export_trail", export(PASSPHRASE)), true);
    let saved = Mutex::lock(&seat.world.saved).unwrap().pop().unwrap();
    assert_eq!(saved.0, "logg-2026-11-21.nlogg");
    let opened = OpenedTrail::open(&saved.1, &secret).unwrap();
    assert_eq!((opened.owner.as_str(), opened.check.fault), ("Birgitta Ek", None));
    let last = opened.entries.last().unwrap().as_ref().unwrap();
    assert_eq!(
        (last.act, last.command.as_str()),
        (vault::Act::Export, "export_trail")
    );
    assert_eq!(
        seat.ask("trail", filter(json!({})))["municipality"],
        "Exempelkommun"
    );
}

#[test]
fn an_older_database_in_the_place_of_the_vault_is_seen() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    seat.make_vault("mentor");
    seat.ask("lock", json!({}));
    let older = fs::read(folder.path().join("vault.db")).unwrap();
    seat.ask("unlock", json!({"passphrase": PASSPHRASE}));
    let case = seat.open_case(json!({}));
    assert_eq!(seat.ask("check_trail", json!({}))["fault"], Value::Null);
    seat.ask("lock", json!({}));
    fs::write(folder.path().join("vault.db"), older).unwrap();
    seat.ask("unlock", json!({"passphrase": PASSPHRASE}));
    assert!(seat.try_ask("case", json!({"case": case})).is_err());
    for _ in 0..2 {
        let check = seat.ask("check_trail", json!({}));
        assert_eq!(
            (&check["fault"]["kind"], &check["fault"]["number"]),
            (&json!("cut-off"), &json!(6))
        );
        seat.ask("lock", json!({}));
        seat.ask("unlock", json!({"passphrase": PASSPHRASE}));
    }
}

#[test]
fn the_trail_on_paper_names_nobody() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    seat.make_vault("mentor");
    seat.open_case(json!({}));
    let sheet = json!({"sheet": "trail", "filter": filter(json!({}))["filter"]});
    assert_eq!(seat.ask("save_sheet", json!({ "sheet": sheet })), true);
    let (name, pdf) = seat.world.saved.lock().unwrap().pop().unwrap();
    assert_eq!(name, "logg-2026-11-21.pdf");
    let text = seat::papers::text(&pdf);
    assert!(text.contains("Logg") && text.contains("Upplåsning"), "{text}");
    assert!(!text.contains("ukasz"), "{text}");

    let sheet = json!({"sheet": "trail", "filter": filter(json!({"act": "sign"}))["filter"]});
    seat.ask("print_sheet", json!({"sheet": sheet, "printer": "pdf"}));
    let text = seat::papers::text(&seat.world.printed.lock().unwrap().pop().unwrap());
    assert!(text.contains("Underskrift"), "what it was sorted out by: {text}");
}
