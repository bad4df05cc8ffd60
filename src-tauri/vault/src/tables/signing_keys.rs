//! The owner's keys for signing, each with its certificate. A retired one stays: what it signed is still judged.

use cases::Id;
use chrono::{DateTime, Utc};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::{Write, id, json, optional, parsed, rows, to_json, to_text};
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

/// Where a key comes from; that it was revoked, or that its secret was erased, is never taken back.
pub(crate) const V4: &str = "
    ALTER TABLE signing_keys ADD COLUMN source TEXT NOT NULL DEFAULT '\"made\"' CHECK (json_valid(source));
    ALTER TABLE signing_keys ADD COLUMN revoked TEXT;
    ALTER TABLE signing_keys ADD COLUMN erased TEXT;
    DROP TRIGGER signing_keys_stay;
    CREATE TRIGGER signing_keys_stay BEFORE UPDATE OF id, origin, chain, source, made ON signing_keys
        BEGIN SELECT RAISE (ABORT, 'final'); END;
    CREATE TRIGGER signing_keys_seal BEFORE UPDATE OF sealed ON signing_keys
        WHEN length(NEW.sealed) > 0 OR NEW.erased IS NULL BEGIN SELECT RAISE (ABORT, 'final'); END;
    CREATE TRIGGER signing_keys_end BEFORE UPDATE OF revoked, erased ON signing_keys
        WHEN NEW.revoked IS NOT OLD.revoked AND OLD.revoked IS NOT NULL
          OR NEW.erased IS NOT OLD.erased AND OLD.erased IS NOT NULL
        BEGIN SELECT RAISE (ABORT, 'final'); END;
    CREATE TRIGGER signing_keys_gone BEFORE UPDATE OF retired, revoked, erased ON signing_keys
        WHEN NEW.retired IS NULL AND (NEW.revoked IS NOT NULL OR NEW.erased IS NOT NULL)
        BEGIN SELECT RAISE (ABORT, 'final'); END;
";

/// Reads keys.
pub struct SigningKeys<'t>(pub(super) &'t Connection);

/// Adds, chooses, revokes and erases keys.
pub struct SigningKeysMut<'t>(pub(super) &'t Write<'t>);

/// A key for signing. It has no `Debug` form.
#[derive(Clone, PartialEq, Eq)]
pub struct SigningKey {
    /// The id.
    pub id: Id<SigningKey>,
    /// Where it comes from.
    pub source: KeySource,
    /// The certificate, followed by those of its issuers, as PEM.
    pub chain: String,
    /// The private key, sealed under [`crate::Vault::signing_secret`]; empty where it lies on a card, or is erased.
    pub sealed: Vec<u8>,
    /// When it was made, or came here.
    pub made: DateTime<Utc>,
    /// Since when it signs no more.
    pub retired: Option<DateTime<Utc>>,
    /// Since when it is not safe, as its owner says.
    pub revoked: Option<DateTime<Utc>>,
    /// When the private key was erased.
    pub erased: Option<DateTime<Utc>>,
}

/// Where a key comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeySource {
    /// Made here, and speaking for itself.
    Made,
    /// Made here, with a certificate that the school's authority issued.
    Issued,
    /// From a key file.
    Imported,
    /// On a card or token.
    Card(CardPlace),
}

/// How to find a card again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardPlace {
    /// The file of the maker's module.
    pub module: String,
    /// The card's number.
    pub serial: String,
    /// What the card calls itself.
    pub label: String,
}

