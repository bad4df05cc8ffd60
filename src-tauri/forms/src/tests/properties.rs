use chrono::DateTime;
use proptest::prelude::*;
use serde_json::{Map, Value as Json, json};

use super::{EVERY_KIND, form, full};
use crate::{Answers, Filling, Form, Signed, parse};

proptest! {
    /// Whatever JSON comes as answers, it is judged, sealed or refused, and drawn; and what is sealed once
    /// is sealed to the same answers again.
    #[test]
    fn check_answers(answers in some_answers()) {
        let form = form();
        let answers: Answers = answers.into_iter().collect();
        let judge = jsonschema::validator_for(&form.value_schema()).unwrap();
        form.outline(&Filling { draft: Some(&answers), ..Filling::default() });
        for section in form.sections() {
            let Some(sealed) = seal(&form, section.id(), &answers) else { continue };
            prop_assert!(judge.is_valid(&sealed.to_json()));
            // A condition may point to an earlier section, whose answers therefore stay in the picture.
            let again: Answers = answers.clone().into_iter().chain(sealed.clone()).collect();
            prop_assert_eq!(seal(&form, section.id(), &again), Some(sealed));
        }
    }

    #[test]
    fn check_definitions(text in "\\PC*") {
        let _ = parse("test", "f.toml", &text);
    }

    /// The good definition with a piece cut out and something else put in.
    #[test]
    fn check_damage(from in 0..EVERY_KIND.len(), length in 0..40usize, new in "[a-z0-9\"=\\[\\]{}, \n-]{0,12}") {
        let (from, to) = (boundary(from), boundary((from + length).min(EVERY_KIND.len())));
        let damaged = format!("{}{new}{}", &EVERY_KIND[..from], &EVERY_KIND[to..]);
        if let Err(error) = parse("test", "f.toml", &damaged) {
            prop_assert!((1..=damaged.lines().count() + 1).contains(&error.line), "{error}");
        }
    }
}

fn boundary(mut index: usize) -> usize {
    while !EVERY_KIND.is_char_boundary(index) {
        index -= 1;
    }
    index
}

fn seal(form: &Form, section: &str, answers: &Answers) -> Option<Answers> {
    let role = form.section(section).unwrap().author();
    let by = Signed {
        name: "Siv Ek".into(),
        role,
        typed_by: None,
    };
    let sealed = form.seal(section, answers, by, DateTime::UNIX_EPOCH, None).ok()?;
    Some(sealed.answers().clone())
}

/// The right answers, with some taken away and some exchanged for others, right or wrong.
fn some_answers() -> impl Strategy<Value = Map<String, Json>> {
    let Json::Object(full) = full() else {
        unreachable!()
    };
    let fields: Vec<String> = full.keys().cloned().collect();
    let changes = proptest::collection::vec((proptest::sample::select(fields), some_json()), 0..8);
    (changes, proptest::bool::weighted(0.8)).prop_map(move |(changes, keep)| {
        let mut answers = if keep { full.clone() } else { Map::new() };
        answers.extend(changes);
        answers
    })
}

fn some_json() -> impl Strategy<Value = Json> {
    let key = prop_oneof![
        Just("row"),
        Just("who"),
        Just("when"),
        Just("which"),
        Just("answer"),
        Just("comment"),
        Just("name"),
        Just("role")
    ];
    let word = prop_oneof![
        Just("yes"),
        Just("no"),
        Just("agree"),
        Just("x"),
        Just("b"),
        Just("2026-03-01"),
        Just(" "),
        Just("2026-13")
    ];
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        (-3..12i64).prop_map(Json::from),
        (0..1100u16).prop_map(|tenths| json!(f64::from(tenths) / 10.0)),
        any::<f64>().prop_map(Json::from),
        word.prop_map(Json::from),
        "[\\PC\n\t\u{0}\u{301}\u{202e}]{0,14}".prop_map(Json::from),
    ];
    leaf.prop_recursive(3, 24, 4, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Json::from),
            proptest::collection::hash_map(key.clone().prop_map(str::to_owned), inner, 0..4)
                .prop_map(|entries| Json::Object(entries.into_iter().collect())),
        ]
    })
}
