//! The top of the first page: school, marking, title, where the wording comes from, and the short facts.

use forms::outline::{Answer, Outline, Question};
use texts::swedish;

use crate::Provenance;
use crate::display::{Ink, Role};
use crate::layout::builder::{Builder, Cell, Keep, pen_line, plain};
use crate::layout::flow::{LEFT, RIGHT, WIDTH};
use crate::layout::look;
use crate::layout::setter::Line;

/// Between the columns of facts.
const GUTTER: f32 = 18.0;

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
        if !outline.header.is_empty() {
            self.facts(
                &outline.header,
                outline.sections.iter().any(|section| section.completed.is_some()),
            );
        }
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

    /// Short facts in columns: a small label with its value below.
    fn facts(&mut self, facts: &[Question], completed: bool) {
        self.gap = 14.0;
        // Four stand better side by side than three and one.
        let columns = if facts.len() == 4 {
            4
        } else {
            facts.len().clamp(1, 3)
        };
        let width = (WIDTH - GUTTER * (columns - 1) as f32) / columns as f32;
        for row in facts.chunks(columns) {
            let mut cells = Vec::new();
            let mut pens = Vec::new();
            for (index, fact) in row.iter().enumerate() {
                let x = LEFT + index as f32 * (width + GUTTER);
                let value = value_of(&fact.answer);
                if value.is_empty() && !completed {
                    pens.push(pen_line(x, x + width, look::PEN - 6.0));
                }
                cells.push(self.fact(fact, &value, x, width));
            }
            self.row(&cells, Keep::Whole);
            self.glue_last();
            if !pens.is_empty() {
                let height = look::PEN - 6.0 - look::leading(look::BODY);
                let marks = pens.into_iter().map(|mark| crate::display::Mark {
                    shape: mark.shape.lowered(-look::leading(look::BODY)),
                    ..mark
                });
                let marks = marks.collect();
                self.strip(crate::layout::flow::Strip {
                    height,
                    glued: true,
                    marks,
                    ..Default::default()
                });
            }
            self.gap = 7.0;
        }
    }

    fn fact(&mut self, fact: &Question, value: &str, x: f32, width: f32) -> Cell {
        self.setter.place.clone_from(&fact.label);
        let owner = self.element(Role::P);
        let mut lines = self
            .setter
            .lines(&plain(&fact.label, look::FACT_LABEL), width, width);
        // A space keeps the line, so that pen and print are equally high.
        let value = if value.is_empty() { " " } else { value };
        lines.extend(self.setter.lines(&plain(value, look::BODY), width, width));
        Cell::new(owner, x, lines)
    }

    /// Ties the strip last added to what comes next.
    pub fn glue_last(&mut self) {
        if let Some(strip) = self.last() {
            strip.glued = true;
        }
    }
}

/// A short answer in words.
pub fn value_of(answer: &Answer) -> String {
    match answer {
        Answer::Short { text } => text.clone().unwrap_or_default(),
        Answer::Long { paragraphs, .. } => paragraphs.join(" "),
        Answer::Options { options, .. } => {
            let ticked = options.iter().filter(|option| option.ticked);
            ticked
                .map(|option| option.label.as_str())
                .collect::<Vec<_>>()
                .join(", ")
        }
        Answer::Tick { ticked } => if *ticked { "Ja" } else { "" }.to_owned(),
    }
}
