//! What the answers so far lead to: what applies, what is wrong, what is to be done next.

use chrono::NaiveDate;
use forms::value::Value;
use forms::{Answers, Author, Evaluation, Form, Kind, Meaning, Problem, ProblemCode, typed};
use serde_json::Value as Json;

use crate::filling::Folio;
use crate::wire::document::Judgement;

/// The judgement of a document in progress; problems only of sections that can be filled in.
pub(crate) fn judge(folio: &Folio, answers: &Answers) -> Judgement {
    let evaluation = folio.form.evaluate(answers);
    let open = folio
        .form
        .sections()
        .iter()
        .filter(|section| folio.is_open(section));
    let mut problems: Vec<Problem> = open
        .flat_map(|section| evaluation.problems_in(section.id()))
        .collect();
    problems.extend(unprintable(folio));
    Judgement {
        applies: evaluation.applying().map(str::to_owned).collect(),
        problems,
        notices: notices(folio, &evaluation),
    }
}

/// The person whom the answers name as the author of a role's sections.
pub(crate) fn named_author(form: &Form, role: Author, evaluation: &Evaluation) -> Option<String> {
    let named = form
        .fields()
        .filter(|(section, field)| section.author() == role && field.meaning() == Some(Meaning::AuthorName));
    named
        .filter_map(|(_, field)| evaluation.value(field.id()))
        .find_map(|value| match value {
            Value::Text(name) | Value::Signature(name) => Some(name.clone()),
            _ => None,
        })
}

/// Characters that no font of ours has, in the fields where they stand.
pub(crate) fn unprintable(folio: &Folio) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (section, field) in folio.form.fields() {
        let answer = folio
            .drafts
            .iter()
            .find_map(|draft| draft.answers.get(field.id()));
        for text in answer.map(texts_in).unwrap_or_default() {
            problems.extend(
                documents::missing_glyphs(field.id(), text)
                    .into_iter()
                    .map(|missing| Problem {
                        field: field.id().to_owned(),
                        section: section.id().to_owned(),
                        code: ProblemCode::Unprintable,
                        args: [("character", missing.glyph)].into(),
                    }),
            );
        }
    }
    problems
}

fn texts_in(json: &Json) -> Vec<&str> {
    match json {
        Json::String(text) => vec![text],
        Json::Array(items) => items.iter().flat_map(texts_in).collect(),
        Json::Object(entries) => entries.values().flat_map(texts_in).collect(),
        _ => Vec::new(),
    }
}

/// What certain answers mean for what is to be done, as text keys.
fn notices(folio: &Folio, evaluation: &Evaluation) -> Vec<String> {
    let meant = folio
        .form
        .fields()
        .filter_map(|(_, field)| Some((field.meaning()?, evaluation.value(field.id())?)));
    meant
        .filter_map(|(meaning, value)| notice(meaning, value))
        .map(str::to_owned)
        .collect()
}

fn notice(meaning: Meaning, value: &Value) -> Option<&'static str> {
    let refused = matches!(value, Value::Choice(option) if option == "no");
    match (meaning, value) {
        (Meaning::AbsenceContinues, Value::YesNo { yes: Some(true), .. }) => Some("notice-tell-eht"),
        (Meaning::PupilApproval, _) if refused => Some("notice-approval-refused"),
        (Meaning::ConsentDecision, _) if refused => Some("notice-consent-refused"),
        (Meaning::ThirdNoShow, _) => Some("notice-third-no-show"),
        _ => None,
    }
}

/// What was typed, as the form keeps it: dates and numbers are read, also in a table's cells.
pub(crate) fn understand(kind: &Kind, value: Json, today: NaiveDate) -> Json {
    match (kind, value) {
        (Kind::Table { columns, .. }, Json::Array(rows)) => rows
            .into_iter()
            .map(|row| match row {
                Json::Object(cells) => cells
                    .into_iter()
                    .map(|(id, cell)| {
                        let column = columns.iter().find(|column| column.id == id);
                        let cell = match column {
                            Some(column) => understand(&column.kind, cell, today),
                            None => cell,
                        };
                        (id, cell)
                    })
                    .collect(),
                other => other,
            })
            .collect(),
        (kind, Json::String(text)) => typed::read(kind, &text, today),
        (_, other) => other,
    }
}
