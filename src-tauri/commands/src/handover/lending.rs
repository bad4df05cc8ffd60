//! What a colleague lent: read here for a time, by the one who took it in, and then gone. It does not become the owner's:
//! nothing is written in it, and no copy of it leaves the vault.

use std::collections::BTreeSet;
use std::sync::Mutex;

use cases::{CaseId, DocumentId};
use chrono::NaiveDate;
use exchange::handover::Kind;
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use uuid::Uuid;
use vault::{Act, Direction, Handover, Read, StoreError, Subject, Write};

use super::answering;
use super::contacts::card_of;
use super::log::{self, DONE, RETURNED, TAKEN, has, said};
use crate::desk::{Desk, Office, at};
use crate::disposal::remove_pupil_if_empty;
use crate::error::{Code, CommandError};
use crate::people::not_found;
use crate::trail::{self, About, Kept};
use crate::wire::handover::HandoverView;

/// What the audit trail calls it.
const COMMAND: &str = "give_back";
/// Under which name what is here for the sake of a loan alone is kept of the package that lent it.
const LENDS: &str = "lends";

/// What is here for the sake of a loan alone, and goes with it where nothing else was added.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Lends {
    pub case: bool,
    pub pupil: bool,
}

impl Lends {
    /// What is kept of a package that is taken in.
    pub fn to_body(self) -> Json {
        match self == Self::default() {
            true => json!({}),
            false => json!({ LENDS: self }),
        }
    }

    /// What a package brought; nothing once it was given back.
    pub fn of(one: &Handover) -> Self {
        match one.direction == Direction::Received && !has(one, RETURNED) {
            true => Self::brought(one),
            false => Self::default(),
        }
    }

    /// What a package that was taken in brought, whatever became of it.
    fn brought(one: &Handover) -> Self {
        let taken = one.steps.iter().find(|step| step.step == TAKEN);
        let kept = taken.and_then(|step| step.body.get(LENDS));
        let kept = kept.and_then(|kept| Self::deserialize(kept).ok());
        kept.unwrap_or_default()
    }

    /// What a case is here for the sake of, when one more package lends it.
    pub fn of_case(read: &Read<'_>, case: CaseId) -> Result<Self, CommandError> {
        let all = read.handovers().about_case(case)?;
        let lent = all.iter().map(Self::of).find(|lends| lends.case);
        Ok(lent.unwrap_or_default())
    }
}

/// The last day on which a package lends a case.
pub(super) fn until(one: &Handover) -> Option<NaiveDate> {
    match one.kind == Kind::CaseShare.as_str() {
        true => said(one, "until").parse().ok(),
        false => None,
    }
}

/// Whether what a package lent can be given back.
pub(super) fn can_be_given_back(one: &Handover) -> bool {
    let taken = one.direction == Direction::Received && has(one, TAKEN);
    taken && one.kind == Kind::CaseShare.as_str() && !has(one, RETURNED)
}

/// How a package that lent a case stands with the one who sent it, once it was taken in.
pub(super) fn standing(one: &Handover, today: NaiveDate) -> &'static str {
    match until(one) {
        _ if has(one, DONE) => "handover-returned",
        Some(until) if until < today => "handover-loan-over",
        _ => "handover-lent",
    }
}

/// That a document is the owner's.
///
/// # Errors
/// [`Code::CaseLent`].
pub(crate) fn must_be_own(read: &Read<'_>, document: DocumentId) -> Result<(), CommandError> {
    let Some(loan) = read.loans().get(document)? else {
        return Ok(());
    };
    let package = read.handovers().get(loan.package, Direction::Received)?;
    let contact = package.map(|one| read.contacts().get(one.contact)).transpose()?;
    let card = contact.flatten().map(|contact| card_of(&contact)).transpose()?;
    Err(CommandError::new(Code::CaseLent)
        .with(
            "name",
            card.map(|card| card.name().to_string()).unwrap_or_default(),
        )
        .with("until", loan.until))
}

/// Refuses a command that would write in lent documents, sign them or let them out of the vault.
///
/// # Errors
/// [`Code::CaseLent`]. A locked vault says so itself.
pub(crate) fn must_all_be_own(desk: &Mutex<Desk>, kept: Kept, about: &About) -> Result<(), CommandError> {
    if matches!(kept, Kept::Before(Act::Read) | Kept::Nothing) || about.documents().is_empty() {
        return Ok(());
    }
    let desk = at(desk);
    if !desk.is_open() {
        return Ok(());
    }
    let own = |read: &Read<'_>| {
        about
            .documents()
            .iter()
            .try_for_each(|document| must_be_own(read, *document))
    };
    desk.office()?.vault.read(own)
}

