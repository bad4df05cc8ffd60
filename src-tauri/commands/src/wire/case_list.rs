//! A list of cases that is being brought in, as the window shows it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::FieldProblem;

/// What is said of any list that was read in.
#[derive(Clone, Serialize, TS)]
pub struct ListedView {
    /// The names of the sheets that hold rows; one, without a name, of a CSV file.
    pub sheets: Vec<String>,
    /// The place of the sheet that is brought in, from 0.
    pub sheet: u32,
    /// How many rows above the headings are left out.
    pub above: u32,
    /// How many rows there are below the headings.
    pub count: u32,
    /// The columns.
    pub columns: Vec<ListColumn>,
    /// What a column can be, by stable names.
    pub choices: Vec<String>,
    /// Whether a person has said that the columns are right.
    pub mapped: bool,
}

/// A list that waits to be brought in.
#[derive(Clone, Serialize, TS)]
pub struct CaseListView {
    /// What is said of any list.
    #[serde(flatten)]
    pub listed: ListedView,
    /// What a case is called where the list does not say.
    pub title: String,
    /// The school where the list does not say.
    pub school: String,
    /// The school form where the list does not say, by its stable name.
    pub school_form: String,
    /// The rows; none before the columns are right.
    pub rows: Vec<ListRow>,
}

/// A column of a list.
#[derive(Clone, Serialize, TS)]
pub struct ListColumn {
    /// Its heading; empty where it has none.
    pub heading: String,
    /// Some of what stands in it, of nobody with protected identity.
    pub samples: Vec<String>,
    /// In how many rows something stands.
    pub filled: u32,
    /// What it is, by its stable name.
    pub column: String,
}

/// A row of a list. Of one with protected identity there is nothing but its number.
#[derive(Clone, Default, Serialize, TS)]
pub struct ListRow {
    /// Its number in the file.
    pub row: u32,
    /// `new`, `ask`, `already`, `wrong` or `protected`.
    pub standing: String,
    /// The pupil's name.
    pub name: String,
    /// The class and the school.
    pub about: Vec<String>,
    /// What the case will be called.
    pub title: String,
    /// The day the case was opened, where the list says so, `YYYY-MM-DD`.
    pub opened: Option<String>,
    /// The day it was closed.
    pub closed: Option<String>,
    /// What goes into the note.
    pub notes: Vec<ListNote>,
    /// What of it is there because it could not be read as what its column is.
    pub unread: Vec<ListUnread>,
    /// Why it cannot be brought in.
    pub problems: Vec<FieldProblem>,
    /// The pupils here whom it may be about.
    pub pupils: Vec<ListPupil>,
    /// The rows above that may be about the same pupil.
    pub same_as: Vec<ListSame>,
    /// Whether it may be about somebody who is not here.
    pub may_be_new: bool,
}

/// A pupil here whom a row may be about.
#[derive(Clone, Serialize, TS)]
pub struct ListPupil {
    /// The pupil.
    pub id: String,
    /// The name, as shown.
    pub name: String,
    /// The class, where there is one.
    pub class: Option<String>,
    /// The date of birth, where the number that is here tells one, `YYYY-MM-DD`.
    pub born: Option<String>,
    /// Whether it is the number that is the same, and not only the name.
    pub same_number: bool,
}

/// A row above that may be about the same pupil.
#[derive(Clone, Serialize, TS)]
pub struct ListSame {
    /// Its number in the file.
    pub row: u32,
    /// Whether it is the number that is the same, and not only the name.
    pub same_number: bool,
}

/// A cell of a list under its heading.
#[derive(Clone, PartialEq, Eq, Serialize, TS)]
pub struct ListNote {
    /// The heading.
    pub heading: String,
    /// What stands there.
    pub text: String,
}

/// A cell that could not be read as what its column is.
#[derive(Clone, Serialize, TS)]
pub struct ListUnread {
    /// The heading.
    pub heading: String,
    /// Why.
    pub why: FieldProblem,
}

/// What a person says of the columns.
#[derive(Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct CaseListInput {
    /// The place of the sheet; another one than before is only shown.
    pub sheet: u32,
    /// What each column is, by its stable name.
    pub columns: Vec<String>,
    /// What a case is called where the list does not say.
    pub title: String,
    /// The school where the list does not say.
    pub school: String,
    /// The school form where the list does not say.
    pub school_form: String,
}

/// The rows that are to be brought in; all others are left out.
#[derive(Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct BringInInput {
    /// The rows.
    pub rows: Vec<BringInRow>,
}

/// A row that is to be brought in.
#[derive(Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct BringInRow {
    /// Its number in the file.
    pub row: u32,
    /// The id of the pupil here whom it is about, `row-` and the number of a row above, `new`, or nothing.
    pub pupil: String,
}

/// What was brought in.
#[derive(Clone, Serialize, TS)]
pub struct BroughtInCases {
    /// The cases.
    pub cases: Vec<BroughtInCase>,
    /// How many rows were left out.
    pub left_out: u32,
}

/// A case that was brought in.
#[derive(Clone, Serialize, TS)]
pub struct BroughtInCase {
    /// The case.
    pub case: String,
    /// The pupil, as shown.
    pub pupil: String,
    /// What the case is called.
    pub title: String,
}

/// A list that was brought in, and what can be taken back of it.
#[derive(Clone, Serialize, TS)]
pub struct ImportView {
    /// The list.
    pub import: String,
    /// When it was brought in, RFC 3339.
    pub at: String,
    /// The name of who did it.
    pub by: String,
    /// The cases that nobody has touched since: they go.
    pub goes: Vec<ImportCase>,
    /// The others: they stay.
    pub stays: Vec<ImportCase>,
}

/// A case that a list brought in.
#[derive(Clone, Serialize, TS)]
pub struct ImportCase {
    /// The case.
    pub case: String,
    /// The pupil, as shown.
    pub pupil: String,
    /// What the case is called.
    pub title: String,
    /// Whether the pupil came with the same list, and goes too.
    pub with_pupil: bool,
    /// Why it stays: `document`, `handed-over`, `happened`, `changed`, `half-typed` or `pupil`.
    pub why: Option<String>,
}

/// A list that is to be taken back.
#[derive(Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct TakeBackInput {
    /// The list.
    pub import: String,
    /// The cases that the user was shown as going.
    pub cases: Vec<String>,
    /// The passphrase, once more.
    pub passphrase: String,
}

/// Where a case came from that was brought in from a list.
#[derive(Clone, PartialEq, Eq, Serialize, TS)]
pub struct BroughtInView {
    /// The day, `YYYY-MM-DD`.
    pub on: String,
    /// The name of who did it.
    pub by: String,
    /// What the list told that has no field here.
    pub notes: Vec<ListNote>,
}
