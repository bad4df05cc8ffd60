//! Vaults as programs of their own: four of them send each other papers through a folder, the whole circle, byte for
//! byte; and each is killed while it sends, while it takes in and while it changes keys.
//!
//! A program of its own, because it starts itself again as each of them. They are told in lines of JSON what to do, and
//! answer in lines.

#![allow(clippy::unwrap_used, clippy::panic)] // a test program says what failed by panicking

mod apart;
#[path = "../seat/mod.rs"]
mod seat;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use apart::{Apart, VAULT, compare, serve};
use seat::{PASSPHRASE, copy, sample};
use serde_json::{Value, json};

const KILLS: u32 = 200;

fn main() {
    if let Some(folder) = env::var_os(VAULT) {
        return serve(Path::new(&folder));
    }
    the_whole_circle();
    let kills = [
        killed_while_it_sends,
        killed_while_what_waited_leaves,
        killed_while_it_takes_in,
        killed_while_it_changes_keys,
    ];
    let kills = kills.map(std::thread::spawn);
    kills.into_iter().for_each(|kills| kills.join().unwrap());
}

/// An administrator, a mentor, a kurator and a rektor who have compared their cards, and a case that is the mentor's.
struct Circle {
    place: tempfile::TempDir,
    mentor: Apart,
    kurator: Apart,
    rektor: Apart,
    admin: Apart,
    case: Value,
    checklist: Value,
}

/// The administrator's figures reach the mentor and the rektor, the checklist reaches the rektor, the order the kurator, the
/// kartläggning comes back, a section is filled in by another, a case is lent and given back, and one gets another to answer
/// for it.
fn the_whole_circle() {
    let mut circle = Circle::new();
    let kartlaggning = circle.order();
    let filled = circle.section();
    circle.figures();
    circle.loan(&kartlaggning);
    circle.transfer(&[kartlaggning, filled]);
    for apart in [&mut circle.mentor, &mut circle.kurator, &mut circle.rektor] {
        is_sound(apart);
    }
    println!("four vaults, the whole circle, byte for byte");
}

/// Neither a paper nor the audit trail has a fault.
fn is_sound(apart: &mut Apart) {
    let check = apart.ask("check_archive", json!({}));
    assert_eq!(check["faults"], json!([]));
    let trail = apart.ask("check_trail", json!({}));
    assert!(trail["fault"].is_null(), "{trail}");
}

impl Circle {
    fn new() -> Self {
        let place = tempfile::tempdir().unwrap();
        let mut mentor = Apart::make(place.path(), "Ebba Lindqvist", "mentor");
        let mut kurator = Apart::make(place.path(), "Birgitta Ek", "kurator");
        let mut rektor = Apart::make(place.path(), "Rut Sandberg", "rektor");
        let mut admin = Apart::make(place.path(), "Moa Lund", "administrator");
        compare(&mut mentor, &mut rektor, place.path());
        compare(&mut kurator, &mut rektor, place.path());
        for colleague in [&mut kurator, &mut mentor, &mut rektor] {
            compare(&mut admin, colleague, place.path());
        }
        compare(&mut mentor, &mut kurator, place.path());
        let case = mentor.open_case();
        let checklist = mentor.checklist(&case);
        mentor.send(
            "Rut Sandberg",
            &case,
            json!({"kind": "copy", "document": checklist}),
        );
        rektor.take_all();
        let paper = mentor.paper(&checklist, place.path());
        assert_eq!(rektor.paper(&checklist, place.path()), paper);
        Self {
            place,
            mentor,
            kurator,
            rektor,
            admin,
            case,
            checklist,
        }
    }

    /// The rektor orders a kartläggning, and it comes back; which one.
    fn order(&mut self) -> Value {
        let (case, place) = (self.case.clone(), self.place.path());
        let order = json!({"kind": "order", "form": "trosa/kartlaggning", "until": "2026-12-24",
            "documents": [self.checklist]});
        self.rektor.send("Birgitta Ek", &case, order);
        assert_eq!(self.kurator.take_all()[0]["kind"], "order");
        let kurator = &mut self.kurator;
        let document = kurator.ask("begin_document", json!({"case": case, "form": "kartlaggning"}));
        let typed = json!({"document": document, "changes": sample("kartlaggning")});
        kurator.ask("save_draft", typed);
        let sections = kurator.ask("review", json!({ "document": document }))["sections"].clone();
        kurator.finish(&document, &json!({}), &sections, None);
        kurator.send_asked("Rut Sandberg", &case, &document);
        self.rektor.take_all();
        assert_eq!(
            self.rektor.paper(&document, place),
            self.kurator.paper(&document, place)
        );
        assert_eq!(self.rektor.standing("order", "sent"), "handover-done");
        document
    }

