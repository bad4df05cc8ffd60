//! A case (ärende): what is done for one pupil in one matter, and what its documents hang on.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::id::{CaseId, PupilId};
use crate::line::Line;
use crate::problem::{Code, Problem, keep};

/// A case. It is never closed before the day it was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Kept")]
pub struct Case {
    id: CaseId,
    pupil: PupilId,
    title: Line,
    opened: NaiveDate,
    closed: Option<NaiveDate>,
}

impl Case {
    /// The id, the same in every vault.
    pub fn id(&self) -> CaseId {
        self.id
    }

    /// The pupil it is about.
    pub fn pupil(&self) -> PupilId {
        self.pupil
    }

    /// What the user calls it.
    pub fn title(&self) -> &Line {
        &self.title
    }

    /// The day it was opened.
    pub fn opened(&self) -> NaiveDate {
        self.opened
    }

    /// The day it was closed, unless it is open.
    pub fn closed(&self) -> Option<NaiveDate> {
        self.closed
    }

    /// The same case, about a pupil who has another id here than in the vault that it came from.
    pub fn of_pupil(self, pupil: PupilId) -> Self {
        Self { pupil, ..self }
    }

    /// The same case, opened on `day`: it was begun before it came here.
    ///
    /// # Errors
    /// It was closed before that day.
    pub fn opened_on(self, day: NaiveDate) -> Result<Self, Problem> {
        let closed = self.closed;
        let begun = Self {
            opened: day,
            closed: None,
            ..self
        };
        closed.map_or(Ok(begun.clone()), |closed| begun.close(closed))
    }

    /// The same case, closed on `day`.
    pub fn close(self, day: NaiveDate) -> Result<Self, Problem> {
        if day < self.opened {
            return Err(Problem::new("closed", Code::ClosedBeforeOpened).with("opened", self.opened));
        }
        Ok(Self {
            closed: Some(day),
            ..self
        })
    }

    /// The same case, open again.
    pub fn reopen(self) -> Self {
        Self { closed: None, ..self }
    }
}

/// A case as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(default)]
pub struct CaseInput {
    /// What the user calls it.
    pub title: String,
}

impl CaseInput {
    /// The case, opened today, or every problem at once.
    pub fn parse(&self, id: CaseId, pupil: PupilId, today: NaiveDate) -> Result<Case, Vec<Problem>> {
        let mut problems = Vec::new();
        let title = keep(&mut problems, Line::parse("title", &self.title));
        title
            .map(|title| Case {
                id,
                pupil,
                title,
                opened: today,
                closed: None,
            })
            .ok_or(problems)
    }

    /// `case` with the title typed anew, or every problem at once.
    pub fn change(&self, case: Case) -> Result<Case, Vec<Problem>> {
        Line::parse("title", &self.title)
            .map(|title| Case { title, ..case })
            .map_err(|problem| vec![problem])
    }
}

/// A case as it was kept, before it is known to hold together.
#[derive(Deserialize)]
struct Kept {
    id: CaseId,
    pupil: PupilId,
    title: Line,
    opened: NaiveDate,
    closed: Option<NaiveDate>,
}

impl TryFrom<Kept> for Case {
    type Error = Code;

    fn try_from(kept: Kept) -> Result<Self, Code> {
        let Kept {
            id,
            pupil,
            title,
            opened,
            closed,
        } = kept;
        let case = Self {
            id,
            pupil,
            title,
            opened,
            closed: None,
        };
        match closed {
            Some(day) => case.close(day).map_err(|problem| problem.code),
            None => Ok(case),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
    }

    fn case(title: &str) -> Result<Case, Vec<Problem>> {
        let (id, pupil) = (
            CaseId::from(uuid::Uuid::from_u128(1)),
            PupilId::from(uuid::Uuid::from_u128(2)),
        );
        CaseInput { title: title.into() }.parse(id, pupil, day(10))
    }

    #[test]
    fn check() {
        let open = case("Frånvaro höstterminen").unwrap();
        assert_eq!((open.opened(), open.closed()), (day(10), None));
        let closed = open.clone().close(day(10)).unwrap();
        assert_eq!(closed.closed(), Some(day(10)));
        assert_eq!(closed.clone().reopen(), open);
        let early = open.clone().close(day(9)).unwrap_err();
        assert_eq!(
            early,
            Problem::new("closed", Code::ClosedBeforeOpened).with("opened", "2026-11-10")
        );

        let begun = closed.clone().opened_on(day(1)).unwrap();
        assert_eq!((begun.opened(), begun.closed()), (day(1), Some(day(10))));
        assert!(closed.clone().opened_on(day(11)).is_err());

        assert_eq!(case(" ").unwrap_err(), [Problem::new("title", Code::Missing)]);
        let renamed = CaseInput {
            title: "Ny rubrik".into(),
        }
        .change(closed.clone())
        .unwrap();
        assert_eq!(
            (renamed.title().as_str(), renamed.closed()),
            ("Ny rubrik", Some(day(10)))
        );

        let json = serde_json::to_string(&closed).unwrap();
        assert_eq!(serde_json::from_str::<Case>(&json).unwrap(), closed);
        let torn = json.replace("\"closed\":\"2026-11-10\"", "\"closed\":\"2026-11-09\"");
        assert!(serde_json::from_str::<Case>(&torn).is_err());
    }
}
