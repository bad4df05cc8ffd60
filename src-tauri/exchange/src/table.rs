//! Tables for other programs: CSV as Excel in Sweden reads it, and workbooks (XLSX). What others have written is read in
//! [`reading`].

pub mod reading;

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

/// A table that is to leave.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The columns' headings.
    pub columns: Vec<String>,
    /// The rows; each has a cell for each column.
    pub rows: Vec<Vec<Cell>>,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Words, whatever they are.
    Text(String),
    /// A number; in CSV with a decimal comma.
    Number(f64),
    /// A day; in CSV as `åååå-mm-dd`.
    Day(NaiveDate),
}

impl Cell {
    fn written(&self) -> String {
        match self {
            Self::Text(text) => harmless(text),
            Self::Number(number) => number.to_string().replace('.', ","),
            Self::Day(day) => day.to_string(),
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// The table as CSV for Excel in Sweden: UTF-8 with a byte order mark, semicolons, CRLF and decimal commas.
pub fn csv(table: &Table) -> Vec<u8> {
    let mut text = String::from('\u{feff}');
    line(&mut text, table.columns.iter().map(|column| harmless(column)));
    for row in &table.rows {
        line(&mut text, row.iter().map(Cell::written));
    }
    text.into_bytes()
}

/// How wide a column may become, in letters; longer words are broken within the cell.
const WIDEST: usize = 60;

/// Why a table cannot become a workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the table is larger than a workbook can be")]
pub struct TooLarge;

/// The table as a workbook (Office Open XML) with one sheet of this name, said to be made at this instant: the same
/// table gives the same bytes. Words are words whatever they begin with, and bear the same mark as in CSV, since a
/// workbook is easily saved as such; days are days and numbers numbers.
///
/// # Errors
/// [`TooLarge`] where a cell, or the number of rows, is beyond what such a file can hold, or where the sheet's name is
/// none (31 letters, without `[]:*?/\`).
pub fn xlsx(table: &Table, name: &str, made: DateTime<Utc>) -> Result<Vec<u8>, TooLarge> {
    written(table, name, made).map_err(|_| TooLarge)
}

fn written(table: &Table, name: &str, made: DateTime<Utc>) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let at = ExcelDateTime::from_ymd(made.year() as u16, made.month() as u8, made.day() as u8)?.and_hms(
        made.hour() as u16,
        made.minute() as u8,
        made.second() as u8,
    )?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&at));
    let sheet = book.add_worksheet().set_name(name)?;
    let heading = Format::new().set_bold().set_text_wrap();
    for (column, words) in (0..).zip(&table.columns) {
        sheet.write_string_with_format(0, column, harmless(words), &heading)?;
        sheet.set_column_width(column, width(table, usize::from(column)) as f64)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    for (at, cells) in (1..).zip(&table.rows) {
        for (column, cell) in (0..).zip(cells) {
            put(sheet, (at, column), cell)?;
        }
    }
    book.save_to_buffer()
}

fn put(sheet: &mut Worksheet, (row, column): (u32, u16), cell: &Cell) -> Result<(), XlsxError> {
    match cell {
        Cell::Text(text) => {
            let wrapped = Format::new().set_text_wrap();
            sheet.write_string_with_format(row, column, harmless(text), &wrapped)?
        }
        Cell::Number(number) => sheet.write_number(row, column, *number)?,
        // A workbook counts days from 1900; what was earlier is written in words.
        Cell::Day(day) if day.year() < 1900 => sheet.write_string(row, column, day.to_string())?,
        Cell::Day(day) => {
            let date = ExcelDateTime::from_ymd(day.year() as u16, day.month() as u8, day.day() as u8)?;
            let format = Format::new().set_num_format("yyyy-mm-dd");
            sheet.write_datetime_with_format(row, column, &date, &format)?
        }
    };
    Ok(())
}

/// As wide as the longest word or line in the column, within reason.
fn width(table: &Table, column: usize) -> usize {
    let cells = table.rows.iter().filter_map(|row| row.get(column));
    let words = cells.map(Cell::written).chain(table.columns.get(column).cloned());
    let longest = words.map(|text| text.lines().map(|line| line.chars().count()).max().unwrap_or(0));
    longest.max().unwrap_or(0).clamp(8, WIDEST) + 2
}

/// Every cell in quotation marks (RFC 4180), so that nothing in one can end it.
fn line(text: &mut String, cells: impl Iterator<Item = String>) {
    let quoted: Vec<String> = cells
        .map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")))
        .collect();
    text.push_str(&quoted.join(";"));
    text.push_str("\r\n");
}

/// Words that no spreadsheet takes for a formula: an apostrophe stands before what begins like one, after blanks too
/// and in full width. Quotation marks alone do not hinder a spreadsheet.
pub fn harmless(text: &str) -> String {
    let begins_like_one = |text: &str| {
        text.starts_with([
            '=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠', '﹦', '﹢', '﹣', '﹫', '−',
        ])
    };
    let unseen = |letter: char| {
        letter.is_whitespace()
            || letter.is_control()
            || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
    };
    let seen = text.trim_start_matches(unseen);
    // Blanks alone are none: read again without them, the mark would be all that stands there.
    if !seen.is_empty() && (begins_like_one(text) || begins_like_one(seen)) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::Reader;
    use proptest::prelude::*;

    #[test]
    fn check() {
        for (text, expected) in [
            ("Öberg", "Öberg"),
            ("=1+1", "'=1+1"),
            ("+46", "'+46"),
            ("-5", "'-5"),
            ("@SUM", "'@SUM"),
            ("\tx", "'\tx"),
            ("\rx", "'\rx"),
            ("  =1", "'  =1"),
            ("＝1", "'＝1"),
            ("\u{200b}=1", "'\u{200b}=1"),
            ("＠x", "'＠x"),
            ("a=1", "a=1"),
            ("", ""),
            ("\n", "\n"),
            (" \t\u{200b}", " \t\u{200b}"),
        ] {
            assert_eq!(harmless(text), expected, "{text:?}");
        }
        let table = Table {
            columns: vec!["Namn".to_owned(), "Andel".to_owned(), "Dag".to_owned()],
            rows: vec![vec![
                "Å \"Ö\"; =".into(),
                Cell::Number(12.5),
                Cell::Day(NaiveDate::from_ymd_opt(2026, 11, 26).unwrap()),
            ]],
        };
        let written = String::from_utf8(csv(&table)).unwrap();
        let expected = "\u{feff}\"Namn\";\"Andel\";\"Dag\"\r\n\"Å \"\"Ö\"\"; =\";\"12,5\";\"2026-11-26\"\r\n";
        assert_eq!(written, expected);
    }

    fn noon() -> DateTime<Utc> {
        "2026-11-26T12:00:00Z".parse().unwrap()
    }

    /// What another reader finds in the workbook's one sheet.
    fn opened(bytes: Vec<u8>) -> calamine::Range<calamine::Data> {
        let mut book: calamine::Xlsx<_> = calamine::Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
        book.worksheet_range_at(0).unwrap().unwrap()
    }

    #[test]
    fn a_workbook_holds_words_as_words_and_days_as_days() {
        use calamine::Data;
        let table = Table {
            columns: vec!["Namn".to_owned(), "Andel".to_owned(), "Dag".to_owned()],
            rows: vec![
                vec![
                    "=SUM(A1)".into(),
                    Cell::Number(12.5),
                    Cell::Day(NaiveDate::from_ymd_opt(2026, 11, 26).unwrap()),
                ],
                vec![
                    "Å \"Ö\"; <b>".into(),
                    Cell::Number(-3.0),
                    Cell::Day(NaiveDate::from_ymd_opt(1899, 12, 31).unwrap()),
                ],
            ],
        };
        let book = xlsx(&table, "Uppgifter", noon()).unwrap();
        assert_eq!(book, xlsx(&table, "Uppgifter", noon()).unwrap(), "the same bytes");
        let found = opened(book);
        let text = |row, column| found.get_value((row, column)).unwrap().to_string();
        assert_eq!(text(0, 0), "Namn");
        assert_eq!(text(1, 0), "'=SUM(A1)");
        assert_eq!(text(2, 0), "Å \"Ö\"; <b>");
        assert_eq!(found.get_value((1, 1)), Some(&Data::Float(12.5)));
        let Some(Data::DateTime(day)) = found.get_value((1, 2)) else {
            panic!("a day is a day");
        };
        assert_eq!(day.to_ymd_hms_milli(), (2026, 11, 26, 0, 0, 0, 0));
        assert_eq!(text(2, 2), "1899-12-31");
        let long = Table {
            columns: vec!["a".to_owned()],
            rows: vec![vec![Cell::Text("x".repeat(40_000))]],
        };
        assert_eq!(xlsx(&long, "Uppgifter", noon()), Err(TooLarge));
        assert_eq!(xlsx(&table, "a/b", noon()), Err(TooLarge));
    }

    /// The cells of a line, by a reader of the simplest kind.
    fn read(text: &str) -> Vec<Vec<String>> {
        let (mut rows, mut row, mut cell, mut within) = (vec![], vec![], String::new(), false);
        let mut letters = text.chars().peekable();
        while let Some(letter) = letters.next() {
            match letter {
                '"' if within && letters.peek() == Some(&'"') => cell.extend(letters.next()),
                '"' => within = !within,
                ';' if !within => row.push(std::mem::take(&mut cell)),
                '\n' if !within => {
                    row.push(std::mem::take(&mut cell));
                    rows.push(std::mem::take(&mut row));
                }
                '\r' if !within => {}
                letter => cell.push(letter),
            }
        }
        rows
    }

    proptest! {
        #[test]
        fn whatever_is_written_stays_in_its_cell_and_is_no_formula(
            cells in prop::collection::vec(prop::collection::vec("[ =+@;\"\\r\\n\\t＝a-c\\-]{0,8}|\\PC{0,12}", 3), 0..6)
        ) {
            let rows = cells.iter().map(|row| row.iter().map(|cell| cell.as_str().into()).collect()).collect();
            let table = Table { columns: vec!["a".to_owned(); 3], rows };
            let text = String::from_utf8(csv(&table)).unwrap();
            let read = read(text.trim_start_matches('\u{feff}'));
            prop_assert_eq!(read.len(), cells.len() + 1);
            for (row, cells) in read[1..].iter().zip(&cells) {
                prop_assert_eq!(row.len(), 3);
                for (found, cell) in row.iter().zip(cells) {
                    let marked = ["'", cell].concat();
                    prop_assert!(found == cell || *found == marked);
                    prop_assert!(!found.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']));
                }
            }
        }

        #[test]
        fn a_workbook_keeps_every_cell_and_has_no_formula(
            cells in prop::collection::vec(prop::collection::vec("[ =+@;\"\\r\\n\\t＝a-c_x0<&\\-]{0,8}|\\PC{1,12}", 3), 1..5)
        ) {
            let rows = cells.iter().map(|row| row.iter().map(|cell| cell.as_str().into()).collect()).collect();
            let table = Table { columns: vec!["a".to_owned(); 3], rows };
            let book = xlsx(&table, "Uppgifter", noon()).unwrap();
            let mut formulas: calamine::Xlsx<_> = calamine::Xlsx::new(std::io::Cursor::new(book.clone())).unwrap();
            prop_assert!(formulas.worksheet_formula("Uppgifter").unwrap().is_empty());
            let found = opened(book);
            for (row, cells) in (1..).zip(&cells) {
                for (column, cell) in (0..).zip(cells) {
                    let read = found.get_value((row, column)).map(ToString::to_string).unwrap_or_default();
                    // XML has one line feed where a text had another.
                    let plain = |text: &str| text.replace("\r\n", "\n").replace('\r', "\n");
                    prop_assert_eq!(plain(&read), plain(&harmless(cell)));
                }
            }
        }
    }
}
