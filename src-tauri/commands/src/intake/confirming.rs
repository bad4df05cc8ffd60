//! Signatures that stand on a paper here and that nobody here has seen: on a scan, made by a guardian or a pupil, or on a
//! paper that another system signed and packed. They came with a case that was handed over, or nobody said whose they are
//! when they were filed. They count when a person has looked and says so, and not before.

use std::collections::BTreeMap;

use cases::{DocumentId, DocumentState, EventKind};
use chrono::NaiveDate;
use serde_json::json;
use signing::Trust;
use vault::{Paper, PaperKind, Read};

use super::filing::Pen;
use super::filing::electronic::{held, packed_by, signed_by, signed_elsewhere};
use super::filing::scan::sign_with_pen;
use super::filing::settle_signed;
use super::reading::{Electronic, read_filed};
use crate::archive::document_file;
use crate::desk::Office;
use crate::drawing::{other_rows, pen_rows};
use crate::error::CommandError;
use crate::filling::{Folio, record_event_with};
use crate::outside::day_of;
use crate::people::not_found;
use crate::recounted::{DRAWN, Told, told};
use crate::trust::trust;
use crate::typing::Typed;
use crate::wire::archive::{ConfirmRowsInput, DocumentFile, UnconfirmedRow, UnconfirmedView};
use crate::wire::intake::IncomingRow;
use crate::wire::signature::SignatureView;

const INK: &str = "ink";
const ELECTRONIC: &str = "electronic";
/// Signed in another system, which packed the paper so that no signature in it names a row.
const ELSEWHERE: &str = "elsewhere";

/// What waits for a person's yes, and what that is read from.
struct Waiting {
    view: UnconfirmedView,
    /// The days that are told of electronic signatures, by row.
    days: BTreeMap<String, NaiveDate>,
    /// The papers that are signed electronically.
    papers: Signed,
    /// The rows that wait for a pen, those among them that are signed nowhere here.
    by_pen: Vec<String>,
}

/// The rows of a document that are signed on a paper here, as far as the application sees, and that wait for a person to say
/// so; nothing where there are none.
pub(crate) fn unconfirmed(
    office: &Office<'_>,
    read: &Read<'_>,
    folio: &Folio,
    trust: &Trust,
) -> Result<Option<UnconfirmedView>, CommandError> {
    Ok(waiting(office, read, folio, trust)?.map(|waiting| waiting.view))
}

fn waiting(
    office: &Office<'_>,
    read: &Read<'_>,
    folio: &Folio,
    trust: &Trust,
) -> Result<Option<Waiting>, CommandError> {
    let document = folio.cover.id;
    let is_closed = matches!(folio.state, DocumentState::Draft | DocumentState::Cancelled);
    // Of a pupil with protected identity no scan is filed here either.
    if is_closed || folio.lent.is_some() || folio.pupil.is_protected() {
        return Ok(None);
    }
    let others = other_rows(read, folio)?;
    if others.is_empty() {
        return Ok(None);
    }
    let by_pen: Vec<String> = pen_rows(read, folio)?.into_iter().map(|row| row.field).collect();
    let events = read.events().about_document(document)?;
    let told: Vec<Told> = events.iter().filter_map(told).collect();
    let papers = read.papers().of(document)?;
    let is_scanned = papers.iter().any(|paper| paper.kind == PaperKind::Scan);
    let papers = Signed::read(office, papers, &others, trust);
    let is_of =
        |one: &&Told, field: &str| one.kind == EventKind::RowSigned && one.text("field") == Some(field);
    let told_of = |field: &str| told.iter().rfind(|one| is_of(one, field));
    let rows: Vec<UnconfirmedRow> = others
        .into_iter()
        .filter_map(|row| {
            let is_by_pen = by_pen.contains(&row.field);
            let told = told_of(&row.field);
            unconfirmed_row(office, row, told, &papers, (is_by_pen, is_scanned))
        })
        .collect();
    if rows.is_empty() {
        return Ok(None);
    }
    let made = day_of(office.outside, folio.cover.created);
    let day = |row: &UnconfirmedRow| {
        // The day of a pen is no electronic signature's, and nobody signs what is not made.
        let told = told_of(&row.field).filter(|told| told.text("manner") == Some(ELECTRONIC))?;
        let day = day_told(office, told).filter(|day| Some(*day) >= made)?;
        Some((row.field.clone(), day))
    };
    let days = rows.iter().filter_map(day).collect();
    let keeps = told.iter().rfind(|told| told.kind == EventKind::OriginalKept);
    let view = UnconfirmedView {
        // Of several days the last: a signature counts from when all of them were there.
        on: rows
            .iter()
            .filter(|row| [INK, DRAWN].contains(&row.manner.as_str()))
            .filter_map(|row| row.told_on.as_ref()?.parse::<NaiveDate>().ok())
            .max()
            .map(|on| on.min(office.outside.today()))
            .map(|on| on.to_string())
            .unwrap_or_default(),
        rows,
        kept_by: keeps
            .and_then(|told| told.text("by"))
            .unwrap_or_default()
            .to_owned(),
    };
    Ok(Some(Waiting {
        view,
        days,
        papers,
        by_pen,
    }))
}

