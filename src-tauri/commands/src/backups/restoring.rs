//! Restoring: a place is looked through, its backups are opened, one is shown beside the vault as it is, and it takes
//! the vault's place when the user says so. None of it holds the desk: a place may be a network drive.

use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use chrono::{DateTime, TimeDelta, Utc};
use texts::swedish;
use vault::{
    Act, Backup, Chest, Key, NewEntry, Passphrase, Present, RecoveryWords, Shelf, Staged, Subject, Vault,
};

use super::carrying::Carried;
use super::looking::{cut, owner, readable};
use super::running::Running;
use super::unread::{beside, passed_over, unread};
use super::{LAST, Places, RESTORED, own};
use crate::desk::{Desk, at};
use crate::error::{Code, CommandError};
use crate::handover::{self, renew_keys};
use crate::outside::{Outside, on_the_clock};
use crate::rescue::end_signing;
use crate::unlocking::end_over;
use crate::wire::backup::{BackupRow, FoundBackups, Restored, UnreadShelf};
use crate::{integrity, trail, undone};

/// A vault that is about to be restored. It begins anew when the vault is locked.
#[derive(Default)]
pub(crate) struct Restoring {
    session: Arc<()>,
    shelves: Vec<Shelf>,
    /// Those of which it cannot be told whether they hold any backups, and the places that could not be looked into.
    passed_over: (Vec<Shelf>, Vec<UnreadShelf>),
    chest: Option<Chest>,
    staged: Option<(Staged, DateTime<Utc>)>,
    /// A shelf is being read.
    reads: bool,
}

/// Looks for backups: where this vault's lie, or in a folder that the user chooses. False if the user chooses none.
pub fn find_backups(desk: &Mutex<Desk>, elsewhere: bool) -> Result<bool, CommandError> {
    let (outside, mut places, own, session) = {
        let mut desk = at(desk);
        desk.restoring = Restoring::default();
        let places = known_places(&desk)?;
        (
            Arc::clone(&desk.outside),
            places,
            own(&desk.folder),
            Arc::clone(&desk.restoring.session),
        )
    };
    if elsewhere {
        match outside.choose_folder() {
            Some(place) => places = vec![place],
            None => return Ok(false),
        }
    }
    let (mut shelves, mut passed_over, mut away) = (Vec::new(), Vec::new(), Vec::new());
    let mut failed = vault::Error::from(vault::BackupError::None);
    for place in &places {
        // Before the first backup there is no place beside the vault; another that is not there is a stick in a drawer.
        let looked = match *place == own || place.is_dir() {
            true => Shelf::sorted(place),
            false => Err(io::ErrorKind::NotFound.into()),
        };
        match looked {
            Ok((found, unreadable)) => {
                shelves.extend(found);
                passed_over.extend(unreadable);
            }
            Err(error) => {
                failed = error.into();
                away.push(unread(place, failed.clone()));
            }
        }
    }
    if shelves.is_empty() {
        return Err(failed.into());
    }
    Session::sit(desk, &session, |restoring| {
        restoring.shelves = shelves;
        restoring.passed_over = (passed_over, away);
    })?;
    Ok(true)
}

/// Whether backups lie where this vault's do: on a new computer none do. Those that cannot be read are there.
pub fn backups_known(desk: &Mutex<Desk>) -> Result<bool, CommandError> {
    let places = known_places(&at(desk))?;
    let holds = |place: &PathBuf| Shelf::found(place).map_or(true, |found| !found.is_empty());
    Ok(places.iter().any(holds))
}

/// Where this vault's backups lie; of one that is locked or damaged, those beside it.
fn known_places(desk: &Desk) -> Result<Vec<PathBuf>, CommandError> {
    let places = match desk.office() {
        Ok(office) => match Places::of(&desk.folder, &office) {
            Err(error) if error.is_damage() => None,
            places => Some(places?),
        },
        Err(_) => None,
    };
    Ok(places.map_or_else(
        || vec![own(&desk.folder)],
        |places| places.all().map(|(_, place)| place.clone()).collect(),
    ))
}

