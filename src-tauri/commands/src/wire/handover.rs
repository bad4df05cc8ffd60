//! Hand-over packages as the window shows them, and what is typed to send and to take one.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::CommandError;
use crate::wire::consent::DataKind;
use crate::wire::intake::PupilChoice;

/// What can be sent of a case, or of one of its documents.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SendOffer {
    /// The case.
    pub case: String,
    /// Its title.
    pub title: String,
    /// The pupil, as shown.
    pub pupil: String,
    /// Whom it can be sent to.
    pub contacts: Vec<Recipient>,
    /// What can be sent, by the kinds' stable names.
    pub kinds: Vec<String>,
    /// The document that is sent, where it is one.
    pub document: Option<SendDocument>,
    /// The documents of the case that can be sent along.
    pub documents: Vec<SendDocument>,
    /// The requests of others that this document answers.
    pub requests: Vec<SendRequest>,
    /// The forms that can be ordered.
    pub forms: Vec<SendChoice>,
    /// Whom a consent that holds today lets be told.
    pub parties: Vec<String>,
    /// Every kind of data that the consents know.
    pub data: Vec<DataKind>,
    /// Whether a folder is set through which packages go.
    pub mailbox: bool,
}

/// Somebody to send to.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Recipient {
    /// The contact.
    pub id: String,
    /// The name on the card.
    pub name: String,
    /// The role, by its stable name.
    pub role: String,
    /// The school on the card.
    pub school: String,
}

/// A document that can be sent.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SendDocument {
    /// The document.
    pub id: String,
    /// What lists call it.
    pub title: String,
    /// The sections that wait for somebody else.
    pub sections: Vec<SendChoice>,
}

/// A request that a document may answer.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SendRequest {
    /// The package that asked.
    pub package: String,
    /// Who asked.
    pub contact: String,
    /// What was asked, in the sender's words.
    pub purpose: String,
}

/// Something to choose, with its words.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SendChoice {
    /// What is chosen.
    pub id: String,
    /// The words.
    pub label: String,
}

/// What is typed to send a package.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct SendInput {
    /// The case.
    pub case: String,
    /// The document, where one is sent.
    pub document: Option<String>,
    /// What is sent, by the kind's stable name.
    pub kind: String,
    /// The contact.
    pub contact: String,
    /// What it is for.
    pub purpose: String,
    /// The ground, by `cases::Ground`'s stable name.
    pub ground: String,
    /// Why it is told without a ground.
    pub reason: String,
    /// On the ground of consent: the party that is told.
    pub party: String,
    /// And the kinds of data, by the consents' field ids.
    pub data: Vec<String>,
    /// The section that the recipient is to fill in.
    pub section: String,
    /// The form that is ordered, by pack and id.
    pub form: String,
    /// What is ordered, in words.
    pub what: String,
    /// The day by which it is wanted, or until which a case is shared.
    pub until: String,
    /// The documents that go along.
    pub documents: Vec<String>,
    /// The request that is answered.
    pub answers: Option<String>,
    /// Whether it goes through the folder that is set, and not where the user chooses.
    pub mailbox: bool,
}

/// A package that has come and waits for a yes.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ParcelView {
    /// What the window calls it by.
    pub key: String,
    /// What it is to this vault: the text key `parcel-…`.
    pub standing: String,
    /// Whether it can be taken in.
    pub can_be_taken: bool,
    /// Whether it can be sent back.
    pub can_be_sent_back: bool,
    /// Whether a reason is asked for then; of a pupil with protected identity none is.
    pub gives_reason: bool,
    /// What it carries, by the kind's stable name.
    pub kind: String,
    /// Who sends it, as the card in it says.
    pub sender: Recipient,
    /// What it is for, in the sender's words.
    pub purpose: String,
    /// On which ground, by its stable name.
    pub ground: String,
    /// Why it is told without one.
    pub reason: String,
    /// The day it was made.
    pub made: String,
    /// The last day on which it can be taken in.
    pub expires: String,
    /// The pupil, as the package says.
    pub pupil: Option<String>,
    /// The case, as the package says.
    pub case: Option<String>,
    /// What is asked, and until when.
    pub asks: Option<Asks>,
    /// What taking it in will do, one thing after the other.
    pub effects: Vec<Effect>,
    /// How many packages before this one have not come.
    pub missing: u32,
    /// Whether a later one has come already.
    pub late: bool,
    /// Whether a person has to say which pupil it is about.
    pub needs_pupil: bool,
    /// The pupils it may be about.
    pub pupils: Vec<PupilChoice>,
    /// Why it was not taken in when a person asked for it, as an error's code.
    pub refused: Option<String>,
}

