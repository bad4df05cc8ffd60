//! A desk to sit at in tests: a world in which it is always the same noon, and what a user does again and again.
#![allow(dead_code)] // each test file sits at it in its own way

pub mod backups;
pub mod key;
pub mod papers;
pub mod school;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta, Utc};
use commands::outside::FileKind;
use commands::wire::document::Printer;
use commands::{Code, CommandError, Desk, Outside, call};
use serde_json::{Value, json};
use signing::TimeStampError;
use vault::KdfCost;

/// A time-stamp service: from a question to its answer.
pub type Clock = Box<dyn FnMut(&[u8]) -> Result<Vec<u8>, TimeStampError> + Send>;

/// A world in which it is always the same noon, and everything that leaves is kept.
#[derive(Default)]
pub struct World {
    counter: Mutex<u64>,
    ticks: AtomicI64,
    /// What was saved, by file name.
    pub saved: Mutex<Vec<(String, Vec<u8>)>>,
    /// What was printed.
    pub printed: Mutex<Vec<Vec<u8>>>,
    /// How many papers the printer has, where it does not have enough.
    pub papers: Mutex<Option<usize>>,
    /// What the municipality has put on the computer.
    pub municipality: Mutex<Option<String>>,
    /// The PDF that the user chooses.
    pub chosen: Mutex<Option<Vec<u8>>>,
    /// Any other file that the user chooses.
    pub file: Mutex<Option<Vec<u8>>>,
    /// The module for cards that is there.
    pub card_module: Mutex<Option<PathBuf>>,
    /// What a time-stamp service answers, if one can be reached.
    pub clock: Mutex<Option<Clock>>,
    /// How far the clock is ahead of that noon.
    pub ahead: Mutex<TimeDelta>,
    /// The files that the user chooses to take in.
    pub papers_in: Mutex<Vec<(String, Vec<u8>)>>,
    /// The same, where they lie on the disk.
    pub on_disk: Mutex<Vec<PathBuf>>,
    /// Which of them the user has dropped on the window or opened in the file manager.
    pub dropped: Mutex<Vec<PathBuf>>,
    /// What the disk has free, where that can be told.
    pub free: Mutex<Option<u64>>,
    /// The folder on another disk, and what that has free.
    pub free_elsewhere: Mutex<Option<(PathBuf, u64)>>,
    /// The folders that are copied to the cloud.
    pub synced: Mutex<Vec<PathBuf>>,
    /// The folder that the user chooses.
    pub folder: Mutex<Option<PathBuf>>,
    /// What happens when randomness is drawn next: as the last thing but one when a backup is made.
    pub while_sealing: Mutex<Option<Box<dyn FnOnce() + Send>>>,
    /// What happens whenever a file is written.
    pub writing: Mutex<Option<Box<dyn FnMut() + Send>>>,
    /// What happens whenever a printer is asked for something.
    pub printing: Mutex<Option<Box<dyn FnMut() + Send>>>,
    /// Whether the disk has no room for another file.
    pub is_full: Mutex<bool>,
    /// Where the user saves files, and what writes them there; in memory where nothing does.
    pub disk: Mutex<Option<(PathBuf, Arc<dyn Outside>)>>,
    /// Whether nothing can be removed from the disk.
    pub keeps_files: Mutex<bool>,
    /// How many more files the disk has room for, where it is about to be full.
    pub room: Mutex<Option<u32>>,
    /// What happens while a dialog waits for the user.
    pub meanwhile: Mutex<Option<Box<dyn FnOnce() + Send>>>,
}

/// When it is, unless the clock is ahead.
pub fn noon() -> DateTime<Utc> {
    "2026-11-21T11:00:00Z".parse().unwrap()
}

fn is_package(file: &Path) -> bool {
    file.extension().is_some_and(|ending| ending == "lotspaket")
}

impl World {
    /// Draws other random numbers than a world that began at another number.
    pub fn begin_random(&self, start: u64) {
        *self.counter.lock().unwrap() = start << 32;
    }

    fn disk(&self) -> Option<Arc<dyn Outside>> {
        let disk = self.disk.lock().unwrap();
        disk.as_ref().map(|(_, disk)| Arc::clone(disk))
    }
}

