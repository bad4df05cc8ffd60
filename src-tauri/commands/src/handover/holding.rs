//! Who answers for a case that was handed over. It is never kept, but read from what became of the packages: the last
//! transfer alone counts, so that a late answer to an earlier one moves nothing.

use cases::CaseId;
use chrono::NaiveDate;
use exchange::handover::Kind;
use uuid::Uuid;
use vault::{Direction, Handover, HandoverStep, Read};

use super::contacts::card_of;
use super::lending::{self, Lends};
use super::log::{self, ACCEPTED, REJECTED, TAKEN, TAKEN_BACK, UNSENT, has};
use super::outbox;
use crate::desk::Office;
use crate::error::{Code, CommandError};
use crate::people::not_found;
use crate::wire::handover::HandoverView;
use crate::wire::people::HoldingView;

/// Who answers for a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holding {
    /// The vault's owner.
    Own,
    /// The owner still does, and a colleague has been offered it.
    Offered,
    /// A colleague who has said yes.
    Elsewhere,
    /// A colleague who lent it.
    Lent,
}

impl Holding {
    /// What follows from the last transfer.
    fn after(last: &Handover, today: NaiveDate) -> Self {
        let ends = log::expires(last);
        match last.direction {
            Direction::Received if Lends::of(last).case => Self::Lent,
            Direction::Received => Self::Own,
            Direction::Sent if has(last, ACCEPTED) => Self::Elsewhere,
            Direction::Sent if has(last, REJECTED) || has(last, TAKEN_BACK) => Self::Own,
            Direction::Sent if ends.is_some_and(|day| day < today) => Self::Own,
            Direction::Sent => Self::Offered,
        }
    }
}

/// Whether the last transfer makes a case its contact's: it was offered and not refused, or is lent from there.
pub(super) fn may_be_elsewhere(last: &Handover) -> bool {
    match last.direction {
        Direction::Received => Lends::of(last).case,
        Direction::Sent => !has(last, REJECTED) && !has(last, TAKEN_BACK),
    }
}

/// The transfer that counts, or the loan: the last one that left this vault or may have, or that it took in.
pub(super) fn last(read: &Read<'_>, case: CaseId) -> Result<Option<Handover>, CommandError> {
    let is_transfer = |one: &Handover| one.kind == Kind::CaseTransfer.as_str();
    let counts = |one: &Handover| match one.direction {
        Direction::Sent => is_transfer(one) && !has(one, UNSENT),
        Direction::Received => (is_transfer(one) || Lends::of(one).case) && has(one, TAKEN),
    };
    Ok(read.handovers().about_case(case)?.into_iter().find(counts))
}

/// Who answers for a case, where it is not simply the vault's owner.
pub(crate) fn view(
    office: &Office<'_>,
    read: &Read<'_>,
    case: CaseId,
) -> Result<Option<HoldingView>, CommandError> {
    let Some(last) = last(read, case)? else {
        return Ok(None);
    };
    let code = match Holding::after(&last, office.outside.today()) {
        Holding::Own => return Ok(None),
        Holding::Offered if read.outbox().all()?.contains(&last.id) => Code::CaseOfferWaits,
        Holding::Offered => Code::CaseOffered,
        Holding::Elsewhere => Code::CaseElsewhere,
        Holding::Lent => Code::CaseLent,
    };
    let contact = read.contacts().get(last.contact)?.ok_or_else(not_found)?;
    Ok(Some(HoldingView {
        standing: code.as_str().to_owned(),
        name: card_of(&contact)?.name().to_string(),
        until: lending::until(&last)
            .map(|day| day.to_string())
            .unwrap_or_default(),
        package: (code == Code::CaseLent).then(|| last.id.to_string()),
    }))
}

/// That the vault's owner answers for a case, and nobody has been offered it: else nothing new is begun in it.
///
/// # Errors
/// Who has it, or has been offered it.
pub(crate) fn must_be_held(office: &Office<'_>, read: &Read<'_>, case: CaseId) -> Result<(), CommandError> {
    match view(office, read, case)? {
        None => Ok(()),
        Some(held) => {
            let code = [
                Code::CaseOffered,
                Code::CaseOfferWaits,
                Code::CaseElsewhere,
                Code::CaseLent,
            ];
            let code = code.into_iter().find(|code| code.as_str() == held.standing);
            Err(CommandError::new(code.unwrap_or(Code::CaseElsewhere))
                .with("name", held.name)
                .with("until", held.until))
        }
    }
}

