//! Pupils.
//!
//! Guardians lie inside the pupil's row: they have no life apart from the pupil and are never looked up alone.

use cases::{Pupil, PupilId, fold, swedish_order};
use chrono::{DateTime, Utc};
use rusqlite::Connection;

use super::{Write, body, first, id, rows, to_json, to_text};
use crate::error::Error;

pub(crate) const V1: &str = "
    CREATE TABLE pupils (
        id TEXT NOT NULL PRIMARY KEY,
        origin TEXT NOT NULL,
        body TEXT NOT NULL CHECK (json_valid(body)),
        sorted TEXT NOT NULL,
        searched TEXT NOT NULL,
        changed TEXT NOT NULL
    ) STRICT;
    CREATE INDEX pupils_sorted ON pupils (sorted);
";

/// Reads pupils.
pub struct Pupils<'t>(pub(super) &'t Connection);

/// Writes pupils.
pub struct PupilsMut<'t>(pub(super) &'t Write<'t>);

impl Pupils<'_> {
    /// The pupil, if there is one.
    pub fn get(&self, pupil: PupilId) -> Result<Option<Pupil>, Error> {
        first(self.0, "SELECT body FROM pupils WHERE id = ?1", [id(pupil)], body)
    }

    /// All pupils, by the names that are shown, in Swedish order.
    pub fn all(&self) -> Result<Vec<Pupil>, Error> {
        rows(self.0, "SELECT body FROM pupils ORDER BY sorted, id", [], body)
    }
}

impl PupilsMut<'_> {
    /// Keeps the pupil as it now is. The vault that first kept it stays its origin.
    pub fn put(&self, pupil: &Pupil, at: DateTime<Utc>) -> Result<(), Error> {
        self.0.execute(
            "INSERT INTO pupils (id, origin, body, sorted, searched, changed) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (id) DO UPDATE SET body = excluded.body, sorted = excluded.sorted,
                 searched = excluded.searched, changed = excluded.changed",
            (
                id(pupil.id),
                self.0.origin,
                to_json(pupil)?,
                swedish_order(pupil.display_name().as_str()),
                searched(pupil),
                to_text(at),
            ),
        )?;
        Ok(())
    }
}

// Of a pupil with protected identity only the alias is found: a search for the name must not answer with it.
fn searched(pupil: &Pupil) -> String {
    let class = pupil.class.as_ref().map(|class| class.as_str());
    fold(&[pupil.display_name().as_str(), class.unwrap_or_default()].join(" "))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{at, pupil, writing};
    use super::*;
    use cases::{Line, Protection};

    #[test]
    fn check() {
        writing(|write| {
            let names = ["Örjan Ek", "Astrid Almgren", "Åke Berg"];
            let [orjan, astrid, ake] = [1, 2, 3].map(|n| pupil(n, names[usize::from(n) - 1]));
            for pupil in [&orjan, &astrid, &ake] {
                write.pupils_mut().put(pupil, at(0)).unwrap();
            }
            assert_eq!(
                write.pupils().all().unwrap(),
                [astrid.clone(), ake.clone(), orjan.clone()]
            );
            let alias = Protection::Alias(Line::parse("alias", "Ö").unwrap());
            let hidden = Pupil {
                protection: alias,
                ..astrid.clone()
            };
            write.pupils_mut().put(&hidden, at(1)).unwrap();
            assert_eq!(write.pupils().get(astrid.id).unwrap(), Some(hidden.clone()));
            assert_eq!(
                write.pupils().all().unwrap(),
                [ake, hidden.clone(), orjan],
                "sorted by the alias"
            );
            assert_eq!(searched(&hidden), " ö");
            assert_eq!(write.pupils().get(pupil(9, "Nobody").id).unwrap(), None);
        });
    }
}
