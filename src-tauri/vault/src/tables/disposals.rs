//! What was disposed of (gallring): the one way in which something completed leaves the vault.
//!
//! A document goes with its papers, sealed sections, drafts and the events that tell of it. What stays is a row that
//! says which form it answered, which rule let it go, who decided and the hashes of its papers: nothing about the
//! pupil. The triggers let go of rows of a document that has such a row and of no other, and keep it from coming back.

use cases::{CaseId, DocumentId, Id, PupilId};
use chrono::{DateTime, NaiveDate, Utc};
use forms::{FormRef, Hash};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::{Write, body, first, id, rows, to_json, to_text};
use crate::error::{Error, StoreError};

pub(crate) const V5: &str = "
    CREATE TABLE disposals (
        document TEXT NOT NULL PRIMARY KEY,
        origin TEXT NOT NULL,
        decision TEXT NOT NULL,
        body TEXT NOT NULL CHECK (json_valid(body) AND body ->> 'plan' <> '' AND body ->> 'reason' <> ''),
        at TEXT NOT NULL
    ) STRICT;
    CREATE INDEX events_pupil ON events (pupil) WHERE pupil IS NOT NULL;
    CREATE INDEX disposals_decision ON disposals (decision);
    CREATE TRIGGER disposals_stay BEFORE UPDATE ON disposals BEGIN SELECT RAISE (ABORT, 'final'); END;
    CREATE TRIGGER disposals_remain BEFORE DELETE ON disposals BEGIN SELECT RAISE (ABORT, 'final'); END;

    DROP TRIGGER papers_remain;
    CREATE TRIGGER papers_remain BEFORE DELETE ON papers
        WHEN OLD.document NOT IN (SELECT document FROM disposals)
        BEGIN SELECT RAISE (ABORT, 'final'); END;
    DROP TRIGGER sections_remain;
    CREATE TRIGGER sections_remain BEFORE DELETE ON sections
        WHEN OLD.document NOT IN (SELECT document FROM disposals)
        BEGIN SELECT RAISE (ABORT, 'final'); END;
    DROP TRIGGER events_remain;
    CREATE TRIGGER events_remain BEFORE DELETE ON events
        WHEN OLD.document IS NULL OR OLD.document NOT IN (SELECT document FROM disposals)
        BEGIN SELECT RAISE (ABORT, 'final'); END;

    CREATE TRIGGER documents_stay_away BEFORE INSERT ON documents
        WHEN NEW.id IN (SELECT document FROM disposals)
        BEGIN SELECT RAISE (ABORT, 'final'); END;
    CREATE TRIGGER events_stay_away BEFORE INSERT ON events
        WHEN NEW.document IN (SELECT document FROM disposals)
        BEGIN SELECT RAISE (ABORT, 'final'); END;

    CREATE TRIGGER cases_remain BEFORE DELETE ON cases
        WHEN EXISTS (SELECT 1 FROM events WHERE case_id = OLD.id AND kind NOT IN ('begun', 'cleared'))
        BEGIN SELECT RAISE (ABORT, 'final'); END;
    CREATE TRIGGER pupils_remain BEFORE DELETE ON pupils
        WHEN EXISTS (SELECT 1 FROM events WHERE pupil = OLD.id AND kind NOT IN ('begun', 'cleared'))
        BEGIN SELECT RAISE (ABORT, 'final'); END;
";

/// The id of a decision to dispose; one decision may let several documents go.
pub type DecisionId = Id<Disposal>;

/// That a document was disposed of. Nothing in it is about the pupil.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disposal {
    /// The document that was.
    pub document: DocumentId,
    /// The decision by which it went.
    pub decision: DecisionId,
    /// The form it answered.
    pub form: FormRef,
    /// What lists called that form.
    pub title: String,
    /// The day it was completed.
    pub completed: NaiveDate,
    /// For how many years the rule kept it.
    pub years: u32,
    /// Where the municipality's plan says so.
    pub plan: String,
    /// The reason, or the decision's number, as typed.
    pub reason: String,
    /// Who decided.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// The hashes of its papers, the first one first.
    pub papers: Vec<Hash>,
}

/// Reads what was disposed of.
pub struct Disposals<'t>(pub(super) &'t Connection);

/// Disposes.
pub struct DisposalsMut<'t>(pub(super) &'t Write<'t>);