impl Outside for World {
    fn now(&self) -> DateTime<Utc> {
        // What happens later is later, if only by a nanosecond.
        let ticks = self.ticks.fetch_add(1, Ordering::Relaxed);
        noon() + *self.ahead.lock().unwrap() + TimeDelta::nanoseconds(ticks)
    }

    fn today(&self) -> NaiveDate {
        (noon() + *self.ahead.lock().unwrap()).date_naive()
    }

    fn local(&self, at: DateTime<Utc>) -> DateTime<FixedOffset> {
        at.with_timezone(&FixedOffset::east_opt(3600).unwrap())
    }

    fn choose_pdf(&self) -> Result<Option<Vec<u8>>, CommandError> {
        Ok(self.chosen.lock().unwrap().clone())
    }

    fn choose_file(&self, _: FileKind) -> Result<Option<Vec<u8>>, CommandError> {
        Ok(self.file.lock().unwrap().clone())
    }

    fn card_modules(&self) -> Vec<PathBuf> {
        self.card_module.lock().unwrap().iter().cloned().collect()
    }

    fn choose_card_module(&self) -> Option<PathBuf> {
        None
    }

    fn ask_clock(&self, _: &str, question: &[u8]) -> Result<Vec<u8>, TimeStampError> {
        match self.clock.lock().unwrap().as_mut() {
            Some(clock) => clock(question),
            None => Err(TimeStampError::Unreachable),
        }
    }

    fn choose_papers(&self) -> Vec<PathBuf> {
        let papers = self.papers_in.lock().unwrap();
        let named = papers.iter().map(|(name, _)| name.into());
        named.chain(self.on_disk.lock().unwrap().clone()).collect()
    }

    fn choose_packages(&self) -> Vec<PathBuf> {
        self.choose_papers()
    }

    fn choose_folder(&self) -> Option<PathBuf> {
        self.folder.lock().unwrap().clone()
    }

    fn list(&self, folder: &Path) -> Result<Vec<PathBuf>, CommandError> {
        let entries = std::fs::read_dir(folder).map_err(|_| CommandError::new(Code::CannotRead))?;
        Ok(entries.map(|entry| entry.unwrap().path()).collect())
    }

    fn dropped(&self) -> Vec<PathBuf> {
        std::mem::take(&mut self.dropped.lock().unwrap())
    }

    fn given_packages(&self) -> Vec<PathBuf> {
        let mut dropped = self.dropped.lock().unwrap();
        dropped.extract_if(.., |file| is_package(file)).collect()
    }

    fn packages_given(&self) -> bool {
        let dropped = self.dropped.lock().unwrap();
        dropped.iter().any(|file| is_package(file))
    }

    fn papers_dropped(&self) -> bool {
        let dropped = self.dropped.lock().unwrap();
        dropped.iter().any(|file| !is_package(file))
    }

    fn read(&self, file: &Path, most: u64) -> Result<Vec<u8>, CommandError> {
        let papers = self.papers_in.lock().unwrap();
        let found = papers.iter().find(|(name, _)| Path::new(name) == file);
        let mut bytes = match found {
            Some((_, bytes)) => bytes.clone(),
            None => std::fs::read(file).map_err(|_| CommandError::new(Code::CannotRead))?,
        };
        bytes.truncate(most as usize);
        Ok(bytes)
    }

    fn random(&self, buffer: &mut [u8]) {
        let sealing = self.while_sealing.lock().unwrap().take();
        if let Some(sealing) = sealing {
            sealing();
        }
        let mut counter = self.counter.lock().unwrap();
        for byte in buffer {
            *counter = counter
                .wrapping_mul(6364136223846793005)
                .wrapping_add(1442695040888963407);
            *byte = (*counter >> 33) as u8;
        }
    }

    fn ask_where(&self, name: &str) -> Option<PathBuf> {
        if let Some(meanwhile) = self.meanwhile.lock().unwrap().take() {
            meanwhile();
        }
        match &*self.disk.lock().unwrap() {
            Some((folder, _)) => Some(folder.join(name)),
            None => Some(name.into()),
        }
    }

    fn share(&self, file: &Path, bytes: &[u8]) -> Result<(), CommandError> {
        match self.disk() {
            Some(disk) => disk.share(file, bytes),
            None => self.write(file, bytes),
        }
    }