fn unconfirmed_row(
    office: &Office<'_>,
    row: IncomingRow,
    told: Option<&Told>,
    papers: &Signed,
    (is_by_pen, is_scanned): (bool, bool),
) -> Option<UnconfirmedRow> {
    let is_told = |manner| told.is_some_and(|told| told.text("manner") == Some(manner));
    let is_inked = is_by_pen && is_scanned;
    let (manner, verdict, signer) = if let Some((_, signature)) = papers.by_field(&row.field) {
        let (verdict, signer) = (signature.verdict.clone(), signature.signer.name.clone());
        (ELECTRONIC, Some(verdict), Some(signer))
    } else if is_by_pen && is_told(DRAWN) {
        // What was drawn is on the paper itself.
        (DRAWN, None, None)
    } else if is_inked && !is_told(ELECTRONIC) {
        (INK, None, None)
    } else {
        let (paper, names) = papers.packed.as_ref()?;
        (ELSEWHERE, Some(paper.report.verdict.clone()), Some(names.clone()))
    };
    let heard = told.and_then(|told| told.text("name"));
    Some(UnconfirmedRow {
        field: row.field,
        label: row.label,
        name: row.name,
        manner: manner.to_owned(),
        verdict,
        signer: signer.filter(|name| !name.is_empty()),
        told: told.map(Told::tellers).unwrap_or_default(),
        told_name: heard.map(str::to_owned),
        told_on: told
            .and_then(|told| day_told(office, told))
            .map(|on| on.to_string()),
    })
}

/// The day that is told, or else that on which it was written down there.
fn day_told(office: &Office<'_>, told: &Told) -> Option<NaiveDate> {
    let said = told.text("on").and_then(|on| on.parse().ok());
    said.or_else(|| day_of(office.outside, told.at))
}

/// The papers of a document that are signed electronically, each with what is to be said of its signatures.
#[derive(Default)]
struct Signed {
    /// Those that say what they answer, the document as it is now among them.
    told: Vec<Electronic>,
    /// The last one that another system packed without its answers, and who has signed it.
    packed: Option<(Electronic, String)>,
}

impl Signed {
    /// One that cannot be read shows nothing.
    fn read(office: &Office<'_>, papers: Vec<Paper>, rows: &[IncomingRow], trust: &Trust) -> Self {
        let mut signed = Self::default();
        let mut is_current = true;
        for paper in papers.into_iter().rev() {
            let is_wanted = match paper.kind {
                PaperKind::Own => std::mem::take(&mut is_current),
                PaperKind::Returned => true,
                PaperKind::Scan => false,
            };
            let bytes = is_wanted.then(|| office.vault.attachment(&paper.attached.name));
            let Some(Ok(bytes)) = bytes else { continue };
            let read = read_filed(bytes.to_vec(), paper.document.uuid(), trust, office.outside.now());
            let is_of_row = read
                .signed
                .iter()
                .any(|field| rows.iter().any(|row| row.field == *field));
            if paper.kind == PaperKind::Returned && read.record.is_none() {
                let packed = packed_by(&read).map(|names| (*read, names));
                signed.packed = signed.packed.or(packed);
            } else if is_of_row {
                signed.told.push(*read);
            }
        }
        signed
    }

