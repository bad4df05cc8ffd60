//! What is known of a case that was brought in from a list that somebody kept elsewhere.

use std::fmt;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::id::Id;
use crate::line::Line;

/// Where a case came from, and what the list told that has no field here: a working note, until it is cleared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BroughtIn {
    /// The day it was brought in.
    pub on: NaiveDate,
    /// The name of who did it.
    pub by: String,
    /// What the list called it, whatever it is called now.
    pub title: Line,
    /// The day the list said that it was opened.
    pub opened: Option<NaiveDate>,
    /// What else the list told.
    pub told: Vec<Told>,
    /// Together with which it came; nothing of one that came before that was written down.
    #[serde(default)]
    pub import: Option<Import>,
}

/// The id of a list that was brought in.
pub type ImportId = Id<Import>;

/// The list that a case was brought in from, once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Import {
    /// Which one.
    pub id: ImportId,
    /// When everything in it was written.
    pub at: DateTime<Utc>,
    /// Whether the pupil came with it too, and was not here before.
    pub brought_pupil: bool,
}

impl BroughtIn {
    /// Whether a row that calls its case so, opened on this day, is the row that this one came from.
    pub fn is_same(&self, title: &str, opened: Option<NaiveDate>) -> bool {
        crate::fold(self.title.as_str()) == crate::fold(title) && self.opened == opened
    }
}

/// A cell of a list, under its heading.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// The column's heading.
    pub heading: String,
    /// What stood in the cell, with its line breaks.
    pub text: String,
}

impl Told {
    /// A cell, without the characters that no document can hold.
    pub fn new(heading: &str, text: &str) -> Self {
        let plain = |text: &str| text.chars().filter(|c| !c.is_control() || *c == '\n').collect();
        Self {
            heading: plain(heading),
            text: plain(text),
        }
    }
}

// Either may name somebody.
impl fmt::Debug for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Told({} characters)", self.text.chars().count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check() {
        let day = NaiveDate::from_ymd_opt(2025, 8, 25);
        let brought = BroughtIn {
            on: NaiveDate::from_ymd_opt(2026, 11, 26).unwrap(),
            by: "Birgitta Ek".into(),
            title: Line::parse("title", "Frånvaro").unwrap(),
            opened: day,
            told: vec![Told::new("Not\t", "Rad 1\r\nRad\u{0} 2")],
            import: None,
        };
        assert_eq!(
            brought.told,
            [Told {
                heading: "Not".into(),
                text: "Rad 1\nRad 2".into()
            }]
        );
        assert!(brought.is_same("FRÅNVARO ", day));
        assert!(!brought.is_same("Frånvaro", None) && !brought.is_same("Närvaro", day));
        assert!(
            !format!("{brought:?}").contains("Rad"),
            "what was told never reaches a log"
        );
        let json = serde_json::to_string(&brought).unwrap();
        assert_eq!(serde_json::from_str::<BroughtIn>(&json).unwrap(), brought);
    }
}
