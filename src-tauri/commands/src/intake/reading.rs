//! Reading a file: a document of ours as data, a scan page by page, or neither.

use std::path::Path;

use chrono::{DateTime, Utc};
use documents::Inspection;
use documents::scan::{PageCode, Scan, Turn};
use forms::Record;
use signing::Trust;
use uuid::Uuid;

use super::standing::Standing;
use super::told::Told;
use crate::errand::Work;
use crate::error::Code;
use crate::outside::Outside;
use crate::signatures::judge;
use crate::wire::signature::SignatureReport;

/// A file that was read.
pub(super) struct Taken {
    /// The name the user knows it by.
    pub name: String,
    pub content: Content,
}

pub(super) enum Content {
    /// A document with what a machine can read of it.
    Electronic(Box<Electronic>),
    /// Scanned pages.
    Pages(Vec<PilePage>),
    /// It could not be read; why, as an error's code.
    Refused(String),
}

/// A PDF that is a document of ours, or came from one.
pub(crate) struct Electronic {
    /// Its bytes, which are never rewritten.
    pub bytes: Vec<u8>,
    /// The document, by its metadata or its page codes.
    pub document: Uuid,
    /// The answers, where they are attached.
    pub record: Option<Record>,
    /// What those tell.
    pub told: Told,
    /// Whether what is attached does not hold together.
    pub broken: bool,
    /// How many pages it has.
    pub pages: usize,
    /// The fields that are signed.
    pub signed: Vec<String>,
    /// What is to be said of its signatures.
    pub report: SignatureReport,
    /// What it is to this vault.
    pub standing: Standing,
}

/// A page of the pile.
#[derive(Clone)]
pub(super) struct PilePage {
    pub scan: Scan,
    /// Its number in the file, from 0.
    pub page: usize,
    /// What its code says, or a person.
    pub code: Option<PageCode>,
    pub turn: Turn,
}

impl PilePage {
    /// The same for the same page of the same file, whenever it is taken in.
    pub fn source(&self) -> String {
        format!("{}:{}", self.scan.sha256(), self.page)
    }
}

/// Reads a file whose bytes may be so many; nothing if the user wants no more.
pub(super) fn read(
    outside: &dyn Outside,
    file: &Path,
    most: usize,
    trust: &Trust,
    work: &Work<'_>,
) -> Option<Taken> {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned());
    let content = match outside.read(file, most as u64 + 1) {
        Err(error) => Content::Refused(error.code),
        Ok(bytes) if bytes.len() > most => Content::Refused(Code::IntakeFull.as_str().to_owned()),
        Ok(bytes) => recognise(bytes, trust, outside.now(), work)?,
    };
    work.step().then(|| Taken {
        name: name.unwrap_or_default(),
        content,
    })
}

/// A document as data, with what is to be said of it; nothing where it carries none.
pub(crate) fn read_electronic(bytes: Vec<u8>, trust: &Trust, now: DateTime<Utc>) -> Option<Box<Electronic>> {
    let inspection = documents::inspect(&bytes).ok()?;
    let document = inspection.document?;
    inspection.record.as_ref()?;
    Some(electronic(bytes, document, Some(&inspection), trust, now))
}

/// A document that another system has signed and packed without its data, by the codes on its pages; nothing where it is
/// none. Reading a page takes a while: nothing at all if the user wants no more.
pub(crate) fn read_bare(
    bytes: Vec<u8>,
    (trust, now): (&Trust, DateTime<Utc>),
    work: &Work<'_>,
) -> Option<Option<Box<Electronic>>> {
    let inspection = documents::inspect(&bytes).ok();
    let is_bare = |found: &Inspection| found.record.is_none() && is_signed(found);
    let (Some(inspection), Ok(scan)) = (inspection.filter(is_bare), Scan::open(bytes)) else {
        return Some(None);
    };
    let document = codes(&scan, work)?.and_then(|codes| sole(codes.into_iter()));
    Some(document.map(|document| electronic(scan.into_bytes(), document, Some(&inspection), trust, now)))
}

