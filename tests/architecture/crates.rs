//! The direction of imports between the crates, and the outside crates that only one of them may know.

use std::fs;

use crate::sources::root;

/// What each of our crates may build on (design section 2). Tests may also use the data in packs and texts.
const BUILDS_ON: &[(&str, &[&str])] = &[
    ("forms", &[]),
    ("texts", &[]),
    ("packs", &["forms"]),
    ("cases", &["forms"]),
    ("documents", &["forms", "texts"]),
    ("signing", &[]),
    ("vault", &["cases", "forms"]),
    ("exchange", &["documents", "cases", "forms", "texts", "packs"]),
    (
        "commands",
        &[
            "exchange",
            "vault",
            "signing",
            "documents",
            "cases",
            "forms",
            "texts",
            "packs",
        ],
    ),
    (
        "narvarolots",
        &[
            "commands",
            "exchange",
            "vault",
            "signing",
            "documents",
            "cases",
            "forms",
            "texts",
            "packs",
        ],
    ),
    ("xtask", &[]),
    ("window-tests", &["narvarolots", "commands", "vault"]),
];

/// Outside crates that only these may know: the database, PDF, the window, the system's randomness.
const ONLY: &[(&str, &[&str])] = &[
    ("rusqlite", &["vault"]),
    ("printpdf", &["documents"]),
    ("lopdf", &["documents", "signing"]),
    ("hayro", &["documents"]),
    ("fluent-bundle", &["texts"]),
    ("tauri", &["narvarolots"]),
    ("tauri-build", &["narvarolots"]),
    ("tauri-plugin-dialog", &["narvarolots"]),
    ("tauri-plugin-single-instance", &["narvarolots"]),
    ("getrandom", &["narvarolots"]),
    ("clap", &["narvarolots"]),
    ("fantoccini", &["window-tests"]),
];

/// A manifest: the crate's name and its text.
pub type Manifest = (String, String);

/// The manifests of every member of the workspace.
pub fn manifests() -> Vec<Manifest> {
    let workspace = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let members = workspace
        .split("members = [")
        .nth(1)
        .unwrap()
        .split(']')
        .next()
        .unwrap()
        .to_owned();
    let folders = members.split('"').skip(1).step_by(2);
    let manifests = folders.map(|folder| fs::read_to_string(root().join(folder).join("Cargo.toml")).unwrap());
    manifests.map(|text| (name_in(&text), text)).collect()
}

/// What is wrong with the manifests, a line each.
pub fn wrong_in(manifests: &[Manifest]) -> Vec<String> {
    let mut wrong = vec![];
    for (name, text) in manifests {
        let Some((_, may)) = BUILDS_ON.iter().find(|(known, _)| known == name) else {
            wrong.push(format!(
                "{name} stands in no direction: name it in tests/architecture/crates.rs"
            ));
            continue;
        };
        for (table, dependency) in dependencies(text) {
            let ours = BUILDS_ON.iter().any(|(known, _)| *known == dependency);
            let data_in_tests = table == "dev-dependencies" && ["packs", "texts"].contains(&dependency);
            if ours && dependency != name && !may.contains(&dependency) && !data_in_tests {
                wrong.push(format!("{name} must not build on {dependency}"));
            }
            let only = ONLY.iter().find(|(known, _)| *known == dependency);
            if only.is_some_and(|(_, who)| !who.contains(&name.as_str())) {
                wrong.push(format!("{name} must know nothing of {dependency}"));
            }
        }
        if !text.contains("[lints]\nworkspace = true") {
            wrong.push(format!("{name} does not follow the workspace's lints"));
        }
        if name == "narvarolots" {
            wrong.extend(reasonless(text).map(|line| format!("no reason beside: {line}")));
        } else if text.contains("\"clock\"") {
            wrong.push(format!("{name} must not read the clock"));
        }
    }
    wrong
}

pub fn check_that_rules_bite() {
    let manifest = |name: &str, rest: &str| {
        vec![(
            name.to_owned(),
            format!("[package]\nname = \"{name}\"\n[lints]\nworkspace = true\n{rest}"),
        )]
    };
    let cases = [
        ("cases", "[dependencies]\nforms.workspace = true\n", 0),
        ("cases", "[dependencies]\nvault.workspace = true\n", 1),
        ("forms", "[dev-dependencies]\npacks.workspace = true\n", 0),
        ("forms", "[dependencies]\npacks = { path = \"../packs\" }\n", 1),
        ("commands", "[dependencies]\ntauri.workspace = true\n", 1),
        (
            "vault",
            "[dependencies]\nrusqlite.workspace = true\nlopdf.workspace = true\n",
            1,
        ),
        (
            "vault",
            "[dependencies]\nchrono = { workspace = true, features = [\"clock\"] }\n",
            1,
        ),
        ("stray", "", 1),
        (
            "narvarolots",
            "[workspace.dependencies]\nserde = \"1\" # data in and out\n",
            0,
        ),
        ("narvarolots", "[workspace.dependencies]\nserde = \"1\"\n", 1),
    ];
    for (name, rest, expected) in cases {
        let found = wrong_in(&manifest(name, rest));
        assert_eq!(found.len(), expected, "{name}: {rest}: {found:?}");
    }
}

fn name_in(manifest: &str) -> String {
    let package = manifest.split("[package]").nth(1).unwrap();
    package
        .lines()
        .find_map(|line| line.strip_prefix("name = "))
        .unwrap()
        .trim_matches('"')
        .to_owned()
}

/// The dependencies of a manifest with the table each stands in.
fn dependencies(manifest: &str) -> Vec<(&str, &str)> {
    let mut table = "";
    let mut found = vec![];
    for line in manifest.lines() {
        if let Some(header) = line.strip_prefix('[') {
            table = header.trim_end_matches(']');
        } else if ["dependencies", "dev-dependencies", "build-dependencies"].contains(&table) {
            let name = line.split(['=', '.', ' ']).next().unwrap_or_default();
            if !name.is_empty() && !name.starts_with('#') {
                found.push((table, name));
            }
        }
    }
    found
}

/// The outside crates in the workspace's list that stand there without a word about why.
fn reasonless(manifest: &str) -> impl Iterator<Item = &str> {
    let list = manifest
        .split("[workspace.dependencies]\n")
        .nth(1)
        .unwrap_or_default();
    let list = list.split("\n[").next().unwrap_or_default();
    list.lines()
        .filter(|line| line.contains('=') && !line.contains("path = ") && !line.contains("# "))
}