/// That a case is not a colleague's who lent it: nothing of it is told to others.
///
/// # Errors
/// [`Code::CaseLent`].
pub(super) fn must_not_be_lent(
    office: &Office<'_>,
    read: &Read<'_>,
    case: CaseId,
) -> Result<(), CommandError> {
    match must_be_held(office, read, case) {
        Err(error) if error.code == Code::CaseLent.as_str() => Err(error),
        _ => Ok(()),
    }
}

/// Whether an offer can be taken back: it may have left, and nobody has said anything to it.
pub(super) fn can_be_taken_back(one: &Handover) -> bool {
    let ended = [ACCEPTED, REJECTED, TAKEN_BACK].iter().any(|step| has(one, step));
    one.kind == Kind::CaseTransfer.as_str() && one.direction == Direction::Sent && !has(one, UNSENT) && !ended
}

/// Takes back a case that was offered, before there is an answer; an offer that waits for the folder is not sent.
pub fn take_back(office: &Office<'_>, package: String) -> Result<Vec<HandoverView>, CommandError> {
    let package: Uuid = package.parse().map_err(|_| not_found())?;
    office.vault.write(|write| {
        let sent = write
            .handovers()
            .get(package, Direction::Sent)?
            .ok_or_else(not_found)?;
        if !can_be_taken_back(&sent) {
            return Err(CommandError::new(Code::NotToBeTakenBack));
        }
        if write.outbox().all()?.contains(&package) {
            return outbox::give_up(office, write, package, None);
        }
        let step: HandoverStep = log::step(office, TAKEN_BACK, serde_json::json!({}));
        Ok(write.handovers_mut().add_step(package, Direction::Sent, &step)?)
    })?;
    log::handovers(office)
}

#[cfg(test)]
mod tests {
    use super::super::log::{RETURNED, SAVED};
    use super::*;
    use chrono::DateTime;
    use forms::Hash;
    use serde_json::json;
    use vault::Subject;

    /// Taken in, with a case that is here for the sake of the loan.
    const LENT: &str = "taken+";

    #[test]
    fn check() {
        use Direction::{Received, Sent};
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        for (way, steps, holding) in [
            (Sent, &[][..], Holding::Offered),
            (Sent, &[SAVED], Holding::Offered),
            (Sent, &[SAVED, TAKEN_BACK], Holding::Own),
            (Sent, &[SAVED, REJECTED], Holding::Own),
            (Sent, &[SAVED, ACCEPTED], Holding::Elsewhere),
            (Sent, &[SAVED, TAKEN_BACK, ACCEPTED], Holding::Elsewhere),
            (Received, &[TAKEN], Holding::Own),
            (Received, &[LENT], Holding::Lent),
            (Received, &[LENT, RETURNED], Holding::Own),
        ] {
            let step = |step: &&str| HandoverStep {
                step: step.trim_end_matches('+').to_owned(),
                body: match *step {
                    LENT => {
                        let lends = Lends {
                            case: true,
                            pupil: true,
                        };
                        lends.to_body()
                    }
                    _ => json!({}),
                },
                at: DateTime::UNIX_EPOCH,
            };
            let one = Handover {
                id: Uuid::nil(),
                direction: way,
                contact: Hash::of(b"somebody"),
                kind: Kind::CaseTransfer.as_str().to_owned(),
                sequence: 1,
                subject: Subject::default(),
                body: json!({"expires": "2026-12-01"}),
                at: DateTime::UNIX_EPOCH,
                steps: steps.iter().map(step).collect(),
            };
            assert_eq!(Holding::after(&one, day("2026-12-01")), holding, "{steps:?}");
            let late = match holding {
                Holding::Offered => Holding::Own,
                held => held,
            };
            assert_eq!(Holding::after(&one, day("2026-12-02")), late, "{steps:?}");
        }
    }
}
