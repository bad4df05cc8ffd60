//! Which backups are kept: all of a week, then twelve days, ten weeks, nine months.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use chrono::{DateTime, Datelike as _, Days, Months, NaiveDate, Utc};

/// Whoever restores the wrong backup has this long to see it.
const ALL: u64 = 7;
const DAYS: u64 = 12;
const WEEKS: u64 = 10;
const MONTHS: u32 = 9;
/// As many days, of those on which backups were made, …
const LATEST: usize = 3;
/// … lie no longer back than this before anything is thinned.
const RECENT: u64 = 62;

/// Which of these backups are kept today, each given with the day on which the user's calendar has it: all of the
/// last seven days, the last one of each of the last twelve days, ten weeks and nine months, and whatever happens the
/// newest of all.
///
/// A clock that has jumped makes everything old at once. Therefore all are kept until backups were made on three days of
/// the last two months: one jump of the clock removes nothing. What a clock that was ahead has dated in the future is kept
/// until then, and says nothing of the others.
pub fn kept(backups: &[(DateTime<Utc>, NaiveDate)], today: NaiveDate) -> BTreeSet<DateTime<Utc>> {
    let (backups, ahead): (Vec<_>, Vec<_>) = backups.iter().copied().partition(|(_, day)| *day <= today);
    let kept = kept_of_past(&backups, today);
    kept.into_iter()
        .chain(ahead.into_iter().map(|(at, _)| at))
        .collect()
}

fn kept_of_past(backups: &[(DateTime<Utc>, NaiveDate)], today: NaiveDate) -> BTreeSet<DateTime<Utc>> {
    if !is_clock_settled(backups, today) {
        return backups.iter().map(|(at, _)| *at).collect();
    }
    let since = |first: Option<NaiveDate>| first.unwrap_or(NaiveDate::MIN);
    let days = since(today.checked_sub_days(Days::new(DAYS - 1)));
    let weeks = since(monday(today).checked_sub_days(Days::new((WEEKS - 1) * 7)));
    let months = since(first_of_month(today).checked_sub_months(Months::new(MONTHS - 1)));
    let all = since(today.checked_sub_days(Days::new(ALL - 1)));
    let all = backups.iter().filter(|(_, day)| *day >= all).map(|(at, _)| *at);
    let newest = backups.iter().map(|(at, _)| *at).max();
    newest
        .into_iter()
        .chain(all)
        .chain(last_of_each(backups, days, |day| day))
        .chain(last_of_each(backups, weeks, monday))
        .chain(last_of_each(backups, months, first_of_month))
        .collect()
}

fn is_clock_settled(backups: &[(DateTime<Utc>, NaiveDate)], today: NaiveDate) -> bool {
    let days: BTreeSet<NaiveDate> = backups.iter().map(|(_, day)| *day).collect();
    let recent = today
        .checked_sub_days(Days::new(RECENT))
        .unwrap_or(NaiveDate::MIN);
    days.range(recent..).count() >= LATEST
}

/// The day from which no backup is kept that was made on `day` or before, if backups go on being made.
pub fn expires(day: NaiveDate) -> NaiveDate {
    let after = first_of_month(day).checked_add_months(Months::new(MONTHS));
    after.unwrap_or(NaiveDate::MAX)
}

/// The last backup of each stretch of days, from `first` on; a stretch is known by the day that it begins.
fn last_of_each(
    backups: &[(DateTime<Utc>, NaiveDate)],
    first: NaiveDate,
    begins: impl Fn(NaiveDate) -> NaiveDate,
) -> Vec<DateTime<Utc>> {
    let mut last = BTreeMap::new();
    for (at, day) in backups {
        let begun = begins(*day);
        if begun >= first {
            let kept = last.entry(begun).or_insert(*at);
            *kept = (*kept).max(*at);
        }
    }
    last.into_values().collect()
}

fn monday(day: NaiveDate) -> NaiveDate {
    let past = Days::new(u64::from(day.weekday().num_days_from_monday()));
    day.checked_sub_days(past).unwrap_or(day)
}

