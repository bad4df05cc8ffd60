//! The numbers by which a pupil may be known to the authorities, checked and kept as twelve characters.
//!
//! Personnummer: 18 § folkbokföringslagen (1991:481), date of birth and four digits, the last of which is a
//! check digit (Luhn over the last ten). Samordningsnummer: the same with 60 added to the day. Interim number:
//! a letter in the first place after the date, counted as 1 in the check (personnummer.dev, version 3.1).
//! TF number: two letters after the date and no check digit, as SS 12000:2020 shows it (`20130101TF01`).

use std::fmt;
use std::ops::Range;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};

use crate::problem::{Code, Problem};

/// A checked identity number, without separator: `201301012382`.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct IdentityNumber(String);

/// The kind of an [`IdentityNumber`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdentityKind {
    /// A number in the population register.
    Personnummer,
    /// A number for someone who is not registered as living in Sweden.
    Samordningsnummer,
    /// A school's or authority's interim number: one letter, with check digit.
    Interim,
    /// A temporary number: two letters, without check digit.
    Temporary,
}

impl IdentityNumber {
    /// The number in `typed`: 10 or 12 characters, with or without a separator. `today` decides the century of
    /// ten digits (the latest that is not in the future, or a hundred years earlier after a `+`).
    pub fn parse(field: &str, typed: &str, today: NaiveDate) -> Result<Self, Problem> {
        let problem = |code| Problem::new(field, code);
        let typed = Typed::read(typed).ok_or_else(|| problem(Code::IdentityShape))?;
        let kind = kind(&typed).ok_or_else(|| problem(Code::IdentityShape))?;
        let born = typed
            .born(kind, today)
            .ok_or_else(|| problem(Code::IdentityDate))?;
        if born > today {
            return Err(problem(Code::IdentityFuture));
        }
        if kind != IdentityKind::Temporary && !check_digit_agrees(&typed.short()) {
            return Err(problem(Code::IdentityCheckDigit));
        }
        Ok(Self(format!("{:02}{}", born.year() / 100, typed.short())))
    }

    /// The twelve characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Which kind of number it is.
    pub fn kind(&self) -> IdentityKind {
        // A number that exists was parsed, so that it has a kind.
        Typed::read(&self.0)
            .and_then(|typed| kind(&typed))
            .unwrap_or(IdentityKind::Temporary)
    }

    /// The date of birth, where the number tells one.
    pub fn born(&self) -> Option<NaiveDate> {
        // What is kept names its century.
        Typed::read(&self.0)?.born(self.kind(), NaiveDate::MAX)
    }
}

/// The parts of a number as typed.
struct Typed {
    century: Option<i32>,
    date: String,
    last: String,
    hundred_or_more: bool,
}

impl Typed {
    fn read(typed: &str) -> Option<Self> {
        let mut text = typed.to_uppercase();
        text.retain(|c| !c.is_whitespace());
        let hundred_or_more = text.contains('+');
        let (date, last) = match text.split_once(['-', '–', '+']) {
            Some((date, last)) => (date, last),
            None => text.split_at_checked(text.len().checked_sub(4)?)?,
        };
        let digits = date.bytes().all(|b| b.is_ascii_digit());
        if !digits || last.len() != 4 || !last.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return None;
        }
        let (century, date) = match date.len() {
            6 => (None, date),
            8 if !hundred_or_more => (date.get(..2)?.parse().ok(), date.get(2..)?),
            _ => return None,
        };
        Some(Self {
            century,
            date: date.into(),
            last: last.into(),
            hundred_or_more,
        })
    }

    /// The ten characters that the check digit is counted over.
    fn short(&self) -> String {
        format!("{}{}", self.date, self.last)
    }

    fn born(&self, kind: IdentityKind, today: NaiveDate) -> Option<NaiveDate> {
        let number = |range: Range<usize>| self.date.get(range).and_then(|part| part.parse::<u32>().ok());
        let (year, month, day) = (number(0..2)?, number(2..4)?, number(4..6)?);
        let day = if kind == IdentityKind::Samordningsnummer {
            day.checked_sub(60)?
        } else {
            day
        };
        let in_century =
            |century: i32| NaiveDate::from_ymd_opt(century * 100 + i32::try_from(year).ok()?, month, day);
        if let Some(century) = self.century {
            return in_century(century);
        }
        let this = today.year() / 100;
        let mut born = [this, this - 1, this - 2]
            .into_iter()
            .filter_map(in_century)
            .filter(|born| *born <= today);
        if self.hundred_or_more {
            born.nth(1)
        } else {
            born.next()
        }
    }
}

fn kind(typed: &Typed) -> Option<IdentityKind> {
    let last = typed.last.as_bytes();
    let letters = last.iter().take_while(|b| b.is_ascii_alphabetic()).count();
    let digits_follow = last.iter().skip(letters).all(u8::is_ascii_digit);
    let coordination = typed.date.get(4..).is_some_and(|day| day > "60");
    match (letters, digits_follow) {
        (0, true) if coordination => Some(IdentityKind::Samordningsnummer),
        (0, true) => Some(IdentityKind::Personnummer),
        (1, true) if typed.last.starts_with(|c| "TRSUWXJKLMN".contains(c)) => Some(IdentityKind::Interim),
        (2, true) => Some(IdentityKind::Temporary),
        _ => None,
    }
}

