//! A document as the window shows it.

use std::collections::BTreeMap;

use forms::outline::Manner;
use forms::{Author, Outline, Problem};
use serde::Serialize;
use serde_json::Value as Json;
use ts_rs::TS;

use super::form::FormView;

/// A document with its form and everything answered so far.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DocumentView {
    /// The document's id.
    pub id: String,
    /// The case it belongs to.
    pub case: String,
    /// The name of the pupil, as it is shown.
    pub pupil: String,
    /// Whether the pupil's identity is protected: print only.
    pub protected: bool,
    /// The last day on which a colleague has lent it, `YYYY-MM-DD`: it is only read then.
    pub lent: Option<String>,
    /// Whether the register of consents follows it.
    pub consent: bool,
    /// The form.
    pub form: FormView,
    /// How far the document has come, by `cases::DocumentState`'s stable name.
    pub state: String,
    /// How far each section has come, in the form's order.
    pub sections: Vec<SectionState>,
    /// Every answer by field id, sealed ones included.
    #[ts(type = "Record<string, unknown>")]
    pub answers: Json,
    /// What the answers so far lead to.
    pub judgement: Judgement,
    /// When the draft was last kept, RFC 3339.
    pub saved_at: Option<String>,
}

/// How far a section has come.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SectionState {
    /// The section's id.
    pub id: String,
    /// Whether it can be filled in now.
    pub open: bool,
    /// Who completed it, if it is completed.
    pub completed_by: Option<String>,
    /// When it was completed, RFC 3339.
    pub completed_at: Option<String>,
    /// Whether the user's own role is the section's author; if not, the user types in for someone else.
    pub own: bool,
}

/// What the answers so far lead to.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Judgement {
    /// The fields that apply.
    pub applies: Vec<String>,
    /// What is missing or wrong; shown quietly while filling in, loudly at klar.
    pub problems: Vec<Problem>,
    /// What the answers mean for what is to be done next, as text keys (`notice-…`).
    pub notices: Vec<String>,
}

/// An answer that was kept.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Saved {
    /// When, RFC 3339.
    pub at: String,
    /// Every answer as it was understood (a typed `21/11` comes back as a date), by field id, with the usual
    /// answers of sections that have opened.
    #[ts(type = "Record<string, unknown>")]
    pub answers: Json,
    /// What the answers lead to now.
    pub judgement: Judgement,
    /// How far each section has come now: an answer can open the section that follows.
    pub sections: Vec<SectionState>,
}

/// What is shown before klar.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Review {
    /// Exactly what will be printed.
    pub outline: Outline,
    /// The sections that klar would complete.
    pub sections: Vec<String>,
    /// Everything that stands in the way.
    pub problems: Vec<Problem>,
    /// The signature rows for which a manner is to be chosen: field id and full label.
    pub signatures: Vec<SignatureChoice>,
    /// The other authors of these sections; the name of the person who answered is asked for.
    pub others: Vec<OtherAuthor>,
}

/// An author of sections that the user has typed in for someone else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct OtherAuthor {
    /// The role.
    pub role: Author,
    /// The person whom the answers name, proposed.
    pub name: Option<String>,
}

/// A signature row whose manner is to be chosen.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SignatureChoice {
    /// The field.
    pub field: String,
    /// Who signs, in words.
    pub label: String,
    /// The manners that are possible.
    pub manners: Vec<Manner>,
    /// The one that is proposed.
    pub proposed: Manner,
}

/// What is chosen at klar.
#[derive(Debug, Clone, Default, serde::Deserialize, TS)]
#[serde(default)]
pub struct Completing {
    /// The sections to complete, by id.
    pub sections: Vec<String>,
    /// How each signature row is to be signed.
    pub manners: BTreeMap<String, Manner>,
    /// The name of the person who answered, for each role that is not the user's own.
    pub authors: BTreeMap<Author, String>,
}

/// A page of a document as a picture.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PagePicture {
    /// The picture, PNG in base64.
    pub png: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// What stands on the page, for those who do not see it.
    pub text: String,
}

/// A printer of the system.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Printer {
    /// The system's name for it.
    pub id: String,
    /// The name people know it by.
    pub name: String,
    /// Whether the system proposes it.
    pub usual: bool,
}

/// What is to be printed.
#[derive(Debug, Clone, Default, serde::Deserialize, TS)]
#[serde(default)]
pub struct PrintOrder {
    /// Completed documents, by id.
    pub documents: Vec<String>,
    /// Blank forms, `pack/id@version`.
    pub blanks: Vec<String>,
    /// The printer's id.
    pub printer: String,
    /// How many of each, as typed.
    pub copies: String,
}
