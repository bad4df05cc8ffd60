//! A vault in a program of its own, which is told in lines of JSON what to do and answers in lines.

use std::env;
use std::fs;
use std::io::{BufRead, BufReader, Write as _, stdin, stdout};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

use crate::seat::{PASSPHRASE, Seat};

pub const VAULT: &str = "VAULT_OF_ITS_OWN";
const START: &str = "NUMBER_OF_START";

/// Does what it is told until nothing more is said.
pub fn serve(folder: &Path) {
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
pub struct Apart {
    child: Child,
    told: Option<ChildStdin>,
    said: BufReader<ChildStdout>,
}

impl Apart {
    pub fn start(folder: &Path) -> Self {
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
    pub fn make(place: &Path, name: &str, role: &str) -> Self {
        let mut apart = Self::start(&place.join(role));
        apart.tell(&json!({"command": "vault", "name": name, "role": role}));
        apart.answer();
        apart.post(place);
        apart
    }

    /// A program that opens the vault that is there.
    pub fn open(folder: &Path) -> Self {
        let mut apart = Self::start(folder);
        apart.ask("unlock", json!({ "passphrase": PASSPHRASE }));
        apart
    }

    pub fn post(&mut self, place: &Path) {
        let folder = place.join("post");
        fs::create_dir_all(&folder).unwrap();
        self.tell(&json!({"command": "choose_mailbox", "told": {}, "folder": folder}));
        self.answer();
    }

    pub fn tell(&mut self, line: &Value) {
        let told = self.told.as_mut().unwrap();
        writeln!(told, "{line}").unwrap();
        told.flush().unwrap();
    }

    pub fn answer(&mut self) -> Value {
        let mut line = String::new();
        self.said.read_line(&mut line).unwrap();
        let said: Value = serde_json::from_str(&line).unwrap();
        assert!(said["error"].is_null(), "{said}");
        said["answer"].clone()
    }

    pub fn ask(&mut self, command: &str, told: Value) -> Value {
        self.tell(&json!({"command": command, "told": told}));
        self.answer()
    }

    /// The file that a command saves.
    pub fn save(&mut self, command: &str, told: Value, to: &Path) -> Vec<u8> {
        self.tell(&json!({"command": command, "told": told, "saves": to}));
        self.answer();
        fs::read(to).unwrap()
    }

    pub fn paper(&mut self, document: &Value, place: &Path) -> Vec<u8> {
        // The passphrase was given when the vault was opened, which the test's clock knows to be now.
        let to = place.join("paper");
        self.save("save_document", json!({ "document": document }), &to)
    }

    /// Has the card of another, and has heard its words.
    pub fn meet(&mut self, other: &mut Self, place: &Path) {
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

    pub fn contact(&mut self, name: &str) -> Value {
        let all = self.ask("contacts", json!({}));
        let mut all = all.as_array().unwrap().iter();
        all.find(|one| one["name"] == name).unwrap()["id"].clone()
    }

    pub fn wish(&mut self, to: &str, case: &Value, more: &Value) -> Value {
        let mut input = json!({"case": case, "contact": self.contact(to), "purpose": "Enligt rutinen",
            "ground": "internal", "mailbox": true});
        input
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        json!({ "input": input })
    }

    pub fn send(&mut self, to: &str, case: &Value, more: Value) {
        let wish = self.wish(to, case, &more);
        assert_eq!(self.ask("send_package", wish), "gone");
    }

    /// Takes in everything that has come, in the order in which it waits.
    pub fn take_all(&mut self) -> Vec<Value> {
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

    pub fn standing(&mut self, kind: &str, direction: &str) -> Value {
        let all = self.ask("handovers", json!({}));
        let mut all = all.as_array().unwrap().iter();
        let found = all.find(|one| one["kind"] == kind && one["direction"] == direction);
        found.map_or(Value::Null, |one| one["standing"].clone())
    }

    /// Sends a document that answers the one request that waits.
    pub fn send_asked(&mut self, to: &str, case: &Value, document: &Value) {
        let offer = self.ask("send_offer", json!({"case": case, "document": document}));
        let answers = &offer["requests"][0]["package"];
        let filled = json!({"kind": "section-filled", "document": document, "answers": answers});
        self.send(to, case, filled);
    }

    pub fn open_case(&mut self) -> Value {
        let input = json!({"name": "Łukasz Öberg", "class": "8B", "school": "Björkskolan", "school_form": "grundskola",
            "identity_number": "20130101TF01"});
        let pupil = self.ask("save_pupil", json!({"pupil": null, "input": input}));
        let opened = json!({"pupil": pupil, "input": {"title": "Frånvaro hösten 2026"}});
        self.ask("open_case", opened)
    }

    pub fn checklist(&mut self, case: &Value) -> Value {
        let document = self.ask("begin_document", json!({"case": case, "form": "checklista"}));
        let (answers, sections) = (
            json!({"absence-continues": {"answer": "yes"}}),
            json!(["mentor-part", "follow-up"]),
        );
        self.finish(&document, &answers, &sections, None);
        document
    }

    pub fn finish(&mut self, document: &Value, answers: &Value, sections: &Value, author: Option<&str>) {
        self.ask("save_draft", json!({"document": document, "changes": answers}));
        let authors = author.map_or(json!({}), |name| json!({ "eht": name }));
        let completing = json!({"sections": sections, "manners": {}, "authors": authors});
        self.ask(
            "complete",
            json!({"document": document, "completing": completing}),
        );
    }

    /// Ends without a word, at whatever it is doing.
    pub fn kill(mut self) {
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

/// Two who have each other's cards, and have heard their words.
pub fn compare(one: &mut Apart, other: &mut Apart, place: &Path) {
    one.meet(other, place);
    other.meet(one, place);
}
