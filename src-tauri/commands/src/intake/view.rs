//! What waits, as the window shows it.

use documents::scan::Gathered;
use vault::Read;

use super::filing::Key;
use super::pile::Pile;
use super::reading::Electronic;
use super::standing::Standing;
use super::{Intake, Waiting};
use crate::consents::is_consent;
use crate::desk::Office;
use crate::error::CommandError;
use crate::handover::must_be_own;
use crate::namesakes::{Known, alike, everyone};
use crate::wire::intake::{IncomingPage, IncomingPaper, IncomingRow, IntakeView, PagePlace};

pub(super) fn view(office: &Office<'_>, intake: &mut Intake) -> Result<IntakeView, CommandError> {
    let sorted = intake.pile.sorted();
    let mut papers = office.vault.read(|read| {
        let everyone = everyone(read)?;
        let papers = intake.electronic.iter();
        papers
            .map(|waiting| electronic(read, waiting, &everyone))
            .collect::<Result<Vec<_>, CommandError>>()
    })?;
    for gathered in &sorted.documents {
        papers.push(scan(office, &mut intake.pile, gathered)?);
    }
    let uncertain = sorted.documents.iter().flat_map(|one| &one.uncertain);
    let loose: Vec<IncomingPage> = sorted
        .unrecognised
        .iter()
        .chain(uncertain)
        .filter_map(|at| intake.pile.view(*at, None))
        .collect();
    Ok(IntakeView {
        places: if loose.is_empty() {
            Vec::new()
        } else {
            places(office)?
        },
        papers,
        loose,
        refused: intake.refused.clone(),
        filed: intake.filed.clone(),
    })
}

fn electronic(read: &Read<'_>, waiting: &Waiting, everyone: &[Known]) -> Result<IncomingPaper, CommandError> {
    let paper = &waiting.paper;
    let cover = read.documents().get(paper.document.into())?;
    let record = paper.record.as_ref();
    let case = match (&cover, record.and_then(|record| record.case)) {
        (Some(cover), _) => read.cases().get(cover.case)?,
        (None, Some(case)) => read.cases().get(case.into())?,
        (None, None) => None,
    };
    let pupil = case
        .as_ref()
        .map(|case| read.pupils().get(case.pupil()))
        .transpose()?
        .flatten();
    let pupil = pupil.map(|pupil| pupil.display_name().to_string());
    let named = &paper.told.pupil;
    let is_other = |named: &String| {
        pupil
            .as_ref()
            .is_some_and(|known| cases::fold(known) != cases::fold(named))
    };
    let needs_pupil = paper.standing == Standing::Foreign && case.is_none();
    Ok(IncomingPaper {
        key: Key::Electronic(waiting.number).to_string(),
        standing: paper.standing.key().to_owned(),
        can_be_filed: paper.standing.can_be_filed(),
        title: match &cover {
            Some(cover) => cover.title.to_string(),
            None => paper.told.title.clone().unwrap_or_default(),
        },
        pupil: pupil.clone().or_else(|| named.clone()),
        case: case.map(|case| case.title().to_string()),
        document: cover.map(|cover| cover.id.to_string()),
        verdict: Some(paper.report.verdict.clone()),
        names: paper.report.names.clone(),
        pages: Vec::new(),
        missing: Vec::new(),
        rows: match paper.standing {
            // Its pages are read first, where they can be looked at.
            Standing::ReturnedBare => Vec::new(),
            _ => rows(paper),
        },
        is_consent: paper.told.is_consent,
        named: named.clone().filter(is_other),
        needs_pupil,
        pupils: if needs_pupil {
            alike(everyone, named.as_deref(), record.and_then(|record| record.pupil))
        } else {
            Vec::new()
        },
        refused: waiting.refused.clone(),
    })
}

/// The names of guardians and pupil in which it is signed; a person says whether they are theirs.
fn rows(paper: &Electronic) -> Vec<IncomingRow> {
    let row = |(field, label): &(String, String)| {
        let signature = paper.report.signatures.iter().find(|one| one.field == *field);
        IncomingRow {
            name: signature.map(|one| one.signer.name.clone()),
            field: field.clone(),
            label: label.clone(),
        }
    };
    paper.told.family.iter().map(row).collect()
}

fn scan(office: &Office<'_>, pile: &mut Pile, gathered: &Gathered) -> Result<IncomingPaper, CommandError> {
    let facts = pile.facts(office, gathered.document)?.cloned();
    let standing = pile.standing(gathered, facts.as_ref());
    let facts = facts.filter(|_| standing != Standing::Protected);
    let pages = gathered.pages.iter();
    Ok(IncomingPaper {
        key: Key::Scan(gathered.document).to_string(),
        standing: standing.key().to_owned(),
        can_be_filed: standing.can_be_filed(),
        title: facts
            .as_ref()
            .map(|facts| facts.title.clone())
            .unwrap_or_default(),
        pupil: facts.as_ref().map(|facts| facts.pupil.clone()),
        case: facts.as_ref().map(|facts| facts.case.clone()),
        document: facts.is_some().then(|| gathered.document.to_string()),
        verdict: None,
        names: Vec::new(),
        pages: pages
            .filter_map(|(number, at)| pile.view(*at, Some(*number)))
            .collect(),
        missing: facts
            .as_ref()
            .map(|facts| gathered.missing(facts.pages))
            .unwrap_or_default(),
        is_consent: facts.as_ref().is_some_and(|facts| is_consent(&facts.form)),
        named: None,
        rows: facts.map(|facts| facts.rows).unwrap_or_default(),
        needs_pupil: false,
        pupils: Vec::new(),
        refused: pile.refused(gathered.document),
    })
}

/// The documents that wait for a pen, and those whose pages have come in.
fn places(office: &Office<'_>) -> Result<Vec<PagePlace>, CommandError> {
    office.vault.read(|read| {
        let mut places = Vec::new();
        for paper in read.papers().documents()? {
            let cover = read.documents().get(paper)?;
            let Some(cover) = cover.filter(|_| must_be_own(read, paper).is_ok()) else {
                continue;
            };
            let case = read.cases().get(cover.case)?;
            let pupil = case
                .map(|case| read.pupils().get(case.pupil()))
                .transpose()?
                .flatten();
            let Some(pupil) = pupil.filter(|pupil| !pupil.is_protected()) else {
                continue;
            };
            places.push(PagePlace {
                document: cover.id.to_string(),
                label: format!("{} – {}", pupil.display_name(), cover.title),
            });
        }
        places.sort_by_cached_key(|place| cases::swedish_order(&place.label));
        Ok(places)
    })
}
