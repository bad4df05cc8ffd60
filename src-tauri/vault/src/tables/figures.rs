//! How much pupils were absent, as colleagues sent it: read here for a time, and then gone. Nothing else is built on it.

use cases::{Figures as PupilFigures, Summary};
use chrono::NaiveDate;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Write, json, parsed, rows, to_json};
use crate::error::{Error, StoreError};

pub(crate) const V10: &str = "
    CREATE TABLE figures (
        package TEXT NOT NULL PRIMARY KEY,
        direction TEXT NOT NULL DEFAULT 'received' CHECK (direction = 'received'),
        origin TEXT NOT NULL,
        until TEXT NOT NULL,
        body TEXT NOT NULL CHECK (json_valid(body)),
        FOREIGN KEY (package, direction) REFERENCES handovers (id, direction)
    ) STRICT;
    CREATE TRIGGER figures_stay BEFORE UPDATE ON figures BEGIN SELECT RAISE (ABORT, 'final'); END;
";

/// Reads figures.
pub struct Figures<'t>(pub(super) &'t Connection);

/// Keeps figures, and lets them go.
pub struct FiguresMut<'t>(pub(super) &'t Write<'t>);

/// Figures that a package brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FiguresKept {
    /// The package.
    pub package: Uuid,
    /// The last day on which they are here.
    pub until: NaiveDate,
    /// The figures.
    pub told: FiguresTold,
}

/// What is told of absence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FiguresTold {
    /// Pupil by pupil.
    Pupils(PupilFigures),
    /// Summed up.
    Summary(Summary),
}

impl Figures<'_> {
    /// All of them.
    pub fn all(&self) -> Result<Vec<FiguresKept>, Error> {
        let sql = "SELECT package, until, body FROM figures ORDER BY package";
        rows(self.0, sql, [], |row| {
            Ok(FiguresKept {
                package: parsed(row, 0)?,
                until: parsed(row, 1)?,
                told: json(row, 2)?,
            })
        })
    }
}

impl FiguresMut<'_> {
    /// Keeps figures; the package that brought them must be there.
    pub fn add(&self, kept: &FiguresKept) -> Result<(), Error> {
        self.0.execute(
            "INSERT INTO figures (package, origin, until, body) VALUES (?1, ?2, ?3, ?4)",
            (
                kept.package.to_string(),
                self.0.origin,
                kept.until.to_string(),
                to_json(&kept.told)?,
            ),
        )?;
        Ok(())
    }

    /// Lets figures go.
    pub fn remove(&self, package: Uuid) -> Result<(), Error> {
        match self
            .0
            .execute("DELETE FROM figures WHERE package = ?1", [package.to_string()])?
        {
            0 => Err(StoreError::NotFound.into()),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::handovers::tests::handover;
    use super::super::tests::{at, writing};
    use super::*;
    use crate::Direction;
    use forms::Hash;

    #[test]
    fn check() {
        writing(|write| {
            let day = |text: &str| text.parse::<NaiveDate>().unwrap();
            let kept = |number: u8| FiguresKept {
                package: Uuid::from_u128(number.into()),
                until: day("2027-06-30"),
                told: FiguresTold::Summary(Summary {
                    from: day("2026-10-01"),
                    to: day("2026-10-31"),
                    at_least: cases::Share::percent(15).unwrap(),
                    groups: Vec::new(),
                    whole: None,
                }),
            };
            let add = |number| write.figures_mut().add(&kept(number));
            assert_eq!(
                add(1),
                Err(StoreError::Dangling.into()),
                "no package brought them"
            );
            let rut = Hash::of(b"Rut");
            write.contacts_mut().put(rut, b"card", at(0)).unwrap();
            for number in [1, 2] {
                let received = crate::Handover {
                    direction: Direction::Received,
                    kind: "aggregates".into(),
                    ..handover(number, rut)
                };
                write.handovers_mut().add(&received).unwrap();
                add(number).unwrap();
            }
            assert!(add(1).is_err(), "never twice");
            assert_eq!(write.figures().all().unwrap(), [kept(1), kept(2)]);
            let change = "UPDATE figures SET until = '2099-01-01'";
            assert_eq!(write.execute(change, []).unwrap_err(), StoreError::Final.into());
            let remove = |number| write.figures_mut().remove(Uuid::from_u128(number));
            remove(1).unwrap();
            assert_eq!(write.figures().all().unwrap(), [kept(2)]);
            assert_eq!(remove(1), Err(StoreError::NotFound.into()));
        });
    }
}