    fn write(&self, file: &Path, bytes: &[u8]) -> Result<(), CommandError> {
        if let Some(writing) = self.writing.lock().unwrap().as_mut() {
            writing();
        }
        let is_last = self.room.lock().unwrap().as_mut().is_some_and(|room| {
            let is_last = *room == 0;
            *room = room.saturating_sub(1);
            is_last
        });
        if is_last || *self.is_full.lock().unwrap() {
            return Err(CommandError::new(Code::CannotWrite));
        }
        if let Some(disk) = self.disk() {
            return disk.write(file, bytes);
        }
        if file.is_absolute() {
            let part = file.with_extension("part");
            let written = std::fs::write(&part, bytes).and_then(|()| std::fs::rename(&part, file));
            return written.map_err(|_| CommandError::new(Code::CannotWrite));
        }
        let name = file.to_string_lossy().into_owned();
        self.saved.lock().unwrap().push((name, bytes.to_owned()));
        Ok(())
    }

    fn write_new(&self, file: &Path, bytes: &[u8]) -> Result<bool, CommandError> {
        if let Some(disk) = self.disk() {
            return disk.write_new(file, bytes);
        }
        let name = file.to_string_lossy();
        let there = self.saved.lock().unwrap().iter().any(|(saved, _)| *saved == name);
        if there || file.is_absolute() && file.exists() {
            return Ok(false);
        }
        self.write(file, bytes).map(|()| true)
    }

    fn remove(&self, file: &Path) -> Result<(), CommandError> {
        if *self.keeps_files.lock().unwrap() {
            return Err(CommandError::new(Code::LeftBeside).with("file", file.display()));
        }
        if let Some(disk) = self.disk() {
            return disk.remove(file);
        }
        if file.is_absolute() && file.exists() {
            std::fs::remove_file(file).unwrap();
        }
        let name = file.to_string_lossy();
        self.saved.lock().unwrap().retain(|(saved, _)| *saved != name);
        Ok(())
    }

    fn municipality(&self) -> Result<Option<String>, CommandError> {
        Ok(self.municipality.lock().unwrap().clone())
    }

    fn free_space(&self, folder: &Path) -> Option<u64> {
        match &*self.free_elsewhere.lock().unwrap() {
            Some((elsewhere, free)) if elsewhere == folder => Some(*free),
            _ => *self.free.lock().unwrap(),
        }
    }

    fn synced_folders(&self) -> Vec<PathBuf> {
        self.synced.lock().unwrap().clone()
    }

    fn kdf_cost(&self) -> KdfCost {
        KdfCost::for_tests()
    }

    fn printers(&self) -> Result<Vec<Printer>, CommandError> {
        if let Some(printing) = self.printing.lock().unwrap().as_mut() {
            printing();
        }
        Ok(vec![Printer {
            id: "pdf".into(),
            name: "pdf".into(),
            usual: true,
        }])
    }

    fn print(&self, _: &str, _: u8, pdf: &[u8]) -> Result<(), CommandError> {
        if let Some(printing) = self.printing.lock().unwrap().as_mut() {
            printing();
        }
        let mut printed = self.printed.lock().unwrap();
        if self
            .papers
            .lock()
            .unwrap()
            .is_some_and(|papers| printed.len() >= papers)
        {
            return Err(CommandError::new(Code::PrintFailed));
        }
        printed.push(pdf.to_owned());
        Ok(())
    }
}

pub const PASSPHRASE: &str = "fyra ord på rad";

/// The application at a desk of its own.
pub struct Seat {
    pub desk: Arc<Mutex<Desk>>,
    pub world: Arc<World>,
}

impl Seat {
    pub fn at(folder: &Path) -> Self {
        let world = Arc::new(World::default());
        let desk = Desk::new(folder.to_owned(), world.clone()).unwrap();
        Self {
            desk: Arc::new(Mutex::new(desk)),
            world,
        }
    }

    /// The desk of somebody else, whose vault is made of other random numbers.
    pub fn of(folder: &Path, name: &str, role: &str) -> Self {
        let mut seat = Self::at(folder);
        *seat.world.counter.lock().unwrap() = name.bytes().map(u64::from).sum();
        seat.make_vault_of(name, role);
        seat
    }