/// Luhn's formula: every other digit doubled from the first, the digits of the products summed, and the whole
/// divisible by ten. A letter counts as 1.
fn check_digit_agrees(short: &str) -> bool {
    let digits = short.chars().map(|c| c.to_digit(10).unwrap_or(1));
    let weighed = digits
        .zip([2, 1].into_iter().cycle())
        .map(|(digit, weight)| digit * weight);
    weighed
        .map(|product| product / 10 + product % 10)
        .sum::<u32>()
        .is_multiple_of(10)
}

/// With a hyphen before the four last: `20130101-2382`.
impl fmt::Display for IdentityNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.split_at_checked(8) {
            Some((date, last)) => write!(f, "{date}-{last}"),
            None => f.write_str(&self.0),
        }
    }
}

impl fmt::Debug for IdentityNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "IdentityNumber({:?})", self.kind())
    }
}

impl<'de> Deserialize<'de> for IdentityNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        // Whether the date lay in the future was asked when it was typed; what is kept names its century.
        let parsed = Self::parse("identity-number", &text, NaiveDate::MAX);
        parsed
            .ok()
            .filter(|number| number.0 == text)
            .ok_or_else(|| D::Error::custom("not an identity number"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parse(typed: &str) -> Result<String, Code> {
        let today = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
        let number =
            IdentityNumber::parse("identity-number", typed, today).map_err(|problem| problem.code)?;
        Ok(format!("{number} {:?}", number.kind()))
    }

    #[test]
    fn check() {
        // The numbers are those that the Swedish Tax Agency and personnummer.dev publish for tests.
        for (typed, number) in [
            ("19850709-9805", "19850709-9805 Personnummer"),
            ("198507099805", "19850709-9805 Personnummer"),
            (" 850709 9805 ", "19850709-9805 Personnummer"),
            ("850709–9805", "19850709-9805 Personnummer"),
            ("121212-1212", "20121212-1212 Personnummer"),
            ("121212+1212", "19121212-1212 Personnummer"),
            ("701063-2391", "19701063-2391 Samordningsnummer"),
            ("19701063-2391", "19701063-2391 Samordningsnummer"),
            ("000101-T220", "20000101-T220 Interim"),
            ("20000101-R220", "20000101-R220 Interim"),
            ("20130101TF01", "20130101-TF01 Temporary"),
            ("130101tf01", "20130101-TF01 Temporary"),
        ] {
            assert_eq!(parse(typed), Ok(number.into()), "{typed}");
        }
        for (typed, code) in [
            ("", Code::IdentityShape),
            ("1234", Code::IdentityShape),
            ("19850709980", Code::IdentityShape),
            ("19850709-98055", Code::IdentityShape),
            ("19850709+9805", Code::IdentityShape),
            ("åäöåäö-åäöå", Code::IdentityShape),
            ("850709-980T", Code::IdentityShape),
            ("000101-A220", Code::IdentityShape),
            ("20130101TFF1", Code::IdentityShape),
            ("198513099805", Code::IdentityDate),
            ("850732-9805", Code::IdentityDate),
            ("20130230TF01", Code::IdentityDate),
            ("701092-2391", Code::IdentityDate),
            ("202611220000", Code::IdentityFuture),
            ("850709-9804", Code::IdentityCheckDigit),
            ("701063-2392", Code::IdentityCheckDigit),
            ("000101-T221", Code::IdentityCheckDigit),
        ] {
            assert_eq!(parse(typed), Err(code), "{typed}");
        }
        let today = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
        let number = IdentityNumber::parse("n", "850709-9805", today).unwrap();
        assert_eq!(
            format!("{number:?}"),
            "IdentityNumber(Personnummer)",
            "numbers never reach a log"
        );
        assert!(
            serde_json::from_str::<IdentityNumber>("\"850709-9805\"").is_err(),
            "kept with its century"
        );
    }

    proptest! {
        #[test]
        fn nothing_typed_makes_it_panic(typed in "\\PC{0,20}") {
            let _ = parse(&typed);
        }

        #[test]
        fn one_check_digit_of_ten_agrees(days in 0..45_000_u64, serial in 0..1000_u32, coordination: bool) {
            let born = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap() + chrono::Days::new(days);
            let day = born.day() + if coordination { 60 } else { 0 };
            let start = format!("{}{day:02}{serial:03}", born.format("%Y%m"));
            let right: Vec<_> = (0..10).filter(|digit| parse(&format!("{start}{digit}")).is_ok()).collect();
            prop_assert_eq!(right.len(), 1);
        }

        #[test]
        fn a_number_kept_and_read_is_itself(days in 0..45_000_u64, serial in 0..100_u32) {
            let born = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap() + chrono::Days::new(days);
            let typed = format!("{}TF{serial:02}", born.format("%Y%m%d"));
            let number = IdentityNumber::parse("n", &typed, NaiveDate::MAX).unwrap();
            let json = serde_json::to_string(&number).unwrap();
            prop_assert_eq!(serde_json::from_str::<IdentityNumber>(&json).unwrap(), number);
        }
    }
}
