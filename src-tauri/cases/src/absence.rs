//! How much pupils were absent in a period, as the attendance register counted it: pupil by pupil for those who work with
//! them, and summed up for those who do not, with nothing in it that tells of one pupil.

mod share;
mod summary;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::line::Line;

pub use share::{Amount, Share, Written};
pub use summary::{Counts, FEWEST, Group, Summary};

/// The most pupils that figures tell of.
pub const MOST_PUPILS: usize = 5_000;

/// A pupil's absence in a period. Valid and invalid absence count alike (Trosa, Rutiner vid frånvaro).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PupilAbsence {
    /// The name.
    pub name: Line,
    /// The class or group.
    pub class: Option<Line>,
    /// All absence, as a part of the time that was planned.
    pub absence: Share,
    /// What of it is invalid, where the register tells it apart.
    pub invalid: Option<Share>,
}

/// Absence in a period, pupil by pupil. It holds personal data and so has no `Debug` form of its own.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figures {
    /// The first day of the period.
    pub from: NaiveDate,
    /// The last day of the period.
    pub to: NaiveDate,
    /// The pupils, in the order of the register.
    pub pupils: Vec<PupilAbsence>,
}

impl std::fmt::Debug for Figures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "Figures({} pupils, {} to {})",
            self.pupils.len(),
            self.from,
            self.to
        )
    }
}

impl Figures {
    /// Whether the period is one, there is somebody, and nobody is more invalidly absent than absent.
    pub fn hold_together(&self) -> bool {
        let within = |one: &PupilAbsence| one.invalid.is_none_or(|invalid| invalid <= one.absence);
        let count = self.pupils.len();
        self.from <= self.to && (1..=MOST_PUPILS).contains(&count) && self.pupils.iter().all(within)
    }
}
