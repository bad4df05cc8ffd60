use chrono::DateTime;
use serde_json::json;

use super::{answers, form};
use crate::section::Correction;
use crate::{Answers, Author, SealedSection, Signed};

fn seal(section: &str, answers: &Answers, correction: Option<Correction>) -> Result<SealedSection, String> {
    let by = Signed {
        name: "Siv Ek".into(),
        role: Author::Mentor,
        typed_by: None,
    };
    let at = DateTime::from_timestamp(1_790_000_000, 0).unwrap();
    form()
        .seal(section, answers, by, at, correction)
        .map_err(|problems| {
            problems
                .iter()
                .map(|p| format!("{}.{} {}", p.section, p.field, p.code.as_str()))
                .collect::<Vec<_>>()
                .join(", ")
        })
}

#[test]
fn check() {
    let sealed = seal(
        "first",
        &answers(json!({ "one": "a", "text": " a\nb ", "many": ["y", "x", "y"] })),
        None,
    )
    .unwrap();
    let kept = sealed.answers();
    assert_eq!(kept.get("why"), None, "what does not apply is dropped");
    assert_eq!(
        kept.get("done"),
        None,
        "another section's answers are not sealed in this one"
    );
    assert_eq!(kept.get("text"), Some(&json!("a b")));
    assert_eq!(
        kept.get("many"),
        Some(&json!(["x", "y"])),
        "in the form's order, once each"
    );
    assert_eq!(sealed.form_hash(), form().hash());
    assert_eq!((sealed.section(), sealed.by().name.as_str()), ("first", "Siv Ek"));

    for (section, changes, error) in [
        (
            "first",
            json!({ "pupil": null, "number": 99, "done": null }),
            "first.pupil required, first.number out-of-range",
        ),
        (
            "second",
            json!({ "pupil": null, "done": null }),
            "second.done required",
        ),
        ("third", json!({}), "third. unknown-section"),
    ] {
        assert_eq!(
            seal(section, &answers(changes.clone()), None),
            Err(error.into()),
            "{section} {changes}"
        );
    }
}

#[test]
fn check_correction() {
    let first = seal("second", &answers(json!({})), None).unwrap();
    let correction = Correction {
        replaces: first.digest(),
        reason: "Fel dag.".into(),
    };
    let second = seal(
        "second",
        &answers(json!({ "next": "2026-03-01" })),
        Some(correction.clone()),
    )
    .unwrap();
    assert_eq!(second.correction(), Some(&correction));
    assert_ne!(second.digest(), first.digest());
    let read: SealedSection = serde_json::from_str(&serde_json::to_string(&second).unwrap()).unwrap();
    assert_eq!(read, second);
    let unchanged = seal("second", &answers(json!({})), Some(correction)).unwrap();
    assert_ne!(
        unchanged.digest(),
        first.digest(),
        "the seal covers the reason too"
    );
}

/// Whatever byte of a sealed section is changed, it is not read as one.
#[test]
fn check_seal() {
    let correction = seal("second", &answers(json!({})), None).unwrap();
    let correction = Correction {
        replaces: correction.digest(),
        reason: "Därför.".into(),
    };
    let sealed = seal("second", &answers(json!({})), Some(correction)).unwrap();
    let bytes = serde_json::to_vec(&sealed).unwrap();
    assert_eq!(serde_json::from_slice::<SealedSection>(&bytes).unwrap(), sealed);
    for index in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[index] ^= 1;
        let read = serde_json::from_slice::<SealedSection>(&changed);
        assert!(
            read.is_err(),
            "byte {index}: {}",
            String::from_utf8_lossy(&changed)
        );
    }
    let mut without = serde_json::to_value(&sealed).unwrap();
    without.as_object_mut().unwrap().remove("correction");
    let error = serde_json::from_value::<SealedSection>(without).unwrap_err();
    assert_eq!(error.to_string(), "a sealed section does not match its digest");
}
