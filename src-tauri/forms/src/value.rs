//! One answer, understood: the typed value of each kind, and how it is written as JSON.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Map, Value as Json, json};

/// An answer of the right shape.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Text (without line breaks) and long text: at least one character that is not white space.
    Text(String),
    /// A whole number within its range.
    Number(i64),
    /// A percentage in tenths, 0 to 1000.
    Percent(u16),
    /// A day.
    Date(NaiveDate),
    /// A month, by its first day.
    Month(NaiveDate),
    /// Ja or Nej with a remark; either may be missing, not both.
    YesNo {
        /// Ja is true.
        yes: Option<bool>,
        /// The remark.
        comment: Option<String>,
    },
    /// The id of the chosen option.
    Choice(String),
    /// The ids of the chosen options in the form's order; at least one.
    Choices(Vec<String>),
    /// A ticked box.
    Tick,
    /// A person; the name may be missing while the form is being filled in.
    Person(Vec<(&'static str, String)>),
    /// Rows with at least one filled cell each.
    Table(Vec<Row>),
    /// The name of the person who is to sign.
    Signature(String),
}

/// A table's row: its stable id and the cells that are filled.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The stable id.
    pub id: String,
    /// Cells by column id.
    pub cells: BTreeMap<String, Value>,
}

impl Value {
    /// The answer as the published JSON, in its one canonical form.
    pub fn to_json(&self) -> Json {
        match self {
            Self::Text(text) | Self::Choice(text) => text.as_str().into(),
            Self::Number(number) => (*number).into(),
            Self::Percent(tenths) if tenths % 10 == 0 => (tenths / 10).into(),
            Self::Percent(tenths) => (f64::from(*tenths) / 10.0).into(),
            Self::Date(date) => date.format("%Y-%m-%d").to_string().into(),
            Self::Month(month) => month.format("%Y-%m").to_string().into(),
            Self::YesNo { yes, comment } => {
                let answer = yes.map(|yes| ("answer".to_owned(), if yes { "yes" } else { "no" }.into()));
                let comment = comment.as_deref().map(|text| ("comment".to_owned(), text.into()));
                answer.into_iter().chain(comment).collect::<Map<_, Json>>().into()
            }
            Self::Choices(options) => options.clone().into(),
            Self::Tick => true.into(),
            Self::Person(facts) => facts
                .iter()
                .map(|(key, text)| ((*key).to_owned(), text.as_str().into()))
                .collect::<Map<_, _>>()
                .into(),
            Self::Table(rows) => rows.iter().map(Row::to_json).collect(),
            Self::Signature(name) => json!({ "name": name }),
        }
    }

    /// The values by which a condition can know this answer.
    pub(crate) fn marks(&self) -> Vec<&str> {
        match self {
            Self::YesNo { yes: Some(yes), .. } => vec![if *yes { "yes" } else { "no" }],
            Self::Choice(option) => vec![option],
            Self::Choices(options) => options.iter().map(String::as_str).collect(),
            Self::Tick => vec!["ticked"],
            _ => Vec::new(),
        }
    }

    /// Whether a required answer of this kind is there in full.
    pub(crate) fn is_complete(&self) -> bool {
        match self {
            Self::YesNo { yes, .. } => yes.is_some(),
            Self::Person(facts) => facts.iter().any(|(key, _)| *key == "name"),
            _ => true,
        }
    }
}

impl Row {
    fn to_json(&self) -> Json {
        let id = ("row".to_owned(), self.id.as_str().into());
        let cells = self
            .cells
            .iter()
            .map(|(column, value)| (column.clone(), value.to_json()));
        std::iter::once(id).chain(cells).collect::<Map<_, Json>>().into()
    }
}
