//! Packages that wait in the vault for the folder through which they go.

#![allow(clippy::unwrap_used, clippy::panic)] // clippy excuses test functions, not what they share

mod seat;

use std::path::PathBuf;
use std::sync::Arc;

use seat::backups::{days_later, look};
use seat::key::{ceremony, give_settings, trail};
use seat::school::{School, checklist, contact, last, open, send_away, standings, take};
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
        let mut told = json!({"kind": "copy", "document": self.document});
        told.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        send_away(&mut self.mentor, &self.folder, &self.case, told);
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

    /// What stands in the document's history of its being sent.
    fn told_of(&mut self) -> usize {
        let told = json!({"document": self.document});
        let file = self.mentor.ask("document_file", told);
        let events = file["history"].as_array().unwrap().iter();
        events.filter(|event| event["kind"] == "handed-over").count()
    }
}

#[test]
fn what_is_sent_while_the_folder_is_away_waits_until_it_is_there() {
    let mut away = Away::waiting();
    for _ in 0..2 {
        assert_eq!(away.mentor.ask("news_in_mailbox", json!({}))["packages"], 0);
        assert_eq!(away.mentor.ask("look_in_mailbox", json!({}))["reachable"], false);
        assert_eq!(away.first()["standing"], "handover-in-outbox");
        away.mentor.ask("lock", json!({}));
        away.mentor.ask("unlock", json!({"passphrase": PASSPHRASE}));
    }
    assert_eq!(away.told_of(), 0, "nobody has it yet");
    assert_eq!(away.looks().0, "handover-sent");
    assert_eq!((away.files(), away.told_of()), (1, 1));
    away.mentor.ask("look_in_mailbox", json!({}));
    assert_eq!((away.files(), away.told_of()), (1, 1), "once");
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
    let cases: [(&str, Change); 7] = [
        ("contact-ended", |away| {
            let contact = contact(&mut away.mentor);
            let ended = json!({"contact": contact, "ended": true});
            away.mentor.ask("end_contact", ended);
        }),
        ("contact-unverified", |away| {
            let contact = contact(&mut away.mentor);
            for ended in [true, false] {
                let told = json!({"contact": contact, "ended": ended});
                away.mentor.ask("end_contact", told);
            }
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
        ("document-void", |away| {
            let told = json!({"document": away.document, "reason": "Fel elev"});
            away.mentor.ask("cancel_document", told);
        }),
        ("package-needs-municipality", |away| {
            let place = tempfile::tempdir().unwrap();
            let made = ceremony(place.path(), 7, true);
            let settings = made.settings.replace("packages = false", "packages = true");
            give_settings(&away.mentor, &settings);
        }),
        ("new-keys", |away| {
            let told = json!({"passphrase": PASSPHRASE});
            _ = away.mentor.ask("renew_card", told);
        }),
    ];
    for (why, change) in cases {
        let mut away = Away::waiting();
        change(&mut away);
        assert_eq!(
            away.mentor.ask("news_in_mailbox", json!({}))["unsent"],
            1,
            "it is asked while the folder is away"
        );
        let standing = ("handover-unsent".to_owned(), json!(why));
        assert_eq!(away.looks(), standing);
        assert_eq!((away.files(), away.told_of()), (0, 0), "{why}");
    }
}

#[test]
fn what_a_family_takes_back_while_it_waits_is_not_told() {
    for taken_back in [false, true] {
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
        let told = |away: &mut Away| away.mentor.ask("disclosures", json!({"case": case}))["told"].clone();
        assert_eq!(told(&mut away), json!([]), "nobody has been told");
        if taken_back {
            let step = json!({"step": "withdrawn", "whole": true, "parties": [], "kinds": [], "name": "Mira Öberg",
                "on": "21/11", "note": "muntligt"});
            away.mentor
                .ask("consent_step", json!({"document": consent, "input": step}));
        }
        days_later(&away.mentor, 2);
        let (standing, why) = away.looks();
        let told = told(&mut away);
        if taken_back {
            assert_eq!(
                (standing.as_str(), why),
                ("handover-unsent", json!("disclosure-not-covered"))
            );
            assert_eq!(told, json!([]));
        } else {
            assert_eq!(standing, "handover-sent");
            assert_eq!(told[0]["on"], "2026-11-23", "the day it left");
        }
    }
}

#[test]
fn what_waits_goes_by_hand_or_not_at_all() {
    let mut away = Away::waiting();
    let package = away.told();
    assert_eq!(away.mentor.ask("save_waiting", package.clone()), true);
    let file = last(&away.mentor).1;
    assert_eq!(away.looks().0, "handover-sent");
    assert_eq!(
        (away.files(), away.told_of()),
        (0, 1),
        "it has gone the other way"
    );
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
            "case-offer-waits"
        );
        let package = away.told();
        away.mentor.ask(command, package);
        away.mentor.ask("begin_document", begins);
        assert_eq!(away.looks(), ("handover-unsent".to_owned(), Value::Null));
        assert_eq!((away.files(), away.told_of()), (0, 0), "{command}");
        let entries = trail(&mut away.mentor);
        assert!(entries.iter().any(|(entry, _)| entry == "write leave_unsent"));
    }
}

