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
    use super::super::tests::{SOURCE, at, begun, case, document, pupil, writing};
    use super::*;

    #[test]
    fn check() {
        writing(|write| {
            let first = begun(write);
            let second = document(2, &case(1, &pupil(1, "Astrid"), "".trim_start().max("Frånvaro")));
            write.documents_mut().begin(&second).unwrap();
            assert_eq!(
                write.documents().of(first.case).unwrap(),
                [second.clone(), first.clone()]
            );
            assert_eq!(write.documents().get(first.id).unwrap(), Some(first.clone()));
            assert_eq!(write.documents().state(first.id).unwrap(), DocumentState::Draft);

            let elsewhere = document(3, &case(9, &pupil(1, "Astrid"), "Ingen"));
            assert_eq!(
                write.documents_mut().begin(&elsewhere).unwrap_err(),
                StoreError::Dangling.into()
            );
            let unknown = Document {
                form: "trosa/annan@1".parse().unwrap(),
                ..document(4, &case(1, &pupil(1, "A"), "B"))
            };
            assert!(
                write.documents_mut().begin(&unknown).is_ok(),
                "the hash is what must be kept"
            );
            let changed = Document {
                definition: forms::Hash::of(b"x"),
                ..document(5, &case(1, &pupil(1, "A"), "B"))
            };
            assert_eq!(
                write.documents_mut().begin(&changed).unwrap_err(),
                StoreError::DefinitionChanged.into()
            );
            assert_eq!(
                write.definitions().source(first.definition).unwrap().as_deref(),
                Some(SOURCE)
            );

            write
                .drafts_mut()
                .save(&crate::Draft::first(second.id, "mentor", at(0)))
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
}
