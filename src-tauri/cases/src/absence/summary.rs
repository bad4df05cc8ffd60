//! Absence summed up by class, for those who are to know how it stands with a school and not with a pupil. What is counted
//! of fewer pupils than [`FEWEST`] is left out, and so is what it could be counted out by from the rest.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Figures, PupilAbsence, Share};
use crate::line::Line;

/// The fewest pupils of whom a number is told.
pub const FEWEST: u32 = 5;

/// Absence in a period, summed up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Summary {
    /// The first day of the period.
    pub from: NaiveDate,
    /// The last day of the period.
    pub to: NaiveDate,
    /// The absence from which pupils are counted.
    pub at_least: Share,
    /// Class by class, in the order of the register.
    pub groups: Vec<Group>,
    /// All of them together.
    pub whole: Option<Counts>,
}

/// A class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// What it is called; nothing for the pupils that have no class.
    pub name: Option<Line>,
    /// What is counted of it; nothing where it is left out.
    pub counts: Option<Counts>,
}

/// What is counted of some pupils.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counts {
    /// How many they are.
    pub pupils: u32,
    /// Their absence, on average.
    pub mean: Share,
    /// How many of them were absent so much; nothing where it is left out.
    pub over: Option<u32>,
}

impl Figures {
    /// The figures summed up by class, with the pupils counted who were absent at least so much.
    pub fn summed_up(&self, at_least: Share) -> Summary {
        let mut places: BTreeMap<Option<&Line>, usize> = BTreeMap::new();
        let mut classes: Vec<(Option<&Line>, Vec<&PupilAbsence>)> = Vec::new();
        for pupil in &self.pupils {
            let class = pupil.class.as_ref();
            let place = *places.entry(class).or_insert(classes.len());
            match classes.get_mut(place) {
                Some((_, pupils)) => pupils.push(pupil),
                None => classes.push((class, vec![pupil])),
            }
        }
        let tallies: Vec<Tally> = classes
            .iter()
            .map(|(_, pupils)| Tally::of(pupils, at_least))
            .collect();
        let whole = Tally::of(&self.pupils.iter().collect::<Vec<_>>(), at_least);
        let (told, over) = told(&tallies, whole);
        let groups = classes.iter().zip(&tallies).zip(told.iter().zip(&over));
        Summary {
            from: self.from,
            to: self.to,
            at_least,
            groups: groups
                .map(|(((class, _), tally), (told, over))| Group {
                    name: class.cloned(),
                    counts: told.then(|| tally.counts(*over)),
                })
                .collect(),
            whole: whole.is_told().then(|| whole.counts(whole.is_over_told())),
        }
    }
}

impl Summary {
    /// Whether the period is one and nowhere more pupils are counted than there are.
    pub fn holds_together(&self) -> bool {
        let counts = self
            .groups
            .iter()
            .filter_map(|group| group.counts)
            .chain(self.whole);
        let within = |counts: Counts| counts.over.is_none_or(|over| over <= counts.pupils);
        self.from <= self.to && self.groups.len() <= super::MOST_PUPILS && counts.into_iter().all(within)
    }
}

/// Pupils counted.
#[derive(Debug, Clone, Copy)]
struct Tally {
    pupils: u32,
    over: u32,
    mean: Share,
}

impl Tally {
    fn of(pupils: &[&PupilAbsence], at_least: Share) -> Self {
        Self {
            pupils: pupils.len() as u32,
            over: pupils.iter().filter(|one| one.absence >= at_least).count() as u32,
            mean: Share::mean(pupils.iter().map(|one| one.absence)),
        }
    }

    /// Those who were absent less.
    fn under(self) -> u32 {
        self.pupils - self.over
    }

    fn is_told(self) -> bool {
        self.pupils >= FEWEST
    }

    fn is_over_told(self) -> bool {
        self.over >= FEWEST && self.under() >= FEWEST
    }

    fn counts(self, over: bool) -> Counts {
        Counts {
            pupils: self.pupils,
            mean: self.mean,
            over: over.then_some(self.over),
        }
    }
}

/// Which classes are told of, and of which of them it is told how many were absent so much.
fn told(tallies: &[Tally], whole: Tally) -> (Vec<bool>, Vec<bool>) {
    let mut told: Vec<bool> = tallies.iter().map(|tally| tally.is_told()).collect();
    if whole.is_told() {
        hide(&mut told, tallies, &[|tally| tally.pupils]);
    }
    let both = tallies.iter().zip(&told);
    let mut over: Vec<bool> = both.map(|(tally, told)| *told && tally.is_over_told()).collect();
    if whole.is_over_told() {
        hide(&mut over, tallies, &[|tally| tally.over, |tally| tally.under()]);
    }
    (told, over)
}

