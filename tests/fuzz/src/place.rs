//! A vault in a folder in memory, a backup of it, and what they are opened with.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use cases::ProfileInput;
use tempfile::TempDir;
use vault::{Escrow, KdfCost, NewVault, Passphrase, RecoveryDraft, RecoveryWords, Shelf, Vault};

use crate::municipality::KEY;
use crate::school::{Counting, NOW};

/// A vault that was made, and a backup of it.
pub struct Made {
    /// The vault's header.
    pub header: Vec<u8>,
    /// The files of the backup, by their place in its folder.
    pub backup: BTreeMap<String, Vec<u8>>,
    words: String,
}

/// The one vault that everything is compared with.
pub static MADE: LazyLock<Made> = LazyLock::new(Made::new);

impl Made {
    fn new() -> Self {
        let random = &mut Counting(11);
        let profile = ProfileInput {
            name: "Ebba Lindqvist".into(),
            role: "mentor".into(),
            school: "Björkskolan".into(),
            organiser: "kommunal".into(),
            ..ProfileInput::default()
        };
        let draft = RecoveryDraft::new(random);
        let typed = draft.asked().map(|place| draft.words()[place - 1]);
        let new = NewVault {
            profile: &profile.parse().ok().unwrap(),
            passphrase: &Passphrase::typed("granris i oktober"),
            cost: KdfCost::FLOOR,
            recovery: &draft.confirm(typed).ok().unwrap(),
            escrow: Escrow {
                key: Some(*KEY),
                required: false,
            },
        };
        let (folder, place) = (folder(), folder());
        let vault = Vault::create(folder.path(), &new, NOW, random).ok().unwrap();
        vault
            .file(|_, files| files.keep(b"%PDF-1.7 a paper", random))
            .map_err(|_: vault::Error| ())
            .unwrap();
        let shelf = Shelf::of(place.path(), vault.id());
        let copier = vault.copier();
        let mut copying = copier.begin(&shelf, NOW).ok().unwrap();
        while copying.step().ok().unwrap() {}
        copying.finish(random).ok().unwrap();
        Self {
            header: fs::read(folder.path().join("vault.header")).unwrap(),
            backup: files_in(shelf.path(), ""),
            words: draft.words().join(" "),
        }
    }

    /// The words that open the vault.
    pub fn words(&self) -> RecoveryWords {
        RecoveryWords::parse(&self.words).ok().unwrap()
    }
}

/// An empty folder in memory, where there is such a place.
pub fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    match memory.is_dir() {
        true => tempfile::tempdir_in(memory),
        false => tempfile::tempdir(),
    }
    .unwrap()
}

/// The files below a folder.
fn files_in(folder: &Path, prefix: &str) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path: PathBuf = entry.unwrap().path();
        let name = format!("{prefix}{}", path.file_name().unwrap().to_str().unwrap());
        match path.is_dir() {
            true => files.extend(files_in(&path, &format!("{name}/"))),
            false => _ = files.insert(name, fs::read(&path).unwrap()),
        }
    }
    files
}
