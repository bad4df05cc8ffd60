//! What is told to others of a pupil: to whom, what, when, how and on which ground. It is kept as events of the case.

use std::cmp::Reverse;

use cases::{CaseId, Disclosure, EventKind, Ground, NotCovered, PupilId};
use chrono::NaiveDate;
use serde_json::json;
use texts::swedish;
use vault::{Act, Event, Read, Subject, Write};

use crate::consents::{self, Filed};
use crate::desk::Office;
use crate::error::{Code, CommandError};
use crate::filling::add_leaving;
use crate::people::not_found;
use crate::recounted;
use crate::trail;
use crate::typing::Typed;
use crate::undone::{self, Trace};
use crate::wire::consent::{DataKind, DisclosureInput, DisclosureView, Disclosures, UndoneView};

/// What has been told in a case, and whom a consent lets be told today.
pub fn disclosures(office: &Office<'_>, case: CaseId) -> Result<Disclosures, CommandError> {
    let (events, filed) = office.vault.read(|read| {
        let filed = consents::of_pupil(office, read, pupil_of(read, case)?)?;
        Ok::<_, CommandError>((read.events().about_case(case)?, filed))
    })?;
    let today = office.outside.today();
    let mut parties: Vec<String> = Vec::new();
    for papers in consents::together(&filed) {
        if consents::on(&papers, today).state().holds() {
            parties.extend(consents::told_by_all(&papers, today));
        }
    }
    parties.sort();
    parties.dedup();
    Ok(Disclosures {
        told: told(&events)?.into_iter().rev().collect(),
        parties,
        kinds: kinds(office, &filed),
    })
}

/// The kinds of data that the pupil's consents know; where there are none, those that the first consent form knows.
fn kinds(office: &Office<'_>, filed: &[Filed]) -> Vec<DataKind> {
    let mut all: Vec<DataKind> = Vec::new();
    for kind in filed.iter().flat_map(|one| consents::kinds(&one.folio.form)) {
        if all.iter().all(|other| other.id != kind.id) {
            all.push(kind);
        }
    }
    if all.is_empty() {
        let mut forms = office.catalogue.forms().iter();
        all = forms
            .find_map(|form| Some(consents::kinds(form)).filter(|kinds| !kinds.is_empty()))
            .unwrap_or_default();
    }
    all
}

fn pupil_of(read: &Read<'_>, case: CaseId) -> Result<PupilId, CommandError> {
    Ok(read.cases().get(case)?.ok_or_else(not_found)?.pupil())
}

/// Everything that was told of a case, here and as whoever handed it over tells, the first one first.
///
/// # Errors
/// What was told is never left out of the list because it cannot be read.
pub(crate) fn told(events: &[Event]) -> Result<Vec<DisclosureView>, CommandError> {
    let (undone, never) = (undone::undone(events), recounted::undone(events));
    let mut all = Vec::new();
    for event in events {
        let heard = recounted::told(event).filter(|heard| heard.kind == EventKind::Disclosed);
        if let Some(heard) = heard {
            let told = heard.disclosure().ok_or_else(not_found)?;
            all.push(DisclosureView {
                at: heard.at.to_rfc3339(),
                by: heard.by.clone(),
                undone: never.get(&event.id).map(|never| UndoneView {
                    at: never.at.to_rfc3339(),
                    by: recounted::by_whom(never),
                    reason: never.text("reason").unwrap_or_default().to_owned(),
                }),
                heard: heard.tellers(),
                ..view(event, told)
            });
        } else if event.kind == EventKind::Disclosed {
            let told = serde_json::from_value(event.data.clone()).map_err(|_| not_found())?;
            all.push(DisclosureView {
                undone: undone.get(&event.id).map(|why| undone::view(why)),
                ..view(event, told)
            });
        }
    }
    Ok(all)
}

/// From whom it was heard that it was told, in words for paper.
pub(crate) fn heard(told: &DisclosureView) -> Option<String> {
    let name = [("name", told.heard.as_str().into())];
    (!told.heard.is_empty()).then(|| swedish().say("disclosure-heard", &name).into_owned())
}

fn view(event: &Event, told: Disclosure) -> DisclosureView {
    DisclosureView {
        event: event.id.to_string(),
        at: event.at.to_rfc3339(),
        by: event.by.clone(),
        to: told.to,
        what: told.what,
        kinds: told.kinds,
        ground: told.ground.as_str().to_owned(),
        how: told.how,
        on: told.on.to_string(),
        reason: told.reason,
        undone: None,
        heard: String::new(),
    }
}

