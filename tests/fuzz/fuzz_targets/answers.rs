//! Answers as JSON, as `render` takes them, to each of our own forms; and a record as it lies in a document.
//!
//! A section that can be sealed is read back as it was sealed, and its record is whole.
#![no_main]

use std::sync::LazyLock;

use forms::record::{RECORD_FORMAT, RecordForm};
use forms::{Answers, Filling, Form, Record, SealedSection, Signed};
use fuzz::school::NOW;
use libfuzzer_sys::fuzz_target;

static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| packs::forms().unwrap());

fuzz_target!(|input: &[u8]| {
    _ = Record::read(input);
    let Some((first, json)) = input.split_first() else {
        return;
    };
    let Ok(answers) = serde_json::from_slice::<Answers>(json) else {
        return;
    };
    let form = &FORMS[usize::from(*first) % FORMS.len()];
    _ = form.evaluate(&answers);
    _ = form.outline(&Filling {
        draft: Some(&answers),
        sealed: &[],
        manners: None,
        drawings: None,
    });
    let seal = |section: &forms::Section| {
        let by = Signed {
            name: "Birgitta Ek".into(),
            role: section.author(),
            typed_by: None,
        };
        form.seal(section.id(), &answers, by, NOW, None).ok()
    };
    let sections: Vec<SealedSection> = form.sections().iter().filter_map(seal).collect();
    if sections.is_empty() {
        return;
    }
    let record = Record {
        format: RECORD_FORMAT.to_owned(),
        document: None,
        pupil: None,
        case: None,
        predecessor: None,
        made_at: NOW,
        form: RecordForm {
            form_ref: form.form_ref().clone(),
            hash: form.hash(),
            source: form.source_text().to_owned(),
        },
        sections,
    };
    let written = serde_json::to_vec(&record).expect("a record is JSON");
    assert!(Record::read(&written) == Ok(record.clone()), "the same record");
    _ = form.outline(&Filling {
        draft: None,
        sealed: &record.sections,
        manners: None,
        drawings: None,
    });
});
