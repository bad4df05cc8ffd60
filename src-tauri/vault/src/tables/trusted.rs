//! The trust list: certificates of persons and authorities that the owner has compared and trusts, and what the
//! authorities have revoked.

use chrono::{DateTime, Utc};
use forms::Hash;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::{Write, json, parsed, rows, to_json, to_text};
use crate::error::{Error, StoreError};

pub(crate) const V2: &str = "
    CREATE TABLE trusted (
        fingerprint TEXT NOT NULL PRIMARY KEY,
        origin TEXT NOT NULL,
        certificate BLOB NOT NULL,
        added TEXT NOT NULL
    ) STRICT;
";

pub(crate) const V4: &str = "
    ALTER TABLE trusted ADD COLUMN trusted_as TEXT NOT NULL DEFAULT '\"person\"' CHECK (json_valid(trusted_as));
    CREATE TABLE revocation_lists (
        fingerprint TEXT NOT NULL PRIMARY KEY,
        origin TEXT NOT NULL,
        list BLOB NOT NULL,
        added TEXT NOT NULL
    ) STRICT;
";

/// Reads the trust list.
pub struct Trusted<'t>(pub(super) &'t Connection);

/// Adds to the trust list, and takes away from it.
pub struct TrustedMut<'t>(pub(super) &'t Write<'t>);

/// A certificate on the trust list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustedOne {
    /// The certificate, in DER.
    pub certificate: Vec<u8>,
    /// What it is trusted for.
    pub trusted_as: TrustedAs,
    /// Since when.
    pub added: DateTime<Utc>,
}

/// What somebody is trusted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TrustedAs {
    /// For that person alone.
    Person,
    /// For all to whom it issues certificates.
    Authority,
}

impl Trusted<'_> {
    /// Everybody, in the order in which they were added.
    pub fn all(&self) -> Result<Vec<TrustedOne>, Error> {
        let sql = "SELECT certificate, trusted_as, added FROM trusted ORDER BY added, fingerprint";
        rows(self.0, sql, [], |row| {
            Ok(TrustedOne {
                certificate: row.get(0)?,
                trusted_as: json(row, 1)?,
                added: parsed(row, 2)?,
            })
        })
    }

    /// What authorities have revoked (CRL), in the order in which the lists were added.
    pub fn lists(&self) -> Result<Vec<Vec<u8>>, Error> {
        let sql = "SELECT list FROM revocation_lists ORDER BY added, fingerprint";
        rows(self.0, sql, [], |row| Ok(row.get(0)?))
    }
}

impl TrustedMut<'_> {
    /// Trusts a certificate, in DER; one that is trusted already stays as it is.
    pub fn add(&self, certificate: &[u8], trusted_as: TrustedAs, at: DateTime<Utc>) -> Result<(), Error> {
        self.0.execute(
            "INSERT INTO trusted (fingerprint, origin, certificate, trusted_as, added) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (fingerprint) DO NOTHING",
            (
                Hash::of(certificate).to_string(),
                self.0.origin,
                certificate,
                to_json(&trusted_as)?,
                to_text(at),
            ),
        )?;
        Ok(())
    }

    /// Trusts a certificate, in DER, no longer.
    pub fn remove(&self, certificate: &[u8]) -> Result<(), Error> {
        let sql = "DELETE FROM trusted WHERE fingerprint = ?1";
        match self.0.execute(sql, [Hash::of(certificate).to_string()])? {
            0 => Err(StoreError::NotFound.into()),
            _ => Ok(()),
        }
    }

    /// Keeps a list of what an authority has revoked.
    pub fn add_list(&self, list: &[u8], at: DateTime<Utc>) -> Result<(), Error> {
        self.0.execute(
            "INSERT INTO revocation_lists (fingerprint, origin, list, added) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (fingerprint) DO NOTHING",
            (Hash::of(list).to_string(), self.0.origin, list, to_text(at)),
        )?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{at, writing};
    use super::*;

    #[test]
    fn check() {
        writing(|write| {
            assert!(write.trusted().all().unwrap().is_empty());
            for (certificate, trusted_as) in [
                (b"one".as_slice(), TrustedAs::Person),
                (b"two", TrustedAs::Authority),
                (b"one", TrustedAs::Authority),
            ] {
                write
                    .trusted_mut()
                    .add(certificate, trusted_as, at(certificate[0].into()))
                    .unwrap();
            }
            let all = write.trusted().all().unwrap();
            let kept: Vec<_> = all
                .iter()
                .map(|one| (&one.certificate[..], one.trusted_as))
                .collect();
            assert_eq!(
                kept,
                [(&b"one"[..], TrustedAs::Person), (b"two", TrustedAs::Authority)]
            );
            assert_eq!(all[0].added, at(b'o'.into()));
            write.trusted_mut().remove(b"one").unwrap();
            assert_eq!(write.trusted().all().unwrap(), all[1..]);
            let gone = write.trusted_mut().remove(b"one");
            assert_eq!(gone, Err(StoreError::NotFound.into()));

            for list in [b"list", b"list"] {
                write.trusted_mut().add_list(list, at(1)).unwrap();
            }
            assert_eq!(write.trusted().lists().unwrap(), [b"list"]);
        });
    }
}
