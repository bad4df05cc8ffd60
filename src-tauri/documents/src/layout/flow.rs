//! From one long column of strips to pages.

use super::look::Look;
use crate::display::{
    Artifact, Bookmark, ElementId, Mark, Owner, PAGE, Shape, Sheet, Sheets, SignaturePlace,
};

/// The text column: x of both sides, and y below a running head.
pub const LEFT: f32 = 71.0;
pub const RIGHT: f32 = PAGE.0 - 57.0;
pub const WIDTH: f32 = RIGHT - LEFT;
const TOP: f32 = 74.0;

/// What is never parted by the end of a page: a line of text, a table row, a signature row.
#[derive(Debug, Default)]
pub struct Strip {
    /// Space above, which falls away at the top of a page.
    pub above: f32,
    pub height: f32,
    /// Whether it stays on the page of the strip after it.
    pub glued: bool,
    /// Marks with y counted from the strip's top.
    pub marks: Vec<Mark>,
    /// Whether it only parts what is above from what is below, and falls away at the top of a page.
    pub parts: bool,
    /// The table header (its index in the column) that is repeated if a page begins here.
    pub header: Option<usize>,
    /// A heading that begins here, for the table of contents: title and level.
    pub bookmark: Option<(String, u8)>,
    /// A signature field within this strip.
    pub signature: Option<SignatureRoom>,
}

/// A signature field before its page is known.
#[derive(Debug)]
pub struct SignatureRoom {
    pub name: String,
    pub label: String,
    pub area: [f32; 4],
    pub element: ElementId,
}

/// The strips of a document, and the table headers that can be repeated.
#[derive(Debug, Default)]
pub struct Column {
    pub strips: Vec<Strip>,
    pub headers: Vec<Strip>,
}

/// Places the strips on pages; glued strips stay together where a page can hold them.
pub fn paginate(column: Column, look: &Look, sheets: &mut Sheets) {
    let mut pager = Pager {
        sheets,
        look,
        y: look.top,
        headers: column.headers,
    };
    pager.sheets.pages.push(Sheet::default());
    let mut rest = column.strips.into_iter().peekable();
    while let Some(first) = rest.next() {
        let mut group = vec![first];
        while group.last().is_some_and(|strip| strip.glued) {
            let Some(next) = rest.next() else { break };
            group.push(next);
        }
        pager.place_group(group);
    }
}

struct Pager<'a> {
    sheets: &'a mut Sheets,
    look: &'a Look,
    y: f32,
    headers: Vec<Strip>,
}

