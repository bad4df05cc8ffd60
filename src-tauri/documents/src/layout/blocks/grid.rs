//! Statements that share one set of options: a table with row and column headers.

use forms::outline::Grid;

use crate::display::{BOX, Ink, Mark, Role};
use crate::layout::breaking::Line;
use crate::layout::builder::{Builder, Cell, Keep, plain, rule};
use crate::layout::flow::{LEFT, RIGHT, Strip};
use crate::layout::look;

/// The least width of a column of boxes.
const COLUMN: f32 = 56.0;
/// Above and below the words of a row.
const PADDING: f32 = 3.0;

impl Builder {
    /// The statements of a grid, one row each, below a heading of their own where they have one.
    pub fn grid(&mut self, grid: &Grid, heading: Option<&str>) {
        self.gap += 10.0;
        let headings: Vec<Line> = grid
            .options
            .iter()
            .map(|option| self.setter.line(option, look::SMALL_STRONG))
            .collect();
        let column = headings
            .iter()
            .map(|line| line.width + 16.0)
            .fold(COLUMN, f32::max);
        let first = RIGHT - column * headings.len() as f32;
        if let Some(heading) = heading {
            self.beside_heading(heading, first - LEFT);
        }
        self.within(Role::Table, |builder| {
            let header = builder.grid_header(headings, first, column);
            for row in &grid.rows {
                builder.setter.place.clone_from(&row.field);
                builder.within(Role::Row, |builder| {
                    let owner = builder.element(Role::RowHeader);
                    let width = first - LEFT - 14.0;
                    let lines = builder.setter.lines(&plain(&row.label, look::BODY), width, width);
                    let mut cells = vec![Cell::new(owner, LEFT, lines)];
                    for (index, option) in grid.options.iter().enumerate() {
                        let on = row.chosen == Some(index);
                        let center = first + (index as f32 + 0.5) * column;
                        cells.push(builder.box_cell(option, on, center));
                    }
                    builder.table_row(&cells, header);
                });
            }
        });
    }

    /// Moves up onto the line of the heading above, where the look wants it and `room` allows it.
    fn beside_heading(&mut self, heading: &str, room: f32) {
        let look = self.setter.look;
        let line = self.setter.line(heading, look::SUBHEADING);
        if look.shares_lines && line.width < room {
            let (heading, column) = (look.style(look::SUBHEADING), look.style(look::SMALL_STRONG));
            let up = look.leading(heading) + look.ascent(column) - look.ascent(heading);
            self.gap = -up / look.space(1.0);
        }
    }

    /// The options as column headings; gives the header's index for repetition.
    fn grid_header(&mut self, headings: Vec<Line>, first: f32, column: f32) -> usize {
        self.within(Role::Row, |builder| {
            // The corner above the statements: an empty cell, so that every row has as many.
            builder.element(Role::Cell);
            let mut cells = Vec::new();
            for (index, line) in headings.into_iter().enumerate() {
                let owner = builder.element(Role::ColumnHeader);
                let x = first + (index as f32 + 0.5) * column - line.width / 2.0;
                cells.push(Cell {
                    owner,
                    x,
                    lines: vec![line],
                });
            }
            builder.header_row(&cells)
        })
    }

    fn box_cell(&mut self, option: &str, on: bool, center: f32) -> Cell {
        self.within(Role::Cell, |builder| {
            let owner = builder.tick_element(option, on, true);
            let line = builder.box_alone(on);
            Cell::new(owner, center - BOX / 2.0, vec![line])
        })
    }

    /// A row of column headings; it stays with the first row and is repeated on new pages.
    pub fn header_row(&mut self, cells: &[Cell]) -> usize {
        let from = self.row(cells, Keep::Whole);
        let strips = self.column.strips.split_off(from);
        let mut header = Strip {
            above: strips.first().map_or(0.0, |strip| strip.above),
            ..Strip::default()
        };
        for strip in strips {
            let above = header.height;
            let lowered = |mark: Mark| Mark {
                shape: mark.shape.lowered(above),
                ..mark
            };
            header.marks.extend(strip.marks.into_iter().map(lowered));
            header.height += strip.height;
        }
        header.height += 3.0;
        header.marks.push(rule(
            (LEFT, header.height),
            (RIGHT, header.height),
            0.75,
            Ink::Muted,
        ));
        header.height += 1.5;
        header.glued = true;
        let index = self.column.headers.len();
        self.column.headers.push(Strip {
            height: header.height,
            marks: header.marks.clone(),
            ..Strip::default()
        });
        self.column.strips.push(header);
        index
    }

    /// A row with air around it and a hairline below, which a page that can hold it never parts.
    pub fn table_row(&mut self, cells: &[Cell], header: usize) {
        let from = self.column.strips.len();
        let padding = self.setter.look.space(PADDING);
        self.strip(Strip {
            height: padding,
            glued: true,
            ..Strip::default()
        });
        self.row(cells, Keep::Whole);
        self.glue_last();
        let marks = vec![rule(
            (LEFT, padding),
            (RIGHT, padding),
            look::HAIRLINE,
            Ink::Hairline,
        )];
        self.strip(Strip {
            height: padding,
            marks,
            ..Strip::default()
        });
        for strip in self.column.strips.iter_mut().skip(from) {
            strip.header = Some(header);
        }
    }
}
