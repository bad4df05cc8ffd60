//! Whether everything in the archive is still what it was: asked for by the user, and every week by the application.

use std::sync::Mutex;

use cases::DocumentId;
use chrono::{DateTime, TimeDelta, Utc};
use signing::Trust;
use vault::{Paper, PaperKind, Read, Write};

use crate::desk::{Desk, Office, at};
use crate::errand::Work;
use crate::error::CommandError;
use crate::outside::on_the_clock;
use crate::sheet::{Sheet, say};
use crate::signatures::judge;
use crate::trust::trust;
use crate::wire::archive::{ArchiveCheck, CheckFault};

/// Under which name the last check is kept.
pub(crate) const KEPT: &str = "archive check";
/// How long a check is enough.
const HOLDS: TimeDelta = TimeDelta::days(7);

/// What the last check found, if there was one.
pub(crate) fn last(office: &Office<'_>) -> Result<Option<ArchiveCheck>, CommandError> {
    office.vault.read(|read| Ok(read.settings().preference(KEPT)?))
}

/// Checks the archive if that was last done more than a week ago; nothing if it was not, or if something else goes
/// on that takes its time.
pub fn check_archive_when_due(desk: &Mutex<Desk>) -> Result<Option<ArchiveCheck>, CommandError> {
    let due = {
        let desk = at(desk);
        let office = desk.office()?;
        // One that was stopped is none.
        let read = |check: ArchiveCheck| {
            check
                .at
                .parse::<DateTime<Utc>>()
                .ok()
                .filter(|_| check.papers == check.of)
        };
        let before = last(&office)?.and_then(read);
        let is_empty = office
            .vault
            .read(|read| Ok::<_, CommandError>(read.papers().documents()?.is_empty()))?;
        !is_empty && before.is_none_or(|before| office.outside.now() - before > HOLDS)
    };
    match Work::begin(desk, 0) {
        Ok(work) if due => check(&work).map(Some),
        _ => Ok(None),
    }
}

/// Reads every paper and says what is wrong with it.
pub fn check_archive(desk: &Mutex<Desk>) -> Result<ArchiveCheck, CommandError> {
    check(&Work::begin(desk, 0)?)
}

fn check(work: &Work<'_>) -> Result<ArchiveCheck, CommandError> {
    let (papers, trust) = work.sit(|office, _| {
        let papers = office
            .vault
            .read(|read| Ok::<_, CommandError>(read.papers().all()?))?;
        Ok((papers, trust(office)?))
    })?;
    work.more(papers.len() + 1);
    let mut found = ArchiveCheck {
        at: String::new(),
        papers: 0,
        of: papers.len() as u32,
        faults: Vec::new(),
    };
    let store = work.sit(|office, _| Ok(office.vault.check()))?;
    if store.is_err() {
        found.faults.push(CheckFault {
            document: None,
            label: String::new(),
            code: "check-store".to_owned(),
        });
    }
    let mut go_on = work.step();
    for paper in &papers {
        if !go_on {
            break;
        }
        found
            .faults
            .extend(work.sit(|office, _| fault(office, paper, &trust))?);
        found.papers += 1;
        go_on = work.step();
    }
    work.sit(|office, _| {
        let now = office.outside.now();
        found.at = now.to_rfc3339();
        office
            .vault
            .write(|write| Ok::<_, CommandError>(write.settings_mut().set_preference(KEPT, &found, now)?))
    })?;
    Ok(found)
}

/// Forgets what the last check found in a document: the finding names the pupil.
pub(crate) fn forget(
    office: &Office<'_>,
    write: &Write<'_>,
    document: DocumentId,
) -> Result<(), CommandError> {
    let Some(mut check) = write.settings().preference::<ArchiveCheck>(KEPT)? else {
        return Ok(());
    };
    let id = document.to_string();
    check.faults.retain(|fault| fault.document.as_ref() != Some(&id));
    Ok(write
        .settings_mut()
        .set_preference(KEPT, &check, office.outside.now())?)
}

