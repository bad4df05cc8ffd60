//! From an answer's JSON to its value: each kind takes one shape and nothing else.

use chrono::NaiveDate;
use serde_json::Value as Json;

use crate::form::{Choice, Kind, PersonPart};
use crate::problem::{Fault, ProblemCode as Code};
use crate::read_table::read_table;
use crate::value::Value;

impl Value {
    /// Reads an answer; `None` means that nothing was answered.
    pub(crate) fn read(kind: &Kind, json: &Json) -> Result<Option<Self>, Vec<Fault>> {
        if json.is_null() {
            return Ok(None);
        }
        let one = |result: Result<Option<Self>, Fault>| result.map_err(|fault| vec![fault]);
        match kind {
            Kind::Text { longest } => one(read_line(json, *longest)),
            Kind::LongText { longest, .. } => one(read_text(json, *longest)),
            Kind::Number { least, greatest } => one(read_number(json, *least, *greatest)),
            Kind::Percent => one(read_percent(json)),
            Kind::Date => one(read_date(json)),
            Kind::Month => one(read_month(json)),
            Kind::YesNo { comment } => one(read_yes_no(json, comment.is_some())),
            Kind::Choice { options, .. } => one(read_choice(json, options)),
            Kind::Choices { options } => read_choices(json, options),
            Kind::Tick => one(read_tick(json)),
            Kind::Person { parts } => read_person(json, parts),
            Kind::Table { columns, most, .. } => read_table(json, columns, *most),
            Kind::Signature { .. } => read_signature(json),
        }
    }
}

pub(crate) fn wrong_kind() -> Fault {
    Fault::new(Code::WrongKind)
}

fn text_of(json: &Json) -> Result<&str, Fault> {
    json.as_str().ok_or_else(wrong_kind)
}

/// Longest text inside yes/no remarks, persons and signatures, in characters.
pub(crate) const SHORT_TEXT: u32 = 200;
/// Longest remark, in characters.
pub(crate) const REMARK: u32 = 4000;

fn some_text(json: &Json, longest: u32) -> Result<Option<String>, Fault> {
    let text = text_of(json)?.trim();
    let length = text.chars().count();
    if length > longest as usize {
        return Err(Fault::new(Code::TooLong)
            .with("longest", longest)
            .with("length", length));
    }
    Ok((!text.is_empty()).then(|| text.to_owned()))
}

/// A text that stands on one line: line breaks, as pasted text has them, become spaces.
fn some_line(json: &Json, longest: u32) -> Result<Option<String>, Fault> {
    some_text(&Json::String(text_of(json)?.replace('\n', " ")), longest)
}

fn read_line(json: &Json, longest: u32) -> Result<Option<Value>, Fault> {
    Ok(some_line(json, longest)?.map(Value::Text))
}

fn read_text(json: &Json, longest: u32) -> Result<Option<Value>, Fault> {
    Ok(some_text(json, longest)?.map(Value::Text))
}

fn read_number(json: &Json, least: i64, greatest: i64) -> Result<Option<Value>, Fault> {
    if json.as_str().is_some_and(|text| text.trim().is_empty()) {
        return Ok(None);
    }
    let number = json.as_i64().ok_or_else(wrong_kind)?;
    if !(least..=greatest).contains(&number) {
        return Err(Fault::new(Code::OutOfRange)
            .with("least", least)
            .with("greatest", greatest));
    }
    Ok(Some(Value::Number(number)))
}

fn read_percent(json: &Json) -> Result<Option<Value>, Fault> {
    if json.as_str().is_some_and(|text| text.trim().is_empty()) {
        return Ok(None);
    }
    let tenths = json.as_f64().ok_or_else(wrong_kind)? * 10.0;
    if !(0.0..=1000.0).contains(&tenths) {
        return Err(Fault::new(Code::OutOfRange)
            .with("least", 0)
            .with("greatest", 100));
    }
    if (tenths - tenths.round()).abs() > 1e-6 {
        return Err(wrong_kind());
    }
    // The range was checked above: 0 to 1000 fits.
    Ok(Some(Value::Percent(tenths.round() as u16)))
}

fn read_date(json: &Json) -> Result<Option<Value>, Fault> {
    let text = text_of(json)?.trim();
    if text.is_empty() {
        return Ok(None);
    }
    iso_day(text)
        .map(|date| Some(Value::Date(date)))
        .ok_or_else(|| Fault::new(Code::NotADate))
}

