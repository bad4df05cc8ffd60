//! The published shape of a form's answers, as JSON Schema (draft 2020-12).

use serde_json::{Map, Value as Json, json};

use crate::form::{Choice, Column, Form, Kind};
use crate::read::{REMARK, SHORT_TEXT};

impl Form {
    /// The JSON Schema of `{"field-id": value}`. Which answers are required depends on the section and
    /// on other answers, and is judged by [`Form::evaluate`], not by the schema.
    pub fn value_schema(&self) -> Json {
        let properties: Map<String, Json> = self
            .fields()
            .map(|(_, field)| (field.id().to_owned(), titled(field.full_label(), field.kind())))
            .collect();
        json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": format!("urn:narvarolots:form:{}", self.form_ref()),
            "title": self.title(),
            "type": "object",
            "additionalProperties": false,
            "properties": properties,
        })
    }
}

fn titled(title: &str, kind: &Kind) -> Json {
    let mut schema = shape(kind);
    if let Json::Object(object) = &mut schema {
        object.insert("title".to_owned(), title.into());
    }
    schema
}

fn shape(kind: &Kind) -> Json {
    match kind {
        Kind::Text { longest } | Kind::LongText { longest, .. } => text(*longest),
        Kind::Number { least, greatest } => json!({"type": "integer", "minimum": least, "maximum": greatest}),
        Kind::Percent => json!({"type": "number", "minimum": 0, "maximum": 100}),
        Kind::Date => json!({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}),
        Kind::Month => json!({"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"}),
        Kind::YesNo { comment } => {
            let mut properties = json!({"answer": {"enum": ["yes", "no"]}});
            if comment.is_some() {
                properties["comment"] = text(REMARK);
            }
            closed_object(properties, &[])
        }
        Kind::Choice { options, .. } => ids(options),
        Kind::Choices { options } => json!({"type": "array", "uniqueItems": true, "items": ids(options)}),
        Kind::Tick => json!({"type": "boolean"}),
        Kind::Person { parts } => {
            let keys = std::iter::once("name").chain(parts.iter().map(|part| part.key()));
            closed_object(
                keys.map(|key| (key.to_owned(), text(SHORT_TEXT)))
                    .collect::<Map<_, _>>()
                    .into(),
                &[],
            )
        }
        Kind::Table { columns, most, .. } => {
            json!({"type": "array", "maxItems": most, "items": row(columns)})
        }
        Kind::Signature { .. } => closed_object(json!({"name": text(SHORT_TEXT)}), &[]),
    }
}

fn row(columns: &[Column]) -> Json {
    let mut properties: Map<String, Json> = columns
        .iter()
        .map(|column| (column.id.clone(), titled(&column.label, &column.kind)))
        .collect();
    properties.insert(
        "row".to_owned(),
        json!({"type": "string", "minLength": 1, "maxLength": 64}),
    );
    closed_object(properties.into(), &["row"])
}

fn text(longest: u32) -> Json {
    json!({"type": "string", "maxLength": longest})
}

fn ids(options: &[Choice]) -> Json {
    json!({"enum": options.iter().map(|option| &option.id).collect::<Vec<_>>()})
}

fn closed_object(properties: Json, required: &[&str]) -> Json {
    json!({"type": "object", "additionalProperties": false, "properties": properties, "required": required})
}
