//! Instants as the civil dates of Sweden.

use chrono::{DateTime, Datelike, Duration, NaiveDate, Utc};

/// The day on which an instant falls in Sweden, written 2026-11-21.
///
/// Swedish law keeps the time of the European directive 2000/84/EC: summer time from 01:00 UTC on the last
/// Sunday of March to 01:00 UTC on the last Sunday of October.
pub fn swedish_date(at: DateTime<Utc>) -> String {
    let hours = if is_summer_time(at) { 2 } else { 1 };
    (at + Duration::hours(hours)).format("%Y-%m-%d").to_string()
}

fn is_summer_time(at: DateTime<Utc>) -> bool {
    let change = |month| {
        let last = NaiveDate::from_ymd_opt(at.year(), month, 31)?;
        let sunday = last - Duration::days(i64::from(last.weekday().num_days_from_sunday()));
        Some(sunday.and_hms_opt(1, 0, 0)?.and_utc())
    };
    matches!((change(3), change(10)), (Some(begins), Some(ends)) if begins <= at && at < ends)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check() {
        let cases = [
            ("2026-11-21T22:59:59Z", "2026-11-21"),
            ("2026-11-21T23:00:00Z", "2026-11-22"),
            ("2026-06-30T21:59:59Z", "2026-06-30"),
            ("2026-06-30T22:00:00Z", "2026-07-01"),
            ("2026-03-28T22:30:00Z", "2026-03-28"),
            ("2026-03-29T22:30:00Z", "2026-03-30"),
            ("2026-10-24T22:30:00Z", "2026-10-25"),
            ("2026-10-25T22:30:00Z", "2026-10-25"),
        ];
        for (at, expected) in cases {
            assert_eq!(swedish_date(at.parse().unwrap()), expected, "{at}");
        }
    }
}
