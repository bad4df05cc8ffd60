//! The audit trail: what was read, written, printed, exported, signed and disposed of. Only ever added.
//!
//! Every entry bears a code over the one before it and over itself, counted under a key of the vault: who changes, takes
//! away or adds one without the key breaks the chain, and the first broken link says where. An entry holds ids and
//! times, never a name or an answer, and stays when what it speaks of is disposed of.

use std::cell::RefCell;

use cases::{CaseId, PupilId};
use chrono::{DateTime, Utc};
use rusqlite::Connection;
use rusqlite::types::ValueRef;
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq as _;

use super::events::Subject;
use super::{Write, first, id, parsed, rows, to_text};
use crate::error::{Error, StoreError};
use crate::secret::Secret;

pub(crate) const V7: &str = "
    CREATE TABLE trail (
        number INTEGER NOT NULL PRIMARY KEY,
        origin TEXT NOT NULL,
        at TEXT NOT NULL,
        act TEXT NOT NULL,
        command TEXT NOT NULL,
        pupil TEXT,
        case_id TEXT,
        document TEXT,
        why TEXT,
        follows INTEGER,
        code BLOB NOT NULL CHECK (length(code) = 32)
    ) STRICT;
    CREATE INDEX trail_pupil ON trail (pupil) WHERE pupil IS NOT NULL;
    CREATE INDEX trail_case ON trail (case_id) WHERE case_id IS NOT NULL;
    CREATE TRIGGER trail_stays BEFORE UPDATE ON trail BEGIN SELECT RAISE (ABORT, 'final'); END;
    CREATE TRIGGER trail_remains BEFORE DELETE ON trail BEGIN SELECT RAISE (ABORT, 'final'); END;
    CREATE TRIGGER trail_in_order BEFORE INSERT ON trail
        WHEN NEW.number <> 1 + coalesce((SELECT max(number) FROM trail), 0)
        BEGIN SELECT RAISE (ABORT, 'final'); END;
";

const COLUMNS: &str = "number, at, act, command, pupil, case_id, document, why, follows, origin, code";

macro_rules! acts {
    ($($(#[$doc:meta])* $act:ident = $name:literal,)*) => {
        /// What kind of thing was done.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Act {
            $($(#[$doc])* $act,)*
        }

        impl Act {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$act),*];

            /// The stable name.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$act => $name,)*
                }
            }

            /// The kind of this name.
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|act| act.as_str() == name)
            }
        }
    };
}

acts! {
    /// The vault was opened.
    Open = "open",
    /// The vault was locked.
    Lock = "lock",
    /// Something was shown.
    Read = "read",
    /// Something was written or changed.
    Write = "write",
    /// Something went to a printer.
    Print = "print",
    /// Something left the vault as a file.
    Export = "export",
    /// Something was signed.
    Sign = "sign",
    /// Something was disposed of.
    Dispose = "dispose",
    /// Something was told without a ground.
    Override = "override",
    /// Keys, passphrases or what is trusted were changed.
    Keys = "keys",
    /// What an earlier entry says was begun did not succeed.
    Failed = "failed",
    /// What an earlier entry says was begun was given up.
    GivenUp = "given-up",
}

/// An entry to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEntry<'a> {
    /// When.
    pub at: DateTime<Utc>,
    /// What kind of thing.
    pub act: Act,
    /// The stable name of what was done.
    pub command: &'a str,
    /// What it was done to.
    pub subject: Subject,
    /// The ground or the reason, where there is one.
    pub why: Option<&'a str>,
    /// The earlier entry that this one says more of.
    pub follows: Option<u64>,
}

/// An entry of the trail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number, from 1, without gaps.
    pub number: u64,
    /// When.
    pub at: DateTime<Utc>,
    /// What kind of thing.
    pub act: Act,
    /// The stable name of what was done.
    pub command: String,
    /// What it was done to.
    pub subject: Subject,
    /// The ground or the reason, where there is one.
    pub why: Option<String>,
    /// The earlier entry that this one says more of.
    pub follows: Option<u64>,
}

/// That an entry stands there which cannot be read: it was tampered with, or a later version of the program wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnreadableEntry {
    /// Its number, as it stands there.
    pub number: u64,
}

/// Which entries are asked for; what is empty hides nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TrailFilter {
    /// At this instant or later.
    pub from: Option<DateTime<Utc>>,
    /// Before this instant.
    pub until: Option<DateTime<Utc>>,
    /// Of this kind.
    pub act: Option<Act>,
    /// About this pupil.
    pub pupil: Option<PupilId>,
    /// About this case.
    pub case: Option<CaseId>,
}

