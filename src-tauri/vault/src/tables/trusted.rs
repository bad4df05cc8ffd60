//! The trust list: certificates of persons and authorities that the owner has compared and trusts.

use chrono::{DateTime, Utc};
use forms::Hash;
use rusqlite::Connection;

use super::{Write, rows, to_text};
use crate::error::Error;

pub(crate) const V2: &str = "
    CREATE TABLE trusted (
        fingerprint TEXT NOT NULL PRIMARY KEY,
        origin TEXT NOT NULL,
        certificate BLOB NOT NULL,
        added TEXT NOT NULL
    ) STRICT;
";

/// Reads the trust list.
pub struct Trusted<'t>(pub(super) &'t Connection);

/// Adds to the trust list.
pub struct TrustedMut<'t>(pub(super) &'t Write<'t>);

impl Trusted<'_> {
    /// The certificates, in DER, in the order in which they were added.
    pub fn all(&self) -> Result<Vec<Vec<u8>>, Error> {
        let sql = "SELECT certificate FROM trusted ORDER BY added, fingerprint";
        rows(self.0, sql, [], |row| Ok(row.get(0)?))
    }
}

impl TrustedMut<'_> {
    /// Trusts a certificate, in DER; one that is trusted already stays as it is.
    pub fn add(&self, certificate: &[u8], at: DateTime<Utc>) -> Result<(), Error> {
        self.0.execute(
            "INSERT INTO trusted (fingerprint, origin, certificate, added) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (fingerprint) DO NOTHING",
            (
                Hash::of(certificate).to_string(),
                self.0.origin,
                certificate,
                to_text(at),
            ),
        )?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{at, writing};

    #[test]
    fn check() {
        writing(|write| {
            assert!(write.trusted().all().unwrap().is_empty());
            for certificate in [b"one".as_slice(), b"two", b"one"] {
                write.trusted_mut().add(certificate, at(1)).unwrap();
            }
            let mut all = write.trusted().all().unwrap();
            all.sort();
            assert_eq!(all, [b"one", b"two"]);
        });
    }
}
