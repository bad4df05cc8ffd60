//! What the columns of a list can be, and what they seem to be by the words of their headings.

use std::collections::BTreeSet;

use cases::fold;
use serde::{Deserialize, Serialize};
use texts::swedish;

use crate::error::{CommandError, FieldProblem};

/// Under which name it is kept what the headings of the last list meant.
pub(super) const KEPT: &str = "case list columns";

/// Gives the columns their stable names, in the order in which they are offered.
macro_rules! columns {
    ($($(#[$doc:meta])* $column:ident = $name:literal,)+) => {
        /// What a column of the list is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub(super) enum Column { $($(#[$doc])* $column,)+ }

        impl Column {
            /// Every one.
            pub const ALL: &[Self] = &[$(Self::$column),+];

            /// The stable name.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$column => $name),+ }
            }
        }
    };
}

columns! {
    /// It is left out.
    LeftOut = "left-out",
    /// The pupil's whole name.
    Name = "name",
    /// The pupil's first name, beside a column with the last.
    FirstName = "first-name",
    /// The pupil's last name.
    LastName = "last-name",
    /// The pupil's personnummer or one of its kin.
    IdentityNumber = "identity-number",
    /// The class or group.
    Class = "class",
    /// The school's name.
    School = "school",
    /// The school form.
    SchoolForm = "school-form",
    /// The sex.
    Sex = "sex",
    /// Whether the pupil's identity is protected.
    Protected = "protected",
    /// A guardian's name.
    Guardian = "guardian",
    /// That guardian's telephone.
    GuardianPhone = "guardian-phone",
    /// That guardian's e-mail address.
    GuardianEmail = "guardian-email",
    /// That guardian's postal address.
    GuardianAddress = "guardian-address",
    /// Another guardian's name.
    OtherGuardian = "other-guardian",
    /// That guardian's telephone.
    OtherGuardianPhone = "other-guardian-phone",
    /// That guardian's e-mail address.
    OtherGuardianEmail = "other-guardian-email",
    /// That guardian's postal address.
    OtherGuardianAddress = "other-guardian-address",
    /// What the case is called.
    Title = "title",
    /// The day it was opened.
    Opened = "opened",
    /// The day it was closed.
    Closed = "closed",
    /// Kept under its heading beside the case.
    Note = "note",
}

impl Column {
    fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|column| column.as_str() == name)
    }

    /// Whether several columns can be it.
    fn may_repeat(self) -> bool {
        matches!(self, Self::LeftOut | Self::Note)
    }

    /// The words by which it is known, folded; the longest word that a heading holds decides.
    fn words(self) -> Vec<String> {
        let said = swedish().say("list-column-words", &[("column", self.as_str().into())]);
        let words = said.split(',').map(fold);
        words.filter(|word| !word.is_empty()).collect()
    }
}

/// What each heading seems to be: by the longest known word in it, each thing once.
pub(super) fn proposed(headings: &[String]) -> Vec<Column> {
    let known: Vec<(Column, String)> = Column::ALL
        .iter()
        .flat_map(|column| column.words().into_iter().map(|word| (*column, word)))
        .collect();
    let mut taken = BTreeSet::new();
    let seems = |heading: &String| {
        let heading = fold(heading) + " ";
        let found = known
            .iter()
            .filter(|(_, word)| heading.contains(&format!("{word} ")));
        found
            .max_by_key(|(_, word)| word.len())
            .map(|(column, _)| *column)
    };
    let each = headings.iter().map(|heading| {
        let column = seems(heading).unwrap_or(Column::LeftOut);
        let is_free = column.may_repeat() || taken.insert(column);
        if is_free { column } else { Column::LeftOut }
    });
    each.collect()
}

