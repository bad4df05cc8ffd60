//! Names drawn on the user's screen by pupils and guardians, in the presence of the user, all before the user signs.

use std::collections::BTreeMap;

use cases::{DocumentId, EventKind};
use forms::{Drawing, DrawingInput, Field, Kind, Manner};
use serde_json::json;
use vault::{Event, Paper, PaperKind, Read};

use crate::consents::{is_awaited, settle};
use crate::desk::Office;
use crate::error::{Code, CommandError};
use crate::filling::{self, Folio, record_event_with};
use crate::papers::{self, MANNERS, Rows};
use crate::wire::document::DocumentView;
use crate::wire::intake::IncomingRow;
use crate::wire::signature::WaitingRow;

/// Under which names a drawing stands in what is kept of the signing.
const FIELD: &str = "field";
const DRAWING: &str = "drawing";

/// How the rows of a completed document are signed, and what has been drawn so far; all of it is read from what
/// happened to the document.
struct Drawn {
    manners: BTreeMap<String, Manner>,
    drawings: BTreeMap<String, Drawing>,
}

impl Drawn {
    fn read(read: &Read<'_>, document: DocumentId) -> Result<Self, CommandError> {
        let events = read.events().about_document(document)?;
        let of = |kind| events.iter().filter(move |event: &&Event| event.kind == kind);
        let manners = of(EventKind::Completed).find_map(|event| part(event, MANNERS));
        let drawing = |event: &Event| Some((part(event, FIELD)?, part(event, DRAWING)?));
        Ok(Self {
            manners: manners.unwrap_or_default(),
            // Who drew again meant the later one.
            drawings: of(EventKind::RowSigned).filter_map(drawing).collect(),
        })
    }

    fn is_for(&self, field: &Field) -> bool {
        self.manners.get(field.id()) == Some(&Manner::Drawn)
    }
}

fn part<T: serde::de::DeserializeOwned>(event: &Event, name: &str) -> Option<T> {
    serde_json::from_value(event.data.get(name)?.clone()).ok()
}

/// Places what was drawn in its row: the document's next paper. Who is drawing has read the document, and the user is
/// there. Nothing is drawn on a document that is signed electronically or that another one continues.
pub fn draw_signature(
    office: &Office<'_>,
    document: DocumentId,
    field: String,
    drawing: DrawingInput,
) -> Result<DocumentView, CommandError> {
    let (folio, mut drawn, papers, continued) = office.vault.read(|read| {
        let folio = Folio::read(office, read, document)?;
        let continued = filling::continuation(read, &folio.cover)?.is_some();
        let papers = read.papers().of(document)?;
        Ok::<_, CommandError>((folio, Drawn::read(read, document)?, papers, continued))
    })?;
    let made = papers
        .first()
        .ok_or_else(|| CommandError::new(Code::NotCompleted))?
        .made;
    if continued || is_signed(&papers::paper(office, document)?)? {
        return Err(CommandError::new(Code::DrawingTooLate));
    }
    let row = folio.form.field(&field);
    if !row.is_some_and(|row| folio.may_be_drawn(row) && drawn.is_for(row)) {
        return Err(signing::Error::from(signing::SignError::NoField).into());
    }
    let witness = folio.profile.name.to_string();
    let drawing = drawing
        .parse(&witness, office.outside.now())
        .map_err(|problem| vec![problem])?;
    let data = json!({ FIELD: field, DRAWING: drawing });
    drawn.drawings.insert(field, drawing);
    let rows = Rows {
        manners: &drawn.manners,
        drawings: &drawn.drawings,
    };
    let bytes = papers::print(&folio, &folio.sealed, &rows, made)?;
    let mut random = |buffer: &mut [u8]| office.outside.random(buffer);
    office.vault.file(|write, files| {
        write.papers_mut().add(&Paper {
            document,
            kind: PaperKind::Own,
            attached: files.keep(&bytes, &mut random)?,
            made: office.outside.now(),
        })?;
        record_event_with(office, write, EventKind::RowSigned, document, data)?;
        settle(office, write, document)
    })?;
    filling::document(office, document)
}

/// Whether anyone has signed a paper electronically.
pub(crate) fn is_signed(pdf: &[u8]) -> Result<bool, CommandError> {
    Ok(documents::inspect(pdf)?
        .signatures
        .iter()
        .any(|field| field.signed))
}

/// The rows of a document's paper that can still be drawn in, and who has drawn there.
pub(crate) fn waiting(read: &Read<'_>, folio: &Folio, pdf: &[u8]) -> Result<Vec<WaitingRow>, CommandError> {
    if is_signed(pdf)? || filling::continuation(read, &folio.cover)?.is_some() {
        return Ok(Vec::new());
    }
    let drawn = Drawn::read(read, folio.cover.id)?;
    let rows = folio
        .form
        .fields()
        .map(|(_, field)| field)
        .filter(|field| drawn.is_for(field));
    let rows = rows.map(|row| WaitingRow {
        field: row.id().to_owned(),
        label: row.full_label().to_owned(),
        manner: Manner::Drawn,
        name: folio.printed_name(row.id()),
        drawn_by: drawn.drawings.get(row.id()).map(|drawing| drawing.name.clone()),
    });
    Ok(rows.collect())
}

/// The rows of a document that are to be signed with a pen, and of which nothing is known yet.
pub(crate) fn pen_rows(read: &Read<'_>, folio: &Folio) -> Result<Vec<IncomingRow>, CommandError> {
    unknown_rows(read, folio, |manner| matches!(manner, None | Some(Manner::Ink)))
}

/// The rows of a document that somebody may have signed in another system, and of which nothing is known yet: all but
/// those to be drawn in on the screen.
pub(crate) fn other_rows(read: &Read<'_>, folio: &Folio) -> Result<Vec<IncomingRow>, CommandError> {
    unknown_rows(read, folio, |manner| manner != Some(Manner::Drawn))
}

fn unknown_rows(
    read: &Read<'_>,
    folio: &Folio,
    is_meant: impl Fn(Option<Manner>) -> bool,
) -> Result<Vec<IncomingRow>, CommandError> {
    let document = folio.cover.id;
    let events = read.events().about_document(document)?;
    let drawn = Drawn::read(read, document)?;
    let evaluation = folio.form.evaluate(&folio.answers());
    let is_done = |field: &str| {
        let signed = |event: &&Event| matches!(event.kind, EventKind::RowSigned | EventKind::Signed);
        let mut signed = events.iter().filter(signed);
        signed.any(|event| event.data.get("field").is_some_and(|row| row == field))
    };
    let sealed = |section: &forms::Section| folio.is_sealed(section.id());
    let rows = folio.form.fields().filter(|(section, field)| {
        let is_meant = is_meant(drawn.manners.get(field.id()).copied());
        let is_row = matches!(field.kind(), Kind::Signature { .. });
        let waits = sealed(section) && evaluation.applies(field.id()) && is_awaited(folio, field);
        is_row && is_meant && waits && !is_done(field.id())
    });
    Ok(rows
        .map(|(_, field)| IncomingRow {
            field: field.id().to_owned(),
            label: field.full_label().to_owned(),
            name: folio.printed_name(field.id()),
        })
        .collect())
}
