//! What each form demands before a part of it can be completed, and what it never stops anyone from doing.

use forms::Answers;
use serde_json::{Value as Json, json};

use super::samples::sample;
use super::{form, problems};

/// The sample answers with some of them changed; `null` takes one away.
fn expect(id: &str, cases: &[(Json, &str)]) {
    for (changes, wrong) in cases {
        let mut answers = sample(id);
        for (field, value) in changes.as_object().unwrap() {
            answers.set(field, value.clone());
        }
        assert_eq!(problems(&form(id), &answers), *wrong, "{id}: {changes}");
    }
}

/// Nothing but the names and the one-week answer is demanded: a talk may leave questions open.
#[test]
fn check_checklista() {
    assert_eq!(
        problems(&form("checklista"), &Answers::new()),
        "pupil required, mentor required, absence-continues required"
    );
    expect(
        "checklista",
        &[
            (
                json!({ "illness": null, "pattern": null, "talk-with-guardian": null }),
                "",
            ),
            (
                json!({ "absence-continues": { "comment": "Vet inte än." } }),
                "absence-continues required",
            ),
            (json!({ "absence": 101 }), "absence out-of-range"),
        ],
    );
}

/// The two conditions and the three no-shows never stand in the way; an approval has at least one scope.
#[test]
fn check_kartlaggning() {
    let form = form("kartlaggning");
    assert_eq!(form.evaluate(&Answers::new()).problems_in("before"), []);
    let three = json!({ "no-show-1": null, "no-show-2": "2026-10-16", "guardian-phoned": null });
    expect(
        "kartlaggning",
        &[
            (three, ""),
            (json!({ "home": null, "feelings": null }), ""),
            (json!({ "scopes": [] }), "scopes required"),
            (json!({ "scopes": ["to-rektor"] }), ""),
            (json!({ "decision": null }), "decision required"),
            (
                json!({ "decision": "no", "scopes": null, "pupil-name": null, "handed-over": null }),
                "",
            ),
        ],
    );
}

/// Nothing has to be answered about the pupil, and nothing adds up.
#[test]
fn check_analysfragor() {
    let form = form("analysfragor");
    assert_eq!(problems(&form, &Answers::new()), "pupil required, date required");
    let scored = form
        .fields()
        .filter(|(_, field)| matches!(field.kind().name(), "number" | "percent"));
    assert_eq!(scored.count(), 0);
    let statements = form
        .fields()
        .filter(|(_, field)| matches!(field.kind(), forms::Kind::Choice { grid: true, .. }));
    assert_eq!(statements.count(), 14);
    assert_eq!(form.field("degree").unwrap().kind().options().len(), 6);
}

/// Who and when belong to each chosen measure; teaching at home needs a reason.
#[test]
fn check_atgarder() {
    assert_eq!(
        form("atgarder")
            .fields()
            .filter(|(_, field)| field.id().starts_with("measure-"))
            .count(),
        15
    );
    expect(
        "atgarder",
        &[
            (json!({ "measure-c": true }), "who-c required, when-c required"),
            (json!({ "measure-a": false }), ""),
            (json!({ "reason-o": " " }), "reason-o required"),
            (json!({ "measure-o": null, "reason-o": null }), ""),
            (
                json!({ "attendance-1": null, "changed-2": null }),
                "attendance-1 required, changed-2 required",
            ),
        ],
    );
}

/// The first follow-up: one to three months after the start, or a reason. Later ones are free.
#[test]
fn check_meetings() {
    expect(
        "motesanteckningar-uppstart",
        &[
            (json!({ "next-meeting": "2026-12-17" }), ""),
            (json!({ "next-meeting": "2027-02-17" }), ""),
            (
                json!({ "next-meeting": "2026-12-16" }),
                "next-meeting outside-span",
            ),
            (
                json!({ "next-meeting": "2027-02-18" }),
                "next-meeting outside-span",
            ),
            (
                json!({ "next-meeting": "2027-02-18", "next-meeting-reason": "Sportlov." }),
                "",
            ),
            (json!({ "present": [] }), "present too-few-rows"),
            (json!({ "actors": null }), "actors too-few-rows"),
            (
                json!({ "new-measures": [{ "row": "r1", "measure": "Busskort" }] }),
                "new-measures[1].responsible required",
            ),
        ],
    );
    expect(
        "motesanteckningar-uppfoljning",
        &[
            (json!({ "next-meeting": "2028-01-01" }), ""),
            (json!({ "situation": null }), "situation required"),
        ],
    );
}

/// A part is completed after the one it builds on, by the one whose part it is.
#[test]
fn check_sections() {
    let all = crate::forms().map_err(|error| error.to_string()).unwrap();
    let parts = all.iter().flat_map(|form| {
        form.sections().iter().map(|part| {
            format!(
                "{}: {} by {:?}, after {}",
                form.form_ref().id,
                part.id(),
                part.author(),
                part.follows().unwrap_or("nothing")
            )
        })
    });
    insta::assert_snapshot!(parts.collect::<Vec<_>>().join("\n"), @r"
    checklista: mentor-part by Mentor, after nothing
    checklista: follow-up by Mentor, after mentor-part
    checklista: eht-part by Eht, after follow-up
    kartlaggning: before by Kurator, after nothing
    kartlaggning: talk by Kurator, after nothing
    kartlaggning: approval by Kurator, after talk
    analysfragor: analysis by Eht, after nothing
    atgarder: plan by Eht, after nothing
    atgarder: follow-up-1 by Eht, after plan
    atgarder: follow-up-2 by Eht, after follow-up-1
    samtycke-skola-socialtjanst: consent by Rektor, after nothing
    samtycke-samordning-7-21: consent by Rektor, after nothing
    samtycke-flera-aktorer: consent by Coordinator, after nothing
    motesanteckningar-uppstart: notes by Coordinator, after nothing
    motesanteckningar-uppfoljning: notes by Coordinator, after nothing
    ");
}
