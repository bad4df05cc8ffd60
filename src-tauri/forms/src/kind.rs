//! The kinds of answers a form can ask for.

use serde::{Deserialize, Serialize};

use crate::form::Author;

/// The closed vocabulary of answers. A new need is a new kind here, or refused.
#[derive(Debug, PartialEq)]
pub enum Kind {
    /// A few words; at most so many characters.
    Text {
        /// Longest answer, in characters.
        longest: u32,
    },
    /// Running text.
    LongText {
        /// Longest answer, in characters.
        longest: u32,
        /// Pen lines on a blank form.
        lines: u8,
    },
    /// A whole number.
    Number {
        /// Least value.
        least: i64,
        /// Greatest value.
        greatest: i64,
    },
    /// A percentage from 0 to 100, with at most one decimal.
    Percent,
    /// A day.
    Date,
    /// A month.
    Month,
    /// Ja or Nej, with a remark where the form has room for one.
    YesNo {
        /// The remark's label.
        comment: Option<String>,
    },
    /// One of several.
    Choice {
        /// The options.
        options: Vec<Choice>,
        /// Whether neighbouring statements with the same options form a grid.
        grid: bool,
    },
    /// Any number of several.
    Choices {
        /// The options.
        options: Vec<Choice>,
    },
    /// One box.
    Tick,
    /// A person.
    Person {
        /// Which facts beside the name are asked for.
        parts: Vec<PersonPart>,
    },
    /// Rows that the author adds.
    Table {
        /// The columns.
        columns: Vec<Column>,
        /// Fewest rows when completed.
        least: u16,
        /// Most rows.
        most: u16,
        /// Empty rows on a blank form.
        blank: u8,
    },
    /// A row for a signature.
    Signature {
        /// Who signs.
        author: Author,
    },
}

impl Kind {
    /// The kind's name in definitions and in JSON.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Text { .. } => "text",
            Self::LongText { .. } => "long-text",
            Self::Number { .. } => "number",
            Self::Percent => "percent",
            Self::Date => "date",
            Self::Month => "month",
            Self::YesNo { .. } => "yes-no",
            Self::Choice { .. } => "choice",
            Self::Choices { .. } => "choices",
            Self::Tick => "tick",
            Self::Person { .. } => "person",
            Self::Table { .. } => "table",
            Self::Signature { .. } => "signature",
        }
    }

    /// The options, for the kinds that have them.
    pub fn options(&self) -> &[Choice] {
        match self {
            Self::Choice { options, .. } | Self::Choices { options } => options,
            _ => &[],
        }
    }
}

/// One option of a choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Choice {
    /// The permanent id.
    pub id: String,
    /// The words.
    pub label: String,
    /// What it means, printed small beside it where the form has that.
    pub hint: Option<String>,
}

/// A fact about a person beside the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum PersonPart {
    /// Role or title.
    Role,
    /// Organisation.
    Organisation,
    /// Telephone number.
    Phone,
    /// E-mail address.
    Email,
}

impl PersonPart {
    /// The part's key in the answer's JSON object.
    pub fn key(self) -> &'static str {
        match self {
            Self::Role => "role",
            Self::Organisation => "organisation",
            Self::Phone => "phone",
            Self::Email => "email",
        }
    }
}

/// One column of a table.
#[derive(Debug, PartialEq)]
pub struct Column {
    /// The permanent id.
    pub id: String,
    /// The heading.
    pub label: String,
    /// What kind of answer its cells hold: text, date or choice.
    pub kind: Kind,
    /// Whether a row must have it.
    pub required: bool,
    /// Its share of the width.
    pub weight: u8,
}
