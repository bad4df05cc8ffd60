//! The tables, one module each: its migrations, its rows, its handles and its tests.
//!
//! A handle is reached through a transaction: [`Read`] gives those that read, [`Write`] those that write too.
//! Where a row's fields are not searched or joined on, it holds the value as the JSON that its own type parses
//! back: the vault knows nothing of what the fields mean.

use std::cell::RefCell;
use std::ops::Deref;

use ::cases::{DocumentId, Id};
use chrono::{DateTime, SecondsFormat, Utc};
use rusqlite::Connection;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::{Error, StoreError};
use crate::secret::Secret;

pub(crate) mod brought_in;
pub(crate) mod cases;
pub(crate) mod contacts;
pub(crate) mod definitions;
pub(crate) mod disposals;
pub(crate) mod documents;
pub(crate) mod drafts;
pub(crate) mod events;
pub(crate) mod figures;
pub(crate) mod handovers;
pub(crate) mod issuing;
pub(crate) mod loans;
pub(crate) mod outbox;
pub(crate) mod papers;
pub(crate) mod pupils;
#[cfg(feature = "cheap-kdf")]
mod rows;
pub(crate) mod search;
pub(crate) mod sections;
pub(crate) mod settings;
pub(crate) mod signing_keys;
pub(crate) mod trail;
pub(crate) mod trusted;
pub(crate) mod unfinished;

/// Every migration there has been; one that was released is never changed.
pub(crate) const MIGRATIONS: &[&[&str]] = &[
    &[
        settings::V1,
        pupils::V1,
        cases::V1,
        definitions::V1,
        documents::V1,
        drafts::V1,
        sections::V1,
        papers::V1,
        events::V1,
    ],
    &[signing_keys::V2, trusted::V2],
    &[papers::V3],
    &[signing_keys::V4, trusted::V4, issuing::V4],
    &[disposals::V5],
    &[contacts::V6, handovers::V6],
    &[trail::V7],
    &[loans::V8],
    &[brought_in::V9],
    &[figures::V10],
    &[unfinished::V11],
    &[outbox::V12],
];

/// A transaction that reads: everything in it is of one moment.
pub struct Read<'t> {
    connection: &'t Connection,
}

/// A transaction that reads and writes: all of it is kept, or nothing.
pub struct Write<'t> {
    read: Read<'t>,
    origin: &'t str,
    chain: trail::Chain<'t>,
}

impl<'t> Read<'t> {
    pub(crate) fn new(connection: &'t Connection) -> Self {
        Self { connection }
    }

    /// Every row of every table as text, for tests alone.
    ///
    /// # Errors
    /// The database cannot be read.
    #[cfg(feature = "cheap-kdf")]
    pub fn rows(&self) -> Result<std::collections::BTreeSet<String>, Error> {
        rows::all(self.connection)
    }

