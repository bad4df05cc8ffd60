//! The papers of a document: its PDFs as they were made, signed or scanned. Only ever added.

use cases::DocumentId;
use chrono::{DateTime, Utc};
use forms::Hash;
use rusqlite::Connection;

use super::{Write, id, parsed, rows, to_text};
use crate::attachments::Attached;
use crate::error::{Error, StoreError};

pub(crate) const V1: &str = "
    CREATE TABLE papers (
        document TEXT NOT NULL REFERENCES documents (id),
        number INTEGER NOT NULL CHECK (number > 0),
        origin TEXT NOT NULL,
        attachment TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        size INTEGER NOT NULL,
        made TEXT NOT NULL,
        PRIMARY KEY (document, number)
    ) STRICT;
    CREATE TRIGGER papers_stay BEFORE UPDATE ON papers BEGIN SELECT RAISE (ABORT, 'final'); END;
    CREATE TRIGGER papers_remain BEFORE DELETE ON papers BEGIN SELECT RAISE (ABORT, 'final'); END;
";

pub(crate) const V3: &str = "
    ALTER TABLE papers ADD COLUMN kind TEXT NOT NULL DEFAULT 'own' CHECK (kind IN ('own', 'scan', 'returned'));
    CREATE INDEX papers_bytes ON papers (sha256);
";

/// Reads papers.
pub struct Papers<'t>(pub(super) &'t Connection);

/// Adds papers.
pub struct PapersMut<'t>(pub(super) &'t Write<'t>);

/// What a paper is to its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PaperKind {
    /// The document itself, as it was completed or with one more signature.
    Own,
    /// A scan of the document on paper, signed with a pen.
    Scan,
    /// The document as it came back from another system, with other bytes around the same answers.
    Returned,
}

impl PaperKind {
    /// The stable name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Scan => "scan",
            Self::Returned => "returned",
        }
    }
}

impl std::str::FromStr for PaperKind {
    type Err = StoreError;

    fn from_str(name: &str) -> Result<Self, StoreError> {
        let kinds = [Self::Own, Self::Scan, Self::Returned];
        let kind = kinds.into_iter().find(|kind| kind.as_str() == name);
        kind.ok_or(StoreError::Damaged)
    }
}

/// One PDF of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// The document.
    pub document: DocumentId,
    /// What it is to the document.
    pub kind: PaperKind,
    /// Its bytes: where they lie, their hash and their number.
    pub attached: Attached,
    /// When it was made.
    pub made: DateTime<Utc>,
}

impl Papers<'_> {
    /// The papers of a document, the first one first.
    pub fn of(&self, document: DocumentId) -> Result<Vec<Paper>, Error> {
        self.with("WHERE document = ?1 ORDER BY number", [id(document)])
    }

    /// The document itself as it is now: the last of its own papers.
    pub fn current(&self, document: DocumentId) -> Result<Option<Paper>, Error> {
        let own = "WHERE document = ?1 AND kind = 'own' ORDER BY number DESC LIMIT 1";
        Ok(self.with(own, [id(document)])?.pop())
    }

    /// The papers with just these bytes.
    pub fn with_bytes(&self, sha256: Hash) -> Result<Vec<Paper>, Error> {
        self.with("WHERE sha256 = ?1", [sha256.to_string()])
    }

    /// The documents that have a paper, the oldest first.
    pub fn documents(&self) -> Result<Vec<DocumentId>, Error> {
        let sql = "SELECT document FROM papers WHERE number = 1 ORDER BY document";
        rows(self.0, sql, [], |row| parsed(row, 0))
    }

    /// Every paper there is, the oldest document first.
    pub fn all(&self) -> Result<Vec<Paper>, Error> {
        self.with("ORDER BY document, number", [])
    }

    fn with(&self, condition: &str, params: impl rusqlite::Params) -> Result<Vec<Paper>, Error> {
        let sql = format!("SELECT document, attachment, sha256, size, made, kind FROM papers {condition}");
        rows(self.0, &sql, params, paper)
    }
}

impl PapersMut<'_> {
    /// Adds a paper, the bytes of which [`crate::Filing`] has kept.
    pub fn add(&self, paper: &Paper) -> Result<(), Error> {
        self.0.execute(
            "INSERT INTO papers (document, number, origin, attachment, sha256, size, made, kind)
             VALUES (?1, (SELECT count(*) + 1 FROM papers WHERE document = ?1), ?2, ?3, ?4, ?5, ?6, ?7)",
            (
                id(paper.document),
                self.0.origin,
                paper.attached.name.to_string(),
                paper.attached.sha256.to_string(),
                i64::try_from(paper.attached.size).unwrap_or(i64::MAX),
                to_text(paper.made),
                paper.kind.as_str(),
            ),
        )?;
        Ok(())
    }
}

fn paper(row: &rusqlite::Row) -> Result<Paper, Error> {
    let size: i64 = row.get(3)?;
    let attached = Attached {
        name: parsed(row, 1)?,
        sha256: parsed(row, 2)?,
        size: size.unsigned_abs(),
    };
    Ok(Paper {
        document: parsed(row, 0)?,
        attached,
        made: parsed(row, 4)?,
        kind: parsed(row, 5)?,
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{at, begun, writing};
    use super::*;

    #[test]
    fn check() {
        writing(|write| {
            let document = begun(write).id;
            let attached = |byte: u8| Attached {
                name: format!("{byte:02x}").repeat(32).parse().unwrap(),
                sha256: Hash::of(&[byte]),
                size: 1,
            };
            let kinds = [
                PaperKind::Own,
                PaperKind::Own,
                PaperKind::Scan,
                PaperKind::Returned,
            ];
            let papers = [1, 2, 3, 4].map(|n: u8| Paper {
                document,
                kind: kinds[usize::from(n) - 1],
                attached: attached(n),
                made: at(n.into()),
            });
            for paper in &papers {
                write.papers_mut().add(paper).unwrap();
            }
            let read = write.papers();
            assert_eq!(read.of(document).unwrap(), papers);
            assert_eq!(read.all().unwrap(), papers);
            assert_eq!(read.documents().unwrap(), [document]);
            assert_eq!(read.current(document).unwrap().as_ref(), Some(&papers[1]));
            assert_eq!(read.with_bytes(Hash::of(&[3])).unwrap(), papers[2..3]);
            assert_eq!(read.with_bytes(Hash::of(&[9])).unwrap(), []);
            assert_eq!("attached".parse::<PaperKind>(), Err(StoreError::Damaged));
            for sql in ["UPDATE papers SET size = 2", "DELETE FROM papers"] {
                assert_eq!(
                    write.execute(sql, []).unwrap_err(),
                    StoreError::Final.into(),
                    "{sql}"
                );
            }
            assert_eq!(
                write.documents_mut().discard(document).unwrap_err(),
                StoreError::Final.into()
            );
        });
    }
}
