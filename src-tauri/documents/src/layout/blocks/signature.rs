//! A row where someone signs: by pen always, and electronically or on the screen where that was chosen.

use forms::outline::{Manner, SignatureRow};
use forms::{Drawing, Stroke};
use texts::swedish;

use crate::display::{Face, Ink, Mark, Owner, Role, Shape, Style};
use crate::layout::builder::{Builder, Cell, Keep, pen_line, plain, text_marks};
use crate::layout::civil::swedish_date;
use crate::layout::flow::{LEFT, RIGHT, SignatureRoom, Strip, WIDTH};
use crate::layout::look;

/// The three lines to write on: signature, name in print, place and date.
const GUTTER: f32 = 14.0;
const SIGNATURE: f32 = WIDTH * 0.42;
const PLACE: f32 = WIDTH * 0.25;
const NAME: f32 = WIDTH - SIGNATURE - PLACE - 2.0 * GUTTER;
const NAME_X: f32 = LEFT + SIGNATURE + GUTTER;
const PLACE_X: f32 = RIGHT - PLACE;
/// The pen that draws on the screen, and the size of a name that was typed there, in points.
const PEN: f32 = 1.1;
const TYPED: f32 = 13.0;
/// Points for a thousandth of the pad at most: a small mark is not blown up.
const LARGEST: f32 = 0.1;

impl Builder {
    /// Three lines to write on with small words below, which no page parts.
    pub fn signature(&mut self, row: &SignatureRow) {
        self.setter.place.clone_from(&row.field);
        self.gap += 8.0;
        self.within(Role::Div, |builder| {
            let from = builder.column.strips.len();
            builder.signing_line(row);
            builder.captions(row);
            builder.glue(from, false);
        });
    }

    /// The lines, the name in print where it is known, and the field for an electronic signature or what was drawn.
    fn signing_line(&mut self, row: &SignatureRow) {
        let look = self.setter.look;
        let body = look.style(look::BODY);
        let drawn_by = row.drawing.as_ref().map(|drawing| drawing.name.as_str());
        let name = drawn_by.or(row.name.as_deref()).unwrap_or_default();
        let name = self.setter.lines(&plain(name, look::BODY), NAME, NAME);
        let height = look.leading(body) * name.len() as f32;
        // By hand, or an electronic signature's picture.
        let room = look.signing;
        let y = room.max(height + 4.0);
        let mut marks = vec![
            pen_line(LEFT, LEFT + SIGNATURE, y),
            pen_line(NAME_X, NAME_X + NAME, y),
            pen_line(PLACE_X, RIGHT, y),
        ];
        let area = [LEFT, y - room + 2.0, SIGNATURE, room - 4.0];
        if let Some(drawing) = &row.drawing {
            marks.extend(self.drawing(drawing, area));
        }
        let signature = (row.manner == Some(Manner::Electronic)).then(|| {
            let label = swedish().say(
                "document-signature-field",
                &[("label", row.label.as_str().into())],
            );
            SignatureRoom {
                name: row.field.clone(),
                label: label.into_owned(),
                area,
                element: self.element(Role::Signature),
            }
        });
        if !name.is_empty() {
            let owner = self.element(Role::P);
            for (index, line) in name.iter().enumerate() {
                let baseline = y - 3.0 - height + look.leading(body) * index as f32 + look.ascent(body);
                marks.extend(text_marks(line, owner, NAME_X, baseline));
            }
        }
        if let Some(drawing) = &row.drawing {
            let owner = self.element(Role::P);
            let day = self.setter.line(&swedish_date(drawing.at), look::BODY);
            marks.extend(text_marks(&day, owner, PLACE_X, y - 4.0));
        }
        self.strip(Strip {
            height: y + 2.0,
            marks,
            signature,
            ..Strip::default()
        });
    }

    /// What was drawn, as large as the row allows; a name that was typed stands on the line.
    fn drawing(&mut self, drawing: &Drawing, [x, top, width, height]: [f32; 4]) -> Vec<Mark> {
        if drawing.strokes.is_empty() {
            let style = Style {
                size: TYPED,
                face: Face::Italic,
                ..look::BODY
            };
            let owner = self.element(Role::P);
            let line = self.setter.line(&drawing.name, style);
            return text_marks(&line, owner, x + 2.0, top + height - 3.0);
        }
        let owner = self.element(Role::Figure([x, top, width, height]));
        let alt = swedish().say("document-drawing", &[("name", drawing.name.as_str().into())]);
        self.sheets.tree.set_alt(owner, alt.into_owned());
        vec![Mark {
            owner: Owner::Element(owner),
            shape: Shape::Strokes {
                strokes: fitted(&drawing.strokes, [x, top, width, height]),
                width: PEN,
                ink: Ink::Text,
            },
        }]
    }

