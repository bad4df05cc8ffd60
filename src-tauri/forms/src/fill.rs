//! From a form and its answers to the outline that screen and paper share.

use std::collections::BTreeMap;

use crate::answer::{answer, cells};
use crate::answers::Answers;
use crate::drawing::Drawing;
use crate::evaluate::Evaluation;
use crate::form::{Author, Choice, Column, Field, Form, Item, Kind, Place, Section};
use crate::outline::{
    Block, Completion, Grid, GridRow, Manner, Outline, OutlineSection, Question, SignatureRow, Table,
    TableColumn, TextStyle,
};
use crate::section::SealedSection;
use crate::shown::shown;
use crate::value::Value;

/// How far a document has come.
#[derive(Debug, Clone, Copy, Default)]
pub struct Filling<'a> {
    /// Answers to sections that are not completed; `None` where there are none.
    pub draft: Option<&'a Answers>,
    /// The completed sections.
    pub sealed: &'a [SealedSection],
    /// How each signature row is to be signed, by field id.
    pub manners: Option<&'a BTreeMap<String, Manner>>,
    /// What has been drawn on the screen, by field id.
    pub drawings: Option<&'a BTreeMap<String, Drawing>>,
}

impl Form {
    /// The outline of the empty form, for pen.
    pub fn blank(&self) -> Outline {
        self.outline(&Filling::default())
    }

    /// The outline of the form as far as it is filled in. A section in which nothing has been answered
    /// is shown empty; in the others, questions that do not apply are left out, and so is the room for a
    /// reason that nobody had to give.
    pub fn outline(&self, filling: &Filling<'_>) -> Outline {
        let drafted = filling.draft.into_iter().flat_map(|draft| draft.clone());
        let sealed = filling
            .sealed
            .iter()
            .flat_map(|section| section.answers().clone());
        let evaluation = self.evaluate(&drafted.chain(sealed).collect());
        let view = View {
            filling,
            evaluation: &evaluation,
        };
        let header = self.fields().filter(|(_, field)| field.place() == Place::Header);
        Outline {
            form: self.form_ref().clone(),
            hash: self.hash(),
            number: self.number().map(str::to_owned),
            title: self.title().to_owned(),
            source: self.source().document.clone(),
            one_page: self.one_page(),
            header: header
                .map(|(section, field)| view.question(section, field))
                .collect(),
            sections: self
                .sections()
                .iter()
                .map(|section| view.section(section))
                .collect(),
        }
    }
}

struct View<'a> {
    filling: &'a Filling<'a>,
    evaluation: &'a Evaluation,
}

