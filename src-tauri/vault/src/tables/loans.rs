//! What a colleague lent: documents that are here for a time, and leave without having been disposed of.
//!
//! A document is lent from the moment it comes, and never becomes so later: its loan is written down before it is begun.
//! The triggers let go of rows of a lent document as they do of one that was disposed of. Nothing keeps it from being
//! lent again.

use cases::DocumentId;
use chrono::NaiveDate;
use forms::Hash;
use rusqlite::Connection;
use uuid::Uuid;

use super::{Write, first, id, parsed, rows};
use crate::error::{Error, StoreError};

pub(crate) const V8: &str = "
    CREATE TABLE loans (
        document TEXT NOT NULL PRIMARY KEY,
        origin TEXT NOT NULL,
        package TEXT NOT NULL,
        until TEXT NOT NULL
    ) STRICT;
    CREATE TABLE returned_papers (
        sha256 TEXT NOT NULL PRIMARY KEY,
        origin TEXT NOT NULL,
        at TEXT NOT NULL
    ) STRICT;
    CREATE TRIGGER loans_come_first BEFORE INSERT ON loans
        WHEN NEW.document IN (SELECT id FROM documents)
        BEGIN SELECT RAISE (ABORT, 'final'); END;
    CREATE TRIGGER loans_stay BEFORE UPDATE OF document, origin ON loans BEGIN SELECT RAISE (ABORT, 'final'); END;

    DROP TRIGGER papers_remain;
    CREATE TRIGGER papers_remain BEFORE DELETE ON papers
        WHEN OLD.document NOT IN (SELECT document FROM disposals UNION ALL SELECT document FROM loans)
        BEGIN SELECT RAISE (ABORT, 'final'); END;
    DROP TRIGGER sections_remain;
    CREATE TRIGGER sections_remain BEFORE DELETE ON sections
        WHEN OLD.document NOT IN (SELECT document FROM disposals UNION ALL SELECT document FROM loans)
        BEGIN SELECT RAISE (ABORT, 'final'); END;
    DROP TRIGGER events_remain;
    CREATE TRIGGER events_remain BEFORE DELETE ON events
        WHEN OLD.document IS NULL
            OR OLD.document NOT IN (SELECT document FROM disposals UNION ALL SELECT document FROM loans)
        BEGIN SELECT RAISE (ABORT, 'final'); END;
";

/// That a document is lent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Loan {
    /// The document.
    pub document: DocumentId,
    /// The package that lent it last.
    pub package: Uuid,
    /// The last day on which it is here.
    pub until: NaiveDate,
}

/// Reads what is lent.
pub struct Loans<'t>(pub(super) &'t Connection);

/// Takes in what is lent, keeps it or lets it go.
pub struct LoansMut<'t>(pub(super) &'t Write<'t>);

impl Loans<'_> {
    /// Everything that is lent, the oldest document first.
    pub fn all(&self) -> Result<Vec<Loan>, Error> {
        rows(self.0, &select("ORDER BY document"), [], loan)
    }

    /// That a document is lent, if it is.
    pub fn get(&self, document: DocumentId) -> Result<Option<Loan>, Error> {
        first(self.0, &select("WHERE document = ?1"), [id(document)], loan)
    }

    /// The hashes of the papers that left with lent documents, and whose bytes are still to be removed.
    pub(crate) fn returned_papers(&self) -> Result<Vec<Hash>, Error> {
        let sql = "SELECT sha256 FROM returned_papers ORDER BY sha256";
        rows(self.0, sql, [], |row| parsed(row, 0))
    }

    /// What a package lent, and no later one has.
    pub fn of(&self, package: Uuid) -> Result<Vec<Loan>, Error> {
        let of = select("WHERE package = ?1 ORDER BY document");
        rows(self.0, &of, [package.to_string()], loan)
    }
}

