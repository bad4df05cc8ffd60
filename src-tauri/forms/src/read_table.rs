//! From a table's JSON to its rows. Faults are placed as `[row].column`, rows counted from 1.

use std::collections::{BTreeMap, HashSet};

use serde_json::Value as Json;

use crate::form::Column;
use crate::problem::{Fault, ProblemCode as Code};
use crate::read::wrong_kind;
use crate::value::{Row, Value};

/// Reads a table; rows without any filled cell are left out.
pub(crate) fn read_table(json: &Json, columns: &[Column], most: u16) -> Result<Option<Value>, Vec<Fault>> {
    let rows = json.as_array().ok_or_else(|| vec![wrong_kind()])?;
    if rows.len() > usize::from(most) {
        return Err(vec![Fault::new(Code::TooManyRows).with("most", most)]);
    }
    let (mut read, mut faults, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
    for (index, row) in rows.iter().enumerate() {
        let place = format!("[{}]", index + 1);
        match read_row(row, columns, &mut seen) {
            Ok(row) if row.cells.is_empty() => {}
            Ok(row) => read.push(row),
            Err(found) => faults.extend(found.into_iter().map(|fault| fault.at(&place))),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok((!read.is_empty()).then_some(Value::Table(read)))
}

fn read_row(json: &Json, columns: &[Column], seen: &mut HashSet<String>) -> Result<Row, Vec<Fault>> {
    let object = json.as_object().ok_or_else(|| vec![wrong_kind()])?;
    let id = object.get("row").and_then(Json::as_str).unwrap_or_default();
    let mut faults = Vec::new();
    if id.is_empty() || id.len() > 64 || !seen.insert(id.to_owned()) {
        faults.push(Fault::new(Code::RowId));
    }
    let mut cells = BTreeMap::new();
    for (key, cell) in object.iter().filter(|(key, _)| *key != "row") {
        let place = format!(".{key}");
        match columns.iter().find(|column| column.id == *key) {
            None => faults.push(Fault::new(Code::UnknownColumn).with("column", key).at(&place)),
            Some(column) => match Value::read(&column.kind, cell) {
                Ok(Some(value)) => drop(cells.insert(key.clone(), value)),
                Ok(None) => {}
                Err(found) => faults.extend(found.into_iter().map(|fault| fault.at(&place))),
            },
        }
    }
    if faults.is_empty() {
        Ok(Row {
            id: id.to_owned(),
            cells,
        })
    } else {
        Err(faults)
    }
}

/// The columns that a row needs and lacks, as faults placed in the table.
pub(crate) fn missing_cells(rows: &[Row], columns: &[Column]) -> Vec<Fault> {
    let numbered = rows.iter().enumerate();
    numbered
        .flat_map(|(index, row)| {
            columns
                .iter()
                .filter(|column| column.required && !row.cells.contains_key(&column.id))
                .map(move |column| Fault::new(Code::Required).at(&format!("[{}].{}", index + 1, column.id)))
        })
        .collect()
}
