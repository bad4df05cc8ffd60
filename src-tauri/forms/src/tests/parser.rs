use std::collections::BTreeSet;

use super::EVERY_KIND;
use crate::{FormRef, Hash, Item, parse};

#[test]
fn check() {
    let form = super::form();
    assert_eq!(form.form_ref().to_string(), "test/every-kind@3");
    assert_eq!(form.hash(), Hash::of(EVERY_KIND.as_bytes()));
    assert_eq!(form.source_text(), EVERY_KIND);
    assert_eq!(form.errata().len(), 1);
    assert_eq!(form.field("text").unwrap().full_label(), "Kort text");
    assert_eq!(
        form.field("date").unwrap().full_label(),
        "datum",
        "the label serves where nothing longer is given"
    );
    let words = form.sections()[0]
        .items()
        .iter()
        .filter(|item| !matches!(item, Item::Field(_)));
    assert_eq!(words.count(), 4);

    let mut codes = BTreeSet::new();
    for (old, new, error) in WRONG {
        let times = EVERY_KIND.matches(*old).count();
        assert_eq!(times, 1, "{old:?} stands once in the good definition");
        let found = parse("test", "f.toml", &EVERY_KIND.replacen(old, new, 1)).unwrap_err();
        codes.insert(found.code.as_str());
        let (said, expected) = (found.to_string(), format!("f.toml:{error}"));
        assert!(
            said.starts_with(&expected),
            "{old:?} -> {new:?}\n  said     {said}\n  expected {expected}"
        );
    }
    assert_eq!(codes.len(), 12, "every code is met: {codes:?}");
    let bad_pack = parse("Test", "f.toml", EVERY_KIND).unwrap_err();
    assert_eq!(
        (bad_pack.line, bad_pack.field.as_str(), bad_pack.code.as_str()),
        (1, "Test", "bad-id")
    );
}

#[test]
fn check_references() {
    let form = FormRef {
        pack: "trosa".into(),
        id: "checklista".into(),
        version: 2,
    };
    assert_eq!("trosa/checklista@2".parse(), Ok(form));
    for wrong in [
        "",
        "trosa",
        "trosa/checklista",
        "trosa/checklista@",
        "trosa/checklista@0",
        "a/b@-1",
        "A/b@1",
        "a/b-@1",
        "a/b/c@1",
        "a/b@1@2",
    ] {
        assert!(wrong.parse::<FormRef>().is_err(), "{wrong}");
    }
}

