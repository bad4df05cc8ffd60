//! What happened to pupils, cases and documents. Only ever added.

use cases::{CaseId, DocumentId, EventId, EventKind, PupilId};
use chrono::{DateTime, Utc};
use rusqlite::Connection;
use serde_json::Value;

use super::{Write, id, json, optional, parsed, rows, to_json, to_text};
use crate::error::{Error, StoreError};

pub(crate) const V1: &str = "
    CREATE TABLE events (
        id TEXT NOT NULL PRIMARY KEY,
        origin TEXT NOT NULL,
        kind TEXT NOT NULL,
        happened TEXT NOT NULL,
        by TEXT NOT NULL,
        pupil TEXT,
        case_id TEXT,
        document TEXT,
        data TEXT NOT NULL CHECK (json_valid(data))
    ) STRICT;
    CREATE INDEX events_case ON events (case_id) WHERE case_id IS NOT NULL;
    CREATE INDEX events_document ON events (document) WHERE document IS NOT NULL;
    CREATE TRIGGER events_stay BEFORE UPDATE ON events BEGIN SELECT RAISE (ABORT, 'final'); END;
    CREATE TRIGGER events_remain BEFORE DELETE ON events BEGIN SELECT RAISE (ABORT, 'final'); END;
";

/// Reads events.
pub struct Events<'t>(pub(super) &'t Connection);

/// Adds events.
pub struct EventsMut<'t>(pub(super) &'t Write<'t>);

/// Something that happened.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// The id.
    pub id: EventId,
    /// What happened.
    pub kind: EventKind,
    /// When.
    pub at: DateTime<Utc>,
    /// The name of who did it.
    pub by: String,
    /// What it happened to.
    pub subject: Subject,
    /// What else there is to say, by kind: a reason, a recipient, a number in another system.
    pub data: Value,
}

/// What an event happened to. The ids are no references: what happened stays when a discarded draft is gone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Subject {
    /// The pupil.
    pub pupil: Option<PupilId>,
    /// The case.
    pub case: Option<CaseId>,
    /// The document.
    pub document: Option<DocumentId>,
}

impl Events<'_> {
    /// What happened in a case and to its documents, the first one first.
    pub fn about_case(&self, case: CaseId) -> Result<Vec<Event>, Error> {
        self.with("WHERE case_id = ?1", [id(case)])
    }

    /// What happened to a document, the first one first.
    pub fn about_document(&self, document: DocumentId) -> Result<Vec<Event>, Error> {
        self.with("WHERE document = ?1", [id(document)])
    }

    /// What happened to a pupil, and in the pupil's cases and to their documents, the first one first.
    pub fn about_pupil(&self, pupil: PupilId) -> Result<Vec<Event>, Error> {
        self.with("WHERE pupil = ?1", [id(pupil)])
    }

    /// What happened of one kind, the first one first.
    pub fn of_kind(&self, kind: EventKind) -> Result<Vec<Event>, Error> {
        self.with("WHERE kind = ?1", [kind.as_str().to_owned()])
    }

    /// One event.
    pub fn get(&self, event: EventId) -> Result<Option<Event>, Error> {
        Ok(self.with("WHERE id = ?1", [id(event)])?.pop())
    }

    fn with(&self, condition: &str, params: [String; 1]) -> Result<Vec<Event>, Error> {
        let columns = "id, kind, happened, by, pupil, case_id, document, data";
        let sql = format!("SELECT {columns} FROM events {condition} ORDER BY happened, id");
        rows(self.0, &sql, params, event)
    }
}

impl EventsMut<'_> {
    /// Adds an event.
    pub fn add(&self, event: &Event) -> Result<(), Error> {
        self.0.execute(
            "INSERT INTO events (id, origin, kind, happened, by, pupil, case_id, document, data)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            (
                id(event.id),
                self.0.origin,
                event.kind.as_str(),
                to_text(event.at),
                &event.by,
                event.subject.pupil.map(id),
                event.subject.case.map(id),
                event.subject.document.map(id),
                to_json(&event.data)?,
            ),
        )?;
        Ok(())
    }
}

fn event(row: &rusqlite::Row) -> Result<Event, Error> {
    let kind: String = row.get(1)?;
    Ok(Event {
        id: parsed(row, 0)?,
        kind: EventKind::parse("kind", &kind).map_err(|_| StoreError::Damaged)?,
        at: parsed(row, 2)?,
        by: row.get(3)?,
        subject: Subject {
            pupil: optional(row, 4)?,
            case: optional(row, 5)?,
            document: optional(row, 6)?,
        },
        data: json(row, 7)?,
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{at, begun, writing};
    use super::*;
    use cases::DocumentState;
    use serde_json::json;

    #[test]
    fn check() {
        writing(|write| {
            let document = begun(write);
            let event = |number: u8, kind, subject| Event {
                id: EventId::new(at(number.into()), &[number; 10]),
                kind,
                at: at(number.into()),
                by: "Birgitta Ek".into(),
                subject,
                data: json!({ "reason": "Fel elev" }),
            };
            let about = Subject {
                case: Some(document.case),
                document: Some(document.id),
                pupil: None,
            };
            let completed = event(1, EventKind::Completed, about);
            let cancelled = event(2, EventKind::Cancelled, about);
            let closed = event(
                3,
                EventKind::CaseClosed,
                Subject {
                    document: None,
                    ..about
                },
            );
            for event in [&cancelled, &closed, &completed] {
                write.events_mut().add(event).unwrap();
            }
            let state = write.documents().state(document.id).unwrap();
            assert_eq!(state, DocumentState::Cancelled);
            let of_document = write.events().about_document(document.id).unwrap();
            assert_eq!(
                of_document,
                [completed.clone(), cancelled.clone()],
                "in the order of time"
            );
            assert_eq!(
                write.events().about_case(document.case).unwrap(),
                [completed, cancelled, closed.clone()]
            );
            assert_eq!(write.events().get(closed.id).unwrap(), Some(closed));
            let pupil = cases::PupilId::new(at(0), &[1; 10]);
            assert_eq!(write.events().about_pupil(pupil).unwrap(), []);
            for sql in ["UPDATE events SET by = ''", "DELETE FROM events"] {
                assert_eq!(
                    write.execute(sql, []).unwrap_err(),
                    StoreError::Final.into(),
                    "{sql}"
                );
            }
            let replaced = "REPLACE INTO events SELECT * FROM events LIMIT 1";
            assert_eq!(
                write.execute(replaced, []).unwrap_err(),
                StoreError::Final.into(),
                "not by a side door"
            );
        });
    }
}