impl Pager<'_> {
    fn place_group(&mut self, group: Vec<Strip>) {
        let height: f32 = group.iter().map(|strip| strip.above + strip.height).sum();
        let header = group.first().and_then(|strip| strip.header);
        if self.y + height > self.look.bottom && self.y > TOP {
            self.turn_page(header);
        }
        for strip in group {
            // Only a group taller than a page is parted here.
            if self.y + strip.above + strip.height > self.look.bottom && self.y > TOP {
                self.turn_page(strip.header);
            }
            self.place(strip);
        }
    }

    fn turn_page(&mut self, header: Option<usize>) {
        self.sheets.pages.push(Sheet::default());
        self.y = TOP;
        let Some(header) = header.and_then(|index| self.headers.get(index)) else {
            return;
        };
        let marks = header.marks.iter().cloned().map(|mark| Mark {
            // Said once, where the table begins; on the pages after, it is there for the eye.
            owner: Owner::Artifact(Artifact::Header),
            shape: mark.shape.lowered(TOP),
        });
        if let Some(sheet) = self.sheets.pages.last_mut() {
            sheet.marks.extend(marks);
        }
        self.y += header.height;
    }

    fn place(&mut self, strip: Strip) {
        let at_top = self.y == TOP || (self.sheets.pages.len() == 1 && self.y == self.look.top);
        if at_top && strip.parts {
            return;
        }
        self.y += if at_top { 0.0 } else { strip.above };
        let page = self.sheets.pages.len() - 1;
        let y = self.y;
        if let Some((title, level)) = strip.bookmark {
            self.sheets.bookmarks.push(Bookmark {
                title,
                level,
                page,
                y,
            });
        }
        if let Some(SignatureRoom {
            name,
            label,
            area: [x, top, width, height],
            element,
        }) = strip.signature
        {
            let area = [x, top + y, width, height];
            self.sheets.signatures.push(SignaturePlace {
                name,
                label,
                page,
                area,
                element,
            });
        }
        if let Some(sheet) = self.sheets.pages.last_mut() {
            let lowered = |mark: Mark| Mark {
                shape: mark.shape.lowered(y),
                ..mark
            };
            for mark in &strip.marks {
                if let (Owner::Element(figure), Shape::Strokes { .. }) = (mark.owner, &mark.shape) {
                    self.sheets.tree.lower(figure, y);
                }
            }
            sheet.marks.extend(strip.marks.into_iter().map(lowered));
        }
        self.y += strip.height;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::display::Ink;

    /// A strip with one mark that carries its number as its line width.
    fn strip(number: f32, height: f32, glued: bool) -> Strip {
        let shape = Shape::Rule {
            from: (0.0, 0.0),
            to: (1.0, 0.0),
            width: number,
            ink: Ink::Text,
        };
        let marks = vec![Mark {
            owner: Owner::Element(ElementId(0)),
            shape,
        }];
        Strip {
            height,
            glued,
            marks,
            ..Strip::default()
        }
    }

    /// The numbers on each page.
    fn pages(strips: Vec<Strip>, headers: Vec<Strip>) -> Vec<Vec<f32>> {
        let mut sheets = Sheets::default();
        paginate(Column { strips, headers }, &Look::USUAL, &mut sheets);
        let number = |mark: &Mark| match mark.shape {
            Shape::Rule { width, .. } => width,
            _ => 0.0,
        };
        sheets
            .pages
            .iter()
            .map(|sheet| sheet.marks.iter().map(number).collect())
            .collect()
    }

    #[test]
    fn check() {
        type Case = (&'static str, Vec<Strip>, Vec<Vec<f32>>);
        let cases: Vec<Case> = vec![
            (
                "one page",
                vec![strip(1.0, 300.0, false), strip(2.0, 300.0, false)],
                vec![vec![1.0, 2.0]],
            ),
            (
                "two pages",
                vec![strip(1.0, 500.0, false), strip(2.0, 500.0, false)],
                vec![vec![1.0], vec![2.0]],
            ),
            (
                "a heading goes with what it heads",
                vec![
                    strip(1.0, 600.0, false),
                    strip(2.0, 50.0, true),
                    strip(3.0, 200.0, false),
                ],
                vec![vec![1.0], vec![2.0, 3.0]],
            ),
            (
                "what no page can hold is parted",
                (1..=4)
                    .map(|number| strip(number as f32, 300.0, number < 4))
                    .collect(),
                vec![vec![1.0, 2.0], vec![3.0, 4.0]],
            ),
            (
                "a line that parts falls away at the top",
                vec![
                    strip(1.0, 650.0, false),
                    Strip {
                        parts: true,
                        ..strip(2.0, 1.0, true)
                    },
                    strip(3.0, 200.0, false),
                ],
                vec![vec![1.0], vec![3.0]],
            ),
        ];
        for (name, strips, expected) in cases {
            assert_eq!(pages(strips, Vec::new()), expected, "{name}");
        }
    }

    #[test]
    fn check_table_header() {
        let row = |number| Strip {
            header: Some(0),
            ..strip(number, 250.0, false)
        };
        let rows = (1..=4).map(|number| row(number as f32)).collect();
        assert_eq!(
            pages(rows, vec![strip(9.0, 20.0, false)]),
            [vec![1.0, 2.0], vec![9.0, 3.0, 4.0]]
        );
    }
}
