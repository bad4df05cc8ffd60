//! What has happened since a backup was made and may never be undone by it: what was disposed of stays gone, what others
//! rely on, or were told, stays written down, and nobody is trusted again who no longer was.

use std::collections::BTreeMap;

use cases::{CaseId, Document, DocumentId, EventKind, Pupil, PupilId};
use chrono::{DateTime, Utc};
use vault::{Disposal, Event, Read, StoreError, Subject, Unfinished, Write};

use super::exchanged::Exchanged;
use super::standing::Standing;
use crate::case_list::was_taken_back;
use crate::consents::BESIDE;
use crate::disposal::remove_pupil_if_empty;
use crate::error::CommandError;

/// What a family said no to, what left the school, and what was thrown away.
const STAYS: [EventKind; 6] = [
    EventKind::Withdrawn,
    EventKind::Declined,
    EventKind::Disclosed,
    EventKind::Released,
    EventKind::NotDone,
    EventKind::Cleared,
];
/// What was done with a completed document outside the vault, and is so whatever the vault says.
const DONE: [EventKind; 14] = [
    EventKind::Told,
    EventKind::Exported,
    EventKind::Packaged,
    EventKind::Approved,
    EventKind::Printed,
    EventKind::Saved,
    EventKind::Refused,
    EventKind::HandedOver,
    EventKind::Received,
    EventKind::Registered,
    EventKind::Sent,
    EventKind::HandedOut,
    EventKind::OriginalKept,
    EventKind::Cancelled,
];
/// What is only so in the vault, and as it was when the backup was made. What else there is shows in its papers.
const GOES: [EventKind; 6] = [
    EventKind::RowSigned,
    EventKind::Signed,
    EventKind::Excused,
    EventKind::Archived,
    EventKind::CaseClosed,
    EventKind::CaseReopened,
];

/// What is carried over to a vault that is restored.
pub(super) struct Carried {
    disposals: Vec<Disposal>,
    removals: Vec<Event>,
    events: Vec<Event>,
    going: Vec<Event>,
    /// The cases of which a list told something that was cleared since.
    cleared: Vec<CaseId>,
    pupils: BTreeMap<PupilId, Pupil>,
    /// How many papers a document has that something was received of.
    papers: BTreeMap<DocumentId, usize>,
    /// What stands half typed.
    unfinished: Vec<Unfinished>,
    standing: Standing,
    exchanged: Exchanged,
}

/// What carrying over would do to a backup.
#[derive(Default)]
pub(super) struct Counted {
    /// How many of its documents have been disposed of since.
    pub disposed: u32,
    /// How many events are not in it, and are added.
    pub kept: u32,
    /// About whom there are events that cannot be, because what they are about is not in it either.
    pub lost: Vec<String>,
    /// About whom something was written down of a case or document that is in it, and is not kept.
    pub gone: Vec<String>,
    /// About whom packages were taken in since, which can be taken in again.
    pub packages: Vec<String>,
}

impl Carried {
    /// What there is of it in the vault as it is now.
    pub fn from(read: &Read<'_>) -> Result<Self, CommandError> {
        let mut disposals = read.disposals().all()?;
        disposals.sort_by_key(|disposal| disposal.at);
        let mut events = Vec::new();
        for kind in STAYS.into_iter().chain(DONE) {
            events.extend(read.events().of_kind(kind)?);
        }
        let mut going = Vec::new();
        for kind in GOES {
            going.extend(read.events().of_kind(kind)?);
        }
        let mut papers = BTreeMap::new();
        for event in events.iter().filter(|event| event.kind == EventKind::Received) {
            if let Some(document) = event.subject.document {
                papers.insert(document, read.papers().of(document)?.len());
            }
        }
        let cleared = events
            .iter()
            .filter(|event| event.kind == EventKind::Cleared && event.subject.document.is_none());
        let cleared = cleared.filter_map(|event| event.subject.case).collect();
        let pupils = read.pupils().all()?;
        Ok(Self {
            disposals,
            removals: read.events().of_kind(EventKind::Removed)?,
            cleared,
            events,
            going,
            pupils: pupils.into_iter().map(|pupil| (pupil.id, pupil)).collect(),
            unfinished: read.unfinished().all()?,
            papers,
            standing: Standing::from(read)?,
            exchanged: Exchanged::from(read)?,
        })
    }

