//! A question with its answer, or with room to write one by hand.

use forms::outline::{Answer, Comment, Question, Ticked};
use texts::swedish;

use super::section::Context;
use crate::display::{ElementId, Role};
use crate::layout::builder::{Builder, Cell, Keep, TICKED, UNTICKED, pen_line, plain};
use crate::layout::flow::{LEFT, RIGHT, WIDTH};
use crate::layout::look::{self, leading};
use crate::layout::setter::{Line, Span};

/// Between the options that stand on the question's own line.
const OPTION_GAP: f32 = 16.0;
/// From a box to its words.
const BOX_INDENT: f32 = 17.0;
/// An unanswered question in a completed section.
const NOTHING: &str = "–";

impl Builder {
    /// A question on a line of its own.
    pub fn question(&mut self, question: &Question, context: Context) {
        self.setter.place.clone_from(&question.label);
        self.gap += look::QUESTION_GAP;
        match &question.answer {
            Answer::Short { .. } => self.short(question, context),
            Answer::Long { paragraphs, lines } => {
                self.within(Role::Div, |builder| {
                    builder.long(question, paragraphs, *lines, context)
                });
            }
            Answer::Options { options, comment } => self.within(Role::Div, |builder| {
                builder.options(question, options, comment.is_none());
                if let Some(comment) = comment {
                    builder.comment(comment, context);
                }
            }),
            Answer::Tick { ticked } => self.tick(question, *ticked),
        }
    }

    /// Questions that share a line, each in its part of the width.
    pub fn line_of_questions(&mut self, questions: &[Question], context: Context) {
        self.gap += look::QUESTION_GAP;
        let labels: Vec<f32> = questions
            .iter()
            .map(|question| self.setter.line(&question.label, look::LABEL).width)
            .collect();
        // Every question gets the width of its words and an equal part of what is left.
        let gaps = OPTION_GAP * questions.len().saturating_sub(1) as f32;
        let rest = (WIDTH - gaps - labels.iter().sum::<f32>()) / questions.len().max(1) as f32;
        let (mut cells, mut pens) = (Vec::new(), Vec::new());
        let mut x = LEFT;
        for (question, label) in questions.iter().zip(labels) {
            self.setter.place.clone_from(&question.label);
            let (cell, pen) = self.short_cell(question, context, x, label + rest);
            cells.push(cell);
            pens.extend(pen);
            x += label + rest + OPTION_GAP;
        }
        self.pen_row(&cells, pens);
    }

    fn short(&mut self, question: &Question, context: Context) {
        self.hint_above(question);
        let (cell, pen) = self.short_cell(question, context, LEFT, WIDTH);
        self.pen_row(&[cell], pen.into_iter().collect());
    }

    /// A label with its answer or with a line to write on, from and to which x.
    fn short_cell(
        &mut self,
        question: &Question,
        context: Context,
        x: f32,
        width: f32,
    ) -> (Cell, Option<(f32, f32)>) {
        let answer = super::head::value_of(&question.answer);
        let owner = self.element(Role::P);
        if answer.is_empty() && context.open {
            let lines = self
                .setter
                .lines(&plain(&question.label, look::LABEL), width, width);
            let label = lines.last().map_or(0.0, |line| line.width);
            if question.label_after {
                let x_label = x + (width - label).max(0.0);
                return (
                    Cell {
                        owner,
                        x: x_label,
                        lines,
                    },
                    Some((x, x_label - 5.0)),
                );
            }
            let pen = (label + 60.0 < width).then_some((x + label + 5.0, x + width));
            return (Cell { owner, x, lines }, pen.or(Some((x, x + width))));
        }
        let answer = if answer.is_empty() { NOTHING } else { &answer };
        let label = Span {
            text: &question.label,
            style: look::LABEL,
        };
        let answer = Span {
            text: answer,
            style: look::BODY,
        };
        let space = Span {
            text: " ",
            style: look::BODY,
        };
        let spans = if question.label_after {
            [answer, space, label]
        } else {
            [label, space, answer]
        };
        (
            Cell {
                owner,
                x,
                lines: self.setter.lines(&spans, width, width),
            },
            None,
        )
    }

    /// A row of short answers; where there are lines to write on, it is as high as handwriting.
    fn pen_row(&mut self, cells: &[Cell], pens: Vec<(f32, f32)>) {
        if !pens.is_empty() {
            self.gap = (self.gap + look::PEN - leading(look::BODY) - look::QUESTION_GAP).max(0.0);
        }
        self.row(cells, Keep::Whole);
        if let Some(strip) = self.last() {
            let y = strip.height - 2.0;
            strip
                .marks
                .extend(pens.into_iter().map(|(from, to)| pen_line(from, to, y)));
        }
    }

    /// The question above its running text.
    fn long(&mut self, question: &Question, paragraphs: &[String], lines: u8, context: Context) {
        let from = self.column.strips.len();
        self.paragraph(Role::P, &plain(&question.label, look::LABEL), Keep::Whole);
        self.hint(question);
        self.glue(from, true);
        self.running(paragraphs, lines, context);
    }

    /// Running text, or the lines to write it on.
    fn running(&mut self, paragraphs: &[String], lines: u8, context: Context) {
        if paragraphs.is_empty() && context.open {
            self.pen_lines(usize::from(lines.max(1)));
            return;
        }
        let nothing = [NOTHING.to_owned()];
        for text in if paragraphs.is_empty() {
            nothing.as_slice()
        } else {
            paragraphs
        } {
            self.gap = 3.0;
            for paragraph in crate::layout::clean::paragraphs(text) {
                self.paragraph(Role::P, &plain(&paragraph, look::BODY), Keep::Paragraph);
                self.gap = look::PARAGRAPH_GAP;
            }
        }
        self.gap = 0.0;
    }

