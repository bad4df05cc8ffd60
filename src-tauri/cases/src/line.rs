//! One line of text that a person typed: a name, a school, a title.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use unicode_normalization::UnicodeNormalization;

use crate::problem::{Code, Problem};

/// A line of text that is not empty, at most [`Line::LONGEST`] characters, in Unicode's composed form (NFC),
/// without control characters, and with single spaces between its words.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Line(String);

impl Line {
    /// The greatest number of characters in a line.
    pub const LONGEST: usize = 200;

    /// The line in `typed`; the problem is said of `field`.
    pub fn parse(field: &str, typed: &str) -> Result<Self, Problem> {
        Self::optional(field, typed)?.ok_or_else(|| Problem::new(field, Code::Missing))
    }

    /// As [`Line::parse`], but nothing typed is no line.
    pub fn optional(field: &str, typed: &str) -> Result<Option<Self>, Problem> {
        let line = words(typed).collect::<Vec<_>>().join(" ");
        if line.chars().any(char::is_control) {
            return Err(Problem::new(field, Code::ControlCharacter));
        }
        if line.chars().count() > Self::LONGEST {
            return Err(Problem::new(field, Code::TooLong).with("longest", Self::LONGEST));
        }
        Ok((!line.is_empty()).then_some(Self(line)))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn words(typed: &str) -> impl Iterator<Item = String> {
    typed.split_whitespace().map(|word| word.nfc().collect())
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Line({} characters)", self.0.chars().count())
    }
}

impl<'de> Deserialize<'de> for Line {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse("line", &text).map_err(|problem| D::Error::custom(problem.code))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn code(typed: &str) -> Code {
        Line::parse("name", typed).unwrap_err().code
    }

    #[test]
    fn check() {
        for (typed, line) in [
            ("Astrid Almgren", "Astrid Almgren"),
            ("  Astrid\t  Almgren \n", "Astrid Almgren"),
            ("A\u{30a}sa", "Åsa"),
            ("Łukasz Şükrü-Đặng", "Łukasz Şükrü-Đặng"),
        ] {
            assert_eq!(Line::parse("name", typed).unwrap().as_str(), line);
        }
        assert_eq!(code(""), Code::Missing);
        assert_eq!(code(" \u{a0} "), Code::Missing);
        assert_eq!(code("A\u{0}sa"), Code::ControlCharacter);
        assert_eq!(code(&"å".repeat(201)), Code::TooLong);
        assert!(Line::parse("name", &"å".repeat(200)).is_ok());
        assert_eq!(Line::optional("class", "  ").unwrap(), None);
        assert!(serde_json::from_str::<Line>("\"  \"").is_err());
        let line = Line::parse("name", "Astrid").unwrap();
        assert_eq!(
            format!("{line:?}"),
            "Line(6 characters)",
            "names never reach a log"
        );
    }

    proptest! {
        #[test]
        fn a_line_read_again_is_itself(typed in any::<String>()) {
            if let Ok(Some(line)) = Line::optional("name", &typed) {
                let again = Line::parse("name", line.as_str()).unwrap();
                prop_assert_eq!(&again, &line);
                let json = serde_json::to_string(&line).unwrap();
                prop_assert_eq!(serde_json::from_str::<Line>(&json).unwrap(), line);
            }
        }
    }
}
