//! How much pupils were absent: a list that the attendance register gave out, read by whoever has the register
//! (administratör) and sent on, to each mentor what concerns the mentor, and to those who follow a school a summary that
//! tells of no pupil. The list lies in memory alone, beside the open vault, and is never copied into it.

mod columns;
mod kept;
mod reading;
mod sending;
mod view;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use cases::{Figures, Line, PupilAbsence, fold};
use chrono::{Datelike, NaiveDate};
use exchange::table;
use exchange::table::reading::Sheet;

use self::columns::Column;
use self::reading::{Entry, Unit};
use crate::desk::{Desk, Office, at};
use crate::error::{CommandError, FieldProblem};
use crate::handover;
use crate::listed::{Known, Listed};
use crate::outside::FileKind;
use crate::people::not_found;
use crate::typing::Typed;
use crate::wire::figures::{MapRegisterInput, RegisterGroup, RegisterRow, RegisterView};

pub(crate) use self::kept::{end_over, received_summary};
pub use self::kept::{figures, remove_figures};
pub(crate) use self::sending::summed_up;
pub use self::sending::{send_figures, sum_up};
pub(crate) use self::view::percent;

/// A register's list that waits to be sent.
pub(crate) struct Register {
    listed: Listed<Column>,
    unit: Unit,
    /// The first day and the last; nothing before a person has said.
    period: Option<(NaiveDate, NaiveDate)>,
}

/// What was read of a list.
struct ReadRows {
    /// The pupils, each with its mentor.
    pupils: Vec<(PupilAbsence, Option<Line>)>,
    protected: Vec<u32>,
    wrong: Vec<RegisterRow>,
}

impl Register {
    fn new(office: &Office<'_>, sheets: Vec<Sheet>) -> Result<Self, CommandError> {
        let mut register = Self {
            listed: Listed::new(office, sheets)?,
            unit: Unit::Percent,
            period: None,
        };
        register.propose()?;
        Ok(register)
    }

    fn propose(&mut self) -> Result<(), CommandError> {
        self.unit = Unit::proposed(&self.listed.columns()?, &self.listed.sheet()?.rows);
        Ok(())
    }

    /// The numbers of the rows of those who have protected identity, here or in the list.
    fn protected(&self, office: &Office<'_>) -> Result<BTreeSet<u32>, CommandError> {
        let columns = self.listed.columns()?;
        let (rows, today) = (self.listed.sheet()?.rows.iter(), office.outside.today());
        let who: Vec<Known> = rows.map(|row| reading::known(row, &columns, today)).collect();
        self.listed.protected(office, &who)
    }

    /// The rows, without those who have protected identity here or in the list.
    fn rows(&self, office: &Office<'_>) -> Result<ReadRows, CommandError> {
        let columns = self.listed.columns()?;
        let protected = self.protected(office)?;
        let mut read = ReadRows {
            pupils: Vec::new(),
            protected: Vec::new(),
            wrong: Vec::new(),
        };
        for row in &self.listed.sheet()?.rows {
            if protected.contains(&row.number) {
                read.protected.push(row.number);
                continue;
            }
            match Entry::read(row, &columns, self.unit) {
                Entry::Pupil(pupil, mentor) => read.pupils.push((pupil, mentor)),
                Entry::Wrong(problems) => read.wrong.push(RegisterRow {
                    row: row.number,
                    problems: problems.into_iter().map(said).collect(),
                }),
            }
        }
        Ok(read)
    }

    /// Whether the pupils are parted by mentor, which is so where the list says who that is; else they are by class.
    fn is_by_mentor(&self) -> Result<bool, CommandError> {
        let columns = self.listed.columns()?;
        Ok(columns.iter().any(|(column, _)| *column == Column::Mentor))
    }

    /// The pupils by mentor or class, in the order of the list; `""` for those that have none.
    fn groups(&self, office: &Office<'_>) -> Result<Vec<(String, Vec<PupilAbsence>)>, CommandError> {
        let by_mentor = self.is_by_mentor()?;
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        let mut groups: Vec<(String, Vec<PupilAbsence>)> = Vec::new();
        for (pupil, mentor) in self.rows(office)?.pupils {
            let name = if by_mentor { mentor } else { pupil.class.clone() };
            let name = name.map(|name| name.to_string()).unwrap_or_default();
            let place = *places.entry(name.clone()).or_insert(groups.len());
            match groups.get_mut(place) {
                Some((_, pupils)) => pupils.push(pupil),
                None => groups.push((name, vec![pupil])),
            }
        }
        Ok(groups)
    }

    fn figures(&self, pupils: Vec<PupilAbsence>) -> Result<Figures, CommandError> {
        let (from, to) = self.period.ok_or_else(not_found)?;
        Ok(Figures { from, to, pupils })
    }
}

