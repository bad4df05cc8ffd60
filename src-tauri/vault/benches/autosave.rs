//! An autosave through the vault against the same row written straight to SQLCipher, turn by turn in one run.
//! Prints both medians in seconds; `cargo xtask bench` reads them.

#![allow(clippy::unwrap_used)] // a measurement says what failed by panicking

#[path = "../tests/common/mod.rs"]
mod common;

use std::path::Path;
use std::time::Instant;

use cases::PupilInput;
use forms::Answers;
use rusqlite::{Connection, params};
use serde_json::json;
use vault::{Draft, Error, Vault};

const WRITES: usize = 400;
const SECTION: &str = "mentor-part";

/// The row of the drafts table, and the durability that the vault promises.
const TABLE: &str = "
    PRAGMA key = \"x'2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a'\";
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    CREATE TABLE drafts (
        document TEXT NOT NULL, section TEXT NOT NULL, origin TEXT NOT NULL, answers TEXT NOT NULL,
        write INTEGER NOT NULL, saved TEXT NOT NULL, PRIMARY KEY (document, section)
    ) STRICT;";

fn main() {
    let place = tempfile::tempdir().unwrap();
    let (vault, _) = common::create(place.path(), "Birgitta Ek");
    let mut draft = begin(&vault);
    // As it is written on most days: in a vault that has been opened again.
    drop(vault);
    let vault = common::open(place.path());
    let straight = open_straight(&place.path().join("straight.db"));

    let (mut through_vault, mut direct) = (vec![], vec![]);
    for turn in 0..WRITES {
        draft = draft.next(answers(turn), common::at(1));
        through_vault.push(seconds(|| {
            vault.write(|write| write.drafts_mut().save(&draft)).unwrap();
        }));
        direct.push(seconds(|| save(&straight, &draft)));
    }
    let medians = json!({ "vault": median(through_vault), "straight": median(direct) });
    println!("{medians}");
}

fn begin(vault: &Vault) -> Draft {
    let pupil = PupilInput {
        name: "Astrid Almgren".into(),
        school: "Björkskolan".into(),
        school_form: "grundskola".into(),
        ..Default::default()
    };
    let begun = vault.write(|write| Ok::<_, Error>(common::begin(write, &pupil, "Frånvaro").2.id));
    Draft::first(begun.unwrap(), SECTION, common::at(0))
}

fn open_straight(path: &Path) -> Connection {
    let connection = Connection::open(path).unwrap();
    connection.execute_batch(TABLE).unwrap();
    connection
}

fn save(connection: &Connection, draft: &Draft) {
    let answers = serde_json::to_string(&draft.answers).unwrap();
    let sql = "INSERT INTO drafts VALUES (?1, ?2, 'origin', ?3, ?4, ?5) ON CONFLICT (document, section)
        DO UPDATE SET answers = excluded.answers, write = excluded.write, saved = excluded.saved";
    let row = params![
        draft.document.to_string(),
        draft.section,
        answers,
        draft.write,
        draft.saved.to_rfc3339()
    ];
    connection.execute(sql, row).unwrap();
}

/// A page of writing that differs each time, as it does while somebody types.
fn answers(turn: usize) -> Answers {
    let text = format!(
        "{turn} {}",
        "Trivs på slöjden, orkar inte korridoren. ".repeat(40)
    );
    serde_json::from_value(json!({ "likes-school": { "answer": "yes", "comment": text } })).unwrap()
}

fn seconds(work: impl FnOnce()) -> f64 {
    let start = Instant::now();
    work();
    start.elapsed().as_secs_f64()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}