impl SigningKeys<'_> {
    /// All keys, the newest first.
    pub fn all(&self) -> Result<Vec<SigningKey>, Error> {
        let sql = "SELECT id, source, chain, sealed, made, retired, revoked, erased FROM signing_keys
                   ORDER BY made DESC, id DESC";
        rows(self.0, sql, [], |row| {
            Ok(SigningKey {
                id: parsed(row, 0)?,
                source: json(row, 1)?,
                chain: row.get(2)?,
                sealed: row.get(3)?,
                made: parsed(row, 4)?,
                retired: optional(row, 5)?,
                revoked: optional(row, 6)?,
                erased: optional(row, 7)?,
            })
        })
    }

    /// One key.
    pub fn get(&self, key: Id<SigningKey>) -> Result<Option<SigningKey>, Error> {
        Ok(self.all()?.into_iter().find(|one| one.id == key))
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
            "INSERT INTO signing_keys (id, origin, source, chain, sealed, made, retired, revoked, erased)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            (
                id(key.id),
                self.0.origin,
                to_json(&key.source)?,
                &key.chain,
                &key.sealed,
                to_text(key.made),
                key.retired.map(to_text),
                key.revoked.map(to_text),
                key.erased.map(to_text),
            ),
        )?;
        Ok(())
    }

    /// Lets a key sign no more; one that is retired stays so.
    pub fn retire(&self, key: Id<SigningKey>, at: DateTime<Utc>) -> Result<(), Error> {
        let sql = "UPDATE signing_keys SET retired = ifnull(retired, ?2) WHERE id = ?1";
        self.one(sql, (id(key), to_text(at)))
    }

    /// Lets this key sign from now on, and no other. A revoked or erased one never does again.
    pub fn choose(&self, key: Id<SigningKey>, at: DateTime<Utc>) -> Result<(), Error> {
        let sql = "UPDATE signing_keys SET retired = ?2 WHERE retired IS NULL AND id <> ?1";
        self.0.execute(sql, (id(key), to_text(at)))?;
        self.one("UPDATE signing_keys SET retired = NULL WHERE id = ?1", [id(key)])
    }

    /// Keeps that a key is not safe since an instant: it never signs again.
    pub fn revoke(&self, key: Id<SigningKey>, since: DateTime<Utc>, at: DateTime<Utc>) -> Result<(), Error> {
        let sql = "UPDATE signing_keys SET revoked = ?2, retired = ifnull(retired, ?3) WHERE id = ?1";
        self.one(sql, (id(key), to_text(since), to_text(at)))
    }

    /// Erases a private key that signs no more; its certificate stays, so that what it signed is still judged.
    pub fn erase(&self, key: Id<SigningKey>, at: DateTime<Utc>) -> Result<(), Error> {
        self.one(
            "UPDATE signing_keys SET erased = ?2, sealed = x'' WHERE id = ?1",
            (id(key), to_text(at)),
        )
    }

    fn one(&self, sql: &str, params: impl rusqlite::Params) -> Result<(), Error> {
        match self.0.execute(sql, params)? {
            0 => Err(StoreError::NotFound.into()),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{at, writing};
    use super::*;

    fn key(number: u8, source: KeySource) -> SigningKey {
        SigningKey {
            id: Id::new(at(number.into()), &[number; 10]),
            source,
            chain: format!("certificate {number}"),
            sealed: vec![number],
            made: at(number.into()),
            retired: None,
            revoked: None,
            erased: None,
        }
    }

    #[test]
    fn check() {
        writing(|write| {
            let [first, second] = [1, 2].map(|number| key(number, KeySource::Made));
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
            assert!(write.signing_keys().get(retired.id).unwrap() == Some(retired.clone()));
            assert!(write.signing_keys().all().unwrap() == [second.clone(), retired]);
            write.signing_keys_mut().retire(second.id, at(3)).unwrap();
            assert!(write.signing_keys().current().unwrap().is_none());
            let nobody = write.signing_keys_mut().retire(Id::new(at(0), &[9; 10]), at(3));
            assert_eq!(nobody, Err(StoreError::NotFound.into()));
            for sql in [
                "UPDATE signing_keys SET chain = ''",
                "UPDATE signing_keys SET source = '\"imported\"'",
                "UPDATE signing_keys SET sealed = x'02'",
                "UPDATE signing_keys SET sealed = x''",
                "DELETE FROM signing_keys",
            ] {
                assert_eq!(
                    write.execute(sql, []).unwrap_err(),
                    StoreError::Final.into(),
                    "{sql}"
                );
            }
        });
    }

    /// A key from before there were others was made here.
    #[test]
    fn an_older_key_is_kept() {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(V2).unwrap();
        let insert = "INSERT INTO signing_keys VALUES (?1, 'origin', 'certificate 1', x'01', ?2, NULL)";
        let old = key(1, KeySource::Made);
        connection
            .execute(insert, (id(old.id), to_text(old.made)))
            .unwrap();
        connection.execute_batch(V4).unwrap();
        assert!(SigningKeys(&connection).all().unwrap() == [old]);
    }

    #[test]
    fn a_key_is_chosen_revoked_and_erased() {
        writing(|write| {
            let card = KeySource::Card(CardPlace {
                module: "/usr/lib/module.so".into(),
                serial: "17".into(),
                label: "Card".into(),
            });
            let keys = [key(1, KeySource::Imported), key(2, card)];
            for key in &keys {
                write.signing_keys_mut().add(key).unwrap();
                write.signing_keys_mut().choose(key.id, at(5)).unwrap();
            }
            let current = || write.signing_keys().current().unwrap().map(|key| key.id);
            assert_eq!(current(), Some(keys[1].id));
            write.signing_keys_mut().choose(keys[0].id, at(6)).unwrap();
            assert_eq!(current(), Some(keys[0].id));

            let change = write.signing_keys_mut();
            assert_eq!(change.erase(keys[0].id, at(7)), Err(StoreError::Final.into()));
            change.revoke(keys[0].id, at(3), at(7)).unwrap();
            assert_eq!(current(), None, "it never signs again");
            let taken_back = [
                change.choose(keys[0].id, at(8)),
                change.revoke(keys[0].id, at(9), at(9)),
            ];
            assert_eq!(taken_back, [(); 2].map(|()| Err(StoreError::Final.into())));
            change.erase(keys[0].id, at(9)).unwrap();
            change.choose(keys[1].id, at(9)).unwrap();
            let kept = write.signing_keys().get(keys[0].id).unwrap().unwrap();
            assert_eq!(
                (kept.sealed, kept.revoked, kept.erased),
                (vec![], Some(at(3)), Some(at(9)))
            );
            assert_eq!(kept.chain, keys[0].chain);
        });
    }
}