/// The user gives it up while its file is written to a slow drive: what may have left is never said not to have.
#[test]
fn what_is_given_up_at_the_last_moment_has_left() {
    let mut away = Away::waiting();
    away.comes_back();
    let (desk, package) = (Arc::clone(&away.mentor.desk), away.told());
    *away.mentor.world.writing.lock().unwrap() = Some(Box::new(move || {
        commands::call(&desk, "leave_unsent", package.clone()).unwrap();
    }));
    assert_eq!(away.looks().0, "handover-sent");
    assert_eq!((away.files(), away.told_of()), (1, 1));
}

/// The stick is put in while the user chooses where to save.
#[test]
fn what_has_left_through_the_folder_is_not_saved_by_hand() {
    let mut away = Away::waiting();
    away.comes_back();
    let (desk, package) = (Arc::clone(&away.mentor.desk), away.told());
    *away.mentor.world.meanwhile.lock().unwrap() = Some(Box::new(move || {
        commands::call(&desk, "news_in_mailbox", json!({})).unwrap();
    }));
    assert_eq!(away.mentor.refused("save_waiting", package).code, "not-found");
    assert_eq!(away.first()["standing"], "handover-sent");
    assert_eq!((away.files(), away.told_of()), (1, 1));
}

/// The consent is taken back, or the municipality's settings are spoilt, at the moment of leaving: it is asked then.
#[test]
fn what_cannot_be_known_to_be_allowed_stays() {
    let mut away = Away::waiting();
    away.sends(json!({}));
    *away.mentor.world.municipality.lock().unwrap() = Some("name = ".to_owned());
    assert_eq!(away.looks().0, "handover-in-outbox");
    assert_eq!(away.files(), 0);
    assert_ne!(away.mentor.ask("parcels", json!({}))["stuck"], Value::Null);
    *away.mentor.world.municipality.lock().unwrap() = None;

    // While the first file is written the second one's document is made void.
    let desk = Arc::clone(&away.mentor.desk);
    let void = json!({"document": away.document, "reason": "Fel elev"});
    *away.mentor.world.writing.lock().unwrap() = Some(Box::new(move || {
        commands::call(&desk, "cancel_document", void.clone()).unwrap();
    }));
    away.mentor.ask("look_in_mailbox", json!({}));
    assert_eq!(standings(&mut away.mentor), ["handover-unsent", "handover-sent"]);
    assert_eq!(away.files(), 1);
}

/// What was given up by itself is news until the post is looked at.
#[test]
fn what_is_given_up_is_news() {
    let mut away = Away::waiting();
    let news = |away: &mut Away| away.mentor.ask("news_in_mailbox", json!({}))["unsent"].clone();
    assert_eq!(news(&mut away), 0);
    days_later(&away.mentor, 31);
    assert_eq!(news(&mut away), 1);
    assert_eq!(news(&mut away), 1, "until somebody looks");
    away.mentor.ask("look_in_mailbox", json!({}));
    assert_eq!(news(&mut away), 0);
    let mut own = Away::waiting();
    let package = own.told();
    own.mentor.ask("leave_unsent", package);
    assert_eq!(news(&mut own), 0, "what the user gave up is none");
}

/// The vault is locked while the file is written to a slow drive: what left is known when it is opened.
#[test]
fn what_left_a_vault_that_was_locked_meanwhile_has_left() {
    let mut away = Away::waiting();
    away.comes_back();
    let desk = Arc::clone(&away.mentor.desk);
    *away.mentor.world.writing.lock().unwrap() = Some(Box::new(move || {
        commands::call(&desk, "lock", json!({})).unwrap();
    }));
    away.mentor.try_ask("news_in_mailbox", json!({})).ok();
    *away.mentor.world.writing.lock().unwrap() = None;
    away.mentor.ask("unlock", json!({"passphrase": PASSPHRASE}));
    assert_eq!(away.first()["standing"], "handover-sent");
    assert_eq!((away.files(), away.told_of()), (1, 1));
}

