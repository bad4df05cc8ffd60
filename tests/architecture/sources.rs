//! The sources of the repository, as text.

use std::fs;
use std::path::{Path, PathBuf};

const ROOMS: [&str; 4] = ["src-tauri", "ui/src", "ui/tests", "tests"];
const KINDS: [&str; 5] = ["rs", "ts", "svelte", "css", "py"];
const NOT_OURS: [&str; 3] = ["node_modules", "target", "wire"];

/// One source file.
pub struct Source {
    /// From the root of the repository, with `/`.
    pub path: String,
    pub text: String,
}

/// Every source there is, except the files that hold the forbidden words because they look for them.
pub fn all() -> Vec<Source> {
    let mut found = vec![];
    for room in ROOMS {
        walk(&root().join(room), &mut found);
    }
    found.retain(|source| !source.path.starts_with("tests/architecture"));
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// The root of the repository, from the crate this test is built in.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .unwrap()
}

fn walk(folder: &Path, found: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if path.is_dir() && !NOT_OURS.contains(&name.as_str()) {
            walk(&path, found);
        } else if path
            .extension()
            .is_some_and(|kind| KINDS.iter().any(|known| kind == *known))
        {
            let below_root = path
                .strip_prefix(root())
                .unwrap()
                .to_string_lossy()
                .replace('\\', "/");
            found.push(Source::new(&below_root, &fs::read_to_string(&path).unwrap()));
        }
    }
}

impl Source {
    pub fn new(path: &str, text: &str) -> Self {
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    /// Lines with their numbers from 1.
    pub fn numbered(&self) -> impl Iterator<Item = (usize, &str)> {
        (1..).zip(self.text.lines())
    }

    /// A complaint for every line of which something is true.
    pub fn lines_where(&self, is_wrong: impl Fn(&str) -> bool, complaint: &str) -> Vec<String> {
        let wrong = self.numbered().filter(|(_, line)| is_wrong(line));
        wrong
            .map(|(number, line)| format!("{}:{number}: {complaint}: {}", self.path, line.trim()))
            .collect()
    }

    /// What a user runs: a Rust file up to the module with its tests, and nothing of a file of tests.
    pub fn production(&self) -> Self {
        let tests = ["tests/", "tests.rs"].iter().any(|mark| self.path.contains(mark));
        let end = if tests {
            0
        } else {
            tests_begin(&self.text).unwrap_or(self.text.len())
        };
        Self::new(&self.path, &self.text[..end])
    }
}

/// Where a module of tests begins; a file of test data that is merely named there is no end.
fn tests_begin(text: &str) -> Option<usize> {
    let marks = text.match_indices("#[cfg(test)]\nmod ").map(|(at, _)| at);
    marks.into_iter().find(|at| {
        text[*at..]
            .lines()
            .nth(1)
            .is_some_and(|line| line.ends_with(['{', '}']))
    })
}

/// The name that a line declares, in Rust, TypeScript or Python.
pub fn declared_name(line: &str) -> Option<&str> {
    const DECLARES: [&str; 10] = [
        "struct", "enum", "trait", "mod", "fn", "type", "class", "function", "const", "def",
    ];
    let mut words = line
        .split(|letter: char| !letter.is_alphanumeric() && letter != '_')
        .filter(|w| !w.is_empty());
    words.find(|word| DECLARES.contains(word))?;
    words
        .next()
        .filter(|_| !line.trim_start().starts_with(['/', '*', '#']))
}
