//! What applies and what is wrong, given the answers so far.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Months, NaiveDate};

use crate::answers::Answers;
use crate::form::{Field, Form, Kind, Within};
use crate::problem::{Fault, Problem, ProblemCode as Code};
use crate::read_table::missing_cells;
use crate::value::Value;

/// The judgement of a set of answers.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Evaluation {
    applies: BTreeSet<String>,
    values: BTreeMap<String, Value>,
    problems: Vec<Problem>,
}

impl Evaluation {
    /// Whether a field applies.
    pub fn applies(&self, field: &str) -> bool {
        self.applies.contains(field)
    }

    /// The fields that apply.
    pub fn applying(&self) -> impl Iterator<Item = &str> {
        self.applies.iter().map(String::as_str)
    }

    /// The understood answer to a field that applies.
    pub fn value(&self, field: &str) -> Option<&Value> {
        self.values.get(field)
    }

    /// Everything that is wrong, in the form's order, unknown fields last.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// What is wrong in one section.
    pub fn problems_in(&self, section: &str) -> Vec<Problem> {
        self.problems
            .iter()
            .filter(|problem| problem.section == section)
            .cloned()
            .collect()
    }
}

impl Form {
    /// Judges answers to the whole form. A required answer is asked for in every section, also one
    /// whose time has not come: callers look at the section at hand with [`Evaluation::problems_in`].
    pub fn evaluate(&self, answers: &Answers) -> Evaluation {
        let mut evaluation = Evaluation::default();
        // Spans come after all values: a reason may stand further down than the date it excuses.
        let faults: Vec<_> = self
            .fields()
            .map(|(_, field)| evaluation.judge(field, answers))
            .collect();
        for ((section, field), faults) in self.fields().zip(faults) {
            let outside = field
                .within()
                .and_then(|within| evaluation.outside_span(field, within));
            let problems = faults
                .into_iter()
                .chain(outside)
                .map(|fault| fault.in_field(section.id(), field.id()));
            evaluation.problems.extend(problems);
        }
        let unknown = answers.iter().filter(|(id, _)| self.field(id).is_none());
        evaluation
            .problems
            .extend(unknown.map(|(id, _)| Fault::new(Code::UnknownField).in_field("", id)));
        evaluation
    }
}

impl Evaluation {
    /// Notes whether the field applies and what its answer is; gives back what is wrong with it.
    fn judge(&mut self, field: &Field, answers: &Answers) -> Vec<Fault> {
        let shown = field.show_if().is_none_or(|condition| {
            let marks = self
                .values
                .get(&condition.field)
                .map(Value::marks)
                .unwrap_or_default();
            condition.is.iter().any(|wanted| marks.contains(&wanted.as_str()))
        });
        if !shown {
            return Vec::new();
        }
        self.applies.insert(field.id().to_owned());
        let value = match answers
            .get(field.id())
            .map_or(Ok(None), |json| Value::read(field.kind(), json))
        {
            Err(faults) => return faults,
            Ok(value) => value,
        };
        let faults = missing(field, value.as_ref());
        self.values
            .extend(value.map(|value| (field.id().to_owned(), value)));
        faults
    }

    /// A reason excuses a date that lies too early or too late, but none that lies before the span's start.
    fn outside_span(&self, field: &Field, within: &Within) -> Option<Fault> {
        let (Value::Date(start), Value::Date(date)) = (self.value(&within.after)?, self.value(field.id())?)
        else {
            return None;
        };
        let first = start
            .checked_add_months(Months::new(within.from_months))
            .unwrap_or(NaiveDate::MAX);
        let last = start
            .checked_add_months(Months::new(within.to_months))
            .unwrap_or(NaiveDate::MAX);
        let excused = date >= start && self.values.contains_key(&within.or_reason);
        let inside = (first..=last).contains(date);
        (!inside && !excused).then(|| Fault::new(Code::OutsideSpan).with("from", first).with("to", last))
    }
}

fn missing(field: &Field, value: Option<&Value>) -> Vec<Fault> {
    if let Kind::Table { columns, least, .. } = field.kind() {
        let rows = match value {
            Some(Value::Table(rows)) => rows.as_slice(),
            _ => &[],
        };
        let too_few =
            (rows.len() < usize::from(*least)).then(|| Fault::new(Code::TooFewRows).with("least", least));
        return too_few.into_iter().chain(missing_cells(rows, columns)).collect();
    }
    let complete = value.is_some_and(Value::is_complete);
    if field.required() && !complete {
        vec![Fault::new(Code::Required)]
    } else {
        Vec::new()
    }
}
