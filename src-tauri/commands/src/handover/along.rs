//! What goes along with a case that is handed over: what of it is new here, and keeping it. It is the sender's word, and
//! kept as that: a scan is looked at by a person before it counts, what is void is believed, and what has happened is told.

use std::collections::BTreeSet;

use cases::{Case, DocumentId, DocumentState, EventKind};
use documents::Inspection;
use documents::scan::{PageCode, Scan, group};
use exchange::handover::{Along, Beside, FiledReturn, FiledScan, Recounted};
use forms::Hash;
use serde_json::json;
use uuid::Uuid;
use vault::{Event, Paper, PaperKind, Read, Subject, Write};

use super::holding;
use super::parcels::Parcel;
use super::taking::Bytes;
use crate::consents::{BESIDE, beside};
use crate::desk::Office;
use crate::errand::Work;
use crate::error::{Code, CommandError};
use crate::filling::record_event_with;
use crate::recounted::{Told, in_short, recount};
use crate::{intake, municipality};

/// How what came without a paper was received.
pub(crate) const MANNER: &str = "package";

/// A scan that a package carries, read page by page.
pub(super) struct ReadScan {
    /// The document that it says it is a scan of.
    document: Option<Uuid>,
    /// What stands on its pages, in their order.
    codes: Vec<Option<PageCode>>,
}

/// A scan that goes along; nothing where it is no scan of ours. This takes a while for a long one: nothing at all if the
/// user wants no more.
pub(super) fn read_scan(bytes: &[u8], work: &Work<'_>) -> Option<Option<ReadScan>> {
    let found = documents::inspect(bytes).ok();
    let is_scan = |found: &Inspection| found.kind == documents::Kind::Scan && found.record.is_none();
    let (Some(found), Ok(scan)) = (found.filter(is_scan), Scan::open(bytes.to_vec())) else {
        return Some(None);
    };
    let document = found.document;
    let codes = intake::codes(&scan, work)?;
    Some(codes.map(|codes| ReadScan { document, codes }))
}

impl ReadScan {
    /// Whether it is a scan of this document, which has so many pages: every one of them once and no other. A page whose
    /// code cannot be read was placed by a person, and lies in its place.
    fn is_of(&self, document: Uuid, pages: u16) -> bool {
        let placed = (1..).zip(&self.codes).map(|(page, code)| {
            let here = PageCode { document, page };
            Some(code.unwrap_or(here))
        });
        let placed: Vec<Option<PageCode>> = placed.collect();
        let sorted = group(&placed);
        let [gathered] = sorted.documents.as_slice() else {
            return false;
        };
        let is_whole = gathered.missing(pages).is_empty() && gathered.beyond(pages).is_empty();
        self.document == Some(document)
            && gathered.document == document
            && is_whole
            && gathered.duplicates.is_empty()
    }
}

/// Whether every paper that goes along is one of the document that the package says, by its own pages. A page of any other
/// refuses all.
pub(super) fn all_fit(parcel: &Parcel) -> bool {
    let content = &parcel.opened.content;
    let mut scans = content.scans().iter();
    scans.all(|scan| fits(parcel, scan)) && content.returned().iter().all(|one| is_packed(parcel, one))
}

/// Whether a paper is its document as another system signed and packed it. Whether the pages say what the document does, a
/// person has to read.
pub(super) fn is_packed(parcel: &Parcel, returned: &FiledReturn) -> bool {
    let paper = parcel.paper(&returned.sha256);
    paper.is_some_and(|paper| {
        paper.document == returned.document && paper.record.is_none() && intake::unsound(paper).is_none()
    })
}

/// Whether a scan is one of its document, which comes in the same package.
pub(super) fn fits(parcel: &Parcel, scan: &FiledScan) -> bool {
    let Some(read) = parcel.scan(&scan.sha256) else {
        return false;
    };
    let documents = parcel.opened.content.documents().iter();
    let mut own = documents.filter(|filed| filed.document == scan.document);
    own.any(|filed| {
        let paper = parcel.paper(&filed.sha256);
        let pages = paper.and_then(|paper| u16::try_from(paper.pages).ok());
        pages.is_some_and(|pages| read.is_of(scan.document, pages))
    })
}

