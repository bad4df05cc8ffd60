//! The papers of a document: its PDFs as they were made, signed or scanned. Only ever added.

use cases::DocumentId;
use chrono::{DateTime, Utc};
use rusqlite::Connection;

use super::{Write, id, parsed, rows, to_text};
use crate::attachments::Attached;
use crate::error::Error;

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

/// Reads papers.
pub struct Papers<'t>(pub(super) &'t Connection);

/// Adds papers.
pub struct PapersMut<'t>(pub(super) &'t Write<'t>);

/// One PDF of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// The document.
    pub document: DocumentId,
    /// Its bytes: where they lie, their hash and their number.
    pub attached: Attached,
    /// When it was made.
    pub made: DateTime<Utc>,
}

impl Papers<'_> {
    /// The papers of a document, the first one first.
    pub fn of(&self, document: DocumentId) -> Result<Vec<Paper>, Error> {
        let sql =
            "SELECT document, attachment, sha256, size, made FROM papers WHERE document = ?1 ORDER BY number";
        rows(self.0, sql, [id(document)], paper)
    }
}

impl PapersMut<'_> {
    /// Adds a paper, the bytes of which [`crate::Vault::attach`] has kept.
    pub fn add(&self, paper: &Paper) -> Result<(), Error> {
        self.0.execute(
            "INSERT INTO papers (document, number, origin, attachment, sha256, size, made)
             VALUES (?1, (SELECT count(*) + 1 FROM papers WHERE document = ?1), ?2, ?3, ?4, ?5, ?6)",
            (
                id(paper.document),
                self.0.origin,
                paper.attached.name.to_string(),
                paper.attached.sha256.to_string(),
                i64::try_from(paper.attached.size).unwrap_or(i64::MAX),
                to_text(paper.made),
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
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{at, begun, writing};
    use super::*;
    use crate::error::StoreError;
    use forms::Hash;

    #[test]
    fn check() {
        writing(|write| {
            let document = begun(write).id;
            let attached = |byte: u8| Attached {
                name: format!("{byte:02x}").repeat(32).parse().unwrap(),
                sha256: Hash::of(&[byte]),
                size: 1,
            };
            let [first, second] = [1, 2].map(|n| Paper {
                document,
                attached: attached(n),
                made: at(n.into()),
            });
            write.papers_mut().add(&first).unwrap();
            write.papers_mut().add(&second).unwrap();
            assert_eq!(write.papers().of(document).unwrap(), [first, second]);
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
