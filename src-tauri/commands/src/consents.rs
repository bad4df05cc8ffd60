//! The register of consents: read from papers and from what has happened to them, and what is written down of them.

use cases::{
    Case, Consent, ConsentStep, Document, DocumentId, EventKind, Party, PupilId, Scope, Signer, Terms,
};
use forms::{Author, Evaluation, Field, Form, Kind, Meaning};
use serde_json::{Value as Json, json};
use vault::{Event, Read};

use crate::desk::Office;
use crate::error::{Code, CommandError};
use crate::filling::{Folio, record_event_with};
use crate::typing::Typed;
use crate::wire::consent::{ConsentInput, ConsentView, DataKind, HistoryView, PartyView, SignerView};

// The three consents that are released share these fields, which carry no meaning of their own.
const PARTIES: &str = "parties";
const FIRST_DAY: &str = "valid-from";
const KIND: &str = "data-";

/// A consent with what belongs to it.
pub(crate) struct Filed {
    pub folio: Folio,
    pub consent: Consent,
    events: Vec<Event>,
}

/// Every consent in the user's cases, those that need somebody first.
pub fn consents(office: &Office<'_>) -> Result<Vec<ConsentView>, CommandError> {
    let today = office.outside.today();
    let filed = office.vault.read(|read| {
        let pupils = read.pupils().all()?;
        let of: Result<Vec<_>, _> = pupils
            .iter()
            .map(|pupil| of_pupil(office, read, pupil.id))
            .collect();
        of.map(|all| all.into_iter().flatten().collect::<Vec<_>>())
    })?;
    let mut filed: Vec<Filed> = filed;
    filed.sort_by_key(|one| one.consent.terms.as_ref().map(|terms| terms.until));
    filed.sort_by_key(|one| one.consent.state(today));
    Ok(filed.iter().map(|one| view(office, one)).collect())
}

/// The consents in a pupil's cases.
pub(crate) fn of_pupil(
    office: &Office<'_>,
    read: &Read<'_>,
    pupil: PupilId,
) -> Result<Vec<Filed>, CommandError> {
    let cases: Vec<Case> = read.cases().of(pupil)?;
    let mut documents: Vec<Document> = Vec::new();
    for case in &cases {
        documents.extend(read.documents().of(case.id())?);
    }
    let filed = documents.iter().map(|cover| filed(office, read, cover.id));
    filed.filter_map(Result::transpose).collect()
}

fn filed(office: &Office<'_>, read: &Read<'_>, document: DocumentId) -> Result<Option<Filed>, CommandError> {
    let folio = Folio::read(office, read, document)?;
    if with_meaning(&folio, Meaning::ConsentDecision).is_none() {
        return Ok(None);
    }
    let events = read.events().about_document(document)?;
    let consent = Consent {
        terms: (!folio.sealed.is_empty()).then(|| terms(&folio)).flatten(),
        signers: signers(&folio),
        steps: events.iter().filter_map(step).collect(),
    };
    Ok(Some(Filed {
        folio,
        consent,
        events,
    }))
}

fn with_meaning(folio: &Folio, meaning: Meaning) -> Option<&Field> {
    let mut fields = folio.form.fields().map(|(_, field)| field);
    fields.find(|field| field.meaning() == Some(meaning))
}

