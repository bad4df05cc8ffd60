//! Packages that wait in the vault for the folder through which they go.

#![allow(clippy::unwrap_used, clippy::panic)] // a test says what failed by panicking

mod seat;

use std::path::PathBuf;
use std::sync::Arc;

use seat::backups::{days_later, look};
use seat::key::trail;
use seat::school::{School, checklist, contact, last, open, standings, take, wish};
use seat::{PASSPHRASE, Seat};
use serde_json::{Value, json};
use tempfile::TempDir;

const CONSENT: &str = "samtycke-skola-socialtjanst";

/// A mentor and a rektor whose common folder is away, and a checklist in a case.
struct Away {
    mentor: Seat,
    rektor: Seat,
    case: Value,
    document: Value,
    folder: PathBuf,
    _place: TempDir,
}

impl Away {
    fn new() -> Self {
        let (mut mentor, mut rektor, place) = School::new().apart();
        let folder = place.path().join("drive");
        for seat in [&mut mentor, &mut rektor] {
            *seat.world.folder.lock().unwrap() = Some(folder.clone());
            assert_eq!(seat.ask("choose_mailbox", json!({}))["reachable"], false);
        }
        let case = mentor.open_case(json!({}));
        let document = checklist(&mut mentor, &case);
        Self {
            mentor,
            rektor,
            case,
            document,
            folder,
            _place: place,
        }
    }

    /// A copy is sent, and waits.
    fn waiting() -> Self {
        let mut away = Self::new();
        away.sends(json!({}));
        away
    }

    fn sends(&mut self, more: Value) {
        let mut told = json!({"kind": "copy", "document": self.document, "mailbox": true});
        told.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        let wish = wish(&mut self.mentor, &self.case, told);
        assert_eq!(self.mentor.ask("send_package", wish), "waits");
        assert_eq!(self.first()["standing"], "handover-in-outbox");
    }

    /// What stands first of what was exchanged.
    fn first(&mut self) -> Value {
        self.mentor.ask("handovers", json!({}))[0].clone()
    }

    fn told(&mut self) -> Value {
        json!({"package": self.first()["package"]})
    }

    fn comes_back(&self) {
        std::fs::create_dir_all(&self.folder).unwrap();
    }

    fn files(&self) -> usize {
        std::fs::read_dir(&self.folder).unwrap().count()
    }

    /// The folder is there again; how the package stands, and why.
    fn looks(&mut self) -> (String, Value) {
        self.comes_back();
        self.mentor.ask("news_in_mailbox", json!({}));
        let first = self.first();
        let last = first["steps"].as_array().unwrap().last();
        let why = last.map_or(Value::Null, |step| step["why"].clone());
        (first["standing"].as_str().unwrap().to_owned(), why)
    }

    /// How often it was written down that something did not come about.
    fn undone(&mut self) -> usize {
        let file = self
            .mentor
            .ask("document_file", json!({"document": self.document}));
        let events = file["history"].as_array().unwrap().iter();
        events.filter(|event| event["undone"] == true).count()
    }
}

#[test]
fn what_the_folder_does_not_take_waits_until_it_does() {
    let mut away = Away::waiting();
    for _ in 0..2 {
        assert_eq!(away.mentor.ask("news_in_mailbox", json!({})), 0);
        assert_eq!(away.mentor.ask("look_in_mailbox", json!({}))["reachable"], false);
        assert_eq!(away.first()["standing"], "handover-in-outbox");
        away.mentor.ask("lock", json!({}));
        away.mentor.ask("unlock", json!({"passphrase": PASSPHRASE}));
    }
    assert_eq!(away.looks().0, "handover-sent");
    assert_eq!((away.files(), away.undone()), (1, 0));
    away.mentor.ask("look_in_mailbox", json!({}));
    assert_eq!(away.files(), 1, "once");
    away.rektor.ask("look_in_mailbox", json!({}));
    take(&mut away.rektor, json!({"pupil": "new"}));
    away.rektor.ask("document", json!({"document": away.document}));
    let entries = trail(&mut away.mentor);
    let at = |what: &str| entries.iter().position(|(entry, _)| entry == what);
    assert!(at("export send_package").unwrap() < at("export send_waiting").unwrap());
}

/// What could be told when it was sent may be forbidden when it could leave.
#[test]
fn what_may_not_leave_any_more_does_not() {
    type Change = fn(&mut Away);
    let cases: [(&str, Change); 4] = [
        ("contact-ended", |away| {
            let contact = contact(&mut away.mentor);
            let ended = json!({"contact": contact, "ended": true});
            away.mentor.ask("end_contact", ended);
        }),
        ("package-out-of-time", |away| days_later(&away.mentor, 31)),
        ("protected-print-only", |away| {
            let pupil = away.mentor.ask("pupils", json!({"search": ""}))[0]["id"].clone();
            let mut input = away.mentor.ask("pupil", json!({"pupil": pupil}))["input"].clone();
            input["protected"] = json!(true);
            input["alias"] = json!("Ö");
            away.mentor
                .ask("save_pupil", json!({"pupil": pupil, "input": input}));
        }),
        ("contact-unverified", |away| {
            let contact = contact(&mut away.mentor);
            for ended in [true, false] {
                let told = json!({"contact": contact, "ended": ended});
                away.mentor.ask("end_contact", told);
            }
        }),
    ];
    for (why, change) in cases {
        let mut away = Away::waiting();
        change(&mut away);
        assert_eq!(away.looks(), ("handover-unsent".to_owned(), json!(why)));
        assert_eq!((away.files(), away.undone()), (0, 1), "{why}");
        if why == "package-out-of-time" {
            continue;
        }
        let package = away.told();
        let gone = away.mentor.refused("save_waiting", package);
        assert_eq!(gone.code, "not-found", "{why}: it waits no more");
    }
}

