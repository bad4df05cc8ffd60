//! What stands half typed in a form of the window, kept until it is sent or thrown away by choice.
//!
//! A row hangs on what it is about: it goes with the pupil, the case or the document, whichever way that leaves the vault.

use chrono::{DateTime, Utc};
use rusqlite::Connection;
use serde_json::Value;

use super::events::Subject;
use super::{Write, first, id, json, optional, parsed, rows, to_json, to_text};
use crate::error::Error;

/// The longest text that is kept of one form, in characters of its JSON: many times the longest that any form takes.
pub const LONGEST: usize = 262_144;

/// What was kept of pupils' particulars alone, among the preferences, is taken over.
pub(crate) const V11: &str = "
    CREATE TABLE unfinished (
        form TEXT NOT NULL,
        about TEXT NOT NULL,
        origin TEXT NOT NULL,
        pupil TEXT REFERENCES pupils (id) ON DELETE CASCADE,
        case_id TEXT REFERENCES cases (id) ON DELETE CASCADE,
        document TEXT REFERENCES documents (id) ON DELETE CASCADE,
        body TEXT NOT NULL CHECK (json_valid(body) AND length(body) <= 262144),
        saved TEXT NOT NULL,
        PRIMARY KEY (form, about)
    ) STRICT;
    CREATE INDEX unfinished_pupil ON unfinished (pupil) WHERE pupil IS NOT NULL;
    CREATE INDEX unfinished_case ON unfinished (case_id) WHERE case_id IS NOT NULL;
    CREATE INDEX unfinished_document ON unfinished (document) WHERE document IS NOT NULL;
    INSERT INTO unfinished (form, about, origin, pupil, body, saved)
        SELECT 'pupil', p.id, s.origin, p.id, s.value, s.changed
            FROM settings AS s JOIN pupils AS p ON s.key = 'preference unfinished pupil ' || p.id
            WHERE s.value <> 'null'
        UNION ALL
        SELECT 'pupil', '', origin, NULL, value, changed
            FROM settings WHERE key = 'preference unfinished pupil' AND value <> 'null';
    DELETE FROM settings WHERE key = 'preference unfinished pupil' OR key LIKE 'preference unfinished pupil %';
";

/// Reads what is half typed.
pub struct Unfinisheds<'t>(pub(super) &'t Connection);

/// Keeps what is half typed, and forgets it.
pub struct UnfinishedsMut<'t>(pub(super) &'t Write<'t>);

/// What stands half typed in one form.
#[derive(Debug, Clone, PartialEq)]
pub struct Unfinished {
    /// The form's stable name.
    pub form: String,
    /// Which of the forms of that name: ids of what it is about, nothing where there is but one.
    pub about: String,
    /// With what it goes.
    pub subject: Subject,
    /// What is typed, as the form keeps it; at most [`LONGEST`].
    pub body: Value,
    /// When it was kept.
    pub saved: DateTime<Utc>,
}

impl Unfinisheds<'_> {
    /// What is half typed in a form, if anything is.
    pub fn get(&self, form: &str, about: &str) -> Result<Option<Unfinished>, Error> {
        let sql = "SELECT form, about, pupil, case_id, document, body, saved FROM unfinished
                   WHERE form = ?1 AND about = ?2";
        first(self.0, sql, (form, about), unfinished)
    }

    /// Everything that is half typed.
    pub fn all(&self) -> Result<Vec<Unfinished>, Error> {
        let sql =
            "SELECT form, about, pupil, case_id, document, body, saved FROM unfinished ORDER BY form, about";
        rows(self.0, sql, [], unfinished)
    }
}

impl UnfinishedsMut<'_> {
    /// Keeps what is typed now, in the place of what was.
    ///
    /// # Errors
    /// What it is about is not there.
    pub fn keep(&self, typed: &Unfinished) -> Result<(), Error> {
        let subject = typed.subject;
        self.0.execute(
            "INSERT INTO unfinished (form, about, origin, pupil, case_id, document, body, saved)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
             ON CONFLICT (form, about) DO UPDATE SET body = excluded.body, saved = excluded.saved",
            (
                &typed.form,
                &typed.about,
                self.0.origin,
                subject.pupil.map(id),
                subject.case.map(id),
                subject.document.map(id),
                to_json(&typed.body)?,
                to_text(typed.saved),
            ),
        )?;
        Ok(())
    }

    /// Forgets what was typed in a form: it was sent, or thrown away.
    pub fn forget(&self, form: &str, about: &str) -> Result<(), Error> {
        let sql = "DELETE FROM unfinished WHERE form = ?1 AND about = ?2";
        self.0.execute(sql, (form, about))?;
        Ok(())
    }

    /// Forgets all of it.
    pub fn forget_all(&self) -> Result<(), Error> {
        self.0.execute("DELETE FROM unfinished", [])?;
        Ok(())
    }
}

