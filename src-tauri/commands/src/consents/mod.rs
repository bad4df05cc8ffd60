//! The register of consents: read from papers and from what has happened to them, and what is written down of them.

mod apart;

use std::collections::BTreeSet;

use cases::{
    Consent, ConsentOnDay, ConsentStep, Document, DocumentId, DocumentState, EventId, EventKind, Happened,
    Line, Party, PupilId, Scope, Signer, Terms,
};
use chrono::NaiveDate;
use forms::{Author, Evaluation, Field, Form, Kind, Meaning};
use serde_json::{Value as Json, json};
use vault::{Event, Read, Write};

use self::apart::{believe_beside, make_whole_void, may_be_parted, others, part};
use crate::desk::Office;
use crate::error::{Code, CommandError};
use crate::filling::{Folio, record_event, record_event_with};
use crate::handover;
use crate::outside::day_of;
use crate::people::not_found;
use crate::recounted::{by_whom, told};
use crate::typing::Typed;
use crate::undone;
use crate::wire::consent::{ConsentInput, ConsentView, DataKind, HistoryView, PartyView, SignerView};

pub use self::apart::consent_for_other;
pub(crate) use self::apart::{BESIDE, beside, has_another_beside, on, together, told_by_all};

// The three consents that are released share these fields, which carry no meaning of their own.
const PARTIES: &str = "parties";
const FIRST_DAY: &str = "valid-from";
const KIND: &str = "data-";

/// A consent with what belongs to it.
pub(crate) struct Filed {
    pub folio: Folio,
    pub consent: Consent,
    events: Vec<Event>,
    /// The paper that it was made beside, where each guardian has one.
    beside: Option<DocumentId>,
    /// Whether a colleague says so, who handed the case over.
    beside_is_told: bool,
}

impl Filed {
    /// The first paper of the consent that this one is part of.
    pub fn first(&self) -> DocumentId {
        self.beside.unwrap_or(self.folio.cover.id)
    }
}

/// Every consent in the user's cases, those that need somebody first.
pub fn consents(office: &Office<'_>) -> Result<Vec<ConsentView>, CommandError> {
    let today = office.outside.today();
    let mut filed = office.vault.read(|read| {
        let mut filed = Vec::new();
        for pupil in read.pupils().all()? {
            filed.extend(of_pupil(office, read, pupil.id)?);
        }
        Ok::<_, CommandError>(filed)
    })?;
    let last_day = |one: &Filed| one.consent.terms.as_ref().map(|terms| terms.until);
    filed.sort_by_key(|one| (one.consent.on(today).state(), last_day(one)));
    Ok(filed.iter().map(|one| view(one, &filed, today)).collect())
}

/// The consents in a pupil's cases.
pub(crate) fn of_pupil(
    office: &Office<'_>,
    read: &Read<'_>,
    pupil: PupilId,
) -> Result<Vec<Filed>, CommandError> {
    let mut documents: Vec<Document> = Vec::new();
    for case in read.cases().of(pupil)? {
        documents.extend(read.documents().of(case.id())?);
    }
    let filed = documents.iter().map(|cover| filed(office, read, cover.id));
    let mut filed: Vec<Filed> = filed
        .filter_map(Result::transpose)
        .collect::<Result<_, CommandError>>()?;
    believe_beside(&mut filed);
    make_whole_void(&mut filed);
    part(&mut filed);
    Ok(filed)
}

fn filed(office: &Office<'_>, read: &Read<'_>, document: DocumentId) -> Result<Option<Filed>, CommandError> {
    let folio = Folio::read(office, read, document)?;
    if !is_consent(&folio.form) {
        return Ok(None);
    }
    let mut events = read.events().about_document(document)?;
    let never: BTreeSet<EventId> = undone::undone(&events).into_keys().collect();
    events.retain(|event| !never.contains(&event.id));
    // Of a paper from another vault nothing says whether there is a second guardian; a person can excuse the row.
    let adopted = events.iter().all(|event| event.kind != EventKind::Begun);
    let consent = Consent {
        terms: (!folio.sealed.is_empty()).then(|| terms(&folio)).flatten(),
        signers: signers(&folio, adopted),
        steps: events
            .iter()
            .filter_map(|event| happened(office, event))
            .collect(),
    };
    let (beside, beside_is_told) = apart::beside(&events).unzip();
    Ok(Some(Filed {
        folio,
        consent,
        events,
        beside,
        beside_is_told: beside_is_told.unwrap_or_default(),
    }))
}

