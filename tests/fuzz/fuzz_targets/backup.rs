//! A place for backups, as anybody who reaches the shared drive may leave it: any file may be another.
//!
//! What is shown as a backup has the list that was sealed, and is whole only where its database is the one it was.
#![no_main]

use std::collections::BTreeMap;
use std::fs;

use fuzz::files;
use fuzz::place::{MADE, folder};
use fuzz::school::NOW;
use libfuzzer_sys::fuzz_target;
use vault::{Chest, Key, Shelf};

fuzz_target!(|input: &[u8]| {
    let (place, own) = (folder(), folder());
    let shelf = place.path().join("narvarolots-shelf");
    fs::create_dir_all(shelf.join("attachments")).unwrap();
    let mut all = MADE.backup.clone();
    for (name, bytes) in files::split(input) {
        match name.strip_prefix("flip ") {
            Some(ending) => flip(&mut all, ending, &bytes),
            None => _ = all.insert(name, bytes),
        }
    }
    for (name, bytes) in &all {
        let plain = |part: &str| {
            let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
            (1..100).contains(&part.len()) && part.bytes().all(fits) && !part.starts_with('.')
        };
        let inside = name.strip_prefix("attachments/").unwrap_or(name);
        if plain(inside) && name != "attachments" {
            fs::write(shelf.join(name), bytes).unwrap();
        }
    }
    let Ok(shelves) = Shelf::found(place.path()) else {
        return;
    };
    let Ok(chest) = Chest::open(&shelves, own.path(), &Key::Recovery(&MADE.words()), NOW) else {
        return;
    };
    assert!(
        all.get("vault.header") == MADE.backup.get("vault.header"),
        "the header that was made"
    );
    for backup in chest.backups().unwrap_or_default() {
        let file = |ending| format!("{}.{ending}", backup.at.format("%Y%m%dT%H%M%SZ"));
        assert!(
            all.get(&file("list")) == MADE.backup.get(&file("list")),
            "the list that was sealed"
        );
        let is_whole = chest.check(backup.at).is_ok();
        assert!(
            is_whole == (all.get(&file("db")) == MADE.backup.get(&file("db"))),
            "whole or none"
        );
    }
    _ = chest.unreadable();
});

/// Changes bytes of the first file whose name ends so: of each three bytes, two say where, and the third what.
fn flip(all: &mut BTreeMap<String, Vec<u8>>, ending: &str, changes: &[u8]) {
    let Some((_, bytes)) = all.iter_mut().find(|(name, _)| name.ends_with(ending)) else {
        return;
    };
    for [high, low, by] in changes.as_chunks().0 {
        let at = usize::from(u16::from_be_bytes([*high, *low]));
        if let Some(byte) = bytes.get_mut(at) {
            *byte ^= by;
        }
    }
}