    /// Pupils.
    pub fn pupils(&self) -> pupils::Pupils<'t> {
        pupils::Pupils(self.connection)
    }

    /// Cases.
    pub fn cases(&self) -> cases::Cases<'t> {
        cases::Cases(self.connection)
    }

    /// Where cases came from that were brought in from a list.
    pub fn brought_in(&self) -> brought_in::BroughtIns<'t> {
        brought_in::BroughtIns(self.connection)
    }

    /// Definitions of forms, kept for ever.
    pub fn definitions(&self) -> definitions::Definitions<'t> {
        definitions::Definitions(self.connection)
    }

    /// Covers of documents.
    pub fn documents(&self) -> documents::Documents<'t> {
        documents::Documents(self.connection)
    }

    /// What is being written.
    pub fn drafts(&self) -> drafts::Drafts<'t> {
        drafts::Drafts(self.connection)
    }

    /// What stands half typed in the forms of the window.
    pub fn unfinished(&self) -> unfinished::Unfinisheds<'t> {
        unfinished::Unfinisheds(self.connection)
    }

    /// Completed sections.
    pub fn sections(&self) -> sections::Sections<'t> {
        sections::Sections(self.connection)
    }

    /// The PDFs of documents.
    pub fn papers(&self) -> papers::Papers<'t> {
        papers::Papers(self.connection)
    }

    /// What happened.
    pub fn events(&self) -> events::Events<'t> {
        events::Events(self.connection)
    }

    /// What was disposed of.
    pub fn disposals(&self) -> disposals::Disposals<'t> {
        disposals::Disposals(self.connection)
    }

    /// What a colleague lent.
    pub fn loans(&self) -> loans::Loans<'t> {
        loans::Loans(self.connection)
    }

    /// The owner's profile and preferences.
    pub fn settings(&self) -> settings::Settings<'t> {
        settings::Settings(self.connection)
    }

    /// The owner's keys for signing.
    pub fn signing_keys(&self) -> signing_keys::SigningKeys<'t> {
        signing_keys::SigningKeys(self.connection)
    }

    /// What the school's authority is asked for, and what it issued from this vault.
    pub fn issuing(&self) -> issuing::Issuing<'t> {
        issuing::Issuing(self.connection)
    }

    /// Name cards of colleagues.
    pub fn contacts(&self) -> contacts::Contacts<'t> {
        contacts::Contacts(self.connection)
    }

    /// What was sent to other vaults and came from them.
    pub fn handovers(&self) -> handovers::Handovers<'t> {
        handovers::Handovers(self.connection)
    }

    /// Packages that wait for the folder through which they go.
    pub fn outbox(&self) -> outbox::Outbox<'t> {
        outbox::Outbox(self.connection)
    }

    /// How much pupils were absent, as colleagues sent it.
    pub fn figures(&self) -> figures::Figures<'t> {
        figures::Figures(self.connection)
    }

    /// The audit trail.
    pub fn trail(&self) -> trail::Trail<'t> {
        trail::Trail(self.connection)
    }

    /// The trust list.
    pub fn trusted(&self) -> trusted::Trusted<'t> {
        trusted::Trusted(self.connection)
    }

    /// Pupils and cases whose shown name, class or title has words that begin as those in `text`; at most `limit`.
    ///
    /// Nothing else is searched: a search that picks out persons by what is written about them is forbidden
    /// (26 a kap. 5 § skollagen, 3 kap. 3 § dataskyddslagen).
    pub fn search(&self, text: &str, limit: u32) -> Result<Vec<search::Hit>, Error> {
        search::search(self, self.connection, text, limit)
    }
}

impl<'t> Write<'t> {
    /// A transaction whose rows say that the vault `origin` made them; the trail's codes are counted under `audit`.
    pub(crate) fn new(connection: &'t Connection, origin: &'t str, audit: &'t Secret) -> Self {
        Self {
            read: Read::new(connection),
            origin,
            chain: trail::Chain {
                key: audit,
                reached: RefCell::default(),
            },
        }
    }

    /// How far the transaction has brought the audit trail, if it added to it.
    pub(crate) fn trail_reached(self) -> Option<trail::Head> {
        self.chain.reached.into_inner()
    }

