//! Where cases came from that were brought in from a list, and what the list told: a working note that is cleared by a
//! person, and until then keeps its case from being taken for empty.

use cases::{BroughtIn, CaseId, PupilId};
use rusqlite::Connection;

use super::{Write, first, id, json, parsed, rows, to_json};
use crate::error::{Error, StoreError};

pub(crate) const V9: &str = "
    CREATE TABLE brought_in (
        case_id TEXT NOT NULL PRIMARY KEY REFERENCES cases (id) ON DELETE CASCADE,
        origin TEXT NOT NULL,
        body TEXT NOT NULL CHECK (json_valid(body))
    ) STRICT;
    CREATE TRIGGER brought_in_stays BEFORE UPDATE ON brought_in
        WHEN json_remove(NEW.body, '$.told') <> json_remove(OLD.body, '$.told')
            OR json_array_length(NEW.body, '$.told') <> 0
        BEGIN SELECT RAISE (ABORT, 'final'); END;
    CREATE TRIGGER told_remains BEFORE DELETE ON cases
        WHEN EXISTS (SELECT 1 FROM brought_in WHERE case_id = OLD.id AND json_array_length(body, '$.told') > 0)
        BEGIN SELECT RAISE (ABORT, 'final'); END;
";

/// Reads where cases came from.
pub struct BroughtIns<'t>(pub(super) &'t Connection);

/// Keeps where cases came from.
pub struct BroughtInsMut<'t>(pub(super) &'t Write<'t>);

impl BroughtIns<'_> {
    /// Where a case came from, if it was brought in from a list.
    pub fn of(&self, case: CaseId) -> Result<Option<BroughtIn>, Error> {
        let sql = "SELECT body FROM brought_in WHERE case_id = ?1";
        first(self.0, sql, [id(case)], super::body)
    }

    /// Everything that was brought in, with the pupil whom the case is about.
    pub fn all(&self) -> Result<Vec<(PupilId, BroughtIn)>, Error> {
        let sql =
            "SELECT c.pupil, b.body FROM brought_in AS b JOIN cases AS c ON c.id = b.case_id ORDER BY c.id";
        rows(self.0, sql, [], |row| Ok((parsed(row, 0)?, json(row, 1)?)))
    }
}

impl BroughtInsMut<'_> {
    /// Keeps where a case came from. The case must be there.
    pub fn add(&self, case: CaseId, brought: &BroughtIn) -> Result<(), Error> {
        self.0.execute(
            "INSERT INTO brought_in (case_id, origin, body) VALUES (?1, ?2, ?3)",
            (id(case), self.0.origin, to_json(brought)?),
        )?;
        Ok(())
    }

    /// Clears what a list told of a case (rensning). That the case came from one stays.
    pub fn clear(&self, case: CaseId) -> Result<(), Error> {
        let sql = "UPDATE brought_in SET body = json_replace(body, '$.told', json('[]')) WHERE case_id = ?1";
        match self.0.execute(sql, [id(case)])? {
            0 => Err(StoreError::NotFound.into()),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{at, case, pupil, writing};
    use super::*;
    use cases::Told;

    #[test]
    fn check() {
        writing(|write| {
            let astrid = pupil(1, "Astrid Almgren");
            let [told, bare] = [1, 2].map(|number| case(number, &astrid, "Frånvaro"));
            write.pupils_mut().put(&astrid, at(0)).unwrap();
            let brought = |told: &[&str]| BroughtIn {
                on: at(0).date_naive(),
                by: "Birgitta Ek".into(),
                title: bare.title().clone(),
                opened: None,
                told: told.iter().map(|text| Told::new("Status", text)).collect(),
            };
            assert!(
                write.brought_in_mut().add(told.id(), &brought(&[])).is_err(),
                "no case"
            );
            for case in [&told, &bare] {
                write.cases_mut().put(case, at(0)).unwrap();
            }
            write
                .brought_in_mut()
                .add(told.id(), &brought(&["Pågår"]))
                .unwrap();
            write.brought_in_mut().add(bare.id(), &brought(&[])).unwrap();
            assert_eq!(
                write.brought_in().of(told.id()).unwrap(),
                Some(brought(&["Pågår"]))
            );
            assert_eq!(
                write.brought_in().all().unwrap(),
                [(astrid.id, brought(&["Pågår"])), (astrid.id, brought(&[]))]
            );

            let is_empty = |case| write.disposals().is_case_empty(case).unwrap();
            assert!(!is_empty(told.id()) && is_empty(bare.id()));
            let remove = || write.disposals_mut().remove_case(told.id());
            assert_eq!(remove().unwrap_err(), StoreError::Final.into());
            let other = "UPDATE brought_in SET body = json_replace(body, '$.by', 'x', '$.told', json('[]'))";
            assert_eq!(write.execute(other, []).unwrap_err(), StoreError::Final.into());
            write.brought_in_mut().clear(told.id()).unwrap();
            assert_eq!(write.brought_in().of(told.id()).unwrap(), Some(brought(&[])));
            remove().unwrap();
            assert_eq!(write.brought_in().of(told.id()).unwrap(), None);
            assert_eq!(
                write.brought_in_mut().clear(told.id()).unwrap_err(),
                StoreError::NotFound.into()
            );
        });
    }
}
