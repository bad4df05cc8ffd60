//! What each row of a list is to this vault: somebody new, perhaps somebody who is here, brought in already, or none that
//! can be brought in. A row is never joined to a pupil by a number or a name alone: a person says so.

use std::collections::{BTreeMap, BTreeSet};

use cases::{BroughtIn, Pupil, PupilId};
use chrono::NaiveDate;
use vault::Read;

use super::row::Entry;
use crate::error::CommandError;
use crate::listed::Known;

/// How many pupils, or rows, a person chooses among at most: more of one name are no list of cases.
const MOST_ALIKE: usize = 20;

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// A pupil and a case that are not here.
    New,
    /// Perhaps a pupil who is here, or in a row above: a person says which.
    Ask,
    /// The case has been brought in from a list before.
    Already,
    /// Something in the row is wrong.
    Wrong,
    /// Protected identity, by what the list says or because somebody here has it: by hand alone.
    Protected,
}

impl Standing {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Ask => "ask",
            Self::Already => "already",
            Self::Wrong => "wrong",
            Self::Protected => "protected",
        }
    }

    /// Whether a person can have it brought in.
    pub fn can_be_brought_in(self) -> bool {
        matches!(self, Self::New | Self::Ask | Self::Already)
    }
}

/// A row with what it is to this vault.
pub(super) struct Judged {
    pub entry: Entry,
    pub standing: Standing,
    /// The pupils here whom it may be about.
    pub pupils: Vec<Alike<Pupil>>,
    /// The rows above that may be about the same pupil, by their numbers.
    pub rows: Vec<Alike<u32>>,
    /// Whether it may be about somebody who is not here: nobody has another's personnummer.
    pub may_be_new: bool,
}

/// Somebody whom a row may be about.
pub(super) struct Alike<T> {
    pub one: T,
    /// Whether it is the number that is the same, and not only the name.
    pub same_number: bool,
}

/// Judges the rows of a list, in their order; those that are about anybody `protected` are so and nothing else.
pub(super) fn judged(
    read: &Read<'_>,
    entries: Vec<Entry>,
    protected: &BTreeSet<u32>,
    today: NaiveDate,
) -> Result<Vec<Judged>, CommandError> {
    let mut brought: BTreeMap<PupilId, Vec<BroughtIn>> = BTreeMap::new();
    for (pupil, one) in read.brought_in().all()? {
        brought.entry(pupil).or_default().push(one);
    }
    let here = read.pupils().all()?.into_iter();
    let here: Vec<(Known, Pupil)> = here.map(|pupil| (Known::from(&pupil), pupil)).collect();
    let mut above: Vec<(Known, u32)> = Vec::new();
    let mut all = Vec::new();
    for entry in entries {
        let own = entry.known(today);
        let (pupils, rows) = (alike(&here, &own), alike(&above, &own));
        let standing = match protected.contains(&entry.number) {
            true => Standing::Protected,
            false => standing(&entry, (&pupils, &rows), &brought),
        };
        if standing.can_be_brought_in() {
            above.push((own, entry.number));
        }
        all.push(Judged {
            may_be_new: !pupils.iter().any(|alike| alike.same_number),
            entry,
            standing,
            pupils,
            rows,
        });
    }
    Ok(all)
}

/// Those who may be the same, the ones with the same number first.
fn alike<T: Clone>(all: &[(Known, T)], own: &Known) -> Vec<Alike<T>> {
    let alike = all.iter().filter(|(known, _)| known.may_be(own));
    let mut alike: Vec<_> = alike.map(|(known, one)| (known.is_number_of(own), one)).collect();
    alike.sort_by_key(|(same_number, _)| !same_number);
    let first = alike.into_iter().take(MOST_ALIKE);
    first
        .map(|(same_number, one)| Alike {
            one: one.clone(),
            same_number,
        })
        .collect()
}

fn standing(
    entry: &Entry,
    (pupils, rows): (&[Alike<Pupil>], &[Alike<u32>]),
    brought: &BTreeMap<PupilId, Vec<BroughtIn>>,
) -> Standing {
    let is_same = |Alike { one, same_number }: &Alike<Pupil>| {
        let mut of_pupil = brought.get(&one.id).into_iter().flatten();
        // A name that others may have says too little without a day.
        (*same_number || entry.opened.is_some())
            && of_pupil.any(|one| one.is_same(&entry.title, entry.opened))
    };
    if !entry.problems.is_empty() {
        Standing::Wrong
    } else if pupils.iter().any(is_same) {
        Standing::Already
    } else if pupils.is_empty() && rows.is_empty() {
        Standing::New
    } else {
        Standing::Ask
    }
}
