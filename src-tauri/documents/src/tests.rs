//! What holds for every document, tried on the samples.

use crate::samples::{awkward, checklist, long_checklist, plan, provenance, short_checklist};
use crate::{PrintError, print};

/// Writes the samples where a person can look at them: `DOCUMENTS_OUT=folder cargo test -p documents`.
#[test]
fn check_samples() {
    let samples = [
        ("blank", checklist(None)),
        ("short", short_checklist()),
        ("long", long_checklist()),
        ("plan", plan(true)),
        ("plan-blank", plan(false)),
        ("awkward", awkward()),
    ];
    for (name, outline) in samples {
        let bytes = print(&outline, &provenance(), None).unwrap();
        assert_eq!(bytes, print(&outline, &provenance(), None).unwrap(), "{name}: the same bytes twice");
        assert!(bytes.starts_with(b"%PDF-1.7") && bytes.ends_with(b"%%EOF\n"), "{name}");
        if let Some(folder) = std::env::var_os("DOCUMENTS_OUT") {
            std::fs::write(std::path::Path::new(&folder).join(format!("{name}.pdf")), bytes).unwrap();
        }
    }
}

#[test]
fn check_missing_glyphs() {
    let mut outline = checklist(Some(["Привет", "你好 x̲́", "ok", "", ""]));
    outline.title.push('😀');
    let Err(PrintError::MissingGlyphs(missing)) = print(&outline, &provenance(), None) else { panic!() };
    let found = |place: &str| -> String {
        missing.iter().filter(|missing| missing.place.starts_with(place)).map(|missing| missing.glyph.as_str()).collect()
    };
    assert_eq!(found("1. "), "Привет".chars().collect::<std::collections::BTreeSet<_>>().iter().collect::<String>());
    assert_eq!(found("2. "), "你好");
    assert_eq!(found("Checklista"), "😀");
    assert!(crate::missing_glyphs("", "Łukasz Đặng Şükrü n̈ ȩ̃ Ångström – ”fi” 50 % § ☐").is_empty());
    for text in ["ж", "α", "ش", "日", "ไทย", "👋", "\u{e000}"] {
        assert!(!crate::missing_glyphs("Elev", text).is_empty(), "{text}");
    }
}