    /// EHT's part is filled in by the kurator, who stands for the team, and returns to the mentor; the document.
    fn section(&mut self) -> Value {
        let (case, place) = (self.case.clone(), self.place.path());
        let told = json!({"case": case, "document": self.checklist});
        let section = self.mentor.ask("send_offer", told)["document"]["sections"][0]["id"].clone();
        let request = json!({"kind": "section-request", "document": self.checklist, "section": section});
        self.mentor.send("Birgitta Ek", &case, request);
        self.kurator.take_all();
        let told = json!({ "document": self.checklist });
        let filled = self.kurator.ask("continue_document", told);
        let comment = json!({"eht-comment": "Vi ringer hem på måndag."});
        let sections = json!([section]);
        self.kurator
            .finish(&filled, &comment, &sections, Some("Kim Berg"));
        self.kurator.send_asked("Ebba Lindqvist", &case, &filled);
        self.mentor.take_all();
        assert_eq!(
            self.mentor.paper(&filled, place),
            self.kurator.paper(&filled, place)
        );
        assert_eq!(self.mentor.standing("section-request", "sent"), "handover-done");
        filled
    }

    /// The administrator gives the mentor her pupils' figures, and the rektor the sum of all.
    fn figures(&mut self) {
        let list = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/samples/narvaro.csv");
        let choose = json!({"command": "choose_register", "told": {}, "file": list});
        self.admin.tell(&choose);
        let chosen = self.admin.answer();
        let columns = chosen["columns"].as_array().unwrap().iter();
        let columns: Vec<&Value> = columns.map(|column| &column["column"]).collect();
        let input = json!({"sheet": chosen["sheet"], "columns": columns, "unit": chosen["unit"],
            "from": "2026-08-18", "to": "2026-09-01"});
        let mapped = self.admin.ask("map_register", json!({ "input": input }));
        let group = mapped["groups"][0].clone();
        let (mentor, rektor) = (
            self.admin.contact("Ebba Lindqvist"),
            self.admin.contact("Rut Sandberg"),
        );
        let summary = self.admin.ask("sum_up", json!({"at_least": 15}));
        let common =
            json!({"until": "2026-12-11", "purpose": "Frånvaro i augusti", "at_least": 15, "mailbox": true});
        let parts = [
            json!({"kind": "figures", "groups": [{"name": group["name"], "contact": mentor}]}),
            json!({"kind": "aggregates", "contacts": [rektor]}),
        ];
        for mut input in parts {
            let more = common.as_object().unwrap().clone();
            input.as_object_mut().unwrap().extend(more);
            self.admin.ask("send_figures", json!({ "input": input }));
        }
        assert_eq!(self.mentor.take_all()[0]["kind"], "figures");
        assert_eq!(self.rektor.take_all()[0]["kind"], "aggregates");
        let figures = self.mentor.ask("figures", json!({}))[0].clone();
        let pupils = figures["pupils"].as_array().unwrap().len();
        assert_eq!(
            (&figures["sender"], &json!(pupils)),
            (&json!("Moa Lund"), &group["pupils"])
        );
        let told = self.rektor.ask("figures", json!({}))[0].clone();
        assert_eq!(told["summary"], summary);
        self.admin.take_all();
        for kind in ["figures", "aggregates"] {
            assert_eq!(self.admin.standing(kind, "sent"), "handover-accepted");
        }
    }

    /// The administrator reads a document for a time, and gives it back.
    fn loan(&mut self, document: &Value) {
        let loan = json!({"kind": "case-share", "documents": [document], "until": "2026-12-24"});
        self.kurator.send("Moa Lund", &self.case, loan);
        assert_eq!(self.admin.take_all()[0]["kind"], "case-share");
        self.kurator.take_all();
        assert_eq!(self.kurator.standing("case-share", "sent"), "handover-lent");
        let view = self.admin.ask("case", json!({ "case": self.case }));
        let package = json!({ "package": view["holding"]["package"] });
        self.admin.ask("give_back", package);
        assert_eq!(self.admin.ask("pupils", json!({"search": ""})), json!([]));
        self.kurator.take_all();
        assert_eq!(self.kurator.standing("case-share", "sent"), "handover-returned");
    }