/// What is wrong with a paper.
fn fault(office: &Office<'_>, paper: &Paper, trust: &Trust) -> Result<Option<CheckFault>, CommandError> {
    let code = match office.vault.attachment(&paper.attached.name) {
        Err(error) if error == vault::AttachmentError::Missing.into() => Some("check-missing"),
        Err(_) => Some("check-damaged"),
        Ok(bytes) if forms::Hash::of(&bytes) != paper.attached.sha256 => Some("check-damaged"),
        Ok(bytes) => office
            .vault
            .read(|read| inside(office, read, paper, &bytes, trust))?,
    };
    let Some(code) = code else { return Ok(None) };
    Ok(Some(CheckFault {
        document: Some(paper.document.to_string()),
        label: office.vault.read(|read| label(read, paper.document))?,
        code: code.to_owned(),
    }))
}

/// What is wrong with a paper whose bytes are the right ones.
fn inside(
    office: &Office<'_>,
    read: &Read<'_>,
    paper: &Paper,
    bytes: &[u8],
    trust: &Trust,
) -> Result<Option<&'static str>, CommandError> {
    if paper.kind == PaperKind::Scan {
        return Ok(None);
    }
    let verdict = judge(bytes, trust, office.outside.now()).verdict;
    if matches!(
        verdict.as_str(),
        "verdict-changed" | "verdict-broken" | "verdict-unreadable"
    ) {
        return Ok(Some("check-signature"));
    }
    let Ok(inspection) = documents::inspect(bytes) else {
        return Ok(Some("check-damaged"));
    };
    let Some(record) = inspection.record else {
        return Ok(None);
    };
    if record.sections != read.sections().of(paper.document)? {
        return Ok(Some("check-answers"));
    }
    let Some(before) = record.predecessor else {
        return Ok(None);
    };
    let there = read.documents().get(before.document.into())?.is_some();
    let same = !read.papers().with_bytes(before.sha256)?.is_empty();
    Ok((there && !same).then_some("check-predecessor"))
}

/// A document in a list: its pupil and title.
pub(crate) fn label(read: &Read<'_>, document: DocumentId) -> Result<String, CommandError> {
    let Some(cover) = read.documents().get(document)? else {
        return Ok(String::new());
    };
    let case = read.cases().get(cover.case)?;
    let pupil = case
        .map(|case| read.pupils().get(case.pupil()))
        .transpose()?
        .flatten();
    let name = pupil.map(|pupil| pupil.display_name().to_string());
    Ok([name.unwrap_or_default(), cover.title.to_string()].join(" – "))
}

/// The last check as a paper, without a pupil's name: it may lie in the file of the whole school.
pub(crate) fn sheet(office: &Office<'_>) -> Result<Option<Sheet>, CommandError> {
    let Some(check) = last(office)? else {
        return Ok(None);
    };
    let sheet = Sheet::new("arkivkontroll", &say("check-sheet-title"), &say("sheet-source"))
        .text(&say("check-sheet-about"))
        .fact(&say("check-sheet-at"), &day_and_time(office, &check.at))
        .fact(
            &say("check-sheet-papers"),
            &format!("{} / {}", check.papers, check.of),
        )
        .fact(&say("check-sheet-count"), &check.faults.len().to_string());
    let row = |fault: &CheckFault| vec![fault.document.clone().unwrap_or_default(), say(&fault.code)];
    Ok(Some(if check.faults.is_empty() {
        sheet.text(&say("check-sheet-whole"))
    } else {
        let columns = [(say("check-sheet-document"), 2), (say("check-sheet-fault"), 3)];
        let columns = columns
            .each_ref()
            .map(|(label, weight)| (label.as_str(), *weight));
        sheet.table(
            &say("check-sheet-faults"),
            &columns,
            check.faults.iter().map(row).collect(),
        )
    }))
}

/// An instant as people write it.
pub(crate) fn day_and_time(office: &Office<'_>, at: &str) -> String {
    let read = at.parse::<DateTime<Utc>>();
    read.map_or_else(|_| at.to_owned(), |at| on_the_clock(office.outside, at))
}
