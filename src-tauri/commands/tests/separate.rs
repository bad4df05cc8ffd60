//! Vaults as programs of their own: four of them send each other papers through a folder, the whole circle, byte for
//! byte; and each is killed while it sends, while it takes in and while it changes keys.
//!
//! A program of its own, because it starts itself again as each of them. They are told in lines of JSON what to do, and
//! answer in lines.

#![allow(clippy::unwrap_used, clippy::panic)] // a test program says what failed by panicking

mod seat;

use std::env;
use std::fs;
use std::io::{BufRead, BufReader, Write as _, stdin, stdout};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use seat::{PASSPHRASE, Seat, copy, sample};
use serde_json::{Value, json};

const VAULT: &str = "VAULT_OF_ITS_OWN";
const START: &str = "NUMBER_OF_START";
const KILLS: u32 = 200;

fn main() {
    if let Some(folder) = env::var_os(VAULT) {
        return serve(Path::new(&folder));
    }
    the_whole_circle();
    let kills = [
        killed_while_it_sends,
        killed_while_it_takes_in,
        killed_while_it_changes_keys,
    ];
    let kills = kills.map(std::thread::spawn);
    kills.into_iter().for_each(|kills| kills.join().unwrap());
}

/// Does what it is told until nothing more is said.
fn serve(folder: &Path) {
    let mut seat = Seat::at(folder);
    // Random numbers that no earlier start has drawn.
    let start: u64 = env::var(START).unwrap().parse().unwrap();
    seat.world.begin_random(start);
    for line in stdin().lines() {
        let told: Value = serde_json::from_str(&line.unwrap()).unwrap();
        if let Some(file) = told["file"].as_str() {
            *seat.world.file.lock().unwrap() = Some(fs::read(file).unwrap());
        }
        if let Some(folder) = told["folder"].as_str() {
            *seat.world.folder.lock().unwrap() = Some(folder.into());
        }
        let answer = match told["command"].as_str().unwrap() {
            "vault" => {
                seat.make_vault_of(told["name"].as_str().unwrap(), told["role"].as_str().unwrap());
                json!({ "answer": null })
            }
            name => match seat.try_ask(name, told["told"].clone()) {
                Ok(answer) => json!({ "answer": answer }),
                Err(error) => json!({ "error": error }),
            },
        };
        let saved = seat.world.saved.lock().unwrap().pop();
        if let (Some((_, bytes)), Some(to)) = (saved, told["saves"].as_str()) {
            fs::write(to, bytes).unwrap();
        }
        let mut out = stdout().lock();
        writeln!(out, "{answer}").unwrap();
        out.flush().unwrap();
    }
}

/// A vault in a program of its own.
struct Apart {
    child: Child,
    told: Option<ChildStdin>,
    said: BufReader<ChildStdout>,
}

