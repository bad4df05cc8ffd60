//! The tests of the crate's features, each against one form that has one of everything.

mod evaluation;
mod outlines;
mod parser;
mod properties;
mod records;
mod schemas;
mod sealing;

use serde_json::{Value as Json, json};

use crate::{Answers, Form, parse};

const EVERY_KIND: &str = include_str!("every-kind.toml");

fn form() -> Form {
    parse("test", "every-kind.toml", EVERY_KIND).unwrap()
}

/// An answer to every field, all of them right.
fn full() -> Json {
    json!({
        "pupil": "Łukasz Öberg",
        "text": "tio tecken",
        "date": "2026-01-31",
        "long": "Första.\nAndra.",
        "number": -1,
        "percent": 12.5,
        "month": "2026-09",
        "yes-no": { "answer": "yes", "comment": "Alltid." },
        "bare": { "answer": "no" },
        "one": "b",
        "many": ["x", "y"],
        "grid-1": "agree",
        "grid-2": "not",
        "tick": true,
        "person": { "name": "Đặng Minh", "role": "kurator", "phone": "070-174 06 05" },
        "why": "Därför.",
        "table": [
            { "row": "r1", "who": "Şükrü", "when": "2026-02-01", "which": "not" },
            { "row": "r2", "who": "Éva" },
        ],
        "name": { "name": "Siv Ek" },
        "next": "2026-02-28",
        "reason": "Lov.",
        "done": true,
        "after-yes": "ett",
        "after-tick": "två",
        "after-many": "tre",
    })
}

/// The full answers with some of them changed; `null` takes an answer away.
fn answers(changes: Json) -> Answers {
    let mut answers: Answers = serde_json::from_value(full()).unwrap();
    for (field, value) in changes.as_object().unwrap() {
        answers.set(field, value.clone());
    }
    answers
}
