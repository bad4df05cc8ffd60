//! Restoring: a place is looked through, its backups are opened, one is shown beside the vault as it is, and it takes
//! the vault's place when the user says so.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use cases::{CaseId, DocumentId, PupilId};
use chrono::{DateTime, Utc};
use vault::{Chest, Key, Passphrase, Read, RecoveryWords, Shelf, Staged, Vault};

use super::carrying::Carried;
use super::{Places, RESTORED, own};
use crate::desk::{Desk, at};
use crate::error::{Code, CommandError};
use crate::outside::on_the_clock;
use crate::unlocking;
use crate::wire::backup::{BackupRow, RestoreLine, RestorePreview, Restored};
use crate::wire::vault::Status;

/// A vault that is about to be restored.
#[derive(Default)]
pub(crate) struct Restoring {
    shelves: Vec<Shelf>,
    chest: Option<Chest>,
    staged: Option<(Staged, DateTime<Utc>)>,
}

/// Looks for backups: where this vault's lie, or in a folder that the user chooses. False if the user chooses none.
pub fn find_backups(desk: &Mutex<Desk>, elsewhere: bool) -> Result<bool, CommandError> {
    let (outside, mut places) = {
        let mut desk = at(desk);
        desk.restoring = Restoring::default();
        let places = match desk.office() {
            Ok(office) => Places::of(&desk.folder, &office)?
                .all()
                .map(|(_, place)| place.clone())
                .collect(),
            Err(_) => vec![own(&desk.folder)],
        };
        (Arc::clone(&desk.outside), places)
    };
    if elsewhere {
        match outside.choose_folder() {
            Some(place) => places = vec![place],
            None => return Ok(false),
        }
    }
    let shelves: Vec<Shelf> = places
        .iter()
        .flat_map(|place: &PathBuf| Shelf::found(place))
        .collect();
    if shelves.is_empty() {
        return Err(vault::Error::from(vault::BackupError::None).into());
    }
    at(desk).restoring.shelves = shelves;
    Ok(true)
}

/// Opens the backups by the passphrase, or by the recovery words, and lists them.
pub fn open_backups(
    desk: &mut Desk,
    passphrase: String,
    words: String,
) -> Result<Vec<BackupRow>, CommandError> {
    let typed = Passphrase::typed(&passphrase);
    let parsed = match words.trim().is_empty() {
        true => None,
        false => Some(RecoveryWords::parse(&words).map_err(|error| CommandError::from(error).at("words"))?),
    };
    let (key, field) = match &parsed {
        Some(words) => (Key::Recovery(words), "words"),
        None => (Key::Passphrase(&typed), "passphrase"),
    };
    desk.restoring.staged = None;
    desk.restoring.chest = None;
    let opened = Chest::open(&desk.restoring.shelves, &desk.folder, &key, desk.outside.now());
    let chest = opened.map_err(|error| CommandError::from(error).at(field))?;
    let chest = desk.restoring.chest.insert(chest);
    let backups = chest.backups();
    let row = |backup: vault::Backup| BackupRow {
        id: backup.at.to_rfc3339(),
        made: on_the_clock(desk.outside.as_ref(), backup.at),
        pupils: backup.contents.pupils,
        cases: backup.contents.cases,
        papers: backup.contents.papers,
        unreadable: backup.unreadable,
    };
    Ok(backups.into_iter().map(row).collect())
}

/// What restoring the backup of a time would take away and bring back. It is checked to the last byte, and nothing is
/// changed.
pub fn look_at_backup(desk: &mut Desk, backup: String) -> Result<RestorePreview, CommandError> {
    let not_found = || CommandError::new(Code::NotFound);
    let made: DateTime<Utc> = backup.parse().map_err(|_| not_found())?;
    desk.restoring.staged = None;
    let chest = desk.restoring.chest.as_ref().ok_or_else(not_found)?;
    let mut staged = chest.stage(made, &desk.folder)?;
    let then = staged.read(Held::from)?;
    let now = with_present(desk, |present| {
        present.read(|read| Ok::<_, CommandError>((Held::from(read)?, Carried::from(read)?)))
    })?;
    let (mut lost, mut back, mut counted) = (Vec::new(), Vec::new(), (0, 0));
    let compared = now.is_some();
    if let Some((now, carried)) = now {
        let gone: Vec<DocumentId> = carried.disposed().collect();
        lost = now.beyond(&then, &[]);
        back = then.beyond(&now, &gone);
        counted = staged.read(|read| carried.count(read))?;
    }
    let made_on = on_the_clock(desk.outside.as_ref(), made);
    desk.restoring.staged = Some((staged, made));
    Ok(RestorePreview {
        made: made_on,
        compared,
        lost,
        back,
        disposed: counted.0,
        kept: counted.1,
    })
}

