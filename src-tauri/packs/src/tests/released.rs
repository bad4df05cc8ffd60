//! A definition that has been released never changes: a document made years ago names it by its hash.

use std::collections::BTreeMap;

use forms::{FormRef, Hash};

const RELEASED: &str = include_str!("../../released.txt");

#[test]
fn check() {
    let released: BTreeMap<FormRef, Hash> = entries().map(|entry| entry.unwrap()).collect();
    assert_eq!(released.len(), entries().count(), "no version is listed twice");
    let mut found = 0;
    for form in crate::forms().map_err(|error| error.to_string()).unwrap() {
        let Some(hash) = released.get(form.form_ref()) else {
            continue;
        };
        found += 1;
        assert_eq!(
            *hash,
            form.hash(),
            "{} was released and has changed: give it a new version",
            form.form_ref()
        );
    }
    assert_eq!(found, released.len(), "a released form is missing");
}

/// Lines that are neither empty nor a comment: the form's reference and its hash.
fn entries() -> impl Iterator<Item = Option<(FormRef, Hash)>> {
    let lines = RELEASED
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| {
        let (form, hash) = line.split_once(' ')?;
        Some((form.parse().ok()?, hash.parse().ok()?))
    })
}
