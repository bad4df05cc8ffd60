//! Reading what a person typed: dates and numbers as people write them in Sweden.

use chrono::{Datelike, NaiveDate};
use serde_json::Value as Json;

use crate::form::Kind;

/// The JSON value for what was typed into a field, or the text itself where it cannot be read (so that
/// nothing typed is lost and the form can say what is wrong with it).
///
/// `today` completes a date without a year; it is the person's civil date.
pub fn read(kind: &Kind, typed: &str, today: NaiveDate) -> Json {
    let text = typed.trim();
    let understood = match kind {
        Kind::Date => date(text, today).map(|date| date.format("%Y-%m-%d").to_string().into()),
        Kind::Month => month(text).map(Json::from),
        Kind::Number { .. } => plain_number(text)
            .and_then(|text| text.parse::<i64>().ok())
            .map(Json::from),
        Kind::Percent => percent(text).map(Json::from),
        _ => {
            return if typed.is_empty() {
                Json::Null
            } else {
                typed.into()
            };
        }
    };
    understood.unwrap_or_else(|| if text.is_empty() { Json::Null } else { typed.into() })
}

/// Reads a day: `2026-11-21`, `20261121`, `261121`, `21/11`, `21/11 2026`, `21.11.2026`.
///
/// A day and month alone mean the nearest such day, half a year back or ahead.
pub fn date(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let parts: Vec<&str> = text
        .split(['-', '/', '.', ' '])
        .filter(|part| !part.is_empty())
        .collect();
    let numbers: Vec<i32> = parts.iter().map(|part| number(part)).collect::<Option<_>>()?;
    match (numbers.as_slice(), parts.first().map_or(0, |part| part.len())) {
        ([all], 8) => day(all / 10_000, all / 100 % 100, all % 100),
        ([all], 6) => day(2000 + all / 10_000, all / 100 % 100, all % 100),
        ([year, month, date], 4) => day(*year, *month, *date),
        ([date, month, year], 1 | 2) if *year >= 1000 => day(*year, *month, *date),
        ([date, month], 1 | 2) => nearest(*month, *date, today),
        _ => None,
    }
}

fn number(text: &str) -> Option<i32> {
    (text.len() <= 8 && text.bytes().all(|b| b.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

fn day(year: i32, month: i32, day: i32) -> Option<NaiveDate> {
    (1900..=2199).contains(&year).then_some(())?;
    NaiveDate::from_ymd_opt(year, month.try_into().ok()?, day.try_into().ok()?)
}

fn nearest(month: i32, date: i32, today: NaiveDate) -> Option<NaiveDate> {
    (today.year() - 1..=today.year() + 1)
        .filter_map(|year| day(year, month, date))
        .min_by_key(|candidate| (*candidate - today).num_days().abs())
}

/// Reads a month, `2026-11`, `202611` or `11/2026`, as `YYYY-MM`.
fn month(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split(['-', '/', '.', ' ']).collect();
    let numbers: Vec<i32> = parts.iter().map(|part| number(part)).collect::<Option<_>>()?;
    let first = match (numbers.as_slice(), parts.first().map_or(0, |part| part.len())) {
        ([all], 6) => day(all / 100, all % 100, 1),
        ([year, month], 4) => day(*year, *month, 1),
        ([month, year], 1 | 2) => day(*year, *month, 1),
        _ => None,
    };
    first.map(|date| date.format("%Y-%m").to_string())
}

/// Reads a percentage with decimal comma or point, with or without the sign.
fn percent(text: &str) -> Option<f64> {
    let value: f64 = plain_number(text.trim_end_matches('%').trim_end())?
        .parse()
        .ok()?;
    value.is_finite().then_some(value)
}

fn plain_number(text: &str) -> Option<String> {
    let plain = text.replace(',', ".").replace('\u{2212}', "-");
    plain
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '.' | '-'))
        .then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn check() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
        for (typed, read) in [
            ("2026-11-21", Some("2026-11-21")),
            ("20261121", Some("2026-11-21")),
            ("261121", Some("2026-11-21")),
            ("21/11", Some("2026-11-21")),
            ("3/1", Some("2027-01-03")),
            ("1/8", Some("2026-08-01")),
            ("21/11 2025", Some("2025-11-21")),
            ("21.11.2025", Some("2025-11-21")),
            ("29/2", None),
            ("2024-02-29", Some("2024-02-29")),
            ("2026-02-29", None),
            ("2026-13-01", None),
            ("0026-01-01", None),
            ("i går", None),
            ("", None),
            ("1", None),
            ("-1/2", Some("2027-02-01")),
        ] {
            let expected = read.map(|text| text.parse::<NaiveDate>().unwrap());
            assert_eq!(date(typed, today), expected, "{typed}");
        }
        for (kind, typed, json) in [
            (Kind::Date, "21/11", json!("2026-11-21")),
            (Kind::Date, "i går", json!("i går")),
            (Kind::Date, " ", json!(null)),
            (Kind::Month, "202611", json!("2026-11")),
            (Kind::Month, "2026-11", json!("2026-11")),
            (Kind::Month, "2026-1", json!("2026-01")),
            (Kind::Month, "11/2026", json!("2026-11")),
            (Kind::Month, "2026-13", json!("2026-13")),
            (Kind::Month, "26-11", json!("26-11")),
            (Kind::Percent, "12,5 %", json!(12.5)),
            (Kind::Percent, "tolv", json!("tolv")),
            (Kind::Percent, "inf", json!("inf")),
            (
                Kind::Number {
                    least: 0,
                    greatest: 9,
                },
                "7",
                json!(7),
            ),
            (
                Kind::Number {
                    least: 0,
                    greatest: 9,
                },
                "7,5",
                json!("7,5"),
            ),
            (Kind::Text { longest: 9 }, " med luft ", json!(" med luft ")),
            (Kind::Text { longest: 9 }, "", json!(null)),
        ] {
            assert_eq!(super::read(&kind, typed, today), json, "{typed}");
        }
    }
}