/// What `work` says of the vault as it is, by the key that opened the backups where it is locked; nothing if there is
/// none, or none that can be read.
fn with_present<T>(
    desk: &Desk,
    work: impl FnOnce(&Vault) -> Result<T, CommandError>,
) -> Result<Option<T>, CommandError> {
    if let Ok(office) = desk.office() {
        return work(office.vault).map(Some);
    }
    let chest = desk.restoring.chest.as_ref();
    match chest.and_then(|chest| chest.present(&desk.folder).ok()) {
        Some(vault) => Ok(work(&vault).ok()),
        None => Ok(None),
    }
}

/// Puts the backup that was looked at in the vault's place. The vault as it is becomes a backup first, so that this
/// can be undone.
pub fn restore(desk: &mut Desk) -> Result<Status, CommandError> {
    let not_found = || CommandError::new(Code::NotFound);
    if desk.backing_up.is_some() {
        return Err(CommandError::new(Code::ErrandGoesOn));
    }
    let (mut staged, made) = desk.restoring.staged.take().ok_or_else(not_found)?;
    let (now, outside) = (desk.outside.now(), Arc::clone(&desk.outside));
    let mut random = |bytes: &mut [u8]| outside.random(bytes);
    let place = own(&desk.folder);
    let carried = with_present(desk, |present| {
        let copier = present.copier();
        let shelf = Shelf::of(&place, copier.vault());
        // One second on, lest it take the place of the backup that is being restored.
        let at = now.max(made + chrono::TimeDelta::seconds(1));
        copier.begin(&shelf, at)?.finish(&mut random)?;
        present.read(Carried::from)
    })?;
    let carried = carried.unwrap_or_default();
    let said = Restored {
        on: on_the_clock(desk.outside.as_ref(), now),
        from: on_the_clock(desk.outside.as_ref(), made),
    };
    staged.write(|write| {
        carried.carry(write)?;
        Ok::<_, CommandError>(write.settings_mut().set_preference(RESTORED, &said, now)?)
    })?;
    let chest = desk.restoring.chest.take().ok_or_else(not_found)?;
    desk.lock();
    let vault = staged.install(&chest)?;
    vault.forget_disposed()?;
    desk.enter(vault);
    unlocking::status(desk)
}

/// Leaves everything as it is.
pub fn leave_restoring(desk: &mut Desk) -> Result<(), CommandError> {
    desk.restoring = Restoring::default();
    Ok(())
}

/// What a vault holds, as far as restoring takes it away or brings it back.
#[derive(Default)]
struct Held {
    pupils: BTreeMap<PupilId, String>,
    cases: BTreeMap<CaseId, String>,
    documents: BTreeMap<DocumentId, String>,
    papers: BTreeMap<(DocumentId, usize), String>,
    drafts: BTreeMap<(DocumentId, String, DateTime<Utc>), String>,
}

impl Held {
    fn from(read: &Read<'_>) -> Result<Self, CommandError> {
        let mut held = Self::default();
        for pupil in read.pupils().all()? {
            let name = pupil.display_name().to_string();
            for case in read.cases().of(pupil.id)? {
                let about = |title: &str| format!("{name} – {title}");
                held.cases.insert(case.id(), about(case.title().as_str()));
                for document in read.documents().of(case.id())? {
                    let label = about(document.title.as_str());
                    for number in 0..read.papers().of(document.id)?.len() {
                        held.papers.insert((document.id, number), label.clone());
                    }
                    for draft in read.drafts().of(document.id)? {
                        let written = (document.id, draft.section, draft.saved);
                        held.drafts.insert(written, label.clone());
                    }
                    held.documents.insert(document.id, label);
                }
            }
            held.pupils.insert(pupil.id, name);
        }
        Ok(held)
    }

    /// What is here and not there; of a document that is not there at all, it alone. What was disposed of is left out.
    fn beyond(&self, there: &Self, disposed: &[DocumentId]) -> Vec<RestoreLine> {
        let is_new = |document: &DocumentId| !there.documents.contains_key(document);
        let pupils = self
            .pupils
            .iter()
            .filter(|(id, _)| !there.pupils.contains_key(id));
        let cases = self.cases.iter().filter(|(id, _)| !there.cases.contains_key(id));
        let documents = self.documents.iter();
        let documents = documents.filter(|(id, _)| is_new(id) && !disposed.contains(id));
        let papers = self.papers.iter();
        let papers = papers.filter(|(id, _)| !is_new(&id.0) && !there.papers.contains_key(id));
        let drafts = self.drafts.iter();
        let drafts = drafts.filter(|(id, _)| !is_new(&id.0) && !there.drafts.contains_key(id));
        let line = |kind: &'static str| {
            move |label: &String| RestoreLine {
                kind: kind.to_owned(),
                label: label.clone(),
            }
        };
        let mut lines: Vec<RestoreLine> = pupils.map(|(_, label)| label).map(line("pupil")).collect();
        lines.extend(cases.map(|(_, label)| label).map(line("case")));
        lines.extend(documents.map(|(_, label)| label).map(line("document")));
        lines.extend(papers.map(|(_, label)| label).map(line("paper")));
        lines.extend(drafts.map(|(_, label)| label).map(line("draft")));
        lines.dedup();
        lines
    }
}
