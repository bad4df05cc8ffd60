//! What all blocks are built with: elements of the structure, rows of set lines, rules and pen lines.

use super::MOST_PAGES;
use super::breaking::Line;
use super::flow::{Column, LEFT, RIGHT, Strip, WIDTH, paginate};
use super::look;
use super::setter::{Setter, Span};
use crate::display::{Artifact, ElementId, Ink, Mark, Owner, Role, Shape, Sheets, Style};
use crate::error::PrintError;

/// How a ticked box and an empty one are read.
pub const TICKED: &str = "☒";
pub const UNTICKED: &str = "☐";

/// Builds a document's column of strips and its structure, from top to bottom.
pub struct Builder {
    pub setter: Setter,
    pub column: Column,
    pub sheets: Sheets,
    /// The element that new elements go into.
    at: ElementId,
    /// Space that the next strip keeps above itself, in the usual look.
    pub gap: f32,
}

/// Lines of one element at one place in a row.
pub struct Cell {
    pub owner: ElementId,
    pub x: f32,
    pub lines: Vec<Line>,
}

impl Cell {
    pub fn new(owner: ElementId, x: f32, lines: Vec<Line>) -> Self {
        Self { owner, x, lines }
    }
}

/// What the end of a page may part.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// Nothing: a table row, a heading.
    Whole,
    /// Lines, but never the first or the last one from its neighbour.
    Paragraph,
}

impl Builder {
    pub fn new(setter: Setter) -> Self {
        let mut sheets = Sheets::default();
        let at = sheets.tree.add(None, Role::Document);
        Self {
            setter,
            column: Column::default(),
            sheets,
            at,
            gap: 0.0,
        }
    }

    /// Breaks the column into pages.
    pub fn finish(mut self) -> Result<(Sheets, Setter), PrintError> {
        if let Some(last) = self.column.strips.last_mut() {
            last.glued = false;
        }
        paginate(self.column, &self.setter.look, &mut self.sheets);
        if self.sheets.pages.len() > MOST_PAGES {
            return Err(PrintError::TooLong);
        }
        Ok((self.sheets, self.setter))
    }

    /// Adds an element where we are.
    pub fn element(&mut self, role: Role) -> ElementId {
        self.sheets.tree.add(Some(self.at), role)
    }

    /// Adds an element and everything that `build` makes into it.
    pub fn within<T>(&mut self, role: Role, build: impl FnOnce(&mut Self) -> T) -> T {
        let outer = self.at;
        self.at = self.element(role);
        let made = build(self);
        self.at = outer;
        made
    }

    /// A paragraph across the column, of an element of its own.
    pub fn paragraph(&mut self, role: Role, spans: &[Span], keep: Keep) -> ElementId {
        let owner = self.element(role);
        let lines = self.setter.lines(spans, WIDTH, WIDTH);
        self.row(&[Cell::new(owner, LEFT, lines)], keep);
        owner
    }

    /// Sets cells side by side, their first lines on one baseline; gives the index of the first strip.
    pub fn row(&mut self, cells: &[Cell], keep: Keep) -> usize {
        let first = self.column.strips.len();
        let count = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(0);
        for index in 0..count {
            let lines = || {
                cells
                    .iter()
                    .filter_map(move |cell| Some((cell, cell.lines.get(index)?)))
            };
            let styles = || lines().flat_map(|(_, line)| line.runs.iter().map(|run| run.style));
            let look = self.setter.look;
            let height = styles().map(|style| look.leading(style)).fold(0.0, f32::max);
            let baseline = styles().map(|style| look.ascent(style)).fold(0.0, f32::max);
            let marks = lines()
                .flat_map(|(cell, line)| text_marks(line, cell.owner, cell.x, baseline))
                .collect();
            let at_edge = index == 0 || index + 2 == count;
            let glued = index + 1 < count && (keep == Keep::Whole || at_edge);
            self.strip(Strip {
                height,
                glued,
                marks,
                ..Strip::default()
            });
        }
        first
    }

    /// Adds a strip below the last one, with the gap that was asked for.
    pub fn strip(&mut self, strip: Strip) {
        let above = strip.above + self.setter.look.space(std::mem::take(&mut self.gap));
        self.column.strips.push(Strip { above, ..strip });
    }

    /// A hairline across the column.
    pub fn hairline(&mut self, ink: Ink) {
        let marks = vec![rule((LEFT, 0.0), (RIGHT, 0.0), look::HAIRLINE, ink)];
        self.strip(Strip {
            height: look::HAIRLINE,
            glued: true,
            parts: true,
            marks,
            ..Strip::default()
        });
    }

    /// Lines to write on by hand; the first begins at `x` on the last strip's line when `run_in`.
    pub fn pen_lines(&mut self, count: usize) {
        for index in 0..count {
            let marks = vec![pen_line(LEFT, RIGHT, self.setter.look.pen - 5.0)];
            let glued = index + 1 < count && (index == 0 || index + 2 == count);
            self.strip(Strip {
                height: self.setter.look.pen,
                glued,
                marks,
                ..Strip::default()
            });
        }
    }

    /// Ties everything from strip `from` to here, and to what comes next when `onward`.
    pub fn glue(&mut self, from: usize, onward: bool) {
        let last = self.column.strips.len().saturating_sub(1);
        for (index, strip) in self.column.strips.iter_mut().enumerate().skip(from) {
            strip.glued = index < last || onward;
        }
    }

    /// The strip last added.
    pub fn last(&mut self) -> Option<&mut Strip> {
        self.column.strips.last_mut()
    }
}

/// The marks of a set line whose text begins at `x`.
pub fn text_marks(line: &Line, owner: ElementId, x: f32, baseline: f32) -> Vec<Mark> {
    marks_of(line, Owner::Element(owner), x, baseline)
}

/// The same for any owner.
pub fn marks_of(line: &Line, owner: Owner, mut x: f32, baseline: f32) -> Vec<Mark> {
    let mut marks = Vec::with_capacity(line.runs.len());
    for run in &line.runs {
        if run.style.ink == Ink::Unseen {
            marks.push(Mark {
                owner,
                shape: Shape::Tick {
                    x,
                    y: baseline,
                    on: run.text == TICKED,
                },
            });
        }
        marks.push(Mark {
            owner,
            shape: Shape::Text {
                x,
                y: baseline,
                run: run.clone(),
            },
        });
        x += run.width();
    }
    marks
}

/// A straight line for the eye alone.
pub fn rule(from: (f32, f32), to: (f32, f32), width: f32, ink: Ink) -> Mark {
    Mark {
        owner: Owner::Artifact(Artifact::Layout),
        shape: Shape::Rule { from, to, width, ink },
    }
}

/// A line to write on.
pub fn pen_line(from: f32, to: f32, y: f32) -> Mark {
    rule((from, y), (to, y), look::HAIRLINE, Ink::Pen)
}

/// One span, as a list.
pub fn plain(text: &str, style: Style) -> [Span<'_>; 1] {
    [Span::new(text, style)]
}