fn read_month(json: &Json) -> Result<Option<Value>, Fault> {
    let text = text_of(json)?.trim();
    if text.is_empty() {
        return Ok(None);
    }
    iso_day(&format!("{text}-01"))
        .map(|date| Some(Value::Month(date)))
        .ok_or_else(|| Fault::new(Code::NotAMonth))
}

/// A day written `YYYY-MM-DD` and in no other way.
fn iso_day(text: &str) -> Option<NaiveDate> {
    let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
    (date.format("%Y-%m-%d").to_string() == text).then_some(date)
}

fn read_yes_no(json: &Json, has_comment: bool) -> Result<Option<Value>, Fault> {
    let object = json.as_object().ok_or_else(wrong_kind)?;
    let (mut yes, mut comment) = (None, None);
    for (key, value) in object {
        match (key.as_str(), value.as_str()) {
            ("answer", Some("yes")) => yes = Some(true),
            ("answer", Some("no")) => yes = Some(false),
            ("comment", Some(_)) if has_comment => comment = some_text(value, REMARK)?,
            _ => return Err(wrong_kind()),
        }
    }
    Ok((yes.is_some() || comment.is_some()).then_some(Value::YesNo { yes, comment }))
}

fn read_choice(json: &Json, options: &[Choice]) -> Result<Option<Value>, Fault> {
    let id = text_of(json)?;
    if id.is_empty() {
        return Ok(None);
    }
    if !options.iter().any(|option| option.id == id) {
        return Err(Fault::new(Code::UnknownOption).with("option", id));
    }
    Ok(Some(Value::Choice(id.to_owned())))
}

fn read_choices(json: &Json, options: &[Choice]) -> Result<Option<Value>, Vec<Fault>> {
    let chosen = json.as_array().ok_or_else(|| vec![wrong_kind()])?;
    let chosen: Vec<&str> = chosen
        .iter()
        .map(text_of)
        .collect::<Result<_, _>>()
        .map_err(|fault| vec![fault])?;
    let unknown: Vec<Fault> = chosen
        .iter()
        .filter(|id| !options.iter().any(|option| option.id == **id))
        .map(|id| Fault::new(Code::UnknownOption).with("option", id))
        .collect();
    if !unknown.is_empty() {
        return Err(unknown);
    }
    let in_order = options
        .iter()
        .map(|option| option.id.as_str())
        .filter(|id| chosen.contains(id));
    let in_order: Vec<String> = in_order.map(str::to_owned).collect();
    Ok((!in_order.is_empty()).then_some(Value::Choices(in_order)))
}

fn read_tick(json: &Json) -> Result<Option<Value>, Fault> {
    Ok(json.as_bool().ok_or_else(wrong_kind)?.then_some(Value::Tick))
}

/// Reads an object of short texts whose keys are all known; faults name the key.
fn read_facts(json: &Json, keys: &[&'static str]) -> Result<Vec<(&'static str, String)>, Vec<Fault>> {
    let object = json.as_object().ok_or_else(|| vec![wrong_kind()])?;
    let mut faults: Vec<Fault> = object
        .keys()
        .filter(|key| !keys.contains(&key.as_str()))
        .map(|key| wrong_kind().at(&format!(".{key}")))
        .collect();
    let mut facts = Vec::new();
    for key in keys {
        match object.get(*key).map(|text| some_line(text, SHORT_TEXT)) {
            Some(Ok(Some(text))) => facts.push((*key, text)),
            Some(Err(fault)) => faults.push(fault.at(&format!(".{key}"))),
            Some(Ok(None)) | None => {}
        }
    }
    if faults.is_empty() { Ok(facts) } else { Err(faults) }
}

fn read_person(json: &Json, parts: &[PersonPart]) -> Result<Option<Value>, Vec<Fault>> {
    let keys: Vec<&'static str> = std::iter::once("name")
        .chain(parts.iter().map(|part| part.key()))
        .collect();
    let facts = read_facts(json, &keys)?;
    Ok((!facts.is_empty()).then_some(Value::Person(facts)))
}

fn read_signature(json: &Json) -> Result<Option<Value>, Vec<Fault>> {
    let name = read_facts(json, &["name"])?.into_iter().next();
    Ok(name.map(|(_, name)| Value::Signature(name)))
}