    /// The kurator hands the case over to the rektor, with everything in it.
    fn transfer(&mut self, documents: &[Value]) {
        let input = json!({"system": "Castor", "number": "2026/7", "on": "2026-01-02"});
        let registered = json!({"document": documents[0], "input": input});
        self.kurator.ask("register_document", registered);
        let transfer = json!({"kind": "case-transfer"});
        self.kurator.send("Rut Sandberg", &self.case, transfer);
        self.rektor.take_all();
        self.kurator.take_all();
        assert_eq!(
            self.kurator.standing("case-transfer", "sent"),
            "handover-accepted"
        );
        let told = json!({ "document": documents[0] });
        let history = self.rektor.ask("document_file", told)["history"].to_string();
        assert!(history.contains("\"told\":\"Birgitta Ek\""), "{history}");
        for document in documents.iter().chain([&self.checklist]) {
            let paper = self.kurator.paper(document, self.place.path());
            assert_eq!(self.rektor.paper(document, self.place.path()), paper);
        }
    }
}

/// Two colleagues whose vaults lie closed, with a checklist that one of them can send.
struct Pair {
    place: tempfile::TempDir,
    case: Value,
    checklist: Value,
}

impl Pair {
    fn new() -> Self {
        let place = tempfile::tempdir().unwrap();
        let mut mentor = Apart::make(place.path(), "Ebba Lindqvist", "mentor");
        let mut rektor = Apart::make(place.path(), "Rut Sandberg", "rektor");
        compare(&mut mentor, &mut rektor, place.path());
        let case = mentor.open_case();
        let checklist = mentor.checklist(&case);
        drop((mentor, rektor));
        Self {
            place,
            case,
            checklist,
        }
    }

    fn folder(&self, name: &str) -> PathBuf {
        self.place.path().join(name)
    }

    /// The packages that lie in the folder.
    fn packages(&self) -> Vec<PathBuf> {
        let files = fs::read_dir(self.folder("post")).unwrap();
        let files = files.map(|entry| entry.unwrap().path());
        files
            .filter(|file| file.extension().is_some_and(|ending| ending == "lotspaket"))
            .collect()
    }

    /// The vaults and the folder as they are now, to begin from again and again.
    fn keep(&self) {
        for name in ["mentor", "rektor", "post"] {
            copy(&self.folder(name), &self.folder(&format!("{name}-kept")));
        }
    }

    fn again(&self) {
        for name in ["mentor", "rektor", "post"] {
            fs::remove_dir_all(self.folder(name)).unwrap();
            copy(&self.folder(&format!("{name}-kept")), &self.folder(name));
        }
    }

    fn copy_wish(&self, mentor: &mut Apart) -> Value {
        let more = json!({"kind": "copy", "document": self.checklist});
        mentor.wish("Rut Sandberg", &self.case, &more)
    }

    /// Kills one of them at so many moments while it does the same thing, and looks each time. The moments lie in the
    /// first `spread` of what it takes when nobody kills it; the last is killed when it has answered. How often nothing was
    /// done, and how often all.
    fn kill_while(
        &self,
        (who, spread): (&str, f64),
        prepare: impl Fn(&mut Apart) -> Value,
        look: impl Fn(&mut Apart) -> bool,
    ) -> [u32; 2] {
        self.keep();
        let mut apart = Apart::open(&self.folder(who));
        let line = prepare(&mut apart);
        let begun = Instant::now();
        apart.tell(&line);
        apart.answer();
        let whole = begun.elapsed();
        drop(apart);
        let mut found = [0; 2];
        for round in 0..KILLS {
            self.again();
            let mut apart = Apart::open(&self.folder(who));
            let line = prepare(&mut apart);
            apart.tell(&line);
            let (part, has_answered) = (f64::from(round) / f64::from(KILLS) * spread, round + 1 == KILLS);
            match has_answered {
                true => _ = apart.answer(),
                false => std::thread::sleep(whole.mul_f64(part).min(Duration::from_secs(2))),
            }
            apart.kill();
            let mut apart = Apart::open(&self.folder(who));
            let is_done = look(&mut apart);
            assert!(is_done || !has_answered, "what was answered is done");
            found[usize::from(is_done)] += 1;
            is_sound(&mut apart);
        }
        assert!(!found.contains(&0), "the first is killed before anything is done");
        self.again();
        found
    }
}

