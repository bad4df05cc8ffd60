//! `cargo xtask gallery`: the window's building blocks in all their states, on one page.

use std::path::PathBuf;

use crate::desktop::Desktop;
use crate::needs::{self, Purpose};
use crate::process::{Failure, cargo, npm, run};
use crate::workspace::{self, WHOLE};

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

/// Builds the page, then judges and photographs it in the web view that the application uses.
pub fn photograph() -> Result<(), Failure> {
    needs::install(Purpose::Tests)?;
    judge(&Desktop::start()?)?;
    println!("Bilderna ligger i {}.", pictures().display());
    Ok(())
}

/// The gallery on a desktop that is there already.
pub fn judge(desktop: &Desktop) -> Result<(), Failure> {
    run(&mut npm(["run", "--silent", "gallery"]))?;
    let mut gallery = cargo(["test"]);
    gallery
        .args(WHOLE)
        .args(["--test", "steps", "--test", "gallery"])
        .env("NARVAROLOTS_PICTURES", pictures());
    run(&mut desktop.session(&gallery))
}

/// Where photographs of the window are put.
pub fn pictures() -> PathBuf {
    workspace::target().join("pictures")
}