fn unfinished(row: &rusqlite::Row) -> Result<Unfinished, Error> {
    Ok(Unfinished {
        form: row.get(0)?,
        about: row.get(1)?,
        subject: Subject {
            pupil: optional(row, 2)?,
            case: optional(row, 3)?,
            document: optional(row, 4)?,
        },
        body: json(row, 5)?,
        saved: parsed(row, 6)?,
    })
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::tests::{at, begun, writing};
    use super::*;
    use crate::StoreError;
    use cases::{CaseId, DocumentId, PupilId};
    use serde_json::json;

    /// Something half typed about this.
    pub(crate) fn typed(form: &str, subject: Subject, text: &str) -> Unfinished {
        let ids = [
            subject.pupil.map(id),
            subject.case.map(id),
            subject.document.map(id),
        ];
        Unfinished {
            form: form.into(),
            about: ids.into_iter().flatten().collect::<Vec<_>>().join(" "),
            subject,
            body: json!({ "text": text }),
            saved: at(1),
        }
    }

    /// One about the pupil, one about the case and one about the document.
    pub(crate) fn about_each(pupil: PupilId, case: CaseId, document: DocumentId) -> [Unfinished; 3] {
        let of = |pupil, case, document| Subject {
            pupil,
            case,
            document,
        };
        [
            typed("release", of(Some(pupil), None, None), "Mamman vill läsa"),
            typed("disclose", of(None, Some(case), None), "Ringde BUP"),
            typed("message", of(None, None, Some(document)), "Hej"),
        ]
    }

    #[test]
    fn check() {
        writing(|write| {
            let document = begun(write);
            let pupil = write.cases().get(document.case).unwrap().unwrap().pupil();
            let each = about_each(pupil, document.case, document.id);
            let nobody = typed("pupil", Subject::default(), "Nils");
            for one in each.iter().chain([&nobody]) {
                write.unfinished_mut().keep(one).unwrap();
            }
            let get = |one: &Unfinished| write.unfinished().get(&one.form, &one.about).unwrap();
            assert_eq!(get(&each[2]), Some(each[2].clone()));
            assert_eq!(get(&nobody), Some(nobody.clone()));
            assert_eq!(write.unfinished().get("message", "").unwrap(), None);
            let later = Unfinished {
                body: json!({ "text": "Hej igen" }),
                saved: at(2),
                ..each[2].clone()
            };
            write.unfinished_mut().keep(&later).unwrap();
            assert_eq!(get(&each[2]), Some(later));
            assert_eq!(write.unfinished().all().unwrap().len(), 4);

            let elsewhere = typed(
                "message",
                Subject {
                    document: Some(DocumentId::new(at(9), &[9; 10])),
                    ..Subject::default()
                },
                "Hej",
            );
            let dangling = write.unfinished_mut().keep(&elsewhere).unwrap_err();
            assert_eq!(dangling, StoreError::Dangling.into());
            let long = typed("pupil", Subject::default(), &"å".repeat(LONGEST));
            assert!(write.unfinished_mut().keep(&long).is_err());

            write.unfinished_mut().forget("pupil", "").unwrap();
            assert_eq!(get(&nobody), None);
            write.documents_mut().discard(document.id).unwrap();
            assert_eq!(get(&each[2]), None, "it goes with its document");
            write.disposals_mut().remove_case(document.case).unwrap();
            assert_eq!(get(&each[1]), None, "and with its case");
            write.disposals_mut().remove_pupil(pupil).unwrap();
            assert_eq!(write.unfinished().all().unwrap(), [], "and with its pupil");
            write.unfinished_mut().keep(&nobody).unwrap();
            write.unfinished_mut().forget_all().unwrap();
            assert_eq!(write.unfinished().all().unwrap(), []);
        });
    }

    #[test]
    fn what_was_kept_among_the_preferences_is_taken_over() {
        writing(|write| {
            let document = begun(write);
            let pupil = write.cases().get(document.case).unwrap().unwrap().pupil();
            for sql in V11.split(';').filter(|sql| sql.contains("CREATE TABLE")) {
                assert!(sql.contains("length(body) <= 262144") && LONGEST == 262_144);
            }
            let settings = write.settings_mut();
            let gone = PupilId::new(at(9), &[9; 10]);
            for (name, value) in [
                ("unfinished pupil".to_owned(), json!({ "name": "Nils" })),
                (format!("unfinished pupil {pupil}"), json!({ "name": "Astrid" })),
                (format!("unfinished pupil {gone}"), json!({ "name": "Sara" })),
            ] {
                settings.set_preference(&name, &value, at(0)).unwrap();
            }
            write.execute("DROP TABLE unfinished", []).unwrap();
            write.connection.execute_batch(V11).unwrap();
            let kept = write.unfinished().all().unwrap();
            let names: Vec<_> = kept.iter().map(|one| &one.body["name"]).collect();
            assert_eq!(names, ["Nils", "Astrid"]);
            assert_eq!(kept[1].subject.pupil, Some(pupil));
            let left = write
                .settings()
                .preference::<Value>(&format!("unfinished pupil {gone}"));
            assert_eq!(left.unwrap(), None);
        });
    }
}
