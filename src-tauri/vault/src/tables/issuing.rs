//! The school's own authority: what a member of staff asks of it, and, in the vault of whoever issues, its key and
//! what it has issued.

use cases::Id;
use chrono::{DateTime, Utc};
use forms::Hash;
use rusqlite::Connection;

use super::{Write, first, id, parsed, rows, to_text};
use crate::error::{Error, StoreError};

pub(crate) const V4: &str = "
    CREATE TABLE signing_requests (
        id TEXT NOT NULL PRIMARY KEY,
        origin TEXT NOT NULL,
        request TEXT NOT NULL,
        sealed BLOB NOT NULL,
        made TEXT NOT NULL
    ) STRICT;
    CREATE TABLE authorities (
        id TEXT NOT NULL PRIMARY KEY,
        origin TEXT NOT NULL,
        certificate TEXT NOT NULL,
        sealed BLOB NOT NULL,
        made TEXT NOT NULL
    ) STRICT;
    CREATE TABLE issued (
        fingerprint TEXT NOT NULL PRIMARY KEY,
        origin TEXT NOT NULL,
        certificate BLOB NOT NULL,
        made TEXT NOT NULL,
        revoked TEXT
    ) STRICT;
    CREATE TRIGGER authorities_stay BEFORE UPDATE ON authorities BEGIN SELECT RAISE (ABORT, 'final'); END;
    CREATE TRIGGER authorities_remain BEFORE DELETE ON authorities BEGIN SELECT RAISE (ABORT, 'final'); END;
    CREATE TRIGGER issued_stay BEFORE UPDATE ON issued
        WHEN NEW.fingerprint <> OLD.fingerprint OR NEW.certificate <> OLD.certificate OR NEW.made <> OLD.made
          OR OLD.revoked IS NOT NULL
        BEGIN SELECT RAISE (ABORT, 'final'); END;
    CREATE TRIGGER issued_remain BEFORE DELETE ON issued BEGIN SELECT RAISE (ABORT, 'final'); END;
";

/// Reads what was asked for and issued.
pub struct Issuing<'t>(pub(super) &'t Connection);

/// Keeps what is asked for and issued.
pub struct IssuingMut<'t>(pub(super) &'t Write<'t>);

/// A key that waits for its certificate, or the authority's own. It has no `Debug` form.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedKey {
    /// The id.
    pub id: Id<SealedKey>,
    /// The request, or the authority's certificate, as PEM.
    pub text: String,
    /// The private key, sealed under [`crate::Vault::signing_secret`].
    pub sealed: Vec<u8>,
    /// When it was made.
    pub made: DateTime<Utc>,
}

/// A certificate that the authority issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issued {
    /// The certificate, in DER.
    pub certificate: Vec<u8>,
    /// When it was issued.
    pub made: DateTime<Utc>,
    /// Since when it is revoked.
    pub revoked: Option<DateTime<Utc>>,
}

impl Issuing<'_> {
    /// The request that waits for its answer, the newest.
    pub fn request(&self) -> Result<Option<SealedKey>, Error> {
        self.newest("SELECT id, request, sealed, made FROM signing_requests ORDER BY made DESC, id DESC")
    }

    /// The authority that issues from this vault.
    pub fn authority(&self) -> Result<Option<SealedKey>, Error> {
        self.newest("SELECT id, certificate, sealed, made FROM authorities ORDER BY made DESC, id DESC")
    }

    fn newest(&self, sql: &str) -> Result<Option<SealedKey>, Error> {
        first(self.0, sql, [], |row| {
            Ok(SealedKey {
                id: parsed(row, 0)?,
                text: row.get(1)?,
                sealed: row.get(2)?,
                made: parsed(row, 3)?,
            })
        })
    }

    /// What was issued, the newest first.
    pub fn issued(&self) -> Result<Vec<Issued>, Error> {
        let sql = "SELECT certificate, made, revoked FROM issued ORDER BY made DESC, fingerprint";
        rows(self.0, sql, [], |row| {
            let revoked: Option<String> = row.get(2)?;
            Ok(Issued {
                certificate: row.get(0)?,
                made: parsed(row, 1)?,
                revoked: revoked
                    .map(|at| at.parse().map_err(|_| StoreError::Damaged))
                    .transpose()?,
            })
        })
    }
}

