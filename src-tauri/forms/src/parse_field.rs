//! The kinds' own keys: each kind takes what it needs, and what is left over is refused.

use std::collections::BTreeMap;

use crate::form::{Choice, Column, Kind, Within, is_id};
use crate::parse::DefinitionCode as Code;
use crate::raw::{RawChoice, RawColumn, RawOptions, RawTraits, RawWithin};
use crate::value::{REMARK, SHORT_TEXT};

/// Makes a kind of its name and keys.
pub fn kind(name: &str, mut raw: RawTraits, named: &BTreeMap<String, Vec<Choice>>) -> Result<Kind, Code> {
    let kind = match name {
        "text" => Kind::Text { longest: raw.longest.take().unwrap_or(SHORT_TEXT) },
        "long-text" => Kind::LongText {
            longest: raw.longest.take().unwrap_or(REMARK * 5),
            lines: raw.lines.take().unwrap_or(3),
        },
        "number" => Kind::Number {
            least: raw.least.take().ok_or(Code::MissingKey { key: "least" })?,
            greatest: raw.greatest.take().ok_or(Code::MissingKey { key: "greatest" })?,
        },
        "percent" => Kind::Percent,
        "date" => Kind::Date,
        "month" => Kind::Month,
        "yes-no" => Kind::YesNo { comment: raw.comment.take() },
        "choice" => Kind::Choice {
            options: options(raw.options.take(), named)?,
            grid: raw.grid.take().unwrap_or(false),
        },
        "choices" => Kind::Choices { options: options(raw.options.take(), named)? },
        "tick" => Kind::Tick,
        "person" => Kind::Person { parts: raw.parts.take().unwrap_or_default() },
        "table" => table(&mut raw, named)?,
        "signature" => {
            Kind::Signature { author: raw.author.take().ok_or(Code::MissingKey { key: "author" })? }
        }
        other => return Err(Code::UnknownKind { kind: other.to_owned() }),
    };
    match left_over(&raw) {
        Some(key) => Err(Code::UnfitKey { key }),
        None => Ok(kind),
    }
}

fn left_over(raw: &RawTraits) -> Option<&'static str> {
    let keys = [
        ("longest", raw.longest.is_some()),
        ("lines", raw.lines.is_some()),
        ("least", raw.least.is_some()),
        ("greatest", raw.greatest.is_some()),
        ("comment", raw.comment.is_some()),
        ("options", raw.options.is_some()),
        ("grid", raw.grid.is_some()),
        ("parts", raw.parts.is_some()),
        ("columns", raw.columns.is_some()),
        ("most", raw.most.is_some()),
        ("blank", raw.blank.is_some()),
        ("author", raw.author.is_some()),
    ];
    keys.into_iter().find(|(_, present)| *present).map(|(key, _)| key)
}

fn table(raw: &mut RawTraits, named: &BTreeMap<String, Vec<Choice>>) -> Result<Kind, Code> {
    let columns = raw.columns.take().ok_or(Code::MissingKey { key: "columns" })?;
    let columns: Vec<Column> =
        columns.into_iter().map(|raw| column(raw, named)).collect::<Result<_, _>>()?;
    unique(columns.iter().map(|column| &column.id))?;
    Ok(Kind::Table {
        columns,
        least: u16::try_from(raw.least.take().unwrap_or(0)).map_err(|_| Code::UnfitKey { key: "least" })?,
        most: raw.most.take().unwrap_or(50),
        blank: raw.blank.take().unwrap_or(3),
    })
}

fn column(raw: RawColumn, named: &BTreeMap<String, Vec<Choice>>) -> Result<Column, Code> {
    let traits = RawTraits { options: raw.options, ..RawTraits::default() };
    let kind = match raw.kind.as_str() {
        "text" | "date" | "choice" => kind(&raw.kind, traits, named)?,
        _ => return Err(Code::UnknownKind { kind: raw.kind }),
    };
    if raw.id == "row" {
        return Err(Code::DuplicateId);
    }
    Ok(Column { id: raw.id, label: raw.label, kind, required: raw.required, weight: raw.weight.unwrap_or(1).max(1) })
}

fn options(raw: Option<RawOptions>, named: &BTreeMap<String, Vec<Choice>>) -> Result<Vec<Choice>, Code> {
    let options = match raw.ok_or(Code::MissingKey { key: "options" })? {
        RawOptions::Named(name) => named.get(&name).cloned().ok_or(Code::NoSuchValue { value: name })?,
        RawOptions::Listed(options) => options.into_iter().map(choice).collect(),
    };
    unique(options.iter().map(|option| &option.id))?;
    Ok(options)
}

fn unique<'a>(ids: impl Iterator<Item = &'a String>) -> Result<(), Code> {
    let mut seen = std::collections::HashSet::new();
    for id in ids {
        if !is_id(id) {
            return Err(Code::BadId);
        }
        if !seen.insert(id) {
            return Err(Code::DuplicateId);
        }
    }
    if seen.is_empty() { Err(Code::MissingKey { key: "options" }) } else { Ok(()) }
}

/// An option as it was written.
pub fn choice(raw: RawChoice) -> Choice {
    Choice { id: raw.id, label: raw.label, hint: raw.hint }
}

/// A span as it was written.
pub fn within(raw: RawWithin) -> Within {
    Within {
        after: raw.after,
        from_months: raw.from_months,
        to_months: raw.to_months,
        or_reason: raw.or_reason,
    }
}