/// What is asked of the recipient.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Asks {
    /// The section or the form, in words.
    pub form: Option<String>,
    /// What else, in words.
    pub what: String,
    /// By which day.
    pub until: Option<String>,
}

/// One thing that taking a package in will do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Effect {
    /// What, as the text key `effect-…` says.
    pub effect: String,
    /// To what, in words.
    pub to: String,
}

/// What waits, and what could not be opened.
#[derive(Debug, Clone, Default, Serialize, TS)]
pub struct Parcels {
    /// The packages that wait for a yes.
    pub waiting: Vec<ParcelView>,
    /// The files that could not be opened.
    pub refused: Vec<RefusedParcel>,
    /// What was taken in since the vault was opened.
    pub taken: Vec<TakenView>,
    /// The folder through which packages go, if one is set.
    pub mailbox: Option<String>,
    /// The files of packages that were dealt with and could not be removed from that folder, by their names.
    pub left: Vec<String>,
    /// Whether that folder could be read when it was looked into last.
    pub reachable: bool,
    /// Why it then did not take what waits for it.
    pub stuck: Option<CommandError>,
}

/// A file that is no package for this vault.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RefusedParcel {
    /// Its name.
    pub file: String,
    /// Why, as an error's code.
    pub code: String,
}

/// A package that was taken in, or sent back.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TakenView {
    /// The package.
    pub package: String,
    /// Who sent it.
    pub sender: String,
    /// The case it is in now.
    pub case: Option<String>,
    /// The document it brought, where it is one.
    pub document: Option<String>,
    /// The pupil and the case, in words.
    pub title: String,
    /// Whether it brought figures, which stand in a place of their own.
    pub figures: bool,
}

/// What a person says to a package.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct TakeInput {
    /// The package, as the window calls it.
    pub key: String,
    /// The pupil's id, `new`, or nothing where the case is known.
    pub pupil: String,
    /// Why it is not taken in; nothing where it is.
    pub reject: Option<String>,
}

/// A package that was sent or received.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HandoverView {
    /// The package.
    pub package: String,
    /// `sent` or `received`.
    pub direction: String,
    /// What it carries, by the kind's stable name.
    pub kind: String,
    /// Who stands at the other end.
    pub contact: String,
    /// The pupil and the case, in words, where there still are such.
    pub title: String,
    /// The case.
    pub case: Option<String>,
    /// The document.
    pub document: Option<String>,
    /// What it was for.
    pub purpose: String,
    /// On which ground.
    pub ground: String,
    /// What is asked.
    pub asks: Option<Asks>,
    /// The day it was made, or taken in, `YYYY-MM-DD`.
    pub at: String,
    /// How it stands: the text key `handover-…`.
    pub standing: String,
    /// What became of it, the first thing first.
    pub steps: Vec<HandoverStepView>,
    /// Whether it waits for the user.
    pub waits: bool,
    /// Whether its sender can be told what became of it.
    pub can_be_answered: bool,
    /// Whether the sender was told.
    pub answered: bool,
    /// Whether it offers a case, and the offer can be taken back.
    pub can_be_taken_back: bool,
    /// The last day on which it lends a case, `YYYY-MM-DD`; empty where it does not.
    pub until: String,
    /// Whether it lent a case that can be given back.
    pub can_be_given_back: bool,
    /// Whether it waits for the folder through which packages go.
    pub in_outbox: bool,
}

/// What has happened in the post that the user has not seen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
pub struct News {
    /// How many packages have come to the folder.
    pub packages: usize,
    /// How many that waited for the folder were given up.
    pub unsent: usize,
    /// Whether the folder does not take what waits for it.
    pub stuck: bool,
}

/// How a package was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Sent {
    /// Its file was written.
    Gone,
    /// It waits for the folder through which packages go, which takes nothing now.
    Waits,
}

/// Something that became of a package.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HandoverStepView {
    /// What, by its stable name.
    pub step: String,
    /// The day, `YYYY-MM-DD`.
    pub at: String,
    /// What was said.
    pub note: String,
    /// Why it came to that, by the error's code.
    pub why: Option<String>,
}
