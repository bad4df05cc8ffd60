//! Pupils, cases and the person who works with them: pure types and rules of data and `today`.
//!
//! What a user types arrives as an `…Input` of raw strings and leaves as a parsed value, or as every
//! [`Problem`] at once. This crate knows nothing of SQL, files, windows or the clock. No type here shows
//! personal data in its `Debug` form, so that none can reach a log or a panic.

// Files and typed text are foreign bytes: nothing they hold may make an index panic.
#![cfg_attr(not(test), deny(clippy::indexing_slicing))]

mod absence;
mod brought_in;
mod case;
mod consent;
mod disclosure;
mod disposal;
mod document;
mod guardian;
mod id;
mod identity;
mod line;
mod masking;
mod order;
mod problem;
mod profile;
mod pupil;
mod school;

pub use absence::{
    Amount, Counts, FEWEST, Figures, Group, MOST_PUPILS, PupilAbsence, Share, Summary, Written,
};
pub use brought_in::{BroughtIn, Import, ImportId, Told};
pub use case::{Case, CaseInput};
pub use consent::{
    Consent, ConsentOnDay, ConsentOnPapers, ConsentState, ConsentStep, Happened, NotCovered, Party, Scope,
    Signer, Terms,
};
pub use disclosure::{Disclosure, Ground};
pub use disposal::may_go_from;
pub use document::{Document, DocumentState, EventKind};
pub use guardian::{Guardian, GuardianInput};
pub use id::{CaseId, DocumentId, EventId, Id, PupilId};
pub use identity::{IdentityKind, IdentityNumber};
pub use line::Line;
pub use masking::{Measure, Origin, Outcome, Requester, Why, Words, whole};
pub use order::{fold, swedish_order};
pub use problem::{Code, Problem};
pub use profile::{Organiser, Profile, ProfileInput, Role};
pub use pupil::{Protection, Pupil, PupilInput};
pub use school::{SchoolForm, Sex};