impl Apart {
    fn start(folder: &Path) -> Self {
        static STARTS: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(1);
        let start = STARTS.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let mut child = Command::new(env::current_exe().unwrap())
            .env(VAULT, folder)
            .env(START, start.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        Self {
            told: child.stdin.take(),
            said: BufReader::new(child.stdout.take().unwrap()),
            child,
        }
    }

    /// A program with a vault of its own that has been made, and that uses the folder that all use.
    fn make(place: &Path, name: &str, role: &str) -> Self {
        let mut apart = Self::start(&place.join(role));
        apart.tell(&json!({"command": "vault", "name": name, "role": role}));
        apart.answer();
        apart.post(place);
        apart
    }

    /// A program that opens the vault that is there.
    fn open(folder: &Path) -> Self {
        let mut apart = Self::start(folder);
        apart.ask("unlock", json!({ "passphrase": PASSPHRASE }));
        apart
    }

    fn post(&mut self, place: &Path) {
        let folder = place.join("post");
        fs::create_dir_all(&folder).unwrap();
        self.tell(&json!({"command": "choose_mailbox", "told": {}, "folder": folder}));
        self.answer();
    }

    fn tell(&mut self, line: &Value) {
        let told = self.told.as_mut().unwrap();
        writeln!(told, "{line}").unwrap();
        told.flush().unwrap();
    }

    fn answer(&mut self) -> Value {
        let mut line = String::new();
        self.said.read_line(&mut line).unwrap();
        let said: Value = serde_json::from_str(&line).unwrap();
        assert!(said["error"].is_null(), "{said}");
        said["answer"].clone()
    }

    fn ask(&mut self, command: &str, told: Value) -> Value {
        self.tell(&json!({"command": command, "told": told}));
        self.answer()
    }

    /// The file that a command saves.
    fn save(&mut self, command: &str, told: Value, to: &Path) -> Vec<u8> {
        self.tell(&json!({"command": command, "told": told, "saves": to}));
        self.answer();
        fs::read(to).unwrap()
    }

    fn paper(&mut self, document: &Value, place: &Path) -> Vec<u8> {
        // The passphrase was given when the vault was opened, which the test's clock knows to be now.
        let to = place.join("paper");
        self.save("save_document", json!({ "document": document }), &to)
    }

    /// Has the card of another, and has heard its words.
    fn meet(&mut self, other: &mut Self, place: &Path) {
        let card = place.join("card");
        other.save("save_card", json!({}), &card);
        let own = other.ask("own_card", json!({}));
        let words: Vec<&str> = own["words"]
            .as_array()
            .unwrap()
            .iter()
            .map(|word| word.as_str().unwrap())
            .collect();
        self.tell(&json!({"command": "add_contact", "told": {}, "file": card}));
        let contact = self.answer()["id"].clone();
        let heard = json!({"contact": contact, "words": words.join(" ")});
        assert_eq!(self.ask("verify_contact", heard)["standing"], "verified");
    }

    fn contact(&mut self, name: &str) -> Value {
        let all = self.ask("contacts", json!({}));
        let mut all = all.as_array().unwrap().iter();
        all.find(|one| one["name"] == name).unwrap()["id"].clone()
    }

    fn wish(&mut self, to: &str, case: &Value, more: &Value) -> Value {
        let mut input = json!({"case": case, "contact": self.contact(to), "purpose": "Enligt rutinen",
            "ground": "internal", "mailbox": true});
        input
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        json!({ "input": input })
    }

    fn send(&mut self, to: &str, case: &Value, more: Value) {
        let wish = self.wish(to, case, &more);
        assert_eq!(self.ask("send_package", wish), true);
    }

    /// Takes in everything that has come, in the order in which it waits.
    fn take_all(&mut self) -> Vec<Value> {
        let mut taken = Vec::new();
        loop {
            let waiting = self.ask("look_in_mailbox", json!({}))["waiting"].clone();
            let Some(parcel) = waiting.get(0).cloned() else {
                return taken;
            };
            let pupil = if parcel["needs_pupil"] == true { "new" } else { "" };
            let input = json!({"key": parcel["key"], "pupil": pupil});
            self.ask("take_parcel", json!({ "input": input }));
            taken.push(parcel);
        }
    }

    fn standing(&mut self, kind: &str, direction: &str) -> Value {
        let all = self.ask("handovers", json!({}));
        let mut all = all.as_array().unwrap().iter();
        let found = all.find(|one| one["kind"] == kind && one["direction"] == direction);
        found.map_or(Value::Null, |one| one["standing"].clone())
    }

    /// Sends a document that answers the one request that waits.
    fn send_asked(&mut self, to: &str, case: &Value, document: &Value) {
        let offer = self.ask("send_offer", json!({"case": case, "document": document}));
        let answers = &offer["requests"][0]["package"];
        let filled = json!({"kind": "section-filled", "document": document, "answers": answers});
        self.send(to, case, filled);
    }

    fn open_case(&mut self) -> Value {
        let input = json!({"name": "Łukasz Öberg", "class": "8B", "school": "Björkskolan", "school_form": "grundskola",
            "identity_number": "20130101TF01"});
        let pupil = self.ask("save_pupil", json!({"pupil": null, "input": input}));
        let opened = json!({"pupil": pupil, "input": {"title": "Frånvaro hösten 2026"}});
        self.ask("open_case", opened)
    }

    fn checklist(&mut self, case: &Value) -> Value {
        let document = self.ask("begin_document", json!({"case": case, "form": "checklista"}));
        let (answers, sections) = (
            json!({"absence-continues": {"answer": "yes"}}),
            json!(["mentor-part", "follow-up"]),
        );
        self.finish(&document, &answers, &sections, None);
        document
    }

    fn finish(&mut self, document: &Value, answers: &Value, sections: &Value, author: Option<&str>) {
        self.ask("save_draft", json!({"document": document, "changes": answers}));
        let authors = author.map_or(json!({}), |name| json!({ "eht": name }));
        let completing = json!({"sections": sections, "manners": {}, "authors": authors});
        self.ask(
            "complete",
            json!({"document": document, "completing": completing}),
        );
    }

    /// Ends without a word, at whatever it is doing.
    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Apart {
    fn drop(&mut self) {
        self.told = None;
        self.child.wait().ok();
    }
}

fn compare(one: &mut Apart, other: &mut Apart, place: &Path) {
    one.meet(other, place);
    other.meet(one, place);
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

/// The checklist reaches the rektor, the order the kurator, the kartläggning comes back, a section is filled in by
/// another, a case is lent and given back, and one gets another to answer for it.
fn the_whole_circle() {
    let mut circle = Circle::new();
    let kartlaggning = circle.order();
    let filled = circle.section();
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
        compare(&mut admin, &mut kurator, place.path());
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
        let files: Vec<_> = fs::read_dir(pair.folder("post"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        let packages: Vec<_> = files
            .iter()
            .filter(|file| file.extension().is_some_and(|ending| ending == "lotspaket"))
            .collect();
        let known = all.as_array().unwrap();
        assert!(
            known.len() <= 1 && packages.len() <= known.len(),
            "what left is written down: {all} {files:?}"
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
        assert_eq!(mentor.ask("send_package", wish), true);
        !packages.is_empty()
    });
    println!(
        "{KILLS} kills while a package was sent: {} before the file, {} after",
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
