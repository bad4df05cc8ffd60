//! The audit trail: what each command leaves in it, and who writes that down.
//!
//! The one list of commands says of each what is kept ([`Kept`]); one that says nothing does not compile. The entry is in
//! the vault before the command begins, and a command whose entry cannot be kept is not done. Ids and times go in, never a
//! name and never what was typed but the reason of a disposal, which is refused where it names somebody.

mod view;

use std::collections::{HashMap, HashSet};
use std::sync::Mutex;

use cases::{DocumentId, EventId, Id};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value as Json;
use uuid::Uuid;
use vault::{Act, NewEntry, Read, StoreError, Subject, Write};

use crate::desk::{Desk, Office, at};
use crate::error::{Code, CommandError};
use crate::undone::{self, Entered, Trace};
use crate::wire::systems::PasteSystem;

pub(crate) use view::{KEPT as CHECKED, sheet};
pub use view::{check_trail, entry_words, export_trail, trail, wrong_words};

/// For how long a reading of the same thing is one reading: a view asks for several parts of what it shows.
const ONE_READING: TimeDelta = TimeDelta::minutes(5);

/// What the trail keeps of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// Nothing: it shows and changes no data about a person and no key, or only what stands half typed in a form, whose
    /// opening and sending are kept.
    Nothing,
    /// That the vault was opened, when it is.
    Opens,
    /// That the vault is locked, before it is.
    Locks,
    /// An entry before it is done, and a further one if it fails or is given up.
    Before(Act),
    /// The same, once for each sitting and thing: what is typed is kept every two seconds, and answers are copied one by one.
    Once(Act),
    /// What the command itself adds in its own transaction, because only it knows the subject, the kind, or whether there
    /// is anything to keep.
    Itself,
}

impl Kept {
    /// The kind of the entry that is in the vault before the command begins.
    fn act(self) -> Option<Act> {
        match self {
            Self::Nothing | Self::Itself | Self::Opens => None,
            Self::Locks => Some(Act::Lock),
            Self::Once(act) | Self::Before(act) => Some(act),
        }
    }
}

/// What a command was told, as far as the trail keeps it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct About {
    subject: Subject,
    documents: Vec<DocumentId>,
    event: Option<EventId>,
}

/// Entries that were kept before a command began.
#[derive(Default)]
pub(crate) struct Begun {
    entries: Vec<(u64, Subject)>,
    /// In which vault.
    vault: Option<Uuid>,
}

impl Begun {
    /// What was not done after all: of papers that a printer stopped at, only those that are left; of files, none where a
    /// part stays where it was written.
    fn undone(&self, answer: &Result<Json, CommandError>) -> Vec<(u64, Subject)> {
        let failed = |code: Code| answer.as_ref().err().filter(|error| error.code == code.as_str());
        if failed(Code::LeftBeside).is_some() {
            return Vec::new();
        }
        let stopped = failed(Code::PrintStopped);
        let sent = stopped.and_then(|error| error.args.get("sent")?.parse().ok());
        let printed = |place: usize, subject: &Subject| subject.document.is_some() && Some(place) < sent;
        let entries = self.entries.iter().enumerate();
        entries
            .filter(|(place, (_, subject))| !printed(*place, subject))
            .map(|(_, entry)| *entry)
            .collect()
    }
}

