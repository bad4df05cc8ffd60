//! A disk that is full at every write by turns, of everything that a user does which writes: what is said is that the disk
//! is full, nothing is lost, nothing half made is left, and when there is room again the same thing succeeds. Backups have
//! a program of their own beside the vault.

#![allow(clippy::unwrap_used, clippy::panic)] // a test program says what failed by panicking

mod attempts;
mod between;
mod keys;
mod leaving;
mod safekeeping;
#[path = "../../src-tauri/commands/tests/seat/mod.rs"]
mod seat;
#[path = "../small_disk/mod.rs"]
mod small_disk;
mod writing;

use std::env;
use std::panic;
use std::process::ExitCode;
use std::sync::Mutex;
use std::thread;
use std::time::Instant;

use attempts::{Deed, until_there_is_room};
use small_disk::Disk;

fn main() -> ExitCode {
    small_disk::run(everything)
}

/// Everything, or what has the program's argument in its name; on as many disks as there are processors.
fn everything() {
    let wanted = env::args().nth(1).filter(|argument| !argument.starts_with('-'));
    let deeds = [
        writing::DEEDS,
        leaving::DEEDS,
        between::DEEDS,
        keys::DEEDS,
        safekeeping::DEEDS,
    ];
    let deeds = deeds.into_iter().flatten();
    let deeds = deeds.filter(|deed| wanted.as_ref().is_none_or(|wanted| deed.name.contains(wanted)));
    let waiting: Mutex<Vec<&'static Deed>> = Mutex::new(deeds.collect());
    let count = waiting.lock().unwrap().len();
    let (start, failed) = (Instant::now(), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| work(&waiting, &failed));
        }
    });
    let failed = failed.into_inner().unwrap();
    assert!(failed.is_empty(), "{failed:#?}");
    println!(
        "{count} things on a full disk, in {} s",
        start.elapsed().as_secs()
    );
}

/// Does what waits. One that fails says so, and keeps no other from being tried.
fn work(waiting: &Mutex<Vec<&'static Deed>>, failed: &Mutex<Vec<&'static str>>) {
    loop {
        let Some(deed) = waiting.lock().unwrap().pop() else {
            return;
        };
        let start = Instant::now();
        let times = panic::catch_unwind(|| until_there_is_room(deed, &Disk::mount().unwrap()));
        let Ok(times @ 1..) = times else {
            failed.lock().unwrap().push(deed.name);
            continue;
        };
        println!(
            "{}: full {times} times, {} ms",
            deed.name,
            start.elapsed().as_millis()
        );
    }
}
