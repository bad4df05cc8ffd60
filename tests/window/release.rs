//! What the released program writes, byte by byte: words that a user typed lie nowhere in the clear, neither in the
//! vault nor in its log, nor in anything that the web view keeps. It cannot be driven from outside, so a keyboard
//! drives it.
#![allow(clippy::unwrap_used)] // what a test shares with itself

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Child;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use commands::{Desk, call};
use narvarolots::system::{Dropped, System};
use serde_json::{Value, json};
use tempfile::{TempDir, tempdir};
use vault::{Key, Passphrase, Vault};
use window_tests::{Broken, Screen, Step, from_environment};

const PASSPHRASE: &str = "lampabryggasommarkvist";
/// What is typed while the program runs; a word without spaces does nothing to the buttons it meets.
const TYPED: &str = "Hemlighetsord";
/// What is typed last of all.
const LAST: &str = "Avskedsord";
/// Longer than any draft waits before it is kept.
const AUTOSAVE: Duration = Duration::from_secs(3);
/// Everything that a person wrote before: profile, pupil, class, case.
const WRITTEN: [&str; 5] = [
    "Planteradeprofil",
    "Planteradeelev",
    "Planteradklass",
    "Planteradskola",
    "Planterattarende",
];

#[test]
fn nothing_that_was_typed_lies_in_the_clear() -> Step {
    let home = Home::new()?;
    let screen = Screen::start()?;
    let mut running = home.open_form(&screen)?;
    for _ in 0..30 {
        screen.keys(&["key", "Tab"])?;
        screen.keys(&["type", TYPED])?;
    }
    std::thread::sleep(AUTOSAVE);
    screen.settled()?;
    assert!(
        fs::metadata(home.vault().join("vault.db-wal"))?.len() > 0,
        "there is a log to look in"
    );
    assert_eq!(findings(home.path()), Vec::<String>::new(), "while it runs");
    running.kill()?;
    running.wait()?;
    assert_eq!(findings(home.path()), Vec::<String>::new(), "after it was killed");
    assert!(
        drafted(&home.vault()).contains(TYPED),
        "the words were typed and kept"
    );

    let control = home.path().join("control");
    for word in all() {
        for bytes in encodings(word) {
            fs::write(&control, [b"x".as_slice(), &bytes, b"y"].concat())?;
            assert_eq!(findings(home.path()).len(), 1, "the scan finds {word}");
        }
    }
    Ok(())
}

/// Somebody types a word and closes the window at once.
#[test]
fn the_last_word_is_kept_when_the_window_is_closed() -> Step {
    let steps = steps_to_a_field()?;
    let home = Home::new()?;
    let screen = Screen::start()?.with_windows_kept(home.path())?;
    let mut running = home.open_form(&screen)?;
    for _ in 0..steps {
        screen.keys(&["key", "Tab"])?;
    }
    screen.keys(&["type", LAST])?;
    screen.keys(&["key", "alt+F4"])?;
    assert!(running.wait()?.success(), "it ends by itself");
    let drafted = drafted(&home.vault());
    assert!(drafted.contains(LAST), "{drafted}");
    Ok(())
}

/// How many steps it takes from the form's heading to a field that keeps what is typed.
fn steps_to_a_field() -> Step<usize> {
    let home = Home::new()?;
    let screen = Screen::start()?;
    let mut running = home.open_form(&screen)?;
    let numbered = |step: usize| format!("Steg{step}");
    for step in 1..9 {
        screen.keys(&["key", "Tab"])?;
        screen.keys(&["type", &numbered(step)])?;
    }
    std::thread::sleep(AUTOSAVE);
    running.kill()?;
    running.wait()?;
    let drafted = drafted(&home.vault());
    let kept = (1..9).find(|&step| drafted.contains(&numbered(step)));
    kept.ok_or(Broken::NotSeen {
        wanted: "a field within eight steps".to_owned(),
        there: drafted,
    })
}

/// A folder with everything that the program writes, a vault in it.
struct Home(TempDir);