impl LoansMut<'_> {
    /// Says that a document that is about to come is lent, or that one that is lent stays for longer, or shorter.
    ///
    /// # Errors
    /// The document is here, and is the owner's.
    pub fn lend(&self, loan: &Loan) -> Result<(), Error> {
        let (document, package, until) = (
            id(loan.document),
            loan.package.to_string(),
            loan.until.to_string(),
        );
        let sql = "UPDATE loans SET package = ?2, until = ?3 WHERE document = ?1";
        if self.0.execute(sql, (&document, &package, &until))? == 0 {
            let sql = "INSERT INTO loans (document, origin, package, until) VALUES (?1, ?2, ?3, ?4)";
            self.0
                .execute(sql, (&document, self.0.origin, &package, &until))?;
        }
        Ok(())
    }

    /// The document is here to stay, whether it was lent or not.
    pub fn keep(&self, document: DocumentId) -> Result<(), Error> {
        self.0
            .execute("DELETE FROM loans WHERE document = ?1", [id(document)])?;
        Ok(())
    }

    /// Removes a lent document with everything that belongs to it. The bytes of its papers go with
    /// [`crate::Vault::forget_gone`].
    ///
    /// # Errors
    /// It is not lent, or another one here continues it.
    pub fn give_back(&self, document: DocumentId) -> Result<(), Error> {
        self.0.loans().get(document)?.ok_or(StoreError::NotFound)?;
        self.0.must_end(document)?;
        let papers = "INSERT OR IGNORE INTO returned_papers (sha256, origin, at)
                      SELECT DISTINCT sha256, ?2, made FROM papers WHERE document = ?1";
        self.0.execute(papers, (id(document), self.0.origin))?;
        self.0.remove_document(document)?;
        self.keep(document)
    }

    /// The bytes of every paper that was given back are gone.
    pub(crate) fn forget_papers(&self) -> Result<(), Error> {
        self.0.execute("DELETE FROM returned_papers", [])?;
        Ok(())
    }
}

fn select(condition: &str) -> String {
    format!("SELECT document, package, until FROM loans {condition}")
}

fn loan(row: &rusqlite::Row) -> Result<Loan, Error> {
    Ok(Loan {
        document: parsed(row, 0)?,
        package: parsed(row, 1)?,
        until: parsed(row, 2)?,
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{begun, document, writing};
    use super::super::unfinished::tests::about_each;
    use super::*;
    use cases::Document;

    #[test]
    fn check() {
        writing(|write| {
            let own = begun(write);
            let case = write.cases().get(own.case).unwrap().unwrap();
            let lent = Document {
                predecessor: None,
                ..document(2, &case)
            };
            let package = Uuid::from_u128(1);
            let loan = |document: &Document, day: &str| Loan {
                document: document.id,
                package,
                until: day.parse().unwrap(),
            };
            let refused = write.loans_mut().lend(&loan(&own, "2026-12-24")).unwrap_err();
            assert_eq!(
                refused,
                StoreError::Final.into(),
                "what is the owner's is not lent"
            );

            write.loans_mut().lend(&loan(&lent, "2026-12-24")).unwrap();
            write.documents_mut().begin(&lent).unwrap();
            let section =
                "INSERT INTO sections (document, section, version, origin, sealed, digest, completed)
                           VALUES (?1, 'talk', 1, '', '{}', '', '')";
            for one in [&own, &lent] {
                write.execute(section, [id(one.id)]).unwrap();
            }
            write.loans_mut().lend(&loan(&lent, "2027-01-31")).unwrap();
            let longer = loan(&lent, "2027-01-31");
            assert_eq!(write.loans().all().unwrap(), [longer]);
            assert_eq!(write.loans().of(package).unwrap(), [longer]);
            assert_eq!(write.loans().get(own.id).unwrap(), None);

            let kept = write.loans_mut().give_back(own.id).unwrap_err();
            assert_eq!(kept, StoreError::NotFound.into());
            let [_, _, half_typed] = about_each(case.pupil(), case.id(), lent.id);
            write.unfinished_mut().keep(&half_typed).unwrap();
            write.loans_mut().give_back(lent.id).unwrap();
            assert_eq!(write.unfinished().all().unwrap(), []);
            assert_eq!(write.documents().get(lent.id).unwrap(), None);
            let sections = "SELECT document FROM sections";
            let left: Vec<DocumentId> = rows(write.connection, sections, [], |row| parsed(row, 0)).unwrap();
            assert_eq!(left, [own.id]);
            assert!(write.loans().all().unwrap().is_empty());

            write.loans_mut().lend(&longer).unwrap();
            write.documents_mut().begin(&lent).unwrap();
            write.execute(section, [id(lent.id)]).unwrap();
            write.loans_mut().keep(lent.id).unwrap();
            let stays = write.execute("DELETE FROM sections", []).unwrap_err();
            assert_eq!(stays, StoreError::Final.into(), "here to stay");
        });
    }
}