/// Whether a document is a consent that holds, or can come to hold.
pub(crate) fn may_hold(
    office: &Office<'_>,
    read: &Read<'_>,
    document: DocumentId,
) -> Result<bool, CommandError> {
    let filed = with_others(office, read, document)?;
    let today = office.outside.today();
    let mine = |papers: &Vec<&Filed>| papers.iter().any(|one| one.folio.cover.id == document);
    let papers = together(&filed).into_iter().find(mine).unwrap_or_default();
    // While one paper can hold, none of its consent goes.
    Ok(papers.iter().any(|one| !one.consent.on(today).state().is_over())
        && !on(&papers, today).state().is_over())
}

/// Whether a form is one that the register follows.
pub(crate) fn is_consent(form: &Form) -> bool {
    with_meaning(form, Meaning::ConsentDecision).is_some()
}

fn with_meaning(form: &Form, meaning: Meaning) -> Option<&Field> {
    let mut fields = form.fields().map(|(_, field)| field);
    fields.find(|field| field.meaning() == Some(meaning))
}

/// What the paper says; a paper that does not say it all is none.
fn terms(folio: &Folio) -> Option<Terms> {
    let answers = folio.answers();
    let text = |field: &str| Some(answers.get(field)?.as_str()?.to_owned());
    let meant = |meaning| text(with_meaning(&folio.form, meaning)?.id());
    let party = |row: &Json| {
        Some(Party {
            name: Line::parse(PARTIES, row.get("party")?.as_str()?)
                .ok()?
                .to_string(),
            receives: matches!(row.get("direction")?.as_str()?, "both" | "receives"),
        })
    };
    let kinds = folio.form.fields().map(|(_, field)| field.id());
    let agreed = |id: &&str| id.starts_with(KIND) && text(id).as_deref() == Some("yes");
    Some(Terms {
        given: meant(Meaning::ConsentDecision)? == "yes",
        parties: answers
            .get(PARTIES)?
            .as_array()?
            .iter()
            .filter_map(party)
            .collect(),
        kinds: kinds.filter(agreed).map(str::to_owned).collect(),
        from: text(FIRST_DAY)?.parse().ok()?,
        until: meant(Meaning::ConsentEnd)?.parse().ok()?,
    })
}

/// The rows of guardians and pupil that apply. The second guardian's does where there is one.
fn signers(folio: &Folio, adopted: bool) -> Vec<Signer> {
    let evaluation = folio.form.evaluate(&folio.answers());
    let rows = folio.form.fields().map(|(_, field)| field);
    rows.filter_map(|field| signer(folio, &evaluation, field, adopted))
        .collect()
}

/// Whether somebody is there to sign a row: the second guardian is where one is named or known.
pub(crate) fn is_awaited(folio: &Folio, field: &Field) -> bool {
    let second = field.meaning() == Some(Meaning::SecondGuardian);
    !second || folio.printed_name(field.id()).is_some() || folio.pupil.guardians.len() > 1
}

fn signer(folio: &Folio, evaluation: &Evaluation, field: &Field, adopted: bool) -> Option<Signer> {
    let Kind::Signature { author } = *field.kind() else {
        return None;
    };
    let there = adopted || is_awaited(folio, field);
    let theirs = matches!(author, Author::Guardian | Author::Pupil);
    (theirs && there && evaluation.applies(field.id())).then(|| Signer {
        row: field.id().to_owned(),
        may_be_excused: author == Author::Guardian,
    })
}

fn text(event: &Event, name: &str) -> Option<String> {
    Some(event.data.get(name)?.as_str()?.to_owned())
}

fn happened(office: &Office<'_>, event: &Event) -> Option<Happened> {
    let step = step(event)?;
    let said = text(event, "on").and_then(|on| on.parse().ok());
    // A no of which the day cannot be known has always been one; what says yes then never comes.
    let says_no = matches!(
        step,
        ConsentStep::Declined { .. } | ConsentStep::Withdrawn { .. } | ConsentStep::Cancelled
    );
    let unknown = if says_no { NaiveDate::MIN } else { NaiveDate::MAX };
    let on = said.or_else(|| day_of(office.outside, event.at));
    Some(Happened {
        on: on.unwrap_or(unknown),
        step,
    })
}

