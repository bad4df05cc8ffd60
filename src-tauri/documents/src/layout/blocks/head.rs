//! The top of the first page: school, marking, title, where the wording comes from, and the short facts.

use forms::outline::{Answer, Outline, Question};
use texts::swedish;

use super::section::Context;
use crate::Provenance;
use crate::display::{Ink, Role};
use crate::layout::breaking::Line;
use crate::layout::builder::{Builder, Cell, Keep, pen_line, plain};
use crate::layout::flow::{LEFT, RIGHT, Strip, WIDTH};
use crate::layout::look;

/// Between the columns of facts.
const GUTTER: f32 = 18.0;
/// A fact is written by hand under its label, which keeps the line above it away already.
const CLOSER: f32 = 5.0;

impl Builder {
    /// Everything above the form's own wording.
    pub fn head(&mut self, outline: &Outline, provenance: &Provenance) {
        self.letterhead(provenance);
        self.gap = 16.0;
        self.setter.place.clone_from(&outline.title);
        if let Some(number) = &outline.number {
            self.paragraph(Role::P, &plain(number, look::NUMBER), Keep::Whole);
            self.glue_last();
            self.gap = 1.0;
        }
        let from = self.column.strips.len();
        let owner = self.element(Role::Heading(1));
        let lines = self.setter.balanced(&plain(&outline.title, look::TITLE), WIDTH);
        self.row(&[Cell::new(owner, LEFT, lines)], Keep::Whole);
        if let Some(strip) = self.column.strips.get_mut(from) {
            strip.bookmark = Some((outline.title.clone(), 1));
        }
        self.glue_last();
        self.gap = 4.0;
        let source = swedish()
            .say("document-source", &[("source", outline.source.as_str().into())])
            .into_owned();
        self.paragraph(Role::P, &plain(&source, look::SMALL), Keep::Whole);
        self.glue_last();
        let open = outline.sections.iter().all(|section| section.completed.is_none());
        self.facts(&outline.header, Context { open, level: 2 });
    }

    /// School to the left; secrecy and diary number to the right.
    fn letterhead(&mut self, provenance: &Provenance) {
        self.setter.place.clone_from(&provenance.school);
        let half = WIDTH / 2.0 - GUTTER;
        let school = self
            .setter
            .lines(&plain(&provenance.school, look::SCHOOL), half, half);
        let owner = self.element(Role::P);
        let mut cells = vec![Cell::new(owner, LEFT, school)];
        let number = provenance.diarienummer.as_ref();
        let number =
            number.map(|number| swedish().say("document-diarienummer", &[("number", number.into())]));
        let facts = [
            (provenance.secrecy.clone(), look::SMALL_STRONG),
            (number.map(|number| number.into_owned()), look::SMALL),
        ];
        let mut above = 0;
        for (text, style) in facts {
            let Some(text) = text else { continue };
            let owner = self.element(Role::P);
            for line in self.setter.lines(&plain(&text, style), half, half) {
                let x = RIGHT - line.width;
                let mut lines = vec![Line::default(); above];
                lines.push(line);
                cells.push(Cell::new(owner, x, lines));
                above += 1;
            }
        }
        self.row(&cells, Keep::Whole);
        self.glue_last();
        self.gap = 7.0;
        self.hairline(Ink::Accent);
    }

    /// Short facts in columns, a small label with its value below; what is to be ticked stands after them.
    fn facts(&mut self, facts: &[Question], context: Context) {
        let (short, others): (Vec<_>, Vec<_>) = facts
            .iter()
            .partition(|fact| matches!(fact.answer, Answer::Short { .. }));
        // Four stand better side by side than three and one.
        let columns = if short.len() == 4 {
            4
        } else {
            short.len().clamp(1, 3)
        };
        let width = (WIDTH - GUTTER * (columns - 1) as f32) / columns as f32;
        self.gap = 14.0;
        for row in short.chunks(columns) {
            let places = row.iter().enumerate().map(|(index, fact)| {
                let x = LEFT + index as f32 * (width + GUTTER);
                (*fact, x)
            });
            self.row_of_facts(places, width, context);
            self.gap = 7.0;
        }
        for fact in others {
            self.question(fact, context);
        }
    }

    fn row_of_facts<'a>(
        &mut self,
        facts: impl Iterator<Item = (&'a Question, f32)>,
        width: f32,
        context: Context,
    ) {
        let (mut cells, mut pens) = (Vec::new(), Vec::new());
        let room = self.setter.look.pen - CLOSER;
        for (fact, x) in facts {
            self.setter.place.clone_from(&fact.field);
            let owner = self.element(Role::P);
            let mut lines = self
                .setter
                .lines(&plain(&fact.label, look::FACT_LABEL), width, width);
            let value = short_text(&fact.answer);
            if value.is_empty() && context.open {
                pens.push(pen_line(x, x + width, room));
            }
            lines.extend(self.setter.lines(&plain(value, look::BODY), width, width));
            cells.push(Cell::new(owner, x, lines));
        }
        self.row(&cells, Keep::Whole);
        self.glue_last();
        if !pens.is_empty() {
            self.strip(Strip {
                height: room,
                glued: true,
                marks: pens,
                ..Strip::default()
            });
        }
    }

    /// Ties the strip last added to what comes next.
    pub fn glue_last(&mut self) {
        if let Some(strip) = self.last() {
            strip.glued = true;
        }
    }
}

/// A short answer; nothing where there is none.
pub fn short_text(answer: &Answer) -> &str {
    match answer {
        Answer::Short { text: Some(text) } => text,
        _ => "",
    }
}
