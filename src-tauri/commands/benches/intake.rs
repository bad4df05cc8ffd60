//! A thousand signed documents from a colleague's vault, taken in, judged and filed from the disk, against one alone a
//! thousand times over; and how long the window waits for an answer meanwhile. Prints seconds; `cargo xtask bench`
//! reads them.

#![allow(clippy::unwrap_used, clippy::panic)] // a measurement says what failed by panicking

#[path = "../tests/seat/mod.rs"]
mod seat;

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use commands::Catalogue;
use commands::render::{Origin, render};
use commands::signatures::{Wish, sign};
use forms::Manner;
use seat::{Seat, sample};
use serde_json::{Value, json};
use signing::{Identity, Key, Person, Validity};
use tempfile::TempDir;
use uuid::Uuid;

/// The allocator of the programs.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const MANY: usize = 1000;
const ALONE: usize = 20;

fn main() {
    let folder = TempDir::new().unwrap();
    let files = made(&folder, MANY + ALONE + 1);
    let (many, alone) = files.split_at(MANY);
    let vault = TempDir::new().unwrap();
    let mut seat = Seat::at(vault.path());
    seat.make_vault("rektor");
    seat.open_case(json!({"name": "Omar Haddad"}));
    let pupil = seat.ask("pupils", json!({"search": ""}))[0]["id"].clone();
    // The first one warms up.
    let mut one: Vec<f64> = alone
        .iter()
        .map(|file| taken_in(&mut seat, std::slice::from_ref(file), &pupil))
        .collect();
    one.remove(0);
    one.sort_by(f64::total_cmp);
    let window = Window::open(&seat);
    let many = taken_in(&mut seat, many, &pupil);
    let waited = window.close();
    println!(
        "{}",
        json!({ "one": one[one.len() / 2], "many": many, "waited": waited.as_secs_f64() })
    );
}

/// How long it takes to take files in and file them.
fn taken_in(seat: &mut Seat, files: &[PathBuf], pupil: &Value) -> f64 {
    seat.ask("clear_intake", json!({}));
    *seat.world.on_disk.lock().unwrap() = files.to_vec();
    let start = Instant::now();
    let view = seat.ask("choose_papers", json!({}));
    let papers = view["papers"].as_array().unwrap().iter();
    let papers: Vec<Value> = papers
        .map(|paper| json!({"key": paper["key"], "pupil": pupil}))
        .collect();
    let view = seat.ask("file_papers", json!({"input": {"papers": papers}}));
    let seconds = start.elapsed().as_secs_f64();
    assert_eq!(view["filed"].as_array().unwrap().len(), files.len());
    seconds
}

/// Somebody who goes on using the window while papers are taken in.
struct Window {
    open: Arc<AtomicBool>,
    longest: thread::JoinHandle<Duration>,
}

impl Window {
    fn open(seat: &Seat) -> Self {
        let open = Arc::new(AtomicBool::new(true));
        let (still, desk) = (Arc::clone(&open), Arc::clone(&seat.desk));
        let longest = thread::spawn(move || {
            let mut longest = Duration::ZERO;
            while still.load(Ordering::Relaxed) {
                for (command, told) in [("pupils", json!({"search": ""})), ("progress", json!({}))] {
                    let start = Instant::now();
                    commands::call(&desk, command, told).unwrap();
                    longest = longest.max(start.elapsed());
                }
                thread::sleep(Duration::from_millis(20));
            }
            longest
        });
        Self { open, longest }
    }

    fn close(self) -> Duration {
        self.open.store(false, Ordering::Relaxed);
        self.longest.join().unwrap()
    }
}

/// Signed checklists of one case, as files.
fn made(folder: &TempDir, count: usize) -> Vec<PathBuf> {
    let catalogue = Catalogue::embedded().unwrap();
    let form = catalogue.find("checklista").unwrap();
    let answers = serde_json::from_value(sample("checklista")).unwrap();
    let at = "2026-11-20T10:00:00+01:00".parse().unwrap();
    let signer = signer();
    let origin = Origin {
        case: Some(Uuid::from_u128(7)),
        manners: [("mentor".to_owned(), Manner::Electronic)].into(),
        ..Origin::default()
    };
    let one = |number: usize| {
        let id = Uuid::from_u128(0x1000 + number as u128);
        let pdf = render(form, Some(&answers), &origin, Some(id), at).unwrap();
        let wish = Wish {
            field: Some("mentor"),
            at: at.fixed_offset(),
            lock: false,
        };
        let file = folder.path().join(format!("{number:04}.pdf"));
        fs::write(&file, sign(&pdf, &signer, &wish).unwrap()).unwrap();
        file
    };
    (0..count).map(one).collect()
}

fn signer() -> Identity {
    let mut random = |bytes: &mut [u8]| bytes.iter_mut().zip(1..).for_each(|(byte, next)| *byte = next);
    let person = Person {
        name: "Astrid Almgren".into(),
        title: "mentor".into(),
        organisation: "Björkskolan".into(),
    };
    let from = "2026-01-01T00:00:00Z".parse().unwrap();
    let validity = Validity {
        from,
        until: from + chrono::Days::new(700),
    };
    Key::generate(&mut random)
        .unwrap()
        .self_signed(&person, validity, &mut random)
        .unwrap()
}
