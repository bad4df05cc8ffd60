//! A row where someone signs: by pen always, and electronically or on the screen where that was chosen.

use forms::outline::{Manner, SignatureRow};
use texts::swedish;

use crate::display::Role;
use crate::layout::builder::{Builder, Cell, Keep, pen_line, plain};
use crate::layout::flow::{LEFT, RIGHT, SignatureRoom, Strip, WIDTH};
use crate::layout::look;

/// The three lines to write on: signature, name in print, place and date.
const GUTTER: f32 = 14.0;
const SIGNATURE: f32 = WIDTH * 0.42;
const PLACE: f32 = WIDTH * 0.25;
const NAME: f32 = WIDTH - SIGNATURE - PLACE - 2.0 * GUTTER;
const NAME_X: f32 = LEFT + SIGNATURE + GUTTER;
const PLACE_X: f32 = RIGHT - PLACE;

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

    /// The lines, the name in print where it is known, and the field for an electronic signature.
    fn signing_line(&mut self, row: &SignatureRow) {
        let look = self.setter.look;
        let body = look.style(look::BODY);
        let name = row.name.as_deref().unwrap_or_default();
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
        let signature = matches!(row.manner, Some(Manner::Electronic | Manner::Drawn)).then(|| {
            let label = swedish().say(
                "document-signature-field",
                &[("label", row.label.as_str().into())],
            );
            SignatureRoom {
                name: row.field.clone(),
                label: label.into_owned(),
                area: [LEFT, y - room + 2.0, SIGNATURE, room - 4.0],
                element: self.element(Role::Signature),
            }
        });
        if !name.is_empty() {
            let owner = self.element(Role::P);
            for (index, line) in name.iter().enumerate() {
                let baseline = y - 3.0 - height + look.leading(body) * index as f32 + look.ascent(body);
                marks.extend(crate::layout::builder::text_marks(line, owner, NAME_X, baseline));
            }
        }
        self.strip(Strip {
            height: y + 2.0,
            marks,
            signature,
            ..Strip::default()
        });
    }

    /// The form's own words under the signature, ours under the other lines.
    fn captions(&mut self, row: &SignatureRow) {
        let manner = match row.manner {
            Some(Manner::Electronic) => Some("document-signature-electronic"),
            Some(Manner::Drawn) => Some("document-signature-drawn"),
            Some(Manner::Ink) | None => None,
        };
        let own = [
            ("document-signature-name", NAME_X, NAME),
            ("document-signature-place-date", PLACE_X, PLACE),
        ];
        let owner = self.element(Role::P);
        let mut label = self
            .setter
            .lines(&plain(&row.label, look::CAPTION), SIGNATURE, SIGNATURE);
        if let Some(manner) = manner {
            let words = swedish().say(manner, &[]);
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
