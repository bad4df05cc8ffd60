//! The look, in one place: sizes, faces, inks and distances. All measures are points.

use crate::display::{Face, Ink, PAGE, Style};

pub const BODY: Style = style(Face::Regular, 10.5, Ink::Text);
pub const LABEL: Style = style(Face::Semibold, 10.5, Ink::Text);
/// Words beside an answer that are not the question itself.
pub const ASIDE: Style = style(Face::Regular, 10.5, Ink::Muted);
pub const HINT: Style = style(Face::Italic, 9.5, Ink::Muted);
pub const SMALL: Style = style(Face::Regular, 8.5, Ink::Muted);
pub const SMALL_STRONG: Style = style(Face::Semibold, 8.5, Ink::Muted);
pub const TITLE: Style = style(Face::Semibold, 19.0, Ink::Text);
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

pub const HAIRLINE: f32 = 0.5;
/// Above a question.
pub const QUESTION_GAP: f32 = 11.0;
pub const PARAGRAPH_GAP: f32 = 4.0;

/// The smallest size that anything is set in: what a person reads at arm's length.
const SMALLEST: f32 = 8.5;

/// How close a document is set. The styles and distances are those of the usual look; a form that is meant
/// for one page takes them smaller by these factors.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    text: f32,
    /// From baseline to baseline, in the size of the text.
    line: f32,
    /// What that is rounded to.
    grid: f32,
    space: f32,
    /// From one pen line to the next, room for handwriting.
    pub pen: f32,
    /// Room to sign in.
    pub signing: f32,
    /// The part of the width that options may have on the question's own line.
    pub beside: f32,
    /// Where the first page begins, and where every page ends.
    pub top: f32,
    pub bottom: f32,
    /// Whether what is short shares a line with its neighbour.
    pub shares_lines: bool,
}

impl Look {
    pub const USUAL: Self = Self {
        text: 1.0,
        line: 1.38,
        grid: 1.0,
        space: 1.0,
        pen: 24.0,
        signing: 40.0,
        beside: 0.42,
        top: 45.0,
        bottom: PAGE.1 - 84.0,
        shares_lines: false,
    };

    pub const CLOSE: Self = Self {
        text: 0.905,
        line: 1.21,
        grid: 0.5,
        space: 0.36,
        pen: 18.0,
        signing: 24.0,
        beside: 0.7,
        top: 36.0,
        bottom: PAGE.1 - 74.0,
        shares_lines: true,
    };

    /// The style as it is set in this look.
    pub fn style(&self, style: Style) -> Style {
        let size = (style.size * self.text).max(style.size.min(SMALLEST));
        Style { size, ..style }
    }

    /// A distance as it is in this look.
    pub fn space(&self, usual: f32) -> f32 {
        usual * self.space
    }

    /// From baseline to baseline for a style that was set in this look.
    pub fn leading(&self, style: Style) -> f32 {
        let line = if style.size > 15.0 { 1.18 } else { self.line };
        (style.size * line / self.grid).round() * self.grid
    }

    /// From a line's top to its baseline.
    pub fn ascent(&self, style: Style) -> f32 {
        self.leading(style) * 0.5 + style.size * 0.33
    }
}

const fn style(face: Face, size: f32, ink: Ink) -> Style {
    Style { face, size, ink }
}
