//! Preparing a document for an e-signing service, as the window shows it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Who may be asked to sign in the service.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SigningOffer {
    /// The document's pupil, as shown.
    pub pupil: String,
    /// The form's short title.
    pub title: String,
    /// The rows that wait for others than the user.
    pub rows: Vec<SigningPerson>,
}

/// Somebody who is to sign, as proposed or as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct SigningPerson {
    /// The row's field.
    pub field: String,
    /// The row in words.
    pub label: String,
    /// The name in print.
    pub name: String,
    /// What the person is.
    pub title: String,
    /// Where; empty for a private person.
    pub organization: String,
    /// Where the service writes to; empty until the user fills it in.
    pub email: String,
}

/// Those who are to sign, as typed.
#[derive(Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct SigningOrder {
    /// Each with the row.
    pub signatories: Vec<SigningPerson>,
}
