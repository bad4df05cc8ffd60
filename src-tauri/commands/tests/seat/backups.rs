//! What tests of backups do again and again.

use std::path::Path;

use chrono::TimeDelta;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{PASSPHRASE, Seat, sample};

/// A seat with a vault, a folder for it and one for its backups elsewhere.
pub fn seat() -> (TempDir, Seat) {
    seat_of("mentor")
}

/// The same with another role.
pub fn seat_of(role: &str) -> (TempDir, Seat) {
    let place = TempDir::new().unwrap();
    std::fs::create_dir(place.path().join("usb")).unwrap();
    let mut seat = Seat::at(&place.path().join("vault"));
    *seat.world.folder.lock().unwrap() = Some(place.path().join("usb"));
    seat.make_vault(role);
    (place, seat)
}

pub fn days_later(seat: &Seat, days: i64) {
    *seat.world.ahead.lock().unwrap() += TimeDelta::days(days);
}

/// The header that lies with the backups beside a vault: what opens them.
pub fn shelf_header(vault: &Path) -> Vec<u8> {
    let shelf = std::fs::read_dir(vault.join("backups")).unwrap().next().unwrap();
    std::fs::read(shelf.unwrap().path().join("vault.header")).unwrap()
}

pub fn count(place: &Value) -> usize {
    place["times"].as_array().unwrap().len()
}

/// Opens the backups and looks at the newest, or at the one after it.
pub fn look(seat: &mut Seat, elsewhere: bool, place: usize) -> Value {
    assert_eq!(
        seat.ask("find_backups", json!({"elsewhere": elsewhere})),
        json!(true)
    );
    let backups = seat.ask("open_backups", json!({"passphrase": PASSPHRASE, "words": ""}))["backups"].clone();
    seat.ask("look_at_backup", json!({"backup": backups[place]["id"]}))
}

pub fn completed(seat: &mut Seat, name: &str) -> Value {
    let case = seat.open_case(json!({"name": name}));
    let document = seat.begin(&case, "checklista");
    seat.type_in(&document, sample("checklista"));
    seat.complete(&document, json!(["mentor-part"]));
    document
}
