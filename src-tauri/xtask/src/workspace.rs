//! Where things lie.

use std::path::{Path, PathBuf};

/// One feature set for the whole workspace, so that nothing heavy is compiled twice.
pub const WHOLE: [&str; 3] = ["--workspace", "--features", "test-seams"];

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .unwrap_or(Path::new("."))
        .to_path_buf()
}

/// The window's sources.
pub fn ui() -> PathBuf {
    root().join("ui")
}

/// The workspace that is built for fuzzing.
pub fn fuzz() -> PathBuf {
    root().join("tests/fuzz")
}

/// Where cargo builds: what the environment says, else `target`.
pub fn target() -> PathBuf {
    root().join(std::env::var_os("CARGO_TARGET_DIR").unwrap_or("target".into()))
}

/// A program of ours in a debug build.
pub fn built(program: &str) -> PathBuf {
    target()
        .join("debug")
        .join(format!("{program}{}", std::env::consts::EXE_SUFFIX))
}

/// The Python interpreter of the pinned environment.
pub fn python() -> PathBuf {
    python_in(".venv")
}

/// The Python interpreter of an environment in this folder.
pub fn python_in(folder: &str) -> PathBuf {
    let inside = if cfg!(windows) {
        "Scripts/python.exe"
    } else {
        "bin/python"
    };
    root().join(folder).join(inside)
}
