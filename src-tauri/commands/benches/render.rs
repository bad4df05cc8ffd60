//! A filled-in form from its answers as JSON to a PDF on disk, warm: what the peers in `tests/judges/peers.py` do
//! too. Prints the median in seconds; `cargo xtask bench` reads it.

#![allow(clippy::unwrap_used)] // a measurement says what failed by panicking

use std::fs;
use std::time::Instant;

use commands::Catalogue;
use commands::render::{Origin, render};
use serde_json::json;

/// The allocator of the programs.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const FORM: &str = "checklista";
const ROUNDS: usize = 200;

fn main() {
    let catalogue = Catalogue::embedded().unwrap();
    let form = catalogue.find(FORM).unwrap();
    let sample = format!("{}/../../tests/samples/{FORM}.json", env!("CARGO_MANIFEST_DIR"));
    let sample = fs::read_to_string(sample).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let at = "2026-11-21T10:00:00Z".parse().unwrap();
    let mut seconds = vec![];
    for round in 0..=ROUNDS {
        // Every text differs each time, as answers do.
        let typed = sample.replace(".\"", &format!(". {round}\""));
        let start = Instant::now();
        let answers = serde_json::from_str(&typed).unwrap();
        let pdf = render(form, Some(&answers), &Origin::default(), None, at).unwrap();
        fs::write(folder.path().join(format!("{round}.pdf")), pdf).unwrap();
        seconds.push(start.elapsed().as_secs_f64());
    }
    // The first one warms up.
    seconds.remove(0);
    seconds.sort_by(f64::total_cmp);
    println!("{}", json!({ "median": seconds[seconds.len() / 2] }));
}
