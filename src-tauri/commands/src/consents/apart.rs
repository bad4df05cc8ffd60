//! One consent on several papers: guardians who live apart sign one each.

use std::collections::{BTreeMap, BTreeSet};

use cases::{
    CaseId, ConsentOnPapers, ConsentStep, Document, DocumentId, DocumentState, EventKind, Guardian, Happened,
};
use chrono::NaiveDate;
use forms::{Answers, Field, Meaning, Section};
use serde_json::json;
use vault::{Draft, Event, Read};

use super::{Filed, own, with_meaning, with_others};
use crate::desk::Office;
use crate::error::CommandError;
use crate::filling::{Folio, record_event_with};
use crate::handover::must_be_held;
use crate::wire::consent::TogetherView;

/// Under which name the other guardian's paper stands in what is kept of a paper's beginning.
pub(crate) const BESIDE: &str = "beside";

/// The paper that a consent's paper was made beside, and whether that is told: it was begun so here, or came so with a case
/// that was handed over.
pub(crate) fn beside(events: &[Event]) -> Option<(DocumentId, bool)> {
    let named = |kind| {
        let mut of_kind = events.iter().filter(move |event| event.kind == kind);
        of_kind.find_map(|event| event.data.get(BESIDE)?.as_str()?.parse().ok())
    };
    let here = named(EventKind::Begun).map(|first| (first, false));
    here.or_else(|| Some((named(EventKind::Received)?, true)))
}

/// Consents, each with all of its papers.
pub(crate) fn together(filed: &[Filed]) -> Vec<Vec<&Filed>> {
    let mut sets: BTreeMap<DocumentId, Vec<&Filed>> = BTreeMap::new();
    for one in filed {
        sets.entry(one.first()).or_default().push(one);
    }
    sets.into_values().collect()
}

/// A consent as all of its papers let it be on a day. Without the first one nothing is known of the consent, and
/// unknown means no.
pub(crate) fn on<'a>(papers: &[&'a Filed], day: NaiveDate) -> ConsentOnPapers<'a> {
    let known = papers.iter().any(|one| one.beside.is_none());
    let papers = papers.iter().filter(|_| known);
    ConsentOnPapers::new(papers.map(|one| one.consent.on(day)).collect())
}

/// Whether another paper of the same consent was made beside this one, which then stays.
pub(crate) fn has_another_beside(read: &Read<'_>, cover: &Document) -> Result<bool, CommandError> {
    let id = cover.id.to_string();
    let mut others = read.documents().of(cover.case)?.into_iter();
    others.try_fold(false, |found, other| {
        let events = read.events().about_document(other.id)?;
        let named = |event: &Event| event.data.get(BESIDE).is_some_and(|first| *first == id);
        Ok(found || events.iter().any(named))
    })
}

/// Who may be told on a day by every paper of a consent.
pub(crate) fn told_by_all(papers: &[&Filed], day: NaiveDate) -> Vec<String> {
    let named = |one: &Filed| -> Vec<String> {
        let on = one.consent.on(day);
        on.parties()
            .filter(|party| party.receives)
            .map(|party| party.name.clone())
            .collect()
    };
    let mut all = papers.iter().map(|one| named(one));
    let first = all.next().unwrap_or_default();
    all.fold(first, |left, other| {
        left.into_iter().filter(|name| other.contains(name)).collect()
    })
}

/// A colleague's word that a paper was made beside another one is taken only where both are papers of one case and the other
/// is a first one: it joins nothing across cases, and leaves no consent without a first paper.
pub(super) fn believe_beside(filed: &mut [Filed]) {
    let places: BTreeMap<DocumentId, (CaseId, bool)> = filed
        .iter()
        .map(|one| {
            let cover = &one.folio.cover;
            (cover.id, (cover.case, one.beside.is_none()))
        })
        .collect();
    for one in filed.iter_mut().filter(|one| one.beside_is_told) {
        let first = one.beside.and_then(|first| places.get(&first));
        if first != Some(&(one.folio.cover.case, true)) {
            one.beside = None;
            one.beside_is_told = false;
        }
    }
}

/// Where one paper of a consent was made void the whole of it is, on each of its papers and from the same day.
pub(super) fn make_whole_void(filed: &mut [Filed]) {
    let mut void: Vec<(DocumentId, Happened)> = Vec::new();
    for one in filed.iter() {
        let steps = one.consent.steps.iter();
        let cancelled = steps.filter(|happened| happened.step == ConsentStep::Cancelled);
        void.extend(cancelled.map(|happened| (one.first(), happened.clone())));
    }
    for one in filed.iter_mut() {
        let own = void.iter().filter(|(first, _)| *first == one.first());
        let own: Vec<Happened> = own.map(|(_, happened)| happened.clone()).collect();
        one.consent.steps.extend(own);
    }
}

/// Where each guardian has a paper, the second guardian's row is on the other one. A colleague's word that two papers are
/// such makes them stand and fall together; that a row need not be signed, they have to show themselves.
pub(super) fn part(filed: &mut [Filed]) {
    let mut apart: BTreeSet<DocumentId> = BTreeSet::new();
    for one in filed.iter() {
        let mut all = filed.iter();
        let first = all.find(|other| one.beside == Some(other.folio.cover.id));
        if let Some(first) = first.filter(|first| !one.beside_is_told || are_one(first, one)) {
            apart.extend([first.folio.cover.id, one.folio.cover.id]);
        }
    }
    for one in filed.iter_mut().filter(|one| apart.contains(&one.folio.cover.id)) {
        let second = with_meaning(&one.folio.form, Meaning::SecondGuardian).map(Field::id);
        one.consent
            .signers
            .retain(|signer| Some(signer.row.as_str()) != second);
    }
}

