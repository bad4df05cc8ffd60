use std::collections::BTreeMap;
use std::fmt::Write as _;

use chrono::DateTime;
use serde_json::json;

use super::{answers, form};
use crate::outline::{Answer, Block, Outline, Question};
use crate::{Answers, Author, Filling, Manner, Signed};

/// One of each block.
#[test]
fn check_blank() {
    insta::assert_snapshot!(drawn(&form().blank()), @r#"
    test/every-kind@3 Some("Bilaga 9") Allt som finns
    ^ Elev  None
    # first Some("Del ett") Mentor
    ## Rubrik
    Body: Upplysning.
    - Text:  None
    - datum  None
    ? Lång text (ledord) [] of 2 lines
    ? Antal  None
    ? Andel  None
    ? Månad (label after)  None
    ? Ja eller nej?  [("Ja", false), ("Nej", false)] Some(("Kommentar:", []))
    ? Utan kommentar?  [("Ja", false), ("Nej", false)] None
    ? En av  [("A – förklaring", false), ("B", false)] None
    ? Flera av  [("X", false), ("Y", false)] None
    grid ["Stämmer", "Ej"]
      Påstående 1 None
      Påstående 2 None
    ? Ruta  ticked false
    ? Person  None
    ? Varför?  None
    table Tabell None
      Vem:2 | När:1 | Vilken:1
      ["", "", ""]
      ["", "", ""]
    Clause: Godkänner.
    sign Namn Mentor None None
    Notice: LÄMNAS VIDARE
    # second None Eht
    ? Nästa  None
    ? Skäl  None
    ? Klart  ticked false
    ? Om ja  None
    ? Om klart  None
    ? Om x eller y  None
    "#);
}

/// The first part is completed, the second a draft; a draft does not change what is completed.
#[test]
fn check_answered() {
    let by = Signed {
        name: "Siv Ek".into(),
        role: Author::Mentor,
        typed_by: Some("Éva Szűcs".into()),
    };
    let at = DateTime::from_timestamp(1_790_000_000, 0).unwrap();
    let sealed = [form().seal("first", &answers(json!({})), by, at, None).unwrap()];
    let manners = BTreeMap::from([("name".to_owned(), Manner::Ink)]);
    let draft = answers(json!({ "pupil": "Någon annan", "yes-no": { "answer": "no" } }));
    let filling = Filling {
        draft: Some(&draft),
        sealed: &sealed,
        manners: Some(&manners),
        drawings: None,
    };
    insta::assert_snapshot!(drawn(&form().outline(&filling)), @r#"
    test/every-kind@3 Some("Bilaga 9") Allt som finns
    ^ Elev  Some("Łukasz Öberg")
    # first Some("Del ett") Mentor
    ## Rubrik
    Body: Upplysning.
    - Text:  Some("tio tecken")
    - datum  Some("2026-01-31")
    ? Lång text (ledord) ["Första.", "Andra."] of 2 lines
    ? Antal  Some("-1")
    ? Andel  Some("12,5\u{a0}%")
    ? Månad (label after)  Some("2026-09")
    ? Ja eller nej?  [("Ja", true), ("Nej", false)] Some(("Kommentar:", ["Alltid."]))
    ? Utan kommentar?  [("Ja", false), ("Nej", true)] None
    ? En av  [("A – förklaring", false), ("B", true)] None
    ? Flera av  [("X", true), ("Y", true)] None
    grid ["Stämmer", "Ej"]
      Påstående 1 Some(0)
      Påstående 2 Some(1)
    ? Ruta  ticked true
    ? Person  Some("Đặng Minh, kurator, 070-174 06 05")
    ? Varför?  Some("Därför.")
    table Tabell None
      Vem:2 | När:1 | Vilken:1
      ["Şükrü", "2026-02-01", "Ej"]
      ["Éva", "", ""]
    Clause: Godkänner.
    sign Namn Mentor Some("Siv Ek") Some(Ink)
    Notice: LÄMNAS VIDARE
    = Siv Ek Mentor Some("Éva Szűcs") 2026-09-21 14:13:20 UTC
    # second None Eht
    ? Nästa  Some("2026-02-28")
    ? Skäl  Some("Lov.")
    ? Klart  ticked true
    ? Om ja  Some("ett")
    ? Om klart  Some("två")
    ? Om x eller y  Some("tre")
    "#);
}

/// The room for a reason is there while it may be needed: on the blank form, and for a date out of its span.
#[test]
fn check_reason() {
    let shown = |changes| {
        let draft = answers(changes);
        let drawn = drawn(&form().outline(&Filling {
            draft: Some(&draft),
            ..Filling::default()
        }));
        drawn.contains("? Skäl")
    };
    assert!(drawn(&form().blank()).contains("? Skäl"));
    for (changes, expected) in [
        (json!({ "reason": null }), false),
        (json!({}), true),
        (json!({ "reason": null, "next": "2027-01-01" }), true),
        (json!({ "reason": null, "next": null }), true),
    ] {
        assert_eq!(shown(changes.clone()), expected, "{changes}");
    }
}

/// A draft shows every word that was typed, also where it is no valid answer.
#[test]
fn check_draft() {
    let draft: Answers = serde_json::from_value(json!({
        "text": "längre än tio tecken",
        "date": "i går",
        "number": 99,
        "percent": "tolv",
        "month": "september",
        "yes-no": { "answer": "kanske", "comment": "Vet inte." },
        "one": "c",
        "many": ["y", "z"],
        "person": { "name": "Siv", "shoe": 39, "phone": "x".repeat(201) },
        "table": [{ "row": "r1", "who": "Alldeles för långt", "when": "snart", "which": "agree" }, 7],
        "name": { "name": "Siv", "role": "x" },
    }))
    .unwrap();
    insta::assert_snapshot!(drawn(&form().outline(&Filling { draft: Some(&draft), ..Filling::default() })), @r#"
    test/every-kind@3 Some("Bilaga 9") Allt som finns
    ^ Elev  None
    # first Some("Del ett") Mentor
    ## Rubrik
    Body: Upplysning.
    - Text:  Some("längre än tio tecken")
    - datum  Some("i går")
    ? Lång text (ledord) [] of 2 lines
    ? Antal  Some("99")
    ? Andel  Some("tolv")
    ? Månad (label after)  Some("september")
    ? Ja eller nej?  [("Ja", false), ("Nej", false)] Some(("Kommentar:", ["Vet inte."]))
    ? Utan kommentar?  [("Ja", false), ("Nej", false)] None
    ? En av  [("A – förklaring", false), ("B", false)] None
    ? Flera av  [("X", false), ("Y", true)] None
    grid ["Stämmer", "Ej"]
      Påstående 1 None
      Påstående 2 None
    ? Ruta  ticked false
    ? Person  Some("Siv, xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")
    table Tabell None
      Vem:2 | När:1 | Vilken:1
      ["Alldeles för långt", "snart", "Stämmer"]
    Clause: Godkänner.
    sign Namn Mentor Some("Siv") None
    Notice: LÄMNAS VIDARE
    # second None Eht
    ? Nästa  None
    ? Skäl  None
    ? Klart  ticked false
    ? Om ja  None
    ? Om klart  None
    ? Om x eller y  None
    "#);
}

/// The outline as text: a line for each thing that is drawn.
fn drawn(outline: &Outline) -> String {
    let mut text = format!("{} {:?} {}\n", outline.form, outline.number, outline.title);
    outline
        .header
        .iter()
        .for_each(|one| question(one, "^", &mut text));
    for section in &outline.sections {
        writeln!(
            text,
            "# {} {:?} {:?}",
            section.id,
            section.heading,
            section.author.unwrap()
        )
        .unwrap();
        section.blocks.iter().for_each(|piece| block(piece, &mut text));
        if let Some(by) = &section.completed {
            writeln!(text, "= {} {:?} {:?} {}", by.name, by.role, by.typed_by, by.at).unwrap();
        }
    }
    text
}

fn block(block: &Block, text: &mut String) {
    match block {
        Block::Heading { text: words } => writeln!(text, "## {words}").unwrap(),
        Block::Text { style, text: words } => writeln!(text, "{style:?}: {words}").unwrap(),
        Block::Question(one) => question(one, "?", text),
        Block::Line { questions } => questions.iter().for_each(|one| question(one, "-", text)),
        Block::Grid(grid) => {
            writeln!(text, "grid {:?}", grid.options).unwrap();
            grid.rows
                .iter()
                .for_each(|row| writeln!(text, "  {} {:?}", row.label, row.chosen).unwrap());
        }
        Block::Table(table) => {
            writeln!(text, "table {} {:?}", table.label, table.hint).unwrap();
            let labels: Vec<_> = table
                .columns
                .iter()
                .map(|c| format!("{}:{}", c.label, c.weight))
                .collect();
            writeln!(text, "  {}", labels.join(" | ")).unwrap();
            table
                .rows
                .iter()
                .for_each(|row| writeln!(text, "  {row:?}").unwrap());
        }
        Block::Signature(row) => {
            writeln!(
                text,
                "sign {} {:?} {:?} {:?}",
                row.label, row.author, row.name, row.manner
            )
            .unwrap();
        }
    }
}

fn question(question: &Question, mark: &str, text: &mut String) {
    let label = &question.label;
    let after = if question.label_after {
        " (label after)"
    } else {
        ""
    };
    let hint = question.hint.as_deref().unwrap_or_default();
    let answer = match &question.answer {
        Answer::Short { text } => format!("{text:?}"),
        Answer::Long { paragraphs, lines } => format!("{paragraphs:?} of {lines} lines"),
        Answer::Tick { ticked } => format!("ticked {ticked}"),
        Answer::Options { options, comment } => {
            let options: Vec<_> = options
                .iter()
                .map(|option| (option.label.as_str(), option.ticked))
                .collect();
            let comment = comment
                .as_ref()
                .map(|comment| (&comment.label, &comment.paragraphs));
            format!("{options:?} {comment:?}")
        }
    };
    writeln!(text, "{mark} {label}{after} {hint} {answer}").unwrap();
}
