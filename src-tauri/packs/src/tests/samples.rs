//! The invented answers in `tests/samples`, used by the demo and by the documents' tests, are complete:
//! each seals without problems, survives sealing, and is what the published schema promises.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::DateTime;
use forms::{Answers, Form, SealedSection, Signed};
use serde_json::{Value as Json, json};

use super::form;

#[test]
fn check() {
    let samples = samples();
    assert_eq!(samples.len(), 11, "nine forms, two of them also at length");
    for (path, form, json) in samples {
        let answers: Answers = serde_json::from_value(json.clone()).unwrap();
        let problems = form.evaluate(&answers).problems().to_vec();
        assert_eq!(problems, [], "{}", path.display());
        let sealed = seal_all(&form, &answers);
        assert_eq!(
            sealed.to_json(),
            answers.to_json(),
            "{}: nothing is dropped, nothing changed",
            path.display()
        );
        assert_eq!(seal_all(&form, &sealed), sealed, "{}", path.display());
    }
}

#[test]
fn check_schema() {
    for (path, form, json) in samples() {
        let judge = jsonschema::validator_for(&form.value_schema()).unwrap();
        let said: Vec<String> = judge.iter_errors(&json).map(|error| error.to_string()).collect();
        assert_eq!(said, Vec::<String>::new(), "{}", path.display());
        for field in json.as_object().unwrap().keys() {
            for wrong in [json!(["x"]), json!(-1), json!({ "x": 1 })] {
                let mut broken = json.clone();
                broken[field] = wrong.clone();
                let answers: Answers = serde_json::from_value(broken.clone()).unwrap();
                assert!(!judge.is_valid(&broken), "{}: {field} = {wrong}", path.display());
                assert!(
                    !form.evaluate(&answers).problems().is_empty(),
                    "{}: {field} = {wrong}",
                    path.display()
                );
            }
        }
        let mut unknown = json.clone();
        unknown["no-such-field"] = json!("x");
        assert!(!judge.is_valid(&unknown), "{}", path.display());
    }
}

/// Names that a font without Polish, Turkish, Vietnamese, Hungarian or Icelandic letters would spoil.
#[test]
fn check_letters() {
    let all: String = samples()
        .into_iter()
        .map(|(_, _, json)| json.to_string())
        .collect();
    for letters in ["Łukasz", "Şükrü", "Đặng", "Szűcs", "Þórðarson"] {
        assert!(all.contains(letters), "{letters}");
    }
}

/// Every sample with its form; the file is named for the form's id.
fn samples() -> Vec<(PathBuf, Form, Json)> {
    let read = |folder: PathBuf| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let paths = read(folder()).chain(read(folder().join("long")));
    paths
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .map(|path| {
            let form = form(path.file_stem().unwrap().to_str().unwrap());
            let json = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
            (path, form, json)
        })
        .collect()
}

/// Completes every section in order and gives back all that was sealed.
fn seal_all(form: &Form, answers: &Answers) -> Answers {
    let sealed = form
        .sections()
        .iter()
        .map(|section| sealed(form, section.id(), answers));
    sealed.flat_map(|section| section.answers().clone()).collect()
}

pub fn sealed(form: &Form, section: &str, answers: &Answers) -> SealedSection {
    let role = form.section(section).unwrap().author();
    let by = Signed {
        name: "Şükrü Aydın".into(),
        role,
        typed_by: None,
    };
    let at = DateTime::from_timestamp(1_790_000_000, 0).unwrap();
    form.seal(section, answers, by, at, None).unwrap()
}

pub fn sample(id: &str) -> Answers {
    serde_json::from_str(&fs::read_to_string(folder().join(format!("{id}.json"))).unwrap()).unwrap()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/samples")
}
