//! What a preview shows of an answer that is not (yet) valid: every word that was typed.

use serde_json::{Map, Value as Json};

use crate::form::{Column, Kind};
use crate::value::{Row, Value};

/// The answer as it can be shown: as it was understood, or else with the typed text in its place.
pub fn shown(kind: &Kind, json: &Json) -> Option<Value> {
    Value::read(kind, json).unwrap_or_else(|_| as_typed(kind, json))
}

fn as_typed(kind: &Kind, json: &Json) -> Option<Value> {
    match kind {
        Kind::YesNo { .. } => yes_no(json.as_object()?),
        Kind::Person { parts } => {
            let keys = std::iter::once("name").chain(parts.iter().map(|part| part.key()));
            let facts: Vec<_> = keys
                .filter_map(|key| Some((key, text(json.get(key)?)?)))
                .collect();
            (!facts.is_empty()).then_some(Value::Person(facts))
        }
        Kind::Signature { .. } => text(json.get("name")?).map(Value::Signature),
        Kind::Table { columns, .. } => {
            let rows: Vec<Row> = json
                .as_array()?
                .iter()
                .filter_map(|json| row(columns, json))
                .collect();
            (!rows.is_empty()).then_some(Value::Table(rows))
        }
        Kind::Choices { options } => {
            let chosen = json.as_array()?;
            let known = options
                .iter()
                .filter(|option| chosen.iter().any(|id| *id == option.id.as_str()));
            let known: Vec<String> = known.map(|option| option.id.clone()).collect();
            (!known.is_empty()).then_some(Value::Choices(known))
        }
        Kind::Choice { .. } | Kind::Tick => None,
        Kind::Text { .. }
        | Kind::LongText { .. }
        | Kind::Number { .. }
        | Kind::Percent
        | Kind::Date
        | Kind::Month => text(json).map(Value::Text),
    }
}

fn text(json: &Json) -> Option<String> {
    let text = match json {
        Json::String(text) => text.trim().to_owned(),
        Json::Number(number) => number.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

fn yes_no(json: &Map<String, Json>) -> Option<Value> {
    let yes = match json.get("answer").and_then(Json::as_str) {
        Some("yes") => Some(true),
        Some("no") => Some(false),
        _ => None,
    };
    let comment = json.get("comment").and_then(text);
    (yes.is_some() || comment.is_some()).then_some(Value::YesNo { yes, comment })
}

fn row(columns: &[Column], json: &Json) -> Option<Row> {
    let cell = |column: &Column| Some((column.id.clone(), shown(&column.kind, json.get(&column.id)?)?));
    let cells: std::collections::BTreeMap<_, _> = columns.iter().filter_map(cell).collect();
    let id = json
        .get("row")
        .and_then(Json::as_str)
        .unwrap_or_default()
        .to_owned();
    (!cells.is_empty()).then_some(Row { id, cells })
}
