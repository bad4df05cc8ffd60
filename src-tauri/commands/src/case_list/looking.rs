//! A dry look at a list, without a vault: what its columns seem to be, and which rows could not be brought in. Of the rows
//! nothing is told but their numbers, and of what is wrong which kind it is, with the day that a day must not be before.

use cases::SchoolForm;
use chrono::NaiveDate;
use exchange::table::reading::Sheet;
use serde::Serialize;
use texts::swedish;

use super::columns::Column;
use super::row::{Entry, Usual, said};
use crate::error::FieldProblem;
use crate::listed::{Column as _, Known, proposed, protected_rows};

/// What is seen of a sheet.
#[derive(Serialize)]
pub struct Looked {
    /// The sheet's name; empty in CSV.
    pub sheet: String,
    /// How many rows there are below the headings.
    pub rows: usize,
    /// The headings, each with the stable name of what it seems to be.
    pub columns: Vec<LookedColumn>,
    /// The rows that could not be brought in, by number, and why.
    pub wrong: Vec<LookedRow>,
    /// What would go into a note because it cannot be read, at the heading.
    pub unread: Vec<LookedRow>,
    /// The numbers of the rows with protected identity.
    pub protected: Vec<u32>,
}

/// A column that was looked at.
#[derive(Serialize)]
pub struct LookedColumn {
    /// The heading.
    pub heading: String,
    /// The stable name of what it seems to be.
    pub column: &'static str,
}

/// Something that is wrong in a row.
#[derive(Serialize)]
pub struct LookedRow {
    /// The row's number in the file.
    pub row: u32,
    /// The heading, where it is about one cell.
    pub heading: Option<String>,
    /// What is wrong.
    pub problem: FieldProblem,
}

/// Looks at a sheet.
pub fn look(sheet: &Sheet, today: NaiveDate) -> Looked {
    let columns: Vec<Column> = proposed(sheet);
    let headings = sheet.headings.iter().map(String::as_str);
    let pairs: Vec<(Column, &str)> = columns.iter().copied().zip(headings).collect();
    let title = swedish().say("case-title-usual", &[]).into_owned();
    let usual = Usual {
        // Whoever brings the list in has a school.
        school: title.clone(),
        title,
        school_form: SchoolForm::Grundskola,
    };
    let mut looked = Looked {
        sheet: sheet.name.clone(),
        rows: sheet.rows.len(),
        columns: pairs
            .iter()
            .map(|(column, heading)| LookedColumn {
                heading: (*heading).to_owned(),
                column: column.as_str(),
            })
            .collect(),
        wrong: Vec::new(),
        unread: Vec::new(),
        protected: Vec::new(),
    };
    let entries = sheet.rows.iter();
    let entries: Vec<Entry> = entries
        .map(|row| Entry::read(row, &pairs, &usual, today))
        .collect();
    let who: Vec<Known> = entries.iter().map(|entry| entry.known(today)).collect();
    let protected = protected_rows(&sheet.rows, &pairs, &who, &[]);
    for entry in entries {
        if protected.contains(&entry.number) {
            continue;
        }
        looked
            .wrong
            .extend(entry.problems.into_iter().map(|problem| LookedRow {
                row: entry.number,
                heading: None,
                problem: said(&problem),
            }));
        looked
            .unread
            .extend(entry.unread.into_iter().map(|(heading, why)| LookedRow {
                row: entry.number,
                heading: Some(heading),
                problem: said(&why),
            }));
    }
    looked.protected.extend(protected);
    looked
}
