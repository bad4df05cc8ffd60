//! The pile of scanned pages: which make up which document, and what is known of it.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use cases::{DocumentId, EventKind};
use documents::scan::{Gathered, PageCode, Sorted, Turn, group};
use forms::Form;
use uuid::Uuid;
use vault::{Event, Read};

use super::reading::PilePage;
use super::standing::{Standing, is_protected};
use crate::desk::Office;
use crate::drawing::pen_rows;
use crate::error::{Code, CommandError};
use crate::filling::Folio;
use crate::wire::intake::{IncomingPage, IncomingRow};

/// The scanned pages of every file, in the order in which they were taken in. A page keeps its place, so that what the
/// window calls it by stays true; one that was filed or put aside leaves the place empty.
#[derive(Default)]
pub(super) struct Pile {
    pages: Vec<Option<(String, PilePage)>>,
    /// What is known of the documents on it, looked up once.
    known: BTreeMap<Uuid, Option<Facts>>,
    /// Why a document was not filed when a person asked for it, as an error's code.
    refused: BTreeMap<Uuid, String>,
}

/// What is known of a document of which a scan has come in.
#[derive(Clone)]
pub(super) struct Facts {
    pub title: String,
    pub school: String,
    pub pupil: String,
    pub case: String,
    pub form: Form,
    pub pages: u16,
    pub protected: bool,
    /// The rows that wait for a pen.
    pub rows: Vec<IncomingRow>,
    /// The scanned pages that are filed already, by [`PilePage::source`].
    sources: BTreeSet<String>,
}

impl Pile {
    pub fn add(&mut self, file: &str, pages: Vec<PilePage>) {
        let pages = pages.into_iter().map(|page| Some((file.to_owned(), page)));
        self.pages.extend(pages);
    }

    /// How many bytes the files have of which a page is here.
    pub fn size(&self) -> usize {
        let mut files: Vec<&PilePage> = Vec::new();
        for (_, page) in self.pages.iter().flatten() {
            if files
                .last()
                .is_none_or(|last| !last.scan.is_same_file(&page.scan))
            {
                files.push(page);
            }
        }
        files.iter().map(|page| page.scan.size()).sum()
    }

    /// The pages by document; the places are those in the pile.
    pub fn sorted(&self) -> Sorted {
        let there: Vec<usize> = (0..self.pages.len())
            .filter(|at| self.page(*at).is_some())
            .collect();
        let codes: Vec<Option<PageCode>> = there.iter().map(|at| self.page(*at)?.code).collect();
        let mut sorted = group(&codes);
        let place = |at: &mut usize| *at = there.get(*at).copied().unwrap_or_default();
        sorted.unrecognised.iter_mut().for_each(place);
        for document in &mut sorted.documents {
            document.pages.iter_mut().map(|(_, at)| at).for_each(place);
            document.duplicates.iter_mut().for_each(place);
            document.uncertain.iter_mut().for_each(place);
        }
        sorted
    }

    pub fn page(&self, at: usize) -> Option<&PilePage> {
        Some(&self.pages.get(at)?.as_ref()?.1)
    }

    /// Says where a page belongs, for it bears no code that can be read.
    pub fn place(&mut self, at: usize, code: PageCode) -> Result<(), CommandError> {
        self.page_mut(at)?.code = Some(code);
        Ok(())
    }

    /// Turns a page a quarter clockwise.
    pub fn turn(&mut self, at: usize) -> Result<(), CommandError> {
        let page = self.page_mut(at)?;
        page.turn = page.turn.then(Turn::Right);
        Ok(())
    }

    fn page_mut(&mut self, at: usize) -> Result<&mut PilePage, CommandError> {
        let page = self.pages.get_mut(at).and_then(Option::as_mut);
        page.map(|(_, page)| page)
            .ok_or_else(|| CommandError::new(Code::NotFound))
    }