    /// Writes pupils.
    pub fn pupils_mut(&self) -> pupils::PupilsMut<'_> {
        pupils::PupilsMut(self)
    }

    /// Writes cases.
    pub fn cases_mut(&self) -> cases::CasesMut<'_> {
        cases::CasesMut(self)
    }

    /// Keeps where cases came from, and clears what a list told of them.
    pub fn brought_in_mut(&self) -> brought_in::BroughtInsMut<'_> {
        brought_in::BroughtInsMut(self)
    }

    /// Keeps definitions.
    pub fn definitions_mut(&self) -> definitions::DefinitionsMut<'_> {
        definitions::DefinitionsMut(self)
    }

    /// Begins documents and discards drafts.
    pub fn documents_mut(&self) -> documents::DocumentsMut<'_> {
        documents::DocumentsMut(self)
    }

    /// Saves what is being written.
    pub fn drafts_mut(&self) -> drafts::DraftsMut<'_> {
        drafts::DraftsMut(self)
    }

    /// Keeps what stands half typed in the forms of the window.
    pub fn unfinished_mut(&self) -> unfinished::UnfinishedsMut<'_> {
        unfinished::UnfinishedsMut(self)
    }

    /// Adds completed sections.
    pub fn sections_mut(&self) -> sections::SectionsMut<'_> {
        sections::SectionsMut(self)
    }

    /// Adds papers.
    pub fn papers_mut(&self) -> papers::PapersMut<'_> {
        papers::PapersMut(self)
    }

    /// Adds events.
    pub fn events_mut(&self) -> events::EventsMut<'_> {
        events::EventsMut(self)
    }

    /// Adds contacts, and says what is known of them.
    pub fn contacts_mut(&self) -> contacts::ContactsMut<'_> {
        contacts::ContactsMut(self)
    }

    /// Keeps what was sent to other vaults and came from them.
    pub fn handovers_mut(&self) -> handovers::HandoversMut<'_> {
        handovers::HandoversMut(self)
    }

    /// Packages that wait for the folder through which they go.
    pub fn outbox_mut(&self) -> outbox::OutboxMut<'_> {
        outbox::OutboxMut(self)
    }

    /// Disposes of documents, and removes what is left empty.
    pub fn disposals_mut(&self) -> disposals::DisposalsMut<'_> {
        disposals::DisposalsMut(self)
    }

    /// Takes in what is lent, keeps it or lets it go.
    pub fn loans_mut(&self) -> loans::LoansMut<'_> {
        loans::LoansMut(self)
    }

    /// Writes the owner's profile and preferences.
    pub fn settings_mut(&self) -> settings::SettingsMut<'_> {
        settings::SettingsMut(self)
    }

    /// Adds, chooses, revokes and erases keys for signing.
    pub fn signing_keys_mut(&self) -> signing_keys::SigningKeysMut<'_> {
        signing_keys::SigningKeysMut(self)
    }

    /// Keeps what the school's authority is asked for and issues.
    pub fn issuing_mut(&self) -> issuing::IssuingMut<'_> {
        issuing::IssuingMut(self)
    }

    /// Keeps how much pupils were absent, and lets it go.
    pub fn figures_mut(&self) -> figures::FiguresMut<'_> {
        figures::FiguresMut(self)
    }

    /// Adds to the audit trail.
    pub fn trail_mut(&self) -> trail::TrailMut<'_> {
        trail::TrailMut(self)
    }

    /// Adds to the trust list, and takes away from it.
    pub fn trusted_mut(&self) -> trusted::TrustedMut<'_> {
        trusted::TrustedMut(self)
    }

    /// That no document continues this one.
    fn must_end(&self, document: DocumentId) -> Result<(), Error> {
        let continues = "SELECT 1 FROM documents WHERE body -> 'predecessor' ->> 'document' = ?1";
        if first(self.connection, continues, [id(document)], |_| Ok(()))?.is_some() {
            return Err(StoreError::Continued.into());
        }
        Ok(())
    }

    /// Removes a document with everything that belongs to it, where the triggers let it go.
    fn remove_document(&self, document: DocumentId) -> Result<(), Error> {
        for sql in [
            "DELETE FROM events WHERE document = ?1",
            "DELETE FROM papers WHERE document = ?1",
            "DELETE FROM sections WHERE document = ?1",
            "DELETE FROM documents WHERE id = ?1",
        ] {
            self.execute(sql, [id(document)])?;
        }
        Ok(())
    }

    /// Runs one statement; gives the number of rows it touched.
    fn execute(&self, sql: &str, params: impl rusqlite::Params) -> Result<usize, Error> {
        Ok(self.connection.prepare_cached(sql)?.execute(params)?)
    }
}

impl<'t> Deref for Write<'t> {
    type Target = Read<'t>;

    fn deref(&self) -> &Read<'t> {
        &self.read
    }
}

/// The rows of a query, each made by `row`.
fn rows<T>(
    connection: &Connection,
    sql: &str,
    params: impl rusqlite::Params,
    row: impl Fn(&rusqlite::Row) -> Result<T, Error>,
) -> Result<Vec<T>, Error> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut found = statement.query(params)?;
    let mut all = Vec::new();
    while let Some(next) = found.next()? {
        all.push(row(next)?);
    }
    Ok(all)
}

/// The first row of a query, if any.
fn first<T>(
    connection: &Connection,
    sql: &str,
    params: impl rusqlite::Params,
    row: impl Fn(&rusqlite::Row) -> Result<T, Error>,
) -> Result<Option<T>, Error> {
    Ok(rows(connection, sql, params, row)?.into_iter().next())
}

