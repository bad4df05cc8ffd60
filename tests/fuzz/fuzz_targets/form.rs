//! Definitions of forms and a municipality's settings, which are TOML that others write.
//!
//! A form that is read prints its own text, and its blank paper has every field that the form has.
#![no_main]

use forms::{Answers, Filling, Hash};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    _ = packs::municipality(text);
    let Ok(form) = forms::parse("trosa", "form.toml", text) else {
        return;
    };
    assert!(form.source_text() == text && form.hash() == Hash::of(text.as_bytes()));
    _ = (form.blank(), form.value_schema());
    let answers = Answers::new();
    let evaluation = form.evaluate(&answers);
    for section in form.sections() {
        _ = evaluation.problems_in(section.id());
    }
    _ = form.outline(&Filling {
        draft: Some(&answers),
        sealed: &[],
        manners: None,
        drawings: None,
    });
    let again = forms::parse("trosa", "form.toml", form.source_text());
    assert!(again.is_ok_and(|again| again.hash() == form.hash()));
});
