//! A small form that is parsed, answered and sealed, with its record.

use forms::form::Author;
use forms::outline::Outline;
use forms::record::{RECORD_FORMAT, Record, RecordForm};
use serde_json::json;

use super::provenance;

/// A small definition with the kinds that a record needs.
const DEFINITION: &str = r#"
id = "samtal"
version = 3
title = "Samtal om närvaro"
short-title = "Samtal"
summary = "Används vid samtal om närvaro."

[source]
document = "Egen utformning"
standing = "own"

[[section]]
id = "talk"
name = "Samtalet"
author = "mentor"

[[section.item]]
kind = "text"
id = "pupil"
label = "Elev:"
longest = 4000

[[section.item]]
kind = "yes-no"
id = "likes-school"
label = "Trivs i skolan?"
comment = "Kommentar:"

[[section.item]]
kind = "long-text"
id = "notes"
label = "Anteckningar"
longest = 20000
lines = 4
"#;

/// An answered form with its record.
pub fn talk(pupil: &str, comment: &str, notes: &str) -> (Outline, Record) {
    let form = forms::parse("prov", "samtal.toml", DEFINITION).unwrap();
    let answers = json!({
        "pupil": pupil,
        "likes-school": { "answer": "no", "comment": comment },
        "notes": notes,
    });
    let answers: forms::Answers = serde_json::from_value(answers).unwrap();
    let by = forms::Signed {
        name: "Łukasz Öberg".into(),
        role: Author::Mentor,
        typed_by: None,
    };
    let at = "2026-11-21T14:12:00Z".parse().unwrap();
    let sealed = vec![form.seal("talk", &answers, by, at, None).unwrap()];
    let outline = form.outline(&forms::Filling {
        sealed: &sealed,
        ..forms::Filling::default()
    });
    let record = Record {
        format: RECORD_FORMAT.into(),
        document: provenance().document,
        pupil: None,
        case: None,
        predecessor: None,
        made_at: provenance().made_at,
        form: RecordForm {
            form_ref: form.form_ref().clone(),
            hash: form.hash(),
            source: form.source_text().into(),
        },
        sections: sealed,
    };
    (outline, record)
}
