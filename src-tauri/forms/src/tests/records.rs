use chrono::DateTime;
use serde_json::{Value as Json, json};

use super::{answers, form};
use crate::record::{RECORD_FORMAT, RecordForm};
use crate::{Author, Hash, Record, RecordError, Signed};

fn record() -> Record {
    let form = form();
    let by = Signed {
        name: "Siv Ek".into(),
        role: Author::Eht,
        typed_by: None,
    };
    let sections = ["first", "second"];
    let seal = |id| {
        form.seal(id, &answers(json!({})), by.clone(), DateTime::UNIX_EPOCH, None)
            .unwrap()
    };
    Record {
        format: RECORD_FORMAT.into(),
        document: None,
        pupil: None,
        case: None,
        predecessor: None,
        made_at: DateTime::UNIX_EPOCH,
        form: RecordForm {
            form_ref: form.form_ref().clone(),
            hash: form.hash(),
            source: form.source_text().into(),
        },
        sections: sections.map(seal).into(),
    }
}

#[test]
fn check() {
    let record = record();
    assert_eq!(record.answers().to_json(), super::full());
    let json = serde_json::to_value(&record).unwrap();
    assert_eq!(read(&json), Ok(record));

    let changed = |pointer: &str, value: Json| {
        let mut json = json.clone();
        *json.pointer_mut(pointer).unwrap() = value;
        read(&json).unwrap_err()
    };
    assert_eq!(
        changed("/format", json!("x/9")),
        RecordError::UnknownFormat("x/9".into())
    );
    assert_eq!(changed("/form/source", json!("x")), RecordError::OtherDefinition);
    assert_eq!(
        changed("/form/version", json!(4)),
        RecordError::OtherForm("first".into())
    );
    assert!(matches!(
        changed("/sections/1/answers/done", json!(false)),
        RecordError::NotARecord(_)
    ));
    assert!(matches!(
        changed("/sections", json!(7)),
        RecordError::NotARecord(_)
    ));

    let mut exchanged = json.clone();
    exchanged["form"]["source"] = json!("x");
    exchanged["form"]["hash"] = json!(Hash::of(b"x"));
    assert_eq!(
        read(&exchanged),
        Err(RecordError::OtherForm("first".into())),
        "source and hash exchanged together"
    );
    assert!(matches!(Record::read(b"{"), Err(RecordError::NotARecord(_))));
}

fn read(json: &Json) -> Result<Record, RecordError> {
    Record::read(&serde_json::to_vec(json).unwrap())
}