    /// The remark that belongs to a choice: its label runs into the text.
    fn comment(&mut self, comment: &Comment, context: Context) {
        self.gap = 2.0;
        if comment.paragraphs.is_empty() && context.open {
            let owner = self.element(Role::P);
            let lines = self
                .setter
                .lines(&plain(&comment.label, look::ASIDE), WIDTH, WIDTH);
            let from = lines.last().map_or(0.0, |line| line.width) + 5.0;
            self.gap = look::PEN - leading(look::BODY);
            self.row(
                &[Cell {
                    owner,
                    x: LEFT,
                    lines,
                }],
                Keep::Whole,
            );
            if let Some(strip) = self.last() {
                strip.marks.push(pen_line(LEFT + from, RIGHT, strip.height - 2.0));
                strip.glued = comment.lines > 1;
            }
            self.gap = 0.0;
            self.pen_lines(usize::from(comment.lines.saturating_sub(1)));
            self.gap = 0.0;
            return;
        }
        let text = comment.paragraphs.join("\n");
        let mut paragraphs = crate::layout::clean::paragraphs(&text);
        if paragraphs.is_empty() {
            paragraphs.push(NOTHING.to_owned());
        }
        for (index, paragraph) in paragraphs.iter().enumerate() {
            let label = Span {
                text: &comment.label,
                style: look::ASIDE,
            };
            let space = Span {
                text: " ",
                style: look::BODY,
            };
            let words = Span {
                text: paragraph,
                style: look::BODY,
            };
            let spans = if index == 0 {
                vec![label, space, words]
            } else {
                vec![words]
            };
            self.paragraph(Role::P, &spans, Keep::Paragraph);
            self.gap = look::PARAGRAPH_GAP;
        }
        self.gap = 0.0;
    }

    /// Options beside the question where they are short, below it where they are not.
    fn options(&mut self, question: &Question, options: &[Ticked], alone: bool) {
        let exclusive = options.iter().filter(|option| option.ticked).count() < 2;
        let set: Vec<Line> = options
            .iter()
            .map(|option| self.boxed(&option.label, option.ticked))
            .collect();
        let width: f32 = set.iter().map(|line| line.width.max(34.0) + OPTION_GAP).sum();
        let from = self.column.strips.len();
        if width < WIDTH * 0.42 {
            self.beside(question, options, &set, width, exclusive);
        } else {
            self.paragraph(Role::P, &plain(&question.label, look::LABEL), Keep::Whole);
            self.hint(question);
            for (option, line) in options.iter().zip(set) {
                self.gap = 2.0;
                let owner = self.tick_element(&option.label, option.ticked, exclusive);
                self.boxed_row(owner, line, &option.label);
            }
        }
        self.glue(from, !alone);
        self.gap = 0.0;
    }

    /// The question to the left, its options to the right, always at the same place.
    fn beside(&mut self, question: &Question, options: &[Ticked], set: &[Line], width: f32, exclusive: bool) {
        let owner = self.element(Role::P);
        let room = WIDTH - width;
        let lines = self
            .setter
            .lines(&plain(&question.label, look::LABEL), room, room);
        let mut cells = vec![Cell {
            owner,
            x: LEFT,
            lines,
        }];
        let mut x = LEFT + room + OPTION_GAP;
        for (option, line) in options.iter().zip(set) {
            let owner = self.tick_element(&option.label, option.ticked, exclusive);
            cells.push(Cell {
                owner,
                x,
                lines: vec![line.clone()],
            });
            x += line.width.max(34.0) + OPTION_GAP;
        }
        self.row(&cells, Keep::Whole);
        self.hint(question);
    }

    /// One box with the question's own words beside it.
    fn tick(&mut self, question: &Question, ticked: bool) {
        let line = self.boxed("", ticked);
        let owner = self.tick_element(&question.label, ticked, false);
        self.boxed_row(owner, line, &question.label);
        self.hint(question);
    }

    /// A box and its words with a hanging indent; `line` holds the box.
    fn boxed_row(&mut self, owner: ElementId, line: Line, label: &str) {
        let room = WIDTH - BOX_INDENT;
        let lines = self.setter.lines(&plain(label, look::BODY), room, room);
        let box_alone = Line {
            runs: line.runs.into_iter().take(1).collect(),
            width: 0.0,
        };
        let box_cell = Cell {
            owner,
            x: LEFT,
            lines: vec![box_alone],
        };
        self.row(
            &[
                box_cell,
                Cell {
                    owner,
                    x: LEFT + BOX_INDENT,
                    lines,
                },
            ],
            Keep::Whole,
        );
    }

    /// A box with its words after it.
    pub fn boxed(&mut self, label: &str, ticked: bool) -> Line {
        // The family has no crossed box, and its boxes cast shadows: the box is drawn, and the nearest
        // glyph stands unseen behind it, so that it is found, copied and read aloud as what it is.
        let tick = Span {
            text: if ticked { "☑" } else { UNTICKED },
            style: look::BOX,
        };
        let label = Span {
            text: label,
            style: look::BODY,
        };
        let space = Span {
            text: " ",
            style: look::BODY,
        };
        let lines = self.setter.lines(&[tick, space, label], f32::MAX, f32::MAX);
        let mut line = lines.into_iter().next().unwrap_or_default();
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

    /// Prompt words under a question.
    pub fn hint(&mut self, question: &Question) {
        if let Some(hint) = &question.hint {
            self.glue_last();
            self.gap = 0.0;
            self.paragraph(Role::P, &plain(hint, look::HINT), Keep::Whole);
        }
    }

    fn hint_above(&mut self, question: &Question) {
        if question.hint.is_some() {
            self.hint(question);
            self.glue_last();
        }
    }
}
