//! What must hold of a list that was read, whatever it was read from.

use exchange::table::reading::{LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, Sheet, read};
use exchange::table::{Table, csv};

/// The sheet is within the limits, and written as our own CSV it is read as the same.
pub fn must_be_read_again(sheet: &Sheet) {
    let columns = sheet.headings.len();
    assert!(columns <= MOST_COLUMNS && sheet.rows.len() < MOST_ROWS);
    let cells = || {
        sheet
            .headings
            .iter()
            .chain(sheet.rows.iter().flat_map(|row| &row.cells))
    };
    assert!(cells().all(|cell| cell.trim() == cell && cell.chars().count() <= LONGEST_CELL));
    for row in &sheet.rows {
        assert!(row.cells.len() == columns && row.cells.iter().any(|cell| !cell.is_empty()));
    }
    // The mark before what looks like a formula is a character more; a text with a NUL is no CSV.
    if cells().any(|cell| cell.chars().count() == LONGEST_CELL || cell.contains('\0')) {
        return;
    }
    let table = Table {
        columns: sheet.headings.clone(),
        rows: sheet
            .rows
            .iter()
            .map(|row| row.cells.iter().map(|cell| cell.as_str().into()).collect())
            .collect(),
    };
    let again = read(&csv(&table)).ok().expect("our own CSV can be read");
    let [again] = again.as_slice() else {
        panic!("CSV has one sheet");
    };
    assert!(again.headings == sheet.headings && again.rows.len() == sheet.rows.len());
    for (again, row) in again.rows.iter().zip(&sheet.rows) {
        assert!(again.cells == row.cells);
    }
}