/// Whether two papers are one consent by what stands on them: the same questions and answers, and the other guardian in
/// the first one's place, who is one of the pupil's guardians where those are known here.
fn are_one(first: &Filed, other: &Filed) -> bool {
    let guardians = [Meaning::FirstGuardian, Meaning::SecondGuardian];
    let form = &first.folio.form;
    let same = |one: &Filed| {
        let is_theirs = |field: &str| {
            let meaning = form.field(field).and_then(Field::meaning);
            meaning.is_some_and(|meaning| guardians.contains(&meaning))
        };
        let mut answers = one.folio.answers();
        let theirs: Vec<String> = answers.iter().map(|(field, _)| field.to_owned()).collect();
        for field in theirs.iter().filter(|field| is_theirs(field)) {
            answers.set(field, serde_json::Value::Null);
        }
        answers
    };
    let name = |one: &Filed, meaning| {
        let row = with_meaning(&one.folio.form, meaning)?;
        one.folio.printed_name(row.id()).map(|name| cases::fold(&name))
    };
    let [first_name, second_name] = guardians.map(|meaning| name(first, meaning));
    let other_name = name(other, Meaning::FirstGuardian);
    let is_another = other_name.is_some() && first_name.is_some() && other_name != first_name;
    let known = &other.folio.pupil.guardians;
    let is_theirs = |guardian: &Guardian| other_name == Some(cases::fold(guardian.name.as_str()));
    let is_guardian = known.is_empty() || known.iter().any(is_theirs);
    form.hash() == other.folio.form.hash()
        && same(first) == same(other)
        && is_another
        && is_guardian
        && second_name.is_none_or(|second| Some(second) == other_name)
}

/// Begins a paper for the second guardian beside the first one's: the same answers, the second guardian's name, and
/// rows of its own. One that was begun before is gone on with.
pub fn consent_for_other(office: &Office<'_>, document: DocumentId) -> Result<DocumentId, CommandError> {
    let filed = office.vault.read(|read| with_others(office, read, document))?;
    let own = own(&filed, document)?;
    if let Some(begun) = filed.iter().find(|one| one.beside == Some(own.first())) {
        return Ok(begun.folio.cover.id);
    }
    let folio = &own.folio;
    let (id, at) = (office.new_id(), office.outside.now());
    office.vault.write(|write| {
        must_be_held(office, write, folio.cover.case)?;
        write.documents_mut().begin(&Document {
            id,
            predecessor: None,
            created: at,
            ..folio.cover.clone()
        })?;
        for section in folio.form.sections() {
            let answers = answers_for_other(folio, section);
            write.drafts_mut().save(&Draft {
                answers,
                ..Draft::first(id, section.id(), at)
            })?;
        }
        // Who lives apart need not read the other's name on a paper that is still being written.
        let second = with_meaning(&folio.form, Meaning::SecondGuardian).map(Field::id);
        for draft in &folio.drafts {
            let kept = draft.answers.iter().filter(|(field, _)| Some(*field) != second);
            let kept = kept.map(|(field, answer)| (field.to_owned(), answer.clone()));
            write.drafts_mut().save(&draft.next(kept.collect(), at))?;
        }
        record_event_with(
            office,
            write,
            EventKind::Begun,
            id,
            json!({ BESIDE: document.to_string() }),
        )?;
        Ok(id)
    })
}

/// What the first paper answers in a section, with the second guardian in the first one's place.
fn answers_for_other(folio: &Folio, section: &Section) -> Answers {
    let other = folio
        .pupil
        .guardians
        .get(1)
        .filter(|_| !folio.pupil.is_protected());
    let given = folio.answers();
    let mut answers = Answers::default();
    for field in section.fields() {
        let answer = match (field.meaning(), field.kind()) {
            (Some(Meaning::SecondGuardian), _) => None,
            (Some(Meaning::FirstGuardian), _) => other.map(|other| json!({ "name": other.name })),
            _ => given.get(field.id()).cloned(),
        };
        if let Some(answer) = answer {
            answers.set(field.id(), answer);
        }
    }
    answers
}

/// How all the papers stand together, where there are several.
pub(super) fn others(filed: &Filed, all: &[Filed], today: NaiveDate) -> Option<TogetherView> {
    let papers: Vec<&Filed> = all.iter().filter(|one| one.first() == filed.first()).collect();
    let other = papers
        .iter()
        .find(|one| one.folio.cover.id != filed.folio.cover.id)?;
    let first = with_meaning(&other.folio.form, Meaning::FirstGuardian);
    Some(TogetherView {
        state: on(&papers, today).state().as_str().to_owned(),
        other: other.folio.cover.id.to_string(),
        name: first.and_then(|row| other.folio.printed_name(row.id())),
        other_state: other.consent.on(today).state().as_str().to_owned(),
    })
}

/// Whether the second guardian can be given a paper of their own: there is one, and nobody has signed yet.
pub(super) fn may_be_parted(filed: &Filed, all: &[Filed]) -> bool {
    let is_void = filed.folio.state == DocumentState::Cancelled;
    let alone = all.iter().filter(|one| one.first() == filed.first()).count() == 1;
    let row = with_meaning(&filed.folio.form, Meaning::SecondGuardian);
    let signed = |step: &Happened| matches!(&step.step, ConsentStep::Signed { row: signed } if row.is_some_and(|row| row.id() == signed));
    let two = filed.folio.pupil.guardians.len() > 1
        || row.is_some_and(|row| filed.folio.printed_name(row.id()).is_some());
    alone && !is_void && two && !filed.consent.steps.iter().any(signed)
}
