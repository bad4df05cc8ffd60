//! What is carried to other systems by hand: never without a trace, a ground and the right to, and never naming a pupil
//! where others look.
#![allow(clippy::unwrap_used, clippy::panic)] // clippy excuses test functions, not what they share

mod seat;

use calamine::Reader as _;
use seat::papers::completed;
use seat::school::{self, School};
use seat::{Seat, sample};
use serde_json::{Value, json};
use tempfile::TempDir;

fn at_a_desk(folder: &TempDir, role: &str) -> Seat {
    let mut seat = Seat::at(folder.path());
    seat.make_vault(role);
    seat
}

/// What has been saved since this was last asked.
fn saved(seat: &Seat) -> Vec<(String, Vec<u8>)> {
    std::mem::take(&mut *seat.world.saved.lock().unwrap())
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The last thing that is kept of a document: what, with which system, and what was noted.
fn last(seat: &mut Seat, document: &Value) -> [Value; 3] {
    let file = seat.ask("document_file", json!({"document": document}));
    ["kind", "name", "note"].map(|part| file["history"][0][part].clone())
}

fn told(seat: &mut Seat, case: &Value) -> Vec<Value> {
    let view = seat.ask("disclosures", json!({"case": case}));
    view["told"].as_array().unwrap().clone()
}

fn protected(seat: &mut Seat) -> Value {
    let case = seat.open_case(json!({"name": "Hemlig", "protected": true, "alias": "Elev X"}));
    completed(seat, &case, "checklista", json!({}))
}

#[test]
fn a_diary_gets_its_row_as_csv_and_as_a_workbook_and_nothing_is_written_over() {
    let folder = TempDir::new().unwrap();
    let mut seat = at_a_desk(&folder, "mentor");
    let case = seat.open_case(json!({}));
    let document = completed(&mut seat, &case, "checklista", json!({}));
    let order = json!({"document": document, "system": "diary"});
    let desk = seat.desk.clone();
    let is_free = move || assert!(desk.try_lock().is_ok(), "the desk waits for a disk");
    *seat.world.writing.lock().unwrap() = Some(Box::new(is_free));
    assert_eq!(seat.ask("save_for_system", order.clone()), true);
    assert_eq!(seat.ask("save_for_system", order), true);
    let saved = saved(&seat);
    let ends: Vec<&str> = saved
        .iter()
        .map(|(name, _)| name.split_once("-metadata").map_or("", |(_, end)| end))
        .collect();
    assert_eq!(
        ends,
        [".csv", ".xlsx", "", "-2.csv", "-2.xlsx", ""],
        "the document last: it has left when all is there"
    );
    let mut book: calamine::Xlsx<_> = calamine::Xlsx::new(std::io::Cursor::new(&saved[1].1)).unwrap();
    let sheet = book.worksheet_range("Uppgifter").unwrap();
    let row: Vec<String> = sheet
        .rows()
        .nth(1)
        .unwrap()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert!(row.contains(&document.as_str().unwrap().to_owned()), "{row:?}");
    assert!(row.iter().all(|cell| !cell.contains("Öberg")), "{row:?}");
    assert!(
        sheet
            .rows()
            .nth(1)
            .unwrap()
            .iter()
            .any(calamine::DataType::is_datetime)
    );
}

#[test]
fn a_calendar_names_nobody_and_the_same_day_has_the_same_id() {
    let folder = TempDir::new().unwrap();
    let mut seat = at_a_desk(&folder, "coordinator");
    let case = seat.open_case(json!({}));
    let form = "motesanteckningar-uppstart";
    let document = seat.begin(&case, form);
    seat.type_in(&document, json!({"next-meeting": "2027-01-15"}));
    let other = seat.begin(&case, "checklista");
    seat.type_in(&other, json!({"talk-with-pupil": "2026-11-20"}));
    let hidden = seat.open_case(json!({"name": "Hemlig", "protected": true, "alias": "Elev X"}));
    let secret = seat.begin(&hidden, form);
    seat.type_in(&secret, json!({"next-meeting": "2027-01-16"}));

    let view = seat.ask("calendar", json!({}));
    let days = view["days"].as_array().unwrap();
    assert_eq!(days.len(), 1, "{days:?}");
    let [on, kind, pupil] = ["on", "kind", "pupil"].map(|part| days[0][part].as_str().unwrap());
    assert_eq!((on, kind, pupil), ("2027-01-15", "meeting", "Łukasz Öberg"));
    assert_eq!(view["left_out"], true);

    let file = |seat: &mut Seat| {
        assert_eq!(seat.ask("save_calendar", json!({})), true);
        let (name, bytes) = saved(seat).pop().unwrap();
        assert_eq!(name, "kalender-2026-11-21.ics");
        text(&bytes)
    };
    let first = file(&mut seat);
    let id = |file: &str| {
        file.lines()
            .find(|line| line.starts_with("UID:"))
            .unwrap()
            .to_owned()
    };
    assert!(first.contains("DTSTART;VALUE=DATE:20270115"), "{first}");
    assert!(first.contains("SUMMARY:Möte\\, ärende "), "{first}");
    assert_eq!(first.matches("BEGIN:VEVENT").count(), 1);
    for word in ["ukasz", "berg", "Hemlig", "Elev X", document.as_str().unwrap()] {
        assert!(!first.contains(word), "{word} in {first}");
    }
    let [kind, system, note] = last(&mut seat, &document);
    assert_eq!((kind, system), (json!("exported"), json!("Kalendern")));
    assert!(
        note.as_str().unwrap().starts_with("2027-01-15: Möte, ärende "),
        "{note}"
    );
    assert_ne!(last(&mut seat, &secret)[0], "exported");

    seat.type_in(&document, json!({"next-meeting": "2027-02-01"}));
    let moved = file(&mut seat);
    assert!(moved.contains("DTSTART;VALUE=DATE:20270201"), "{moved}");
    assert_eq!(id(&moved), id(&first));
    seat.type_in(&document, json!({"next-meeting": "2026-11-20"}));
    assert_eq!(
        seat.ask("calendar", json!({}))["days"],
        json!([]),
        "a day that has been"
    );
}

#[test]
fn a_consent_that_holds_and_its_last_day_are_in_the_calendar() {
    let folder = TempDir::new().unwrap();
    let mut seat = at_a_desk(&folder, "rektor");
    let (case, document) = signed_consent(&mut seat);
    let view = seat.ask("calendar", json!({}));
    let day = &view["days"][0];
    assert_eq!((&day["kind"], &day["case"]), (&json!("consent-ends"), &case));
    let until = seat.ask("consent", json!({"document": document}))["until"].clone();
    assert_eq!(day["on"], until);
    let withdrawn = json!({"step": "withdrawn", "whole": true, "parties": [], "kinds": [], "name": "Mira Öberg", "on": "21/11", "note": "muntligt"});
    let told = json!({"document": document, "input": withdrawn});
    seat.ask("consent_step", told);
    assert_eq!(seat.ask("calendar", json!({}))["days"], json!([]));
}

/// The id of the one entry in the calendar as it is saved now.
fn entry_id(seat: &mut Seat) -> String {
    assert_eq!(seat.ask("save_calendar", json!({})), true);
    let file = text(&saved(seat).pop().unwrap().1);
    let ids: Vec<&str> = file.lines().filter(|line| line.starts_with("UID:")).collect();
    assert_eq!(ids.len(), 1, "{file}");
    ids[0].to_owned()
}

#[test]
fn the_other_guardians_paper_moves_the_day_and_does_not_double_it() {
    let folder = TempDir::new().unwrap();
    let mut seat = at_a_desk(&folder, "rektor");
    let case = seat.open_case(json!({"guardians": [{"name": "Mira Öberg"}, {"name": "Siv Ekåsen"}]}));
    let first = seat.begin(&case, CONSENT);
    seat.type_in(&first, sample(CONSENT));
    seat.complete(&first, json!(["consent"]));
    let settle = |seat: &mut Seat, document: &Value| {
        let view = seat.ask("consent", json!({"document": document}));
        for signer in view["signers"].as_array().unwrap() {
            let input = match signer["row"].as_str() {
                Some("guardian-2") => {
                    json!({"step": "excused", "row": "guardian-2", "note": "Bor på annat håll"})
                }
                row => {
                    json!({"step": "signed", "row": row, "name": "NN", "on": "2026-11-20", "note": "expeditionen"})
                }
            };
            seat.ask("consent_step", json!({"document": document, "input": input}));
        }
        view["until"].clone()
    };
    let until = settle(&mut seat, &first);
    let before = entry_id(&mut seat);

    let second = seat.ask("consent_for_other", json!({"document": first}));
    seat.type_in(&second, json!({"valid-to": "2027-02-27"}));
    seat.complete(&second, json!(["consent"]));
    let sooner = settle(&mut seat, &second);
    assert_ne!(sooner, until);
    assert_eq!(entry_id(&mut seat), before);
    let days = seat.ask("calendar", json!({}))["days"].clone();
    assert_eq!(days[0]["on"], sooner, "the day that one of them ends it");
}

#[test]
fn a_colleague_who_waits_for_an_answer_is_in_the_calendar_until_it_is_sent() {
    let (mut mentor, mut rektor, _place) = School::new().apart();
    let case = rektor.open_case(json!({}));
    let forms = rektor.ask("send_offer", json!({"case": case, "document": null}))["forms"].clone();
    let mut forms = forms.as_array().unwrap().iter();
    let form = forms.find(|form| form["id"].as_str().unwrap().contains("checklista"));
    let order = json!({"kind": "order", "form": form.unwrap()["id"], "until": "2026-12-01", "purpose": "Beställning"});
    let sent = school::send(&mut rektor, &case, order);
    assert_eq!(
        rektor.ask("calendar", json!({}))["days"],
        json!([]),
        "who asks answers nothing"
    );
    school::open(&mut mentor, &sent);
    assert_eq!(
        mentor.ask("calendar", json!({}))["days"],
        json!([]),
        "it is not taken in"
    );
    school::take(&mut mentor, json!({"pupil": "new"}));

    let days = mentor.ask("calendar", json!({}))["days"].clone();
    let day = ["on", "kind", "pupil", "case"].map(|part| days[0][part].as_str().unwrap());
    let case = case.as_str().unwrap();
    assert_eq!(day, ["2026-12-01", "answer-due", "Łukasz Öberg", case]);
    let id = entry_id(&mut mentor);
    assert_eq!(entry_id(&mut mentor), id);
    let (case, pupil) = (
        json!(case),
        mentor.ask("pupils", json!({"search": ""}))[0]["id"].clone(),
    );
    let asked = json!({"requester": "pupil", "name": "", "access": true, "asked": "2026-11-20", "words": ""});
    let kept = mentor.ask("release_proposal", json!({"pupil": pupil, "request": asked}));
    let kept = kept["items"].as_array().unwrap().last().unwrap()["parts"][0]["text"].clone();
    let kept = kept.as_str().unwrap();
    let left = "Sparat för annat system, Kalendern: 2026-12-01: Svar till kollega";
    assert_eq!(kept.matches(left).count(), 2, "each time, at the case: {kept}");

    *mentor.world.ahead.lock().unwrap() = chrono::TimeDelta::days(11);
    assert_eq!(
        mentor.ask("calendar", json!({}))["days"],
        json!([]),
        "a day that has been"
    );
    *mentor.world.ahead.lock().unwrap() = chrono::TimeDelta::zero();
    let mut known = mentor.ask("pupil", json!({"pupil": pupil}))["input"].clone();
    known["protected"] = json!(true);
    known["alias"] = json!("Elev X");
    mentor.ask("save_pupil", json!({"pupil": pupil, "input": known}));
    assert_eq!(
        mentor.ask("calendar", json!({}))["days"],
        json!([]),
        "protected identity"
    );
    known["protected"] = json!(false);
    mentor.ask("save_pupil", json!({"pupil": pupil, "input": known}));
    assert_eq!(mentor.ask("calendar", json!({}))["days"][0]["kind"], "answer-due");

    let document = school::checklist(&mut mentor, &case);
    let offer = mentor.ask("send_offer", json!({"case": case, "document": document}));
    let done =
        json!({"kind": "section-filled", "document": document, "answers": offer["requests"][0]["package"]});
    school::send(&mut mentor, &case, done);
    let days = mentor.ask("calendar", json!({}))["days"].clone();
    let mut days = days.as_array().unwrap().iter();
    assert!(days.all(|day| day["kind"] != "answer-due"), "it was answered");
}

const CONSENT: &str = "samtycke-skola-socialtjanst";

/// A consent that everybody has signed, with its case.
fn signed_consent(seat: &mut Seat) -> (Value, Value) {
    let case = seat.open_case(json!({}));
    let document = seat.begin(&case, CONSENT);
    seat.type_in(&document, sample(CONSENT));
    seat.complete(&document, json!(["consent"]));
    let view = seat.ask("consent", json!({"document": document}));
    for signer in view["signers"].as_array().unwrap() {
        let input = json!({"step": "signed", "row": signer["row"], "name": "Mira Öberg", "on": "2026-11-20", "note": "expeditionen"});
        seat.ask("consent_step", json!({"document": document, "input": input}));
    }
    (case, document)
}

fn message(recipients: Value, subject: &str, ground: Value) -> Value {
    json!({"recipients": recipients, "subject": subject, "text": "Hej!\nHär kommer det.", "ground": ground})
}

#[test]
fn a_secure_message_goes_with_a_ground_and_without_a_name_in_its_subject() {
    let folder = TempDir::new().unwrap();
    let mut seat = at_a_desk(&folder, "rektor");
    let (case, consent) = signed_consent(&mut seat);
    let document = completed(&mut seat, &case, "checklista", json!({}));
    let offer = seat.ask("message_offer", json!({"document": document}));
    for part in ["subject", "text"] {
        let words = offer[part].as_str().unwrap();
        assert!(
            !words.contains("berg") && words.contains("Björkskolan"),
            "{words}"
        );
    }
    let view = seat.ask("consent", json!({"document": consent}));
    let party = view["parties"].as_array().unwrap().last().unwrap()["name"].clone();
    let on_consent = json!({"ground": "consent", "kinds": [view["kinds"][0]["id"]]});
    let social = json!({"to": party, "role": "socialsekreterare", "address": "ungdom@exempel.se"});
    let save = |seat: &mut Seat, input: Value| {
        seat.try_ask("save_message", json!({"document": document, "input": input}))
    };
    let fields = |refused: commands::CommandError| -> Vec<String> {
        let fields = refused.problems.into_iter().map(|problem| problem.field);
        fields.collect()
    };
    let blank = json!({"recipients": [{}, {}], "ground": {"ground": "override"}});
    let wrong = save(&mut seat, blank).unwrap_err();
    assert_eq!(fields(wrong), ["to-0", "address-0", "subject", "text", "reason"]);
    let nobody = save(&mut seat, message(json!([]), "Checklista", on_consent.clone()));
    assert_eq!(fields(nobody.unwrap_err()), ["recipients"]);
    for name in ["Om Łukasz Öberg", "Öbergs checklista"] {
        let named = save(&mut seat, message(json!([social]), name, on_consent.clone())).unwrap_err();
        assert_eq!(named.problems[0].code, "names-pupil");
        assert_eq!(fields(named), ["subject"]);
    }
    let police = json!([social, {"to": "Polisen", "address": "polisen@exempel.se"}]);
    let uncovered = save(&mut seat, message(police, "Checklista", on_consent.clone())).unwrap_err();
    assert_eq!(uncovered.code, "disclosure-not-covered");
    assert!(saved(&seat).is_empty() && told(&mut seat, &case).is_empty());

    let two = json!([social, {}, {"to": "Närvaroteamet", "role": "", "address": "funktionsbrevlåda 7"}]);
    let ground = json!({"ground": "internal", "kinds": []});
    assert_eq!(save(&mut seat, message(two, "Checklista", ground)).unwrap(), true);
    let files = saved(&seat);
    let [(beside, words), (pdf, paper)] = &files[..] else {
        panic!("two files")
    };
    assert!(paper.starts_with(b"%PDF") && pdf.ends_with(".pdf"));
    assert!(beside.ends_with("-meddelande.txt"), "{beside}");
    let words = text(words);
    assert!(words.starts_with('\u{feff}') && !words.replace("\r\n", "").contains('\n'));
    let expected = format!(
        "Adresser att klistra in:\r\nungdom@exempel.se; funktionsbrevlåda 7\r\n\r\nMottagare:\r\n{}, socialsekreterare, ungdom@exempel.se\r\nNärvaroteamet, funktionsbrevlåda 7\r\n\r\nÄmne:\r\nChecklista\r\n\r\nMeddelande:\r\nHej!\r\nHär kommer det.\r\n\r\nBilaga:\r\n{pdf}\r\n",
        party.as_str().unwrap()
    );
    assert_eq!(words.trim_start_matches('\u{feff}'), expected);
    let [kind, system, note] = last(&mut seat, &document);
    assert_eq!((kind, system), (json!("exported"), json!("Säkra meddelanden")));
    assert!(note.as_str().unwrap().contains("Närvaroteamet"), "{note}");
    let told = told(&mut seat, &case);
    let kept: Vec<(&Value, &Value, &Value)> = told
        .iter()
        .map(|one| (&one["to"], &one["how"], &one["ground"]))
        .collect();
    let (how, ground) = (json!("Säkra meddelanden"), json!("internal"));
    assert_eq!(
        kept,
        [(&json!("Närvaroteamet"), &how, &ground), (&party, &how, &ground)]
    );
    assert_eq!(
        save(&mut seat, message(json!([social]), "Checklista", on_consent)).unwrap(),
        true
    );
}

#[test]
fn nothing_about_a_protected_pupil_goes_as_a_secure_message() {
    let folder = TempDir::new().unwrap();
    let mut seat = at_a_desk(&folder, "rektor");
    let hidden = protected(&mut seat);
    let order = json!({"document": hidden});
    let offered = seat.refused("message_offer", order);
    assert_eq!(offered.code, "protected-print-only");
    let somebody = json!([{"to": "Närvaroteamet", "address": "funktionsbrevlåda 7"}]);
    let input = message(somebody, "Checklista", json!({"ground": "internal"}));
    let saving = seat.refused("save_message", json!({"document": hidden, "input": input}));
    assert_eq!(saving.code, "protected-print-only");
    assert!(saved(&seat).is_empty());
}

#[test]
fn answers_in_an_e_service_are_written_down_with_the_ground() {
    let folder = TempDir::new().unwrap();
    let mut seat = at_a_desk(&folder, "rektor");
    let case = seat.open_case(json!({}));
    let draft = seat.begin(&case, "checklista");
    let document = completed(&mut seat, &case, "checklista", json!({}));
    let input = |on: &str, ground: &str| json!({"service": "Kommunens anmälan", "number": "A-12", "on": on, "ground": {"ground": ground}});
    let order = |document: &Value, input: Value| json!({"document": document, "input": input});
    let wrong = seat.refused("note_submission", order(&document, json!({"on": "2026-11-22"})));
    let fields: Vec<&str> = wrong
        .problems
        .iter()
        .map(|problem| problem.field.as_str())
        .collect();
    assert_eq!(fields, ["service", "on", "ground"]);
    let uncovered = seat.refused("note_submission", order(&document, input("20/11", "consent")));
    assert_eq!(uncovered.code, "disclosure-not-covered");
    let unfinished = seat.refused("note_submission", order(&draft, input("20/11", "duty")));
    assert_eq!(unfinished.code, "not-completed");
    let hidden = protected(&mut seat);
    let secret = seat.refused("note_submission", order(&hidden, input("20/11", "duty")));
    assert_eq!(secret.code, "protected-print-only");
    assert!(told(&mut seat, &case).is_empty());

    let file = seat.ask("note_submission", order(&document, input("20/11", "duty")));
    let event = &file["history"][0];
    assert_eq!(
        ["kind", "name", "on", "note"].map(|part| event[part].as_str().unwrap()),
        ["sent", "Kommunens anmälan", "2026-11-20", "A-12"]
    );
    let told = told(&mut seat, &case);
    assert_eq!(
        ["to", "how", "on", "ground"].map(|part| told[0][part].as_str().unwrap()),
        ["Kommunens anmälan", "E-tjänst", "2026-11-20", "duty"]
    );
}
