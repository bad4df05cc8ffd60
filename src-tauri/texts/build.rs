//! Embeds every Fluent file under `sv/`, so that a new file needs no line of code.

use std::{env, fs, io, path::PathBuf};

fn main() -> io::Result<()> {
    let folder = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?).join("sv");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files = fs::read_dir(&folder)?
        .map(|entry| Ok(entry?.path()))
        .collect::<io::Result<Vec<_>>>()?;
    files.retain(|path| path.extension().is_some_and(|extension| extension == "ftl"));
    files.sort();

    let mut code = String::from("const SWEDISH_FILES: &[(&str, &str)] = &[\n");
    for path in files {
        let name = path.file_name().unwrap_or_default();
        code += &format!("    ({name:?}, include_str!({path:?})),\n");
    }
    code += "];\n";
    fs::write(
        PathBuf::from(env::var("OUT_DIR").map_err(io::Error::other)?).join("swedish_files.rs"),
        code,
    )
}
