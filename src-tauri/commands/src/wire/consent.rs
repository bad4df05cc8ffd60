//! Consents and disclosures as the window shows them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A consent with where it stands.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ConsentView {
    /// The document.
    pub document: String,
    /// Its case.
    pub case: String,
    /// The pupil, as shown.
    pub pupil: String,
    /// What the form is called.
    pub title: String,
    /// Where it stands, by `cases::ConsentState`'s stable name.
    pub state: String,
    /// How it stands together with the other guardian's paper, where each has one.
    pub together: Option<TogetherView>,
    /// Whether the second guardian can be given a paper of their own.
    pub may_be_parted: bool,
    /// The first day it holds, once it is completed.
    pub from: Option<String>,
    /// The last.
    pub until: Option<String>,
    /// Who may tell and be told, those that are left.
    pub parties: Vec<PartyView>,
    /// The kinds of data that are left.
    pub kinds: Vec<DataKind>,
    /// Who has to sign.
    pub signers: Vec<SignerView>,
    /// What has happened, the last first.
    pub history: Vec<HistoryView>,
}

/// A consent on two papers.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TogetherView {
    /// Where the consent as a whole stands, by `cases::ConsentState`'s stable name.
    pub state: String,
    /// The other paper.
    pub other: String,
    /// Whose it is.
    pub name: Option<String>,
    /// Where that paper stands.
    pub other_state: String,
}

/// An activity that a consent names.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PartyView {
    /// What the paper calls it.
    pub name: String,
    /// Whether it may be told.
    pub receives: bool,
}

/// A kind of data.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DataKind {
    /// The field's id.
    pub id: String,
    /// Its words.
    pub label: String,
}

/// A row that someone has to sign.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SignerView {
    /// The field's id.
    pub row: String,
    /// Who, in the form's words.
    pub label: String,
    /// The name in print.
    pub name: Option<String>,
    /// How far it has come: `missing`, `signed`, `excused` or `declined`.
    pub standing: String,
    /// Whether it can be left open for a reason.
    pub may_be_excused: bool,
}

/// Something that happened to a consent.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HistoryView {
    /// What, by `cases::EventKind`'s stable name.
    pub kind: String,
    /// When it was written down, RFC 3339.
    pub at: String,
    /// Who wrote it down.
    pub by: String,
    /// The row, in words.
    pub row: Option<String>,
    /// Whom it was about.
    pub name: Option<String>,
    /// The day it happened, `YYYY-MM-DD`.
    pub on: Option<String>,
    /// What else was said: a reason, how it was told, who keeps the paper.
    pub note: Option<String>,
}

/// Something that happens to a consent, as typed.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(tag = "step", rename_all = "kebab-case", deny_unknown_fields)]
pub enum ConsentInput {
    /// The paper was given to those who are to sign it.
    HandedOut {
        /// The day.
        on: String,
    },
    /// A row was signed with a pen on paper.
    Signed {
        /// The row.
        row: String,
        /// Who signed.
        name: String,
        /// The day.
        on: String,
        /// Who keeps the paper.
        note: String,
    },
    /// A row needs no signature.
    Excused {
        /// The row.
        row: String,
        /// Why.
        note: String,
    },
    /// Somebody who was to sign said no.
    Declined {
        /// The row.
        row: String,
        /// Who.
        name: String,
        /// The day.
        on: String,
    },
    /// The consent was taken back.
    Withdrawn {
        /// Whether all of it was.
        whole: bool,
        /// Else the parties that are told nothing more.
        parties: Vec<String>,
        /// And the kinds of data that nobody is told of.
        kinds: Vec<String>,
        /// Who took it back.
        name: String,
        /// The day.
        on: String,
        /// How it was said.
        note: String,
    },
}

/// Something that is told to somebody outside, as typed.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DisclosureInput {
    /// Who is told.
    pub to: String,
    /// What, in words.
    pub what: String,
    /// The kinds of data, by the consents' field ids.
    pub kinds: Vec<String>,
    /// The ground, by `cases::Ground`'s stable name.
    pub ground: String,
    /// How.
    pub how: String,
    /// The day.
    pub on: String,
    /// Why it is told without a ground.
    pub reason: String,
}

/// Something that was told.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DisclosureView {
    /// The event that keeps it.
    pub event: String,
    /// When it was written down, RFC 3339.
    pub at: String,
    /// Who told.
    pub by: String,
    /// Who was told.
    pub to: String,
    /// What, in words.
    pub what: String,
    /// The kinds of data, in words.
    pub kinds: Vec<String>,
    /// The ground.
    pub ground: String,
    /// How.
    pub how: String,
    /// The day, `YYYY-MM-DD`.
    pub on: String,
    /// Why it was told without a ground.
    pub reason: String,
    /// That it was never told after all, where somebody has said so.
    pub undone: Option<UndoneView>,
    /// From whom that was heard, where it is told by whoever handed the case over; empty where it was written down here.
    pub heard: String,
}

/// That what was written down did not come about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct UndoneView {
    /// When that was written down, RFC 3339.
    pub at: String,
    /// Who wrote it down.
    pub by: String,
    /// Why; empty where the application saw itself that a file or a paper never left.
    pub reason: String,
}

/// What a case's disclosures are written with.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Disclosures {
    /// What has been told, the last first.
    pub told: Vec<DisclosureView>,
    /// Whom a consent that holds today lets be told.
    pub parties: Vec<String>,
    /// Every kind of data that the consents know.
    pub kinds: Vec<DataKind>,
}
