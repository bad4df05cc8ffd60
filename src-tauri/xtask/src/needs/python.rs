//! The pinned Python environment with the judges, in `.venv`.

use std::fs;

use crate::process::{Failure, found, program, run, succeeds};
use crate::workspace;

/// What Debian leaves out of its Python: without it no environment can be made.
pub fn missing_package() -> Option<(&'static str, &'static str)> {
    let can_make = |python| succeeds(&mut program(python, ["-c", "import ensurepip"]));
    let there = workspace::python().is_file() || system_python().is_some_and(can_make);
    (!there).then_some(("python3-venv", "en egen Python-miljö för PDF-domarna"))
}

/// The environments: their folders and the lists that they are made from.
const ENVIRONMENTS: [(&str, &str); 2] = [
    (".venv", "tests/judges/requirements.txt"),
    (".venv-packages", "tests/judges/packages-requirements.txt"),
];

/// Makes each environment unless it was made from its very list.
pub fn install() -> Result<(), Failure> {
    ENVIRONMENTS
        .iter()
        .try_for_each(|(folder, list)| install_one(folder, list))
}

fn install_one(folder: &str, list: &str) -> Result<(), Failure> {
    let (list, told) = (workspace::root().join(list), list);
    let stamp = workspace::root().join(folder).join("installed-from");
    let wanted = fs::read(&list).map_err(|error| Failure::file(&list, &error))?;
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    let Some(python) = system_python() else {
        return Err(Failure::new(
            "Python saknas. Installera Python 3.11 eller senare.",
        ));
    };
    println!("Domarna i Python saknas eller är gamla: de installeras i {folder} efter {told}.");
    run(&mut program(python, ["-m", "venv", folder]))?;
    let install = [
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "-r",
    ];
    run(program(workspace::python_in(folder), install).arg(&list))?;
    fs::write(&stamp, wanted).map_err(|error| Failure::file(&stamp, &error))
}

fn system_python() -> Option<&'static str> {
    ["python3", "python"]
        .into_iter()
        .find(|name| found(name).is_some())
}