    /// The paper in which a row is signed in its own field, and the signature.
    fn by_field(&self, row: &str) -> Option<(&Electronic, &SignatureView)> {
        let mut papers = self.told.iter();
        papers.find_map(|paper| Some((paper, held(paper, row)?)))
    }
}

/// Writes down which rows a person has seen to be signed, as filing a paper does.
///
/// # Errors
/// What was typed, field by field; a row that does not wait, or is signed nowhere here.
pub fn confirm_rows(
    office: &Office<'_>,
    document: DocumentId,
    input: ConfirmRowsInput,
) -> Result<DocumentFile, CommandError> {
    let trust = trust(office)?;
    let (folio, waiting) = office.vault.read(|read| {
        let folio = Folio::read(office, read, document)?;
        let waiting = waiting(office, read, &folio, &trust)?;
        Ok::<_, CommandError>((folio, waiting))
    })?;
    let (all, days, papers, by_pen) = waiting
        .map(|waiting| (waiting.view.rows, waiting.days, waiting.papers, waiting.by_pen))
        .unwrap_or_default();
    let chosen: Vec<&UnconfirmedRow> = all.iter().filter(|row| input.rows.contains(&row.field)).collect();
    let of = |manner: &str| chosen.iter().any(|row| row.manner == manner);
    let mut typed = Typed::today(office.outside.today());
    if input.rows.is_empty() {
        typed.wrong("signed-rows", cases::Code::Missing);
    } else if input
        .rows
        .iter()
        .any(|row| all.iter().all(|other| other.field != *row))
    {
        typed.wrong("signed-rows", cases::Code::UnknownChoice);
    }
    let on = match of(INK) || of(DRAWN) {
        true => typed.past_day("signed-on", &input.on),
        false => None,
    };
    let kept_by = match of(INK) {
        true => typed.line("kept-by", &input.kept_by),
        false => String::new(),
    };
    typed.end()?;
    let pen = Pen {
        on: json!(on),
        kept_by,
    };
    let is_signed = of(ELECTRONIC) || of(ELSEWHERE) || by_pen.iter().all(|row| input.rows.contains(row));
    office.vault.write(|write| {
        let with = |manner: &'static str| chosen.iter().copied().filter(move |row| row.manner == manner);
        let inked: Vec<IncomingRow> = with(INK).map(incoming).collect();
        if !inked.is_empty() {
            sign_with_pen(office, write, document, &inked, &pen)?;
        }
        for row in with(DRAWN) {
            // In print on the paper, or nobody's: what is told is no name that was seen here.
            let name = row.name.as_ref().unwrap_or(&row.label);
            let data = json!({ "field": row.field, "manner": DRAWN, "name": name, "on": pen.on });
            record_event_with(office, write, EventKind::RowSigned, document, data)?;
        }
        for row in with(ELECTRONIC) {
            let (paper, _) = papers.by_field(&row.field).ok_or_else(not_found)?;
            let data = signed_by(office, paper, (&row.field, days.get(&row.field).copied()));
            record_event_with(office, write, EventKind::RowSigned, document, data)?;
        }
        for row in with(ELSEWHERE) {
            let (paper, _) = papers.packed.as_ref().ok_or_else(not_found)?;
            let data = signed_elsewhere(office, paper, (row, days.get(&row.field).copied()))
                .ok_or_else(not_found)?;
            record_event_with(office, write, EventKind::RowSigned, document, data)?;
        }
        let is_news = is_signed && folio.state < DocumentState::Signed;
        settle_signed(office, write, document, is_news)
    })?;
    document_file(office, document)
}

fn incoming(row: &UnconfirmedRow) -> IncomingRow {
    IncomingRow {
        field: row.field.clone(),
        label: row.label.clone(),
        name: row.name.clone(),
    }
}
