//! Disposal (gallring): from which day a completed document may go. Whether it goes is a person's decision.

use chrono::{Datelike as _, NaiveDate};

/// The first day on which a document may go that was completed on `completed` and is kept for full calendar years:
/// they are counted from the end of the year in which it was completed. None where the calendar has no such day.
pub fn may_go_from(completed: NaiveDate, years: u32) -> Option<NaiveDate> {
    let year = completed.year().checked_add_unsigned(years)?.checked_add(1)?;
    NaiveDate::from_ymd_opt(year, 1, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check() {
        for (completed, years, from) in [
            ("2020-01-01", 5, "2026-01-01"),
            ("2020-12-31", 5, "2026-01-01"),
            ("2021-01-01", 5, "2027-01-01"),
            ("2026-11-21", 0, "2027-01-01"),
        ] {
            let day = |text: &str| text.parse::<NaiveDate>().unwrap();
            assert_eq!(may_go_from(day(completed), years), Some(day(from)), "{completed}");
        }
        assert_eq!(may_go_from(NaiveDate::MAX, 1), None);
        assert_eq!(may_go_from(NaiveDate::MIN, u32::MAX), None);
    }
}
