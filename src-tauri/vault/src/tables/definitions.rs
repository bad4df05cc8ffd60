//! Definitions of forms, byte for byte as they were answered: kept for ever.

use chrono::{DateTime, Utc};
use forms::{FormRef, Hash};
use rusqlite::Connection;

use super::{Write, first, to_text};
use crate::error::{Error, StoreError};

pub(crate) const V1: &str = "
    CREATE TABLE definitions (
        hash TEXT NOT NULL PRIMARY KEY,
        origin TEXT NOT NULL,
        form TEXT NOT NULL UNIQUE,
        source BLOB NOT NULL,
        kept TEXT NOT NULL
    ) STRICT;
    CREATE TRIGGER definitions_stay BEFORE UPDATE ON definitions BEGIN SELECT RAISE (ABORT, 'final'); END;
    CREATE TRIGGER definitions_remain BEFORE DELETE ON definitions BEGIN SELECT RAISE (ABORT, 'final'); END;
";

/// Reads definitions.
pub struct Definitions<'t>(pub(super) &'t Connection);

/// Keeps definitions.
pub struct DefinitionsMut<'t>(pub(super) &'t Write<'t>);

impl Definitions<'_> {
    /// The source with this hash, if it is kept.
    pub fn source(&self, hash: Hash) -> Result<Option<Vec<u8>>, Error> {
        let sql = "SELECT source FROM definitions WHERE hash = ?1";
        first(self.0, sql, [hash.to_string()], |row| Ok(row.get(0)?))
    }

    /// The hash that the form's source had when it was first kept.
    pub fn hash(&self, form: &FormRef) -> Result<Option<Hash>, Error> {
        let sql = "SELECT hash FROM definitions WHERE form = ?1";
        first(self.0, sql, [form.to_string()], |row| super::parsed(row, 0))
    }
}

impl DefinitionsMut<'_> {
    /// Keeps the form's source and gives its hash. The same id and version with other bytes is refused.
    pub fn keep(&self, form: &FormRef, source: &[u8], at: DateTime<Utc>) -> Result<Hash, Error> {
        let hash = Hash::of(source);
        match self.0.definitions().hash(form)? {
            Some(kept) if kept == hash => return Ok(hash),
            Some(_) => return Err(StoreError::DefinitionChanged.into()),
            None => {}
        }
        self.0.execute(
            "INSERT INTO definitions (hash, origin, form, source, kept) VALUES (?1, ?2, ?3, ?4, ?5)",
            (
                hash.to_string(),
                self.0.origin,
                form.to_string(),
                source,
                to_text(at),
            ),
        )?;
        Ok(hash)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{at, writing};
    use super::*;

    #[test]
    fn check() {
        writing(|write| {
            let form: FormRef = "trosa/checklista@1".parse().unwrap();
            let hash = write.definitions_mut().keep(&form, b"one", at(0)).unwrap();
            assert_eq!(write.definitions_mut().keep(&form, b"one", at(1)).unwrap(), hash);
            let changed = write.definitions_mut().keep(&form, b"two", at(1)).unwrap_err();
            assert_eq!(changed, StoreError::DefinitionChanged.into());
            let next: FormRef = "trosa/checklista@2".parse().unwrap();
            write.definitions_mut().keep(&next, b"two", at(1)).unwrap();
            assert_eq!(
                write.definitions().source(hash).unwrap().as_deref(),
                Some(&b"one"[..])
            );
            assert_eq!(write.definitions().hash(&next).unwrap(), Some(Hash::of(b"two")));
            assert_eq!(write.definitions().source(Hash::of(b"three")).unwrap(), None);
            for sql in ["UPDATE definitions SET source = x'00'", "DELETE FROM definitions"] {
                assert_eq!(
                    write.execute(sql, []).unwrap_err(),
                    StoreError::Final.into(),
                    "{sql}"
                );
            }
        });
    }
}