impl Disposals<'_> {
    /// Everything that was disposed of, the first one first.
    pub fn all(&self) -> Result<Vec<Disposal>, Error> {
        rows(
            self.0,
            "SELECT body FROM disposals ORDER BY at, document",
            [],
            body,
        )
    }

    /// That a document was disposed of, if it was.
    pub fn get(&self, document: DocumentId) -> Result<Option<Disposal>, Error> {
        first(
            self.0,
            "SELECT body FROM disposals WHERE document = ?1",
            [id(document)],
            body,
        )
    }

    /// What one decision let go.
    pub fn of(&self, decision: DecisionId) -> Result<Vec<Disposal>, Error> {
        let sql = "SELECT body FROM disposals WHERE decision = ?1 ORDER BY at, document";
        rows(self.0, sql, [id(decision)], body)
    }

    /// Whether nothing is left in a case: no document, nothing that a list told of it, and nothing that happened but drafts
    /// thrown away.
    pub fn is_case_empty(&self, case: CaseId) -> Result<bool, Error> {
        self.is_nothing(
            "SELECT 1 FROM documents WHERE case_id = ?1
             UNION ALL SELECT 1 FROM events WHERE case_id = ?1 AND kind NOT IN ('begun', 'cleared')
             UNION ALL SELECT 1 FROM brought_in WHERE case_id = ?1 AND json_array_length(body, '$.told') > 0",
            id(case),
        )
    }

    /// Whether nothing is left about a pupil but the cases in `but`: no case, and nothing that happened.
    pub fn is_pupil_empty(&self, pupil: PupilId, but: Option<CaseId>) -> Result<bool, Error> {
        let cases = super::cases::Cases(self.0).of(pupil)?;
        let others = cases.iter().any(|case| Some(case.id()) != but);
        let nothing = "SELECT 1 FROM events WHERE pupil = ?1 AND kind NOT IN ('begun', 'cleared')";
        Ok(!others && self.is_nothing(nothing, id(pupil))?)
    }

    fn is_nothing(&self, sql: &str, param: String) -> Result<bool, Error> {
        Ok(first(self.0, sql, [param], |_| Ok(()))?.is_none())
    }
}

