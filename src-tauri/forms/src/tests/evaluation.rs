use serde_json::{Value as Json, json};

use super::{answers, form};
use crate::Answers;

/// Each set of answers is the full one with some answers changed; every problem is told, in the form's order.
fn expect(cases: &[(Json, &str)]) {
    for (changes, problems) in cases {
        assert_eq!(said(&answers(changes.clone())), *problems, "{changes}");
    }
}

#[test]
fn check() {
    expect(&[
        (json!({}), ""),
        (
            json!({ "no-such": 1, "pupil": null }),
            "pupil required, no-such unknown-field",
        ),
    ]);
}

#[test]
fn check_texts() {
    expect(&[
        (json!({ "pupil": " \n " }), "pupil required"),
        (
            json!({ "text": "elva tecken" }),
            "text too-long length=11 longest=10",
        ),
        (json!({ "text": "  tio åäöÅÄ  " }), ""),
        (json!({ "text": 7 }), "text wrong-kind"),
        (json!({ "text": ["a"] }), "text wrong-kind"),
        (
            json!({ "long": "x".repeat(21) }),
            "long too-long length=21 longest=20",
        ),
    ]);
}

#[test]
fn check_numbers() {
    expect(&[
        (json!({ "number": 9 }), ""),
        (json!({ "number": 10 }), "number out-of-range greatest=9 least=-1"),
        (json!({ "number": -2 }), "number out-of-range greatest=9 least=-1"),
        (json!({ "number": 1.5 }), "number wrong-kind"),
        (json!({ "number": "nio" }), "number wrong-kind"),
        (json!({ "number": "" }), ""),
        (json!({ "percent": 100 }), ""),
        (
            json!({ "percent": 100.1 }),
            "percent out-of-range greatest=100 least=0",
        ),
        (
            json!({ "percent": -0.1 }),
            "percent out-of-range greatest=100 least=0",
        ),
        (json!({ "percent": 12.55 }), "percent wrong-kind"),
        (json!({ "percent": "tolv" }), "percent wrong-kind"),
    ]);
}

#[test]
fn check_days() {
    expect(&[
        (json!({ "date": "2026-02-29", "next": null }), "date not-a-date"),
        (json!({ "date": "2026-2-1", "next": null }), "date not-a-date"),
        (json!({ "date": "i går", "next": null }), "date not-a-date"),
        (json!({ "date": 20260201, "next": null }), "date wrong-kind"),
        (json!({ "date": " ", "next": null }), ""),
        (json!({ "month": "2026-13" }), "month not-a-month"),
        (json!({ "month": "2026-09-01" }), "month not-a-month"),
    ]);
}

#[test]
fn check_yes_no() {
    expect(&[
        (json!({ "yes-no": { "answer": "ja" } }), "yes-no wrong-kind"),
        (json!({ "yes-no": { "answer": true } }), "yes-no wrong-kind"),
        (json!({ "yes-no": "yes" }), "yes-no wrong-kind"),
        (json!({ "yes-no": { "comment": "bara en kommentar" } }), ""),
        (
            json!({ "yes-no": { "answer": "no", "comment": "x".repeat(4001) } }),
            "yes-no too-long length=4001 longest=4000",
        ),
        (
            json!({ "bare": { "answer": "no", "comment": "x" } }),
            "bare wrong-kind",
        ),
    ]);
}

#[test]
fn check_choices() {
    expect(&[
        (json!({ "one": "c" }), "one unknown-option option=c"),
        (json!({ "one": 1 }), "one wrong-kind"),
        (
            json!({ "many": ["x", "z", "w"] }),
            "many unknown-option option=z, many unknown-option option=w",
        ),
        (json!({ "many": "x" }), "many wrong-kind"),
        (json!({ "many": [1] }), "many wrong-kind"),
        (json!({ "tick": "ja" }), "tick wrong-kind"),
        (json!({ "tick": false }), ""),
    ]);
}

#[test]
fn check_people() {
    expect(&[
        (
            json!({ "person": { "name": "x".repeat(201) } }),
            "person.name too-long length=201 longest=200",
        ),
        (
            json!({ "person": { "name": "A", "email": "a@b" } }),
            "person.email wrong-kind",
        ),
        (json!({ "person": "A" }), "person wrong-kind"),
        (json!({ "name": {} }), "name required"),
        (json!({ "name": { "name": " " } }), "name required"),
        (json!({ "name": "A" }), "name wrong-kind"),
    ]);
}