/// What was found when the chain was walked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TrailCheck {
    /// How many entries there are.
    pub entries: u64,
    /// What is wrong, the first thing.
    pub fault: Option<TrailFault>,
}

/// What is wrong with the trail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrailFault {
    /// The first entry that is not what was written, or is missing.
    Broken {
        /// Its number.
        number: u64,
        /// The time that stands in it, or in the one that stands in its place.
        at: Option<DateTime<Utc>>,
    },
    /// The end is missing, or another was put in its place: the anchor beside the database knows of more.
    CutOff {
        /// How many entries the anchor knows of.
        known: u64,
        /// When the last of those was written.
        at: Option<DateTime<Utc>>,
    },
    /// The anchor is missing or not this vault's, so that nobody can say whether the end is there.
    Unanchored,
}

/// How far a trail has come: what the anchor beside the database keeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Head {
    /// The number of entries.
    pub(crate) count: u64,
    /// The last entry's code.
    pub(crate) code: [u8; 32],
    /// When it was written.
    pub(crate) at: Option<DateTime<Utc>>,
}

/// A row as it is kept and as its code is counted. A row that was tampered with need not be an [`Entry`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Link {
    number: u64,
    texts: [Option<String>; 8],
    follows: Option<u64>,
    code: [u8; 32],
}

/// Reads the trail.
pub struct Trail<'t>(pub(super) &'t Connection);

/// Adds to the trail.
pub struct TrailMut<'t>(pub(super) &'t Write<'t>);

/// What a transaction needs to add to the trail, and how far it has brought it.
pub(crate) struct Chain<'t> {
    pub(crate) key: &'t Secret,
    pub(crate) reached: RefCell<Option<Head>>,
}

impl Trail<'_> {
    /// The entries that a filter lets through, the last first: at most `most`, and only those before the one numbered
    /// `before`. One that cannot be read hides no other.
    pub fn page(
        &self,
        filter: &TrailFilter,
        before: Option<u64>,
        most: u32,
    ) -> Result<Vec<Result<Entry, UnreadableEntry>>, Error> {
        let sql = format!(
            "SELECT {COLUMNS} FROM trail
             WHERE number < ?1 AND (?2 IS NULL OR at >= ?2) AND (?3 IS NULL OR at < ?3)
                 AND (?4 IS NULL OR act = ?4) AND (?5 IS NULL OR pupil = ?5) AND (?6 IS NULL OR case_id = ?6)
             ORDER BY number DESC LIMIT ?7"
        );
        let params = (
            before
                .and_then(|number| i64::try_from(number).ok())
                .unwrap_or(i64::MAX),
            filter.from.map(to_text),
            filter.until.map(to_text),
            filter.act.map(Act::as_str),
            filter.pupil.map(id),
            filter.case.map(id),
            most,
        );
        rows(self.0, &sql, params, |row| Ok(link(row)?.entry()))
    }

    /// How many entries there are.
    pub fn count(&self) -> Result<u64, Error> {
        let count = first(self.0, "SELECT count(*) FROM trail", [], |row| number(row, 0))?;
        Ok(count.unwrap_or_default())
    }

    /// Every row, the first one first, each handed over as it is read.
    pub(crate) fn each(&self, mut take: impl FnMut(Link)) -> Result<(), Error> {
        let mut statement = self
            .0
            .prepare(&format!("SELECT {COLUMNS} FROM trail ORDER BY number"))?;
        let mut found = statement.query([])?;
        while let Some(row) = found.next()? {
            take(link(row)?);
        }
        Ok(())
    }

    /// The rows that come after `head`, the first one first, up to the first that does not follow the one before it.
    pub(crate) fn after(&self, head: &Head, key: &Secret) -> Result<Vec<Link>, Error> {
        let sql = format!("SELECT {COLUMNS} FROM trail WHERE number > ?1 ORDER BY number");
        let mut statement = self.0.prepare(&sql)?;
        let mut found = statement.query([i64::try_from(head.count).unwrap_or(i64::MAX)])?;
        let (mut links, mut before) = (Vec::new(), head.clone());
        while let Some(row) = found.next()? {
            match link(row) {
                Ok(link) if link.follows_on(&before, key) => {
                    before = link.head();
                    links.push(link);
                }
                _ => break,
            }
        }
        Ok(links)
    }

    /// How many entries from the first on are the same in another trail of the same vault.
    pub(crate) fn in_common(&self, other: &Trail<'_>) -> Result<u64, Error> {
        let (mut same, mut differs) = (0, self.count()?.min(other.count()?) + 1);
        // Each code is counted over all that came before it.
        while differs - same > 1 {
            let middle = same + (differs - same) / 2;
            let code = |trail: &Trail<'_>| {
                trail
                    .at("?1", [middle as i64])
                    .map(|head| head.map(|head| head.code))
            };
            let here = code(self)?;
            if here.is_some() && here == code(other)? {
                same = middle;
            } else {
                differs = middle;
            }
        }
        Ok(same)
    }

    /// How far the trail has come.
    pub(crate) fn head(&self, key: &Secret, origin: &str) -> Result<Head, Error> {
        let last = "SELECT max(number) FROM trail";
        Ok(self.at(last, [])?.unwrap_or_else(|| Head::start(key, origin)))
    }

    /// Whether the trail has been where `head` says.
    pub(crate) fn passed(&self, head: &Head, key: &Secret, origin: &str) -> Result<bool, Error> {
        let there = match i64::try_from(head.count) {
            Ok(0) => Some(Head::start(key, origin)),
            Ok(number) => self.at("?1", [number])?,
            Err(_) => None,
        };
        Ok(there.is_some_and(|there| there.code == head.code))
    }

    fn at(&self, which: &str, params: impl rusqlite::Params) -> Result<Option<Head>, Error> {
        let sql = format!("SELECT number, code, at FROM trail WHERE number = ({which})");
        first(self.0, &sql, params, |row| {
            Ok(Head {
                count: number(row, 0)?,
                code: row.get(1)?,
                at: parsed(row, 2).ok(),
            })
        })
    }
}

