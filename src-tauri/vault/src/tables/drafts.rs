//! Drafts: what is being written, one row for each section of a document.
//!
//! A disk that fails can have kept a write it called failed. So the writer numbers its writes, upward from the
//! one it read, and may repeat any: the same write is kept once, and an earlier one never covers a later.

use cases::DocumentId;
use chrono::{DateTime, Utc};
use forms::Answers;
use rusqlite::Connection;

use super::{Write, first, id, json, parsed, rows, to_json, to_text};
use crate::error::{Error, StoreError};

pub(crate) const V1: &str = "
    CREATE TABLE drafts (
        document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
        section TEXT NOT NULL,
        origin TEXT NOT NULL,
        answers TEXT NOT NULL CHECK (json_valid(answers)),
        write INTEGER NOT NULL,
        saved TEXT NOT NULL,
        PRIMARY KEY (document, section)
    ) STRICT;
";

/// Reads drafts.
pub struct Drafts<'t>(pub(super) &'t Connection);

/// Saves and clears drafts.
pub struct DraftsMut<'t>(pub(super) &'t Write<'t>);

/// The answers to one section as far as they are written.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// The document.
    pub document: DocumentId,
    /// The section's id in the form.
    pub section: String,
    /// The answers, not judged.
    pub answers: Answers,
    /// The number of this write, from 1.
    pub write: u32,
    /// When it was written.
    pub saved: DateTime<Utc>,
}

/// What became of a write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saved {
    /// It was kept now.
    Kept,
    /// It was kept before: this is a repetition.
    Already,
    /// A later one is kept, and stays.
    Superseded,
}

impl Draft {
    /// The first, empty write of a section.
    pub fn first(document: DocumentId, section: &str, saved: DateTime<Utc>) -> Self {
        Self {
            document,
            section: section.to_owned(),
            answers: Answers::new(),
            write: 1,
            saved,
        }
    }

    /// The write that follows this one.
    pub fn next(&self, answers: Answers, saved: DateTime<Utc>) -> Self {
        Self {
            answers,
            write: self.write.saturating_add(1),
            saved,
            ..self.clone()
        }
    }
}

impl Drafts<'_> {
    /// The draft of a section, if one is written.
    pub fn get(&self, document: DocumentId, section: &str) -> Result<Option<Draft>, Error> {
        let sql = "SELECT document, section, answers, write, saved FROM drafts WHERE document = ?1 AND section = ?2";
        first(self.0, sql, (id(document), section), draft)
    }

    /// All drafts of a document.
    pub fn of(&self, document: DocumentId) -> Result<Vec<Draft>, Error> {
        let sql = "SELECT document, section, answers, write, saved FROM drafts WHERE document = ?1 ORDER BY section";
        rows(self.0, sql, [id(document)], draft)
    }
}

impl DraftsMut<'_> {
    /// Saves a write. Alone in its transaction it is durable when the transaction returns.
    pub fn save(&self, draft: &Draft) -> Result<Saved, Error> {
        let answers = to_json(&draft.answers)?;
        let kept = self.0.execute(
            "INSERT INTO drafts (document, section, origin, answers, write, saved) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (document, section) DO UPDATE SET answers = excluded.answers, write = excluded.write,
                 saved = excluded.saved WHERE excluded.write > write",
            (id(draft.document), &draft.section, self.0.origin, &answers, draft.write, to_text(draft.saved)),
        )?;
        if kept == 1 {
            return Ok(Saved::Kept);
        }
        match self.0.drafts().get(draft.document, &draft.section)? {
            Some(there) if there.write > draft.write => Ok(Saved::Superseded),
            Some(there) if there.answers == draft.answers => Ok(Saved::Already),
            _ => Err(StoreError::DraftConflict.into()),
        }
    }

    /// Removes the draft of a section, when it is sealed or to be cleared.
    pub fn clear(&self, document: DocumentId, section: &str) -> Result<(), Error> {
        self.0.execute(
            "DELETE FROM drafts WHERE document = ?1 AND section = ?2",
            (id(document), section),
        )?;
        Ok(())
    }
}

fn draft(row: &rusqlite::Row) -> Result<Draft, Error> {
    Ok(Draft {
        document: parsed(row, 0)?,
        section: row.get(1)?,
        answers: json(row, 2)?,
        write: row.get(3)?,
        saved: parsed(row, 4)?,
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{at, begun, writing};
    use super::*;
    use proptest::prelude::*;

    fn answers(text: &str) -> Answers {
        let mut answers = Answers::new();
        answers.set("contact", text.into());
        answers
    }

    #[test]
    fn check() {
        writing(|write| {
            let document = begun(write).id;
            let save = |draft: &Draft| write.drafts_mut().save(draft);
            let first = Draft::first(document, "mentor", at(0));
            let second = first.next(answers("Ringt hem"), at(1));
            assert_eq!(save(&first).unwrap(), Saved::Kept);
            assert_eq!(save(&second).unwrap(), Saved::Kept);
            assert_eq!(save(&second).unwrap(), Saved::Already);
            assert_eq!(save(&first).unwrap(), Saved::Superseded);
            assert_eq!(
                write.drafts().get(document, "mentor").unwrap(),
                Some(second.clone())
            );
            let other = Draft {
                answers: answers("Annat"),
                ..second.clone()
            };
            assert_eq!(save(&other).unwrap_err(), StoreError::DraftConflict.into());

            let eht = Draft::first(document, "eht", at(2));
            save(&eht).unwrap();
            assert_eq!(write.drafts().of(document).unwrap(), [eht.clone(), second]);
            write.drafts_mut().clear(document, "mentor").unwrap();
            assert_eq!(write.drafts().of(document).unwrap(), [eht]);
            assert_eq!(write.drafts().get(document, "mentor").unwrap(), None);
        });
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(8))]
        #[test]
        fn the_last_write_stays_whatever_is_repeated(order in prop::collection::vec(1..30_u32, 1..60)) {
            writing(|write| {
                let document = begun(write).id;
                for number in &order {
                    let answers = answers(&number.to_string());
                    let draft = Draft { write: *number, answers, ..Draft::first(document, "mentor", at(0)) };
                    write.drafts_mut().save(&draft).unwrap();
                }
                let kept = write.drafts().get(document, "mentor").unwrap().unwrap();
                let last = order.iter().max().unwrap();
                assert_eq!((kept.write, kept.answers), (*last, answers(&last.to_string())));
            });
        }
    }
}