/// What has been kept since the vault was opened, so that the same thing is not kept again and again.
#[derive(Default)]
pub(crate) struct Sitting {
    kept: HashMap<(Act, Subject, &'static str), DateTime<Utc>>,
    /// Which fields of which documents were copied, by their place, to be pasted where.
    pub(crate) copied: HashSet<(DocumentId, u32, PasteSystem)>,
}

impl Sitting {
    /// Whether an entry is to be kept, by what was kept before. What is kept is noted by [`Self::note`].
    fn wants(&self, kept: Kept, act: Act, key: (Subject, &'static str), now: DateTime<Utc>) -> bool {
        let Some(before) = self.kept.get(&(act, key.0, key.1)) else {
            return true;
        };
        match kept {
            Kept::Once(_) => false,
            // The clock may have been set back.
            Kept::Before(Act::Read) => now.signed_duration_since(*before).abs() >= ONE_READING,
            _ => true,
        }
    }

    fn note(&mut self, act: Act, key: (Subject, &'static str), now: DateTime<Utc>) {
        self.kept.insert((act, key.0, key.1), now);
    }

    /// It was not done: the next time is the first.
    fn forget(&mut self, act: Act, key: (Subject, &'static str)) {
        self.kept.remove(&(act, key.0, key.1));
    }
}

impl About {
    /// The ids in what a command was told, at the top or in what is typed, ordered or named there.
    pub fn read(told: &Json) -> Self {
        let places = || std::iter::once(told).chain(["input", "order", "sheet"].map(|part| &told[part]));
        let one = |name: &str| places().find_map(|place| place.get(name)?.as_str());
        let documents = places().filter_map(|place| place.get("documents")?.as_array());
        let named = one("document").into_iter();
        let mut documents: Vec<DocumentId> = named
            .chain(documents.flatten().filter_map(Json::as_str))
            .filter_map(|id| id.parse().ok())
            .collect();
        documents.dedup();
        Self {
            subject: Subject {
                pupil: parsed(one("pupil")),
                case: parsed(one("case")),
                document: None,
            },
            documents,
            event: parsed(one("event")),
        }
    }

    /// The documents that it is about.
    pub fn documents(&self) -> &[DocumentId] {
        &self.documents
    }

    /// The subjects, each with its case and its pupil, at least one.
    fn subjects(&self, read: &Read<'_>) -> Result<Vec<Subject>, CommandError> {
        let mut base = self.subject;
        if let Some(event) = self.event.map(|event| read.events().get(event)).transpose()? {
            base = event.map_or(base, |event| event.subject);
        }
        if self.documents.is_empty() {
            return Ok(vec![whole(read, base)?]);
        }
        let subject = |document: &DocumentId| {
            let document = Some(*document);
            whole(read, Subject { document, ..base })
        };
        self.documents.iter().map(subject).collect()
    }
}

fn parsed<T>(text: Option<&str>) -> Option<Id<T>> {
    text?.parse().ok()
}

/// A subject with the case of its document and the pupil of its case.
fn whole(read: &Read<'_>, mut subject: Subject) -> Result<Subject, CommandError> {
    if let (Some(document), None) = (subject.document, subject.case) {
        subject.case = read.documents().get(document)?.map(|cover| cover.case);
    }
    if let (Some(case), None) = (subject.case, subject.pupil) {
        subject.pupil = read.cases().get(case)?.map(|case| case.pupil());
    }
    Ok(subject)
}

/// By what a sitting knows a thing again. What has no subject of its own, and one draft from another, is told apart by
/// what was asked for.
fn key(kept: Kept, subject: Subject, command: &'static str) -> (Subject, &'static str) {
    match matches!(kept, Kept::Once(_)) || subject == Subject::default() {
        true => (subject, command),
        false => (subject, ""),
    }
}

/// Keeps, before a command begins, what the list says of it. Where the vault is locked nothing is kept: the command
/// says so itself. A vault is locked also where that cannot be written down.
pub(crate) fn begin(
    desk: &Mutex<Desk>,
    command: &'static str,
    kept: Kept,
    about: &About,
) -> Result<Begun, CommandError> {
    let Some(act) = kept.act() else {
        return Ok(Begun::default());
    };
    let begun = begun(desk, command, (kept, act), about);
    match kept {
        Kept::Locks => Ok(begun.unwrap_or_default()),
        _ => begun,
    }
}

fn begun(
    desk: &Mutex<Desk>,
    command: &'static str,
    (kept, act): (Kept, Act),
    about: &About,
) -> Result<Begun, CommandError> {
    let mut desk = at(desk);
    let Ok(office) = desk.office() else {
        return Ok(Begun::default());
    };
    let now = office.outside.now();
    let subjects = office.vault.read(|read| about.subjects(read))?;
    let wanted = |subject: &Subject| desk.sitting.wants(kept, act, key(kept, *subject, command), now);
    let subjects: Vec<Subject> = subjects.into_iter().filter(wanted).collect();
    if subjects.is_empty() {
        return Ok(Begun::default());
    }
    let vault = Some(office.vault.id());
    let entries = office.vault.write(|write| {
        let add = |subject: Subject| Ok((add(write, now, act, command, subject)?, subject));
        subjects
            .into_iter()
            .map(add)
            .collect::<Result<Vec<_>, CommandError>>()
    })?;
    for (_, subject) in &entries {
        desk.sitting.note(act, key(kept, *subject, command), now);
    }
    undone::settle(&mut desk);
    Ok(Begun { entries, vault })
}

fn add(
    write: &Write<'_>,
    now: DateTime<Utc>,
    act: Act,
    command: &str,
    subject: Subject,
) -> Result<u64, CommandError> {
    Ok(write.trail_mut().add(&NewEntry {
        at: now,
        act,
        command,
        subject,
        why: None,
        follows: None,
    })?)
}

/// Keeps how a command ended, where that is another thing than done. `waits` says that it asked the user in a dialog,
/// and could be given up there.
pub(crate) fn end(
    desk: &Mutex<Desk>,
    command: &'static str,
    (kept, waits): (Kept, bool),
    begun: &Begun,
    answer: &Result<Json, CommandError>,
) -> Result<(), CommandError> {
    let ended = match answer {
        Err(_) => Act::Failed,
        Ok(_) if kept == Kept::Opens => return opened(desk, command),
        Ok(Json::Null | Json::Bool(false)) if waits => Act::GivenUp,
        Ok(_) => return Ok(()),
    };
    let mut desk = at(desk);
    if let Some(act) = kept.act() {
        for (_, subject) in &begun.entries {
            desk.sitting.forget(act, key(kept, *subject, command));
        }
    }
    let entries = begun.undone(answer).into_iter().map(|(number, subject)| {
        let entered = Entered {
            number,
            command,
            subject,
        };
        (entered, ended)
    });
    let trace = Trace {
        entries: entries.collect(),
        vault: begun.vault,
        ..Trace::default()
    };
    undone::note(&mut desk, trace);
    Ok(())
}

/// A vault that cannot keep that it was opened does not stay open, but for one whose trail is damaged: whoever damaged it
/// would else keep its owner out, and the check of the trail says so.
fn opened(desk: &Mutex<Desk>, command: &'static str) -> Result<(), CommandError> {
    let mut desk = at(desk);
    let kept = desk.office().and_then(|office| {
        let now = office.outside.now();
        let open = |write: &Write<'_>| add(write, now, Act::Open, command, Subject::default());
        office.vault.write(open)
    });
    match kept {
        Err(error) if error.code != vault::Error::from(StoreError::Damaged).code() => {
            desk.lock();
            Err(error)
        }
        _ => {
            undone::settle(&mut desk);
            Ok(())
        }
    }
}

/// Does something with a vault that is not at the desk, with an entry in it before, and a further one if it fails.
///
/// # Errors
/// What `work` answers, or the entry cannot be kept.
pub(crate) fn attempt<T>(
    office: &Office<'_>,
    (act, command): (Act, &str),
    why: &str,
    work: impl FnOnce() -> Result<T, CommandError>,
) -> Result<T, CommandError> {
    let entry = |act, follows| {
        office.vault.write(|write| {
            let (at, subject, why) = (office.outside.now(), Subject::default(), Some(why));
            let entry = NewEntry {
                at,
                act,
                command,
                subject,
                why,
                follows,
            };
            Ok::<_, CommandError>(write.trail_mut().add(&entry)?)
        })
    };
    let begun = entry(act, None)?;
    work().inspect_err(|_| {
        // That it failed is told in any case.
        entry(Act::Failed, Some(begun)).ok();
    })
}

/// Adds an entry in a command's own transaction; its subject is filled up with its case and its pupil.
pub(crate) fn keep(
    office: &Office<'_>,
    write: &Write<'_>,
    act: Act,
    command: &'static str,
    (subject, why): (Subject, Option<&str>),
) -> Result<(), CommandError> {
    keep_leaving(office, write, act, command, (subject, why)).map(|_| ())
}

/// The same of something that is about to be done, and may not come about.
pub(crate) fn keep_leaving(
    office: &Office<'_>,
    write: &Write<'_>,
    act: Act,
    command: &'static str,
    (subject, why): (Subject, Option<&str>),
) -> Result<Trace, CommandError> {
    let subject = whole(write, subject)?;
    let number = write.trail_mut().add(&NewEntry {
        at: office.outside.now(),
        act,
        command,
        subject,
        why,
        follows: None,
    })?;
    let entered = Entered {
        number,
        command,
        subject,
    };
    Ok(Trace {
        entries: vec![(entered, Act::Failed)],
        vault: Some(office.vault.id()),
        ..Trace::default()
    })
}

/// The same for a document, without a reason.
pub(crate) fn keep_document(
    office: &Office<'_>,
    write: &Write<'_>,
    act: Act,
    command: &'static str,
    document: DocumentId,
) -> Result<Trace, CommandError> {
    let subject = Subject {
        document: Some(document),
        ..Subject::default()
    };
    keep_leaving(office, write, act, command, (subject, None))
}

#[cfg(test)]
mod tests;
