//! Reading what was typed beside a form: every problem at once, each at its field.

use std::ops::RangeInclusive;

use cases::{Code, Line, Problem};
use chrono::NaiveDate;
use forms::Kind;
use serde_json::Value as Json;

use crate::error::CommandError;
use crate::judging::understand;

/// The longest running text, in characters.
const LONGEST: usize = exchange::handover::LONGEST;

/// Reads fields and gathers what is wrong in them.
pub(crate) struct Typed {
    today: NaiveDate,
    problems: Vec<Problem>,
}

impl Typed {
    /// Reads on this day: `21/11` is the one that was last.
    pub fn today(today: NaiveDate) -> Self {
        Self {
            today,
            problems: Vec::new(),
        }
    }

    /// A line that must be there.
    pub fn line(&mut self, field: &str, text: &str) -> String {
        let line = self.choice(Line::parse(field, text));
        line.map(|line| line.to_string()).unwrap_or_default()
    }

    /// A line, or nothing where nothing was typed.
    pub fn optional_line(&mut self, field: &str, text: &str) -> String {
        let line = self.choice(Line::optional(field, text)).flatten();
        line.map(|line| line.to_string()).unwrap_or_default()
    }

    /// Running text that must be there.
    pub fn text(&mut self, field: &str, text: &str) -> String {
        let text = text.trim().to_owned();
        if text.is_empty() {
            self.wrong(field, Code::Missing);
        }
        self.short(field, &text);
        text
    }

    /// Says so where a running text is longer than anybody reads, and than a package carries.
    pub fn short(&mut self, field: &str, text: &str) {
        if text.chars().count() > LONGEST {
            let problem = Problem::new(field, Code::TooLong);
            self.problems.push(problem.with("longest", LONGEST));
        }
    }

    /// What was read, or nothing and what is wrong with it.
    pub fn choice<T>(&mut self, read: Result<T, Problem>) -> Option<T> {
        read.map_err(|problem| self.problems.push(problem)).ok()
    }

    /// A day that has come.
    pub fn past_day(&mut self, field: &str, text: &str) -> Option<NaiveDate> {
        let text = text.trim().to_owned();
        let missing = text.is_empty();
        let read = understand(&Kind::Date, Json::String(text), self.today);
        let day = read.as_str().and_then(|text| text.parse::<NaiveDate>().ok());
        match day {
            _ if missing => self.wrong(field, Code::Missing),
            None => self.wrong(field, Code::NotADay),
            Some(day) if day > self.today => self.wrong(field, Code::FutureDay),
            Some(_) => {}
        }
        day
    }

    /// A day, or nothing where nothing was typed.
    pub fn optional_day(&mut self, field: &str, text: &str) -> Option<NaiveDate> {
        let text = text.trim().to_owned();
        if text.is_empty() {
            return None;
        }
        let read = understand(&Kind::Date, Json::String(text), self.today);
        let day = read.as_str().and_then(|text| text.parse().ok());
        if day.is_none() {
            self.wrong(field, Code::NotADay);
        }
        day
    }

    /// A day that must be there and lies within `days`; `24/12` is the one among them.
    pub fn day_within(
        &mut self,
        field: &str,
        text: &str,
        days: RangeInclusive<NaiveDate>,
    ) -> Option<NaiveDate> {
        let text = text.trim().to_owned();
        let missing = text.is_empty();
        let from = |day: NaiveDate| {
            let read = understand(&Kind::Date, Json::String(text.clone()), day);
            read.as_str().and_then(|text| text.parse::<NaiveDate>().ok())
        };
        // A day without a year is the one that is nearest to the day it is read on.
        let middle = *days.start() + (*days.end() - *days.start()) / 2;
        let read = [*days.start(), middle, *days.end()].map(from);
        let within = read.iter().flatten().find(|day| days.contains(day));
        let day = within.copied().or(read[0]);
        match day {
            _ if missing => self.wrong(field, Code::Missing),
            None => self.wrong(field, Code::NotADay),
            Some(day) if !days.contains(&day) => self.problems.push(
                Problem::new(field, Code::DayOutside)
                    .with("first", days.start())
                    .with("last", days.end()),
            ),
            Some(_) => {}
        }
        day
    }

    /// Says what is wrong in a field.
    pub fn wrong(&mut self, field: &str, code: Code) {
        self.problems.push(Problem::new(field, code));
    }

    /// # Errors
    /// Everything that was wrong.
    pub fn end(self) -> Result<(), CommandError> {
        if self.problems.is_empty() {
            Ok(())
        } else {
            Err(self.problems.into())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let today = day("2026-11-26");
        let within = |text: &str| {
            let mut typed = Typed::today(today);
            let read = typed.day_within("until", text, today..=day("2027-11-26"));
            typed
                .end()
                .map(|()| read)
                .map_err(|error| error.problems[0].code.clone())
        };
        for (text, read) in [
            ("31/12", "2026-12-31"),
            ("1/9", "2027-09-01"),
            ("26/11", "2026-11-26"),
            ("2027-11-26", "2027-11-26"),
        ] {
            assert_eq!(within(text), Ok(Some(day(read))), "{text}");
        }
        for (text, code) in [
            ("", "missing"),
            ("snart", "not-a-day"),
            ("2026-11-25", "day-outside"),
            ("2027-11-27", "day-outside"),
        ] {
            assert_eq!(within(text), Err(code.to_owned()), "{text}");
        }
        let mut typed = Typed::today(today);
        typed.short("what", &"å".repeat(LONGEST));
        assert!(typed.end().is_ok());
        let mut typed = Typed::today(today);
        typed.short("what", &"å".repeat(LONGEST + 1));
        assert!(typed.end().is_err());
    }
}
