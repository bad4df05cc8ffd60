//! A consent that lifts secrecy (10 kap. 1 § OSL): the signed paper, which is fixed, and what has happened to it.
//! Its state is derived from both, never kept. Unknown means no.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::order::fold;
use crate::school::choices;

/// How long before its last day a consent is said to end soon.
const SOON: Days = Days::new(30);

/// What a completed paper says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// Whether consent is given on it.
    pub given: bool,
    /// Who may tell and be told.
    pub parties: Vec<Party>,
    /// The kinds of data that may be told, by field id.
    pub kinds: Vec<String>,
    /// The first day it holds.
    pub from: NaiveDate,
    /// The last.
    pub until: NaiveDate,
}

/// An activity (verksamhet) that a consent names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// What the paper calls it.
    pub name: String,
    /// Whether it may be told.
    pub receives: bool,
}

/// A row that someone has to sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signer {
    /// The field's id.
    pub row: String,
    /// Whether the row can be left open for a reason: a guardian's can, the pupil's is there by choice.
    pub may_be_excused: bool,
}

/// Something that happened to a consent, as far as its state hangs on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConsentStep {
    /// The paper was given to those who are to sign it.
    HandedOut,
    /// A row was signed, in whatever manner.
    Signed {
        /// The row.
        row: String,
    },
    /// A row needs no signature, for a reason.
    Excused {
        /// The row.
        row: String,
    },
    /// Somebody who was to sign said no.
    Declined {
        /// The row.
        row: String,
    },
    /// It was taken back, wholly or in part.
    Withdrawn {
        /// What is taken back.
        scope: Scope,
    },
    /// Its paper was made void.
    Cancelled,
}

/// How much of a consent is taken back; a part of the event that says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "scope", rename_all = "kebab-case")]
pub enum Scope {
    /// All of it.
    Whole,
    /// These parties are told nothing more, and nobody is told of these kinds.
    Part {
        /// Parties, as the paper calls them.
        parties: Vec<String>,
        /// Kinds of data, by field id.
        kinds: Vec<String>,
    },
}

choices! {
    /// Where a consent stands.
    ConsentState {
        /// It is being written.
        Draft = "utkast",
        /// It is completed and nobody has been given it.
        Ready = "fardig",
        /// Those who are to sign have it.
        HandedOut = "utlamnad",
        /// Some have signed.
        PartlySigned = "delvis-undertecknad",
        /// All have signed; its first day has not come.
        NotYet = "vantar",
        /// It holds.
        Valid = "giltig",
        /// It holds, and ends within thirty days.
        EndsSoon = "gar-snart-ut",
        /// Its last day has passed.
        Ended = "utgangen",
        /// It was taken back.
        Withdrawn = "aterkallad",
        /// Somebody said no.
        Declined = "avbojd",
        /// Its paper was made void.
        Cancelled = "makulerad",
    }
}

impl ConsentState {
    /// Whether anything may be told on the ground of it.
    pub fn holds(self) -> bool {
        matches!(self, Self::Valid | Self::EndsSoon)
    }

    /// Whether it neither holds nor can come to hold.
    pub fn is_over(self) -> bool {
        let ended = matches!(self, Self::Ended | Self::Withdrawn | Self::Declined);
        ended || matches!(self, Self::Draft | Self::Cancelled)
    }
}

choices! {
    /// Why something may not be told on the ground of a consent.
    NotCovered {
        /// It does not hold now.
        NotValid = "not-valid",
        /// The one who is to be told is not named, may not be told, or was taken off.
        Party = "party",
        /// Data of this kind may not be told.
        Kind = "kind",
    }
}

/// A step, and the day it was taken: what was signed today lets nothing be told the day before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happened {
    /// The day.
    pub on: NaiveDate,
    /// What happened.
    pub step: ConsentStep,
}

/// A consent with everything that has happened to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    /// What the paper says; nothing while it is being written.
    pub terms: Option<Terms>,
    /// Who has to sign.
    pub signers: Vec<Signer>,
    /// What has happened.
    pub steps: Vec<Happened>,
}

impl Consent {
    /// The consent as it was on a day: what happened later is not known yet.
    pub fn on(&self, day: NaiveDate) -> ConsentOnDay<'_> {
        let known = self.steps.iter().filter(|happened| happened.on <= day);
        ConsentOnDay {
            consent: self,
            day,
            steps: known.map(|happened| &happened.step).collect(),
        }
    }
}

/// A consent as it was on a day.
pub struct ConsentOnDay<'a> {
    consent: &'a Consent,
    day: NaiveDate,
    steps: Vec<&'a ConsentStep>,
}

impl<'a> ConsentOnDay<'a> {
    /// Where it stands. What ends it comes before what it lacks.
    pub fn state(&self) -> ConsentState {
        if self.has(|step| *step == ConsentStep::Cancelled) {
            return ConsentState::Cancelled;
        }
        let Some(terms) = &self.consent.terms else {
            return ConsentState::Draft;
        };
        if !terms.given || self.has(|step| matches!(step, ConsentStep::Declined { .. })) {
            ConsentState::Declined
        } else if self.is_withdrawn() {
            ConsentState::Withdrawn
        } else if terms.until < self.day {
            ConsentState::Ended
        } else if self.consent.signers.is_empty() || !self.missing().is_empty() {
            // A paper that nobody has to sign shows nobody's will.
            self.on_its_way()
        } else if self.day < terms.from {
            ConsentState::NotYet
        } else if terms
            .until
            .checked_sub_days(SOON)
            .is_some_and(|soon| self.day >= soon)
        {
            ConsentState::EndsSoon
        } else {
            ConsentState::Valid
        }
    }

