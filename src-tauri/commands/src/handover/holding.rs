//! Who answers for a case that was offered to a colleague. It is never kept, but read from what became of the packages.

use cases::CaseId;
use exchange::handover::Kind;
use vault::{Direction, Handover, Read};

use super::contacts::card_of;
use crate::error::{Code, CommandError};

/// Who answers for a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holding {
    /// The vault's owner.
    Own,
    /// The owner still does, and a colleague has been offered it.
    Offered,
    /// A colleague who has said yes.
    Elsewhere,
}

/// The file with the offer was written.
pub(super) const SAVED: &str = "saved";
/// The owner took it back before there was an answer.
pub(super) const TAKEN_BACK: &str = "taken-back";
/// The recipient said yes.
pub(super) const ACCEPTED: &str = "accepted";
/// The recipient said no.
pub(super) const REJECTED: &str = "rejected";
/// What was asked is done.
pub(super) const DONE: &str = "done";
/// It was taken in here.
pub(super) const TAKEN: &str = "taken";
/// The sender was told what became of it.
pub(super) const ANSWERED: &str = "answered";

impl Holding {
    /// What follows from all the transfers of a case, in any order.
    fn after(transfers: &[Handover]) -> Self {
        let moves = transfers
            .iter()
            .filter(|one| one.kind == Kind::CaseTransfer.as_str())
            .flat_map(|one| {
                one.steps
                    .iter()
                    .map(|step| (step.at, one.direction, step.step.as_str()))
            });
        let mut moves: Vec<_> = moves.collect();
        moves.sort_by_key(|(at, ..)| *at);
        moves
            .into_iter()
            .fold(Self::Own, |before, (_, way, step)| match (way, step) {
                (Direction::Sent, SAVED) => Self::Offered,
                (Direction::Sent, TAKEN_BACK | REJECTED) => Self::Own,
                (Direction::Sent, ACCEPTED) => Self::Elsewhere,
                (Direction::Received, TAKEN) => Self::Own,
                _ => before,
            })
    }
}

/// That the vault's owner answers for a case, and nobody has been offered it: else nothing is written in it.
///
/// # Errors
/// Who has it, or has been offered it.
pub(crate) fn must_be_held(read: &Read<'_>, case: CaseId) -> Result<(), CommandError> {
    let transfers = read.handovers().about_case(case)?;
    let code = match Holding::after(&transfers) {
        Holding::Own => return Ok(()),
        Holding::Offered => Code::CaseOffered,
        Holding::Elsewhere => Code::CaseElsewhere,
    };
    let sent = |one: &&Handover| one.direction == Direction::Sent && one.kind == Kind::CaseTransfer.as_str();
    let last = transfers.iter().find(sent).map(|one| one.contact);
    let contact = last
        .map(|contact| read.contacts().get(contact))
        .transpose()?
        .flatten();
    let name = contact.map(|contact| card_of(&contact)).transpose()?;
    Err(CommandError::new(code).with(
        "name",
        name.map(|card| card.name().to_string()).unwrap_or_default(),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;
    use forms::Hash;
    use serde_json::json;
    use vault::{HandoverStep, Subject};

    fn transfer(direction: Direction, steps: &[(&str, i64)]) -> Handover {
        Handover {
            id: uuid::Uuid::nil(),
            direction,
            contact: Hash::of(b"somebody"),
            kind: Kind::CaseTransfer.as_str().to_owned(),
            sequence: 1,
            subject: Subject::default(),
            body: json!({}),
            at: DateTime::UNIX_EPOCH,
            steps: steps
                .iter()
                .map(|(step, second)| HandoverStep {
                    step: (*step).to_owned(),
                    body: json!({}),
                    at: DateTime::from_timestamp(*second, 0).unwrap(),
                })
                .collect(),
        }
    }

    #[test]
    fn check() {
        use Direction::{Received, Sent};
        let sent = |steps: &[(&str, i64)]| transfer(Sent, steps);
        let copy = Handover {
            kind: Kind::Copy.as_str().to_owned(),
            ..sent(&[(SAVED, 9), (ACCEPTED, 10)])
        };
        for (transfers, holding) in [
            (vec![], Holding::Own),
            (vec![copy], Holding::Own),
            (vec![sent(&[])], Holding::Own),
            (vec![sent(&[(SAVED, 1)])], Holding::Offered),
            (vec![sent(&[(SAVED, 1), (TAKEN_BACK, 2)])], Holding::Own),
            (vec![sent(&[(SAVED, 1), (REJECTED, 2)])], Holding::Own),
            (vec![sent(&[(SAVED, 1), (ACCEPTED, 2)])], Holding::Elsewhere),
            (
                vec![sent(&[(SAVED, 3)]), sent(&[(SAVED, 1), (REJECTED, 2)])],
                Holding::Offered,
            ),
            (
                vec![
                    transfer(Received, &[(TAKEN, 3), (ANSWERED, 4)]),
                    sent(&[(SAVED, 1), (ACCEPTED, 2)]),
                ],
                Holding::Own,
            ),
            (
                vec![
                    transfer(Received, &[(REJECTED, 3)]),
                    sent(&[(SAVED, 1), (ACCEPTED, 2)]),
                ],
                Holding::Elsewhere,
            ),
        ] {
            assert_eq!(Holding::after(&transfers), holding, "{transfers:?}");
        }
    }
}
