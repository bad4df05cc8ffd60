//! Taking papers in: the files that a user chooses or drops are read and recognised, shown, and filed when a person
//! says so. What is being taken in lies in memory alone, beside the open vault, and goes when the vault is locked.

mod confirming;
mod filing;
mod pile;
mod reading;
mod standing;
mod told;
mod view;

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use documents::scan::PageCode;

use self::filing::Key;
use self::pile::Pile;
use self::reading::{Content, Taken};
use crate::desk::{Desk, Office, at};
use crate::errand::Work;
use crate::error::{Code, CommandError};
use crate::trust::trust;
use crate::wire::intake::{FiledPaper, IntakeView, RefusedFile};

pub use self::confirming::confirm_rows;
pub(crate) use self::confirming::unconfirmed;
pub(crate) use self::filing::electronic::file;
pub use self::filing::file_papers;
pub(crate) use self::pile::scan_sources;
pub(crate) use self::reading::{Electronic, codes, read_bare, read_electronic};
pub(crate) use self::standing::{Standing, of_electronic, unsound};

/// The most bytes that lie in memory at once.
const MOST_BYTES: usize = 512 << 20;
/// The long side of a scanned page on the screen, in pixels.
const PREVIEW: usize = 1100;

/// What is being taken in.
#[derive(Default)]
pub(crate) struct Intake {
    electronic: Vec<Waiting>,
    pile: Pile,
    refused: Vec<RefusedFile>,
    filed: Vec<FiledPaper>,
    next: u32,
}

/// A document that came as data and waits to be filed.
struct Waiting {
    number: u32,
    paper: Box<Electronic>,
    /// Why it was not filed when a person asked for it.
    refused: Option<String>,
}

impl Intake {
    /// How many bytes lie in memory.
    fn size(&self) -> usize {
        let papers = self.electronic.iter().map(|waiting| waiting.paper.bytes.len());
        papers.sum::<usize>() + self.pile.size()
    }

    fn add(&mut self, office: &Office<'_>, taken: Taken) -> Result<(), CommandError> {
        match taken.content {
            Content::Refused(code) => self.refused.push(RefusedFile {
                file: taken.name,
                code,
            }),
            Content::Pages(pages) => {
                self.pile.add(&taken.name, pages);
            }
            Content::Electronic(mut paper) => {
                paper.standing = office
                    .vault
                    .read(|read| standing::of_electronic(office, read, &paper))?;
                self.next += 1;
                self.electronic.push(Waiting {
                    number: self.next,
                    paper,
                    refused: None,
                });
            }
        }
        Ok(())
    }
}

/// Reads the files that the user chooses; nothing if they changed their mind.
pub fn choose_papers(desk: &Mutex<Desk>) -> Result<Option<IntakeView>, CommandError> {
    let outside = outside(desk)?;
    let files = outside.choose_papers();
    match files.is_empty() {
        true => Ok(None),
        false => take_in(desk, || files).map(Some),
    }
}

/// Reads the files that the user dropped on the window.
pub fn take_dropped(desk: &Mutex<Desk>) -> Result<IntakeView, CommandError> {
    let outside = outside(desk)?;
    // What was dropped stays where it is while something else goes on.
    take_in(desk, || outside.dropped())
}

/// Whether the user dropped papers on the window that were not read yet: they may have come while the vault was locked.
pub fn papers_dropped(desk: &mut Desk) -> Result<bool, CommandError> {
    Ok(desk.outside.papers_dropped())
}

fn outside(desk: &Mutex<Desk>) -> Result<Arc<dyn crate::Outside>, CommandError> {
    let desk = at(desk);
    desk.office()?;
    Ok(Arc::clone(&desk.outside))
}

fn take_in(desk: &Mutex<Desk>, files: impl FnOnce() -> Vec<PathBuf>) -> Result<IntakeView, CommandError> {
    let outside = outside(desk)?;
    let work = Work::begin(desk, 0)?;
    let files = files();
    work.more(files.len());
    let trust = work.sit(|office, _| trust(office))?;
    for file in files {
        let left = work.sit(|_, intake| Ok(MOST_BYTES.saturating_sub(intake.size())))?;
        let most = left.min(documents::scan::LARGEST_SCAN);
        let Some(taken) = reading::read(outside.as_ref(), &file, most, &trust, &work) else {
            break;
        };
        work.sit(|office, intake| intake.add(office, taken))?;
    }
    drop(work);
    intake(&mut at(desk))
}

/// Everything that has been taken in and waits.
pub fn intake(desk: &mut Desk) -> Result<IntakeView, CommandError> {
    let (office, intake) = desk.reception()?;
    view::view(&office, intake)
}

/// Says to which document a scanned page belongs, and which page of it it is.
pub fn place_page(
    desk: &mut Desk,
    at: u32,
    document: String,
    page: String,
) -> Result<IntakeView, CommandError> {
    let (office, intake) = desk.reception()?;
    let wrong = |field: &str| CommandError::new(Code::NoSuchPage).at(field);
    let document = document.parse().map_err(|_| wrong("document"))?;
    let facts = intake
        .pile
        .facts(&office, document)?
        .ok_or_else(|| wrong("document"))?;
    let number = page.trim().parse::<u16>().ok();
    let page = number
        .filter(|page| (1..=facts.pages).contains(page))
        .ok_or_else(|| wrong("page"))?;
    intake.pile.place(at as usize, PageCode { document, page })?;
    view::view(&office, intake)
}

/// Turns a scanned page a quarter clockwise.
pub fn turn_page(desk: &mut Desk, at: u32) -> Result<(), CommandError> {
    desk.reception()?.1.pile.turn(at as usize)
}

/// A scanned page as a picture, PNG in base64.
pub fn scanned_page(desk: &Mutex<Desk>, page: u32) -> Result<String, CommandError> {
    let found = at(desk).reception()?.1.pile.page(page as usize).cloned();
    let found = found.ok_or_else(|| CommandError::new(Code::NotFound))?;
    let picture = found.scan.preview(found.page, found.turn, PREVIEW);
    Ok(BASE64.encode(picture.map_err(|error| CommandError::named(error.code()))?))
}

/// Puts papers and pages aside: they stay where they came from, and nothing of them is kept.
pub fn put_aside(desk: &mut Desk, papers: Vec<String>, pages: Vec<u32>) -> Result<IntakeView, CommandError> {
    let (office, intake) = desk.reception()?;
    for key in papers {
        match key.parse()? {
            Key::Electronic(number) => intake.electronic.retain(|one| one.number != number),
            Key::Scan(document) => {
                let sorted = intake.pile.sorted();
                let mine = sorted
                    .documents
                    .into_iter()
                    .filter(|one| one.document == document);
                let places = mine.flat_map(|one| {
                    let placed = one.pages.into_iter().map(|(_, at)| at);
                    placed.chain(one.duplicates).collect::<Vec<_>>()
                });
                intake.pile.remove(places.collect::<Vec<_>>());
            }
        }
    }
    intake.pile.remove(pages.into_iter().map(|at| at as usize));
    view::view(&office, intake)
}

/// Forgets everything that waits and everything that was said of it.
pub fn clear_intake(desk: &mut Desk) -> Result<IntakeView, CommandError> {
    let (office, intake) = desk.reception()?;
    *intake = Intake::default();
    view::view(&office, intake)
}