    /// Takes pages off the pile.
    pub fn remove(&mut self, places: impl IntoIterator<Item = usize>) {
        for at in places {
            if let Some(page) = self.pages.get_mut(at) {
                *page = None;
            }
        }
    }

    /// A page as the window shows it.
    pub fn view(&self, at: usize, number: Option<u16>) -> Option<IncomingPage> {
        let (file, page) = self.pages.get(at)?.as_ref()?;
        Some(IncomingPage {
            at: at as u32,
            file: file.clone(),
            page: page.page as u32 + 1,
            number,
        })
    }

    /// What is known of a document, looked up the first time.
    pub fn facts(&mut self, office: &Office<'_>, document: Uuid) -> Result<Option<&Facts>, CommandError> {
        let known = match self.known.entry(document) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                let read = |read: &Read<'_>| Facts::read(office, read, document.into());
                place.insert(office.vault.read(read)?)
            }
        };
        Ok(known.as_ref())
    }

    /// What is known of it is looked up anew: something has happened to it.
    pub fn forget(&mut self, document: Uuid) {
        self.known.remove(&document);
    }

    /// Remembers why a document was not filed.
    pub fn refuse(&mut self, document: Uuid, code: String) {
        self.refused.insert(document, code);
    }

    /// Why a document was not filed.
    pub fn refused(&self, document: Uuid) -> Option<String> {
        self.refused.get(&document).cloned()
    }

    /// What the pages of a document are to this vault.
    pub fn standing(&self, gathered: &Gathered, facts: Option<&Facts>) -> Standing {
        let mut pages = gathered.pages.iter().filter_map(|(_, at)| self.page(*at));
        match facts {
            None => Standing::UnknownDocument,
            Some(facts) if facts.protected => Standing::Protected,
            Some(facts) if pages.all(|page| facts.sources.contains(&page.source())) => Standing::Known,
            Some(facts) if !gathered.beyond(facts.pages).is_empty() => Standing::ScanOther,
            Some(facts) if !gathered.missing(facts.pages).is_empty() => Standing::ScanIncomplete,
            Some(_) => Standing::Scan,
        }
    }
}

impl Facts {
    /// What is known of a completed document; nothing of one that is not there, or is being written.
    fn read(
        office: &Office<'_>,
        read: &Read<'_>,
        document: DocumentId,
    ) -> Result<Option<Self>, CommandError> {
        let Some(cover) = read.documents().get(document)? else {
            return Ok(None);
        };
        let Some(paper) = read.papers().current(document)? else {
            return Ok(None);
        };
        let folio = Folio::read(office, read, document)?;
        let case = read.cases().get(cover.case)?;
        let pdf = office.vault.attachment(&paper.attached.name)?;
        Ok(Some(Self {
            title: cover.title.to_string(),
            school: folio.pupil.school.to_string(),
            pupil: folio.pupil.display_name().to_string(),
            case: case.map(|case| case.title().to_string()).unwrap_or_default(),
            pages: u16::try_from(documents::inspect(&pdf)?.pages).unwrap_or(u16::MAX),
            protected: is_protected(read, &cover)?,
            rows: pen_rows(read, &folio)?,
            sources: sources(read, document)?,
            form: folio.form,
        }))
    }
}

/// The scanned pages that are filed under a document.
fn sources(read: &Read<'_>, document: DocumentId) -> Result<BTreeSet<String>, CommandError> {
    let events = read.events().about_document(document)?;
    Ok(scan_sources(&events).into_iter().flatten().collect())
}

/// The pages that each scan of a document was made of, by [`PilePage::source`], the first scan first.
pub(crate) fn scan_sources(events: &[Event]) -> Vec<Vec<String>> {
    let received = events.iter().filter(|event| event.kind == EventKind::Received);
    let sources = received.filter_map(|event| {
        let sources = event.data.get("sources")?.clone();
        serde_json::from_value::<Vec<String>>(sources).ok()
    });
    sources.collect()
}
