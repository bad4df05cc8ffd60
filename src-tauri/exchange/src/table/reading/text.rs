//! CSV in the shapes that it has in Sweden: comma, semicolon or tab; UTF-8 with or without a byte order mark, UTF-16 as
//! Excel's text files, or Windows-1252.

use std::borrow::Cow;

use csv::{ReaderBuilder, StringRecord};
use encoding_rs::{Encoding, WINDOWS_1252};

use super::ReadError;
use super::grid::{Grid, Kept};

/// What stands between cells, the usual one in Sweden first.
const SEPARATORS: [char; 3] = [';', ',', '\t'];

pub(super) fn read(bytes: &[u8]) -> Result<Grid, ReadError> {
    let text = decoded(bytes);
    // A picture, a PDF: no text has such characters.
    if text.contains('\0') || text.starts_with("%PDF") {
        return Err(ReadError::NoList);
    }
    let (separator, text) = separator(&text);
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator as u8)
        .from_reader(text.as_bytes());
    let (mut grid, mut kept) = (Grid::default(), Kept::default());
    let (mut record, mut swallowed, mut blank) = (StringRecord::new(), false, 0);
    for row in 0_u32.. {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(_) => return Err(ReadError::Damaged),
        }
        blank += record.position().map_or(0, |at| blank_lines(text, at.byte()));
        swallowed = record.iter().next_back().is_some_and(|cell| cell.contains('\n'));
        for (column, cell) in (0..).zip(record.iter()) {
            grid.put(&mut kept, (row.saturating_add(blank), column), cell)?;
        }
    }
    // A quotation mark that is never closed takes every row after it into one cell.
    if swallowed && text.matches('"').count() % 2 == 1 {
        return Err(ReadError::Damaged);
    }
    Ok(grid)
}

/// The empty lines that were passed over before a record: a spreadsheet counts them.
fn blank_lines(text: &str, record: u64) -> u32 {
    let Some((before, from)) = usize::try_from(record)
        .ok()
        .and_then(|at| text.as_bytes().split_at_checked(at))
    else {
        return 0;
    };
    let run = from.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
    let lines = run.filter(|byte| **byte == b'\n').count();
    // The line feed that belongs to the carriage return before it ends the record above.
    let is_end = before.ends_with(b"\r") && from.starts_with(b"\n");
    (lines - usize::from(is_end)).try_into().unwrap_or(u32::MAX)
}

fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    match (Encoding::for_bom(bytes), std::str::from_utf8(bytes)) {
        (None, Ok(text)) => text.into(),
        (found, _) => {
            let encoding = found.map_or(WINDOWS_1252, |(encoding, _)| encoding);
            encoding.decode(bytes).0
        }
    }
}

/// What stands between the cells, and the text without Excel's own line that says so.
fn separator(text: &str) -> (char, &str) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let said = first.trim_end().strip_prefix("sep=").and_then(|said| {
        let mut letters = said.chars();
        letters
            .next()
            .filter(|one| letters.next().is_none() && SEPARATORS.contains(one))
    });
    if let Some(said) = said {
        return (said, rest);
    }
    // Letters within quotation marks part nothing; the headings end at the first line feed outside them.
    let (mut within, mut counts) = (false, [0_usize; 3]);
    for letter in text.chars() {
        match letter {
            '"' => within = !within,
            '\n' if !within && counts != [0; 3] => break,
            _ if within => {}
            _ => {
                let places = SEPARATORS.iter().zip(&mut counts);
                places
                    .filter(|(one, _)| **one == letter)
                    .for_each(|(_, count)| *count += 1);
            }
        }
    }
    let found = SEPARATORS.into_iter().zip(counts).rev();
    let (found, _) = found.max_by_key(|(_, count)| *count).unwrap_or((';', 0));
    (found, text)
}
