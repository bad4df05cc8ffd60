//! One row of a list, read as a pupil and a case. What has no field, or cannot be read as what its column is, goes into the
//! note under its heading, so that nothing that was to come is lost.

use cases::{GuardianInput, IdentityNumber, Line, Problem, PupilId, PupilInput, SchoolForm, Sex, Told};
use chrono::NaiveDate;
use exchange::table::reading::{Row, day_of_serial};
use uuid::Uuid;

use super::columns::Column;
use crate::error::FieldProblem;
use crate::listed::{Column as _, Known, means, name};

/// What is so where a row says nothing.
#[derive(Clone)]
pub(super) struct Usual {
    pub title: String,
    pub school: String,
    pub school_form: SchoolForm,
}

/// A row as a pupil and a case.
pub(super) struct Entry {
    /// The row's number in the file.
    pub number: u32,
    pub pupil: PupilInput,
    pub title: String,
    pub opened: Option<NaiveDate>,
    pub closed: Option<NaiveDate>,
    /// What goes into the note.
    pub told: Vec<Told>,
    /// What of it could not be read as what its column is: the heading, and why.
    pub unread: Vec<(String, Problem)>,
    /// Why the row cannot be brought in.
    pub problems: Vec<Problem>,
    /// What is said of the pupil, cell by cell.
    pub about_pupil: Vec<(Column, Told)>,
}

impl Entry {
    pub fn read(row: &Row, columns: &[(Column, &str)], usual: &Usual, today: NaiveDate) -> Self {
        let cells = columns.iter().zip(&row.cells);
        let cells = cells.filter(|(_, cell)| !cell.is_empty());
        let cells: Vec<Cell<'_>> = cells
            .map(|((column, heading), text)| Cell {
                column: *column,
                heading,
                text,
            })
            .collect();
        let mut reading = Reading {
            cells,
            told: Vec::new(),
            unread: Vec::new(),
        };
        let guardians = [&GUARDIAN, &OTHER_GUARDIAN].map(|columns| reading.guardian(columns));
        let pupil = PupilInput {
            name: reading.name(),
            class: reading.line(Column::Class, "class").unwrap_or_default(),
            school: reading
                .line(Column::School, "school")
                .unwrap_or_else(|| usual.school.clone()),
            school_form: reading.school_form(usual).as_str().to_owned(),
            sex: reading.sex().as_str().to_owned(),
            identity_number: reading.text(Column::IdentityNumber).to_owned(),
            guardians: guardians.into_iter().filter(|one| !one.is_blank()).collect(),
            ..PupilInput::default()
        };
        let opened = reading.past_day(Column::Opened, today);
        let closed = reading.closed(opened, today);
        let title = reading.line(Column::Title, "title");
        reading.notes();
        Self {
            number: row.number,
            problems: problems(&pupil, today),
            pupil,
            title: title.unwrap_or_else(|| usual.title.clone()),
            opened,
            closed,
            about_pupil: reading.about_pupil(),
            told: reading.told,
            unread: reading.unread,
        }
    }

    /// By what the pupil is known: the name, and the number where it is one.
    pub fn known(&self, today: NaiveDate) -> Known {
        let number = IdentityNumber::parse("identity-number", &self.pupil.identity_number, today).ok();
        Known::new(&self.pupil.name, number)
    }
}

/// What is wrong in a row, in words that fit a row: nobody fills in a field there.
pub(super) fn said(problem: &Problem) -> FieldProblem {
    let mut said = FieldProblem::from(problem.clone());
    if problem.code == cases::Code::Missing {
        let code = match problem.field.as_str() {
            "name" => "name-missing",
            _ => "guardian-name-missing",
        };
        code.clone_into(&mut said.code);
    }
    said
}

/// What keeps a row from being brought in: all else has been put aside by now.
fn problems(pupil: &PupilInput, today: NaiveDate) -> Vec<Problem> {
    pupil
        .parse(PupilId::from(Uuid::nil()), today)
        .err()
        .unwrap_or_default()
}

/// A cell that holds something.
#[derive(Clone, Copy)]
struct Cell<'a> {
    column: Column,
    heading: &'a str,
    text: &'a str,
}

impl Cell<'_> {
    fn told(&self) -> Told {
        Told::new(self.heading, self.text)
    }
}