/// The value in a row's first column, kept as JSON.
fn body<T: DeserializeOwned>(row: &rusqlite::Row) -> Result<T, Error> {
    json(row, 0)
}

/// The value in a column, kept as JSON.
fn json<T: DeserializeOwned>(row: &rusqlite::Row, column: usize) -> Result<T, Error> {
    serde_json::from_str(row.get_ref(column)?.as_str().map_err(|_| StoreError::Damaged)?)
        .map_err(|_| StoreError::Damaged.into())
}

/// The value in a column, kept as text that its type parses.
fn parsed<T: std::str::FromStr>(row: &rusqlite::Row, column: usize) -> Result<T, Error> {
    let text = row.get_ref(column)?.as_str().map_err(|_| StoreError::Damaged)?;
    text.parse().map_err(|_| StoreError::Damaged.into())
}

/// The value in a column that may be empty, kept as text that its type parses.
fn optional<T: std::str::FromStr>(row: &rusqlite::Row, column: usize) -> Result<Option<T>, Error> {
    match row.get_ref(column)? {
        rusqlite::types::ValueRef::Null => Ok(None),
        _ => parsed(row, column).map(Some),
    }
}

/// A value as JSON, to be kept.
fn to_json(value: &impl Serialize) -> Result<String, Error> {
    serde_json::to_string(value).map_err(|_| StoreError::Statement.into())
}

/// An instant as text that sorts by time.
fn to_text(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Nanos, true)
}

/// An id as text.
fn id<T>(id: Id<T>) -> String {
    id.to_string()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::random::tests::Counting;
    use ::cases::{Case, CaseId, CaseInput, Document, Line, Pupil, PupilId, PupilInput};
    use forms::Hash;

    pub(crate) const SOURCE: &[u8] = b"id = \"checklista\"\n";
    pub(crate) const ORIGIN: &str = "01900000-0000-7000-8000-000000000000";

    /// A transaction on a new database that is encrypted as always and lies in memory.
    pub(crate) fn writing(work: impl FnOnce(&Write)) {
        let folder = tempfile::tempdir().unwrap();
        let key = Secret::random(&mut Counting::new(1));
        let connection = crate::database::create(&folder.path().join("db"), &key).unwrap();
        work(&Write::new(&connection, ORIGIN, &key));
    }

    pub(crate) fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 5).unwrap()
    }

    pub(crate) fn pupil(number: u8, name: &str) -> Pupil {
        let input = PupilInput {
            name: name.into(),
            school: "Björkskolan".into(),
            school_form: "grundskola".into(),
            ..Default::default()
        };
        input
            .parse(PupilId::new(at(0), &[number; 10]), at(0).date_naive())
            .unwrap()
    }

    pub(crate) fn case(number: u8, pupil: &Pupil, title: &str) -> Case {
        let id = CaseId::new(at(0), &[number; 10]);
        CaseInput { title: title.into() }
            .parse(id, pupil.id, at(0).date_naive())
            .unwrap()
    }

    pub(crate) fn document(number: u8, case: &Case) -> Document {
        Document {
            id: DocumentId::new(at(0), &[number; 10]),
            case: case.id(),
            form: "trosa/checklista@1".parse().unwrap(),
            definition: Hash::of(SOURCE),
            title: Line::parse("title", "Checklista").unwrap(),
            predecessor: None,
            created: at(0),
        }
    }

    /// A document in a case of a pupil, with its definition.
    pub(crate) fn begun(write: &Write) -> Document {
        let pupil = pupil(1, "Astrid Almgren");
        let case = case(1, &pupil, "Frånvaro");
        let document = document(1, &case);
        write.pupils_mut().put(&pupil, at(0)).unwrap();
        write.cases_mut().put(&case, at(0)).unwrap();
        write
            .definitions_mut()
            .keep(&document.form, SOURCE, at(0))
            .unwrap();
        write.documents_mut().begin(&document).unwrap();
        document
    }

    #[test]
    fn check() {
        assert!(to_text(at(0)) < to_text(at(1)));
        assert_eq!(
            to_text(at(0)).parse::<DateTime<Utc>>().unwrap(),
            at(0),
            "to the nanosecond"
        );
    }
}
