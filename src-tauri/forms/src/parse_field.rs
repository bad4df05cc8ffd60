//! The kinds' own keys: each kind takes what it needs out of the item and checks that it makes sense.

use std::collections::{BTreeMap, HashSet};

use crate::form::{Choice, Column, Kind, Meaning, Place, Within, is_id};
use crate::parse::DefinitionCode as Code;
use crate::raw::{RawChoice, RawColumn, RawItem, RawOptions, RawWithin};
use crate::read::{REMARK, SHORT_TEXT};

/// Options that several fields share, by name.
pub type Named = BTreeMap<String, Vec<Choice>>;

/// Makes the item's kind of its name and keys.
pub fn kind(raw: &mut RawItem, named: &Named) -> Result<Kind, Code> {
    Ok(match raw.kind.get_ref().as_str() {
        "text" => Kind::Text {
            longest: longest(raw.longest.take(), SHORT_TEXT)?,
        },
        "long-text" => Kind::LongText {
            longest: longest(raw.longest.take(), REMARK * 5)?,
            lines: raw.lines.take().unwrap_or(3),
        },
        "number" => number(raw)?,
        "percent" => Kind::Percent,
        "date" => Kind::Date,
        "month" => Kind::Month,
        "yes-no" => Kind::YesNo {
            comment: raw.comment.take(),
        },
        "choice" => Kind::Choice {
            options: options(raw.options.take(), named)?,
            grid: raw.grid.take().unwrap_or(false),
        },
        "choices" => Kind::Choices {
            options: options(raw.options.take(), named)?,
        },
        "tick" => Kind::Tick,
        "person" => Kind::Person {
            parts: raw.parts.take().unwrap_or_default(),
        },
        "table" => table(raw, named)?,
        "signature" => Kind::Signature {
            author: need(raw.author.take(), "author")?,
        },
        other => {
            return Err(Code::UnknownKind {
                kind: other.to_owned(),
            });
        }
    })
}

fn need<T>(value: Option<T>, key: &'static str) -> Result<T, Code> {
    value.ok_or(Code::MissingKey { key })
}

fn longest(raw: Option<u32>, usual: u32) -> Result<u32, Code> {
    match raw.unwrap_or(usual) {
        0 => Err(Code::EmptyRange { key: "longest" }),
        longest => Ok(longest),
    }
}

fn number(raw: &mut RawItem) -> Result<Kind, Code> {
    let (least, greatest) = (
        need(raw.least.take(), "least")?,
        need(raw.greatest.take(), "greatest")?,
    );
    if least > greatest {
        return Err(Code::EmptyRange { key: "greatest" });
    }
    Ok(Kind::Number { least, greatest })
}

fn table(raw: &mut RawItem, named: &Named) -> Result<Kind, Code> {
    let columns = need(raw.columns.take(), "columns")?;
    let columns: Vec<Column> = columns
        .into_iter()
        .map(|raw| column(raw, named))
        .collect::<Result<_, _>>()?;
    unique("columns", columns.iter().map(|column| &column.id))?;
    let least =
        u16::try_from(raw.least.take().unwrap_or(0)).map_err(|_| Code::EmptyRange { key: "least" })?;
    let most = raw.most.take().unwrap_or(50);
    if most == 0 || least > most {
        return Err(Code::EmptyRange { key: "most" });
    }
    Ok(Kind::Table {
        columns,
        least,
        most,
        blank: raw.blank.take().unwrap_or(3),
    })
}

fn column(raw: RawColumn, named: &Named) -> Result<Column, Code> {
    let kind = match raw.kind.as_str() {
        "text" => Kind::Text {
            longest: longest(raw.longest, SHORT_TEXT)?,
        },
        "date" => Kind::Date,
        "choice" => Kind::Choice {
            options: options(raw.options.clone(), named)?,
            grid: false,
        },
        _ => return Err(Code::UnknownKind { kind: raw.kind }),
    };
    let unfit = match kind {
        Kind::Text { .. } => raw.options.is_some().then_some("options"),
        Kind::Choice { .. } => raw.longest.is_some().then_some("longest"),
        _ => raw.options.map(|_| "options").or(raw.longest.map(|_| "longest")),
    };
    match unfit {
        Some(key) => Err(Code::UnfitKey { key }),
        // Every row's JSON object has its stable id under this key.
        None if raw.id == "row" => Err(Code::DuplicateId),
        None => {
            let weight = raw.weight.unwrap_or(1).max(1);
            Ok(Column {
                id: raw.id,
                label: raw.label,
                kind,
                required: raw.required,
                weight,
            })
        }
    }
}

fn options(raw: Option<RawOptions>, named: &Named) -> Result<Vec<Choice>, Code> {
    match need(raw, "options")? {
        RawOptions::Named(name) => named.get(&name).cloned().ok_or(Code::NoSuchOptions { name }),
        RawOptions::Listed(listed) => choices(listed),
    }
}

/// Options as they were written: at least one, each with an id of its own.
pub fn choices(raw: Vec<RawChoice>) -> Result<Vec<Choice>, Code> {
    let choices: Vec<Choice> = raw
        .into_iter()
        .map(|raw| Choice {
            id: raw.id,
            label: raw.label,
            hint: raw.hint,
        })
        .collect();
    unique("options", choices.iter().map(|choice| &choice.id))?;
    Ok(choices)
}

fn unique<'a>(key: &'static str, ids: impl Iterator<Item = &'a String>) -> Result<(), Code> {
    let mut seen = HashSet::new();
    for id in ids {
        if !is_id(id) {
            return Err(Code::BadId);
        }
        if !seen.insert(id) {
            return Err(Code::DuplicateId);
        }
    }
    if seen.is_empty() {
        Err(Code::MissingKey { key })
    } else {
        Ok(())
    }
}

/// Whether an answer of this kind can stand there on the page.
pub fn fits_place(kind: &Kind, place: Place) -> bool {
    let short = matches!(
        kind,
        Kind::Text { .. }
            | Kind::Number { .. }
            | Kind::Percent
            | Kind::Date
            | Kind::Month
            | Kind::Person { .. }
    );
    match place {
        Place::Own => true,
        Place::Header | Place::LabelAfter => short,
        Place::SameLine => short || matches!(kind, Kind::Tick),
    }
}

/// Whether code can understand an answer of this kind so.
pub fn fits_meaning(kind: &Kind, meaning: Meaning) -> bool {
    match meaning {
        Meaning::PupilName
        | Meaning::SchoolName
        | Meaning::ClassName
        | Meaning::AuthorName
        | Meaning::FirstGuardian
        | Meaning::SecondGuardian => {
            matches!(
                kind,
                Kind::Text { .. } | Kind::Person { .. } | Kind::Signature { .. }
            )
        }
        Meaning::Today | Meaning::ThirdNoShow | Meaning::ConsentEnd | Meaning::NextMeeting => {
            matches!(kind, Kind::Date)
        }
        Meaning::AbsenceContinues => matches!(kind, Kind::YesNo { .. }),
        Meaning::PupilApproval | Meaning::ConsentDecision => {
            let options = kind.options();
            matches!(kind, Kind::Choice { .. })
                && ["yes", "no"]
                    .iter()
                    .all(|id| options.iter().any(|option| option.id == *id))
        }
    }
}

/// A span as it was written.
pub fn within(raw: RawWithin) -> Result<Within, Code> {
    if raw.from_months > raw.to_months {
        return Err(Code::EmptyRange { key: "to-months" });
    }
    Ok(Within {
        after: raw.after,
        from_months: raw.from_months,
        to_months: raw.to_months,
        or_reason: raw.or_reason,
    })
}
