//! What a document is called in a case, and what may happen to it.
//!
//! What happens to a document is not an answer: it is kept beside it as events that are only ever added, and
//! the document's state is read from them.

use chrono::{DateTime, Utc};
use forms::record::Predecessor;
use forms::{FormRef, Hash};
use serde::{Deserialize, Serialize};

use crate::id::{CaseId, DocumentId};
use crate::line::Line;
use crate::school::choices;

/// A document's cover: which form it answers, in which case. Its words lie in drafts and sealed sections.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// The id, the same in every vault and on every page.
    pub id: DocumentId,
    /// The case it belongs to.
    pub case: CaseId,
    /// The version of the form it answers.
    pub form: FormRef,
    /// The hash of that form's source.
    pub definition: Hash,
    /// What lists call it.
    pub title: Line,
    /// The document that this one continues or corrects.
    pub predecessor: Option<Predecessor>,
    /// When it was begun.
    pub created: DateTime<Utc>,
}

choices! {
    /// Something that happened to a document or a case. Events are only ever added.
    EventKind {
        /// A document was begun.
        Begun = "begun",
        /// A section was completed and sealed.
        SectionSealed = "section-sealed",
        /// The document was completed: its paper was made.
        Completed = "completed",
        /// One of its rows was signed, on the screen or with a pen; others may wait.
        RowSigned = "row-signed",
        /// It was signed: electronically, or in every row that had to be.
        Signed = "signed",
        /// A time stamp, or proofs for later with one, were added to its paper.
        TimeStamped = "time-stamped",
        /// It was printed.
        Printed = "printed",
        /// It was saved outside the vault.
        Saved = "saved",
        /// The pupil approved what was written, or parts of it.
        Approved = "approved",
        /// The pupil did not approve.
        Refused = "refused",
        /// It was handed to someone at the school.
        HandedOver = "handed-over",
        /// It was received.
        Received = "received",
        /// It was entered in the municipality's own system.
        Registered = "registered",
        /// It was sent to another authority or person.
        Sent = "sent",
        /// It was given to those who are to sign it.
        HandedOut = "handed-out",
        /// Somebody who was to sign a consent need not, for a reason.
        Excused = "excused",
        /// Somebody who was to sign a consent said no.
        Declined = "declined",
        /// A consent was withdrawn, wholly or in part.
        Withdrawn = "withdrawn",
        /// Something was told to somebody, on a ground.
        Disclosed = "disclosed",
        /// Someone keeps the original on paper.
        OriginalKept = "original-kept",
        /// An archive package was made of it, to be saved outside the vault.
        Packaged = "packaged",
        /// It was saved for another system, with what that asks for.
        Exported = "exported",
        /// It was put in the archive.
        Archived = "archived",
        /// It was made void, with a reason.
        Cancelled = "cancelled",
        /// Notes or a mistake were cleared before completion (rensning).
        Cleared = "cleared",
        /// Papers about a pupil were given out, or that was refused, on request.
        Released = "released",
        /// What an earlier event says did not come about after all.
        NotDone = "not-done",
        /// A case or a pupil was removed of which nothing was left.
        Removed = "removed",
        /// Something that happened in another vault, as whoever handed the case over recounts it. Nothing follows from it.
        Told = "told",
        /// A case was closed.
        CaseClosed = "case-closed",
        /// A case was opened again.
        CaseReopened = "case-reopened",
    }
}

choices! {
    /// Where a document is in its life; derived from its events, never kept.
    DocumentState {
        /// Being written.
        Draft = "utkast",
        /// Completed: its paper is made and its words no longer change.
        Completed = "fardigstalld",
        /// Signed.
        Signed = "undertecknad",
        /// Handed over or sent.
        HandedOver = "overlamnad",
        /// In the archive.
        Archived = "arkiverad",
        /// Void.
        Cancelled = "makulerad",
    }
}

impl DocumentState {
    /// The state after these events, in any order: the furthest step reached, unless it was made void.
    pub fn after(events: impl IntoIterator<Item = EventKind>) -> Self {
        events
            .into_iter()
            .filter_map(Self::reached_by)
            .max()
            .unwrap_or(Self::Draft)
    }

    fn reached_by(event: EventKind) -> Option<Self> {
        match event {
            EventKind::Completed => Some(Self::Completed),
            EventKind::Signed => Some(Self::Signed),
            EventKind::HandedOver | EventKind::Sent => Some(Self::HandedOver),
            EventKind::Archived => Some(Self::Archived),
            EventKind::Cancelled => Some(Self::Cancelled),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn check() {
        use EventKind::*;
        for (events, state) in [
            (&[][..], DocumentState::Draft),
            (&[Begun, SectionSealed, Cleared], DocumentState::Draft),
            (&[Begun, Completed, Printed, Saved], DocumentState::Completed),
            (&[Begun, Completed, RowSigned], DocumentState::Completed),
            (&[Begun, Completed, RowSigned, Signed], DocumentState::Signed),
            (&[Sent, Signed, Completed], DocumentState::HandedOver),
            (
                &[Completed, HandedOver, Archived, Printed],
                DocumentState::Archived,
            ),
            (&[Completed, Cancelled, Archived], DocumentState::Cancelled),
            (&[Completed, Told], DocumentState::Completed),
        ] {
            assert_eq!(DocumentState::after(events.iter().copied()), state, "{events:?}");
        }
    }

    proptest! {
        #[test]
        fn nothing_that_happens_leads_back(events in prop::collection::vec(0..EventKind::ALL.len(), 1..20)) {
            let events: Vec<_> = events.into_iter().map(|place| EventKind::ALL[place]).collect();
            let before = DocumentState::after(events[1..].iter().copied());
            prop_assert!(DocumentState::after(events) >= before);
        }
    }
}
