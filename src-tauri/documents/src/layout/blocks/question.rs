//! A question with its answer in words, or with room to write one by hand.

use forms::outline::{Answer, Comment, Question};

use super::head::short_text;
use super::section::Context;
use crate::display::Role;
use crate::layout::builder::{Builder, Cell, Keep, pen_line, plain};
use crate::layout::clean::paragraphs as parts;
use crate::layout::flow::{LEFT, RIGHT, WIDTH};
use crate::layout::look;
use crate::layout::setter::Span;

/// Between questions that share a line.
const GAP: f32 = 16.0;
/// From words to the line to write on.
const BEFORE_PEN: f32 = 5.0;
/// The least of a line that is worth writing on.
const SHORTEST_PEN: f32 = 55.0;
/// An unanswered question in a completed section.
const NOTHING: &str = "–";

/// From and to which x one can write.
type Pen = (f32, f32);

impl Builder {
    /// A question on a line of its own.
    pub fn question(&mut self, question: &Question, context: Context) {
        self.setter.place.clone_from(&question.field);
        self.gap += look::QUESTION_GAP;
        match &question.answer {
            Answer::Short { .. } => {
                let (cell, pen) = self.short(question, context, LEFT, WIDTH);
                self.pen_row(&[cell], pen.into_iter().collect());
            }
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

    /// Questions that share a line: each gets the width of its words and an equal part of what is left.
    pub fn line_of_questions(&mut self, questions: &[Question], context: Context) {
        // Boxes and running text have a line each.
        if !questions
            .iter()
            .all(|question| matches!(question.answer, Answer::Short { .. }))
        {
            return questions
                .iter()
                .for_each(|question| self.question(question, context));
        }
        self.gap += look::QUESTION_GAP;
        let label = |question: &Question| self.setter.line(&question.label, look::LABEL).width;
        let labels: Vec<f32> = questions.iter().map(label).collect();
        let gaps = GAP * questions.len().saturating_sub(1) as f32;
        let rest = (WIDTH - gaps - labels.iter().sum::<f32>()) / questions.len().max(1) as f32;
        let (mut cells, mut pens) = (Vec::new(), Vec::new());
        let mut x = LEFT;
        for (question, label) in questions.iter().zip(labels) {
            self.setter.place.clone_from(&question.field);
            // Words that fill the line by themselves share it equally.
            let share = (WIDTH - gaps) / questions.len().max(1) as f32;
            let width = if rest > 0.0 { label + rest } else { share };
            let (cell, pen) = self.short(question, context, x, width);
            cells.push(cell);
            pens.extend(pen);
            x += width + GAP;
        }
        self.pen_row(&cells, pens);
    }

    /// A label with its answer, or with a line to write on.
    fn short(&mut self, question: &Question, context: Context, x: f32, width: f32) -> (Cell, Option<Pen>) {
        let answer = short_text(&question.answer);
        let owner = self.element(Role::P);
        let space = Span::new(" ", look::BODY);
        let mut label = vec![Span::new(&question.label, look::LABEL)];
        if let Some(hint) = &question.hint {
            label.extend([space, Span::new(hint, look::HINT)]);
        }
        if !answer.is_empty() || !context.open {
            let answer = Span::new(if answer.is_empty() { NOTHING } else { answer }, look::BODY);
            let at = if question.label_after { 0 } else { label.len() };
            label.insert(at, space);
            label.insert(at + usize::from(!question.label_after), answer);
            return (Cell::new(owner, x, self.setter.lines(&label, width, width)), None);
        }
        let room = width - SHORTEST_PEN;
        let lines = self.setter.lines(&label, room, room);
        let words = lines.last().map_or(0.0, |line| line.width);
        if question.label_after {
            let from = x + width - words;
            return (Cell::new(owner, from, lines), Some((x, from - BEFORE_PEN)));
        }
        (
            Cell::new(owner, x, lines),
            Some((x + words + BEFORE_PEN, x + width)),
        )
    }

    /// A row of short answers; where there are lines to write on, it is as high as handwriting.
    fn pen_row(&mut self, cells: &[Cell], pens: Vec<Pen>) {
        if !pens.is_empty() {
            self.gap = (self.gap + self.beyond_a_line() - look::QUESTION_GAP).max(0.0);
        }
        self.row(cells, Keep::Whole);
        if let Some(strip) = self.last() {
            let y = strip.height - 2.0;
            strip
                .marks
                .extend(pens.into_iter().map(|(from, to)| pen_line(from, to, y)));
        }
    }

    /// The gap above a line of text that makes it as high as handwriting.
    fn beyond_a_line(&self) -> f32 {
        let look = self.setter.look;
        (look.pen - look.leading(look.style(look::BODY))) / look.space(1.0)
    }

    /// The question above its running text.
    fn long(&mut self, question: &Question, paragraphs: &[String], lines: u8, context: Context) {
        let from = self.column.strips.len();
        self.paragraph(Role::P, &plain(&question.label, look::LABEL), Keep::Whole);
        self.hint(question, LEFT);
        self.glue(from, true);
        if paragraphs.is_empty() && context.open {
            self.pen_lines(usize::from(lines.max(1)));
        } else {
            self.gap = 3.0;
            self.running(&[], paragraphs);
        }
    }

    /// The remark that belongs to a choice: its label runs into the text.
    fn comment(&mut self, comment: &Comment, context: Context) {
        if !comment.paragraphs.is_empty() || !context.open {
            self.gap = 2.0;
            let label = [Span::new(&comment.label, look::ASIDE), Span::new(" ", look::BODY)];
            return self.running(&label, &comment.paragraphs);
        }
        let owner = self.element(Role::P);
        let lines = self
            .setter
            .lines(&plain(&comment.label, look::ASIDE), WIDTH, WIDTH);
        let from = LEFT + lines.last().map_or(0.0, |line| line.width) + BEFORE_PEN;
        self.gap = self.beyond_a_line();
        self.row(&[Cell::new(owner, LEFT, lines)], Keep::Whole);
        if let Some(strip) = self.last() {
            strip.marks.push(pen_line(from, RIGHT, strip.height - 2.0));
            strip.glued = comment.lines > 1;
        }
        self.pen_lines(usize::from(comment.lines.saturating_sub(1)));
    }

    /// Running text after what leads into it.
    fn running(&mut self, lead: &[Span], paragraphs: &[String]) {
        let mut texts: Vec<String> = paragraphs.iter().flat_map(|text| parts(text)).collect();
        if texts.is_empty() {
            texts.push(NOTHING.to_owned());
        }
        for (index, text) in texts.iter().enumerate() {
            let lead = if index == 0 { lead } else { &[] };
            let spans: Vec<Span> = lead
                .iter()
                .copied()
                .chain([Span::new(text, look::BODY)])
                .collect();
            self.paragraph(Role::P, &spans, Keep::Paragraph);
            self.gap = look::PARAGRAPH_GAP;
        }
        self.gap = 0.0;
    }

    /// Prompt words under a question.
    pub fn hint(&mut self, question: &Question, x: f32) {
        let Some(hint) = &question.hint else { return };
        self.glue_last();
        self.gap = 0.0;
        let owner = self.element(Role::P);
        let lines = self.setter.lines(&plain(hint, look::HINT), RIGHT - x, RIGHT - x);
        self.row(&[Cell::new(owner, x, lines)], Keep::Whole);
    }
}
