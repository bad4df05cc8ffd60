//! Telling somebody outside what is known of a pupil: each time on a ground that is named (OSL 10, 23 and 26 kap.).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::consent::NotCovered;
use crate::school::choices;

choices! {
    /// Why something may be told.
    Ground {
        /// A consent that holds.
        Consent = "consent",
        /// A law demands it: a notice, an orosanmälan. No refusal hinders it.
        Duty = "duty",
        /// The work within the authority needs it.
        Internal = "internal",
        /// The one who is told is the one it concerns.
        Person = "person",
        /// None of them. It is told all the same, with a reason that stays to be seen.
        Override = "override",
    }
}

/// Something that was told to somebody, as it is kept.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disclosure {
    /// Who was told.
    pub to: String,
    /// What, in words.
    pub what: String,
    /// The kinds of data, in the consents' words.
    pub kinds: Vec<String>,
    /// Why it could be told.
    pub ground: Ground,
    /// How: at a meeting, by letter.
    pub how: String,
    /// The day.
    pub on: NaiveDate,
    /// Why it was told without a ground; empty where it had one.
    pub reason: String,
}

impl Ground {
    /// Whether it may be written down that something was told on this ground. The register of consents is asked for
    /// consent alone.
    ///
    /// # Errors
    /// Why no consent covers it.
    pub fn stands(self, covered: Result<(), NotCovered>) -> Result<(), NotCovered> {
        match self {
            Self::Consent => covered,
            Self::Duty | Self::Internal | Self::Person | Self::Override => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check() {
        for &ground in Ground::ALL {
            for &why in NotCovered::ALL {
                let expected = if ground == Ground::Consent {
                    Err(why)
                } else {
                    Ok(())
                };
                assert_eq!(ground.stands(Err(why)), expected, "{ground:?}");
            }
            assert_eq!(ground.stands(Ok(())), Ok(()));
        }
    }
}
