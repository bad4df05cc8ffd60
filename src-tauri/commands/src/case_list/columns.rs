//! What the columns of the list can be.

use crate::listed::columns;

columns! {
    kept "case list columns", words "list-column-words", repeated [Note, Protected], mark Protected,
    needed [[Name, FirstName, LastName] or "name-column-missing"],
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::CommandError;
    use crate::listed::Column as _;
    use crate::listed::columns::{Kept, chosen, proposed};

    fn seem(headings: &str) -> String {
        let headings: Vec<String> = headings.split('|').map(str::to_owned).collect();
        let found = proposed::<Column>(&headings);
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
            (
                "Skyddad identitet|Sekretess|Skydd",
                "protected protected protected",
            ),
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
            chosen::<Column>(&names, 2).map_or_else(problems, |_| String::new())
        };
        for (names, problems) in [
            ("name note", ""),
            ("first-name left-out", ""),
            ("name protected", ""),
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
        assert_eq!(kept.for_headings::<Column>(&headings[..1]), None);
    }
}
