//! What was sent to other vaults and came from them, and what became of it. Only ever added; when the case is gone, what
//! was said of it goes too, and that something was exchanged stays, so that a package is never taken in twice.

use std::str::FromStr;

use cases::CaseId;
use chrono::{DateTime, Utc};
use forms::Hash;
use rusqlite::Connection;
use serde_json::Value;
use uuid::Uuid;

use super::events::Subject;
use super::{Write, first, id, json, optional, parsed, rows, to_json, to_text};
use crate::error::{Error, StoreError};

pub(crate) const V6: &str = "
    CREATE TABLE handovers (
        id TEXT NOT NULL,
        direction TEXT NOT NULL CHECK (direction IN ('sent', 'received')),
        origin TEXT NOT NULL,
        contact TEXT NOT NULL REFERENCES contacts (fingerprint),
        kind TEXT NOT NULL,
        sequence INTEGER NOT NULL CHECK (sequence > 0),
        pupil TEXT,
        case_id TEXT,
        document TEXT,
        body TEXT NOT NULL CHECK (json_valid(body)),
        at TEXT NOT NULL,
        PRIMARY KEY (id, direction)
    ) STRICT;
    CREATE UNIQUE INDEX handovers_sequence ON handovers (contact, sequence) WHERE direction = 'sent';
    CREATE INDEX handovers_case ON handovers (case_id) WHERE case_id IS NOT NULL;
    CREATE TABLE handover_steps (
        handover TEXT NOT NULL,
        direction TEXT NOT NULL,
        number INTEGER NOT NULL CHECK (number > 0),
        origin TEXT NOT NULL,
        step TEXT NOT NULL,
        body TEXT NOT NULL CHECK (json_valid(body)),
        at TEXT NOT NULL,
        PRIMARY KEY (handover, direction, number),
        FOREIGN KEY (handover, direction) REFERENCES handovers (id, direction)
    ) STRICT;
    CREATE TRIGGER handovers_remain BEFORE DELETE ON handovers BEGIN SELECT RAISE (ABORT, 'final'); END;
    CREATE TRIGGER handover_steps_remain BEFORE DELETE ON handover_steps BEGIN SELECT RAISE (ABORT, 'final'); END;
    CREATE TRIGGER handovers_stay BEFORE UPDATE OF id, direction, origin, contact, kind, sequence, case_id, at
        ON handovers BEGIN SELECT RAISE (ABORT, 'final'); END;
    CREATE TRIGGER handover_steps_stay BEFORE UPDATE OF handover, direction, number, origin, step, at
        ON handover_steps BEGIN SELECT RAISE (ABORT, 'final'); END;
    CREATE TRIGGER handovers_forget BEFORE UPDATE OF pupil, document, body ON handovers
        WHEN NEW.body <> '{}' OR OLD.case_id IS NULL OR OLD.case_id IN (SELECT id FROM cases)
        BEGIN SELECT RAISE (ABORT, 'final'); END;
    CREATE TRIGGER handover_steps_forget BEFORE UPDATE OF body ON handover_steps
        WHEN NEW.body <> '{}' OR (SELECT case_id IS NULL OR case_id IN (SELECT id FROM cases) FROM handovers
                                  WHERE id = OLD.handover AND direction = OLD.direction)
        BEGIN SELECT RAISE (ABORT, 'final'); END;
";

/// Reads what was exchanged.
pub struct Handovers<'t>(pub(super) &'t Connection);

/// Keeps what was exchanged.
pub struct HandoversMut<'t>(pub(super) &'t Write<'t>);

/// Which way a package went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From this vault.
    Sent,
    /// To this vault.
    Received,
}

impl Direction {
    /// The stable name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Received => "received",
        }
    }
}

impl FromStr for Direction {
    type Err = StoreError;

    fn from_str(name: &str) -> Result<Self, StoreError> {
        let ways = [Self::Sent, Self::Received];
        let way = ways.into_iter().find(|way| way.as_str() == name);
        way.ok_or(StoreError::Damaged)
    }
}

/// A package that was sent or received.
#[derive(Debug, Clone, PartialEq)]
pub struct Handover {
    /// The package's id.
    pub id: Uuid,
    /// Which way it went.
    pub direction: Direction,
    /// The contact at the other end.
    pub contact: Hash,
    /// What it carries, by its stable name.
    pub kind: String,
    /// Which one it is of those that its sender made for its recipient, from 1.
    pub sequence: u32,
    /// What it is about.
    pub subject: Subject,
    /// What else there is to say, by kind: what it is for, its ground, until when.
    pub body: Value,
    /// When it was made, or taken in.
    pub at: DateTime<Utc>,
    /// What became of it, the first thing first.
    pub steps: Vec<HandoverStep>,
}

