//! What was exchanged and what became of it, as it is kept and as the window shows it.

use cases::{CaseId, Ground};
use chrono::NaiveDate;
use exchange::handover::{Content, Kind};
use serde_json::{Value as Json, json};
use uuid::Uuid;
use vault::{Direction, Handover, HandoverStep, Read};

use super::contacts::card_of;
use super::holding::can_be_taken_back;
use super::lending;
use crate::desk::Office;
use crate::error::CommandError;
use crate::people::not_found;
use crate::wire::handover::{Asks, HandoverStepView, HandoverView};

/// The file was written.
pub(super) const SAVED: &str = "saved";
/// It did not leave: its file could not be written, or it waited and was given up.
pub(super) const UNSENT: &str = "unsent";
/// The recipient said yes.
pub(super) const ACCEPTED: &str = "accepted";
/// The recipient said no, or the user did.
pub(super) const REJECTED: &str = "rejected";
/// What was asked is done.
pub(crate) const DONE: &str = "done";
/// The sender took the offer back before there was an answer.
pub(super) const TAKEN_BACK: &str = "taken-back";
/// What was lent here was given back.
pub(super) const RETURNED: &str = "returned";
/// It was taken in here.
pub(crate) const TAKEN: &str = "taken";
/// The sender was told what became of it.
pub(super) const ANSWERED: &str = "answered";

/// Under which name it is kept to which of the user's keys a package was sent.
pub(super) const TO: &str = "to";
/// Under which name it is kept what was said of something.
pub(super) const NOTE: &str = "note";
/// Under which name it is kept for which reason, by the error's code, a package did not leave.
pub(super) const WHY: &str = "why";

/// Something that became of a package now.
pub(super) fn step(office: &Office<'_>, step: &str, body: Json) -> HandoverStep {
    HandoverStep {
        step: step.to_owned(),
        body,
        at: office.outside.now(),
    }
}

/// What is kept of a package beside its subject.
pub(super) fn body(
    content: &Content,
    (purpose, ground, reason): (&str, Ground, &str),
    expires: NaiveDate,
    answers: Option<Uuid>,
) -> Json {
    let order = content.order();
    let until = order.and_then(|order| order.until).or(content.lent_until());
    json!({
        "purpose": purpose, "ground": ground, "reason": reason, "expires": expires, "answers": answers,
        "label": order.map(|order| &order.label), "what": order.map(|order| &order.what), "until": until,
    })
}

/// A text that is kept of a package.
pub(super) fn said(one: &Handover, name: &str) -> String {
    let text = one.body.get(name).and_then(Json::as_str);
    text.unwrap_or_default().to_owned()
}

/// The last day on which a package can be taken in.
pub(super) fn expires(one: &Handover) -> Option<NaiveDate> {
    said(one, "expires").parse().ok()
}

/// What a package is for, in its sender's words.
pub(crate) fn purpose(one: &Handover) -> String {
    said(one, "purpose")
}

/// Whether this has become of a package.
pub(crate) fn has(one: &Handover, step: &str) -> bool {
    one.steps.iter().any(|other| other.step == step)
}

/// Whether a package asks for something that is not done.
pub(super) fn waits_for_an_answer(one: &Handover) -> bool {
    let asks = [Kind::Order.as_str(), Kind::SectionRequest.as_str()].contains(&one.kind.as_str());
    one.direction == Direction::Received && asks && has(one, TAKEN) && !has(one, DONE)
}

/// What colleagues wait for until a day: the package that asked, the case and the day.
pub(crate) fn due(read: &Read<'_>) -> Result<Vec<(Uuid, CaseId, NaiveDate)>, CommandError> {
    let all = read.handovers().all()?;
    let waiting = all.iter().filter(|one| waits_for_an_answer(one));
    let due = waiting.filter_map(|one| Some((one.id, one.subject.case?, said(one, "until").parse().ok()?)));
    Ok(due.collect())
}

/// Everything that was exchanged, what waits for the user first.
pub fn handovers(office: &Office<'_>) -> Result<Vec<HandoverView>, CommandError> {
    office.vault.read(|read| {
        let (all, waiting) = (read.handovers().all()?, read.outbox().all()?);
        let views = all.iter().map(|one| view(office, read, one, &waiting));
        let mut views = views.collect::<Result<Vec<_>, CommandError>>()?;
        views.sort_by_key(|one| !one.waits);
        Ok(views)
    })
}

/// What was exchanged about a case, the last first.
pub fn handovers_of_case(office: &Office<'_>, case: CaseId) -> Result<Vec<HandoverView>, CommandError> {
    office.vault.read(|read| {
        let (all, waiting) = (read.handovers().about_case(case)?, read.outbox().all()?);
        let views = all.iter().map(|one| view(office, read, one, &waiting));
        views.collect()
    })
}