#[test]
fn what_a_family_takes_back_while_it_waits_is_not_told() {
    for (taken_back, standing) in [(false, "handover-sent"), (true, "handover-unsent")] {
        let mut away = Away::new();
        let case = away.case.clone();
        let consent = seat::papers::completed(&mut away.mentor, &case, CONSENT, json!({}));
        let view = seat::papers::consent(&mut away.mentor, &consent);
        for signer in view["signers"].as_array().unwrap() {
            let signed = json!({"step": "signed", "row": signer["row"], "name": "Mira Öberg", "on": "2026-11-20",
                "note": "expeditionen"});
            away.mentor
                .ask("consent_step", json!({"document": consent, "input": signed}));
        }
        let party = away.mentor.ask("disclosures", json!({"case": case}))["parties"][0].clone();
        let kind = view["kinds"][0]["id"].clone();
        away.sends(json!({"ground": "consent", "party": party, "data": [kind]}));
        if taken_back {
            let step = json!({"step": "withdrawn", "whole": true, "parties": [], "kinds": [], "name": "Mira Öberg",
                "on": "21/11", "note": "muntligt"});
            away.mentor
                .ask("consent_step", json!({"document": consent, "input": step}));
        }
        assert_eq!(away.looks().0, standing);
        let told = away.mentor.ask("disclosures", json!({"case": case}))["told"][0].clone();
        assert_eq!(told["undone"] != Value::Null, taken_back, "{told}");
    }
}

#[test]
fn what_waits_goes_by_hand_or_not_at_all() {
    let mut away = Away::waiting();
    let package = away.told();
    assert_eq!(away.mentor.ask("save_waiting", package.clone()), true);
    let file = last(&away.mentor).1;
    assert_eq!(away.looks().0, "handover-sent");
    assert_eq!(away.files(), 0, "it has gone the other way");
    open(&mut away.rektor, &file);
    take(&mut away.rektor, json!({"pupil": "new"}));
    for command in ["save_waiting", "leave_unsent"] {
        assert_eq!(away.mentor.refused(command, package.clone()).code, "not-found");
    }

    for command in ["leave_unsent", "take_back"] {
        let mut away = Away::new();
        away.sends(json!({"kind": "case-transfer", "document": null, "purpose": "Ny mentor"}));
        assert_eq!(away.first()["can_be_taken_back"], false, "there is one way");
        let begins = json!({"case": away.case, "form": "checklista"});
        assert_eq!(
            away.mentor.refused("begin_document", begins.clone()).code,
            "case-offered"
        );
        let package = away.told();
        away.mentor.ask(command, package);
        away.mentor.ask("begin_document", begins);
        assert_eq!(away.undone(), 1, "{command}");
        assert_eq!(away.looks().0, "handover-unsent");
        assert_eq!(away.files(), 0);
    }
}

/// The user gives it up while its file is written to a slow drive.
#[test]
fn what_is_given_up_at_the_last_moment_is_not_left_lying() {
    let mut away = Away::waiting();
    away.comes_back();
    let (desk, package) = (Arc::clone(&away.mentor.desk), away.told());
    *away.mentor.world.writing.lock().unwrap() = Some(Box::new(move || {
        commands::call(&desk, "leave_unsent", package.clone()).unwrap();
    }));
    assert_eq!(away.looks().0, "handover-unsent");
    assert_eq!(away.files(), 0);
}

/// A folder that lists its files and takes none.
#[test]
fn a_folder_that_takes_nothing_loses_nothing() {
    let mut away = Away::waiting();
    *away.mentor.world.is_full.lock().unwrap() = true;
    assert_eq!(away.looks().0, "handover-in-outbox");
    *away.mentor.world.is_full.lock().unwrap() = false;
    assert_eq!(away.looks().0, "handover-sent");
}

#[test]
fn what_waits_goes_with_what_is_disposed_of() {
    let mut away = Away::waiting();
    let rules = "name = 'Exempelkommun'\n[[disposal]]\nform = 'checklista'\nyears = 0\nplan = 'KS 2024/12'\n";
    *away.mentor.world.municipality.lock().unwrap() = Some(rules.to_owned());
    days_later(&away.mentor, 366);
    let disposed = json!({"documents": [away.document], "reason": "Beslut 7", "passphrase": PASSPHRASE});
    away.mentor.ask("dispose", json!({"input": disposed}));
    assert_eq!(away.first()["standing"], "handover-unsent");
    assert_eq!(away.looks().0, "handover-unsent");
    assert_eq!(away.files(), 0);
}

/// What waits now waits after a restoring, and what has left since does not leave again.
#[test]
fn over_a_restoring() {
    let mut away = Away::waiting();
    away.mentor.ask("back_up", json!({}));
    assert_eq!(away.looks().0, "handover-sent");
    std::fs::remove_dir_all(&away.folder).unwrap();
    away.sends(json!({}));
    look(&mut away.mentor, false, 0);
    away.mentor.ask("restore", json!({}));
    assert_eq!(
        standings(&mut away.mentor),
        ["handover-in-outbox", "handover-sent"]
    );
    assert_eq!(away.looks().0, "handover-sent");
    assert_eq!(away.files(), 1);
}
