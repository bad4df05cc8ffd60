//! What has happened since a backup was made and may never be undone by it: what was disposed of stays gone, and what
//! others rely on, or were told, stays written down.

use cases::{DocumentId, EventKind};
use vault::{Disposal, Event, Read, StoreError, Write};

use crate::error::CommandError;

/// What a family said no to, and what left the school.
const STAYS: [EventKind; 4] = [
    EventKind::Withdrawn,
    EventKind::Declined,
    EventKind::Disclosed,
    EventKind::Released,
];

/// What is carried over to a vault that is restored.
#[derive(Default)]
pub(super) struct Carried {
    disposals: Vec<Disposal>,
    removals: Vec<Event>,
    events: Vec<Event>,
}

impl Carried {
    /// What there is of it in the vault as it is now.
    pub fn from(read: &Read<'_>) -> Result<Self, CommandError> {
        let mut disposals = read.disposals().all()?;
        disposals.sort_by_key(|disposal| disposal.at);
        let mut events = Vec::new();
        for kind in STAYS {
            events.extend(read.events().of_kind(kind)?);
        }
        Ok(Self {
            disposals,
            removals: read.events().of_kind(EventKind::Removed)?,
            events,
        })
    }

    /// The documents that were disposed of.
    pub fn disposed(&self) -> impl Iterator<Item = DocumentId> {
        self.disposals.iter().map(|disposal| disposal.document)
    }

    /// How many documents of a backup have been disposed of since, and how many events are not in it.
    pub fn count(&self, read: &Read<'_>) -> Result<(u32, u32), CommandError> {
        let (mut disposed, mut kept) = (0, 0);
        for disposal in &self.disposals {
            disposed += u32::from(read.documents().get(disposal.document)?.is_some());
        }
        for event in &self.events {
            kept += u32::from(is_missing(read, event)?);
        }
        Ok((disposed, kept))
    }

    /// Does it again in the backup.
    pub fn carry(&self, write: &Write<'_>) -> Result<(), CommandError> {
        for event in &self.events {
            if is_missing(write, event)? {
                write.events_mut().add(event)?;
            }
        }
        self.dispose(write)?;
        for event in &self.removals {
            if !is_missing(write, event)? {
                continue;
            }
            if let Some(case) = event.subject.case
                && write.disposals().is_case_empty(case)?
            {
                write.disposals_mut().remove_case(case)?;
            }
            if let Some(pupil) = event.subject.pupil
                && write.disposals().is_pupil_empty(pupil, None)?
            {
                write.disposals_mut().remove_pupil(pupil)?;
            }
            write.events_mut().add(event)?;
        }
        Ok(())
    }

    /// Disposes of what was disposed of. A document in the backup that continues another may have been disposed of
    /// earlier in the list or later; so it goes on for as long as something goes.
    fn dispose(&self, write: &Write<'_>) -> Result<(), CommandError> {
        let mut left: Vec<&Disposal> = Vec::new();
        for disposal in &self.disposals {
            if write.documents().get(disposal.document)?.is_some() {
                left.push(disposal);
            }
        }
        loop {
            let before = left.len();
            let mut refused = Vec::new();
            for disposal in left {
                discard_drafts(write, disposal)?;
                match write.disposals_mut().dispose(disposal) {
                    Err(error) if error == StoreError::Continued.into() => refused.push(disposal),
                    done => done?,
                }
            }
            if refused.is_empty() || refused.len() == before {
                return Ok(());
            }
            left = refused;
        }
    }
}

/// What is still written of a document that was disposed of goes with it.
fn discard_drafts(write: &Write<'_>, disposal: &Disposal) -> Result<(), CommandError> {
    for draft in write.drafts().of(disposal.document)? {
        write.drafts_mut().clear(draft.document, &draft.section)?;
    }
    Ok(())
}

/// Whether an event is not there, though what it is about is.
fn is_missing(read: &Read<'_>, event: &Event) -> Result<bool, CommandError> {
    let subject = event.subject;
    let pupil = subject.pupil.map(|id| read.pupils().get(id)).transpose()?;
    let case = subject.case.map(|id| read.cases().get(id)).transpose()?;
    let document = subject.document.map(|id| read.documents().get(id)).transpose()?;
    let is_there = pupil.is_none_or(|found| found.is_some())
        && case.is_none_or(|found| found.is_some())
        && document.is_none_or(|found| found.is_some());
    Ok(is_there && read.events().get(event.id)?.is_none())
}