    pub fn try_ask(&mut self, name: &str, told: Value) -> Result<Value, CommandError> {
        call(&self.desk, name, told)
    }

    pub fn ask(&mut self, name: &str, told: Value) -> Value {
        self.try_ask(name, told)
            .unwrap_or_else(|error| panic!("{name}: {error:?}"))
    }

    pub fn refused(&mut self, name: &str, told: Value) -> CommandError {
        self.try_ask(name, told).unwrap_err()
    }

    pub fn make_vault(&mut self, role: &str) {
        self.make_vault_of("Birgitta Ek", role);
    }

    pub fn make_vault_of(&mut self, name: &str, role: &str) {
        let profile = json!({"name": name, "role": role, "school": "Björkskolan", "organiser": "kommunal"});
        let passphrase = PASSPHRASE;
        let told = json!({"profile": profile, "passphrase": passphrase, "again": passphrase});
        let offer = self.ask("begin_vault", told);
        let word = |place: &Value| {
            let place = place.as_u64().unwrap() as usize;
            offer["words"][place - 1].clone()
        };
        let (first, second) = (word(&offer["ask"][0]), word(&offer["ask"][1]));
        assert_eq!(
            self.ask("finish_vault", json!({"first": first, "second": second}))["state"],
            "open"
        );
    }

    /// A case for a new pupil; more about the pupil in `more`.
    pub fn open_case(&mut self, more: Value) -> Value {
        let mut input = json!({"name": "Łukasz Öberg", "class": "8B", "school": "Björkskolan", "school_form": "grundskola"});
        input
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        let pupil = self.ask("save_pupil", json!({"pupil": null, "input": input}));
        self.ask(
            "open_case",
            json!({"pupil": pupil, "input": {"title": "Frånvaro hösten 2026"}}),
        )
    }

    /// A case that is brought in from a list, with what the list told of it.
    pub fn bring_in_case(&mut self, list: &str) -> Value {
        *self.world.file.lock().unwrap() = Some(list.into());
        let list = self.ask("choose_case_list", json!({}));
        let columns: Vec<&Value> = list["columns"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| &one["column"])
            .collect();
        let input = json!({"sheet": 0, "columns": columns, "title": "Frånvaro", "school": "Björkskolan", "school_form": "grundskola"});
        self.ask("map_case_list", json!({ "input": input }));
        let done = self.ask(
            "bring_in_cases",
            json!({"input": {"rows": [{"row": 2, "pupil": "new"}]}}),
        );
        done["cases"][0]["case"].clone()
    }

    pub fn begin(&mut self, case: &Value, form: &str) -> Value {
        self.ask("begin_document", json!({"case": case, "form": form}))
    }

    pub fn type_in(&mut self, document: &Value, changes: Value) -> Value {
        self.ask("save_draft", json!({"document": document, "changes": changes}))
    }

    /// A mentor's checklist that waits for her electronic signature, in a case of its own.
    pub fn completed_checklist(&mut self) -> Value {
        let case = self.open_case(json!({}));
        let document = self.begin(&case, "checklista");
        let completing = json!({"sections": ["mentor-part"], "manners": {"mentor": "electronic"}});
        self.ask(
            "complete",
            json!({"document": document, "completing": completing}),
        );
        document
    }

    /// Signs the checklist; `more` may hold a PIN.
    pub fn try_sign(&mut self, document: &Value, more: Value) -> Result<Value, CommandError> {
        let mut told = json!({"document": document, "field": "mentor", "passphrase": PASSPHRASE, "leave_undrawn": false});
        told.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        self.try_ask("sign_document", told)
    }

    /// What is to be said of a document's signatures.
    pub fn signatures(&mut self, document: &Value) -> Value {
        self.ask("document_signatures", json!({"document": document}))
    }

    pub fn complete(&mut self, document: &Value, sections: Value) -> Value {
        self.ask(
            "complete",
            json!({"document": document, "completing": {"sections": sections}}),
        )
    }
}

/// An invented set of answers to a form, complete.
pub fn sample(form: &str) -> Value {
    let mut above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let samples = above.find_map(|folder| folder.join("tests/samples").canonicalize().ok());
    let file = samples.unwrap().join(format!("{form}.json"));
    serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap()
}

/// Copies a folder with everything in it.
pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), &target).unwrap();
        }
    }
}
