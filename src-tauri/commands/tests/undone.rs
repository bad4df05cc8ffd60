//! What leaves by a disk or a printer: nobody waits at the desk for either, and what was written down as leaving and did
//! not leave is said never to have left.
#![allow(clippy::unwrap_used, clippy::panic)] // clippy excuses test functions, not what they share

mod seat;

use std::sync::{Arc, Mutex};

use seat::papers::{completed, text};
use seat::{PASSPHRASE, Seat, sample};
use serde_json::{Value, json};
use tempfile::TempDir;

fn at_a_desk(folder: &TempDir, role: &str) -> Seat {
    let mut seat = Seat::at(folder.path());
    seat.make_vault(role);
    seat
}

fn locking(seat: &Seat) -> impl FnMut() + Send + 'static {
    let desk = Arc::clone(&seat.desk);
    move || {
        commands::call(&desk, "lock", json!({})).unwrap();
    }
}

fn unlock(seat: &mut Seat) {
    *seat.world.writing.lock().unwrap() = None;
    *seat.world.printing.lock().unwrap() = None;
    seat.ask("unlock", json!({"passphrase": PASSPHRASE}));
}

/// What has happened to a document, the last first, and whether it did not come about.
fn history(seat: &mut Seat, document: &Value) -> Vec<(String, bool)> {
    let file = seat.ask("document_file", json!({"document": document}));
    let events = file["history"].as_array().unwrap().iter();
    events
        .map(|event| {
            (
                event["kind"].as_str().unwrap().to_owned(),
                event["undone"] == true,
            )
        })
        .collect()
}

fn event(kind: &str, undone: bool) -> (String, bool) {
    (kind.to_owned(), undone)
}

/// `act command` of the entries about a document or case, and the number of what each follows; the first one first.
fn trail(seat: &mut Seat) -> Vec<(String, Value)> {
    let filter = json!({"from": "", "until": "", "act": "", "pupil": "", "case": "", "before": null});
    let view = seat.ask("trail", json!({ "filter": filter }));
    let rows = view["rows"].as_array().unwrap().iter().rev();
    rows.map(|row| {
        let row = &row["entry"];
        let words = [&row["act"], &row["command"]].map(|word| word.as_str().unwrap());
        (words.join(" "), row["follows"].clone())
    })
    .collect()
}

/// The entries that say that something did not come about, each with what it follows.
fn failed(seat: &mut Seat) -> Vec<String> {
    let all = trail(seat);
    let said = all.iter().filter(|(words, _)| words.starts_with("failed"));
    said.map(|(_, follows)| all[follows.as_u64().unwrap() as usize - 1].0.clone())
        .collect()
}

#[test]
fn the_desk_is_free_while_a_disk_or_a_printer_is_waited_for() {
    let folder = TempDir::new().unwrap();
    let mut seat = at_a_desk(&folder, "mentor");
    let case = seat.open_case(json!({}));
    let document = completed(&mut seat, &case, "checklista", json!({"mentor": "electronic"}));
    seat.ask("make_own_signature", json!({"passphrase": PASSPHRASE}));
    seat.try_sign(&document, json!({})).unwrap();
    let pupil = seat.ask("pupils", json!({"search": ""}))[0]["id"].clone();
    let request =
        json!({"requester": "pupil", "name": "", "access": false, "asked": "2026-11-20", "words": ""});
    let looked = Arc::new(Mutex::new(0));
    let is_free = || {
        let (desk, looked) = (Arc::clone(&seat.desk), Arc::clone(&looked));
        move || {
            assert!(desk.try_lock().is_ok(), "the desk waits");
            *looked.lock().unwrap() += 1;
        }
    };
    *seat.world.writing.lock().unwrap() = Some(Box::new(is_free()));
    *seat.world.printing.lock().unwrap() = Some(Box::new(is_free()));
    let sheet = json!({"sheet": "disclosures", "case": case});
    let order = json!({"documents": [document], "blanks": ["checklista"], "printer": "pdf", "copies": "1"});
    let own = seat.ask("identities", json!({}))[0]["id"].clone();
    let done = [
        ("save_document", json!({"document": document}), 1),
        ("save_report", json!({"document": document}), 1),
        ("save_paper", json!({"document": document, "number": 1}), 1),
        ("save_sheet", json!({"sheet": sheet}), 1),
        ("save_blank", json!({"form": "checklista"}), 1),
        ("save_card", json!({}), 1),
        ("export_certificate", json!({"identity": own}), 1),
        (
            "save_packages",
            json!({"documents": [document], "passphrase": PASSPHRASE}),
            1,
        ),
        ("print", json!({"order": order}), 2),
        ("print_sheet", json!({"sheet": sheet, "printer": "pdf"}), 1),
        ("printers", json!({}), 1),
        ("recovery_printers", json!({}), 1),
    ];
    for (command, told, times) in done {
        seat.ask(command, told);
        assert_eq!(std::mem::take(&mut *looked.lock().unwrap()), times, "{command}");
    }
    for (command, more) in [
        ("save_release", json!({})),
        ("print_release", json!({"printer": "pdf"})),
    ] {
        let view = seat.ask("release_proposal", json!({"pupil": pupil, "request": request}));
        let input = json!({
            "request": request, "digest": view["digest"], "measures": {}, "outcome": "partly",
            "ground": "21 kap. 1 § OSL", "reasons": "Uppgifter om andra.", "by": view["by"],
        });
        let mut told = json!({"pupil": pupil, "input": input});
        told.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        seat.ask(command, told);
        assert_eq!(std::mem::take(&mut *looked.lock().unwrap()), 1, "{command}");
    }
    let wrong: Vec<String> = trail(&mut seat)
        .into_iter()
        .map(|(words, _)| words)
        .filter(|words| words.starts_with("failed") || words.starts_with("given-up"))
        .collect();
    assert_eq!(wrong, [""; 0], "all of it was done");
}

