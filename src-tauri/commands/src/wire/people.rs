//! Pupils and cases as the window shows them.

use cases::PupilInput;
use serde::Serialize;
use ts_rs::TS;

use crate::wire::case_list::BroughtInView;

/// A pupil in the list, with the pupil's cases.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PupilRow {
    /// The pupil's id.
    pub id: String,
    /// The name that is shown; the alias of a pupil whose identity is protected.
    pub name: String,
    /// The class.
    pub class: Option<String>,
    /// The school.
    pub school: String,
    /// Whether the identity is protected.
    pub protected: bool,
    /// The cases, newest first.
    pub cases: Vec<CaseRow>,
}

/// A case in the list.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CaseRow {
    /// The case's id.
    pub id: String,
    /// What the case is called.
    pub title: String,
    /// The day it was opened, `YYYY-MM-DD`.
    pub opened: String,
    /// The day it was closed.
    pub closed: Option<String>,
}

/// A pupil to be edited.
#[derive(Clone, Serialize, TS)]
pub struct PupilView {
    /// The pupil's id.
    pub id: String,
    /// The name that is shown.
    pub display_name: String,
    /// Everything that can be changed.
    pub input: PupilInput,
}

/// A case's page.
#[derive(Clone, Serialize, TS)]
pub struct CaseView {
    /// The case.
    pub case: CaseRow,
    /// The pupil it concerns.
    pub pupil: PupilRow,
    /// Its documents, the one last worked on first.
    pub documents: Vec<DocumentRow>,
    /// Those among them that continue the same document, together: both wrote, and nobody has said which holds.
    pub both_wrote: Vec<Vec<String>>,
    /// Who answers for it, where it was handed over, offered or lent.
    pub holding: Option<HoldingView>,
    /// Where it came from, where it was brought in from a list.
    pub brought_in: Option<BroughtInView>,
}

/// Who answers for a case that was handed over, offered or lent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct HoldingView {
    /// `case-offered`, `case-elsewhere` where the colleague has said yes, or `case-lent` where it is the colleague's.
    pub standing: String,
    /// The colleague.
    pub name: String,
    /// The last day on which it is lent, `YYYY-MM-DD`; empty where it is not.
    pub until: String,
    /// The package that lent it, where it is lent.
    pub package: Option<String>,
}

/// A document in a case.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DocumentRow {
    /// The document's id.
    pub id: String,
    /// What the form is called.
    pub title: String,
    /// `pack/id@version`.
    pub form: String,
    /// How far it has come, by `cases::DocumentState`'s stable name.
    pub state: String,
    /// When something last happened to it, RFC 3339.
    pub changed: String,
    /// The sections that are completed, by name.
    pub completed: Vec<String>,
    /// The names of the sections that can be filled in next.
    pub open: Vec<String>,
}