/// How many pages of a scan have no code that can be read.
pub(super) fn without_code(parcel: &Parcel, scan: &FiledScan) -> usize {
    let read = parcel.scan(&scan.sha256);
    read.map_or(0, |read| read.codes.iter().filter(|code| code.is_none()).count())
}

/// What of what goes along is not here.
#[derive(Default)]
pub(super) struct News<'a> {
    pub scans: Vec<&'a FiledScan>,
    pub returned: Vec<&'a FiledReturn>,
    pub cancelled: Vec<&'a Recounted>,
    pub beside: Vec<&'a Beside>,
    pub told: Vec<&'a Recounted>,
}

/// What of what goes along is not here. What was disposed of here stays away with all that belongs to it.
pub(super) fn news<'a>(read: &Read<'_>, along: &'a Along, case: &Case) -> Result<News<'a>, CommandError> {
    let events = read.events().about_case(case.id())?;
    let known: Vec<Recounted> = events.iter().filter_map(recount).collect();
    // By what it says, or by its id where it says the same in other words now.
    let words: BTreeSet<String> = known.iter().map(in_short).collect();
    let id = |one: &Recounted| (one.document, one.kind.as_str(), one.event);
    let ids: BTreeSet<_> = known.iter().map(id).collect();
    let is_known = |one: &Recounted| ids.contains(&id(one)) || words.contains(&in_short(one));
    let gone = gone(read, along)?;
    let stays = |document: &Uuid| !gone.contains(document);
    let is_new = |one: &&Recounted| one.document.as_ref().is_none_or(stays) && !is_known(one);
    let mut news = News {
        told: along.told.iter().filter(is_new).collect(),
        ..News::default()
    };
    let is_filed = |document: Uuid, sha256: Hash| {
        let same = read.papers().with_bytes(sha256)?;
        Ok::<_, CommandError>(same.iter().any(|paper| paper.document.uuid() == document))
    };
    for one in along.returned.iter().filter(|one| stays(&one.document)) {
        if !is_filed(one.document, one.sha256)? {
            news.returned.push(one);
        }
    }
    for scan in along.scans.iter().filter(|scan| stays(&scan.document)) {
        let is_counted = news.scans.iter().any(|other| other.sha256 == scan.sha256);
        if !is_filed(scan.document, scan.sha256)? && !is_counted {
            news.scans.push(scan);
        }
    }
    for void in &along.cancelled {
        let Some(document) = void.document.filter(stays) else {
            continue;
        };
        let is_void = read.documents().state(document.into())? == DocumentState::Cancelled;
        if !is_void && may_be_void(read, case, document.into())? {
            news.cancelled.push(void);
        }
    }
    for one in along.beside.iter().filter(|one| stays(&one.document)) {
        let events = read.events().about_document(one.document.into())?;
        // What was begun here is known here.
        let is_own = events.iter().any(|event| event.kind == EventKind::Begun);
        let first = read.documents().get(one.first.into())?;
        let is_of_case = first.is_none_or(|first| first.case == case.id());
        if !is_own && is_of_case && beside(&events).is_none() {
            news.beside.push(one);
        }
    }
    Ok(news)
}

/// Whether it is for others to say that a document is void: it comes with the case, or that was handed over and is not
/// answered for here. What was begun here, or is answered for here, is made void by nobody else.
fn may_be_void(read: &Read<'_>, case: &Case, document: DocumentId) -> Result<bool, CommandError> {
    if read.documents().get(document)?.is_none() {
        return Ok(true);
    }
    if let Some(last) = holding::last(read, case.id())? {
        return Ok(holding::may_be_elsewhere(&last));
    }
    let events = read.events().about_document(document)?;
    Ok(events.iter().all(|event| event.kind != EventKind::Begun))
}

