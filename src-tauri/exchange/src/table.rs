//! Tables for other programs: CSV as Excel in Sweden reads it.

use chrono::NaiveDate;

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
    /// A number, written with a decimal comma.
    Number(f64),
    /// A day, as `åååå-mm-dd`.
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
    if begins_like_one(text) || begins_like_one(text.trim_start_matches(unseen)) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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
    }
}