fn killed_while_it_sends() {
    let pair = Pair::new();
    let sends = |mentor: &mut Apart| json!({"command": "send_package", "told": pair.copy_wish(mentor)});
    let found = pair.kill_while(("mentor", 1.2), sends, |mentor| {
        let all = mentor.ask("handovers", json!({}));
        let packages = pair.packages();
        let known = all.as_array().unwrap();
        assert!(
            known.len() <= 1 && packages.len() <= known.len(),
            "what left is written down: {all} {packages:?}"
        );
        if let Some(file) = packages.first() {
            assert!(
                exchange::handover::is_package(&fs::read(file).unwrap()),
                "whole or absent"
            );
            let history =
                mentor.ask("document_file", json!({ "document": pair.checklist }))["history"].to_string();
            assert!(
                history.contains("handed-over") || history.contains("overlamnad"),
                "{history}"
            );
        }
        // The same can be done again, whatever became of it.
        let wish = pair.copy_wish(mentor);
        assert_eq!(mentor.ask("send_package", wish), "gone");
        !packages.is_empty()
    });
    println!(
        "{KILLS} kills while a package was sent: {} before the file, {} after",
        found[0], found[1]
    );
}

fn killed_while_what_waited_leaves() {
    let pair = Pair::new();
    let mut mentor = Apart::open(&pair.folder("mentor"));
    fs::remove_dir(pair.folder("post")).unwrap();
    let wish = pair.copy_wish(&mut mentor);
    assert_eq!(mentor.ask("send_package", wish), "waits");
    drop(mentor);
    fs::create_dir(pair.folder("post")).unwrap();
    let looks = |_: &mut Apart| json!({"command": "look_in_mailbox", "told": {}});
    let found = pair.kill_while(("mentor", 1.2), looks, |mentor| {
        let told = |mentor: &mut Apart| {
            let history =
                mentor.ask("document_file", json!({ "document": pair.checklist }))["history"].clone();
            let events = history.as_array().unwrap().iter();
            events.filter(|event| event["kind"] == "handed-over").count()
        };
        let is_sent = mentor.standing("copy", "sent") == "handover-sent";
        assert_eq!(
            told(mentor),
            usize::from(is_sent),
            "told when it is known to have left"
        );
        for file in pair.packages() {
            assert!(
                exchange::handover::is_package(&fs::read(file).unwrap()),
                "whole or absent"
            );
        }
        assert!(!is_sent || pair.packages().len() == 1);
        mentor.ask("look_in_mailbox", json!({}));
        assert_eq!(mentor.standing("copy", "sent"), "handover-sent");
        assert_eq!((told(mentor), pair.packages().len()), (1, 1), "once");
        is_sent
    });
    println!(
        "{KILLS} kills while a package that had waited left: {} before that is known, {} after",
        found[0], found[1]
    );
}

fn killed_while_it_takes_in() {
    let pair = Pair::new();
    let mut mentor = Apart::open(&pair.folder("mentor"));
    let wish = pair.copy_wish(&mut mentor);
    mentor.ask("send_package", wish);
    let paper = mentor.paper(&pair.checklist, pair.place.path());
    drop(mentor);
    let takes = |rektor: &mut Apart| {
        let waiting = rektor.ask("look_in_mailbox", json!({}))["waiting"][0].clone();
        json!({"command": "take_parcel", "told": {"input": {"key": waiting["key"], "pupil": "new"}}})
    };
    let found = pair.kill_while(("rektor", 1.2), takes, |rektor| {
        let is_taken = rektor.ask("pupils", json!({"search": ""})) != json!([]);
        let known = rektor.ask("handovers", json!({}));
        let received = known
            .as_array()
            .unwrap()
            .iter()
            .filter(|one| one["direction"] == "received")
            .count();
        assert_eq!(received, usize::from(is_taken), "all of it or nothing: {known}");
        if !is_taken {
            assert_eq!(rektor.take_all().len(), 1, "it can be taken in still");
        }
        assert_eq!(rektor.paper(&pair.checklist, pair.place.path()), paper);
        is_taken
    });
    println!(
        "{KILLS} kills while a package was taken in: {} before, {} after",
        found[0], found[1]
    );
}

fn killed_while_it_changes_keys() {
    let pair = Pair::new();
    let mut mentor = Apart::open(&pair.folder("mentor"));
    let wish = pair.copy_wish(&mut mentor);
    mentor.ask("send_package", wish);
    drop(mentor);
    let mut rektor = Apart::open(&pair.folder("rektor"));
    let old = rektor.ask("own_card", json!({}))["words"].clone();
    drop(rektor);
    let renews = |_: &mut Apart| json!({"command": "renew_card", "told": {"passphrase": PASSPHRASE}});
    let found = pair.kill_while(("rektor", 0.1), renews, |rektor| {
        assert_eq!(
            rektor.take_all().len(),
            1,
            "what was sent to the old keys is opened"
        );
        rektor.ask("own_card", json!({}))["words"] != old
    });
    println!(
        "{KILLS} kills while keys were changed: {} with the old, {} with the new",
        found[0], found[1]
    );
}