/// The columns that a person chose, one for each heading.
///
/// # Errors
/// A choice that there is not, one chosen twice, or no name.
pub(super) fn chosen(names: &[String], headings: usize) -> Result<Vec<Column>, CommandError> {
    let problem = |at: usize, code: &str| FieldProblem {
        field: format!("column-{at}"),
        code: code.to_owned(),
        args: Default::default(),
    };
    let (mut columns, mut taken, mut problems) = (Vec::new(), BTreeSet::new(), Vec::new());
    for (at, name) in names.iter().enumerate() {
        let column = Column::named(name);
        match column {
            None => problems.push(problem(at, cases::Code::UnknownChoice.as_str())),
            Some(column) if !column.may_repeat() && !taken.insert(column) => {
                problems.push(problem(at, "column-twice"));
            }
            Some(_) => {}
        }
        columns.push(column.unwrap_or(Column::LeftOut));
    }
    let has_name = [Column::Name, Column::FirstName, Column::LastName]
        .iter()
        .any(|name| taken.contains(name));
    if !has_name {
        problems.push(problem(0, "name-column-missing"));
    }
    if columns.len() != headings {
        problems.push(problem(0, cases::Code::UnknownChoice.as_str()));
    }
    match problems.is_empty() {
        true => Ok(columns),
        false => Err(CommandError::fields(problems)),
    }
}

/// What the headings of the last list meant, so that it is not to be said again where the list is read again.
#[derive(Serialize, Deserialize)]
pub(super) struct Kept(Vec<(String, String)>);

impl Kept {
    pub fn of(headings: &[String], columns: &[Column]) -> Self {
        let pairs = headings.iter().zip(columns);
        Self(
            pairs
                .map(|(heading, column)| (heading.clone(), column.as_str().to_owned()))
                .collect(),
        )
    }

    /// What the same headings meant; nothing where they are others.
    pub fn for_headings(&self, headings: &[String]) -> Option<Vec<Column>> {
        let same =
            headings.len() == self.0.len() && self.0.iter().zip(headings).all(|((kept, _), now)| kept == now);
        let columns = self.0.iter().map(|(_, name)| Column::named(name));
        columns.collect::<Option<Vec<_>>>().filter(|_| same)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seem(headings: &str) -> String {
        let headings: Vec<String> = headings.split('|').map(str::to_owned).collect();
        let found = proposed(&headings);
        found
            .iter()
            .map(|column| column.as_str())
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn check() {
        for (headings, expected) in [
            (
                "Namn|Personnummer|Klass|Skola",
                "name identity-number class school",
            ),
            (
                "ELEV|Pnr|Grupp/klass|Skolenhet",
                "name identity-number class school",
            ),
            (
                "Elevens namn|Född|Årskurs|Skolform",
                "name left-out class school-form",
            ),
            ("Förnamn|Efternamn|Kön", "first-name last-name sex"),
            ("Startdatum|Avslutat|Ärende", "opened closed title"),
            (
                "Vårdnadshavare|Telefon vårdnadshavare|Vårdnadshavare 2",
                "guardian guardian-phone other-guardian",
            ),
            (
                "Handläggare|Kontaktperson|Status|Anteckningar",
                "note note note note",
            ),
            ("Skyddad identitet|Sekretess", "protected left-out"),
            ("Namn|Namn", "name left-out"),
            ("|Kaffe|Skolskjuts", "left-out left-out left-out"),
        ] {
            assert_eq!(seem(headings), expected, "{headings}");
        }
        for column in &Column::ALL[1..] {
            assert!(!column.words().is_empty(), "{column:?} has words");
        }

        let choose = |names: &str| {
            let names: Vec<String> = names.split(' ').map(str::to_owned).collect();
            let problems = |error: CommandError| {
                let each = error
                    .problems
                    .into_iter()
                    .map(|one| format!("{} {}", one.field, one.code));
                each.collect::<Vec<_>>().join(", ")
            };
            chosen(&names, 2).map_or_else(problems, |_| String::new())
        };
        for (names, problems) in [
            ("name note", ""),
            ("first-name left-out", ""),
            ("note note", "column-0 name-column-missing"),
            ("name name", "column-1 column-twice"),
            ("name x", "column-1 unknown-choice"),
            ("name", "column-0 unknown-choice"),
        ] {
            assert_eq!(choose(names), problems, "{names}");
        }

        let headings = ["Namn".to_owned(), "Not".to_owned()];
        let kept = Kept::of(&headings, &[Column::Name, Column::Note]);
        assert_eq!(
            kept.for_headings(&headings),
            Some(vec![Column::Name, Column::Note])
        );
        assert_eq!(kept.for_headings(&headings[..1]), None);
    }
}
