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
    let (mut record, mut swallowed) = (StringRecord::new(), false);
    for row in 0.. {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(_) => return Err(ReadError::Damaged),
        }
        swallowed = record.iter().next_back().is_some_and(|cell| cell.contains('\n'));
        for (column, cell) in (0..).zip(record.iter()) {
            grid.put(&mut kept, (row, column), cell)?;
        }
    }
    // A quotation mark that is never closed takes every row after it into one cell.
    if swallowed && text.matches('"').count() % 2 == 1 {
        return Err(ReadError::Damaged);
    }
    Ok(grid)
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
