//! The pinned Python environment with the judges, in `.venv`.

use std::fs;

use crate::process::{Failure, found, program, run, succeeds};
use crate::workspace;

/// What Debian leaves out of its Python: without it no environment can be made.
pub fn missing_package() -> Option<(&'static str, &'static str)> {
    let there =
        workspace::python().is_file() || succeeds(&mut program(system_python()?, ["-c", "import ensurepip"]));
    (!there).then_some(("python3-venv", "en egen Python-miljö för PDF-domarna"))
}

/// Makes the environment unless it was made from this very list.
pub fn install() -> Result<(), Failure> {
    let list = workspace::root().join("tests/judges/requirements.txt");
    let stamp = workspace::root().join(".venv/installed-from");
    let wanted = fs::read(&list).map_err(|error| Failure::file(&list, &error))?;
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    let Some(python) = system_python() else {
        return Err(Failure::new(
            "Python saknas. Installera Python 3.11 eller senare.",
        ));
    };
    println!(
        "PDF-domarna i Python saknas eller är gamla: de installeras i .venv efter tests/judges/requirements.txt."
    );
    run(&mut program(python, ["-m", "venv", ".venv"]))?;
    run(program(
        workspace::python(),
        [
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "-r",
        ],
    )
    .arg(&list))?;
    fs::write(&stamp, wanted).map_err(|error| Failure::file(&stamp, &error))
}

fn system_python() -> Option<&'static str> {
    ["python3", "python"]
        .into_iter()
        .find(|name| found(name).is_some())
}