    fn on_its_way(&self) -> ConsentState {
        if self.has(|step| matches!(step, ConsentStep::Signed { .. })) {
            ConsentState::PartlySigned
        } else if self.has(|step| *step == ConsentStep::HandedOut) {
            ConsentState::HandedOut
        } else {
            ConsentState::Ready
        }
    }

    fn has(&self, is_it: impl Fn(&ConsentStep) -> bool) -> bool {
        self.steps.iter().any(|step| is_it(step))
    }

    /// The rows that nobody has signed and that nobody is excused from. A paper that nobody has signed lacks all of
    /// its rows, whatever the reasons.
    pub fn missing(&self) -> Vec<&'a Signer> {
        let signers = &self.consent.signers;
        let nobody = !signers.iter().any(|signer| self.is_signed(&signer.row));
        let missing = |signer: &&Signer| nobody || !(self.is_signed(&signer.row) || self.is_excused(signer));
        signers.iter().filter(missing).collect()
    }

    /// Whether a row is signed.
    pub fn is_signed(&self, row: &str) -> bool {
        self.has(|step| matches!(step, ConsentStep::Signed { row: signed } if signed == row))
    }

    /// Whether a row may be left open.
    pub fn is_excused(&self, signer: &Signer) -> bool {
        signer.may_be_excused
            && self.has(|step| matches!(step, ConsentStep::Excused { row } if *row == signer.row))
    }

    /// Whether somebody said no on a row.
    pub fn is_declined(&self, row: &str) -> bool {
        self.has(|step| matches!(step, ConsentStep::Declined { row: declined } if declined == row))
    }

    /// Whether a party may be told of these kinds of data. A disclosure of no kind of data is covered by nothing.
    ///
    /// # Errors
    /// Why not.
    pub fn covers(&self, party: &str, kinds: &[String]) -> Result<(), NotCovered> {
        if !self.state().holds() {
            return Err(NotCovered::NotValid);
        }
        // Capitals and spaces make no other activity.
        let is_told = |other: &Party| other.receives && fold(&other.name) == fold(party);
        if !self.parties().any(is_told) {
            return Err(NotCovered::Party);
        }
        let agreed: Vec<&String> = self.kinds().collect();
        if kinds.is_empty() || !kinds.iter().all(|kind| agreed.contains(&kind)) {
            return Err(NotCovered::Kind);
        }
        Ok(())
    }

    /// The parties that are left.
    pub fn parties(&self) -> impl Iterator<Item = &'a Party> {
        let parties = self.consent.terms.iter().flat_map(|terms| &terms.parties);
        parties.filter(|party| !self.parts().any(|(parties, _)| parties.contains(&party.name)))
    }

    /// The kinds of data that are left.
    pub fn kinds(&self) -> impl Iterator<Item = &'a String> {
        let kinds = self.consent.terms.iter().flat_map(|terms| &terms.kinds);
        kinds.filter(|kind| !self.parts().any(|(_, kinds)| kinds.contains(kind)))
    }

    fn parts(&self) -> impl Iterator<Item = (&'a Vec<String>, &'a Vec<String>)> {
        self.steps.iter().filter_map(|step| match step {
            ConsentStep::Withdrawn {
                scope: Scope::Part { parties, kinds },
            } => Some((parties, kinds)),
            _ => None,
        })
    }

    /// Whether nothing is left of it.
    fn is_withdrawn(&self) -> bool {
        let whole = ConsentStep::Withdrawn { scope: Scope::Whole };
        let nobody = !self.parties().any(|party| party.receives);
        self.has(|step| *step == whole) || nobody || self.kinds().next().is_none()
    }
}

/// One consent on several papers, one for each guardian, as they were on a day: it lets be told what every one of them
/// does, and what ends one of them ends it.
pub struct ConsentOnPapers<'a>(Vec<ConsentOnDay<'a>>);

impl<'a> ConsentOnPapers<'a> {
    /// The papers of one consent.
    pub fn new(papers: Vec<ConsentOnDay<'a>>) -> Self {
        Self(papers)
    }

    /// Where the consent stands. What ends it comes before what it lacks.
    pub fn state(&self) -> ConsentState {
        let states: Vec<ConsentState> = self.0.iter().map(ConsentOnDay::state).collect();
        let least = states.iter().min().copied().unwrap_or(ConsentState::Draft);
        let ended = [
            ConsentState::Cancelled,
            ConsentState::Declined,
            ConsentState::Withdrawn,
            ConsentState::Ended,
        ];
        let ended = ended.into_iter().find(|ended| states.contains(ended));
        let signed = |state: &ConsentState| *state >= ConsentState::PartlySigned;
        match ended {
            Some(ended) => ended,
            None if least < ConsentState::PartlySigned && states.iter().any(signed) => {
                ConsentState::PartlySigned
            }
            // Of those that hold, the one that ends first is the one to mind.
            None if least == ConsentState::Valid => states.into_iter().max().unwrap_or(least),
            None => least,
        }
    }

    /// Whether a party may be told of these kinds of data.
    ///
    /// # Errors
    /// Why not, by the first paper that does not let it be told.
    pub fn covers(&self, party: &str, kinds: &[String]) -> Result<(), NotCovered> {
        if self.0.is_empty() {
            return Err(NotCovered::NotValid);
        }
        self.0.iter().try_for_each(|paper| paper.covers(party, kinds))
    }
}

#[cfg(test)]
mod tests;