/// Leaves out the smallest class that is left, until those that are left out are together as many as may be told of:
/// what is missing can be counted from the whole.
fn hide(told: &mut [bool], tallies: &[Tally], sizes: &[fn(&Tally) -> u32]) {
    loop {
        let hidden = || tallies.iter().zip(told.iter()).filter(|(_, told)| !**told);
        let few = |size: &fn(&Tally) -> u32| hidden().map(|(tally, _)| size(tally)).sum::<u32>() < FEWEST;
        if hidden().next().is_none() || !sizes.iter().any(few) {
            return;
        }
        let left = told.iter_mut().zip(tallies).filter(|(told, _)| **told);
        match left.min_by_key(|(_, tally)| tally.pupils) {
            Some((told, _)) => *told = false,
            None => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn line(text: &str) -> Line {
        Line::parse("line", text).unwrap()
    }

    /// Figures of classes, by how many pupils each has and how many of them were absent a quarter of the time.
    fn figures(classes: &[(u32, u32)]) -> Figures {
        let pupil = |class: usize, absent: bool| PupilAbsence {
            name: line("Astrid Almgren"),
            class: Some(line(&format!("{class}A"))),
            absence: Share::percent(if absent { 25 } else { 5 }).unwrap(),
            invalid: None,
        };
        let pupils = classes
            .iter()
            .enumerate()
            .flat_map(|(class, (pupils, over))| (0..*pupils).map(move |at| pupil(class + 1, at < *over)));
        Figures {
            from: "2026-10-01".parse().unwrap(),
            to: "2026-10-31".parse().unwrap(),
            pupils: pupils.collect(),
        }
    }

    fn summary(classes: &[(u32, u32)]) -> Summary {
        figures(classes).summed_up(Share::percent(15).unwrap())
    }

    fn shown(classes: &[(u32, u32)]) -> String {
        let summary = summary(classes);
        assert!(summary.holds_together());
        let counts = |counts: Option<Counts>| match counts {
            None => "–".to_owned(),
            Some(Counts {
                pupils, over: None, ..
            }) => format!("{pupils}:–"),
            Some(Counts {
                pupils,
                over: Some(over),
                ..
            }) => format!("{pupils}:{over}"),
        };
        let groups = summary.groups.iter().map(|group| counts(group.counts));
        let groups = groups.collect::<Vec<_>>().join(" ");
        format!("{groups} = {}", counts(summary.whole))
    }

    #[test]
    fn check() {
        for (classes, expected) in [
            (&[(20, 6), (25, 10)][..], "20:6 25:10 = 45:16"),
            // One class is small: the next goes with it, so that nobody subtracts.
            (&[(3, 1), (20, 6), (25, 10)], "– – 25:10 = 48:17"),
            (&[(3, 1), (2, 1), (25, 10)], "– – 25:– = 30:12"),
            // Few were absent, or few were not.
            (&[(20, 2), (24, 8), (25, 10)], "20:– 24:– 25:10 = 69:20"),
            (&[(20, 19), (24, 8), (25, 10)], "20:– 24:– 25:10 = 69:37"),
            (&[(20, 0), (25, 0)], "20:– 25:– = 45:–"),
            (&[(4, 4)], "– = –"),
            (&[(2, 1), (2, 1)], "– – = –"),
            (&[(2, 1), (3, 1)], "– – = 5:–"),
        ] {
            assert_eq!(shown(classes), expected, "{classes:?}");
        }
        let whole = summary(&[(20, 10)]).whole.unwrap();
        assert_eq!(whole.mean, Share::percent(15).unwrap());
    }

    proptest! {
        /// What is left out cannot be counted out from the rest: it is nothing, or of as many as may be told of.
        #[test]
        fn nothing_small_can_be_counted_out(classes in proptest::collection::vec((1u32..30, 0u32..30), 1..8)) {
            let classes: Vec<(u32, u32)> = classes.iter().map(|(pupils, over)| (*pupils, *over.min(pupils))).collect();
            let summary = summary(&classes);
            let Some(whole) = summary.whole else {
                prop_assert!(summary.groups.iter().all(|group| group.counts.is_none()));
                return Ok(());
            };
            let of = |counts: &Counts| counts.pupils;
            let told: Vec<Counts> = summary.groups.iter().filter_map(|group| group.counts).collect();
            let left = whole.pupils - told.iter().map(of).sum::<u32>();
            prop_assert!(left == 0 || left >= FEWEST);
            prop_assert!(told.iter().all(|counts| counts.pupils >= FEWEST));
            for counts in told.iter().chain([&whole]) {
                if let Some(over) = counts.over {
                    prop_assert!(over >= FEWEST && counts.pupils - over >= FEWEST);
                }
            }
            if let Some(over) = whole.over {
                let known: Vec<(u32, u32)> = told.iter().filter_map(|one| Some((one.pupils, one.over?))).collect();
                let left = over - known.iter().map(|(_, over)| over).sum::<u32>();
                let under = whole.pupils - known.iter().map(|(pupils, _)| pupils).sum::<u32>() - left;
                let all = known.len() == classes.len();
                prop_assert!(all || (left >= FEWEST && under >= FEWEST));
            }
        }
    }
}
