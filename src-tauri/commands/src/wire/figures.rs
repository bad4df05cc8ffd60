//! How much pupils were absent, on its way out and as it is kept, as the window shows it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::FieldProblem;
use crate::wire::case_list::ListedView;
use crate::wire::handover::Recipient;

/// A list of an attendance register that waits to be sent.
#[derive(Clone, Serialize, TS)]
pub struct RegisterView {
    /// What is said of any list.
    #[serde(flatten)]
    pub listed: ListedView,
    /// In what absence is counted: `percent`, `fraction` or `time`.
    pub unit: String,
    /// The first day of the period, or what was typed of it before another sheet was chosen; empty before that.
    pub from: String,
    /// The last day of the period.
    pub to: String,
    /// How many pupils were read.
    pub pupils: u32,
    /// The numbers of the rows that are left out because they are, or may be, about a pupil with protected identity.
    pub protected: Vec<u32>,
    /// The rows that are left out because they cannot be read.
    pub wrong: Vec<RegisterRow>,
    /// Whether the groups are mentors, and not classes.
    pub by_mentor: bool,
    /// The groups by which the pupils can be sent.
    pub groups: Vec<RegisterGroup>,
    /// Whom they can be sent to.
    pub contacts: Vec<Recipient>,
    /// The day that is proposed as the last on which a recipient has them.
    pub until: String,
    /// Whether a folder is set through which packages go.
    pub mailbox: bool,
}

/// A row that cannot be read.
#[derive(Clone, Serialize, TS)]
pub struct RegisterRow {
    /// Its number in the file.
    pub row: u32,
    /// What is wrong in it.
    pub problems: Vec<FieldProblem>,
}

/// Some of the pupils.
#[derive(Clone, Serialize, TS)]
pub struct RegisterGroup {
    /// The mentor or the class; empty for those that have none.
    pub name: String,
    /// How many they are.
    pub pupils: u32,
    /// The contact who seems to be the mentor; empty where nobody does.
    pub contact: String,
}

/// What a person says of a list.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct MapRegisterInput {
    /// The place of the sheet; another one than the present is proposed anew, and of the rest the days stay as typed.
    pub sheet: u32,
    /// What each column is, by stable names.
    pub columns: Vec<String>,
    /// In what absence is counted.
    pub unit: String,
    /// The first day of the period.
    pub from: String,
    /// The last day of the period.
    pub to: String,
}

/// What is typed to send figures.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct SendFiguresInput {
    /// What is sent.
    pub kind: FiguresKind,
    /// Of figures: which group goes to which contact; empty where it goes to nobody.
    pub groups: Vec<GroupTo>,
    /// Of aggregates: the contacts.
    pub contacts: Vec<String>,
    /// Of aggregates: the absence from which pupils are counted, in percent.
    pub at_least: u8,
    /// The last day on which the recipients have them.
    pub until: String,
    /// What they are for.
    pub purpose: String,
    /// Whether they go through the folder that is set, and not where the user chooses.
    pub mailbox: bool,
}

/// Which figures are sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum FiguresKind {
    /// Summed up by class.
    #[default]
    Aggregates,
    /// Pupil by pupil.
    Figures,
}

/// What left of figures that were sent.
#[derive(Debug, Clone, Default, Serialize, TS)]
pub struct FiguresSent {
    /// The contacts whose packages were written, or wait.
    pub to: Vec<String>,
    /// How many of these wait for the folder through which packages go.
    pub waiting: usize,
    /// Why the next one could not be written, by the error's code; those after it were not tried.
    pub failed: Option<String>,
}

/// Where a group goes.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct GroupTo {
    /// The group.
    pub name: String,
    /// The contact; empty for nobody.
    pub contact: String,
}

/// Figures that a colleague sent.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FiguresView {
    /// The package that brought them.
    pub package: String,
    /// Who sent them.
    pub sender: String,
    /// What they are for, in the sender's words.
    pub purpose: String,
    /// When they came, `YYYY-MM-DD`.
    pub came: String,
    /// The last day on which they are here.
    pub until: String,
    /// The first day of the period.
    pub from: String,
    /// The last day of the period.
    pub to: String,
    /// Pupil by pupil; empty where they are summed up.
    pub pupils: Vec<PupilFigure>,
    /// Summed up; nothing where they are pupil by pupil.
    pub summary: Option<SummaryView>,
}

/// A pupil's absence, in percent with a comma.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PupilFigure {
    /// The name.
    pub name: String,
    /// The class; empty where none is told.
    pub class: String,
    /// All absence.
    pub absence: String,
    /// The invalid part of it; empty where it is not told apart.
    pub invalid: String,
}

/// Absence summed up by class.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SummaryView {
    /// The absence from which pupils are counted, in percent.
    pub at_least: String,
    /// Class by class, the last one all of them together.
    pub rows: Vec<SummaryRow>,
}

/// A class, or all of them.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SummaryRow {
    /// The class; empty for the pupils that have none.
    pub name: String,
    /// Whether it is all of them.
    pub whole: bool,
    /// How many pupils; nothing where they are too few to be told of.
    pub pupils: Option<u32>,
    /// Their absence on average, in percent; nothing where it is left out.
    pub mean: Option<String>,
    /// How many of them were absent so much; nothing where it is left out.
    pub over: Option<u32>,
}
