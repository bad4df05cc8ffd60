//! Disposal by the municipality's plan, as the window shows it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::archive::Registered;

/// What may go, by which rules, and what has gone.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Disposals {
    /// The municipality's rules.
    pub rules: Vec<RuleView>,
    /// The documents whose time has come, the oldest first.
    pub due: Vec<DueDocument>,
    /// Cases and pupils in which nothing is left.
    pub emptied: Vec<Emptied>,
    /// What was decided before, the last first.
    pub done: Vec<DecisionView>,
}

/// How long documents of a form are kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RuleView {
    /// The form's short title, or its id where no such form is known here.
    pub form: String,
    /// Full calendar years after the one in which a document was completed.
    pub years: u32,
    /// The plan and its paragraph.
    pub plan: String,
}

/// A document whose time has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct DueDocument {
    /// The document.
    pub document: String,
    /// The pupil, as shown.
    pub pupil: String,
    /// The case's title.
    pub case: String,
    /// The form's short title.
    pub title: String,
    /// The day it was completed.
    pub completed: String,
    /// The first day on which it may go.
    pub from: String,
    /// The rule.
    pub rule: RuleView,
    /// Where else it was entered.
    pub registered: Option<Registered>,
    /// Why it may not go all the same: `consent`, `draft` or `continued`.
    pub hindrance: Option<String>,
    /// When the documents were completed that continue it and must go with it.
    pub together: Vec<String>,
}

/// A case, or a pupil, of which nothing is left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Emptied {
    /// The case, or where there is none the pupil.
    pub id: String,
    /// The pupil, as shown.
    pub pupil: String,
    /// The case's title.
    pub case: Option<String>,
    /// Whether the pupil goes too.
    pub with_pupil: bool,
}

/// A decision that was carried out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct DecisionView {
    /// The decision.
    pub decision: String,
    /// When, RFC 3339.
    pub at: String,
    /// Who decided.
    pub by: String,
    /// The reason or number.
    pub reason: String,
    /// How many documents went.
    pub documents: u32,
}

/// A decision to dispose.
#[derive(Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct DisposeInput {
    /// The documents that are to go.
    pub documents: Vec<String>,
    /// The reason or the decision's number.
    pub reason: String,
    /// The passphrase once more.
    pub passphrase: String,
}

/// A decision to remove what nothing is left of.
#[derive(Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct RemoveInput {
    /// Which, by [`Emptied::id`].
    pub emptied: Vec<String>,
    /// The passphrase once more.
    pub passphrase: String,
}