impl TrailMut<'_> {
    /// Adds an entry; gives its number.
    pub fn add(&self, new: &NewEntry) -> Result<u64, Error> {
        let Write { origin, chain, .. } = self.0;
        let before = match chain.reached.borrow().clone() {
            Some(head) => head,
            None => self.0.trail().head(chain.key, origin)?,
        };
        let Subject {
            pupil,
            case,
            document,
        } = new.subject;
        let texts = [
            Some(to_text(new.at)),
            Some(new.act.as_str().to_owned()),
            Some(new.command.to_owned()),
            pupil.map(id),
            case.map(id),
            document.map(id),
            new.why.map(str::to_owned),
            Some((*origin).to_owned()),
        ];
        let mut link = Link {
            number: before.count + 1,
            texts,
            follows: new.follows,
            code: [0; 32],
        };
        link.code = link.count(chain.key, &before.code);
        self.insert(&link)?;
        Ok(link.number)
    }

    /// Adds a row as it stands in another copy of the same trail, which holds this one whole.
    pub(crate) fn repeat(&self, link: &Link) -> Result<(), Error> {
        self.insert(link)
    }

    fn insert(&self, link: &Link) -> Result<(), Error> {
        let [at, act, command, pupil, case, document, why, origin] = &link.texts;
        self.0.execute(
            &format!("INSERT INTO trail ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"),
            (
                link.number as i64,
                at,
                act,
                command,
                pupil,
                case,
                document,
                why,
                link.follows.map(|number| number as i64),
                origin,
                link.code,
            ),
        )?;
        *self.0.chain.reached.borrow_mut() = Some(link.head());
        Ok(())
    }
}

impl Head {
    /// Where the trail of a vault begins.
    pub(crate) fn start(key: &Secret, origin: &str) -> Self {
        Self {
            count: 0,
            code: key.code(&[b"trail begins ", origin.as_bytes()].concat()),
            at: None,
        }
    }
}

impl Link {
    /// The code of this row after the one before it. Every part is preceded by its length, so that no two rows are
    /// counted over the same bytes.
    fn count(&self, key: &Secret, before: &[u8; 32]) -> [u8; 32] {
        let mut message = b"trail entry ".to_vec();
        message.extend(before);
        message.extend(self.number.to_be_bytes());
        for text in &self.texts {
            match text {
                None => message.push(0),
                Some(text) => {
                    message.push(1);
                    message.extend((text.len() as u64).to_be_bytes());
                    message.extend(text.as_bytes());
                }
            }
        }
        message.extend(self.follows.unwrap_or_default().to_be_bytes());
        key.code(&message)
    }