/// Something that became of a package.
#[derive(Debug, Clone, PartialEq)]
pub struct HandoverStep {
    /// What, by its stable name.
    pub step: String,
    /// What else there is to say.
    pub body: Value,
    /// When.
    pub at: DateTime<Utc>,
}

impl Handovers<'_> {
    /// Everything that was exchanged, the last thing first.
    pub fn all(&self) -> Result<Vec<Handover>, Error> {
        self.with("", &[])
    }

    /// What was exchanged about a case, the last thing first.
    pub fn about_case(&self, case: CaseId) -> Result<Vec<Handover>, Error> {
        self.with("WHERE case_id = ?1", &[&id(case)])
    }

    /// One package.
    pub fn get(&self, package: Uuid, direction: Direction) -> Result<Option<Handover>, Error> {
        let params = [&package.to_string(), direction.as_str()];
        Ok(self.with("WHERE id = ?1 AND direction = ?2", &params)?.pop())
    }

    /// The highest number of a package that was sent to a contact, or came from one; 0 where there is none.
    pub fn last_sequence(&self, contact: Hash, direction: Direction) -> Result<u32, Error> {
        let sql = "SELECT ifnull(max(sequence), 0) FROM handovers WHERE contact = ?1 AND direction = ?2";
        let params = [&contact.to_string(), direction.as_str()];
        let last = first(self.0, sql, params, |row| Ok(row.get::<_, u32>(0)?))?;
        Ok(last.unwrap_or_default())
    }

    fn with(&self, condition: &str, params: &[&str]) -> Result<Vec<Handover>, Error> {
        let columns = "id, direction, contact, kind, sequence, pupil, case_id, document, body, at";
        let sql = format!("SELECT {columns} FROM handovers {condition} ORDER BY at DESC, id DESC");
        let mut found = rows(self.0, &sql, rusqlite::params_from_iter(params), handover)?;
        for one in &mut found {
            let sql = "SELECT step, body, at FROM handover_steps WHERE handover = ?1 AND direction = ?2
                       ORDER BY number";
            let params = [&one.id.to_string(), one.direction.as_str()];
            one.steps = rows(self.0, sql, params, step)?;
        }
        Ok(found)
    }
}

impl HandoversMut<'_> {
    /// Keeps a package with what became of it so far.
    pub fn add(&self, handover: &Handover) -> Result<(), Error> {
        self.0.execute(
            "INSERT INTO handovers (id, direction, origin, contact, kind, sequence, pupil, case_id, document, body, at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            (
                handover.id.to_string(),
                handover.direction.as_str(),
                self.0.origin,
                handover.contact.to_string(),
                &handover.kind,
                handover.sequence,
                handover.subject.pupil.map(id),
                handover.subject.case.map(id),
                handover.subject.document.map(id),
                to_json(&handover.body)?,
                to_text(handover.at),
            ),
        )?;
        let mut steps = handover.steps.iter();
        steps.try_for_each(|step| self.add_step(handover.id, handover.direction, step))
    }

    /// Keeps what became of a package.
    pub fn add_step(&self, package: Uuid, direction: Direction, step: &HandoverStep) -> Result<(), Error> {
        self.0.execute(
            "INSERT INTO handover_steps (handover, direction, number, origin, step, body, at)
             SELECT ?1, ?2, 1 + count(*), ?3, ?4, ?5, ?6 FROM handover_steps WHERE handover = ?1 AND direction = ?2",
            (
                package.to_string(),
                direction.as_str(),
                self.0.origin,
                &step.step,
                to_json(&step.body)?,
                to_text(step.at),
            ),
        )?;
        Ok(())
    }

    /// Forgets what was said in what was exchanged about a case that is gone.
    pub(crate) fn forget(&self, case: CaseId) -> Result<(), Error> {
        let steps = "UPDATE handover_steps SET body = '{}' WHERE EXISTS
                     (SELECT 1 FROM handovers AS h WHERE h.id = handover AND h.direction = handover_steps.direction
                      AND h.case_id = ?1)";
        self.0.execute(steps, [id(case)])?;
        let packages = "UPDATE handovers SET body = '{}', pupil = NULL, document = NULL WHERE case_id = ?1";
        self.0.execute(packages, [id(case)])?;
        // What waits to be sent about it holds it.
        let waiting = "DELETE FROM outbox WHERE package IN (SELECT id FROM handovers WHERE case_id = ?1)";
        self.0.execute(waiting, [id(case)])?;
        Ok(())
    }
}

