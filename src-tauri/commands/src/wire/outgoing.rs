//! What is sent by hand from a document: a secure message, the answers in an e-service.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A message as it is offered, to be changed.
#[derive(Debug, Clone, Serialize, TS)]
pub struct MessageOffer {
    /// The document's pupil, as shown; the message does not name the pupil.
    pub pupil: String,
    /// The form's short title.
    pub title: String,
    /// The subject.
    pub subject: String,
    /// The covering text.
    pub text: String,
}

/// Somebody who receives the message, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct MessageRecipient {
    /// A person or an activity (verksamhet).
    pub to: String,
    /// What the person is, if anything is said.
    pub role: String,
    /// Where the municipality's secure messages reach them: an address or a functional mailbox.
    pub address: String,
}

/// The ground of what is sent, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(default)]
pub struct GroundInput {
    /// The kinds of data, by the consents' field ids.
    pub kinds: Vec<String>,
    /// The ground, by `cases::Ground`'s stable name.
    pub ground: String,
    /// Why it is sent without a ground.
    pub reason: String,
}

/// A secure message, as typed.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct MessageInput {
    /// Who receives it.
    pub recipients: Vec<MessageRecipient>,
    /// The subject.
    pub subject: String,
    /// The covering text.
    pub text: String,
    /// Why they may be told.
    pub ground: GroundInput,
}

/// That a document's answers were entered in an e-service, as typed.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct SubmissionInput {
    /// The service and whose it is.
    pub service: String,
    /// The receipt's number, if it gave one.
    pub number: String,
    /// The day.
    pub on: String,
    /// Why they may be told.
    pub ground: GroundInput,
}