/// Under which name a message is kept until it is sent by hand.
fn message(to: &[&str]) -> Value {
    let recipients: Vec<Value> = to
        .iter()
        .map(|to| json!({"to": to, "role": "", "address": "brevlåda 7"}))
        .collect();
    json!({"recipients": recipients, "subject": "Checklista", "text": "Hej!", "ground": {"ground": "duty"}})
}

fn told(seat: &mut Seat, case: &Value) -> Vec<Value> {
    let view = seat.ask("disclosures", json!({"case": case}));
    view["told"].as_array().unwrap().clone()
}

#[test]
fn a_message_that_could_not_be_written_was_never_sent() {
    let folder = TempDir::new().unwrap();
    let mut seat = at_a_desk(&folder, "rektor");
    let case = seat.open_case(json!({}));
    let document = completed(&mut seat, &case, "checklista", json!({}));
    let order = json!({"document": document, "input": message(&["Polisen", "Socialtjänsten"])});
    *seat.world.is_full.lock().unwrap() = true;
    assert_eq!(seat.refused("save_message", order.clone()).code, "cannot-write");
    let never = told(&mut seat, &case);
    assert_eq!(never.len(), 2, "nothing is taken from the list");
    for one in &never {
        assert_eq!(
            (&one["undone"]["reason"], &one["undone"]["by"]),
            (&json!(""), &json!("Birgitta Ek"))
        );
    }
    assert_eq!(
        history(&mut seat, &document)[..2],
        [event("not-done", false), event("exported", true)]
    );
    assert_eq!(
        failed(&mut seat),
        ["write save_message", "write save_message", "export save_message"]
    );

    let filter = json!({"from": "", "until": "", "act": "write", "pupil": "", "case": case, "before": null});
    let entries = seat.ask("trail", json!({ "filter": filter }))["rows"].clone();
    let entry = &entries[0]["entry"];
    assert_eq!(
        (&entry["ground"], &entry["reason"]),
        (&json!("duty"), &Value::Null),
        "a ground in words, and not its name"
    );

    *seat.world.is_full.lock().unwrap() = false;
    seat.ask("save_message", order);
    let all = told(&mut seat, &case);
    let undone: Vec<bool> = all.iter().map(|one| !one["undone"].is_null()).collect();
    assert_eq!(undone, [false, false, true, true]);
    assert_eq!(history(&mut seat, &document)[0], event("exported", false));

    let sheet = json!({"sheet": {"sheet": "disclosures", "case": case}, "printer": "pdf"});
    seat.ask("print_sheet", sheet);
    let paper = text(&seat.world.printed.lock().unwrap().pop().unwrap());
    // The column before it stands between its lines.
    let cells = paper.replace("meddelande", "").replace("\nn \n", "\n");
    let words: Vec<&str> = cells.split_whitespace().collect();
    let cell =
        "Lämnades aldrig: filen gick inte att spara. Skyldighet enligt lag (anmälan, orosanmälan) 2026";
    assert_eq!(words.join(" ").matches(cell).count(), 2, "{paper}");
}