/// Writes down that something is told.
pub fn disclose(
    office: &Office<'_>,
    case: CaseId,
    input: DisclosureInput,
) -> Result<Disclosures, CommandError> {
    let (told, pupil) = read(office, case, &input)?;
    let subject = Subject {
        pupil: Some(pupil),
        case: Some(case),
        document: None,
    };
    office
        .vault
        .write(|write| note(office, write, subject, &told, "disclose").map(|_| ()))?;
    disclosures(office, case)
}

/// Keeps that something is about to be told, and how `command` came to it.
pub(crate) fn note(
    office: &Office<'_>,
    write: &Write<'_>,
    subject: Subject,
    told: &Disclosure,
    command: &'static str,
) -> Result<Trace, CommandError> {
    let mut trace = add_leaving(office, write, EventKind::Disclosed, subject, json!(told))?;
    let act = match told.ground {
        Ground::Override => Act::Override,
        _ => Act::Write,
    };
    let why = Some(told.ground.as_str());
    trace.and(trail::keep_leaving(office, write, act, command, (subject, why))?);
    Ok(trace)
}

/// What is told, as it was typed. On the ground of consent only where one covers it.
pub(crate) fn read(
    office: &Office<'_>,
    case: CaseId,
    input: &DisclosureInput,
) -> Result<(Disclosure, PupilId), CommandError> {
    let mut typed = Typed::today(office.outside.today());
    let to = typed.line("to", &input.to);
    let what = typed.line("what", &input.what);
    let how = typed.line("how", &input.how);
    let on = typed.past_day("on", &input.on);
    let ground = typed.choice(Ground::parse("ground", &input.ground));
    let reason = match ground {
        Some(Ground::Override) => typed.line("reason", &input.reason),
        _ => String::new(),
    };
    typed.end()?;
    let (Some(ground), Some(on)) = (ground, on) else {
        return Err(not_found());
    };
    let (pupil, filed) = office.vault.read(|read| {
        let pupil = pupil_of(read, case)?;
        Ok::<_, CommandError>((pupil, consents::of_pupil(office, read, pupil)?))
    })?;
    stands(ground, covered(&filed, &to, &input.kinds, on))?;
    let words = kinds(office, &filed);
    let chosen = words.into_iter().filter(|kind| input.kinds.contains(&kind.id));
    let told = Disclosure {
        to,
        what,
        kinds: chosen.map(|kind| kind.label).collect(),
        ground,
        how,
        on,
        reason,
    };
    Ok((told, pupil))
}

/// That what was to be told in a case may be told today: the consent may have been taken back since it was written down.
///
/// # Errors
/// [`Code::DisclosureNotCovered`].
pub(crate) fn must_stand(
    office: &Office<'_>,
    read: &Read<'_>,
    case: CaseId,
    told: &Disclosure,
) -> Result<(), CommandError> {
    let filed = consents::of_pupil(office, read, pupil_of(read, case)?)?;
    let words = kinds(office, &filed);
    let id = |label: &String| {
        words
            .iter()
            .find(|kind| kind.label == *label)
            .map(|kind| kind.id.clone())
    };
    let chosen: Option<Vec<String>> = told.kinds.iter().map(id).collect();
    // A kind that is not known any more is covered by nothing.
    let covered = match chosen {
        Some(chosen) => covered(&filed, &told.to, &chosen, office.outside.today()),
        None => Err(NotCovered::Kind),
    };
    stands(told.ground, covered)
}

fn stands(ground: Ground, covered: Result<(), NotCovered>) -> Result<(), CommandError> {
    ground.stands(covered).map_err(|why| {
        let error = CommandError::new(Code::DisclosureNotCovered);
        error.with("why", why.as_str()).at("ground")
    })
}

/// Whether one of the consents covers it; otherwise what the nearest one lacks.
fn covered(filed: &[Filed], to: &str, kinds: &[String], day: NaiveDate) -> Result<(), NotCovered> {
    let sets = consents::together(filed).into_iter();
    let answers = sets.map(|papers| consents::on(&papers, day).covers(to, kinds));
    answers
        .min_by_key(|answer| answer.err().map(Reverse))
        .unwrap_or(Err(NotCovered::NotValid))
}