/// What is wrong in a row, in words that fit a row: nobody fills in a field there.
fn said(problem: cases::Problem) -> FieldProblem {
    let mut said = FieldProblem::from(problem);
    if said.code == cases::Code::Missing.as_str() {
        said.code = match said.field.as_str() {
            "name" => "name-missing",
            _ => "absence-missing",
        }
        .to_owned();
    }
    said
}

/// Reads the list that the user chooses; nothing if they changed their mind.
pub fn choose_register(desk: &Mutex<Desk>) -> Result<Option<RegisterView>, CommandError> {
    let outside = {
        let desk = at(desk);
        desk.office()?;
        Arc::clone(&desk.outside)
    };
    let Some(bytes) = outside.choose_file(FileKind::CaseList)? else {
        return Ok(None);
    };
    let sheets = table::reading::read(&bytes)?;
    let mut desk = at(desk);
    let (office, register) = desk.register()?;
    let read = Register::new(&office, sheets)?;
    shown(&office, register.insert(read)).map(Some)
}

/// The list that waits, if one does.
pub fn register(desk: &mut Desk) -> Result<Option<RegisterView>, CommandError> {
    let (office, register) = desk.register()?;
    register.as_ref().map(|one| shown(&office, one)).transpose()
}

/// Says what the columns are, in what is counted and for which period. Another sheet is proposed anew, of the same period.
///
/// # Errors
/// Every field that is wrong; the list stays as it was.
pub fn map_register(desk: &mut Desk, input: MapRegisterInput) -> Result<RegisterView, CommandError> {
    let (office, register) = desk.register()?;
    let register = register.as_mut().ok_or_else(not_found)?;
    if register.listed.turn(&office, input.sheet)? {
        register.propose()?;
        // What was typed stays; whether it is right is asked when the columns are said to be.
        let view = shown(&office, register)?;
        return Ok(RegisterView {
            from: input.from,
            to: input.to,
            ..view
        });
    }
    let columns = register.listed.chosen(&input.columns)?;
    let today = office.outside.today();
    let mut typed = Typed::today(today);
    let unit = typed.choice(Unit::parse("unit", &input.unit));
    if unit == Some(Unit::Time) && !columns.contains(&Column::Planned) {
        typed.wrong("unit", cases::Code::Missing);
    }
    let from = typed.past_day("from", &input.from);
    let to = match from.filter(|from| *from <= today) {
        Some(from) => typed.day_within("to", &input.to, from..=today),
        None => typed.past_day("to", &input.to),
    };
    typed.end()?;
    let (Some(unit), Some(from), Some(to)) = (unit, from, to) else {
        return Err(not_found());
    };
    register.listed.map(&office, columns)?;
    register.unit = unit;
    register.period = Some((from, to));
    shown(&office, register)
}

/// Forgets the list that waits.
pub fn leave_register(desk: &mut Desk) -> Result<(), CommandError> {
    *desk.register()?.1 = None;
    Ok(())
}

fn shown(office: &Office<'_>, register: &Register) -> Result<RegisterView, CommandError> {
    let listed = &register.listed;
    let protected = register.protected(office)?;
    let read = match listed.is_mapped() {
        true => Some((register.rows(office)?, register.groups(office)?)),
        false => None,
    };
    let contacts = handover::recipients(office)?;
    let group = |(name, pupils): &(String, Vec<PupilAbsence>)| RegisterGroup {
        contact: contacts
            .iter()
            .find(|one| fold(&one.name) == fold(name))
            .map(|one| one.id.clone())
            .unwrap_or_default(),
        name: name.clone(),
        pupils: pupils.len() as u32,
    };
    let day = |pick: fn((NaiveDate, NaiveDate)) -> NaiveDate| {
        register
            .period
            .map(|period| pick(period).to_string())
            .unwrap_or_default()
    };
    Ok(RegisterView {
        listed: listed.view(|row| !protected.contains(&row.number))?,
        unit: register.unit.as_str().to_owned(),
        from: day(|(from, _)| from),
        to: day(|(_, to)| to),
        pupils: read.as_ref().map_or(0, |(read, _)| read.pupils.len() as u32),
        protected: read
            .as_ref()
            .map(|(read, _)| read.protected.clone())
            .unwrap_or_default(),
        by_mentor: register.is_by_mentor()?,
        groups: read
            .iter()
            .flat_map(|(_, groups)| groups.iter().map(group))
            .collect(),
        wrong: read.map(|(read, _)| read.wrong).unwrap_or_default(),
        contacts,
        until: school_year_ends(office.outside.today()).to_string(),
        mailbox: handover::mailbox_folder(office)?.is_some(),
    })
}

/// The last of June that comes next: figures of one school year are seldom needed in the next.
fn school_year_ends(today: NaiveDate) -> NaiveDate {
    let june = |year| NaiveDate::from_ymd_opt(year, 6, 30).unwrap_or(today);
    let this = june(today.year());
    if this >= today {
        this
    } else {
        june(today.year() + 1)
    }
}
