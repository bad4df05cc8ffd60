//! One thing done on a disk that is fuller or less full, again and again until there is room for it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use chrono::{TimeDelta, Utc};
use commands::CommandError;
use narvarolots::system::System;
use serde_json::{Value, json};
use tempfile::TempDir;
use vault::{Key, Passphrase, Vault};

use crate::seat::{self, PASSPHRASE, Seat};
use crate::small_disk::Disk;

/// How many pages of room are tried at most before it must succeed.
const MOST: usize = 1000;
/// What says that a disk is full, and what is to be done.
const FULL: [&str; 5] = [
    "vault-disk-full",
    "vault-database-full",
    "disk-full",
    "backup-place-full",
    "restore-no-room",
];

/// What a user does, which writes.
pub struct Deed {
    pub name: &'static str,
    /// Makes what there must be before, in a place with room: the vault in `vault`, and what else is there beside it.
    pub prepare: fn(&Path) -> Ready,
}

/// Does something; what is said where it cannot be done.
type Act = dyn Fn(&mut Seat) -> Result<Value, CommandError>;

/// What is about to be done.
pub struct Ready {
    /// How much later it is done.
    pub later: TimeDelta,
    /// Whether there is a vault before.
    pub has_vault: bool,
    /// What must be in memory before.
    pub begin: Box<dyn Fn(&mut Seat)>,
    /// Does it; what is said where it cannot be done.
    pub act: Box<Act>,
    /// Whether it was done.
    pub is_done: Box<dyn Fn(&mut Seat) -> bool>,
    /// How many files it makes where the user chooses.
    pub files: usize,
    /// By which part of it room grows: below twice so many pages every one is tried. A small number for what takes long.
    pub part: usize,
}

impl Ready {
    /// A command, and whether it was done.
    pub fn asking(name: &'static str, told: Value, is_done: impl Fn(&mut Seat) -> bool + 'static) -> Self {
        Self {
            later: TimeDelta::hours(1),
            has_vault: true,
            begin: Box::new(|_| {}),
            act: Box::new(move |seat| seat.try_ask(name, told.clone())),
            is_done: Box::new(is_done),
            files: 0,
            part: 64,
        }
    }

    /// A command that makes so many files.
    pub fn saving(name: &'static str, told: Value, files: usize) -> Self {
        Self {
            files,
            ..Self::asking(name, told, |_| true)
        }
    }

    /// With something that must be in memory before.
    pub fn after(self, begin: impl Fn(&mut Seat) + 'static) -> Self {
        Self {
            begin: Box::new(begin),
            ..self
        }
    }
}

/// Does it with no room, with a page of room, and so on until it succeeds (see [`rooms`]). Each time before that a full disk is what is
/// said, nothing that was there is another, nothing half made lies where the user saves files, and as soon as there is room
/// the same thing succeeds. Gives how often the disk was full.
pub fn until_there_is_room(deed: &Deed, disk: &Disk) -> usize {
    let place = TempDir::new().unwrap();
    let ready = (deed.prepare)(place.path());
    fs::create_dir_all(place.path().join("out")).unwrap();
    let before = match ready.has_vault {
        true => look(&place.path().join("vault")),
        false => BTreeSet::new(),
    };
    let mut seat = Seat::at(&disk.path().join("vault"));
    seat.world.begin_random(1000);
    *seat.world.ahead.lock().unwrap() = ready.later;
    *seat.world.disk.lock().unwrap() = Some((disk.path().join("out"), Arc::new(system())));
    let found = rooms(ready.part).find(|(_, pages)| {
        seat.ask("lock", json!({}));
        disk.clear();
        seat::copy(place.path(), &disk.path());
        let attempt = Attempt {
            what: format!("{}, {pages} pages", deed.name),
            ready: &ready,
            before: &before,
            place: disk.path(),
        };
        attempt.make(&mut seat, disk, *pages)
    });
    let found = found.map(|(times, _)| times);
    seat.ask("lock", json!({}));
    disk.clear();
    found.unwrap_or_else(|| panic!("{}: there is never room", deed.name))
}