    /// The form's own words under the signature, ours under the other lines.
    fn captions(&mut self, row: &SignatureRow) {
        let manner = match row.manner {
            Some(Manner::Electronic) => Some("document-signature-electronic"),
            Some(Manner::Drawn) => Some(match &row.drawing {
                None => "document-signature-drawn",
                Some(drawing) if drawing.strokes.is_empty() => "document-drawing-typed",
                Some(_) => "document-drawing-made",
            }),
            Some(Manner::Ink) | None => None,
        };
        let witness = row.drawing.as_ref().map_or("", |drawing| &drawing.witness);
        let own = [
            ("document-signature-name", NAME_X, NAME),
            ("document-signature-place-date", PLACE_X, PLACE),
        ];
        let owner = self.element(Role::P);
        let mut label = self
            .setter
            .lines(&plain(&row.label, look::CAPTION), SIGNATURE, SIGNATURE);
        if let Some(manner) = manner {
            let words = swedish().say(manner, &[("witness", witness.into())]);
            label.extend(
                self.setter
                    .lines(&plain(&words, look::SMALL), SIGNATURE, SIGNATURE),
            );
        }
        let mut cells = vec![Cell::new(owner, LEFT, label)];
        for (key, x, width) in own {
            let words = swedish().say(key, &[]);
            let owner = self.element(Role::P);
            cells.push(Cell::new(
                owner,
                x,
                self.setter.lines(&plain(&words, look::SMALL), width, width),
            ));
        }
        self.row(&cells, Keep::Whole);
    }
}

/// The strokes as large as they fit into an area, resting on its lower edge, and smoother than a pad gives them.
fn fitted(strokes: &[Stroke], [x, top, width, height]: [f32; 4]) -> Vec<Vec<(f32, f32)>> {
    let points = || {
        strokes
            .iter()
            .flatten()
            .map(|&(x, y)| (f32::from(x), f32::from(y)))
    };
    let bounds = |pick: fn((f32, f32)) -> f32| {
        points()
            .map(pick)
            .fold((f32::MAX, f32::MIN), |(least, most), at| {
                (least.min(at), most.max(at))
            })
    };
    let ((left, right), (up, down)) = (bounds(|point| point.0), bounds(|point| point.1));
    let scale = (width / (right - left).max(1.0))
        .min(height / (down - up).max(1.0))
        .min(LARGEST);
    let moved = |&(px, py): &(u16, u16)| {
        let (px, py) = (f32::from(px) - left, f32::from(py) - down);
        (x + px * scale, top + height + py * scale)
    };
    strokes
        .iter()
        .map(|stroke| rounded(&stroke.iter().map(moved).collect::<Vec<_>>()))
        .collect()
}

/// Chaikin's corner cutting, once: the ends stay.
fn rounded(points: &[(f32, f32)]) -> Vec<(f32, f32)> {
    let between = |a: f32, b: f32| a * 0.75 + b * 0.25;
    let cut = points.windows(2).flat_map(|pair| match *pair {
        [(ax, ay), (bx, by)] => vec![
            (between(ax, bx), between(ay, by)),
            (between(bx, ax), between(by, ay)),
        ],
        _ => Vec::new(),
    });
    let (first, last) = (points.first().copied(), points.last().copied());
    first
        .into_iter()
        .chain(cut)
        .chain(last.filter(|_| points.len() > 1))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check() {
        let area = [10.0, 100.0, 200.0, 30.0];
        let inside = |points: &[(f32, f32)]| {
            points
                .iter()
                .all(|&(x, y)| (9.99..=210.01).contains(&x) && (99.99..=130.01).contains(&y))
        };
        for strokes in [
            vec![vec![(0, 0), (3000, 1000)]],
            vec![vec![(500, 500)]],
            vec![vec![(0, 0), (0, 900)], vec![(65535, 65535), (0, 65535)]],
            vec![vec![(7, 7), (7, 7), (7, 7)]],
        ] {
            let fitted = fitted(&strokes, area);
            assert_eq!(fitted.len(), strokes.len());
            assert!(
                fitted.iter().all(|stroke| inside(stroke)),
                "{strokes:?} {fitted:?}"
            );
        }
        assert_eq!(rounded(&[(0.0, 0.0)]), [(0.0, 0.0)], "a dot stays one");
        assert_eq!(
            rounded(&[(0.0, 0.0), (4.0, 0.0)]),
            [(0.0, 0.0), (1.0, 0.0), (3.0, 0.0), (4.0, 0.0)]
        );
    }
}
