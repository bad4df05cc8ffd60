//! A field: one question, where it stands, when it applies and what code must understand about it.

use serde::{Deserialize, Serialize};

use crate::kind::Kind;

/// One question.
#[derive(Debug, PartialEq)]
pub struct Field {
    pub(crate) id: String,
    pub(crate) label: String,
    pub(crate) full_label: String,
    pub(crate) hint: Option<String>,
    pub(crate) help: Option<String>,
    pub(crate) kind: Kind,
    pub(crate) required: bool,
    pub(crate) place: Place,
    pub(crate) show_if: Option<Condition>,
    pub(crate) within: Option<Within>,
    pub(crate) preset: Option<serde_json::Value>,
    pub(crate) meaning: Option<Meaning>,
}

impl Field {
    /// The permanent id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The question, word for word.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// The question so that it can be understood on its own, in lists and to a screen reader.
    pub fn full_label(&self) -> &str {
        &self.full_label
    }

    /// Prompt words from the source, printed with the question.
    pub fn hint(&self) -> Option<&str> {
        self.hint.as_deref()
    }

    /// Guidance of our own for the margin on screen; never printed.
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }

    /// What kind of answer is asked for.
    pub fn kind(&self) -> &Kind {
        &self.kind
    }

    /// Whether the section cannot be completed without it.
    pub fn required(&self) -> bool {
        self.required
    }

    /// Where it stands on the page.
    pub fn place(&self) -> Place {
        self.place
    }

    /// The condition under which it applies.
    pub fn show_if(&self) -> Option<&Condition> {
        self.show_if.as_ref()
    }

    /// The span a date must fall in.
    pub fn within(&self) -> Option<&Within> {
        self.within.as_ref()
    }

    /// The usual answer, offered when the form is begun.
    pub fn preset(&self) -> Option<&serde_json::Value> {
        self.preset.as_ref()
    }

    /// What code must understand about the answer.
    pub fn meaning(&self) -> Option<Meaning> {
        self.meaning
    }
}

/// Where a field stands on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// On a line of its own, in order.
    #[default]
    Own,
    /// Above the form's own wording, as a short fact.
    Header,
    /// On the same line as the field before it.
    SameLine,
    /// On a line of its own, with the label behind the answer.
    LabelAfter,
}

/// ”Applies only if an earlier choice has one of these values.”
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Condition {
    /// The earlier field: yes/no, one of, many of, or tick.
    pub field: String,
    /// The values; `yes`, `no`, `ticked` or option ids.
    pub is: Vec<String>,
}

/// ”A date within a span after another date, or else a reason.”
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Within {
    /// The field whose date the span is counted from.
    pub after: String,
    /// The earliest date, in months after it.
    pub from_months: u32,
    /// The latest date, in months after it.
    pub to_months: u32,
    /// The field in which a reason can stand instead.
    pub or_reason: String,
}

/// What code must understand about an answer, whatever the form is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Meaning {
    /// The pupil's name.
    PupilName,
    /// The pupil's school.
    SchoolName,
    /// The pupil's class.
    ClassName,
    /// The name of the person who fills the form in.
    AuthorName,
    /// The first guardian's name.
    FirstGuardian,
    /// The second guardian's name.
    SecondGuardian,
    /// The day the form is filled in.
    Today,
    /// Whether the absence went on after a week; yes means that EHT is told.
    AbsenceContinues,
    /// Whether the pupil approves of the kartläggning being handed on.
    PupilApproval,
    /// The third time the pupil did not come; the rektor is told.
    ThirdNoShow,
    /// Whether consent is given.
    ConsentDecision,
    /// The last day of a consent.
    ConsentEnd,
    /// The day of the next meeting.
    NextMeeting,
}