fn view(
    office: &Office<'_>,
    read: &Read<'_>,
    one: &Handover,
    waiting: &[Uuid],
) -> Result<HandoverView, CommandError> {
    let contact = read.contacts().get(one.contact)?.ok_or_else(not_found)?;
    let case = one
        .subject
        .case
        .map(|case| read.cases().get(case))
        .transpose()?
        .flatten();
    let pupil = case
        .as_ref()
        .map(|case| read.pupils().get(case.pupil()))
        .transpose()?
        .flatten();
    let title = pupil.zip(case.as_ref());
    let day = |at| office.outside.local(at).date_naive().to_string();
    let document = one.subject.document;
    let document = document.map(|id| read.documents().get(id)).transpose()?.flatten();
    let in_outbox = one.direction == Direction::Sent && waiting.contains(&one.id);
    Ok(HandoverView {
        package: one.id.to_string(),
        direction: one.direction.as_str().to_owned(),
        kind: one.kind.clone(),
        contact: card_of(&contact)?.name().to_string(),
        title: title
            .map(|(pupil, case)| format!("{}, {}", pupil.display_name(), case.title()))
            .unwrap_or_default(),
        case: case.map(|case| case.id().to_string()),
        purpose: purpose(one),
        ground: said(one, "ground"),
        asks: asks(one),
        document: document.map(|cover| cover.id.to_string()),
        at: day(one.at),
        standing: match in_outbox {
            true => "handover-in-outbox".to_owned(),
            false => standing(office, one).to_owned(),
        },
        waits: waits_for_an_answer(one),
        can_be_answered: can_be_answered(one),
        can_be_taken_back: can_be_taken_back(one) && !in_outbox,
        answered: is_answered(one),
        until: lending::until(one).map(|day| day.to_string()).unwrap_or_default(),
        can_be_given_back: lending::can_be_given_back(one),
        in_outbox,
        steps: one
            .steps
            .iter()
            .map(|step| step_view(step, day(step.at)))
            .collect(),
    })
}

fn step_view(step: &HandoverStep, at: String) -> HandoverStepView {
    let text = |name: &str| step.body.get(name).and_then(Json::as_str).map(str::to_owned);
    HandoverStepView {
        step: step.step.clone(),
        at,
        note: text(NOTE).unwrap_or_default(),
        why: text(WHY),
    }
}

fn asks(one: &Handover) -> Option<Asks> {
    let [label, what, until] = ["label", "what", "until"].map(|name| said(one, name));
    let some = |text: String| (!text.is_empty()).then_some(text);
    [Kind::Order.as_str(), Kind::SectionRequest.as_str()]
        .contains(&one.kind.as_str())
        .then(|| Asks {
            form: some(label),
            what,
            until: some(until),
        })
}

/// Whether its sender can be told what became of it.
fn can_be_answered(one: &Handover) -> bool {
    let ended = has(one, TAKEN) || has(one, REJECTED);
    one.direction == Direction::Received && one.kind != Kind::Answer.as_str() && ended
}

/// Whether its sender was told the last thing that became of it.
fn is_answered(one: &Handover) -> bool {
    let counts = [TAKEN, REJECTED, RETURNED, ANSWERED];
    // What was done by a document was told by it.
    let told = |step: &&HandoverStep| step.step == DONE && step.body.get(NOTE).is_some();
    let mut steps = one.steps.iter().rev();
    steps
        .find(|step| counts.contains(&step.step.as_str()) || told(step))
        .is_some_and(|step| step.step == ANSWERED)
}

/// How it stands, as the text key `handover-…`.
fn standing(office: &Office<'_>, one: &Handover) -> &'static str {
    let today = office.outside.today();
    let over = expires(one).is_some_and(|day| day < today);
    let is_loan = one.kind == Kind::CaseShare.as_str();
    match one.direction {
        Direction::Sent if is_loan && has(one, ACCEPTED) => lending::standing(one, today),
        Direction::Received if has(one, RETURNED) => "handover-given-back",
        Direction::Received if is_loan && is_answered(one) && has(one, TAKEN) => "handover-borrowed",
        Direction::Sent if has(one, DONE) => "handover-done",
        Direction::Sent if has(one, ACCEPTED) => "handover-accepted",
        Direction::Sent if has(one, REJECTED) => "handover-rejected",
        Direction::Sent if has(one, TAKEN_BACK) => "handover-taken-back",
        Direction::Sent if has(one, UNSENT) => "handover-unsent",
        Direction::Sent if !has(one, SAVED) => "handover-unsaved",
        Direction::Sent if one.kind == Kind::Answer.as_str() => "handover-answer",
        Direction::Sent if over => "handover-expired",
        Direction::Sent => "handover-sent",
        Direction::Received if has(one, REJECTED) => "handover-refused",
        Direction::Received if waits_for_an_answer(one) => "handover-waits",
        Direction::Received if has(one, DONE) => "handover-done",
        Direction::Received if is_answered(one) || one.kind == Kind::Answer.as_str() => "handover-taken",
        Direction::Received => "handover-unanswered",
    }
}