    /// What carrying over would do to a backup.
    pub fn count(&self, read: &Read<'_>) -> Result<Counted, CommandError> {
        let mut counted = Counted::default();
        for disposal in &self.disposals {
            counted.disposed += u32::from(read.documents().get(disposal.document)?.is_some());
        }
        for event in &self.events {
            // That a draft was thrown away is no promise to anybody, and what was done with a document goes where it
            // goes: both are not spoken of.
            if !is_missing(read, event)? || event.kind == EventKind::Cleared || DONE.contains(&event.kind) {
                continue;
            }
            if self.has_its_ground(read, event)? {
                counted.kept += 1;
            } else {
                counted.lost.push(self.name(event.subject));
            }
        }
        for event in &self.going {
            if is_missing(read, event)? && is_about_something(read, event)? {
                counted.gone.push(self.name(event.subject));
            }
        }
        counted.gone.sort();
        counted.gone.dedup();
        for package in self.exchanged.lost(read)? {
            counted.packages.push(self.name(package.subject));
        }
        Ok(counted)
    }

    fn name(&self, subject: Subject) -> String {
        let pupil = subject.pupil.and_then(|pupil| self.pupils.get(&pupil));
        pupil.map_or_else(String::new, |pupil| pupil.display_name().to_string())
    }

    /// Whether what an event is about is in the backup. What was received is in its papers: without them it is not there,
    /// and comes again.
    fn has_its_ground(&self, read: &Read<'_>, event: &Event) -> Result<bool, CommandError> {
        let document = event.subject.document;
        let now = document.and_then(|document| self.papers.get(&document));
        // That papers belong together came without a paper.
        let is_of_paper = event.data.get(BESIDE).is_none();
        if let (EventKind::Received, Some(document), Some(now), true) =
            (event.kind, document, now, is_of_paper)
            && read.papers().of(document)?.len() < *now
        {
            return Ok(false);
        }
        is_about_something(read, event)
    }

    /// Does it again in the backup. `continues` says that the vault is what has become of it, and not an older copy.
    ///
    /// # Errors
    /// Something that was disposed of cannot be disposed of there: nothing is restored then.
    pub fn carry(&self, write: &Write<'_>, at: DateTime<Utc>, continues: bool) -> Result<(), CommandError> {
        for event in &self.events {
            let is_of_gone = event
                .subject
                .document
                .map(|document| write.disposals().get(document))
                .transpose()?;
            if is_missing(write, event)?
                && self.has_its_ground(write, event)?
                && is_of_gone.flatten().is_none()
            {
                write.events_mut().add(event)?;
            }
        }
        self.clear_notes(write)?;
        self.dispose(write, continues)?;
        for event in &self.removals {
            if is_missing(write, event)? && remove(write, event)? {
                write.events_mut().add(event)?;
            }
        }
        self.protect(write, at)?;
        self.carry_unfinished(write)?;
        self.exchanged.carry(write, at, continues)?;
        self.standing.carry(write, at, continues)
    }

    /// What a list told of a case stays cleared.
    fn clear_notes(&self, write: &Write<'_>) -> Result<(), CommandError> {
        for case in &self.cleared {
            if write.brought_in().of(*case)?.is_some() {
                write.brought_in_mut().clear(*case)?;
            }
        }
        Ok(())
    }

    /// Whoever has protected identity is not shown by name again, and loses it in neither.
    fn protect(&self, write: &Write<'_>, at: DateTime<Utc>) -> Result<(), CommandError> {
        for now in self.pupils.values().filter(|now| now.is_protected()) {
            if let Some(then) = write.pupils().get(now.id)?
                && !then.is_protected()
            {
                let protection = now.protection.clone();
                write.pupils_mut().put(&Pupil { protection, ..then }, at)?;
            }
        }
        Ok(())
    }

    /// What is half typed is as it is now: an older form could bring back a name that is gone, or lift a protection. What is
    /// about something that is not in the backup has no place there.
    fn carry_unfinished(&self, write: &Write<'_>) -> Result<(), CommandError> {
        write.unfinished_mut().forget_all()?;
        for typed in &self.unfinished {
            if is_there(write, typed.subject)? {
                write.unfinished_mut().keep(typed)?;
            }
        }
        Ok(())
    }