/// Opens the backups by the passphrase, or by the recovery words, and lists them; and the folders in which something could
/// not be read.
pub fn open_backups(
    desk: &Mutex<Desk>,
    passphrase: String,
    words: String,
) -> Result<FoundBackups, CommandError> {
    let typed = Passphrase::typed(&passphrase);
    let parsed = match words.trim().is_empty() {
        true => None,
        false => Some(RecoveryWords::parse(&words).map_err(|error| CommandError::from(error).at("words"))?),
    };
    let (key, field) = match &parsed {
        Some(words) => (Key::Recovery(words), "words"),
        None => (Key::Passphrase(&typed), "passphrase"),
    };
    let (shelves, passed_over, folder, outside, session) = {
        let mut desk = at(desk);
        desk.restoring.staged = None;
        desk.restoring.chest = None;
        (
            desk.restoring.shelves.clone(),
            desk.restoring.passed_over.clone(),
            desk.folder.clone(),
            Arc::clone(&desk.outside),
            Arc::clone(&desk.restoring.session),
        )
    };
    let opened = Chest::open(&shelves, &folder, &key, outside.now());
    let chest = opened.map_err(|error| CommandError::from(error).at(field))?;
    let backups = chest.backups()?;
    let unread = unread_of(&chest, &backups, &shelves, passed_over);
    Session::sit(desk, &session, |restoring| restoring.chest = Some(chest))?;
    at(desk).watch_over();
    let row = |backup: Backup| BackupRow {
        id: backup.at.to_rfc3339(),
        made: on_the_clock(outside.as_ref(), backup.at),
        pupils: backup.contents.pupils,
        cases: backup.contents.cases,
        papers: backup.contents.papers,
        unreadable: backup.unreadable,
    };
    Ok(FoundBackups {
        backups: backups.into_iter().map(row).collect(),
        unread,
    })
}

/// The folders in which backups of the opened vault may lie that could not be read.
fn unread_of(
    chest: &Chest,
    readable: &[Backup],
    shelves: &[Shelf],
    (shut, away): (Vec<Shelf>, Vec<UnreadShelf>),
) -> Vec<UnreadShelf> {
    let (held, others): (Vec<Shelf>, Vec<Shelf>) =
        shelves.iter().cloned().partition(|shelf| chest.holds(shelf));
    let shut = shut
        .iter()
        .chain(&others)
        .filter_map(|shelf| passed_over(shelf, chest.vault()));
    let beside = beside(chest, readable, &held);
    away.into_iter().chain(shut).chain(beside).collect()
}

/// Puts the backup that was looked at in the vault's place. The vault as it is becomes a backup first, so that this
/// can be undone. While it goes on the vault is closed; if it fails the vault is as it was.
pub fn restore(desk: &Mutex<Desk>) -> Result<Restored, CommandError> {
    replace(desk).map_err(no_room)
}

