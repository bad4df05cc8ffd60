//! Boxes to tick.

use forms::outline::{Question, Ticked};
use texts::swedish;

use crate::display::{ElementId, Role, Style};
use crate::layout::breaking::Line;
use crate::layout::builder::{Builder, Cell, Keep, TICKED, UNTICKED, plain};
use crate::layout::flow::{LEFT, WIDTH};
use crate::layout::look;
use crate::layout::setter::Span;

/// The letter in the font whose width a ticked box has.
pub const TICKED_GLYPH: &str = "☑";

/// Between options that stand on the question's own line.
const GAP: f32 = 16.0;
/// The least width of an option there, so that Ja and Nej stand under each other on the whole page.
const LEAST: f32 = 34.0;
/// From a box's left side to its words.
const INDENT: f32 = 17.0;
/// Options longer than this stand one below the other: a decision is not read across.
const SHORT: f32 = WIDTH * 0.3;

impl Builder {
    /// Options beside the question where they are short, below it where they are not; `alone` where no
    /// remark follows.
    pub fn options(&mut self, question: &Question, options: &[Ticked], alone: bool) {
        let exclusive = options.iter().filter(|option| option.ticked).count() < 2;
        let set: Vec<Line> = options
            .iter()
            .map(|option| self.boxed(&option.label, option.ticked))
            .collect();
        let width: f32 = set.iter().map(|line| line.width.max(LEAST) + GAP).sum();
        let from = self.column.strips.len();
        let short = set.iter().all(|line| line.width < SHORT);
        if short && width < WIDTH * self.setter.look.beside {
            self.beside(question, options, set, exclusive);
        } else {
            self.paragraph(Role::P, &plain(&question.label, look::LABEL), Keep::Whole);
            self.hint(question, LEFT);
            self.gap = 2.0;
            if short && width - GAP < WIDTH {
                let cells = self.side_by_side(options, set, LEFT, exclusive);
                self.row(&cells, Keep::Whole);
            } else {
                self.one_below_the_other(options, exclusive);
            }
        }
        self.glue(from, !alone);
        self.gap = 0.0;
    }

    /// The question to the left, its options to the right, always at the same place.
    fn beside(&mut self, question: &Question, options: &[Ticked], set: Vec<Line>, exclusive: bool) {
        let width: f32 = set.iter().map(|line| line.width.max(LEAST) + GAP).sum();
        let owner = self.element(Role::P);
        let room = WIDTH - width;
        let lines = self
            .setter
            .lines(&plain(&question.label, look::LABEL), room, room);
        let mut cells = vec![Cell::new(owner, LEFT, lines)];
        cells.extend(self.side_by_side(options, set, LEFT + room + GAP, exclusive));
        self.row(&cells, Keep::Whole);
        self.hint(question, LEFT);
    }

    fn side_by_side(&mut self, options: &[Ticked], set: Vec<Line>, from: f32, exclusive: bool) -> Vec<Cell> {
        let mut x = from;
        let mut cells = Vec::new();
        for (option, line) in options.iter().zip(set) {
            let owner = self.tick_element(&option.label, option.ticked, exclusive);
            let advance = line.width.max(LEAST) + GAP;
            cells.push(Cell::new(owner, x, vec![line]));
            x += advance;
        }
        cells
    }

    fn one_below_the_other(&mut self, options: &[Ticked], exclusive: bool) {
        for option in options {
            let owner = self.tick_element(&option.label, option.ticked, exclusive);
            self.box_and_words(owner, option.ticked, &option.label, look::BODY);
            self.gap = 2.0;
        }
    }

    /// One box with the question's own words beside it.
    pub fn tick(&mut self, question: &Question, ticked: bool) {
        let owner = self.tick_element(&question.label, ticked, false);
        // Words that are explained below are a heading of a kind.
        let style = if question.hint.is_some() {
            look::LABEL
        } else {
            look::BODY
        };
        self.box_and_words(owner, ticked, &question.label, style);
        self.hint(question, LEFT + INDENT);
    }

    /// A box and its words with a hanging indent.
    fn box_and_words(&mut self, owner: ElementId, ticked: bool, label: &str, style: Style) {
        let room = WIDTH - INDENT;
        let lines = self.setter.lines(&plain(label, style), room, room);
        let box_alone = self.box_alone(ticked);
        self.row(
            &[
                Cell::new(owner, LEFT, vec![box_alone]),
                Cell::new(owner, LEFT + INDENT, lines),
            ],
            Keep::Whole,
        );
    }

    /// A box without words.
    pub fn box_alone(&mut self, ticked: bool) -> Line {
        let mut line = self.boxed("", ticked);
        line.runs.truncate(1);
        line
    }

    /// A box with its words after it.
    ///
    /// The family has no crossed box, and its boxes cast shadows: the box is drawn, and the nearest glyph
    /// stands unseen behind it, so that it is found, copied and read aloud as what it is.
    fn boxed(&mut self, label: &str, ticked: bool) -> Line {
        let glyph = Span::new(if ticked { TICKED_GLYPH } else { UNTICKED }, look::BOX);
        let spans = [glyph, Span::new(" ", look::BODY), Span::new(label, look::BODY)];
        let mut line = self
            .setter
            .lines(&spans, f32::MAX, f32::MAX)
            .into_iter()
            .next()
            .unwrap_or_default();
        if let Some(run) = line.runs.first_mut() {
            line.width += look::BOX_ADVANCE - run.width();
            run.text = if ticked { TICKED } else { UNTICKED }.to_owned();
            run.glyphs
                .iter_mut()
                .for_each(|glyph| glyph.advance = look::BOX_ADVANCE);
        }
        line
    }

    /// The element of a box, with words that say whether it is ticked.
    pub fn tick_element(&mut self, label: &str, on: bool, exclusive: bool) -> ElementId {
        let element = self.element(Role::Tick { on, exclusive });
        let key = if on {
            "document-tick-on"
        } else {
            "document-tick-off"
        };
        let said = swedish().say(key, &[("label", label.into())]).into_owned();
        self.sheets.tree.set_alt(element, said);
        element
    }
}
