//! How an answer reads: what is ticked, what stands on the line, what stands in a cell.

use crate::form::{Choice, Column, Kind};
use crate::outline::{Answer, Comment, Ticked};
use crate::value::{Row, Value};

/// The answer to a question of this kind, or the room for one.
pub fn answer(kind: &Kind, value: Option<&Value>) -> Answer {
    match kind {
        Kind::LongText { lines, .. } => {
            let text = value.map(printed);
            Answer::Long {
                paragraphs: text.map(|text| paragraphs(&text)).unwrap_or_default(),
                lines: *lines,
            }
        }
        Kind::YesNo { comment } => yes_no(comment.as_deref(), value),
        Kind::Choice { options, .. } | Kind::Choices { options } => {
            let chosen = value.map(Value::marks).unwrap_or_default();
            let ticked = |option: &Choice| Ticked {
                label: match &option.hint {
                    Some(hint) => format!("{} – {hint}", option.label),
                    None => option.label.clone(),
                },
                ticked: chosen.contains(&option.id.as_str()),
            };
            Answer::Options {
                options: options.iter().map(ticked).collect(),
                comment: None,
            }
        }
        Kind::Tick => Answer::Tick {
            ticked: value.is_some(),
        },
        _ => Answer::Short {
            text: value.map(printed),
        },
    }
}

/// The words of the two boxes; the source forms write them so.
const YES: &str = "Ja";
const NO: &str = "Nej";

fn yes_no(comment_label: Option<&str>, value: Option<&Value>) -> Answer {
    let (yes, remark) = match value {
        Some(Value::YesNo { yes, comment }) => (*yes, comment.as_deref()),
        _ => (None, None),
    };
    let option = |label: &str, ticked| Ticked {
        label: label.to_owned(),
        ticked,
    };
    Answer::Options {
        options: vec![option(YES, yes == Some(true)), option(NO, yes == Some(false))],
        comment: comment_label.map(|label| Comment {
            label: label.to_owned(),
            paragraphs: remark.map(paragraphs).unwrap_or_default(),
            lines: 1,
        }),
    }
}

fn paragraphs(text: &str) -> Vec<String> {
    text.split('\n')
        .map(str::trim_end)
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

/// A row's cells as they are printed, one for each column.
pub fn cells(row: &Row, columns: &[Column]) -> Vec<String> {
    let cell = |column: &Column| match row.cells.get(&column.id) {
        Some(Value::Choice(id)) => {
            let option = column.kind.options().iter().find(|option| option.id == *id);
            option.map(|option| option.label.clone()).unwrap_or_default()
        }
        Some(value) => printed(value),
        None => String::new(),
    };
    columns.iter().map(cell).collect()
}

/// A value as it stands in running text: dates as `2026-11-21`, percentages as `12,5 %`.
fn printed(value: &Value) -> String {
    match value {
        Value::Text(text) | Value::Signature(text) | Value::Choice(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Percent(tenths) if tenths % 10 == 0 => format!("{}\u{a0}%", tenths / 10),
        Value::Percent(tenths) => format!("{},{}\u{a0}%", tenths / 10, tenths % 10),
        Value::Date(date) => date.format("%Y-%m-%d").to_string(),
        Value::Month(month) => month.format("%Y-%m").to_string(),
        Value::Person(facts) => facts
            .iter()
            .map(|(_, text)| text.as_str())
            .collect::<Vec<_>>()
            .join(", "),
        Value::YesNo { .. } | Value::Choices(_) | Value::Tick | Value::Table(_) => String::new(),
    }
}
