//! A row where someone signs: by pen always, and electronically or on the screen where that was chosen.

use forms::outline::{Manner, SignatureRow};
use texts::swedish;

use crate::display::{Role, Style};
use crate::layout::builder::{Builder, Cell, pen_line, plain};
use crate::layout::flow::{LEFT, RIGHT, SignatureRoom, Strip, WIDTH};
use crate::layout::look;

/// The share of the width that the name has; place and date have the rest.
const NAME: f32 = WIDTH * 0.58;
const GUTTER: f32 = 20.0;
/// Room for a name by hand, or for an electronic signature's picture.
const ROOM: f32 = 38.0;

impl Builder {
    /// Line, label, name in print, place and date.
    pub fn signature(&mut self, row: &SignatureRow) {
        self.setter.place.clone_from(&row.label);
        self.gap += 8.0;
        self.within(Role::Div, |builder| {
            let from = builder.column.strips.len();
            let field = matches!(row.manner, Some(Manner::Electronic | Manner::Drawn));
            builder.signing_line(row, field);
            let name = row.name.as_ref().map(|name| {
                let words = swedish().say("document-signature-name", &[]);
                format!("{words}: {name}")
            });
            let manner = match row.manner {
                Some(Manner::Electronic) => Some("document-signature-electronic"),
                Some(Manner::Drawn) => Some("document-signature-drawn"),
                Some(Manner::Ink) | None => None,
            };
            let place = swedish().say("document-signature-place-date", &[]).into_owned();
            let beside = (LEFT + NAME + GUTTER, WIDTH - NAME - GUTTER, place.as_str());
            builder.captions(look::CAPTION, &[(LEFT, NAME, row.label.as_str()), beside]);
            match name {
                Some(name) => builder.captions(look::SMALL, &[(LEFT, WIDTH, &name)]),
                None => builder.name_in_print(),
            }
            if let Some(manner) = manner {
                let words = swedish().say(manner, &[]).into_owned();
                builder.captions(look::SMALL, &[(LEFT, WIDTH, &words)]);
            }
            builder.glue(from, false);
        });
    }

    /// The two lines to write on, and the field above the first.
    fn signing_line(&mut self, row: &SignatureRow, field: bool) {
        let y = ROOM;
        let marks = vec![
            pen_line(LEFT, LEFT + NAME, y),
            pen_line(LEFT + NAME + GUTTER, RIGHT, y),
        ];
        let signature = field.then(|| {
            let label = swedish().say(
                "document-signature-field",
                &[("label", row.label.as_str().into())],
            );
            SignatureRoom {
                name: row.field.clone(),
                label: label.into_owned(),
                area: [LEFT, 2.0, NAME, ROOM - 4.0],
                element: self.element(Role::Signature),
            }
        });
        self.strip(Strip {
            height: ROOM + 2.0,
            marks,
            signature,
            ..Strip::default()
        });
    }

    /// Room to write the name in print.
    fn name_in_print(&mut self) {
        let marks = vec![pen_line(LEFT, LEFT + NAME, look::PEN)];
        self.strip(Strip {
            height: look::PEN + 2.0,
            marks,
            ..Strip::default()
        });
        let words = swedish().say("document-signature-name", &[]).into_owned();
        self.captions(look::SMALL, &[(LEFT, WIDTH, &words)]);
    }

    /// Small words, each at its x and no wider than said.
    fn captions(&mut self, style: Style, captions: &[(f32, f32, &str)]) {
        let mut cells = Vec::new();
        for &(x, width, text) in captions {
            let owner = self.element(Role::P);
            let lines = self.setter.lines(&plain(text, style), width, width);
            cells.push(Cell { owner, x, lines });
        }
        self.row(&cells, crate::layout::builder::Keep::Whole);
    }
}