impl IssuingMut<'_> {
    /// Keeps a request; one that waited before is given up.
    pub fn ask(&self, request: &SealedKey) -> Result<(), Error> {
        self.0.execute("DELETE FROM signing_requests", [])?;
        self.add(
            "INSERT INTO signing_requests (id, origin, request, sealed, made) VALUES (?1, ?2, ?3, ?4, ?5)",
            request,
        )
    }

    /// The request is answered.
    pub fn answered(&self, request: Id<SealedKey>) -> Result<(), Error> {
        self.0
            .execute("DELETE FROM signing_requests WHERE id = ?1", [id(request)])?;
        Ok(())
    }

    /// Keeps an authority.
    pub fn add_authority(&self, authority: &SealedKey) -> Result<(), Error> {
        self.add(
            "INSERT INTO authorities (id, origin, certificate, sealed, made) VALUES (?1, ?2, ?3, ?4, ?5)",
            authority,
        )
    }

    fn add(&self, sql: &str, key: &SealedKey) -> Result<(), Error> {
        self.0.execute(
            sql,
            (
                id(key.id),
                self.0.origin,
                &key.text,
                &key.sealed,
                to_text(key.made),
            ),
        )?;
        Ok(())
    }

    /// Keeps that a certificate, in DER, was issued.
    pub fn issue(&self, certificate: &[u8], at: DateTime<Utc>) -> Result<(), Error> {
        self.0.execute(
            "INSERT INTO issued (fingerprint, origin, certificate, made) VALUES (?1, ?2, ?3, ?4)",
            (
                Hash::of(certificate).to_string(),
                self.0.origin,
                certificate,
                to_text(at),
            ),
        )?;
        Ok(())
    }

    /// Keeps that a certificate, in DER, is revoked since an instant, for ever.
    pub fn revoke(&self, certificate: &[u8], since: DateTime<Utc>) -> Result<(), Error> {
        let sql = "UPDATE issued SET revoked = ?2 WHERE fingerprint = ?1";
        let fingerprint = Hash::of(certificate).to_string();
        match self.0.execute(sql, (fingerprint, to_text(since)))? {
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
            let [first, second] = [1_u8, 2].map(|number| SealedKey {
                id: Id::new(at(number.into()), &[number; 10]),
                text: format!("text {number}"),
                sealed: vec![number],
                made: at(number.into()),
            });
            let (issuing, change) = (write.issuing(), write.issuing_mut());
            assert!(issuing.request().unwrap().is_none());
            for request in [&first, &second] {
                change.ask(request).unwrap();
                assert!(issuing.request().unwrap().as_ref() == Some(request));
            }
            change.answered(second.id).unwrap();
            assert!(issuing.request().unwrap().is_none(), "the first one is given up");

            change.add_authority(&first).unwrap();
            assert!(issuing.authority().unwrap() == Some(first));
            change.issue(b"one", at(1)).unwrap();
            change.revoke(b"one", at(3)).unwrap();
            let issued = Issued {
                certificate: b"one".to_vec(),
                made: at(1),
                revoked: Some(at(3)),
            };
            assert_eq!(issuing.issued().unwrap(), [issued]);
            let again = change.revoke(b"one", at(4));
            assert_eq!(again, Err(StoreError::Final.into()), "for ever");
            assert_eq!(change.revoke(b"two", at(4)), Err(StoreError::NotFound.into()));
            for sql in ["DELETE FROM issued", "DELETE FROM authorities"] {
                assert_eq!(write.execute(sql, []), Err(StoreError::Final.into()), "{sql}");
            }
        });
    }
}
