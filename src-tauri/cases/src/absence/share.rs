//! Parts of the time that was planned, and the numbers that a register writes them with.

use serde::{Deserialize, Deserializer, Serialize, de::Error as _};

use crate::problem::{Code, Problem};

/// A part of a whole in hundredths of a percent, from nothing to all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Share(u16);

impl Share {
    /// All of it, in hundredths of a percent.
    pub const ALL: u16 = 10_000;

    /// So many hundredths of a percent, if that is at most all.
    pub fn of_hundredths(hundredths: u16) -> Option<Self> {
        (hundredths <= Self::ALL).then_some(Self(hundredths))
    }

    /// So many percent, where that is at most all.
    pub const fn percent(percent: u8) -> Option<Self> {
        match percent {
            0..=100 => Some(Self(percent as u16 * 100)),
            _ => None,
        }
    }

    /// A part of a whole, both counted in the same unit and rounded to the nearest; the problem is said of `field`.
    pub fn part_of(field: &str, part: Amount, whole: Amount) -> Result<Self, Problem> {
        let (part, whole) = (u128::from(part.0), u128::from(whole.0));
        let share = (part * u128::from(Self::ALL) + whole / 2).checked_div(whole);
        // Nobody is absent from nothing.
        let share = if part == 0 { Some(0) } else { share };
        let share = share.and_then(|share| u16::try_from(share).ok());
        let share = share.and_then(Self::of_hundredths);
        share.ok_or_else(|| Problem::new(field, Code::MoreThanAll))
    }

    /// The average; nothing of nothing.
    pub fn mean(shares: impl Iterator<Item = Self>) -> Self {
        let (sum, count) = shares.fold((0u64, 0u64), |(sum, count), one| {
            (sum + u64::from(one.0), count + 1)
        });
        let mean = (sum + count / 2).checked_div(count).unwrap_or_default();
        Self(u16::try_from(mean).unwrap_or(Self::ALL))
    }

    /// In hundredths of a percent.
    pub fn hundredths(self) -> u16 {
        self.0
    }
}

impl<'de> Deserialize<'de> for Share {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let hundredths = u16::deserialize(deserializer)?;
        Self::of_hundredths(hundredths).ok_or_else(|| D::Error::custom(Code::MoreThanAll))
    }
}

/// A number that a register wrote, in millionths of whatever it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Amount(u64);

/// The most digits before the decimal sign, and after it what is kept.
const DIGITS: (usize, usize) = (9, 6);
const ONE: u64 = 1_000_000;
/// What a number says that it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// Nothing: what its column says.
    Bare,
    /// Percent.
    Percent,
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
}

/// The signs and words after a number that say what it counts.
const UNITS: [(&str, Written); 7] = [
    ("%", Written::Percent),
    ("procent", Written::Percent),
    ("min", Written::Minutes),
    ("minuter", Written::Minutes),
    ("h", Written::Hours),
    ("tim", Written::Hours),
    ("timmar", Written::Hours),
];

impl Amount {
    /// Nothing.
    pub const NONE: Self = Self(0);
    /// One of what is counted: a whole, where parts of one are.
    pub const ONE: Self = Self(ONE);
    /// A hundred: a whole, where percent are counted.
    pub const HUNDRED: Self = Self(100 * ONE);

    /// A number with a comma or a point, with blanks between thousands, or hours and minutes (`12:30`).
    pub fn parse(field: &str, text: &str) -> Result<Self, Problem> {
        let bare: String = in_unit(text).0.split_whitespace().collect();
        let read = match bare.split_once(':') {
            Some((hours, minutes)) => of_clock(hours, minutes),
            None => of_decimal(&bare),
        };
        read.map(Self)
            .ok_or_else(|| Problem::new(field, Code::NotANumber))
    }

    /// What a number says that it counts, by what stands after it.
    pub fn written(text: &str) -> Written {
        match in_unit(text) {
            (bare, Written::Bare) if bare.contains(':') => Written::Hours,
            (_, unit) => unit,
        }
    }

    /// Both together.
    pub fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

/// A number without its unit, and that.
fn in_unit(text: &str) -> (&str, Written) {
    let text = text.trim();
    let mut units = UNITS.iter();
    let found = units.find_map(|(unit, written)| Some((text.strip_suffix(unit)?, *written)));
    found.unwrap_or((text, Written::Bare))
}

fn of_decimal(text: &str) -> Option<u64> {
    let (whole, part) = text.split_once([',', '.']).unwrap_or((text, ""));
    let is_number = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > DIGITS.0 || !is_number(whole) || !is_number(part) {
        return None;
    }
    let kept: String = part
        .chars()
        .chain(std::iter::repeat('0'))
        .take(DIGITS.1)
        .collect();
    Some(whole.parse::<u64>().ok()? * ONE + kept.parse::<u64>().ok()?)
}

fn of_clock(hours: &str, minutes: &str) -> Option<u64> {
    let (hours, minutes) = (of_decimal(hours)?, of_decimal(minutes)?);
    (minutes < 60 * ONE && hours % ONE == 0 && minutes % ONE == 0).then_some(hours + minutes / 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn check() {
        let share = |part: &str, whole: &str| {
            let [part, whole] = [part, whole].map(|text| Amount::parse("absence", text));
            Share::part_of("absence", part?, whole?).map(Share::hundredths)
        };
        for (part, whole, expected) in [
            ("12,5", "100", 1250),
            ("12.5 %", "100", 1250),
            ("0,125", "1", 1250),
            ("1 234 min", "12 340 min", 1000),
            ("1:30", "15:00", 1000),
            ("0", "0", 0),
            ("1", "3", 3333),
            ("2", "3", 6667),
            ("100", "100", 10_000),
        ] {
            assert_eq!(share(part, whole), Ok(expected), "{part} of {whole}");
        }
        for (part, whole, code) in [
            ("101", "100", Code::MoreThanAll),
            ("1", "0", Code::MoreThanAll),
            ("många", "100", Code::NotANumber),
            ("", "100", Code::NotANumber),
            ("-3", "100", Code::NotANumber),
            ("1,2,3", "100", Code::NotANumber),
            ("1:75", "100", Code::NotANumber),
            ("1:2:3", "100", Code::NotANumber),
            ("1234567890", "100", Code::NotANumber),
        ] {
            let problem = share(part, whole).unwrap_err();
            assert_eq!(
                (problem.field.as_str(), problem.code),
                ("absence", code),
                "{part}"
            );
        }
        for (text, unit) in [
            ("12", Written::Bare),
            ("12 %", Written::Percent),
            ("12 min", Written::Minutes),
            ("1,5 tim", Written::Hours),
            ("12:30", Written::Hours),
        ] {
            assert_eq!(Amount::written(text), unit, "{text}");
        }
        assert_eq!(Share::percent(15), Share::of_hundredths(1500));
        assert_eq!(Share::percent(101), None);
        assert!(serde_json::from_str::<Share>("10001").is_err());
    }

    proptest! {
        #[test]
        fn no_number_breaks_it(part in "\\PC{0,14}", whole in 0u64..1_000_000_000_000) {
            if let Ok(part) = Amount::parse("absence", &part) {
                Share::part_of("absence", part, Amount(whole)).ok();
            }
        }
    }
}
