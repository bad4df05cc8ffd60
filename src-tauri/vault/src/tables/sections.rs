//! Completed sections: sealed by their author, and never changed or removed.

use cases::DocumentId;
use forms::{Hash, SealedSection};
use rusqlite::Connection;

use super::{Write, body, id, rows, to_json, to_text};
use crate::error::{Error, StoreError};

pub(crate) const V1: &str = "
    CREATE TABLE sections (
        document TEXT NOT NULL REFERENCES documents (id),
        section TEXT NOT NULL,
        version INTEGER NOT NULL CHECK (version > 0),
        origin TEXT NOT NULL,
        sealed TEXT NOT NULL CHECK (json_valid(sealed)),
        digest TEXT NOT NULL,
        completed TEXT NOT NULL,
        PRIMARY KEY (document, section, version)
    ) STRICT;
    CREATE TRIGGER sections_stay BEFORE UPDATE ON sections BEGIN SELECT RAISE (ABORT, 'final'); END;
    CREATE TRIGGER sections_remain BEFORE DELETE ON sections BEGIN SELECT RAISE (ABORT, 'final'); END;
";

/// Reads completed sections.
pub struct Sections<'t>(pub(super) &'t Connection);

/// Adds completed sections.
pub struct SectionsMut<'t>(pub(super) &'t Write<'t>);

impl Sections<'_> {
    /// The latest version of each completed section of a document, in the order they were first completed.
    pub fn of(&self, document: DocumentId) -> Result<Vec<SealedSection>, Error> {
        let sql = "SELECT sealed FROM sections AS s WHERE document = ?1 AND version =
                   (SELECT max(version) FROM sections AS t WHERE t.document = s.document AND t.section = s.section)
                   ORDER BY (SELECT min(rowid) FROM sections AS t
                             WHERE t.document = s.document AND t.section = s.section)";
        rows(self.0, sql, [id(document)], body)
    }

    /// All versions of a section, the first one first. A correction says why it was made.
    pub fn versions(&self, document: DocumentId, section: &str) -> Result<Vec<SealedSection>, Error> {
        let sql = "SELECT sealed FROM sections WHERE document = ?1 AND section = ?2 ORDER BY version";
        rows(self.0, sql, (id(document), section), body)
    }
}

impl SectionsMut<'_> {
    /// Adds a completed section. A further version must be a correction that names the seal of the one before.
    pub fn add(&self, document: DocumentId, sealed: &SealedSection) -> Result<(), Error> {
        let cover = self.0.documents().get(document)?.ok_or(StoreError::NotFound)?;
        if cover.definition != sealed.form_hash() {
            return Err(StoreError::OtherForm.into());
        }
        let before = self.0.sections().versions(document, sealed.section())?;
        let replaced: Option<Hash> = sealed.correction().map(|correction| correction.replaces);
        if before.last().map(SealedSection::digest) != replaced {
            return Err(StoreError::AlreadySealed.into());
        }
        let version = i64::try_from(before.len()).map_or(i64::MAX, |versions| versions + 1);
        self.0.execute(
            "INSERT INTO sections (document, section, version, origin, sealed, digest, completed)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            (
                id(document),
                sealed.section(),
                version,
                self.0.origin,
                to_json(sealed)?,
                sealed.digest().to_string(),
                to_text(sealed.completed_at()),
            ),
        )?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{at, begun, writing};
    use super::*;
    use cases::Document;
    use forms::section::Correction;
    use forms::{Answers, Author, Form, Signed};

    const FORM: &str = r#"
        id = "checklista"
        version = 1
        title = "Checklista"
        short-title = "Checklista"
        summary = "Prov."
        source = { document = "Prov", standing = "own" }
    "#;

    #[test]
    fn check() {
        let section = |id: &str| {
            format!(
                "[[section]]\nid = \"{id}\"\nname = \"Del\"\nauthor = \"mentor\"\n
             [[section.item]]\nkind = \"text\"\nid = \"{id}-text\"\nlabel = \"Text\"\n"
            )
        };
        let source = [FORM, &section("talk"), &section("follow-up")].concat();
        let form = forms::parse("prov", "prov.toml", &source).unwrap();
        writing(|write| {
            let document = begun(write);
            let cover = Document {
                form: form.form_ref().clone(),
                definition: form.hash(),
                ..document.clone()
            };
            let id = cases::DocumentId::new(at(1), &[7; 10]);
            let cover = Document { id, ..cover };
            write
                .definitions_mut()
                .keep(form.form_ref(), source.as_bytes(), at(0))
                .unwrap();
            write.documents_mut().begin(&cover).unwrap();
            let add = |sealed: &SealedSection| write.sections_mut().add(id, sealed);

            let later = seal(&form, "follow-up", "en vecka", None);
            let first = seal(&form, "talk", "första", None);
            add(&later).unwrap();
            add(&first).unwrap();
            assert_eq!(write.sections().of(id).unwrap(), [later.clone(), first.clone()]);
            assert_eq!(add(&first).unwrap_err(), StoreError::AlreadySealed.into());

            let replaces = |replaces| {
                Some(Correction {
                    replaces,
                    reason: "Fel datum".into(),
                })
            };
            let second = seal(&form, "talk", "andra", replaces(first.digest()));
            add(&second).unwrap();
            let stale = seal(&form, "talk", "tredje", replaces(first.digest()));
            assert_eq!(
                add(&stale).unwrap_err(),
                StoreError::AlreadySealed.into(),
                "the latest is replaced"
            );
            assert_eq!(write.sections().of(id).unwrap(), [later, second.clone()]);
            assert_eq!(
                write.sections().versions(id, "talk").unwrap(),
                [first.clone(), second]
            );

            let elsewhere = write.sections_mut().add(document.id, &first).unwrap_err();
            assert_eq!(elsewhere, StoreError::OtherForm.into());
            for sql in ["UPDATE sections SET version = 9", "DELETE FROM sections"] {
                assert_eq!(
                    write.execute(sql, []).unwrap_err(),
                    StoreError::Final.into(),
                    "{sql}"
                );
            }
            assert_eq!(
                write.documents_mut().discard(id).unwrap_err(),
                StoreError::Final.into()
            );
        });
    }

    fn seal(form: &Form, section: &str, text: &str, correction: Option<Correction>) -> SealedSection {
        let mut answers = Answers::new();
        answers.set(&format!("{section}-text"), text.into());
        let by = Signed {
            name: "Birgitta Ek".into(),
            role: Author::Mentor,
            typed_by: None,
        };
        form.seal(section, &answers, by, at(0), correction).unwrap()
    }
}
