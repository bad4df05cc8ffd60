//! Cells as they are found, kept only as far as the limits go and only where they hold something.

use std::collections::BTreeMap;

use super::{LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, ReadError, Row, Sheet};

/// How much text a file may hold in all, in bytes: one long cell may be told of a thousand times.
const MOST_TEXT: usize = 16 << 20;

/// What stands in a row, by column from 0.
type Cells = BTreeMap<u32, String>;

/// The cells of a sheet that hold something, by row and column from 0.
#[derive(Default)]
pub(super) struct Grid {
    rows: BTreeMap<u32, Cells>,
}

/// How much text has been kept, over all sheets.
#[derive(Default)]
pub(super) struct Kept(usize);

impl Grid {
    /// Keeps what a cell holds, without the blanks around it.
    pub(super) fn put(
        &mut self,
        kept: &mut Kept,
        (row, column): (u32, u32),
        text: &str,
    ) -> Result<(), ReadError> {
        let text = plain(text.trim()).trim();
        if text.is_empty() {
            return Ok(());
        }
        if column as usize >= MOST_COLUMNS {
            return Err(ReadError::TooManyColumns);
        }
        if text.chars().count() > LONGEST_CELL {
            return Err(ReadError::CellTooLong {
                row: row.saturating_add(1),
                column: column + 1,
            });
        }
        kept.0 = kept.0.saturating_add(text.len());
        if kept.0 > MOST_TEXT {
            return Err(ReadError::TooLarge);
        }
        self.rows.entry(row).or_default().insert(column, text.to_owned());
        match self.rows.len() > MOST_ROWS {
            true => Err(ReadError::TooManyRows),
            false => Ok(()),
        }
    }

    /// The sheet below its headings: the first row with at least two cells, for what stands alone above is a title. In a
    /// sheet of one column it is the first row. A title beside a wider list makes no column.
    pub(super) fn into_sheet(self, name: String) -> Option<Sheet> {
        let is_wide = self.rows.values().any(|row| row.keys().any(|column| *column > 0));
        let mut rows = self.rows.into_iter();
        let mut above = 0;
        let (_, headings) = rows.find(|(_, cells)| {
            let is_title = is_wide && cells.len() < 2;
            above += u32::from(is_title);
            !is_title
        })?;
        let rows: Vec<(u32, Cells)> = rows.collect();
        let below = rows.iter().map(|(_, cells)| cells);
        let last = below.chain([&headings]).filter_map(|cells| cells.keys().last());
        let columns = last.max()? + 1;
        let whole = |mut cells: Cells| -> Vec<String> {
            (0..columns)
                .map(|at| cells.remove(&at).unwrap_or_default())
                .collect()
        };
        let rows = rows.into_iter().map(|(at, cells)| Row {
            number: at.saturating_add(1),
            cells: whole(cells),
        });
        let rows: Vec<Row> = rows.collect();
        (!rows.is_empty()).then(|| Sheet {
            name,
            above,
            headings: whole(headings),
            rows,
        })
    }
}

/// Words without the mark that [`super::super::harmless`] puts before what begins like a formula. One before another
/// apostrophe stays: each time the list is written and read again, one more would go.
fn plain(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if !rest.trim_start().starts_with('\'') && super::super::harmless(rest) == text => rest,
        _ => text,
    }
}
