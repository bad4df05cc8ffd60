//! A list from another program on its way in: its sheets, and what its columns are, proposed by their headings and said
//! by a person. It lies in memory alone; what is remembered is which heading meant what.

pub(crate) mod columns;
mod protection;
mod words;

use std::collections::BTreeSet;

use exchange::table::reading::{ReadError, Row, Sheet};

use crate::desk::Office;
use crate::error::CommandError;
use crate::people::not_found;
use crate::wire::case_list::{ListColumn, ListedView};

pub(crate) use self::columns::{Column, columns};
use self::columns::{Kept, chosen};
pub(crate) use self::protection::{Known, protected_rows};
pub(crate) use self::words::{means, name};

/// How many cells of a column are shown beside its heading.
const SAMPLES: usize = 3;

/// A list, and what its columns are.
pub(crate) struct Listed<C> {
    sheets: Vec<Sheet>,
    /// The sheet that is read.
    at: usize,
    columns: Vec<C>,
    /// Whether a person has said that the columns are right.
    mapped: bool,
}

/// What the columns of a sheet seem to be by the words of their headings.
pub(crate) fn proposed<C: Column>(sheet: &Sheet) -> Vec<C> {
    columns::proposed(&sheet.headings)
}

impl<C: Column> Listed<C> {
    pub fn new(office: &Office<'_>, sheets: Vec<Sheet>) -> Result<Self, CommandError> {
        let mut list = Self {
            sheets,
            at: 0,
            columns: Vec::new(),
            mapped: false,
        };
        list.propose(office)?;
        Ok(list)
    }

    /// By what was said last of the same headings, else by their words.
    fn propose(&mut self, office: &Office<'_>) -> Result<(), CommandError> {
        let kept: Option<Kept> = office.vault.read(|read| read.settings().preference(C::KEPT))?;
        let sheet = self.sheet()?;
        let kept = kept.and_then(|kept| kept.for_headings(&sheet.headings));
        self.columns = kept.unwrap_or_else(|| proposed(sheet));
        self.mapped = false;
        Ok(())
    }

    pub fn sheet(&self) -> Result<&Sheet, CommandError> {
        self.sheets.get(self.at).ok_or_else(not_found)
    }

    pub fn is_mapped(&self) -> bool {
        self.mapped
    }

    /// Turns to another sheet, which is proposed anew; false where it is the present one.
    pub fn turn(&mut self, office: &Office<'_>, sheet: u32) -> Result<bool, CommandError> {
        let sheet = sheet as usize;
        if sheet == self.at {
            return Ok(false);
        }
        self.sheets.get(sheet).ok_or_else(not_found)?;
        self.at = sheet;
        self.propose(office)?;
        Ok(true)
    }

    /// The columns that a person chose, one for each heading.
    ///
    /// # Errors
    /// What is wrong with the choice, at `column-…`.
    pub fn chosen(&self, names: &[String]) -> Result<Vec<C>, CommandError> {
        chosen(names, self.sheet()?.headings.len())
    }

    /// Takes what a person chose for right, and remembers it for the next list with these headings.
    pub fn map(&mut self, office: &Office<'_>, columns: Vec<C>) -> Result<(), CommandError> {
        let kept = Kept::of(&self.sheet()?.headings, &columns);
        let now = office.outside.now();
        office
            .vault
            .write(|write| write.settings_mut().set_preference(C::KEPT, &kept, now))?;
        self.columns = columns;
        self.mapped = true;
        Ok(())
    }

    /// The columns with their headings.
    pub fn columns(&self) -> Result<Vec<(C, &str)>, CommandError> {
        let headings = self.sheet()?.headings.iter().map(String::as_str);
        Ok(self.columns.iter().copied().zip(headings).collect())
    }

    /// The numbers of the rows about anybody who is or may be somebody whose identity is protected, in the list or here:
    /// nothing of them is shown, brought in or sent. `who` says whom each row is about.
    pub fn protected(&self, office: &Office<'_>, who: &[Known]) -> Result<BTreeSet<u32>, CommandError> {
        let here = office.vault.read(|read| read.pupils().all())?;
        let here = here.iter().filter(|pupil| pupil.is_protected());
        let here: Vec<Known> = here.map(Known::from).collect();
        Ok(protected_rows(&self.sheet()?.rows, &self.columns()?, who, &here))
    }

    /// The list as the window shows it, with some of what stands in the rows that are `open`.
    pub fn view(&self, open: impl Fn(&Row) -> bool) -> Result<ListedView, CommandError> {
        let sheet = self.sheet()?;
        Ok(ListedView {
            sheets: self.sheets.iter().map(|sheet| sheet.name.clone()).collect(),
            sheet: u32::try_from(self.at).unwrap_or_default(),
            above: sheet.above,
            count: sheet.rows.len() as u32,
            columns: self.shown(open)?,
            choices: C::ALL.iter().map(|one| one.as_str().to_owned()).collect(),
            mapped: self.mapped,
        })
    }

    fn shown(&self, open: impl Fn(&Row) -> bool) -> Result<Vec<ListColumn>, CommandError> {
        let sheet = self.sheet()?;
        let cell = |row: &'_ Row, at: usize| row.cells.get(at).filter(|cell| !cell.is_empty()).cloned();
        let columns = self.columns()?.into_iter().enumerate();
        let shown = columns.map(|(at, (column, heading))| {
            let open = sheet.rows.iter().filter(|row| open(row));
            ListColumn {
                heading: heading.to_owned(),
                samples: open.filter_map(|row| cell(row, at)).take(SAMPLES).collect(),
                filled: sheet.rows.iter().filter_map(|row| cell(row, at)).count() as u32,
                column: column.as_str().to_owned(),
            }
        });
        Ok(shown.collect())
    }
}

impl From<ReadError> for CommandError {
    fn from(error: ReadError) -> Self {
        let args = error.args().into_iter();
        args.fold(Self::named(error.code()), |named, (name, value)| {
            named.with(name, value)
        })
    }
}