/// What lies beside a file that cannot be written tells as much as it, and is taken away again.
#[test]
fn nothing_stays_beside_a_file_that_could_not_be_written() {
    let folder = TempDir::new().unwrap();
    let mut seat = at_a_desk(&folder, "rektor");
    let case = seat.open_case(json!({}));
    let document = completed(&mut seat, &case, "checklista", json!({}));
    let order = json!({"document": document, "input": message(&["Polisen"])});
    *seat.world.room.lock().unwrap() = Some(1);
    assert_eq!(seat.refused("save_message", order.clone()).code, "cannot-write");
    assert_eq!(*seat.world.saved.lock().unwrap(), []);
    assert_eq!(history(&mut seat, &document)[0], event("not-done", false));

    // Where it cannot be taken away the user is told which it is, and nothing says that it did not leave.
    *seat.world.room.lock().unwrap() = Some(1);
    *seat.world.keeps_files.lock().unwrap() = true;
    let left = seat.refused("save_message", order);
    assert_eq!(left.code, "left-beside");
    let lies = seat.world.saved.lock().unwrap()[0].0.clone();
    assert!(lies.ends_with("-meddelande.txt"), "{lies}");
    assert_eq!(left.args["file"], lies);
    assert_eq!(history(&mut seat, &document)[0], event("exported", false));
    assert!(told(&mut seat, &case)[0]["undone"].is_null());
    assert_eq!(failed(&mut seat).len(), 2, "of the first time alone");
}

#[test]
fn who_told_nobody_says_so_and_the_line_stays() {
    let folder = TempDir::new().unwrap();
    let mut seat = at_a_desk(&folder, "rektor");
    let case = seat.open_case(json!({}));
    let other = seat.open_case(json!({"name": "Någon Annan"}));
    let input = json!({"to": "Polisen", "what": "Frånvaron", "kinds": [], "ground": "duty", "how": "brev", "on": "2026-11-20", "reason": ""});
    let view = seat.ask("disclose", json!({"case": case, "input": input}));
    let line = view["told"][0]["event"].clone();
    let correct =
        |case: &Value, event: &Value, reason: &str| json!({"case": case, "event": event, "reason": reason});
    let unsaid = seat.refused("correct_disclosure", correct(&case, &line, " "));
    assert_eq!(unsaid.problems[0].field, "reason");
    let elsewhere = seat.refused("correct_disclosure", correct(&other, &line, "Fel"));
    assert_eq!(elsewhere.code, "not-found");
    let begun = seat.begin(&case, "checklista");
    assert!(told(&mut seat, &case)[0]["undone"].is_null(), "{begun}");

    let view = seat.ask(
        "correct_disclosure",
        correct(&case, &line, "Brevet kom tillbaka."),
    );
    let told = view["told"].as_array().unwrap();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0]["undone"]["reason"], "Brevet kom tillbaka.");
    let again = seat.refused("correct_disclosure", correct(&case, &line, "Fel"));
    assert_eq!(again.code, "corrected-already");
    let pupil = seat.ask("case", json!({"case": case}))["pupil"]["id"].clone();
    let request =
        json!({"requester": "pupil", "name": "", "access": true, "asked": "2026-11-20", "words": ""});
    let gathered = seat.ask("release_proposal", json!({"pupil": pupil, "request": request}));
    let gathered = gathered.to_string();
    assert!(
        gathered.contains("Lämnades aldrig: Brevet kom tillbaka."),
        "{gathered}"
    );
}

#[test]
fn a_vault_that_is_locked_meanwhile_says_it_when_it_is_opened() {
    let folder = TempDir::new().unwrap();
    let mut seat = at_a_desk(&folder, "mentor");
    let case = seat.open_case(json!({}));
    let document = completed(&mut seat, &case, "checklista", json!({}));
    let order = json!({"document": document});

    // While the file is written, which then fails.
    *seat.world.is_full.lock().unwrap() = true;
    *seat.world.writing.lock().unwrap() = Some(Box::new(locking(&seat)));
    assert_eq!(seat.refused("save_document", order.clone()).code, "cannot-write");
    *seat.world.is_full.lock().unwrap() = false;
    unlock(&mut seat);
    assert_eq!(
        history(&mut seat, &document)[..2],
        [event("not-done", false), event("saved", true)]
    );
    assert_eq!(failed(&mut seat), ["export save_document"]);

    // While it is written well: it left, and nothing says otherwise.
    *seat.world.writing.lock().unwrap() = Some(Box::new(locking(&seat)));
    assert_eq!(seat.ask("save_document", order), true);
    unlock(&mut seat);
    assert_eq!(history(&mut seat, &document)[0], event("saved", false));
    assert_eq!(failed(&mut seat).len(), 1);
}