fn step(event: &Event) -> Option<ConsentStep> {
    let row = text(event, "field");
    match event.kind {
        EventKind::HandedOut => Some(ConsentStep::HandedOut),
        EventKind::RowSigned => Some(ConsentStep::Signed { row: row? }),
        EventKind::Excused => Some(ConsentStep::Excused { row: row? }),
        EventKind::Declined => Some(ConsentStep::Declined { row: row? }),
        // What cannot be read takes all of it back: unknown means no.
        EventKind::Withdrawn => Some(ConsentStep::Withdrawn {
            scope: serde_json::from_value(event.data["scope"].clone()).unwrap_or(Scope::Whole),
        }),
        EventKind::Cancelled => Some(ConsentStep::Cancelled),
        _ => None,
    }
}

/// One consent.
pub fn consent(office: &Office<'_>, document: DocumentId) -> Result<ConsentView, CommandError> {
    office.vault.read(|read| {
        let filed = with_others(office, read, document)?;
        let own = own(&filed, document)?;
        let view = view(own, &filed, office.outside.today());
        let held = handover::holding(office, read, own.folio.cover.case)?.is_none();
        Ok(ConsentView {
            may_be_parted: view.may_be_parted && held,
            ..view
        })
    })
}

/// A consent among all those of its pupil.
fn with_others(
    office: &Office<'_>,
    read: &Read<'_>,
    document: DocumentId,
) -> Result<Vec<Filed>, CommandError> {
    let cover = read.documents().get(document)?.ok_or_else(not_found)?;
    let case = read.cases().get(cover.case)?.ok_or_else(not_found)?;
    of_pupil(office, read, case.pupil())
}

fn own(filed: &[Filed], document: DocumentId) -> Result<&Filed, CommandError> {
    filed
        .iter()
        .find(|one| one.folio.cover.id == document)
        .ok_or_else(not_found)
}

fn view(filed: &Filed, all: &[Filed], today: NaiveDate) -> ConsentView {
    let folio = &filed.folio;
    let (terms, consent) = (filed.consent.terms.as_ref(), filed.consent.on(today));
    ConsentView {
        document: folio.cover.id.to_string(),
        case: folio.cover.case.to_string(),
        pupil: folio.pupil.display_name().to_string(),
        title: folio.form.short_title().to_owned(),
        state: consent.state().as_str().to_owned(),
        together: others(filed, all, today),
        may_be_parted: may_be_parted(filed, all),
        from: terms.map(|terms| terms.from.to_string()),
        until: terms.map(|terms| terms.until.to_string()),
        parties: consent
            .parties()
            .map(|party| PartyView {
                name: party.name.clone(),
                receives: party.receives,
            })
            .collect(),
        kinds: consent
            .kinds()
            .filter_map(|kind| kind_view(&folio.form, kind))
            .collect(),
        signers: filed
            .consent
            .signers
            .iter()
            .map(|signer| signer_view(folio, &consent, signer))
            .collect(),
        history: filed
            .events
            .iter()
            .rev()
            .filter_map(|event| history(folio, event))
            .collect(),
    }
}

fn label(form: &Form, field: &str) -> Option<String> {
    Some(form.field(field)?.full_label().to_owned())
}

/// A kind of data that a consent's form asks about.
fn kind_view(form: &Form, kind: &str) -> Option<DataKind> {
    let label = label(form, kind)?;
    Some(DataKind {
        id: kind.to_owned(),
        label,
    })
}

/// Every kind of data that a consent's form asks about.
pub(crate) fn kinds(form: &Form) -> Vec<DataKind> {
    let ids = form.fields().map(|(_, field)| field.id());
    ids.filter(|id| id.starts_with(KIND))
        .filter_map(|id| kind_view(form, id))
        .collect()
}

fn signer_view(folio: &Folio, consent: &ConsentOnDay<'_>, signer: &Signer) -> SignerView {
    let standing = if consent.is_declined(&signer.row) {
        "declined"
    } else if consent.is_signed(&signer.row) {
        "signed"
    } else if consent.is_excused(signer) {
        "excused"
    } else {
        "missing"
    };
    SignerView {
        row: signer.row.clone(),
        label: label(&folio.form, &signer.row).unwrap_or_default(),
        name: folio.printed_name(&signer.row),
        standing: standing.to_owned(),
        may_be_excused: signer.may_be_excused,
    }
}

fn history(folio: &Folio, event: &Event) -> Option<HistoryView> {
    step(event)?;
    if let Some(told) = told(event) {
        return Some(HistoryView {
            by: by_whom(&told),
            ..seen(folio, &told.as_it_was(event))
        });
    }
    Some(seen(folio, event))
}

