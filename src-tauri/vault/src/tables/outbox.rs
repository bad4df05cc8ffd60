//! Packages that wait for the folder through which they go. They are closed already; what is written down of one when it leaves
//! waits with it. A row goes when its package has left or is given up, and when anything is removed from the case
//! that it is about.

use chrono::{DateTime, Utc};
use rusqlite::Connection;
use serde_json::Value;
use uuid::Uuid;

use super::{Write, first, json, optional, parsed, rows, to_json, to_text};
use crate::error::{Error, StoreError};

pub(crate) const V12: &str = "
    CREATE TABLE outbox (
        package TEXT NOT NULL PRIMARY KEY,
        direction TEXT NOT NULL DEFAULT 'sent' CHECK (direction = 'sent'),
        origin TEXT NOT NULL,
        sealed BLOB NOT NULL,
        body TEXT NOT NULL CHECK (json_valid(body)),
        begun TEXT,
        FOREIGN KEY (package, direction) REFERENCES handovers (id, direction)
    ) STRICT;
    CREATE TRIGGER outbox_stays BEFORE UPDATE OF package, direction, origin, sealed, body ON outbox
        BEGIN SELECT RAISE (ABORT, 'final'); END;
";

/// Reads what waits.
pub struct Outbox<'t>(pub(super) &'t Connection);

/// Keeps packages that wait, and lets them go.
pub struct OutboxMut<'t>(pub(super) &'t Write<'t>);

/// A package that waits.
#[derive(Debug, Clone, PartialEq)]
pub struct WaitingPackage {
    /// The package's id, as it was sent.
    pub package: Uuid,
    /// Its file, closed to all but those it is for.
    pub sealed: Vec<u8>,
    /// What else there is to say.
    pub body: Value,
    /// Since when its file is being written: it may have left.
    pub begun: Option<DateTime<Utc>>,
}

impl Outbox<'_> {
    /// Everything that waits, the first thing first.
    pub fn all(&self) -> Result<Vec<Uuid>, Error> {
        let sql = "SELECT o.package FROM outbox AS o JOIN handovers AS h ON h.id = o.package AND h.direction = o.direction
                   ORDER BY h.at, h.id";
        rows(self.0, sql, [], |row| parsed(row, 0))
    }

    /// One of them.
    pub fn get(&self, package: Uuid) -> Result<Option<WaitingPackage>, Error> {
        let both = self.sealed(package)?.zip(self.body(package)?);
        let begun = self.begun(package)?;
        Ok(both.map(|(sealed, body)| WaitingPackage {
            package,
            sealed,
            body,
            begun,
        }))
    }

    /// The file of one of them.
    pub fn sealed(&self, package: Uuid) -> Result<Option<Vec<u8>>, Error> {
        let sql = "SELECT sealed FROM outbox WHERE package = ?1";
        first(self.0, sql, [package.to_string()], |row| Ok(row.get(0)?))
    }

    /// What else there is to say of one of them.
    pub fn body(&self, package: Uuid) -> Result<Option<Value>, Error> {
        let sql = "SELECT body FROM outbox WHERE package = ?1";
        first(self.0, sql, [package.to_string()], |row| json(row, 0))
    }

    /// Since when the file of one of them is being written, if it is.
    pub fn begun(&self, package: Uuid) -> Result<Option<DateTime<Utc>>, Error> {
        let sql = "SELECT begun FROM outbox WHERE package = ?1";
        Ok(first(self.0, sql, [package.to_string()], |row| optional(row, 0))?.flatten())
    }
}

impl OutboxMut<'_> {
    /// Keeps a package until it can leave.
    ///
    /// # Errors
    /// It waits already, or was never sent.
    pub fn add(&self, one: &WaitingPackage) -> Result<(), Error> {
        self.0.execute(
            "INSERT INTO outbox (package, origin, sealed, body, begun) VALUES (?1, ?2, ?3, ?4, ?5)",
            (
                one.package.to_string(),
                self.0.origin,
                &one.sealed,
                to_json(&one.body)?,
                one.begun.map(to_text),
            ),
        )?;
        Ok(())
    }

    /// Keeps that the file of a package is being written from now on; or, with nothing, that it was not.
    pub fn begin(&self, package: Uuid, at: Option<DateTime<Utc>>) -> Result<(), Error> {
        let sql = "UPDATE outbox SET begun = ?2 WHERE package = ?1";
        match self.0.execute(sql, (package.to_string(), at.map(to_text)))? {
            0 => Err(StoreError::NotFound.into()),
            _ => Ok(()),
        }
    }

    /// Lets a package go; whether it waited.
    pub fn remove(&self, package: Uuid) -> Result<bool, Error> {
        let sql = "DELETE FROM outbox WHERE package = ?1";
        Ok(self.0.execute(sql, [package.to_string()])? > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::super::events::Subject;
    use super::super::handovers::tests::handover;
    use super::super::handovers::{Direction, Handover};
    use super::super::tests::{at, case, pupil, writing};
    use super::*;
    use forms::Hash;
    use serde_json::json;

    fn waiting(one: &Handover) -> WaitingPackage {
        WaitingPackage {
            package: one.id,
            sealed: b"closed".to_vec(),
            body: json!({ "until": null }),
            begun: None,
        }
    }

    #[test]
    fn check() {
        writing(|write| {
            let rut = Hash::of(b"Rut");
            write.contacts_mut().put(rut, b"card", at(0)).unwrap();
            let astrid = pupil(1, "Astrid Almgren");
            let matter = case(1, &astrid, "Frånvaro");
            write.pupils_mut().put(&astrid, at(0)).unwrap();
            write.cases_mut().put(&matter, at(0)).unwrap();
            let about = Handover {
                subject: Subject {
                    case: Some(matter.id()),
                    ..Subject::default()
                },
                ..handover(1, rut)
            };
            let change = write.outbox_mut();
            assert!(change.add(&waiting(&about)).is_err(), "never sent");
            let received = Handover {
                direction: Direction::Received,
                ..handover(3, rut)
            };
            for one in [&handover(2, rut), &about, &received] {
                write.handovers_mut().add(one).unwrap();
            }
            assert!(change.add(&waiting(&received)).is_err(), "not ours to send");
            for one in [&handover(2, rut), &about] {
                change.add(&waiting(one)).unwrap();
            }
            assert!(change.add(&waiting(&about)).is_err(), "never twice");
            let all = || write.outbox().all().unwrap();
            assert_eq!(all(), [about.id, handover(2, rut).id], "as they were sent");
            let sealed = write.outbox().sealed(about.id).unwrap();
            assert_eq!(sealed, Some(waiting(&about).sealed));
            let body = write.outbox().body(about.id).unwrap();
            assert_eq!(body, Some(waiting(&about).body));

            change.begin(about.id, Some(at(5))).unwrap();
            assert_eq!(write.outbox().get(about.id).unwrap().unwrap().begun, Some(at(5)));
            change.begin(about.id, None).unwrap();
            assert_eq!(write.outbox().begun(about.id), Ok(None));
            let nothing = change.begin(received.id, Some(at(5)));
            assert_eq!(nothing, Err(StoreError::NotFound.into()));
            let opened = write.execute("UPDATE outbox SET sealed = x'00'", []);
            assert_eq!(opened, Err(StoreError::Final.into()), "it is closed");

            write.disposals_mut().remove_case(matter.id()).unwrap();
            assert_eq!(all(), [handover(2, rut).id], "goes with its case");
            assert_eq!(change.remove(about.id), Ok(false));
            assert_eq!(change.remove(handover(2, rut).id), Ok(true));
            assert!(all().is_empty());
        });
    }
}
