//! Papers about a pupil given out on request (utlämnande, registerutdrag), as the window shows it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Who asks, and for what; as typed.
#[derive(Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct ReleaseRequest {
    /// Who, by `cases::Requester`'s stable name.
    pub requester: String,
    /// The requester's name; only a guardian must say it.
    pub name: String,
    /// Whether it is a registerutdrag (GDPR, article 15).
    pub access: bool,
    /// The day it was asked.
    pub asked: String,
    /// More words to mask, parted by commas or lines.
    pub words: String,
}

/// Everything that the vault holds about a pupil, with what is proposed for each part.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ReleaseView {
    /// The pupil, as shown.
    pub pupil: String,
    /// Whether it may only be printed.
    pub protected: bool,
    /// The vault's owner, who most often decides.
    pub by: String,
    /// What the decision is about: it is refused if anything has changed since.
    pub digest: String,
    /// The items.
    pub items: Vec<ReleaseItem>,
}

/// A document, or another thing that is kept about the pupil.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ReleaseItem {
    /// What it is called.
    pub title: String,
    /// Its parts.
    pub parts: Vec<ReleasePart>,
}

/// An answer, or another piece that goes or stays by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ReleasePart {
    /// Its id in this list.
    pub id: String,
    /// The question.
    pub label: String,
    /// The answer.
    pub text: String,
    /// The answer with the proposed words masked.
    pub masked: String,
    /// What is proposed, by `cases::Measure`'s stable name.
    pub measure: String,
    /// Why, by `cases::Why`'s stable names.
    pub reasons: Vec<String>,
}

/// A decision on a request, as typed.
#[derive(Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct ReleaseInput {
    /// The request.
    pub request: ReleaseRequest,
    /// What it is decided about: [`ReleaseView::digest`].
    pub digest: String,
    /// What becomes of the parts for which it is another thing than proposed.
    pub measures: BTreeMap<String, String>,
    /// The decision, by `cases::Outcome`'s stable name.
    pub outcome: String,
    /// The ground, such as a paragraph; needed where anything is withheld.
    pub ground: String,
    /// The reasons; needed where anything is withheld.
    pub reasons: String,
    /// Who decides.
    pub by: String,
}

/// A decision that was carried out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ReleasedView {
    /// The event that keeps it.
    pub event: String,
    /// When, RFC 3339.
    pub at: String,
    /// Who asked, by `cases::Requester`'s stable name.
    pub requester: String,
    /// The requester's name; may be empty.
    pub name: String,
    /// Whether it was a registerutdrag.
    pub access: bool,
    /// The decision, by `cases::Outcome`'s stable name.
    pub outcome: String,
    /// Who decided.
    pub by: String,
    /// How many things left.
    pub items: u32,
    /// Whether nothing left after all: it could not be saved or printed.
    pub undone: bool,
    /// Whether the decision may only be printed.
    pub protected: bool,
}
