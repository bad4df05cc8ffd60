use serde_json::json;

use super::{answers, form, full};

/// The published schema, judged by another's reader of schemas.
#[test]
fn check() {
    let schema = form().value_schema();
    assert!(jsonschema::meta::is_valid(&schema));
    assert_eq!(schema["$id"], "urn:narvarolots:form:test/every-kind@3");
    assert_eq!(schema["properties"]["text"]["title"], "Kort text");
    let judge = jsonschema::validator_for(&schema).unwrap();
    assert!(judge.is_valid(&full()));
    assert!(judge.is_valid(&json!({})));
    for (changes, right) in [
        (json!({ "tick": false, "many": [], "table": [] }), true),
        (
            json!({ "yes-no": { "comment": "x" }, "person": {}, "name": {} }),
            true,
        ),
        (json!({ "no-such": 1 }), false),
        (json!({ "text": "elva tecken" }), false),
        (json!({ "number": 10 }), false),
        (json!({ "number": 1.5 }), false),
        (json!({ "percent": 101 }), false),
        (json!({ "date": "21/11" }), false),
        (json!({ "month": "2026-13" }), false),
        (json!({ "yes-no": { "answer": "ja" } }), false),
        (json!({ "bare": { "comment": "x" } }), false),
        (json!({ "one": "c" }), false),
        (json!({ "many": ["x", "x"] }), false),
        (json!({ "tick": "ja" }), false),
        (json!({ "person": { "email": "x" } }), false),
        (json!({ "name": { "role": "x" } }), false),
        (json!({ "table": [{ "who": "A" }] }), false),
        (json!({ "table": [{ "row": "", "who": "A" }] }), false),
        (json!({ "table": [{ "row": "r", "age": 1 }] }), false),
        (json!({ "table": vec![json!({ "row": "r" }); 4] }), false),
    ] {
        assert_eq!(
            judge.is_valid(&answers(changes.clone()).to_json()),
            right,
            "{changes}"
        );
    }
}