    /// Whether this row comes next after what a trail had reached, and is what was written.
    fn follows_on(&self, before: &Head, key: &Secret) -> bool {
        before.count.checked_add(1) == Some(self.number)
            && self.count(key, &before.code).ct_eq(&self.code).into()
    }

    /// How far a trail has come that ends here.
    fn head(&self) -> Head {
        Head {
            count: self.number,
            code: self.code,
            at: self.at(),
        }
    }

    fn at(&self) -> Option<DateTime<Utc>> {
        let [at, ..] = &self.texts;
        at.as_ref()?.parse().ok()
    }

    /// What the row says.
    pub(crate) fn entry(&self) -> Result<Entry, UnreadableEntry> {
        let unreadable = UnreadableEntry { number: self.number };
        let [_, act, command, pupil, case, document, why, _] = &self.texts;
        Ok(Entry {
            number: self.number,
            at: self.at().ok_or(unreadable)?,
            act: act.as_deref().and_then(Act::named).ok_or(unreadable)?,
            command: command.clone().ok_or(unreadable)?,
            subject: Subject {
                pupil: read_id(pupil).ok_or(unreadable)?,
                case: read_id(case).ok_or(unreadable)?,
                document: read_id(document).ok_or(unreadable)?,
            },
            why: why.clone(),
            follows: self.follows,
        })
    }
}

/// Walks a chain link by link.
pub(crate) struct Walk<'k> {
    key: &'k Secret,
    here: Head,
    entries: u64,
    broken: Option<TrailFault>,
    anchor: Option<Head>,
    /// Whether the walk has come by the anchor.
    anchored: bool,
}

impl<'k> Walk<'k> {
    /// Before the first link; `anchor` is what is kept beside the database, if it can be read.
    pub(crate) fn new(key: &'k Secret, origin: &str, anchor: Option<Head>) -> Self {
        let here = Head::start(key, origin);
        let anchored = anchor.as_ref().is_some_and(|anchor| anchor.code == here.code);
        Self {
            key,
            here,
            entries: 0,
            broken: None,
            anchor,
            anchored,
        }
    }

    /// The next link.
    pub(crate) fn step(&mut self, link: &Link) {
        self.entries += 1;
        if !link.follows_on(&self.here, self.key) {
            self.broken.get_or_insert(TrailFault::Broken {
                number: self.here.count.saturating_add(1),
                at: link.at(),
            });
        }
        self.here = link.head();
        self.anchored |= self
            .anchor
            .as_ref()
            .is_some_and(|anchor| (anchor.count, anchor.code) == (link.number, link.code));
    }

    /// What was found.
    pub(crate) fn end(self) -> TrailCheck {
        let end = match self.anchor {
            None => Some(TrailFault::Unanchored),
            Some(_) if self.anchored => None,
            Some(anchor) => Some(TrailFault::CutOff {
                known: anchor.count,
                at: anchor.at,
            }),
        };
        TrailCheck {
            entries: self.entries,
            fault: self.broken.or(end),
        }
    }
}

/// A row, whatever stands in it: one that was tampered with breaks the chain, and keeps nobody from the rest.
fn link(row: &rusqlite::Row) -> Result<Link, Error> {
    let text = |column| {
        Ok::<_, Error>(match row.get_ref(column)? {
            ValueRef::Null => None,
            ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
                Some(String::from_utf8_lossy(bytes).into_owned())
            }
            ValueRef::Integer(_) | ValueRef::Real(_) => Some(String::new()),
        })
    };
    Ok(Link {
        // No entry has this number, so that it breaks the chain.
        number: number(row, 0).unwrap_or_default(),
        texts: [
            text(1)?,
            text(2)?,
            text(3)?,
            text(4)?,
            text(5)?,
            text(6)?,
            text(7)?,
            text(9)?,
        ],
        follows: match row.get_ref(8)? {
            ValueRef::Null => None,
            _ => Some(number(row, 8).unwrap_or_default()),
        },
        code: row.get(10).unwrap_or_default(),
    })
}

fn number(row: &rusqlite::Row, column: usize) -> Result<u64, Error> {
    u64::try_from(row.get::<_, i64>(column)?).map_err(|_| StoreError::Damaged.into())
}

/// Nothing where the text is no id; no id where there is no text.
fn read_id<T>(text: &Option<String>) -> Option<Option<cases::Id<T>>> {
    text.as_ref()
        .map(|text| text.parse().ok())
        .map_or(Some(None), |id| id.map(Some))
}

#[cfg(test)]
pub(crate) mod tests;
