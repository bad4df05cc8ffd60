//! What can be wrong with an answer: a closed set of codes with typed arguments. The words for each
//! stand with the other texts (`texts/sv/errors.ftl`, `problem-…`).

use std::collections::BTreeMap;

use serde::Serialize;

/// Something wrong with one answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Problem {
    /// The field's id (empty where a whole section is meant); for a cell of a table `field[row-number].column`, rows counted from 1.
    pub field: String,
    /// The section the field belongs to; empty for a field the form does not have.
    pub section: String,
    /// What is wrong.
    pub code: ProblemCode,
    /// The numbers and names the words need.
    #[cfg_attr(feature = "typescript", ts(type = "Record<string, string>"))]
    pub args: BTreeMap<&'static str, String>,
}

/// What is wrong with an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum ProblemCode {
    /// The form has no such field.
    UnknownField,
    /// The form has no such section.
    UnknownSection,
    /// The JSON value has not the shape of the field's kind.
    WrongKind,
    /// A required answer is missing.
    Required,
    /// The text is longer than the field takes (`longest`, `length`: characters).
    TooLong,
    /// The number lies outside its range (`least`, `greatest`).
    OutOfRange,
    /// Not a day that exists.
    NotADate,
    /// Not a month that exists.
    NotAMonth,
    /// The date lies outside its span and no reason is given (`from`, `to`: days).
    OutsideSpan,
    /// No such option (`option`).
    UnknownOption,
    /// Fewer rows than needed (`least`).
    TooFewRows,
    /// More rows than the table takes (`most`).
    TooManyRows,
    /// A row has no id, or one that another row has.
    RowId,
    /// The table has no such column (`column`).
    UnknownColumn,
    /// A character that no font of ours has (`character`); set by those who know the fonts.
    Unprintable,
}

impl ProblemCode {
    /// The stable code, in kebab case.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::UnknownField => "unknown-field",
            Self::UnknownSection => "unknown-section",
            Self::WrongKind => "wrong-kind",
            Self::Required => "required",
            Self::TooLong => "too-long",
            Self::OutOfRange => "out-of-range",
            Self::NotADate => "not-a-date",
            Self::NotAMonth => "not-a-month",
            Self::OutsideSpan => "outside-span",
            Self::UnknownOption => "unknown-option",
            Self::TooFewRows => "too-few-rows",
            Self::TooManyRows => "too-many-rows",
            Self::RowId => "row-id",
            Self::UnknownColumn => "unknown-column",
            Self::Unprintable => "unprintable",
        }
    }
}

/// A problem that does not yet know which field it belongs to: where inside the value, and what.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Fault {
    pub path: String,
    pub code: ProblemCode,
    pub args: BTreeMap<&'static str, String>,
}

impl Fault {
    pub fn new(code: ProblemCode) -> Self {
        Self {
            path: String::new(),
            code,
            args: BTreeMap::new(),
        }
    }

    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.insert(name, value.to_string());
        self
    }

    pub fn at(mut self, path: &str) -> Self {
        self.path.insert_str(0, path);
        self
    }

    pub fn in_field(self, section: &str, field: &str) -> Problem {
        Problem {
            field: format!("{field}{}", self.path),
            section: section.to_owned(),
            code: self.code,
            args: self.args,
        }
    }
}