impl DisposalsMut<'_> {
    /// Removes a document with everything that belongs to it, and keeps that it was done. To the hashes that `disposal`
    /// names come those of the papers that it has. A document that another one continues is refused.
    pub fn dispose(&self, disposal: &Disposal) -> Result<(), Error> {
        let document = disposal.document;
        let cover = self.0.documents().get(document)?.ok_or(StoreError::NotFound)?;
        self.0.must_end(document)?;
        let mut papers = disposal.papers.clone();
        for paper in self.0.papers().of(document)? {
            if !papers.contains(&paper.attached.sha256) {
                papers.push(paper.attached.sha256);
            }
        }
        self.keep(&Disposal {
            form: cover.form,
            papers,
            ..disposal.clone()
        })?;
        // What waits to be sent about its case may hold it.
        let waiting = "DELETE FROM outbox WHERE package IN (SELECT id FROM handovers WHERE case_id = ?1)";
        self.0.execute(waiting, [id(cover.case)])?;
        self.0.remove_document(document)
    }

    /// Keeps that a document was disposed of that is not here, as it was kept elsewhere.
    pub fn keep(&self, disposal: &Disposal) -> Result<(), Error> {
        self.0.execute(
            "INSERT INTO disposals (document, origin, decision, body, at) VALUES (?1, ?2, ?3, ?4, ?5)",
            (
                id(disposal.document),
                self.0.origin,
                id(disposal.decision),
                to_json(disposal)?,
                to_text(disposal.at),
            ),
        )?;
        Ok(())
    }

    /// Removes a case in which nothing is left, and so its title and what was said when it was handed over.
    pub fn remove_case(&self, case: CaseId) -> Result<(), Error> {
        self.remove("DELETE FROM cases WHERE id = ?1", id(case))?;
        self.0.handovers_mut().forget(case)
    }

    /// Removes a pupil about whom nothing is left, and so the name.
    pub fn remove_pupil(&self, pupil: PupilId) -> Result<(), Error> {
        self.remove("DELETE FROM pupils WHERE id = ?1", id(pupil))
    }

    fn remove(&self, sql: &str, id: String) -> Result<(), Error> {
        match self.0.execute(sql, [id])? {
            0 => Err(StoreError::NotFound.into()),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{at, begun, document, writing};
    use super::super::unfinished::tests::about_each;
    use super::*;
    use crate::attachments::Attached;
    use crate::{Draft, Event, Paper, PaperKind, Subject};
    use cases::{Document, EventId, EventKind};
    use forms::record::Predecessor;
    use serde_json::json;

    fn event(write: &Write, number: u8, kind: EventKind, about: &Document, whole: bool) {
        let case = write.cases().get(about.case).unwrap().unwrap();
        let event = Event {
            id: EventId::new(at(number.into()), &[number; 10]),
            kind,
            at: at(number.into()),
            by: "Birgitta Ek".into(),
            subject: Subject {
                pupil: Some(case.pupil()),
                case: Some(about.case),
                document: (!whole).then_some(about.id),
            },
            data: json!({ "note": "Astrids mamma ringde" }),
        };
        write.events_mut().add(&event).unwrap();
    }

    /// Completed, with a paper whose bytes are `byte`.
    fn completed(write: &Write, number: u8, about: &Document, byte: u8) {
        let attached = Attached {
            name: format!("{byte:02x}").repeat(32).parse().unwrap(),
            sha256: Hash::of(&[byte]),
            size: 1,
        };
        let paper = Paper {
            document: about.id,
            kind: PaperKind::Own,
            attached,
            made: at(0),
        };
        write.papers_mut().add(&paper).unwrap();
        let sql = "INSERT INTO sections (document, section, version, origin, sealed, digest, completed)
                   VALUES (?1, 'talk', 1, '', '{}', '', '')";
        write.execute(sql, [id(about.id)]).unwrap();
        event(write, number, EventKind::Completed, about, false);
    }

    fn disposal(document: &Document) -> Disposal {
        Disposal {
            document: document.id,
            decision: DecisionId::new(at(9), &[9; 10]),
            form: document.form.clone(),
            title: "Checklista".into(),
            completed: at(0).date_naive(),
            years: 5,
            plan: "KS 2024/12, punkt 3.2".into(),
            reason: "Beslut 7".into(),
            by: "Rut Ek".into(),
            at: at(9),
            papers: vec![],
        }
    }

    fn count(write: &Write, table: &str) -> i64 {
        let sql = format!("SELECT count(*) FROM {table}");
        first(write.connection, &sql, [], |row| Ok(row.get(0)?))
            .unwrap()
            .unwrap()
    }

    #[test]
    fn check() {
        writing(|write| {
            let gone = begun(write);
            let case = write.cases().get(gone.case).unwrap().unwrap();
            let kept = Document {
                id: document(2, &case).id,
                ..gone.clone()
            };
            write.documents_mut().begin(&kept).unwrap();
            completed(write, 1, &gone, 1);
            completed(write, 2, &kept, 2);
            write
                .drafts_mut()
                .save(&Draft::first(gone.id, "later", at(3)))
                .unwrap();
            let [pupil, of_case, of_document] = about_each(case.pupil(), case.id(), gone.id);
            for typed in [&pupil, &of_case, &of_document] {
                write.unfinished_mut().keep(typed).unwrap();
            }
            event(write, 4, EventKind::Disclosed, &gone, true);
            assert!(!write.disposals().is_case_empty(case.id()).unwrap());

            write.disposals_mut().dispose(&disposal(&gone)).unwrap();
            let left = |table| count(write, table);
            assert_eq!(["papers", "sections", "documents"].map(left), [1, 1, 1]);
            assert_eq!(
                (left("drafts"), left("events")),
                (0, 2),
                "what is about the case stays"
            );
            assert_eq!(
                write.unfinished().all().unwrap(),
                [of_case, pupil],
                "what is half typed about the document is gone"
            );
            let rows = write.disposals().all().unwrap();
            assert_eq!(rows[0].papers, [Hash::of(&[1])], "the hashes of what was there");
            let elsewhere = Disposal {
                document: document(7, &case).id,
                at: at(10),
                papers: vec![Hash::of(&[7])],
                ..disposal(&gone)
            };
            write.disposals_mut().keep(&elsewhere).unwrap();
            assert_eq!(
                write.disposals().get(elsewhere.document).unwrap(),
                Some(elsewhere)
            );
            assert_eq!(write.disposals().of(rows[0].decision).unwrap()[..1], rows);
            assert_eq!(write.disposals().get(gone.id).unwrap().as_ref(), rows.first());
            assert_eq!(write.disposals().get(kept.id).unwrap(), None);
            assert!(write.papers().of(kept.id).unwrap().len() == 1);

            let again = write.disposals_mut().dispose(&disposal(&gone)).unwrap_err();
            assert_eq!(again, StoreError::NotFound.into());
            let back = write.documents_mut().begin(&gone).unwrap_err();
            assert_eq!(back, StoreError::Final.into(), "it does not come back");
        });
    }

    #[test]
    fn nothing_else_can_be_removed() {
        writing(|write| {
            let gone = begun(write);
            let case = write.cases().get(gone.case).unwrap().unwrap();
            let kept = Document {
                id: document(2, &case).id,
                ..gone.clone()
            };
            write.documents_mut().begin(&kept).unwrap();
            completed(write, 1, &gone, 1);
            completed(write, 2, &kept, 2);
            event(write, 3, EventKind::Disclosed, &kept, true);
            write.disposals_mut().dispose(&disposal(&gone)).unwrap();
            for sql in [
                "DELETE FROM papers",
                "DELETE FROM sections",
                "DELETE FROM events",
                "DELETE FROM events WHERE document IS NULL",
                "DELETE FROM disposals",
                "UPDATE disposals SET at = ''",
                "DELETE FROM cases",
                "DELETE FROM definitions",
                "REPLACE INTO disposals SELECT * FROM disposals",
                "REPLACE INTO papers SELECT * FROM papers",
            ] {
                let refused = write.execute(sql, []).unwrap_err();
                assert_eq!(refused, StoreError::Final.into(), "{sql}");
            }
            for sql in ["DELETE FROM documents", "DELETE FROM pupils"] {
                assert!(write.execute(sql, []).is_err(), "{sql}");
            }
            let nameless = Disposal {
                plan: String::new(),
                ..disposal(&kept)
            };
            assert!(
                write.disposals_mut().dispose(&nameless).is_err(),
                "no rule, no disposal"
            );
            let event = Event {
                id: EventId::new(at(7), &[7; 10]),
                kind: EventKind::Printed,
                at: at(7),
                by: String::new(),
                subject: Subject {
                    document: Some(gone.id),
                    ..Default::default()
                },
                data: json!({}),
            };
            let late = write.events_mut().add(&event).unwrap_err();
            assert_eq!(late, StoreError::Final.into(), "nothing more happens to it");
        });
    }

    #[test]
    fn one_that_is_continued_goes_last() {
        writing(|write| {
            let before = begun(write);
            completed(write, 1, &before, 1);
            let case = write.cases().get(before.case).unwrap().unwrap();
            let after = Document {
                id: document(2, &case).id,
                predecessor: Some(Predecessor {
                    document: before.id.uuid(),
                    sha256: Hash::of(&[1]),
                }),
                ..before.clone()
            };
            write.documents_mut().begin(&after).unwrap();
            completed(write, 2, &after, 2);
            let refused = write.disposals_mut().dispose(&disposal(&before)).unwrap_err();
            assert_eq!(refused, StoreError::Continued.into());
            for document in [&after, &before] {
                write.disposals_mut().dispose(&disposal(document)).unwrap();
            }
            let [pupil, of_case, _] = about_each(case.pupil(), case.id(), before.id);
            for typed in [&pupil, &of_case] {
                write.unfinished_mut().keep(typed).unwrap();
            }
            assert!(write.disposals().is_case_empty(case.id()).unwrap());
            assert!(
                write
                    .disposals()
                    .is_pupil_empty(case.pupil(), Some(case.id()))
                    .unwrap()
            );
            assert!(!write.disposals().is_pupil_empty(case.pupil(), None).unwrap());
            write.disposals_mut().remove_case(case.id()).unwrap();
            assert_eq!(write.unfinished().all().unwrap(), [pupil]);
            write.disposals_mut().remove_pupil(case.pupil()).unwrap();
            assert_eq!(write.pupils().all().unwrap(), []);
            assert_eq!(write.unfinished().all().unwrap(), []);
            let nobody = write.disposals_mut().remove_pupil(case.pupil()).unwrap_err();
            assert_eq!(nobody, StoreError::NotFound.into());
        });
    }
}