fn replace(desk: &Mutex<Desk>) -> Result<Restored, CommandError> {
    let (mut work, (vault, confirmed), running) = {
        let mut sitting = at(desk);
        if sitting.run.is_some() {
            return Err(CommandError::new(Code::BackupGoesOn));
        }
        let Restoring {
            shelves,
            chest: Some(chest),
            staged: Some((staged, made)),
            ..
        } = std::mem::take(&mut sitting.restoring)
        else {
            return Err(not_found());
        };
        let (folder, outside) = (sitting.folder.clone(), Arc::clone(&sitting.outside));
        let work = Work {
            chest,
            staged,
            made,
            folder,
            outside,
        };
        let confirmed = sitting.confirmed;
        let vault = sitting.hand_over();
        sitting.restoring.shelves = shelves;
        (work, (vault, confirmed), Running::begin(desk, &mut sitting)?)
    };
    let was_open = vault.is_some();
    let mut present = match vault {
        Some(vault) => Present::of(vault),
        None => work.chest.present(&work.folder)?,
    };
    let give_back = |vault: Option<Vault>| {
        // Locked before or meanwhile, it stays so.
        if let (true, Some(vault), Ok(mut desk)) = (was_open, vault, running.sit()) {
            desk.enter(vault);
            desk.confirmed = confirmed;
            undone::settle(&mut desk);
        }
    };
    let said = match work.prepare(&mut present, &running) {
        Ok(said) => said,
        Err(error) => {
            give_back(present.into_vault());
            return Err(error);
        }
    };
    let Work {
        chest,
        staged,
        folder,
        ..
    } = work;
    match staged.install(&chest, present) {
        Ok(vault) => {
            // Opening the vault does it too.
            let _ = vault.forget_gone();
            if let Ok(mut desk) = running.sit() {
                desk.enter(vault);
                if was_open {
                    // Nobody has given the passphrase of it by this.
                    desk.confirmed = confirmed;
                }
                undone::settle(&mut desk);
                end_over(&desk);
            }
            Ok(said)
        }
        Err(error) => {
            let there = chest.present(&folder);
            give_back(there.ok().and_then(Present::into_vault));
            Err(error.into())
        }
    }
}

/// What is needed to put a backup in the vault's place.
pub(super) struct Work {
    pub chest: Chest,
    pub staged: Staged,
    pub made: DateTime<Utc>,
    pub folder: PathBuf,
    pub outside: Arc<dyn Outside>,
}

impl Work {
    /// Everything up to the last step, none of which changes the vault that is there.
    pub fn prepare(
        &mut self,
        present: &mut Present,
        running: &Running<'_>,
    ) -> Result<Restored, CommandError> {
        if !present.is_of(self.chest.vault()) {
            return Err(vault::Error::from(vault::BackupError::OtherVault).into());
        }
        let outside = Arc::clone(&self.outside);
        let mut random = |bytes: &mut [u8]| outside.random(bytes);
        let (now, go_on) = (outside.now(), || running.stir());
        let shelf = Shelf::of(&own(&self.folder), self.chest.vault());
        // One second on, lest it be taken for older than one that is there: by a clock that is slow it would soon be
        // thinned.
        let newest = shelf.times().unwrap_or_default().pop().max(Some(self.made));
        let at = newest.map_or(now, |newest| now.max(newest + TimeDelta::seconds(1)));
        present.save(&shelf, at, &mut random, &go_on)?;
        let carried = match present.vault() {
            Some(vault) => readable(vault, Carried::from)?,
            None => None,
        };
        let lineage = self.staged.carry_trail(present)?;
        let keeps_owner = carried.is_some() && lineage.continues;
        self.staged.write(|write| match carried {
            Some(carried) => carried.carry(write, now, lineage.continues),
            // What was given up since, or has left, is not known.
            None => handover::give_up_all(write, handover::RESTORED, now),
        })?;
        let former = match !keeps_owner && self.staged.is_former() {
            true => Some(self.end_former()?),
            false => None,
        };
        let missing = self.staged.bring_back(&self.chest, present, &go_on)?;
        let said = Restored {
            on: on_the_clock(outside.as_ref(), now),
            from: on_the_clock(outside.as_ref(), self.made),
            missing,
            aside: present.is_damaged(),
            cut: cut(&lineage),
            former,
        };
        let why = said.cut.as_ref().map(|cut| {
            let numbers = [("known", cut.known.into()), ("kept", cut.kept.into())];
            swedish().say("restored-cut", &numbers).into_owned()
        });
        self.staged.write(|write| {
            write.trail_mut().add(&NewEntry {
                at: now,
                act: Act::Write,
                command: "restore",
                subject: Subject::default(),
                why: why.as_deref(),
                follows: None,
            })?;
            let settings = write.settings_mut();
            // What was found to be whole was another.
            settings.forget_preference(integrity::KEPT)?;
            settings.forget_preference(trail::CHECKED)?;
            if !keeps_owner {
                // The other place may be another computer's, of which nothing is known here.
                settings.forget_preference(LAST)?;
            }
            Ok::<_, CommandError>(settings.set_preference(RESTORED, &said, now)?)
        })?;
        running.go_on()?;
        Ok(said)
    }
}