fn first_of_month(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn at(day: NaiveDate, hour: u32) -> (DateTime<Utc>, NaiveDate) {
        (day.and_hms_opt(hour, 0, 0).unwrap().and_utc(), day)
    }

    #[test]
    fn check() {
        // Two a day for two years.
        let today = day("2026-11-25");
        let days = day("2024-11-26").iter_days().take_while(|day| *day <= today);
        let all: Vec<_> = days.flat_map(|day| [at(day, 7), at(day, 15)]).collect();
        let kept: Vec<String> = kept(&all, today)
            .iter()
            .map(|at| at.format("%m-%d %H").to_string())
            .collect();
        insta::assert_snapshot!(kept.join("\n"), @r"
        03-31 15
        04-30 15
        05-31 15
        06-30 15
        07-31 15
        08-31 15
        09-27 15
        09-30 15
        10-04 15
        10-11 15
        10-18 15
        10-25 15
        10-31 15
        11-01 15
        11-08 15
        11-14 15
        11-15 15
        11-16 15
        11-17 15
        11-18 15
        11-19 07
        11-19 15
        11-20 07
        11-20 15
        11-21 07
        11-21 15
        11-22 07
        11-22 15
        11-23 07
        11-23 15
        11-24 07
        11-24 15
        11-25 07
        11-25 15
        ");
        assert_eq!(expires(day("2026-11-25")), day("2027-08-01"));
        assert_eq!(expires(day("2026-06-01")), day("2027-03-01"));
    }

    #[test]
    fn one_jump_of_the_clock_removes_nothing() {
        let days = day("2026-01-01").iter_days().take(320);
        let made: Vec<_> = days.map(|day| at(day, 9)).collect();
        let count = |made: &[_], today: &str| kept(made, day(today)).len();
        assert!(count(&made, "2026-11-16") < 40);
        let all = made.len();
        assert_eq!(count(&made, "2028-11-16"), all, "ahead, before a backup");
        let ahead = [&made[..], &[at(day("2028-11-16"), 9), at(day("2028-11-17"), 9)]].concat();
        assert_eq!(count(&ahead, "2028-11-17"), all + 2, "and after two");
        assert_eq!(
            count(&ahead, "2026-11-17"),
            count(&made, "2026-11-17") + 2,
            "and set back: those stay, and the others are thinned as ever"
        );
        assert_eq!(kept(&[], day("2026-11-25")), [].into());
        // A summer is no jump, from the third day after it.
        let after: Vec<_> = (16..19).map(|n| at(day(&format!("2027-02-{n}")), 9)).collect();
        assert_eq!(count(&[&made[..], &after[..2]].concat(), "2027-02-17"), all + 2);
        assert!(count(&[&made[..], &after[..]].concat(), "2027-02-18") < 20);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(30))]

        /// Thinned day after day, and so never looking back, it has what would be kept of all; and nothing outlives
        /// its day where backups go on being made.
        #[test]
        fn day_after_day(made in proptest::collection::btree_set(0_u64..700, 1..150)) {
            let start = day("2024-01-01");
            let mut lying: Vec<(DateTime<Utc>, NaiveDate)> = Vec::new();
            let mut all = Vec::new();
            for offset in 0..=*made.last().unwrap() {
                let today = start + Days::new(offset);
                if made.contains(&offset) {
                    lying.push(at(today, 12));
                    all.push(at(today, 12));
                }
                let settled = is_clock_settled(&lying, today);
                let keep = kept(&lying, today);
                lying.retain(|(at, _)| keep.contains(at));
                prop_assert_eq!(lying.last(), all.last());
                if settled {
                    prop_assert!(keep.is_superset(&kept(&all, today)));
                    let newest = lying.last().map(|(at, _)| *at);
                    for (at, day) in &lying {
                        prop_assert!(Some(*at) == newest || today < expires(*day));
                    }
                }
            }
        }
    }
}
