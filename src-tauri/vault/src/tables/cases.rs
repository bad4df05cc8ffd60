//! Cases.

use cases::{Case, CaseId, PupilId, fold};
use chrono::{DateTime, Utc};
use rusqlite::Connection;

use super::{Write, body, first, id, rows, to_json, to_text};
use crate::error::Error;

pub(crate) const V1: &str = "
    CREATE TABLE cases (
        id TEXT NOT NULL PRIMARY KEY,
        origin TEXT NOT NULL,
        pupil TEXT NOT NULL REFERENCES pupils (id),
        body TEXT NOT NULL CHECK (json_valid(body)),
        searched TEXT NOT NULL,
        changed TEXT NOT NULL
    ) STRICT;
    CREATE INDEX cases_pupil ON cases (pupil);
    CREATE INDEX cases_changed ON cases (changed);
";

/// Reads cases.
pub struct Cases<'t>(pub(super) &'t Connection);

/// Writes cases.
pub struct CasesMut<'t>(pub(super) &'t Write<'t>);

impl Cases<'_> {
    /// The case, if there is one.
    pub fn get(&self, case: CaseId) -> Result<Option<Case>, Error> {
        first(self.0, "SELECT body FROM cases WHERE id = ?1", [id(case)], body)
    }

    /// The cases of a pupil, the newest first.
    pub fn of(&self, pupil: PupilId) -> Result<Vec<Case>, Error> {
        rows(
            self.0,
            "SELECT body FROM cases WHERE pupil = ?1 ORDER BY id DESC",
            [id(pupil)],
            body,
        )
    }

    /// All cases, the one last changed first.
    pub fn all(&self) -> Result<Vec<Case>, Error> {
        rows(
            self.0,
            "SELECT body FROM cases ORDER BY changed DESC, id DESC",
            [],
            body,
        )
    }
}

impl CasesMut<'_> {
    /// Keeps the case as it now is. Its pupil must be there, and stays the same.
    pub fn put(&self, case: &Case, at: DateTime<Utc>) -> Result<(), Error> {
        self.0.execute(
            "INSERT INTO cases (id, origin, pupil, body, searched, changed) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (id) DO UPDATE SET body = excluded.body, searched = excluded.searched,
                 changed = excluded.changed WHERE pupil = excluded.pupil",
            (
                id(case.id()),
                self.0.origin,
                id(case.pupil()),
                to_json(case)?,
                fold(case.title().as_str()),
                to_text(at),
            ),
        )?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{at, case, pupil, writing};
    use crate::error::StoreError;

    #[test]
    fn check() {
        writing(|write| {
            let (astrid, bo) = (pupil(1, "Astrid Almgren"), pupil(2, "Bo Ek"));
            let first = case(1, &astrid, "Frånvaro höstterminen");
            let unknown = write.cases_mut().put(&first, at(0)).unwrap_err();
            assert_eq!(unknown, StoreError::Dangling.into(), "a case has a pupil");
            write.pupils_mut().put(&astrid, at(0)).unwrap();
            write.pupils_mut().put(&bo, at(0)).unwrap();
            let (second, other) = (case(2, &astrid, "Samordning"), case(3, &bo, "Frånvaro"));
            for (case, seconds) in [(&first, 0), (&second, 1), (&other, 2)] {
                write.cases_mut().put(case, at(seconds)).unwrap();
            }
            assert_eq!(
                write.cases().of(astrid.id).unwrap(),
                [second.clone(), first.clone()]
            );
            let closed = first.clone().close(at(0).date_naive()).unwrap();
            write.cases_mut().put(&closed, at(3)).unwrap();
            assert_eq!(write.cases().get(first.id()).unwrap(), Some(closed.clone()));
            assert_eq!(write.cases().all().unwrap(), [closed.clone(), other, second]);

            write.cases_mut().put(&case(1, &bo, "Bytt elev"), at(4)).unwrap();
            assert_eq!(
                write.cases().get(first.id()).unwrap(),
                Some(closed),
                "a case keeps its pupil"
            );
        });
    }
}
