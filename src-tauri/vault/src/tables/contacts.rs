//! Colleagues with vaults of their own: their name cards, and whether these were compared.

use chrono::{DateTime, Utc};
use forms::Hash;
use rusqlite::Connection;

use super::{Write, first, optional, parsed, rows, to_text};
use crate::error::{Error, StoreError};

pub(crate) const V6: &str = "
    CREATE TABLE contacts (
        fingerprint TEXT NOT NULL PRIMARY KEY,
        origin TEXT NOT NULL,
        card BLOB NOT NULL,
        added TEXT NOT NULL,
        verified TEXT,
        ended TEXT
    ) STRICT;
    CREATE TRIGGER contacts_stay BEFORE UPDATE OF fingerprint, origin, added ON contacts
        BEGIN SELECT RAISE (ABORT, 'final'); END;
    CREATE TRIGGER contacts_remain BEFORE DELETE ON contacts
        WHEN OLD.fingerprint IN (SELECT contact FROM handovers) BEGIN SELECT RAISE (ABORT, 'final'); END;
";

/// Reads contacts.
pub struct Contacts<'t>(pub(super) &'t Connection);

/// Adds contacts, and says what is known of them.
pub struct ContactsMut<'t>(pub(super) &'t Write<'t>);

/// A colleague with a vault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// What the keys on the card are called by.
    pub fingerprint: Hash,
    /// The name card, as its owner made it.
    pub card: Vec<u8>,
    /// When it came here first.
    pub added: DateTime<Utc>,
    /// When its words were compared, unless they never were.
    pub verified: Option<DateTime<Utc>>,
    /// Since when nothing goes there any more: the colleague has left, or has other keys.
    pub ended: Option<DateTime<Utc>>,
}

impl Contacts<'_> {
    /// Everybody, in the order in which they came.
    pub fn all(&self) -> Result<Vec<Contact>, Error> {
        let sql =
            "SELECT fingerprint, card, added, verified, ended FROM contacts ORDER BY added, fingerprint";
        rows(self.0, sql, [], contact)
    }

    /// One of them.
    pub fn get(&self, fingerprint: Hash) -> Result<Option<Contact>, Error> {
        let sql = "SELECT fingerprint, card, added, verified, ended FROM contacts WHERE fingerprint = ?1";
        first(self.0, sql, [fingerprint.to_string()], contact)
    }
}

impl ContactsMut<'_> {
    /// Adds a card, or puts a newer one of the same keys in its place; what is known of the contact stays.
    pub fn put(&self, fingerprint: Hash, card: &[u8], at: DateTime<Utc>) -> Result<(), Error> {
        self.0.execute(
            "INSERT INTO contacts (fingerprint, origin, card, added) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (fingerprint) DO UPDATE SET card = excluded.card",
            (fingerprint.to_string(), self.0.origin, card, to_text(at)),
        )?;
        Ok(())
    }

    /// Keeps that the words were compared.
    pub fn verify(&self, fingerprint: Hash, at: DateTime<Utc>) -> Result<(), Error> {
        let sql = "UPDATE contacts SET verified = ifnull(verified, ?2) WHERE fingerprint = ?1";
        self.one(sql, (fingerprint.to_string(), to_text(at)))
    }

    /// Keeps that the words are to be compared anew.
    pub fn doubt(&self, fingerprint: Hash) -> Result<(), Error> {
        let sql = "UPDATE contacts SET verified = NULL WHERE fingerprint = ?1";
        self.one(sql, [fingerprint.to_string()])
    }

    /// Keeps that nothing goes there any more; or, with nothing, that it may again once the words were compared anew.
    pub fn end(&self, fingerprint: Hash, at: Option<DateTime<Utc>>) -> Result<(), Error> {
        let sql = "UPDATE contacts SET ended = ?2, verified = iif(?2 IS NULL, NULL, verified) WHERE fingerprint = ?1";
        self.one(sql, (fingerprint.to_string(), at.map(to_text)))
    }

    /// Removes a contact with whom nothing was exchanged.
    pub fn remove(&self, fingerprint: Hash) -> Result<(), Error> {
        self.one(
            "DELETE FROM contacts WHERE fingerprint = ?1",
            [fingerprint.to_string()],
        )
    }

    fn one(&self, sql: &str, params: impl rusqlite::Params) -> Result<(), Error> {
        match self.0.execute(sql, params)? {
            0 => Err(StoreError::NotFound.into()),
            _ => Ok(()),
        }
    }
}

fn contact(row: &rusqlite::Row) -> Result<Contact, Error> {
    Ok(Contact {
        fingerprint: parsed(row, 0)?,
        card: row.get(1)?,
        added: parsed(row, 2)?,
        verified: optional(row, 3)?,
        ended: optional(row, 4)?,
    })
}

#[cfg(test)]
mod tests {
    use super::super::handovers::tests::handover;
    use super::super::tests::{at, writing};
    use super::*;

    #[test]
    fn check() {
        writing(|write| {
            let [ebba, rut] = [Hash::of(b"Ebba"), Hash::of(b"Rut")];
            let change = write.contacts_mut();
            change.put(ebba, b"card", at(1)).unwrap();
            change.verify(ebba, at(2)).unwrap();
            change.verify(ebba, at(3)).unwrap();
            change.end(ebba, Some(at(4))).unwrap();
            change.put(ebba, b"newer card", at(5)).unwrap();
            let kept = Contact {
                fingerprint: ebba,
                card: b"newer card".to_vec(),
                added: at(1),
                verified: Some(at(2)),
                ended: Some(at(4)),
            };
            assert_eq!(write.contacts().get(ebba).unwrap(), Some(kept.clone()));
            change.end(ebba, None).unwrap();
            change.put(rut, b"card", at(6)).unwrap();
            let all = write.contacts().all().unwrap();
            let anew = Contact {
                ended: None,
                verified: None,
                ..kept
            };
            assert_eq!(all[0], anew, "its words are compared anew");
            assert_eq!((all[1].fingerprint, all[1].verified), (rut, None));

            write.handovers_mut().add(&handover(1, rut)).unwrap();
            assert_eq!(
                change.remove(rut),
                Err(StoreError::Final.into()),
                "something was exchanged"
            );
            change.remove(ebba).unwrap();
            assert_eq!(change.remove(ebba), Err(StoreError::NotFound.into()));
            assert_eq!(change.verify(ebba, at(7)), Err(StoreError::NotFound.into()));
            assert_eq!(write.contacts().get(ebba).unwrap(), None);
        });
    }
}
