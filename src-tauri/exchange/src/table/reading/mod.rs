//! Lists that other programs have kept: CSV as Excel, Teams and SharePoint write it, and workbooks (XLSX). They are
//! foreign bytes: what is beyond our own limits, locked or damaged is refused in its own words, and no cell is more than
//! its text. A formula is what it last gave.

mod grid;
mod text;
mod workbook;

use chrono::{Days, NaiveDate};

/// The most bytes of a file.
pub const MOST_BYTES: usize = 10 << 20;
/// The most rows that hold anything, headings included.
pub const MOST_ROWS: usize = 5_000;
/// The most columns.
pub const MOST_COLUMNS: usize = 100;
/// The longest cell, in characters: what a cell of Excel holds.
pub const LONGEST_CELL: usize = 32_767;

/// A sheet with headings. It may hold personal data and so has no `Debug` form.
#[derive(Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Its name; empty in CSV, which has only one.
    pub name: String,
    /// How many rows above the headings hold something.
    pub above: u32,
    /// The headings, one for each column; empty where a column has none.
    pub headings: Vec<String>,
    /// The rows below that hold something, in order.
    pub rows: Vec<Row>,
}

/// A row of a sheet.
#[derive(Clone, PartialEq, Eq)]
pub struct Row {
    /// Its number in the file, from 1, as a spreadsheet counts.
    pub number: u32,
    /// A text for each heading, without blanks around it; a day as `YYYY-MM-DD`.
    pub cells: Vec<String>,
}

/// Why a file is no list that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.code())]
pub enum ReadError {
    /// More bytes, or more text, than is read at once.
    TooLarge,
    /// More than [`MOST_ROWS`].
    TooManyRows,
    /// More than [`MOST_COLUMNS`].
    TooManyColumns,
    /// More than [`LONGEST_CELL`] characters in one cell.
    CellTooLong {
        /// The row, from 1.
        row: u32,
        /// The column, from 1.
        column: u32,
    },
    /// A workbook of the kind that Excel wrote before 2007.
    OldWorkbook,
    /// A workbook with a password.
    Locked,
    /// Neither CSV nor a workbook.
    NoList,
    /// A workbook, or CSV with a quotation mark that is never closed.
    Damaged,
    /// No row with anything below headings.
    Empty,
}

impl ReadError {
    /// The stable code, which names the words.
    pub fn code(self) -> &'static str {
        match self {
            Self::TooLarge => "list-too-large",
            Self::TooManyRows => "list-too-many-rows",
            Self::TooManyColumns => "list-too-many-columns",
            Self::CellTooLong { .. } => "list-cell-too-long",
            Self::OldWorkbook => "list-old-workbook",
            Self::Locked => "list-locked",
            Self::NoList => "list-no-list",
            Self::Damaged => "list-damaged",
            Self::Empty => "list-empty",
        }
    }

    /// Limits and places for the words.
    pub fn args(self) -> Vec<(&'static str, u64)> {
        match self {
            Self::TooLarge => vec![("most", (MOST_BYTES >> 20) as u64)],
            Self::TooManyRows => vec![("most", MOST_ROWS as u64)],
            Self::TooManyColumns => vec![("most", MOST_COLUMNS as u64)],
            Self::CellTooLong { row, column } => vec![
                ("most", LONGEST_CELL as u64),
                ("row", row.into()),
                ("column", column.into()),
            ],
            _ => Vec::new(),
        }
    }
}

/// The sheets of a file that hold rows below headings; at least one.
///
/// # Errors
/// What the file is instead, or the limit that it is beyond.
pub fn read(bytes: &[u8]) -> Result<Vec<Sheet>, ReadError> {
    if bytes.len() > MOST_BYTES {
        return Err(ReadError::TooLarge);
    }
    let grids = match workbook::kind(bytes)? {
        workbook::Kind::Workbook => workbook::read(bytes)?,
        workbook::Kind::Other => vec![(String::new(), text::read(bytes)?)],
    };
    let sheets: Vec<Sheet> = grids
        .into_iter()
        .filter_map(|(name, grid)| grid.into_sheet(name))
        .collect();
    if sheets.is_empty() {
        return Err(ReadError::Empty);
    }
    Ok(sheets)
}

/// The day of a number by which a spreadsheet counts days since 1900, where it stands as a bare number (`45894`);
/// from 1954 to 2119.
pub fn day_of_serial(text: &str) -> Option<NaiveDate> {
    let days: u64 = text
        .parse()
        .ok()
        .filter(|_| text.bytes().all(|b| b.is_ascii_digit()))?;
    let first = NaiveDate::from_ymd_opt(1899, 12, 30)?;
    (20_000..=80_000)
        .contains(&days)
        .then(|| first.checked_add_days(Days::new(days)))?
}

#[cfg(test)]
mod tests;
