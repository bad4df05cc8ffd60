//! What is wrong with what a user typed, said as a code; the words live in the text files.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Serialize, Serializer};

/// Something in a field that must be put right before the whole can be saved.
///
/// `args` fill the message's variables and hold limits and dates of rules, never what the user typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The field's path in the input, in kebab case: `name`, `guardians.0.email`.
    pub field: String,
    /// What is wrong.
    pub code: Code,
    /// Variables of the message.
    pub args: BTreeMap<&'static str, String>,
}

impl Problem {
    /// A problem without variables.
    pub fn new(field: impl Into<String>, code: Code) -> Self {
        Self {
            field: field.into(),
            code,
            args: BTreeMap::new(),
        }
    }

    /// The same problem with one more variable for its message.
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.insert(name, value.to_string());
        self
    }
}

/// Keeps `result`'s value, or its problem for the list that the user is shown; so that all come at once.
pub(crate) fn keep<T>(problems: &mut Vec<Problem>, result: Result<T, Problem>) -> Option<T> {
    result.map_err(|problem| problems.push(problem)).ok()
}

/// Every way in which typed text can be wrong. The strings are stable and name the messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// Nothing is typed where something must be.
    Missing,
    /// More than `longest` characters.
    TooLong,
    /// An invisible character that no document can hold.
    ControlCharacter,
    /// Not one of the choices.
    UnknownChoice,
    /// Not an e-mail address: something, one @, and a domain with a dot.
    EmailShape,
    /// Not a telephone number: digits, spaces, hyphens, brackets and a leading plus, at least five digits.
    PhoneShape,
    /// Neither 10 nor 12 digits, nor a temporary number.
    IdentityShape,
    /// The six or eight first digits are no date.
    IdentityDate,
    /// The date of birth is after today.
    IdentityFuture,
    /// The last digit does not agree with the others.
    IdentityCheckDigit,
    /// A case is closed before the day it was opened.
    ClosedBeforeOpened,
    /// A day that has not come yet.
    FutureDay,
    /// Not a day that exists.
    NotADay,
    /// A day before `first` or after `last`.
    DayOutside,
    /// Not a number that counts something.
    NotANumber,
    /// A part that is greater than its whole.
    MoreThanAll,
}

impl Code {
    /// Every code there is, for the test that each has its words.
    pub const ALL: [Self; 16] = [
        Self::Missing,
        Self::TooLong,
        Self::ControlCharacter,
        Self::UnknownChoice,
        Self::EmailShape,
        Self::PhoneShape,
        Self::IdentityShape,
        Self::IdentityDate,
        Self::IdentityFuture,
        Self::IdentityCheckDigit,
        Self::ClosedBeforeOpened,
        Self::FutureDay,
        Self::NotADay,
        Self::DayOutside,
        Self::NotANumber,
        Self::MoreThanAll,
    ];

    /// The stable name of the code.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::TooLong => "too-long",
            Self::ControlCharacter => "control-character",
            Self::UnknownChoice => "unknown-choice",
            Self::EmailShape => "email-shape",
            Self::PhoneShape => "phone-shape",
            Self::IdentityShape => "identity-shape",
            Self::IdentityDate => "identity-date",
            Self::IdentityFuture => "identity-future",
            Self::IdentityCheckDigit => "identity-check-digit",
            Self::ClosedBeforeOpened => "closed-before-opened",
            Self::FutureDay => "future-day",
            Self::NotADay => "not-a-day",
            Self::DayOutside => "day-outside",
            Self::NotANumber => "not-a-number",
            Self::MoreThanAll => "more-than-all",
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn check() {
        let names: BTreeSet<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
        assert_eq!(names.len(), Code::ALL.len(), "a code has a name of its own");
        assert!(
            names
                .iter()
                .all(|name| name.chars().all(|c| c.is_ascii_lowercase() || c == '-'))
        );
        let problem = Problem::new("name", Code::TooLong).with("longest", 200);
        let json = r#"{"field":"name","code":"too-long","args":{"longest":"200"}}"#;
        assert_eq!(serde_json::to_string(&problem).unwrap(), json);
    }
}