/// What waits is said in the vault that it was written down in, whichever is opened meanwhile.
#[test]
fn what_waits_is_of_one_vault() {
    let folder = TempDir::new().unwrap();
    let [own, other] = ["own", "other"].map(|name| folder.path().join(name));
    drop(Seat::of(&other, "Rut Sandberg", "rektor"));
    let mut seat = Seat::at(&own);
    seat.make_vault("mentor");
    let case = seat.open_case(json!({}));
    let document = completed(&mut seat, &case, "checklista", json!({}));
    *seat.world.is_full.lock().unwrap() = true;
    *seat.world.writing.lock().unwrap() = Some(Box::new(locking(&seat)));
    let order = json!({"document": document});
    assert_eq!(seat.refused("save_document", order).code, "cannot-write");
    *seat.world.is_full.lock().unwrap() = false;
    for folder in [other, own] {
        *seat.world.folder.lock().unwrap() = Some(folder);
        seat.ask("choose_vault", json!({}));
        unlock(&mut seat);
        seat.ask("lock", json!({}));
    }
    unlock(&mut seat);
    assert_eq!(history(&mut seat, &document)[0], event("not-done", false));
    assert_eq!(failed(&mut seat), ["export save_document"]);
}

#[test]
fn nothing_more_is_printed_once_the_vault_is_locked() {
    let folder = TempDir::new().unwrap();
    let mut seat = at_a_desk(&folder, "mentor");
    let documents = [seat.completed_checklist(), seat.completed_checklist()];
    *seat.world.printing.lock().unwrap() = Some(Box::new(locking(&seat)));
    let order = json!({"documents": documents, "blanks": [], "printer": "pdf", "copies": "1"});
    let stopped = seat.refused("print", json!({ "order": order }));
    let count = ["sent", "count"].map(|name| stopped.args[name].as_str());
    assert_eq!((stopped.code.as_str(), count), ("print-stopped", ["1", "2"]));
    assert_eq!(seat.world.printed.lock().unwrap().len(), 1);
    unlock(&mut seat);
    assert_eq!(history(&mut seat, &documents[0])[0], event("printed", false));
    assert_eq!(history(&mut seat, &documents[1])[0].0, "completed");
    assert_eq!(failed(&mut seat), ["print print"], "of the second alone");

    *seat.world.papers.lock().unwrap() = Some(1);
    let order = json!({"documents": [documents[1]], "blanks": [], "printer": "pdf", "copies": "1"});
    assert_eq!(
        seat.refused("print", json!({ "order": order })).code,
        "print-failed"
    );
    assert_eq!(
        history(&mut seat, &documents[1])[..2],
        [event("not-done", false), event("printed", true)]
    );
}

#[test]
fn what_is_not_given_out_after_all_moves_nothing() {
    let folder = TempDir::new().unwrap();
    let mut seat = at_a_desk(&folder, "rektor");
    let case = seat.open_case(json!({}));
    let consent = seat.begin(&case, "samtycke-skola-socialtjanst");
    seat.type_in(&consent, sample("samtycke-skola-socialtjanst"));
    seat.complete(&consent, json!(["consent"]));
    let told = json!({"document": consent});
    let before = seat.ask("consent", told.clone());
    let mut person = seat.ask("signing_offer", told.clone())["rows"][0].clone();
    person["name"] = json!("Mira Öberg");
    person["email"] = json!("mira@exempel.se");
    *seat.world.is_full.lock().unwrap() = true;
    let order = json!({"document": consent, "order": {"signatories": [person]}});
    assert_eq!(seat.refused("prepare_signing", order).code, "cannot-write");
    let after = seat.ask("consent", told);
    assert_eq!(
        (&after["state"], &after["history"]),
        (&before["state"], &before["history"])
    );
    assert_eq!(
        history(&mut seat, &consent)[..2],
        [event("not-done", false), event("handed-out", true)]
    );

    let pupil = seat.ask("case", json!({"case": case}))["pupil"]["id"].clone();
    let request =
        json!({"requester": "pupil", "name": "", "access": false, "asked": "2026-11-20", "words": ""});
    let view = seat.ask("release_proposal", json!({"pupil": pupil, "request": request}));
    let input = json!({
        "request": request, "digest": view["digest"], "measures": {}, "outcome": "partly",
        "ground": "21 kap. 1 § OSL", "reasons": "Uppgifter om andra.", "by": view["by"],
    });
    let refused = seat.refused("save_release", json!({"pupil": pupil, "input": input}));
    assert_eq!(refused.code, "cannot-write");
    let released = seat.ask("releases", json!({"pupil": pupil}));
    assert_eq!(
        (&released[0]["undone"], released.as_array().unwrap().len()),
        (&json!(true), 1)
    );

    let package = json!({"documents": [consent], "passphrase": PASSPHRASE});
    assert_eq!(seat.refused("save_packages", package).code, "cannot-write");
    assert_eq!(history(&mut seat, &consent)[1], event("packaged", true));
    assert!(failed(&mut seat).contains(&"export save_packages".to_owned()));
}
