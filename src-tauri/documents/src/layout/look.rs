//! The look, in one place: sizes, faces, inks and distances. All measures are points.

use crate::display::{Face, Ink, Style};

pub const BODY: Style = style(Face::Regular, 10.5, Ink::Text);
pub const LABEL: Style = style(Face::Semibold, 10.5, Ink::Text);
/// Words beside an answer that are not the question itself.
pub const ASIDE: Style = style(Face::Regular, 10.5, Ink::Muted);
pub const HINT: Style = style(Face::Italic, 9.5, Ink::Muted);
pub const SMALL: Style = style(Face::Regular, 8.5, Ink::Muted);
pub const SMALL_STRONG: Style = style(Face::Semibold, 8.5, Ink::Muted);
pub const TITLE: Style = style(Face::Bold, 19.0, Ink::Text);
pub const NUMBER: Style = style(Face::Semibold, 10.5, Ink::Accent);
pub const SECTION: Style = style(Face::Semibold, 13.0, Ink::Accent);
pub const SUBHEADING: Style = style(Face::Semibold, 11.0, Ink::Text);
pub const NOTICE: Style = style(Face::Semibold, 10.5, Ink::Text);
pub const CLAUSE: Style = style(Face::Regular, 10.5, Ink::Text);
pub const SCHOOL: Style = style(Face::Semibold, 11.0, Ink::Text);
pub const FACT_LABEL: Style = style(Face::Regular, 8.5, Ink::Muted);
/// The character behind a box.
pub const BOX: Style = style(Face::Regular, 10.5, Ink::Unseen);
/// From the left side of a box to the space before its words.
pub const BOX_ADVANCE: f32 = 13.0;
pub const CAPTION: Style = style(Face::Regular, 9.0, Ink::Text);

/// From baseline to baseline for a style.
pub fn leading(style: Style) -> f32 {
    (style.size * if style.size > 15.0 { 1.18 } else { 1.38 }).round()
}

/// From a line's top to its baseline.
pub fn ascent(style: Style) -> f32 {
    leading(style) * 0.5 + style.size * 0.33
}

/// From one pen line to the next: 8.5 mm, room for handwriting.
pub const PEN: f32 = 24.0;
pub const HAIRLINE: f32 = 0.5;
/// Above a question.
pub const QUESTION_GAP: f32 = 11.0;
pub const PARAGRAPH_GAP: f32 = 4.0;

const fn style(face: Face, size: f32, ink: Ink) -> Style {
    Style { face, size, ink }
}
