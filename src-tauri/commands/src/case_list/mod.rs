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

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use cases::SchoolForm;
use exchange::table::reading::{self, Sheet};
use texts::swedish;

use self::columns::Column;
use self::row::{Entry, Usual};
use crate::desk::{Desk, Office, at};
use crate::error::{Code, CommandError};
use crate::listed::{Known, Listed};
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
    listed: Listed<Column>,
    usual: Usual,
}

impl CaseList {
    fn new(office: &Office<'_>, sheets: Vec<Sheet>) -> Result<Self, CommandError> {
        Ok(Self {
            listed: Listed::new(office, sheets)?,
            usual: Usual {
                title: swedish().say("case-title-usual", &[]).into_owned(),
                school: office.profile()?.school.to_string(),
                school_form: SchoolForm::Grundskola,
            },
        })
    }

    /// The rows, and the numbers of those that are about anybody with protected identity.
    fn entries(&self, office: &Office<'_>) -> Result<(Vec<Entry>, BTreeSet<u32>), CommandError> {
        let (columns, today) = (self.listed.columns()?, office.outside.today());
        let entry = |row| Entry::read(row, &columns, &self.usual, today);
        let entries: Vec<Entry> = self.listed.sheet()?.rows.iter().map(entry).collect();
        let who: Vec<Known> = entries.iter().map(|entry| entry.known(today)).collect();
        let protected = self.listed.protected(office, &who)?;
        Ok((entries, protected))
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
    if list.listed.turn(&office, input.sheet)? {
        // What was typed stays; whether it is right is asked when the columns are said to be.
        (list.usual.title, list.usual.school) = (input.title, input.school);
        let school_form = SchoolForm::parse("school-form", &input.school_form);
        list.usual.school_form = school_form.unwrap_or(list.usual.school_form);
        return view::view(&office, list);
    }
    let columns = list.listed.chosen(&input.columns)?;
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
    list.listed.map(&office, columns)?;
    view::view(&office, list)
}

/// Forgets the list that waits: nothing of it was brought in.
pub fn leave_case_list(desk: &mut Desk) -> Result<(), CommandError> {
    *desk.lists()?.1 = None;
    Ok(())
}

impl Desk {
    fn must_have_list(&mut self) -> Result<(Office<'_>, &mut Option<CaseList>), CommandError> {
        let (office, list) = self.lists()?;
        match list.as_ref().is_some_and(|list| list.listed.is_mapped()) {
            true => Ok((office, list)),
            false => Err(CommandError::new(Code::NotFound)),
        }
    }
}
