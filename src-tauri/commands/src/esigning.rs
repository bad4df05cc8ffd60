//! Preparing a document for the municipality's e-signing service: the PDF, and beside it who is to sign, as data in the
//! shape of the services' own orders and as a paper for people. It comes back through the intake.

use std::path::Path;
use std::sync::Mutex;

use cases::{DocumentId, EventKind, GuardianInput};
use documents::Provenance;
use forms::{Author, Field, Hash, Kind};
use serde::Serialize;
use serde_json::json;
use texts::swedish;

use crate::desk::{Desk, Office};
use crate::error::{Code, CommandError};
use crate::filling::{Folio, record_leaving};
use crate::papers;
use crate::people::not_found;
use crate::printing::{self, Outgoing};
use crate::sheet::{Sheet, say};
use crate::typing::Typed;
use crate::voiding::must_hold;
use crate::wire::esigning::{SigningOffer, SigningOrder, SigningPerson};

/// Who may be asked to sign a document in the service.
pub fn signing_offer(office: &Office<'_>, document: DocumentId) -> Result<SigningOffer, CommandError> {
    let (folio, _) = ready(office, document)?;
    Ok(SigningOffer {
        pupil: folio.pupil.display_name().to_string(),
        title: folio.form.short_title().to_owned(),
        rows: waiting(office, &folio)?,
    })
}

/// A completed document that may leave the vault, and its paper.
fn ready(office: &Office<'_>, document: DocumentId) -> Result<(Folio, Vec<u8>), CommandError> {
    let folio = office.vault.read(|read| Folio::read(office, read, document))?;
    if folio.pupil.is_protected() {
        return Err(CommandError::new(Code::ProtectedPrintOnly));
    }
    office.vault.read(|read| must_hold(read, document))?;
    let pdf = papers::paper(office, document)?;
    Ok((folio, pdf))
}

/// The rows that apply, that are not the user's own, and in which nobody has signed or said no.
fn waiting(office: &Office<'_>, folio: &Folio) -> Result<Vec<SigningPerson>, CommandError> {
    let settled = office.vault.read(|read| {
        let events = read.events().about_document(folio.cover.id)?;
        let about_row = |event: vault::Event| {
            let settles = matches!(
                event.kind,
                EventKind::RowSigned | EventKind::Signed | EventKind::Excused | EventKind::Declined
            );
            settles
                .then(|| Some(event.data.get("field")?.as_str()?.to_owned()))
                .flatten()
        };
        Ok::<_, CommandError>(events.into_iter().filter_map(about_row).collect::<Vec<String>>())
    })?;
    let evaluation = folio.form.evaluate(&folio.answers());
    let sections = folio
        .form
        .sections()
        .iter()
        .filter(|section| folio.is_sealed(section.id()));
    let waits = |field: &&Field| {
        evaluation.applies(field.id())
            && !folio.is_own_row(field)
            && !settled.iter().any(|row| row == field.id())
    };
    let fields = sections.flat_map(|section| section.fields()).filter(waits);
    Ok(fields.filter_map(|field| person(folio, field)).collect())
}

fn person(folio: &Folio, field: &Field) -> Option<SigningPerson> {
    let Kind::Signature { author } = *field.kind() else {
        return None;
    };
    let role = [("author", crate::filling::role_name(author).into())];
    let organization = match author {
        Author::Guardian | Author::Pupil => String::new(),
        _ => folio.pupil.school.to_string(),
    };
    Some(SigningPerson {
        field: field.id().to_owned(),
        label: field.full_label().to_owned(),
        name: folio.printed_name(field.id()).unwrap_or_default(),
        title: swedish().say("signing-title", &role).into_owned(),
        organization,
        email: String::new(),
    })
}

