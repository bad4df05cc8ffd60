//! A package of which one byte was changed on the way, whichever: refused in words, and nothing in the vault is another.

#![allow(clippy::unwrap_used, clippy::panic)] // a test says what failed by panicking

mod seat;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use forms::Hash;
use seat::Seat;
use seat::school::{School, open, send, take};
use serde_json::{Value, json};
use texts::swedish;

/// The largest package of which every byte is tried: what an order is, with room to grow.
const SMALL: usize = 16_384;

/// Every file of a vault, as it lies on the disk. Where not a byte is another, no row of any table is, those of the audit
/// trail and its end included. The index of the database's log is left out: whoever reads writes in it.
fn digest(vault: &Path) -> BTreeMap<PathBuf, Hash> {
    let mut found = BTreeMap::new();
    let mut folders = vec![vault.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if !path.to_string_lossy().ends_with("-shm") {
                found.insert(path.clone(), Hash::of(&fs::read(path).unwrap()));
            }
        }
    }
    found
}

/// What is said of a package that is refused, which then is put aside.
fn refused(seat: &mut Seat, file: &[u8]) -> Option<String> {
    let parcels = open(seat, file);
    let (waiting, refused) = (&parcels["waiting"], &parcels["refused"]);
    if *waiting != json!([]) {
        return None;
    }
    assert_eq!(refused.as_array().unwrap().len(), 1);
    seat.ask("put_parcel_aside", json!({"key": refused[0]["file"]}));
    Some(refused[0]["code"].as_str().unwrap().to_owned())
}

fn has_words(code: &str) -> bool {
    let of = |part: &str| swedish().has(&format!("error-{code}.{part}"));
    of("what") && of("do")
}

#[test]
fn no_byte_can_be_another() {
    let (mut mentor, mut rektor, _place) = School::new().apart();
    let case = mentor.open_case(json!({}));
    let order = json!({"kind": "order", "what": "Kartlägg frånvaron."});
    let sent = send(&mut mentor, &case, order);
    assert!(sent.len() < SMALL, "{} bytes", sent.len());

    let vault = _place.path().join("rektor");
    // Opening a package is written down once for several that are opened after one another.
    assert_eq!(refused(&mut rektor, b"none").as_deref(), Some("not-a-package"));
    let before = digest(&vault);
    let mut said: BTreeMap<String, usize> = BTreeMap::new();
    for place in 0..sent.len() {
        let mut flipped = sent.clone();
        flipped[place] ^= 1 << (place % 8);
        let code = refused(&mut rektor, &flipped).unwrap_or_else(|| panic!("byte {place} can be another"));
        *said.entry(code).or_default() += 1;
    }
    assert_eq!(digest(&vault), before, "nothing of the vault is another");
    assert!(said.keys().all(|code| has_words(code)), "{said:?}");
    assert_eq!(rektor.ask("parcels", json!({}))["taken"], json!([]));

    // The same bytes unchanged are taken in, and then the vault is another.
    assert_eq!(open(&mut rektor, &sent)["waiting"][0]["standing"], "parcel-ready");
    let taken = take(&mut rektor, json!({"pupil": "new"}));
    assert_eq!(taken["taken"].as_array().map(Vec::len), Some(1));
    assert_ne!(digest(&vault), before);
    let pupils: Value = rektor.ask("pupils", json!({"search": ""}));
    assert_eq!(pupils[0]["name"], "Łukasz Öberg");
}
