//! A table whose rows the author added.

use forms::outline::Table;

use super::section::Context;
use crate::display::Role;
use crate::layout::builder::{Builder, Cell, Keep, plain};
use crate::layout::flow::{LEFT, Strip, WIDTH};
use crate::layout::look;

/// Between two columns.
const GUTTER: f32 = 12.0;
/// The air around an empty row's cells is room for handwriting too.
const CLOSER: f32 = 4.0;

impl Builder {
    /// Caption, column headings and rows.
    pub fn table(&mut self, table: &Table, context: Context) {
        self.setter.place.clone_from(&table.field);
        self.gap += 12.0;
        self.within(Role::Table, |builder| {
            let owner = builder.element(Role::Caption);
            let mut lines = builder
                .setter
                .lines(&plain(&table.label, look::LABEL), WIDTH, WIDTH);
            if let Some(hint) = &table.hint {
                lines.extend(builder.setter.lines(&plain(hint, look::HINT), WIDTH, WIDTH));
            }
            builder.row(&[Cell::new(owner, LEFT, lines)], Keep::Whole);
            builder.glue_last();
            builder.gap = 5.0;
            let columns = places(table);
            let header = builder.within(Role::Row, |builder| {
                let mut cells = Vec::new();
                for (column, &(x, width)) in table.columns.iter().zip(&columns) {
                    let owner = builder.element(Role::ColumnHeader);
                    let lines = builder
                        .setter
                        .lines(&plain(&column.label, look::SMALL_STRONG), width, width);
                    cells.push(Cell::new(owner, x, lines));
                }
                builder.header_row(&cells)
            });
            for row in &table.rows {
                builder.within(Role::Row, |builder| builder.cells(row, &columns, header, context));
            }
        });
    }

    fn cells(&mut self, row: &[String], columns: &[(f32, f32)], header: usize, context: Context) {
        let blank = context.open && row.iter().all(String::is_empty);
        let mut cells = Vec::new();
        for (index, &(x, width)) in columns.iter().enumerate() {
            let owner = self.element(Role::Cell);
            let text = row.get(index).map_or("", String::as_str);
            let mut lines = Vec::new();
            for paragraph in crate::layout::clean::paragraphs(text) {
                lines.extend(self.setter.lines(&plain(&paragraph, look::BODY), width, width));
            }
            cells.push(Cell::new(owner, x, lines));
        }
        if blank {
            self.strip(Strip {
                height: self.setter.look.pen - CLOSER,
                glued: true,
                header: Some(header),
                ..Strip::default()
            });
        }
        self.table_row(&cells, header);
    }
}

/// x and width of each column, by the columns' weights.
fn places(table: &Table) -> Vec<(f32, f32)> {
    let total: f32 = table
        .columns
        .iter()
        .map(|column| f32::from(column.weight.max(1)))
        .sum();
    let room = WIDTH - GUTTER * table.columns.len().saturating_sub(1) as f32;
    let mut x = LEFT;
    let place = |column: &forms::outline::TableColumn| {
        let width = room * f32::from(column.weight.max(1)) / total;
        let place = (x, width);
        x += width + GUTTER;
        place
    };
    table.columns.iter().map(place).collect()
}