/// The columns of a guardian, by the fields that a guardian has.
type GuardianColumns = [(Column, &'static str); 4];

const GUARDIAN: GuardianColumns = [
    (Column::Guardian, "name"),
    (Column::GuardianPhone, "phone"),
    (Column::GuardianEmail, "email"),
    (Column::GuardianAddress, "address"),
];
const OTHER_GUARDIAN: GuardianColumns = [
    (Column::OtherGuardian, "name"),
    (Column::OtherGuardianPhone, "phone"),
    (Column::OtherGuardianEmail, "email"),
    (Column::OtherGuardianAddress, "address"),
];

struct Reading<'a> {
    cells: Vec<Cell<'a>>,
    told: Vec<Told>,
    unread: Vec<(String, Problem)>,
}

impl<'a> Reading<'a> {
    fn cell(&self, column: Column) -> Option<Cell<'a>> {
        self.cells.iter().copied().find(|cell| cell.column == column)
    }

    fn text(&self, column: Column) -> &'a str {
        self.cell(column).map_or("", |cell| cell.text)
    }

    /// Puts a cell into the note, because it cannot be read as what its column is.
    fn put_aside(&mut self, cell: Cell<'_>, why: Problem) {
        self.told.push(cell.told());
        self.unread.push((cell.heading.to_owned(), why));
    }

    /// What a cell is, or nothing and the cell is put aside.
    fn kept<T>(&mut self, column: Column, read: impl FnOnce(&str) -> Result<T, Problem>) -> Option<T> {
        let cell = self.cell(column)?;
        match read(cell.text) {
            Ok(value) => Some(value),
            Err(why) => {
                self.put_aside(cell, why);
                None
            }
        }
    }

    fn line(&mut self, column: Column, field: &str) -> Option<String> {
        self.kept(column, |text| Line::parse(field, text))
            .map(|line| line.to_string())
    }

    fn name(&self) -> String {
        let parts = [Column::FirstName, Column::LastName].map(|part| self.text(part));
        name(self.text(Column::Name), parts)
    }

    fn school_form(&mut self, usual: &Usual) -> SchoolForm {
        let read = |text: &str| {
            let mut all = SchoolForm::ALL.iter().copied();
            all.find(|form| means(form.as_str(), text))
                .ok_or_else(|| Problem::new("school-form", cases::Code::UnknownChoice))
        };
        self.kept(Column::SchoolForm, read).unwrap_or(usual.school_form)
    }

    fn sex(&mut self) -> Sex {
        let read = |text: &str| {
            let mut all = Sex::ALL.iter().copied();
            all.find(|sex| means(sex.as_str(), text))
                .ok_or_else(|| Problem::new("sex", cases::Code::UnknownChoice))
        };
        self.kept(Column::Sex, read).unwrap_or(Sex::Unknown)
    }

    fn past_day(&mut self, column: Column, today: NaiveDate) -> Option<NaiveDate> {
        self.kept(column, |text| match day(text, today) {
            None => Err(Problem::new(column.as_str(), cases::Code::NotADay)),
            Some(day) if day > today => Err(Problem::new(column.as_str(), cases::Code::FutureDay)),
            Some(day) => Ok(day),
        })
    }

    /// The day the case was closed. Where the list does not say when it was opened, it was that day at the latest.
    fn closed(&mut self, opened: Option<NaiveDate>, today: NaiveDate) -> Option<NaiveDate> {
        let closed = self.past_day(Column::Closed, today)?;
        match (opened, self.cell(Column::Closed)) {
            (Some(opened), Some(cell)) if closed < opened => {
                let why = Problem::new("closed", cases::Code::ClosedBeforeOpened).with("opened", opened);
                self.put_aside(cell, why);
                None
            }
            _ => Some(closed),
        }
    }

    /// A guardian with what can be read of one. Without a name there is nobody to keep the rest for.
    fn guardian(&mut self, columns: &GuardianColumns) -> GuardianInput {
        let mut read = columns.map(|(column, _)| self.text(column).to_owned());
        let input = |[name, phone, email, address]: [String; 4]| GuardianInput {
            name,
            phone,
            email,
            address,
        };
        let typed = input(read.clone());
        if typed.is_blank() {
            return typed;
        }
        let problems = typed.parse("guardian").err().unwrap_or_default();
        let nameless = problems.iter().find(|problem| problem.field.ends_with(".name"));
        for ((column, field), text) in columns.iter().zip(&mut read) {
            let own = problems
                .iter()
                .find(|problem| problem.field.ends_with(&format!(".{field}")));
            if let (Some(why), Some(cell)) = (own.or(nameless), self.cell(*column)) {
                self.put_aside(cell, why.clone());
                text.clear();
            }
        }
        input(read)
    }

    /// What is a note by its column. A name in two parts beside a whole one is told too.
    fn notes(&mut self) {
        let doubled = !self.text(Column::Name).is_empty();
        let is_note = |column: Column| match column {
            Column::Note => true,
            Column::FirstName | Column::LastName => doubled,
            _ => false,
        };
        let notes = self.cells.iter().filter(|cell| is_note(cell.column));
        let notes: Vec<Told> = notes.map(Cell::told).collect();
        self.told.extend(notes);
    }

    fn about_pupil(&self) -> Vec<(Column, Told)> {
        let about = self
            .cells
            .iter()
            .filter(|cell| (Column::Name..=Column::OtherGuardianAddress).contains(&cell.column));
        about.map(|cell| (cell.column, cell.told())).collect()
    }
}

/// A day as lists write it: with its year, as a workbook counts, or with a time of day behind it that is midnight.
fn day(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let bare = text
        .split_once(['T', ' '])
        .filter(|(_, time)| time.contains(':') && time.chars().all(|c| matches!(c, '0' | ':' | '.')));
    let text = bare.map_or(text, |(day, _)| day);
    let read = |today| forms::typed::date(text, today);
    // A day without a year is another one for somebody who reads it another year.
    let other = today.checked_sub_months(chrono::Months::new(36))?;
    read(today)
        .filter(|day| read(other) == Some(*day))
        .or_else(|| day_of_serial(text))
}

#[cfg(test)]
mod tests;