    /// Disposes of what was disposed of. A document in the backup that continues another may have been disposed of
    /// earlier in the list or later; so it goes on for as long as something goes. What an older copy of the vault has
    /// disposed of and others went on with since stays.
    fn dispose(&self, write: &Write<'_>, continues: bool) -> Result<(), CommandError> {
        let mut left: Vec<&Disposal> = Vec::new();
        for disposal in &self.disposals {
            if write.documents().get(disposal.document)?.is_some() {
                discard_unfinished(write, disposal)?;
                left.push(disposal);
            } else if write.disposals().get(disposal.document)?.is_none() {
                write.disposals_mut().keep(disposal)?;
            }
        }
        while !left.is_empty() {
            let before = left.len();
            let mut refused = Vec::new();
            for disposal in left {
                match write.disposals_mut().dispose(disposal) {
                    Err(error) if error == StoreError::Continued.into() => refused.push(disposal),
                    done => done?,
                }
            }
            if refused.len() == before && !continues {
                return Ok(());
            }
            if refused.len() == before {
                return Err(vault::Error::from(StoreError::Continued).into());
            }
            left = refused;
        }
        Ok(())
    }
}

/// What is still written of a document that was disposed of goes with it, and so does one that continues it and was
/// never completed: it had been thrown away before.
fn discard_unfinished(write: &Write<'_>, disposal: &Disposal) -> Result<(), CommandError> {
    for draft in write.drafts().of(disposal.document)? {
        write.drafts_mut().clear(draft.document, &draft.section)?;
    }
    let Some(cover) = write.documents().get(disposal.document)? else {
        return Ok(());
    };
    for other in write.documents().of(cover.case)? {
        let continues = other
            .predecessor
            .as_ref()
            .is_some_and(|before| before.document == disposal.document.uuid());
        if continues {
            discard_draft(write, &other)?;
        }
    }
    Ok(())
}

/// Throws a document away of which nothing was ever completed.
fn discard_draft(write: &Write<'_>, document: &Document) -> Result<(), CommandError> {
    let is_empty = write.sections().of(document.id)?.is_empty();
    if is_empty && write.papers().of(document.id)?.is_empty() {
        write.documents_mut().discard(document.id)?;
    }
    Ok(())
}

/// Removes the emptied case and pupil that were removed; false if anything is left of them.
fn remove(write: &Write<'_>, event: &Event) -> Result<bool, CommandError> {
    let mut removed = true;
    if let Some(case) = event.subject.case
        && write.cases().get(case)?.is_some()
    {
        if was_taken_back(event) && write.brought_in().of(case)?.is_some() {
            write.brought_in_mut().clear(case)?;
        }
        // Nobody who removed the case wanted a draft in it.
        for document in write.documents().of(case)? {
            discard_draft(write, &document)?;
        }
        let is_empty = write.disposals().is_case_empty(case)?;
        if is_empty {
            write.disposals_mut().remove_case(case)?;
        }
        removed &= is_empty;
    }
    if let Some(pupil) = event.subject.pupil
        && write.pupils().get(pupil)?.is_some()
    {
        removed &= remove_pupil_if_empty(write, pupil)?;
    }
    Ok(removed)
}

fn is_missing(read: &Read<'_>, event: &Event) -> Result<bool, CommandError> {
    Ok(read.events().get(event.id)?.is_none())
}

/// Whether what an event is about is there, and completed where it was done with a completed document. That a draft was
/// thrown away is about its case: the draft is gone.
fn is_about_something(read: &Read<'_>, event: &Event) -> Result<bool, CommandError> {
    let has_paper = match event.subject.document.filter(|_| DONE.contains(&event.kind)) {
        Some(document) => !read.papers().of(document)?.is_empty(),
        None => true,
    };
    let document = event
        .subject
        .document
        .filter(|_| event.kind != EventKind::Cleared);
    let subject = Subject {
        document,
        ..event.subject
    };
    Ok(has_paper && is_there(read, subject)?)
}

/// Whether everything that a subject names is there.
fn is_there(read: &Read<'_>, subject: Subject) -> Result<bool, CommandError> {
    let pupil = subject.pupil.map(|id| read.pupils().get(id)).transpose()?;
    let case = subject.case.map(|id| read.cases().get(id)).transpose()?;
    let document = subject.document.map(|id| read.documents().get(id)).transpose()?;
    Ok(pupil.is_none_or(|found| found.is_some())
        && case.is_none_or(|found| found.is_some())
        && document.is_none_or(|found| found.is_some()))
}