/// Gives back what a package lent before its time is out, and tells the one who lent it through the folder if one is set.
pub fn give_back(desk: &Mutex<Desk>, package: String) -> Result<Vec<HandoverView>, CommandError> {
    let package: Uuid = package.parse().map_err(|_| not_found())?;
    {
        let desk = at(desk);
        let office = desk.office()?;
        let lent = office
            .vault
            .read(|read| read.handovers().get(package, Direction::Received))?;
        if !lent.as_ref().is_some_and(can_be_given_back) {
            return Err(CommandError::new(Code::NotToBeTakenBack));
        }
        end(&office, package)?;
    }
    // What was taken in is not spoken of as if it were here.
    let name = package.to_string();
    at(desk).post()?.1.taken.retain(|one| one.package != name);
    // What is gone is gone; the answer can be saved by hand where the folder takes nothing.
    answering::post(desk, package).ok();
    log::handovers(&at(desk).office()?)
}

/// Ends every loan whose time is out.
pub(crate) fn end_over(office: &Office<'_>) -> Result<(), CommandError> {
    let today = office.outside.today();
    let over = office.vault.read(|read| over(read, today))?;
    over.into_iter().try_for_each(|package| end(office, package))
}

/// Removes what [`end_over`] would, and no more: what a vault would hold after it is looked at, and taken back again.
pub(crate) fn let_go_over(write: &Write<'_>, today: NaiveDate) -> Result<(), CommandError> {
    for package in over(write, today)? {
        let one = write.handovers().get(package, Direction::Received)?;
        let_go(write, &one.ok_or_else(not_found)?)?;
    }
    Ok(())
}

/// The packages that lent something whose time is out, or that was given back.
fn over(read: &Read<'_>, today: NaiveDate) -> Result<BTreeSet<Uuid>, CommandError> {
    let received = read.handovers().all()?.into_iter();
    let received = received.filter(|one| one.direction == Direction::Received);
    let is_over = |one: &Handover| until(one).is_some_and(|until| until < today);
    let mut over = BTreeSet::new();
    let mut returned = BTreeSet::new();
    for one in received {
        if has(&one, RETURNED) {
            returned.insert(one.id);
        } else if can_be_given_back(&one) && is_over(&one) {
            over.insert(one.id);
        }
    }
    // A backup brings documents back that were given back since.
    let left = read.loans().all()?.into_iter();
    over.extend(left.map(|loan| loan.package).filter(|one| returned.contains(one)));
    Ok(over)
}

/// Removes what a package lent, and the case and the pupil with it where nothing is left of them.
fn end(office: &Office<'_>, package: Uuid) -> Result<(), CommandError> {
    office.vault.write(|write| {
        let one = write.handovers().get(package, Direction::Received)?;
        let one = one.ok_or_else(not_found)?;
        let subject = Subject {
            document: None,
            ..one.subject
        };
        trail::keep(office, write, Act::Dispose, COMMAND, (subject, None))?;
        let_go(write, &one)?;
        if !has(&one, RETURNED) {
            let step = log::step(office, RETURNED, json!({}));
            write
                .handovers_mut()
                .add_step(package, Direction::Received, &step)?;
        }
        Ok::<_, CommandError>(())
    })?;
    Ok(office.vault.forget_gone()?)
}

/// The documents that a package lent, and the case and the pupil with them where nothing is left of them.
fn let_go(write: &Write<'_>, one: &Handover) -> Result<(), CommandError> {
    remove_documents(write, one.id)?;
    // A backup brings back what was given back, and with it what was here for its sake alone.
    let lends = Lends::brought(one);
    match one.subject.case.filter(|_| lends.case) {
        Some(case) => remove_case(write, case, lends.pupil),
        None => Ok(()),
    }
}

/// Those that continue another go before it.
fn remove_documents(write: &Write<'_>, package: Uuid) -> Result<(), CommandError> {
    let mut left = write.loans().of(package)?;
    while !left.is_empty() {
        let before = left.len();
        let mut refused = Vec::new();
        for loan in left {
            match write.loans_mut().give_back(loan.document) {
                Err(error) if error == StoreError::Continued.into() => refused.push(loan),
                done => done?,
            }
        }
        // What the owner's own document continues stays with it, as a copy does.
        if refused.len() == before {
            for loan in &refused {
                write.loans_mut().keep(loan.document)?;
            }
            return Ok(());
        }
        left = refused;
    }
    Ok(())
}

fn remove_case(write: &Write<'_>, case: CaseId, with_pupil: bool) -> Result<(), CommandError> {
    let known = write.cases().get(case)?;
    let Some(known) = known.filter(|_| write.disposals().is_case_empty(case) == Ok(true)) else {
        return Ok(());
    };
    write.disposals_mut().remove_case(case)?;
    if with_pupil {
        remove_pupil_if_empty(write, known.pupil())?;
    }
    Ok(())
}