/// What stands on every page of a scan; nothing where one of them cannot be read. Nothing at all if the user wants no more.
pub(crate) fn codes(scan: &Scan, work: &Work<'_>) -> Option<Option<Vec<Option<PageCode>>>> {
    let pages = pages(scan, work)?.ok();
    Some(pages.map(|pages| pages.into_iter().map(|page| page.code).collect()))
}

/// A paper of a document that is here, whatever it says of itself.
pub(super) fn read_filed(
    bytes: Vec<u8>,
    document: Uuid,
    trust: &Trust,
    now: DateTime<Utc>,
) -> Box<Electronic> {
    let inspection = documents::inspect(&bytes).ok();
    electronic(bytes, document, inspection.as_ref(), trust, now)
}

fn is_signed(found: &Inspection) -> bool {
    found.signatures.iter().any(|field| field.signed)
}

fn electronic(
    bytes: Vec<u8>,
    document: Uuid,
    inspection: Option<&Inspection>,
    trust: &Trust,
    now: DateTime<Utc>,
) -> Box<Electronic> {
    let fields = inspection.map(|found| &found.signatures).into_iter().flatten();
    let record = inspection.and_then(|found| found.record.clone());
    let signed: Vec<String> = fields
        .filter(|field| field.signed)
        .map(|field| field.name.clone())
        .collect();
    Box::new(Electronic {
        document,
        told: Told::by(record.as_ref(), &signed),
        record,
        pages: inspection.map_or(0, |found| found.pages),
        broken: inspection.is_some_and(|found| !found.remarks.is_empty()),
        signed,
        report: judge(&bytes, trust, now),
        standing: Standing::Unknown,
        bytes,
    })
}

fn recognise(bytes: Vec<u8>, trust: &Trust, now: DateTime<Utc>, work: &Work<'_>) -> Option<Content> {
    let inspection = documents::inspect(&bytes).ok();
    let electronic = |bytes: Vec<u8>, document| {
        Content::Electronic(electronic(bytes, document, inspection.as_ref(), trust, now))
    };
    let has_data = inspection
        .as_ref()
        .filter(|found| found.record.is_some() || !found.remarks.is_empty());
    if let Some(document) = has_data.and_then(|found| found.document) {
        return Some(electronic(bytes, document));
    }
    if exchange::handover::is_package(&bytes) {
        return Some(Content::Refused(Code::PackageAmongPapers.as_str().to_owned()));
    }
    let scan = match Scan::open(bytes) {
        Ok(scan) => scan,
        Err(error) => return Some(Content::Refused(error.code().to_owned())),
    };
    let pages = match pages(&scan, work)? {
        Ok(pages) => pages,
        Err(code) => return Some(Content::Refused(code)),
    };
    let is_signed = inspection.as_ref().is_some_and(is_signed);
    // A scan has no electronic signature: another system has signed the document and taken the data out of it.
    Some(match (is_signed, sole(pages.iter().map(|page| page.code))) {
        (true, Some(document)) => electronic(scan.into_bytes(), document),
        (true, None) => Content::Refused(Code::NoneOfOurs.as_str().to_owned()),
        (false, _) => Content::Pages(pages),
    })
}

/// Every page with its code; the first page that cannot be read refuses the file, lest one goes missing unseen.
fn pages(scan: &Scan, work: &Work<'_>) -> Option<Result<Vec<PilePage>, String>> {
    work.more(scan.pages() - 1);
    let mut pages = Vec::new();
    for page in 0..scan.pages() {
        let found = match scan.read(page) {
            Ok(found) => found,
            Err(error) => return Some(Err(error.code().to_owned())),
        };
        pages.push(PilePage {
            scan: scan.clone(),
            page,
            code: found.code,
            turn: found.turn,
        });
        // The last one is done when the file is.
        if page + 1 < scan.pages() && !work.step() {
            return None;
        }
    }
    Some(Ok(pages))
}

/// The one document whose codes the pages bear.
fn sole(pages: impl Iterator<Item = Option<PageCode>>) -> Option<Uuid> {
    let mut documents = pages.flatten().map(|code| code.document);
    let first = documents.next()?;
    documents.all(|document| document == first).then_some(first)
}
