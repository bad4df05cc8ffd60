//! The forms that come with the application say what their sources say, and can be answered.

mod consents;
mod labels;
mod outlines;
mod released;
mod rules;
mod samples;

use forms::outline::{Answer, Outline, Question};
use forms::{Answers, Block, Form};

fn form(id: &str) -> Form {
    let all = crate::forms().map_err(|error| error.to_string()).unwrap();
    all.into_iter().find(|form| form.form_ref().id == id).unwrap()
}

/// Every problem as its field and code.
fn problems(form: &Form, answers: &Answers) -> String {
    let evaluation = form.evaluate(answers);
    let said = evaluation
        .problems()
        .iter()
        .map(|problem| format!("{} {}", problem.field, problem.code.as_str()));
    said.collect::<Vec<_>>().join(", ")
}

/// What a reader meets in an outline, from top to bottom, a line each; a tick is `[x]`, an answer stands
/// behind `»`.
fn lines(outline: &Outline) -> Vec<String> {
    let mut lines: Vec<String> = outline
        .number
        .iter()
        .cloned()
        .chain([outline.title.clone()])
        .collect();
    outline
        .header
        .iter()
        .for_each(|header| question(header, &mut lines));
    for section in &outline.sections {
        lines.extend(section.heading.clone());
        section.blocks.iter().for_each(|piece| block(piece, &mut lines));
        lines.extend(
            section
                .completed
                .iter()
                .map(|by| format!("({} {})", by.name, by.at.date_naive())),
        );
    }
    lines
}

fn block(block: &Block, lines: &mut Vec<String>) {
    match block {
        Block::Heading { text } | Block::Text { text, .. } => lines.push(text.clone()),
        Block::Question(one) => question(one, lines),
        Block::Line { questions } => questions.iter().for_each(|one| question(one, lines)),
        Block::Grid(grid) => {
            lines.extend(grid.options.clone());
            lines.extend(grid.rows.iter().map(
                |row| match row.chosen.and_then(|index| grid.options.get(index)) {
                    Some(option) => format!("{} » {option}", row.label),
                    None => row.label.clone(),
                },
            ));
        }
        Block::Table(table) => {
            lines.push(table.label.clone());
            lines.extend(table.hint.clone());
            lines.extend(table.columns.iter().map(|column| column.label.clone()));
            lines.extend(table.rows.iter().map(|row| format!("| {} |", row.join(" | "))));
        }
        Block::Signature(row) => lines.push(answered(&row.label, row.name.as_deref())),
    }
}

fn question(question: &Question, lines: &mut Vec<String>) {
    let label = &question.label;
    match &question.answer {
        Answer::Short { text } => lines.push(answered(label, text.as_deref())),
        Answer::Tick { ticked } => lines.push(format!("{label} {}", mark(*ticked))),
        Answer::Long { paragraphs, .. } => {
            lines.push(label.clone());
            lines.extend(question.hint.clone());
            return lines.extend(paragraphs.iter().map(|text| format!("» {text}")));
        }
        Answer::Options { options, comment } => {
            lines.push(label.clone());
            lines.extend(
                options
                    .iter()
                    .map(|option| format!("{} {}", option.label, mark(option.ticked))),
            );
            lines.extend(question.hint.clone());
            let Some(comment) = comment else { return };
            lines.push(comment.label.clone());
            return lines.extend(comment.paragraphs.iter().map(|text| format!("» {text}")));
        }
    }
    lines.extend(question.hint.clone());
}

fn answered(label: &str, answer: Option<&str>) -> String {
    answer.map_or_else(|| label.to_owned(), |answer| format!("{label} » {answer}"))
}

fn mark(ticked: bool) -> &'static str {
    if ticked { "[x]" } else { "[ ]" }
}