/// The documents that something goes along with, and that were disposed of here.
fn gone(read: &Read<'_>, along: &Along) -> Result<BTreeSet<Uuid>, CommandError> {
    let scans = along.scans.iter().map(|scan| scan.document);
    let scans = scans.chain(along.returned.iter().map(|one| one.document));
    let apart = along.beside.iter().map(|one| one.document);
    let noted = along.cancelled.iter().chain(&along.told);
    let noted = noted.filter_map(|one| one.document);
    let all: BTreeSet<Uuid> = scans.chain(apart).chain(noted).collect();
    let mut gone = BTreeSet::new();
    for document in all {
        if read.disposals().get(document.into())?.is_some() {
            gone.insert(document);
        }
    }
    Ok(gone)
}

/// What goes along, on its way into the vault in the transaction that takes the package in.
pub(super) struct Keeping<'a> {
    pub office: &'a Office<'a>,
    pub write: &'a Write<'a>,
    pub parcel: &'a Parcel,
    pub bytes: &'a Bytes<'a>,
    pub case: &'a Case,
    /// Who sends it.
    pub from: &'a str,
}

impl Keeping<'_> {
    /// Keeps all that is new.
    pub fn all(&self, along: &Along) -> Result<(), CommandError> {
        let news = news(self.write, along, self.case)?;
        news.scans.into_iter().try_for_each(|scan| self.scan(scan))?;
        news.returned.into_iter().try_for_each(|one| self.returned(one))?;
        news.beside.into_iter().try_for_each(|one| self.beside(one))?;
        for void in news.cancelled {
            self.event(EventKind::Cancelled, void)?;
        }
        for told in news.told {
            self.event(EventKind::Told, told)?;
        }
        Ok(())
    }

    /// Filed as if it had come by itself; who signed it, a person says who has read it.
    fn returned(&self, one: &FiledReturn) -> Result<(), CommandError> {
        let paper = self.parcel.paper(&one.sha256);
        let paper = paper.ok_or_else(|| CommandError::new(Code::NotToBeTaken))?;
        match intake::of_electronic(self.office, self.write, paper)? {
            // Another document has the same bytes, which say whose they are.
            intake::Standing::Known => Ok(()),
            standing => {
                let attached = (standing, self.bytes.keep(&one.sha256)?);
                intake::file(self.office, self.write, paper, attached, ("", &[]))
            }
        }
    }

    /// A scan is a paper of its document; who signed on it, a person says who has looked.
    fn scan(&self, scan: &FiledScan) -> Result<(), CommandError> {
        municipality::must_be_held(self.office)?;
        let document = DocumentId::from(scan.document);
        self.write.papers_mut().add(&Paper {
            document,
            kind: PaperKind::Scan,
            attached: self.bytes.keep(&scan.sha256)?,
            made: self.office.outside.now(),
        })?;
        let data = json!({ "manner": "scan", "sources": scan.sources, "name": self.from });
        record_event_with(self.office, self.write, EventKind::Received, document, data)
    }

    fn beside(&self, one: &Beside) -> Result<(), CommandError> {
        let data = json!({ "manner": MANNER, BESIDE: one.first.to_string(), "name": self.from });
        record_event_with(
            self.office,
            self.write,
            EventKind::Received,
            one.document.into(),
            data,
        )
    }

    fn event(&self, kind: EventKind, told: &Recounted) -> Result<(), CommandError> {
        self.write.events_mut().add(&Event {
            // One of its own: who chose it could take that of something that is to be written down here.
            id: self.office.new_id(),
            kind,
            at: told.at.min(self.office.outside.now()),
            // Who wrote it down there is the sender's word; who said it here is the sender.
            by: self.from.to_owned(),
            subject: Subject {
                pupil: Some(self.case.pupil()),
                case: Some(self.case.id()),
                document: told.document.map(DocumentId::from),
            },
            data: Told::heard(told, self.from).to_json(),
        })?;
        Ok(())
    }
}