/// What stands in the good definition, what is put in its place, and the error: line, field and fault.
const WRONG: &[(&str, &str, &str)] = &[
    (
        "version = 3",
        "version = 0",
        "4: version: an id is lower-case ASCII letters, digits and inner hyphens, and a version is at least 1",
    ),
    (
        "version = 3",
        "version = \"3\"",
        "4: : invalid type: string \"3\", expected u32",
    ),
    (
        "version = 3",
        "version =",
        "4: : string values must be quoted, expected literal string",
    ),
    (
        "version = 3\n",
        "version = 3\ncolour = 1\n",
        "5: : unknown field `colour`, expected one of `id`, `version`, `number`, `title`, `short-title`, `summary`, `one-page`, `source`, `options`, `section`, `errata`",
    ),
    (
        "id = \"every-kind\"",
        "id = \"Every kind\"",
        "3: Every kind: an id is lower-case ASCII letters, digits and inner hyphens, and a version is at least 1",
    ),
    (
        "author = \"eht\"",
        "author = \"teacher\"",
        "59: : unknown variant `teacher`, expected one of `mentor`, `kurator`, `eht`, `rektor`, `coordinator`, `pupil`, `guardian`",
    ),
    (
        "id = \"second\"",
        "id = \"first\"",
        "57: first: the id is used twice",
    ),
    (
        "id = \"reason\"",
        "id = \"text\"",
        "63: text: the id is used twice",
    ),
    (
        "id = \"reason\"",
        "id = \"-r\"",
        "63: -r: an id is lower-case ASCII letters, digits and inner hyphens, and a version is at least 1",
    ),
    (
        "follows = \"first\"",
        "follows = \"third\"",
        "60: second: names something that does not stand before it in the form",
    ),
    (
        "kind = \"percent\"",
        "kind = \"share\"",
        "35: percent: no such kind: share",
    ),
    ("id = \"percent\", ", "", "35: : the kind needs the key id"),
    (
        "id = \"percent\", label = \"Andel\"",
        "id = \"percent\"",
        "35: percent: the kind needs the key label",
    ),
    (
        "{ kind = \"body\", text = \"Upplysning.\" }",
        "{ kind = \"body\" }",
        "30: : the kind needs the key text",
    ),
    (
        "text = \"Upplysning.\"",
        "text = \"Upplysning.\", label = \"x\"",
        "30: : the kind takes no key label",
    ),
    (
        "label = \"Andel\"",
        "label = \"Andel\", text = \"x\"",
        "35: percent: the kind takes no key text",
    ),
    (
        "label = \"Andel\"",
        "label = \"Andel\", longest = 3",
        "35: percent: the kind takes no key longest",
    ),
    (
        "label = \"Andel\"",
        "label = \"Andel\", within = { after = \"date\", from-months = 1, to-months = 3, or-reason = \"why\" }",
        "35: percent: the kind takes no key within",
    ),
    (
        "label = \"Andel\"",
        "label = \"Andel\", meaning = \"today\"",
        "35: percent: the kind takes no key meaning",
    ),
    (
        "label = \"Andel\"",
        "label = \"Andel\", preset = 101",
        "35: percent: the preset is no valid answer to the field",
    ),
    (
        "label = \"Andel\"",
        "label = \"Andel\", preset = nan",
        "35: percent: the preset is no valid answer to the field",
    ),
    (
        "label = \"Andel\"",
        "label = \"Andel\", colour = 1",
        "35: : unknown field `colour`",
    ),
    (
        "preset = [\"x\"]",
        "preset = []",
        "40: many: the preset is no valid answer to the field",
    ),
    ("least = -1, ", "", "34: number: the kind needs the key least"),
    (
        "greatest = 9",
        "greatest = -2",
        "34: number: the range that greatest closes is empty",
    ),
    (
        "longest = 10",
        "longest = 0",
        "31: text: the range that longest closes is empty",
    ),
    (
        "label = \"Lång text\"",
        "label = \"Lång text\", place = \"header\"",
        "33: long: the kind takes no key place",
    ),
    (
        "label = \"Påstående 2\", options = \"agreement\"",
        "label = \"Påstående 2\"",
        "42: grid-2: the kind needs the key options",
    ),
    (
        "label = \"Påstående 2\", options = \"agreement\"",
        "label = \"Påstående 2\", options = \"no\"",
        "42: grid-2: no options have the name no",
    ),
    (
        "label = \"Påstående 2\", options = \"agreement\"",
        "label = \"Påstående 2\", options = []",
        "42: grid-2: the kind needs the key options",
    ),
    (
        "{ id = \"b\", label = \"B\" }",
        "{ id = \"a\", label = \"B\" }",
        "39: one: the id is used twice",
    ),
    (
        "{ id = \"not\", label = \"Ej\" }",
        "{ id = \"agree\", label = \"Ej\" }",
        "15: agreement: the id is used twice",
    ),
    (
        "{ id = \"not\", label = \"Ej\" }",
        "{ id = \"Ej\", label = \"Ej\" }",
        "15: agreement: an id is lower-case ASCII letters, digits and inner hyphens, and a version is at least 1",
    ),
    (
        "parts = [\"role\", \"phone\"]",
        "parts = [\"age\"]",
        "44: : unknown variant `age`, expected one of `role`, `organisation`, `phone`, `email`",
    ),
    (
        "field = \"one\", is",
        "field = \"table\", is",
        "45: why: names something that does not stand before it in the form",
    ),
    (
        "is = [\"b\"]",
        "is = [\"c\"]",
        "45: why: the field it names cannot have the value c",
    ),
    ("is = [\"b\"]", "is = []", "45: why: the kind needs the key is"),
    (
        "field = \"done\", is = [\"ticked\"]",
        "field = \"reason\", is = [\"x\"]",
        "66: after-tick: the field it names cannot have the value x",
    ),
    (
        "least = 1, most = 3",
        "least = 4, most = 3",
        "46: table: the range that most closes is empty",
    ),
    (
        "least = 1, most = 3",
        "least = -1, most = 3",
        "46: table: the range that least closes is empty",
    ),
    ("id = \"who\"", "id = \"row\"", "46: table: the id is used twice"),
    ("id = \"who\"", "id = \"when\"", "46: table: the id is used twice"),
    (
        "label = \"När\", kind = \"date\"",
        "label = \"När\", kind = \"tick\"",
        "46: table: no such kind: tick",
    ),
    (
        "label = \"När\", kind = \"date\"",
        "label = \"När\", kind = \"date\", longest = 2",
        "46: table: the kind takes no key longest",
    ),
    (
        "kind = \"choice\", options = \"agreement\" }",
        "kind = \"text\", options = \"agreement\" }",
        "46: table: the kind takes no key options",
    ),
    (
        "label = \"Namn\", author = \"mentor\"",
        "label = \"Namn\"",
        "52: name: the kind needs the key author",
    ),
    (
        "after = \"date\"",
        "after = \"text\"",
        "62: next: names something that does not stand before it in the form",
    ),
    (
        "or-reason = \"reason\"",
        "or-reason = \"done\"",
        "62: next: names something that does not stand before it in the form",
    ),
    (
        "from-months = 1",
        "from-months = 4",
        "62: next: the range that to-months closes is empty",
    ),
    (
        "field = \"tick\"\nsource",
        "field = \"first\"\nsource",
        "18: first: names something that does not stand before it in the form",
    ),
    (
        "printed = \"Ruta\"",
        "printed = \"Rita\"",
        "18: tick: the words that the erratum says are printed do not stand in the field",
    ),
];