/// One that the folder does not take stands in no other's way, and is tried again when somebody looks.
#[test]
fn a_folder_that_takes_nothing_loses_nothing() {
    let mut away = Away::waiting();
    away.sends(json!({}));
    let (world, mut tries) = (Arc::clone(&away.mentor.world), 0);
    *away.mentor.world.writing.lock().unwrap() = Some(Box::new(move || {
        tries += 1;
        *world.is_full.lock().unwrap() = tries == 1;
    }));
    let standings = |away: &mut Away| standings(&mut away.mentor);
    away.looks();
    assert_eq!(standings(&mut away), ["handover-sent", "handover-in-outbox"]);
    assert_eq!(
        away.mentor.ask("parcels", json!({}))["stuck"]["code"],
        "cannot-write",
        "and why is said"
    );
    assert_eq!(away.mentor.ask("news_in_mailbox", json!({}))["stuck"], true);
    assert_eq!(away.files(), 1, "it is not tried every minute");
    let looked = away.mentor.ask("look_in_mailbox", json!({}));
    assert_eq!(looked["stuck"], Value::Null);
    assert_eq!(standings(&mut away), ["handover-sent", "handover-sent"]);
    assert_eq!(away.files(), 2);
}

#[test]
fn what_waits_goes_with_what_is_disposed_of() {
    let mut away = Away::waiting();
    let rules = "name = 'Exempelkommun'\n[[disposal]]\nform = 'checklista'\nyears = 0\nplan = 'KS 2024/12'\n";
    *away.mentor.world.municipality.lock().unwrap() = Some(rules.to_owned());
    days_later(&away.mentor, 366);
    let disposed = json!({"documents": [away.document], "reason": "Beslut 7", "passphrase": PASSPHRASE});
    away.mentor.ask("dispose", json!({"input": disposed}));
    assert_eq!(
        away.looks(),
        ("handover-unsent".to_owned(), json!("disposed")),
        "before its time is asked for"
    );
    assert_eq!(away.files(), 0);
}

/// What waits now waits after a restoring; what has left since, or was given up, does not leave again.
#[test]
fn over_a_restoring() {
    for leaves in [true, false] {
        let mut away = Away::waiting();
        away.mentor.ask("back_up", json!({}));
        let (package, first) = (
            away.told(),
            if leaves {
                "handover-sent"
            } else {
                "handover-unsent"
            },
        );
        if !leaves {
            away.mentor.ask("leave_unsent", package);
        }
        assert_eq!(away.looks().0, first);
        std::fs::remove_dir_all(&away.folder).unwrap();
        away.sends(json!({}));
        look(&mut away.mentor, false, 0);
        away.mentor.ask("restore", json!({}));
        assert_eq!(standings(&mut away.mentor), ["handover-in-outbox", first]);
        assert_eq!(away.looks().0, "handover-sent");
        assert_eq!(away.files(), 1);
    }
}

/// A backup from before what is sent: that is given up, and does not leave without anything to say it of.
#[test]
fn what_is_not_in_the_backup_does_not_leave() {
    for has_case in [false, true] {
        let (mut mentor, _rektor, place) = School::new().apart();
        let folder = place.path().join("drive");
        let case = has_case.then(|| mentor.open_case(json!({})));
        mentor.ask("back_up", json!({}));
        let case = case.unwrap_or_else(|| mentor.open_case(json!({})));
        let document = checklist(&mut mentor, &case);
        let order = json!({"kind": "order", "what": "Kartlägg frånvaron.", "documents": [document]});
        send_away(&mut mentor, &folder, &case, order);
        look(&mut mentor, false, 0);
        mentor.ask("restore", json!({}));
        std::fs::create_dir(&folder).unwrap();
        mentor.ask("choose_mailbox", json!({}));
        let sent = mentor.ask("handovers", json!({}))[0].clone();
        assert_eq!(
            (&sent["standing"], &sent["steps"][0]["why"]),
            (&json!("handover-unsent"), &json!("restored"))
        );
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
    }
}