impl View<'_> {
    fn section(&self, section: &Section) -> OutlineSection {
        let sealed = self
            .filling
            .sealed
            .iter()
            .find(|sealed| sealed.section() == section.id());
        let mut blocks = Vec::new();
        for item in section.items() {
            self.item(section, item, &mut blocks);
        }
        OutlineSection {
            id: section.id().to_owned(),
            heading: section.heading().map(str::to_owned),
            author: Some(section.author()),
            blocks,
            completed: sealed.map(|sealed| Completion {
                name: sealed.by().name.clone(),
                role: sealed.by().role,
                typed_by: sealed.by().typed_by.clone(),
                at: sealed.completed_at(),
            }),
        }
    }

    /// Whether anything in the section has been answered; if not, it is shown empty and whole.
    fn is_filled(&self, section: &Section) -> bool {
        self.filling
            .sealed
            .iter()
            .any(|sealed| sealed.section() == section.id())
            || section.fields().any(|field| {
                self.filling
                    .draft
                    .is_some_and(|draft| draft.get(field.id()).is_some())
            })
    }

    fn item(&self, section: &Section, item: &Item, blocks: &mut Vec<Block>) {
        let field = match item {
            Item::Heading(text) => return blocks.push(Block::Heading { text: text.clone() }),
            Item::Body(text) => return blocks.push(words(TextStyle::Body, text)),
            Item::Clause(text) => return blocks.push(words(TextStyle::Clause, text)),
            Item::Notice(text) => return blocks.push(words(TextStyle::Notice, text)),
            Item::Field(field) => field,
        };
        let needless = !self.evaluation.applies(field.id()) || self.is_needless_reason(section, field);
        let hidden = needless && self.is_filled(section);
        if hidden || field.place() == Place::Header {
            return;
        }
        match field.kind() {
            Kind::Choice { options, grid: true } => {
                add_to_grid(blocks, options, self.grid_row(field, options))
            }
            Kind::Table { columns, blank, .. } => {
                blocks.push(Block::Table(self.table(section, field, columns, *blank)))
            }
            Kind::Signature { author } => {
                blocks.push(Block::Signature(self.signature(section, field, *author)))
            }
            _ if field.place() == Place::SameLine => add_to_line(blocks, self.question(section, field)),
            _ => blocks.push(Block::Question(self.question(section, field))),
        }
    }

    /// Whether the field is there for a reason that nobody had to give: every date it could excuse is in order.
    fn is_needless_reason(&self, section: &Section, field: &Field) -> bool {
        let is_excuse = |other: &Field| {
            other
                .within()
                .is_some_and(|within| within.or_reason == field.id())
        };
        let is_late = |id: &str| {
            self.evaluation
                .problems()
                .iter()
                .any(|problem| problem.field == id)
        };
        let mut dates = section.fields().filter(|other| is_excuse(other)).peekable();
        dates.peek().is_some()
            && dates.all(|date| self.evaluation.value(date.id()).is_some() && !is_late(date.id()))
            && self.value(section, field).is_none()
    }

    fn question(&self, section: &Section, field: &Field) -> Question {
        Question {
            field: field.id().to_owned(),
            label: field.label().to_owned(),
            label_after: field.place() == Place::LabelAfter,
            hint: field.hint().map(str::to_owned),
            answer: answer(field.kind(), self.value(section, field).as_ref()),
        }
    }

    /// The answer; in a draft also one that is not valid, so that a preview shows every word.
    fn value(&self, section: &Section, field: &Field) -> Option<Value> {
        let understood = self.evaluation.value(field.id());
        let in_draft = !self
            .filling
            .sealed
            .iter()
            .any(|sealed| sealed.section() == section.id());
        let typed = || self.filling.draft.filter(|_| in_draft)?.get(field.id());
        understood.cloned().or_else(|| shown(field.kind(), typed()?))
    }

    fn grid_row(&self, field: &Field, options: &[Choice]) -> GridRow {
        let chosen = self
            .evaluation
            .value(field.id())
            .map(Value::marks)
            .unwrap_or_default();
        GridRow {
            field: field.id().to_owned(),
            label: field.label().to_owned(),
            chosen: options
                .iter()
                .position(|option| chosen.contains(&option.id.as_str())),
        }
    }

    fn table(&self, section: &Section, field: &Field, columns: &[Column], blank: u8) -> Table {
        let rows = match self.value(section, field) {
            Some(Value::Table(rows)) => rows.iter().map(|row| cells(row, columns)).collect(),
            _ => vec![vec![String::new(); columns.len()]; usize::from(blank)],
        };
        Table {
            field: field.id().to_owned(),
            label: field.label().to_owned(),
            hint: field.hint().map(str::to_owned),
            columns: columns
                .iter()
                .map(|column| TableColumn {
                    label: column.label.clone(),
                    weight: column.weight,
                })
                .collect(),
            rows,
        }
    }

    fn signature(&self, section: &Section, field: &Field, author: Author) -> SignatureRow {
        let name = match self.value(section, field) {
            Some(Value::Signature(name)) => Some(name),
            _ => None,
        };
        let manner = self
            .filling
            .manners
            .and_then(|manners| manners.get(field.id()).copied());
        SignatureRow {
            field: field.id().to_owned(),
            label: field.label().to_owned(),
            author,
            name,
            manner,
            drawing: self
                .filling
                .drawings
                .and_then(|drawings| drawings.get(field.id()).cloned()),
        }
    }
}

fn words(style: TextStyle, text: &str) -> Block {
    Block::Text {
        style,
        text: text.to_owned(),
    }
}

fn add_to_grid(blocks: &mut Vec<Block>, options: &[Choice], row: GridRow) {
    let labels: Vec<String> = options.iter().map(|option| option.label.clone()).collect();
    match blocks.last_mut() {
        Some(Block::Grid(grid)) if grid.options == labels => grid.rows.push(row),
        _ => blocks.push(Block::Grid(Grid {
            options: labels,
            rows: vec![row],
        })),
    }
}

fn add_to_line(blocks: &mut Vec<Block>, question: Question) {
    match blocks.pop() {
        Some(Block::Line { mut questions }) => {
            questions.push(question);
            blocks.push(Block::Line { questions });
        }
        Some(Block::Question(first)) => blocks.push(Block::Line {
            questions: vec![first, question],
        }),
        before => {
            blocks.extend(before);
            blocks.push(Block::Question(question));
        }
    }
}
