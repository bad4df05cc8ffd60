//! What each row of a list is to this vault: somebody new, perhaps somebody who is here, brought in already, or none that
//! can be brought in. A row is never joined to a pupil by a number or a name alone: a person says so.

use std::collections::BTreeMap;

use cases::{BroughtIn, IdentityNumber, Pupil, PupilId, fold};
use chrono::NaiveDate;
use vault::Read;

use super::row::Entry;
use crate::error::CommandError;

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
    /// Protected identity, by its own mark or because somebody here has it: by hand alone.
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
    pub pupils: Vec<Pupil>,
    /// The rows above that may be about the same pupil, by their numbers.
    pub rows: Vec<u32>,
    /// Whether it may be about somebody who is not here: nobody has another's personnummer.
    pub may_be_new: bool,
}

/// By what one is known.
struct Known {
    name: String,
    number: Option<IdentityNumber>,
}

impl Known {
    fn is_number_of(&self, other: &Self) -> bool {
        self.number.is_some() && self.number == other.number
    }

    /// The same number, or the same name and not two numbers.
    fn may_be(&self, other: &Self) -> bool {
        let differ = self.number.is_some() && other.number.is_some();
        self.is_number_of(other) || !differ && self.name == other.name
    }
}

/// Judges the rows of a list, in their order.
pub(super) fn judged(
    read: &Read<'_>,
    entries: Vec<Entry>,
    today: NaiveDate,
) -> Result<Vec<Judged>, CommandError> {
    let pupils = read.pupils().all()?;
    let mut brought: BTreeMap<PupilId, Vec<BroughtIn>> = BTreeMap::new();
    for (pupil, one) in read.brought_in().all()? {
        brought.entry(pupil).or_default().push(one);
    }
    let here: Vec<(Known, Pupil)> = pupils
        .into_iter()
        .map(|pupil| (known_by(&pupil), pupil))
        .collect();
    let mut above: Vec<(Known, u32)> = Vec::new();
    let mut all = Vec::new();
    for entry in entries {
        let own = Known {
            name: fold(&entry.pupil.name),
            number: entry.identity_number(today),
        };
        let pupils_alike = alike(&here, &own);
        let rows_alike = alike(&above, &own);
        let same_number = |known: &Known| known.is_number_of(&own);
        let may_be_new = !pupils_alike.iter().any(|(known, _)| same_number(known))
            && !rows_alike.iter().any(|(known, _)| same_number(known));
        let pupils: Vec<Pupil> = pupils_alike.iter().map(|(_, pupil)| pupil.clone()).collect();
        let rows: Vec<u32> = rows_alike.iter().map(|(_, number)| *number).collect();
        let standing = standing(&entry, (&pupils, &rows), &brought);
        if standing.can_be_brought_in() {
            above.push((own, entry.number));
        }
        all.push(Judged {
            entry,
            standing,
            pupils,
            rows,
            may_be_new,
        });
    }
    Ok(all)
}

/// Those who may be the same, the ones with the same number first.
fn alike<'a, T>(all: &'a [(Known, T)], own: &Known) -> Vec<&'a (Known, T)> {
    let mut alike: Vec<_> = all.iter().filter(|(known, _)| known.may_be(own)).collect();
    alike.sort_by_key(|(known, _)| !known.is_number_of(own));
    alike.truncate(MOST_ALIKE);
    alike
}

fn known_by(pupil: &Pupil) -> Known {
    Known {
        name: fold(pupil.name.as_str()),
        number: pupil.identity_number.clone(),
    }
}

fn standing(
    entry: &Entry,
    (pupils, rows): (&[Pupil], &[u32]),
    brought: &BTreeMap<PupilId, Vec<BroughtIn>>,
) -> Standing {
    let is_same = |pupil: &Pupil| {
        let of_pupil = brought.get(&pupil.id).into_iter().flatten();
        of_pupil
            .into_iter()
            .any(|one| one.is_same(&entry.title, entry.opened))
    };
    if entry.protected || pupils.iter().any(Pupil::is_protected) {
        Standing::Protected
    } else if !entry.problems.is_empty() {
        Standing::Wrong
    } else if pupils.iter().any(is_same) {
        Standing::Already
    } else if pupils.is_empty() && rows.is_empty() {
        Standing::New
    } else {
        Standing::Ask
    }
}