fn seen(folio: &Folio, event: &Event) -> HistoryView {
    let drawn_by = || Some(event.data.get("drawing")?.get("name")?.as_str()?.to_owned());
    HistoryView {
        kind: event.kind.as_str().to_owned(),
        at: event.at.to_rfc3339(),
        by: event.by.clone(),
        row: text(event, "field").and_then(|row| label(&folio.form, &row)),
        name: text(event, "name").or_else(drawn_by),
        on: text(event, "on"),
        note: text(event, "note").or_else(|| text(event, "reason")),
    }
}

/// Writes down what happened to a consent.
pub fn consent_step(
    office: &Office<'_>,
    document: DocumentId,
    input: ConsentInput,
) -> Result<ConsentView, CommandError> {
    let all = office.vault.read(|read| with_others(office, read, document))?;
    let filed = own(&all, document)?;
    let terms = filed
        .consent
        .terms
        .as_ref()
        .ok_or_else(|| CommandError::new(Code::NotCompleted))?;
    let (kind, data) = read(office, filed, terms, input)?;
    office.vault.write(|write| {
        record_event_with(office, write, kind, document, data)?;
        settle(office, write, document)
    })?;
    consent(office, document)
}

/// A consent is a signed document once nobody is missing; other documents by their electronic signature.
pub(crate) fn settle(
    office: &Office<'_>,
    write: &Write<'_>,
    document: DocumentId,
) -> Result<(), CommandError> {
    let filed = with_others(office, write, document)?;
    let filed = filed.into_iter().find(|one| one.folio.cover.id == document);
    let complete = |one: &Filed| {
        let waits = one.folio.state < DocumentState::Signed;
        waits && one.consent.on(office.outside.today()).missing().is_empty()
    };
    match filed.filter(complete) {
        Some(_) => record_event(office, write, EventKind::Signed, document),
        None => Ok(()),
    }
}

/// What is kept of it, once every field is right.
fn read(
    office: &Office<'_>,
    filed: &Filed,
    terms: &Terms,
    input: ConsentInput,
) -> Result<(EventKind, Json), CommandError> {
    let today = office.outside.today();
    let mut typed = Typed::today(today);
    let known = filed.consent.on(today);
    let (kind, data) = match input {
        ConsentInput::HandedOut { on } => (EventKind::HandedOut, json!({ "on": typed.past_day("on", &on) })),
        ConsentInput::Signed { row, name, on, note } => {
            let data = json!({
                "field": waiting(filed, &known, &mut typed, row),
                "manner": "ink",
                "name": typed.line("name", &name),
                "on": typed.past_day("on", &on),
                "note": typed.line("note", &note),
            });
            (EventKind::RowSigned, data)
        }
        ConsentInput::Excused { row, note } => {
            let data = json!({ "field": excusable(filed, &known, &mut typed, row), "note": typed.line("note", &note) });
            (EventKind::Excused, data)
        }
        ConsentInput::Declined { row, name, on } => {
            let data = json!({
                "field": waiting(filed, &known, &mut typed, row),
                "name": typed.line("name", &name),
                "on": typed.past_day("on", &on),
            });
            (EventKind::Declined, data)
        }
        ConsentInput::Withdrawn {
            whole,
            parties,
            kinds,
            name,
            on,
            note,
        } => {
            let there = parties
                .iter()
                .all(|name| terms.parties.iter().any(|party| party.name == *name))
                && kinds.iter().all(|kind| terms.kinds.contains(kind));
            if !there || (!whole && parties.is_empty() && kinds.is_empty()) {
                typed.wrong("scope", cases::Code::Missing);
            }
            let scope = if whole {
                Scope::Whole
            } else {
                Scope::Part { parties, kinds }
            };
            let data = json!({
                "scope": scope,
                "name": typed.line("name", &name),
                "on": typed.past_day("on", &on),
                "note": typed.line("note", &note),
            });
            (EventKind::Withdrawn, data)
        }
    };
    typed.end()?;
    Ok((kind, data))
}

/// A row that nobody has signed.
fn waiting(filed: &Filed, known: &ConsentOnDay<'_>, typed: &mut Typed, row: String) -> String {
    let is_there = filed.consent.signers.iter().any(|signer| signer.row == row);
    if !is_there || known.is_signed(&row) {
        typed.wrong("row", cases::Code::UnknownChoice);
    }
    row
}

/// A row that may be left open.
fn excusable(filed: &Filed, known: &ConsentOnDay<'_>, typed: &mut Typed, row: String) -> String {
    let mut signers = filed.consent.signers.iter();
    if !signers.any(|signer| signer.row == row && signer.may_be_excused) {
        typed.wrong("row", cases::Code::UnknownChoice);
    }
    waiting(filed, known, typed, row)
}
