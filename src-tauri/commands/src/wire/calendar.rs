//! Days for the user's calendar, as the window shows them.

use serde::Serialize;
use ts_rs::TS;

/// The days that the cases hold from today on.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CalendarView {
    /// The days, the nearest first.
    pub days: Vec<CalendarDay>,
    /// Whether there are cases of pupils with protected identity, whose days are left out.
    pub left_out: bool,
}

/// A day in a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CalendarDay {
    /// The day.
    pub on: String,
    /// What it is: `meeting`, `planned`, `consent-ends` or `answer-due`.
    pub kind: String,
    /// What the calendar will call it; it names nobody.
    pub title: String,
    /// The pupil, as shown; it goes to no calendar.
    pub pupil: String,
    /// The case.
    pub case: String,
}