/// An order in the shape of the services' own (the façade in front of Comfact): the file lies beside, not in it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Order {
    document: Ordered,
    signatories: Vec<Asked>,
    initiator: Initiator,
    flow_type: &'static str,
    customer_reference: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Ordered {
    name: String,
    file_name: String,
    mime_type: &'static str,
    sha256: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Asked {
    name: String,
    email: String,
    title: String,
    organization: String,
    language: &'static str,
    identifications: Vec<Identification>,
}

#[derive(Serialize)]
struct Identification {
    alias: &'static str,
}

#[derive(Serialize)]
struct Initiator {
    name: String,
    organization: String,
}

/// Saves the document where the user chooses, with those who are to sign beside it; false if the user changed their
/// mind.
pub fn prepare_signing(
    desk: &Mutex<Desk>,
    document: DocumentId,
    order: SigningOrder,
) -> Result<bool, CommandError> {
    printing::save(
        desk,
        |office| {
            asked(office, document, &order)?;
            printing::file_name(office, document, ".pdf")
        },
        |office, file| {
            let people = asked(office, document, &order)?;
            let (folio, pdf) = ready(office, document)?;
            let order = data_sheet(&folio, &people, file, &pdf);
            let order = serde_json::to_vec_pretty(&order).map_err(|_| not_found())?;
            let paper = paper_sheet(office, &folio, &people, &pdf)?;
            let names: Vec<&str> = people.iter().map(|person| person.name.as_str()).collect();
            let sent = json!({ "on": office.outside.today(), "names": names, "manner": "service" });
            let trace = office.vault.write(|write| {
                // Given to those who are to sign it: a consent waits for them from now on.
                record_leaving(office, write, EventKind::HandedOut, document, sent)
            })?;
            Ok(Outgoing {
                file: pdf,
                trace,
                beside: vec![("undertecknare", "json", order), ("undertecknare", "pdf", paper)],
            })
        },
    )
}

/// Those who are to sign, once every field is right.
fn asked(
    office: &Office<'_>,
    document: DocumentId,
    order: &SigningOrder,
) -> Result<Vec<SigningPerson>, CommandError> {
    let (folio, _) = ready(office, document)?;
    let rows = waiting(office, &folio)?;
    let mut typed = Typed::today(office.outside.today());
    if order.signatories.is_empty() {
        typed.wrong("signatories", cases::Code::Missing);
    }
    let mut people = Vec::new();
    for person in &order.signatories {
        let row = rows
            .iter()
            .find(|row| row.field == person.field)
            .ok_or_else(not_found)?;
        let at = |name: &str| format!("{name}-{}", row.field);
        people.push(SigningPerson {
            name: typed.line(&at("name"), &person.name),
            title: typed.optional_line(&at("title"), &person.title),
            organization: typed.optional_line(&at("organization"), &person.organization),
            email: email(&mut typed, &at("email"), &person.email),
            ..row.clone()
        });
    }
    typed.end()?;
    Ok(people)
}

/// An address as a guardian's is read.
fn email(typed: &mut Typed, field: &str, text: &str) -> String {
    let input = GuardianInput {
        name: "-".to_owned(),
        email: text.to_owned(),
        ..Default::default()
    };
    match input.parse("") {
        Ok(read) => read.email.map(|email| email.to_string()).unwrap_or_default(),
        Err(_) => {
            typed.wrong(field, cases::Code::EmailShape);
            String::new()
        }
    }
}

fn data_sheet(folio: &Folio, people: &[SigningPerson], file: &Path, pdf: &[u8]) -> Order {
    let file_name = file
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let asked = |person: &SigningPerson| Asked {
        name: person.name.clone(),
        email: person.email.clone(),
        title: person.title.clone(),
        organization: person.organization.clone(),
        language: "sv",
        identifications: vec![Identification { alias: "SvensktEId" }],
    };
    Order {
        document: Ordered {
            name: folio.form.short_title().to_owned(),
            file_name,
            mime_type: "application/pdf",
            sha256: Hash::of(pdf).to_string(),
        },
        signatories: people.iter().map(asked).collect(),
        initiator: Initiator {
            name: folio.profile.name.to_string(),
            organization: folio.profile.school.to_string(),
        },
        flow_type: "Sequential",
        customer_reference: folio.cover.id.to_string(),
    }
}

fn paper_sheet(
    office: &Office<'_>,
    folio: &Folio,
    people: &[SigningPerson],
    pdf: &[u8],
) -> Result<Vec<u8>, CommandError> {
    let sheet = Sheet::new("undertecknare", &say("signing-sheet-title"), &say("sheet-source"))
        .text(&say("signing-sheet-about"))
        .fact(&say("signing-sheet-form"), folio.form.short_title())
        .fact(&say("signing-sheet-document"), &folio.cover.id.to_string())
        .fact(&say("signing-sheet-hash"), &Hash::of(pdf).to_string())
        .fact(&say("signing-sheet-by"), folio.profile.name.as_str());
    let sheet = people.iter().fold(sheet, |sheet, person| {
        let facts = [
            ("signing-sheet-name", &person.name),
            ("signing-sheet-role", &person.title),
            ("signing-sheet-organization", &person.organization),
            ("signing-sheet-email", &person.email),
        ];
        let there = facts.into_iter().filter(|(_, text)| !text.is_empty());
        there.fold(sheet.part(Some(&person.label)), |sheet, (label, text)| {
            sheet.fact(&say(label), text)
        })
    });
    let provenance = Provenance {
        document: None,
        school: folio.pupil.school.to_string(),
        diarienummer: None,
        secrecy: Some(papers::secrecy(&folio.profile)),
        made_at: office.outside.now(),
    };
    Ok(documents::print(&sheet.outline(), &provenance, None)?)
}