fn handover(row: &rusqlite::Row) -> Result<Handover, Error> {
    Ok(Handover {
        id: parsed(row, 0)?,
        direction: parsed(row, 1)?,
        contact: parsed(row, 2)?,
        kind: row.get(3)?,
        sequence: row.get(4)?,
        subject: Subject {
            pupil: optional(row, 5)?,
            case: optional(row, 6)?,
            document: optional(row, 7)?,
        },
        body: json(row, 8)?,
        at: parsed(row, 9)?,
        steps: Vec::new(),
    })
}

fn step(row: &rusqlite::Row) -> Result<HandoverStep, Error> {
    Ok(HandoverStep {
        step: row.get(0)?,
        body: json(row, 1)?,
        at: parsed(row, 2)?,
    })
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::tests::{at, case, pupil, writing};
    use super::*;
    use serde_json::json;

    pub(crate) fn handover(number: u8, contact: Hash) -> Handover {
        Handover {
            id: Uuid::from_u128(number.into()),
            direction: Direction::Sent,
            contact,
            kind: "copy".into(),
            sequence: number.into(),
            subject: Subject::default(),
            body: json!({ "purpose": "Kopia" }),
            at: at(number.into()),
            steps: Vec::new(),
        }
    }

    fn step(step: &str, second: i64) -> HandoverStep {
        HandoverStep {
            step: step.into(),
            body: json!({ "note": "Fel klass" }),
            at: at(second),
        }
    }

    #[test]
    fn check() {
        writing(|write| {
            let rut = Hash::of(b"Rut");
            let add = |one: &Handover| write.handovers_mut().add(one);
            assert_eq!(
                add(&handover(1, rut)),
                Err(StoreError::Dangling.into()),
                "nobody's"
            );
            write.contacts_mut().put(rut, b"card", at(0)).unwrap();
            let astrid = pupil(1, "Astrid Almgren");
            let matter = case(1, &astrid, "Frånvaro");
            write.pupils_mut().put(&astrid, at(0)).unwrap();
            write.cases_mut().put(&matter, at(0)).unwrap();

            let about = Handover {
                subject: Subject {
                    pupil: Some(astrid.id),
                    case: Some(matter.id()),
                    document: None,
                },
                steps: vec![step("saved", 1)],
                ..handover(1, rut)
            };
            let back = Handover {
                direction: Direction::Received,
                ..handover(1, rut)
            };
            for one in [&about, &back, &handover(2, rut)] {
                add(one).unwrap();
            }
            assert!(add(&about).is_err(), "never twice");
            let third = Handover {
                sequence: 2,
                ..handover(3, rut)
            };
            assert!(add(&third).is_err(), "a number is given once");
            let last = |way| write.handovers().last_sequence(rut, way).unwrap();
            assert_eq!([last(Direction::Sent), last(Direction::Received)], [2, 1]);

            let (id, sent) = (about.id, Direction::Sent);
            write
                .handovers_mut()
                .add_step(id, sent, &step("rejected", 9))
                .unwrap();
            let full = Handover {
                steps: vec![step("saved", 1), step("rejected", 9)],
                ..about
            };
            assert_eq!(write.handovers().get(id, sent).unwrap(), Some(full.clone()));
            assert_eq!(
                write.handovers().get(id, Direction::Received).unwrap(),
                Some(back)
            );
            assert_eq!(write.handovers().about_case(matter.id()).unwrap(), [full]);
            assert_eq!(write.handovers().all().unwrap().len(), 3);
            for sql in [
                "DELETE FROM handovers",
                "DELETE FROM handover_steps",
                "UPDATE handovers SET kind = 'order'",
                "UPDATE handovers SET body = '{}'",
                "UPDATE handover_steps SET step = 'accepted'",
                "UPDATE handover_steps SET body = '{}'",
            ] {
                assert_eq!(
                    write.execute(sql, []).unwrap_err(),
                    StoreError::Final.into(),
                    "{sql}"
                );
            }
        });
    }
}
