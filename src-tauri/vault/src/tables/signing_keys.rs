//! The owner's keys for signing, each with its certificate. A retired one stays: what it signed is still judged.

use cases::Id;
use chrono::{DateTime, Utc};
use rusqlite::Connection;

use super::{Write, id, parsed, rows, to_text};
use crate::error::{Error, StoreError};

pub(crate) const V2: &str = "
    CREATE TABLE signing_keys (
        id TEXT NOT NULL PRIMARY KEY,
        origin TEXT NOT NULL,
        chain TEXT NOT NULL,
        sealed BLOB NOT NULL,
        made TEXT NOT NULL,
        retired TEXT
    ) STRICT;
    CREATE TRIGGER signing_keys_stay BEFORE UPDATE OF id, origin, chain, sealed, made ON signing_keys
        BEGIN SELECT RAISE (ABORT, 'final'); END;
    CREATE TRIGGER signing_keys_remain BEFORE DELETE ON signing_keys BEGIN SELECT RAISE (ABORT, 'final'); END;
";

/// Reads keys.
pub struct SigningKeys<'t>(pub(super) &'t Connection);

/// Adds and retires keys.
pub struct SigningKeysMut<'t>(pub(super) &'t Write<'t>);

/// A key for signing. It has no `Debug` form.
#[derive(Clone, PartialEq, Eq)]
pub struct SigningKey {
    /// The id.
    pub id: Id<SigningKey>,
    /// The certificate, followed by those of its issuers, as PEM.
    pub chain: String,
    /// The private key, sealed under [`crate::Vault::signing_secret`].
    pub sealed: Vec<u8>,
    /// When it was made.
    pub made: DateTime<Utc>,
    /// Since when it signs no more.
    pub retired: Option<DateTime<Utc>>,
}

impl SigningKeys<'_> {
    /// All keys, the newest first.
    pub fn all(&self) -> Result<Vec<SigningKey>, Error> {
        let sql = "SELECT id, chain, sealed, made, retired FROM signing_keys ORDER BY made DESC, id DESC";
        rows(self.0, sql, [], |row| {
            let retired: Option<String> = row.get(4)?;
            Ok(SigningKey {
                id: parsed(row, 0)?,
                chain: row.get(1)?,
                sealed: row.get(2)?,
                made: parsed(row, 3)?,
                retired: retired
                    .map(|at| at.parse().map_err(|_| StoreError::Damaged))
                    .transpose()?,
            })
        })
    }

    /// The key that signs now.
    pub fn current(&self) -> Result<Option<SigningKey>, Error> {
        Ok(self.all()?.into_iter().find(|key| key.retired.is_none()))
    }
}

impl SigningKeysMut<'_> {
    /// Adds a key.
    pub fn add(&self, key: &SigningKey) -> Result<(), Error> {
        self.0.execute(
            "INSERT INTO signing_keys (id, origin, chain, sealed, made, retired) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            (
                id(key.id),
                self.0.origin,
                &key.chain,
                &key.sealed,
                to_text(key.made),
                key.retired.map(to_text),
            ),
        )?;
        Ok(())
    }

    /// Lets a key sign no more; one that is retired stays so.
    pub fn retire(&self, key: Id<SigningKey>, at: DateTime<Utc>) -> Result<(), Error> {
        let sql = "UPDATE signing_keys SET retired = ifnull(retired, ?2) WHERE id = ?1";
        match self.0.execute(sql, (id(key), to_text(at)))? {
            0 => Err(StoreError::NotFound.into()),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{at, writing};
    use super::*;

    #[test]
    fn check() {
        writing(|write| {
            let [first, second] = [1_u8, 2].map(|number| SigningKey {
                id: Id::new(at(number.into()), &[number; 10]),
                chain: format!("certificate {number}"),
                sealed: vec![number],
                made: at(number.into()),
                retired: None,
            });
            assert!(write.signing_keys().current().unwrap().is_none());
            write.signing_keys_mut().add(&first).unwrap();
            write.signing_keys_mut().retire(first.id, at(2)).unwrap();
            write.signing_keys_mut().retire(first.id, at(9)).unwrap();
            write.signing_keys_mut().add(&second).unwrap();
            assert!(write.signing_keys().current().unwrap() == Some(second.clone()));
            let retired = SigningKey {
                retired: Some(at(2)),
                ..first
            };
            assert!(write.signing_keys().all().unwrap() == [second.clone(), retired]);
            write.signing_keys_mut().retire(second.id, at(3)).unwrap();
            assert!(write.signing_keys().current().unwrap().is_none());
            let nobody = write.signing_keys_mut().retire(Id::new(at(0), &[9; 10]), at(3));
            assert_eq!(nobody, Err(StoreError::NotFound.into()));
            for sql in ["UPDATE signing_keys SET chain = ''", "DELETE FROM signing_keys"] {
                assert_eq!(
                    write.execute(sql, []).unwrap_err(),
                    StoreError::Final.into(),
                    "{sql}"
                );
            }
        });
    }
}
