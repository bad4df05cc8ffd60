//! The list in which a team has kept its cases until now (Teams, SharePoint, Excel), brought in once: read, mapped to what
//! there is here, shown row by row, and written when a person says so, all of it or nothing. The list lies in memory
//! alone, beside the open vault, and is never copied into it; what is remembered is which heading meant what.

mod bringing;
mod columns;
mod looking;
mod row;
mod standing;
mod taking_back;
mod view;

use std::sync::{Arc, Mutex};

use cases::SchoolForm;
use exchange::table::reading::{self, Sheet};
use texts::swedish;

use self::columns::{Column, Kept};
use self::row::{Entry, Usual};
use crate::desk::{Desk, Office, at};
use crate::error::{Code, CommandError};
use crate::outside::FileKind;
use crate::people::not_found;
use crate::typing::Typed;
use crate::wire::case_list::{CaseListInput, CaseListView};

pub use self::bringing::{bring_in_cases, clear_brought_in};
pub use self::looking::{Looked, LookedColumn, LookedRow, look};
pub(crate) use self::taking_back::was_taken_back;
pub use self::taking_back::{imports, take_back_import};

/// A list that waits to be brought in.
pub(crate) struct CaseList {
    sheets: Vec<Sheet>,
    /// The sheet that is brought in.
    at: usize,
    /// What each of its columns is.
    columns: Vec<Column>,
    usual: Usual,
    /// Whether a person has said that the columns are right.
    mapped: bool,
}

impl CaseList {
    fn new(office: &Office<'_>, sheets: Vec<Sheet>) -> Result<Self, CommandError> {
        let usual = Usual {
            title: swedish().say("case-title-usual", &[]).into_owned(),
            school: office.profile()?.school.to_string(),
            school_form: SchoolForm::Grundskola,
        };
        let mut list = Self {
            sheets,
            at: 0,
            columns: Vec::new(),
            usual,
            mapped: false,
        };
        list.columns = list.proposed(office)?;
        Ok(list)
    }

    fn sheet(&self) -> Result<&Sheet, CommandError> {
        self.sheets.get(self.at).ok_or_else(not_found)
    }

    /// What the columns are, by what was said last of the same headings, else by their words.
    fn proposed(&self, office: &Office<'_>) -> Result<Vec<Column>, CommandError> {
        let kept: Option<Kept> = office
            .vault
            .read(|read| read.settings().preference(columns::KEPT))?;
        let headings = &self.sheet()?.headings;
        let kept = kept.and_then(|kept| kept.for_headings(headings));
        Ok(kept.unwrap_or_else(|| columns::proposed(headings)))
    }

    fn entries(&self, office: &Office<'_>) -> Result<Vec<Entry>, CommandError> {
        let (sheet, today) = (self.sheet()?, office.outside.today());
        let columns: Vec<(Column, &str)> = self
            .columns
            .iter()
            .copied()
            .zip(sheet.headings.iter().map(String::as_str))
            .collect();
        let entry = |row| Entry::read(row, &columns, &self.usual, today);
        Ok(sheet.rows.iter().map(entry).collect())
    }
}

/// Reads the list that the user chooses; nothing if they changed their mind.
pub fn choose_case_list(desk: &Mutex<Desk>) -> Result<Option<CaseListView>, CommandError> {
    let outside = {
        let desk = at(desk);
        desk.office()?;
        Arc::clone(&desk.outside)
    };
    let Some(bytes) = outside.choose_file(FileKind::CaseList)? else {
        return Ok(None);
    };
    let sheets = reading::read(&bytes)?;
    let mut desk = at(desk);
    let (office, list) = desk.lists()?;
    let read = CaseList::new(&office, sheets)?;
    view::view(&office, list.insert(read)).map(Some)
}

/// The list that waits, if one does.
pub fn case_list(desk: &mut Desk) -> Result<Option<CaseListView>, CommandError> {
    let (office, list) = desk.lists()?;
    list.as_ref().map(|list| view::view(&office, list)).transpose()
}

/// Says what the columns are, and what is so where the list says nothing. Another sheet is proposed anew.
///
/// # Errors
/// Every field that is wrong; the list stays as it was.
pub fn map_case_list(desk: &mut Desk, input: CaseListInput) -> Result<CaseListView, CommandError> {
    let (office, list) = desk.lists()?;
    let list = list.as_mut().ok_or_else(not_found)?;
    if input.sheet as usize != list.at {
        list.sheets.get(input.sheet as usize).ok_or_else(not_found)?;
        list.at = input.sheet as usize;
        list.columns = list.proposed(&office)?;
        list.mapped = false;
        return view::view(&office, list);
    }
    let columns = columns::chosen(&input.columns, list.sheet()?.headings.len())?;
    let mut typed = Typed::today(office.outside.today());
    let title = typed.line("title", &input.title);
    let school = typed.line("school", &input.school);
    let school_form = typed.choice(SchoolForm::parse("school-form", &input.school_form));
    typed.end()?;
    list.usual = Usual {
        title,
        school,
        school_form: school_form.unwrap_or(SchoolForm::Grundskola),
    };
    list.columns = columns;
    list.mapped = true;
    let kept = Kept::of(&list.sheet()?.headings, &list.columns);
    let now = office.outside.now();
    office.vault.write(|write| {
        Ok::<_, CommandError>(write.settings_mut().set_preference(columns::KEPT, &kept, now)?)
    })?;
    view::view(&office, list)
}

/// Forgets the list that waits: nothing of it was brought in.
pub fn leave_case_list(desk: &mut Desk) -> Result<(), CommandError> {
    *desk.lists()?.1 = None;
    Ok(())
}

impl From<reading::ReadError> for CommandError {
    fn from(error: reading::ReadError) -> Self {
        let args = error.args().into_iter();
        args.fold(Self::named(error.code()), |named, (name, value)| {
            named.with(name, value)
        })
    }
}

impl Desk {
    fn must_have_list(&mut self) -> Result<(Office<'_>, &mut Option<CaseList>), CommandError> {
        let (office, list) = self.lists()?;
        match list.as_ref().is_some_and(|list| list.mapped) {
            true => Ok((office, list)),
            false => Err(CommandError::new(Code::NotFound)),
        }
    }
}
