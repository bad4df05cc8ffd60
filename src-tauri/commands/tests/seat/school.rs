//! Colleagues who send packages to each other: cards that were compared, what is sent, opened and taken in.

use std::path::Path;

use serde_json::{Value, json};

use super::Seat;

/// Two colleagues who have compared their cards.
pub struct School {
    pub mentor: Seat,
    pub rektor: Seat,
    pub _place: tempfile::TempDir,
}

impl School {
    pub fn new() -> Self {
        let place = tempfile::tempdir().unwrap();
        let mut mentor = Seat::of(&place.path().join("mentor"), "Ebba Lindqvist", "mentor");
        let mut rektor = Seat::of(&place.path().join("rektor"), "Rut Sandberg", "rektor");
        meet(&mut mentor, &mut rektor);
        meet(&mut rektor, &mut mentor);
        Self {
            mentor,
            rektor,
            _place: place,
        }
    }

    /// The two, and the folder that their vaults lie in for as long as it is held.
    pub fn apart(self) -> (Seat, Seat, tempfile::TempDir) {
        (self.mentor, self.rektor, self._place)
    }
}

/// The mentor's parts of a checklist, signed with a pen; the part of the pupil health team waits.
pub fn checklist(seat: &mut Seat, case: &Value) -> Value {
    let document = seat.begin(case, "checklista");
    seat.type_in(&document, json!({"absence-continues": {"answer": "yes"}}));
    seat.complete(&document, json!(["mentor-part", "follow-up"]));
    document
}

/// The file that was saved last.
pub fn last(seat: &Seat) -> (String, Vec<u8>) {
    seat.world.saved.lock().unwrap().pop().unwrap()
}

/// Gives `to` the card of `from`; what it is called by.
pub fn give_card(from: &mut Seat, to: &mut Seat) -> Value {
    from.ask("save_card", json!({}));
    *to.world.file.lock().unwrap() = Some(last(from).1);
    to.ask("add_contact", json!({}))["id"].clone()
}

pub fn words(seat: &mut Seat) -> String {
    let card = seat.ask("own_card", json!({}));
    let words = card["words"].as_array().unwrap().iter();
    words
        .map(|word| word.as_str().unwrap())
        .collect::<Vec<_>>()
        .join(" ")
}

/// `to` has the card of `from`, and has heard its words.
pub fn meet(from: &mut Seat, to: &mut Seat) {
    let contact = give_card(from, to);
    let words = words(from);
    let view = to.ask("verify_contact", json!({"contact": contact, "words": words}));
    assert_eq!(view["standing"], "verified");
}

/// Who stands in the first place of `seat`'s contacts.
pub fn contact(seat: &mut Seat) -> Value {
    seat.ask("contacts", json!({}))[0]["id"].clone()
}

pub fn wish(seat: &mut Seat, case: &Value, more: Value) -> Value {
    let mut input =
        json!({"case": case, "contact": contact(seat), "purpose": "Kopia till rektor", "ground": "internal"});
    input
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    json!({ "input": input })
}

/// Sends a package; its file.
pub fn send(seat: &mut Seat, case: &Value, more: Value) -> Vec<u8> {
    let wish = wish(seat, case, more);
    assert_eq!(seat.ask("send_package", wish), "gone");
    last(seat).1
}

/// Sends through a folder that is not there, so that the package waits.
pub fn send_away(seat: &mut Seat, folder: &Path, case: &Value, mut more: Value) {
    *seat.world.folder.lock().unwrap() = Some(folder.to_owned());
    assert_eq!(seat.ask("choose_mailbox", json!({}))["reachable"], false);
    more["mailbox"] = json!(true);
    let wish = wish(seat, case, more);
    assert_eq!(seat.ask("send_package", wish), "waits");
}

pub fn open(seat: &mut Seat, file: &[u8]) -> Value {
    *seat.world.papers_in.lock().unwrap() = vec![("paket.lotspaket".into(), file.to_vec())];
    seat.ask("open_packages", json!({}))
}

/// Takes in the one package that waits.
pub fn take(seat: &mut Seat, more: Value) -> Value {
    let key = seat.ask("read_parcels", json!({}))["waiting"][0]["key"].clone();
    let mut input = json!({"key": key, "pupil": ""});
    input
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    seat.ask("take_parcel", json!({ "input": input }))
}

/// The answer to a package that was taken in or sent back.
pub fn answer(seat: &mut Seat, taken: &Value) -> Vec<u8> {
    let all = taken["taken"].as_array().unwrap();
    let package = all.last().unwrap()["package"].clone();
    assert_eq!(seat.ask("send_answer", json!({ "package": package })), true);
    last(seat).1
}

/// A field of the package that is called by `key`.
pub fn at(field: &str, key: &Value) -> Value {
    json!(format!("{field}-{}", key.as_str().unwrap()))
}

pub fn effects(parcel: &Value) -> Vec<&str> {
    let effects = parcel["effects"].as_array().unwrap().iter();
    effects.map(|one| one["effect"].as_str().unwrap()).collect()
}

pub fn case_of(seat: &mut Seat, document: &Value) -> Value {
    seat.ask("document", json!({ "document": document }))["case"].clone()
}

pub fn standings(seat: &mut Seat) -> Vec<String> {
    let all = seat.ask("handovers", json!({}));
    let all = all.as_array().unwrap().iter();
    all.map(|one| one["standing"].as_str().unwrap().to_owned())
        .collect()
}
