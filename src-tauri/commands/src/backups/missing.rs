//! Which backups should lie where they were made, and do not: a place can be there without them. Nobody but the program
//! removes any, so that what it does not find again was taken, and is said.

use std::path::Path;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use vault::{Read, Shelf, Write};

use super::Known;

/// Under which name it is kept which backups there should be beside the vault, and in the other place.
pub(super) const OWN_EXPECTED: &str = "backup own expected";
pub(super) const EXPECTED: &str = "backup place expected";

/// When the backups were made that should be in a place.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Expected(Vec<DateTime<Utc>>);

impl Expected {
    /// What is kept of a place; nothing before a backup was made there.
    pub fn read(read: &Read<'_>, is_own: bool) -> Result<Self, vault::Error> {
        Ok(read.settings().preference(name(is_own))?.unwrap_or_default())
    }

    /// Those that are not there. Where the place cannot be read nothing is known of them.
    pub fn missing(&self, shelf: &Shelf) -> Self {
        let there = shelf.times();
        let gone = |at: &&DateTime<Utc>| there.as_ref().is_ok_and(|there| !there.contains(at));
        Self(self.0.iter().filter(gone).copied().collect())
    }

    /// These, and those that are there now: what was missing before is said until a person has seen it.
    pub fn with_those_on(mut self, shelf: &Shelf) -> Self {
        self.0.extend(shelf.times().unwrap_or_default());
        self
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn keep(&self, write: &Write<'_>, is_own: bool, now: DateTime<Utc>) -> Result<(), vault::Error> {
        write.settings_mut().set_preference(name(is_own), self, now)
    }
}

fn name(is_own: bool) -> &'static str {
    if is_own { OWN_EXPECTED } else { EXPECTED }
}

impl Known {
    /// Whether the other place can be reached and no folder of the vault's is in it, though backups were made there.
    pub(super) fn is_gone(&self, is_own: bool, place: &Path) -> bool {
        !is_own && self.last.is_some() && place.is_dir() && !Shelf::of(place, self.vault).is_there()
    }

    /// The backups that should be in a place and are not.
    pub(super) fn missing(&self, is_own: bool, place: &Path) -> Expected {
        let expected = if is_own {
            &self.own_expected
        } else {
            &self.expected
        };
        match self.is_there(is_own, place) {
            true => expected.missing(&Shelf::of(place, self.vault)),
            false => Expected::default(),
        }
    }
}