/// So many pages of room, each with how many were tried before: one more each time where there are few, and a part more
/// where there are many, since what takes so many is the bytes of a file.
fn rooms(part: usize) -> impl Iterator<Item = (usize, usize)> {
    let next = move |pages: &usize| Some(pages + (pages / part).max(1));
    std::iter::successors(Some(0), next)
        .take_while(|pages| *pages < MOST)
        .enumerate()
}

/// Every row of the vault in a folder, whose papers and whose trail were proven to be whole, with no bytes that no row names.
fn look(vault: &Path) -> BTreeSet<String> {
    // Looked at as a copy: the vault itself may be open.
    let copy = TempDir::new().unwrap();
    seat::copy(vault, copy.path());
    let passphrase = Passphrase::typed(PASSPHRASE);
    let vault = Vault::open(copy.path(), &Key::Passphrase(&passphrase), Utc::now()).unwrap();
    assert_eq!(vault.check_trail().unwrap().fault, None);
    let read = vault.read(|read| Ok::<_, vault::Error>((read.rows()?, read.papers().all()?)));
    let (rows, papers) = read.unwrap();
    let mut named = BTreeSet::new();
    for paper in papers {
        vault.attachment(&paper.attached.name).unwrap();
        named.insert(
            copy.path()
                .join("attachments")
                .join(paper.attached.name.to_string()),
        );
    }
    let kept = BTreeSet::from_iter(files(&copy.path().join("attachments")));
    assert_eq!(kept, named, "every file is some paper's");
    rows
}

struct Attempt<'a> {
    what: String,
    ready: &'a Ready,
    before: &'a BTreeSet<String>,
    place: PathBuf,
}

impl Attempt<'_> {
    /// Whether there was room.
    fn make(&self, seat: &mut Seat, disk: &Disk, pages: usize) -> bool {
        seat.world.printed.lock().unwrap().clear();
        if self.ready.has_vault {
            seat.ask("unlock", json!({"passphrase": PASSPHRASE}));
        }
        (self.ready.begin)(seat);
        let full = disk.full_but_for(pages);
        let acted = (self.ready.act)(seat);
        drop(full);
        let had_room = acted.is_ok();
        if let Err(error) = acted {
            assert!(FULL.contains(&error.code.as_str()), "{}: {error:?}", self.what);
            self.nothing_is_lost(seat);
            let again = (self.ready.act)(seat);
            again.unwrap_or_else(|error| panic!("{}, then with room: {error:?}", self.what));
        }
        assert!((self.ready.is_done)(seat), "{}: not done", self.what);
        let files = files(&self.place.join("out"));
        assert_eq!(files.len(), self.ready.files, "{}: {files:?}", self.what);
        for file in files {
            assert!(fs::metadata(file).unwrap().len() > 0, "{}: empty", self.what);
        }
        had_room
    }

    fn nothing_is_lost(&self, seat: &mut Seat) {
        let out = files(&self.place.join("out"));
        assert!(out.is_empty(), "{}: {out:?}", self.what);
        if self.ready.files == 0 {
            assert!(!(self.ready.is_done)(seat), "{}: done all the same", self.what);
        }
        if self.ready.has_vault {
            let after = look(&self.place.join("vault"));
            let gone: Vec<_> = self.before.difference(&after).collect();
            assert!(gone.is_empty(), "{}: {gone:#?}", self.what);
        }
    }
}

/// The files in a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().path()).collect()
}

/// The real disk; nobody is asked for anything.
fn system() -> System {
    System {
        ask_where: Box::new(|_| None),
        ask_which: Box::new(|_| None),
        ask_files: Box::new(|_, _| Vec::new()),
        ask_folder: Box::new(|| None),
        dropped: Arc::new(Mutex::new(Vec::new())),
    }
}
