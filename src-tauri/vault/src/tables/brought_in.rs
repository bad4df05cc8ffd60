//! Where cases came from that were brought in from a list, and what the list told: a working note that is cleared by a
//! person, and until then keeps its case from being taken for empty.

use cases::{BroughtIn, CaseId, Import, ImportId, PupilId};
use rusqlite::Connection;

use super::{Write, first, id, json, parsed, rows, to_json, to_text};
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

/// What has been done with a case since it was brought in, or with the pupil who came with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Touched {
    /// There is a document in it.
    Document,
    /// It was handed over, or something of it was sent.
    HandedOver,
    /// Something has happened in it: something was told or thrown away, or its note was cleared.
    Happened,
    /// It was changed.
    Changed,
    /// Something stands half typed about it.
    HalfTyped,
    /// The pupil's particulars were changed, or something has happened with the pupil or is half typed.
    Pupil,
}

/// Keeps where cases came from.
pub struct BroughtInsMut<'t>(pub(super) &'t Write<'t>);

impl BroughtIns<'_> {
    /// Where a case came from, if it was brought in from a list.
    pub fn of(&self, case: CaseId) -> Result<Option<BroughtIn>, Error> {
        let sql = "SELECT body FROM brought_in WHERE case_id = ?1";
        first(self.0, sql, [id(case)], super::body)
    }

    /// What one list brought in, or each: the case and where it came from, in the list's order.
    pub fn with_import(&self, import: Option<ImportId>) -> Result<Vec<(CaseId, BroughtIn)>, Error> {
        let sql = "SELECT case_id, body FROM brought_in
                   WHERE body -> 'import' ->> 'id' = coalesce(?1, body -> 'import' ->> 'id') ORDER BY rowid";
        rows(self.0, sql, [import.map(id)], |row| {
            Ok((parsed(row, 0)?, json(row, 1)?))
        })
    }

    /// What has been done with a case since this list brought it in, if anything was.
    pub fn touched(&self, case: CaseId, pupil: PupilId, import: Import) -> Result<Option<Touched>, Error> {
        let of_case = [
            (Touched::Document, "SELECT 1 FROM documents WHERE case_id = ?1"),
            (Touched::HandedOver, "SELECT 1 FROM handovers WHERE case_id = ?1"),
            (Touched::Happened, "SELECT 1 FROM events WHERE case_id = ?1"),
            (Touched::HalfTyped, "SELECT 1 FROM unfinished WHERE case_id = ?1"),
        ];
        for (touched, sql) in of_case {
            if first(self.0, sql, [id(case)], |_| Ok(()))?.is_some() {
                return Ok(Some(touched));
            }
        }
        let at = to_text(import.at);
        let changed = "SELECT 1 FROM cases WHERE id = ?1 AND changed <> ?2";
        if first(self.0, changed, (id(case), &at), |_| Ok(()))?.is_some() {
            return Ok(Some(Touched::Changed));
        }
        let of_pupil = "SELECT 1 FROM pupils WHERE id = ?1 AND changed <> ?2
             UNION ALL SELECT 1 FROM events WHERE pupil = ?1 AND case_id IS NULL
             UNION ALL SELECT 1 FROM unfinished WHERE pupil = ?1";
        let is_touched = || first(self.0, of_pupil, (id(pupil), &at), |_| Ok(()));
        let touched = import.brought_pupil && is_touched()?.is_some();
        Ok(touched.then_some(Touched::Pupil))
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

    /// Takes back a case that was brought in by mistake, with what the list told of it.
    ///
    /// # Errors
    /// Something has happened in it, or a document is in it.
    pub fn take_back(&self, case: CaseId) -> Result<(), Error> {
        self.clear(case)?;
        self.0.disposals_mut().remove_case(case)
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
    use super::super::tests::{SOURCE, at, begun, case, document, pupil, writing};
    use super::super::unfinished::tests::typed;
    use super::*;
    use crate::{Event, Subject};
    use cases::{EventId, EventKind, Told};

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
                import: None,
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

    #[test]
    fn what_is_touched_is_known_and_the_rest_can_be_taken_back() {
        writing(|write| {
            let astrid = pupil(1, "Astrid Almgren");
            let case = case(1, &astrid, "Frånvaro");
            let import = |brought_pupil| Import {
                id: ImportId::new(at(0), &[1; 10]),
                at: at(0),
                brought_pupil,
            };
            let brought = BroughtIn {
                on: at(0).date_naive(),
                by: "Birgitta Ek".into(),
                title: case.title().clone(),
                opened: None,
                told: vec![Told::new("Status", "Pågår")],
                import: Some(import(true)),
            };
            write.pupils_mut().put(&astrid, at(0)).unwrap();
            write.cases_mut().put(&case, at(0)).unwrap();
            write.brought_in_mut().add(case.id(), &brought).unwrap();
            let touched = |came_too| {
                let found = write.brought_in().touched(case.id(), astrid.id, import(came_too));
                found.unwrap()
            };
            assert_eq!((touched(true), touched(false)), (None, None));

            let of = |pupil, case| Subject {
                pupil,
                case,
                document: None,
            };
            let [of_pupil, of_case] = [of(Some(astrid.id), None), of(None, Some(case.id()))];
            for (subject, came_too, here_before) in [
                (of_pupil, Some(Touched::Pupil), None),
                (of_case, Some(Touched::HalfTyped), Some(Touched::HalfTyped)),
            ] {
                let half = typed("release", subject, "Mamman");
                write.unfinished_mut().keep(&half).unwrap();
                assert_eq!((touched(true), touched(false)), (came_too, here_before));
                write.unfinished_mut().forget_all().unwrap();
            }
            write.pupils_mut().put(&astrid, at(1)).unwrap();
            assert_eq!((touched(true), touched(false)), (Some(Touched::Pupil), None));
            write.pupils_mut().put(&astrid, at(0)).unwrap();
            write.cases_mut().put(&case, at(1)).unwrap();
            assert_eq!(touched(false), Some(Touched::Changed));
            write.cases_mut().put(&case, at(0)).unwrap();
            write
                .definitions_mut()
                .keep(&document(1, &case).form, SOURCE, at(0))
                .unwrap();
            write.documents_mut().begin(&document(1, &case)).unwrap();
            assert_eq!(touched(false), Some(Touched::Document));
            write.documents_mut().discard(document(1, &case).id).unwrap();

            let all = write.brought_in().with_import(None).unwrap();
            assert_eq!(all, [(case.id(), brought)]);
            assert_eq!(
                write.brought_in().with_import(Some(import(true).id)).unwrap(),
                all
            );
            let other = ImportId::new(at(9), &[9; 10]);
            assert_eq!(write.brought_in().with_import(Some(other)).unwrap(), []);
            write.brought_in_mut().take_back(case.id()).unwrap();
            assert_eq!(write.cases().get(case.id()).unwrap(), None);
            assert_eq!(write.brought_in().with_import(None).unwrap(), []);
        });
    }

    #[test]
    fn a_case_in_which_something_happened_is_not_taken_back() {
        writing(|write| {
            let document = begun(write);
            let subject = Subject {
                case: Some(document.case),
                ..Subject::default()
            };
            let event = Event {
                id: EventId::new(at(1), &[1; 10]),
                kind: EventKind::Disclosed,
                at: at(1),
                by: "Birgitta Ek".into(),
                subject,
                data: serde_json::json!({}),
            };
            let known = write.cases().get(document.case).unwrap().unwrap();
            let brought = BroughtIn {
                on: at(0).date_naive(),
                by: "Birgitta Ek".into(),
                title: known.title().clone(),
                opened: None,
                told: vec![],
                import: None,
            };
            write.brought_in_mut().add(document.case, &brought).unwrap();
            assert_eq!(
                write.brought_in().with_import(None).unwrap(),
                [],
                "before it was written down"
            );
            write.documents_mut().discard(document.id).unwrap();
            write.events_mut().add(&event).unwrap();
            let import = Import {
                id: ImportId::new(at(0), &[1; 10]),
                at: at(0),
                brought_pupil: false,
            };
            let touched = write.brought_in().touched(document.case, known.pupil(), import);
            assert_eq!(touched.unwrap(), Some(Touched::Happened));
            let refused = write.brought_in_mut().take_back(document.case).unwrap_err();
            assert_eq!(refused, StoreError::Final.into());
        });
    }
}