#[test]
fn check_tables() {
    expect(&[
        (json!({ "table": [] }), "table too-few-rows least=1"),
        (json!({ "table": null }), "table too-few-rows least=1"),
        (
            json!({ "table": [{ "row": "r1" }] }),
            "table too-few-rows least=1",
        ),
        (
            json!({ "table": [{ "row": "r1", "when": "2026-02-01" }] }),
            "table[1].who required",
        ),
        (json!({ "table": [{ "who": "A" }] }), "table[1] row-id"),
        (
            json!({ "table": [{ "row": "r", "who": "A" }, { "row": "r", "who": "B" }] }),
            "table[2] row-id",
        ),
        (
            json!({ "table": [{ "row": "x".repeat(65), "who": "A" }] }),
            "table[1] row-id",
        ),
        (
            json!({ "table": [{ "row": "r", "who": "A", "age": 1 }] }),
            "table[1].age unknown-column column=age",
        ),
        (
            json!({ "table": [{ "row": "r", "who": "x".repeat(13), "when": "x" }] }),
            "table[1].when not-a-date, table[1].who too-long length=13 longest=12",
        ),
        (
            json!({ "table": [{ "row": "r", "who": "A", "which": "agree" }, 7] }),
            "table[2] wrong-kind",
        ),
        (
            json!({ "table": vec![json!({ "row": "r", "who": "A" }); 4] }),
            "table too-many-rows most=3",
        ),
        (json!({ "table": {} }), "table wrong-kind"),
    ]);
}

#[test]
fn check_required() {
    expect(&[
        (json!({ "one": "a" }), ""),
        (json!({ "one": "a", "why": "x".repeat(999) }), ""),
        (json!({ "why": null }), "why required"),
        (json!({ "done": false }), "done required"),
    ]);
}

/// One to three months after the last of January, or a reason.
#[test]
fn check_spans() {
    expect(&[
        (json!({ "next": "2026-02-28", "reason": null }), ""),
        (json!({ "next": "2026-04-30", "reason": null }), ""),
        (
            json!({ "next": "2026-02-27", "reason": null }),
            "next outside-span from=2026-02-28 to=2026-04-30",
        ),
        (
            json!({ "next": "2026-05-01", "reason": null }),
            "next outside-span from=2026-02-28 to=2026-04-30",
        ),
        (
            json!({ "next": "2026-05-01", "reason": " " }),
            "next outside-span from=2026-02-28 to=2026-04-30",
        ),
        (json!({ "next": "2026-05-01" }), ""),
        (json!({ "next": "2026-01-31" }), ""),
        (
            json!({ "next": "2026-01-30" }),
            "next outside-span from=2026-02-28 to=2026-04-30",
        ),
        (json!({ "next": null, "reason": null }), ""),
        (json!({ "date": null, "reason": null }), ""),
        (
            json!({ "text": 1, "next": "2026-05-01", "reason": null, "done": null }),
            "text wrong-kind, next outside-span from=2026-02-28 to=2026-04-30, done required",
        ),
    ]);
}

#[test]
fn check_conditions() {
    for (changes, hidden) in [
        (json!({}), vec![]),
        (json!({ "one": "a" }), vec!["why"]),
        (json!({ "one": "no-such" }), vec!["why"]),
        (json!({ "yes-no": { "answer": "no" } }), vec!["after-yes"]),
        (
            json!({ "yes-no": { "comment": "x" }, "done": false }),
            vec!["after-yes", "after-tick"],
        ),
        (json!({ "many": ["y"] }), vec![]),
        (json!({ "many": [] }), vec!["after-many"]),
    ] {
        let evaluation = form().evaluate(&answers(changes.clone()));
        let form = form();
        let found: Vec<&str> = form
            .fields()
            .map(|(_, f)| f.id())
            .filter(|id| !evaluation.applies(id))
            .collect();
        assert_eq!(found, hidden, "{changes}");
        assert_eq!(
            evaluation.applying().count() + hidden.len(),
            form.fields().count()
        );
        assert!(
            hidden.iter().all(|id| evaluation.value(id).is_none()),
            "{changes}"
        );
    }
}

#[test]
fn check_sections() {
    let evaluation = form().evaluate(&Answers::new());
    let in_section = |id| {
        evaluation
            .problems_in(id)
            .iter()
            .map(|p| p.field.clone())
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(in_section("first"), "pupil table name");
    assert_eq!(in_section("second"), "done");
    assert_eq!(in_section("third"), "");
}

/// Field, code and arguments of every problem.
fn said(answers: &Answers) -> String {
    let evaluation = form().evaluate(answers);
    let problems = evaluation.problems().iter().map(|problem| {
        assert_eq!(
            Json::from(problem.code.as_str()),
            serde_json::to_value(problem.code).unwrap()
        );
        let args = problem
            .args
            .iter()
            .map(|(name, value)| format!(" {name}={value}"));
        format!(
            "{} {}{}",
            problem.field,
            problem.code.as_str(),
            args.collect::<String>()
        )
    });
    problems.collect::<Vec<_>>().join(", ")
}
