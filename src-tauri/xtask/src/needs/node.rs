//! The window's npm packages, exactly as `package-lock.json` names them.

use std::fs;

use crate::process::{Failure, found, npm, run};
use crate::workspace;

/// Installs the packages unless the installed ones come from this very lock file.
pub fn install() -> Result<(), Failure> {
    let lock = workspace::ui().join("package-lock.json");
    let stamp = workspace::ui().join("node_modules/.installed-from");
    let wanted = fs::read(&lock).map_err(|error| Failure::file(&lock, &error))?;
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    if found("node").is_none() {
        return Err(Failure::new(
            "Node saknas. Installera Node 20 eller senare från nodejs.org.",
        ));
    }
    println!("Fönstrets npm-paket saknas eller är gamla: de installeras efter ui/package-lock.json.");
    run(&mut npm(["ci", "--no-audit", "--no-fund"]))?;
    fs::write(&stamp, wanted).map_err(|error| Failure::file(&stamp, &error))
}