/// What the paper says; a paper that does not say it all is none.
fn terms(folio: &Folio) -> Option<Terms> {
    let answers = folio.answers();
    let text = |field: &str| Some(answers.get(field)?.as_str()?.to_owned());
    let meant = |meaning| text(with_meaning(folio, meaning)?.id());
    let party = |row: &Json| {
        Some(Party {
            name: row.get("party")?.as_str()?.to_owned(),
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
fn signers(folio: &Folio) -> Vec<Signer> {
    let evaluation = folio.form.evaluate(&folio.answers());
    let rows = folio.form.fields().map(|(_, field)| field);
    rows.filter_map(|field| signer(folio, &evaluation, field))
        .collect()
}

fn signer(folio: &Folio, evaluation: &Evaluation, field: &Field) -> Option<Signer> {
    let Kind::Signature { author } = *field.kind() else {
        return None;
    };
    let named = printed_name(folio, field.id()).is_some();
    let second = field.meaning() == Some(Meaning::SecondGuardian);
    let there = !second || named || folio.pupil.guardians.len() > 1;
    let theirs = matches!(author, Author::Guardian | Author::Pupil);
    (theirs && there && evaluation.applies(field.id())).then(|| Signer {
        row: field.id().to_owned(),
        may_be_excused: author == Author::Guardian,
    })
}

fn printed_name(folio: &Folio, row: &str) -> Option<String> {
    let name = folio.answers().get(row)?.get("name")?.as_str()?.trim().to_owned();
    (!name.is_empty()).then_some(name)
}

fn text(event: &Event, name: &str) -> Option<String> {
    Some(event.data.get(name)?.as_str()?.to_owned())
}

fn step(event: &Event) -> Option<ConsentStep> {
    let row = text(event, "field");
    match event.kind {
        EventKind::HandedOut => Some(ConsentStep::HandedOut),
        EventKind::Signed => Some(ConsentStep::Signed { row: row? }),
        EventKind::Excused => Some(ConsentStep::Excused { row: row? }),
        EventKind::Declined => Some(ConsentStep::Declined { row: row? }),
        // What cannot be read takes all of it back: unknown means no.
        EventKind::Withdrawn => Some(ConsentStep::Withdrawn {
            scope: serde_json::from_value(event.data["scope"].clone()).unwrap_or(Scope::Whole),
        }),
        _ => None,
    }
}

/// One consent.
pub fn consent(office: &Office<'_>, document: DocumentId) -> Result<ConsentView, CommandError> {
    Ok(view(office, &find(office, document)?))
}

fn find(office: &Office<'_>, document: DocumentId) -> Result<Filed, CommandError> {
    let filed = office.vault.read(|read| filed(office, read, document))?;
    filed.ok_or_else(|| CommandError::new(Code::NotFound))
}

fn view(office: &Office<'_>, filed: &Filed) -> ConsentView {
    let (folio, consent) = (&filed.folio, &filed.consent);
    let terms = consent.terms.as_ref();
    let parties = terms.into_iter().flat_map(|terms| consent.parties(terms));
    let kinds = terms.into_iter().flat_map(|terms| consent.kinds(terms));
    ConsentView {
        document: folio.cover.id.to_string(),
        case: folio.cover.case.to_string(),
        pupil: folio.pupil.display_name().to_string(),
        title: folio.form.short_title().to_owned(),
        state: consent.state(office.outside.today()).as_str().to_owned(),
        from: terms.map(|terms| terms.from.to_string()),
        until: terms.map(|terms| terms.until.to_string()),
        parties: parties
            .map(|party| PartyView {
                name: party.name.clone(),
                receives: party.receives,
            })
            .collect(),
        kinds: kinds.filter_map(|kind| kind_view(&folio.form, kind)).collect(),
        signers: consent
            .signers
            .iter()
            .map(|signer| signer_view(filed, signer))
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
    let mut fields = form.fields().map(|(_, field)| field);
    Some(fields.find(|other| other.id() == field)?.full_label().to_owned())
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

fn signer_view(filed: &Filed, signer: &Signer) -> SignerView {
    let declined = ConsentStep::Declined {
        row: signer.row.clone(),
    };
    let standing = if filed.consent.steps.contains(&declined) {
        "declined"
    } else if filed.consent.is_signed(&signer.row) {
        "signed"
    } else if filed.consent.is_excused(signer) {
        "excused"
    } else {
        "missing"
    };
    SignerView {
        row: signer.row.clone(),
        label: label(&filed.folio.form, &signer.row).unwrap_or_default(),
        name: printed_name(&filed.folio, &signer.row),
        standing: standing.to_owned(),
        may_be_excused: signer.may_be_excused,
    }
}

fn history(folio: &Folio, event: &Event) -> Option<HistoryView> {
    step(event)?;
    let drawn_by = || text_of(event.data.get("drawing")?.get("name")?);
    Some(HistoryView {
        kind: event.kind.as_str().to_owned(),
        at: event.at.to_rfc3339(),
        by: event.by.clone(),
        row: text(event, "field").and_then(|row| label(&folio.form, &row)),
        name: text(event, "name").or_else(drawn_by),
        on: text(event, "on"),
        note: text(event, "note"),
    })
}

fn text_of(json: &Json) -> Option<String> {
    json.as_str().map(str::to_owned)
}

/// Writes down what happened to a consent.
pub fn consent_step(
    office: &Office<'_>,
    document: DocumentId,
    input: ConsentInput,
) -> Result<ConsentView, CommandError> {
    let filed = find(office, document)?;
    let terms = filed
        .consent
        .terms
        .as_ref()
        .ok_or_else(|| CommandError::new(Code::NotCompleted))?;
    let (kind, data) = read(office, &filed, terms, input)?;
    office
        .vault
        .write(|write| record_event_with(office, write, kind, document, data))?;
    consent(office, document)
}

/// What is kept of it, once every field is right.
fn read(
    office: &Office<'_>,
    filed: &Filed,
    terms: &Terms,
    input: ConsentInput,
) -> Result<(EventKind, Json), CommandError> {
    let mut typed = Typed::today(office.outside.today());
    let (kind, data) = match input {
        ConsentInput::HandedOut { on } => (EventKind::HandedOut, json!({ "on": typed.past_day("on", &on) })),
        ConsentInput::Signed { row, name, on, note } => {
            let data = json!({
                "field": waiting(filed, &mut typed, row),
                "manner": "ink",
                "name": typed.line("name", &name),
                "on": typed.past_day("on", &on),
                "note": typed.line("note", &note),
            });
            (EventKind::Signed, data)
        }
        ConsentInput::Excused { row, note } => {
            let data =
                json!({ "field": excusable(filed, &mut typed, row), "note": typed.line("note", &note) });
            (EventKind::Excused, data)
        }
        ConsentInput::Declined { row, name, on } => {
            let data = json!({
                "field": waiting(filed, &mut typed, row),
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
            let known = parties
                .iter()
                .all(|name| terms.parties.iter().any(|party| party.name == *name))
                && kinds.iter().all(|kind| terms.kinds.contains(kind));
            if !known || (!whole && parties.is_empty() && kinds.is_empty()) {
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
fn waiting(filed: &Filed, typed: &mut Typed, row: String) -> String {
    let is_there = filed.consent.signers.iter().any(|signer| signer.row == row);
    if !is_there || filed.consent.is_signed(&row) {
        typed.wrong("row", cases::Code::UnknownChoice);
    }
    row
}

/// A row that may be left open.
fn excusable(filed: &Filed, typed: &mut Typed, row: String) -> String {
    let mut signers = filed.consent.signers.iter();
    if !signers.any(|signer| signer.row == row && signer.may_be_excused) {
        typed.wrong("row", cases::Code::UnknownChoice);
    }
    waiting(filed, typed, row)
}