impl Home {
    fn new() -> Step<Self> {
        let home = Self(tempdir()?);
        fs::create_dir_all(home.path().join("tmp"))?;
        prepare(&home.vault());
        Ok(home)
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn vault(&self) -> PathBuf {
        self.path().join("data/se.narvarolots.app")
    }

    /// Starts the program and comes to the form that was begun.
    fn open_form(&self, screen: &Screen) -> Step<Child> {
        let program = from_environment("NARVAROLOTS_RELEASE")?;
        let running = screen.command(&program, self.path()).spawn()?;
        screen.settled()?;
        screen.keys(&["type", PASSPHRASE])?;
        let locked = screen.settled()?;
        screen.keys(&["key", "Return"])?;
        screen.settled_after(&locked)?;
        for keys in GO {
            screen.keys(&[&["key"][..], keys].concat())?;
            screen.settled()?;
        }
        Ok(running)
    }
}

/// From the first view to the form that was begun, by the keys that a person would press: the pupils, the one pupil,
/// the case, the document. The heading takes focus in every view, in the list of pupils the search.
const GO: [&[&str]; 6] = [
    &["Tab"],
    &["Return"],
    &["Tab", "Tab", "Tab"],
    &["Return"],
    &["Tab"],
    &["Return"],
];

/// A vault with a pupil, a case and a begun form, made by the program's own commands.
fn prepare(folder: &Path) {
    let system = System {
        ask_where: Box::new(|_| None),
        ask_which: Box::new(|_| None),
        ask_papers: Box::new(Vec::new),
        ask_folder: Box::new(|| None),
        dropped: Dropped::default(),
    };
    let desk = Mutex::new(Desk::new(folder.to_owned(), Arc::new(system)).unwrap());
    let ask = |name: &str, told: Value| call(&desk, name, told).unwrap();
    let [profile, pupil, class, school, case] = WRITTEN;
    let profile = json!({"name": profile, "role": "mentor", "school": school, "organiser": "kommunal"});
    let offer = ask(
        "begin_vault",
        json!({"profile": profile, "passphrase": PASSPHRASE, "again": PASSPHRASE}),
    );
    let word = |at: usize| offer["words"][offer["ask"][at].as_u64().unwrap() as usize - 1].clone();
    ask("finish_vault", json!({"first": word(0), "second": word(1)}));
    let input = json!({"name": pupil, "class": class, "school": school, "school_form": "grundskola"});
    let pupil = ask("save_pupil", json!({"pupil": null, "input": input}));
    let case = ask("open_case", json!({"pupil": pupil, "input": {"title": case}}));
    ask("begin_document", json!({"case": case, "form": "checklista"}));
}

/// Everything that stands in drafts.
fn drafted(folder: &Path) -> String {
    let key = Key::Passphrase(&Passphrase::typed(PASSPHRASE));
    let vault = Vault::open(folder, &key, SystemTime::now().into()).unwrap();
    let drafts = vault.read(|read| {
        let pupil = read.pupils().all()?.remove(0);
        let case = read.cases().of(pupil.id)?.remove(0);
        let document = read.documents().of(case.id())?.remove(0);
        read.drafts().of(document.id)
    });
    drafts
        .unwrap()
        .iter()
        .map(|draft| draft.answers.to_json().to_string())
        .collect()
}

fn all() -> impl Iterator<Item = &'static str> {
    WRITTEN.into_iter().chain([TYPED, PASSPHRASE])
}

/// A word as programs keep it.
fn encodings(word: &str) -> [Vec<u8>; 3] {
    let wide = |bytes: fn(u16) -> [u8; 2]| word.encode_utf16().flat_map(bytes).collect();
    [word.into(), wide(u16::to_le_bytes), wide(u16::to_be_bytes)]
}

/// The files that hold a word, and the word.
fn findings(folder: &Path) -> Vec<String> {
    let mut found = vec![];
    for file in files(folder) {
        let bytes = fs::read(&file).unwrap_or_default();
        for word in all() {
            let holds = |text: &Vec<u8>| bytes.windows(text.len()).any(|window| window == text);
            if encodings(word).iter().any(holds) || file.to_string_lossy().contains(word) {
                found.push(format!("{word} in {}", file.display()));
            }
        }
    }
    found
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    folders
        .iter()
        .flat_map(|folder| self::files(folder))
        .chain(files)
        .collect()
}