impl Work {
    /// A backup from before the vault got its present owner, which nothing here tells of but the keys: whose it was signs
    /// no more, and whoever compared that card has not compared the next one. Gives the name.
    fn end_former(&mut self) -> Result<String, CommandError> {
        let (now, generation) = (self.outside.now(), self.chest.generation());
        self.staged.write(|write| {
            end_signing(write, now)?;
            renew_keys(write, generation, now)
        })?;
        owner(&mut self.staged)
    }
}

/// Leaves everything as it is.
pub fn leave_restoring(desk: &mut Desk) -> Result<(), CommandError> {
    if desk.is_open() {
        desk.restoring = Restoring::default();
    } else {
        desk.lock();
    }
    Ok(())
}

impl Restoring {
    /// Whether backups are open, and one of them may be about to be looked at.
    pub(super) fn is_under_way(&self) -> bool {
        self.reads || self.chest.is_some() || self.staged.is_some()
    }
}

/// Opened backups, taken from the desk while a place is read; they go back when this is dropped, unless the vault was
/// locked meanwhile.
pub(super) struct Session<'a> {
    desk: &'a Mutex<Desk>,
    session: Arc<()>,
    chest: Option<Chest>,
}

impl<'a> Session<'a> {
    /// Takes the opened backups; whatever was looked at before is put away.
    ///
    /// # Errors
    /// None are open, or they are being read.
    pub fn begin(desk: &'a Mutex<Desk>) -> Result<Self, CommandError> {
        let mut sitting = at(desk);
        sitting.restoring.staged = None;
        let chest = Some(sitting.restoring.chest.take().ok_or_else(not_found)?);
        sitting.restoring.reads = true;
        let session = Arc::clone(&sitting.restoring.session);
        Ok(Self { desk, session, chest })
    }

    pub fn chest(&self) -> Result<&Chest, CommandError> {
        self.chest.as_ref().ok_or_else(not_found)
    }

    /// Keeps the backup that was looked at, to be restored.
    pub fn keep(&self, staged: Staged, made: DateTime<Utc>) -> Result<(), CommandError> {
        Self::sit(self.desk, &self.session, |restoring| {
            restoring.staged = Some((staged, made));
        })
    }

    /// Changes what is kept at the desk.
    ///
    /// # Errors
    /// The vault was locked meanwhile, or something else begun.
    fn sit(
        desk: &Mutex<Desk>,
        session: &Arc<()>,
        change: impl FnOnce(&mut Restoring),
    ) -> Result<(), CommandError> {
        let mut desk = at(desk);
        if !Arc::ptr_eq(&desk.restoring.session, session) {
            return Err(CommandError::new(Code::Locked));
        }
        change(&mut desk.restoring);
        Ok(())
    }
}

impl Drop for Session<'_> {
    fn drop(&mut self) {
        let chest = self.chest.take();
        // Where the vault was locked the keys leave memory.
        let _ = Self::sit(self.desk, &self.session, |restoring| {
            restoring.chest = chest;
            restoring.reads = false;
        });
    }
}

/// The words for a full disk speak of what was typed last, which nobody loses here.
pub(super) fn no_room(error: CommandError) -> CommandError {
    match is_full(&error) {
        true => CommandError::new(Code::RestoreNoRoom),
        false => error,
    }
}

/// Whether an error of the vault says that a disk is full.
pub(super) fn is_full(error: &CommandError) -> bool {
    let full = [
        vault::FolderError::DiskFull.into(),
        vault::StoreError::Full.into(),
    ];
    full.iter().any(|full: &vault::Error| full.code() == error.code)
}

pub(super) fn parsed(backup: &str) -> Result<DateTime<Utc>, CommandError> {
    backup.parse().map_err(|_| not_found())
}

pub(super) fn not_found() -> CommandError {
    CommandError::new(Code::NotFound)
}
