//! Every row of every table, for tests that ask whether any is another.

use std::collections::BTreeSet;

use rusqlite::Connection;
use rusqlite::types::Value;

use crate::error::Error;

/// Each row as its table and its values.
pub(super) fn all(connection: &Connection) -> Result<BTreeSet<String>, Error> {
    let mut tables = connection.prepare(
        "SELECT name FROM pragma_table_list
         WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'",
    )?;
    let tables = tables
        .query_map([], |row| row.get(0))?
        .collect::<Result<Vec<String>, _>>()?;
    let mut all = BTreeSet::new();
    for table in tables {
        let mut statement = connection.prepare(&format!("SELECT * FROM \"{table}\""))?;
        let columns = statement.column_count();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let values = (0..columns).map(|column| row.get(column));
            let values = values.collect::<Result<Vec<Value>, _>>()?;
            all.insert(format!("{table}: {values:?}"));
        }
    }
    Ok(all)
}
