//! Covers of documents: which form, in which case, after which other document.

use cases::{CaseId, Document, DocumentId, DocumentState};
use rusqlite::Connection;

use super::{Write, body, first, id, rows, to_json};
use crate::error::{Error, StoreError};

pub(crate) const V1: &str = "
    CREATE TABLE documents (
        id TEXT NOT NULL PRIMARY KEY,
        origin TEXT NOT NULL,
        case_id TEXT NOT NULL REFERENCES cases (id),
        definition TEXT NOT NULL REFERENCES definitions (hash),
        body TEXT NOT NULL CHECK (json_valid(body))
    ) STRICT;
    CREATE INDEX documents_case ON documents (case_id);
    CREATE INDEX documents_definition ON documents (definition);
    CREATE TRIGGER documents_stay BEFORE UPDATE ON documents BEGIN SELECT RAISE (ABORT, 'final'); END;
";

/// Reads documents.
pub struct Documents<'t>(pub(super) &'t Connection);

/// Begins and discards documents.
pub struct DocumentsMut<'t>(pub(super) &'t Write<'t>);

impl Documents<'_> {
    /// The document, if there is one.
    pub fn get(&self, document: DocumentId) -> Result<Option<Document>, Error> {
        first(
            self.0,
            "SELECT body FROM documents WHERE id = ?1",
            [id(document)],
            body,
        )
    }

    /// The documents of a case, the newest first.
    pub fn of(&self, case: CaseId) -> Result<Vec<Document>, Error> {
        rows(
            self.0,
            "SELECT body FROM documents WHERE case_id = ?1 ORDER BY id DESC",
            [id(case)],
            body,
        )
    }

    /// Where the document is in its life, read from what happened to it.
    pub fn state(&self, document: DocumentId) -> Result<DocumentState, Error> {
        let events = super::events::Events(self.0).about_document(document)?;
        Ok(DocumentState::after(events.iter().map(|event| event.kind)))
    }
}

impl DocumentsMut<'_> {
    /// Begins a document. Its case and its definition must be kept already.
    pub fn begin(&self, document: &Document) -> Result<(), Error> {
        let known = self.0.definitions().hash(&document.form)?;
        if known.is_some_and(|hash| hash != document.definition) {
            return Err(StoreError::DefinitionChanged.into());
        }
        self.0.execute(
            "INSERT INTO documents (id, origin, case_id, definition, body) VALUES (?1, ?2, ?3, ?4, ?5)",
            (
                id(document.id),
                self.0.origin,
                id(document.case),
                document.definition.to_string(),
                to_json(document)?,
            ),
        )?;
        Ok(())
    }

    /// Removes a document of which nothing is completed, with its drafts (rensning; the caller logs it).
    pub fn discard(&self, document: DocumentId) -> Result<(), Error> {
        let completed =
            self.0.sections().of(document)?.is_empty() && self.0.papers().of(document)?.is_empty();
        if !completed {
            return Err(StoreError::Final.into());
        }
        match self
            .0
            .execute("DELETE FROM documents WHERE id = ?1", [id(document)])?
        {
            0 => Err(StoreError::NotFound.into()),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{at, begun, case, document, pupil, writing};
    use super::*;
    use crate::Draft;
    use forms::Hash;

    #[test]
    fn check() {
        writing(|write| {
            let first = begun(write);
            let with = |number| Document {
                id: document(number, &anyone()).id,
                ..first.clone()
            };
            let second = with(2);
            write.documents_mut().begin(&second).unwrap();
            assert_eq!(
                write.documents().of(first.case).unwrap(),
                [second.clone(), first.clone()]
            );
            assert_eq!(write.documents().get(first.id).unwrap(), Some(first.clone()));
            assert_eq!(write.documents().state(first.id).unwrap(), DocumentState::Draft);

            let begin = |document: Document| write.documents_mut().begin(&document).unwrap_err();
            let homeless = Document {
                case: anyone().id(),
                ..with(3)
            };
            assert_eq!(begin(homeless), StoreError::Dangling.into());
            let unknown = Document {
                definition: Hash::of(b"x"),
                form: "a/b@1".parse().unwrap(),
                ..with(4)
            };
            assert_eq!(begin(unknown), StoreError::Dangling.into());
            let changed = Document {
                definition: Hash::of(b"x"),
                ..with(5)
            };
            assert_eq!(begin(changed), StoreError::DefinitionChanged.into());

            write
                .drafts_mut()
                .save(&Draft::first(second.id, "mentor", at(0)))
                .unwrap();
            write.documents_mut().discard(second.id).unwrap();
            assert_eq!(write.documents().get(second.id).unwrap(), None);
            assert_eq!(write.drafts().of(second.id).unwrap(), [], "its drafts go with it");
            assert_eq!(
                write.documents_mut().discard(second.id).unwrap_err(),
                StoreError::NotFound.into()
            );
            let update = write.execute("UPDATE documents SET origin = ''", []).unwrap_err();
            assert_eq!(update, StoreError::Final.into());
        });
    }

    fn anyone() -> cases::Case {
        case(9, &pupil(9, "Nobody"), "Nothing")
    }
}
