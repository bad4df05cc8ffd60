//! Workbooks (Office Open XML), read cell by cell. What they unpack to, and what they say of their own size, is looked at
//! before the library that reads them sees anything.

use std::io::{Cursor, Read as _};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, Reader as _, Xlsx};
use chrono::NaiveDate;
use zip::ZipArchive;

use super::ReadError;
use super::grid::{Grid, Kept};

/// How the container begins that Excel used before 2007, and uses still for a workbook with a password.
const COMPOUND: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
/// How a ZIP file begins.
const ZIP: &[u8] = b"PK\x03\x04";
/// The most files within one.
const MOST_FILES: usize = 1_000;
/// The most bytes that what is read unpacks to.
const MOST_UNPACKED: u64 = 64 << 20;

pub(super) enum Kind {
    Workbook,
    Other,
}

/// What a file is by how it begins.
pub(super) fn kind(bytes: &[u8]) -> Result<Kind, ReadError> {
    if bytes.starts_with(ZIP) {
        return Ok(Kind::Workbook);
    }
    if !bytes.starts_with(COMPOUND) {
        return Ok(Kind::Other);
    }
    let name: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    match bytes.windows(name.len()).any(|part| part == name) {
        true => Err(ReadError::Locked),
        false => Err(ReadError::OldWorkbook),
    }
}

/// The cells of each sheet, with the sheet's name.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<(String, Grid)>, ReadError> {
    check(bytes)?;
    // The library counts cells without asking whether the number is one: what it does with nonsense must not end the
    // program.
    catch_unwind(AssertUnwindSafe(|| sheets(bytes))).unwrap_or(Err(ReadError::Damaged))
}

/// Unpacks what will be read, as far as the limit: what a file says of its own size may be a lie.
fn check(bytes: &[u8]) -> Result<(), ReadError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadError::Damaged)?;
    if archive.len() > MOST_FILES {
        return Err(ReadError::TooLarge);
    }
    let (mut left, mut has_book) = (MOST_UNPACKED, false);
    for at in 0..archive.len() {
        let file = archive.by_index(at).map_err(|_| ReadError::Damaged)?;
        let name = file.name().map_err(|_| ReadError::Damaged)?.to_ascii_lowercase();
        has_book |= name.ends_with("workbook.xml");
        // Pictures and the like are never looked at.
        if !name.ends_with(".xml") && !name.ends_with(".rels") {
            continue;
        }
        let mut part = Vec::new();
        file.take(left + 1)
            .read_to_end(&mut part)
            .map_err(|_| ReadError::Damaged)?;
        left = left.checked_sub(part.len() as u64).ok_or(ReadError::TooLarge)?;
        must_be_plain(&part)?;
    }
    match has_book {
        true => Ok(()),
        false => Err(ReadError::NoList),
    }
}

/// The library makes room for as many strings as a part says that it has, before it has seen one.
fn must_be_plain(part: &[u8]) -> Result<(), ReadError> {
    let text = std::str::from_utf8(part).map_err(|_| ReadError::Damaged)?;
    let counts = text.split("uniqueCount").skip(1);
    let is_lie = |rest: &str| {
        let digits = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '=' | '"' | '\''));
        let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
        let count = digits
            .split_at_checked(end)
            .map(|(count, _)| count.parse::<usize>());
        !matches!(count, Some(Ok(count)) if count <= part.len())
    };
    match text.contains('\0') || counts.into_iter().any(is_lie) {
        true => Err(ReadError::Damaged),
        false => Ok(()),
    }
}

fn sheets(bytes: &[u8]) -> Result<Vec<(String, Grid)>, ReadError> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| ReadError::Damaged)?;
    let mut kept = Kept::default();
    let mut sheets = Vec::new();
    for name in book.sheet_names() {
        // A sheet with nothing but a chart has no cells.
        let Ok(mut cells) = book.worksheet_cells_reader(&name) else {
            continue;
        };
        let mut grid = Grid::default();
        while let Some(cell) = cells.next_cell().map_err(|_| ReadError::Damaged)? {
            let place = cell.get_position();
            match cell.get_value() {
                DataRef::SharedString(text) => grid.put(&mut kept, place, text)?,
                other => grid.put(&mut kept, place, &written(other))?,
            }
        }
        sheets.push((name, grid));
    }
    Ok(sheets)
}

/// The day of an instant at midnight; another time, or one in another zone, may be another day here and stays as it is.
fn iso_day(at: &str) -> &str {
    match at.split_once('T') {
        Some((day, time)) if time.chars().all(|c| matches!(c, '0' | ':' | '.')) => day,
        _ => at,
    }
}

/// A value as a person reads it in the cell, near enough: a day as a day, a whole number without decimals.
fn written(value: &DataRef<'_>) -> String {
    match value {
        DataRef::DateTime(at) if at.is_datetime() => {
            let (year, month, day, ..) = at.to_ymd_hms_milli();
            let day = NaiveDate::from_ymd_opt(year.into(), month.into(), day.into());
            day.map_or_else(|| at.to_string(), |day| day.to_string())
        }
        DataRef::DateTimeIso(at) => iso_day(at).to_owned(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) => text.clone(),
        DataRef::Bool(true) => "1".to_owned(),
        DataRef::Bool(false) | DataRef::Empty => String::new(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::DateTime(span) => span.to_string(),
        DataRef::DurationIso(span) => span.clone(),
        DataRef::Error(error) => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_is_a_day_only_where_it_is_sure_to_be_that_one() {
        for (at, day) in [
            ("2025-08-25", "2025-08-25"),
            ("2025-08-25T00:00:00.000", "2025-08-25"),
            ("2025-08-24T22:00:00Z", "2025-08-24T22:00:00Z"),
            ("2025-08-25T00:00:00Z", "2025-08-25T00:00:00Z"),
            ("2025-08-25T08:30:00", "2025-08-25T08:30:00"),
        ] {
            assert_eq!(iso_day(at), day);
        }
    }
}
