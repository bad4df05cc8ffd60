//! `cargo xtask gallery`: the window's building blocks in all their states, on one page.

use std::path::Path;

use crate::desktop::Desktop;
use crate::needs::{self, Purpose};
use crate::process::{Failure, cargo, npm, run};

/// Builds the page and opens it in the developer's own browser.
pub fn open() -> Result<(), Failure> {
    needs::install(Purpose::Window)?;
    run(&mut npm(["run", "gallery"]))?;
    println!("Avsluta med Ctrl+C.");
    run(&mut npm([
        "exec",
        "--",
        "vite",
        "preview",
        "--outDir",
        "dist-gallery",
        "--open",
        "/gallery.html",
    ]))
}

/// Builds the page and photographs it in the web view that the application uses.
pub fn photograph(file: &Path) -> Result<(), Failure> {
    needs::install(Purpose::Tests)?;
    run(&mut npm(["run", "gallery"]))?;
    let test = cargo([
        "test",
        "--package",
        "window-tests",
        "--test",
        "gallery",
        "--",
        "--nocapture",
    ]);
    run(Desktop::start()?.session(&test).env("NARVAROLOTS_PICTURE", file))
}
