//! What was exchanged and what became of it, as it is kept and as the window shows it.

use cases::{CaseId, Ground};
use chrono::NaiveDate;
use exchange::handover::{Content, Kind};
use serde_json::{Value as Json, json};
use uuid::Uuid;
use vault::{Direction, Handover, HandoverStep, Read};

use super::contacts::card_of;
use super::holding::{ACCEPTED, ANSWERED, DONE, REJECTED, SAVED, TAKEN, TAKEN_BACK};
use crate::desk::Office;
use crate::error::CommandError;
use crate::filling;
use crate::people::not_found;
use crate::wire::handover::{Asks, HandoverStepView, HandoverView};

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
    let (form, what, until) = match content {
        Content::Order { order, .. } => (order.form.as_deref(), order.what.as_str(), order.until),
        Content::SectionRequest { section, until, .. } => (Some(section.as_str()), "", *until),
        _ => (None, "", None),
    };
    json!({
        "purpose": purpose, "ground": ground, "reason": reason, "expires": expires, "answers": answers,
        "form": form, "what": what, "until": until,
    })
}

/// A text that is kept of a package.
pub(super) fn said(one: &Handover, name: &str) -> String {
    let text = one.body.get(name).and_then(Json::as_str);
    text.unwrap_or_default().to_owned()
}

fn has(one: &Handover, step: &str) -> bool {
    one.steps.iter().any(|other| other.step == step)
}

/// Whether a package asks for something that is not done.
pub(super) fn waits_for_an_answer(one: &Handover) -> bool {
    let asks = [Kind::Order.as_str(), Kind::SectionRequest.as_str()].contains(&one.kind.as_str());
    one.direction == Direction::Received && asks && has(one, TAKEN) && !has(one, DONE)
}

/// Everything that was exchanged, what waits for the user first.
pub fn handovers(office: &Office<'_>) -> Result<Vec<HandoverView>, CommandError> {
    office.vault.read(|read| {
        let all = read.handovers().all()?;
        let views = all.iter().map(|one| view(office, read, one));
        let mut views = views.collect::<Result<Vec<_>, CommandError>>()?;
        views.sort_by_key(|one| !one.waits);
        Ok(views)
    })
}

/// What was exchanged about a case, the last first.
pub fn handovers_of_case(office: &Office<'_>, case: CaseId) -> Result<Vec<HandoverView>, CommandError> {
    office.vault.read(|read| {
        let all = read.handovers().about_case(case)?;
        all.iter().map(|one| view(office, read, one)).collect()
    })
}

fn view(office: &Office<'_>, read: &Read<'_>, one: &Handover) -> Result<HandoverView, CommandError> {
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
    Ok(HandoverView {
        package: one.id.to_string(),
        direction: one.direction.as_str().to_owned(),
        kind: one.kind.clone(),
        contact: card_of(&contact)?.name().to_string(),
        title: title
            .map(|(pupil, case)| format!("{}, {}", pupil.display_name(), case.title()))
            .unwrap_or_default(),
        case: case.map(|case| case.id().to_string()),
        purpose: said(one, "purpose"),
        ground: said(one, "ground"),
        asks: asks(office, read, one, document.as_ref())?,
        document: document.map(|cover| cover.id.to_string()),
        at: day(one.at),
        standing: standing(office, one).to_owned(),
        waits: waits_for_an_answer(one),
        can_be_taken_back: can_be_taken_back(one),
        steps: one
            .steps
            .iter()
            .map(|step| HandoverStepView {
                step: step.step.clone(),
                at: day(step.at),
                note: step
                    .body
                    .get("note")
                    .and_then(Json::as_str)
                    .unwrap_or_default()
                    .to_owned(),
            })
            .collect(),
    })
}

fn asks(
    office: &Office<'_>,
    read: &Read<'_>,
    one: &Handover,
    document: Option<&cases::Document>,
) -> Result<Option<Asks>, CommandError> {
    let (form, what) = (said(one, "form"), said(one, "what"));
    let label = match (Kind::named(&one.kind), document) {
        (Some(Kind::SectionRequest), Some(cover)) => {
            let definition = filling::definition(office, read, cover)?;
            section_name(&definition, &form)
        }
        (Some(Kind::Order), _) => form_name(office, &form),
        (Some(Kind::SectionRequest), None) => None,
        _ => return Ok(None),
    };
    let until = said(one, "until");
    Ok(Some(Asks {
        form: label,
        what,
        until: (!until.is_empty()).then_some(until),
    }))
}

/// What a section is called.
pub(super) fn section_name(form: &forms::Form, section: &str) -> Option<String> {
    let found = form.sections().iter().find(|one| one.id() == section);
    found.map(|section| section.name().to_owned())
}

/// What an ordered form is called here.
pub(super) fn form_name(office: &Office<'_>, form: &str) -> Option<String> {
    let form = office.catalogue.find(form).ok()?;
    Some(form.short_title().to_owned())
}

/// Whether it was offered, and there was no answer.
pub(super) fn can_be_taken_back(one: &Handover) -> bool {
    let ended = [TAKEN_BACK, ACCEPTED, REJECTED].iter().any(|step| has(one, step));
    one.direction == Direction::Sent && one.kind == Kind::CaseTransfer.as_str() && has(one, SAVED) && !ended
}

/// How it stands, as the text key `handover-…`.
fn standing(office: &Office<'_>, one: &Handover) -> &'static str {
    let expires: Option<NaiveDate> = said(one, "expires").parse().ok();
    let over = expires.is_some_and(|day| day < office.outside.today());
    match one.direction {
        Direction::Sent if has(one, DONE) => "handover-done",
        Direction::Sent if has(one, ACCEPTED) => "handover-accepted",
        Direction::Sent if has(one, REJECTED) => "handover-rejected",
        Direction::Sent if has(one, TAKEN_BACK) => "handover-taken-back",
        Direction::Sent if !has(one, SAVED) => "handover-unsaved",
        Direction::Sent if one.kind == Kind::Answer.as_str() => "handover-answer",
        Direction::Sent if over => "handover-expired",
        Direction::Sent => "handover-sent",
        Direction::Received if has(one, REJECTED) => "handover-refused",
        Direction::Received if waits_for_an_answer(one) => "handover-waits",
        Direction::Received if has(one, DONE) => "handover-done",
        Direction::Received if has(one, ANSWERED) || one.kind == Kind::Answer.as_str() => "handover-taken",
        Direction::Received => "handover-unanswered",
    }
}
